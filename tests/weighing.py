"""What the first view of a page costs a reader: requests, compressed bytes, and how far things jump.

In: a browser and the address of a page. Out: plain values. A host sends text compressed with brotli, so text counts as
brotli makes it; pictures count as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import brotli
from playwright.sync_api import Browser, Response

REQUESTS_AT_MOST = 12
BYTES_AT_MOST = 100_000
"""The budget of a city's page, before anybody touches a chart."""

_PACKED = ("text/", "application/json", "application/javascript", "image/svg+xml")
_SHIFTS = """() => new Promise((tell) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((shift) => { sum += shift.value; }))
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => tell(sum)));
})"""
# A browser with a window asks for the icon of every page; one without has to be told to.
_ICON = """() => new Promise((done) => {
  const icon = new Image();
  icon.onload = icon.onerror = done;
  icon.src = document.querySelector("link[rel=icon]").href;
})"""


@dataclass(frozen=True, slots=True)
class FirstView:
    """A page as it is loaded by a reader who was never here."""

    sizes: dict[str, int]
    """The compressed bytes of everything that was asked for, by its address."""
    shift: float
    """Cumulative layout shift: 0 where nothing jumps."""
    strangers: tuple[str, ...]
    """Addresses on other hosts."""

    @property
    def bytes(self) -> int:
        """All of it."""
        return sum(self.sizes.values())


def first_view(browser: Browser, url: str, *, width_px: int = 360) -> FirstView:
    """Load a page once, with nothing kept from before."""
    context = browser.new_context(viewport={"width": width_px, "height": 740})
    page = context.new_page()
    answers = list[Response]()
    page.on("response", lambda answer: answers.append(answer))  # a built-in method cannot be a handler
    page.goto(url, wait_until="networkidle")
    page.evaluate(_ICON)
    shift = float(page.evaluate(_SHIFTS))
    sizes = {answer.url: _size(answer) for answer in answers}
    context.close()
    host = urlsplit(url).netloc
    return FirstView(sizes, shift, tuple(one for one in sizes if urlsplit(one).netloc != host))


def _size(answer: Response) -> int:
    body = answer.body()
    is_packed = answer.headers.get("content-type", "").startswith(_PACKED)
    return len(brotli.compress(body)) if is_packed else len(body)
