"""What an office does with the ledgers of the tab 组织."""
