"""One run of `new`: questions, a draft, a trial, and questions once more where an answer broke a rule."""

from __future__ import annotations

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

Drafted = tuple[Files, str, Keys]
"""Files, the path of the one with the new entry, and the keys of the entry in it."""
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
            files, path, keys = draft(answers)
            problems = trial(self.root, files, [answers.get("id", "")])
            if not problems:
                return files
            wrong = blamed(questions, [one for one in problems if one.path == path], keys)
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


def ended(session: Session, files: Files | None) -> int:
    """Write the files, and tell their names; the exit code."""
    if files is None:
        return 1
    write(session.root, files)
    for path in files:
        say_out(say("{path}: written", path=path).text(session.words))
    return 0
