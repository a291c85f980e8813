"""Photographs on paper: turned the right way up, no larger than they are printed."""

from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

MOST_PIXELS = 800


def portrait(file: Path | None) -> ImageReader | None:
    """A photograph ready to be drawn; None where there is none or it can't be read."""
    if file is None:
        return None
    try:
        with Image.open(file) as found:
            found.draft("RGB", (MOST_PIXELS, MOST_PIXELS))
            turned = ImageOps.exif_transpose(found)
            turned.thumbnail((MOST_PIXELS, MOST_PIXELS))
            return ImageReader(turned.convert("RGB"))
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError):
        return None
