"""One open database of one office: its records, its log, its backups."""
