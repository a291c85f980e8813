"""A paper looked at before it is printed: pages drawn in the window, what may be asked of it beside them."""

import datetime as dt
import shutil
import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QPainter, QResizeEvent, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import Refusal
from desktop.ledger import Column
from desktop.ledger.paper import Paper
from desktop.services.papers import FORMS, draw_form, told_printed
from desktop.views.exchange.paper_pages import PaperPages
from desktop.views.form.editors import Editor, editor_for
from desktop.views.kit import theme
from desktop.views.kit.desk import Desk
from desktop.views.kit.parts import button, words
from desktop.views.kit.tasks import Task

ZOOMS = ("适合宽度", "75%", "100%", "150%", "200%")
MEANT = {"where": "如 {}=…；{}=…", "whole": "是：身份证号等不遮盖", "columns": "如 {}、{}"}


class PreviewDialog(QDialog):
    """One paper; pages are drawn when they come into view."""

    chapter = "打印"

    def __init__(
        self, desk: Desk, papers: list[Paper], parent: QWidget | None = None, parameters: dict[str, str] | None = None
    ) -> None:
        """Draw the first of the papers at once."""
        super().__init__(parent)
        self.desk, self.papers, self.given = desk, papers, parameters or {}
        self.task: Task | None = None
        self.place = tempfile.TemporaryDirectory(prefix="preview-", dir=desk.office.folder, ignore_cleanup_errors=True)
        self.file = Path(self.place.name) / "preview.pdf"
        self.fields: dict[str, Editor] = {}
        self.drawn: dict[str, str] = {}
        self.setWindowTitle("打印预览")
        theme.sized(self, 1120, 760)
        self.resized = QTimer(self)
        self.resized.setSingleShot(True)
        self.resized.setInterval(0)
        asked = self._asked()
        self.area = PaperPages(self)
        self.area.seen.connect(self._seen)
        self.resized.timeout.connect(self.area.lay_out)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(12)
        row.addWidget(self._side(asked))
        row.addWidget(self.area, 1)
        self.paper.activated.connect(self._other_paper)
        self.zoom.textActivated.connect(self.area.show_at)
        self.number.valueChanged.connect(self.area.go_to)
        self._other_paper()

    def _asked(self) -> QWidget:
        """What may be asked of the paper, one below the other."""
        self.paper = QComboBox(self)
        self.paper.setAccessibleName("表格")
        self.paper.addItems([paper.title for paper in self.papers])
        self.zoom = QComboBox(self)
        self.zoom.setAccessibleName("缩放")
        self.zoom.addItems(ZOOMS)
        self.number = QSpinBox(self)
        self.number.setAccessibleName("页")
        self.number.setPrefix("第 ")
        self.number.setSuffix(" 页")
        self.number.setKeyboardTracking(False)
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        asked = QWidget(self)
        left = QVBoxLayout(asked)
        left.setContentsMargins(0, 0, 8, 0)
        left.setSpacing(8)
        for title, widget in (("表格", self.paper), ("缩放", self.zoom), ("页", self.number)):
            left.addWidget(words(title, self, "muted"))
            left.addWidget(widget)
        left.addLayout(self.form)
        left.addStretch(1)
        return asked

    def _side(self, asked: QWidget) -> QFrame:
        """What may be asked, what is told of the paper, and what may be done with it."""
        for keys, slot in (("Ctrl+P", self._print), ("Ctrl+S", self._save)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self.told = words("", self, wrap=True)
        side = QFrame(self)
        side.setFixedWidth(theme.scaled(240))
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self._scrolled(asked), 1)
        box.addWidget(self.told)
        box.addLayout(self._foot())
        return side

    def _scrolled(self, inner: QWidget) -> QScrollArea:
        """What may be asked, however low the window is."""
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setSpacing(8)
        for text, slot, primary in (
            ("打印…", self._print, True),
            ("保存为 PDF…", self._save, False),
            ("刷新", self._draw, False),
            ("关闭", self.close, False),
        ):
            foot.addWidget(button(text, slot, self, primary=primary))
        return foot

    @property
    def chosen(self) -> Paper:
        """The paper in view."""
        return self.papers[max(self.paper.currentIndex(), 0)]

    @Slot()
    def _other_paper(self) -> None:
        while self.form.rowCount():
            self.form.removeRow(0)
        self.fields = {}
        for parameter in self.chosen.parameters:
            editor = editor_for(Column(parameter.key, parameter.title, parameter.kind), self.desk.office, self)
            editor.show_text(self.given.get(parameter.key, parameter.default))
            self._explain(editor)
            editor.entered.connect(self._draw)
            editor.settled.connect(self._draw_if_asked)
            self.form.addRow(parameter.title, editor)
            self.fields[parameter.key] = editor
        self._draw()

    def _explain(self, editor: Editor) -> None:
        """Say how a field is meant, where its name alone does not, in words of the paper's own ledger."""
        ledger = self.chosen.ledger
        two = [*ledger.filters, *ledger.table][:2]
        words = MEANT.get(editor.column.key, "").format(*(ledger.columns[key].title for key in two))
        line = getattr(editor.field, "lineEdit", lambda: editor.field)()
        if words and isinstance(line, QLineEdit):
            line.setPlaceholderText(words)
            line.setToolTip(words)

    @property
    def asked(self) -> dict[str, str]:
        """What is asked of the paper now."""
        return {key: text for key, editor in self.fields.items() if (text := editor.text().strip())}

    @Slot()
    def _draw_if_asked(self) -> None:
        if self.asked != self.drawn:
            self._draw()

    @Slot()
    def _draw(self) -> None:
        if self.task is not None:
            return
        paper, out, asked = self.chosen, self.file, self.asked
        self.drawn = asked

        def job(progress: Any) -> Any:
            return draw_form(self.desk.office, paper.id, out, asked, progress=progress)

        self.told.setText("正在排版…")
        task = Task(f"排版 {paper.title}", job)
        task.done.connect(self._drawn)
        task.failed.connect(self._failed)
        self.task = self.desk.tasks.start(task)

    @Slot(object)
    def _drawn(self, printed: Any) -> None:
        self.task = None
        self.area.open(self.file)
        lost = f"\n这些字没有字体可以印：{'、'.join(printed.missing)}，纸上以〓代替。" if printed.missing else ""
        self.told.setText(f"共 {self.area.count} 页。{lost}")
        self.told.setProperty("note", bool(lost))
        self.told.style().polish(self.told)
        self.number.blockSignals(True)
        self.number.setRange(1, self.area.count)
        self.number.setValue(1)
        self.number.blockSignals(False)
        self.area.lay_out()

    @Slot(int)
    def _seen(self, page: int) -> None:
        self.number.blockSignals(True)
        self.number.setValue(page)
        self.number.blockSignals(False)

    @Slot(object)
    def _failed(self, refusal: Refusal) -> None:
        self.task = None
        self.told.setText(refusal.sentence)

    @Slot()
    def _print(self) -> None:
        if self.area.book is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() != QDialog.DialogCode.Accepted:
            return
        painter = QPainter()
        if not painter.begin(printer):
            self.told.setText("打印机没有准备好，请检查后再试。")
            return
        for number in range(self.area.count):
            if number:
                printer.newPage()
            room = printer.pageLayout().paintRectPixels(printer.resolution())
            painter.drawPixmap(0, 0, self.area.picture(number, room.width()))
        painter.end()
        told_printed(self.desk.office, self.chosen, self.area.count)

    @Slot()
    def _save(self) -> None:
        out = self.desk.ask.save_as("保存为 PDF", f"{self.chosen.title}_{dt.date.today():%Y%m%d}.pdf", "PDF (*.pdf)")
        if out is None or not self.file.exists():
            return
        try:
            shutil.copyfile(self.file, out)
            told_printed(self.desk.office, self.chosen, self.area.count)
            self.told.setText(f"已保存到 {out}")
        except OSError:
            self.told.setText(f"写不了“{out}”，请换一个位置。")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new width."""
        super().resizeEvent(event)
        self.resized.start()

    def done(self, result: int) -> None:
        """Leave nothing behind."""
        if self.task is not None:
            self.task.cancel()
        self.area.forget()
        self.place.cleanup()
        super().done(result)


def papers_of(ledger_id: str) -> list[Paper]:
    """The papers of one ledger, its list first."""
    return [paper for paper in FORMS.values() if paper.ledger.id == ledger_id]
