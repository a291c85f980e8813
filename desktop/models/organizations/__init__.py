"""The ledgers of the tab 组织."""
