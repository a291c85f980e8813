"""A table put together for the occasion: the superior's header pasted, columns matched, looked at, given out, kept."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.errors import Refusal
from desktop.ledger import Ledger
from desktop.ledger.paper import NUMBER
from desktop.records.conditions import sentence_of
from desktop.services.computed import computed_titles
from desktop.services.tables import AdHoc, Wanted, columns_for, count, rows_of, titles_of, write_table
from desktop.store.query import Query
from desktop.views.exchange.kept_tables import KeptTables
from desktop.views.exchange.wanted import WantedColumns
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.listing import Listing
from desktop.views.kit.parts import button, words
from desktop.views.kit.tasks import Task
from desktop.views.sheet.columns import ColumnChoice

SEEN = 30
NOTHING = "（留空）"


def sources_of(ledger: Ledger) -> list[tuple[str, str]]:
    """What may stand in a column, each by its key and as it is called: nothing, the number, a field, what is computed."""
    named = [(column.key, column.title) for column in ledger.columns.values()]
    computed = [(title, f"{title}（算出）") for title in computed_titles(ledger) if title not in ledger.titles]
    return [("", NOTHING), (NUMBER, NUMBER), *named, *computed]


class TableDialog(QDialog):
    """Columns at the left, what comes out at the right."""

    chapter = "临时表"

    def __init__(
        self, desk: Desk, ledger: Ledger, query: Query, choice: ColumnChoice, parent: QWidget | None = None
    ) -> None:
        """Begin with the columns and records that the page shows."""
        super().__init__(parent)
        self.desk, self.ledger = desk, ledger
        self.sort, self.as_of = query.sort, query.as_of
        self.setWindowTitle("临时表")
        theme.sized(self, 1160, 720)
        self.kept = KeptTables(ledger, choice.kept, self)
        self.title = QLineEdit(self)
        self.title.setAccessibleName("标题")
        self.header = QPlainTextEdit(self)
        self.header.setAccessibleName("上级的表头")
        self.header.setPlaceholderText("把上级的表头整行复制粘贴到这里，或写：姓名、性别、出生年月……")
        self.header.setTabChangesFocus(True)
        self.header.setFixedHeight(theme.scaled(64))
        self.columns = WantedColumns(sources_of(ledger), self)
        right = self._right()
        side = QWidget(self)
        side.setFixedWidth(theme.scaled(360))
        side.setLayout(self._left())
        right.addLayout(self._foot())
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.addWidget(side)
        row.addLayout(right, 1)
        self._connect()
        shown = [Wanted(NUMBER, NUMBER), *(Wanted(column.title, column.key) for column in choice.table.shown())]
        where = sentence_of(ledger, query.where)
        self.show_table(AdHoc(ledger.id, f"{ledger.title}表", shown, where, query.search, query.sort, query.as_of))

    def _left(self) -> QVBoxLayout:
        """What the table is made of."""
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.kept)
        for label, part in (("标题", self.title), ("上级的表头", self.header)):
            left.addWidget(words(label, self, "muted"))
            left.addWidget(part)
        self.match_button = button("按表头对上列", self._match, self)
        left.addWidget(self.match_button)
        left.addWidget(self.columns, 1)
        columns, tools = self.columns, QGridLayout()
        for place, (text, slot) in enumerate(
            (("添加一列", columns.add), ("删除这列", columns.drop), ("上移", columns.up), ("下移", columns.down))
        ):
            tools.addWidget(button(text, slot, self), place // 2, place % 2)
        left.addLayout(tools)
        return left

    def _right(self) -> QVBoxLayout:
        """Which records, and the first of them as they will come out."""
        self.search = QLineEdit(self)
        self.search.setAccessibleName("查找")
        self.search.setPlaceholderText("查找：文字、拼音、首字母")
        self.where = QLineEdit(self)
        self.where.setAccessibleName("条件")
        self.where.setPlaceholderText("条件：人员类别=正式党员；出生日期<=1960")
        self.told = words("", self, wrap=True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.preview = Listing((), "预览", self)
        self.gathering = Gathering(self.desk.tasks, self.told, self)
        right = QVBoxLayout()
        right.setSpacing(8)
        asked = QHBoxLayout()
        asked.addWidget(self.search, 1)
        asked.addWidget(self.where, 2)
        right.addLayout(asked)
        right.addWidget(self.preview, 1)
        right.addWidget(self.told)
        return right

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.keep_button = button("存下这张表…", self._keep, self)
        foot.addWidget(self.keep_button)
        foot.addStretch(1)
        self.to_excel = button("导出 Excel…", self._to_excel, self, primary=True)
        foot.addWidget(self.to_excel)
        for text, slot in (("存为 PDF…", self._to_pdf), ("关闭", self.close)):
            foot.addWidget(button(text, slot, self))
        return foot

    def _connect(self) -> None:
        self.kept.opened.connect(self.show_table)
        self.kept.forgotten.connect(self._forgotten)
        for line in (self.search, self.where):
            line.editingFinished.connect(self.look)
        self.columns.changed.connect(self.look)
        self.gathering.refused.connect(self._not_looked)

    # --- the table ---------------------------------------------------------------------------------------------

    def table(self) -> AdHoc:
        """The table as it stands in the window."""
        title = self.title.text().strip() or f"{self.ledger.title}表"
        where, search = self.where.text().strip(), self.search.text().strip()
        return AdHoc(self.ledger.id, title, self.columns.wanted(), where, search, self.sort, self.as_of)

    @Slot(object)
    def show_table(self, table: AdHoc) -> None:
        """Put a table into the window."""
        self.title.setText(table.title)
        self.where.setText(table.where)
        self.search.setText(table.search)
        self.sort = table.sort
        self.columns.show_columns(table.columns)

    @Slot()
    def _match(self) -> None:
        titles = titles_of(self.header.toPlainText())
        if not titles:
            self.told.setText("请先把上级的表头粘贴到上面。")
            return
        found = columns_for(self.desk.office, self.ledger, titles)
        empty = "、".join(one.title for one in found if not one.source)
        unmatched = f"没有对上、先留空的列：{empty}。可以在左边选要填的内容。" if empty else ""
        self.columns.show_columns(found, unmatched)

    @Slot()
    def look(self) -> None:
        """Show the first rows as they will come out."""
        self.columns.read_out()
        office, ledger, table = self.desk.office, self.ledger, self.table()

        def read() -> tuple[list[list[str]], int]:
            return list(rows_of(office, ledger, table, limit=SEEN, masked=True)), count(office, ledger, table)

        self.gathering.read("预览", read, lambda found: self._looked(table, *found))

    def _looked(self, table: AdHoc, rows: list[list[str]], total: int) -> None:
        self._begin_preview(table)
        self.to_excel.setEnabled(bool(table.columns))
        figures = [self._is_figure(one.source) for one in table.columns]

        def put(row: int, cells: list[str]) -> None:
            for place, text in enumerate(cells):
                self.preview.put(row, place, text, right=figures[place])

        self.preview.pour(len(rows), rows, put)
        seen = f"共 {total:,} 条" + (f"，预览前 {SEEN} 条。" if total > SEEN else "。")
        self.told.setText("　".join(part for part in (seen, self.columns.unmatched) if part))

    @Slot(object)
    def _not_looked(self, refusal: Refusal) -> None:
        self._begin_preview(self.table())
        self._failed(refusal)
        self.to_excel.setEnabled(False)

    def _begin_preview(self, table: AdHoc) -> None:
        self.preview.pour(0, (), lambda _row, _cells: None)
        self.preview.clear()
        self.preview.setColumnCount(len(table.columns))
        self.preview.setHorizontalHeaderLabels([one.title for one in table.columns])

    def _is_figure(self, source: str) -> bool:
        """Whether a column of the table holds figures."""
        return source in self.ledger.columns and self.ledger.columns[source].kind.align == "right"

    # --- giving out and keeping --------------------------------------------------------------------------------

    @Slot()
    def _to_excel(self) -> None:
        self._give(self.desk.ask.save_as("导出为 Excel", f"{self.table().title}.xlsx", "Excel (*.xlsx)"))

    @Slot()
    def _to_pdf(self) -> None:
        self._give(self.desk.ask.save_as("保存为 PDF", f"{self.table().title}.pdf", "PDF (*.pdf)"))

    def _give(self, out: Path | None) -> None:
        if out is None:
            return
        office, ledger, table = self.desk.office, self.ledger, self.table()

        def job(progress: Any) -> str:
            return f"已输出 {write_table(office, ledger, table, out, progress)} 条到 {out}"

        task = Task(f"输出{table.title}", job, self.desk.tasks)
        task.done.connect(self._said)
        task.failed.connect(self._failed)
        self.desk.tasks.start(task)

    @Slot(object)
    def _said(self, sentence: str) -> None:
        self.told.setText(sentence)

    @Slot(object)
    def _failed(self, refusal: Refusal) -> None:
        self.told.setText(refusal.sentence)

    @Slot()
    def _keep(self) -> None:
        name = (self.desk.ask.name("存下这张表", "名称") or "").strip()
        if name:
            self.kept.keep(name, self.table())
            self.told.setText(f"已存为“{name}”，下次在左上角选它。")

    @Slot(str)
    def _forgotten(self, name: str) -> None:
        self.told.setText(f"已删除“{name}”这张表。")
