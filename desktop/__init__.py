"""台账: the Party-affairs records of one office, kept offline."""

import gc

gc.set_threshold(
    50_000, 20, 50
)  # a start makes half a million objects that stay; to look at them often is a tenth of it
