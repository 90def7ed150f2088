"""What search engines and other sites are told about each page: meta tags, social cards, linked data."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from beautiful_cities.model import Data
from published import Build, Page, Site, build, copy_of_project, hashes, words
from small import CITY, make, small_project

CARD = (1200, 630)
LOCALES = {"zh": "zh_CN", "en": "en_GB"}
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
EVIL = '</script><!--<script>alert()</script>""\'&amp;{{ x }}'
"""What would end a block of data, begin a comment or a script, end an attribute, or be filled in."""


def tags(page: Page) -> dict[str, str]:
    """The Open Graph and Twitter tags of a page."""
    named = [(one.attrib.get("property") or one.attrib.get("name", ""), one.attrib) for one in page.all("meta")]
    return {name: attributes["content"] for name, attributes in named if name.startswith(("og:", "twitter:"))}


def linked(page: Page) -> dict[str, Any]:
    """The linked data of a page by their kind."""
    scripts = [one for one in page.all("script") if one.attrib.get("type") == "application/ld+json"]
    parsed = [json.loads("".join(one.itertext())) for one in scripts]
    assert {"https://schema.org"} >= {one["@context"] for one in parsed}
    return {one["@type"]: one for one in parsed}


def listed(site: Site) -> Iterator[Page]:
    return (page for page in site.pages.values() if page.is_listed)


def size_of(site: Site, url: str) -> tuple[int, int]:
    """Width and height of a PNG of the site, in px."""
    content = (site.folder / str(site.file_at(url))).read_bytes()
    assert content.startswith(b"\x89PNG")
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


# Meta tags


def test_every_page_tells_other_sites_what_it_is(built: Site) -> None:
    for page in listed(built):
        (title,) = map(words, page.all("title"))
        told = tags(page)
        expected = {
            "og:url": page.url,
            "og:description": page.meta("description"),
            "og:site_name": {"zh": "美丽城市", "en": "Beautiful Cities"}[page.language],
            "og:locale": LOCALES[page.language],
            "og:locale:alternate": LOCALES[{"zh": "en", "en": "zh"}[page.language]],
            "og:image:type": "image/png",
            "og:image:width": "1200",
            "og:image:height": "630",
            "twitter:card": "summary_large_image",
        }
        assert expected == {name: told.get(name) for name in expected}, page.file
        assert title in {told["og:title"], f"{told['og:title']} · {told['og:site_name']}"}
        assert told["og:type"] in {"article", "website"}
        assert told["og:image:alt"].endswith(told["og:site_name"])


def test_pages_that_are_not_to_be_found_tell_nothing(built: Site) -> None:
    for page in built.pages.values():
        if not page.is_listed:
            assert ({}, {}) == (tags(page), linked(page)), page.file


# Cards


def test_every_page_has_a_card_of_its_own_in_the_size_that_other_sites_ask_for(built: Site) -> None:
    cards = [tags(page)["og:image"] for page in listed(built)]
    assert len(cards) == len(set(cards))
    assert {CARD} == {size_of(built, url) for url in cards}
    assert {f"cards/{page.file.removesuffix('/index.html')}.png" for page in built.chinese if page.is_listed} - {
        "cards/index.html.png"
    } | {"cards/index.png"} == {file for file in built.files if file.startswith("cards/")}


def test_card_of_a_city_names_it_in_both_scripts_and_who_says_so(built: Site, data: Data) -> None:
    for slug, place in data.cities.items():
        for prefix, names in (
            ("", (place.name["zh"], place.name["en"])),
            ("en/", (place.name["en"], place.name["zh"])),
        ):
            alt = tags(built.pages[f"{prefix}cities/{slug}/index.html"])["og:image:alt"]
            assert alt.startswith(" ".join(names))
            assert re.search(r" · 来源：| · Source: ", alt)


# Linked data


def urls(value: Any) -> Iterator[str]:
    """Every address in linked data."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from [inside] if key in {"@id", "item", "license", "url"} else urls(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from urls(inside)


def test_addresses_in_linked_data_are_absolute_and_lead_to_a_page(built: Site) -> None:
    for page in listed(built):
        for url in urls(list(linked(page).values())):
            target, _, fragment = url.partition("#")
            if url == LICENCE:
                continue
            file = built.file_at(target)
            assert file, f"{page.file}: {url}"
            assert not fragment or fragment in built.pages[file].ids, f"{page.file}: {url}"


def test_every_page_but_home_tells_the_way_to_itself(built: Site) -> None:
    for page in listed(built):
        kinds = linked(page)
        if page.file in {"index.html", "en/index.html"}:
            assert {"WebSite"} == set(kinds)
            assert page.url == kinds["WebSite"]["url"]
            continue
        steps = kinds["BreadcrumbList"]["itemListElement"]
        home = built.pages["en/index.html" if page.language == "en" else "index.html"]
        assert (home.url, page.url) == (steps[0]["item"], steps[-1]["item"])
        assert list(range(1, len(steps) + 1)) == [step["position"] for step in steps]
        shown = [words(one) for nav in page.all("nav", "bc-crumbs") for one in nav.iter("li")]
        assert shown in ([], [step["name"] for step in steps]), page.file


def test_city_is_a_dataset_with_its_licence_place_and_date(built: Site, data: Data) -> None:
    for slug, place in data.cities.items():
        for prefix, tag, name in (("", "zh-Hans", place.name["zh"]), ("en/", "en", place.name["en"])):
            page = built.pages[f"{prefix}cities/{slug}/index.html"]
            told = linked(page)["Dataset"]
            assert (page.url, tag, LICENCE) == (told["url"], told["inLanguage"], told["license"])
            assert str(place.reviewed) == told["dateModified"]
            assert name == told["spatialCoverage"]["name"]
            assert float(place.coordinates.latitude) == told["spatialCoverage"]["geo"]["latitude"]
            assert re.fullmatch(r"\d{4}[-\d]*/\d{4}[-\d]*", told["temporalCoverage"])
            assert page.meta("description") == told["description"]
            assert built.file_at(told["distribution"]["contentUrl"]) in built.files
            assert told["creator"]["name"] in {"美丽城市", "Beautiful Cities"}


def test_glossary_is_a_set_of_terms_each_at_its_anchor(built: Site, data: Data) -> None:
    for page in (built.pages["glossary/index.html"], built.pages["en/glossary/index.html"]):
        terms = linked(page)["DefinedTermSet"]["hasDefinedTerm"]
        assert {f"{page.url}#{name}" for name in data.glossary} == {one["@id"] for one in terms}
        assert all({"name", "alternateName", "description"} <= one.keys() for one in terms)


# A small site whose words would break out


def small_site(root: Path, folder: Path) -> Path:
    """The small site with texts that would break out of a tag, in a folder that may be built in."""
    small_project(root, folder)
    make({"file": CITY, "from": "Annual mean PM2.5 in Qinghe fell", "to": f"{EVIL} Annual mean PM2.5 fell"}, folder)
    make({"file": CITY, "from": "name: {zh: 青河, en: Qinghe}", "to": "name: {zh: 青河, en: Q</script>}"}, folder)
    about = folder / "content" / "en" / "about.md"
    about.write_text(about.read_text("utf-8").replace("title: About", f"title: {json.dumps(EVIL)}"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def evil_build(root: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Build:
    """The small site with such texts, built. The browser of the tests is only asked for so that one is there."""
    del browser
    project = small_site(root, tmp_path_factory.mktemp("evil") / "project")
    made = build(project, project / "site")
    assert 0 == made.exit_code, made.output
    return made


@pytest.mark.browser
def test_text_that_would_end_a_block_of_data_stays_text(evil_build: Build, browser: Browser) -> None:
    site = Site(evil_build.folder, "https://small.example/site/")
    city, about = site.pages["en/cities/qinghe/index.html"], site.pages["en/about/index.html"]
    assert ([], []) == (list(city.errors), list(about.errors))
    assert EVIL in linked(city)["Dataset"]["description"]
    assert "Q</script>" == linked(city)["BreadcrumbList"]["itemListElement"][-1]["name"]
    assert EVIL in tags(city)["og:description"]
    assert EVIL == tags(about)["og:title"] == linked(about)["BreadcrumbList"]["itemListElement"][-1]["name"]
    visited = browser.new_page()
    visited.on("dialog", lambda _dialog: pytest.fail("a text was run as a script"))
    visited.set_content(city.text + about.text)
    visited.close()


@pytest.mark.browser
def test_site_is_the_same_to_the_byte_when_built_elsewhere(root: Path, evil_build: Build, tmp_path: Path) -> None:
    # Another checkout, with nothing drawn yet, and another zone, locale, seed and order of files.
    project = evil_build.folder.parent
    elsewhere = copy_of_project(root, tmp_path / "else where")
    shutil.copytree(project, elsewhere / "small", ignore=shutil.ignore_patterns(".cache", "site"))
    settings = elsewhere / "small" / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace(root.as_posix(), elsewhere.as_posix()), "utf-8")
    other = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "77"}
    backwards = {"PYTHONPATH": str(root / "tests" / "backwards")}
    again = build(settings.parent, elsewhere / "site", **other, **backwards)
    assert 0 == again.exit_code, again.output
    assert hashes(evil_build.folder) == hashes(again.folder)


# Written by hand


def test_page_without_a_title_at_its_head_is_not_built_and_the_message_says_why(root: Path, tmp_path: Path) -> None:
    project = small_site(root, tmp_path / "project")
    (project / "content" / "en" / "about.md").write_text("# About\n", "utf-8")
    broken = build(project, project / "site")
    assert broken.exit_code != 0
    assert "content/en/about.md:1:1: the page has no description and no title; search results" in broken.output
    assert "Traceback" not in broken.output
