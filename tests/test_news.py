"""What is new reaches readers on the page and in the feed, and a mistake finds its way back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
import yaml

from beautiful_cities.i18n import wording
from beautiful_cities.languages import Language
from beautiful_cities.model import Data
from beautiful_cities.routes import Route
from beautiful_cities.views.context import Context, Feedback
from beautiful_cities.views.reporting import report_fact, report_page
from published import SITE_URL, Site

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(built: Site, language: Language) -> ET.Element:
    return ET.parse(built.folder / ("feed.xml" if language == "zh" else "en/feed.xml")).getroot()


def context(data: Data, language: Language, feedback: Feedback) -> Context:
    return Context(data, wording(language), dt.date(2026, 11, 22), Route(language, "cities/jinan/"), SITE_URL, feedback)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_feed_holds_every_change_newest_first_with_what_atom_asks_for(
    built: Site, data: Data, language: Language
) -> None:
    root = feed(built, language)
    assert f"{ATOM}feed" == root.tag
    entries = root.findall(f"{ATOM}entry")
    assert len(data.changes) == len(entries)
    for node in (root, *entries):
        for name in ("id", "title", "updated"):
            assert (node.findtext(f"{ATOM}{name}") or "").strip(), name
    dates = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert sorted(dates, reverse=True) == dates
    assert max(dates) == root.findtext(f"{ATOM}updated")
    assert all(dt.datetime.fromisoformat(date).tzinfo for date in dates)
    assert len(entries) == len({entry.findtext(f"{ATOM}id") for entry in entries})
    texts = {change.text[language] for change in data.changes.values()}
    assert texts == {entry.findtext(f"{ATOM}summary") for entry in entries}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_feed_is_found_from_every_page_and_names_its_own_address(built: Site, language: Language) -> None:
    root = feed(built, language)
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    prefix = "" if language == "zh" else "en/"
    assert {"self": f"{SITE_URL}{prefix}feed.xml", "alternate": f"{SITE_URL}{prefix}news/"} == links


def test_without_an_address_the_page_about_says_what_to_do(data: Data) -> None:
    bare = context(data, "en", Feedback())
    assert "" == report_fact(bare, "jinan-pm25-2021")
    assert ["../../about/#mistakes"] == [link.href for link in report_page(bare)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_issue_form_is_filled_in_with_the_fact_in_the_readers_language(data: Data, language: Language) -> None:
    asked = urlsplit(
        report_fact(context(data, language, Feedback("https://host.example/a/b/issues/new")), "jinan-pm25-2021")
    )
    assert "host.example" == asked.netloc
    assert {"template": [f"mistake-{language}.yml"], "fact": ["jinan-pm25-2021"]} == parse_qs(asked.query)


def test_letter_names_the_page_or_the_fact(data: Data) -> None:
    by_mail = context(data, "en", Feedback(email="desk@example.org"))
    assert "mailto:desk@example.org?subject=Mistake%3A%20jinan-pm25-2021" == report_fact(by_mail, "jinan-pm25-2021")
    (link,) = report_page(by_mail)
    assert link.href.startswith("mailto:desk@example.org?subject=Mistake%3A%20https%3A//")


def test_issue_forms_exist_in_both_languages_with_the_same_fields(root: Path) -> None:
    folder = root / ".github" / "ISSUE_TEMPLATE"
    forms = [yaml.safe_load((folder / f"mistake-{one}.yml").read_text("utf-8")) for one in ("zh", "en")]
    fields = [[(field["type"], field["id"]) for field in form["body"]] for form in forms]
    assert fields[0] == fields[1]
    assert {"fact", "page"} <= {name for _, name in fields[0]}
