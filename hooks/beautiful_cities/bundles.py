"""Our stylesheets and our scripts as readers get them: each kind in one file, named by what is in it.

In: files in the order in which they build on each other. Out: an address and its bytes. Because the name changes with
the content, a host may tell browsers to keep the file for ever, and no page meets the styles of another day.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

STYLES = "assets/stylesheets/"
SCRIPTS = "assets/javascripts/"
"""Scripts find their neighbours, such as plotly.js, by their own address, so they stay in their folder."""

_LINKED = re.compile(r"^\s*(?:import\s*[\w{*\"']|export\b)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Several files as one."""

    path: str
    """Below the site's root: "assets/stylesheets/site.1f0c7a52.css"."""
    content: bytes


def stylesheet(files: Sequence[Path]) -> Bundle:
    """All stylesheets in one, unchanged."""
    return _bundle(STYLES, "css", "\n".join(file.read_text("utf-8") for file in files))


def script(files: Sequence[Path]) -> Bundle:
    """All modules in one, each in a block of its own: names stay apart, and one that fails leaves the others at work.

    Raises ValueError for a module that imports or exports by name, which a block cannot.
    """
    blocks = []
    for file in files:
        text = file.read_text("utf-8")
        if _LINKED.search(text):
            raise ValueError(f"{file.name} imports or exports; in one file with others a script stands alone")
        blocks.append(f"try {{\n{text}}} catch (error) {{\n  setTimeout(() => {{ throw error; }});\n}}\n")
    return _bundle(SCRIPTS, "js", "\n".join(blocks))


def _bundle(folder: str, form: str, text: str) -> Bundle:
    content = text.encode()
    return Bundle(f"{folder}site.{hashlib.sha256(content).hexdigest()[:8]}.{form}", content)
