"""Backups: a verified copy of the whole data folder in one file, and putting one back."""

import datetime as dt
import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import Refusal, Unreadable, reason_of
from desktop.store.database import FILE, WriterLock, database_of, inspect, sentences

MANIFEST = "manifest.json"
KEPT = ("attachments", "settings.toml", "view.json")
BLOCK = 1 << 20


@dataclass(frozen=True)
class Backup:
    """One backup file that was read back after it was written."""

    path: Path
    size: int
    made: str

    def plain(self) -> dict[str, object]:
        """As JSON."""
        return {"path": str(self.path), "size": self.size, "made": self.made, "verified": True}


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy of a database that may be in use, checked page by page."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with sentences(source):
        reader = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
        writer = sqlite3.connect(target)
        try:
            reader.backup(writer)
            writer.execute("PRAGMA journal_mode=DELETE")
            answer = writer.execute("PRAGMA integrity_check").fetchone()[0]
        finally:
            writer.close()
            reader.close()
    if answer != "ok":
        raise Unreadable(f"数据库本身有损坏，备份没有做成：{answer}")


def digest_of(path: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            whole.update(block)
    return whole.hexdigest()


def backup(folder: Path, out: Path | None = None, kept: int = 0) -> Backup:
    """Write one backup file, whole or not at all, and verify it by reading it back.

    Without a file named it goes among the others in `backups` or the folder given, and only the newest `kept`
    stay there (0: all of them).
    """
    made = dt.datetime.now().astimezone()
    home = folder / "backups" if out is None else out
    among = out is None or out.is_dir()
    if out is None or out.is_dir():
        out = _unused(home / f"台账备份-{made:%Y%m%d-%H%M%S}.tzbak")
    fresh = out.with_name(out.name + ".new")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent) as place:
            copy = Path(place) / FILE
            copy_database(database_of(folder), copy)
            _pack(folder, copy, fresh, made.isoformat(timespec="seconds"))
        verify(fresh)
        fresh.replace(out)
    except OSError as error:
        raise Refusal(f"备份没有做成，{reason_of(error, out)}。") from error
    finally:
        fresh.unlink(missing_ok=True)
    if among and kept:
        drop_oldest(home, kept)
    return Backup(out, out.stat().st_size, made.isoformat(timespec="seconds"))


def drop_oldest(folder: Path, kept: int) -> list[Path]:
    """Delete the oldest of our backups in a folder beyond the newest `kept`; files of other names are left alone."""
    found = sorted(folder.glob("台账备份-*.tzbak"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    dropped = found[kept:]
    for path in dropped:
        path.unlink(missing_ok=True)
    return dropped


def _unused(path: Path) -> Path:
    """The path, or the same with a number: no backup ever takes the place of another."""
    several = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 1000))
    return path if not path.exists() else next(one for one in several if not one.exists())


def _pack(folder: Path, database: Path, out: Path, made: str) -> None:
    files = {FILE: database}
    for name in KEPT:
        place = folder / name
        found = (
            [place]
            if place.is_file()
            else sorted(path for path in place.rglob("*") if path.is_file() and path.suffix != ".new")
            if place.is_dir()
            else []
        )
        files |= {path.relative_to(folder).as_posix(): path for path in found}
    digests = {name: digest_of(path) for name, path in files.items()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        archive.writestr(
            MANIFEST, json.dumps({"program": "taizhang", "made": made, "files": digests}, ensure_ascii=False)
        )
        for name, path in files.items():
            archive.write(path, name)


def verify(file: Path) -> dict[str, str]:
    """Read a backup back whole; refuses one that is not ours or was altered. Gives its digests by name."""
    if not file.exists():
        raise Unreadable(f"“{file}”不存在，请检查路径。")
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            if manifest.get("program") != "taizhang" or FILE not in manifest["files"]:
                raise Unreadable(f"“{file}”不是台账的备份文件。")
            for name, digest in manifest["files"].items():
                if Path(name).is_absolute() or ".." in Path(name).parts:
                    raise Unreadable(f"“{file}”里有不安全的路径，没有恢复。")
                whole = hashlib.sha256()
                with archive.open(name) as inner:
                    while block := inner.read(BLOCK):
                        whole.update(block)
                if whole.hexdigest() != digest:
                    raise Unreadable(f"备份“{file}”里的“{name}”已损坏，没有恢复。请换一个备份。")
    except (zipfile.BadZipFile, zlib.error, RuntimeError, KeyError, ValueError, EOFError, OSError) as error:
        raise Unreadable(f"“{file}”不是台账的备份文件，或已损坏，没有恢复。请换一个备份。") from error
    return dict(manifest["files"])


def restore(file: Path, folder: Path) -> Backup | None:
    """Put a backup back; the present state is backed up first, and stays where anything fails."""
    names = verify(file)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"没有恢复，{reason_of(error, folder)}。") from error
    lock = WriterLock(folder)
    try:
        present = _keep_present(folder)
        with tempfile.TemporaryDirectory(dir=folder) as place:
            with zipfile.ZipFile(file) as archive:
                for name in names:
                    archive.extract(name, place)
            inspect(Path(place) / FILE)
            _swap(Path(place), folder)
    except OSError as error:
        raise Refusal(f"没有恢复，{reason_of(error, folder)}。") from error
    finally:
        lock.release()
    return present


def _keep_present(folder: Path) -> Backup | None:
    path = database_of(folder)
    if not path.exists():
        return None
    try:
        return backup(folder)
    except Refusal:
        kept = _unused(folder / "backups" / f"恢复前的数据库-{dt.datetime.now():%Y%m%d-%H%M%S}.db")
        kept.parent.mkdir(exist_ok=True)
        shutil.copy2(path, kept)
        return Backup(kept, kept.stat().st_size, dt.datetime.now().astimezone().isoformat(timespec="seconds"))


def _swap(place: Path, folder: Path) -> None:
    for left in ("-wal", "-shm"):
        Path(f"{database_of(folder)}{left}").unlink(missing_ok=True)
    for name in KEPT:
        if name == "attachments":
            _add_files(place / name, folder / name)
        elif (place / name).exists():
            if (folder / name).is_dir():
                shutil.rmtree(folder / name)
            (place / name).replace(folder / name)
    (place / FILE).replace(database_of(folder))
    for name in ("attachments", "backups", "logs"):
        (folder / name).mkdir(exist_ok=True)


def _add_files(place: Path, folder: Path) -> None:
    """Put files named by their content among the others; none is taken away, so that nothing is lost halfway."""
    for path in place.rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(place)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
