"""Pages and dialogs of the tab 走访慰问."""
