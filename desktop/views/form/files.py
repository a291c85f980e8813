"""The files of the record in a form: given to it, renamed, ordered and taken away, each as one act of the office."""

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QImage, QImageWriter, QPixmap

from desktop.errors import Invalid, Refusal
from desktop.ledger import Ledger
from desktop.store import attachments as store
from desktop.store.attachments import Attachment, Kept
from desktop.store.office import Office
from desktop.store.work import Work
from desktop.views.kit.desk import Desk
from desktop.views.kit.tasks import Task

AT_ONCE = 16 << 20
PASTED = "粘贴的图片 {:%m-%d %H%M%S}.png"


@dataclass(frozen=True)
class Shown:
    """One file as it is shown: of the record (`id`), or waiting for the record to be saved."""

    id: str
    name: str
    note: str
    size: int
    sha256: str


class RecordFiles(QObject):
    """The files of one record; those of a record not yet saved wait here."""

    changed = Signal()
    wrong = Signal(str)
    told = Signal(str, bool)

    def __init__(self, ledger: Ledger, parent: QObject) -> None:
        """No record yet, and no office: see `serve`."""
        super().__init__(parent)
        self.ledger = ledger
        self.desk: Desk | None = None
        self.record_id = ""
        self.waiting: list[Kept] = []
        self.copying: Task | None = None
        self.shown: list[Shown] = []

    def serve(self, desk: Desk) -> None:
        """Work for this desk."""
        self.desk = desk

    @property
    def office(self) -> Office | None:
        """The office, once there is a desk."""
        return self.desk.office if self.desk else None

    def show_record(self, record_id: str) -> None:
        """Show the files of a record; none waits any more."""
        self.record_id, self.waiting = record_id, []
        if self.copying is not None:  # for a new record that was given up
            self.copying.cancel()
            self.copying = None
        self.wrong.emit("")
        self.reload()

    def reload(self) -> None:
        """Read the record's files anew."""
        kept: list[Attachment] = []
        if self.office and self.record_id:
            kept = store.attachments_of(self.office, self.ledger, self.record_id)
        self.shown = [Shown(one.id, one.name, one.note, one.size, one.sha256) for one in kept]
        self.shown += [Shown("", one.name, "", one.size, one.sha256) for one in self.waiting]
        self.changed.emit()

    def places(self) -> list[Path]:
        """Where the contents of the files lie, or should."""
        office = self.office
        return [store.place_of(office.folder, one.sha256) for one in self.shown] if office else []

    def add(self, paths: Sequence[Path]) -> None:
        """Copy files among the attachments, large ones beside the window, and give them to the record."""
        if not paths or self.desk is None:
            return
        office = self.desk.office

        def copy(step: Callable[[int, int, str], None]) -> tuple[str, list[Kept]]:
            kept = []
            for place, path in enumerate(paths):
                step(place, len(paths), path.name)
                kept.append(store.keep(office.folder, path))
            return record_id, kept

        record_id = self.record_id
        sizes = [path.stat().st_size for path in paths if path.is_file()]
        if sum(sizes) <= AT_ONCE:
            self._guarded(lambda: self._take(copy(_quiet)[1]))
            return
        task = Task("添加附件", copy)
        task.done.connect(self._copied)
        task.failed.connect(self._failed)
        if not record_id:
            self.copying = task
        self.desk.tasks.start(task)

    @Slot()
    def choose(self) -> None:
        """Files from a dialog."""
        if self.desk:
            self.add(self.desk.ask.open_files())

    @Slot(object)
    def bring(self, mime: QMimeData) -> None:
        """Take what was dropped or pasted: files first, else the picture."""
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.add(paths)
            return
        office, picture, name = self.office, png_of(mime), PASTED.format(dt.datetime.now())
        if office is None or picture is None:
            self.wrong.emit("剪贴板里的图片读不出来。")
            return
        self._guarded(lambda: self._take([store.keep_bytes(office.folder, io.BytesIO(picture), name)]))

    @Slot(object)
    def _copied(self, done: tuple[str, list[Kept]]) -> None:
        record_id, kept = done
        if record_id or self.sender() is self.copying:
            self._guarded(lambda: self._take(kept, record_id))
        self._copying_ended()

    @Slot(object)
    def _failed(self, refusal: Refusal) -> None:
        if self.copying in (None, self.sender()):
            self.wrong.emit(refusal.sentence)
        self._copying_ended()

    def _copying_ended(self) -> None:
        if self.sender() is self.copying:
            self.copying = None

    def _guarded(self, what: Callable[[], None]) -> bool:
        self.wrong.emit("")
        try:
            what()
        except Invalid as invalid:
            self.wrong.emit("；".join(invalid.problems.values()) + "。")
            return False
        except Refusal as refusal:
            self.wrong.emit(refusal.sentence)
            return False
        return True

    def _take(self, kept: list[Kept], record_id: str | None = None) -> None:
        goes_to = self.record_id if record_id is None else record_id
        if not goes_to:
            self.waiting += kept
            self.reload()
            return
        names = kept[0].name if len(kept) == 1 else f"{kept[0].name}等 {len(kept)} 个文件"
        self._work(f"添加附件 {names}", lambda work: store.attach(work, self.ledger, goes_to, kept))

    def _act(self, title: str, what: Callable[[Work], object]) -> bool:
        """Do one act; False where it was refused."""
        return self._guarded(lambda: self._work(title, what))

    def _work(self, title: str, what: Callable[[Work], object]) -> None:
        office = self.office
        if office is None:
            return
        with office.work(title) as work:
            what(work)
        self.reload()
        self.told.emit(f"已{title}。", True)

    def order(self, places: Sequence[int]) -> None:
        """Another order, told by the places that the files have now."""
        if not self.record_id:
            self.waiting = [self.waiting[place] for place in places]
            self.reload()
            return
        ids = [self.shown[place].id for place in places]
        if not self._act("调整附件顺序", lambda work: store.reorder(work, self.ledger, self.record_id, ids)):
            self.changed.emit()

    def remove(self, place: int) -> None:
        """Take one away; 撤销 brings it back."""
        one = self.shown[place]
        if one.id:
            self._act(f"删除附件 {one.name}", lambda work: store.detach(work, self.ledger, self.record_id, one.id))
        else:
            del self.waiting[place]
            self.reload()

    def rename(self, one: Shown, name: str, note: str) -> bool:
        """Give one another name and caption; False where that was refused."""
        return self._act(
            f"修改附件 {one.name}", lambda work: store.rename(work, self.ledger, self.record_id, one.id, name, note)
        )

    @Slot(int)
    def save_copy(self, place: int) -> None:
        """Save a copy of one where the person says."""
        office, desk = self.office, self.desk
        if office is None or desk is None or not 0 <= place < len(self.shown):
            return
        one = self.shown[place]
        out = desk.ask.save_as("附件另存", one.name, "所有文件 (*)")
        if out is not None and self._guarded(lambda: store.save_copy(office, one, out)):
            self.told.emit(f"已另存到 {out}", False)


def png_of(mime: QMimeData) -> bytes | None:
    """The picture that was dropped or pasted; None where it can't be read."""
    held = mime.imageData()
    image = held.toImage() if isinstance(held, QPixmap) else QImage(held)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return bytes(buffer.data().data()) if QImageWriter(buffer, QByteArray(b"png")).write(image) else None


def size_text(size: int) -> str:
    """A size as people read it."""
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{max(size / 1024, 0.1):.1f} KB"


def _quiet(_done: int, _total: int, _text: str) -> None:
    """Nobody watches."""
