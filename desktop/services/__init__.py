"""What an office does that is more than editing one record."""
