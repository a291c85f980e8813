"""The look: icons take the palette's colour, and the focus can always be seen."""

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from desktop.settings import resources
from desktop.views.kit import theme

ICONS = sorted(path.stem for path in (resources() / "icons").glob("*.svg"))


def inked(name: str, colour: str) -> bool:
    image = theme.icon(name, colour).pixmap(40, 40).toImage()
    points = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    wanted = QColor(colour)
    return any(point.alpha() > 200 and point.rgb() == wanted.rgb() for point in points)


def test_icons_are_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    assert qapp is not None
    for name in ("add", "calendar", "search"):
        assert inked(name, "#123456"), name
    assert all(not theme.icon(name).isNull() for name in ICONS)
    assert theme.icon("no such icon").isNull()


def test_the_program_speaks_with_its_own_face(qapp: QApplication) -> None:
    theme.apply(qapp, "深色")
    assert theme.current() is theme.DARK
    assert qapp.font().family() == "Noto Sans SC"
    theme.apply(qapp, "浅色")
    assert theme.current() is theme.LIGHT


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_focus_is_seen_on_everything_that_takes_it(palette: theme.Palette) -> None:
    sheet = theme._sheet(palette)
    for what in ("QPushButton", "QToolButton", "QLineEdit", "QPlainTextEdit", "QComboBox"):
        assert re.search(rf"\b{what}:focus", sheet), what
    for property_ in ("primary", "flat", "segment"):
        assert re.search(rf'QPushButton\[{property_}="true"\]:focus {{ border: 2px', sheet), property_
    for ring in (palette.accent, palette.problem):
        for ground in (palette.card, palette.window):
            assert theme.contrast(ring, ground) >= 3.0
