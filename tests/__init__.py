"""Proof of behaviour, on real databases, workbooks, papers and windows."""
