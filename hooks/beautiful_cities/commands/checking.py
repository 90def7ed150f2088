"""`check`: every problem of every data file, or of a few, in one run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from gettext import NullTranslations
from pathlib import Path

import click

from beautiful_cities.commands.desk import command, print_problems, say_out
from beautiful_cities.commands.drafts import judged
from beautiful_cities.history import RevisionError, check_recorded, data_at
from beautiful_cities.i18n import check_catalogues
from beautiful_cities.phrases import counted, say
from beautiful_cities.problems import Problem, in_order, tally
from beautiful_cities.prose import check_prose
from beautiful_cities.reading import Reading
from beautiful_cities.schema import check_schemas


def check_command(words: NullTranslations) -> click.Command:
    """The command in the editor's language."""
    _ = words.gettext

    def act(root: Path, files: tuple[Path, ...], form: str, since: str | None) -> int:
        if files and since is not None:
            raise click.UsageError(
                _("--since looks at the whole data, so name no file with it"), click.get_current_context()
            )
        try:
            reading, problems = examined(root, _focus(root, files, words), since)
        except RevisionError as error:
            raise click.UsageError(error.said.text(words), click.get_current_context()) from None
        {"text": _print_text, "github": _print_github, "json": _print_json}[form](reading, problems, words)
        return 1 if problems else 0

    return command(
        words,
        "check",
        _(
            "Report every problem of the data. Each line says where it is, what is wrong, why it matters and how to"
            " mend it. With FILES only those are judged, which is quicker; what only the whole can tell is left out"
            " then: sources that nothing uses, and whether other files miss what these no longer hold."
            " The exit code is 0 when all is well, 1 with problems, 2 after wrong usage."
        ),
        act,
        [
            click.Argument(["files"], nargs=-1, type=click.Path(path_type=Path), metavar="[FILES]..."),
            click.Option(
                ["--format", "form"],
                type=click.Choice(["text", "github", "json"]),
                default="text",
                help=_("text: a line for each problem; github: annotations for GitHub Actions; json: for programs."),
            ),
            click.Option(
                ["--since"],
                metavar="REV",
                help=_("Also check that facts that changed since this Git revision are told in data/changes.yml."),
            ),
        ],
    )


def examined(
    root: Path, focus: frozenset[str] | None = None, since: str | None = None
) -> tuple[Reading, tuple[Problem, ...]]:
    """The data and every problem of them; raises RevisionError."""
    reading, problems = judged(root, focus)
    if focus is None:
        problems = (*problems, *check_catalogues(), *check_prose(root))
        if not any(found.is_error for found in problems):
            problems = (*problems, *check_schemas(reading))
    if since is not None:
        problems = (*problems, *reading.place(check_recorded(data_at(root, since), reading, since)))
    return reading, problems


def _focus(root: Path, files: Sequence[Path], words: NullTranslations) -> frozenset[str] | None:
    """The data files that are named, those of named folders included; None for all."""
    if not files:
        return None
    named = set()
    for path in files:
        every = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
        for one in every:
            try:
                here = one.resolve().relative_to(root.resolve())
            except ValueError:
                here = None
            if here is None or here.parts[0] != "data" or here.suffix != ".yml" or not one.is_file():
                sentence = words.gettext(
                    "{path} is not a data file of this project; name files such as data/cities/jinan.yml"
                )
                raise click.UsageError(sentence.format(path=one), click.get_current_context())
            named.add(here.as_posix())
    return frozenset(named)


def _print_text(reading: Reading, problems: Sequence[Problem], words: NullTranslations) -> None:
    if problems:
        print_problems(problems, words)
        return
    if reading.focus is not None:
        files = counted("{number} file", "{number} files", len(reading.focus))
        say_out(say("{counts}: no problems", counts=files).text(words))
        return
    kinds = (len(reading.entries[kind]) for kind in ("cities", "facts", "sources", "indicators"))
    cities, facts, sources, indicators = kinds
    counts = say(
        "{cities} cities, {facts} facts, {sources} sources, {indicators} indicators",
        cities=cities,
        facts=facts,
        sources=sources,
        indicators=indicators,
    )
    say_out(say("{counts}: no problems", counts=counts).text(words))


def _print_github(reading: Reading, problems: Sequence[Problem], words: NullTranslations) -> None:
    """Workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    for found in in_order(problems):
        level = "error" if found.is_error else "warning"
        where = f"file={_property(found.path)},line={max(found.line, 1)},col={max(found.column, 1)}"
        say_out(f"::{level} {where},title={_property(found.rule.id)}::{_escaped(found.sentence(words))}")
    _print_text(reading, (), words) if not problems else say_out(tally(problems).text(words))


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _print_json(reading: Reading, problems: Sequence[Problem], words: NullTranslations) -> None:
    listed = []
    for found in in_order(problems):
        what, why, mend = found.parts(words)
        listed.append(
            {
                "file": found.path,
                "line": max(found.line, 1),
                "column": max(found.column, 1),
                "severity": found.rule.severity,
                "rule": found.rule.id,
                "what": what,
                "why": why,
                "mend": mend,
            }
        )
    errors = sum(found.is_error for found in problems)
    whole = {"errors": errors, "warnings": len(problems) - errors, "problems": listed}
    say_out(json.dumps(whole, ensure_ascii=False, indent=1))
