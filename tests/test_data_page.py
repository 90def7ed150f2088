"""What readers take away as they meet it: described on its page, named in full, and leading back to the site."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import pytest

from published import SITE_URL, Page, Site, classes, words

AS_OF = {"zh": "2026年11月22日", "en": "22 November 2026"}


@pytest.fixture(params=["data/index.html", "en/data/index.html"], ids=["zh", "en"])
def page(request: pytest.FixtureRequest, built: Site) -> Page:
    """The page of data in each language."""
    found: Page = built.pages[request.param]
    return found


def exported(site: Site) -> set[str]:
    """Every file of data."""
    return {file for file in site.files if re.match(r"api/|data/(?!index)", file)}


def load(site: Site, file: str) -> Any:
    """A JSON file of the site."""
    return json.loads((site.folder / file).read_text("utf-8"))


def test_every_file_is_linked_from_the_page_of_data(built: Site, page: Page) -> None:
    linked = {built.file_at(one.url) for one in page.references}
    of_places = {file for file in exported(built) if file.startswith("api/v1/cities/")}
    assert exported(built) - of_places < linked
    assert 1 == len(of_places & linked), "one place stands for all; cities.json names the others"


def test_page_tells_the_size_the_use_and_every_column_of_a_file(built: Site, page: Page) -> None:
    for item in page.all("li", "bc-file"):
        (link, *_rest) = (one for one in item.iter("a"))
        url = urljoin(page.url, link.attrib["href"])
        content = (built.folder / str(built.file_at(url))).read_bytes()
        (size,) = (one for one in item.iter("span") if "bc-file__size" in classes(one))
        told = re.search(r"([\d.]+) (kB|MB)$", words(size))
        assert told, words(size)
        assert float(told[1]) * {"kB": 1e3, "MB": 1e6}[told[2]] == pytest.approx(len(content), rel=0.05)
        (example,) = item.iter("pre")
        assert 2 == len("".join(example.itertext()).splitlines())
        assert url in "".join(example.itertext())
        if url.endswith(".csv"):
            named = [words(code) for term in item.iter("dt") for code in term.iter("code")]
            assert next(csv.reader([content.decode("utf-8-sig").splitlines()[0]])) == named
            assert all(words(meaning) for meaning in item.iter("dd"))


def addresses(value: Any) -> Iterator[str]:
    """Every address of the site in a JSON document."""
    if isinstance(value, str):
        if re.match(r"https?://", value):
            yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from addresses(one) if key != "url" or "schema_url" in value else ()
    elif isinstance(value, list):
        for one in value:
            yield from addresses(one)


def test_every_address_in_the_api_leads_to_its_place_on_the_site(built: Site) -> None:
    found = {
        url
        for file in exported(built)
        if re.match(r"api/v1/[\w/-]+\.json", file)
        for url in addresses(load(built, file))
    }
    standards = {url for url in found if "json-schema.org" in url}
    assert 5_000 < len(found)
    for url in found - standards:
        plain, _, anchor = url.partition("#")
        file = built.file_at(plain)
        assert file, url
        assert not anchor or anchor in built.pages[file].ids, url


def said(element: Element) -> str:
    """The text of an element without the explanations of its words."""
    if "bc-term__text" in classes(element):
        return ""
    return (element.text or "") + "".join(said(child) + (child.tail or "") for child in element)


def test_facts_lead_to_the_same_statement_in_each_language(built: Site) -> None:
    for one in load(built, "api/v1/facts.json")["facts"]:
        for language in ("zh", "en"):
            url, _, anchor = one["page"][language].partition("#")
            element = built.pages[str(built.file_at(url))].by_id(anchor)
            assert "".join(one["text"][language].split()) in "".join(said(element).split()), anchor


def test_every_page_says_how_to_cite_it(built: Site) -> None:
    for one in built.pages.values():
        folds = one.all("details", "bc-footer__cite")
        assert len(folds) == one.is_listed, one.file
        for fold in folds:
            assert f"{AS_OF[one.language]}" in words(fold)
            assert "CC BY 4.0" in words(fold)
            assert one.url in words(fold).split(" ") or one.url in words(fold)


def test_chart_that_leaves_the_site_names_its_page(built: Site) -> None:
    for one in built.pages.values():
        for figure in one.charts if one.is_listed else ():
            name = figure.attrib["id"].removeprefix("chart-")
            prefix = "en/" if one.language == "en" else ""
            picture = (built.folder / f"{prefix}charts/{name}.svg").read_text("utf-8")
            (address,) = set(re.findall(rf"{SITE_URL}[\w/-]+#chart-[\w-]+", picture))
            embedded = built.pages[f"{prefix}embed/{name}/index.html"]
            linked = [f"{link.url}#{link.fragment}" for link in embedded.references if link.element == "a"]
            assert [address] == linked
            home = built.pages[str(built.file_at(address.partition("#")[0]))]
            assert figure.attrib["id"] in home.ids
