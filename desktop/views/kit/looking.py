"""An attachment looked at: a picture at any size, a PDF page by page, the others by name."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.views.kit import theme
from desktop.views.kit.thumbnails import is_pdf, is_picture, page, page_count, picture

FITTING = "适合窗口"
ZOOMS = (FITTING, "50%", "75%", "100%", "150%", "200%", "400%")
POINT = 96 / 72
SHARP = 2.0
LARGEST, MOST_PIXELS = QSize(4000, 4000), 24_000_000


class LookDialog(QDialog):
    """The files of a record, one at a time."""

    save_asked = Signal(int)
    chapter = "录入与修改"

    def __init__(self, files: Sequence[tuple[str, Path]], place: int, parent: QWidget | None = None) -> None:
        """Open at the file in this place; `files` are names with where their content lies."""
        super().__init__(parent)
        self.files, self.at = list(files), place
        self.image = QImage()
        self.setWindowTitle("附件")
        theme.sized(self, 960, 720)
        self.picture = QLabel(self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.picture)
        self.area.setAccessibleName("附件内容")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.addLayout(self._head())
        box.addWidget(self.area, 1)
        box.addLayout(self._foot())
        for keys, slot in (
            ("Ctrl++", self._larger),
            ("Ctrl+=", self._larger),
            ("Ctrl+-", self._smaller),
            ("Ctrl+0", self._fit),
            ("Alt+Left", self._previous),
            ("Alt+Right", self._next),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self._open()
        self.area.viewport().installEventFilter(self)

    def _head(self) -> QHBoxLayout:
        self.name = QLabel(self)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setProperty("title", True)
        self.name.setMinimumWidth(1)
        self.number = QSpinBox(self)
        self.number.setAccessibleName("页")
        self.number.setPrefix("第 ")
        self.number.setKeyboardTracking(False)
        self.number.valueChanged.connect(self._draw)
        self.zoom = QComboBox(self)
        self.zoom.setAccessibleName("缩放")
        self.zoom.addItems(ZOOMS)
        self.zoom.currentIndexChanged.connect(self._draw)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.number)
        row.addWidget(self.zoom)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.buttons: dict[str, QPushButton] = {}
        for text, tip, slot in (
            ("上一个", "Alt+←", self._previous),
            ("下一个", "Alt+→", self._next),
            ("另存…", "", self._save),
            ("关闭", "Esc", self.close),
        ):
            if text == "另存…":
                row.addStretch(1)
            button = QPushButton(text, self)
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
            self.buttons[text] = button
        return row

    def _open(self) -> None:
        name, path = self.files[self.at]
        self.name.setText(f"{name}（{self.at + 1}/{len(self.files)}）" if len(self.files) > 1 else name)
        pages = page_count(path) if is_pdf(name) else 0
        self.number.blockSignals(True)
        self.number.setRange(1, max(pages, 1))
        self.number.setValue(1)
        self.number.setSuffix(f" 页，共 {pages} 页")
        self.number.blockSignals(False)
        self.number.setVisible(pages > 0)
        self.zoom.setVisible(pages > 0 or is_picture(name))
        for text in ("上一个", "下一个"):
            self.buttons[text].setVisible(len(self.files) > 1)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        name, path = self.files[self.at]
        if is_pdf(name):
            self.image = page(path, self.number.value() - 1, POINT * max(SHARP, self._factor()))
        elif is_picture(name):
            self.image = picture(path, LARGEST)
        else:
            self.image = QImage()
        self._show()

    def _factor(self) -> float:
        chosen = self.zoom.currentText()
        return 0.0 if chosen == FITTING else int(chosen.rstrip("%")) / 100

    def _show(self) -> None:
        if self.image.isNull():
            self.picture.setPixmap(QPixmap())
            self.picture.setText("这个文件不能在这里预览。请点“另存…”，再用别的程序打开。")
            return
        name, _ = self.files[self.at]
        if factor := self._factor():
            sharp = max(SHARP, factor) if is_pdf(name) else 1.0
            size = self.image.size() * (factor / sharp)
        else:
            room = self.area.viewport().size() - QSize(theme.GRID, theme.GRID)
            size = self.image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            if not is_pdf(name) and size.width() > self.image.width():
                size = self.image.size()
        if (
            pixels := size.width() * size.height()
        ) > MOST_PIXELS:  # larger than a screen can show, slower than one waits
            size = size * (MOST_PIXELS / pixels) ** 0.5
        self.picture.setPixmap(
            QPixmap.fromImage(
                self.image.scaled(
                    size.expandedTo(QSize(1, 1)),
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What fits the window follows it."""
        if event.type() == QEvent.Type.Resize and self.zoom.currentText() == FITTING:
            self._show()
        return super().eventFilter(watched, event)

    def _turn(self, by: int) -> None:
        self.at = (self.at + by) % len(self.files)
        self._open()

    @Slot()
    def _previous(self) -> None:
        self._turn(-1)

    @Slot()
    def _next(self) -> None:
        self._turn(1)

    @Slot()
    def _larger(self) -> None:
        self.zoom.setCurrentIndex(min(self.zoom.currentIndex() + 1, len(ZOOMS) - 1))

    @Slot()
    def _smaller(self) -> None:
        self.zoom.setCurrentIndex(max(self.zoom.currentIndex() - 1, 0))

    @Slot()
    def _fit(self) -> None:
        self.zoom.setCurrentIndex(0)

    @Slot()
    def _save(self) -> None:
        self.save_asked.emit(self.at)
