"""Whether what the office keeps is whole: database, links, log, backups."""

from dataclasses import dataclass

from sqlalchemy import func, select

from desktop.errors import Refusal
from desktop.store.attachments import whole
from desktop.store.audit import broken_link
from desktop.store.backup import verify
from desktop.store.reader import Reader
from desktop.store.schema import ATTACHMENT, FACT


@dataclass(frozen=True)
class Check:
    """One thing looked at."""

    name: str
    ok: bool
    detail: str

    def plain(self) -> dict[str, object]:
        """As JSON."""
        return {"name": self.name, "ok": self.ok, "detail": self.detail}


def check(office: Reader) -> list[Check]:
    """Every check, each with what it found."""
    return [_database(office), _links(office), _titles(office), _log(office), _attachments(office), _backups(office)]


def _database(office: Reader) -> Check:
    with office.reading() as connection:
        answers = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
        own = connection.execute(select(func.count()).select_from(FACT)).scalar()
    if answers == ["ok"] and own:
        return Check("数据库", ok=True, detail="完好")
    return Check("数据库", ok=False, detail="；".join(answers) + "。请用 restore 命令从备份恢复。")


def _links(office: Reader) -> Check:
    with office.reading() as connection:
        broken = [
            f"{row[0]} 第 {row[1]} 行" for row in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(20)
        ]
    return Check("记录之间的关联", ok=not broken, detail="；".join(broken) or "完好")


def _titles(office: Reader) -> Check:
    wrong = []
    with office.reading() as connection:
        for target, references in office.references.items():
            table = office.teller[target].sql.alias("target")
            for reference in references:
                link = reference.table.c[f"{reference.key}_id"]
                statement = (
                    select(func.count())
                    .select_from(reference.table)
                    .join(table, table.c.id == link)
                    .where(reference.table.c[reference.key].is_distinct_from(table.c.title))
                )
                count = connection.execute(statement).scalar()
                if count:
                    wrong.append(f"{reference.ledger.title} {count} 条")
    return Check("关联显示的名称", ok=not wrong, detail="、".join(wrong) or "一致")


def _log(office: Reader) -> Check:
    with office.reading() as connection:
        broken = broken_link(connection)
    return Check("操作记录", ok=not broken, detail=broken or "连续完整")


def _attachments(office: Reader) -> Check:
    bad, seen = [], {}
    with office.reading() as connection:
        rows = connection.execute(select(ATTACHMENT).order_by(ATTACHMENT.c.added)).all()
    for row in rows:
        if row.sha256 not in seen:
            seen[row.sha256] = whole(office.folder, row.sha256)
        if seen[row.sha256]:
            bad.append(f"“{row.name}”{seen[row.sha256]}")
    if bad:
        return Check("附件", ok=False, detail="；".join(bad[:20]) + "。请从备份恢复，或重新添加这些文件。")
    return Check("附件", ok=True, detail=f"{len(rows)} 个，全部完好" if rows else "还没有附件")


def _backups(office: Reader) -> Check:
    files = sorted((office.folder / "backups").glob("*.tzbak"))
    bad = []
    for file in files:
        try:
            verify(file)
        except Refusal as refusal:
            bad.append(refusal.sentence)
    return Check("备份", ok=not bad, detail="；".join(bad) or (f"{len(files)} 份，全部可用" if files else "还没有备份"))
