"""What every test may ask for: the project, the day, the built site, a server and a browser."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn, Protocol

import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from beautiful_cities.build import load
from beautiful_cities.languages import LANGUAGES, Language
from beautiful_cities.model import Data
from published import Build, Site, build, served

SUB_PATH = "/some/path/"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_NO_BROWSER = (
    "No browser was found, so no chart could be drawn or tried."
    " Install Chromium (Debian and Ubuntu: apt-get install chromium), Chrome or Edge,"
    " or set CHROMIUM to the path of one."
)

settings.register_profile("still", derandomize=True, deadline=None, database=None)
settings.load_profile("still")  # the same cases every time, on any machine


def _browser_path() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)


def _stop_without_browser() -> NoReturn:
    """Skip what needs a browser; fail where CI is set, so that nothing is passed over there."""
    if os.environ.get("CI"):
        pytest.fail(_NO_BROWSER)
    pytest.skip(_NO_BROWSER)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def as_of() -> dt.date:
    """The day on which every test happens."""
    return dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _english_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands speak English unless a test asks for Chinese, without colours, wherever the tests run."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    """Each of the two languages."""
    chosen: Language = request.param
    return chosen


@pytest.fixture(scope="session")
def data(root: Path) -> Data:
    """The real data, checked."""
    return load(root)[0]


class Builds(Protocol):
    """Makes a build once for all workers: `builds("below", lambda folder: build(root, folder))`."""

    def __call__(self, name: str, make: Callable[[Path], Build]) -> Build: ...


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    """Builds that all workers share: who comes first makes it, and the others wait, because a build takes all cores."""
    is_alone = "PYTEST_XDIST_WORKER" not in os.environ
    shared = tmp_path_factory.getbasetemp() if is_alone else tmp_path_factory.getbasetemp().parent

    def once(name: str, make: Callable[[Path], Build]) -> Build:
        kept = shared / f"{name}.json"
        with FileLock(shared / f"{name}.lock"):
            if not kept.exists():
                made = make(shared / name / "site")
                kept.write_text(json.dumps([made.exit_code, made.output]), "utf-8")
        exit_code, output = json.loads(kept.read_text("utf-8"))
        return Build(shared / name / "site", exit_code, output)

    return once


@pytest.fixture(scope="session")
def site_build(root: Path, builds: Builds) -> Build:
    """The real site, built strictly."""
    west = {"TZ": "America/Lima", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}
    made = builds("built", lambda folder: build(root, folder, **west))
    if made.exit_code and _browser_path() is None:
        _stop_without_browser()
    return made


@pytest.fixture(scope="session")
def site(site_build: Build) -> Path:
    """The folder of the built site."""
    assert 0 == site_build.exit_code, site_build.output
    return site_build.folder


@pytest.fixture(scope="session")
def built(site: Path) -> Site:
    """The built site, its pages parsed."""
    return Site(site)


@pytest.fixture(scope="session")
def site_below(root: Path, site: Path, builds: Builds) -> Site:
    """The site built for a sub-path of its host; after `site`, which has the charts drawn.

    Nothing is drawn for it: the pictures of pages are those of `site`, and files to take away, which name the address
    of their page, are left out.
    """
    url = f"https://host.example{SUB_PATH}"
    blind = {"PATH": "", "CHROMIUM": "/nonexistent"}
    made = builds("below", lambda folder: build(root, folder, "--no-strict", SITE_URL=url, **blind))
    assert 0 == made.exit_code, made.output
    return Site(made.folder, url)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served from the root of a host: "http://127.0.0.1:43210/"."""
    with served(site) as url:
        yield url


@pytest.fixture(scope="session")
def address_below(site_below: Site) -> Iterator[str]:
    """Where the site is served below a path: "http://127.0.0.1:43210/some/path/"."""
    with served(site_below.folder, SUB_PATH) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of the machine; without one the tests that need it are skipped, and fail where CI is set."""
    path = _browser_path()
    if path is None:
        _stop_without_browser()
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=[*quiet, "--disable-component-update"])
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window as wide as a phone, in the light, in which nothing moves."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, reduced_motion="reduce", color_scheme="light")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()
