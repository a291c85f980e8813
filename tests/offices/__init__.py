"""A small data folder of every released schema."""
