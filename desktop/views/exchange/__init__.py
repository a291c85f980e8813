"""What comes in and goes out at the window: workbooks, tables, paper."""
