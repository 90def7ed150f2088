"""What a first view costs: a budget of requests and bytes, no stranger's server, and nothing that jumps."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from published import Site
from weighing import BYTES_AT_MOST, REQUESTS_AT_MOST, first_view

pytestmark = pytest.mark.browser


def heaviest(site: Path, kind: str) -> str:
    """The address of the largest page of a kind, such as "en/cities/*"."""
    file = max(site.glob(f"{kind}/index.html"), key=lambda one: one.stat().st_size)
    return file.parent.relative_to(site).as_posix() + "/"


@pytest.mark.parametrize("kind", ["cities/*", "en/cities/*", "topics/*", "en/embed/*", "."])
def test_first_view_stays_within_its_budget(kind: str, browser: Browser, address: str, site: Path) -> None:
    path = heaviest(site, kind).removeprefix("./")
    view = first_view(browser, address + path)
    assert () == view.strangers
    assert len(view.sizes) <= REQUESTS_AT_MOST, view.sizes
    assert view.bytes <= BYTES_AT_MOST, view.sizes


@pytest.mark.parametrize("width_px", [360, 1280])
@pytest.mark.parametrize("path", ["", "en/cities/jinan/", "topics/zero-waste/", "en/roster/", "about/"])
def test_nothing_jumps_while_a_page_is_loaded(path: str, width_px: int, browser: Browser, address: str) -> None:
    assert 0 == first_view(browser, address + path, width_px=width_px).shift


def test_page_loads_one_stylesheet_and_one_script_and_a_chart_for_other_sites_no_script(built: Site) -> None:
    for page in built.pages.values():
        loaded = [one.url for one in page.references if one.rel == "stylesheet" or one.element == "script"]
        folders = [url.removeprefix(page.site_url).rpartition("/")[0] for url in loaded]
        scripts = [] if "embed/" in page.file else ["assets/javascripts"]
        assert ["assets/stylesheets", *scripts] == folders, page.file
