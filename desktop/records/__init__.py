"""What is done to a record of any ledger; knows no particular one."""
