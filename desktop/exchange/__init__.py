"""Other people's files: read, matched, written."""
