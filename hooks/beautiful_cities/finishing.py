"""What is added to the pages of a site before it takes its place: files, headers for hosts, and compressed copies.

In: the folder of the site. Out: files in it, and what it all weighs. The copy of a long text is kept by the content
that it is made from, so that it costs the compressing once; the same text gives the same copy. All cores compress.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import brotli

from beautiful_cities.policy import header_files

_TEXTS = {".css", ".csv", ".html", ".ics", ".js", ".json", ".svg", ".xml"}
_KEPT_FROM_BYTES = 30_000
"""Shorter texts are compressed in less time than a kept copy is found."""
_GZIP_LEVEL = 6
"""9 takes twice as long for a 150th less."""
_KEPT_S = 7 * 24 * 3600
"""How long a copy that no build asked for is kept; every new day changes pages."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What a finished site consists of."""

    files: int
    bytes: int
    """Of everything, compressed copies included."""


def add(folder: Path, files: Mapping[str, bytes | Path]) -> None:
    """Write files to the site in `folder`, each by its address below the site's root: its content, or a copy of it."""
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, target)
        else:
            target.write_bytes(content)


def finish(
    folder: Path,
    *,
    base: str,
    quality: int,
    cache: Path,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Weight:
    """Add headers and, unless `quality` is 0, compressed copies to the site in `folder`.

    `base` is the path of the site on its host; `quality` is brotli's, up to 11; `progress` is told how many texts are
    done, of how many.
    """
    sizes = dict(_sizes(folder))
    for name, content in header_files(sizes, base).items():
        (folder / name).write_bytes(content)
    if quality:
        texts = [name for name in sizes if Path(name).suffix in _TEXTS]
        texts.sort(key=lambda name: -sizes[name])  # the longest first, so that no core waits for it at the end
        cache.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            done = pool.map(partial(_compress, cache=cache, quality=quality), (folder / name for name in texts))
            for number, _ in enumerate(done, start=1):
                progress(number, len(texts))
        _forget(cache)
    sizes = dict(_sizes(folder))
    return Weight(len(sizes), sum(sizes.values()))


def _sizes(folder: Path) -> Iterator[tuple[str, int]]:
    """Every file below the folder with its bytes, in an order that every file system has."""
    found = []
    for parent, _, names in os.walk(folder):
        below = Path(parent).relative_to(folder).as_posix()
        found += [(name if below == "." else f"{below}/{name}", os.stat(f"{parent}/{name}").st_size) for name in names]  # noqa: PTH116  # ten thousands of files
    yield from sorted(found)


def _compress(text: Path, *, cache: Path, quality: int) -> None:
    """Leave the copies of one text beside it."""
    content = text.read_bytes()
    name = hashlib.sha256(content).hexdigest()[:32] if len(content) >= _KEPT_FROM_BYTES else ""
    forms: dict[str, Callable[[], bytes]] = {
        f"{quality}.br": lambda: brotli.compress(content, quality=quality),
        "gz": lambda: gzip.compress(content, _GZIP_LEVEL, mtime=0),
    }
    for form, compressed in forms.items():
        target = text.with_name(f"{text.name}.{form.rpartition('.')[2]}")
        if not name:
            target.write_bytes(compressed())
            continue
        kept = cache / f"{name}.{form}"
        try:
            shutil.copyfile(kept, target)
            os.utime(kept)
        except FileNotFoundError:
            target.write_bytes(compressed())
            beside = kept.with_name(f"{kept.name}.{os.getpid()}.{hash(text)}")
            shutil.copyfile(target, beside)
            beside.replace(kept)


def _forget(cache: Path) -> None:
    """Delete what no build has asked for lately."""
    for kept in cache.iterdir():
        try:
            if time.time() - kept.stat().st_mtime > _KEPT_S:
                kept.unlink()
        except FileNotFoundError:  # another build was quicker
            continue
