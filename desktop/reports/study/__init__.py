"""Paper of the tab 学习."""
