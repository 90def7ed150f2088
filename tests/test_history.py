"""What changed since a revision is told to readers, and what only reads better is not asked for."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from beautiful_cities.commands import main
from beautiful_cities.history import RevisionError, check_recorded, data_at
from beautiful_cities.reading import read_data
from small import CITY, make, small_copy


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small site's data in a repository with one revision."""
    root = small_copy(tmp_path)
    who = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    for command in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "before"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    return root


def untold(root: Path) -> list[str]:
    """The lines of what is not told since the first revision, without their places."""
    now = read_data(root)
    return [str(found).split(": ", 1)[1] for found in check_recorded(data_at(root, "HEAD"), now, "HEAD")]


NEW_FACT = """
  - id: qinghe-new
    topic: biodiversity
    theme: species
    kind: measure
    text: {zh: 新的一条。, en: A new one.}
    sources:
      - {source: qinghe-paper, locator: {zh: 表2, en: table 2}}
"""
TOLD = """
- id: told
  date: 2024-07-01
  kind: changed
  text: {zh: 更正。, en: Corrected.}
"""


def test_nothing_changed_is_nothing_untold(project: Path) -> None:
    assert [] == untold(project)


def test_changed_value_and_new_fact_are_asked_for(project: Path) -> None:
    make({"file": CITY, "from": "value: 1200", "to": "value: 1201"}, project)
    make({"file": CITY, "append": NEW_FACT}, project)
    changed, new = untold(project)
    assert changed.startswith(
        "this fact says something else since HEAD, but no new entry of data/changes.yml names it;"
    )
    assert new.startswith("this fact is new since HEAD")


@pytest.mark.parametrize("named", ["facts: [qinghe-birds, qinghe-new]", "places: [qinghe]"])
def test_new_entry_tells_by_fact_or_by_place(project: Path, named: str) -> None:
    make({"file": CITY, "from": "value: 1200", "to": "value: 1201"}, project)
    make({"file": CITY, "append": NEW_FACT}, project)
    make({"file": "data/changes.yml", "append": f"{TOLD}  {named}\n"}, project)
    assert [] == untold(project)


def test_nation_is_a_place_too(project: Path) -> None:
    make({"file": "data/national.yml", "from": "value: 20000", "to": "value: 20001"}, project)
    assert 1 == len(untold(project))
    make({"file": "data/changes.yml", "append": f"{TOLD}  places: [national]\n"}, project)
    assert [] == untold(project)


def test_old_entry_does_not_tell_of_a_new_change(project: Path) -> None:
    make({"file": CITY, "from": "value: 36.1", "to": "value: 36.2"}, project)  # an old entry names this fact
    assert 1 == len(untold(project))


def test_better_wording_is_no_news(project: Path) -> None:
    make({"file": CITY, "from": "had been recorded", "to": "were on record"}, project)
    assert [] == untold(project)


def test_unknown_revision_is_wrong_usage(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RevisionError, match="nowhere"):
        data_at(project, "nowhere")
    assert 2 == main(["check", "--root", str(project), "--since", "nowhere"])
    assert "Git has no data of the revision nowhere: " in capsys.readouterr().err


def test_command_reports_with_place_and_exit_code(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make({"file": CITY, "from": "comparator: about", "to": 'comparator: ">="'}, project)
    assert 1 == main(["check", "--root", str(project), "--since", "HEAD"])
    line, counts = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{CITY}:")
    assert line.endswith("[change-unrecorded]")
    assert "1 error, 0 warnings" == counts
