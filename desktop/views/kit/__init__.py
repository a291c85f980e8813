"""What every part of the window is made of: looks, lists, long work, questions."""
