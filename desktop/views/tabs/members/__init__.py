"""Pages and dialogs of the tab 党员."""
