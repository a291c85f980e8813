#!/usr/bin/python3
"""A person at the screen: knows the program only as assistive technology shows it, by roles and names, and uses its keys.

Runs with the system's Python, on the display and the buses of `run.sh`: `person.py JOURNEY PROGRAM FOLDER`, the folder as
the journey finds it. It imports nothing of the program. Each journey ends by looking, as a person would, whether it came
out right.
"""

import base64
import json
import subprocess
import sys
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

WAIT, STEP = 20, 0.1
BUTTONS = ("push button", "toggle button", "check box", "radio button")
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
DIALOGS = ("dialog", "file chooser")
SHOWING, FOCUSED = Atspi.StateType.SHOWING, Atspi.StateType.FOCUSED


class Lost(Exception):
    """What should be on the screen is not."""


class Person:
    """Finds things by role and name, clicks, types, reads."""

    def __init__(self, program, folder):
        self.program, self.folder = program, Path(folder)
        self.process = None

    # --- the program -------------------------------------------------------------------------------------------

    def start(self):
        """Open the program, and wait for its window."""
        self.process = subprocess.Popen([self.program, "--data", str(self.folder), "gui"], stderr=subprocess.DEVNULL)
        self.until(lambda: self.application() is not None, "the program's window")
        self.until(lambda: any(child for child in children(self.application())), "the program's window")

    def stop(self):
        """Close the program, as a power cut would."""
        self.process.kill()
        self.process.wait()
        self.until(lambda: self.application() is None, "the program to be gone")

    def command(self, *words):
        """The command line of the program, for what is not on the screen."""
        done = subprocess.run([self.program, "--data", str(self.folder), *words], capture_output=True, text=True)
        return done.stdout

    def attachments(self, name):
        """The names of the files kept with a member."""
        listed = json.loads(self.command("list", "members", "--search", name, "--json"))["records"]
        kept = json.loads(self.command("attachments", "members", listed[0]["id"], "--json"))
        return [one["name"] for one in kept["attachments"]]

    def application(self):
        Atspi.get_desktop(0).clear_cache()
        return next((one for one in children(Atspi.get_desktop(0)) if one.get_name() == "台账"), None)

    def in_front(self):
        """Whether keys go to the window itself, and to no dialog that is about to be gone."""
        frames = [one for one in children(self.application()) if one.get_role_name() == "frame"]
        return any(one.get_state_set().contains(Atspi.StateType.ACTIVE) for one in frames)

    # --- looking -----------------------------------------------------------------------------------------------

    def until(self, fits, what, wait=WAIT):
        """Wait for something to be so."""
        ends = time.monotonic() + wait
        while True:
            try:
                found = fits()
            except Exception:  # the tree changes while it is read
                found = None
            if found:
                return found
            if time.monotonic() > ends:
                raise Lost(what)
            time.sleep(STEP)

    def find(self, role, name="", part=False, wait=WAIT):
        """The thing of this role and name that is to be seen."""
        return self.until(lambda: next(self.everything(role, name, part), None), f"{role} “{name}”", wait)

    def everything(self, role, name="", part=False):
        windows = list(children(self.application() or Atspi.get_desktop(0)))
        for one in (one for window in reversed(windows) for one in walk(window)):  # what lies on top first
            if one.get_role_name() == role and (
                not name or (name in one.get_name() if part else one.get_name() == name)
            ):
                yield one

    def said(self, words):
        """Wait for words on the screen, in whatever says them."""
        return self.until(
            lambda: any(words in text_of(one) for one in walk(self.application())), f"the words “{words}”"
        )

    def cell(self, table, row, column):
        """What a cell of a table holds."""
        return table.get_table_iface().get_accessible_at(row, column).get_name()

    def column(self, table, title):
        """The place of a column by its heading."""
        titles = [
            table.get_table_iface().get_column_description(place)
            for place in range(table.get_table_iface().get_n_columns())
        ]
        return titles.index(title)

    # --- doing -------------------------------------------------------------------------------------------------

    def click(self, thing, button="1", double=False):
        """Click in the middle of something."""
        box = thing.get_extents(Atspi.CoordType.SCREEN)
        place = (str(box.x + box.width // 2), str(box.y + box.height // 2))
        xdotool("mousemove", *place, "click", *(("--repeat", "2", "--delay", "60") if double else ()), button)

    def press(self, *keys):
        """Press keys."""
        xdotool("key", "--delay", "40", *keys)

    def type(self, text):
        """Type letters; what has no key comes from the clipboard, as from another program."""
        if text.isascii():
            xdotool("type", "--delay", "15", text)
        else:
            self.copy(text)
            self.press("ctrl+v")

    def copy(self, text):
        """Put text on the clipboard, as another program would."""
        subprocess.run(["xclip", "-selection", "clipboard"], input=text.encode(), check=True)
        time.sleep(STEP)

    def push(self, name):
        """Click a button, one that stays down included."""
        self.click(
            self.until(
                lambda: next((one for role in BUTTONS for one in self.everything(role, name)), None),
                f"the button “{name}”",
            )
        )

    def tab(self, name):
        """Go to a tab."""
        self.click(self.find("page tab", name))

    def answer(self, path):
        """Type a path where the program asks for a file."""
        self.until(self.asked, "the line for a file's name")
        self.press("ctrl+a")
        self.type(str(path))
        self.press("Return")

    def asked(self):
        """Whether a line of a dialog waits for what is typed."""
        dialogs = [one for one in children(self.application()) if one.get_role_name() in DIALOGS]
        return any(
            one.get_role_name() == "text" and one.get_state_set().contains(FOCUSED)
            for dialog in dialogs
            for one in walk(dialog)
        )

    def fill(self, field, text):
        """Put text into a field by its title; the form scrolls to it."""
        self.find("text", field).grab_focus()
        time.sleep(STEP)
        self.press("ctrl+a")
        self.type(text)

    def rows(self, name):
        """How many rows a table shows."""
        return self.find("table", name).get_table_iface().get_n_rows()


def children(node):
    for place in range(node.get_child_count()):
        child = node.get_child_at_index(place)
        if child is not None:
            yield child


def walk(node):
    """What is to be seen, from a node down; the cells of tables are left to `cell`."""
    yield node
    if node.get_role_name() in ("table", "tree table"):
        return
    for child in children(node):
        if child.get_role_name() in ("frame", "dialog", "window", "alert") or child.get_state_set().contains(SHOWING):
            yield from walk(child)


def text_of(node):
    return node.get_name() or ""


def xdotool(*words):
    subprocess.run(["xdotool", *words], check=True)
    time.sleep(STEP)


# --- the journeys ----------------------------------------------------------------------------------------------


def first_run(me):
    """An empty folder: the first page asks for the unit, and the window opens."""
    me.start()
    me.said("国家秘密")
    me.fill("单位名称", "某县某局机关党委")
    me.press("Return")
    me.find("page tab", "党员")
    me.tab("党员")
    assert me.rows("党员") == 0


def add_a_member(me):
    """A member typed in, by keyboard alone after the tab."""
    me.start()
    me.tab("党员")
    me.press("ctrl+n")
    me.find("text", "姓名")
    me.type("张三")
    me.fill("公民身份号码", "350100199001010013")
    me.fill("加入党组织日期", "98.7")
    me.press("ctrl+s")
    me.said("已保存")
    table = me.find("table", "党员")
    assert me.cell(table, 0, me.column(table, "姓名")) == "张三"
    assert me.cell(table, 0, me.column(table, "出生日期")) == "1990-01-01"
    assert me.cell(table, 0, me.column(table, "加入党组织日期")) == "1998-07"


def search_by_initials(me):
    """zs finds 张三."""
    me.start()
    me.tab("党员")
    me.until(lambda: me.rows("党员") == 3, "three members")
    me.press("ctrl+f")
    me.type("zs")
    me.until(lambda: me.rows("党员") == 2, "two members")
    me.press("Return", "Escape")
    me.until(lambda: me.rows("党员") == 3, "three members again")


def import_with_problems(me):
    """A workbook with a row that can't be read: it is named with its cell, put right where it stands, and all go in."""
    bad = me.folder / "名单.csv"
    bad.write_text(
        "姓名,性别,身份证号\n张三,男,350100199001010013\n李四,女,350100199001010010\n王五,男,\n", encoding="utf-8"
    )
    me.start()
    me.tab("党员")
    me.press("ctrl+i")
    me.answer(bad)
    me.said("拒收 1")
    faults = me.find("table", "拒收的行")
    assert me.cell(faults, 0, me.column(faults, "记录")) == "李四"
    wrong = faults.get_table_iface().get_accessible_at(0, me.column(faults, "值"))
    me.click(wrong, double=True)
    me.press("ctrl+a")
    me.type("350100199001010021")
    me.press("Return")
    me.said("拒收 0")
    me.push("导入")
    me.said("新增 3")
    me.press("Escape")
    me.until(lambda: me.rows("党员") == 3, "three members")


def undo_an_import_after_a_restart(me):
    """Yesterday's import is taken back today, as one step."""
    me.start()
    me.tab("党员")
    me.until(lambda: me.rows("党员") > 50, "the imported members")
    me.press("ctrl+z")
    me.until(lambda: me.rows("党员") == 0, "no member")
    me.press("ctrl+y")
    me.until(lambda: me.rows("党员") > 50, "the imported members")


def correct_a_cell(me):
    """A cell is corrected where it stands; Enter goes down."""
    me.start()
    me.tab("党员")
    table = me.find("table", "党员")
    me.until(lambda: me.rows("党员") == 2, "two members")
    place = me.column(table, "学历")
    me.click(table.get_table_iface().get_accessible_at(0, place))
    me.type("dx")
    me.press("Return")
    me.until(lambda: me.cell(me.find("table", "党员"), 0, place) == "大学", "the corrected cell")


def paste_rows(me):
    """Rows copied from a spreadsheet become members through the import."""
    me.start()
    me.tab("党员")
    me.until(lambda: me.rows("党员") == 1, "one member")
    me.copy("姓名\t性别\t出生年月\n李四\t女\t1990.5\n王五\t男\t1991.6\n")
    me.click(me.find("table", "党员").get_table_iface().get_accessible_at(0, 0))
    me.press("ctrl+v")
    me.said("读到 2 行")
    me.push("导入")
    me.until(lambda: me.rows("党员") == 3, "three members")


def payout_list(me):
    """The list of condolence payments is seen and kept as a PDF."""
    me.start()
    me.tab("走访慰问")
    me.push("走访慰问")
    me.press("ctrl+p")
    me.click(me.find("combo box", "走访慰问一览表"))
    me.press("Down", "Return")
    me.find("combo box", "慰问金签领表")
    me.find("text", "慰问批次")
    me.said("页。")
    out = me.folder / "签领表.pdf"
    me.push("保存为 PDF…")
    me.answer(out)
    me.said("已保存到")
    assert out.read_bytes().startswith(b"%PDF")


def restore_a_record(me):
    """A record taken away is brought back from the bin."""
    me.start()
    me.tab("党员")
    me.until(lambda: me.rows("党员") == 1, "one member")
    me.click(me.find("table", "党员").get_table_iface().get_accessible_at(0, 0))
    me.push("删除")
    me.until(lambda: me.rows("党员") == 0, "no member")
    me.push("回收站")
    me.until(lambda: me.rows("党员") == 1, "the member in the bin")
    me.click(me.find("table", "党员").get_table_iface().get_accessible_at(0, 0))
    me.push("恢复")
    me.until(lambda: me.rows("党员") == 0, "an empty bin")
    me.push("回收站")
    me.until(lambda: me.rows("党员") == 1, "the member")


def a_draft_outlives_a_kill(me):
    """The program is killed while a form is open: what was typed is offered again."""
    me.start()
    me.tab("党员")
    me.press("ctrl+n")
    me.find("text", "姓名")
    me.type("Zhang San")
    time.sleep(1.5)
    me.stop()
    me.start()
    me.tab("党员")
    me.said("没保存的内容")
    me.push("接着填")
    field = me.find("text", "姓名")
    assert field.get_text_iface().get_text(0, -1) == "Zhang San"


def attach_a_photo(me):
    """A photo is chosen for a member and kept with the record."""
    photo = me.folder.parent / "photo.png"
    photo.write_bytes(base64.b64decode(PIXEL))
    me.start()
    me.tab("党员")
    me.until(lambda: me.rows("党员") == 1, "one member")
    me.click(me.find("table", "党员").get_table_iface().get_accessible_at(0, 0), double=True)
    me.find("text", "姓名")
    me.find("push button", "添加文件…").grab_focus()
    me.press("space")
    me.answer(photo)
    me.until(lambda: "photo.png" in me.attachments("张三"), "the photo with the record")


def one_shift_for_a_list(me):
    """Names from a chat become a shift for each of them, taken back by one key."""
    me.start()
    me.tab("志愿值班")
    me.push("值班安排")
    me.press("ctrl+n")
    me.find("text", "日期")
    me.fill("日期", "2027-01-05")
    me.fill("班次", "夜班")
    me.fill("点位", "县委大门")
    me.press("Tab")
    me.copy("张三、李四、王五")
    me.push("按名单新建…")
    me.said("认出 3 人")
    me.push("各建一条（3 人）")
    me.until(lambda: me.rows("值班安排") == 3, "three shifts")
    me.until(lambda: next(me.everything("text", "名单"), None) is None, "the dialog gone")
    me.until(me.in_front, "the window in front again")
    me.find("table", "值班安排").grab_focus()
    me.press("ctrl+z")
    me.until(lambda: me.rows("值班安排") == 0, "no shift")


JOURNEYS = (
    first_run,
    import_with_problems,
    correct_a_cell,
    add_a_member,
    payout_list,
    undo_an_import_after_a_restart,
    search_by_initials,
    paste_rows,
    restore_a_record,
    a_draft_outlives_a_kill,
    attach_a_photo,
    one_shift_for_a_list,
)


def main():
    name, program, folder = sys.argv[1:]
    me = Person(program, folder)
    Atspi.init()
    try:
        next(one for one in JOURNEYS if one.__name__ == name)(me)
    except Lost as lost:
        seen = [f"{one.get_role_name()} “{text_of(one)}”" for one in walk(me.application())] if me.application() else []
        sys.exit(f"{name}: not found: {lost}\n" + "\n".join(line for line in seen if "“”" not in line))
    finally:
        if me.process is not None:
            me.stop()


main()
