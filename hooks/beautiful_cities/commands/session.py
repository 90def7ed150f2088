"""One run of `new`: questions, a draft, a trial, and questions once more where an answer broke a rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from gettext import NullTranslations
from pathlib import Path

import click

from beautiful_cities.commands.desk import print_problems, say_out
from beautiful_cities.commands.drafts import Files, judged, trial, write
from beautiful_cities.commands.questions import Answers, Question, ask, ask_again, blamed
from beautiful_cities.phrases import say
from beautiful_cities.problems import Keys, Problem, in_order
from beautiful_cities.reading import Reading

Drafted = tuple[Files, Mapping[str, str], Keys]
"""Files, the paths of those with the new entry, each with the language that it holds or "" for both, and the keys of
the entry in them."""
Draft = Callable[[Mapping[str, str]], Drafted]
"""From answers to what they make."""


@dataclass(frozen=True, slots=True)
class Session:
    """What the commands work on."""

    root: Path
    reading: Reading
    words: NullTranslations
    everything: bool
    """Whether to ask what could be left out: no option was given."""
    sources: Files = field(default_factory=dict)
    """Files with new sources, not written yet."""
    described: set[str] = field(default_factory=set)
    """The ids of those sources."""

    def complete(
        self,
        questions: Sequence[Question],
        answers: Answers,
        draft: Draft,
    ) -> Files | None:
        """The files that the answers make, once they keep every rule; None after what is wrong was told."""
        ask(questions, answers, self.words, everything=self.everything)
        while True:
            files, holders, keys = draft(answers)
            problems = trial(self.root, files, [answers.get("id", "")])
            if not problems:
                return files
            wrong: dict[str, Problem] = {}
            for path, language in holders.items():
                own = [one for one in questions if not language or one.language in ("", language)]
                wrong |= blamed(own, [one for one in problems if one.path == path], keys)
            self._tell(problems, wrong)
            if not self.everything or not wrong:
                say_out(say("Nothing was written.").text(self.words))
                return None
            ask_again(questions, answers, wrong, self.words)

    def _tell(self, problems: Sequence[Problem], wrong: Mapping[str, Problem]) -> None:
        """Each problem by the option whose answer it is about, else by the file."""
        say_out("")
        for one in in_order(problems):
            names = [f"--{name}" for name, its in wrong.items() if its is one]
            where = ", ".join(names) or one.path
            say_out(f"{where}: {one.sentence(self.words)} [{one.rule.id}]")


def begun(root: Path, words: NullTranslations, values: Mapping[str, object]) -> Session:
    """The session, once the data are without an error; ends the command otherwise."""
    reading, problems = judged(root)
    if any(found.is_error for found in problems):
        print_problems(problems, words)
        raise click.ClickException(words.gettext("Nothing was written: mend the data first."))
    return Session(root, reading, words, everything=not any(value is not None for value in values.values()))


def file_name(name: str, words: NullTranslations) -> str:
    """The name itself; raises UsageError for one that no file may have."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        sentence = words.gettext("“{name}” cannot be the name of a file; use small letters, digits and single hyphens")
        raise click.UsageError(sentence.format(name=name), click.get_current_context())
    return name


def is_new(root: Path, path: str, words: NullTranslations) -> str:
    """The path itself; raises UsageError where a file stands there already."""
    if (root / path).exists():
        sentence = words.gettext("{path} is there already; name another file")
        raise click.UsageError(sentence.format(path=path), click.get_current_context())
    return path


def ended(session: Session, files: Files | None) -> int:
    """Write the files, and tell their names; the exit code."""
    if files is None:
        return 1
    write(session.root, files)
    for path in files:
        say_out(say("{path}: written", path=path).text(session.words))
    return 0
