"""For classes: explainers that quote, questions with one right answer, sheets that fit on paper."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from beautiful_cities.languages import LANGUAGES, Language
from beautiful_cities.markup import html
from beautiful_cities.model import Data
from beautiful_cities.pages import render
from beautiful_cities.quotes import DIAGRAMS, PAGES, SCHEMES, quotes
from beautiful_cities.reading import read_data
from beautiful_cities.routes import Route
from beautiful_cities.sheets import SHEET, Ticket, drawn
from beautiful_cities.status import computed_outcome, status_of
from beautiful_cities.views import diagrams
from beautiful_cities.views.context import Context
from beautiful_cities.views.explainer import explainer_view, explainers
from beautiful_cities.views.quiz import QuestionView, questions
from beautiful_cities.views.quoting import located
from published import Site, words
from small import SMALL
from test_browser import PREFIXES
from test_parity import context

SEEDS = ("", "7b", "绿", "a class with a long name")


# Explainers


def small_context(language: Language, as_of: dt.date) -> Context:
    """The home page of the small site, which has one explainer."""
    return context(read_data(SMALL).data(), language, as_of)


def test_explainer_prints_what_it_quotes_with_its_source(language: Language, as_of: dt.date) -> None:
    view = explainer_view(small_context(language, as_of), "clean-air")
    said = [(one.words, one.note.number if one.note else "") for one in view.quotes]
    expected = {
        "zh": [
            ("PM2.5", ""),
            ("35微克/立方米", "1"),
            ("美丽城市空气清、水干净。", "2"),
            ("2035年", ""),
            ("大多数城市", "3"),
            ("列表", ""),
        ],
        "en": [
            ("PM2.5", ""),
            ("35 µg/m³", "1"),
            ("A beautiful city has clean air and clean water.", "2"),
            ("2035", ""),
            ("most cities", "3"),
            ("the list", ""),
        ],
    }
    assert expected[language] == said
    assert all(note.citations for note in view.note_views)
    body = render("explainer.html", language, view=view)
    assert "](" not in body
    assert 1 == body.count("<dfn")


def test_html_in_an_explainer_is_shown_and_not_passed_through() -> None:
    evil = 'Air <script>alert(1)</script> & <b onclick="x()">more</b>\n\n<div>\n\n[](fact:a)\n\n</div>'
    made = html(evil, lambda quote: f"<i>{quote.id}</i>")
    assert not re.search(r"<(script|b|div)\b", made)
    assert "<i>a</i>" in made


def test_quote_that_stands_alone_may_be_a_figure() -> None:
    assert "<figure></figure>" == html("![](diagram:a)", lambda quote: "<figure></figure>")


def test_what_may_be_quoted_is_there(data: Data, as_of: dt.date, built: Site) -> None:
    assert set(DIAGRAMS) == {diagrams.diagram(context(data, "en", as_of), name).id for name in DIAGRAMS}
    assert set() == {page for page in PAGES if f"{page}/index.html" not in built.pages}


def test_guide_to_explainers_names_every_form(root: Path) -> None:
    guide = (root / "README.md").read_text("utf-8")
    assert set() == {scheme for scheme in SCHEMES if f"]({scheme}:" not in guide}


def test_every_lesson_has_a_diagram_and_every_paragraph_of_figures_its_quotes(data: Data, as_of: dt.date) -> None:
    for language in LANGUAGES:
        lessons = explainers(context(data, language, as_of))
        without = [one.slug for one in lessons if "diagram" not in {quote.scheme for quote in quotes(one.markdown)}]
        assert without == ["what-you-can-do"]


TINY = """(least) => [...document.querySelectorAll(".bc-diagram svg")].flatMap((picture) => {
  const room = picture.getBoundingClientRect();
  return [...picture.querySelectorAll("text")].filter((text) => {
    const box = text.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(text).fontSize) * room.width / picture.viewBox.baseVal.width;
    const isInside = box.left >= room.left - 1 && box.right <= room.right + 1 && box.bottom <= room.bottom + 2;
    return size < least || !isInside;
  }).map((text) => text.textContent);
})"""
"""The words of diagrams that are smaller than so many px, or run out of the picture."""


@pytest.mark.browser
def test_words_of_diagrams_are_large_enough_and_inside_on_a_phone(
    language: Language, page: Page, address: str, data: Data, as_of: dt.date
) -> None:
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 800})
        for lesson in explainers(context(data, language, as_of)):
            page.goto(f"{address}{PREFIXES[language]}learn/{lesson.slug}/")
            assert [] == page.evaluate(TINY, 12), f"{lesson.slug} at {width} px"


# The quiz


@pytest.fixture(scope="module")
def pools(data: Data, as_of: dt.date) -> dict[Language, tuple[QuestionView, ...]]:
    """All questions in both languages."""
    return {
        language: questions(Context(data, context(data, language, as_of).wording, as_of, Route(language, ""), ""))
        for language in LANGUAGES
    }


def test_questions_are_the_same_in_both_languages(pools: dict[Language, tuple[QuestionView, ...]]) -> None:
    marks = [[(one.id, one.kind, one.place, one.right, len(one.options)) for one in pools[of]] for of in LANGUAGES]
    assert marks[0] == marks[1]
    assert {"year", "larger", "term", "promise", "kept"} == {kind for _id, kind, *_rest in marks[0]}
    assert min(Counter(kind for _id, kind, *_rest in marks[0]).values()) >= 10


def test_every_question_has_different_options_and_an_answer_with_a_source(
    pools: dict[Language, tuple[QuestionView, ...]],
) -> None:
    every = [one for pool in pools.values() for one in pool]
    assert [] == [one.id for one in every if len(set(one.options)) < len(one.options) or len(one.options) < 3]
    assert [] == [one.id for one in every if not one.basis or not all(fact.source for fact in one.basis)]
    for pool in pools.values():
        assert len(pool) == len({one.id for one in pool})


def test_year_is_asked_where_the_statement_names_no_other(
    pools: dict[Language, tuple[QuestionView, ...]], data: Data
) -> None:
    facts = {str(name): fact for name, (_slug, fact) in located(data).items()}
    for pool in pools.values():
        for one in (one for one in pool if one.kind == "year"):
            fact = facts[one.id.removeprefix("year-")]
            assert fact.date is not None
            assert one.answer == str(fact.date.year)
            (statement,) = one.statements
            assert statement.count("____") == 1
            assert not re.search(r"(?<!\d)(19|20)\d\d(?!\d)", statement)
            assert list(one.options) == sorted(one.options)


def test_larger_value_is_larger(pools: dict[Language, tuple[QuestionView, ...]], data: Data) -> None:
    for one in (one for one in pools["en"] if one.kind == "larger"):
        _, year, indicator = one.id[::-1].partition("-")[1], one.id[-4:], one.id.removeprefix("larger-")[:-5]
        values = {}
        for name in one.options:
            (place,) = (place for place in data.cities.values() if place.name["en"] == name)
            (value,) = (
                fact.value
                for fact in place.facts
                if fact.indicator == indicator and fact.kind != "target" and str(fact.date) == year
            )
            assert value is not None
            values[name] = value
        best = (max if "highest" in one.ask else min)(values, key=lambda name: values[name])
        assert one.answer == best
        assert list(values.values()).count(values[best]) == 1


def test_promise_is_told_from_outcomes_by_its_kind_alone(
    pools: dict[Language, tuple[QuestionView, ...]], data: Data
) -> None:
    by_text = {fact.text["en"]: fact for _slug, fact in located(data).values()}
    for one in (one for one in pools["en"] if one.kind == "promise"):
        kinds = [by_text[text].kind == "target" for text in one.options]
        assert kinds.count(kinds[one.right]) == 1
        assert kinds[one.right] == ("is a promise" in one.ask)


def test_whether_a_promise_was_kept_follows_from_what_is_shown(
    pools: dict[Language, tuple[QuestionView, ...]], data: Data, as_of: dt.date
) -> None:
    by_text = {fact.text["en"]: fact for _slug, fact in located(data).values()}
    found = set()
    for one in (one for one in pools["en"] if one.kind == "kept"):
        target, figure = (by_text[text] for text in one.statements)
        outcome = computed_outcome(target, figure) if target.id in figure.answers else None
        assert one.right == {"met": 0, "missed": 1, None: 2}[outcome]
        if outcome is None:
            assert status_of(target, (), as_of=as_of) == "past"
            assert figure.date is not None
            assert target.deadline is not None
            assert figure.date.last_day < target.deadline.first_day
        found.add(outcome)
    assert found == {"met", "missed", None}


def test_term_is_not_named_by_its_own_definition_alone(
    pools: dict[Language, tuple[QuestionView, ...]], data: Data
) -> None:
    for one in (one for one in pools["zh"] if one.kind == "term"):
        term = data.glossary[one.id.removeprefix("term-")]
        assert one.answer == term.definition["zh"]
        others = [option for option in one.options if option != one.answer]
        assert term.term["zh"] not in one.answer or any(term.term["zh"] in other for other in others)


@pytest.mark.parametrize("seed", SEEDS)
def test_sheet_is_mixed_and_the_same_every_time(seed: str, pools: dict[Language, tuple[QuestionView, ...]]) -> None:
    tickets = [Ticket(one.id, one.kind, one.place) for one in pools["en"]]
    sheet = drawn(tickets, seed)
    assert sheet == drawn(tickets, seed)
    assert SHEET == len(set(sheet))
    assert set(Counter(tickets[at].kind for at in sheet).values()) == {2}


def test_small_pool_gives_a_short_sheet() -> None:
    assert [0] == drawn([Ticket("a", "year", "")], "x")
    assert [] == drawn([], "x")


def test_new_question_changes_a_sheet_only_where_it_is_drawn(pools: dict[Language, tuple[QuestionView, ...]]) -> None:
    tickets = [Ticket(one.id, one.kind, one.place) for one in pools["en"]]
    for missing in range(0, len(tickets), 7):
        fewer = [*tickets[:missing], *tickets[missing + 1 :]]
        before, after = ({pool[at].id for at in drawn(pool, "7b")} for pool in (fewer, tickets))
        assert tickets[missing].id in after or before == after


DRAWN = """async ([pool, script, seeds]) => {
  const { drawn } = await import(script);
  const all = await (await fetch(pool)).json();
  return seeds.map((seed) => drawn(all, seed).map((question) => question.id));
}"""


@pytest.mark.browser
def test_browser_draws_what_the_build_draws(
    page: Page, address: str, site: Path, pools: dict[Language, tuple[QuestionView, ...]]
) -> None:
    (script,) = site.glob("assets/javascripts/quiz-sheet.*.js")
    page.goto(f"{address}learn/quiz/")
    addresses = [f"{address}learn/quiz/questions.json", f"{address}assets/javascripts/{script.name}"]
    found = page.evaluate(DRAWN, [*addresses, list(SEEDS)])
    tickets = [Ticket(one.id, one.kind, one.place) for one in pools["zh"]]
    assert [[tickets[at].id for at in drawn(tickets, seed)] for seed in SEEDS] == found


@pytest.mark.browser
def test_quiz_is_taken_with_the_keyboard_and_shared_by_its_address(
    language: Language, page: Page, address: str, pools: dict[Language, tuple[QuestionView, ...]]
) -> None:
    url = f"{address}{PREFIXES[language]}learn/quiz/"
    page.goto(url)
    first = page.locator(".bc-question").first.inner_text()
    page.locator("[data-bc-seed]").focus()
    page.keyboard.type("7b")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?seed=7b$"))
    tickets = [Ticket(one.id, one.kind, one.place) for one in pools[language]]
    sheet = [pools[language][at] for at in drawn(tickets, "7b")]
    expect(page.locator(".bc-question legend span:last-child").first).to_have_text(sheet[0].ask)
    assert first != page.locator(".bc-question").first.inner_text()
    for number, question in enumerate(sheet, start=1):
        page.locator(f"[name=question-{number}]").first.focus()
        page.keyboard.press("Space")
        for _ in range(question.right):
            page.keyboard.press("ArrowDown")
    page.locator("[data-bc-check]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-bc-score]")).to_contain_text("10")
    expect(page.locator(".bc-question__verdict--right")).to_have_count(SHEET)
    shown = [one.inner_text() for one in page.locator(".bc-question").all()]
    page.goto(f"{url}?seed=7b")
    expect(page.locator(".bc-question__verdict--right")).to_have_count(0)
    expect(page.locator(".bc-question legend span:last-child").first).to_have_text(sheet[0].ask)
    again = [one.inner_text() for one in page.locator(".bc-question").all()]
    assert [text.split("\n")[:3] for text in again] == [text.split("\n")[:3] for text in shown]
    page.go_back()


CHINESE_TEXTS = """() => {
  const texts = document.createTreeWalker(document.querySelector("[data-bc-quiz]"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const {data, parentElement} = texts.currentNode;
    if (/[\u3400-\u9fff]/.test(data)) found.push([data, parentElement.closest("[lang]").lang]);
  }
  return found;
}"""


@pytest.mark.browser
def test_chinese_on_an_english_sheet_is_marked_as_chinese(page: Page, address: str, site: Path) -> None:
    pool = json.loads((site / "en/learn/quiz/questions.json").read_text("utf-8"))
    asked = [{**one, "ask": "What does 泉城 (<b>泉</b>) mean?"} for one in pool]
    page.route("**/questions*.json", lambda route: route.fulfill(json=asked))
    page.goto(f"{address}en/learn/quiz/?seed=7b")
    expect(page.locator(".bc-question legend").first).to_contain_text("What does 泉城 (<b>泉</b>) mean?")
    assert [["泉城", "zh-Hans"], ["泉", "zh-Hans"]] * SHEET == page.evaluate(CHINESE_TEXTS)


def test_quiz_stands_whole_without_scripts(language: Language, built: Site) -> None:
    page = built.pages[f"{PREFIXES[language]}learn/quiz/index.html"]
    asked, answered = (page.all("li", name) for name in ("bc-question", "bc-answer"))
    assert (SHEET, SHEET) == (len(asked), len(answered))
    for question, answer in zip(asked, answered, strict=True):
        options = [words(one) for one in question.iter("label")]
        (right,) = (one for one in answer.iter("span") if "data-bc-answer" in one.attrib)
        assert words(right) in options


# On paper


def pages_of(sheets: bytes) -> int:
    """How many sheets of paper a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", sheets))


@pytest.mark.browser
def test_worksheet_of_every_city_is_one_page(language: Language, page: Page, address: str, data: Data) -> None:
    found = {}
    for slug in data.cities:
        page.goto(f"{address}{PREFIXES[language]}learn/worksheets/{slug}/")
        found[slug] = pages_of(page.pdf(prefer_css_page_size=True))
    assert dict.fromkeys(data.cities, 1) == found


@pytest.mark.browser
def test_worksheet_has_figures_a_chart_three_questions_and_sources_and_keeps_its_answers(
    language: Language, page: Page, address: str
) -> None:
    page.goto(f"{address}{PREFIXES[language]}learn/worksheets/jinan/")
    page.emulate_media(media="print")
    assert 2 <= page.locator(".bc-statement").count() <= 4
    expect(page.locator(".bc-chart__picture--narrow svg")).to_be_visible()
    expect(page.locator(".bc-tasks__entry")).to_have_count(3)
    assert page.locator(".bc-worksheet__sources li").count() >= 2
    expect(page.locator(".bc-worksheet__answers")).to_be_hidden()


@pytest.mark.browser
def test_answers_of_the_quiz_are_printed_on_a_sheet_of_their_own_without_scripts(
    language: Language, browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{PREFIXES[language]}learn/quiz/")
    page.emulate_media(media="print")
    expect(page.locator(".bc-answer").last).to_be_visible()
    expect(page.locator(".bc-quiz__choose")).to_be_hidden()
    section = page.locator(".bc-section:has(.bc-quiz__key)")
    assert "page" == section.evaluate("one => getComputedStyle(one).breakBefore")
    assert pages_of(page.pdf(prefer_css_page_size=True)) <= 4
    context.close()
