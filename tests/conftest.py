"""What every test may ask for: an office on a fresh folder, and people to put in it."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

UNIT = "某县某局机关党委"
NUMBERS = ("350100199001010013", "35010019631009857X", "350100195909232718")
SAMPLES = Path(__file__).parents[1] / "resources" / "samples"


@pytest.fixture(scope="session", autouse=True)
def loaded() -> None:
    """What is loaded before the first test stays to the last: a collection need not go through it (0.1 s each time)."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with nothing in it but its own organisation; whoever writes takes a copy, whose schema need not be made."""
    folder = tmp_path_factory.mktemp("founded") / "office"
    Office.create(folder, LEDGERS, UNIT, operator="王敏").close()
    return folder


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demonstration in it, made once; whoever opens it takes a copy."""
    folder = tmp_path_factory.mktemp("demonstration") / "office"
    with Office.create(folder, LEDGERS, "中共某县某局机关委员会", operator="王敏") as office:
        demo.fill(office)
    return folder


@pytest.fixture
def folder(founded: Path, tmp_path: Path) -> Path:
    """A data folder with nothing in it but its own organisation."""
    return Path(shutil.copytree(founded, tmp_path / "office"))


@pytest.fixture
def office(folder: Path) -> Iterator[Office]:
    """An office with nothing in it but its own organisation."""
    office = Office.open(folder, LEDGERS, operator="王敏")
    yield office
    office.close()
