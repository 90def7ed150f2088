"""From Plotly figures and social cards to pictures: the only room that may start a browser.

In: figures as plain JSON values, cards as HTML. Out: SVG elements whose colours are CSS custom properties and whose
text is text, and SVG and PNG files. One headless Chromium draws all that is not in the cache; what did not change costs
nothing. The same order gives the same bytes. Without a browser it says so and draws nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NewType

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as BrowserError

from beautiful_cities.languages import TAGS, Language, family
from beautiful_cities.svg import tidied
from beautiful_cities.tokens import light_tokens

PictureId = NewType("PictureId", str)
"""The hash of what a picture shows."""

Form = Literal["inline", "svg", "png"]
"""Of a figure's picture. Inline stands in a page and takes its colours and fonts; svg and png are files that stand
alone, in light colours."""

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
CARD_WIDTH_PX, CARD_HEIGHT_PX = 1200, 630
"""What the sites that show cards ask for."""
_PNG_SCALE = 2
"""A chart may end up on a slide or in print: two device pixels a px."""

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


_DRESS = "([tag, html]) => { document.documentElement.lang = tag; document.body.innerHTML = html; }"


@dataclass(frozen=True)
class Order:
    """One picture of a figure that a page or a download wants."""

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

    @cached_property
    def id(self) -> PictureId:
        """The same for the same figure, size, form and language."""
        parts = (json.dumps(self.figure, sort_keys=True), self.width, self.form, self.language)
        return PictureId(hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:24])


@dataclass(frozen=True, slots=True)
class Card:
    """The picture that other sites show for a page: a PNG of 1200 by 630 px, in light colours."""

    html: str
    """What stands on it; the gallery's stylesheets dress it."""
    language: Language

    @property
    def id(self) -> PictureId:
        """The same for the same words in the same language."""
        return PictureId(hashlib.sha256(f"{self.language}\n{self.html}".encode()).hexdigest()[:24])


class NoBrowserError(Exception):
    """There is no browser on this machine that could draw."""


class Gallery:
    """Draws what was ordered in one go, and keeps it."""

    def __init__(self, *, cache: Path, script: Path, stylesheet: Path, card_styles: Sequence[Path] = ()) -> None:
        """`cache` is a folder of drawn pictures, `script` is plotly.js, `stylesheet` holds the design tokens.

        `card_styles` dress the cards, the tokens among them.
        """
        self._cache, self._script = cache, script
        self._tokens = light_tokens(stylesheet.read_text("utf-8"))
        self._card_css = "\n".join(file.read_text("utf-8") for file in card_styles)
        self._state = _hash(_MANNER, _version(script), sorted(self._tokens.items()))
        self._card_state = _hash(_MANNER, self._card_css)
        self._thread: ThreadPoolExecutor | None = None
        self._kept = ExitStack()
        self._browser: Browser | None = None

    def draw(self, orders: Iterable[Order | Card], progress: Progress | None = None) -> int:
        """Draw what was ordered and is missing, and tell how much that was.

        Raises NoBrowserError when something is to be drawn and nothing can.
        """
        missing = self.missing(orders)
        if not missing:
            return 0
        self._cache.mkdir(parents=True, exist_ok=True)
        told = progress or (lambda _done, _of: None)
        if self._thread:
            self._thread.submit(self._draw_with_kept, missing, told).result()
        else:
            with _browser() as browser:
                self._draw(browser, missing, told)
        return len(missing)

    def keep_browser(self) -> None:
        """Start a browser now, in a thread of its own, and draw with it until `close`: starting one takes a second."""
        self._thread = ThreadPoolExecutor(1)
        self._thread.submit(self._draw_with_kept, [], lambda _done, _of: None)

    def close(self) -> None:
        """Let go of a browser that was kept."""
        if self._thread:
            self._thread.submit(self._kept.close)
            self._thread.shutdown()
            self._thread = None

    def can_draw(self) -> bool:
        """True where there is a browser, as far as can be told without drawing."""
        paths = (choice["executable_path"] for choice in _choices() if "executable_path" in choice)
        if any(map(shutil.which, paths)):
            return True
        try:
            with _browser():
                return True
        except NoBrowserError:
            return False

    def missing(self, orders: Iterable[Order | Card]) -> list[Order | Card]:
        """What of it is not drawn yet, each picture once."""
        wanted = {order.id: order for order in orders}
        return [order for order in wanted.values() if not self.file(order).is_file()]

    def file(self, order: Order | Card) -> Path:
        """Where the picture lies once it is drawn."""
        if isinstance(order, Card):
            return self._cache / f"{order.id}-{self._card_state}.png"
        return self._cache / f"{order.id}-{self._state}.{'png' if order.form == 'png' else 'svg'}"

    def _draw_with_kept(self, missing: Sequence[Order | Card], progress: Progress) -> None:
        """In the thread that the kept browser belongs to."""
        if self._browser is None:
            self._browser = self._kept.enter_context(_browser())
        self._draw(self._browser, missing, progress)

    def _draw(self, browser: Browser, missing: Sequence[Order | Card], progress: Progress) -> None:
        figures = [order for order in missing if isinstance(order, Order)]
        cards = [order for order in missing if isinstance(order, Card)]
        for done in self._draw_figures(browser, figures):
            progress(done, len(missing))
        for done in self._draw_cards(browser, cards):
            progress(len(figures) + done, len(missing))

    def _draw_figures(self, browser: Browser, figures: Sequence[Order]) -> Iterator[int]:
        """How many are drawn, after each batch."""
        if not figures:
            return
        page = browser.new_page()
        page.add_script_tag(path=self._script)
        for start in range(0, len(figures), _BATCH):
            batch = figures[start : start + _BATCH]
            drawn = page.evaluate(_DRAW, json.dumps([self._request(order) for order in batch]))
            for order, picture in zip(batch, drawn, strict=True):
                self._keep(order, self._finished(order, picture))
            yield start + len(batch)
        page.close()

    def _draw_cards(self, browser: Browser, cards: Sequence[Card]) -> Iterator[int]:
        """How many are drawn, after each."""
        if not cards:
            return
        page = browser.new_page(viewport={"width": CARD_WIDTH_PX, "height": CARD_HEIGHT_PX}, color_scheme="light")
        page.add_style_tag(content=self._card_css)
        for done, card in enumerate(cards, start=1):
            page.evaluate(_DRESS, [TAGS[card.language], card.html])
            self._keep(card, page.screenshot())
            yield done
        page.close()

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
        is_file = order.form == "svg"
        colours = {} if is_file else {colour: f"var({name})" for name, colour in self._colours(order).items()}
        font = self._font(order) if is_file else ""
        return tidied(drawn, width=order.width, height=order.height, colours=colours, font=font).encode()

    def _font(self, order: Order) -> str:
        return self._tokens["--bc-font-zh" if family(order.language) == "zh" else "--bc-font-en"]

    def _keep(self, order: Order | Card, picture: bytes) -> None:
        """Write beside and rename, so that a build killed here leaves no half picture."""
        target = self.file(order)
        beside = target.with_suffix(f".{os.getpid()}.tmp")
        beside.write_bytes(picture)
        beside.replace(target)


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:8]


def _version(script: Path) -> str:
    """What the script says of itself in its first lines; its whole text need not be hashed at every build."""
    with script.open("rb") as file:
        return hashlib.sha256(file.read(400)).hexdigest() + str(script.stat().st_size)


@contextmanager
def _browser() -> Iterator[Browser]:
    """A headless browser; raises NoBrowserError when there is none."""
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
            yield browser
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
