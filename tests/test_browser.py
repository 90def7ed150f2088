"""The site in a real browser: charts, folds, languages, keyboard, widths, no JavaScript, and no stranger's server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from beautiful_cities.model import Data, Language
from published import Site

pytestmark = pytest.mark.browser

WIDTHS_PX = (320, 360, 768, 1280, 1920)
PREFIXES: dict[Language, str] = {"zh": "", "en": "en/"}
KINDS = ("", "cities/", "cities/jinan/", "sources/", "about/")
PLOTLY = "plotly.min.js"
CANVAS = "[data-bc-chart]"
STILL = f"{CANVAS} .bc-chart__picture--wide svg"
LIVE = f"{CANVAS} svg.main-svg"
PATIENCE_MS = 20_000
"""For a machine that is busy with other tests; nothing waits longer than it needs to."""
expect.set_options(timeout=PATIENCE_MS)


class Visit:
    """One reader's browser: what it asked for, and everything that went wrong on the way."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.asked: list[str] = []
        """Every file that was asked for."""
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        origin = f"{urlsplit(address).scheme}://{urlsplit(address).netloc}/"
        context.route(lambda url: not url.startswith(origin), lambda route: route.abort())
        self.page.on("request", lambda request: self._ask(request.url, origin))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"failed: {request.url}"))
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))

    def _ask(self, url: str, origin: str) -> None:
        self.asked.append(url)
        if not url.startswith((origin, "data:", "blob:")):
            self.complaints.append(f"left the site: {url}")

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(f"{kind}: {text}")

    def open(self, path: str) -> Page:
        """The page at a path below the site's root, loaded."""
        self.page.goto(self.address + path)
        return self.page

    def has_plotly(self) -> bool:
        """Whether plotly.js was asked for."""
        return any(url.endswith(PLOTLY) for url in self.asked)


class Visiting(Protocol):
    """Opens a browser as wished: `visiting(color_scheme="dark")`."""

    def __call__(self, address: str = "", **wishes: Any) -> Visit: ...


@pytest.fixture
def visiting(browser: Browser, address: str) -> Iterator[Visiting]:
    """Visits with settings of their own; a complaint on any of them fails the test."""
    home, visits = address, list[Visit]()
    contexts: list[BrowserContext] = []

    def visit(address: str = "", **wishes: Any) -> Visit:
        settings = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
        contexts.append(browser.new_context(**{**settings, **wishes}))
        contexts[-1].set_default_timeout(PATIENCE_MS)
        visits.append(Visit(contexts[-1], address or home))
        return visits[-1]

    yield visit
    for context in contexts:
        context.close()
    assert [] == [complaint for one in visits for complaint in one.complaints]


@pytest.fixture
def visit(visiting: Visiting) -> Visit:
    """One visit with a wide window in the light."""
    return visiting()


def explore(page: Page) -> None:
    """Ask for the first chart of a page by its button and wait until it is alive."""
    page.locator("[data-bc-explore]").first.click()
    expect(page.locator(f"{LIVE} .trace path").first).to_be_attached()


def text_colour(page: Page, picture: str) -> str:
    """The colour of the first label of a picture."""
    return str(page.locator(f"{picture} text").first.evaluate("text => getComputedStyle(text).fill"))


def token(page: Page, name: str) -> str:
    """A colour of the stylesheet as a browser says it."""
    script = """name => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.color = `var(${name})`;
      const colour = getComputedStyle(probe).color;
      probe.remove();
      return colour;
    }"""
    return str(page.evaluate(script, name))


def is_in_sight(page: Page, selector: str) -> bool:
    """True when the top of an element is inside the window."""
    script = "one => { const {top} = one.getBoundingClientRect(); return top >= -1 && top < innerHeight; }"
    return bool(page.locator(selector).evaluate(script))


# Charts


def test_chart_is_a_picture_until_a_reader_explores_it_and_nothing_moves(language: Language, visit: Visit) -> None:
    page = visit.open(PREFIXES[language])
    page.locator(STILL).first.scroll_into_view_if_needed()
    expect(page.locator(STILL).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert not visit.has_plotly()
    height = page.evaluate("document.documentElement.scrollHeight")
    explore(page)
    assert visit.has_plotly()
    assert height == page.evaluate("document.documentElement.scrollHeight")
    page.keyboard.press("Escape")
    expect(page.locator(LIVE)).to_have_count(0)
    expect(page.locator("[data-bc-explore]").first).to_be_focused()


def test_chart_comes_alive_under_a_mouse_that_rests_on_it(visit: Visit) -> None:
    page = visit.open("cities/jinan/")
    page.locator(CANVAS).first.hover()
    expect(page.locator(f"{LIVE} .trace path").first).to_be_attached()


@pytest.mark.parametrize("kind", KINDS)
def test_plotly_is_not_asked_for_by_reading_a_page_to_its_end(kind: str, language: Language, visit: Visit) -> None:
    page = visit.open(PREFIXES[language] + kind)
    page.mouse.wheel(0, 1_000_000)
    page.wait_for_load_state("networkidle")
    assert not visit.has_plotly()


def test_charts_take_the_colours_of_the_scheme_and_change_with_it(visit: Visit) -> None:
    page = visit.open("")
    page.locator(STILL).first.scroll_into_view_if_needed()
    assert token(page, "--bc-ink") == text_colour(page, STILL)
    explore(page)
    light = token(page, "--bc-ink-3")
    assert light == text_colour(page, f"{LIVE} .ytick")
    page.emulate_media(color_scheme="dark")
    dark = token(page, "--bc-ink-3")
    assert light != dark
    page.wait_for_function(
        "([selector, colour]) => getComputedStyle(document.querySelector(selector)).fill === colour",
        arg=[f"{LIVE} .ytick text", dark],
    )
    assert token(page, "--bc-ink") == text_colour(page, STILL)


# Links


def test_other_language_of_a_city_is_the_same_city_and_the_way_back_leads_back(visit: Visit) -> None:
    page = visit.open("cities/weifang/")
    for path, tag in (("en/cities/weifang/", "en"), ("cities/weifang/", "zh-Hans")):
        page.locator(".bc-switch").click()
        page.wait_for_url(visit.address + path)
        expect(page.locator("html")).to_have_attribute("lang", tag)


def folded_fact(data: Data, slug: str) -> str:
    """A fact in the middle of a city's page; facts stand in folds that are closed."""
    facts = data.cities[slug].facts
    return facts[len(facts) // 2].id


def test_link_to_a_statement_opens_its_fold_and_shows_it(language: Language, visit: Visit, data: Data) -> None:
    fact = folded_fact(data, "jinan")
    page = visit.open(f"{PREFIXES[language]}cities/jinan/#{fact}")
    expect(page.locator(f"#{fact}")).to_be_in_viewport()
    assert is_in_sight(page, f"#{fact}")
    assert page.locator(f"#{fact}").evaluate("one => !one.closest('details:not([open])')")


def test_link_to_a_statement_on_the_same_page_opens_its_fold_too(language: Language, visit: Visit) -> None:
    page = visit.open(f"{PREFIXES[language]}cities/jinan/")
    link = page.locator(".bc-timeline .bc-permalink").first
    fact = str(link.get_attribute("href"))
    expect(page.locator(fact)).to_be_hidden()
    link.click()
    expect(page.locator(fact)).to_be_in_viewport()


def test_link_to_a_source_opens_its_fold(visit: Visit) -> None:
    page = visit.open("cities/jinan/")
    link = page.locator(".bc-statement .bc-source a").first
    source = str(link.get_attribute("href"))
    link.click()
    expect(page.locator(source)).to_be_in_viewport()


# Keyboard


def test_first_tab_reaches_the_skip_link_and_enter_moves_to_the_text(language: Language, visit: Visit) -> None:
    page = visit.open(f"{PREFIXES[language]}cities/jinan/")
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#main').contains(document.activeElement)")


def test_fold_opens_by_keyboard(visit: Visit) -> None:
    page = visit.open("cities/jinan/")
    fold = page.locator(".bc-theme:not([open]) > summary").first
    count = page.locator(".bc-theme[open]").count()
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".bc-theme[open]")).to_have_count(count + 1)


# No JavaScript


def test_page_is_whole_without_javascript(language: Language, visiting: Visiting, data: Data) -> None:
    visit = visiting(java_script_enabled=False)
    page = visit.open(f"{PREFIXES[language]}cities/jinan/")
    place = data.cities["jinan"]
    expect(page.locator("h1")).to_contain_text(place.name[language])
    assert len(place.facts) == page.locator(".bc-fact[id]").count()
    charts = page.locator(CANVAS)
    assert charts.count() == page.locator(".bc-chart table").count() > 1
    for index in range(charts.count()):
        picture = charts.nth(index).locator("svg:visible")
        expect(picture).to_have_count(1)
        assert (picture.bounding_box() or {"height": 0})["height"] > 100
    expect(page.locator("[data-bc-explore]").first).to_be_hidden()
    page.locator(".bc-chart__table > summary").first.click()
    expect(page.locator(".bc-chart table").first).to_be_visible()
    assert not visit.has_plotly()


def test_fold_opens_without_javascript(visiting: Visiting) -> None:
    page = visiting(java_script_enabled=False).open("cities/jinan/")
    fold = page.locator(".bc-theme:not([open])").last
    fold.locator("summary").click()
    expect(page.locator(".bc-theme[open]").last.locator("li").first).to_be_visible()


# Widths


@pytest.mark.parametrize("kind", [*KINDS, "no/such/page/"], ids=lambda kind: kind.strip("/") or "home")
def test_no_page_scrolls_sideways_at_any_width(kind: str, language: Language, visiting: Visiting) -> None:
    visit = visiting(viewport={"width": WIDTHS_PX[0], "height": 800})
    page = visit.open(PREFIXES[language] + kind)
    if kind == "cities/jinan/":
        explore(page)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    for width in WIDTHS_PX:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide[0] <= wide[1], f"{wide[0]} px of page in {width} px: {too_wide(page)}"
    visit.complaints = [one for one in visit.complaints if "404" not in one or "no/such" not in kind]


def too_wide(page: Page) -> Any:
    """What reaches beyond the window, outermost first."""
    script = """() => [...document.querySelectorAll("body *")]
      .filter((one) => !one.closest("svg") && one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => `${one.tagName}.${one.className}`).slice(0, 8)"""
    return page.evaluate(script)


# Below a path


def test_site_works_below_a_path_of_its_host(
    language: Language, visiting: Visiting, address_below: str, site_below: Site
) -> None:
    visit = visiting(address_below)
    page = visit.open(PREFIXES[language])
    assert address_below.endswith(urlsplit(site_below.site_url).path)
    page.locator(".bc-index a").first.click()
    page.wait_for_url(f"{address_below}{PREFIXES[language]}cities/*/")
    explore(page)
    assert [] == [url for url in visit.asked if not url.startswith(address_below)]


def test_wrong_address_below_a_path_is_dressed_and_leads_home(visiting: Visiting, address_below: str) -> None:
    visit = visiting(address_below)
    page = visit.open("en/cities/no/such/city/")
    assert "rgba(0, 0, 0, 0)" != page.evaluate("getComputedStyle(document.body).backgroundColor")
    expect(page.locator("section[lang=en]")).to_be_visible()
    page.locator("section[lang=en] a").first.click()
    page.wait_for_url(f"{address_below}en/")
    # The browser itself reports the wrong address, as it should; nothing else may be amiss.
    assert [True] == ["404" in complaint for complaint in visit.complaints]
    visit.complaints.clear()
