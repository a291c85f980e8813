"""What an office keeps: one file per ledger, one folder per tab, people in one table."""
