"""Starting: what stands in the way is told in a sentence with ways on, and Chinese can be typed."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.app import Desktop, prepare_input
from desktop.services.chapters import LEDGERS
from desktop.store.backup import backup
from desktop.store.office import Office
from desktop.views.frame.first_run import FirstRun
from desktop.views.frame.refused import Refused
from desktop.views.kit import theme
from tests.conftest import UNIT


def state(desktop: Desktop) -> str:
    return "window" if desktop.window is not None else "refused" if isinstance(desktop.first, Refused) else "first"


def refused(desktop: Desktop) -> Refused:
    assert isinstance(desktop.first, Refused)
    return desktop.first


@pytest.fixture
def started(folder: Path, qapp: object) -> Iterator[Desktop]:
    assert qapp is not None
    desktop = Desktop(folder, "王敏")
    yield desktop
    if desktop.first is not None:
        desktop.first.close()
    if desktop.window is not None:
        desktop.window.close()
        desktop.window.deleteLater()
    desktop.close()


def test_a_folder_in_use_is_told_and_opened_when_it_is_free(qtbot: QtBot, folder: Path, started: Desktop) -> None:
    other = Office.open(folder, LEDGERS)
    started.start()
    assert "正被另一个" in refused(started).told.text()
    assert not refused(started).back.isVisible()
    qtbot.mouseClick(refused(started).retry, Qt.MouseButton.LeftButton)
    assert state(started) == "refused"
    other.close()
    qtbot.mouseClick(refused(started).retry, Qt.MouseButton.LeftButton)
    assert state(started) == "window"


def test_a_broken_database_is_put_back_from_its_backup(
    qtbot: QtBot, folder: Path, started: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = backup(folder).path
    (folder / "taizhang.db").write_bytes("这不是数据库".encode())
    started.start()
    page = refused(started)
    assert "已损坏" in page.told.text()
    monkeypatch.setattr(page.ask, "open_backup", lambda _folder: kept)
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert state(started) == "window"
    assert started.office is not None
    assert started.office.unit == UNIT


@pytest.mark.usefixtures("qapp")
def test_a_folder_without_data_asks_for_the_unit(tmp_path: Path) -> None:
    desktop = Desktop(tmp_path / "nothing")
    desktop.start()
    assert isinstance(desktop.first, FirstRun)
    desktop.first.close()
    desktop.close()


@pytest.mark.parametrize(
    ("platform", "before", "plugin", "after"),
    [
        ("linux", {}, False, {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}),
        ("linux", {"QT_IM_MODULE": "fcitx5"}, False, {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}),
        ("linux", {"QT_IM_MODULE": "fcitx"}, True, {"QT_IM_MODULE": "fcitx"}),
        ("linux", {"QT_IM_MODULE": "compose"}, False, {"QT_IM_MODULE": "compose"}),
        ("linux", {"QT_IM_MODULES": "wayland;fcitx"}, False, {"QT_IM_MODULES": "wayland;fcitx;ibus"}),
        ("win32", {}, False, {}),
    ],
)
def test_the_input_method_is_one_that_qt_has(
    platform: str, before: dict[str, str], plugin: object, after: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QT_IM_MODULE", "QT_IM_MODULES", "IBUS_USE_PORTAL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in before.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(app, "_has_plugin", lambda _name: bool(plugin))
    prepare_input()
    names = ("QT_IM_MODULE", "QT_IM_MODULES", "IBUS_USE_PORTAL")
    found = {key: os.environ[key] for key in names if key in os.environ}
    assert found.items() >= after.items()
    if platform != "linux" or plugin:
        assert found == before


def test_the_window_is_dressed_anew_when_the_system_turns_dark(started: Desktop) -> None:
    started.start()
    assert started.window is not None
    hints, settings = QGuiApplication.styleHints(), started.window.office.settings
    for choice, palette in (("深色", theme.DARK), ("浅色", theme.LIGHT)):
        settings.theme = choice  # what is offscreen has no system whose scheme could be turned
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert theme.current() is palette
