"""The site for everybody, as a machine sees it: axe on every kind of page, contrast, fingers, zoom, chosen colours."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from beautiful_cities.languages import Language
from beautiful_cities.model import Data
from beautiful_cities.tokens import contrast, dark_tokens, is_colour, light_tokens
from published import Site, words
from test_browser import PREFIXES, token

PHONE_PX, DESKTOP_PX = 360, 1280
LEAST_PX = 320
"""1280 px enlarged to 400 %."""
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
WRONG = "no/such/page/"
TOUCH_PX = 44

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def smallest_and_largest(data: Data) -> tuple[str, str]:
    """The cities with the fewest and the most facts."""
    ordered = sorted(data.cities, key=lambda slug: len(data.cities[slug].facts))
    return ordered[0], ordered[-1]


def kinds(site: Site, data: Data) -> list[str]:
    """One address of every kind of page: what is there once, two cities, the quiz, two explainers, the sheet of a city,
    a chart for other sites, a wrong address."""
    single = [page.file.removesuffix("index.html") for page in site.chinese]
    single = [path for path in single if not re.match(r"(cities|embed|learn)/.", path)]
    charts = sorted(page.file.removesuffix("index.html") for page in site.chinese if page.file.startswith("embed/"))
    cities = smallest_and_largest(data)
    lessons = ["learn/quiz/", "learn/air-figures/", "learn/what-you-can-do/", f"learn/worksheets/{cities[1]}/"]
    return [*single, *(f"cities/{slug}/" for slug in cities), *lessons, charts[0], WRONG]


# Contrast


WORDS = ("ink", "ink-2", "ink-3", "celadon-ink", "amber-ink", "leaf-ink", "cinnabar")
VOICES = ("ink", "ink-2", "ink-3")
MARKS = ("focus", "celadon-fill", "amber-fill", "leaf-fill", "slate-fill")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_colours_of_words_and_marks_stand_out_from_the_paper(scheme: Scheme, root: Path) -> None:
    css = (root / "overrides/assets/stylesheets/tokens.css").read_text("utf-8")
    colours = {"light": light_tokens, "dark": dark_tokens}[scheme](css)
    assert all(is_colour(colours[f"--bc-{name}"]) for name in (*WORDS, *MARKS))
    pairs = [("paper", WORDS, 7), ("paper-2", VOICES, 7), ("paper", MARKS, 3)]
    # A fact that an address names lies on a wash; its third voice then speaks as the second does.
    pairs += [(f"{hue}-wash", ("ink", "ink-2"), 7) for hue in ("celadon", "amber", "leaf")]
    weak = [
        f"{name} on {ground}"
        for ground, names, least in pairs
        for name in names
        if contrast(colours[f"--bc-{name}"], colours[f"--bc-{ground}"]) < least
    ]
    assert [] == weak


# axe

BARRIERS = """async (scope) => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const contrast = "color-contrast-enhanced";
  const every = axe.getRules(tags).map((rule) => rule.ruleId).filter((id) => id !== "color-contrast");
  const rules = {all: [...every, contrast], contrast: [contrast], structure: every}[scope];
  const found = await axe.run(document, {
    runOnly: {type: "rule", values: rules}, resultTypes: ["violations"], preload: false,
  });
  return found.violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target}`));
}"""
"""What axe finds. The contrast of level AAA stands in for that of level AA, which it contains."""


def barriers(page: Page, scope: Literal["all", "contrast", "structure"]) -> list[str]:
    """What axe finds on a page, a few of each rule; `scope` names the rules."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(BARRIERS, scope)
    shown = Counter[str]()
    for one in found:
        shown[one.partition(":")[0]] += 1
    return [one for one in found if shown[one.partition(":")[0]] < 4] + [
        f"{rule}: {number} times" for rule, number in shown.items() if number >= 4
    ]


THIN = """(most) => {
  for (const list of document.querySelectorAll("main, main *")) {
    const kinds = {};
    for (const one of [...list.children]) {
      const kind = `${one.tagName} ${one.className}`;
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      if (kinds[kind] > most) one.remove();
    }
  }
}"""
"""Leaves the first entries of every list and table: the colours of the others are theirs, and to look at each of ten
thousand words takes minutes."""
ENTRIES = 4


@pytest.mark.browser
@pytest.mark.parametrize("width", [PHONE_PX, DESKTOP_PX])
def test_axe_finds_nothing_on_any_kind_of_page(
    width: int, language: Language, page: Page, address: str, built: Site, data: Data
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    found = []
    for kind in kinds(built, data):
        page.emulate_media(color_scheme="light")
        page.goto(address + PREFIXES[language] + kind)
        page.evaluate(THIN, ENTRIES)
        found += [f"{kind} light: {one}" for one in barriers(page, "all")]
        page.emulate_media(color_scheme="dark")
        found += [f"{kind} dark: {one}" for one in barriers(page, "contrast")]
    assert [] == found


@pytest.mark.browser
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_on_a_small_city_with_every_fold_open(
    scheme: Scheme, language: Language, page: Page, address: str, data: Data
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}{PREFIXES[language]}cities/{smallest_and_largest(data)[0]}/")
    page.evaluate(UNFOLD)
    for width in (PHONE_PX, DESKTOP_PX):
        page.set_viewport_size({"width": width, "height": 800})
        assert [] == barriers(page, "all"), width


@pytest.mark.browser
def test_axe_finds_no_barrier_in_the_build_of_whole_pages_with_every_fold_open(
    page: Page, address: str, built: Site, data: Data
) -> None:
    # In one language: test_parity.py holds both to the same build.
    for kind in kinds(built, data):
        page.goto(address + PREFIXES["en"] + kind)
        page.evaluate(UNFOLD)
        assert [] == barriers(page, "structure"), kind


# Fingers

SMALL = """(least) => {
  const isInText = (one) => {
    if (getComputedStyle(one).display !== "inline") return false;
    let block = one.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const own = (one.innerText || one.textContent).trim().length;
    return block.innerText.trim().length > own;
  };
  const sizeOf = (one) => {
    const box = one.getBoundingClientRect();
    const room = getComputedStyle(one, "::after");
    const has = room.content !== "none" && room.position === "absolute";
    return [box.width, box.height].map((px, index) =>
      Math.max(px, has ? parseFloat(index ? room.height : room.width) : 0));
  };
  return [...document.querySelectorAll("a[href], button, summary, select, input")]
    .filter((one) => one.checkVisibility() && !isInText(one))
    .map((one) => [one, sizeOf(one)])
    .filter(([, size]) => Math.min(...size) < least - 0.5)
    .map(([one, size]) => `${one.tagName}.${one.className} "${one.innerText.slice(0, 24)}" ${size.map(Math.round)}`);
}"""
"""The targets under a size (WCAG 2.2, 2.5.5 and 2.5.8). Excepted is a link in a line of text: it is laid out inline,
and its block says more than the link does, so that the height of the line decides."""

COVERED = """() => {
  const gone = [];
  for (const one of document.querySelectorAll("a[href], button, summary, select, input")) {
    const [widest] = [...one.getClientRects()].sort((a, b) => b.width - a.width);
    if (!widest || !one.checkVisibility() || one.matches(".md-skip, .bc-table-wrap *")) continue;
    if (widest.top < 0 || widest.bottom > innerHeight) one.scrollIntoView({block: "center", inline: "center"});
    const [box] = [...one.getClientRects()].sort((a, b) => b.width - a.width);
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!one.contains(hit)) gone.push(`${one.innerText.slice(0, 24)} lies under ${hit?.className}`);
  }
  return gone;
}"""
"""The targets whose middle is another's; a table scrolls beneath the heads of its rows, and cells do not overlap."""


@pytest.mark.browser
def test_every_target_is_large_enough_for_a_finger_and_under_no_other(
    language: Language, browser: Browser, address: str, built: Site, data: Data
) -> None:
    context = browser.new_context(
        viewport={"width": PHONE_PX, "height": 800}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    page, wrong = context.new_page(), []
    for kind in kinds(built, data):
        page.goto(address + PREFIXES[language] + kind)
        page.evaluate(UNFOLD)
        wrong += [f"{kind}: {one}" for one in (*page.evaluate(SMALL, TOUCH_PX), *page.evaluate(COVERED))]
    context.close()
    assert [] == wrong


# Room for words

WIDE_SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
"""WCAG 2.2, 1.4.12."""
LOST = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one);
  const says = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  return says && one.checkVisibility() && !one.closest("svg") && style.clipPath === "none" &&
    [style.overflowX, style.overflowY].some((how) => how === "hidden" || how === "clip") &&
    (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map((one) => one.className)"""


# As a reader's own style would be: the policy of the page refuses a style element.
DRESS = """(rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}"""


@pytest.mark.browser
def test_nothing_is_lost_at_320_px_nor_when_a_reader_spaces_words_out(
    language: Language, page: Page, address: str, built: Site, data: Data
) -> None:
    page.set_viewport_size({"width": LEAST_PX, "height": 600})
    for kind in kinds(built, data):
        page.goto(address + PREFIXES[language] + kind)
        page.evaluate(UNFOLD)
        for spacing in ("/* as it is */", WIDE_SPACING):
            page.evaluate(DRESS, spacing)
            assert LEAST_PX >= page.evaluate("document.documentElement.scrollWidth"), kind
            assert [] == page.evaluate(LOST), kind


# Tables


@pytest.mark.browser
def test_table_that_scrolls_says_so_keeps_the_heads_of_its_rows_and_takes_the_focus(
    language: Language, page: Page, address: str
) -> None:
    page.goto(f"{address}{PREFIXES[language]}cities/")
    page.evaluate(UNFOLD)
    frame = page.locator(".bc-table-wrap").first
    expect(frame).to_have_attribute("tabindex", "0")
    assert frame.evaluate("one => one.scrollWidth > one.clientWidth")
    assert 4 == frame.evaluate("one => getComputedStyle(one).backgroundImage.split('linear-gradient').length - 1")
    head = frame.locator("tbody th").first
    left = head.evaluate("one => one.getBoundingClientRect().left")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.bc-table-wrap').scrollLeft > 0")
    frame.evaluate("one => one.scrollTo(one.scrollWidth, 0)")
    assert left == pytest.approx(head.evaluate("one => one.getBoundingClientRect().left"), abs=1)


@pytest.mark.browser
def test_table_that_fits_is_no_stop_on_the_way_of_the_tab_key(page: Page, address: str) -> None:
    page.set_viewport_size({"width": DESKTOP_PX, "height": 800})
    page.goto(f"{address}cities/jinan/")
    page.evaluate(UNFOLD)
    frames = page.locator(".bc-table-wrap")
    expect(frames.last).not_to_have_attribute("tabindex", "0")
    script = "every => every.map(one => [one.tabIndex === 0, one.scrollWidth > one.clientWidth])"
    assert all(stops == scrolls for stops, scrolls in frames.evaluate_all(script))


def test_every_table_has_a_caption_and_heads_of_columns_and_rows(built: Site) -> None:
    for one in built.pages.values():
        for table in one.all("table"):
            assert 1 == len(list(table.iter("caption"))), one.file
            heads = Counter(cell.attrib.get("scope") for cell in table.iter("th"))
            assert heads["row"] == sum(1 for body in table.iter("tbody") for _row in body.iter("tr")), one.file
            assert heads["col"] == sum(1 for head in table.iter("thead") for _cell in head.iter("th")), one.file


# Colours that readers choose themselves


@pytest.mark.browser
@pytest.mark.parametrize("scheme", SCHEMES)
def test_marks_stay_apart_in_forced_colours(scheme: Scheme, browser: Browser, address: str, data: Data) -> None:
    context = browser.new_context(forced_colors="active", color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    target = data.cities["jinan"].facts[0].id
    page.goto(f"{address}cities/jinan/#{target}")
    fills = [token(page, f"--bc-{name}") for name in ("ink", "slate-fill", "pale-fill", "cinnabar", "paper")]
    assert len(set(fills)) == len(fills)
    assert "solid" == page.locator(f"[id='{target}']").evaluate("one => getComputedStyle(one).outlineStyle")
    tabs = page.locator(".md-tabs__link").evaluate_all(
        "every => every.map(one => [one.hasAttribute('aria-current'), getComputedStyle(one).borderBottomColor])"
    )
    assert {colour for is_current, colour in tabs if is_current}.isdisjoint(
        colour for is_current, colour in tabs if not is_current
    )
    page.goto(address)
    tile = page.locator(".bc-tile--has").first
    assert "solid" == tile.evaluate("one => getComputedStyle(one).borderTopStyle")
    context.close()


@pytest.mark.browser
def test_nothing_moves_for_those_who_ask_for_stillness(page: Page, address: str) -> None:
    page.goto(f"{address}cities/jinan/")
    moving = """() => [...document.querySelectorAll("*")].filter((one) => {
      const {animationName, transitionDuration, scrollBehavior} = getComputedStyle(one);
      return animationName !== "none" || parseFloat(transitionDuration) > 0 || scrollBehavior === "smooth";
    }).map((one) => one.className)"""
    assert [] == page.evaluate(moving)


# The page of tokens


def test_every_token_stands_on_the_page_for_contributors(root: Path, built: Site) -> None:
    css = (root / "overrides/assets/stylesheets/tokens.css").read_text("utf-8")
    meant = {
        name
        for name, value in light_tokens(css).items()
        if name.startswith("--bc-") and (is_colour(value) or value.endswith(("rem", ")", "serif")))
    } - {"--bc-font", "--bc-font-display"}  # which of the fonts they are depends on the language
    for prefix in PREFIXES.values():
        shown = {words(one) for one in built.pages[f"{prefix}about/style/index.html"].all("code")}
        assert set() == meant - shown
