"""The command line: check the data without building the site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from beautiful_cities.history import RevisionError, check_recorded, data_at
from beautiful_cities.i18n import check_catalogues
from beautiful_cities.problems import report
from beautiful_cities.prose import check_prose
from beautiful_cities.reading import read_data
from beautiful_cities.rules import check


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0: fine; 1: problems in the data; 2: wrong usage."""
    parser = argparse.ArgumentParser(prog="beautiful-cities", description="Tools for the editors of Beautiful Cities.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    checking = commands.add_parser("check", help="report every problem of every data file")
    checking.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: this one)")
    checking.add_argument("--since", metavar="REV", help="also check that what changed since then is told")
    options = parser.parse_args(arguments)
    if not (options.root / "data").is_dir():
        parser.error(f"there is no folder data in {options.root}; run this in the project, or name it with --root")
    try:
        return _check(options.root, options.since)
    except RevisionError as error:
        parser.error(str(error))


def _check(root: Path, since: str | None) -> int:
    """Report the problems of the data; raises RevisionError."""
    reading = read_data(root)
    problems = (*reading.place(reading.problems), *check(reading), *check_catalogues(), *check_prose(root))
    if since is not None:
        problems = (*problems, *reading.place(check_recorded(data_at(root, since), reading, since)))
    if problems:
        sys.stdout.write(report(problems) + "\n")
        return 1
    counts = (f"{len(reading.entries[kind])} {kind}" for kind in ("cities", "facts", "sources", "indicators"))
    sys.stdout.write(", ".join(counts) + ": no problems\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
