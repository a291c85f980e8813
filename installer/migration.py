"""Writes the next step of the schema: what the models say and the database of the present head does not."""

import re
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.operations import ops
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, Column, Connection, DefaultClause, Index, Integer, MetaData
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex
from sqlmodel import AutoString

from desktop.services.chapters import LEDGERS
from desktop.store.database import engine_of
from desktop.store.migrate import make
from desktop.store.schema import METADATA, MIGRATIONS, SCHEMA_VERSION

IN_PLACE = (ops.AddColumnOp, ops.CreateIndexOp, ops.DropIndexOp)  # for anything else SQLite needs the table made anew
UNSEEN = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
Drawn = dict[str, tuple[str, str]]


def unseen(index: Index) -> bool:
    """Whether autogenerate cannot compare an index: of some rows only, or of expressions."""
    some = index.dialect_options["sqlite"]["where"] is not None
    return some or not all(isinstance(one, Column) for one in index.expressions)


def wanted_of(metadata: MetaData) -> Drawn:
    """The indexes of the models that autogenerate cannot compare: name → table, SQL."""
    return {
        str(index.name): (table.name, " ".join(str(CreateIndex(index).compile(dialect=sqlite.dialect())).split()))
        for table in metadata.sorted_tables
        for index in sorted(table.indexes, key=lambda one: str(one.name))
        if unseen(index)
    }


def kept_of(connection: Connection) -> Drawn:
    """The indexes of the database that autogenerate cannot compare: name → table, SQL."""
    return {
        name: (table, sql)
        for name, table, sql in connection.exec_driver_sql(UNSEEN)
        if " WHERE " in sql
        or any(row[1] == -2 for row in connection.exec_driver_sql(f"PRAGMA index_xinfo('{name}')"))  # an expression
    }


def renewed(steps: ops.OpContainer) -> set[str]:
    """The tables that are made anew to be changed: indexes that cannot be compared are lost on the way."""
    return {
        step.table_name
        for step in steps.ops
        if isinstance(step, ops.ModifyTableOps) and not all(isinstance(one, IN_PLACE) for one in step.ops)
    }


def fill(steps: ops.OpContainer) -> None:
    """Give the rows that are there something in a new column that must not be empty."""
    for step in steps.ops:
        for one in step.ops if isinstance(step, ops.ModifyTableOps) else ():
            if isinstance(one, ops.AddColumnOp) and not one.column.nullable:
                counted = isinstance(one.column.type, Integer | Boolean)
                one.column.server_default = DefaultClause("0" if counted else "")


def around(steps: ops.OpContainer, before: Drawn, after: Drawn, gone: Iterable[str]) -> None:
    """Let the indexes that cannot be compared go before, and stand again after, what is done to their tables."""
    anew = renewed(steps)
    drops = [name for name, (table, _) in before.items() if table not in gone and (name not in after or table in anew)]
    makes = [sql for name, (table, sql) in after.items() if name not in before or table in anew]
    steps.ops[:0] = [ops.ExecuteSQLOp(f"DROP INDEX {name}") for name in drops]
    steps.ops += [ops.ExecuteSQLOp(sql) for sql in makes]


def rendered(connection: Connection, metadata: MetaData) -> tuple[str, str] | None:
    """The step and its way back as Python; None where nothing differs."""
    before, after = kept_of(connection), wanted_of(metadata)

    def comparable(_object: object, name: str | None, what: str, _reflected: object, _other: object) -> bool:
        return not (what == "index" and (name in before or name in after)) and name != "alembic_version"

    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": False, "include_object": comparable}
    )
    with warnings.catch_warnings():
        for said in ("Skipped unsupported reflection", "autogenerate skipping"):  # those are compared by name
            warnings.filterwarnings("ignore", said)
        script = produce_migrations(context, metadata)
    up, down = script.upgrade_ops, script.downgrade_ops
    if up is None or down is None:
        return None
    known = {table for table, _ in before.values()}
    made = {step.table_name for step in up.ops if isinstance(step, ops.CreateTableOp)}
    fill(up)
    fill(down)
    around(up, before, after, known - set(metadata.tables))
    around(down, after, before, made)
    if up.is_empty():
        return None
    return _python(up), _python(down)


def _python(steps: ops.UpgradeOps | ops.DowngradeOps) -> str:
    code = render_python_code(steps, render_as_batch=True, render_item=_plainly)
    return re.sub(r"^ *# ###.*\n?", "", code, flags=re.MULTILINE).strip()


def _plainly(what: str, given: object, _context: object) -> str | Literal[False]:
    return "sa.String()" if what == "type" and isinstance(given, AutoString) else False


def write(name: str, metadata: MetaData = METADATA, folder: Path = MIGRATIONS) -> Path | None:
    """Write the next step into the folder and give its file; None where the models and the database agree."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "head.db"
        make(path)
        engine = engine_of(path)
        with engine.connect() as connection:
            steps = rendered(connection, metadata)
        engine.dispose()
    if steps is None:
        return None
    up, down = steps
    words = name.replace("_", " ").strip()
    made = ScriptDirectory(str(folder)).generate_revision(
        f"{SCHEMA_VERSION + 1:04}",
        words[:1].upper() + words[1:],
        head=f"{SCHEMA_VERSION:04}",
        upgrades=up,
        downgrades=down,
        sa="sa." in up + down,
    )
    file = Path(str(made and made.path))
    for order in (("check", "--select", "I", "--fix"), ("format",)):
        subprocess.run([sys.executable, "-m", "ruff", *order, "--quiet", str(file)], check=True)  # noqa: S603 - our own
    return file


def main(name: str) -> None:
    """Write the step, or say that there is none to write."""
    file = write(name)
    if file is None:
        print(f"模型与数据库（{SCHEMA_VERSION} 版，{len(LEDGERS)} 本台账）一致，没有要写的升级步骤。")  # noqa: T201
    else:
        print(f"已写 {file}；请看一遍再提交。")  # noqa: T201


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("请写明这一步带来什么：make migration NAME=what_it_brings")
    main(sys.argv[1])
