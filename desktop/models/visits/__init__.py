"""The ledgers of the tab 走访慰问."""
