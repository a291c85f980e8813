"""The program with its window: settings, office, tasks and window put together; what goes wrong is told in sentences."""

import gc
import logging
import os
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import platformdirs
from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.errors import Missing, Refusal
from desktop.services.chapters import LEDGERS
from desktop.settings import Settings, resources
from desktop.store.office import Office
from desktop.views.frame.first_run import FirstRun
from desktop.views.frame.refused import Refused
from desktop.views.frame.window import Window
from desktop.views.kit import theme
from desktop.views.kit.ask import RealAsk
from desktop.views.kit.tasks import Tasks

LOG_SIZE = 1 << 20
SETTLED_MS = 2000
SHARED = 0.001  # seconds one thread may keep the interpreter: work beside the window holds each repaint up less


def default_folder() -> Path:
    """Where the data is kept when nobody says otherwise."""
    return Path(os.environ.get("TAIZHANG_DATA") or platformdirs.user_data_path("taizhang", appauthor=False))


def prepare_input() -> None:
    """Let Chinese be typed on Linux desktops whose input method Qt's wheel has no plugin for (tech.md 1.5).

    Only on Linux: anywhere else the name of a foreign plugin would switch the system's own input method off.
    """
    if sys.platform != "linux" or _has_plugin("fcitx"):
        return
    if os.environ.get("QT_IM_MODULE", "fcitx").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"
        os.environ.setdefault("IBUS_USE_PORTAL", "1")
    several = os.environ.get("QT_IM_MODULES", "").split(";")
    if "fcitx" in several and "ibus" not in several:  # Qt asks this list before the single name
        os.environ["QT_IM_MODULES"] = ";".join([*several, "ibus"])
        os.environ.setdefault("IBUS_USE_PORTAL", "1")


def _has_plugin(name: str) -> bool:
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    return any(folder.glob(f"*{name}*"))


def log_to(folder: Path) -> None:
    """Write what goes wrong inside to a file in the data folder; never what records hold."""
    (folder / "logs").mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "logs" / "taizhang.log", maxBytes=LOG_SIZE, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger("desktop").addHandler(handler)


def crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log the trace without the values in it, and tell the person that nothing is lost."""
    places = "".join(traceback.format_tb(trace))
    logging.getLogger("desktop").error("%s\n%s", kind.__name__, places)
    if isinstance(error, KeyboardInterrupt):
        return
    if QApplication.instance() is not None:
        RealAsk().tell(
            "程序内部出错，刚才的操作没有完成；已保存的内容都在。\n详情写在数据文件夹的 logs/taizhang.log 里。"
        )


class Desktop(QObject):
    """The application: first page or window, whichever the data folder asks for."""

    def __init__(self, folder: Path, operator: str = "") -> None:
        """Nothing is shown yet."""
        super().__init__()
        self.folder, self.operator = folder, operator
        self.tasks = Tasks(self)
        self.office: Office | None = None
        self.window: Window | None = None
        self.first: FirstRun | Refused | None = None
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    def start(self) -> None:
        """Open the office, or the first page that makes one."""
        try:
            self.show_office(Office.open(self.folder, LEDGERS, operator=self.operator))
        except Missing:
            page = FirstRun(self.folder)
            page.made.connect(self.show_office)
            self._show_first(page)
        except Refusal as refusal:
            refused = Refused(self.folder, refusal, RealAsk())
            refused.again.connect(self._again)
            self._show_first(refused)

    def _show_first(self, page: FirstRun | Refused) -> None:
        previous, self.first = self.first, page
        theme.sized(page, 1100, 720)
        page.show()
        if previous is not None:
            previous.close()
            previous.deleteLater()

    @Slot(Path)
    def _again(self, folder: Path) -> None:
        self.folder = folder
        self.start()

    @Slot()
    def _scheme_changed(self) -> None:
        """The system turned light or dark: follow it, where the office has not set a theme of its own."""
        if self.window is not None:
            self.window.restyle()

    @Slot(object)
    def show_office(self, office: Office) -> None:
        """The main window on an office."""
        self.office = office
        log_to(office.folder)
        self.window = Window(office, self.tasks)
        self.window.show()
        QTimer.singleShot(SETTLED_MS, self, settle)
        if self.first is not None:
            self.first.close()
            self.first.deleteLater()
            self.first = None

    def close(self) -> None:
        """Let go of the data folder."""
        self.tasks.close()
        if self.office is not None:
            self.office.close()


def settle() -> None:
    """What the start has made stays, so no search for garbage need go through it again; later ones are short and many."""
    gc.freeze()
    gc.set_threshold(5_000, 8, 200)


def application(folder: Path) -> QApplication:
    """The one QApplication, Chinese and dressed."""
    prepare_input()
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("台账")
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    sys.setswitchinterval(SHARED)
    settings = Settings.load(folder)
    theme.apply(app, settings.theme, settings.text_size)
    app.setWindowIcon(theme.icon("app"))
    return app


def main(folder: Path | None = None, screenshots: Path | None = None, operator: str = "") -> int:
    """Open the window, or take its pictures; gives the exit code."""
    folder = folder or default_folder()
    if screenshots is not None and os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={resources() / 'screen.json'}"  # as large as an office's
    app = application(folder)
    if screenshots is not None:
        from desktop.views.frame.screenshots import take  # noqa: PLC0415 - only for pictures

        with Office.open(folder, LEDGERS, operator=operator) as office:
            take(office, screenshots)
        return 0
    sys.excepthook = crashed
    desktop = Desktop(folder, operator)
    desktop.start()
    code = app.exec()
    desktop.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
