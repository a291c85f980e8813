"""Paper of the tab 党员."""
