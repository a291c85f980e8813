"""What each tab has beside the generic page."""
