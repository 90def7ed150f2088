"""The ground under the site: another generator of the same family makes the same site, to the byte."""

from __future__ import annotations

from pathlib import Path

from published import build, hashes
from small import small_project

PLAIN = {"PATH": "", "CHROMIUM": "/nonexistent"}
"""Without pictures: they are drawn by the package, whatever calls it."""


def test_properdocs_builds_the_same_site_to_the_byte(root: Path, tmp_path: Path) -> None:
    project = small_project(root, tmp_path / "project")
    made = build(project, project / "one", "--no-strict", **PLAIN)
    again = build(project, project / "two", "--no-strict", "-f", "mkdocs.yml", generator="properdocs", **PLAIN)
    assert (0, 0) == (made.exit_code, again.exit_code), made.output + again.output
    assert hashes(made.folder) == hashes(again.folder)
    assert "1 problems; " in made.output
    assert "1 problems; " in again.output


def test_properdocs_leaves_the_last_good_site_where_a_strict_build_warns(root: Path, tmp_path: Path) -> None:
    project = small_project(root, tmp_path / "project")
    (project / "site").mkdir()
    refused = build(project, project / "site", "-f", "mkdocs.yml", generator="properdocs", **PLAIN)
    assert 0 != refused.exit_code
    assert "Traceback" not in refused.output
    assert [] == list((project / "site").iterdir())
