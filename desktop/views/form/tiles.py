"""Files as small pictures in a row that wraps: dropped on it, moved about in it, every act on one by a key."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QIcon, QImage, QKeyEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.views.form.files import Shown, size_text
from desktop.views.kit import theme
from desktop.views.kit.thumbnails import HEIGHT, WIDTH, framed, small


def cell_size() -> QSize:
    """How large a file is in the strip: its picture, and two lines of its name."""
    return QSize(WIDTH + 20, HEIGHT + theme.scaled(48))


def tile(image: QImage) -> QIcon:
    """An icon that keeps its colours when it is chosen."""
    found = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        found.addPixmap(QPixmap.fromImage(image), mode)
    return found


class _Tiles(QStyledItemDelegate):
    """The picture over its name."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        super().initStyleOption(option, index)
        option.decorationPosition = QStyleOptionViewItem.Position.Top  # type: ignore[attr-defined]
        option.decorationAlignment = Qt.AlignmentFlag.AlignCenter  # type: ignore[attr-defined]
        option.displayAlignment = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop  # type: ignore[attr-defined]
        option.textElideMode = Qt.TextElideMode.ElideMiddle  # type: ignore[attr-defined]


class Tiles(QListWidget):
    """Small pictures in a row that wraps; takes files from elsewhere, and its own in another order."""

    brought = Signal(object)
    ordered = Signal()
    pressed_key = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self.setAccessibleName("附件")
        self.setObjectName("tiles")
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setIconSize(QSize(WIDTH, HEIGHT))
        self.setGridSize(cell_size())
        self.setUniformItemSizes(True)
        self.setWordWrap(True)
        self.setItemDelegate(_Tiles(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.undrawn: list[tuple[int, Path, str]] = []
        self.drawing = QTimer(self)
        self.drawing.setInterval(0)
        self.drawing.timeout.connect(self._draw_one)

    def show_files(self, shown: Sequence[Shown], places: Sequence[Path]) -> None:
        """Show these files, whose contents lie there."""
        row = self.currentRow()
        self.undrawn.clear()
        self.clear()
        for place, one in enumerate(shown):
            item = QListWidgetItem(f"{one.name}\n{one.note}" if one.note else one.name)
            item.setData(Qt.ItemDataRole.UserRole, place)
            item.setToolTip("\n".join(word for word in (one.name, one.note, size_text(one.size)) if word))
            item.setIcon(tile(framed(QImage(), one.name)))
            item.setSizeHint(cell_size())
            self.addItem(item)
            self.undrawn.append((place, places[place], one.name))
        self.setCurrentRow(min(row, len(shown) - 1))
        self.setVisible(bool(shown))
        self.drawing.start()

    @Slot()
    def _draw_one(self) -> None:
        """One small picture at a time, between what the person does."""
        if not self.undrawn or not self.isVisible():
            self.drawing.stop()
            return
        row, path, name = self.undrawn.pop(0)
        item: QListWidgetItem | None = self.item(row)
        if path.is_file() and item is not None:
            item.setIcon(tile(framed(small(path, name), name)))

    def showEvent(self, event: QShowEvent) -> None:
        """Pictures are drawn when there is someone to see them."""
        super().showEvent(event)
        self.drawing.start()

    def places(self) -> list[int]:
        """The places that the files had when they were shown, in the order of now."""
        return [self.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.count())]

    def fit(self) -> None:
        """As tall as its rows."""
        cell = cell_size()
        across = max(self.viewport().width() // cell.width(), 1)
        rows = -(-max(self.count(), 1) // across)
        self.setFixedHeight(rows * cell.height() + 2 * self.frameWidth() + 2)

    def viewportEvent(self, event: QEvent) -> bool:
        """Rows follow the width."""
        done = super().viewportEvent(event)
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return done

    def _own(self, event: QDropEvent) -> bool:
        return event.source() is self

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and pictures are welcome."""
        if self._own(event):
            super().dragEnterEvent(event)
        elif carries(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The same while it moves."""
        if self._own(event):
            super().dragMoveEvent(event)
        elif carries(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Its own: another order; anything else: files to add."""
        if self._own(event):
            super().dropEvent(event)
            QTimer.singleShot(0, self.ordered.emit)  # the drag is over only then
        elif carries(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.brought.emit(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Everything that can be done with a file has a key."""
        name = key_of(event)
        if name:
            event.accept()
            self.pressed_key.emit(name)
        else:
            super().keyPressEvent(event)

    def move_current(self, by: int) -> bool:
        """Move the current one along; whether it moved."""
        row = self.currentRow()
        if row < 0 or not 0 <= row + by < self.count():
            return False
        item = self.takeItem(row)
        self.insertItem(row + by, item)
        self.setCurrentItem(item)
        return True


def key_of(event: QKeyEvent) -> str:
    """What a key asks for, or nothing."""
    keys = Qt.Key
    if event.modifiers() & Qt.KeyboardModifier.AltModifier:
        return {keys.Key_Left: "back", keys.Key_Up: "back", keys.Key_Right: "on", keys.Key_Down: "on"}.get(
            keys(event.key()), ""
        )
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return ""
    named = {keys.Key_Return: "look", keys.Key_Enter: "look", keys.Key_Space: "look"}
    return (named | {keys.Key_Delete: "remove", keys.Key_F2: "name"}).get(keys(event.key()), "")


def carries(mime: QMimeData) -> bool:
    """Whether something dropped or pasted holds files or a picture."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())
