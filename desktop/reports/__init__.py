"""Paper: what the office prints, as PDF with its own fonts in it."""
