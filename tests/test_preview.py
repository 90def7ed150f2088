"""What an editor sees while editing: changes, or what is wrong above the last good page, and no restart in between."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from small import CITY, small_project

WAIT_S = 90.0
"""Far more than anything takes; what is measured is measured elsewhere."""


def until(ask: Callable[[], str], wanted: Callable[[str], bool]) -> str:
    """What is answered once it is what is wanted."""
    begun = time.monotonic()
    while True:
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            if wanted(answer := ask()):
                return answer
        assert time.monotonic() - begun < WAIT_S, "it never came"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site in a folder of its own."""
    project = small_project(root, tmp_path_factory.mktemp("preview") / "project")
    change(project / "mkdocs.yml", "watch: []", "watch: [data]")
    return project


@pytest.fixture(scope="module")
def served(project: Path) -> Iterator[str]:
    """The address of the development server on it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PATH": "", "CHROMIUM": "/nonexistent"}
    with subprocess.Popen(command, cwd=project, env=environment, stderr=subprocess.DEVNULL) as server:
        try:
            yield f"http://{address}/site/"
        finally:
            server.terminate()


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=WAIT_S) as answer:
        text: str = answer.read().decode()
    return text


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert 1 == text.count(old)
    path.write_text(text.replace(old, new), "utf-8")


def shows(*words: str) -> Callable[[str], bool]:
    return lambda page: all(word in page for word in words)


def test_change_of_data_is_shown_in_both_languages(project: Path, served: str) -> None:
    until(lambda: read(served), shows("</html>"))
    city = project / CITY
    change(city, "{zh: 一座虚构的城市, en: An invented city}", "{zh: 一座多雾的城市, en: A city in the mist}")
    until(lambda: read(f"{served}cities/qinghe/"), shows("一座多雾的城市"))
    until(lambda: read(f"{served}en/cities/qinghe/"), shows("A city in the mist"))
    until(lambda: read(f"{served}en/cities/"), shows("</html>"))


def test_page_that_waits_for_a_change_keeps_no_other_waiting(served: str) -> None:
    until(lambda: read(served), shows("</html>"))
    waiting = re.search(r"livereload\((\d+), (\d+)\)", read(f"{served}cities/qinghe/"))
    assert waiting
    host = urlsplit(served)._replace(path="").geturl()
    with ThreadPoolExecutor(1) as thread:
        answer = thread.submit(read, f"{host}/livereload/{waiting[1]}/{waiting[2]}")
        time.sleep(0.5)
        assert "</html>" in read(f"{served}en/cities/")
        assert not answer.done()


def test_problems_stand_above_the_last_good_page_until_they_are_mended(project: Path, served: str) -> None:
    until(lambda: read(served), shows("</html>"))
    city = project / CITY
    change(city, "level: municipality", "level: municipalitee")
    chinese = until(lambda: read(f"{served}cities/qinghe/"), shows("bc-trouble"))
    line = city.read_text("utf-8").partition("level: municipalitee")[0].count("\n") + 1
    assert f"{CITY}:{line}:8" in chinese
    assert "municipality" in chinese
    assert 'id="targets"' in chinese, "the last good page"
    english = read(f"{served}en/cities/qinghe/")
    assert "level cannot be" in english
    assert "level cannot be" not in chinese, "in the language of the page"
    assert "bc-trouble" in read(f"{served}about/"), "on a page written by hand too"
    change(city, "level: municipalitee", "level: municipality")
    until(lambda: read(f"{served}cities/qinghe/"), lambda page: "bc-trouble" not in page)
    until(lambda: read(f"{served}about/"), lambda page: "bc-trouble" not in page)


def test_page_written_by_hand_that_cannot_be_built_is_told_of_too(project: Path, served: str) -> None:
    until(lambda: read(served), shows("</html>"))
    about = project / "content" / "zh" / "about.md"
    change(about, "description:", "descriptio:")
    page = until(lambda: read(f"{served}cities/qinghe/"), shows("bc-trouble"))
    assert "content/zh/about.md:1:1: the page has no description" in page
    change(about, "descriptio:", "description:")
    until(lambda: read(f"{served}cities/qinghe/"), lambda page: "bc-trouble" not in page)


def test_what_editors_see_is_in_no_published_site(site: Path) -> None:
    assert not list(site.rglob("*trouble*"))
    assert "bc-trouble" not in "".join(path.read_text("utf-8") for path in (site / "assets").rglob("*.css"))
