"""党籍变动: a member's standing changed with its day and its reason, what goes with it filled in."""

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from desktop.errors import Invalid, Refusal
from desktop.ledger import Column
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.records.editing import sentence_of
from desktop.rules.membership import NORMAL
from desktop.services.members.status import change_status, choices, doubts_of
from desktop.store.office import Office
from desktop.views.form.editors import editor_for
from desktop.views.form.field_row import FieldRow, plain_label
from desktop.views.kit import theme
from desktop.views.kit.fields import Combo
from desktop.views.kit.parts import column, words


class StatusDialog(QDialog):
    """One member: what the standing is and was, what it becomes, from when, why."""

    chapter = "党员"
    saved = Signal(str)

    def __init__(self, office: Office, record_id: str, parent: QWidget | None = None) -> None:
        """Offer what may follow the present standing."""
        super().__init__(parent)
        self.office, self.ledger = office, MEMBERS
        self.member = office.get(self.ledger, record_id)
        statuses = self.ledger.columns["statuses"]
        kinds = {one.key: one.kind for one in statuses.kind.columns}  # type: ignore[attr-defined]
        self.setWindowTitle("党籍变动")
        self.setMinimumWidth(theme.scaled(460))
        self.title = plain_label(self)
        self.title.setProperty("title", True)
        self.title.setText(f"{self.member['title']}　现在是“{self.member['status'] or NORMAL}”")
        self.past = plain_label(self)
        self.past.setProperty("muted", True)
        self.past.setText(statuses.kind.show(self.member["statuses"]).replace("；", "\n"))
        self.past.setVisible(bool(self.past.text()))
        self.after = Combo(self)
        self.after.setAccessibleName("改为")
        self.after.addItems(choices(self.member))
        self.day = FieldRow(
            Column("since", "从哪天起", kinds["since"]),
            editor_for(Column("since", "从哪天起", kinds["since"]), office, self),
            self,
        )
        self.day.editor.set_value({"since": dt.date.today().isoformat()})
        reason = Column("reason", "原因", kinds["reason"], help="停止党籍和出党必填；没有的可以直接输入")
        self.reason = FieldRow(reason, editor_for(reason, office, self), self)
        self.doubt = plain_label(self)
        self.doubt.setProperty("note", True)
        self.told = plain_label(self)
        self.told.setProperty("problem", True)
        self.save_button, close = QPushButton("办理", self), QPushButton("取消", self)
        self.save_button.setProperty("primary", True)
        self.save_button.setDefault(True)
        self._lay_out(close)
        self.after.currentTextChanged.connect(self._look)
        for row in (self.day, self.reason):
            row.editor.changed.connect(self._look)
        self.save_button.clicked.connect(self.save)
        close.clicked.connect(self.reject)
        self._look()

    def _lay_out(self, close: QPushButton) -> None:
        label = words("改为", self, "muted")
        label.setBuddy(self.after)
        if not self.after.count():
            self.told.setText("去世以后党籍状态不再变动。填错了的，请在表单里直接改“党籍状态”。")
            for part in (label, self.after, self.day, self.reason, self.save_button):
                part.hide()
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        foot.addWidget(close)
        box = column(self, 8)
        for part in (self.title, self.past, label, self.after, self.day, self.reason, self.doubt, self.told):
            box.addWidget(part)
        box.addStretch(1)
        box.addLayout(foot)

    @Slot()
    def _look(self) -> None:
        """Say what to look at again while it is typed."""
        day, reason = (row.editor.value().get(row.column.key) or "" for row in (self.day, self.reason))
        for row in (self.day, self.reason):
            row.tell(row.editor.problem, "")
        found = doubts_of(self.member, self.after.currentText(), reason, day) if day else []
        self.doubt.setText("请核实：" + "；".join(found) + "。" if found else "")
        self.doubt.setVisible(bool(found))

    @Slot()
    def save(self) -> None:
        """Do it as one act; what is wrong is said here."""
        self._look()
        if self.day.editor.problem or self.reason.editor.problem:
            return
        day, reason = (row.editor.value().get(row.column.key) or "" for row in (self.day, self.reason))
        after = self.after.currentText()
        try:
            change_status(self.office, self.member["id"], after, day, reason)
        except Invalid as invalid:
            self.told.setText(sentence_of(self.ledger, invalid))
            return
        except Refusal as refusal:
            self.told.setText(refusal.sentence)
            return
        self.saved.emit(f"{self.member['title']}：{after}，自 {day}。")
        self.accept()
