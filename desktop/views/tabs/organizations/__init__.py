"""Pages and dialogs of the tab 组织."""
