"""What an act has changed, told to every view on the window's own thread."""

from PySide6.QtCore import QObject, Signal

from desktop.store.office import Changes, Office


class Bus(QObject):
    """Carries the office's notices of change, from whichever thread wrote, to the views."""

    changed = Signal(object)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        """Listen to the office."""
        super().__init__(parent)
        self._office = office
        office.listeners.append(self._tell)

    def _tell(self, changes: Changes) -> None:
        self.changed.emit(changes)

    def close(self) -> None:
        """Stop listening."""
        if self._tell in self._office.listeners:
            self._office.listeners.remove(self._tell)
