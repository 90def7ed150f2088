"""What all commands have in common: the editor's language, the project's folder, colours, and how mistakes are told.

In: the arguments of the command line. Out: exit code 0: fine; 1: problems in the data; 2: wrong usage. Commands are
made anew for each run, because their help is worded in the editor's language.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Sequence
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import click

from beautiful_cities.i18n import machine_language, tool_words
from beautiful_cities.languages import COMPLETE, Language
from beautiful_cities.phrases import later as _
from beautiful_cities.phrases import say
from beautiful_cities.problems import Problem, in_order, tally


def language_of(arguments: Sequence[str]) -> Language:
    """The language that is asked for, else that of the machine: Chinese where its locale is Chinese."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--language", nargs="?")
    asked: str | None = parser.parse_known_args(list(arguments))[0].language
    return asked if asked in COMPLETE else machine_language()


def run(make: Callable[[NullTranslations], click.Group], arguments: Sequence[str]) -> int:
    """Carry out a command; tell wrong usage in the editor's language."""
    words = tool_words(language_of(arguments))
    try:
        done = make(words).main(list(arguments), prog_name="beautiful-cities", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.UsageError as error:
        if error.ctx is not None:
            click.echo(in_our_words(error.ctx.get_usage(), words), err=True)
            hint = words.gettext("Try “{command} --help”.").format(command=error.ctx.command_path)
            click.echo(f"{hint}\n", err=True)
        click.echo(words.gettext("Wrong usage: {detail}").format(detail=_usage_mistake(error, words)), err=True)
        return 2
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        return 1
    except click.Abort:
        click.echo("\n" + words.gettext("Stopped; nothing was written."), err=True)
        return 1
    return done if isinstance(done, int) else 0


def _usage_mistake(error: click.UsageError, words: NullTranslations) -> str:
    match error:
        case click.NoSuchOption():
            known = error.possibilities or []
            tail = words.gettext("; did you mean {options}?").format(options=", ".join(known)) if known else ""
            return words.gettext("there is no option {option}").format(option=error.option_name) + tail
        case click.MissingParameter() if error.param is not None:
            return words.gettext("{name} is missing").format(name=error.param.get_error_hint(_context(error)))
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.Choice):
            choices = ", ".join(map(str, error.param.type.choices))
            name = error.param.get_error_hint(_context(error))
            return words.gettext("{name} must be one of: {choices}").format(name=name, choices=choices)
        case other:
            return other.format_message()


def _context(error: click.UsageError) -> click.Context:
    assert error.ctx is not None
    return error.ctx


def in_our_words(text: str, words: NullTranslations) -> str:
    """A page of help with click's own headings in the editor's language."""
    for heading in (_("Usage:"), _("Options:"), _("Commands:")):
        text = text.replace(heading, words.gettext(heading))
    return text


class Command(click.Command):
    """A command whose help is in the editor's language."""

    words: NullTranslations

    def get_help(self, ctx: click.Context) -> str:
        """The page of help."""
        return in_our_words(super().get_help(ctx), self.words)


class Group(click.Group):
    """A group of commands whose help is in the editor's language."""

    words: NullTranslations

    def get_help(self, ctx: click.Context) -> str:
        """The page of help."""
        return in_our_words(super().get_help(ctx), self.words)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command by its name; raises UsageError with all names for one that does not exist."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            sentence = self.words.gettext("there is no command “{name}”; there are: {names}")
            ctx.fail(sentence.format(name=args[0], names=", ".join(self.commands)))
        return super().resolve_command(ctx, args)


def command(
    words: NullTranslations, name: str, help_: str, act: Callable[..., Any], params: Sequence[click.Parameter] = ()
) -> click.Command:
    """A command of the project: beside its own parameters it takes --root and --language."""
    short = re.split(r"(?<=[.。])\s", help_)[0]
    made = Command(
        name,
        params=[*params, *_everywhere(words)],
        callback=act,
        help=help_,
        short_help=short.rstrip(".。"),
        add_help_option=False,
    )
    made.words = words
    return made


def group(words: NullTranslations, name: str, help_: str, commands: Sequence[click.Command]) -> click.Group:
    """Commands under one name."""
    made = Group(
        name,
        commands={one.name or "": one for one in commands},
        help=help_,
        short_help=help_.rstrip(".。"),
        add_help_option=False,
    )
    made.words = words
    made.params += [_language_option(words), _help_option(words)]
    return made


def _everywhere(words: NullTranslations) -> tuple[click.Parameter, ...]:
    def folder(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path:
        root = value or _project()
        if not (root / "data").is_dir():
            sentence = words.gettext(
                "there is no folder data in {root}; run this in the project, or name it with --root"
            )
            ctx.fail(sentence.format(root=root))
        return root

    root = click.Option(
        ["--root"],
        type=click.Path(path_type=Path),
        callback=folder,
        metavar="FOLDER",
        help=words.gettext("The project’s folder; by default the one you are in."),
    )
    return root, _language_option(words), _help_option(words)


def _language_option(words: NullTranslations) -> click.Option:
    help_ = words.gettext("The language of what is printed; by default that of the machine.")
    return click.Option(["--language"], type=click.Choice(COMPLETE), expose_value=False, help=help_)


def _help_option(words: NullTranslations) -> click.Option:
    def show(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            ctx.exit()

    help_ = words.gettext("Show this page and stop.")
    return click.Option(["--help"], is_flag=True, expose_value=False, is_eager=True, callback=show, help=help_)


def _project() -> Path:
    """The folder that holds data/: this one or the nearest around it; this one where there is none."""
    here = Path()
    around = (here, *(here.resolve().parents))
    return next((folder for folder in around if (folder / "data" / "cities").is_dir()), here)


def print_problems(problems: Sequence[Problem], words: NullTranslations) -> None:
    """One problem a line and then their number, coloured on a terminal."""
    ordered = in_order(problems)
    for found in ordered:
        say_out(_coloured(found, words))
    say_out(click.style(tally(ordered).text(words), bold=True))


def say_out(line: str) -> None:
    """Print a line, in colours where they are wanted: see https://no-color.org."""
    wanted = False if os.environ.get("NO_COLOR") else True if os.environ.get("FORCE_COLOR") else None
    click.echo(line, color=wanted)


def _coloured(found: Problem, words: NullTranslations) -> str:
    what, why, mend = found.parts(words)
    sentence = say(
        "{what}; {why}; {mend}",
        what=click.style(what, fg="red" if found.is_error else "yellow", bold=True),
        why=why,
        mend=click.style(mend, fg="green"),
    )
    place, rule = click.style(found.place, bold=True), click.style(f"[{found.rule.id}]", dim=True)
    return f"{place}: {sentence.text(words)} {rule}"
