"""Our stylesheets and our scripts as readers get them, each file named by what is in it.

In: files in the order in which they build on each other. Out: addresses and bytes. What every page needs is one file of
each kind; what few need stays apart and is loaded when it is asked for. Because a name changes with the content, a host
may tell browsers to keep the file for ever, and no page meets the styles of another day.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path, PurePosixPath

STYLES = "assets/stylesheets/"
SCRIPTS = "assets/javascripts/"
"""Scripts find their neighbours, such as plotly.js, by their own address, so they stay in their folder."""

_LINKED = re.compile(r"^\s*(?:import\s*[\w{*\"']|export\b)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Several files as one, or a file that stays apart."""

    path: str
    """Below the site's root: "assets/stylesheets/site.1f0c7a52.css"."""
    content: bytes


def stylesheet(files: Sequence[Path]) -> Bundle:
    """All stylesheets in one, unchanged."""
    return _bundle(f"{STYLES}site.css", "\n".join(file.read_text("utf-8") for file in files).encode())


def script(files: Sequence[Path], apart: Mapping[str, Bundle]) -> Bundle:
    """All modules in one, each in a block of its own: names stay apart, and one that fails leaves the others at work.

    They find what stays `apart`, by its own name, under the name that it is given.

    Raises ValueError for a module that imports or exports by name, which a block cannot.
    """
    blocks = []
    for file in files:
        text = file.read_text("utf-8")
        if _LINKED.search(text):
            raise ValueError(f"{file.name} imports or exports; in one file with others a script stands alone")
        blocks.append(f"try {{\n{text}}} catch (error) {{\n  setTimeout(() => {{ throw error; }});\n}}\n")
    return _bundle(f"{SCRIPTS}site.js", _renamed("\n".join(blocks), apart).encode())


def apart(files: Iterable[Path], others: Mapping[str, Path]) -> dict[str, Bundle]:
    """Files that are loaded when they are needed, by their own name, each after those that it asks for.

    `others` are scripts of other people, by the name under which ours ask for them; they stay as they are.
    """
    bundles = {name: _bundle(SCRIPTS + name, path.read_bytes()) for name, path in others.items()}
    known = {file.name: file for file in files}
    texts = {name: file.read_text("utf-8") for name, file in known.items()}
    asked = {name: {other for other in known if other != name and _asking(other).search(texts[name])} for name in known}
    for name in TopologicalSorter(asked).static_order():
        folder = STYLES if known[name].suffix == ".css" else SCRIPTS
        bundles[name] = _bundle(folder + name, _renamed(texts[name], bundles).encode())
    return bundles


def _asking(name: str) -> re.Pattern[str]:
    """Where a script names a file, alone or at the end of a path."""
    return re.compile(rf"(?<=[\"'/]){re.escape(name)}(?=[\"'])")


def _renamed(text: str, bundles: Mapping[str, Bundle]) -> str:
    for name, bundle in bundles.items():
        text = _asking(name).sub(PurePosixPath(bundle.path).name, text)
    return text


def _bundle(path: str, content: bytes) -> Bundle:
    plain = PurePosixPath(path)
    name = f"{plain.stem}.{hashlib.sha256(content).hexdigest()[:8]}{plain.suffix}"
    return Bundle(str(plain.with_name(name)), content)
