"""Which editor a single value has, by its kind."""

from PySide6.QtWidgets import QWidget

from desktop.ledger import Column
from desktop.views.form.choice_editor import ChoiceEditor
from desktop.views.form.date_editor import DateEditor
from desktop.views.form.editor import Editor, NoteEditor, World
from desktop.views.form.link_editor import LinkEditor

PLAIN: dict[str, type[Editor]] = {
    "note": NoteEditor,
    "date": DateEditor,
    "moment": DateEditor,
    "choice": ChoiceEditor,
    "flag": ChoiceEditor,
    "link": LinkEditor,
}


def plain_editor(column: Column, world: World, parent: QWidget | None = None) -> Editor:
    """The editor of a column that holds one value."""
    return PLAIN.get(column.kind.editor, Editor)(column, world, parent)
