"""What editors do at the command line. Nothing imports this room.

A command is made by a function that takes the catalogue of the editor's language, with the help of `desk.command`, and
named in `_commands` here. Inside the room the order is desk, drafts, checking, reporting, schemas, sheets, rows,
importing, questions, entries, lessons, session, adding, then `main`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from gettext import NullTranslations

import click

from beautiful_cities.commands.adding import new_commands
from beautiful_cities.commands.checking import check_command
from beautiful_cities.commands.desk import group, run
from beautiful_cities.commands.importing import import_commands
from beautiful_cities.commands.reporting import changes_command, status_command
from beautiful_cities.commands.schemas import schema_command


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0: fine; 1: problems in the data; 2: wrong usage."""
    return run(_commands, sys.argv[1:] if arguments is None else arguments)


def _commands(words: NullTranslations) -> click.Group:
    return group(
        words,
        "beautiful-cities",
        words.gettext("Tools for the editors of Beautiful Cities."),
        [
            check_command(words),
            status_command(words),
            changes_command(words),
            new_commands(words),
            import_commands(words),
            schema_command(words),
        ],
    )
