"""The strip of files at the foot of the form, in the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from desktop.services.chapters import LEDGERS
from desktop.store import attachments as store
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.views.frame.window import Window
from desktop.views.kit import theme
from desktop.views.kit.looking import MOST_PIXELS, LookDialog
from desktop.views.sheet.page import LedgerPage
from tests.views.conftest import Answers, page_of, type_into

MEMBERS = LEDGERS["members"]


@pytest.fixture
def member(office: Office) -> str:
    with office.work("新建") as work:
        return work.add(MEMBERS, {"name": "张三", "category": "正式党员"})


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    """A picture, a PDF of two pages, a workbook."""
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    image.save(str(tmp_path / "照片.png"))
    canvas = Canvas(str(tmp_path / "志愿书.pdf"))
    for _ in range(2):
        canvas.rect(100, 400, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    (tmp_path / "名单.xlsx").write_bytes(b"PK")
    return [tmp_path / name for name in ("照片.png", "志愿书.pdf", "名单.xlsx")]


def names(office: Office, member: str) -> list[str]:
    return [one.name for one in store.attachments_of(office, MEMBERS, member)]


def urls(paths: list[Path]) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def opened(window: Window, member: str) -> LedgerPage:
    page = page_of(window, "members")
    page.open_record(member)
    return page


def test_files_dropped_ordered_named_and_removed_by_keyboard(
    qtbot: QtBot, window: Window, office: Office, member: str, papers: list[Path]
) -> None:
    """Every act is taken back by 撤销, and the strip follows."""
    page = opened(window, member)
    strip, tiles = page.form.attachments, page.form.attachments.tiles
    brought = urls(papers)  # Qt does not keep it alive
    strip.dropEvent(
        QDropEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            brought,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert names(office, member) == ["照片.png", "志愿书.pdf", "名单.xlsx"]
    assert tiles.count() == 3
    assert not page.form.is_dirty
    tiles.setCurrentRow(0)
    qtbot.keyClick(tiles, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert names(office, member) == ["志愿书.pdf", "照片.png", "名单.xlsx"]
    assert tiles.currentRow() == 1
    qtbot.keyClick(tiles, Qt.Key.Key_F2)
    strip.naming.note.setText("一寸照")
    qtbot.keyClick(strip.naming, Qt.Key.Key_Return)
    assert store.attachments_of(office, MEMBERS, member)[1].note == "一寸照"
    assert "一寸照" in tiles.item(1).text()
    qtbot.keyClick(tiles, Qt.Key.Key_Delete)
    assert names(office, member) == ["志愿书.pdf", "名单.xlsx"]
    for expected in (3, 3, 3, 0):
        office.undo()
        QApplication.processEvents()
        assert tiles.count() == expected


def test_files_of_a_new_record_wait_until_it_is_saved(
    qtbot: QtBot, window: Window, office: Office, answers: Answers, papers: list[Path]
) -> None:
    """They go in with the record, as one act."""
    page = page_of(window, "members")
    page.new_record()
    answers.file = papers[0]
    page.form.attachments.buttons["添加文件…"].click()
    assert len(page.form.attachments.files.waiting) == 1
    assert page.form.attachments.tiles.count() == 1
    type_into(qtbot, page, "name", "李四")
    page.form.rows["category"].editor.set_value({"category": "正式党员"})
    assert page.save(), page.form.head.whole.text()
    (member,) = office.ids(MEMBERS, Query())
    assert names(office, member) == ["照片.png"]
    assert page.form.attachments.tiles.count() == 1
    assert not page.form.is_dirty
    office.undo()
    assert office.ids(MEMBERS, Query()) == []
    office.redo()
    assert names(office, member) == ["照片.png"]


def test_large_files_are_copied_beside_the_window(
    qtbot: QtBot, window: Window, office: Office, member: str, papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They arrive when they are whole; what is refused is told."""
    monkeypatch.setattr("desktop.views.form.files.AT_ONCE", 0)
    strip = opened(window, member).form.attachments
    strip.files.add(papers[:2])
    qtbot.waitUntil(lambda: strip.tiles.count() == 2)
    assert names(office, member) == ["照片.png", "志愿书.pdf"]
    strip.files.add([papers[2], papers[2].with_name("没有.pdf")])
    qtbot.waitUntil(lambda: "没有.pdf" in strip.problem.text())
    assert names(office, member) == ["照片.png", "志愿书.pdf"]
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)


def test_tiles_dragged_into_another_order(
    qtbot: QtBot, window: Window, office: Office, member: str, papers: list[Path]
) -> None:
    """As the list leaves them after a drag; nothing is written when nothing moved."""
    strip = opened(window, member).form.attachments
    strip.files.add(papers)
    strip.tiles.model().moveRows(QModelIndex(), 2, 1, QModelIndex(), 0)
    strip.tiles.ordered.emit()
    assert names(office, member) == ["名单.xlsx", "照片.png", "志愿书.pdf"]
    acts = len(office.acts())
    strip.tiles.ordered.emit()
    assert len(office.acts()) == acts
    qtbot.waitUntil(lambda: not strip.tiles.undrawn)


def test_a_picture_from_the_clipboard(qtbot: QtBot, window: Window, office: Office, member: str) -> None:
    """Ctrl+V in the strip keeps it as a PNG that reads back."""
    page = opened(window, member)
    picture = QPixmap(40, 30)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setPixmap(picture)
    strip = page.form.attachments
    strip.buttons["粘贴"].click()
    (one,) = store.attachments_of(office, MEMBERS, member)
    assert one.name.startswith("粘贴的图片 ")
    assert one.name.endswith(".png")
    assert store.file_of(office, one).read_bytes().startswith(b"\x89PNG")
    QGuiApplication.clipboard().setText("字")
    strip.tiles.setFocus()
    qtbot.keyClick(strip.tiles, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "没有文件" in strip.problem.text()


def test_what_is_refused_is_told_in_the_strip(window: Window, office: Office, member: str, tmp_path: Path) -> None:
    """A folder and an empty file."""
    page = opened(window, member)
    (tmp_path / "空.txt").touch()
    for path, word in ((tmp_path, "文件夹"), (tmp_path / "空.txt", "空文件")):
        page.form.attachments.files.bring(urls([path]))
        assert word in page.form.attachments.problem.text()
        assert page.form.attachments.problem.isVisible()
    assert names(office, member) == []


def test_looked_at_and_saved_elsewhere(
    qtbot: QtBot, window: Window, answers: Answers, member: str, papers: list[Path], tmp_path: Path
) -> None:
    """Pictures zoom, PDFs have pages, others say so; a copy is written."""
    page = opened(window, member)
    strip = page.form.attachments
    strip.files.add(papers)
    strip.tiles.setCurrentRow(0)
    qtbot.keyClick(strip.tiles, Qt.Key.Key_Return)
    look = strip.looking
    look.zoom.setCurrentText("200%")
    assert look.picture.pixmap().width() == 600
    look.buttons["下一个"].click()
    assert look.number.isVisible()
    assert look.number.maximum() == 2
    look.zoom.setCurrentText("100%")
    assert abs(look.picture.pixmap().width() - 595 * 96 / 72) < 4
    look.buttons["下一个"].click()
    assert "不能在这里预览" in look.picture.text()
    answers.file = tmp_path / "另存.xlsx"
    look.buttons["另存…"].click()
    assert answers.file.read_bytes() == b"PK"
    look.close()


def test_small_pictures_are_drawn_in_both_themes(
    qtbot: QtBot, window: Window, member: str, papers: list[Path], qapp: QApplication
) -> None:
    """The picture's own colour shows in its tile; frames follow the theme."""
    page = opened(window, member)
    strip = page.form.attachments
    strip.files.add(papers)
    for choice in ("深色", "浅色"):
        theme.apply(qapp, choice)
        qtbot.waitUntil(lambda: not strip.tiles.drawing.isActive() and not strip.tiles.undrawn)
        drawn = strip.tiles.item(0).icon().pixmap(104, 84).toImage()
        assert drawn.pixelColor(52, 42) == Qt.GlobalColor.darkGreen
        sheet = strip.tiles.item(2).icon().pixmap(104, 84).toImage()
        assert sheet.pixelColor(26, 10).name() == theme.current().header


def test_everything_has_a_name_and_a_place_in_the_tab_order(window: Window, member: str) -> None:
    """For those who hear the window."""
    strip = opened(window, member).form.attachments
    named = [stop.accessibleName() or getattr(stop, "text", str)() for stop in strip.stops()]
    assert all(named)
    assert len(set(named)) == len(named)
    assert strip.tiles.previousInFocusChain() is not None


def test_a_large_file_waits_for_its_own_record(
    qtbot: QtBot, office: Office, window: Window, answers: Answers, tmp_path: Path
) -> None:
    """Copied beside the window for a new record: not saved before it is there, not given to the next new record."""
    large = tmp_path / "录像.mp4"
    with large.open("wb") as out:
        out.truncate(17 << 20)
    page = page_of(window, "members")
    page.new_record()
    type_into(qtbot, page, "name", "张三")
    page.form.attachments.files.add([large])
    assert not page.save()
    assert "还在复制" in window.line.said.text()
    answers.answer = "discard"
    page.new_record()
    qtbot.waitUntil(lambda: not window.tasks.busy)
    assert page.form.attachments.files.waiting == []
    type_into(qtbot, page, "name", "李四")
    page.form.attachments.files.add([large])
    qtbot.waitUntil(lambda: page.form.attachments.files.copying is None)
    assert page.save()
    assert names(office, office.ids(MEMBERS, Query())[0]) == ["录像.mp4"]


def test_a_large_picture_is_looked_at_in_little_memory(qtbot: QtBot, tmp_path: Path) -> None:
    image = QImage(3000, 3000, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    path = tmp_path / "扫描.png"
    image.save(str(path))
    look = LookDialog([("扫描.png", path)], 0)
    qtbot.addWidget(look)
    look.zoom.setCurrentText("400%")
    shown = look.picture.pixmap()
    assert shown.width() >= 3000
    assert shown.width() * shown.height() <= MOST_PIXELS * 1.01
