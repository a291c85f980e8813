"""Files kept with records: stored whole and once, in the log, undone, checked, carried by backups."""

import json
import os
from pathlib import Path

import pytest

from desktop.errors import Conflict, Invalid, Missing, Refusal
from desktop.services.chapters import LEDGERS
from desktop.store import attachments as files
from desktop.store.backup import backup, restore
from desktop.store.integrity import check
from desktop.store.office import Office
from tests.commands import call, document

MEMBERS, VOLUNTEERS = LEDGERS["members"], LEDGERS["volunteers"]


@pytest.fixture
def member(office: Office) -> str:
    """One member."""
    with office.work("新建") as work:
        return work.add(MEMBERS, {"name": "张三", "category": "正式党员"})


def put(office: Office, member: str, *paths: Path) -> list[str]:
    """Add files as one act."""
    kept = [files.keep(office.folder, path) for path in paths]
    with office.work("添加附件") as work:
        return files.attach(work, MEMBERS, member, kept)


def names(office: Office, member: str) -> list[str]:
    """The record's files in their order."""
    return [one.name for one in files.attachments_of(office, MEMBERS, member)]


def stored(office: Office) -> list[Path]:
    """Every file among the attachments."""
    return [path for path in (office.folder / "attachments").rglob("*") if path.is_file()]


@pytest.fixture
def papers(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Three files, two of the same content."""
    found = tmp_path / "入党志愿书.pdf", tmp_path / "照片.png", tmp_path / "副本.pdf"
    for path, content in zip(found, (b"%PDF-1", b"\x89PNG", b"%PDF-1"), strict=True):
        path.write_bytes(content)
    return found


def test_every_change_is_one_act_and_undone(office: Office, member: str, papers: tuple[Path, ...]) -> None:
    """Adding, naming, ordering, removing, each taken back and done again."""
    states = [names(office, member)]
    first, second, third = put(office, member, *papers)
    states.append(names(office, member))
    with office.work("改名") as work:
        files.rename(work, MEMBERS, member, second, "证件照.png", "蓝底")
    states.append(names(office, member))
    with office.work("排序") as work:
        files.reorder(work, MEMBERS, member, [third, first, second])
    states.append(names(office, member))
    with office.work("删除附件") as work:
        files.detach(work, MEMBERS, member, first)
    states.append(names(office, member))
    assert states[1:] == [
        ["入党志愿书.pdf", "照片.png", "副本.pdf"],
        ["入党志愿书.pdf", "证件照.png", "副本.pdf"],
        ["副本.pdf", "入党志愿书.pdf", "证件照.png"],
        ["副本.pdf", "证件照.png"],
    ]
    for state in reversed(states[:-1]):
        office.undo()
        assert names(office, member) == state
    for state in states[1:]:
        office.redo()
        assert names(office, member) == state
    assert len(stored(office)) == 2
    assert all(one.ok for one in check(office))


def test_the_history_of_a_record_tells_of_its_files(office: Office, member: str, papers: tuple[Path, ...]) -> None:
    """Added, named, removed, brought back."""
    (one,) = put(office, member, papers[0])
    with office.work("改名") as work:
        files.rename(work, MEMBERS, member, one, "志愿书.pdf", "原件")
    with office.work("删除附件") as work:
        files.detach(work, MEMBERS, member, one)
    office.undo()
    found = [change for entry in office.history(MEMBERS, member) for change in entry.changes if change[0] == "附件"]
    assert found == [
        ("附件", "", "入党志愿书.pdf"),
        ("附件", "入党志愿书.pdf", "志愿书.pdf（原件）"),
        ("附件", "志愿书.pdf（原件）", ""),
        ("附件", "", "志愿书.pdf（原件）"),
    ]


def test_a_person_has_the_same_files_in_every_ledger(office: Office, member: str, papers: tuple[Path, ...]) -> None:
    """The person is one, in whichever ledger."""
    put(office, member, papers[0])
    assert [one.name for one in files.attachments_of(office, VOLUNTEERS, member)] == ["入党志愿书.pdf"]


def test_a_record_with_later_files_is_not_undone_away(office: Office, member: str, papers: tuple[Path, ...]) -> None:
    """The files would be left without a record."""
    act = office.last_undoable()
    put(office, member, papers[0])
    assert act is not None
    with pytest.raises(Conflict, match="附件 1 个"):
        office.undo(act.id)


def test_what_is_refused(office: Office, member: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in a sentence, and nothing is left behind."""
    empty, big = tmp_path / "空.txt", tmp_path / "大.bin"
    empty.touch()
    with big.open("wb") as file:
        file.truncate(files.LARGEST + 1)
    for path, word in ((empty, "空文件"), (big, "200 MB"), (tmp_path, "文件夹"), (tmp_path / "无", "不存在")):
        with pytest.raises(Refusal, match=word):
            files.keep(office.folder, path)
    fine = tmp_path / "好.txt"
    fine.write_bytes(b"1")

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(Refusal, match="磁盘空间已满"):
            files.keep(office.folder, fine)
    assert stored(office) == []
    (one,) = put(office, member, fine)
    for name in ("", "a/b.txt"):
        with pytest.raises(Invalid), office.work("改名") as work:
            files.rename(work, MEMBERS, member, one, name, "")
    with pytest.raises(Missing), office.work("删除") as work:
        files.detach(work, MEMBERS, member, "没有")


def test_missing_and_altered_files_are_found_and_mended(office: Office, member: str, papers: tuple[Path, ...]) -> None:
    """Check names them; adding the same content again mends it."""
    put(office, member, papers[0], papers[1])
    gone, altered = (files.place_of(office.folder, one.sha256) for one in files.attachments_of(office, MEMBERS, member))
    gone.unlink()
    altered.write_bytes(b"other")
    (found,) = [one for one in check(office) if not one.ok]
    assert "“入党志愿书.pdf”的文件不见了" in found.detail
    assert "“照片.png”的内容被改动过" in found.detail
    for path in papers[:2]:
        files.keep(office.folder, path)
    assert all(one.ok for one in check(office))


def test_backups_carry_files(office: Office, member: str, papers: tuple[Path, ...], tmp_path: Path) -> None:
    """Put back in the same folder and in a fresh one."""
    put(office, member, papers[0])
    kept = backup(office.folder)
    put(office, member, papers[1])
    office.close()
    for folder in (office.folder, tmp_path / "另一台"):
        restore(kept.path, folder)
        with Office.open(folder, LEDGERS) as again:
            assert names(again, member) == ["入党志愿书.pdf"]
            assert all(one.ok for one in check(again))


def test_a_copy_is_whole(office: Office, member: str, papers: tuple[Path, ...], tmp_path: Path) -> None:
    """And an altered file is not handed out."""
    put(office, member, papers[0])
    (one,) = files.attachments_of(office, MEMBERS, member)
    files.save_copy(office, one, tmp_path / "另存.pdf")
    assert (tmp_path / "另存.pdf").read_bytes() == b"%PDF-1"
    files.place_of(office.folder, one.sha256).write_bytes(b"x")
    with pytest.raises(Refusal, match="改动过"):
        files.save_copy(office, one, tmp_path / "又存.pdf")
    assert not (tmp_path / "又存.pdf").exists()


def test_on_the_command_line(office: Office, member: str, papers: tuple[Path, ...]) -> None:
    """attach, attachments, show, detach, undo, check."""
    office.close()
    folder = office.folder
    added = document(folder, "attach", "members", member, str(papers[0]), str(papers[1]))["attachments"]
    assert [one["name"] for one in added] == ["入党志愿书.pdf", "照片.png"]
    shown = document(folder, "show", "members", member)["attachments"]
    assert shown == [{key: one[key] for key in ("id", "name", "size", "sha256")} for one in added]
    left = json.loads(call(folder, "detach", "members", member, added[0]["id"], "--json").stdout)
    assert [one["name"] for one in left["attachments"]] == ["照片.png"]
    call(folder, "undo")
    assert document(folder, "attachments", "members", member)["attachments"] == added
    said = call(folder, "attach", "members", member, str(folder), code=2)
    assert "文件夹" in said.stderr
    assert document(folder, "check")["ok"]
