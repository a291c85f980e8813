"""What every paper is made of: pages, grids, text, fonts, lists, binding."""
