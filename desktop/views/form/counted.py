"""What a record being typed makes of the whole it belongs to, worked out a moment after each key."""

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.services.computed import standing, stands
from desktop.store.office import Office
from desktop.views.form.form import RecordForm

WAIT_MS = 200


class Counted(QObject):
    """Keeps the line at the head of one ledger's form true while it is typed in; most ledgers have none."""

    def __init__(self, form: RecordForm, office: Office) -> None:
        """`record_id` is set by the page when it shows another record."""
        super().__init__(form)
        self.form, self.office = form, office
        self.record_id: str | None = None
        self.wait = QTimer(self)
        self.wait.setSingleShot(True)
        self.wait.setInterval(WAIT_MS)
        self.wait.timeout.connect(self.tell)
        if stands(form.ledger):
            form.edited.connect(self.wait.start)

    @Slot()
    def tell(self) -> None:
        """Count anew and say it."""
        if stands(self.form.ledger):
            values = self.form.values()
            self.form.head.say_standing(standing(self.office, self.form.ledger, values, self.record_id))
