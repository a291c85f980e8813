"""The window itself: its tabs, what can be asked of it, its first page, its settings."""
