"""What is added to a written site: compressed copies that say the same; and what a build says at its end."""

from __future__ import annotations

import gzip
import os
import re
import time
from pathlib import Path

import brotli
import pytest

from beautiful_cities.finishing import finish
from published import Build, build
from small import small_project

TEXTS = {"index.html": "一二三" * 5000, "en/index.html": "one" * 500, "assets/a.css": "a{}", "charts/a.csv": "1,2"}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A site of four texts and a picture."""
    for name, text in TEXTS.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, "utf-8")
    (tmp_path / "site" / "a.png").write_bytes(b"\x89PNG")
    return tmp_path / "site"


def finished(folder: Path, *, quality: int = 9) -> dict[str, bytes]:
    """The compressed copies in a finished site, by name."""
    weight = finish(folder, base="/", quality=quality, cache=folder.parent / "cache")
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert (len(files), sum(path.stat().st_size for path in files)) == (weight.files, weight.bytes)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if path.suffix in (".br", ".gz")}


def test_copies_beside_each_text_say_the_same_and_pictures_have_none(written: Path) -> None:
    copies = finished(written)
    assert {f"{name}.{form}" for name in TEXTS for form in ("br", "gz")} == set(copies)
    for name, text in TEXTS.items():
        assert (
            text == brotli.decompress(copies[f"{name}.br"]).decode() == gzip.decompress(copies[f"{name}.gz"]).decode()
        )


def test_copies_are_the_same_whenever_they_are_made_and_those_of_a_long_text_come_from_the_cache(written: Path) -> None:
    first = finished(written)
    kept = {path.name: path.read_bytes() for path in (written.parent / "cache").iterdir()}
    for name in first:
        (written / name).unlink()
    assert first == finished(written)
    assert kept == {path.name: path.read_bytes() for path in (written.parent / "cache").iterdir()}
    (kept_one,) = (
        path for path in (written.parent / "cache").glob("*.br") if path.read_bytes() == first["index.html.br"]
    )
    kept_one.write_bytes(b"from the cache")
    assert b"from the cache" == finished(written)["index.html.br"]


def test_changed_text_gets_new_copies_over_old_ones(written: Path) -> None:
    finished(written)
    (written / "index.html").write_text("new", "utf-8")
    assert b"new" == brotli.decompress(finished(written)["index.html.br"])


def test_copy_that_no_build_asked_for_lately_is_forgotten(written: Path) -> None:
    finished(written)
    old = time.time() - 30 * 24 * 3600
    for path in (written.parent / "cache").iterdir():
        os.utime(path, (old, old))
    (written / "index.html").write_text("new" * 10000, "utf-8")
    before = len(list((written.parent / "cache").iterdir()))
    finished(written)
    assert before == len(list((written.parent / "cache").iterdir())), "one came, one went"


def test_without_compression_there_are_only_headers(written: Path) -> None:
    assert {} == finished(written, quality=0)
    assert {"_headers", "_nginx.conf"} <= {path.name for path in written.iterdir()}


# The build


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The small site with compressed copies, and with two warnings: no pictures, and a link that leads nowhere."""
    project = small_project(root, tmp_path_factory.mktemp("finished") / "project")
    with (project / "content/en/about.md").open("a", encoding="utf-8") as page:
        page.write("\n[x](no.md)\n")
    plain = {"PATH": "", "CHROMIUM": "/nonexistent"}
    return build(project, project / "site", "--no-strict", **plain, COMPRESSION="5")


def test_every_text_of_a_build_has_both_copies(made: Build) -> None:
    for path in made.folder.rglob("*"):
        if path.suffix in {".html", ".css", ".js", ".json", ".csv", ".xml", ".ics", ".svg"}:
            content = path.read_bytes()
            assert content == brotli.decompress(path.with_name(f"{path.name}.br").read_bytes()), path
            assert content == gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()), path


def test_build_says_at_its_end_what_it_made(made: Build) -> None:
    (line,) = (one for one in made.output.splitlines() if " pages; " in one)
    found = re.search(
        r"(\d+) pages; (\d+) pictures, (\d+) of them drawn now; (\d+) problems; (\d+) files of ([\d.]+) MB; \d+\.\d",
        line,
    )
    assert found, line
    pages = [path for path in made.folder.rglob("index.html") if "embed" not in path.parts]
    files = [path for path in made.folder.rglob("*") if path.is_file()]
    size = f"{sum(path.stat().st_size for path in files) / 1e6:.1f}"
    assert (str(len(pages)), "0", "0", "2", str(len(files)), size) == found.groups()
