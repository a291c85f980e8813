"""The commands for code lists."""
