"""台账: the Party-affairs records of one office, kept offline."""
