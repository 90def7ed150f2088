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
from beautiful_cities.rules.entries import LANGUAGE_NAMES
from beautiful_cities.rules.wording import width_slips

LIMITS: Mapping[str, int] = {"zh": 900, "en": 600}
"""Chinese characters and words, by the family of the language: what a class reads in ten minutes."""
UNITS: Mapping[str, Phrase] = {"zh": say("characters"), "en": say("words")}
_COUNTED: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "en": re.compile(r"\w[\w.,’-]*"),
}
_LIST_NUMBER = re.compile(r"^[ \t]*\d+\.(?= )", re.MULTILINE)
_UNFINISHED = re.compile(r"（待[写寫]）|\(To be written\)")
"""What stands where a lesson is still to be written, whatever language stands in for its own."""
_HEADING = re.compile(r"^(?P<signs>#{1,6})(?!#).*?(?:\{:? *#(?P<anchor>[\w-]+)[^{}]*\} *)?$", re.MULTILINE)
_BROKEN = re.compile(
    r"(?:\[[^\[\]]*\])?[ \t]*[(（]?\b(?:fact|date|text|term|page|diagram)[:：][a-z0-9][a-z0-9/-]*[)）]?"
)
"""What is left of a quote that `quotes` does not know."""
_HTML = re.compile(r"<(?:!--|[a-z][a-z0-9]*\b)[^>]*>", re.IGNORECASE)


def check_explainers(reading: Reading) -> Iterator[Problem]:
    """Everything that must hold for an explainer beside the shape of its head."""
    for name, explainer in reading.entries["explainers"].items():
        path, _ = reading.origins["explainers", name]
        yield from _twins(reading, path, explainer)
        yield from _slips(reading, path, explainer)
        typed, language = _unquoted(explainer.markdown), explainer.language
        broken = [found.span() for found in _BROKEN.finditer(typed)]
        for start, end in broken:
            yield _placed(problem("quote-broken", path, found=explainer.markdown[start:end]), explainer, start)
        for number in numerals(typed, family(language)):
            if not any(start <= number.start < end for start, end in broken):
                yield _placed(problem("number-typed", path, found=f"{number.value:f}"), explainer, number.start)
        yield from _headings(path, explainer)
        for html in _HTML.finditer(typed):
            yield _placed(problem("lesson-html", path, found=html[0]), explainer, html.start())
        if not broken:
            for sign, right, start in width_slips(typed, family(language)):
                slip = problem("width", path, found=sign, right=right, language=LANGUAGE_NAMES[language])
                yield _placed(slip, explainer, start)
        if unfinished := _UNFINISHED.search(explainer.markdown):
            yield _placed(problem("lesson-unfinished", path, found=unfinished[0]), explainer, unfinished.start())
        yield from _length(reading, path, explainer)


def counted_as(language: Language) -> str:
    """How the length of a text is told: "zh" in characters, "en" in words."""
    return "zh" if family(language) == "zh" else "en"


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
    both = (explainer, twin)
    if any(_slips(reading, path, one) or _BROKEN.search(_unquoted(one.markdown)) for one in both):
        return  # which is reported, and once is enough
    mine, theirs = (_asked(one) for one in (explainer, twin))
    for quote, other_quote in zip_longest(mine, theirs):
        found, expected = (one.address if one else say("nothing") for one in (quote, other_quote))
        if found != expected:
            slip = problem("twins-differ", path, key=say("what they quote"), found=found, other=expected)
            yield _placed(slip, explainer, quote.start if quote else len(explainer.markdown.rstrip()))
            return
    if any(True for one in both for _slip in _headings(path, one)):
        return  # as above
    for heading, other_heading in zip_longest(*(list(_HEADING.finditer(one.markdown)) for one in both)):
        found, expected = (_shape(one) for one in (heading, other_heading))
        if str(found) != str(expected):
            slip = problem("twins-differ", path, key=say("their headings"), found=found, other=expected)
            yield _placed(slip, explainer, heading.start() if heading else len(explainer.markdown.rstrip()))
            return


def _shape(heading: re.Match[str] | None) -> str | Phrase:
    """What a heading has in both languages: its level and its anchor."""
    if heading is None:
        return say("nothing")
    return f"{heading['signs']} {{ #{heading['anchor']} }}" if heading["anchor"] else heading["signs"]


def _headings(path: str, explainer: Explainer) -> Iterator[Problem]:
    """No heading is the page's first, none skips a level, and no two have one anchor."""
    last, anchors = 1, dict[str, int]()
    for heading in _HEADING.finditer(explainer.markdown):
        level, anchor = len(heading["signs"]), heading["anchor"]
        if level == 1:
            yield _placed(problem("heading-first", path), explainer, heading.start())
        elif level > last + 1:
            skipped = problem("heading-skipped", path, found=level, limit=last + 1)
            yield _placed(skipped, explainer, heading.start())
        if anchor in anchors:
            twice = problem("id-twice", path, found=anchor, first=f"{path}:{anchors[anchor]}")
            yield _placed(twice, explainer, heading.start("anchor"))
        elif anchor:
            anchors[anchor] = _placed(problem("id-twice", path), explainer, heading.start()).line
        last = max(level, 2)


def _slips(reading: Reading, path: str, explainer: Explainer) -> list[Problem]:
    """What is wrong with its quotes; nothing while nobody can say which facts and terms there are."""
    if {"facts", "glossary", "cities"} & reading.unread:
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

    counting = counted_as(explainer.language)
    counted = len(_COUNTED[counting].findall(filled(explainer.markdown, said)))
    limit = LIMITS[counting]
    if counted > limit:
        values = {"found": counted, "unit": UNITS[counting], "limit": limit}
        yield _placed(problem("explainer-long", path, **values), explainer, 0)


def _placed(found: Problem, explainer: Explainer, at: int) -> Problem:
    """The problem at a place in the text below the head."""
    before = explainer.markdown[:at]
    line = explainer.line + before.count("\n")
    return replace(found, line=line, column=at - (before.rfind("\n") + 1) + 1)
