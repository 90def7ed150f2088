"""`schema`: write the schemas that editors type with."""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path

import click

from beautiful_cities.commands.desk import command, print_problems, say_out
from beautiful_cities.phrases import counted, say
from beautiful_cities.reading import Reading, read_data
from beautiful_cities.schema import FOLDER, schema_files


def schema_command(words: NullTranslations) -> click.Command:
    """The command in the editor's language."""

    def act(root: Path) -> int:
        reading = read_data(root)
        if reading.problems:
            print_problems(reading.place(reading.problems), words)
            return 1
        changed = counted("{number} file", "{number} files", write_schemas(root, reading))
        say_out(say("{folder}: {files} changed", folder=FOLDER, files=changed).text(words))
        return 0

    return command(
        words,
        "schema",
        words.gettext(
            "Write the schemas in data/schema anew. Editors such as VS Code complete keys and ids with them, explain"
            " each key and underline slips. Run this after a change of themes, indicators, units, provinces or cities."
        ),
        act,
    )


def write_schemas(root: Path, reading: Reading) -> int:
    """Write the schemas that changed; returns how many."""
    changed = 0
    for path, text in schema_files(reading).items():
        file = root / path
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            changed += 1
    return changed
