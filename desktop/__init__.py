"""台账: the Party-affairs records of one office, kept offline."""

import gc
import os

# a start makes half a million objects that stay; to look at them often is a tenth of it
gc.set_threshold(50_000, 20, 50)
# to look through what is installed for plugins, of which pydantic has none here, is a twentieth
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
