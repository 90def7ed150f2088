"""An explainer says the same in both languages, quotes what is there, and types no figure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest

from beautiful_cities.languages import DEFAULT, LANGUAGES, Language, family
from beautiful_cities.model import Explainer, Fact, Term
from beautiful_cities.numerals import numerals
from beautiful_cities.phrases import Phrase, say
from beautiful_cities.problems import Problem, problem, suggestion
from beautiful_cities.quotes import DIAGRAMS, PAGES, SCHEMES, Quote, filled, quotes
from beautiful_cities.reading import Reading

_LIMITS: Mapping[str, int] = {"zh": 900, "en": 600}
"""Chinese characters and words, by the family of the language: what a class reads in ten minutes."""
_UNITS: Mapping[str, Phrase] = {"zh": say("characters"), "en": say("words")}
_COUNTED: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "en": re.compile(r"\w[\w.,’-]*"),
}
_LIST_NUMBER = re.compile(r"^[ \t]*\d+\.(?= )", re.MULTILINE)
_FIRST_HEADING = re.compile(r"^# ", re.MULTILINE)


def check_explainers(reading: Reading) -> Iterator[Problem]:
    """Everything that must hold for an explainer beside the shape of its head."""
    for name, explainer in reading.entries["explainers"].items():
        path, _ = reading.origins["explainers", name]
        yield from _twins(reading, path, explainer)
        yield from _slips(reading, path, explainer)
        for number in numerals(_unquoted(explainer.markdown), family(explainer.language)):
            yield _placed(problem("number-typed", path, found=f"{number.value:f}"), explainer, number.start)
        for heading in _FIRST_HEADING.finditer(explainer.markdown):
            yield _placed(problem("heading-first", path), explainer, heading.start())
        yield from _length(reading, path, explainer)


def _twins(reading: Reading, path: str, explainer: Explainer) -> Iterator[Problem]:
    known = reading.known("explainers")
    for other in LANGUAGES:
        if f"{other}/{explainer.slug}" not in known and DEFAULT in (other, explainer.language):
            twin_path = path.replace(f"content/{explainer.language}/", f"content/{other}/", 1)
            yield problem("twin-missing" if other == DEFAULT else "twin-open", path, path=twin_path)
    twin: Explainer | None = reading.entries["explainers"].get(f"{DEFAULT}/{explainer.slug}")
    if twin is None or explainer.language == DEFAULT:
        return
    for key in ("topic", "order"):
        here, there = (getattr(one.head, key) or say("nothing") for one in (explainer, twin))
        if here != there:
            yield problem("twins-differ", path, key, key=key, found=here, other=there)
    if any(_slips(reading, path, one) for one in (explainer, twin)):
        return  # which is reported, and once is enough
    mine, theirs = (_asked(one) for one in (explainer, twin))
    for quote, other_quote in zip_longest(mine, theirs):
        found, expected = (one.address if one else say("nothing") for one in (quote, other_quote))
        if found != expected:
            slip = problem("twins-differ", path, key=say("what they quote"), found=found, other=expected)
            yield _placed(slip, explainer, quote.start if quote else len(explainer.markdown.rstrip()))
            return


def _slips(reading: Reading, path: str, explainer: Explainer) -> list[Problem]:
    """What is wrong with its quotes; nothing while nobody can say which facts and terms there are."""
    if {"facts", "glossary"} & reading.unread:
        return []
    return [
        _placed(found, explainer, quote.start)
        for quote in quotes(explainer.markdown)
        for found in _quoted(reading, path, quote, explainer.language)
    ]


def _asked(explainer: Explainer) -> list[Quote]:
    """The quotes that must be the same in both languages: which words are explained and dated is each one's affair."""
    return [one for one in quotes(explainer.markdown) if one.scheme not in ("term", "date")]


def _quoted(reading: Reading, path: str, quote: Quote, language: Language) -> Iterator[Problem]:
    """What a quote asks for is there."""
    if quote.scheme not in SCHEMES or quote.is_picture != (quote.scheme == "diagram"):
        near = suggestion(quote.scheme, SCHEMES, otherwise=say("a picture begins with an exclamation mark"))
        yield problem("quote-form", path, found=quote.address, suggestion=near)
        return
    words = _known(reading, quote.scheme)
    if quote.id not in words:
        name = _NAMES.get(quote.scheme, _FACT)
        yield problem("quote-unknown", path, scheme=name, found=quote.id, suggestion=suggestion(quote.id, words))
        return
    if quote.scheme == "diagram":
        for shown in DIAGRAMS[quote.id]:
            if shown not in reading.known("facts"):
                near = suggestion(shown, reading.known("facts"))
                yield problem("quote-unknown", path, scheme=_FACT, found=shown, suggestion=near)
    term: Term | None = reading.entries["glossary"].get(quote.id) if quote.scheme == "term" else None
    if term is not None and quote.words:
        own = term.term.own(language)
        spellings = (*([own] if own else []), *term.spellings[language])
        allowed = {f"{one.casefold()}{tail}" for one in spellings for tail in ("", "s", "es")}
        if allowed and quote.words.casefold() not in allowed:
            yield problem("term-words", path, found=quote.words, term=quote.id)
    fact: Fact | None = reading.entries["facts"].get(quote.id)
    if fact is None:
        return
    if quote.scheme == "fact" and not quote.words and fact.value is None:
        yield problem("quote-nothing", path, found=quote.id, what=say("value"))
    if quote.scheme == "date" and fact.when is None:
        yield problem("quote-nothing", path, found=quote.id, what=say("date"))


_FACT = say("fact")
_NAMES: Mapping[str, Phrase] = {"term": say("term"), "page": say("page"), "diagram": say("diagram")}
"""What a scheme asks for; the others ask for a fact."""


def _known(reading: Reading, scheme: str) -> Collection[str]:
    """What may be quoted under a scheme."""
    match scheme:
        case "term":
            return reading.known("glossary")
        case "diagram":
            return tuple(DIAGRAMS)
        case "page":
            below = (f"{kind}/{name}" for kind in ("cities", "topics") for name in reading.known(kind))
            lessons = (f"learn/{one.slug}" for one in reading.entries["explainers"].values())
            return (*PAGES, *below, *lessons)
    return reading.known("facts")


def _unquoted(markdown: str) -> str:
    """The text as its author typed it: addresses of quotes and the numbers of lists are blanked, each place kept."""

    def blank(quote: Quote) -> str:
        whole = markdown[quote.start : quote.end]
        opening = whole.index("](")
        return whole[:opening] + " " * (len(whole) - opening)

    return _LIST_NUMBER.sub(lambda found: " " * len(found[0]), filled(markdown, blank))


def _length(reading: Reading, path: str, explainer: Explainer) -> Iterator[Problem]:
    """The length as readers meet it: a text that is quoted counts in full, anything else as one word."""

    def said(quote: Quote) -> str:
        fact: Fact | None = reading.entries["facts"].get(quote.id) if quote.scheme == "text" else None
        return fact.text[explainer.language] if fact else quote.words or "1"

    counting = "zh" if family(explainer.language) == "zh" else "en"
    counted = len(_COUNTED[counting].findall(filled(explainer.markdown, said)))
    limit = _LIMITS[counting]
    if counted > limit:
        values = {"found": counted, "unit": _UNITS[counting], "limit": limit}
        yield _placed(problem("explainer-long", path, **values), explainer, 0)


def _placed(found: Problem, explainer: Explainer, at: int) -> Problem:
    """The problem at a place in the text below the head."""
    before = explainer.markdown[:at]
    line = explainer.line + before.count("\n")
    return replace(found, line=line, column=at - (before.rfind("\n") + 1) + 1)
