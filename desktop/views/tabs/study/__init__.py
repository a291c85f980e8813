"""Pages and dialogs of the tab 学习."""
