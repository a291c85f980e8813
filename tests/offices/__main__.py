"""Makes the data folder of a schema (README.md): `make office` that of this program, numbers name those of others."""

import gzip
import io
import json
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from desktop.errors import Refusal
from desktop.ledger import Values
from desktop.services.chapters import LEDGERS
from desktop.store import attachments as files
from desktop.store.database import database_of
from desktop.store.migrate import take
from desktop.store.office import Office
from desktop.store.query import Query
from desktop.store.schema import APPLICATION_ID, PAGE_SIZE, SCHEMA_VERSION

HOME = Path(__file__).parent
PACKED, TOLD = "taizhang.db.gz", "records.json"
QUIET = ("find", "strokes", "version")  # worked out, not kept


def records_of(office: Office, name: str) -> list[Values]:
    """The filled fields of every record of one ledger, as people would compare them."""
    ledger = LEDGERS[name]
    return [
        {key: value for key, value in row.items() if value not in (None, [], "") and key not in QUIET}
        for row in office.rows(ledger, sorted(office.ids(ledger, Query())))
    ]


def told(office: Office) -> dict[str, Any]:
    """What an office holds: the records of every ledger that has any, the acts, the codes of its own."""
    return {
        "records": {name: rows for name in LEDGERS if (rows := records_of(office, name))},
        "acts": [act.title for act in reversed(office.acts())],
        "codes": sorted(office.lists["occasion"].pending),
    }


def add(office: Office, ledger_id: str, **values: object) -> str:
    """Put one record in as the window does."""
    ledger = LEDGERS[ledger_id]
    found, _ = office.resolve(ledger, dict(values))
    with office.work(f"新建{ledger.title}") as work:
        return work.add(ledger, found)


def change(office: Office, title: str, ledger_id: str, record_id: str, **values: object) -> None:
    """Change one record as the window does."""
    ledger = LEDGERS[ledger_id]
    found, _ = office.resolve(ledger, {**office.get(ledger, record_id), **values})
    with office.work(title) as work:
        work.change(ledger, record_id, found)


def fill(office: Office, version: int) -> None:
    """Do in an office what could be done under a version of the schema, nothing that came later."""
    branch = add(office, "organizations", full_name="机关第一党支部", kind="党支部")
    add(office, "organizations", full_name="机关第二党支部", kind="党支部")
    first = add(
        office, "members", name="张三", category="正式党员", branch="机关第一党支部", id_no="350100199001010013"
    )
    second = add(office, "members", name="陈𬱟", category="预备党员", branch="机关第一党支部", birth="1998-07")
    with office.work("新的慰问事由") as work:
        work.take_codes([("occasion", "自己的事由")])
    add(office, "visit-batches", year=2024, name="2024 年春节慰问", occasion="自己的事由")
    add(office, "funds", on="2024-01-05", source="党费", flow="收入", amount=500000)
    visit = add(
        office,
        "visits",
        batch="2024 年春节慰问",
        recipient="张三",
        visited="2024-02-01",
        cash=50000,
        funds=[{"source": "党费", "amount": 30000}, {"source": "工会经费", "amount": 20000}],
    )
    session = add(
        office, "sessions", branch="机关第一党支部", kind="支部党员大会", begins="2024-03-01 09:00", name="三月大会"
    )
    for person, state in ((first, "出席"), (second, "请假")):
        with office.work("点名") as work:
            name, title = (
                office.get(LEDGERS[one], key)["title"] for one, key in (("members", person), ("sessions", session))
            )
            work.add(
                LEDGERS["attendance"],
                {"session": title, "session_id": session, "person": name, "person_id": person, "state": state},
            )
    change(office, "改走访地点", "visits", visit, place="家中")
    office.undo()
    if version >= 3:
        paper = Path(tempfile.mkdtemp()) / "志愿书.txt"
        paper.write_text("入党志愿书", encoding="utf-8")
        kept = files.keep(office.folder, paper)
        shutil.rmtree(paper.parent)
        with office.work("添加附件") as work:
            files.attach(work, LEDGERS["members"], first, [kept])
    if version >= 5:
        change(
            office,
            "转支部",
            "members",
            second,
            branch="机关第二党支部",
            places=[
                {"branch": "机关第一党支部", "branch_id": branch, "since": None},
                {"branch": "机关第二党支部", "since": "2024-05-01"},
            ],
        )
    if version >= 6:
        add(office, "corrections", year=2023, roll="党员", direction="增加", person="张三", reason="漏报")
    if version >= 7:
        add(office, "elections", organization="机关第一党支部", kind="换届", held="2024-06-01", voters=20, present=18)
    if version >= 8:
        way = add(office, "development", person="李四", train_hours=24)
    if version >= 9:
        change(office, "记反馈", "visits", visit, bank="某银行", feedback="感谢")
    if version >= 10:
        change(office, "核实出生日期", "members", first, birth_checked=True)
    if version >= 11:
        standings = [{"status": "正常", "since": None}, {"status": "停止党籍", "since": "2024-07-01"}]
        change(office, "停止党籍", "members", second, status="停止党籍", statuses=standings)
    if version >= 13:
        change(office, "排座次", "members", first, position_order=3)
    if version >= 17:
        change(office, "记半年考察", "development", way, reviews=[{"result": "合格", "day": "2024-06-30"}])
    change(office, "改手机", "members", first, mobile="13800138000")


def copied(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Put every row of one database into the tables and columns that another has."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('alembic_version', 'sqlite_sequence')"
    for (table,) in target.execute(names).fetchall():
        columns = ", ".join(f'"{row[1]}"' for row in target.execute(f"PRAGMA table_info('{table}')"))
        rows = source.execute(f"SELECT {columns} FROM {table}").fetchall()  # noqa: S608 - the names are the schema's own
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            target.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608 - as above
    target.commit()


def save(version: int) -> Path:
    """Make the folder of one version; one that is there stays as it was made."""
    home = HOME / f"{version:04}"
    if home.exists():
        raise Refusal(f"{home} 已经有了；发布过的数据文件夹不再重做。")
    with tempfile.TemporaryDirectory() as place:
        folder, path = Path(place) / "office", Path(place) / "then.db"
        with Office.create(folder, LEDGERS, "某县某局机关党委", operator="王敏") as office:
            fill(office, version)
            known = told(office)
        with closing(sqlite3.connect(path)) as then:
            then.execute(f"PRAGMA page_size={PAGE_SIZE}")
            then.execute(f"PRAGMA application_id={APPLICATION_ID}")
        take(path, version)
        with closing(sqlite3.connect(database_of(folder))) as now, closing(sqlite3.connect(path)) as then:
            copied(now, then)
            then.execute("PRAGMA journal_mode=DELETE")
            then.execute("VACUUM")
        home.mkdir()
        if any((folder / "attachments").iterdir()):
            shutil.copytree(folder / "attachments", home / "attachments")
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, compresslevel=9) as out:
            out.write(path.read_bytes())
        (home / PACKED).write_bytes(packed.getvalue())
        (home / TOLD).write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return home


def unpacked(home: Path, folder: Path) -> Path:
    """Lay a stored folder out as an office left it."""
    folder.mkdir()
    for name in ("attachments", "backups", "logs"):
        (folder / name).mkdir()
    if (home / "attachments").exists():
        shutil.copytree(home / "attachments", folder / "attachments", dirs_exist_ok=True)
    database_of(folder).write_bytes(gzip.decompress((home / PACKED).read_bytes()))
    return folder


def stored() -> list[Path]:
    """The stored folders, the oldest first."""
    return sorted(path.parent for path in HOME.glob(f"*/{PACKED}"))


if __name__ == "__main__":
    for number in [int(word) for word in sys.argv[1:]] or [SCHEMA_VERSION]:
        print(save(number))  # noqa: T201
