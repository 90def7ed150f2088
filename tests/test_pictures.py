"""Pictures of figures: drawn once, the same everywhere, with text as text and colours as tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

import beautiful_cities.pictures
from beautiful_cities.charts import Mark, compact, plain, titled, trend
from beautiful_cities.i18n import wording
from beautiful_cities.languages import Language
from beautiful_cities.model import partial_date
from beautiful_cities.pictures import Form, Gallery, NoBrowserError, Order, PictureId, Progress
from beautiful_cities.plotlyjs import full_bundle

TOKENS = """:root {
  --bc-ink: #111111; --bc-ink-3: #666666; --bc-rule: #cccccc; --bc-paper: #fefefe; --bc-celadon-ink: #1c6764;
  --bc-font-zh: "Noto Sans CJK SC", sans-serif; --bc-font-en: sans-serif;
}"""


def order(form: Form = "inline", *, language: Language = "zh", last: int = 40) -> Order:
    """A trend with a gap, as a page or a download orders it."""
    words = wording(language)
    values = ((2013, 89), (2014, 80), (2016, last))
    marks = [Mark(partial_date(year), Decimal(value), f"{year}: {value}", year != 2014) for year, value in values]
    figure = plain(trend(marks, topic="beautiful-city", wording=words))
    if form != "inline":
        figure = titled(figure, title="青河PM2.5年均浓度", notes=["单位：微克/立方米。"])
    return Order(figure, 760, form, language)


def draw(folder: Path, orders: Iterable[Order], progress: Progress | None = None) -> dict[PictureId, bytes]:
    """What a gallery in this folder draws; in a thread of its own, because the browser of the tests holds this one."""
    with ThreadPoolExecutor(1) as thread:
        gallery, wanted = gallery_in(folder), list(orders)
        thread.submit(gallery.draw, wanted, progress).result()
        return {one.id: gallery.file(one).read_bytes() for one in wanted}


def gallery_in(folder: Path) -> Gallery:
    folder.mkdir(exist_ok=True)
    stylesheet = folder / "tokens.css"
    stylesheet.write_text(TOKENS, "utf-8")
    return Gallery(cache=folder / "pictures", script=full_bundle(), stylesheet=stylesheet)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> dict[Form, bytes]:
    """One chart in each form. The browser of the tests is only asked for so that a machine without one is named."""
    del browser
    orders = {form: order(form) for form in get_args(Form)}
    pictures = draw(tmp_path_factory.mktemp("gallery"), orders.values())
    return {form: pictures[one.id] for form, one in orders.items()}


pytestmark = pytest.mark.browser


def test_picture_in_a_page_takes_its_colours_and_fonts_from_the_page(drawn: dict[Form, bytes]) -> None:
    svg = drawn["inline"].decode()
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))
    assert "var(--bc-celadon-ink)" in colours
    assert not {colour for colour in colours if not colour.startswith("var(") and colour != "none"}
    assert "font-family" not in svg
    assert "style=" not in svg


def test_text_of_a_picture_stays_text(drawn: dict[Form, bytes]) -> None:
    texts = ["".join(text.itertext()) for text in ET.fromstring(drawn["inline"]).iter() if text.tag.endswith("text")]
    assert {"89", "40", "2013", "2016"} <= set(texts)


def test_picture_in_a_page_has_no_ids_that_another_could_share(drawn: dict[Form, bytes]) -> None:
    assert not re.search(r"\sid=|url\(#|class=", drawn["inline"].decode())


def test_file_stands_alone_in_light_colours_with_its_title(drawn: dict[Form, bytes]) -> None:
    svg = drawn["svg"].decode()
    assert "var(" not in svg
    assert "青河PM2.5年均浓度" in svg
    assert "单位：微克/立方米。" in svg
    assert 'xmlns="http://www.w3.org/2000/svg"' in svg
    assert "rgb(254, 254, 254)" in svg  # the paper


def test_png_is_a_png_of_twice_the_size(drawn: dict[Form, bytes]) -> None:
    assert drawn["png"].startswith(b"\x89PNG")
    width = int.from_bytes(drawn["png"][16:20])
    assert 2 * 760 == width


def test_same_figure_gives_the_same_bytes_in_another_browser(drawn: dict[Form, bytes], tmp_path: Path) -> None:
    again = draw(tmp_path, [order("svg"), order("inline"), order("png")])
    assert set(drawn.values()) == set(again.values())


def test_picture_that_did_not_change_is_not_drawn_again(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = draw(tmp_path, [order()])
    monkeypatch.setattr(beautiful_cities.pictures, "_browser", lambda: pytest.fail("a browser was started"))
    assert first == draw(tmp_path, [order()])


def test_changed_figure_is_drawn_and_told_of(tmp_path: Path, browser: Browser) -> None:
    told: list[tuple[int, int]] = []
    draw(tmp_path, [order()], lambda done, of: told.append((done, of)))
    draw(tmp_path, [order(), order(last=41)], lambda done, of: told.append((done, of)))
    assert [(1, 1), (1, 1)] == told


def test_machine_without_a_browser_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beautiful_cities.pictures, "_choices", lambda: iter(()))
    with pytest.raises(NoBrowserError):
        draw(tmp_path, [order()])


def test_picture_for_a_phone_names_fewer_years() -> None:
    words = wording("en")
    marks = [Mark(partial_date(year), Decimal(year), str(year), True) for year in range(2010, 2026)]
    figure = plain(trend(marks, topic="biodiversity", wording=words))
    narrow: dict[str, Any] = compact(figure)
    assert len(narrow["layout"]["xaxis"]["tickvals"]) < len(figure["layout"]["xaxis"]["tickvals"])
    assert figure["data"] == narrow["data"]
