"""The files of a record, at the foot of its form: dropped, pasted or chosen, looked at, named, ordered, taken away."""

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.ledger import Ledger
from desktop.views.form.files import RecordFiles, Shown
from desktop.views.form.naming import NameDialog
from desktop.views.form.tiles import Tiles, carries
from desktop.views.kit.dialogs import show
from desktop.views.kit.looking import LookDialog

HINT = "把文件拖到这里，按 Ctrl+V 粘贴，或点“添加文件…”。"


class AttachmentStrip(QFrame):
    """The files of the record in the form as small pictures, with what can be done to them."""

    told = Signal(str, bool)

    def __init__(self, ledger: Ledger, parent: QWidget | None = None) -> None:
        """Nothing to show yet."""
        super().__init__(parent)
        self.files = RecordFiles(ledger, self)
        self.setProperty("card", True)
        self.setAccessibleName("附件")
        self.title, self.hint, self.problem = QLabel("附件", self), QLabel(HINT, self), QLabel(self)
        self.title.setProperty("group", True)
        self.hint.setProperty("muted", True)
        self.hint.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setProperty("problem", True)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.tiles = Tiles(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 16)
        for part in (self.title, self.hint, self.tiles, self.problem):
            box.addWidget(part)
        self._make_buttons(box)
        self._connect()
        self.fill()

    def _make_buttons(self, box: QVBoxLayout) -> None:
        self.buttons: dict[str, QPushButton] = {}
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, text, tip, slot in (
            (first, "添加文件…", "", self.files.choose),
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

    def _connect(self) -> None:
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        self.files.changed.connect(self.fill)
        self.files.wrong.connect(self._tell_problem)
        self.files.told.connect(self.told)
        self.tiles.brought.connect(self.files.bring)
        self.tiles.ordered.connect(self._ordered)
        self.tiles.pressed_key.connect(self._key)
        self.tiles.itemDoubleClicked.connect(self.look)
        self.tiles.itemSelectionChanged.connect(self._selected)
        self.tiles.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tiles.customContextMenuRequested.connect(self._menu)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self.tiles, *self.buttons.values()]

    # --- showing -----------------------------------------------------------------------------------------------

    @Slot()
    def fill(self) -> None:
        """Show the files as they are now, in the colours of now."""
        shown, waiting = self.files.shown, bool(self.files.waiting)
        self.tiles.show_files(shown, self.files.places())
        self.title.setText(f"附件（{len(shown)}）" if shown else "附件")
        self.hint.setText("保存这条记录时，附件一并保存。" if waiting else HINT)
        self.hint.setVisible(waiting or not shown)
        self.tiles.fit()
        self._selected()

    @property
    def current(self) -> Shown | None:
        """The file chosen."""
        row = self.tiles.currentRow()
        return self.files.shown[row] if 0 <= row < len(self.files.shown) else None

    @Slot()
    def _selected(self) -> None:
        for text in ("预览", "说明…", "另存…", "取下"):
            self.buttons[text].setVisible(self.current is not None)
        self.buttons["说明…"].setEnabled(bool(self.current and self.current.id))

    @Slot(str)
    def _tell_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    # --- asking ------------------------------------------------------------------------------------------------

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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """The whole card takes files."""
        if carries(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The same as on the tiles."""
        event.acceptProposedAction()
        self.files.bring(event.mimeData())

    @Slot()
    def paste(self) -> None:
        """Files or a picture from the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        if not carries(mime):
            self._tell_problem("剪贴板里没有文件或图片。")
            return
        self.files.bring(mime)

    @Slot()
    def _ordered(self) -> None:
        places, usual, row = self.tiles.places(), list(range(len(self.files.shown))), self.tiles.currentRow()
        if places != usual and sorted(places) == usual:
            self.files.order(places)
            self.tiles.setCurrentRow(row)

    @Slot()
    def remove(self) -> None:
        """Take the chosen one away; 撤销 brings it back."""
        if self.current is not None:
            self.files.remove(self.tiles.currentRow())

    @Slot()
    def name(self) -> None:
        """Ask for the name and the caption of the chosen one."""
        one = self.current
        if one is not None and one.id:
            self._ask_name(one, one.name, one.note)

    def _ask_name(self, one: Shown, name: str, note: str) -> None:
        self.naming = NameDialog(one, self)
        self.naming.name.setText(name)
        self.naming.note.setText(note)
        self.naming.accepted.connect(self._named)
        show(self.naming)

    @Slot()
    def _named(self) -> None:
        one, name, note = self.current, self.naming.name.text(), self.naming.note.text()
        if one is not None and not self.files.rename(one, name, note):
            self._ask_name(one, name, note)  # what was typed is still there
            return
        self.tiles.setFocus()

    @Slot()
    def look(self) -> None:
        """Open the chosen one large."""
        places, row = self.files.places(), self.tiles.currentRow()
        if self.current is None or not places:
            return
        if not places[row].is_file():
            self._tell_problem(f"附件“{self.current.name}”的文件不见了，请从备份恢复，或重新添加。")
            return
        names = [one.name for one in self.files.shown]
        self.looking = LookDialog(list(zip(names, places, strict=True)), row, self)
        self.looking.save_asked.connect(self.files.save_copy)
        show(self.looking)

    @Slot()
    def save_current(self) -> None:
        """Save a copy of the chosen one."""
        self.files.save_copy(self.tiles.currentRow())
