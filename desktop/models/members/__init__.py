"""The ledgers of the tab 党员."""
