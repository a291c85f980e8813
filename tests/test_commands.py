"""Each command is found in the module that the list of modules names, and nowhere else."""

import subprocess
import sys

from typer.main import get_command

from desktop.cli import MODULES, app_for, hoisted


def test_every_module_adds_exactly_the_commands_it_is_listed_with() -> None:
    listed = {command for commands in MODULES.values() for command in commands}
    assert set(get_command(app_for()).commands) == listed  # type: ignore[attr-defined]
    for command in get_command(app_for()).commands.values():  # type: ignore[attr-defined]
        first = command.callback or next(iter(command.commands.values())).callback
        module = first.__module__.removeprefix("desktop.cli.")
        assert command.name in MODULES[module]


def test_the_options_of_every_command_may_stand_anywhere() -> None:
    assert hoisted(["list", "--json", "members", "--data", "list"]) == (
        ["--json", "--data", "list"],
        ["list", "members"],
    )


def test_a_list_waits_for_no_pdf_and_no_workbook_library() -> None:
    loaded = "import sys; from desktop.cli import app_for; app_for('list'); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.split()
    assert not {"reportlab", "openpyxl", "PySide6"} & set(modules)
