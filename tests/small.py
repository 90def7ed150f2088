"""The small site as a patient: copied, changed in one place, and asked what is wrong with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from beautiful_cities.memory import Memory
from beautiful_cities.model import Fact
from beautiful_cities.problems import Problem, report
from beautiful_cities.reading import read_data
from beautiful_cities.rules import check

TESTS = Path(__file__).parent
SMALL = TESTS / "site_small"
CITY = "data/cities/qinghe.yml"

Change = Mapping[str, str]
"""What is done to one `file`, a path below the project:

from, to    the text `from`, which stands there once, becomes `to`
append      this text is added at the end
content     this text replaces everything
encoding    the file is saved in this encoding instead of UTF-8
move        the file gets this path; an empty one deletes it
"""


def small_copy(folder: Path) -> Path:
    """A copy of the small site's data and texts under `folder`, which may be changed."""
    for name in ("data", "content"):
        shutil.copytree(SMALL / name, folder / name)
    return folder


def small_project(root: Path, folder: Path) -> Path:
    """A copy of the whole small site in `folder`, which may be changed and built."""
    shutil.copytree(SMALL, folder, ignore=shutil.ignore_patterns(".cache", "site"))
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("../../", f"{root.as_posix()}/"), "utf-8")
    return folder


def make(change: Change, root: Path) -> None:
    """Carry out one change under `root`."""
    path = root / change["file"]
    if "move" in change:
        if change["move"]:
            path.rename(root / change["move"])
        else:
            path.unlink()
        return
    text = path.read_text(encoding="utf-8")
    if "from" in change:
        assert 1 == text.count(change["from"]), f"{change['from']!r} must stand once in {path.name}"
        text = text.replace(change["from"], change["to"])
    text = change.get("content", text) + change.get("append", "")
    path.write_bytes(text.encode(change.get("encoding", "utf-8")))


def problems_in(root: Path, focus: frozenset[str] | None = None, memory: Memory | None = None) -> tuple[Problem, ...]:
    """Every problem of the data under `root`, or of some files there, as a build finds them."""
    reading = read_data(root, focus, memory)
    return (*reading.place(reading.problems), *check(reading))


def complaints(root: Path) -> list[str]:
    """The lines that an editor is shown, without the last one, which counts them."""
    return report(problems_in(root)).splitlines()[:-1]


def golden(name: str) -> Iterable[Any]:
    """The cases of one file under tests/golden, such as "status/outcomes"."""
    cases: list[Any] = yaml.safe_load((TESTS / "golden" / f"{name}.yml").read_text(encoding="utf-8"))
    return cases


def fact(**changes: object) -> Fact:
    """A fact that says as little as a fact may, except for `changes`."""
    raw: dict[str, object] = {
        "id": "a-fact",
        "topic": "beautiful-city",
        "theme": "air",
        "kind": "result",
        "text": {"zh": "空气变好了。", "en": "The air got better."},
        "sources": [{"source": "a-source", "locator": {"zh": "第1段", "en": "paragraph 1"}}],
    }
    return Fact.model_validate(raw | changes)
