"""Another record: a person by name, pinyin or initials, or whatever a link leads to."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Slot
from PySide6.QtWidgets import QCompleter, QWidget

from desktop.ledger import Values
from desktop.ledger.kinds import Link
from desktop.store.links import Choice
from desktop.views.form.editor import Editor

Index = QModelIndex | QPersistentModelIndex
TYPED_MS = 70


class Candidates(QAbstractListModel):
    """What a link may point to, for the completer's list."""

    def __init__(self, parent: QWidget) -> None:
        """Empty until something is typed."""
        super().__init__(parent)
        self.found: list[Choice] = []

    def show_found(self, found: list[Choice]) -> None:
        """Offer these."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many there are."""
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title with what tells it apart; the title alone when it is taken."""
        if not index.isValid() or index.row() >= len(self.found):
            return None
        choice = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{choice.title}　{choice.detail}" if choice.detail else choice.title
        return choice.title if role == Qt.ItemDataRole.EditRole else None


class LinkEditor(Editor):
    """Another record, chosen by typing; text that leads nowhere yet is kept and told."""

    def _build(self) -> QWidget:
        self.chosen: str | None = None
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(TYPED_MS)
        self.wait.timeout.connect(self._offer)
        line = super()._build()
        self.line.setPlaceholderText("输入姓名、拼音或首字母" if self._to_person() else "输入名称或首字母")
        self.model = Candidates(self)
        self.completer = QCompleter(self.model, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setCompletionRole(Qt.ItemDataRole.EditRole)
        self.completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        self.line.setCompleter(self.completer)
        return line

    def _to_person(self) -> bool:
        return isinstance(self.column.kind, Link) and self.column.kind.person

    @Slot()
    def _edited(self) -> None:
        if not self._setting:
            self.chosen = None
            self.wait.start()
        super()._edited()

    @Slot()
    def _offer(self) -> None:
        if self.line.hasFocus() and self.text().strip():
            self.model.show_found(self.world.choices(self.column, self.text().strip()))
            if self.model.found:
                self.completer.complete()

    @Slot(QModelIndex)
    def _take(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self.model.found):
            choice = self.model.found[index.row()]
            self._setting = True
            self.show_text(choice.title)
            self._setting = False
            self.chosen, self.note = choice.id, ""
            self.changed.emit()

    @Slot()
    def understand(self) -> None:
        """Letters that only one record answers to mean that record; words are kept as they are."""
        typed = self.text().strip()
        if typed and typed.isascii() and typed.isalpha() and not self.chosen:
            found = self.world.choices(self.column, typed, 2)
            if len(found) == 1:
                self.model.show_found(found)
                self._take(self.model.index(0, 0))
        super().understand()

    def set_value(self, values: Mapping[str, Any]) -> None:
        """Show the title; remember which record it is."""
        super().set_value(values)
        self.chosen = values.get(f"{self.column.key}_id")
        self.note = "" if self.chosen or not self.text() else "还没有关联，保留所填文字"

    def value(self) -> Values:
        """The text and, where one was chosen, the record."""
        found = super().value()
        text = found.get(self.column.key)
        if text and not self.chosen:
            exact = [one for one in self.world.choices(self.column, str(text)) if one.title == text]
            self.chosen = exact[0].id if len(exact) == 1 else None
            self.note = (
                "" if self.chosen else f"有 {len(exact)} 个同名，请从列表里选" if exact else "没有找到，保留所填文字"
            )
        return {**found, f"{self.column.key}_id": self.chosen if text else None}

    def understand_quietly(self) -> None:
        """Nothing is looked up at every key."""
        self.problem = self.note = ""
