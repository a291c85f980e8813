"""Files kept with records: stored once by their content, and added, named, ordered and taken away by acts."""

import hashlib
import mimetypes
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from sqlalchemy import Connection, select

from desktop.errors import Invalid, Missing, Refusal, reason_of
from desktop.ledger import Ledger, Values
from desktop.ledger.record import new_id
from desktop.store.audit import now
from desktop.store.reader import Reader
from desktop.store.schema import ATTACHMENT
from desktop.store.work import Work

LARGEST = 200 << 20
LONGEST = 150
BLOCK = 1 << 20


@dataclass(frozen=True)
class Kept:
    """One file that lies among the attachments, not yet with any record."""

    name: str
    sha256: str
    size: int
    mime: str


class HasContent(Protocol):
    """Whatever has a name and a content."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def sha256(self) -> str:
        """The digest of its content."""


@dataclass(frozen=True)
class Attachment:
    """One file of one record."""

    id: str
    kept_in: str
    record_id: str
    position: int
    name: str
    sha256: str
    size: int
    mime: str
    added: str
    note: str

    def brief(self) -> Values:
        """What a record tells of it."""
        return {"id": self.id, "name": self.name, "size": self.size, "sha256": self.sha256}

    def plain(self) -> Values:
        """All of it, as JSON."""
        return {**self.brief(), "mime": self.mime, "added": self.added, "note": self.note}


def place_of(folder: Path, sha256: str) -> Path:
    """Where a data folder keeps the content of this digest."""
    return folder / "attachments" / sha256[:2] / sha256


def whole(folder: Path, sha256: str) -> str:
    """What is wrong with a stored content, or nothing."""
    found = hashlib.sha256()
    try:
        with place_of(folder, sha256).open("rb") as file:
            while block := file.read(BLOCK):
                found.update(block)
    except FileNotFoundError:
        return "的文件不见了"
    except OSError:
        return "的文件读不出来"
    return "" if found.hexdigest() == sha256 else "的内容被改动过"


def keep(folder: Path, source: Path) -> Kept:
    """Copy a file among the attachments, whole or not at all; the same content lies there once."""
    try:
        if source.is_dir():
            raise Refusal(f"“{source.name}”是文件夹，不能作附件。请选择其中的文件。")
        if not source.exists():
            raise Missing(f"“{source}”不存在，没有添加。请检查路径。")
        if not source.is_file():
            raise Refusal(f"“{source.name}”不是普通文件，没有添加。")
        if source.stat().st_size > LARGEST:
            raise Refusal(_too_large(source.name))
        file = source.open("rb")
    except OSError as error:
        raise Refusal(f"附件没有添加，{reason_of(error, source)}。") from error
    with file:
        return _store(folder, file, source.name, source)


def keep_bytes(folder: Path, content: IO[bytes], name: str) -> Kept:
    """The same for content that is in no file, a pasted picture."""
    return _store(folder, content, name, Path(name))


def _too_large(name: str) -> str:
    return f"“{name}”超过 {LARGEST >> 20} MB，没有添加。请压缩或拆分后再试。"


def _store(folder: Path, content: IO[bytes], name: str, source: Path) -> Kept:
    home = folder / "attachments"
    fresh = home / f"{new_id()}.new"
    try:
        home.mkdir(exist_ok=True)
        try:
            sha256, size = _copy(content, fresh, name, source)
            if size == 0:
                raise Refusal(f"“{name}”是空文件，没有添加。")
            target = place_of(folder, sha256)
            if whole(folder, sha256):
                target.parent.mkdir(exist_ok=True)
                fresh.replace(target)
                _settle(target.parent)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise Refusal(f"附件“{name}”没有添加，{reason_of(error, home)}。") from error
    return Kept(name, sha256, size, mimetypes.guess_type(name)[0] or "application/octet-stream")


def _copy(content: IO[bytes], fresh: Path, name: str, source: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with fresh.open("xb") as out:
        while block := _read(content, source):
            size += len(block)
            if size > LARGEST:
                raise Refusal(_too_large(name))
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), size


def _read(content: IO[bytes], source: Path) -> bytes:
    try:
        return content.read(BLOCK)
    except OSError as error:
        raise Refusal(f"附件没有添加，{reason_of(error, source)}。") from error


def _settle(folder: Path) -> None:
    """Let the disk know the new name; not every system can."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


# --- reading -------------------------------------------------------------------------------------------------------


def attachments_of(
    office: Reader, ledger: Ledger, record_id: str, connection: Connection | None = None
) -> list[Attachment]:
    """The files of one record in their order."""
    statement = (
        select(ATTACHMENT)
        .where(ATTACHMENT.c.record_id == record_id, ATTACHMENT.c.kept_in == ledger.sql.name)
        .order_by(ATTACHMENT.c.position, ATTACHMENT.c.id)
    )
    with office.reading(connection) as reader:
        return [Attachment(**row) for row in reader.execute(statement).mappings()]


def file_of(office: Reader, attachment: HasContent) -> Path:
    """Where the content of an attachment lies; refuses when it is gone."""
    path = place_of(office.folder, attachment.sha256)
    if not path.is_file():
        raise Missing(f"附件“{attachment.name}”的文件不见了，请从备份恢复，或重新添加。")
    return path


def save_copy(office: Reader, attachment: HasContent, out: Path) -> None:
    """Write a copy somewhere else, whole or not at all."""
    source, fresh = file_of(office, attachment), out.with_name(out.name + ".new")
    try:
        try:
            with source.open("rb") as content:
                digest, _ = _copy(content, fresh, attachment.name, source)
            if digest != attachment.sha256:
                raise Refusal(f"附件“{attachment.name}”的内容被改动过，没有另存。请从备份恢复。")
            fresh.replace(out)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise Refusal(f"没有另存，{reason_of(error, out)}。") from error


# --- changing ------------------------------------------------------------------------------------------------------


def attach(work: Work, ledger: Ledger, record_id: str, files: Sequence[Kept]) -> list[str]:
    """Add files behind those the record has; gives their ids."""
    work.office.get(ledger, record_id, work.connection)
    present = attachments_of(work.office, ledger, record_id, work.connection)
    position = present[-1].position + 1 if present else 0
    made = []
    for place, file in enumerate(files):
        row = {
            "id": new_id(),
            "kept_in": ledger.sql.name,
            "record_id": record_id,
            "position": position + place,
            "added": now(),
            "note": "",
            **asdict(file),
        }
        work.put(ATTACHMENT, row["id"], None, row)
        made.append(row["id"])
    return made


def _one(work: Work, ledger: Ledger, record_id: str, attachment_id: str) -> Attachment:
    present = attachments_of(work.office, ledger, record_id, work.connection)
    found = next((one for one in present if one.id == attachment_id), None)
    if found is None:
        raise Missing(f"这条记录没有编号为“{attachment_id}”的附件。")
    return found


def _change(work: Work, one: Attachment, **facts: Any) -> None:
    before = asdict(one)
    if before != before | facts:
        work.put(ATTACHMENT, one.id, before, before | facts)


def rename(work: Work, ledger: Ledger, record_id: str, attachment_id: str, name: str, note: str) -> None:
    """Give an attachment another name and caption."""
    name, note = name.strip(), note.strip()
    if not name:
        raise Invalid({"name": "请填写附件名称"})
    if any(sign in name for sign in '\\/:*?"<>|') or len(name) > LONGEST or not name.isprintable():
        raise Invalid({"name": f'附件名称里不能有 \\ / : * ? " < > | 和换行，也不能超过 {LONGEST} 个字'})
    _change(work, _one(work, ledger, record_id, attachment_id), name=name, note=note)


def reorder(work: Work, ledger: Ledger, record_id: str, ids: Sequence[str]) -> None:
    """Put the attachments of a record in this order; those not named stay behind."""
    present = attachments_of(work.office, ledger, record_id, work.connection)
    rank = {one: place for place, one in enumerate(ids)}
    for position, one in enumerate(sorted(present, key=lambda one: rank.get(one.id, len(rank)))):
        _change(work, one, position=position)


def detach(work: Work, ledger: Ledger, record_id: str, attachment_id: str) -> None:
    """Take an attachment from its record; the content stays, so that undo brings it back."""
    one = _one(work, ledger, record_id, attachment_id)
    work.put(ATTACHMENT, one.id, asdict(one), None)
