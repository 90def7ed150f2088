"""The projects that two other generators build from the same data: Hugo, and MkDocs with plugins off the shelf.

In: the folder of a project, and for Hugo our own site of it, whose pictures it prints as we do. Out: a folder in which
the other program is run. Their words come from our catalogues, so that all say the same.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from beautiful_cities.i18n import catalogue
from beautiful_cities.languages import LANGUAGES, Language
from beautiful_cities.status import SOON_DAYS

ROOT = Path(__file__).parent.parent.parent
SCALE = Path(__file__).parent / "scale"
_KINDS = {
    "Results and observations": ("result", "observation"),
    "Targets": ("target",),
    "Measures": ("measure",),
    "Rules, plans and titles": ("regulation", "designation"),
    "Events and explanations": ("milestone", "definition"),
}
"""What the facts of a theme are grouped by, in the order of the page."""
_COUNTS = ("n result", "n target", "n measure", "n rule or title", "n event or explanation")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_CALL = re.compile(r'\bT "([^"]+)"')
_NAV = re.compile(r"^      - (.+?): (zh|en)/(.+?)\.md$", re.MULTILINE)
_CHART = re.compile(r'<figure class="bc-chart[^>]*id="chart-([^"]+)"(.*?)</figure>', re.DOTALL)
_PICTURE = re.compile(r'bc-chart__picture--(wide|narrow)" aria-hidden="true">(.*?)</div>', re.DOTALL)
_COVER = re.compile(r'<svg class="bc-cover__art".*?</svg>', re.DOTALL)
_CARD = re.compile(r'<li class="bc-card">\s*(<svg.*?</svg>)\s*<h3><a href="([^"/]+)/', re.DOTALL)


def hugo_project(project: Path, site: Path, folder: Path, *, as_of: dt.date) -> None:
    """What Hugo is run in: our templates for it, the same YAML, the pictures and covers of `site`, drawn before."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SCALE / "hugo", folder)
    words: dict[str, str] = yaml.safe_load((folder / "words.yml").read_text("utf-8"))
    (folder / "words.yml").unlink()
    called = {key for path in (folder / "layouts").rglob("*.html") for key in _CALL.findall(path.read_text("utf-8"))}
    keys = {key: words.get(key, key) for key in (*called, *words, *_KINDS)}
    (folder / "i18n").mkdir()
    for language in LANGUAGES:
        said = {
            key: forms(_PLACEHOLDER.sub(r"{{ .\1 }}", one) for one in found) for key, found in _said(keys, language)
        }
        _dump(folder / "i18n" / f"{language}.yaml", said)
    sprite = (ROOT / "overrides/partials/sprite.html").read_text("utf-8")
    (folder / "layouts/_partials/sprite.html").write_text(re.sub(r"\{#.*?#\}", "", sprite, flags=re.DOTALL), "utf-8")
    for language, title in (("zh", "城市"), ("en", "Cities")):
        (folder / f"content/cities/_index.{language}.md").write_text(f"---\ntitle: {title}\n---\n", "utf-8")
    settings = yaml.safe_load((folder / "hugo.yaml").read_text("utf-8"))
    mounts = [{"source": name, "target": name} for name in ("content", "layouts", "i18n")]
    settings["module"] = {"mounts": [*mounts, {"source": str((project / "data").resolve()), "target": "data"}]}
    settings["params"] = _params(as_of) | {"cards": (site / "cards").is_dir()}
    _dump(folder / "hugo.yaml", settings)
    _pictures(site, folder)


def forms(found: Iterable[str]) -> dict[str, str]:
    """The forms of a message as go-i18n names them."""
    every = list(found)
    return {"other": every[-1]} | ({"one": every[0]} if len(every) > 1 else {})


def navigation() -> Iterator[tuple[Language, str, str]]:
    """The head of every page: language, words and address below the language's own."""
    for title, language, name in _NAV.findall((ROOT / "mkdocs.yml").read_text("utf-8")):
        path = name.removesuffix("index") if name.endswith("index") else f"{name}/"
        yield "zh" if language == "zh" else "en", title, path


def _params(as_of: dt.date) -> dict[str, Any]:
    nav: dict[str, list[dict[str, str]]] = {language: [] for language in LANGUAGES}
    for language, title, path in navigation():
        nav[language].append({"title": title, "path": path})
    return {
        "asOf": str(as_of),
        "soon": str(as_of + dt.timedelta(days=SOON_DAYS)),
        "nav": nav,
        "rows": {kind: row for row, kinds in enumerate(_KINDS.values()) for kind in kinds},
        "lanes": {kind: name for name, kinds in _KINDS.items() for kind in kinds},
        "names": list(_KINDS),
        "counts": list(_COUNTS),
    }


def _pictures(site: Path, folder: Path) -> None:
    (folder / "art").mkdir()
    for language in LANGUAGES:
        (folder / "pictures" / language).mkdir(parents=True)
        for page in (site / ("" if language == "zh" else language) / "cities").glob("*/index.html"):
            html = page.read_text("utf-8")
            cover = _COVER.search(html)
            assert cover is not None
            (folder / "art" / f"{page.parent.name}.svg").write_text(cover[0], "utf-8")
            for chart, inside in _CHART.findall(html):
                for width, picture in _PICTURE.findall(inside):
                    (folder / "pictures" / language / f"{chart}-{width}.svg").write_text(picture, "utf-8")
    for picture, slug in _CARD.findall((site / "cities/index.html").read_text("utf-8")):
        (folder / "art" / f"{slug}-card.svg").write_text(picture, "utf-8")


_STOCK_WORDS = {
    "official": "Official",
    "state-media": "State media",
    "mirror": "Copy",
    "secondary": "Secondary",
    "ahead": "Not yet due",
    "due-soon": "Due soon",
    "met": "Met",
    "missed": "Missed",
    "past": "Past its date, no outcome found",
} | {
    word: word
    for word in ("In short", "Targets and results", "Date", "Source", "Timeline", "Sources", "issuer not stated")
}


def stock_project(project: Path, folder: Path, *, slugs: Iterable[str]) -> None:
    """What MkDocs is run in with Material, static-i18n and macros: two Markdown files a city over the same YAML."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SCALE / "stock", folder)
    shutil.copytree(project / "data", folder / "data")
    _dump(
        folder / "data/words.yml",
        {language: {key: found[-1] for key, found in _said(_STOCK_WORDS, language)} for language in LANGUAGES},
    )
    for slug in slugs:
        name = yaml.load((project / f"data/cities/{slug}.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)["name"]
        for language in LANGUAGES:
            page = folder / "docs" / language / "cities" / f"{slug}.md"
            page.parent.mkdir(parents=True, exist_ok=True)
            body = f'{{% set slug = "{slug}" %}}{{% set lang = "{language}" %}}\n{{% include "city.md" %}}\n'
            page.write_text(f"---\ntitle: {name[language]}\n---\n{body}", "utf-8")
    for language in LANGUAGES:
        (folder / "docs" / language / "index.md").write_text("# 美丽城市 · Beautiful Cities\n", "utf-8")


def _said(keys: Mapping[str, str], language: Language) -> Iterable[tuple[str, list[str]]]:
    """Each key with the forms of its sentence in the language; raises KeyError for a sentence that is not there."""
    known = {one.id if isinstance(one.id, str) else one.id[0]: one.string for one in catalogue(language) if one.id}
    for key, sentence in sorted(keys.items()):
        found = known[sentence]
        yield key, [found] if isinstance(found, str) else list(found or ())


def _dump(path: Path, value: object) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")
