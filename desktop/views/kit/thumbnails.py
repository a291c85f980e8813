"""What a file looks like when small: a picture, the first page of a PDF, else a sheet with its suffix."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageReader, QPainter, QPen

from desktop.views.kit import theme

WIDTH, HEIGHT = 104, 84
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff"})
POINTS = 72


def is_picture(name: str) -> bool:
    """Whether a file of this name is shown as a picture."""
    return Path(name).suffix.lower() in PICTURES


def is_pdf(name: str) -> bool:
    """Whether a file of this name is shown page by page."""
    return Path(name).suffix.lower() == ".pdf"


def picture(path: Path, fit: QSize | None = None) -> QImage:
    """A picture turned the right way up, no larger than `fit`; null when it can't be read."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if fit is not None and size.isValid() and (size.width() > fit.width() or size.height() > fit.height()):
        turned = QSize(fit.height(), fit.height()) if size.height() > size.width() else QSize(fit.width(), fit.width())
        reader.setScaledSize(size.scaled(turned, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def page_count(path: Path) -> int:
    """How many pages a PDF has; none when it can't be read."""
    import pypdfium2  # noqa: PLC0415 - the first window shows no PDF

    try:
        with pypdfium2.PdfDocument(path) as book:
            return len(book)
    except (pypdfium2.PdfiumError, OSError):
        return 0


def page(path: Path, number: int, scale: float) -> QImage:
    """One page of a PDF at `scale` pixels a point; null when it can't be drawn."""
    import pypdfium2  # noqa: PLC0415 - the first window shows no PDF

    try:
        with pypdfium2.PdfDocument(path) as book:
            drawn = book[number].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            return QImage(
                bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGBX8888
            ).copy()
    except (pypdfium2.PdfiumError, OSError, IndexError):
        return QImage()


@lru_cache(maxsize=256)
def small(path: Path, name: str) -> QImage:
    """The content as a small picture on the card's colour, null when only its suffix can be shown."""
    if is_picture(name):
        found = picture(path, QSize(WIDTH * 2, HEIGHT * 2))
    elif is_pdf(name):
        found = page(path, 0, HEIGHT * 2 / 842)
    else:
        found = QImage()
    if found.isNull():
        return found
    return found.scaled(WIDTH, HEIGHT, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def framed(content: QImage, name: str) -> QImage:
    """A tile of one size: the content in a thin frame, or a sheet with the suffix on it."""
    colours = theme.current()
    tile = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if content.isNull():
        sheet = QRectF((WIDTH - 62) / 2, 2.5, 62, HEIGHT - 5)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.header))
        painter.drawRoundedRect(sheet, 5, 5)
        font = QFont(theme.family())
        font.setPixelSize(15)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        painter.drawText(sheet, Qt.AlignmentFlag.AlignCenter, Path(name).suffix.lstrip(".").upper()[:5] or "文件")
    else:
        left, top = (WIDTH - content.width()) // 2, (HEIGHT - content.height()) // 2
        painter.drawImage(left, top, content)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawRect(QRectF(left + 0.5, top + 0.5, content.width() - 1, content.height() - 1))
    painter.end()
    return tile
