"""The editor of any column: of one value, or of child rows."""

from PySide6.QtWidgets import QWidget

from desktop.ledger import Column
from desktop.views.form.children_editor import ChildrenEditor
from desktop.views.form.editor import Editor, World
from desktop.views.form.parts_editor import PartsEditor
from desktop.views.form.plain_editors import plain_editor


def editor_for(column: Column, world: World, parent: QWidget | None = None) -> Editor:
    """The editor that a column's kind asks for."""
    make = ChildrenEditor if column.children else PartsEditor if column.parts else plain_editor
    return make(column, world, parent)


__all__ = ["Editor", "World", "editor_for"]
