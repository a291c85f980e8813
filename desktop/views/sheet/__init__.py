"""A ledger in the window: its table, edited as a sheet, searched and filtered."""
