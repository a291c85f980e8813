"""The files of a record, at the foot of its form: dropped, pasted or chosen, looked at, named, ordered, taken away."""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QMimeData,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImage,
    QImageWriter,
    QKeyEvent,
    QKeySequence,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import Invalid, Refusal
from desktop.ledger import Ledger
from desktop.store import attachments as store
from desktop.store.attachments import Attachment, Kept
from desktop.store.office import Office
from desktop.store.work import Work
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.dialogs import show
from desktop.views.kit.looking import LookDialog
from desktop.views.kit.tasks import Task
from desktop.views.kit.thumbnails import HEIGHT, WIDTH, framed, small

AT_ONCE = 16 << 20
PASTED = "粘贴的图片 {:%m-%d %H%M%S}.png"
HINT = "把文件拖到这里，按 Ctrl+V 粘贴，或点“添加文件…”。"


def cell_size() -> QSize:
    """How large a file is in the strip: its picture, and two lines of its name."""
    return QSize(WIDTH + 20, HEIGHT + theme.scaled(48))


@dataclass(frozen=True)
class Shown:
    """One file in the strip: of the record (`id`), or waiting for the record to be saved."""

    id: str
    name: str
    note: str
    size: int
    sha256: str


def size_text(size: int) -> str:
    """A size as people read it."""
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{max(size / 1024, 0.1):.1f} KB"


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


class NameDialog(QDialog):
    """The name and the caption of one file."""

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        """Show both as they are."""
        super().__init__(parent)
        self.setWindowTitle("附件的名称和说明")
        self.setMinimumWidth(420)
        self.name, self.note = QLineEdit(shown.name, self), QLineEdit(shown.note, self)
        self.told = QLabel(self)
        self.told.setProperty("problem", True)
        self.told.setWordWrap(True)
        form = QFormLayout()
        for title, field in (("名称", self.name), ("说明", self.note)):
            field.setAccessibleName(title)
            form.addRow(title, field)
        save, close = QPushButton("保存", self), QPushButton("取消", self)
        save.setProperty("primary", True)
        save.setDefault(True)
        save.clicked.connect(self.accept)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(save)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.addLayout(form)
        box.addWidget(self.told)
        box.addLayout(foot)
        self.note.setFocus()


class AttachmentStrip(QFrame):
    """The files of the record in the form; those of a record not yet saved wait here."""

    told = Signal(str, bool)

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        """Nothing to show yet, and nobody to ask: see `serve`."""
        super().__init__(parent)
        self.ledger = ledger
        self.desk: Desk | None = None
        self.record_id = ""
        self.waiting: list[Kept] = []
        self.copying: Task | None = None
        self.shown: list[Shown] = []
        self.setProperty("card", True)
        self.setAccessibleName("附件")
        self.title = QLabel("附件", self)
        self.title.setProperty("group", True)
        self.hint = QLabel(HINT, self)
        self.hint.setProperty("muted", True)
        self.hint.setWordWrap(True)
        self.problem = QLabel(self)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setProperty("problem", True)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.tiles = Tiles(self)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 16)
        for part in (self.title, self.hint, self.tiles, self.problem):
            box.addWidget(part)
        self._make_buttons(box)
        self.tiles.brought.connect(self.bring)
        self.tiles.ordered.connect(self._ordered)
        self.tiles.pressed_key.connect(self._key)
        self.tiles.itemDoubleClicked.connect(self.look)
        self.tiles.itemSelectionChanged.connect(self._selected)
        self.tiles.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tiles.customContextMenuRequested.connect(self._menu)
        self.drawing = QTimer(self)
        self.drawing.setInterval(0)
        self.drawing.timeout.connect(self._draw_one)
        self._fill()

    def _make_buttons(self, box: QVBoxLayout) -> None:
        self.buttons: dict[str, QPushButton] = {}
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, text, tip, slot in (
            (first, "添加文件…", "", self.choose),
            (first, "粘贴", "Ctrl+V", self.paste),
            (second, "预览", "Enter", self.look),
            (second, "说明…", "F2", self.name),
            (second, "另存…", "", self.save_current),
            (second, "取下", "Delete", self.remove),
        ):
            button = QPushButton(text, self)
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
            self.buttons[text] = button
        for row in (first, second):
            row.addStretch(1)
            box.addLayout(row)

    def serve(self, desk: Desk) -> None:
        """Work for this desk."""
        self.desk = desk

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.tiles, *self.buttons.values()]

    @property
    def office(self) -> Office | None:
        """The office, once there is a desk."""
        return self.desk.office if self.desk else None

    # --- showing -----------------------------------------------------------------------------------------------

    def show_record(self, record_id: str) -> None:
        """Show the files of a record; none waits any more."""
        self.record_id, self.waiting = record_id, []
        if self.copying is not None:  # for a new record that was given up
            self.copying.cancel()
            self.copying = None
        self._tell_problem("")
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the record's files anew."""
        kept: list[Attachment] = []
        if self.office and self.record_id:
            kept = store.attachments_of(self.office, self.ledger, self.record_id)
        self.shown = [Shown(one.id, one.name, one.note, one.size, one.sha256) for one in kept]
        self.shown += [Shown("", one.name, "", one.size, one.sha256) for one in self.waiting]
        self._fill()

    def _fill(self) -> None:
        row = self.tiles.currentRow()
        self.tiles.clear()
        for place, one in enumerate(self.shown):
            item = QListWidgetItem(f"{one.name}\n{one.note}" if one.note else one.name)
            item.setData(Qt.ItemDataRole.UserRole, place)
            item.setToolTip("\n".join(word for word in (one.name, one.note, size_text(one.size)) if word))
            item.setIcon(tile(framed(QImage(), one.name)))
            item.setSizeHint(cell_size())
            self.tiles.addItem(item)
        self.tiles.setCurrentRow(min(row, len(self.shown) - 1))
        self.tiles.setVisible(bool(self.shown))
        self.title.setText(f"附件（{len(self.shown)}）" if self.shown else "附件")
        self.hint.setText("保存这条记录时，附件一并保存。" if self.waiting else HINT)
        self.hint.setVisible(bool(self.waiting) or not self.shown)
        self.tiles.fit()
        self._selected()
        self.todo = list(range(len(self.shown)))
        self.drawing.start()

    @Slot()
    def _draw_one(self) -> None:
        """One small picture at a time, between what the person does."""
        office = self.office
        if not self.todo or office is None or not self.isVisible():
            self.drawing.stop()
            return
        row = self.todo.pop(0)
        one, item = self.shown[row], self.tiles.item(row)
        path = store.place_of(office.folder, one.sha256)
        if path.is_file() and item is not None:
            item.setIcon(tile(framed(small(path, one.name), one.name)))

    def showEvent(self, event: QEvent) -> None:
        """Pictures are drawn when there is someone to see them."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.drawing.start()

    def restyle(self) -> None:
        """Draw the frames in the new colours."""
        self._fill()

    @property
    def current(self) -> Shown | None:
        """The file chosen."""
        row = self.tiles.currentRow()
        return self.shown[row] if 0 <= row < len(self.shown) else None

    @Slot()
    def _selected(self) -> None:
        for text in ("预览", "说明…", "另存…", "取下"):
            self.buttons[text].setVisible(self.current is not None)
        self.buttons["说明…"].setEnabled(bool(self.current and self.current.id))

    def _tell_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    @Slot(str)
    def _key(self, name: str) -> None:
        match name:
            case "back" | "on":
                if self.tiles.move_current(1 if name == "on" else -1):
                    self._ordered()
            case "look":
                self.look()
            case "remove":
                self.remove()
            case _:
                self.name()

    @Slot(QPoint)
    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for button in self.buttons.values():
            if button.isVisibleTo(self):
                action = menu.addAction(button.text())
                action.setEnabled(button.isEnabled())
                action.triggered.connect(button.click)
        menu.addSeparator()
        menu.addAction("前移\tAlt+←", lambda: self._key("back"))
        menu.addAction("后移\tAlt+→", lambda: self._key("on"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.tiles.viewport().mapToGlobal(at))

    # --- adding ------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """The whole card takes files."""
        if carries(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The same as on the tiles."""
        event.acceptProposedAction()
        self.bring(event.mimeData())

    @Slot()
    def choose(self) -> None:
        """Files from a dialog."""
        if self.desk:
            self.add_files(self.desk.ask.open_files())

    @Slot()
    def paste(self) -> None:
        """Files or a picture from the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        if not carries(mime):
            self._tell_problem("剪贴板里没有文件或图片。")
            return
        self.bring(mime)

    @Slot(object)
    def bring(self, mime: QMimeData) -> None:
        """Take what was dropped or pasted: files first, else the picture."""
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.add_files(paths)
            return
        held, office = mime.imageData(), self.office
        image = held.toImage() if isinstance(held, QPixmap) else QImage(held)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if office is None or not QImageWriter(buffer, QByteArray(b"png")).write(image):
            self._tell_problem("剪贴板里的图片读不出来。")
            return
        content = io.BytesIO(buffer.data().data())
        self._guarded(lambda: self._take([store.keep_bytes(office.folder, content, PASTED.format(dt.datetime.now()))]))

    def add_files(self, paths: Sequence[Path]) -> None:
        """Copy files among the attachments, large ones beside the window, and give them to the record."""
        if not paths or self.desk is None:
            return
        office = self.desk.office

        def copy(step: Callable[[int, int, str], None]) -> tuple[str, list[Kept]]:
            kept = []
            for place, path in enumerate(paths):
                step(place, len(paths), path.name)
                kept.append(store.keep(office.folder, path))
            return record_id, kept

        record_id = self.record_id
        sizes = [path.stat().st_size for path in paths if path.is_file()]
        if sum(sizes) <= AT_ONCE:
            self._guarded(lambda: self._take(copy(_quiet)[1]))
            return
        task = Task("添加附件", copy)
        task.done.connect(self._copied)
        task.failed.connect(self._failed)
        if not record_id:
            self.copying = task
        self.desk.tasks.start(task)

    @Slot(object)
    def _copied(self, done: tuple[str, list[Kept]]) -> None:
        record_id, kept = done
        if record_id or self.sender() is self.copying:
            self._guarded(lambda: self._take(kept, record_id))
        self._copying_ended()

    @Slot(object)
    def _failed(self, refusal: Refusal) -> None:
        if self.copying in (None, self.sender()):
            self._tell_problem(refusal.sentence)
        self._copying_ended()

    def _copying_ended(self) -> None:
        if self.sender() is self.copying:
            self.copying = None

    def _guarded(self, what: Callable[[], None]) -> bool:
        self._tell_problem("")
        try:
            what()
        except Invalid as invalid:
            self._tell_problem("；".join(invalid.problems.values()) + "。")
            return False
        except Refusal as refusal:
            self._tell_problem(refusal.sentence)
            return False
        return True

    def _take(self, kept: list[Kept], record_id: str | None = None) -> None:
        goes_to = self.record_id if record_id is None else record_id
        if not goes_to:
            self.waiting += kept
            self.reload()
            return
        names = kept[0].name if len(kept) == 1 else f"{kept[0].name}等 {len(kept)} 个文件"
        self._act(f"添加附件 {names}", lambda work: store.attach(work, self.ledger, goes_to, kept))

    def _act(self, title: str, what: Callable[[Work], object]) -> None:
        office = self.office
        if office is None:
            return
        with office.work(title) as work:
            what(work)
        self.reload()
        self.told.emit(f"已{title}。", True)

    # --- what there is -----------------------------------------------------------------------------------------

    @Slot()
    def _ordered(self) -> None:
        places = [self.tiles.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.tiles.count())]
        if places == list(range(len(self.shown))) or sorted(places) != list(range(len(self.shown))):
            return
        row = self.tiles.currentRow()
        if self.record_id:
            ids = [self.shown[place].id for place in places]
            done = self._guarded(
                lambda: self._act("调整附件顺序", lambda work: store.reorder(work, self.ledger, self.record_id, ids))
            )
            if not done:
                self._fill()
        else:
            self.waiting = [self.waiting[place] for place in places]
            self.reload()
        self.tiles.setCurrentRow(row)

    @Slot()
    def remove(self) -> None:
        """Take the chosen one away; 撤销 brings it back."""
        one = self.current
        if one is None:
            return
        if one.id:
            self._guarded(
                lambda: self._act(
                    f"删除附件 {one.name}", lambda work: store.detach(work, self.ledger, self.record_id, one.id)
                )
            )
        else:
            del self.waiting[self.tiles.currentRow()]
            self.reload()

    @Slot()
    def name(self) -> None:
        """Ask for the name and the caption of the chosen one."""
        one = self.current
        if one is None or not one.id:
            return
        self._ask_name(one, one.name, one.note)

    def _ask_name(self, one: Shown, name: str, note: str) -> None:
        self.naming = NameDialog(one, self)
        self.naming.name.setText(name)
        self.naming.note.setText(note)
        self.naming.accepted.connect(self._named)
        show(self.naming)

    @Slot()
    def _named(self) -> None:
        one, dialog = self.current, self.naming
        if one is not None:
            name, note = dialog.name.text(), dialog.note.text()
            done = self._guarded(
                lambda: self._act(
                    f"修改附件 {one.name}",
                    lambda work: store.rename(work, self.ledger, self.record_id, one.id, name, note),
                )
            )
            if not done:
                self._ask_name(one, name, note)  # what was typed is still there
                return
        self.tiles.setFocus()

    @Slot()
    def look(self) -> None:
        """Open the chosen one large."""
        office = self.office
        if self.current is None or office is None:
            return
        if not store.place_of(office.folder, self.current.sha256).is_file():
            self._tell_problem(f"附件“{self.current.name}”的文件不见了，请从备份恢复，或重新添加。")
            return
        files = [(one.name, store.place_of(office.folder, one.sha256)) for one in self.shown]
        self.looking = LookDialog(files, self.tiles.currentRow(), self)
        self.looking.save_asked.connect(self._save)
        show(self.looking)

    @Slot()
    def save_current(self) -> None:
        """Save a copy of the chosen one."""
        self._save(self.tiles.currentRow())

    @Slot(int)
    def _save(self, row: int) -> None:
        office, desk = self.office, self.desk
        if office is None or desk is None or not 0 <= row < len(self.shown):
            return
        one = self.shown[row]
        out = desk.ask.save_as("附件另存", one.name, "所有文件 (*)")
        if out is not None and self._guarded(lambda: store.save_copy(office, one, out)):
            self.told.emit(f"已另存到 {out}", False)


def _quiet(_done: int, _total: int, _text: str) -> None:
    """Nobody watches."""
