"""What a new lesson is asked for, and the two files that the answers make.

In: a reading and answers. Out: a Markdown file in each language. What their author needs to know stands as comments in
the head, which is YAML; below it, a paragraph to replace, of which every check reminds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import NullTranslations
from typing import get_args

from beautiful_cities.commands.drafts import Files
from beautiful_cities.commands.entries import entry_of, pair
from beautiful_cities.commands.questions import Question
from beautiful_cities.i18n import tool_words
from beautiful_cities.languages import LANGUAGES, Language
from beautiful_cities.model import TopicId
from beautiful_cities.parsing import LESSONS
from beautiful_cities.phrases import later as _
from beautiful_cities.quotes import DIAGRAMS
from beautiful_cities.reading import Reading
from beautiful_cities.rules.lessons import LIMITS, UNITS, counted_as
from beautiful_cities.writing import mapping_lines

_TOLD = {
    "title": _("The title, often a question."),
    "description": _("One or two sentences for lists, search and shared links."),
    "topic": _("The topic whose colour and sign it takes; leave it out where it is about all three."),
    "order": _("Its place in the list of lessons: the smallest comes first; the same in both languages."),
}
_RULES = (
    _("The text begins below the second line of hyphens, with a paragraph to replace. It has at most {limit} {unit}."),
    _("No figure is typed: each is quoted by the id of its fact, in the same order in both languages."),
    _("The sign ¶ behind a statement leads to an address that ends in the id."),
)
_FORMS = {
    "[](fact:ID)": _("the value with its unit, and a number that leads to the source"),
    "[…](fact:ID)": _("words of your own that rest on the fact, with the same number"),
    "[](date:ID)": _("its date or deadline"),
    "[](text:ID)": _("the whole statement"),
    "[](term:ID)": _("a term of data/glossary.yml with its definition; a spelling of it may stand in the brackets"),
    "[…](page:targets)": _("a link to a page, such as cities/jinan or topics/zero-waste"),
    "![](diagram:ID)": _("a drawing, one of: {names}"),
    "## … { #name }": _("a heading, and its own address on the page"),
}
_OPENING = _("(To be written) Say in two or three sentences what the lesson is about, and quote its first figure.")
"""What `rules.lessons` knows an unfinished lesson by stands at its beginning."""


def lesson_questions(reading: Reading) -> tuple[Question, ...]:
    """What a lesson is asked for beside its name."""
    orders = [one.head.order for one in reading.entries["explainers"].values()]
    return (
        *pair("title", _TOLD["title"]),
        *pair("description", _TOLD["description"]),
        Question("topic", _TOLD["topic"], ("topic",), choices=get_args(TopicId), is_needed=False),
        Question("order", _TOLD["order"], ("order",), default=lambda _answers: str(max(orders, default=0) + 1)),
    )


def lesson_path(language: Language, name: str) -> str:
    """Where a lesson stands in one language."""
    return f"content/{language}/{LESSONS}/{name}.md"


def lesson_files(
    name: str, questions: Sequence[Question], answers: Mapping[str, str], words: NullTranslations
) -> Files:
    """The texts of a lesson's files: in the languages in which it has a title."""
    titled = [language for language in LANGUAGES if answers.get(f"title-{language}")]
    return {lesson_path(language, name): _file(language, questions, answers, words) for language in titled}


def _file(
    language: Language, questions: Sequence[Question], answers: Mapping[str, str], words: NullTranslations
) -> str:
    own = [one for one in questions if one.language in ("", language)]
    every = entry_of(own, answers)
    head = {key: value[language] if isinstance(value, dict) else value for key, value in every.items()}
    lines = ["---"]
    for key, value in head.items():
        lines += [f"# {words.gettext(_TOLD[key])}", *mapping_lines({key: value})]
    counting = counted_as(language)
    limit, unit = LIMITS[counting], UNITS[counting].text(words)
    lines += ["#", *(f"# {words.gettext(one).format(limit=limit, unit=unit)}" for one in _RULES), "#"]
    names = ", ".join(DIAGRAMS)
    lines += [f"# {form:<18} {words.gettext(told).format(names=names)}" for form, told in _FORMS.items()]
    return "\n".join([*lines, "---", "", tool_words(language).gettext(_OPENING), ""])
