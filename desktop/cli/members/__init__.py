"""The commands of the tab 党员."""
