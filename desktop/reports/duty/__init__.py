"""Paper of the tab 志愿值班."""
