"""Taking a workbook in, at the window: columns matched and corrected, problems with their cells, then one act."""

import os
from itertools import count, islice
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QWidget,
)

from desktop.errors import Refusal
from desktop.ledger import Ledger
from desktop.records.importing import Plan, Report, look, run
from desktop.views.exchange.corrections import SHOWN, Corrections, fill
from desktop.views.exchange.opening import OpeningDialog
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.listing import TALL, Listing
from desktop.views.kit.parts import button, column
from desktop.views.kit.tasks import Task

NONE = "（不导入）"
HOW = {"title": "名称相同", "synonym": "常用叫法", "values": "按内容判断", "similar": "名称相近", "mapped": "手工指定"}
AGAIN_MS = 300
LEAVE = "改正的内容还没有导入。再按一次 Esc 就放弃。"


class ImportDialog(OpeningDialog):
    """One workbook on its way into one ledger."""

    taken = Signal(object)
    chapter = "导入"

    def __init__(self, desk: Desk, ledger: Ledger, file: Path, parent: QWidget | None = None) -> None:
        """Look at the file; nothing is written until 导入 is pressed."""
        super().__init__(desk, file, "导入", parent)
        self.ledger = ledger
        self.plan: Plan | None = None
        self.report: Report | None = None
        self.rejects: Path | None = None
        self.setWindowTitle(f"导入到{ledger.title}")
        theme.sized(self, 1080, 640)
        self.pages = QTabWidget(self)
        self.columns = Listing(("表里的列", "前几行的内容", "放进字段", "依据"), "列的对应", self, height=TALL)
        self.corrections = Corrections(self)
        self.corrections.nothing_taken.connect(self.tell)
        self.again = QTimer(self)
        self.again.setSingleShot(True)
        self.again.setInterval(AGAIN_MS)
        self.again.timeout.connect(self._try)
        self.corrections.amended.connect(self.again.start)
        self.warnings = Listing(("提醒",), "提醒", self, wrap=True)
        for page, name in ((self.columns, "列的对应"), (self.corrections, "拒收的行"), (self.warnings, "提醒")):
            self.pages.addTab(page, name)
        self._lay_out()
        self.look()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(QLabel("工作表", self))
        row.addWidget(self.sheets, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.told, 1)
        self.rejects_button = button("打开拒收表", self._open_rejects, self)
        self.undo_button = button("撤销这次导入", self._undo, self)
        for one in (self.rejects_button, self.undo_button):
            one.hide()
            foot.addWidget(one)
        foot.addWidget(self.go)
        foot.addWidget(self.stop)
        box = column(self)
        box.addWidget(self.head)
        box.addLayout(row)
        box.addWidget(self.pages, 1)
        box.addLayout(foot)
        self.go.clicked.connect(self._take)

    def look(self, sheet: str | None = None) -> None:
        """Open the file beside the window, and match its columns."""
        office, ledger, file, password = self.desk.office, self.ledger, self.file, self.password

        def job(_progress: Any) -> Plan:
            return look(office, ledger, file, sheet=sheet, password=password)

        self.opening(job, self._opened)

    @Slot(object)
    def _opened(self, plan: Plan) -> None:
        self.ended()
        self.plan = plan
        self.sheets.clear()
        self.sheets.addItems(plan.sheets)
        self.sheets.setCurrentText(plan.sheet.name)
        self.tell("")
        self._show_columns()
        self._try()

    def _show_columns(self) -> None:
        if self.plan is None:
            return
        titles = [field.title for field in self.ledger.columns.values()]
        self.columns.setRowCount(len(self.plan.columns))
        below = (cells for number, cells in self.plan.sheet.rows() if number > self.plan.header.last_row)
        head = list(islice(below, 3))
        for row, matched in enumerate(self.plan.columns):
            seen = "、".join(
                str(cells[matched.index])
                for cells in head
                if matched.index < len(cells) and cells[matched.index] not in (None, "")
            )
            box = QComboBox(self.columns)
            box.addItems([NONE, *titles])
            box.setCurrentText(self.ledger.columns[matched.field].title if matched.field else NONE)
            box.setAccessibleName(f"{matched.title}放进字段")
            box.setProperty("row", row)
            box.activated.connect(self._corrected)
            for place, text in (
                (0, f"{matched.column}　{matched.title}"),
                (1, seen),
                (3, HOW.get(matched.how, "没有对应")),
            ):
                self.columns.put(row, place, text)
            self.columns.setCellWidget(row, 2, box)

    @Slot()
    def _corrected(self) -> None:
        box = self.sender()
        if self.plan is None or not isinstance(box, QComboBox):
            return
        matched = self.plan.columns[int(box.property("row"))]
        key = self.ledger.titles.get(box.currentText())
        for other in self.plan.columns:
            if key and other.field == key and other is not matched and not other.part:
                other.field, other.how = None, ""
        matched.field, matched.part, matched.how, matched.warning = key, "", "mapped" if key else "", ""
        self._show_columns()
        self._try()

    def _try(self) -> None:
        """See what would happen, without writing; not while a value is being typed."""
        if self.corrections.typing:
            self.again.start()
        elif not self.report_is_final:
            self._run(dry_run=True)

    @Slot()
    def _take(self) -> None:
        self.again.stop()
        self._run(dry_run=False)

    def _run(self, *, dry_run: bool) -> None:
        plan = self.plan
        if plan is None:
            return
        if self.task is not None:
            self.again.start()
            return
        office, ledger = self.desk.office, self.ledger
        out = self.rejects = None if dry_run else rejects_beside(self.file, office.folder)

        def job(progress: Any) -> Report:
            return run(office, ledger, plan, dry_run=dry_run, rejects=out, progress=progress)

        verb = "检查" if dry_run else "导入"
        self.go.setEnabled(False)
        self.head.setText(f"{self.file.name}：正在{verb}…")
        self.start(Task(f"{verb} {self.file.name}", job), self._checked if dry_run else self._finished)

    @Slot(object)
    def _checked(self, report: Report) -> None:
        self.ended()
        if self.corrections.typing:  # the rows stay under what is being typed
            self.again.start()
            return
        self._show(report)
        self.go.setEnabled(report.inserted + report.updated > 0)
        self.tell("" if self.go.isEnabled() else "没有需要导入的新内容。")

    @Slot(object)
    def _finished(self, report: Report) -> None:
        self.ended()
        self._show(report)
        self.rejects_button.setVisible(bool(report.rejected))
        self.undo_button.setVisible(report.act is not None)
        self.go.hide()
        self.stop.setFocus()
        rest = (
            f"被拒收的 {report.rejected} 行存到了“{self.rejects}”，改正后可以再导入。"
            if report.rejected and self.rejects
            else ""
        )
        self.tell(f"已导入：新增 {report.inserted} 条，更新 {report.updated} 条。{rest}")
        self.taken.emit(report)

    @Slot(object)
    def failed(self, refusal: Refusal) -> None:
        """What was checked before may still be taken in."""
        super().failed(refusal)
        self.go.setEnabled(self.task is None and self.plan is not None and self.report is not None)

    @Slot()
    def _open_rejects(self) -> None:
        if self.rejects is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.rejects)))

    @Slot()
    def _undo(self) -> None:
        if self.report is None or self.report.act is None or self.task is not None:
            return
        office, act = self.desk.office, self.report.act

        def job(progress: Any) -> str:
            return office.undo(act, progress)

        self.undo_button.hide()
        self.tell("正在撤销…")
        self.start(Task("撤销导入", job), self._undone)

    @Slot(object)
    def _undone(self, title: str) -> None:
        self.ended()
        self.tell(f"已撤销：{title}")

    def _show(self, report: Report) -> None:
        self.report = report
        self.head.setText(
            f"{self.file.name}：读到 {report.read} 行　新增 {report.inserted}　更新 {report.updated}　不变 {report.unchanged}　拒收 {report.rejected}"
        )
        self.corrections.show_faults(self.plan, report)
        fill(self.warnings, [(warning,) for warning in report.warnings[:SHOWN]])
        for place, (name, size) in enumerate(
            (("列的对应", len(report.columns)), ("拒收的行", len(report.errors)), ("提醒", len(report.warnings)))
        ):
            self.pages.setTabText(place, f"{name}（{size}）")
        self.go.setDefault(not report.errors)  # Enter among values that are put right imports nothing
        self.go.setAutoDefault(not report.errors)
        if report.errors:
            self.pages.setCurrentIndex(1)

    def reject(self) -> None:
        """Esc gives corrections up only when it is pressed again."""
        waiting = self.plan is not None and bool(self.plan.corrections) and not self.report_is_final
        if waiting and self.told.text() != LEAVE:
            self.tell(LEAVE, problem=True)
        else:
            super().reject()

    @property
    def report_is_final(self) -> bool:
        """Whether what is shown was taken in already."""
        return self.report is not None and self.report.act is not None


def rejects_beside(file: Path, folder: Path) -> Path:
    """Where the rejected rows go: beside the file, in the data folder where that can't be written; never over another."""
    home = file.parent if os.access(file.parent, os.W_OK) else folder
    several = (home / f"{file.stem}-拒收{f'-{number}' if number > 1 else ''}.xlsx" for number in count(1))
    return next(path for path in several if not path.exists())
