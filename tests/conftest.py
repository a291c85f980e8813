"""What every test may ask for: an office on a fresh folder, and people to put in it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.services.chapters import LEDGERS
from desktop.store.office import Office

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

UNIT = "某县某局机关党委"
NUMBERS = ("350100199001010013", "35010019631009857X", "350100195909232718")
SAMPLES = Path(__file__).parents[1] / "resources" / "samples"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with nothing in it but its own organisation."""
    office = Office.create(tmp_path / "office", LEDGERS, UNIT, operator="王敏")
    yield office
    office.close()
