"""What can be wrong with the data, and how an editor is told.

In: a rule, a place and the values found there. Out: one line a person can act on, in English or in the language of a
catalogue. Each rule is written once, here: the checks name it and the formatter prints it. Nothing here reads or
checks.

It is long because it is one table: every sentence that an editor may meet, side by side, so that they stay alike.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from gettext import NullTranslations
from typing import Literal

from beautiful_cities.phrases import ENGLISH, Phrase, counted, in_words, say
from beautiful_cities.phrases import later as _

Severity = Literal["error", "warning", "notice"]
"""A notice is worth a look and fails no check."""
Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold. `what` and `mend` may name values in braces; `why` is always the same."""

    id: str
    what: str
    why: str
    mend: str
    severity: Severity = "error"
    is_held: bool = False
    """True for a notice that a strict build does not publish with."""

    @property
    def holds_back(self) -> bool:
        """True where a strict build publishes nothing."""
        return self.is_held or self.severity != "notice"


def _rules(*rules: Rule) -> dict[str, Rule]:
    return {rule.id: rule for rule in rules}


RULES: Mapping[str, Rule] = _rules(
    # Files and YAML
    Rule(
        "file-missing",
        _("{path} is not there"),
        _("the site is made from it"),
        _("put the file back or undo its removal"),
    ),
    Rule(
        "file-unreadable",
        _("{path} cannot be read: {detail}"),
        _("the site is made from it"),
        _("check the file and its rights"),
    ),
    Rule(
        "file-elsewhere",
        _("{path} is a link that leads out of the project"),
        _("whoever builds the site elsewhere would have another file, or publish one of their own"),
        _("put the file itself there"),
    ),
    Rule(
        "file-long",
        _("the file has {found} bytes, and at most {limit} are read"),
        _("a build would stand still over it"),
        _("take out what does not belong there"),
    ),
    Rule(
        "file-name",
        _('the file name "{name}" cannot be an address'),
        _("a city's file name is its address on the site"),
        _("use small letters, digits and single hyphens, such as jinan.yml; index.yml is taken"),
    ),
    Rule(
        "file-stray",
        _('the file "{name}" is not read'),
        _("what stands in it would be lost"),
        _("give it a name that ends in .yml, or move it out of data; data/README.md lists the files"),
    ),
    Rule(
        "file-twice",
        _("every fact of this file has the id of one in {first}"),
        _("an id is an address and leads to one place"),
        _("delete the file that is a copy, or give its facts ids of their own"),
    ),
    Rule(
        "encoding",
        _("the file is not UTF-8 text (byte {offset})"),
        _("Chinese would come out as nonsense"),
        _("save it again with the encoding UTF-8"),
    ),
    Rule(
        "character",
        _("there is a character that has no place in a text ({character})"),
        _("browsers and feed readers stumble over it"),
        _("delete it; it is often invisible, and came in by copying"),
    ),
    Rule(
        "yaml-syntax",
        _("this is not valid YAML: {detail}"),
        _("the file cannot be read past this place"),
        _("look here and on the line before; a text with a colon in it, or one that begins with a sign, needs quotes"),
    ),
    Rule(
        "yaml-depth",
        _("lists and keys are nested more than {limit} deep"),
        _("no data file needs that, so it is a slip"),
        _("take the extra brackets, hyphens or spaces out"),
    ),
    Rule(
        "yaml-alias",
        _('anchors and aliases ("{name}") are not allowed'),
        _("a value must be readable where it stands"),
        _("write the value out; put quotes around a text that begins with & or *"),
    ),
    Rule(
        "yaml-tag",
        _('tags ("{name}") are not allowed'),
        _("a value's kind is plain from how it is written"),
        _("delete the tag; put quotes around a text that begins with !"),
    ),
    Rule(
        "yaml-documents",
        _("a second document begins here"),
        _("everything after it would be ignored"),
        _("delete the line with the three hyphens or dots"),
    ),
    Rule(
        "key-twice",
        _('the key "{key}" stands here a second time'),
        _("one of the two values would be lost"),
        _("keep one of them, or begin the new entry of a list with a hyphen"),
    ),
    Rule(
        "key-odd",
        _("a list or a group of keys stands where a key should"),
        _("values are found by their key's name"),
        _("write a name before the colon"),
    ),
    Rule(
        "file-empty",
        _("the file holds no data"),
        _("a page would be empty"),
        _("write its contents or delete the file"),
    ),
    # Shape
    Rule(
        "key-unknown",
        _('the key "{key}" is not known here'),
        _("what stands under it would be lost"),
        "{suggestion}",
    ),
    Rule("key-missing", _('the key "{key}" is missing'), "{reason}", _('add "{key}:" with its value')),
    Rule(
        "type",
        _("{key} must be {expected}, but {found} stands here"),
        _("the page could not show it"),
        "{hint}",
    ),
    Rule(
        "empty",
        _("{key} is empty"),
        _("a reader would see a gap"),
        _("write it, or leave the key out if it is optional"),
    ),
    Rule(
        "choice",
        _("{key} cannot be {found}"),
        _("pages and counts know a fixed set of words"),
        "{suggestion}",
    ),
    Rule(
        "id",
        _('the id "{found}" is not well formed'),
        _("an id becomes part of a public address"),
        _("use small letters, digits and single hyphens, such as jinan-pm25-2021"),
    ),
    Rule(
        "host",
        _('the host "{found}" is not the name of a site'),
        _("links are compared with it"),
        _("write the bare name in small letters, such as jinan.gov.cn, without https:// and without /"),
    ),
    Rule(
        "province-code",
        _('the code "{found}" is not that of a province'),
        _("the tile of the province shows it"),
        _("write its two capital letters in ISO 3166-2, such as SD"),
    ),
    Rule(
        "date",
        _('"{found}" is not a date'),
        _("targets and series are ordered by date"),
        _("write a year (2025), a month (2025-09) or a day (2025-09-30)"),
    ),
    Rule(
        "pinyin",
        _('the pinyin "{found}" is not well formed'),
        _("the Chinese glossary is in its order"),
        _("write small letters with tone marks, such as wúfèi chéngshì"),
    ),
    Rule(
        "day",
        _('"{found}" is not a day'),
        _("what is new is listed and sent out by the day"),
        _("write year, month and day (2025-09-30)"),
    ),
    Rule(
        "number",
        _("{key} is {found}, which is out of range"),
        _("the page would show an impossible value"),
        _("write a number {range}"),
    ),
    Rule(
        "text-long",
        _("{key} has {found} characters"),
        _("a page has room for {limit}"),
        _("shorten it, or make two of it"),
    ),
    Rule(
        "formula",
        _('the text begins with "{found}"'),
        _("a spreadsheet that opens the tables would run it as a formula"),
        _("begin with a word, or with the sign that is meant, such as − or –"),
    ),
    Rule(
        "link",
        _('"{found}" is not a web address'),
        _("a link is a promise to the reader"),
        _("write an address that begins with https:// or http://"),
    ),
    Rule(
        "markdown-html",
        _('a page written by hand holds "{found}"'),
        _("what is written as HTML could run or load something in a reader's browser"),
        _("write it in Markdown, or as code between backticks"),
    ),
    Rule(
        "markdown-link",
        _('"{found}" is not an address that a page may lead to'),
        _("only pages of the site and web addresses are safe to follow"),
        _("write the path of a page, or an address that begins with https:// or http://"),
    ),
    Rule(
        "list-length",
        _("{key} has {found}"),
        _("the page is laid out for {range}"),
        "{mend}",
    ),
    Rule(
        "value-unit",
        _('{key} stands here without "{other}"'),
        _("a number without a unit, or a unit without a number, says nothing"),
        _('add "{other}:", or delete "{key}:"'),
    ),
    Rule(
        "comparator-alone",
        _("comparator stands here without a value"),
        _("there is nothing to compare"),
        _('add "value:" and "unit:", or delete "comparator:"'),
    ),
    Rule(
        "deadline-kind",
        _("this {kind} has a deadline"),
        _("only targets have a status that is worked out from a deadline"),
        _("make it kind: target, or rename deadline: to date:"),
    ),
    Rule(
        "date-and-deadline",
        _("date and deadline stand together"),
        _("a target is placed by its deadline alone"),
        _("keep deadline: on a target, date: on everything else"),
    ),
    Rule(
        "outcome-alone",
        _("outcome stands here without answers"),
        _("an outcome belongs to a target"),
        _('add "answers:" with the id of the target, or delete "outcome:"'),
    ),
    # Between files
    Rule(
        "id-twice",
        _('the id "{found}" is used a second time (first in {first})'),
        _("an id is an address and leads to one place"),
        _("give this one an id of its own"),
    ),
    Rule(
        "source-unknown",
        _('the source "{found}" is not in data/sources'),
        _("no statement stands without its source"),
        "{suggestion}",
    ),
    Rule(
        "theme-unknown",
        _('the theme "{found}" is not in data/themes.yml'),
        _("facts are grouped by theme"),
        "{suggestion}",
    ),
    Rule(
        "indicator-unknown",
        _('the indicator "{found}" is not in data/indicators.yml'),
        _("a chart needs to know what its series measures"),
        "{suggestion}",
    ),
    Rule(
        "unit-unknown",
        _('the unit "{found}" is not in data/units.yml'),
        _("values are compared across cities, so a unit has one spelling"),
        "{suggestion}",
    ),
    Rule(
        "province-unknown",
        _('the province "{found}" is not in data/provinces.yml'),
        _("the city index is ordered by province"),
        "{suggestion}",
    ),
    Rule(
        "parent-unknown",
        _('the parent "{found}" has no file in data/cities'),
        _("a district's page leads to its city"),
        "{suggestion}",
    ),
    Rule(
        "parent-level",
        _("this {level} has a parent"),
        _("only a district or special area lies inside another place"),
        _("delete parent:, or mend level:"),
    ),
    Rule(
        "parent-self",
        _("a place names itself as its parent"),
        _("its page would lead up to itself"),
        _("write the id of the city it lies in, or delete parent:"),
    ),
    Rule(
        "place-unknown",
        _('the place "{found}" has no file in data/cities'),
        _("what is new leads to its page"),
        "{suggestion}",
    ),
    Rule(
        "change-unrecorded",
        _("{what} since {revision}, but no new entry of data/changes.yml names it"),
        _("readers who follow the site are told what changes"),
        _("add an entry with today’s date that lists the fact under facts:, or its city (or national) under places:"),
    ),
    Rule(
        "translation-behind",
        _("the other language changed since {revision}, and {language} did not"),
        _("both languages say the same"),
        _("change it too, unless the change only mended a slip of the pen"),
        severity="notice",
    ),
    Rule("fact-unknown", _('there is no fact with the id "{found}" in {where}'), "{reason}", "{suggestion}"),
    Rule(
        "topic-missing",
        _('the topic "{found}" has no entry'),
        _("its facts would stand on no page"),
        _('add an entry with "id: {found}"'),
    ),
    Rule(
        "line-value",
        _('the fact "{found}" has no value in "{unit}"'),
        _("a line across a chart stands at a value in the chart's unit"),
        _("name a fact that has one"),
    ),
    Rule(
        "answers-kind",
        _('"{found}" is not a target but of kind {kind}'),
        _("only a target can be answered"),
        _("name the id of a target, or delete answers:"),
    ),
    Rule(
        "answers-undated",
        _('the target "{found}" has no deadline'),
        _("whether a promise was kept is judged against its date"),
        _("give the target its deadline:, or delete answers:"),
    ),
    Rule(
        "outcome-needed",
        _('whether "{found}" was met does not follow from the values'),
        _("a reader must be told, and here only the source can tell"),
        _("add outcome: met or outcome: missed, as the source says"),
    ),
    Rule(
        "outcome-typed",
        _('outcome is written out, but it follows from the values of this fact and of "{found}"'),
        _("a status is worked out wherever it can be, so that nobody can mistype it"),
        _("delete outcome:"),
    ),
    Rule(
        "answers-disagree",
        _('this fact and "{other}" give different outcomes for "{found}"'),
        _("the page could not say whether the promise was kept"),
        _("keep answers: on the more official of the two"),
    ),
    Rule(
        "series-unit",
        _('the unit is "{found}", but the indicator "{indicator}" is measured in "{expected}"'),
        _("a chart with two units would mislead"),
        _('write the value in "{expected}" if that is exact, or name another indicator'),
    ),
    Rule(
        "series-date",
        _("this {kind} names an indicator but has no date"),
        _("a chart has no place for it"),
        _('add "date:" ("deadline:" on a target), or delete "indicator:"'),
    ),
    Rule(
        "series-value",
        _("this {kind} names an indicator but has no value"),
        _("a chart has nothing to draw"),
        _('add "value:" and "unit:", or delete "indicator:"'),
    ),
    Rule(
        "numbers-differ",
        _("the numbers differ: {difference}"),
        _("both languages must say the same"),
        _("mend the text that is wrong against the source"),
    ),
    Rule(
        "text-language",
        _("the {language} text is in another language"),
        _("the page would name the wrong language for it"),
        _("write it in {language}; perhaps the two texts are swapped"),
    ),
    Rule(
        "text-quoted",
        _("the whole text stands between curly quotation marks"),
        _("they would be printed; only straight ones are taken away"),
        _('write straight ones (") around it, or none'),
    ),
    Rule(
        "quotation-open",
        _("half of {found} is missing in the text"),
        _("a reader would look for it"),
        _("write the other half, or take this one away"),
    ),
    Rule(
        "width",
        _("{language} is not written with “{found}”"),
        _("signs that do not fit are hard to read, and a full-width digit is not taken for a number"),
        _("write “{right}”"),
    ),
    Rule(
        "value-not-in-text",
        _("the value {found} is not in the {language} text"),
        _("the number set large and the sentence beside it must agree"),
        _("mend the value or the text against the source"),
    ),
    Rule(
        "number-undeclared",
        _("the texts say {found}, which is not the value, not in the date and not in other_numbers"),
        _("a figure could change there and nobody would notice"),
        _("mend the text against the source, or write {found} into other_numbers"),
    ),
    Rule(
        "number-idle",
        _("other_numbers holds {found}, which neither text says"),
        _("the list is checked against the texts"),
        _("take it out of the list, or mend the texts against the source"),
    ),
    Rule(
        "series-twice",
        _('this fact and "{other}" are both the {year} value of {indicator}'),
        _("a series has one value a year"),
        _("say in a caveat how this one differs, or take indicator: off one of them"),
    ),
    Rule(
        "summary-number",
        _("the text says {found}, but no fact that it names does"),
        _("no figure stands without a source"),
        _("name the fact under facts:, or take the number out"),
    ),
    Rule(
        "count-value",
        _('the fact "{found}" has no value'),
        _("the page counts against it"),
        _("name a fact that has one"),
    ),
    Rule(
        "spelling-twice",
        _('"{found}" stands for "{other}" already'),
        _("a word on a page is explained in one way"),
        _("take it away from one of the two terms"),
    ),
    Rule(
        "round-unknown",
        _('the round "{found}" is not among the rounds of this file'),
        _("the page says what each round is"),
        _("add the round, or mend the word"),
    ),
    Rule(
        "roster-count",
        _("{found} of the cities of {province} are on the 2022 list here, but listed: is {listed}"),
        _("the page says how many are still to be confirmed"),
        _("mend one of the two against the source"),
    ),
    Rule(
        "key-figure-digits",
        _('the {language} text of the key figure "{found}" does not give its value in digits'),
        _("the number is set large inside the sentence"),
        _("write it in digits there, or name another fact"),
    ),
    Rule(
        "key-figure-value",
        _('the key figure "{found}" has no value'),
        _("a key figure is a number set large"),
        _("name a fact that has a value"),
    ),
    Rule(
        "text-twice",
        _('the fact "{other}" says the same'),
        _("a reader would meet one statement twice"),
        _("keep one fact and list both sources on it"),
    ),
    Rule(
        "link-stranger",
        _('the site "{found}" is not in data/publishers.yml'),
        _("only the publishers' own sites are linked; a stranger's page can change overnight"),
        _("delete url:, or have the publisher's site reviewed and add it to the list"),
    ),
    Rule(
        "mirror-linked",
        _("a copy on another site (reliability: mirror) is linked"),
        _("only the publishers' own sites are linked"),
        _("delete url:, or find the original and mend reliability:"),
    ),
    Rule(
        "address-in-text",
        _('a web address ("{found}") stands in a text'),
        _("addresses belong under url:, where they are checked"),
        _("name the publisher in words"),
    ),
    # Explainers
    Rule(
        "head-missing",
        _("the file does not begin with a head"),
        _("lists, search and shared links take title and description from it"),
        _("begin with a line of three hyphens, title:, description: and order:, and a second line of three hyphens"),
    ),
    Rule(
        "explainer-name",
        _('the file name "{name}" cannot be an address'),
        _("an explainer's file name is its address below learn/"),
        _("use small letters, digits and single hyphens, such as air-figures.md; {taken} are other pages"),
    ),
    Rule(
        "twin-missing",
        _("there is no {path}"),
        _("every page exists in the first language of the site, which stands in for the others"),
        _("write it under the same name, or take this one away"),
    ),
    Rule(
        "twin-open",
        _("there is no {path}"),
        _("readers of that language do not find the page, or are led to it in another"),
        _("write it under the same name when you can; nothing waits for it"),
        severity="notice",
    ),
    Rule(
        "text-open",
        _("{found} without {language}"),
        _("pages in that language show another in its place, and say so"),
        _("translate it when you can; nothing waits for it"),
        severity="notice",
    ),
    Rule(
        "twins-differ",
        _("the two languages differ in {key}: {found} here, {other} in Chinese"),
        _("both languages must say the same in the same order"),
        _("mend the one that is wrong"),
    ),
    Rule(
        "heading-first",
        _("a heading of the first level stands in the text"),
        _("the title in the head is the page's only one"),
        _("begin headings with two signs (##)"),
    ),
    Rule(
        "heading-skipped",
        _("this heading has {found} signs, and at most {limit} can stand here"),
        _("screen readers tell how headings lie within each other"),
        _("write {limit} signs"),
    ),
    Rule(
        "lesson-html",
        _("“{found}” is HTML"),
        _("a lesson shows it to its readers as it is written"),
        _("write it in Markdown; a note for yourself goes into the head, after a #"),
    ),
    Rule(
        "quote-broken",
        _("“{found}” looks like a quote, but is none"),
        _("the page would print it as it is written"),
        _("write it like [](fact:its-id): both pairs of brackets half-width, nothing between them, all closed"),
    ),
    Rule(
        "quote-form",
        _('"{found}" leads nowhere'),
        _("an explainer quotes by id and links to pages of this site"),
        _("write fact:, text:, date: or term: and an id, page: and a page, or diagram: and a diagram; {suggestion}"),
    ),
    Rule(
        "quote-unknown",
        _('there is no {scheme} "{found}"'),
        _("the page would show a gap"),
        "{suggestion}",
    ),
    Rule(
        "quote-nothing",
        _('the fact "{found}" has no {what}'),
        _("there is nothing to print"),
        _("write words between the brackets, or quote its text with text:"),
    ),
    Rule(
        "term-words",
        _('"{found}" is not a spelling of the term "{term}"'),
        _("a word is explained under the names that the glossary gives it"),
        _("write one of its spellings between the brackets, or add this one in data/glossary.yml"),
    ),
    Rule(
        "number-typed",
        _("the number {found} is typed"),
        _("a figure is written once, in data, and quoted from there"),
        _("quote the fact: [](fact:its-id) prints its value, [](date:its-id) its date, [](text:its-id) all of it"),
    ),
    Rule(
        "explainer-long",
        _("the text has {found} {unit}"),
        _("a lesson is read in one go"),
        _("shorten it to {limit}, or make two of it"),
    ),
    Rule(
        "lesson-unfinished",
        _("“{found}” stands in the lesson"),
        _("readers would meet it unfinished, so that nothing is published until then"),
        _("write the lesson in both languages and take these words out"),
        severity="notice",
        is_held=True,
    ),
    Rule(
        "source-unused",
        _('no fact rests on the source "{found}"'),
        _("a list of sources should hold what was used"),
        _("use it or delete it"),
        severity="warning",
    ),
    # Spreadsheets
    Rule(
        "sheet-unreadable",
        _("{path} cannot be read as a spreadsheet: {detail}"),
        _("facts are made of its rows"),
        _("save it as .xlsx, or as CSV in UTF-8"),
    ),
    Rule(
        "sheet-empty",
        _("the spreadsheet has no row below its first"),
        _("facts are made of its rows"),
        _(
            "fill in a row for each value, on the first sheet;"
            " an empty one comes from: beautiful-cities import template FILE"
        ),
    ),
    Rule(
        "sheet-column-unknown",
        _('the column "{found}" is not known'),
        _("what stands in it would be lost"),
        "{suggestion}",
    ),
    Rule(
        "sheet-column-twice",
        _('the column "{found}" stands here a second time'),
        _("one of the two values would be lost"),
        _("keep one of them"),
    ),
    Rule(
        "sheet-column-missing",
        _("these columns are not named in the first row: {found}"),
        _("a fact cannot be made without them"),
        _("add them, in a CSV with commas between; an empty one comes from: beautiful-cities import template FILE"),
    ),
    Rule(
        "sheet-column-untitled",
        _('"{found}" stands in a column without a heading'),
        _("what stands in it would be lost"),
        _("name the column in the first row, or clear the cell"),
    ),
    Rule(
        "sheet-column-double",
        _('there are columns headed by years and a column "{found}"'),
        _("each value has one date"),
        _("keep the years, or keep date and value"),
    ),
    Rule(
        "sheet-percent",
        _("the cell holds {found} and shows it as a percentage"),
        _("the fact would be a hundred times too small"),
        _("give the cell the format Number and write the figure as the source does, such as 65.2"),
    ),
    Rule(
        "sheet-cell-empty",
        _("{found} is empty in this row"),
        _("a fact cannot be made without it"),
        _("fill it in, or take the row out"),
    ),
    Rule(
        "sheet-place",
        _('the place "{found}" cannot stand here'),
        _("a fact stands on the page of its place"),
        "{suggestion}",
    ),
    Rule(
        "sheet-topic",
        _('no fact of the indicator "{found}" tells its topic yet'),
        _("a fact stands under a topic"),
        _("write the topic into the column topic: beautiful-city, zero-waste or biodiversity"),
    ),
    Rule(
        "sheet-texts",
        _("the row gives {found} values and one text"),
        _("each fact says its own value"),
        _("give each value a row of its own, or leave the texts out"),
    ),
    Rule(
        "sheet-number",
        _('"{found}" is not a number'),
        _("charts are drawn from it"),
        _("use digits and at most one decimal point, without commas, quotes, unit or leading zeros, such as 1250.5"),
    ),
    Rule(
        "sheet-text-needed",
        _('a fact with kind {kind} and comparator "{comparator}" has no text'),
        _("only exact results and observations can be worded by themselves"),
        _("fill in text_zh and text_en"),
    ),
    Rule(
        "sheet-fact-twice",
        _('the value of "{found}" is there already, in "{other}"'),
        _("a series has one value a year"),
        _("take the row out, or correct that fact in its file"),
    ),
    Rule(
        "schema-stale",
        _("{path} is not what the models and vocabularies say"),
        _("editors would be offered wrong words while they type"),
        _("run: beautiful-cities schema"),
        severity="warning",
    ),
    Rule(
        "translation-missing",
        _("there is no finished translation of “{found}”"),
        _("a reader would meet a foreign word"),
        _("fill in msgstr and delete the fuzzy mark; README.md says how, under Words"),
    ),
    Rule(
        "catalogue-behind",
        _("{found} of {of} sentences of the pages have no finished translation into {language}, such as “{first}”"),
        _("a reader would meet a foreign word"),
        _("fill in msgstr and delete the fuzzy mark; README.md says how, under Words"),
        severity="notice",
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
    values: Mapping[str, str | Phrase] = field(default_factory=dict)
    """What the rule's sentences name."""
    line: int = 0
    """Counted from 1; 0 until it has been looked up."""
    column: int = 0
    """Counted from 1 in characters; 0 until it has been looked up."""

    def __str__(self) -> str:
        """The line in English."""
        return self.text(ENGLISH)

    def text(self, words: NullTranslations) -> str:
        """`path:line:column: what; why; how to mend it [rule-id]`, on one line, in the language of a catalogue."""
        return f"{self.place}: {self.sentence(words)} [{self.rule.id}]"

    @property
    def place(self) -> str:
        """`path:line:column`."""
        return f"{_shown(self.path)}:{max(self.line, 1)}:{max(self.column, 1)}"

    def sentence(self, words: NullTranslations) -> str:
        """`what; why; how to mend it` in the language of a catalogue."""
        parts = self.parts(words)
        return words.gettext(_SENTENCE).format_map(dict(zip(("what", "why", "mend"), parts, strict=True)))

    def parts(self, words: NullTranslations) -> tuple[str, str, str]:
        """What is wrong, why it matters and how to mend it."""
        values = {name: _shown(in_words(value, words)) for name, value in self.values.items()}
        what, why, mend = (
            words.gettext(part).format_map(values) for part in (self.rule.what, self.rule.why, self.rule.mend)
        )
        return what, why, mend

    @property
    def is_error(self) -> bool:
        """True when the page would be wrong or missing; False when it would only be poorer."""
        return self.rule.severity == "error"


class DataError(Exception):
    """The data cannot be published. `problems` holds every problem that keeps them from it, warnings included."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(report(problems))
        self.problems = tuple(problems)


_SENTENCE = _("{what}; {why}; {mend}")


def problem(rule_id: str, path: str, /, *keys: str | int, **values: object) -> Problem:
    """A problem whose line and column are not looked up yet."""
    worded = {name: value if isinstance(value, Phrase) else str(value) for name, value in values.items()}
    return Problem(RULES[rule_id], path, keys, worded)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, line and column."""
    return sorted(problems, key=lambda found: (found.path, found.line, found.column, found.rule.id))


def tally(problems: Sequence[Problem]) -> Phrase:
    """How many there are: "2 errors, 1 warning", and notices where there are any."""
    numbers = Counter(found.rule.severity for found in problems)
    told = say(
        "{errors}, {warnings}",
        errors=counted("{number} error", "{number} errors", numbers["error"]),
        warnings=counted("{number} warning", "{number} warnings", numbers["warning"]),
    )
    if not numbers["notice"]:
        return told
    return say("{all}, {notices}", all=told, notices=counted("{number} notice", "{number} notices", numbers["notice"]))


def report(problems: Iterable[Problem], words: NullTranslations = ENGLISH) -> str:
    """All problems, by file and line, one a line; the last line counts them."""
    ordered = in_order(problems)
    return "\n".join([*(found.text(words) for found in ordered), tally(ordered).text(words)])


_LOOK_UP = say("look up the right word, or add it where it is defined")


def suggestion(found: str, known: Iterable[str], *, otherwise: Phrase = _LOOK_UP) -> Phrase:
    """What to write instead of `found`: the nearest known word, all of them when they are few, or `otherwise`."""
    words = tuple(sorted(set(known)))
    if near := _nearest(found, words):
        return say('did you mean "{word}"?', word=near)
    if words and len(words) <= 8:
        return say("choose one of: {words}", words=", ".join(words))
    return otherwise


@cache
def _nearest(found: str, words: tuple[str, ...]) -> str:
    """The word that looks most like `found`, or nothing; remembered, because one slip is often met a hundred times."""
    return next(iter(difflib.get_close_matches(found, words, n=1, cutoff=0.6)), "")


def _shown(value: str) -> str:
    """A value as it may stand in a line of output: one line, no control characters, not endless."""
    printable = "".join(character if character.isprintable() else "�" for character in value)
    return printable if len(printable) <= 120 else printable[:117] + "…"
