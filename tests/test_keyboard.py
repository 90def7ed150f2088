"""The site by keyboard alone, and as a screen reader is told of it by the browser."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from beautiful_cities.languages import LANGUAGES, Language
from beautiful_cities.model import Data
from published import Site, classes, words
from test_browser import PREFIXES

PLACE = "weihai"
UNFOLD = "document.querySelectorAll('details').forEach(one => { one.open = true; })"
BY_HAND = 400
"""No way on the site takes more presses of a key."""

# By keyboard alone

FOCUS = """() => {
  const one = document.activeElement;
  const box = [...one.getClientRects()].sort((a, b) => b.width - a.width)[0] ?? one.getBoundingClientRect();
  const middle = [box.left + Math.min(box.width, innerWidth) / 2, box.top + Math.min(box.height, innerHeight) / 2];
  const {outlineStyle, outlineWidth} = getComputedStyle(one);
  const isSkip = one.matches(".md-skip");
  return {
    name: `${one.tagName} ${one.className} ${one.innerText?.slice(0, 30)}`,
    isInSight: box.top >= -1 && box.top < innerHeight && one.contains(document.elementFromPoint(...middle)),
    isMarked: (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || isSkip,
  };
}"""
"""What has the focus, whether a reader sees it (WCAG 2.2, 2.4.11) and sees that it has it (2.4.7). The link that skips
to the text is marked by being there at all."""


def walk(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until the first element of `selector` that comes has the focus; wherever it rests, it is seen."""
    for _ in range(BY_HAND):
        page.keyboard.press(key)
        focus = page.evaluate(FOCUS)
        assert (True, True) == (focus["isInSight"], focus["isMarked"]), focus
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is not reached")


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_keyboard_alone_leads_from_home_to_city_chart_source_and_the_other_language(
    scripts: bool, language: Language, browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=scripts, reduced_motion="reduce")
    page = context.new_page()
    there = f"{address}{PREFIXES[language]}cities/{PLACE}/"
    page.goto(address + PREFIXES[language])
    walk(page, f".bc-index a[href$='cities/{PLACE}/']")
    page.keyboard.press("Enter")
    page.wait_for_url(there)

    walk(page, ".bc-chart__table > summary")
    page.keyboard.press("Enter")
    expect(page.locator(".bc-chart__table table").first).to_be_visible()
    if scripts:
        walk(page, "[data-bc-explore]", "Shift+Tab")
        page.keyboard.press("Enter")
        expect(page.locator("[data-bc-spoken]").first).not_to_be_empty()
        page.keyboard.press("Escape")

    walk(page, "a[href^='#source-']")
    source = str(page.evaluate("document.activeElement.getAttribute('href')"))
    page.keyboard.press("Enter")
    expect(page.locator(source)).to_be_in_viewport()

    page.goto(there)
    walk(page, ".bc-switch")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}{'' if language == 'en' else 'en/'}cities/{PLACE}/")
    context.close()


# Read aloud


def spoken(page: Page, address: str) -> list[dict[str, Any]]:
    """What the browser tells a screen reader of a page with every fold open.

    Each part has its role, name, description and properties, its id and the id of what it stands in.
    """
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    page.evaluate(UNFOLD)
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [
        {
            "role": node["role"]["value"],
            "name": str(node.get("name", {}).get("value", "")),
            "description": str(node.get("description", {}).get("value", "")),
            "id": node["nodeId"],
            "inside": node.get("parentId"),
        }
        for node in nodes
        if not node.get("ignored")
    ]


@pytest.mark.browser
def test_page_of_a_city_is_told_in_parts_with_names(language: Language, page: Page, address: str) -> None:
    parts = spoken(page, f"{address}{PREFIXES[language]}cities/{PLACE}/")
    roles = Counter(part["role"] for part in parts)
    assert (1, 1, 1) == (roles["banner"], roles["main"], roles["contentinfo"])
    landmarks = [part["name"] for part in parts if part["role"] in {"navigation", "region"}]
    assert [] == [name for name, number in Counter(landmarks).items() if number > 1 or not name]
    named = {"link", "button", "DisclosureTriangle", "heading", "image", "table", "searchbox", "combobox"}
    names = [part["name"].strip() for part in parts if part["role"] in named]
    assert 100 < len(names)
    assert [] == [name for name in names if not name or name[0] in "+–/¶"]


@pytest.mark.browser
def test_chart_is_one_picture_with_title_and_description_and_its_tools_say_whose_they_are(
    language: Language, page: Page, address: str
) -> None:
    parts = spoken(page, f"{address}{PREFIXES[language]}cities/{PLACE}/")
    images = [part for part in parts if part["role"] == "image"]
    assert len(images) == page.locator("[data-bc-chart]").count() > 2
    assert [] == [image for image in images if not image["name"] or not image["description"]]
    inside = {image["id"] for image in images}
    assert [] == [part["name"] for part in parts if part["inside"] in inside]
    for image in images:
        tools = {part["name"].removesuffix(image["name"]) for part in parts if part["name"].endswith(image["name"])}
        assert {"SVG", "PNG", "CSV"} <= {tool.rstrip(" :：") for tool in tools}
        assert 6 <= len(tools - {""})


@pytest.mark.browser
def test_explained_word_is_a_term_that_is_described_by_its_definition(
    language: Language, page: Page, address: str, data: Data
) -> None:
    parts = spoken(page, f"{address}{PREFIXES[language]}cities/{PLACE}/")
    definitions = {term.definition[language] for term in data.glossary.values()}
    told = {part["description"] for part in parts if part["role"] == "term"}
    assert 2 < len(told)
    assert definitions >= told


def test_link_to_a_statement_is_called_by_the_beginning_of_the_statement(built: Site, data: Data) -> None:
    for slug, place in data.cities.items():
        for language, prefix in PREFIXES.items():
            page = built.pages[f"{prefix}cities/{slug}/index.html"]
            names = {one.attrib["href"]: one.attrib["aria-label"] for one in page.all("a", "bc-permalink")}
            for fact in place.facts:
                begins = re.split("[:：] ?", names[f"#{fact.id}"], maxsplit=1)[1].removesuffix("…")
                assert fact.text[language].startswith(begins), fact.id
                assert len(begins) > 10 or begins == fact.text[language], fact.id


def test_tile_of_a_province_is_told_as_its_name_and_its_number_in_words(built: Site) -> None:
    patterns = {"zh": r"\D+ (\d+ )?\d+个城市页", "en": r"[A-Z]{2} [A-Z][a-z]+( [A-Z]\w+)? (\d+ )?\d+ pages?"}
    for language in LANGUAGES:
        page = built.pages[f"{PREFIXES[language]}cities/index.html"]
        tiles = [words(one) for one in page.elements if "bc-tile" in classes(one)]
        assert 30 < len(tiles)
        assert [] == [tile for tile in tiles if not re.fullmatch(patterns[language], tile)]
