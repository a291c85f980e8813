"""What a development set-up is made with, and what is done from the Makefile."""
