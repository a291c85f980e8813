"""An office keeps what it is told: acts, undo, links, search, the one writer."""

import sqlite3
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import Busy, Conflict, Invalid, Locked, Missing, Refusal, TooNew, Unreadable
from desktop.services.chapters import LEDGERS
from desktop.store.backup import backup, restore
from desktop.store.database import database_of
from desktop.store.integrity import check
from desktop.store.office import Office
from desktop.store.query import Query, Where, is_indexed
from desktop.store.schema import SCHEMA_VERSION
from tests.conftest import UNIT

MEMBERS, VISITS, GROUPS, BATCHES, VOLUNTEERS = (
    LEDGERS[name] for name in ("members", "visits", "study-groups", "visit-batches", "volunteers")
)


def add(office: Office, ledger_id: str, **values: object) -> str:
    """Put one record in as the window does."""
    ledger = LEDGERS[ledger_id]
    found, _ = office.resolve(ledger, dict(values))
    with office.work(f"新建{ledger.title}") as work:
        return work.add(ledger, found)


def names(office: Office, search: str) -> list[str]:
    """Who a search finds."""
    ids = office.ids(MEMBERS, Query(search=search))
    return [row["name"] for row in office.rows(MEMBERS, ids)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zs", "张三"),
        ("zhang", "张三"),
        ("张三", "张三"),
        ("zengx", "曾晓"),
        ("zx", "曾晓"),
        ("shan", "单立"),
        ("0013", "张三"),
        ("ｚｓ", "张三"),
        ("００１３", "张三"),
        ("曾x", "曾晓"),
        ("zeng晓", "曾晓"),
        ("𬱟", "陈𬱟"),
    ],
)
def test_search_finds_by_text_pinyin_initials_and_number(office: Office, typed: str, found: str) -> None:
    """Surnames are read as surnames: 曾 is zeng, 单 is shan."""
    add(office, "members", name="张三", id_no="350100199001010013")
    for name in ("曾晓", "单立", "陈𬱟", "李四"):
        add(office, "members", name=name)
    assert names(office, typed) == [found]


@pytest.mark.parametrize("typed", ["%", "_", "100%", "三_", "三%", "\\", "'", "三 9_"])
def test_signs_of_the_database_mean_themselves(office: Office, typed: str) -> None:
    add(office, "members", name="张三", id_no="350100199001010013")
    add(office, "members", name="李四", position="完成100%的三_号岗'\\ 三%")
    assert names(office, typed) == ([] if typed == "三 9_" else ["李四"])


def test_a_record_without_its_required_field_is_refused_with_a_sentence_and_nothing_stays(office: Office) -> None:
    """The sentence stands beside the field."""
    with pytest.raises(Invalid) as refused:
        add(office, "members", sex="男")
    assert refused.value.problems == {"name": "请填写姓名"}
    assert office.count(MEMBERS, Query()) == 0
    assert [act.kind for act in office.acts()] == ["init"]


def test_undo_and_redo_survive_a_restart(office: Office) -> None:
    """Five acts taken back and done again by another process of the program."""
    person = add(office, "members", name="张三")
    visit = add(office, "visits", recipient="张三", cash=100000, funds=[{"source": "工会经费", "amount": None}])
    with office.work("改名") as work:
        work.change(MEMBERS, person, {"name": "张三丰"})
    folder = office.folder
    office.close()
    with Office.open(folder, LEDGERS) as again:
        assert again.get(VISITS, visit)["recipient"] == "张三丰"
        assert [again.undo() for _ in range(3)] == ["改名", "新建走访慰问", "新建党员"]
        with pytest.raises(Missing, match="没有可以撤销"):
            again.undo()
        assert again.count(MEMBERS, Query()) == again.count(VISITS, Query()) == 0
        assert [again.redo() for _ in range(3)] == ["新建党员", "新建走访慰问", "改名"]
        row = again.get(VISITS, visit)
        assert (row["recipient"], row["recipient_id"], row["funds"]) == (
            "张三丰",
            person,
            [{"source": "工会经费", "amount": 100000}],
        )
        assert all(one.ok for one in check(again))


def test_undo_of_an_act_that_later_acts_stand_on_says_which(office: Office) -> None:
    """Neither a later change nor a link from another ledger is lost silently."""
    person = add(office, "members", name="张三")
    first = office.acts()[0].id
    add(office, "visits", recipient="张三", cash=1)
    with pytest.raises(Conflict, match="走访慰问 1 条"):
        office.undo(first)
    office.undo()
    with office.work("改手机") as work:
        work.change(MEMBERS, person, {"mobile": "13900000000"})
    with pytest.raises(Conflict, match="改手机"):
        office.undo(first)
    assert office.get(MEMBERS, person)["mobile"] == "13900000000"


def test_a_record_changed_elsewhere_is_not_overwritten(office: Office) -> None:
    """Optimistic locking by the version that the form was opened with."""
    person = add(office, "members", name="张三")
    version = office.get(MEMBERS, person)["version"]
    with office.work("甲") as work:
        work.change(MEMBERS, person, {"mobile": "13900000000"}, version)
    with pytest.raises(Conflict, match="别处"), office.work("乙") as work:
        work.change(MEMBERS, person, {"mobile": "13911111111"}, version)
    assert office.get(MEMBERS, person)["mobile"] == "13900000000"


def test_an_open_link_finds_its_record_when_it_arrives(office: Office) -> None:
    """A batch named before it exists is linked by the act that makes it, and unlinked when that is undone."""
    visit = add(office, "visits", recipient="李四", batch="七一慰问", cash=1)
    batch = add(office, "visit-batches", year=2022, name="七一慰问")
    assert office.get(VISITS, visit)["batch_id"] == batch
    office.undo()
    assert (office.get(VISITS, visit)["batch"], office.get(VISITS, visit)["batch_id"]) == ("七一慰问", None)


def test_two_people_of_one_name_are_never_guessed(office: Office) -> None:
    """The name stays as typed; the export of a link tells them apart in brackets that lead back."""
    first = add(office, "members", name="王伟", id_no="350100196310098576")
    add(office, "members", name="王伟", id_no="350100195909232718")
    values, notes = office.resolve(VISITS, {"recipient": "王伟"})
    assert values["recipient_id"] is None
    assert "同名" in notes[0]
    values, _ = office.resolve(VISITS, {"recipient": "王伟", "id_no": "350100196310098576"})
    assert values["recipient_id"] == first
    text = office.link_text(VISITS.columns["recipient"], values)
    assert text == "王伟（350100196310098576）"
    assert office.resolve(VISITS, {"recipient": text})[0]["recipient_id"] == first


def test_removing_from_one_role_leaves_the_other(office: Office) -> None:
    """A volunteer who is a member stays a member, and comes back out of the bin."""
    person = add(office, "members", name="张三")
    with office.work("也是志愿者") as work:
        current = office.get(VOLUNTEERS, person)
        work.change_many(VOLUNTEERS, [(current, {**current, "is_volunteer": True})])
    with office.work("移出志愿者") as work:
        work.remove(VOLUNTEERS, person)
    assert (
        office.count(VOLUNTEERS, Query()),
        office.count(VOLUNTEERS, Query(bin=True)),
        office.count(MEMBERS, Query()),
    ) == (0, 1, 1)
    with office.work("恢复") as work:
        work.restore(VOLUNTEERS, person)
    assert office.count(VOLUNTEERS, Query()) == 1


def test_history_shows_fields_before_and_after(office: Office) -> None:
    """Who, when, under which named act, what."""
    person = add(office, "members", name="张三", sex="男")
    with office.work("更正手机") as work:
        work.change(MEMBERS, person, {"mobile": "13900000000"})
    entries = office.history(MEMBERS, person)
    assert [entry.title for entry in entries] == ["新建党员", "更正手机"]
    assert entries[1].operator == "王敏"
    assert entries[1].changes == [("手机号", "", "13900000000")]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (Where("sex", "=", "男"), ["张三"]),
        (Where("sex", "blank"), ["王五"]),
        (Where("sex", "in", ["女", None]), ["李四", "王五"]),
        (Where("birth", "from", "1990"), ["李四"]),
        (Where("birth", "to", "1980"), ["张三"]),
        (Where("name", "has", "五"), ["王五"]),
        (Where("honours", "filled"), ["李四"]),
    ],
)
def test_filters_choose_in_sql(office: Office, where: Where, found: list[str]) -> None:
    """张三 男 1980 · 李四 女 1990-07 with an honour · 王五."""
    add(office, "members", name="张三", sex="男", birth="1980-05-01")
    add(office, "members", name="李四", sex="女", birth="1990-07", honours=[{"name": "先进个人"}])
    add(office, "members", name="王五")
    ids = office.ids(MEMBERS, Query(where=(where,), sort=(("name", False),)))
    assert [row["name"] for row in office.rows(MEMBERS, ids)] == found


def test_only_one_may_write(office: Office) -> None:
    """A second writer is refused in a sentence; a reader is welcome."""
    with pytest.raises(Locked, match="另一个"):
        Office.open(office.folder, LEDGERS)
    with Office.open(office.folder, LEDGERS, writing=False) as reader:
        assert reader.unit == office.unit
        with pytest.raises(Refusal, match="只读"), reader.work("试"):
            pass
        reader.note("export", "导出党员")
    assert office.acts()[0].title == "导出党员"


def test_foreign_newer_and_damaged_databases_are_refused(tmp_path: Path) -> None:
    """Each in one sentence, and left as it is."""
    for name, make, refusal in (
        ("text", lambda path: path.write_bytes(b"hello" * 400), Unreadable),
        ("foreign", lambda path: sqlite3.connect(path).execute("CREATE TABLE t (a)").connection.close(), Unreadable),
        ("newer", newer, TooNew),
        ("torn", torn, Unreadable),
    ):
        folder = tmp_path / name
        folder.mkdir()
        make(database_of(folder))
        before = database_of(folder).read_bytes()
        with pytest.raises(refusal):
            Office.open(folder, LEDGERS)
        assert database_of(folder).read_bytes() == before


def newer(path: Path) -> None:
    """A database of the next version."""
    Office.create(path.parent, LEDGERS, "某局").close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    connection.close()


def torn(path: Path) -> None:
    """A database whose pages after the header are rubbish."""
    Office.create(path.parent, LEDGERS, "某局").close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))


def test_backup_and_restore_bring_everything_back(office: Office) -> None:
    """The present state is kept before an older one is put back; an altered backup is refused."""
    add(office, "members", name="张三")
    made = backup(office.folder)
    add(office, "members", name="李四")
    folder = office.folder
    office.close()
    kept = restore(made.path, folder)
    with Office.open(folder, LEDGERS) as again:
        assert names(again, "") == ["张三"]
    assert kept is not None
    restore(kept.path, folder)
    with Office.open(folder, LEDGERS) as again:
        assert sorted(names(again, "")) == ["张三", "李四"]
    with zipfile.ZipFile(made.path) as archive:
        largest = max(archive.infolist(), key=lambda one: one.compress_size)
    whole = bytearray(made.path.read_bytes())
    whole[largest.header_offset + 30 + len(largest.filename) + largest.compress_size // 2] ^= 0xFF  # in its content
    made.path.write_bytes(bytes(whole))
    with pytest.raises(Unreadable, match=r"损坏|不是台账"):
        restore(made.path, folder)


def test_check_sees_a_log_that_was_changed_from_outside(office: Office) -> None:
    """A blanked entry passes, an altered one does not."""
    add(office, "members", name="张三")
    for sql, fine in (
        ("UPDATE change SET before=NULL, after=NULL", True),
        ("UPDATE act SET title='别的' WHERE id=2", False),
    ):
        connection = sqlite3.connect(database_of(office.folder))
        connection.execute(sql)
        connection.commit()
        connection.close()
        assert next(one for one in check(office) if one.name == "操作记录").ok is fine


def test_code_values_taken_in_are_undone_with_their_act(office: Office) -> None:
    """A value that the list lacked is 待确认 until the act goes."""
    with office.work("导入", kind="import") as work:
        work.take_codes([("recipient_category", "退役军人")])
    assert "退役军人" in office.lists["recipient_category"].pending
    office.undo()
    assert office.lists["recipient_category"].find("退役军人") is None
    assert office.ids(BATCHES, Query()) == []
    assert office.ids(GROUPS, Query()) == []


def test_a_new_name_is_followed_through_every_link(office: Office) -> None:
    """A branch is renamed: its sessions are called after it, and attendance after the sessions."""
    organizations, sessions, attendance = LEDGERS["organizations"], LEDGERS["sessions"], LEDGERS["attendance"]
    with office.work("会") as work:
        branch = work.add(organizations, {"full_name": "第一党支部", "parent": UNIT, "parent_id": office.own_id})
        values = {"branch": "第一党支部", "branch_id": branch, "kind": "党课", "begins": "2026-03-05T09:00"}
        session = work.add(sessions, values)
        title = office.get(sessions, session, work.connection)["title"]
        mark = work.add(attendance, {"session": title, "session_id": session, "person": "张三", "state": "出席"})
    assert "第一党支部" in title
    with office.work("改名") as work:
        work.change(organizations, branch, {"full_name": "信息中心党支部"})
    renamed = office.get(sessions, session)["title"]
    assert "信息中心党支部" in renamed
    assert office.get(attendance, mark)["session"] == renamed
    assert office.ids(attendance, Query(search="信息中心")) == [mark]
    office.undo()
    assert office.get(attendance, mark)["session"] == title


def test_the_window_does_not_wait_for_long_work_beside_it(office: Office) -> None:
    writing, go_on = threading.Event(), threading.Event()

    def long_work() -> None:
        with office.work("很长") as work:
            work.add(LEDGERS["members"], {"name": "张三"})
            writing.set()
            go_on.wait(10)

    beside = threading.Thread(target=long_work)
    beside.start()
    writing.wait(10)
    try:
        with pytest.raises(Busy, match="较长的工作"), office.work("不等"):
            pass
    finally:
        go_on.set()
        beside.join()
    with office.work("现在可以") as work:
        work.add(LEDGERS["members"], {"name": "李四"})
    assert office.count(LEDGERS["members"], Query()) == 2


def test_what_comes_back_calls_people_by_the_names_they_have_now(office: Office) -> None:
    with office.work("两人") as work:
        first, second = (work.add(MEMBERS, {"name": name}) for name in ("刘永福", "陈老"))
        visit = work.add(VISITS, {"recipient": "刘永福", "recipient_id": first, "cash": 100})
    with office.work("换人") as work:
        work.change(VISITS, visit, {"recipient": "陈老", "recipient_id": second})
    act = office.acts(limit=1)[0]
    with office.work("改名") as work:
        work.change(MEMBERS, first, {"name": "刘永富"})
    office.undo(act.id)
    now = office.get(VISITS, visit)
    assert (now["recipient"], now["recipient_id"], now["title"][:3]) == ("刘永富", first, "刘永富")
    assert office.ids(VISITS, Query(search="刘永富")) == [visit]


def test_an_export_during_long_work_is_written_down_afterwards(office: Office) -> None:
    writing, go_on = threading.Event(), threading.Event()

    def long_work() -> None:
        with office.work("很长") as work:
            work.add(MEMBERS, {"name": "张三"})
            writing.set()
            go_on.wait(10)

    beside = threading.Thread(target=long_work)
    beside.start()
    writing.wait(10)
    before = set(threading.enumerate())
    office.note("print", "打印花名册")
    later = set(threading.enumerate()) - before
    go_on.set()
    for thread in (beside, *later):
        thread.join(10)
    assert "打印花名册" in {act.title for act in office.acts(limit=5)}


def test_a_person_is_found_by_what_any_ledger_of_people_looks_in(office: Office) -> None:
    volunteers = LEDGERS["volunteers"]
    with office.work("志愿者") as work:
        person = work.add(volunteers, {"name": "张三", "skills": "会手语"})
        work.change(volunteers, person, {"mobile": "13900000001"})
    for text in ("会手语", "13900000001"):
        assert office.ids(volunteers, Query(search=text)) == [person]
    with office.work("技能") as work:
        work.change(volunteers, person, {"skills": "急救"})
    assert office.ids(volunteers, Query(search="急救")) == [person]
    assert office.ids(volunteers, Query(search="会手语")) == []


def test_only_the_list_that_an_index_is_for_is_read_through_it() -> None:
    assert is_indexed(MEMBERS, Query())
    assert not is_indexed(MEMBERS, Query(bin=True))
    assert not is_indexed(LEDGERS["volunteers"], Query()), "the same table, other people"
    by_age = Query(sort=(("birth", False),))
    assert is_indexed(MEMBERS, by_age)
    assert not is_indexed(MEMBERS, replace(by_age, search="张")), "its index has no search texts"
    assert not is_indexed(MEMBERS, Query(sort=(("birth", True),))), "what is last would come first"
    assert not is_indexed(MEMBERS, Query(sort=(("birth", False), ("sex", False))))
    by_name = Query(sort=(("name", False),))
    assert is_indexed(MEMBERS, by_name)
    assert not is_indexed(MEMBERS, by_name, "笔画")


@pytest.mark.parametrize("key", ["birth", "joined", "branch"])
@pytest.mark.parametrize("falls", [False, True])
def test_blanks_come_last_whichever_way_an_index_is_read(office: Office, key: str, falls: bool) -> None:  # noqa: FBT001
    """Those of one day stand in the order they came in."""
    days = ("1980-05-01", None, "1970-01-01", "1980-05-01", None, "1999-12-31")
    with office.work("党员") as work:
        came = [
            work.add(MEMBERS, {"name": f"甲{place}", "birth": day, "joined": day, "branch": day})
            for place, day in enumerate(days)
        ]
    found = [came.index(one) for one in office.ids(MEMBERS, Query(sort=((key, falls),)))]
    assert found == ([5, 0, 3, 2, 1, 4] if falls else [2, 0, 3, 5, 1, 4])
