"""What can be wrong with the data, and how an editor is told.

In: a rule, a place and the values found there. Out: one line a person can act on. Each rule is written once,
here: the checks name it and the formatter prints it. Nothing in this module reads or checks.

It is long because it is one table: every sentence that an editor may meet, side by side, so that they stay alike.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

Severity = Literal["error", "warning"]
Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold. `what` and `mend` may name values in braces; `why` is always the same."""

    id: str
    what: str
    why: str
    mend: str
    severity: Severity = "error"


def _rules(*rules: Rule) -> dict[str, Rule]:
    return {rule.id: rule for rule in rules}


RULES: Mapping[str, Rule] = _rules(
    # Files and YAML
    Rule("file-missing", "{path} is not there", "the site is made from it", "put the file back or undo its removal"),
    Rule(
        "file-unreadable",
        "{path} cannot be read: {detail}",
        "the site is made from it",
        "check the file and its rights",
    ),
    Rule(
        "file-name",
        'the file name "{name}" cannot be an address',
        "a city's file name is its address on the site",
        "use small letters, digits and single hyphens, such as jinan.yml; index.yml is taken",
    ),
    Rule(
        "file-stray",
        'the file "{name}" is not read',
        "only files that end in .yml are",
        "rename it, or move it out of data",
    ),
    Rule(
        "encoding",
        "the file is not UTF-8 text (byte {offset})",
        "Chinese would come out as nonsense",
        "save it again with the encoding UTF-8",
    ),
    Rule(
        "character",
        "there is a character that has no place in a text ({character})",
        "browsers and feed readers stumble over it",
        "delete it; it is often invisible, and came in by copying",
    ),
    Rule(
        "yaml-syntax",
        "this is not valid YAML: {detail}",
        "the file cannot be read past this place",
        "look here and on the line before; a text with a colon in it, or one that begins with a sign, needs quotes",
    ),
    Rule(
        "yaml-depth",
        "lists and keys are nested more than {limit} deep",
        "no data file needs that, so it is a slip",
        "take the extra brackets, hyphens or spaces out",
    ),
    Rule(
        "yaml-alias",
        'anchors and aliases ("{name}") are not allowed',
        "a value must be readable where it stands",
        "write the value out; put quotes around a text that begins with & or *",
    ),
    Rule(
        "yaml-tag",
        'tags ("{name}") are not allowed',
        "a value's kind is plain from how it is written",
        "delete the tag; put quotes around a text that begins with !",
    ),
    Rule(
        "yaml-documents",
        "a second document begins here",
        "everything after it would be ignored",
        "delete the line with the three hyphens or dots",
    ),
    Rule(
        "key-twice",
        'the key "{key}" stands here a second time',
        "one of the two values would be lost",
        "keep one of them, or begin the new entry of a list with a hyphen",
    ),
    Rule(
        "key-odd",
        "a list or a group of keys stands where a key should",
        "values are found by their key's name",
        "write a name before the colon",
    ),
    Rule("file-empty", "the file holds no data", "a page would be empty", "write its contents or delete the file"),
    # Shape
    Rule(
        "key-unknown",
        'the key "{key}" is not known here',
        "what stands under it would be lost",
        "{suggestion}",
    ),
    Rule("key-missing", 'the key "{key}" is missing', "{reason}", 'add "{key}:" with its value'),
    Rule(
        "type",
        "{key} must be {expected}, but {found} stands here",
        "the page could not show it",
        "{hint}",
    ),
    Rule("empty", "{key} is empty", "a reader would see a gap", "write it, or leave the key out if it is optional"),
    Rule(
        "choice",
        "{key} cannot be {found}",
        "pages and counts know a fixed set of words",
        "{suggestion}",
    ),
    Rule(
        "id",
        'the id "{found}" is not well formed',
        "an id becomes part of a public address",
        "use small letters, digits and single hyphens, such as jinan-pm25-2021",
    ),
    Rule(
        "host",
        'the host "{found}" is not the name of a site',
        "links are compared with it",
        "write the bare name in small letters, such as jinan.gov.cn, without https:// and without /",
    ),
    Rule(
        "province-code",
        'the code "{found}" is not that of a province',
        "the tile of the province shows it",
        "write its two capital letters in ISO 3166-2, such as SD",
    ),
    Rule(
        "date",
        '"{found}" is not a date',
        "targets and series are ordered by date",
        "write a year (2025), a month (2025-09) or a day (2025-09-30)",
    ),
    Rule(
        "pinyin",
        'the pinyin "{found}" is not well formed',
        "the Chinese glossary is in its order",
        "write small letters with tone marks, such as wúfèi chéngshì",
    ),
    Rule(
        "day",
        '"{found}" is not a day',
        "what is new is listed and sent out by the day",
        "write year, month and day (2025-09-30)",
    ),
    Rule(
        "number",
        "{key} is {found}, which is out of range",
        "the page would show an impossible value",
        "write a number {range}",
    ),
    Rule(
        "text-long",
        "{key} has {found} characters",
        "a page has room for {limit}",
        "shorten it, or make two of it",
    ),
    Rule(
        "formula",
        'the text begins with "{found}"',
        "a spreadsheet that opens the tables would run it as a formula",
        "begin with a word, or with the sign that is meant, such as − or –",
    ),
    Rule(
        "link",
        '"{found}" is not a web address',
        "a link is a promise to the reader",
        "write an address that begins with https:// or http://",
    ),
    Rule(
        "list-length",
        "{key} has {found}",
        "the page is laid out for {range}",
        "{mend}",
    ),
    Rule(
        "value-unit",
        '{key} stands here without "{other}"',
        "a number without a unit, or a unit without a number, says nothing",
        'add "{other}:", or delete "{key}:"',
    ),
    Rule(
        "comparator-alone",
        "comparator stands here without a value",
        "there is nothing to compare",
        'add "value:" and "unit:", or delete "comparator:"',
    ),
    Rule(
        "deadline-kind",
        "this {kind} has a deadline",
        "only targets have a status that is worked out from a deadline",
        "make it kind: target, or rename deadline: to date:",
    ),
    Rule(
        "date-and-deadline",
        "date and deadline stand together",
        "a target is placed by its deadline alone",
        "keep deadline: on a target, date: on everything else",
    ),
    Rule(
        "outcome-alone",
        "outcome stands here without answers",
        "an outcome belongs to a target",
        'add "answers:" with the id of the target, or delete "outcome:"',
    ),
    # Between files
    Rule(
        "id-twice",
        'the id "{found}" is used a second time (first in {first})',
        "an id is an address and leads to one place",
        "give this one an id of its own",
    ),
    Rule(
        "source-unknown",
        'the source "{found}" is not in data/sources',
        "no statement stands without its source",
        "{suggestion}",
    ),
    Rule(
        "theme-unknown", 'the theme "{found}" is not in data/themes.yml', "facts are grouped by theme", "{suggestion}"
    ),
    Rule(
        "indicator-unknown",
        'the indicator "{found}" is not in data/indicators.yml',
        "a chart needs to know what its series measures",
        "{suggestion}",
    ),
    Rule(
        "unit-unknown",
        'the unit "{found}" is not in data/units.yml',
        "values are compared across cities, so a unit has one spelling",
        "{suggestion}",
    ),
    Rule(
        "province-unknown",
        'the province "{found}" is not in data/provinces.yml',
        "the city index is ordered by province",
        "{suggestion}",
    ),
    Rule(
        "parent-unknown",
        'the parent "{found}" has no file in data/cities',
        "a district's page leads to its city",
        "{suggestion}",
    ),
    Rule(
        "parent-level",
        "this {level} has a parent",
        "only a district or special area lies inside another place",
        "delete parent:, or mend level:",
    ),
    Rule(
        "parent-self",
        "a place names itself as its parent",
        "its page would lead up to itself",
        "write the id of the city it lies in, or delete parent:",
    ),
    Rule(
        "place-unknown",
        'the place "{found}" has no file in data/cities',
        "what is new leads to its page",
        "{suggestion}",
    ),
    Rule(
        "change-unrecorded",
        "{what} since {revision}, but no new entry of data/changes.yml names it",
        "readers who follow the site are told what changes",
        "add an entry with today’s date that lists the fact under facts:, or its city (or national) under places:",
    ),
    Rule("fact-unknown", 'there is no fact with the id "{found}" in {where}', "{reason}", "{suggestion}"),
    Rule(
        "topic-missing",
        'the topic "{found}" has no entry',
        "its facts would stand on no page",
        'add an entry with "id: {found}"',
    ),
    Rule(
        "line-value",
        'the fact "{found}" has no value in "{unit}"',
        "a line across a chart stands at a value in the chart's unit",
        "name a fact that has one",
    ),
    Rule(
        "answers-kind",
        '"{found}" is not a target but of kind {kind}',
        "only a target can be answered",
        "name the id of a target, or delete answers:",
    ),
    Rule(
        "answers-undated",
        'the target "{found}" has no deadline',
        "whether a promise was kept is judged against its date",
        "give the target its deadline:, or delete answers:",
    ),
    Rule(
        "outcome-needed",
        'whether "{found}" was met does not follow from the values',
        "a reader must be told, and here only the source can tell",
        "add outcome: met or outcome: missed, as the source says",
    ),
    Rule(
        "outcome-typed",
        'outcome is written out, but it follows from the values of this fact and of "{found}"',
        "a status is worked out wherever it can be, so that nobody can mistype it",
        "delete outcome:",
    ),
    Rule(
        "answers-disagree",
        'this fact and "{other}" give different outcomes for "{found}"',
        "the page could not say whether the promise was kept",
        "keep answers: on the more official of the two",
    ),
    Rule(
        "series-unit",
        'the unit is "{found}", but the indicator "{indicator}" is measured in "{expected}"',
        "a chart with two units would mislead",
        'write the value in "{expected}" if that is exact, or name another indicator',
    ),
    Rule(
        "series-date",
        "this {kind} names an indicator but has no date",
        "a chart has no place for it",
        'add "date:" ("deadline:" on a target), or delete "indicator:"',
    ),
    Rule(
        "series-value",
        "this {kind} names an indicator but has no value",
        "a chart has nothing to draw",
        'add "value:" and "unit:", or delete "indicator:"',
    ),
    Rule(
        "numbers-differ",
        "the numbers differ: {difference}",
        "both languages must say the same",
        "mend the text that is wrong against the source",
    ),
    Rule(
        "value-not-in-text",
        "the value {found} is not in the {language} text",
        "the number set large and the sentence beside it must agree",
        "mend the value or the text against the source",
    ),
    Rule(
        "number-undeclared",
        "the texts say {found}, which is not the value, not in the date and not in other_numbers",
        "a figure could change there and nobody would notice",
        "mend the text against the source, or write {found} into other_numbers",
    ),
    Rule(
        "number-idle",
        "other_numbers holds {found}, which neither text says",
        "the list is checked against the texts",
        "take it out of the list, or mend the texts against the source",
    ),
    Rule(
        "series-twice",
        'this fact and "{other}" are both the {year} value of {indicator}',
        "a series has one value a year",
        "say in a caveat how this one differs, or take indicator: off one of them",
    ),
    Rule(
        "summary-number",
        "the text says {found}, but no fact that it names does",
        "no figure stands without a source",
        "name the fact under facts:, or take the number out",
    ),
    Rule(
        "count-value",
        'the fact "{found}" has no value',
        "the page counts against it",
        "name a fact that has one",
    ),
    Rule(
        "spelling-twice",
        '"{found}" stands for "{other}" already',
        "a word on a page is explained in one way",
        "take it away from one of the two terms",
    ),
    Rule(
        "round-unknown",
        'the round "{found}" is not among the rounds of this file',
        "the page says what each round is",
        "add the round, or mend the word",
    ),
    Rule(
        "roster-count",
        "{found} of the cities of {province} are on the 2022 list here, but listed: is {listed}",
        "the page says how many are still to be confirmed",
        "mend one of the two against the source",
    ),
    Rule(
        "key-figure-digits",
        'the {language} text of the key figure "{found}" does not give its value in digits',
        "the number is set large inside the sentence",
        "write it in digits there, or name another fact",
    ),
    Rule(
        "key-figure-value",
        'the key figure "{found}" has no value',
        "a key figure is a number set large",
        "name a fact that has a value",
    ),
    Rule(
        "text-twice",
        'the fact "{other}" says the same',
        "a reader would meet one statement twice",
        "keep one fact and list both sources on it",
    ),
    Rule(
        "link-stranger",
        'the site "{found}" is not in data/publishers.yml',
        "only the publishers' own sites are linked; a stranger's page can change overnight",
        "delete url:, or have the publisher's site reviewed and add it to the list",
    ),
    Rule(
        "mirror-linked",
        "a copy on another site (reliability: mirror) is linked",
        "only the publishers' own sites are linked",
        "delete url:, or find the original and mend reliability:",
    ),
    Rule(
        "address-in-text",
        'a web address ("{found}") stands in a text',
        "addresses belong under url:, where they are checked",
        "name the publisher in words",
    ),
    # Explainers
    Rule(
        "head-missing",
        "the file does not begin with a head",
        "lists, search and shared links take title and description from it",
        "begin with a line of three hyphens, title:, description: and order:, and a second line of three hyphens",
    ),
    Rule(
        "explainer-name",
        'the file name "{name}" cannot be an address',
        "an explainer's file name is its address below learn/",
        "use small letters, digits and single hyphens, such as air-figures.md; {taken} are other pages",
    ),
    Rule(
        "twin-missing",
        "there is no {path}",
        "every page exists in both languages",
        "write it under the same name, or take this one away",
    ),
    Rule(
        "twins-differ",
        "the two languages differ in {key}: {found} here, {other} in Chinese",
        "both languages must say the same in the same order",
        "mend the one that is wrong",
    ),
    Rule(
        "heading-first",
        "a heading of the first level stands in the text",
        "the title in the head is the page's only one",
        "begin headings with two signs (##)",
    ),
    Rule(
        "quote-form",
        '"{found}" leads nowhere',
        "an explainer quotes by id and links to pages of this site",
        "write fact:, text:, date: or term: and an id, page: and a page, or diagram: and a diagram; {suggestion}",
    ),
    Rule(
        "quote-unknown",
        'there is no {scheme} "{found}"',
        "the page would show a gap",
        "{suggestion}",
    ),
    Rule(
        "quote-nothing",
        'the fact "{found}" has no {what}',
        "there is nothing to print",
        "write words between the brackets, or quote its text with text:",
    ),
    Rule(
        "term-words",
        '"{found}" is not a spelling of the term "{term}"',
        "a word is explained under the names that the glossary gives it",
        "write one of its spellings between the brackets, or add this one in data/glossary.yml",
    ),
    Rule(
        "number-typed",
        "the number {found} is typed",
        "a figure is written once, in data, and quoted from there",
        "quote the fact: [](fact:its-id) prints its value, [](date:its-id) its date, [](text:its-id) the whole of it",
    ),
    Rule(
        "explainer-long",
        "the text has {found} {unit}",
        "a lesson is read in one go",
        "shorten it to {limit}, or make two of it",
    ),
    Rule(
        "source-unused",
        'no fact rests on the source "{found}"',
        "a list of sources should hold what was used",
        "use it or delete it",
        severity="warning",
    ),
    Rule(
        "translation-missing",
        "there is no finished translation of “{found}”",
        "a reader would meet a foreign word",
        "fill in msgstr and delete the fuzzy mark; README.md says how, under Words",
    ),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule at one place."""

    rule: Rule
    path: str
    """The file, relative to the project and always with "/", such as "data/cities/jinan.yml"."""
    keys: Keys = ()
    """The way to the value inside the file, such as ("facts", 3, "unit"); empty for the file itself."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What the rule's sentences name."""
    line: int = 0
    """Counted from 1; 0 until it has been looked up."""
    column: int = 0
    """Counted from 1 in characters; 0 until it has been looked up."""

    def __str__(self) -> str:
        """`path:line:column: what; why; how to mend it [rule-id]`, on one line."""
        values = {name: _shown(value) for name, value in self.values.items()}
        sentence = "; ".join(part.format_map(values) for part in (self.rule.what, self.rule.why, self.rule.mend))
        return f"{_shown(self.path)}:{max(self.line, 1)}:{max(self.column, 1)}: {sentence} [{self.rule.id}]"

    @property
    def is_error(self) -> bool:
        """True when the page would be wrong or missing; False when it would only be poorer."""
        return self.rule.severity == "error"


class DataError(Exception):
    """The data cannot be published. `problems` holds every problem found, warnings included."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(report(problems))
        self.problems = tuple(problems)


def problem(rule_id: str, path: str, /, *keys: str | int, **values: object) -> Problem:
    """A problem whose line and column are not looked up yet."""
    return Problem(RULES[rule_id], path, keys, {name: str(value) for name, value in values.items()})


def report(problems: Iterable[Problem]) -> str:
    """All problems, by file and line, one a line; the last line counts them."""
    ordered = sorted(problems, key=lambda found: (found.path, found.line, found.column, found.rule.id))
    errors = sum(found.is_error for found in ordered)
    counts = [_count(errors, "error"), _count(len(ordered) - errors, "warning")]
    return "\n".join([*map(str, ordered), ", ".join(counts)])


def suggestion(
    found: str, known: Iterable[str], *, otherwise: str = "look up the right word, or add it where it is defined"
) -> str:
    """What to write instead of `found`: the nearest known word, all of them when they are few, or `otherwise`."""
    words = tuple(sorted(set(known)))
    if near := _nearest(found, words):
        return f'did you mean "{near}"?'
    if words and len(words) <= 8:
        return "choose one of: " + ", ".join(words)
    return otherwise


@cache
def _nearest(found: str, words: tuple[str, ...]) -> str:
    """The word that looks most like `found`, or nothing; remembered, because one slip is often met a hundred times."""
    return next(iter(difflib.get_close_matches(found, words, n=1, cutoff=0.6)), "")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _shown(value: str) -> str:
    """A value as it may stand in a line of output: one line, no control characters, not endless."""
    printable = "".join(character if character.isprintable() else "�" for character in value)
    return printable if len(printable) <= 120 else printable[:117] + "…"
