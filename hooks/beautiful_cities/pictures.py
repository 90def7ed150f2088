"""From Plotly figures to SVG pictures that stand in the page: the only room that may start a browser.

In: figures as plain JSON values. Out: SVG elements whose colours are CSS custom properties and whose text is text, and
SVG and PNG files. One headless Chromium loads plotly.js once and draws all that is not in the cache; a figure that did
not change costs nothing. The same figure gives the same bytes. Without a browser it says so and draws nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NewType
from xml.etree import ElementTree as ET

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page, sync_playwright

from beautiful_cities.model import Language
from beautiful_cities.tokens import light_tokens

PictureId = NewType("PictureId", str)
"""The hash of what a picture shows."""

Form = Literal["inline", "svg", "png"]
"""Inline stands in a page and takes its colours and fonts; svg and png are files that stand alone, in light colours."""

Progress = Callable[[int, int], None]
"""Told now and then: how many pictures are drawn, of how many."""

_MANNER = "1"
"""Part of every picture's name in the cache: raise it when this module draws differently."""

_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
"""Names under which a browser may be found on the machine; CHROMIUM in the environment is a path and goes first."""
_CHANNELS = ("chrome", "msedge")
"""Where Playwright itself looks for a browser that is installed but not on the path (Windows, macOS)."""
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--font-render-hinting=none",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
_PNG_SCALE = 2
"""A file may end up on a slide or in print: two device pixels a px."""

_SVG = "http://www.w3.org/2000/svg"
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_TOKEN = re.compile(r"var\((--[\w-]+)\)")

_BATCH = 16
"""Pictures drawn in one call: a call to the browser costs 10 ms of its own, half as much as a picture. What is sent is
one string, because Playwright looks at every value of a structure."""

# Seeds Math.random with the picture's hash, so that the ids plotly.js invents are the same on every machine.
_DRAW = """
async (pictures) => {
  const drawn = [];
  for (const { figure, seed, ...size } of JSON.parse(pictures)) {
    let state = seed >>> 0;
    Math.random = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296);
    drawn.push(await Plotly.toImage(figure, { ...size, imageDataOnly: true }));
  }
  return drawn;
}
"""


@dataclass(frozen=True, slots=True)
class Order:
    """One picture that a page or a download wants."""

    figure: Mapping[str, Any]
    """The figure as plain JSON values, with `data` and `layout`; its height is the layout's."""
    width: int
    """In px."""
    form: Form
    language: Language
    """Whose fonts its words are set in."""

    @property
    def height(self) -> int:
        """In px."""
        return int(self.figure["layout"]["height"])

    @property
    def id(self) -> PictureId:
        """The same for the same figure, size, form and language."""
        parts = (json.dumps(self.figure, sort_keys=True), self.width, self.form, self.language)
        return PictureId(hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:24])


class NoBrowserError(Exception):
    """There is no browser on this machine that could draw."""


class Gallery:
    """Draws what was ordered in one go, and keeps it."""

    def __init__(self, *, cache: Path, script: Path, stylesheet: Path) -> None:
        """`cache` is a folder of drawn pictures, `script` is plotly.js, `stylesheet` holds the design tokens."""
        self._cache, self._script = cache, script
        self._tokens = light_tokens(stylesheet.read_text("utf-8"))
        state = (_MANNER, _version(script), sorted(self._tokens.items()))
        self._state = hashlib.sha256(repr(state).encode()).hexdigest()[:8]

    def draw(self, orders: Iterable[Order], progress: Progress | None = None) -> dict[PictureId, bytes]:
        """Every picture that was ordered; raises NoBrowserError when something is to be drawn and nothing can."""
        wanted = {order.id: order for order in orders}
        missing = [order for order in wanted.values() if not self._file(order).is_file()]
        if missing:
            self._draw(missing, progress or (lambda _done, _of: None))
        return {picture_id: self._file(order).read_bytes() for picture_id, order in wanted.items()}

    def _draw(self, missing: Sequence[Order], progress: Progress) -> None:
        self._cache.mkdir(parents=True, exist_ok=True)
        with _page(self._script) as page:
            for start in range(0, len(missing), _BATCH):
                batch = missing[start : start + _BATCH]
                drawn = page.evaluate(_DRAW, json.dumps([self._request(order) for order in batch]))
                for order, picture in zip(batch, drawn, strict=True):
                    self._keep(order, self._finished(order, picture))
                progress(start + len(batch), len(missing))

    def _colours(self, order: Order) -> dict[str, str]:
        """The colour in which each token of a figure travels: plotly.js understands no custom properties.

        For a page each token has a colour of its own, which is put back; a file takes the token's light value.
        """
        used = sorted(set(_TOKEN.findall(json.dumps(order.figure))))
        if order.form == "inline":
            return {name: f"rgb{_code(index)}" for index, name in enumerate(used)}
        return {name: self._tokens[name] for name in used}

    def _request(self, order: Order) -> dict[str, Any]:
        """What the browser needs to draw one picture."""
        colours, is_png = self._colours(order), order.form == "png"
        text = _TOKEN.sub(lambda match: colours[match[1]], json.dumps(order.figure))
        figure = json.loads(text.replace('"inherit"', json.dumps(self._font(order))))
        figure["layout"] |= {"autosize": False}
        figure["config"] = {"staticPlot": True}  # without what a mouse would need: a quarter less time
        if order.form != "inline":
            figure["layout"] |= {"paper_bgcolor": self._tokens["--bc-paper"]}
        return {
            "figure": figure,
            "width": order.width,
            "height": order.height,
            "format": "png" if is_png else "svg",
            "scale": _PNG_SCALE if is_png else 1,
            "seed": int(order.id[:8], 16),
        }

    def _finished(self, order: Order, drawn: str) -> bytes:
        """What the browser drew, as it is kept."""
        if order.form == "png":
            return base64.b64decode(drawn)
        codes = {colour: f"var({name})" for name, colour in self._colours(order).items()}
        return _tidied(drawn, order, codes if order.form == "inline" else {}, self._font(order)).encode()

    def _font(self, order: Order) -> str:
        return self._tokens[f"--bc-font-{order.language}"]

    def _keep(self, order: Order, picture: bytes) -> None:
        """Write beside and rename, so that a build killed here leaves no half picture."""
        target = self._file(order)
        beside = target.with_suffix(f".{os.getpid()}.tmp")
        beside.write_bytes(picture)
        beside.replace(target)

    def _file(self, order: Order) -> Path:
        return self._cache / f"{order.id}-{self._state}.{'png' if order.form == 'png' else 'svg'}"


def _version(script: Path) -> str:
    """What the script says of itself in its first lines; its whole text need not be hashed at every build."""
    with script.open("rb") as file:
        return hashlib.sha256(file.read(400)).hexdigest() + str(script.stat().st_size)


@contextmanager
def _page(script: Path) -> Iterator[Page]:
    """An empty page of a headless browser that has loaded plotly.js; raises NoBrowserError when there is none."""
    with sync_playwright() as playwright:
        browser = None
        for choice in _choices():
            try:
                browser = playwright.chromium.launch(args=list(_ARGUMENTS), **choice)
                break
            except BrowserError:
                continue
        if browser is None:
            raise NoBrowserError
        try:
            page = browser.new_page()
            page.add_script_tag(path=script)
            yield page
        finally:
            browser.close()


def _choices() -> Iterator[dict[str, Any]]:
    """Ways to start a browser, the likeliest first."""
    paths = [os.environ.get("CHROMIUM"), *map(shutil.which, _BROWSERS)]
    yield from ({"executable_path": path} for path in paths if path)
    yield from ({"channel": channel} for channel in _CHANNELS)


def _code(index: int) -> tuple[int, int, int]:
    """A colour that no chart uses, one for each token."""
    return 1, 2, 3 + index


# What plotly.js draws for its own use and a still picture does not need.
_IDLE_ATTRIBUTES = ("class", "pointer-events", "clip-path")
_PLAIN_STYLES = {
    "opacity": "1",
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "stroke-miterlimit": "2",
    "vector-effect": "none",
    "font-style": "normal",
    "font-variant": "normal",
    "font-weight": "normal",
    "white-space": "pre",
}


def _tidied(svg: str, order: Order, codes: Mapping[str, str], font: str) -> str:
    """The picture without what only plotly.js needs: styles as attributes, tokens put back, short numbers, no ids."""
    root = ET.fromstring(svg)
    for child in list(root):
        _tidy(root, child, codes)
    root.attrib.clear()
    root.set("viewBox", f"0 0 {order.width} {order.height}")
    if order.form == "svg":
        root.attrib |= {"width": str(order.width), "height": str(order.height), "font-family": font}
    ET.register_namespace("", _SVG)
    text = ET.tostring(root, encoding="unicode")
    return text if order.form == "svg" else text.replace(f' xmlns="{_SVG}"', "", 1)


def _tidy(parent: ET.Element, element: ET.Element, codes: Mapping[str, str]) -> None:
    """Tidy an element and what is in it, and take out what cannot be seen or says nothing."""
    tag = element.tag.removeprefix(f"{{{_SVG}}}")
    for child in list(element):
        _tidy(element, child, codes)
    _style_to_attributes(element, codes)
    for name in list(element.attrib):
        if name.startswith(("data-", "{")) or name in _IDLE_ATTRIBUTES:
            del element.attrib[name]
    for name in ("d", "transform", "x", "y"):
        if name in element.attrib:
            element.set(name, _NUMBER.sub(_short, element.attrib[name]))
    position = list(parent).index(element)
    if not _can_be_seen(tag, element):
        parent.remove(element)
    elif tag == "g" and not element.attrib:
        parent[position : position + 1] = list(element)


def _short(match: re.Match[str]) -> str:
    """A coordinate to a tenth of a px."""
    return f"{float(match[0]):.1f}".rstrip("0").rstrip(".")


def _can_be_seen(tag: str, element: ET.Element) -> bool:
    if tag in ("defs", "clipPath"):
        return False
    if tag == "g":
        return len(element) > 0
    if tag in ("text", "tspan"):
        return bool("".join(element.itertext()).strip())
    is_filled = element.get("fill") != "none" and element.get("fill-opacity") != "0"
    is_stroked = element.get("stroke", "none") != "none" and element.get("stroke-opacity") != "0"
    return (is_filled or is_stroked) and (tag != "path" or "d" in element.attrib)


def _style_to_attributes(element: ET.Element, codes: Mapping[str, str]) -> None:
    """Inline styles would need an exception in the site's content policy; the same attributes need none."""
    for declaration in filter(None, map(str.strip, element.attrib.pop("style", "").split(";"))):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.strip().strip('"')
        if _PLAIN_STYLES.get(name) == value or name in ("font-family", "cursor", "text-decoration-line"):
            continue
        element.set(name, codes.get(value, value.removesuffix("px") if name != "stroke-dasharray" else value))
