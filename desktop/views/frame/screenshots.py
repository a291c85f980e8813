"""Pictures of every tab and dialog, light and dark, for people who look before they trust."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.study.attendance import LEDGER as ATTENDANCE
from desktop.models.study.sessions import LEDGER as SESSIONS
from desktop.models.visits.visit_batches import LEDGER as BATCHES
from desktop.models.visits.visits import LEDGER as VISITS
from desktop.services.chapters import LEDGERS, TAB_ORDER, TABS
from desktop.settings import resources
from desktop.store.links import Choice
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.views.exchange.grouping import GroupingDialog
from desktop.views.exchange.importing import ImportDialog
from desktop.views.exchange.preview import PreviewDialog, papers_of
from desktop.views.exchange.tables import TableDialog
from desktop.views.frame.first_run import FirstRun
from desktop.views.frame.settings import SettingsDialog
from desktop.views.frame.window import Window
from desktop.views.kit.dialogs import ActsDialog, HistoryDialog, ManualDialog
from desktop.views.kit.name_list import NamesDialog
from desktop.views.kit.tasks import Tasks
from desktop.views.tabs.members.board import BoardDialog
from desktop.views.tabs.members.bridge import BridgeDialog
from desktop.views.tabs.members.card import CardDialog
from desktop.views.tabs.members.dues import DuesDialog
from desktop.views.tabs.members.duplicates import DuplicatesDialog
from desktop.views.tabs.members.membership import StatusDialog
from desktop.views.tabs.members.statistics import StatisticsDialog
from desktop.views.tabs.members.veterans import VeteransDialog
from desktop.views.tabs.organizations.advice import AdviceDialog
from desktop.views.tabs.study.roll_call import RollCallDialog
from desktop.views.tabs.visits.batch import BatchDialog
from desktop.views.tabs.visits.filling import CandidatesDialog, GiveDialog
from desktop.views.tabs.visits.payout import PayoutDesk

WAIT_MS = 30_000
SETTLE_MS = 60
FIRST_DIALOG = 10
LOOKS = (("", "浅色"), ("-深色", "深色"))


def settle(window: Window) -> None:
    """Wait until nothing is under way and everything is painted."""
    deadline = QDeadlineTimer(WAIT_MS)
    pause = QDeadlineTimer(SETTLE_MS)
    waiting = window.dashboard.wait
    while (window.tasks.busy or waiting.isActive() or not pause.hasExpired()) and not deadline.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def take(office: Office, out: Path) -> list[Path]:
    """Write the pictures and give their paths."""
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return []
    tasks = Tasks()
    window = Window(office, tasks)
    window.show()
    found: list[Path] = []
    for ending, look in LOOKS:
        office.settings.theme = look
        window.restyle()
        found += _tabs(window, out, ending)
        found += _dialogs(window, out, ending)
    window.close()
    return found


def _grab(widget: QWidget, path: Path) -> Path:
    widget.grab().save(str(path))
    return path


def _tabs(window: Window, out: Path, ending: str) -> list[Path]:
    found = []
    window.tabs.setCurrentIndex(0)
    settle(window)
    found.append(_grab(window, out / f"00-概览{ending}.png"))
    for number, tab in enumerate(TABS, 1):
        for ledger_id in TAB_ORDER[tab]:
            window.show_ledger(ledger_id)
            settle(window)
            first = ledger_id == TAB_ORDER[tab][0]
            name = f"{number:02d}-{tab}" if first else f"{number:02d}-{tab}-{LEDGERS[ledger_id].title}"
            found.append(_grab(window, out / f"{name}{ending}.png"))
            page = window.page
            if page is not None:
                if page.model.ids:
                    page.open_record(page.model.ids[0])
                else:
                    page.new_record()
                settle(window)
                found.append(_grab(window, out / f"{name}-表单{ending}.png"))
                page.close_form()
    return found


def _of_pages(window: Window) -> list[tuple[str, QDialog]]:
    """The dialogs that pages open."""
    office, desk, members, year = window.office, window.desk, MEMBERS, dt.date.today().year
    people = [Choice(row["id"], row["name"], "") for row in office.rows(members, office.ids(members, Query(limit=8)))]
    names = NamesDialog(office, ATTENDANCE.columns["person"], "记为出席", people, window)
    names.text.setPlainText("、".join([*(one.title for one in people[:5]), "不认识的人"]))
    names.look()
    found: list[tuple[str, QDialog]] = [
        ("分组小计", GroupingDialog(desk, VISITS, Query(), "batch", window)),
        ("粘贴名单", names),
        ("党员统计", StatisticsDialog(desk, members, window)),
        ("年度增减核对", BridgeDialog(desk, year, window)),
        ("疑似重复", DuplicatesDialog(desk, members, window)),
        ("光荣在党50年候选", VeteransDialog(desk, year, window)),
        *[("个人全貌", CardDialog(desk, one.id, window)) for one in people[:1]],
        *[("党籍变动", StatusDialog(office, one.id, window)) for one in people[:1]],
        ("设置建议", AdviceDialog(desk, window)),
        ("发展党员看板", BoardDialog(desk, window)),
        ("党费月历", DuesDialog(desk, year, window)),
    ]
    page = window.page
    if page is not None:
        found.append(("临时表", TableDialog(desk, page.ledger, Query(), page.columns, window)))
    batches = BATCHES
    for record_id in office.ids(batches, Query(limit=1)):
        batch = office.get(batches, record_id)
        found += [
            ("批次工作台", BatchDialog(desk, record_id, window)),
            ("提名候选", CandidatesDialog(desk, batch, window)),
            ("整批填写", GiveDialog(desk, batch, window)),
            ("发放台", PayoutDesk(desk, batch, window)),
        ]
    return found


def _dialogs(window: Window, out: Path, ending: str) -> list[Path]:
    found: list[Path] = []
    window.show_ledger("visits")
    page = window.page
    if page is None:
        return found
    dialogs: list[tuple[str, QDialog]] = []
    if page.model.ids:
        dialogs.append(("历史", HistoryDialog(window.office, page.ledger, page.model.ids[0], window)))
    dialogs += [
        ("操作记录", ActsDialog(window.office, window.tasks, window)),
        ("设置", SettingsDialog(window.office, window)),
        ("手册", ManualDialog(window)),
    ]
    dialogs.append(("打印预览", PreviewDialog(window.desk, papers_of("visits"), window)))
    sessions = SESSIONS
    for record_id in window.office.ids(sessions, Query(limit=1)):
        dialogs.append(("点名", RollCallDialog(window.desk, window.office.get(sessions, record_id), window)))
    dialogs += _of_pages(window)
    sample = resources() / "samples" / "采集汇总表.xlsx"
    if sample.exists():
        dialogs.append(("导入", ImportDialog(window.desk, MEMBERS, sample, window)))
    for number, (name, dialog) in enumerate(dialogs, FIRST_DIALOG):
        dialog.show()
        settle(window)
        found.append(_grab(dialog, out / f"{number}-{name}{ending}.png"))
        dialog.close()
        dialog.deleteLater()
        settle(window)
    first = FirstRun(window.office.folder.parent / "台账数据")
    first.resize(window.size())
    first.show()
    settle(window)
    found.append(_grab(first, out / f"50-首次使用{ending}.png"))
    first.close()
    first.deleteLater()
    return found
