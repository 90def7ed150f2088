"""Questions to an editor, each also an option of the command line.

In: questions, and the answers that came as options. Out: all answers, asked for where they are missing. Whoever gives
options is asked only for what cannot be left out; whoever gives none is asked everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations

import click

from beautiful_cities.commands.desk import say_out
from beautiful_cities.languages import REGISTERED, Language
from beautiful_cities.phrases import later as _
from beautiful_cities.problems import Keys, Problem, suggestion

Answers = MutableMapping[str, str]
"""Answers by the names of the questions; an empty one means that the key is left out."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that an entry needs to be told."""

    name: str
    """The name of the option without its hyphens, such as "text-zh"."""
    told: str
    """What is asked for, as a message of the catalogue."""
    keys: Keys
    """Where the answer goes in the entry, such as ("text", "zh")."""
    language: str = ""
    """For a text in one language: "zh" or "en"."""
    choices: Sequence[str] = ()
    """The words that may be answered; any, where it is empty."""
    is_needed: bool = True
    default: Callable[[Mapping[str, str]], str] | None = None
    """What is answered by pressing Enter, worked out from the answers before it."""
    when: Callable[[Mapping[str, str]], bool] | None = None
    """Whether the question makes sense after the answers before it."""

    def text(self, words: NullTranslations) -> str:
        """What is asked for, in the editor's language."""
        told = words.gettext(self.told)
        return _in_language(self.language, words).format(told=told) if self.language else told


_IN = {"zh": _("{told} Here in Chinese."), "en": _("{told} Here in English.")}


def _in_language(language: Language, words: NullTranslations) -> str:
    """A question for a text with the language that it is asked for in."""
    if language in _IN:
        return words.gettext(_IN[language])
    return words.gettext(_("{told} Here in this language:")) + f" {REGISTERED[language].name}"


def options(questions: Iterable[Question], words: NullTranslations) -> list[click.Parameter]:
    """The questions as options; every one may be left out, since it can be asked."""
    return [
        click.Option([f"--{one.name}", one.name.replace("-", "_")], metavar=_metavar(one), help=one.text(words))
        for one in questions
    ]


def _metavar(question: Question) -> str:
    return "|".join(question.choices) if 0 < len(question.choices) <= 8 else "TEXT"


def given(questions: Iterable[Question], values: Mapping[str, object]) -> Answers:
    """The answers that came as options."""
    named = [(one, values.get(one.name.replace("-", "_"))) for one in questions]
    texts = [(one, str(value).strip()) for one, value in named if value is not None]
    return {one.name: text for one, text in texts if text or not one.is_needed}


def ask(questions: Sequence[Question], answers: Answers, words: NullTranslations, *, everything: bool) -> None:
    """Complete the answers; raises UsageError with the names of those that are missing where nobody can be asked."""
    for at, one in enumerate(questions):
        if one.name in answers or (one.when is not None and not one.when(answers)):
            continue
        default = one.default(answers) if one.default is not None else ""
        if not everything and (default or not one.is_needed):
            answers[one.name] = default
            continue
        try:
            answers[one.name] = _asked(one, default, words)
        except click.Abort:
            left = [f"--{other.name}" for other in questions[at:] if _is_missing(other, answers)]
            if not left:
                raise
            sentence = words.gettext("missing: {names}; give them as options, or answer the questions")
            raise click.UsageError(sentence.format(names=", ".join(left)), click.get_current_context()) from None


def _is_missing(question: Question, answers: Mapping[str, str]) -> bool:
    is_asked = question.when is None or question.when(answers)
    is_known = question.name in answers or (question.default is not None and question.default(answers))
    return question.is_needed and is_asked and not is_known


def ask_again(
    questions: Sequence[Question], answers: Answers, problems: Mapping[str, Problem], words: NullTranslations
) -> None:
    """Ask once more what was answered wrongly, the answer before as the default."""
    for one in questions:
        if one.name in problems:
            answers[one.name] = _asked(one, answers.get(one.name, ""), words)


def _asked(question: Question, default: str, words: NullTranslations) -> str:
    say_out("")
    say_out(question.text(words))
    if question.choices:
        few = len(question.choices) <= 40
        say_out("  " + (", ".join(question.choices) if few else words.gettext("(? lists the choices)")))
    if not question.is_needed and not default:
        say_out("  " + words.gettext("(Enter leaves it out)"))
    while True:
        answer: str = click.prompt(question.name, default=default, show_default=bool(default)).strip()
        if answer == "?" and question.choices:
            say_out(", ".join(question.choices))
        elif not answer and question.is_needed:
            say_out(words.gettext("This cannot be left out."))
        elif answer and question.choices and answer not in question.choices:
            mend = suggestion(answer, question.choices).text(words)
            say_out(words.gettext("“{answer}” is not known; {mend}").format(answer=answer, mend=mend))
        else:
            return answer


def blamed(questions: Sequence[Question], problems: Iterable[Problem], entry: Keys) -> dict[str, Problem]:
    """The first problem of each question's answer, for an entry that stands at these keys."""
    found: dict[str, Problem] = {}
    for one in problems:
        inner = tuple(key for key in one.keys[len(entry) :])
        for question in filter(lambda each: each.keys, questions):
            if one.keys[: len(entry)] == entry and inner and question.keys[: len(inner)] == inner[: len(question.keys)]:
                found.setdefault(question.name, one)
    return found
