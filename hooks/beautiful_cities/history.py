"""What changed between a revision of the repository and the data as they stand.

In: the project's folder, a Git revision, and a reading of today's data. Out: problems for facts that say something else
than they did and that no new entry of data/changes.yml tells readers about. It asks Git, and changes nothing.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from beautiful_cities.model import NATION, Fact
from beautiful_cities.phrases import Phrase, say
from beautiful_cities.problems import Problem, problem
from beautiful_cities.reading import Reading, read_data


class RevisionError(Exception):
    """There is no such revision, or no Git; `said` tells which."""

    def __init__(self, said: Phrase) -> None:
        super().__init__(str(said))
        self.said = said


def data_at(root: Path, revision: str) -> Reading:
    """The data as they were at a revision; raises RevisionError."""
    try:
        done = subprocess.run(
            ["git", "archive", "--format=tar", revision, "data"], cwd=root, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise RevisionError(say("Git is not installed, and only it knows what stood there before")) from None
    if done.returncode:
        detail = done.stderr.decode(errors="replace").strip()
        raise RevisionError(
            say("Git has no data of the revision {revision}: {detail}", revision=revision, detail=detail)
        )
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
        return read_data(Path(folder))


def check_recorded(before: Reading, now: Reading, revision: str) -> Iterator[Problem]:
    """Every fact that is new or says something else is named by an entry that is new, itself or by its city."""
    new = [entry for name, entry in now.entries["changes"].items() if name not in before.entries["changes"]]
    told = {name for entry in new for name in entry.facts}
    files = {now.origins["national" if name == NATION else "cities", name][0] for entry in new for name in entry.places}
    for name, fact in now.entries["facts"].items():
        path, keys = now.origins["facts", name]
        if name in told or path in files:
            continue
        old: Fact | None = before.entries["facts"].get(name)
        if old is None and name not in before.known("facts"):
            yield problem("change-unrecorded", path, *keys, what=say("this fact is new"), revision=revision)
        elif old is not None and _said(old) != _said(fact):
            yield problem(
                "change-unrecorded", path, *keys, what=say("this fact says something else"), revision=revision
            )


def _said(fact: Fact) -> dict[str, object]:
    """What a fact says, without the words that say it: a better wording is no news."""
    return fact.model_dump(exclude={"text", "caveat", "topic", "theme", "other_numbers"})
