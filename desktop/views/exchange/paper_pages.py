"""The pages of a drawn paper, painted when they come into view."""

from pathlib import Path
from typing import Any

import pypdfium2
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

POINTS = 72
SCREEN_DPI = 96
GAP, AHEAD = 12, 400


class PaperPages(QScrollArea):
    """One paper as it will be printed; `seen` tells which page is in view."""

    seen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        """No paper yet."""
        super().__init__(parent)
        self.book: Any = None
        self.pages: list[QLabel] = []
        self.zoom = ""
        self.setWidgetResizable(True)
        self.setAccessibleName("预览")
        self.verticalScrollBar().valueChanged.connect(self._paint_seen)

    def open(self, file: Path) -> None:
        """Take up a paper in place of the one before."""
        self.forget()
        self.book = pypdfium2.PdfDocument(file)

    def forget(self) -> None:
        """Let go of the file."""
        if self.book is not None:
            self.book.close()
            self.book = None

    @property
    def count(self) -> int:
        """How many pages the paper has."""
        return len(self.book) if self.book is not None else 0

    @Slot(str)
    def show_at(self, zoom: str) -> None:
        """Lay the pages out at so many per cent, else as wide as there is room."""
        self.zoom = zoom
        self.lay_out()

    @Slot()
    def lay_out(self) -> None:
        """Give every page its place; none is painted before it is seen."""
        if self.book is None:
            return
        inner = QWidget(self)
        box = QVBoxLayout(inner)
        box.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        box.setSpacing(GAP)
        self.pages = []
        for number in range(self.count):
            label = QLabel(inner)
            label.setAccessibleName(f"第 {number + 1} 页")
            wide, high = self.book[number].get_size()
            scale = self._scale(wide)
            label.setFixedSize(round(wide * scale), round(high * scale))
            label.setStyleSheet("background: white; border: 1px solid #c5ccd6;")
            box.addWidget(label)
            self.pages.append(label)
        self.setWidget(inner)
        inner.adjustSize()
        self._paint_seen()

    def _scale(self, wide: float) -> float:
        if self.zoom.endswith("%"):
            return float(int(self.zoom[:-1]) / 100 * SCREEN_DPI / POINTS)
        return max((self.viewport().width() - 40) / wide, 0.3)

    @Slot(int)
    def go_to(self, number: int) -> None:
        """Scroll to a page, counted from 1."""
        if 0 < number <= len(self.pages):
            self.verticalScrollBar().setValue(self.pages[number - 1].y())

    @Slot()
    def _paint_seen(self) -> None:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        at = 0
        self.seen.emit(sum(page.y() + page.height() / 2 < top for page in self.pages) + 1)
        for number, label in enumerate(self.pages):
            if at <= bottom + AHEAD and at + label.height() >= top - AHEAD and label.pixmap().isNull():
                label.setPixmap(self.picture(number, label.width()))
            at += label.height() + GAP

    def picture(self, number: int, wide: int) -> QPixmap:
        """One page, counted from 0, so many pixels wide."""
        page = self.book[number]
        bitmap = page.render(scale=wide / page.get_size()[0], rev_byteorder=True)
        image = QImage(
            bitmap.buffer,
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGB888 if bitmap.n_channels == 3 else QImage.Format.Format_RGBX8888,
        )
        return QPixmap.fromImage(image.copy())
