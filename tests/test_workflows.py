"""The workflows: they run what they name, with pinned actions and no more rights than they need."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from beautiful_cities.commands import main

MAY_WRITE = {
    "comment.yml": {"pull-requests"},
    "publish.yml": {"pages", "id-token"},
    "pull-request.yml": set[str](),
    "weekly.yml": {"issues"},
}
"""What each may write to; everything else it may at most read."""


def workflows(root: Path) -> dict[str, Any]:
    """Every workflow by the name of its file."""
    return {path.name: yaml.safe_load(path.read_text("utf-8")) for path in (root / ".github/workflows").iterdir()}


def steps(workflow: Any) -> list[Any]:
    """The steps of all jobs."""
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_actions_are_pinned_to_a_commit(root: Path) -> None:
    used = [step["uses"] for workflow in workflows(root).values() for step in steps(workflow) if "uses" in step]
    assert used
    assert [] == [one for one in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", one)]


def test_workflows_may_write_only_where_they_must(root: Path) -> None:
    found = {}
    for name, workflow in workflows(root).items():
        granted = [workflow["permissions"], *(job.get("permissions", {}) for job in workflow["jobs"].values())]
        found[name] = {scope for one in granted for scope, right in one.items() if right == "write"}
    assert MAY_WRITE == found


def test_nothing_from_outside_is_put_into_a_script(root: Path) -> None:
    for name, workflow in workflows(root).items():
        assert [] == [step["run"] for step in steps(workflow) if "${{" in step.get("run", "")], name
        for step in steps(workflow):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, name


def test_commands_of_the_workflows_are_there(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scripts = [step["run"] for workflow in workflows(root).values() for step in steps(workflow) if "run" in step]
    called = {
        tuple(found.split()) for script in scripts for found in re.findall(r"beautiful-cities (\w+[^>\n]*)", script)
    }
    assert {"check", "changes", "status"} == {words[0] for words in called}
    for name, *arguments in called:
        assert 0 == main([name, "--help"])
        options = {argument for argument in arguments if argument.startswith("--")}
        assert options <= set(re.findall(r"--\w+", capsys.readouterr().out))
    for file in {found for script in scripts for found in re.findall(r"tests/bench/\w+\.py|\.ci/run", script)}:
        assert (root / file).is_file()
