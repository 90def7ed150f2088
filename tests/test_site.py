"""The built site, read as a reader and a search engine read it."""

from __future__ import annotations

import csv
import gzip
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import get_args
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import pytest

from beautiful_cities.languages import LANGUAGES, Language
from beautiful_cities.model import Citation, Data, Fact, FactId, TopicId
from beautiful_cities.numerals import numerals
from conftest import Builds
from published import (
    NOT_FOUND,
    SITE_URL,
    Build,
    Page,
    Reference,
    Site,
    build,
    classes,
    copy_of_project,
    hashes,
    said,
    served,
    words,
)

ASSETS = {
    "assets/images/icon.svg",
    "assets/javascripts/plotly.min.HASH.js",
    "assets/javascripts/quiz-sheet.HASH.js",
    "assets/javascripts/search-index.HASH.js",
    "assets/javascripts/search-panel.HASH.js",
    "assets/javascripts/search-query.HASH.js",
    "assets/javascripts/site.HASH.js",
    "assets/stylesheets/search.HASH.css",
    "assets/stylesheets/site.HASH.css",
    "en/learn/quiz/questions.json",
    "en/search/words.json",
    "learn/quiz/questions.json",
    "search/words.json",
}
PREFIXES: dict[Language, str] = {"zh": "", "en": "en/"}
NAMESPACES = {
    "https://creativecommons.org/licenses/by/4.0/",
    "https://schema.org",
    "https://datapackage.org/profiles/2.0/datapackage.json",
    "https://json-schema.org/draft/2020-12/schema",
    "http://www.sitemaps.org/schemas/sitemap/0.9",
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/2005/Atom",
    "http://www.w3.org/2000/svg",
}
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
OTHERS_CODE = re.compile(r"plotly\.min\.|pagefind\.js")
"""What plotly and Pagefind wrote; everything else on the site is ours to answer for."""


def chart_files(site: Site) -> set[str]:
    """What belongs to the charts that stand on the pages: table, pictures and a page for other sites."""
    return {
        prefix + file
        for page in site.pages.values()
        if page.is_listed
        for figure in page.charts
        for name in (figure.attrib["id"].removeprefix("chart-"),)
        for prefix in ("en/" if page.language == "en" else "",)
        for file in (*(f"charts/{name}.{form}" for form in ("csv", "json", "png", "svg")), f"embed/{name}/index.html")
    }


def page_names(root: Path) -> set[str]:
    """The address of every page below its language."""
    cities = {f"cities/{path.stem}/" for path in (root / "data" / "cities").glob("*.yml")}
    topics = {f"topics/{name}/" for name in get_args(TopicId)}
    lists = {
        "",
        "about/rules/",
        "about/status/",
        "about/style/",
        "cities/",
        "compare/",
        "data/",
        "glossary/",
        "learn/",
        "learn/quiz/",
        "news/",
        "roster/",
        "search/",
        "sources/",
        "targets/",
    }
    sheets = {f"learn/worksheets/{path.stem}/" for path in (root / "data" / "cities").glob("*.yml")}
    return lists | written(root) | topics | cities | sheets


def written(root: Path) -> set[str]:
    """The address of every page and lesson in Markdown below its language."""
    zh = root / "content" / "zh"
    return {f"{path.relative_to(zh).with_suffix('').as_posix()}/" for path in zh.rglob("*.md")}


def export_files(root: Path) -> set[str]:
    """What the page of data describes: addresses that do not change once they are published."""
    kinds = ("cities", "facts", "glossary", "index", "roster", "series", "sources")
    tables = ("citations", "cities", "facts", "glossary", "indicators", "roster", "series", "sources")
    places = [path.stem for path in (root / "data" / "cities").glob("*.yml")]
    return {
        "data/beautiful-cities.zip",
        "data/datapackage.json",
        *(f"data/{name}.csv" for name in tables),
        *(f"api/v1/{name}.json" for name in (*kinds, *(f"cities/{slug}" for slug in places))),
        *(f"api/v1/schema/{name}.json" for name in (*kinds, "city")),
    }


def page_files(root: Path) -> set[str]:
    """The file of every page that has a twin."""
    return {f"{prefix}{name}index.html" for prefix in ("", "en/") for name in page_names(root)}


# The build


def test_strict_build_succeeds_and_prints_nothing_but_what_it_does(site_build: Build) -> None:
    assert 0 == site_build.exit_code, site_build.output
    assert [] == [line for line in site_build.output.splitlines() if line and not line.startswith("INFO ")]
    assert re.search(r"Writing pages: \d+ of \d+$", site_build.output, re.MULTILINE), "it takes more than two seconds"


def chosen_files(built: Site) -> set[str]:
    """The figures that are drawn where readers compare cities of their choice."""
    return {
        prefix + option.attrib["data-bc-figure"].removeprefix("../")
        for prefix in ("", "en/")
        for option in built.pages[f"{prefix}compare/index.html"].all("option")
        if "data-bc-figure" in option.attrib
    }


def unhashed(files: Iterable[str]) -> set[str]:
    """The files, with HASH for the part of a name that changes with the content."""
    return {re.sub(r"^(assets/.*)\.[0-9a-f]{8}\.", r"\1.HASH.", file) for file in files}


def test_build_makes_these_files_and_no_others(root: Path, built: Site) -> None:
    found = unhashed(built.files)
    calendars = {file for file in found if file.endswith("targets.ics")}  # tests/test_targets.py knows which
    cards = {file for file in found if re.fullmatch(r"(en/)?cards/[\w/-]+\.png", file)}  # tests/test_sharing.py does
    found = {file for file in found if not file.startswith("pagefind/")}  # tests/test_search.py knows what is in there
    hosts = {NOT_FOUND, "_headers", "_nginx.conf", "sitemap.xml", "sitemap.xml.gz"}
    others = hosts | {"feed.xml", "en/feed.xml"} | ASSETS | calendars | cards
    assert others | page_files(root) | export_files(root) | chart_files(built) | chosen_files(built) == found


def test_two_builds_are_equal_to_the_byte_wherever_they_are_made(root: Path, site: Path, tmp_path: Path) -> None:
    # The site of all other tests is built in Lima.
    east = build(root, tmp_path / "east", TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="1")
    assert 0 == east.exit_code, east.output
    assert hashes(east.folder) == hashes(site)


@pytest.mark.parametrize("flags", [(), ("--quiet",)], ids=["loud", "quiet"])
def test_build_of_broken_data_names_the_place_and_leaves_the_last_good_site(
    root: Path, site: Path, tmp_path: Path, flags: tuple[str, ...]
) -> None:
    project = copy_of_project(root, tmp_path)
    shutil.copytree(site, project / "site")
    before = hashes(project / "site")
    file = project / "data" / "cities" / "jinan.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("    theme: air\n", "    theme: aire\n", 1), "utf-8")
    line = text[: text.index("    theme: air\n")].count("\n") + 1

    broken = build(project, project / "site", *flags)

    assert broken.exit_code != 0
    assert re.search(rf"^data/cities/jinan\.yml:{line}:\d+: .*aire.*\[theme-unknown\]$", broken.output, re.MULTILINE)
    assert "Traceback" not in broken.output
    assert before == hashes(project / "site")


# Each page


def test_html_of_every_page_is_without_error(built: Site) -> None:
    assert [] == [error for page in built.pages.values() for error in page.errors]


def head_complaints(page: Page) -> Iterator[str]:
    """What the head of a page lacks."""
    (html,) = page.all("html")
    expected = {"zh": "zh-Hans", "en": "en"}[page.language]
    if html.attrib.get("lang") != expected:
        yield f"{page.file}: lang is {html.attrib.get('lang')}, not {expected}"
    if len(page.all("h1")) != 1:
        yield f"{page.file}: {len(page.all('h1'))} h1"
    if [words(title) for title in page.all("title")].count("") or len(page.all("title")) != 1:
        yield f"{page.file}: no title, or more than one"
    if page.is_listed and len(page.meta("description")) < 10:
        yield f"{page.file}: no description"


def test_every_page_has_one_h1_its_language_a_title_and_a_description(built: Site) -> None:
    assert [] == [complaint for page in built.pages.values() for complaint in head_complaints(page)]


def test_no_two_pages_have_the_same_title(built: Site) -> None:
    titles = Counter(words(page.all("title")[0]) for page in built.pages.values() if page.is_listed)
    assert [] == [title for title, number in titles.items() if number > 1]


def test_headings_never_skip_a_level(built: Site) -> None:
    skipped = []
    for page in built.pages.values():
        level = 0
        for heading in (one for one in page.elements if one.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}):
            if int(heading.tag[1]) > level + 1:
                skipped.append(f"{page.file}: {heading.tag} {words(heading)} after h{level}")
            level = int(heading.tag[1])
    assert [] == skipped


def test_every_listed_page_names_itself_and_its_twin_in_full(built: Site) -> None:
    for page in built.pages.values():
        canonical = [one.written for one in page.references if one.rel == "canonical"]
        tags = {link.attrib["hreflang"]: link.attrib["href"] for link in page.all("link") if "hreflang" in link.attrib}
        if not page.is_listed:
            assert ([], {}) == (canonical, tags)
            continue
        chinese, english = sorted((page.url, built.pages[page.twin].url), key=lambda url: "/en/" in url)
        assert [page.url] == canonical
        assert {"zh-Hans": chinese, "en": english, "x-default": chinese} == tags


def test_charts_for_other_sites_ask_not_to_be_found(built: Site) -> None:
    for page in built.pages.values():
        assert page.meta("robots") == ("noindex" if "embed/" in page.file else ""), page.file


def test_no_entry_of_the_navigation_is_current_at_a_wrong_address(built: Site) -> None:
    assert [] == [one for one in built.pages[NOT_FOUND].elements if "aria-current" in one.attrib]


def test_ids_stand_once_on_a_page_and_labels_point_at_them(built: Site) -> None:
    for page in built.pages.values():
        assert [] == [name for name, number in Counter(page.ids).items() if number > 1], page.file
        named = [
            name
            for one in page.elements
            for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list", "data-bc-filter")
            for name in one.attrib.get(attribute, "").split()
        ]
        assert [] == [name for name in named if name not in page.ids], page.file


def test_no_page_carries_code_or_style_of_its_own(built: Site) -> None:
    for page in built.pages.values():
        inline = [script for script in page.all("script") if "src" not in script.attrib]
        assert {"application/ld+json"} >= {script.attrib.get("type") for script in inline}, page.file
        handlers = [name for one in page.elements for name in one.attrib if name.startswith("on") or name == "style"]
        assert [] == handlers, page.file
        assert [] == page.all("style"), page.file
        assert [] == [one.written for one in page.references if one.written.startswith("javascript:")], page.file


def test_no_cell_of_a_table_is_empty(built: Site) -> None:
    # Where a source says nothing, the cell says so; a picture with a name says something too.
    for page in built.pages.values():
        cells = [cell for tag in ("td", "th") for cell in page.all(tag)]
        silent = [cell for cell in cells if not words(cell) and not any(one.get("aria-label") for one in cell.iter())]
        assert [] == silent, page.file


# What readers take away


def test_table_as_a_file_has_the_rows_of_the_table_on_the_page(built: Site) -> None:
    for page in built.pages.values():
        for figure in page.charts if page.is_listed else ():
            (link,) = (one for one in figure.iter("a") if one.attrib["href"].endswith(".csv"))
            text = (built.folder / str(built.file_at(urljoin(page.url, link.attrib["href"])))).read_text("utf-8-sig")
            shown = [[words(cell) for cell in row if cell.tag in {"th", "td"}] for row in figure.iter("tr")]
            kept = list(csv.reader(text.splitlines()))
            assert [len(row) for row in shown] == [len(row) for row in kept], figure.attrib["id"]
            for on_page, in_file in zip(shown, kept, strict=True):
                # A cell of sources stands on the page with the mark of each source's reliability.
                pairs = zip(on_page, in_file, strict=True)
                assert all(cell in seen for seen, kept_cell in pairs for cell in kept_cell.split("; ")), on_page


def test_pictures_to_take_away_are_pictures(built: Site) -> None:
    files = [file for file in built.files if "charts/" in file]
    for file in files:
        form = file.rpartition(".")[2]
        begins = {"svg": b"<svg", "png": b"\x89PNG", "csv": b"\xef\xbb\xbf", "json": b'{"data":['}[form]
        content = (built.folder / file).read_bytes()
        assert content.startswith(begins), file
        assert len(content) > (20 if file.endswith(".csv") else 50), file
    assert 4 * len([file for file in files if file.endswith(".csv")]) == len(files) - len(chosen_files(built)) > 0


def test_code_for_other_sites_leads_to_the_page_of_that_chart_in_full(built: Site) -> None:
    for page in built.pages.values():
        for figure in page.charts if page.is_listed else ():
            (code,) = figure.iter("code")
            frame = ET.fromstring(words(code).replace(' loading="lazy"', ""))
            chart = built.pages[str(built.file_at(frame.attrib["src"]))]
            assert chart.language == page.language
            assert [frame.attrib["title"]] == [words(title) for title in chart.all("h1")]
            assert frame.attrib["src"].startswith(SITE_URL)
            assert figure.attrib["id"].removeprefix("chart-") in frame.attrib["src"]


# Without a browser


@pytest.fixture(scope="session")
def bare_build(root: Path, builds: Builds) -> Build:
    """The site made on a machine that has neither a browser nor pictures drawn before."""

    def make(folder: Path) -> Build:
        project = copy_of_project(root, folder.parent)
        return build(project, folder, "--no-strict", PATH="", CHROMIUM="/nonexistent")

    return builds("bare", make)


def test_site_is_made_without_a_browser_and_one_warning_says_what_to_install(bare_build: Build) -> None:
    if (bare_build.folder / "charts/jinan-pm25-annual.svg").exists():
        pytest.skip("Chrome or Edge stands where Playwright finds it without a path")
    assert 0 == bare_build.exit_code, bare_build.output
    (warning,) = (line for line in bare_build.output.splitlines() if line.startswith("WARNING"))
    assert re.search(r"Chromium, Chrome or Edge .*Install one, or set CHROMIUM", warning)


def test_tables_stand_in_where_no_picture_could_be_drawn(bare_build: Build, built: Site) -> None:
    bare = Site(bare_build.folder)
    if any(file.endswith(".png") for file in bare.files):
        pytest.skip("Chrome or Edge stands where Playwright finds it without a path")
    drawn = {file for file in built.files if re.search(r"(charts/.*\.(json|svg|png)|cards/.*\.png)$", file)}
    # Without what was fetched before, plotly.js is the one that plotly.py carries.
    assert unhashed(built.files - drawn | chosen_files(built)) == unhashed(bare.files)
    for page in bare.pages.values():
        for figure in page.charts:
            (table,) = figure.iter("table")
            folds = [fold for fold in figure.iter("details") if table in fold.iter()]
            assert all("open" in fold.attrib for fold in folds), page.file
            assert [] == [one for one in figure.iter() if "data-bc-explore" in one.attrib or one.tag == "script"]
        assert [] == list(broken_links(bare, page)), page.file


# Links


def broken_links(site: Site, page: Page) -> Iterator[str]:
    """The references of a page that lead nowhere on the site."""
    for one in page.references:
        if not site.is_inside(one.url):
            continue
        file = page.file if one.url == page.url else site.file_at(one.url)
        if file is None:
            yield f"{page.file}: {one.written} leads to no file"
        elif one.fragment and one.fragment not in site.pages[file].ids:
            yield f"{page.file}: {one.written} leads to no id of {file}"


def test_every_link_inside_the_site_leads_to_a_file_and_a_place_on_it(built: Site) -> None:
    assert [] == [broken for page in built.pages.values() for broken in broken_links(built, page)]
    assert 3_000 < sum(len(page.references) for page in built.pages.values())


def test_every_page_is_reached_from_the_home_page(root: Path, built: Site) -> None:
    reached, ahead = set[str](), {"index.html"}
    while ahead:
        page = built.pages[ahead.pop()]
        reached.add(page.file)
        found = {built.file_at(one.url) for one in page.references if one.element == "a" and built.is_inside(one.url)}
        ahead |= {file for file in found if file and file.endswith(".html")} - reached
    assert page_files(root) == reached


def external(site: Site) -> Iterator[tuple[Page, Reference]]:
    """Every reference that leaves the site."""
    for page in site.pages.values():
        for one in page.references:
            if not site.is_inside(one.url):
                yield page, one


def is_publisher(host: str, data: Data) -> bool:
    """True for the site of a publisher, or a part of it."""
    return any(host == known or host.endswith(f".{known}") for known in data.publishers)


def test_links_that_leave_the_site_lead_to_publishers_only(built: Site, data: Data) -> None:
    leaving = [(page.file, one) for page, one in external(built)]
    assert [] == [(file, one.url) for file, one in leaving if not is_publisher(urlsplit(one.url).hostname or "", data)]
    assert {("a", "external")} == {(one.element, one.rel) for _, one in leaving}


def test_no_address_of_a_stranger_stands_anywhere_on_the_site(built: Site, data: Data) -> None:
    strangers = []
    for file in sorted(built.files):
        if OTHERS_CODE.search(file) or not file.endswith(
            (".csv", ".html", ".ics", ".json", ".xml", ".svg", ".css", ".js")
        ):
            continue
        text = unfolded(built.folder / file).decode("utf-8")
        for url in re.findall(r"https?:(?:\\?/|\\u002[fF]){2}[a-z0-9\[][^\s\"'<>&]*", text, re.IGNORECASE):
            host = urlsplit(url).hostname or ""
            if url not in NAMESPACES and not url.startswith(SITE_URL) and not is_publisher(host, data):
                strangers.append(f"{file}: {url}")
        addresses = re.findall(r"(?<![\w.:/-])(?:www\.|//)[a-z0-9-]+\.[a-z]{2,}[^\s\"'<>]*", text, re.IGNORECASE)
        strangers += [f"{file}: {address}" for address in addresses]
    assert [] == strangers


def test_stylesheets_load_nothing(built: Site) -> None:
    for file in sorted(built.files):
        if file.endswith(".css"):
            text = (built.folder / file).read_text("utf-8")
            loaded = re.findall(r"@import[^;]*|url\((?!['\"]?data:)[^)]*\)", text)
            assert [] == loaded, file


# Facts


def home_of(data: Data) -> Iterator[tuple[str, Fact]]:
    """Every fact with the page on which it stands: that of its city, or of its topic for a national one."""
    yield from ((f"topics/{fact.topic}/", fact) for fact in data.national.facts)
    yield from ((f"cities/{slug}/", fact) for slug, place in data.cities.items() for fact in place.facts)


def test_every_fact_has_its_address_once_and_its_sources_beneath_it(built: Site, data: Data) -> None:
    for page in built.pages.values():
        places = Counter(page.ids)
        entries = {one.attrib["id"]: one for one in page.all("li", "bc-fact") if "id" in one.attrib}
        expected = {
            fact.id: fact for name, fact in home_of(data) if page.file.removeprefix("en/") == f"{name}index.html"
        }
        assert expected.keys() == entries.keys(), page.file
        for fact in expected.values():
            assert 1 == places[fact.id], f"{fact.id} on {page.file}"
            links = [one.attrib["href"] for one in entries[fact.id].iter("a")]
            assert f"#{fact.id}" in links
            assert {f"#source-{one.source}" for one in fact.sources} <= set(links), fact.id


def test_every_fact_says_on_its_page_what_the_data_say(built: Site, data: Data) -> None:
    for name, fact in home_of(data):
        for language, prefix in PREFIXES.items():
            element = built.pages[f"{prefix}{name}index.html"].by_id(fact.id)
            paragraphs = [said(one) for one in element.iter("p")]
            assert " ".join(fact.text[language].split()) in paragraphs, fact.id


def test_explanation_of_a_topic_says_what_the_data_say_and_leads_to_the_facts_it_rests_on(
    built: Site, data: Data
) -> None:
    for topic in data.topics.values():
        for language, prefix in PREFIXES.items():
            page = built.pages[f"{prefix}topics/{topic.id}/index.html"]
            (explained,) = page.all("div", "bc-explained")
            parts = (topic.what, topic.why, topic.decided, topic.household)
            for part, element in zip(parts, explained, strict=True):
                text, basis = element.iter("p")
                assert " ".join(part[language].split()) == said(text)
                targets = [urljoin(page.url, link.attrib["href"]) for link in basis.iter("a")]
                expected = [f"{built.site_url}{prefix}topics/{topic_of(data, name)}/#{name}" for name in part.facts]
                assert expected == targets


def topic_of(data: Data, name: FactId) -> str:
    """The topic of a national fact."""
    (topic,) = (fact.topic for fact in data.national.facts if fact.id == name)
    return topic


def test_every_source_is_listed_with_its_own_link_or_with_none(built: Site, data: Data) -> None:
    listed = {
        f"cities/{slug}/": {one.source for one in citations_of(place.facts)} for slug, place in data.cities.items()
    }
    for topic in data.topics:
        of_topic = (fact for fact in data.national.facts if fact.topic == topic)
        listed[f"topics/{topic}/"] = {one.source for one in citations_of(of_topic)}
    listed["roster/"] = {one.source for member in data.roster.members for one in member.citations}
    listed["roster/"] |= {one.source for listing in data.roster.provinces for one in listing.sources}
    listed["sources/"] = set(data.sources)
    for name, used in listed.items():
        for prefix in PREFIXES.values():
            page = built.pages[f"{prefix}{name}index.html"]
            anchors = (one for one in page.all("li") if one.attrib.get("id", "").startswith("source-"))
            entries = {one.attrib["id"]: one for one in anchors}
            assert {f"source-{source}" for source in used} == entries.keys(), page.file
            for source in used:
                leaving = [
                    link.attrib["href"] for link in entries[f"source-{source}"].iter("a") if "rel" in link.attrib
                ]
                assert [url for url in [data.sources[source].url] if url] == leaving, f"{source} in {page.file}"


def citations_of(facts: Iterable[Fact]) -> Iterator[Citation]:
    """Every citation of the facts."""
    return (citation for fact in facts for citation in fact.sources)


def test_sources_page_leads_from_every_source_to_everything_that_rests_on_it(built: Site, data: Data) -> None:
    for prefix in PREFIXES.values():
        page = built.pages[f"{prefix}sources/index.html"]
        start = built.site_url + prefix
        expected: dict[str, set[str]] = {name: set() for name in data.sources}
        for name, fact in home_of(data):
            for one in fact.sources:
                expected[one.source].add(f"{start}{name}#{fact.id}")
        for member in data.roster.members:
            for one in member.citations:
                expected[one.source].add(f"{start}roster/#{member.id}")
        for name, targets in expected.items():
            inside = [link for link in page.by_id(f"source-{name}").iter("a") if "rel" not in link.attrib]
            leading = [urljoin(page.url, link.attrib["href"]) for link in inside]
            assert targets <= set(leading), name
            assert leading, f"nothing seems to rest on {name}"
            assert all(url.startswith(f"{start}roster/#") for url in set(leading) - targets), name


# The roster


def test_every_member_of_the_roster_stands_once_with_its_rounds_and_sources(built: Site, data: Data) -> None:
    rounds = {one.id: one.name for one in data.roster.rounds}
    for language, prefix in PREFIXES.items():
        page = built.pages[f"{prefix}roster/index.html"]
        entries = [one.attrib["id"] for one in page.all("li", "bc-member")]
        assert sorted(member.id for member in data.roster.members) == sorted(entries)
        for member in data.roster.members:
            element = page.by_id(member.id)
            (name, *shown) = [one for one in element.iter("p") if "bc-source" not in classes(one)]
            assert words(name).startswith(member.name[language])
            names = [words(one) for one in shown if "bc-member__round" in classes(one)]
            assert [rounds[one.round][language] for one in member.rounds] == names
            assert " ".join(one.round for one in member.rounds) == element.attrib["data-round"]
            links = [link.attrib["href"] for link in element.iter("a")]
            sources = {f"#source-{one.source}" for one in member.citations}
            page_of_its_own = {f"../cities/{member.id}/"} if member.id in data.cities else set()
            assert sources | page_of_its_own == set(links), member.id
            assert all(area.name[language] in words(element) for area in member.areas), member.id


def test_members_stand_under_their_province_with_its_number(built: Site, data: Data) -> None:
    for language, prefix in PREFIXES.items():
        page = built.pages[f"{prefix}roster/index.html"]
        for province in data.provinces.values():
            members = [member.id for member in data.roster.members if member.province == province.id]
            groups = [one for one in page.all("section") if one.attrib["aria-labelledby"] == f"province-{province.id}"]
            assert bool(members) == bool(groups), province.id
            for group in groups:
                assert members == [one.attrib["id"] for one in group.iter("li")]
                (heading,) = group.iter("h3")
                assert words(heading).startswith(province.name[language])
                assert [len(members)] == values(heading, language)


def values(element: ET.Element, language: Language) -> list[Decimal]:
    """The numbers in the words of an element, in order."""
    return [one.value for one in numerals(words(element), language)]


def test_counts_of_the_roster_are_those_of_the_data(built: Site, data: Data) -> None:
    national = {fact.id: fact for fact in data.national.facts}
    for language, prefix in PREFIXES.items():
        (counts, *_) = built.pages[f"{prefix}roster/index.html"].all("dl", "bc-counts")
        for one, shown in zip(data.roster.rounds, counts.iter("dd"), strict=True):
            kinds = [
                member.kind == "special-area"
                for member in data.roster.members
                if one.id in {membership.round for membership in member.rounds}
            ]
            wholes = [national[name].value or 0 for name in (one.cities, one.special_areas)]
            assert sorted([kinds.count(False), kinds.count(True), *wholes]) == sorted(values(shown, language)), one.id
            targets = {f"../topics/{national[one.cities].topic}/#{one.cities}"}
            assert targets == {link.attrib["href"] for link in shown.iter("a")}


def confirmed(data: Data, province: str) -> int:
    """How many cities of a province, special areas left out, are on the list of 2022 as far as a source says so."""
    return sum(
        member.province == province
        and member.kind != "special-area"
        and "2022-list" in {one.round for one in member.rounds}
        for member in data.roster.members
    )


def test_provinces_whose_list_is_not_known_to_be_complete_are_named_with_what_is_known(built: Site, data: Data) -> None:
    expected = {
        one.province: [confirmed(data, one.province), *([] if one.listed is None else [one.listed])]
        for one in data.roster.provinces
        if one.listed is None or confirmed(data, one.province) < one.listed
    }
    assert expected
    for language, prefix in PREFIXES.items():
        page = built.pages[f"{prefix}roster/index.html"]
        (section,) = (one for one in page.all("section") if one.attrib["aria-labelledby"] == "incomplete")
        lines = {}
        for entry in section.iter("div"):
            if [child.tag for child in entry] == ["dt", "dd"]:
                known = entry[1].text or ""
                lines[words(entry[0])] = sorted(one.value for one in numerals(known, language))
        assert {data.provinces[name].name[language]: sorted(known) for name, known in expected.items()} == lines


# The glossary


def without_tones(pinyin: str) -> str:
    """Pinyin in small letters whose tones are taken off; in decomposed Unicode they are marks of their own."""
    return "".join(letter for letter in unicodedata.normalize("NFD", pinyin) if not unicodedata.combining(letter))


def test_every_term_stands_once_with_its_definition_and_its_sources(built: Site, data: Data) -> None:
    national = {fact.id: fact for fact in data.national.facts}
    for language, prefix in PREFIXES.items():
        page = built.pages[f"{prefix}glossary/index.html"]
        entries = [one.attrib["id"] for one in page.all("div", "bc-terms__entry")]
        assert sorted(data.glossary) == sorted(entries)
        for term in data.glossary.values():
            name, definition = page.by_id(term.id)
            assert words(name).startswith(term.term[language])
            assert all(term.term[either] in words(name) for either in LANGUAGES)
            assert term.pinyin in words(name)
            texts = [words(one) for one in definition.iter("p")]
            assert " ".join(term.definition[language].split()) == texts[0]
            links = [urljoin(page.url, link.attrib["href"]) for link in definition.iter("a")]
            expected = [
                f"{built.site_url}{prefix}topics/{fact.topic}/#source-{one.source}"
                for fact in (national[fact_id] for fact_id in term.facts)
                for one in fact.sources
            ]
            assert expected == links, term.id


def test_terms_go_by_pinyin_without_tones_in_chinese_and_alphabetically_in_english(built: Site, data: Data) -> None:
    keys = {
        "": {term.id: without_tones(term.pinyin).casefold() for term in data.glossary.values()},
        "en/": {term.id: term.term["en"].casefold() for term in data.glossary.values()},
    }
    for prefix, of_page in keys.items():
        page = built.pages[f"{prefix}glossary/index.html"]
        order = [of_page[one.attrib["id"]] for one in page.all("div", "bc-terms__entry")]
        assert sorted(order) == order
        headings = [words(one) for one in page.all("h2")]
        (letters,) = page.all("ul", "bc-letters")
        assert headings == [words(one) for one in letters.iter("a")]
        firsts = [key[:1].upper() if key[:1].isalpha() else "0–9" for key in order]
        assert list(dict.fromkeys(firsts)) == headings


# Explained words


def test_word_is_explained_at_most_once_on_a_page_outside_of_links(built: Site, data: Data) -> None:
    for page in built.pages.values():
        pointing = [one.attrib["aria-describedby"] for one in page.all("dfn")]
        assert [] == [name for name, number in Counter(pointing).items() if number > 1], page.file
        texts = [one.attrib["id"] for one in page.all("span", "bc-term__text")]
        assert pointing == texts, page.file
        assert {f"explained-{name}" for name in data.glossary} >= set(texts)
        for link in (one for tag in ("a", "button", "summary") for one in page.all(tag)):
            assert [] == [one for one in link.iter() if "bc-term" in classes(one)], page.file


def test_explained_word_is_a_spelling_of_its_term_and_its_definition_is_that_of_the_glossary(
    built: Site, data: Data
) -> None:
    for page in built.pages.values():
        language: Language = "en" if page.language == "en" else "zh"
        for one in page.all("dfn"):
            name = one.attrib["aria-describedby"]
            term = data.glossary[name.removeprefix("explained-")]
            spellings = [term.term[language], *getattr(term.spellings, language)]
            folded = {spelling.casefold() + tail for spelling in spellings for tail in ("", "s", "es")}
            assert words(one).casefold() in folded, page.file
            assert " ".join(term.definition[language].split()) == words(page.by_id(name))
            assert "0" == one.attrib["tabindex"]


def test_words_are_explained_on_pages_of_cities_and_topics_and_never_in_the_glossary(built: Site) -> None:
    with_terms = {file for file, page in built.pages.items() if page.all("dfn")}
    assert {file for file in built.pages if re.search(r"(cities|topics)/[\w-]+/index", file)} <= with_terms
    silent = [file for file in with_terms if re.search("glossary/|embed/|404", file)]
    assert [] == silent


# The map for search engines


def test_sitemap_lists_the_pages_of_both_languages_with_their_twins(root: Path, built: Site) -> None:
    urls = list(ET.parse(built.folder / "sitemap.xml").getroot())
    listed = {
        url.findtext(f"{SITEMAP}loc"): {link.attrib["hreflang"]: link.attrib["href"] for link in url.iter(LINK)}
        for url in urls
    }
    expected = {
        SITE_URL + prefix + name: {
            "zh-Hans": SITE_URL + name,
            "en": f"{SITE_URL}en/{name}",
            "x-default": SITE_URL + name,
        }
        for prefix in ("", "en/")
        for name in page_names(root)
    }
    assert len(urls) == len(listed)
    assert expected == listed
    assert all(re.fullmatch(r"\d{4}-\d\d(-\d\d)?", url.findtext(f"{SITEMAP}lastmod", "")) for url in urls)


def test_packed_sitemap_is_the_sitemap(built: Site) -> None:
    packed = gzip.decompress((built.folder / "sitemap.xml.gz").read_bytes())
    assert (built.folder / "sitemap.xml").read_bytes() == packed


# The page for a wrong address


def test_wrong_address_deep_below_a_sub_path_finds_its_way_in_both_languages(site_below: Site) -> None:
    prefix = urlsplit(site_below.site_url).path
    with served(site_below.folder, prefix) as address:
        wrong = f"{address}en/cities/no/such/city/?from=mail"
        with pytest.raises(HTTPError) as refused:
            urlopen(wrong)
        with refused.value as answer:
            assert 404 == answer.code
            page = Page(NOT_FOUND, answer.read().decode("utf-8"), address)
        for one in page.references:
            if one.written.startswith("#"):
                assert one.fragment in page.ids
                continue
            with urlopen(urljoin(wrong, one.written)) as found:
                assert 200 == found.status
    for tag in ("zh-Hans", "en"):
        (section,) = (one for one in page.all("section") if one.attrib.get("lang") == tag)
        start = prefix if tag == "zh-Hans" else f"{prefix}en/"
        assert [start, f"{start}cities/", f"{start}sources/"] == [link.attrib["href"] for link in section.iter("a")]


def test_site_below_a_path_differs_only_in_the_addresses_it_gives_in_full(built: Site, site_below: Site) -> None:
    drawn_with_address = {file for file in built.files if re.fullmatch(r"(en/)?charts/.*\.(svg|png)", file)}
    assert built.files - drawn_with_address == site_below.files - drawn_with_address
    below = urlsplit(site_below.site_url)
    # Pictures for other sites may name the site they come from in their own way; the rest tell sizes or are packed.
    own_way = re.compile(
        r"404\.html|_headers|_nginx\.conf|.*\.(gz|png|zip)|data/datapackage\.json|(en/)?data/index\.html"
    )
    for file in sorted(one for one in site_below.files - drawn_with_address if not own_way.fullmatch(one)):
        moved = unfolded(site_below.folder / file).replace(site_below.site_url.encode(), SITE_URL.encode())
        assert below.netloc.encode() not in moved, file
        assert unfolded(built.folder / file) == moved, file


def unfolded(path: Path) -> bytes:
    """The content of a file; that of a calendar in lines as long as they come."""
    content = path.read_bytes()
    return content.replace(b"\r\n ", b"") if path.suffix == ".ics" else content


def test_both_languages_are_on_the_page_for_a_wrong_address(built: Site) -> None:
    tags = [one.attrib["lang"] for one in built.pages[NOT_FOUND].all("section")]
    assert ["zh-Hans", "en"] == tags
    assert len(LANGUAGES) == len(tags)
