"""A table put together for the occasion: the superior's header pasted, columns matched, looked at, given out, kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import Refusal
from desktop.ledger import Ledger
from desktop.ledger.paper import NUMBER
from desktop.records.conditions import sentence_of
from desktop.services.computed import computed_titles
from desktop.services.tables import (
    AdHoc,
    Wanted,
    columns_for,
    count,
    rows_of,
    table_of,
    titles_of,
    write_table,
)
from desktop.store.query import Query
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.gathering import Gathering
from desktop.views.kit.listing import Listing
from desktop.views.kit.tasks import Task
from desktop.views.sheet.columns import ColumnChoice

SEEN = 30
KEPT = "tables"
NOTHING, CHOOSE = "（留空）", "已存的表…"


class TableDialog(QDialog):
    """Columns at the left, what comes out at the right."""

    chapter = "临时表"

    def __init__(
        self, desk: Desk, ledger: Ledger, query: Query, choice: ColumnChoice, parent: QWidget | None = None
    ) -> None:
        """Begin with the columns and records that the page shows."""
        super().__init__(parent)
        self.desk, self.ledger, self.choice = desk, ledger, choice
        self.sources: list[tuple[str, str]] = [("", NOTHING), (NUMBER, NUMBER)]
        self.sources += [(column.key, column.title) for column in ledger.columns.values()]
        self.sources += [(title, f"{title}（算出）") for title in computed_titles(ledger) if title not in ledger.titles]
        self.offered = QStringListModel([title for _, title in self.sources], self)
        self.sort, self.as_of, self.unmatched = query.sort, query.as_of, ""
        self.setWindowTitle("临时表")
        theme.sized(self, 1160, 720)
        self._build()
        self._lay_out()
        self._connect()
        shown = [Wanted(column.title, column.key) for column in choice.table.shown()]
        title = f"{ledger.title}表"
        self.show_table(
            AdHoc(
                ledger.id,
                title,
                [Wanted(NUMBER, NUMBER), *shown],
                sentence_of(ledger, query.where),
                query.search,
                query.sort,
                query.as_of,
            )
        )

    def _build(self) -> None:
        self.kept_box = QComboBox(self)
        self.kept_box.setAccessibleName("已存的表")
        self.forget_button = self._button("删除", self._forget)
        self.forget_button.setToolTip("不再保存选中的这张表；台账里的记录不受影响")
        self.title = QLineEdit(self)
        self.title.setAccessibleName("标题")
        self.header = QPlainTextEdit(self)
        self.header.setAccessibleName("上级的表头")
        self.header.setPlaceholderText("把上级的表头整行复制粘贴到这里，或写：姓名、性别、出生年月……")
        self.header.setTabChangesFocus(True)
        self.header.setFixedHeight(theme.scaled(64))
        self.columns = QTableWidget(0, 2, self)
        self.columns.setTabKeyNavigation(False)
        self.columns.setAccessibleName("列")
        self.columns.setHorizontalHeaderLabels(["表头", "填什么"])
        self.columns.verticalHeader().hide()
        self.columns.verticalHeader().setDefaultSectionSize(theme.scaled(36))
        self.columns.setShowGrid(False)
        self.columns.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.search = QLineEdit(self)
        self.search.setAccessibleName("查找")
        self.search.setPlaceholderText("查找：文字、拼音、首字母")
        self.where = QLineEdit(self)
        self.where.setAccessibleName("条件")
        self.where.setPlaceholderText("条件：人员类别=正式党员；出生日期<=1960")
        self.told = QLabel(self)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.preview = Listing((), "预览", self)
        self.gathering = Gathering(self.desk.tasks, self.told, self)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        kept = QHBoxLayout()
        kept.setSpacing(8)
        kept.addWidget(self.kept_box, 1)
        kept.addWidget(self.forget_button)
        left.addLayout(kept)
        for label, part in (("标题", self.title), ("上级的表头", self.header)):
            words = QLabel(label, self)
            words.setProperty("muted", True)
            left.addWidget(words)
            left.addWidget(part)
        self.match_button = self._button("按表头对上列", self._match)
        left.addWidget(self.match_button)
        left.addWidget(self.columns, 1)
        tools = QGridLayout()
        for place, (text, slot) in enumerate(
            (("添加一列", self._add), ("删除这列", self._drop), ("上移", self._up), ("下移", self._down))
        ):
            tools.addWidget(self._button(text, slot), place // 2, place % 2)
        left.addLayout(tools)
        right = QVBoxLayout()
        right.setSpacing(8)
        asked = QHBoxLayout()
        asked.addWidget(self.search, 1)
        asked.addWidget(self.where, 2)
        right.addLayout(asked)
        right.addWidget(self.preview, 1)
        right.addWidget(self.told)
        foot = QHBoxLayout()
        self.keep_button = self._button("存下这张表…", self._keep)
        foot.addWidget(self.keep_button)
        foot.addStretch(1)
        self.to_excel = self._button("导出 Excel…", self._to_excel, primary=True)
        for button in (self.to_excel, self._button("存为 PDF…", self._to_pdf), self._button("关闭", self.close)):
            foot.addWidget(button)
        right.addLayout(foot)
        side = QWidget(self)
        side.setFixedWidth(theme.scaled(360))
        side.setLayout(left)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.addWidget(side)
        row.addLayout(right, 1)

    def _button(self, text: str, slot: Callable[[], object], *, primary: bool = False) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.setProperty("primary", primary)
        button.clicked.connect(slot)
        return button

    def _connect(self) -> None:
        self.kept_box.activated.connect(self._open_kept)
        for line in (self.search, self.where):
            line.editingFinished.connect(self.look)
        self.columns.itemChanged.connect(self.look)
        self.gathering.refused.connect(self._not_looked)
        self._fill_kept()

    # --- the table ---------------------------------------------------------------------------------------------

    def table(self) -> AdHoc:
        """The table as it stands in the window."""
        wanted = []
        for row in range(self.columns.rowCount()):
            item, box = self.columns.item(row, 0), self.columns.cellWidget(row, 1)
            source = self.sources[box.currentIndex()][0] if isinstance(box, QComboBox) else ""
            wanted.append(Wanted(item.text().strip() if item else "", source))
        title = self.title.text().strip() or f"{self.ledger.title}表"
        return AdHoc(
            self.ledger.id, title, wanted, self.where.text().strip(), self.search.text().strip(), self.sort, self.as_of
        )

    def show_table(self, table: AdHoc) -> None:
        """Put a table into the window."""
        self.title.setText(table.title)
        self.where.setText(table.where)
        self.search.setText(table.search)
        self.sort = table.sort
        self._show_columns(table.columns)

    def _show_columns(self, wanted: list[Wanted], unmatched: str = "") -> None:
        self.unmatched = unmatched
        self.columns.blockSignals(True)
        self.columns.setRowCount(0)
        for one in wanted:
            self._row(self.columns.rowCount(), one)
        self.columns.blockSignals(False)
        self.look()

    def _row(self, row: int, wanted: Wanted) -> None:
        self.columns.insertRow(row)
        self.columns.setItem(row, 0, QTableWidgetItem(wanted.title))
        box = QComboBox(self.columns)
        box.setMaxVisibleItems(20)
        box.setModel(self.offered)
        box.setCurrentIndex(next((place for place, (key, _) in enumerate(self.sources) if key == wanted.source), 0))
        box.currentIndexChanged.connect(self.look)
        self.columns.setItem(row, 1, QTableWidgetItem())
        self.columns.setCellWidget(row, 1, box)

    def _tell(self) -> None:
        """Each box names the heading it fills, and the cell behind it says what with: read out, not painted."""
        self.columns.blockSignals(True)
        for row in range(self.columns.rowCount()):
            heading, item, box = self.columns.item(row, 0), self.columns.item(row, 1), self.columns.cellWidget(row, 1)
            if heading and item and isinstance(box, QComboBox):
                box.setAccessibleName(f"{heading.text()}填什么")
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, box.currentText())
        self.columns.blockSignals(False)

    @Slot()
    def _match(self) -> None:
        titles = titles_of(self.header.toPlainText())
        if not titles:
            self.told.setText("请先把上级的表头粘贴到上面。")
            return
        found = columns_for(self.desk.office, self.ledger, titles)
        empty = "、".join(one.title for one in found if not one.source)
        self._show_columns(found, f"没有对上、先留空的列：{empty}。可以在左边选要填的内容。" if empty else "")

    @Slot()
    def _add(self) -> None:
        row = self.columns.currentRow() + 1 if self.columns.currentRow() >= 0 else self.columns.rowCount()
        self.columns.blockSignals(True)
        self._row(row, Wanted("新的一列"))
        self.columns.blockSignals(False)
        self.columns.setCurrentCell(row, 0)
        self.look()

    @Slot()
    def _drop(self) -> None:
        if self.columns.currentRow() >= 0:
            self.columns.removeRow(self.columns.currentRow())
            self.look()

    @Slot()
    def _up(self) -> None:
        self._move(-1)

    @Slot()
    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        wanted, row = self.table().columns, self.columns.currentRow()
        if 0 <= row < len(wanted) and 0 <= row + by < len(wanted):
            wanted[row], wanted[row + by] = wanted[row + by], wanted[row]
            self._show_columns(wanted)
            self.columns.setCurrentCell(row + by, 0)

    @Slot()
    def look(self) -> None:
        """Show the first rows as they will come out."""
        self._tell()
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
        self.told.setText("　".join(words for words in (seen, self.unmatched) if words))

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

    def kept(self) -> dict[str, Any]:
        """The tables kept by name."""
        found = self.choice.kept.read().get(KEPT)
        return found if isinstance(found, dict) else {}

    def _fill_kept(self) -> None:
        self.kept_box.clear()
        self.kept_box.addItems([CHOOSE, *self.kept()])
        for part in (self.kept_box, self.forget_button):
            part.setVisible(bool(self.kept()))
        self.forget_button.setEnabled(False)

    @Slot(int)
    def _open_kept(self, place: int) -> None:
        self.forget_button.setEnabled(place > 0)
        table = table_of(self.ledger, self.kept().get(self.kept_box.itemText(place)))
        if table is not None:
            self.show_table(table)

    @Slot()
    def _keep(self) -> None:
        name = (self.desk.ask.name("存下这张表", "名称") or "").strip()
        if name:
            self.choice.kept.write(**{KEPT: {**self.kept(), name: self.table().plain()}})
            self._fill_kept()
            self.kept_box.setCurrentText(name)
            self.forget_button.setEnabled(True)
            self.told.setText(f"已存为“{name}”，下次在左上角选它。")

    @Slot()
    def _forget(self) -> None:
        """Keep the chosen table no more; what stands in the window stays."""
        name = self.kept_box.currentText()
        self.choice.kept.write(**{KEPT: {one: table for one, table in self.kept().items() if one != name}})
        self._fill_kept()
        self.told.setText(f"已删除“{name}”这张表。")
