"""The house has floors (CONTRIBUTING.md): a room imports only from those below it, lazily or not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

import consent_tui

HOUSE = Path(consent_tui.__file__).parent
FLOORS = {
    **dict.fromkeys(("__init__", "vocabulary", "paths", "errors", "i18n", "retold", "one_key", "endings"), 0),
    **dict.fromkeys(("consent", "capture"), 1),
    **dict.fromkeys(("history", "store", "shim"), 2),
    **dict.fromkeys(("services", "recorder", "sender"), 3),
    **dict.fromkeys(("cli", "tui", "plain", "first_run"), 4),
    **dict.fromkeys(("__main__", "start_recorder", "start_sender", "start_first_run"), 5),
}
NEIGHBOURS = {
    ("errors", "retold"),  # an error is shown in the person's language
    ("retold", "i18n"),
    ("consent", "capture"),  # what a yes covers is said of an event
    ("sender", "services"),  # the wires, and whether there is leave to send
    ("services", "sender"),  # a person sends, and wipes only while no request is in flight
    ("recorder", "sender"),  # starts it, detached
    ("recorder", "services"),  # how much a new version would add
    ("cli", "plain"),  # the command opens the app
    ("cli", "tui"),
    ("first_run", "cli"),  # the card opens it too
}
"""Rooms of one floor, the left of which may import from the right; no module ever imports itself that way."""

# ``record`` is plumbing and does what the shim does; the files that ``receipt`` names only the store knows.
BEHIND_THE_SERVICES = {("cli/record.py", "sender"), ("cli/record.py", "store"), ("cli/receipt.py", "store")}
SCREENS = ("cli", "plain", "tui")
OUTSIDE = {
    "httpx": "sender/transport.py",
    "_sqlite3": "store/",
    "textual": "tui/",
    "rich": "tui/",
    "argparse": "cli/",
    "platformdirs": "paths.py",
}
SPEECHLESS = ("vocabulary", "capture", "store", "recorder", "start_recorder")


class Import(NamedTuple):
    """Where a module is imported at run time, and its dotted name."""

    file: str
    line: int
    name: str

    @property
    def importer(self) -> str:
        return room(self.file)

    @property
    def imported(self) -> str:
        """The room it comes from; empty for what is not ours."""
        first, _, rest = self.name.partition(".")
        if first != "consent_tui":
            return ""
        found = rest.partition(".")[0]
        return found if found in FLOORS else "__init__"

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.name}"


def room(file: str) -> str:
    return file.partition("/")[0].removesuffix(".py")


def at_run_time(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        else:
            yield from at_run_time(child)


def imports_of(file: str, source: str) -> Iterator[Import]:
    for node in at_run_time(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (Import(file, node.lineno, each.name) for each in node.names)
        else:
            assert node.level == 0, f"{file}:{node.lineno} imports relatively"
            yield from (Import(file, node.lineno, f"{node.module}.{each.name}") for each in node.names)


SOURCES = {path.relative_to(HOUSE).as_posix(): path.read_text("utf-8") for path in HOUSE.rglob("*.py")}
IMPORTS = [each for file, source in SOURCES.items() for each in imports_of(file, source)]


def climbs(each: Import) -> bool:
    """Whether it imports from its own floor or above, from a room that is no neighbour."""
    if each.imported in {"", each.importer} or (each.importer, each.imported) in NEIGHBOURS:
        return False
    return FLOORS[each.imported] >= FLOORS[each.importer] and each.imported != "__init__"


def test_every_room_has_a_floor() -> None:
    assert {room(file) for file in SOURCES} == set(FLOORS)


def test_a_room_imports_only_from_floors_below() -> None:
    assert [str(each) for each in IMPORTS if climbs(each)] == []


def test_every_neighbour_is_needed() -> None:
    assert {(each.importer, each.imported) for each in IMPORTS} >= NEIGHBOURS


def test_screens_and_commands_go_through_the_services() -> None:
    behind = {each for each in IMPORTS if each.importer in SCREENS and each.imported in {"sender", "store"}}
    assert {(each.file, each.imported) for each in behind} == BEHIND_THE_SERVICES


@pytest.mark.parametrize("module", OUTSIDE)
def test_a_library_has_one_room(module: str) -> None:
    found = [each for each in IMPORTS if each.name.partition(".")[0] == module]
    assert found
    assert [str(each) for each in found if not each.file.startswith(OUTSIDE[module])] == []


def test_sqlite3_is_started_without_its_wrapper() -> None:
    assert [str(each) for each in IMPORTS if each.name.partition(".")[0] == "sqlite3"] == []


def test_the_recorders_way_looks_no_language_up() -> None:
    assert [
        str(each) for each in IMPORTS if each.importer in SPEECHLESS and each.imported in {"i18n", "retold"}
    ] == []


def test_no_module_needs_itself_to_be_imported() -> None:
    modules = {
        "consent_tui." + file.removesuffix(".py").replace("/", ".").removesuffix(".__init__"): file
        for file in SOURCES
    }
    named = {file: name for name, file in modules.items()}
    needs = {
        name: {
            found
            for each in imports_of(file, top_level(SOURCES[file]))
            for found in (each.name, each.name.rpartition(".")[0])
            if found in modules and found != name
        }
        for file, name in named.items()
    }
    TopologicalSorter(needs).prepare()


def top_level(source: str) -> str:
    """Only what is run when the module is imported."""
    tree = ast.parse(source)
    tree.body = [each for each in tree.body if not isinstance(each, ast.FunctionDef | ast.ClassDef)]
    return ast.unparse(tree)


@pytest.mark.parametrize(
    ("file", "source", "seen"),
    [
        ("store/a.py", "def a():\n    from consent_tui.services.wire import b", True),
        ("store/a.py", "from consent_tui import services", True),
        ("plain/a.py", "import consent_tui.tui.app", True),
        ("vocabulary/a.py", "if TYPE_CHECKING:\n    from consent_tui.cli import entry", False),
        ("cli/a.py", "from consent_tui import __version__", False),
        ("store/a.py", "from consent_tui.store import clock", False),
    ],
)
def test_what_climbs_is_seen(file: str, source: str, seen: bool) -> None:  # noqa: FBT001 - a row of the table
    assert any(climbs(each) for each in imports_of(file, source)) is seen
