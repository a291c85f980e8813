"""What narrows a ledger down: a box per column, a day, conditions on any column with their chips."""
