"""Search in a real browser: what is found, by which keys, at which cost, and what there is without it."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from beautiful_cities.languages import Language
from beautiful_cities.model import Data
from beautiful_cities.routes import Route
from beautiful_cities.search import FOLDER, TRADITIONAL, search_files
from beautiful_cities.views.records import PassageView, RecordView
from published import Site
from small import golden
from test_browser import PATIENCE_MS, PREFIXES, Visit

BUDGET_BYTES = 130_000
"""Packed, for everything that is loaded from opening search to the first results."""
PACKED = (".pf_fragment", ".pf_index", ".pf_meta", ".pagefind")
"""What Pagefind packs itself."""
FIELD = "input[name=q]"
LINKS = ".bc-search__list a[href]"
SETTLED = '.bc-search__list[aria-busy="false"]'


class Reader:
    """One reader's browser with search in it."""

    def __init__(self, visit: Visit, language: Language) -> None:
        self.visit = visit
        self.page: Page = visit.page
        self.start = visit.address + PREFIXES[language]

    def open(self, path: str = "") -> None:
        """A page of the language, and search on it."""
        self.page.goto(self.start + path)
        self.page.keyboard.press("/")
        expect(self.page.locator(FIELD)).to_be_focused()

    def ask(self, query: str) -> list[str]:
        """The addresses to which the first results lead, below the language's own."""
        self.page.locator(FIELD).fill(query)
        self.page.locator(SETTLED).wait_for(state="attached")
        script = "links => links.map((one) => one.href)"
        return [unquote(one.removeprefix(self.start)) for one in self.page.locator(LINKS).evaluate_all(script)]

    def asked_for(self, what: str) -> list[str]:
        """The files with this in their address that were loaded."""
        return [url for url in self.visit.asked if what in url]


@pytest.fixture
def visits(browser: Browser, address: str) -> Iterator[list[Visit]]:
    """Visits that a test makes; a complaint on any of them fails it."""
    every = list[Visit]()
    yield every
    for one in every:
        one.page.context.close()
    assert [] == [complaint for one in every for complaint in one.complaints]


@pytest.fixture
def reader(browser: Browser, address: str, visits: list[Visit], language: Language) -> Reader:
    """A reader with a wide window."""
    return reader_of(browser, address, visits, language)


def reader_of(browser: Browser, address: str, visits: list[Visit], language: Language, **wishes: Any) -> Reader:
    """A reader with a browser as wished."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **wishes})
    context.set_default_timeout(PATIENCE_MS)
    visits.append(Visit(context, address))
    return Reader(visits[-1], language)


# What is found


@pytest.mark.browser
def test_queries_find_their_places_among_the_first_results(reader: Reader, language: Language) -> None:
    reader.open()
    complaints = []
    for case in golden("search/queries"):
        if case["language"] != language:
            continue
        links = reader.ask(case["asked"])
        complaints += [
            f"{case['asked']}: {wanted} is not among {links}"
            for wanted in case["finds"]
            if not any(fnmatchcase(link, wanted) for link in links)
        ]
        if case.get("first", links[:1]) not in (links[:1], links[0] if links else None):
            complaints.append(f"{case['asked']}: {links[:1]} comes first, not {case['first']}")
    assert [] == complaints


@pytest.mark.browser
def test_results_lead_to_places_that_are_there(reader: Reader, built: Site, language: Language) -> None:
    reader.open("cities/jinan/")
    reader.ask({"zh": "公园", "en": "park"}[language])
    for _ in range(3):
        reader.page.get_by_role("button", name={"zh": "显示更多", "en": "Show more"}[language]).click()
        expect(reader.page.locator(f"{LINKS}:focus")).to_have_count(1)
    links = reader.page.locator(LINKS).evaluate_all("links => links.map((one) => one.href)")
    assert len(links) > 40
    assert len(links) == len(set(links))
    for link in links:
        url, _, fragment = link.partition("#")
        page = built.pages[str(built.file_at(url.replace(reader.visit.address, built.site_url)))]
        assert page.language == language
        assert not fragment or unquote(fragment) in page.ids, link


@pytest.mark.browser
def test_choice_of_city_and_topic_narrows_the_results(reader: Reader, language: Language, data: Data) -> None:
    reader.open()
    query = {"zh": "公园", "en": "park"}[language]
    assert len({link.partition("#")[0] for link in reader.ask(query)}) > 3
    reader.page.locator("select[name=city]").select_option("chengdu")
    links = reader.ask(query)
    assert {"cities/chengdu/"} == {link.partition("#")[0] for link in links}
    reader.page.locator("select[name=topic]").select_option("biodiversity")
    links = reader.ask(query)
    topics = {fact.id: fact.topic for fact in data.cities["chengdu"].facts}
    assert {"biodiversity"} == {topics[link.partition("#")[2]] for link in links if "#" in link}  # type: ignore[index]


@pytest.mark.browser
def test_what_was_asked_is_marked_and_a_target_says_where_it_stands(reader: Reader, language: Language) -> None:
    reader.open()
    reader.ask({"zh": "济南 PM2.5", "en": "Jinan recycled"}[language])
    marks = {text.lower() for text in reader.page.locator(".bc-search__list mark").all_inner_texts()}
    assert {"zh": {"济南", "pm2.5"}, "en": {"jinan", "recycled"}}[language] <= marks
    if language == "zh":
        expect(reader.page.locator(".bc-search__list .bc-status svg").first).to_be_visible()


@pytest.mark.browser
def test_number_of_results_is_said_and_so_is_that_there_are_none(reader: Reader, language: Language) -> None:
    reader.open()
    said = reader.page.locator(".bc-search__count")
    reader.ask({"zh": "湿地", "en": "wetland"}[language])
    expect(said).to_have_text(re.compile({"zh": r"^找到\d+处$", "en": r"^\d+ results$"}[language]))
    assert ["cities/", "glossary/"] == reader.ask("qqqqq")
    expect(said).to_contain_text("qqqqq")
    assert [] == reader.ask("")
    expect(said).to_be_empty()


@pytest.mark.browser
def test_word_that_begins_like_another_is_not_taken_for_it(reader: Reader, language: Language) -> None:
    # Pagefind takes "i" for "ibis", where no text has the word.
    reader.open()
    assert ["cities/", "glossary/"] == reader.ask({"zh": "㐀㐁", "en": "ibiszz"}[language])


@pytest.mark.browser
def test_what_only_the_other_language_has_is_found_there_and_said_to_be(reader: Reader, language: Language) -> None:
    reader.open()
    links = reader.ask({"zh": "migratory birds", "en": "秸秆利用"}[language])
    other = {"zh": "en/", "en": reader.visit.address}[language]
    assert links
    assert all(link.startswith(other) for link in links)
    tag = {"zh": "en", "en": "zh-Hans"}[language]
    expect(reader.page.locator(f".bc-search__list li[lang={tag}]").first).to_be_visible()
    mine = reader.ask({"zh": "无废城市", "en": "zero waste"}[language])
    assert [] == [link for link in mine if link.startswith(other)]


@pytest.mark.browser
def test_markup_in_a_query_stays_text(reader: Reader) -> None:
    reader.open()
    reader.ask("<img src=qqqx onerror=alert(qqqy)> & qqqqq")
    expect(reader.page.locator(".bc-search__count")).to_contain_text("<img src=qqqx")
    expect(reader.page.locator("dialog img")).to_have_count(0)


# Keys


@pytest.mark.browser
def test_search_is_used_by_keyboard_alone(reader: Reader, language: Language) -> None:
    page = reader.page
    page.goto(f"{reader.start}cities/jinan/")
    opener = page.locator("[data-bc-search]")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("PM2.5 / ")  # the key that opens search is a sign like others in a field
    page.keyboard.type({"zh": "济南", "en": "Jinan"}[language])
    page.locator(SETTLED).wait_for(state="attached")
    for key, at in (("ArrowDown", 0), ("ArrowDown", 1), ("Tab", 2), ("ArrowUp", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        expect(page.locator(LINKS).nth(at)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator(LINKS).nth(1)).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    fact = str(page.locator(LINKS).nth(1).get_attribute("href")).partition("#")[2]
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator(f"#{fact}")).to_be_in_viewport()


@pytest.mark.browser
def test_key_is_left_alone_where_somebody_types(reader: Reader) -> None:
    reader.page.goto(f"{reader.start}roster/")
    reader.page.locator(".bc-filter input").first.press("/")
    expect(reader.page.locator("dialog")).to_have_count(0)
    expect(reader.page.locator(".bc-filter input").first).to_have_value("/")


# Where it works


@pytest.mark.browser
def test_query_can_be_sent_as_an_address(reader: Reader, language: Language) -> None:
    query = {"zh": "公园", "en": "parks"}[language]
    reader.open()
    reader.ask(query)
    reader.page.wait_for_load_state("networkidle")
    reader.page.locator(".bc-search__foot a").click()
    reader.page.wait_for_url(f"{reader.start}search/?q={quote(query)}")
    expect(reader.page.locator(FIELD)).to_have_value(query)
    reader.page.locator(LINKS).first.wait_for()
    reader.page.locator("select[name=city]").select_option("shanghai")
    reader.page.wait_for_url(f"{reader.start}search/?q={quote(query)}&city=shanghai")
    reader.page.locator(SETTLED).wait_for(state="attached")
    reader.page.goto(f"{reader.start}search/?q={quote(query)}&city=chengdu")
    reader.page.locator(LINKS).first.wait_for()
    expect(reader.page.locator("select[name=city]")).to_have_value("chengdu")
    assert {"chengdu"} == {str(one.get_attribute("href")).split("/")[-2] for one in reader.page.locator(LINKS).all()}


@pytest.mark.browser
def test_search_works_below_a_path(
    browser: Browser, address_below: str, visits: list[Visit], language: Language
) -> None:
    reader = reader_of(browser, address_below, visits, language)
    reader.open("cities/jinan/")
    assert "cities/kunming/" in reader.ask({"zh": "滇池", "en": "Dianchi"}[language])
    reader.page.locator(f"{LINKS}[href$='cities/kunming/']").click()
    reader.page.wait_for_url(f"{reader.start}cities/kunming/")
    assert [] == [url for url in reader.visit.asked if not url.startswith((address_below, "data:"))]


@pytest.mark.browser
def test_without_javascript_a_link_leads_to_the_lists(
    browser: Browser, address: str, visits: list[Visit], language: Language
) -> None:
    reader = reader_of(browser, address, visits, language, java_script_enabled=False)
    reader.page.goto(f"{reader.start}cities/jinan/")
    reader.page.locator("[data-bc-search]").click()
    reader.page.wait_for_url(f"{reader.start}search/")
    expect(reader.page.locator("main")).to_contain_text("JavaScript")
    for name in ("cities/", "glossary/"):
        reader.page.goto(f"{reader.start}search/")
        reader.page.locator(f"main a[href='../{name}']").click()
        reader.page.wait_for_url(reader.start + name)


@pytest.mark.browser
def test_lists_stand_in_where_the_index_does_not_come(reader: Reader) -> None:
    reader.page.route(f"**/{FOLDER}pagefind.js", lambda route: route.abort())
    reader.page.goto(reader.start)
    reader.page.keyboard.press("/")
    expect(reader.page.locator(LINKS)).to_have_count(2)
    assert reader.visit.complaints
    reader.visit.complaints.clear()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_panel_fits_the_window_and_a_finger(
    browser: Browser, address: str, visits: list[Visit], language: Language, width: int
) -> None:
    reader = reader_of(browser, address, visits, language, viewport={"width": width, "height": 700})
    reader.open()
    reader.ask({"zh": "生物多样性", "en": "biodiversity conservation"}[language])
    small = """() => [...document.querySelectorAll("dialog :is(a, button, input, select), [data-bc-search]")]
      .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
      .filter(([, {width, height}]) => height < 43.9 || width < 24)"""
    assert [] == reader.page.evaluate(small)
    wide = "one => [one.scrollWidth, one.clientWidth]"
    for selector in ("html", "dialog"):
        content, window = reader.page.locator(selector).evaluate(wide)
        assert content <= window, selector


@pytest.mark.browser
def test_paper_has_no_search(reader: Reader) -> None:
    reader.open()
    reader.page.emulate_media(media="print")
    expect(reader.page.locator("dialog")).to_be_hidden()
    expect(reader.page.locator("[data-bc-search]")).to_be_hidden()


# What it costs


@pytest.mark.browser
def test_nothing_of_search_is_loaded_before_it_is_opened(reader: Reader) -> None:
    reader.page.goto(f"{reader.start}cities/jinan/")
    reader.page.mouse.wheel(0, 1_000_000)
    reader.page.wait_for_load_state("networkidle")
    assert [] == reader.asked_for("search")
    assert [] == reader.asked_for(FOLDER)
    reader.page.keyboard.press("/")
    expect(reader.page.locator(FIELD)).to_be_focused()
    assert reader.asked_for(FOLDER)


@pytest.mark.browser
def test_first_results_cost_little(reader: Reader, site: Path, language: Language) -> None:
    reader.page.goto(reader.start)
    reader.page.wait_for_load_state("networkidle")
    reader.visit.asked.clear()
    reader.page.keyboard.press("/")
    expect(reader.page.locator(FIELD)).to_be_focused()
    assert reader.ask({"zh": "济南 PM2.5", "en": "recycling"}[language])
    files = [url.removeprefix(reader.visit.address).partition("?")[0] for url in reader.visit.asked]
    content = [(site / file).read_bytes() for file in files]
    sizes = [
        len(one) if file.endswith(PACKED) else len(gzip.compress(one)) for file, one in zip(files, content, strict=True)
    ]
    assert BUDGET_BYTES > sum(sizes) > 0, dict(zip(files, sizes, strict=True))


# The index


def fragments(built: Site) -> list[dict[str, Any]]:
    """What each result has to show."""
    found = []
    for file in sorted(built.files):
        if file.endswith(".pf_fragment"):
            packed = gzip.decompress((built.folder / file).read_bytes())
            found.append(json.loads(packed.decode().removeprefix("pagefind_dcd")))
    return found


def test_every_statement_and_term_of_both_languages_is_indexed_once(built: Site, data: Data) -> None:
    anchors = [(one["url"].startswith("/en/"), anchor["id"]) for one in fragments(built) for anchor in one["anchors"]]
    facts = [fact.id for place in data.cities.values() for fact in place.facts]
    facts += [fact.id for fact in data.national.facts]
    assert sorted((is_english, fact) for fact in facts for is_english in (False, True)) == sorted(anchors)
    urls = {one["url"] for one in fragments(built)}
    assert {f"{prefix}/glossary/{term}.html" for term in data.glossary for prefix in ("", "/en")} <= urls


def test_every_page_but_home_and_search_is_indexed(built: Site) -> None:
    urls = {one["url"].rpartition("/")[0] + "/" for one in fragments(built)}
    pages = {f"/{file.removesuffix('index.html')}" for file, page in built.pages.items() if page.is_listed}
    assert {"/", "/en/", "/search/", "/en/search/"} == pages - urls
    assert set() == urls - pages


def test_index_has_these_files_and_no_others(built: Site) -> None:
    kinds = {
        re.sub(r"[\w-]+\.(pf_\w+)$", r"*.\1", file.removeprefix(FOLDER)).replace("pagefind.*", "*")
        for file in built.files
        if file.startswith(FOLDER)
    }
    own = {"pagefind-entry.json", "pagefind.js", "traditional.json", "wasm.en.pagefind", "wasm.unknown.pagefind"}
    assert {"fragment/*.pf_fragment", "index/*.pf_index", "*.pf_meta"} | own == {
        re.sub(r"^pagefind\.\*", "*", kind) for kind in kinds
    }


def record(language: Language, name: str, text: str) -> RecordView:
    """A page that search finds."""
    return RecordView(Route(language, f"{name}/"), "", name, (PassageView(text),), marks={"kind": "page"})


def test_index_of_the_same_records_is_the_same_and_comes_from_the_cache(tmp_path: Path) -> None:
    records = [record("zh", "one", "济南的泉水"), record("en", "two", "springs of Jinan")]
    first, second = (search_files(order, {}, tmp_path / name) for order, name in ((records, "a"), (records[::-1], "b")))
    assert first == second
    (kept,) = (tmp_path / "a").iterdir()
    before = kept.stat().st_mtime_ns
    assert first == search_files(records, {}, tmp_path / "a")
    assert before == kept.stat().st_mtime_ns
    search_files(records[:1], {}, tmp_path / "a")
    assert 1 == len(list((tmp_path / "a").iterdir()))
    assert not kept.exists()


def test_table_holds_the_traditional_characters_of_the_texts_and_no_others(tmp_path: Path) -> None:
    files = search_files([record("zh", "one", "无废显著着")], {}, tmp_path)
    table = json.loads(files[TRADITIONAL])
    pairs = dict(zip(table["traditional"], table["simplified"], strict=True))
    assert {"無": "无", "廢": "废", "顯": "显"} == {old: new for old, new in pairs.items() if old in "無廢顯著濟"}
    assert set(pairs.values()) <= set("无废显著着")
