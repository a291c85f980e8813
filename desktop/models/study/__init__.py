"""The ledgers of the tab 学习."""
