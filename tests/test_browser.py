"""The site in a real browser: charts, folds, languages, keyboard, widths, no JavaScript, and no stranger's server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from beautiful_cities.languages import Language
from beautiful_cities.model import Data
from published import Site

pytestmark = pytest.mark.browser

WIDTHS_PX = (320, 360, 768, 960, 1280, 1920)
PREFIXES: dict[Language, str] = {"zh": "", "en": "en/"}
KINDS = (
    "",
    "cities/",
    "cities/jinan/",
    "topics/zero-waste/",
    "targets/",
    "compare/",
    "roster/",
    "glossary/",
    "search/",
    "sources/",
    "data/",
    "news/",
    "about/",
)
PLOTLY = re.compile(r"/plotly\.min\.\w+\.js$")
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
        self.page.on("requestfailed", lambda request: self._miss(request.url, request.failure))
        self.page.on("console", lambda said: self._hear(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))

    def _ask(self, url: str, origin: str) -> None:
        self.asked.append(url)
        if not url.startswith((origin, "data:", "blob:")):
            self.complaints.append(f"left the site: {url}")

    def _miss(self, url: str, why: str | None) -> None:
        if why != "net::ERR_ABORTED":  # the reader went on before it came
            self.complaints.append(f"failed: {url}")

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(f"{kind}: {text}")

    def open(self, path: str) -> Page:
        """The page at a path below the site's root, loaded."""
        self.page.goto(self.address + path)
        return self.page

    def has_plotly(self) -> bool:
        """Whether plotly.js or a figure was asked for."""
        return any(PLOTLY.search(url) or re.search(r"/charts/[^/]+\.json$", url) for url in self.asked)


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


def canvas_box(page: Page) -> Any:
    """Where the first chart stands on the page, and how tall the page is."""
    box = page.locator(CANVAS).first.bounding_box()
    return box, page.evaluate("[scrollX, scrollY, document.documentElement.scrollHeight]")


def test_chart_is_explored_by_keyboard_and_every_point_is_spoken(language: Language, visit: Visit) -> None:
    page = visit.open(f"{PREFIXES[language]}cities/jinan/")
    button = page.locator("[data-bc-explore]").first
    spoken = page.locator("[data-bc-spoken]").first
    button.scroll_into_view_if_needed()
    button.focus()
    before = canvas_box(page)
    page.keyboard.press("Enter")
    expect(page.locator(f"{LIVE} .trace path").first).to_be_attached()
    expect(spoken).not_to_be_empty()
    assert before == canvas_box(page)
    assert "true" == button.get_attribute("aria-pressed")
    address = page.locator(CANVAS).first.evaluate("canvas => new URL(canvas.dataset.bcFigure, document.baseURI).href")
    figure = json.loads(page.request.get(address).text())
    labels = [label for trace in figure["data"] for label in trace.get("hovertext", ())]
    for key, label in (("ArrowRight", labels[1]), ("ArrowLeft", labels[0]), ("ArrowLeft", labels[-1])):
        page.keyboard.press(key)
        expect(spoken).to_have_text(label)
    expect(page.locator(f"{LIVE} .hovertext").first).to_be_attached()
    page.keyboard.press("Escape")
    expect(page.locator(LIVE)).to_have_count(0)
    expect(page.locator(STILL).first).to_be_visible()
    expect(button).to_be_focused()
    assert "false" == button.get_attribute("aria-pressed")
    assert before == canvas_box(page)


def test_mouse_that_only_passes_leaves_the_picture(visit: Visit) -> None:
    page = visit.open("cities/jinan/")
    page.locator(CANVAS).first.hover()
    page.mouse.move(0, 0)
    page.wait_for_timeout(600)  # twice as long as a mouse has to rest
    assert not visit.has_plotly()
    expect(page.locator(LIVE)).to_have_count(0)


def test_tap_brings_a_chart_to_life(visiting: Visiting) -> None:
    visit = visiting(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = visit.open("en/cities/jinan/")
    canvas = page.locator(CANVAS).first
    canvas.scroll_into_view_if_needed()
    before = canvas_box(page)
    canvas.tap()
    expect(page.locator(f"{LIVE} .trace path").first).to_be_attached()
    assert before == canvas_box(page)


@pytest.mark.parametrize("lost", [PLOTLY, "**/charts/*.json"], ids=["script", "figure"])
def test_picture_stays_when_a_file_does_not_come_and_a_second_try_works(lost: str, visit: Visit) -> None:
    page = visit.open("cities/jinan/")
    button = page.locator("[data-bc-explore]").first
    page.route(lost, lambda route: route.abort())
    with page.expect_event("requestfailed"):
        button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator(STILL).first).to_be_visible()
    expect(page.locator(".bc-chart__live")).to_have_count(0)
    assert visit.complaints
    assert [] == [
        complaint for complaint in visit.complaints if "error: " in complaint and "ERR_FAILED" not in complaint
    ]
    visit.complaints.clear()
    page.unroute(lost)
    explore(page)


def test_picture_stays_when_the_host_has_no_such_figure(visit: Visit) -> None:
    page = visit.open("cities/jinan/")
    page.route("**/charts/*.json", lambda route: route.fulfill(status=404, body="<p>None</p>"))
    page.locator("[data-bc-explore]").first.click()
    expect(page.locator("[data-bc-explore]").first).to_have_attribute("aria-pressed", "false")
    expect(page.locator(STILL).first).to_be_visible()
    # The browser itself reports the wrong address, as it should; nothing else may be amiss.
    assert [True] == ["404" in complaint for complaint in visit.complaints]
    visit.complaints.clear()


CROWDED = """() => [...document.querySelectorAll("figure.bc-chart .bc-chart__canvas")].flatMap((canvas) => {
  const chart = canvas.closest("figure").id;
  const cornersOf = (text) => {
    const {x, y, width, height} = text.getBBox(), turned = text.getScreenCTM();
    const corners = [[x, y], [x + width, y], [x + width, y + height], [x, y + height]];
    return corners.map(([left, top]) => new DOMPoint(left, top).matrixTransform(turned));
  };
  const along = (corners, {x, y}) => {
    const all = corners.map((corner) => corner.x * x + corner.y * y);
    return [Math.min(...all), Math.max(...all)];
  };
  const sidesOf = ([one, two, three]) => [[one, two], [two, three]].map(([from, to]) => {
    const [x, y] = [to.x - from.x, to.y - from.y], length = Math.hypot(x, y);
    return {x: x / length, y: y / length};
  });
  const overlap = (one, two) => Math.min(...[...sidesOf(one), ...sidesOf(two)].map((side) => {
    const [[from, to], [start, end]] = [along(one, side), along(two, side)];
    return Math.min(to, end) - Math.max(from, start);
  }));
  const texts = [...canvas.querySelectorAll("svg text")]
    .filter((text) => text.getBoundingClientRect().width > 0)
    .map((text) => [text.textContent.trim(), cornersOf(text)]);
  const isOutside = ([, box]) => box.some(({x}) => x < 0 || x > innerWidth);
  const outside = texts.filter(isOutside).map(([text]) => `${text} leaves`);
  const over = texts.flatMap(([one, box], index) =>
    texts.slice(index + 1).filter(([, other]) => overlap(box, other) > 3).map(([two]) => `${one} over ${two}`));
  return (texts.length ? [...outside, ...over] : ["has no words"]).map((complaint) => `${chart}: ${complaint}`);
})"""
"""What is wrong with the words of the pictures that can be seen on a page; the box of a turned word is turned too."""


def test_words_of_a_picture_neither_cover_each_other_nor_leave_the_window(
    language: Language, visit: Visit, data: Data
) -> None:
    complaints = []
    topics, places = (f"topics/{topic}/" for topic in data.topics), (f"cities/{slug}/" for slug in data.cities)
    for path in ("", "cities/", *topics, *places):
        page = visit.open(PREFIXES[language] + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert page.locator(f"{CANVAS} svg:visible").count() > 0
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            complaints += [f"{path} in {width} px: {one}" for one in page.evaluate(CROWDED)]
    assert [] == complaints


# A chart on another site


def test_page_for_other_sites_shows_the_picture_and_loads_little(language: Language, visit: Visit) -> None:
    page = visit.page
    page.set_content(f"<iframe src='{visit.address}{PREFIXES[language]}embed/jinan-pm25-annual/'></iframe>")
    page.wait_for_load_state("networkidle")
    frame = page.frame_locator("iframe")
    expect(frame.locator(".bc-chart__canvas svg:visible")).to_have_count(1)
    expect(frame.locator("script")).to_have_count(0)
    assert 1 < len(visit.asked) <= 5
    assert [] == [url for url in visit.asked if url.endswith(".js")]


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


def test_link_from_the_sources_to_a_national_statement_opens_its_fold(language: Language, visit: Visit) -> None:
    page = visit.open(f"{PREFIXES[language]}sources/?place=national")
    link = page.locator(f"{ITEM} a[href*='topics/']:visible").first
    fact = str(link.get_attribute("href")).partition("#")[2]
    link.click()
    page.wait_for_url(f"**/topics/*/#{fact}")
    expect(page.locator(f"#{fact}")).to_be_in_viewport()
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


# The list of targets


def shown_targets(page: Page) -> list[tuple[str, str, str]]:
    """Place, topic and status of every target that can be seen."""
    script = """() => [...document.querySelectorAll("[data-bc-item]")]
      .filter((one) => one.checkVisibility())
      .map(({dataset}) => [dataset.place, dataset.topic, dataset.status])"""
    return [tuple(one) for one in page.evaluate(script)]


def test_targets_are_narrowed_down_by_place_topic_status_and_words(language: Language, visit: Visit) -> None:
    page = visit.open(f"{PREFIXES[language]}targets/")
    at_first = len(shown_targets(page))
    every = page.locator("[data-bc-item]").count()
    count = page.locator("output")
    for name, value, index in (("place", "jinan", 0), ("topic", "beautiful-city", 1), ("status", "past", 2)):
        page.locator(f"select[name={name}]").select_option(value)
        shown = shown_targets(page)
        assert {value} == {one[index] for one in shown}
        expect(count).to_contain_text(str(len(shown)))
        expect(count).to_contain_text(str(every))
    page.locator("input[name=q]").fill("2025")
    assert 0 < len(shown_targets(page)) < len(shown)
    assert page.url.endswith("?q=2025&place=jinan&topic=beautiful-city&status=past")
    expect(page.locator("#all-targets .bc-theme__count").first).to_be_hidden()
    for name in ("place", "topic", "status"):
        page.locator(f"select[name={name}]").select_option("")
    page.locator("input[name=q]").fill("")
    assert at_first == len(shown_targets(page))
    expect(count).to_be_empty()
    assert page.url.endswith("targets/")


def test_city_leads_to_its_targets_in_the_list_of_all(language: Language, visit: Visit, data: Data) -> None:
    page = visit.open(f"{PREFIXES[language]}cities/jinan/")
    page.locator("a[href$='?place=jinan']").click()
    dated = [one for one in data.cities["jinan"].facts if one.kind == "target" and one.deadline]
    expect(page.locator("select[name=place]")).to_have_value("jinan")
    assert len(dated) == len(shown_targets(page))


def test_list_of_targets_is_whole_without_javascript(language: Language, visiting: Visiting) -> None:
    page = visiting(java_script_enabled=False).open(f"{PREFIXES[language]}targets/?place=jinan")
    expect(page.locator(".bc-filter")).to_be_hidden()
    tally = [int(number) for number in page.locator(".bc-tally__n").all_inner_texts()]
    assert sum(tally) == page.locator("#all-targets .bc-fact").count()
    fold = page.locator("#all-targets details").last
    expect(fold.locator("li").first).to_be_hidden()
    fold.locator("summary").click()
    for entry in fold.locator("li").all():
        expect(entry).to_be_visible()


# Lists that one narrows down

ITEM = "[data-bc-item]"
SHOWN = f"{ITEM}:visible"
SEARCH = ".bc-filter input[type=search]"
COUNT = ".bc-filter__count"
LISTS = ("roster/", "sources/")
ASKED: dict[tuple[str, Language], str] = {
    ("roster/", "zh"): "山东",
    ("roster/", "en"): "shandong",
    ("sources/", "zh"): "人民政府",
    ("sources/", "en"): "daily",
}
"""What a reader might type there."""


def texts_of(page: Page) -> list[str]:
    """What every entry of a list says, with what it is found by besides."""
    script = "items => items.map((item) => `${item.dataset.text ?? ''} ${item.textContent}`.toLowerCase())"
    return list(page.locator(ITEM).evaluate_all(script))


def asked_in(page: Page) -> dict[str, list[str]]:
    """What the page's address asks for."""
    return parse_qs(urlsplit(page.url).query)


def counted(page: Page) -> list[int]:
    """The numbers in the words beside the filter, the smaller first: 3 and 93 of "3 of 93"."""
    return sorted(int(number) for number in re.findall(r"\d+", page.locator(COUNT).inner_text()))


@pytest.mark.parametrize("path", LISTS)
def test_list_narrows_down_as_one_types(path: str, language: Language, visit: Visit) -> None:
    page = visit.open(PREFIXES[language] + path)
    texts, typed = texts_of(page), ""
    page.wait_for_load_state("networkidle")
    page.evaluate("window.isStillHere = true")
    asked = len(visit.asked)
    box = page.locator(SEARCH)
    for letter in ASKED[path, language]:
        box.press_sequentially(letter)
        typed += letter
        matching = sum(typed in text for text in texts)
        expect(page.locator(SHOWN)).to_have_count(matching)
        assert [matching, len(texts)] == counted(page)
        assert {"q": [typed]} == asked_in(page)
    assert 0 < matching < len(texts)
    expect(page.locator(SHOWN).first).to_contain_text(re.compile(".+"))
    page.keyboard.press("Enter")
    assert page.evaluate("window.isStillHere")
    # Chromium looks for the icon anew whenever the address changes; nothing else may be asked for.
    assert [] == [url for url in visit.asked[asked:] if not url.endswith("icon.svg")]
    box.fill("")
    expect(page.locator(f"{ITEM}:not([hidden])")).to_have_count(len(texts))
    expect(page.locator(COUNT)).to_be_empty()
    assert visit.address + PREFIXES[language] + path == page.url


@pytest.mark.parametrize("path", LISTS)
def test_address_with_a_query_opens_on_the_narrowed_list(path: str, language: Language, visiting: Visiting) -> None:
    words = ASKED[path, language]
    page = visiting().open(PREFIXES[language] + path)
    texts = texts_of(page)
    page.locator(SEARCH).fill(words)
    expect(page.locator(COUNT)).not_to_be_empty()
    sent = urlsplit(page.url)
    cold = visiting().open(f"{PREFIXES[language]}{path}?{sent.query}")
    expect(cold.locator(SHOWN)).to_have_count(sum(words in text for text in texts))
    expect(cold.locator(SEARCH)).to_have_value(words)
    assert page.locator(COUNT).inner_text() == cold.locator(COUNT).inner_text()
    assert {"q": [words]} == asked_in(cold)


def test_choices_narrow_the_roster_to_one_round(language: Language, visit: Visit, data: Data) -> None:
    page = visit.open(f"{PREFIXES[language]}roster/")
    members = {one.id: {member.round for member in one.rounds} for one in data.roster.members}
    for round_id in (one.id for one in data.roster.rounds):
        page.locator("select[name=round]").select_option(round_id)
        expected = [name for name, rounds in members.items() if round_id in rounds]
        expect(page.locator(SHOWN)).to_have_count(len(expected))
        assert sorted(expected) == sorted(page.locator(SHOWN).evaluate_all("items => items.map((item) => item.id)"))
        assert [len(expected), len(members)] == counted(page)
        assert {"round": [round_id]} == asked_in(page)
    assert 0 == page.locator("[data-bc-group]:visible", has_not=page.locator(SHOWN)).count()


def test_choices_and_words_narrow_the_sources_together(language: Language, visit: Visit, data: Data) -> None:
    page = visit.open(f"{PREFIXES[language]}sources/?place=jinan&reliability=official")
    official = {
        citation.source
        for fact in data.cities["jinan"].facts
        for citation in fact.sources
        if data.sources[citation.source].reliability == "official"
    }
    expect(page.locator(SHOWN)).to_have_count(len(official))
    anchors = page.locator(SHOWN).evaluate_all("items => items.map((item) => item.id)")
    assert {f"source-{name}" for name in official} == set(anchors)
    expect(page.locator("select[name=place]")).to_have_value("jinan")
    expect(page.locator("select[name=reliability]")).to_have_value("official")
    page.locator("select[name=reliability]").select_option("secondary")
    expect(page.locator(SHOWN)).not_to_have_count(len(official))
    page.locator(SEARCH).fill("no document says 这个")
    expect(page.locator(SHOWN)).to_have_count(0)
    assert [0, len(data.sources)] == counted(page)
    assert {"q": ["no document says 这个"], "place": ["jinan"], "reliability": ["secondary"]} == asked_in(page)


def test_words_may_stand_in_any_order_and_in_capitals(visit: Visit) -> None:
    page = visit.open("en/roster/?q=JINAN%20shandong")
    expect(page.locator(SHOWN)).not_to_have_count(0)
    expect(page.locator("#jinan")).to_be_visible()
    one = page.locator(SHOWN).count()
    page.locator(SEARCH).fill("  Shandong   Jinan ")
    expect(page.locator(SHOWN)).to_have_count(one)


@pytest.mark.parametrize("path", LISTS)
def test_list_is_whole_and_the_filter_is_not_shown_without_javascript(
    path: str, language: Language, visiting: Visiting
) -> None:
    page = visiting(java_script_enabled=False).open(f"{PREFIXES[language]}{path}?q=nothing")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".bc-filter")).to_be_hidden()
    assert 0 == page.locator(f"{ITEM}[hidden]").count()
    for fold in page.locator("details:not([open])", has=page.locator(ITEM)).all()[::-1]:
        fold.locator("> summary").click()
    expect(page.locator(SHOWN)).to_have_count(page.locator(ITEM).count())


# Explained words

WORD = ".bc-explained .bc-term__word"
"""On the page of a topic, whose explanation is never folded."""
TOPIC = "topics/zero-waste/"


def definition_of(page: Page, word: Locator) -> Locator:
    """The definition that belongs to an explained word."""
    return page.locator(f"#{word.get_attribute('aria-describedby')}")


def test_explained_word_shows_its_definition_under_a_mouse(language: Language, visit: Visit, data: Data) -> None:
    page = visit.open(PREFIXES[language] + TOPIC)
    word = page.locator(WORD).first
    definition = definition_of(page, word)
    expect(definition).to_be_hidden()
    word.hover()
    expect(definition).to_be_visible()
    expect(definition).to_be_in_viewport()
    term = data.glossary[str(definition.get_attribute("id")).removeprefix("explained-")]
    expect(definition).to_have_text(term.definition[language])
    page.mouse.move(0, 0)
    expect(definition).to_be_hidden()


def test_explained_word_shows_its_definition_on_keyboard_focus_and_escape_puts_it_away(
    language: Language, visit: Visit
) -> None:
    page = visit.open(PREFIXES[language] + TOPIC)
    word, next_word = page.locator(WORD).nth(0), page.locator(WORD).nth(1)
    word.evaluate("""word => {
      const before = [...document.querySelectorAll("a[href], button, [tabindex='0']")]
        .filter((one) => one.compareDocumentPosition(word) & Node.DOCUMENT_POSITION_FOLLOWING);
      before.at(-1).focus();
    }""")
    page.keyboard.press("Tab")
    expect(word).to_be_focused()
    expect(definition_of(page, word)).to_be_visible()
    page.keyboard.press("Escape")
    expect(definition_of(page, word)).to_be_hidden()
    expect(word).to_be_focused()
    page.keyboard.press("Tab")
    expect(next_word).to_be_focused()
    expect(definition_of(page, next_word)).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(definition_of(page, word)).to_be_visible()
    expect(definition_of(page, next_word)).to_be_hidden()


def test_escape_puts_a_definition_away_that_a_mouse_opened_until_it_comes_back(visit: Visit) -> None:
    page = visit.open(TOPIC)
    word = page.locator(WORD).first
    word.hover()
    expect(definition_of(page, word)).to_be_visible()
    page.keyboard.press("Escape")
    expect(definition_of(page, word)).to_be_hidden()
    page.mouse.move(0, 0)
    word.hover()
    expect(definition_of(page, word)).to_be_visible()


END = """word => {
  const last = [...word.getClientRects()].at(-1);
  return [last.left + last.width / 2, last.bottom];
}"""
"""The middle of the last line of a word, and its lower edge."""


def test_mouse_can_move_onto_the_definition_without_losing_it(language: Language, visit: Visit) -> None:
    page = visit.open(PREFIXES[language] + TOPIC)
    for word in page.locator(WORD).all():
        page.mouse.move(0, 0)
        word.scroll_into_view_if_needed()
        left, bottom = word.evaluate(END)
        page.mouse.move(left, bottom - 2)
        definition = definition_of(page, word)
        expect(definition).to_be_visible()
        page.mouse.move(left, (definition.bounding_box() or {"y": 0})["y"] + 10, steps=40)
        assert definition.is_visible(), word.inner_text()


def test_explained_word_shows_its_definition_on_a_tap_and_a_tap_elsewhere_puts_it_away(
    language: Language, visiting: Visiting
) -> None:
    visit = visiting(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = visit.open(PREFIXES[language] + TOPIC)
    word = page.locator(WORD).first
    word.tap()
    expect(definition_of(page, word)).to_be_visible()
    page.locator("h1").tap()
    expect(definition_of(page, word)).to_be_hidden()


UNFIT = """() => [...document.querySelectorAll(".bc-term__word")].flatMap((word) => {
  word.focus({ preventScroll: true });
  const text = document.getElementById(word.getAttribute("aria-describedby"));
  const box = text.getBoundingClientRect();
  const { scrollWidth, clientWidth } = document.documentElement;
  const complaints = [];
  if (box.width === 0) complaints.push("is not shown");
  if (box.left < 0 || box.right > clientWidth) complaints.push(`stands from ${box.left} to ${box.right} px`);
  if (scrollWidth > clientWidth) complaints.push(`makes the page ${scrollWidth} px wide`);
  return complaints.map((complaint) => `${word.textContent}: ${complaint}`);
})"""
"""What is wrong with the definitions of a page when each is shown in turn."""


@pytest.mark.parametrize("path", [TOPIC, "cities/jinan/"])
def test_no_definition_leaves_the_window_or_makes_the_page_scroll_sideways(
    path: str, language: Language, visiting: Visiting
) -> None:
    page = visiting(viewport={"width": 320, "height": 800}).open(PREFIXES[language] + path)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.locator(".bc-term__word").count() > 5
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert [] == page.evaluate(UNFIT), f"in {width} px"


def test_definitions_stand_in_brackets_on_paper(language: Language, visit: Visit) -> None:
    page = visit.open(PREFIXES[language] + TOPIC)
    word = page.locator(WORD).first
    word.focus()
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    script = """text => ["::before", "::after"].map((part) => getComputedStyle(text, part).content)"""
    for shown in page.locator(".bc-explained .bc-term__text").all():
        expect(shown).to_be_visible()
        assert {"zh": ['"（"', '"）"'], "en": ['" ("', '")"']}[language] == shown.evaluate(script)
        assert "inline" == shown.evaluate("text => getComputedStyle(text).display")


def test_filter_is_not_on_paper(visit: Visit) -> None:
    page = visit.open("roster/")
    expect(page.locator(".bc-filter")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".bc-filter")).to_be_hidden()


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
    for fold in page.locator(".bc-theme:not([open])", has=charts).all()[::-1]:
        fold.locator("> summary").click()
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
    assert [] == [complaint for complaint in visit.complaints if "404" not in complaint]
    assert 1 == len(visit.complaints)
    visit.complaints.clear()
