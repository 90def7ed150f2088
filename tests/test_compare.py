"""Cities side by side: all of them without a script, the chosen ones with one, and an address that can be sent."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from beautiful_cities.languages import Language
from beautiful_cities.model import Data

pytestmark = pytest.mark.browser

PREFIXES: dict[Language, str] = {"zh": "", "en": "en/"}
ASKED = "?cities=jinan,shenzhen,kunming"
HEADS = ".bc-compare thead th[data-bc-city]"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """One reader with a phone."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def shown(page: Page) -> list[str]:
    """The cities whose columns stand in the first table."""
    script = "heads => heads.filter(head => head.offsetParent).map(head => head.dataset.bcCity)"
    return list(page.locator(".bc-compare").first.locator("th[data-bc-city]").evaluate_all(script))


def test_without_a_script_every_city_stands_in_every_table(browser: Browser, address: str, data: Data) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}compare/")
    for table in page.locator(".bc-compare").all():
        assert len(data.cities) == table.locator("thead th[data-bc-city]").count()
    expect(page.locator("[data-bc-compare]")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_address_that_was_sent_shows_the_same_cities(address: str, page: Page, language: Language) -> None:
    page.goto(f"{address}{PREFIXES[language]}compare/{ASKED}")
    expect(page.locator(HEADS).first).to_be_attached()
    assert {"jinan", "shenzhen", "kunming"} == set(shown(page))
    chosen = [select.input_value() for select in page.locator("select[name=city]").all()]
    assert ["jinan", "shenzhen", "kunming", ""] == chosen
    assert 360 == page.evaluate("document.documentElement.scrollWidth")


def test_choice_goes_into_the_address_and_back_to_all(address: str, page: Page, data: Data) -> None:
    page.goto(f"{address}compare/")
    selects = page.locator("select[name=city]")
    selects.nth(0).select_option("beijing")
    assert len(data.cities) == len(shown(page)), "one city is no comparison"
    selects.nth(3).select_option("xining")
    assert ["beijing", "xining"] == sorted(shown(page))
    assert {"cities": ["beijing,xining"]} == parse_qs(urlsplit(page.url).query)
    selects.nth(0).select_option("")
    assert len(data.cities) == len(shown(page))


def test_gap_is_said_in_words_and_rows_without_any_figure_are_left_out(address: str, page: Page) -> None:
    page.goto(f"{address}en/compare/?cities=jinan,kunming")
    rows = page.locator(".bc-compare tbody tr:visible")
    assert rows.count()
    gap = page.locator("[data-bc-compare]").get_attribute("data-bc-gap")
    for row in rows.all():
        cells = [cell.strip() for cell in row.locator("td:visible").all_inner_texts()]
        assert 2 == len(cells)
        assert any(cell not in {gap, "0"} for cell in cells)
        assert "–" not in cells


def test_bar_of_the_largest_is_the_longest(address: str, page: Page) -> None:
    page.goto(f"{address}en/compare/?cities=jinan,shenzhen")
    row = page.locator(".bc-compare tr", has_text="Annual mean PM2.5").first
    amounts = row.locator("td:visible").evaluate_all("cells => cells.map(cell => Number(cell.dataset.bcAmount))")
    widths = row.locator("td:visible .bc-compare__bar").evaluate_all("bars => bars.map(bar => bar.offsetWidth)")
    assert len(amounts) == len(widths) == 2
    assert amounts.index(max(amounts)) == widths.index(max(widths))


def test_every_figure_leads_to_its_fact(address: str, page: Page, data: Data) -> None:
    page.goto(f"{address}en/compare/?cities=jinan,shenzhen")
    link = page.locator(".bc-compare tr", has_text="Annual mean PM2.5").first.locator("td:visible a").first
    link.click()
    fact_id = urlsplit(page.url).fragment
    expect(page.locator(f"#{fact_id}")).to_be_visible()
    assert any(fact.id == fact_id for place in data.cities.values() for fact in place.facts)


TREND = "&trend=pm25-annual"
LINES = "[data-bc-trend] .legend .traces"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_lines_of_the_chosen_cities_are_drawn_when_they_are_asked_for(
    address: str, page: Page, language: Language, data: Data
) -> None:
    page.goto(f"{address}{PREFIXES[language]}compare/{ASKED}")
    expect(page.locator("[data-bc-trend]")).to_be_hidden()
    page.locator("select[name=trend]").select_option("pm25-annual")
    assert page.url.endswith(TREND)
    page.goto(f"{address}{PREFIXES[language]}compare/{ASKED}{TREND}")
    names = [getattr(data.cities[slug].name, language) for slug in ("jinan", "shenzhen", "kunming")]
    expect(page.locator(LINES)).to_have_text(names[:2])
    expect(page.locator("[data-bc-without]")).to_contain_text(names[2])  # it has no such value
    assert 360 == page.evaluate("document.documentElement.scrollWidth")
    page.locator("select[name=city]").first.select_option("")
    expect(page.locator(LINES)).to_have_count(1)


def test_values_of_the_lines_are_read_by_keyboard_and_lead_to_their_sources(address: str, page: Page) -> None:
    page.goto(f"{address}en/compare/{ASKED}{TREND}")
    expect(page.locator(LINES).first).to_be_visible()
    page.locator("[data-bc-trend] [data-bc-explore]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-bc-spoken]")).to_contain_text("Jinan · 2013")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-bc-spoken]")).to_contain_text("Jinan · 2017")
    page.locator("[data-bc-trend] a[data-bc-city=jinan]").click()
    expect(page.locator("#chart-jinan-pm25-annual")).to_be_in_viewport()
