"""`import`: a spreadsheet of values of cities becomes facts, row by row, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from gettext import NullTranslations
from pathlib import Path

import click

from beautiful_cities.commands.desk import command, group, print_problems, say_out
from beautiful_cities.commands.drafts import judged, trial, with_facts, write
from beautiful_cities.commands.rows import Found, read_sheet
from beautiful_cities.commands.sheets import UnreadableSheetError, at, write_template
from beautiful_cities.parsing import parsed
from beautiful_cities.phrases import counted, say
from beautiful_cities.problems import Problem
from beautiful_cities.reading import Reading
from beautiful_cities.writing import NoRoomError, entry_lines


def import_commands(words: NullTranslations) -> click.Group:
    """The commands in the editor's language."""
    series = command(
        words,
        "series",
        words.gettext(
            "Turn a spreadsheet of values into facts. FILE is a CSV file in UTF-8 or an .xlsx workbook, of which the"
            " first sheet is read; `import template FILE` writes an empty one. A row names a city, an indicator, a"
            " source and the place in it, and gives one value with its date, or several in columns headed by years."
            " Each fact is put after its like; comments and order in the files stay. While one row is not understood"
            " nothing is written; each is answered as FILE:line:column."
        ),
        _series(words),
        [
            click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE"),
            click.Option(
                ["--partly"], is_flag=True, help=words.gettext("Write the good rows although others are refused.")
            ),
            click.Option(["--dry-run"], is_flag=True, help=words.gettext("Show the facts and write nothing.")),
        ],
    )
    template = command(
        words,
        "template",
        words.gettext(
            "Write an empty spreadsheet for `import series` to FILE, which ends in .xlsx or .csv. The workbook has a"
            " second sheet that explains the columns and lists all places, indicators and sources."
        ),
        _template(words),
        [click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE")],
    )
    return group(
        words, "import", words.gettext("Make facts of a spreadsheet, or export an empty one."), [series, template]
    )


def _template(words: NullTranslations) -> Callable[..., int]:
    def act(root: Path, file: Path) -> int:
        if file.suffix.lower() not in (".csv", ".xlsx"):
            raise click.UsageError(words.gettext("FILE must end in .xlsx or .csv"), click.get_current_context())
        if file.exists():
            sentence = words.gettext("{path} is there already; name another file")
            raise click.UsageError(sentence.format(path=file), click.get_current_context())
        write_template(file, judged(root)[0], words)
        say_out(
            say("{path}: written; fill it in, then run: beautiful-cities import series {path}", path=file).text(words)
        )
        return 0

    return act


def _series(words: NullTranslations) -> Callable[..., int]:
    def act(root: Path, file: Path, partly: bool, dry_run: bool) -> int:
        reading, standing = judged(root)
        if any(found.is_error for found in standing):
            print_problems(standing, words)
            say_out(say("Nothing was written: mend the data first.").text(words))
            return 1
        try:
            facts, refused = read_sheet(file, reading)
        except UnreadableSheetError as error:
            print_problems(error.problems, words)
            return 1
        try:
            facts, refused = _tried(root, reading, file, facts, refused)
            if refused:
                print_problems(refused, words)
            if not facts or (refused and not partly):
                say_out(say("Nothing was written.").text(words))
                return 1
            files = with_facts(root, reading, ((one.path, one.entry) for one in facts))
        except NoRoomError:
            raise click.ClickException(
                words.gettext("the list of facts is written in an unusual way; add them by hand")
            ) from None
        for path in files:
            say_out(f"{path}:")
            for one in facts:
                if one.path == path:
                    say_out("\n".join(entry_lines(one.entry, "  ")) if dry_run else f"  {one.entry['id']}")
        if not dry_run:
            write(root, files)
            added = say("{facts} added.", facts=counted("{number} fact", "{number} facts", len(facts)))
            say_out(added.text(words))
            say_out(say("Tell readers: add an entry at the top of data/changes.yml.").text(words))
        return 1 if refused else 0

    return act


def _tried(
    root: Path, reading: Reading, file: Path, facts: Sequence[Found], refused: Sequence[Problem]
) -> tuple[list[Found], list[Problem]]:
    """The facts that keep every rule, and the problems of the others where their values stand in the spreadsheet."""
    good, bad = list(facts), list(refused)
    while good:
        by_id = {str(one.entry["id"]): one for one in good}
        files = with_facts(root, reading, ((one.path, one.entry) for one in good))
        found = trial(root, files, by_id)
        if not found:
            break
        ids = _ids_in_order(files)
        refused_ids = set()
        for each in found:
            name = ids[each.path][int(each.keys[1])] if each.keys[:1] == ("facts",) and len(each.keys) > 1 else ""
            if name not in by_id:
                raise ValueError(f"a new fact broke a rule elsewhere: {each}")  # _of_new knows of no such rule
            refused_ids.add(name)
            bad.append(at(replace(each, path=file.as_posix()), by_id[name].line, by_id[name].column))
        good = [one for one in good if one.entry["id"] not in refused_ids]
    return good, bad


def _ids_in_order(files: dict[str, str]) -> dict[str, list[str]]:
    return {path: [fact["id"] for fact in parsed(text, path)[0]["facts"]] for path, text in files.items()}
