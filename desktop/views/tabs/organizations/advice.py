"""设置建议: organisations whose numbers ask for another setting, each a line that leads to its record."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from desktop.services.organizations.advice import Advice, advice
from desktop.views.form.field_row import plain_label
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.listing import Listing
from desktop.views.kit.parts import button, column, words

SOURCE = "依据《党和国家机关基层组织工作条例》和支部工作条例，只是提示；上级党组织批准的，以批准为准。"

MOST = 100


class AdviceDialog(QDialog):
    """Every suggestion as of today; Enter opens the organisation."""

    opened = Signal(str)
    chapter = "党组织"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Work them out."""
        super().__init__(parent)
        self.office = desk.office
        self.found: list[Advice] = []
        self.setWindowTitle("设置建议")
        theme.sized(self, 900, 520)
        self.told = plain_label(self)
        self.told.setProperty("title", True)
        source = words(SOURCE, self, "muted")
        source.setWordWrap(True)
        self.table = Listing(("党组织", "建议"), "设置建议", self, wrap=True)
        leave = button("关闭", self.close, self)
        foot = QHBoxLayout()
        foot.addWidget(source, 1)
        foot.addWidget(leave)
        box = column(self)
        box.addWidget(self.told)
        box.addWidget(self.table, 1)
        box.addLayout(foot)
        self.table.cellActivated.connect(self._open)
        self.table.setFocus()
        office = desk.office
        Gathering(desk.tasks, self.told, self).read("设置建议", lambda: advice(office), self._worked_out)

    def _worked_out(self, found: list[Advice]) -> None:
        self.found = found
        self.told.setText(f"{len(found)} 条建议" if found else "按现在的人数，没有需要调整的。")
        self.table.pour(len(found), found, self._put, MOST)
        if found:
            self.table.setCurrentCell(0, 0)

    def _put(self, row: int, one: Advice) -> None:
        self.table.put(row, 0, one.organization.removeprefix(self.office.unit) or one.organization)
        self.table.put(row, 1, one.sentence)

    @Slot(int)
    def _open(self, row: int) -> None:
        self.opened.emit(self.found[row].id)
        self.accept()
