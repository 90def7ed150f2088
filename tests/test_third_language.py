"""A third language: one entry in the registry, a catalogue and content; and what is shown where English is missing."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
import yaml
from jsonschema import Draft202012Validator

from beautiful_cities.build import build as build_pages
from beautiful_cities.build import load
from beautiful_cities.languages import REGISTRY, read_registry
from beautiful_cities.problems import DataError
from beautiful_cities.rules.wording import width_slips
from beautiful_cities.settings import Settings
from beautiful_cities.standins import is_marked
from conftest import Builds
from published import Build, Page, Site, build, classes, words
from small import small_copy, small_project

ENTRY = """
[[language]]
code = "zh-Hant"
tag = "zh-Hant"
locale = "zh_Hant_TW"
name = "繁體中文"
stands_in = "zh"
"""
CATALOGUE = """
msgid "Cities"
msgstr "城市列表"

msgid "(in %(language)s)"
msgstr "（%(language)s）"

msgid "Beautiful Cities"
msgstr "美麗城市"
"""
ABOUT = """---
title: 關於
description: 這個小網站只供測試。
---

# 關於

這裡的城市都是虛構的。[城市](cities/index.md)
"""
TRANSLATED = "2019年PM2.5年均濃度為42微克/立方米。"
FACT, OTHER = "qinghe-pm25-2019", "qinghe-pm25-2020"
SITE_URL = "https://small.example/site/"
CITY = "data/cities/qinghe.yml"
TEXT = "text: {zh: 2019年PM2.5年均浓度为42微克/立方米。, en: Annual mean PM2.5 was 42 µg/m³ in 2019.}"
ONLY = "text: {zh: 2020年PM2.5年均浓度为40微克/立方米。}"
OTHER_TEXT = "text: {zh: 2020年PM2.5年均浓度为40微克/立方米。, en: Annual mean PM2.5 was 40 µg/m³ in 2020.}"


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert 1 == text.count(before), before
    path.write_text(text.replace(before, after), "utf-8")


def house(root: Path, folder: Path) -> Path:
    """A copy of the generator, of its frame and of its configuration, which may be changed."""
    for name in ("hooks", "overrides"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(root / "mkdocs.yml", folder)
    return folder


def run(project: Path, generator: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the tools of a copied generator, in English."""
    return subprocess.run(
        [sys.executable, "-m", "beautiful_cities", *arguments, "--root", str(project), "--language", "en"],
        env={**os.environ, "PYTHONPATH": str(generator / "hooks")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def generator(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house with a third language in its registry, and what little of its catalogue there is."""
    copy = house(root, tmp_path_factory.mktemp("house") / "house")
    locale = copy / "hooks" / "beautiful_cities" / "locale"
    with (locale / "languages.toml").open("a", encoding="utf-8") as registry:
        registry.write(ENTRY)
    catalogue = locale / "zh_Hant" / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(CATALOGUE, "utf-8")
    return copy


@pytest.fixture(scope="module")
def project(generator: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with one page and one fact in the third language, and one fact without English."""
    copy = small_project(generator, tmp_path_factory.mktemp("third") / "project")
    (copy / "content" / "zh-Hant").mkdir()
    (copy / "content" / "zh-Hant" / "about.md").write_text(ABOUT, "utf-8")
    change(copy / CITY, TEXT, TEXT.replace("{zh:", f"{{zh-Hant: {TRANSLATED}, zh:"))
    change(copy / CITY, OTHER_TEXT, ONLY)
    return copy


@pytest.fixture(scope="module")
def made(project: Path, builds: Builds) -> Build:
    return builds("third", lambda folder: build(project, folder))


@pytest.fixture(scope="module")
def site(made: Build) -> Site:
    assert 0 == made.exit_code, made.output
    return Site(made.folder, SITE_URL)


def fact(page: Page, anchor: str = FACT) -> ET.Element:
    """The text of a fact on a page."""
    (text, *_) = (one for one in page.by_id(anchor).iter("div") if "bc-fact__text" in classes(one))
    paragraph = text.find("p")
    assert paragraph is not None
    return paragraph


def test_one_entry_gives_every_generated_page_its_address_and_its_language(site: Site) -> None:
    english = {page.file.removeprefix("en/") for page in site.pages.values() if page.file.startswith("en/")}
    third = {file.removeprefix("zh-Hant/"): page for file, page in site.pages.items() if file.startswith("zh-Hant/")}
    assert english - third.keys() == {"learn/clean-air/index.html"}, "the lesson, which nobody has written there"
    assert {"zh-Hant"} == {page.root.attrib["lang"] for page in third.values()}
    assert [] == [error for page in third.values() for error in page.errors]


def test_pages_name_each_other_in_all_languages_in_which_they_are_there(site: Site) -> None:
    def named(file: str) -> dict[str, str]:
        links = [one.attrib for one in site.pages[file].all("link") if "hreflang" in one.attrib]
        return {one["hreflang"]: one["href"].removeprefix(SITE_URL) for one in links}

    city = {"zh-Hans": "", "en": "en/", "zh-Hant": "zh-Hant/", "x-default": ""}
    for prefix in ("", "en/", "zh-Hant/"):
        assert {tag: f"{one}cities/qinghe/" for tag, one in city.items()} == named(f"{prefix}cities/qinghe/index.html")
    lesson = "learn/clean-air/"
    assert {"zh-Hans": lesson, "en": f"en/{lesson}", "x-default": lesson} == named(f"{lesson}index.html")
    sitemap = (site.folder / "sitemap.xml").read_text("utf-8")
    assert f'hreflang="zh-Hant" href="{SITE_URL}zh-Hant/cities/qinghe/"' in sitemap
    assert f"zh-Hant/{lesson}" not in sitemap


def test_switch_lists_the_other_languages_each_in_its_own_words(site: Site) -> None:
    def switches(file: str) -> list[tuple[str, str, str]]:
        (menu,) = site.pages[file].all("ul", "bc-switches")
        links = [(one, site.pages[file]) for one in menu.iter("a")]
        return [
            (words(one), one.attrib["lang"], urljoin(page.url, one.attrib["href"]).removeprefix(SITE_URL))
            for one, page in links
            if one.attrib["lang"] == one.attrib["hreflang"]
        ]

    chinese, english = ("中文", "zh-Hans"), ("English", "en")
    assert [(*chinese, "about/"), (*english, "en/about/")] == switches("zh-Hant/about/index.html")
    third = ("繁體中文", "zh-Hant")
    assert [(*english, "en/about/"), (*third, "zh-Hant/about/")] == switches("about/index.html")
    lesson = "learn/clean-air/"
    assert [(*chinese, lesson), (*third, "zh-Hant/")] == switches(f"en/{lesson}index.html"), "home, where it is missing"


def test_no_link_of_the_language_leads_nowhere(site: Site) -> None:
    lost = {
        one.url.removeprefix(SITE_URL).removeprefix("zh-Hant/")
        for page in site.pages.values()
        for one in page.references
        if page.file.startswith("zh-Hant/") and site.is_inside(one.url) and site.file_at(one.url) is None
    }
    assert lost == {"accessibility/", "about/editing/"}, "pages that the small site has in no language"


def test_navigation_has_the_pages_of_the_first_language_by_their_titles(site: Site) -> None:
    page = site.pages["zh-Hant/index.html"]
    (tabs,) = page.all("ul", "md-tabs__list")
    links = {words(one): urljoin(page.url, one.attrib["href"]).removeprefix(SITE_URL) for one in tabs.iter("a")}
    assert "zh-Hant/cities/" == links["城市列表"]
    assert 8 == len(links)
    assert all(url.startswith("zh-Hant/") for url in links.values())


def test_translated_fact_is_shown_as_it_is_and_any_other_in_chinese_and_marked(site: Site) -> None:
    page = site.pages["zh-Hant/cities/qinghe/index.html"]
    assert TRANSLATED == words(fact(page))
    assert [] == list(fact(page).iter("small"))
    other = fact(page, OTHER)
    (span, note) = other
    assert ("zh-Hans", "2020年PM2.5年均浓度为40微克/立方米。") == (span.attrib["lang"], words(span))
    assert ("bc-standin", "（簡體中文）") == (note.attrib["class"], words(note))


def test_words_of_the_interface_come_from_the_catalogue_or_from_what_stands_in(site: Site) -> None:
    page = site.pages["zh-Hant/cities/index.html"]
    assert "城市列表" == words(page.all("h1")[0])
    assert "跳到正文" == words(page.all("a", "md-skip")[0]), "this little catalogue does not have it"


def test_missing_english_shows_the_chinese_marked(site: Site) -> None:
    page = site.pages["en/cities/qinghe/index.html"]
    (span, note) = fact(page, OTHER)
    assert ("zh-Hans", "2020年PM2.5年均浓度为40微克/立方米。") == (span.attrib["lang"], words(span))
    assert "(in Chinese)" == words(note)
    assert [] == list(fact(site.pages["cities/qinghe/index.html"], OTHER).iter("small"))


def without_english(value: object) -> object:
    """Plain values of a data file without what stands in English beside Chinese."""
    if isinstance(value, dict):
        return {key: without_english(inner) for key, inner in value.items() if key != "en" or "zh" not in value}
    return [without_english(inner) for inner in value] if isinstance(value, list) else value


def test_site_without_any_english_still_has_every_page(root: Path, tmp_path: Path) -> None:
    for path in (small_copy(tmp_path) / "data").rglob("*.yml"):
        values = without_english(yaml.safe_load(path.read_text("utf-8")))
        path.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), "utf-8")
    site = build_pages(tmp_path, Settings(dt.date(2026, 11, 22), SITE_URL, cache=root / ".cache"))
    pages = {page.route.url: page for page in site.pages()}
    assert {url for url in pages if url.startswith("en/")} >= {"en/", "en/cities/qinghe/", "en/glossary/"}
    english = pages["en/cities/qinghe/"]
    assert english.title.startswith("青河")
    assert '<h1 class="bc-cover__name"><span lang="zh-Hans">青河</span> <small' in english.html
    told = [f"{page.title}{page.description}{page.html}{page.sharing}" for page in pages.values()]
    files = [*site.files().values(), *(file for page in pages.values() for file in page.files.values())]
    told += [file.decode("utf-8", "replace") for file in files if isinstance(file, bytes)]
    assert not any(is_marked(text) for text in told)


def test_files_for_programs_leave_out_what_is_missing(site: Site) -> None:
    facts = {one["id"]: one for one in json.loads((site.folder / "api/v1/facts.json").read_text("utf-8"))["facts"]}
    assert {"zh", "en", "zh-Hant"} == facts[FACT]["text"].keys()
    assert {"zh"} == facts[OTHER]["text"].keys()
    schema = json.loads((site.folder / "api/v1/schema/facts.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(json.loads((site.folder / "api/v1/facts.json").read_text("utf-8")))
    with (site.folder / "data" / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert TRANSLATED == rows[FACT]["text_zh_hant"]
    assert ("", "") == (rows[OTHER]["text_en"], rows[OTHER]["text_zh_hant"])


def test_search_has_an_index_in_the_language(site: Site) -> None:
    index = json.loads((site.folder / "pagefind/pagefind-entry.json").read_text("utf-8"))
    assert {"zh-hans", "en", "zh-hant"} == index["languages"].keys()
    assert "zh-Hant/search/words.json" in site.files


def test_marks_of_the_program_never_leave_it(site: Site) -> None:
    texts = [file for file in site.files if file.endswith((".html", ".json", ".csv", ".xml", ".ics", ".svg", ".txt"))]
    marks = re.compile("[\ufff9-\ufffb]")
    assert [] == [file for file in texts if marks.search((site.folder / file).read_text("utf-8"))]


def test_check_tells_of_what_is_missing_and_complains_of_nothing(project: Path, generator: Path) -> None:
    done = run(project, generator, "check")
    assert (0, "") == (done.returncode, done.stderr)
    lines = done.stdout.splitlines()
    assert all(line.endswith(("[text-open]", "[twin-open]", "[catalogue-behind]")) for line in lines[:-1])
    assert lines[-1].startswith("0 errors, 0 warnings, ")
    line = next(
        number for number, text in enumerate((project / CITY).read_text("utf-8").splitlines(), 1) if ONLY in text
    )
    (english,) = (line for line in lines if "without English" in line)
    assert english.startswith(f"{CITY}:{line}:11: there is 1 text without English; pages in that language show another")
    (catalogue,) = (line for line in lines if line.endswith("[catalogue-behind]"))
    assert "zh_Hant/LC_MESSAGES/messages.po:1:1: " in catalogue
    status = run(project, generator, "status").stdout
    assert "Texts and pages without a translation" in status
    assert english in status


def test_editors_are_offered_the_language(project: Path, generator: Path) -> None:
    assert 0 == run(project, generator, "schema").returncode
    schema = json.loads((project / "data/schema/city.json").read_text("utf-8"))
    text = schema["$defs"]["Text"]
    assert (["zh", "en", "zh-Hant"], ["zh"]) == (list(text["properties"]), text["required"])


LESSON = {
    "title-zh": "水干净吗？",
    "title-en": "Is the water clean?",
    "description-zh": "怎样读水质的数字。",
    "description-en": "How to read a figure on water.",
}
TERM = {
    "term-zh": "空气",
    "term-en": "air",
    "pinyin": "kōngqì",
    "definition-zh": "人们呼吸的气体。",
    "definition-en": "What people breathe.",
    "spellings-zh-Hant": "空氣，大氣",
}


def test_editors_may_write_in_the_language_and_need_not(project: Path, generator: Path, tmp_path: Path) -> None:
    copy = tmp_path / "project"
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns(".cache", "site"))

    def new(*words: str, **answers: str) -> None:
        options = [part for name, value in answers.items() for part in (f"--{name}", value)]
        done = run(copy, generator, "new", *words, *options)
        assert 0 == done.returncode, done.stdout + done.stderr

    new("term", **TERM)
    (term,) = (one for one in yaml.safe_load((copy / "data/glossary.yml").read_text("utf-8")) if one["id"] == "air")
    assert {"zh": "空气", "en": "air"} == term["term"], "what is not translated is left for later"
    assert {"zh-Hant": ["空氣", "大氣"]} == term["spellings"]
    new("explainer", "clean-sea", **LESSON)
    new("explainer", "clean-water", **{**LESSON, "title-zh-Hant": "水乾淨嗎？", "description-zh-Hant": "怎樣讀數字。"})
    assert ["clean-water.md"] == [path.name for path in (copy / "content/zh-Hant/learn").iterdir()]
    told = run(copy, generator, "check").stdout
    assert 5 == told.count("[lesson-unfinished]"), "in the words that stand in too"


def test_refused_build_tells_only_of_what_must_be_mended(tmp_path: Path) -> None:
    small_copy(tmp_path)
    change(tmp_path / CITY, OTHER_TEXT, ONLY)
    change(tmp_path / CITY, "level: municipality", "level: municipalitee")
    with pytest.raises(DataError) as refused:
        load(tmp_path)
    assert ["choice"] == [one.rule.id for one in refused.value.problems]


def test_signs_of_a_language_that_nobody_here_knows_are_not_judged() -> None:
    assert [] == list(width_slips("空気、１：２", "ja"))


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('code = "no code"\ntag = "x"\nlocale = "x"\nname = "x"', "'no code' cannot be an address"),
        ('code = "en"\ntag = "x"\nlocale = "x"\nname = "x"', "the code 'en' stands there twice"),
        ('code = "fr"\ntag = "fr"\nlocale = "fr_FR"', "there is no 'name'"),
        ('code = "fr"\ntag = "fr"\nlocale = "fr_FR"\nname = ""', "code, tag, locale and name are texts"),
        ('code = "fr"\ntag = "fr"\nlocale = "fr_FR"\nname = "f"\nstand = "en"', "there is no key 'stand'"),
        ('code = "fr"\ntag = "fr"\nlocale = "fr_FR"\nname = "f"\nstands_in = "de"', "'de' cannot stand in for 'fr'"),
        ("code = fr", "Invalid value"),
    ],
)
def test_slip_in_the_registry_is_told_in_a_sentence(entry: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "languages.toml"
    path.write_text(f"{REGISTRY.read_text('utf-8')}\n[[language]]\n{entry}\n", "utf-8")
    with pytest.raises(SystemExit) as stopped:
        read_registry(path)
    message = str(stopped.value)
    assert message.startswith(f"{path}: ")
    assert told in message
