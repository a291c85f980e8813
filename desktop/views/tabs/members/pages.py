"""Pages of the tab 党员."""

import datetime as dt
from functools import partial

from desktop.errors import Refusal
from desktop.services.members.layouts import LAYOUTS
from desktop.views.kit.dialogs import show
from desktop.views.sheet.acts import Act, Afterwards, Page
from desktop.views.sheet.page import LedgerPage


def show_card(page: LedgerPage) -> None:
    """Everything that hangs on the member in the form."""
    member = page.hand.kept()
    if member is None:
        return
    from desktop.views.tabs.members.card import CardDialog  # noqa: PLC0415 - the first window does without

    dialog = CardDialog(page.desk, member["id"], page)
    dialog.opened.connect(page.record_asked)
    show(dialog)


def change_status(page: LedgerPage) -> None:
    """Another standing for the member in the form."""
    member = page.hand.kept()
    if member is None:
        return
    from desktop.views.tabs.members.membership import StatusDialog  # noqa: PLC0415 - the first window does without

    dialog = StatusDialog(page.desk.office, member["id"], page)
    dialog.saved.connect(Afterwards(page, dialog, _tell).run)
    dialog.saved.connect(page.hand.reopen)
    show(dialog)


def _tell(page: LedgerPage, sentence: str) -> None:
    page.told.emit(sentence, True)


def _is_kept(page: LedgerPage) -> bool:
    return page.editing is not None


def show_statistics(page: LedgerPage) -> None:
    """Members in figures as of a day."""
    from desktop.views.tabs.members.statistics import StatisticsDialog  # noqa: PLC0415 - the first window does without

    dialog = StatisticsDialog(page.desk, page.ledger, page)
    dialog.opened.connect(page.record_asked)
    show(dialog)


def show_bridge(page: LedgerPage) -> None:
    """The bridge of this year, or of another."""
    from desktop.views.tabs.members.bridge import BridgeDialog  # noqa: PLC0415 - the first window does without

    dialog = BridgeDialog(page.desk, dt.date.today().year, page)
    dialog.opened.connect(page.record_asked)
    show(dialog)


def show_duplicates(page: LedgerPage) -> None:
    """People who may be kept twice."""
    from desktop.views.tabs.members.duplicates import DuplicatesDialog  # noqa: PLC0415 - the first window does without

    dialog = DuplicatesDialog(page.desk, page.ledger, page)
    dialog.merged.connect(Afterwards(page, dialog, _tell).run)
    show(dialog)


def export_layout(layout_id: str, page: LedgerPage) -> None:
    """The chosen members in a superior's layout."""
    page.layout_asked.emit(layout_id)


def part(page: LedgerPage) -> None:
    """Take back the merge of the person chosen in the recycle bin."""
    ids = page.table.chosen_ids()
    if not ids:
        return
    from desktop.services.members.duplicates import unmerge  # noqa: PLC0415 - the first window does without

    try:
        done = unmerge(page.desk.office, page.ledger, ids[0])
    except Refusal as refusal:
        page.told.emit(refusal.sentence, False)
        return
    left = f"　没有还回去的：{'；'.join(done.left)}" if done.left else ""
    page.told.emit(f"已拆开，{sum(done.moved.values())} 条关联还给了他。{left}", True)


def _is_in_bin(page: LedgerPage) -> bool:
    return page.bin_button.isChecked() and bool(page.table.chosen_ids())


def show_candidates(page: LedgerPage) -> None:
    """The candidates for 光荣在党50年 of this year, or of another."""
    from desktop.views.tabs.members.veterans import VeteransDialog  # noqa: PLC0415 - the first window does without

    dialog = VeteransDialog(page.desk, dt.date.today().year, page)
    dialog.taken.connect(Afterwards(page, dialog, _taken).run)
    show(dialog)


def _taken(page: LedgerPage, count: int) -> None:
    page.told.emit(f"已取入 {count} 人。", True)


def show_board(page: LedgerPage) -> None:
    """The board of those on the way into the Party, as of today."""
    from desktop.views.tabs.members.board import BoardDialog  # noqa: PLC0415 - the first window does without

    dialog = BoardDialog(page.desk, page.window())
    dialog.opened.connect(page.open_record)
    show(dialog)


def show_calendar(page: LedgerPage) -> None:
    """The dues of this year, month by month."""
    from desktop.views.tabs.members.dues import DuesDialog  # noqa: PLC0415 - the first window does without

    show(DuesDialog(page.desk, parent=page.window()))


REPORTING = Act(
    "统计上报",
    tip="党员统计，年度增减核对，疑似重复，按上级格式导出",
    icon="check",
    place="bar",
    below=(
        (
            Act("党员统计…", show_statistics),
            Act("年度增减核对…", show_bridge),
            Act("疑似重复…", show_duplicates),
        ),
        tuple(Act(f"按“{one.title}”导出…", partial(export_layout, one.id)) for one in LAYOUTS),
        (Act("拆开合并（回收站里选中的人）", part, offered=_is_in_bin),),
    ),
)
CARD = Act("个人全貌…", show_card, "照片、基本情况，和各本台账里与他有关的事，按时间先后", offered=_is_kept)
STATUS = Act("党籍变动…", change_status, "停止党籍、恢复、转出、出党、去世：状态、日期、原因一次办完", offered=_is_kept)
CANDIDATES = Act("候选名单", show_candidates, "党龄满 50 年的党员，勾选后一次取入", "person", "bar")
BOARD = Act("看板", show_board, "五个阶段各有谁，下一步是什么，最迟哪天", "columns", "bar")
CALENDAR = Act("党费月历", show_calendar, "按年生成应缴，逐月打勾", "calendar", "bar")

PAGES = {
    "members": Page((REPORTING, CARD, STATUS)),
    "veterans": Page((CANDIDATES,)),
    "development": Page((BOARD,)),
    "dues": Page((CALENDAR,)),
}
