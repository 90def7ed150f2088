"""Thousands of changes to data files, each of which must be refused with its place or make a correct site. A script.

    .venv/bin/python tests/bench/fuzz.py [--root PROJECT] [--mutants 1000] [--seed 1] [--build-every 1]

In: a project whose data are sound. Out: how many changes were accepted and refused, by rule, and the seed of each that
went wrong. Exit code 1: there is one. tests/test_fuzz.py runs a few of them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

sys.path.insert(0, str(Path(__file__).parent.parent))

from beautiful_cities.build import build
from beautiful_cities.languages import LANGUAGES
from beautiful_cities.memory import Memory
from beautiful_cities.printing import Page
from beautiful_cities.problems import Problem
from beautiful_cities.settings import Settings
from small import SMALL, problems_in
from test_reading import LINE, MUTATIONS, PYTHON_WORDS, read, scribble, write

_IDS = re.compile(r'\sid="([^"]+)"')
_LEFT_OVER = re.compile(r"Undefined|<class '|Markup\(|Decimal\(|PartialDate\(")


@dataclass(frozen=True, slots=True)
class Mutant:
    """What became of one change."""

    file: str
    problems: tuple[Problem, ...]
    wrong: str = ""
    """What it was that must never happen."""

    @property
    def is_accepted(self) -> bool:
        """True where a site was, or would be, made."""
        return not any(found.is_error for found in self.problems)


def by_line(text: str, chance: random.Random) -> str:
    """A line deleted, repeated, moved, or indented otherwise, as a slip of the hand does."""
    lines = text.splitlines(keepends=True)
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    change: Callable[[], None] = chance.choice(
        [
            lambda: lines.__delitem__(at),
            lambda: lines.insert(to, lines[at]),
            lambda: lines.insert(to, lines.pop(at)) if to < len(lines) - 1 else None,
            lambda: lines.__setitem__(at, " " + lines[at]),
            lambda: lines.__setitem__(at, lines[at].removeprefix("  ")),
        ]
    )
    change()
    return "".join(lines)


def by_sign(text: str, chance: random.Random) -> str:
    """A digit, a letter or a sign put in the place of another."""
    at = chance.randrange(len(text))
    return text[:at] + chance.choice("0123456789abz年个。，<>&\"'-.:") + text[at + 1 :]


def mutate(path: Path, chance: random.Random) -> None:
    """Change a data file in one way or another."""
    if chance.random() < 0.5:
        value: Any = read(path)
        chance.choice(MUTATIONS)(value, chance)
        write(path, value)
    else:
        way = chance.choice((scribble, by_line, by_sign, by_sign))
        path.write_text(way(path.read_text("utf-8"), chance), "utf-8")


def mutants(root: Path, *, number: int, seed: int, build_every: int) -> Iterator[tuple[int, Mutant]]:
    """Each change to the data of the project in `root` by its seed, and what became of it.

    Every so many of those that are accepted are built, without pictures.
    """
    with tempfile.TemporaryDirectory() as folder:
        memory = Memory()  # reading unchanged files again would be most of the time
        patient = Path(folder)
        shutil.copytree(root / "data", patient / "data")
        files = sorted(path.relative_to(patient) for path in (patient / "data").rglob("*.yml"))
        accepted = 0
        for one in range(seed, seed + number):
            chance = random.Random(one)
            file = chance.choice(files)
            mutant = Mutant(file.as_posix(), ())
            try:
                mutate(patient / file, chance)
                mutant = Mutant(file.as_posix(), problems_in(patient, memory=memory))
                accepted += mutant.is_accepted
                is_built = mutant.is_accepted and accepted % build_every == 0
                wrong = "; ".join((*told_badly(mutant, patient), *(made_badly(patient) if is_built else ())))
            except Exception:  # noqa: BLE001  # whatever it is, it is what is looked for
                wrong = traceback.format_exc()
            yield one, Mutant(mutant.file, mutant.problems, wrong)
            shutil.copy(root / file, patient / file)


def told_badly(mutant: Mutant, root: Path) -> Iterator[str]:
    """Problems that do not say where they are, or show that the data went through Python."""
    for found in mutant.problems:
        path = root / found.path
        lines = path.read_bytes().count(b"\n") + 2 if path.is_file() else 1
        line = str(found)
        if not LINE.fullmatch(line) or PYTHON_WORDS.search(line) or not 1 <= found.line <= lines:
            yield f"told badly: {line}"


def made_badly(root: Path) -> Iterator[str]:
    """What is wrong with the site that the data make."""
    cache = Path(tempfile.gettempdir()) / "beautiful-cities-fuzz"
    site = build(root, Settings(dt.date(2026, 11, 22), "https://host.example/", cache=cache))
    pages = tuple(site.pages())
    yield from unlike(pages)
    for page in pages:
        if left := _LEFT_OVER.search(re.sub(r"<code.*?</code>", "", page.html)):
            yield f"{page.route.url}: {left[0]} is left over"
    for slug, place in site.data.cities.items():
        for language in LANGUAGES:
            (html,) = (
                one.html
                for one in pages
                if one.route.url.endswith(f"cities/{slug}/") and one.route.language == language
            )
            missing = {str(fact.id) for fact in place.facts} - set(_IDS.findall(html))
            if missing:
                yield f"{slug} in {language} lacks {sorted(missing)[:3]}"
    files = dict(site.files()) | {path: content for page in pages for path, content in page.files.items()}
    for path, content in files.items():
        if isinstance(content, Path):
            continue
        if path.endswith(".json") and "pagefind" not in path:
            json.loads(content)
        elif path.endswith((".xml", ".svg")):
            ET.fromstring(content)


def unlike(pages: Iterable[Page]) -> Iterator[str]:
    """Pages whose two languages do not have the same places on them, one for one."""
    ids = {page.route: _IDS.findall(page.html) for page in pages}
    for route, own in ids.items():
        if len(own) != len(set(own)):
            yield f"{route.url}: an id stands twice"
        if route.language == "zh" and Counter(own) != Counter(ids[route.twin("en")]) and route.name != "glossary/":
            twin = ids[route.twin("en")]
            differing = [name for name in set(own) ^ set(twin) if not name.startswith("explained-")]
            if differing:
                yield f"{route.url}: only in one language: {differing[:3]}"


def main(root: Path, number: int, seed: int, build_every: int) -> int:
    """Print what became of them."""
    fates = Counter[str]()
    wrong = 0
    for one, mutant in mutants(root, number=number, seed=seed, build_every=build_every):
        fates["accepted" if mutant.is_accepted else "refused"] += 1
        fates.update({found.rule.id for found in mutant.problems if found.is_error})
        if mutant.wrong:
            wrong += 1
            sys.stdout.write(f"seed {one}, {mutant.file}: {mutant.wrong}\n")
            sys.stdout.flush()
    for fate, count in fates.most_common():
        sys.stdout.write(f"{count:>6} {fate}\n")
    sys.stdout.write(f"{wrong:>6} wrong\n")
    return int(wrong > 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=SMALL)
    parser.add_argument("--mutants", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--build-every", type=int, default=1)
    options = parser.parse_args()
    sys.exit(main(options.root, options.mutants, options.seed, options.build_every))
