"""A form's values become a record, and records go to the recycle bin and back: each as one act with its name."""

from collections.abc import Sequence

from desktop.ledger import Ledger, Values
from desktop.store.attachments import Kept, attach
from desktop.store.office import Office


def save_record(
    office: Office, ledger: Ledger, values: Values, editing: Values | None, waiting: Sequence[Kept] = ()
) -> str:
    """Make a record of the values and the files that wait, or change the one that was edited; gives its id."""
    context = office.context()
    for key, column in ledger.columns.items():
        if column.kind.name == "code" and values.get(key):
            column.kind.read(values[key], context)
    values, _ = office.resolve(ledger, values)
    act = f"{'修改' if editing else '新建'}{ledger.title} {ledger.title_of(values)}".strip()
    with office.work(act) as work:
        work.take_codes(context.unlisted)
        if editing is None:
            made = work.add(ledger, values)
            if waiting:
                attach(work, ledger, made, waiting)
            return made
        work.change(ledger, editing["id"], values, editing["version"])
        return str(editing["id"])


def move_records(office: Office, ledger: Ledger, ids: Sequence[str], *, restoring: bool) -> str:
    """Put records in the recycle bin, or bring them back, as one act; gives what was done."""
    verb, first = "恢复" if restoring else "删除", office.get(ledger, ids[0])["title"]
    names = first if len(ids) == 1 else f"{first}等 {len(ids)} 条"
    with office.work(f"{verb}{ledger.title} {names}") as work:
        for record_id in ids:
            (work.restore if restoring else work.remove)(ledger, record_id)
    return f"已{verb} {len(ids)} 条。"
