"""A value of a code list, or 是 and 否."""

from PySide6.QtCore import QStringListModel, Qt, Slot
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from desktop.ledger.kinds import Code
from desktop.store.search import spelled
from desktop.views.form.editor import Editor, Line
from desktop.views.kit.fields import Combo


class ChoiceEditor(Editor):
    """A value of a code list, found by typing its text or its initials."""

    def _build(self) -> QWidget:
        self.combo = Combo(self)
        self.combo.setLineEdit(Line(self.combo))
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(4)
        self.combo.addItems(["", *self._texts()])
        self.fits = QStringListModel(self)
        completer = QCompleter(self.fits, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.combo.setCompleter(completer)
        self.combo.editTextChanged.connect(self._edited)
        line = self.combo.lineEdit() or QLineEdit()
        line.editingFinished.connect(self.understand)
        line.returnPressed.connect(self.entered)
        line.setAccessibleName(self.column.title)
        return self.combo

    def relist(self) -> None:
        """Offer the list as it stands now; what stands in the field stays."""
        self._setting, before = True, self._setting
        text = self.combo.currentText()
        self.combo.clear()
        self.combo.addItems(["", *self._texts()])
        self.show_text(text)
        self._setting = before

    def _texts(self) -> list[str]:
        kind = self.column.kind
        codes = self.world.lists.get(kind.list) if isinstance(kind, Code) else None
        return list(codes.texts) if codes else ["是", "否"]

    def _fitting(self, typed: str) -> list[str]:
        small = typed.lower()
        return [
            text for text in self._texts() if typed in text or any(word.startswith(small) for word in spelled(text))
        ]

    @Slot()
    def _edited(self) -> None:
        """Offer what fits before the completer looks."""
        if not self._setting:
            self.fits.setStringList(self._fitting(self.combo.currentText().strip()))
        super()._edited()

    def text(self) -> str:
        """What stands in the field; initials that fit one value alone mean that value."""
        typed = self.combo.currentText().strip()
        if typed and typed.isascii() and typed.isalpha():
            whole = [text for text in self._texts() if spelled(text)[1] == typed.lower()]
            fits = whole or [text for text in self._texts() if any(w.startswith(typed.lower()) for w in spelled(text))]
        elif typed and self._is_closed() and typed not in self._texts():
            fits = [text for text in self._texts() if typed in text]
        else:
            return typed
        return fits[0] if len(fits) == 1 else typed

    def _is_closed(self) -> bool:
        """Whether nothing can be added to the list."""
        kind = self.column.kind
        codes = self.world.lists.get(kind.list) if isinstance(kind, Code) else None
        return codes is None or codes.closed

    def show_text(self, text: str) -> None:
        """Put text in the field; the list opens at it where it is listed."""
        self.combo.setCurrentIndex(
            self.combo.findText(text, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchCaseSensitive)
        )
        self.combo.setEditText(text)
