"""Nothing is cut off, squeezed or left in Qt's own dress: windows fit the screen, states can be told, figures stand right."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.records.conditions import conditions_of, sentence_of, told_of
from desktop.samples import demo
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query, Where
from desktop.views.exchange.importing import ImportDialog
from desktop.views.exchange.preview import PreviewDialog, papers_of
from desktop.views.frame.settings import SettingsDialog
from desktop.views.frame.window import Window
from desktop.views.kit import theme
from desktop.views.kit.ask import line_asked, said, stressed
from desktop.views.kit.dialogs import ActsDialog, ManualDialog
from desktop.views.kit.fields import Calendar
from desktop.views.kit.listing import FIGURES, Listing
from desktop.views.sheet.column_list import ColumnsDialog
from desktop.views.tabs.members.board import BoardDialog
from desktop.views.tabs.members.bridge import BridgeDialog
from desktop.views.tabs.members.card import CardDialog
from desktop.views.tabs.members.dues import DuesDialog
from desktop.views.tabs.members.duplicates import NO_PAIR, DuplicatesDialog
from desktop.views.tabs.members.statistics import StatisticsDialog
from desktop.views.tabs.members.veterans import VeteransDialog
from tests.views.conftest import MEMBERS, Answers, idle, page_of

LOW = QSize(1280, 640)


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "浅色", "特大")
    yield
    theme.apply(qapp, "浅色")


def shot(qtbot: QtBot, widget: QWidget) -> QImage:
    qtbot.addWidget(widget)
    widget.show()
    return widget.grab().toImage()


def inked(image: QImage, colour: str) -> bool:
    wanted = QColor(colour).rgb()
    return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


# --- windows -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["标准", "特大"])
def test_no_window_is_larger_than_the_screen(qtbot: QtBot, qapp: QApplication, size: str) -> None:
    theme.apply(qapp, "浅色", size)
    dialog = QDialog()
    qtbot.addWidget(dialog)
    theme.sized(dialog, 4000, 4000)
    room = dialog.screen().availableGeometry()
    assert (dialog.width(), dialog.height()) == (room.width() - theme.GRID, room.height() - theme.FRAME)
    theme.sized(dialog, 200, 100)
    assert (dialog.width(), dialog.height()) == (theme.scaled(200), theme.scaled(100))
    theme.apply(qapp, "浅色")


def test_dialogs_can_be_as_low_as_a_low_screen_with_large_text(
    qtbot: QtBot, office: Office, window: Window, large: None
) -> None:
    assert large is None
    demo.fill(office)
    desk = window.desk
    dialogs = [
        PreviewDialog(desk, papers_of("visits"), window),
        SettingsDialog(office, window),
        ManualDialog(window),
        StatisticsDialog(desk, MEMBERS, window),
        BoardDialog(desk, window),
        DuesDialog(desk, 2026, window),
    ]
    idle(qtbot, window)
    for dialog in dialogs:
        least = dialog.minimumSizeHint()
        assert least.height() <= LOW.height(), dialog
        assert least.width() <= LOW.width(), dialog
        dialog.done(0)
        dialog.deleteLater()


# --- dress ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("look", "palette"), [("浅色", theme.LIGHT), ("深色", theme.DARK)])
def test_a_placeholder_can_be_read(qtbot: QtBot, qapp: QApplication, look: str, palette: theme.Palette) -> None:
    theme.apply(qapp, look)
    line = QLineEdit()
    line.setPlaceholderText("查找")
    shot(qtbot, line)
    found = line.palette().color(QPalette.ColorRole.PlaceholderText)
    assert found.alpha() == 255
    assert theme.contrast(found.name(), palette.card) >= 4.5
    theme.apply(qapp, "浅色")


def test_what_a_menu_does_not_offer_looks_so(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "浅色")
    menu = QMenu()
    menu.addAction("拆开合并").setEnabled(False)
    image = shot(qtbot, menu)
    assert inked(image, theme.LIGHT.muted)
    assert not inked(image, theme.LIGHT.text)
    menu.addSeparator()
    assert inked(menu.grab().toImage(), theme.LIGHT.line)


def test_an_icon_is_seen_on_a_primary_button_that_is_off(qapp: QApplication) -> None:
    assert qapp is not None
    image = theme.icon("add", theme.current().on_accent).pixmap(QSize(40, 40), 1.0, QIcon.Mode.Disabled).toImage()
    assert inked(image, theme.current().muted)


def test_buttons_of_both_kinds_are_as_high_and_grow_with_the_text(
    qtbot: QtBot, qapp: QApplication, window: Window
) -> None:
    page = page_of(window, "members")
    for size in ("标准", "特大"):
        theme.apply(qapp, "浅色", size)
        pushed, tool, box = page.bar.buttons["import"], page.filters.views_button, page.filters.boxes[0]
        assert pushed.sizeHint().height() == tool.sizeHint().height() == box.sizeHint().height()
        assert pushed.iconSize().width() == theme.scaled(theme.ICON)
        assert box.sizeHint().height() >= box.fontMetrics().height() + 10
    theme.apply(qapp, "浅色")
    button, spin = QToolButton(), QSpinBox()
    qtbot.addWidget(button)
    assert inked(shot(qtbot, spin), theme.LIGHT.muted), "arrows"


def test_the_first_button_of_a_question_is_the_primary_one(qtbot: QtBot) -> None:
    box = said("台账", "没有保存。", None)
    qtbot.addWidget(box)
    stressed(box.addButton("保存", box.ButtonRole.AcceptRole))
    assert box.iconPixmap().isNull()
    assert inked(shot(qtbot, box), theme.current().accent)
    asked = line_asked("保存视图", "名称", None)
    assert inked(shot(qtbot, asked), theme.current().accent)
    assert next(button.text() for button in asked.findChildren(QPushButton)) == "确定"


def test_the_words_of_qt_are_ours(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "浅色")
    line = QLineEdit("张三")
    qtbot.addWidget(line)
    assert line.createStandardContextMenu().actions()[0].text().startswith("撤销")
    assert qapp.translate("QAbstractFileIconProvider", "Folder") == "文件夹"
    assert qapp.translate("nowhere", "nothing of ours") == "nothing of ours"


def test_a_calendar_is_headed_as_dates_are_written(qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    calendar = Calendar(line)
    calendar.month.setSelectedDate(QDate(1984, 9, 26))
    calendar.show()
    year, month = (calendar.month._button(f"{name}button") for name in ("year", "month"))
    assert (year.text(), month.text()) == ("1984年", "9月")
    calendar.month.showNextMonth()
    assert (year.text(), month.text()) == ("1984年", "10月")
    assert year.x() < month.x()


# --- the filter row ------------------------------------------------------------------------------------------------


def test_a_filter_box_keeps_its_width_and_says_its_value(office: Office, window: Window) -> None:
    demo.fill(office)
    page = page_of(window, "members")
    box = next(one for one in page.filters.boxes if one.key == "branch")
    width = box.sizeHint().width()
    assert box.shown == "所在党支部：全部"
    box.showPopup()
    assert not any(box.itemText(row).startswith("所在党支部") for row in range(box.count()))
    assert box.view().width() > width, "the list is as wide as its names"
    box.hidePopup()
    box.setCurrentIndex(1)
    assert box.sizeHint().width() == width
    assert not box.shown.startswith(office.unit)
    assert box.toolTip() == box.currentText()
    assert box.objectName() == "filter-branch"


def test_a_wrong_day_says_why_and_is_forgotten_with_the_rest(qtbot: QtBot, office: Office, window: Window) -> None:
    demo.fill(office)
    filters = page_of(window, "members").filters
    filters.as_of.setText("乱写")
    with qtbot.waitSignal(filters.told) as told:
        filters.as_of.read()
    assert told.args is not None
    assert told.args[0].startswith("截至日期“乱写”看不懂")
    assert told.args[0] == filters.as_of.toolTip()
    assert filters.as_of.property("wrong")
    filters.clear()
    assert not filters.as_of.property("wrong")
    assert filters.as_of.text() == ""


def test_a_chip_speaks_as_people_do(office: Office, window: Window) -> None:
    demo.fill(office)
    filters = page_of(window, "members").filters
    span = (Where("birth", "from", "1970-01-01"), Where("birth", "to", "1990-12-31"))
    filters.narrow("birth", span)
    (chip,) = filters.chips.findChildren(QPushButton)
    assert chip.text().startswith("出生日期 1970-01-01 至 1990-12-31")
    assert chip.fontMetrics().horizontalAdvance(chip.text()) < chip.sizeHint().width()
    assert told_of(MEMBERS, span[:1]) == "出生日期 1970-01-01 起"
    assert told_of(MEMBERS, span[1:]) == "出生日期 1990-12-31 止"
    assert told_of(MEMBERS, [Where("sex", "in", ("男", "女"))]) == "性别 男、女"
    assert told_of(MEMBERS, [Where("remark", "blank")]) == "备注空白"
    assert told_of(LEDGERS["visits"], [Where("cash", "from", 50000)]) == "慰问金 500.00 以上"
    assert conditions_of(office, MEMBERS, sentence_of(MEMBERS, span)) == span


# --- tables and dialogs --------------------------------------------------------------------------------------------


def test_columns_give_way_in_the_order_named(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    table = Listing(("姓名", "支部", "应缴"), "党费", home, takes=1, gives=(1,))
    table.setRowCount(1)
    for place, text in enumerate(("张三", "中共某县某局机关委员会第一党支部", "258.00")):
        table.put(0, place, text)
    table.resize(300, 100)
    home.show()
    table.fit()
    assert table.horizontalHeader().length() <= table.viewport().width()
    for place in (0, 2):
        assert table.columnWidth(place) >= table.sizeHintForColumn(place)


def test_wrapped_lines_stand_off_from_their_neighbours(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    table = Listing(("提醒",), "提醒", home, wrap=True)
    table.setRowCount(1)
    table.put(0, 0, "第 3 行是填写提示，没有导入；" * 8)
    table.resize(260, 300)
    home.show()
    table.fit()
    lines = table.rowHeight(0) // table.fontMetrics().lineSpacing()
    assert table.rowHeight(0) >= lines * table.fontMetrics().lineSpacing() + 10


def test_figures_stand_right(qtbot: QtBot, office: Office, window: Window) -> None:
    demo.fill(office)
    acts = ActsDialog(office, window.tasks, window)
    qtbot.addWidget(acts)
    item = acts.table.item(0, 3)
    assert item is not None
    assert item.textAlignment() == FIGURES
    settings = SettingsDialog(office, window)
    qtbot.addWidget(settings)
    settings.codes.lists.setCurrentRow(0)
    used = settings.codes.table.item(0, 2)
    assert used is not None
    assert used.textAlignment() == FIGURES
    manual = ManualDialog(window)
    qtbot.addWidget(manual)
    assert [button.text() for button in manual.findChildren(QPushButton)] == ["关闭"]


def test_dues_and_board_need_no_bar_with_large_text(qtbot: QtBot, office: Office, window: Window, large: None) -> None:
    assert large is None
    demo.fill(office)
    dues, board = DuesDialog(window.desk, dt.date.today().year, window), BoardDialog(window.desk, window)
    for dialog, table in ((dues, dues.table), (board, board.steps)):
        qtbot.addWidget(dialog)
        dialog.resize(1362, 680)
        dialog.show()
        table.fit()
        assert table.horizontalHeader().length() <= table.viewport().width()
    assert board.steps.columnWidth(2) >= board.steps.sizeHintForColumn(2), "the day is whole"


def test_an_office_with_nothing_says_so_plainly(qtbot: QtBot, window: Window) -> None:
    veterans = VeteransDialog(window.desk, 2026, window)
    doubles = DuplicatesDialog(window.desk, MEMBERS, window)
    for dialog in (veterans, doubles):
        qtbot.addWidget(dialog)
        dialog.show()
    idle(qtbot, window)
    assert not veterans.go.isEnabled()
    assert doubles.none.isVisible()
    assert doubles.none.text() == NO_PAIR
    assert not doubles.list.isVisible()
    assert not doubles.table.isVisible()
    window.tabs.setCurrentIndex(0)
    idle(qtbot, window)
    cards = window.dashboard.cards
    qtbot.waitUntil(cards["dues"].more.isVisible)
    QApplication.processEvents()
    row = [cards[key] for key in ("members", "development", "transfers", "dues")]
    assert len({(card.y(), card.height()) for card in row}) == 1


def test_the_hint_where_no_photograph_is_stands_off_its_frame(qtbot: QtBot, office: Office, window: Window) -> None:
    demo.fill(office)
    card = CardDialog(window.desk, office.ids(MEMBERS, Query(limit=1))[0], window)
    qtbot.addWidget(card)
    idle(qtbot, window)
    assert card.photo.margin() >= 12


def test_years_have_arrows_and_the_day_of_the_statistics_a_calendar(
    qtbot: QtBot, office: Office, window: Window
) -> None:
    demo.fill(office)
    dialogs = (VeteransDialog(window.desk, 2026, window), BridgeDialog(window.desk, 2026, window))
    for dialog in dialogs:
        qtbot.addWidget(dialog)
        assert dialog.year.buttonSymbols() == QSpinBox.ButtonSymbols.UpDownArrows
    statistics = StatisticsDialog(window.desk, MEMBERS, window)
    qtbot.addWidget(statistics)
    statistics.show()
    idle(qtbot, window)
    statistics.day.show_text("看不懂")
    statistics.day.entered.emit()
    assert statistics.told.text() == "截至日期“看不懂”看不懂，请写成 1998-07-01 这样。"
    assert statistics.at == dt.date.today()
    statistics.day.show_text("2020-6")
    statistics.day.entered.emit()
    assert statistics.at == dt.date(2020, 6, 30)
    idle(qtbot, window)


def test_the_place_of_backups_is_chosen_in_a_window(
    qtbot: QtBot, office: Office, window: Window, answers: Answers, tmp_path: Path
) -> None:
    dialog = SettingsDialog(office, window, answers)
    qtbot.addWidget(dialog)
    dialog.show()
    row = dialog.rows["backup_folder"]
    assert [one.name for one in dialog.rows.values() if one.browse is not None] == ["backup_folder"]
    answers.file = tmp_path
    assert row.browse is not None
    row.browse.click()
    assert row.text() == str(tmp_path)
    answers.file = None
    row.browse.click()
    assert row.text() == str(tmp_path)


def test_what_an_import_tells_names_no_switches(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    file = tmp_path / "名册.csv"
    file.write_text("姓名,性别,出生日期,没有的列\n张三,男,1980-01-01,甲\n", encoding="utf-8")
    dialog = ImportDialog(window.desk, MEMBERS, file, window)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.report is not None)
    idle(qtbot, window)
    assert dialog.report is not None
    assert any("没有的列" in warning for warning in dialog.report.warnings)
    assert not any("--" in warning for warning in dialog.report.warnings)


def test_lists_have_the_frame_of_tables(qtbot: QtBot, window: Window) -> None:
    dialog = ColumnsDialog(MEMBERS, MEMBERS.table, 0, window)
    image = shot(qtbot, dialog)
    corner = dialog.list.mapTo(dialog, QPoint(0, 0))
    assert image.pixel(corner) == QColor(theme.current().window).rgb(), "rounded"
