"""The ceilings of the house, over all of desktop/: short functions, small classes, small folders, no circles."""

import ast
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1] / "desktop"
FILES = {
    file: ast.parse(file.read_text(encoding="utf-8"))
    for file in sorted(ROOT.rglob("*.py"))
    if "versions" not in file.parts  # each step of the schema is written once, by a command
}
MOST = 9 / 10  # nine in ten
FUNCTION, MODULE, CLASS, LARGE, LARGE_ONES, FOLDER = 22, 345, 30, 20, 6, 30


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_functions_and_modules_are_short() -> None:
    functions = [
        lines_of(node)
        for tree in FILES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    modules = [len(file.read_text(encoding="utf-8").splitlines()) for file in FILES]
    assert sum(lines <= FUNCTION for lines in functions) >= MOST * len(functions)
    assert sum(lines <= MODULE for lines in modules) >= MOST * len(modules)


def test_classes_know_one_thing() -> None:
    methods = {
        f"{file.relative_to(ROOT)}:{node.name}": sum(isinstance(one, ast.FunctionDef) for one in node.body)
        for file, tree in FILES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    assert {name: count for name, count in methods.items() if count > CLASS} == {}
    assert len([name for name, count in methods.items() if count > LARGE]) <= LARGE_ONES


def test_folders_can_be_read_at_a_glance() -> None:
    modules = Counter(str(file.parent.relative_to(ROOT)) for file in FILES)
    assert {folder: count for folder, count in modules.items() if count > FOLDER} == {}


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """Who imports whom, imports for types and those inside functions among them."""
    graph = grimp.build_graph("desktop", exclude_type_checking_imports=False)
    return {name: graph.find_modules_directly_imported_by(name) - {name} for name in graph.modules}


def test_no_module_imports_itself_by_a_detour(imports: dict[str, set[str]]) -> None:
    """Not even for types: a ring that exists only for them is opened by a Protocol, or by moving what is shared down."""
    assert len(imports) > 300
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as found:
        pytest.fail(" -> ".join(found.args[1]))
