"""The commands of the tab 组织."""
