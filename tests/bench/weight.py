"""What the first view of a page weighs. A script, not a test.

    .venv/bin/python tests/bench/weight.py [FOLDER]

In: a built site (default: site/) and the machine's browser. Out: one row a page: requests, kilobytes as brotli sends
them, the layout shift on a phone and on a desktop.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import sync_playwright  # as pytest's path does

from published import served
from weighing import BYTES_AT_MOST, REQUESTS_AT_MOST, first_view

PAGES = ("cities/jinan/", "en/cities/beijing/", "", "topics/zero-waste/", "glossary/", "sources/", "about/")


def main(folder: Path) -> None:
    """Print the table, and what the first page is made of."""
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright, served(folder) as url:
        launched = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        row("page", "requests", "KB", "CLS 360", "CLS 1280")
        for path in PAGES:
            phone, desktop = (first_view(launched, url + path, width_px=width) for width in (360, 1280))
            shifts = (f"{view.shift:.3f}" for view in (phone, desktop))
            row(path or "home", len(phone.sizes), f"{phone.bytes / 1000:.1f}", *shifts)
        row("budget", REQUESTS_AT_MOST, f"{BYTES_AT_MOST / 1000:.1f}", "0", "0")
        sys.stdout.write("\n")
        for address, size in first_view(launched, url + PAGES[0]).sizes.items():
            row(urlsplit(address).path, "", f"{size / 1000:.1f}")


def row(first: object, *rest: object) -> None:
    """One line, numbers to the right."""
    sys.stdout.write(f"{first!s:<52}" + "".join(f"{cell!s:>10}" for cell in rest) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent.parent / "site")
