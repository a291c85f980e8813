"""The import dialog: columns corrected, problems with their cells, rejected rows kept, all of it taken back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.store.office import Office
from desktop.store.query import Query
from desktop.views.exchange.corrections import VALUE
from desktop.views.exchange.importing import AGAIN_MS, NONE, ImportDialog, rejects_beside
from desktop.views.frame.window import Window
from tests.conftest import SAMPLES
from tests.views.conftest import MEMBERS, page_of

WAIT = 20_000


def dialog_on(qtbot: QtBot, window: Window, file: Path) -> ImportDialog:
    page_of(window, "members")
    window.verbs.import_file(file)
    dialog = window.verbs.dialog
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: dialog.task is None, timeout=WAIT)
    return dialog


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy, so that the rejected rows land beside it."""
    copy = tmp_path / "采集汇总表.xlsx"
    copy.write_bytes((SAMPLES / "采集汇总表.xlsx").read_bytes())
    return copy


def test_a_file_dropped_on_the_window_is_looked_at(qtbot: QtBot, window: Window, file: Path) -> None:
    page_of(window, "members")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    window.dropEvent(
        QDropEvent(
            QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    dialog = window.verbs.dialog
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(dialog.go.isEnabled, timeout=WAIT)
    dialog.close()


def test_faults_are_shown_with_their_cells_and_kept_in_a_table(
    qtbot: QtBot, window: Window, office: Office, file: Path
) -> None:
    dialog = dialog_on(qtbot, window, file)
    cells = [dialog.corrections.table.item(row, 0).text() for row in range(dialog.corrections.table.rowCount())]  # type: ignore[union-attr]
    assert cells == ["J5", "D6", "H28"]
    assert "拒收 3" in dialog.head.text()
    with qtbot.waitSignal(dialog.taken, timeout=WAIT):
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert dialog.rejects == file.with_name("采集汇总表-拒收.xlsx")
    assert dialog.rejects.exists()
    assert dialog.rejects_button.isVisible()
    assert office.count(MEMBERS, Query()) == 24
    qtbot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.task is None, timeout=WAIT)
    assert "已撤销" in dialog.told.text()
    assert office.count(MEMBERS, Query()) == 0
    dialog.close()


def text(dialog: ImportDialog, row: int, place: int) -> str:
    item = dialog.corrections.table.item(row, place)
    assert item is not None
    return item.text()


def test_rejected_rows_are_put_right_in_the_dialog(qtbot: QtBot, window: Window, office: Office, file: Path) -> None:
    """A value typed over by key, a suggestion taken, and nothing is left out; the workbook stays as it is."""
    before = file.read_bytes()
    dialog = dialog_on(qtbot, window, file)
    people = {text(dialog, row, 0): text(dialog, row, 1) for row in range(3)}
    assert all(people.values())
    dialog.corrections.table.setCurrentCell(0, VALUE)
    dialog.corrections.table.setFocus()
    qtbot.keyClick(dialog.corrections.table, Qt.Key.Key_F2)
    editor = dialog.corrections.table.findChild(QLineEdit)
    assert editor is not None
    editor.setText("2008年10月")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "拒收 2" in dialog.head.text(), timeout=WAIT)
    qtbot.waitUntil(lambda: dialog.task is None, timeout=WAIT)
    dialog.corrections.table.selectRow(0)
    qtbot.mouseClick(dialog.corrections.take_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "拒收 1" in dialog.head.text(), timeout=WAIT)
    qtbot.waitUntil(lambda: dialog.task is None, timeout=WAIT)
    assert text(dialog, 0, 0) == "H28"
    flags = dialog.corrections.table.item(0, VALUE + 1).flags()  # type: ignore[union-attr]
    assert not flags & Qt.ItemFlag.ItemIsEditable
    item = dialog.corrections.table.item(0, VALUE)
    assert item is not None
    item.setText("不知道什么学历")
    qtbot.waitUntil(lambda: dialog.task is None and not dialog.again.isActive(), timeout=WAIT)
    assert text(dialog, 0, VALUE) == "不知道什么学历"
    qtbot.waitUntil(dialog.go.isEnabled, timeout=WAIT)
    with qtbot.waitSignal(dialog.taken, timeout=WAIT):
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert office.count(MEMBERS, Query()) == 26
    (late,) = office.rows(MEMBERS, office.ids(MEMBERS, Query(search=people["J5"])))
    assert late["joined"] == "2008-10"
    assert "改正 3 格" in office.acts(limit=1)[0].detail
    assert file.read_bytes() == before
    assert not dialog.corrections.how.isVisible(), "what was taken in is put right no more"
    assert not dialog.corrections.take_button.isVisible()
    dialog.close()


def test_what_is_being_typed_is_not_moved_by_a_check(qtbot: QtBot, window: Window, office: Office, file: Path) -> None:
    """The first row is put right; while the check of it runs, the value of the third is typed."""
    dialog = dialog_on(qtbot, window, file)
    first = dialog.corrections.table.item(0, VALUE)
    assert first is not None
    first.setText("2008-10")
    dialog.corrections.table.setCurrentCell(2, VALUE)
    dialog.corrections.table.setFocus()
    qtbot.keyClick(dialog.corrections.table, Qt.Key.Key_F2)
    editor = dialog.corrections.table.findChild(QLineEdit)
    assert editor is not None
    editor.setText("大专")
    qtbot.wait(AGAIN_MS * 3)
    assert dialog.corrections.table.rowCount() == 3
    assert editor.text() == "大专"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert dialog.plan is not None
    plan = dialog.plan
    qtbot.waitUntil(lambda: plan.corrections == {"J5": "2008-10", "H28": "大专"})
    qtbot.waitUntil(lambda: dialog.task is None and not dialog.again.isActive(), timeout=WAIT)
    assert "拒收 3" not in dialog.head.text()
    dialog.corrections.table.setFocus()
    qtbot.keyClick(dialog.corrections.table, Qt.Key.Key_Return)
    assert office.count(MEMBERS, Query()) == 0, "Enter among the values imports nothing"
    dialog.reject()
    assert dialog.isVisible()
    assert "再按一次 Esc" in dialog.told.text()
    dialog.reject()
    assert not dialog.isVisible()


def test_a_column_can_be_left_out(qtbot: QtBot, window: Window, office: Office, file: Path) -> None:
    dialog = dialog_on(qtbot, window, file)
    titles = [dialog.columns.cellWidget(row, 2) for row in range(dialog.columns.rowCount())]
    row = next(place for place, box in enumerate(titles) if isinstance(box, QComboBox) and box.currentText() == "民族")
    box = dialog.columns.cellWidget(row, 2)
    assert isinstance(box, QComboBox)
    box.setCurrentText(NONE)
    box.activated.emit(0)
    qtbot.waitUntil(lambda: dialog.task is None, timeout=WAIT)
    with qtbot.waitSignal(dialog.taken, timeout=WAIT):
        qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert {record["nation"] for record in office.rows(MEMBERS, office.ids(MEMBERS, Query()))} == {None}
    dialog.close()


def test_what_is_no_table_is_refused_in_a_sentence(
    qtbot: QtBot, window: Window, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "照片.xlsx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    dialog = dialog_on(qtbot, window, file)
    assert dialog.told.text()
    assert not dialog.go.isEnabled()
    assert office.count(MEMBERS, Query()) == 0
    dialog.close()


def test_rejected_rows_never_take_the_place_of_a_table(tmp_path: Path) -> None:
    file = tmp_path / "名单.xls"
    assert rejects_beside(file, tmp_path).name == "名单-拒收.xlsx"
    (tmp_path / "名单-拒收.xlsx").touch()
    assert rejects_beside(file, tmp_path).name == "名单-拒收-2.xlsx"
