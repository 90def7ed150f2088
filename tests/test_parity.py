"""Both languages say the same: pages, tables, words and editorial texts are compared pairwise."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast, get_args

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords

from beautiful_cities.i18n import catalogue, unfinished, wording
from beautiful_cities.languages import LANGUAGES, Language
from beautiful_cities.model import Data, Fact, Indicator, Kind, Province, Reliability, Theme, Topic
from beautiful_cities.numerals import numerals
from beautiful_cities.routes import Route, city
from beautiful_cities.status import STATUSES, Status
from beautiful_cities.views.context import Context
from beautiful_cities.views.facts import reliability_meaning, reliability_word, status_meaning, status_word
from beautiful_cities.views.place import city_view
from published import NOT_FOUND, SITE_URL, Page, Site, words

HAN = re.compile(r"[\u3400-\u9fff]")
OUR_KEYWORDS = ("_", "say", "gettext", "count:1,2")
"""The functions whose first words are messages; `count` has a singular and a plural."""


def context(data: Data, language: Language, as_of: dt.date) -> Context:
    """What a view of the home page would be made from."""
    return Context(data, wording(language), as_of, Route(language, ""), SITE_URL)


def pairs(site: Site) -> list[tuple[Page, Page]]:
    """Each Chinese page with its English twin."""
    return [(page, site.pages[page.twin]) for page in site.chinese]


# Pages


def test_every_page_exists_in_both_languages(built: Site) -> None:
    twins = [page.twin for page in built.pages.values() if page.file != NOT_FOUND]
    assert [] == [twin for twin in twins if twin not in built.pages]


GLOSSARY = "glossary/index.html"
"""The one page whose order and letters are those of its language."""


def outline(page: Page) -> list[str]:
    """The levels of a page's headings, in order."""
    return [str(one.tag) for one in page.elements if one.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]


def inner_links(site: Site, page: Page) -> list[str]:
    """Where a page leads inside the site, without the language, in order."""
    return [
        f"{one.url.replace(f'{site.site_url}en/', site.site_url)}#{one.fragment}"
        for one in page.references
        if one.element == "a" and site.is_inside(one.url)
    ]


def outer_links(site: Site, page: Page) -> list[str]:
    """Where a page leads outside, in order."""
    return [one.url for one in page.references if not site.is_inside(one.url)]


def table_shapes(page: Page) -> list[list[int]]:
    """The number of cells of every row of every table."""
    return [[sum(cell.tag in {"th", "td"} for cell in row) for row in table.iter("tr")] for table in page.all("table")]


def anchors(page: Page) -> list[str]:
    """Every id in order, without those of explained words: which words a text uses is the language's own affair."""
    return [name for name in page.ids if not name.startswith("explained-")]


def test_twins_have_the_same_outline_anchors_and_links(built: Site) -> None:
    for zh, en in pairs(built):
        if zh.file != GLOSSARY:
            assert outline(zh) == outline(en), zh.file
            assert anchors(zh) == anchors(en), zh.file
            assert inner_links(built, zh) == inner_links(built, en), zh.file
            assert outer_links(built, zh) == outer_links(built, en), zh.file


def test_glossaries_explain_the_same_terms_with_the_same_links(built: Site) -> None:
    zh, en = built.pages[GLOSSARY], built.pages[f"en/{GLOSSARY}"]
    for of_page in (anchors, lambda page: inner_links(built, page), lambda page: outer_links(built, page)):
        expected, found = (Counter(one for one in of_page(page) if "letter-" not in one) for page in (zh, en))
        assert expected == found


ALIKE = (
    ("li", "bc-fact"),
    ("li", "bc-member"),
    ("figure", "bc-chart"),
    ("details", "bc-theme"),
    ("form", "bc-filter"),
    ("div", "bc-terms__entry"),
    ("svg", ""),
)
"""Elements of which twins have the same number."""


def test_twins_have_the_same_facts_charts_and_tables(built: Site) -> None:
    for zh, en in pairs(built):
        for tag, css_class in ALIKE:
            assert len(zh.all(tag, css_class)) == len(en.all(tag, css_class)), f"{css_class} in {zh.file}"
        assert table_shapes(zh) == table_shapes(en), zh.file


MONTHS = {name: str(number) for number, name in enumerate(calendar.month_name) if name}
"""What English writes as a word and Chinese as a number."""


def numbers(page: Page) -> list[list[str]]:
    """The values in every cell that holds numbers; where it holds two, each language has its own order."""
    cells = [
        re.sub("|".join(MONTHS), lambda one: MONTHS[one[0]], words(cell)) for cell in page.all("td", "bc-table__n")
    ]
    return [sorted(str(one.value) for one in numerals(cell, page.language)) for cell in cells]


def test_twins_have_the_same_numbers_in_their_tables(built: Site) -> None:
    assert 50 < sum(len(numbers(zh)) for zh, _ in pairs(built))
    for zh, en in pairs(built):
        assert numbers(zh) == numbers(en), zh.file


def drawn(built: Site, file: str) -> list[str]:
    """The places of everything that a figure draws."""
    return re.findall(r'"[xy]":\s*\[[-\d.,\s]*\]', (built.folder / file).read_text("utf-8"))


def test_numbers_of_the_figures_are_the_same_in_both_languages(built: Site) -> None:
    figures = [file for file in built.files if file.startswith("charts/") and file.endswith(".json")]
    assert figures
    for file in figures:
        assert drawn(built, file) == drawn(built, f"en/{file}") != [], file


def test_english_pages_mark_every_chinese_word_as_chinese(built: Site) -> None:
    def unmarked(element: Any) -> list[str]:
        if element.attrib.get("lang", "en") != "en" or not isinstance(element.tag, str):
            return []
        texts = [element.text or ""] if element.tag != "script" else []
        for child in element:
            texts += [*unmarked(child), child.tail or ""]
        return [text.strip() for text in texts if HAN.search(text)]

    for page in built.pages.values():
        if page.language == "en":
            (body,) = page.all("body")
            assert [] == unmarked(body), page.file


# Texts written by hand


def markdown(root: Path, language: Language) -> dict[str, str]:
    """The editorial texts of a language by their path."""
    folder = root / "content" / language
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.md"))}


def test_editorial_texts_exist_in_both_languages_with_the_same_headings_links_and_items(root: Path) -> None:
    zh, en = (markdown(root, language) for language in LANGUAGES)
    assert list(zh) == list(en)
    patterns = (
        r"^#+ ",
        r"\{ #[\w-]+ \}$",
        r"^[-*] ",
        r"^\d+\. ",
        r"\]\((?!term:|date:)[^)]*\)",
        r"^\w+:",
        r"^\|",
        r"\*\*",
        r"^```",
    )
    for path, text in zh.items():
        for pattern in patterns:
            expected, found = (re.findall(pattern, one, re.MULTILINE) for one in (text, en[path]))
            assert expected == found, f"{path}: {pattern}"


# Words of the interface


def extracted(root: Path) -> set[str | tuple[str, ...]]:
    """Every message in the code and the templates, found as `pybabel extract` would find it."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
    methods = [(one["pattern"], one["method"]) for one in settings]
    options = {
        one["pattern"]: {key: value for key, value in one.items() if key not in {"pattern", "method"}}
        for one in settings
    }
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(OUR_KEYWORDS)}
    found = extract_from_dir(root / "hooks", methods, options, keywords=keywords)
    return {message for _, _, message, _, _ in found}


def test_catalogue_holds_every_message_of_the_code_and_no_other(root: Path, language: Language) -> None:
    found = extracted(root)
    assert 80 < len(found)
    held = {tuple(one.id) if isinstance(one.id, (list, tuple)) else one.id for one in catalogue(language) if one.id}
    assert (set(), set()) == (found - held, held - found)


def test_every_message_is_finished(language: Language) -> None:
    assert [] == list(unfinished(language))


def placeholders(text: str) -> Counter[str]:
    """The named values of a message."""
    return Counter(re.findall(r"%\(\w+\)s", text))


def test_translations_name_the_same_values_as_their_messages(language: Language) -> None:
    wrong = []
    for message in catalogue(language):
        ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
        strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        if message.id:
            expected = placeholders(ids[-1])
            wrong += [string for string in strings if string and placeholders(string) != expected]
            wrong += [string for string in (*ids, *strings) if string and "%" in re.sub(r"%\(\w+\)s|%%", "", string)]
    assert [] == wrong


def test_message_with_a_number_has_every_plural_of_the_language(language: Language) -> None:
    counted = [message for message in catalogue(language) if isinstance(message.id, (list, tuple))]
    assert counted
    assert {catalogue(language).num_plurals} == {len(message.string or ()) for message in counted}


def test_english_messages_say_what_their_ids_say() -> None:
    # The ids are the English sentences; only a name in brackets may stand for other words.
    for message in catalogue("en"):
        if message.id and not (isinstance(message.id, str) and message.id.startswith("(")):
            assert message.id == message.string


# Words of the data


def test_every_status_has_a_word_and_a_meaning_in_both_languages(data: Data, as_of: dt.date) -> None:
    assert set(get_args(Status)) == set(STATUSES)
    zh, en = (context(data, language, as_of) for language in LANGUAGES)
    for status in STATUSES:
        for say in (status_word, status_meaning):
            assert HAN.search(say(zh, status))
            assert not HAN.search(say(en, status))


def test_every_reliability_has_a_word_and_a_meaning_in_both_languages(data: Data, as_of: dt.date) -> None:
    zh, en = (context(data, language, as_of) for language in LANGUAGES)
    for reliability in get_args(Reliability):
        for say in (reliability_word, reliability_meaning):
            assert HAN.search(say(zh, reliability))
            assert not HAN.search(say(en, reliability))


@pytest.mark.parametrize("kind", get_args(Kind))
def test_fact_of_every_kind_stands_under_a_word_in_both_languages(kind: Kind, data: Data, as_of: dt.date) -> None:
    place = data.cities["jinan"]
    plain: dict[str, Any] = {"kind": kind, "deadline": None, "indicator": None, "answers": (), "outcome": None}
    facts = tuple(fact.model_copy(update=plain) for fact in place.facts)
    only: Data = dataclasses.replace(data, cities={"jinan": place.model_copy(update={"facts": facts})})
    names = []
    for language in LANGUAGES:
        view = city_view(Context(only, wording(language), as_of, Route(language, city("jinan")), SITE_URL), "jinan")
        groups = [group for topic in view.topics for theme in topic.themes for group in theme.kinds]
        assert len(facts) == sum(len(group.facts) for group in groups)
        names.append({group.name for group in groups})
    (zh,), (en,) = names
    assert HAN.search(zh)
    assert not HAN.search(en)


def test_topics_themes_units_and_indicators_have_words_in_both_languages(data: Data) -> None:
    texts = {
        one.id: one.name
        for named in (data.topics, data.themes, data.indicators, data.provinces)
        for one in cast(Mapping[str, Topic | Theme | Indicator | Province], named).values()
    }
    names = [(name, text["zh"], text["en"]) for name, text in texts.items()]
    units = [
        (unit.id, unit.form("zh"), unit.own("en", is_one=is_one) or "")
        for unit in data.units.values()
        for is_one in (True, False)
    ]
    assert [] == [name for name, zh, _ in (*names, *units) if not HAN.search(zh) and name != "%"]
    assert [] == [name for name, _, en in (*names, *units) if HAN.search(en) or not en]


def test_every_fact_says_another_thing_in_each_language(data: Data) -> None:
    facts: list[Fact] = [fact for place in data.cities.values() for fact in place.facts]
    facts += data.national.facts
    assert [] == [fact.id for fact in facts if not HAN.search(fact.text["zh"])]
    assert [] == [fact.id for fact in facts if not re.search(r"[A-Za-z]{3}", fact.text["en"])]
