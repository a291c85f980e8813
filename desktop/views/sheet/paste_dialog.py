"""What a paste would change, shown before it does."""

from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from desktop.records.pasting import Cell, Paste
from desktop.views.kit import theme
from desktop.views.kit.dialogs import yes_or_no
from desktop.views.kit.listing import Listing

SHOWN = 2000


class PasteDialog(QDialog):
    """What a paste would change, before it does; cells that can't be read are left out and said so."""

    chapter = "像表格一样编辑"

    def __init__(self, plan: Paste, parent: QWidget | None = None) -> None:
        """Show the changes."""
        super().__init__(parent)
        self.plan = plan
        self.setWindowTitle("粘贴")
        theme.sized(self, 820, 520)
        good = len(plan.cells) - plan.problems
        head = QLabel(f"将修改 {len(plan.edits)} 条记录的 {good} 格。", self)
        head.setProperty("title", True)
        notes = notes_of(plan)
        told = QLabel("\n".join(notes), self)
        told.setProperty("note", True)
        told.setVisible(bool(notes))
        self.table = Listing(("记录", "字段", "原来", "改为", "问题"), "将要修改的格子", self)
        shown = sorted(plan.cells, key=lambda cell: not cell.problem)[:SHOWN]
        self.table.pour(len(shown), shown, self._show)
        self.go, foot = yes_or_no(self, "粘贴" if good else "继续")
        self.go.setEnabled(bool(good or plan.beyond))
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(8)
        for widget in (head, told):
            box.addWidget(widget)
        box.addWidget(self.table, 1)
        box.addLayout(foot)

    def _show(self, row: int, cell: Cell) -> None:
        colours = theme.current()
        for place, text in enumerate((cell.record, cell.column.title, cell.before, cell.after, cell.problem)):
            colour = colours.good if place == 3 and not cell.problem else colours.problem
            self.table.put(row, place, text, colour if place >= 2 else "")


def notes_of(plan: Paste) -> list[str]:
    """What to know of a paste before it is made."""
    notes = []
    if plan.problems:
        notes.append(f"有 {plan.problems} 格读不懂，会跳过（原来的内容不变），已标在前面。")
    if plan.beyond:
        notes.append(f"还有 {len(plan.beyond)} 行超出了最后一条记录，接下来作为新记录导入。")
    if plan.cut:
        notes.append(f"右边有 {plan.cut} 列超出了表格，不会粘贴。")
    if len(plan.cells) > SHOWN:
        notes.append(f"只列出前 {SHOWN} 格。")
    return notes
