"""Demonstration data: every person in it is invented."""
