"""The commands of the tab 走访慰问."""
