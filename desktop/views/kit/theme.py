"""How the program looks: one palette (light, dark), one style, its own Chinese font and icons."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.settings import resources

GRID = 4
BASE = 13
SIZES = {"标准": 1.0, "大": 1.2, "特大": 1.45}
USUAL_POINT = 12
ICON, FRAME = 16, 48


QTS_OWN_WORDS = {"&Undo": "撤销(&U)", "Folder": "文件夹", "Drive": "驱动器", "Unknown": "其他文件"}


@dataclass(frozen=True)
class Palette:
    """The colours of one theme."""

    window: str
    card: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    problem: str
    warning: str
    good: str
    selection: str
    hover: str
    header: str


LIGHT = Palette(
    window="#f3f5f8",
    card="#ffffff",
    raised="#ffffff",
    line="#d7dde5",
    text="#1b2430",
    muted="#566273",
    accent="#a8201a",
    on_accent="#ffffff",
    accent_soft="#fbeceb",
    problem="#b3261e",
    warning="#8a5300",
    good="#1d6b3a",
    selection="#dbe7fa",
    hover="#edf2f9",
    header="#e9edf3",
)
DARK = Palette(
    window="#161a20",
    card="#1e242c",
    raised="#27303a",
    line="#3a4552",
    text="#e8ecf1",
    muted="#a3b0bf",
    accent="#ff8a80",
    on_accent="#2a0f0d",
    accent_soft="#3a2526",
    problem="#ff9a92",
    warning="#f2c063",
    good="#7fd6a0",
    selection="#293e5d",
    hover="#28323e",
    header="#252d37",
)


class _Now:
    palette = LIGHT
    scale = 1.0


def current() -> Palette:
    """The palette in use."""
    return _Now.palette


def scaled(pixels: int) -> int:
    """So many pixels where the text is of the usual size."""
    return round(pixels * _Now.scale)


def sized(window: QWidget, width: int, height: int) -> None:
    """Give a window so much room where the text is of the usual size, more where it is larger and the screen has it.

    Never more than the screen has beside the window's own frame and title.
    """
    screen = window.screen().availableGeometry()
    window.resize(min(scaled(width), screen.width() - GRID), min(scaled(height), screen.height() - FRAME))


@lru_cache(maxsize=1)
def family() -> str:
    """The program's own Chinese face, loaded from its resources."""
    names: list[str] = []
    for file in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoSerifSC-Regular.ttf"):
        number = QFontDatabase.addApplicationFont(str(resources() / "fonts" / file))
        names += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return names[0] if names else QApplication.font().family()


@lru_cache(maxsize=1)
def _system() -> float:
    """How much larger than usual the person's desktop writes."""
    return min(max(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF() / USUAL_POINT, 1), 1.6)


class Words(QTranslator):
    """The words that Qt's own translation lacks, or says in another way than the program."""

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str | None:  # type: ignore[override] # nothing: the next translator is asked
        """Our word, if we have one."""
        return QTS_OWN_WORDS.get(source)

    def isEmpty(self) -> bool:
        """It is always asked."""
        return False


def _speak(app: QApplication) -> None:
    if not any(isinstance(child, Words) for child in app.children()):
        app.installTranslator(Words(app))


def _palette_of(choice: str) -> Palette:
    dark = choice == "深色" or (
        choice == "跟随系统" and QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    )
    return DARK if dark else LIGHT


def differs(choice: str, size: str) -> bool:
    """Whether a theme and a size of text are others than those in use."""
    return (_palette_of(choice), max(SIZES.get(size, 1.0), _system())) != (_Now.palette, _Now.scale)


def apply(app: QApplication, choice: str = "跟随系统", size: str = "标准") -> None:
    """Dress the whole program in a theme (跟随系统, 浅色, 深色) and a size of its text (one of SIZES)."""
    _Now.palette = _palette_of(choice)
    icon.cache_clear()
    _speak(app)
    if app.property("dressed") is None:
        app.setStyle("Fusion")
        app.setProperty("dressed", True)
    font = QFont(family())
    _Now.scale = max(SIZES.get(size, 1.0), _system())
    font.setPixelSize(scaled(BASE))
    app.setPalette(_qt_palette(_Now.palette))
    if font != app.font():  # each of these walks over every widget there is
        app.setFont(font)
    sheet = _sheet(_Now.palette)
    if sheet != app.styleSheet():
        app.setStyleSheet(sheet)


def _qt_palette(palette: Palette) -> QPalette:
    found = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, palette.window),
        (roles.Base, palette.card),
        (roles.AlternateBase, palette.window),
        (roles.Text, palette.text),
        (roles.WindowText, palette.text),
        (roles.ButtonText, palette.text),
        (roles.Button, palette.raised),
        (roles.Highlight, palette.selection),
        (roles.HighlightedText, palette.text),
        (roles.PlaceholderText, palette.muted),
        (roles.ToolTipBase, palette.raised),
        (roles.ToolTipText, palette.text),
        (roles.Link, palette.accent),
        (roles.Mid, palette.line),
        (roles.Accent, palette.accent),
    ):
        found.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        found.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.muted))
    return found


def _drawn(name: str, palette: Palette) -> str:
    """A small drawing as a file that a style sheet can name, in the palette's colour."""
    return (resources() / "icons" / f"{name}-{'dark' if palette is DARK else 'light'}.svg").as_posix()


def _sheet(palette: Palette) -> str:
    p = palette
    title, figure, tab = (scaled(size) for size in (16, 26, 14))
    down, up, tick = _drawn("drop", p), _drawn("raise", p), _drawn("tick", p)
    rising, falling = _drawn("rising", p), _drawn("falling", p)
    box, high, picture, arrow, opener = (scaled(size) for size in (14, 20, ICON, 12, 22))
    return f"""
    QWidget {{ color: {p.text}; }}
    QMainWindow, QDialog, #page {{ background: {p.window}; }}
    QToolTip {{ background: {p.raised}; color: {p.text}; border: 1px solid {p.line}; padding: 4px 8px; }}
    QFrame[card="true"] {{ background: {p.card}; border: 1px solid {p.line}; border-radius: 8px; }}
    QFrame#cell {{ background: {p.card}; border: 1px solid {p.line}; border-radius: 5px; }}
    QLabel {{ background: transparent; }}
    QLabel[muted="true"] {{ color: {p.muted}; }}
    QLabel[problem="true"] {{ color: {p.problem}; }}
    QLabel[note="true"] {{ color: {p.warning}; }}
    QLabel[title="true"] {{ font-size: {title}px; font-weight: bold; }}
    QLabel[group="true"] {{ font-weight: bold; color: {p.accent}; }}
    QLabel[figure="true"] {{ font-size: {figure}px; font-weight: bold; }}
    QPushButton, QToolButton {{ background: {p.raised}; border: 1px solid {p.line}; border-radius: 6px; padding: 5px 12px; min-height: {high}px; icon-size: {picture}px; }}
    QToolButton {{ padding: 4px 8px 3px; }}
    QToolButton[toolButtonStyle="2"] {{ padding: 4px 5px 3px 11px; }}
    QPushButton:hover, QToolButton:hover {{ background: {p.hover}; }}
    QPushButton:pressed, QToolButton:pressed, QToolButton:checked {{ background: {p.selection}; }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {p.accent}; padding: 4px 11px; }}
    QToolButton:focus {{ padding: 3px 7px 2px; }}
    QToolButton[toolButtonStyle="2"]:focus {{ padding: 3px 4px 2px 10px; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {p.muted}; background: {p.window}; }}
    QPushButton[primary="true"] {{ background: {p.accent}; color: {p.on_accent}; border: 1px solid {p.accent}; font-weight: bold; }}
    QPushButton[primary="true"]:focus {{ border: 2px solid {p.text}; }}
    QPushButton[primary="true"]:disabled {{ background: {p.header}; color: {p.muted}; border: 1px solid {p.line}; }}
    QPushButton[flat="true"] {{ border: none; background: transparent; color: {p.accent}; padding: 2px 6px; }}
    QPushButton[flat="true"]:hover {{ background: {p.hover}; }}
    QPushButton[flat="true"]:focus {{ border: 2px solid {p.accent}; padding: 0 4px; }}
    QAbstractButton[tile="true"] {{ background: {p.card}; border: 1px solid {p.line}; border-radius: 8px; }}
    QAbstractButton[tile="true"]:hover {{ background: {p.hover}; }}
    QAbstractButton[tile="true"]:focus {{ border: 2px solid {p.accent}; }}
    QPushButton[segment="true"] {{ border-radius: 14px; padding: 3px 16px; background: transparent; border: 1px solid transparent; }}
    QPushButton[segment="true"]:hover {{ background: {p.hover}; }}
    QPushButton[segment="true"]:checked {{ background: {p.card}; border: 1px solid {p.accent}; color: {p.accent}; font-weight: bold; }}
    QPushButton[segment="true"]:focus {{ border: 2px solid {p.accent}; padding: 2px 15px; }}
    QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QTextBrowser {{ background: {p.card}; border: 1px solid {p.line}; border-radius: 5px; padding: 4px 8px; selection-background-color: {p.selection}; selection-color: {p.text}; }}
    QLineEdit, QPlainTextEdit {{ placeholder-text-color: {p.muted}; }}
    QLineEdit, QComboBox, QSpinBox {{ min-height: {high + 2}px; }}
    QSpinBox {{ padding: 3px 8px; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus {{ border: 2px solid {p.accent}; padding: 3px 7px; }}
    QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {{ border: 1px solid {p.problem}; }}
    QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus, QComboBox[wrong="true"]:focus {{ border: 2px solid {p.problem}; }}
    QLineEdit:read-only {{ background: {p.window}; }}
    QComboBox {{ combobox-popup: 0; }}
    QComboBox::drop-down {{ border: none; width: {opener}px; }}
    QComboBox::down-arrow, QSpinBox::down-arrow {{ image: url("{down}"); width: {arrow}px; height: {arrow}px; }}
    QSpinBox::up-arrow {{ image: url("{up}"); width: {arrow}px; height: {arrow}px; }}
    QSpinBox::up-button, QSpinBox::down-button {{ border: none; background: transparent; width: {opener}px; subcontrol-origin: border; }}
    QSpinBox::up-button {{ subcontrol-position: top right; }}
    QSpinBox::down-button {{ subcontrol-position: bottom right; }}
    QSpinBox::up-button:hover, QSpinBox::down-button:hover {{ background: {p.hover}; }}
    QComboBox QLineEdit, QSpinBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
    QAbstractItemView {{ background: {p.card}; border: 1px solid {p.line}; outline: none; selection-background-color: {p.selection}; selection-color: {p.text}; }}
    QListView {{ border-radius: 8px; }}
    QListView:focus {{ border: 1px solid {p.accent}; }}
    QListView::item {{ min-height: {scaled(26)}px; padding: 0 6px; }}
    QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus {{ border: none; border-radius: 0; }}
    QComboBoxPrivateContainer {{ background: {p.card}; border: 1px solid {p.line}; }}
    QListView::item:selected {{ background: {p.selection}; color: {p.text}; }}
    QTreeView {{ border: 1px solid {p.line}; border-radius: 8px; }}
    QTreeView::item {{ min-height: {scaled(28)}px; padding-right: 8px; }}
    QTreeView::item:hover {{ background: {p.hover}; }}
    QTreeView::item:selected {{ background: {p.selection}; color: {p.text}; }}
    QTreeView:focus {{ border: 1px solid {p.accent}; }}
    QTableView {{ border: 1px solid {p.line}; border-radius: 8px; gridline-color: {p.line}; }}
    QTableView::item {{ padding: 0 8px; border-bottom: 1px solid {p.header}; }}
    QTableView::item:hover {{ background: {p.hover}; }}
    QTableView::item:selected {{ background: {p.selection}; color: {p.text}; }}
    QCheckBox::indicator, QAbstractItemView::indicator {{ width: {box}px; height: {box}px; border: 1px solid {p.muted}; border-radius: 3px; background: {p.card}; }}
    QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{ background: {p.accent}; border-color: {p.accent}; image: url({tick}); }}
    QCheckBox::indicator:focus {{ border: 2px solid {p.accent}; }}
    QCheckBox::indicator:disabled, QAbstractItemView::indicator:disabled {{ border-color: {p.line}; background: {p.window}; }}
    QTableView#frozen {{ border: none; border-right: 2px solid {p.muted}; border-radius: 0; }}
    QTableView#frozen QHeaderView {{ border-radius: 0; }}
    QTableView:focus {{ border: 1px solid {p.accent}; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QTabWidget::pane {{ border: none; }}
    QHeaderView {{ background: {p.header}; border: none; border-top-left-radius: 8px; }}
    QHeaderView::section {{ background: {p.header}; color: {p.muted}; border: none; border-right: 1px solid {p.line}; border-bottom: 1px solid {p.line}; padding: 6px 10px 6px 11px; font-weight: bold; }}
    QHeaderView::up-arrow {{ image: url("{rising}"); width: 12px; height: 12px; subcontrol-position: center right; right: 4px; }}
    QHeaderView::down-arrow {{ image: url("{falling}"); width: 12px; height: 12px; subcontrol-position: center right; right: 4px; }}
    QTableCornerButton::section {{ background: {p.header}; border: none; border-bottom: 1px solid {p.line}; }}
    QTabBar {{ background: transparent; }}
    QTabBar::tab {{ background: transparent; color: {p.muted}; padding: 9px 18px; border: none; border-bottom: 3px solid transparent; font-size: {tab}px; }}
    QTabBar::tab:hover {{ color: {p.text}; background: {p.hover}; }}
    QTabBar::tab:selected {{ color: {p.accent}; font-weight: bold; border-bottom: 3px solid {p.accent}; }}
    QTabBar::tab:selected:focus {{ background: {p.accent_soft}; }}
    QLineEdit QToolButton, QLineEdit QToolButton:hover {{ border: none; background: transparent; padding: 0; min-height: 0; }}
    QCalendarWidget QWidget {{ alternate-background-color: {p.header}; }}
    QCalendarWidget #qt_calendar_navigationbar {{ background: {p.header}; }}
    QCalendarWidget QToolButton {{ border: none; background: transparent; padding: 4px 8px; }}
    QCalendarWidget #qt_calendar_yearbutton {{ padding-right: 1px; }}
    QCalendarWidget #qt_calendar_monthbutton {{ padding-left: 1px; }}
    QCalendarWidget QToolButton:hover {{ background: {p.hover}; }}
    QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
    QCalendarWidget QTableView {{ border: none; border-radius: 0; }}
    QCalendarWidget QTableView::item {{ padding: 0; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
    QScrollBar::handle {{ background: {p.line}; border-radius: 4px; min-height: 32px; min-width: 32px; margin: 2px; }}
    QScrollBar::handle:hover {{ background: {p.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QListWidget::item {{ padding: 6px 8px; }}
    QListWidget#tiles {{ border: 1px solid transparent; border-radius: 6px; background: transparent; }}
    QListWidget#tiles:focus {{ border: 1px solid {p.accent}; }}
    QListWidget#tiles::item {{ border-radius: 6px; padding: 6px 4px; }}
    QMenu {{ background: {p.raised}; border: 1px solid {p.line}; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {p.selection}; }}
    QMenu::item:disabled {{ color: {p.muted}; background: transparent; }}
    QMenu::separator {{ height: 1px; background: {p.line}; margin: 4px 8px; }}
    QStatusBar {{ background: {p.card}; border-top: 1px solid {p.line}; padding-left: 14px; min-height: 30px; }}
    QStatusBar::item {{ border: none; }}
    QProgressBar {{ background: {p.header}; border: none; border-radius: 4px; max-height: 8px; }}
    QProgressBar::chunk {{ background: {p.accent}; border-radius: 4px; }}
    QSplitter::handle {{ background: transparent; width: 8px; }}
    """


@lru_cache(maxsize=256)
def icon(name: str, tint: str = "") -> QIcon:
    """One of our own icons in the palette's colour; an unknown one is empty."""
    path = resources() / "icons" / f"{name}.svg"
    if not path.is_file():
        return QIcon()
    text = path.read_text(encoding="utf-8")
    found = QIcon()
    for mode, colour in (
        (QIcon.Mode.Normal, tint or current().text),
        (QIcon.Mode.Disabled, current().muted),  # Qt's own pale copy of a white icon can't be seen
    ):
        renderer = QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))
        for size in sorted({ICON, 20, 32, 40, scaled(ICON), scaled(2 * ICON)}):
            found.addPixmap(_rendered(renderer, size), mode)
    return found


def _rendered(renderer: QSvgRenderer, size: int) -> QPixmap:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return QPixmap.fromImage(image)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG), from 1 to 21."""
    lights = sorted((_light(QColor(colour)) for colour in (one, other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _light(colour: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
