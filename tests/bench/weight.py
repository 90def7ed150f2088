"""What the first view of a page weighs, and what the whole site does. A script, not a test.

    .venv/bin/python tests/bench/weight.py [FOLDER] [--json FILE] [--against FILE]

In: a built site (default: site/) and the machine's browser. Out: one row a page: requests, kilobytes as brotli sends
them, the layout shift on a phone and on a desktop; then what the first page and the whole site are made of. `--json`
keeps the figures, `--against` compares them with those that were kept before. Exit code 1: a page is over its budget.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import TypedDict
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import sync_playwright  # as pytest's path does

from published import served
from weighing import BYTES_AT_MOST, REQUESTS_AT_MOST, FirstView, first_view

PAGES = ("cities/jinan/", "en/cities/beijing/", "", "topics/zero-waste/", "glossary/", "sources/", "about/")


class Figures(TypedDict):
    """What is kept of a site, to be compared with the next."""

    pages: dict[str, dict[str, float]]
    """By address: requests, bytes, and the two layout shifts."""
    site: dict[str, int]
    """Bytes by kind of file, and the number of files."""


def main(folder: Path, kept: Path | None, against: Path | None) -> int:
    """Print the tables; 1 where a page is over its budget."""
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    before: Figures | None = json.loads(against.read_text("utf-8")) if against and against.is_file() else None
    with sync_playwright() as playwright, served(folder) as url:
        launched = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        pages = {}
        row("page", "requests", "KB", "before", "CLS 360", "CLS 1280")
        for path in filter(lambda path: (folder / path / "index.html").is_file(), PAGES):
            phone, desktop = (first_view(launched, url + path, width_px=width) for width in (360, 1280))
            pages[path] = figures(phone, desktop)
            earlier = f"{before['pages'][path]['bytes'] / 1000:.1f}" if before and path in before["pages"] else ""
            shifts = (f"{view.shift:.3f}" for view in (phone, desktop))
            row(path or "home", len(phone.sizes), f"{phone.bytes / 1000:.1f}", earlier, *shifts)
        row("budget", REQUESTS_AT_MOST, f"{BYTES_AT_MOST / 1000:.1f}", "", "0", "0")
        sys.stdout.write("\n")
        for address, size in first_view(launched, url + next(iter(pages))).sizes.items():
            row(urlsplit(address).path, "", f"{size / 1000:.1f}")
    site = weights(folder)
    sys.stdout.write("\n")
    row("whole site", "", "MB", "before")
    for kind, size in site.items():
        was = before["site"].get(kind, 0) if before else 0
        if kind == "files":
            row(kind, "", size, was)
        else:
            row(kind, "", f"{size / 1e6:.2f}", f"{was / 1e6:.2f}")
    if kept:
        kept.write_text(json.dumps(Figures(pages=pages, site=site), indent=1) + "\n", "utf-8")
    return int(any(is_over(page) for page in pages.values()))


def figures(phone: FirstView, desktop: FirstView) -> dict[str, float]:
    """What is kept of one page."""
    return {
        "requests": len(phone.sizes),
        "bytes": phone.bytes,
        "shift_360": phone.shift,
        "shift_1280": desktop.shift,
    }


def is_over(page: dict[str, float]) -> bool:
    """True where a page costs more than its budget."""
    shift = page["shift_360"] + page["shift_1280"]
    return page["requests"] > REQUESTS_AT_MOST or page["bytes"] > BYTES_AT_MOST or shift > 0


def weights(folder: Path) -> dict[str, int]:
    """The bytes of each kind of file, the heaviest first, and the number of all files."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    sizes = Counter[str]()
    for path in files:
        sizes[path.suffix or path.name] += path.stat().st_size
    return {**dict(sizes.most_common()), "files": len(files)}


def row(first: object, *rest: object) -> None:
    """One line, numbers to the right."""
    sys.stdout.write(f"{first!s:<52}" + "".join(f"{cell!s:>10}" for cell in rest) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent.parent.parent / "site")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures here")
    parser.add_argument("--against", type=Path, metavar="FILE", help="compare with figures that were kept before")
    options = parser.parse_args()
    sys.exit(main(options.folder, options.json, options.against))
