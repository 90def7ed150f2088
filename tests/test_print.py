"""A city's page on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from beautiful_cities.languages import Language
from beautiful_cities.model import Data, Source
from published import Site
from test_browser import PREFIXES

pytestmark = pytest.mark.browser

PLACE = "weihai"


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_city_on_paper_has_its_address_every_fact_and_no_tools(
    scripts: bool, language: Language, browser: Browser, address: str, built: Site, data: Data
) -> None:
    path = f"{PREFIXES[language]}cities/{PLACE}/"
    context = browser.new_context(java_script_enabled=scripts, color_scheme="dark")
    page = context.new_page()
    page.goto(address + path)
    page.emulate_media(media="print")
    head = page.locator(".bc-printed")
    expect(head).to_be_visible()
    expect(head).to_contain_text(built.pages[f"{path}index.html"].url)
    for tool in (".md-header", ".bc-chart__tools", ".bc-permalink", ".bc-crumbs", ".bc-footer__links"):
        expect(page.locator(tool).first).to_be_hidden()
    shown = " ".join(page.locator("main").inner_text().split())
    hidden = [one.id for one in data.cities[PLACE].facts if not page.locator(f"#{one.id}").is_visible()]
    assert [] == hidden
    assert [] == [one.title[language] for one in cited(data) if one.title[language] not in shown]
    for chart in page.locator(".bc-chart").all():
        expect(chart.locator(".bc-chart__picture--wide")).to_be_visible()
        expect(chart.locator(".bc-chart__picture--narrow")).to_be_hidden()
    assert "rgb(0, 0, 0)" == page.evaluate("getComputedStyle(document.body).color")
    context.close()


def cited(data: Data) -> list[Source]:
    """The sources of the city's facts."""
    names = {citation.source for fact in data.cities[PLACE].facts for citation in fact.sources}
    return [data.sources[name] for name in names]


def test_address_of_a_document_is_printed_and_no_other(page: Page, address: str) -> None:
    page.goto(f"{address}cities/{PLACE}/")
    page.emulate_media(media="print")
    added = "every => every.map(one => getComputedStyle(one, '::after').content)"
    documents = page.locator(".bc-sources__title a")
    assert documents.count() > 0
    hrefs = documents.evaluate_all("every => every.map(one => one.href)")
    assert [f'" {href}"' for href in hrefs] == documents.evaluate_all(added)
    others = page.locator("main a:not(.bc-sources__title a)")
    assert {"none", '""'} >= set(others.evaluate_all(added))


def test_folds_that_were_closed_are_closed_again_after_printing(page: Page, address: str) -> None:
    page.goto(f"{address}cities/{PLACE}/")
    open_folds = "document.querySelectorAll('.bc-theme[open]').length"
    before = page.evaluate(open_folds)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".bc-theme").count() == page.evaluate(open_folds) > before
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert before == page.evaluate(open_folds)


def test_pdf_of_a_city_is_of_a4_sheets_and_keeps_its_headings(language: Language, page: Page, address: str) -> None:
    page.goto(f"{address}{PREFIXES[language]}cities/{PLACE}/")
    sheets = page.pdf(prefer_css_page_size=True, tagged=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheets)
    assert 3 <= len(boxes)
    assert {(595, 842)} == {tuple(round(float(side)) for side in box) for box in boxes}
    assert b"/StructTreeRoot" in sheets
