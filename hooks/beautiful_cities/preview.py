"""What editors are shown while they edit: pages made anew one by one, or what is wrong above the last good ones.

In: the site of a whole build, and the folders that people edit. Out: pages that are behind, each when somebody looks at
it. A change of data is read and checked as a whole at once; printed is only what is looked at. Downloads of the data,
calendars and the index of search stay as the whole build made them.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from beautiful_cities.build import Site, load
from beautiful_cities.finishing import add
from beautiful_cities.languages import LANGUAGES
from beautiful_cities.memory import Memory
from beautiful_cities.parsing import LESSONS
from beautiful_cities.pictures import NoBrowserError
from beautiful_cities.printing import Page
from beautiful_cities.problems import DataError
from beautiful_cities.routes import HOME, Route
from beautiful_cities.settings import Written
from beautiful_cities.views.chrome import ChromeView
from beautiful_cities.views.trouble import Trouble


class Preview:
    """The last good site of one project, and what came after it."""

    def __init__(
        self,
        root: Path,
        watched: Sequence[Path],
        site: Site,
        written: Sequence[Written],
        *,
        folder: Path,
        base: str,
        frame: Callable[[Page, Callable[..., ChromeView]], str],
    ) -> None:
        """`site` is just built from the files and folders that are `watched`, and lies in `folder`.

        `base` is its path on the server; `frame` prints a page with what stands around it, from `Site.chrome`.
        """
        self._root, self._watched, self._site, self._written = root, watched, site, written
        self._folder, self._base, self._frame = folder, base, frame
        self._seen = self._state()
        self._memory = Memory(site.settings.cache / "read")
        self._behind: set[Route] = set()
        self.trouble: Trouble | None = None
        """Why the site is older than the files; None when it is not."""
        if site.gallery:
            site.gallery.keep_browser()
        for language in LANGUAGES:
            site.page_anew(Route(language, HOME))  # so that the first edit need not wait for templates
        gc.freeze()  # collecting garbage would go through all of this again and again

    def update(self) -> bool:
        """Read what people edit again; False where the whole must be built anew, because more than data changed."""
        state = self._state()
        changed = {path for path, _ in self._seen.items() ^ state.items()}
        try:
            data, warnings = load(self._root, self._memory)
        except DataError as error:
            self.stop(Trouble(problems=error.problems))
            return True
        if any(not self._is_data(path) for path in changed):
            return False
        old = self._site
        site = Site(data, old.settings, written=self._written, warnings=warnings, gallery=old.gallery)
        if {page.route for page in site.plan} != {page.route for page in old.plan}:
            return False
        self._seen, self._site, self.trouble = state, site, None
        self._all_behind()
        return True

    def stop(self, trouble: Trouble) -> None:
        """Show this above the last good pages until an update succeeds."""
        self.trouble = trouble
        self._all_behind()

    def refresh(self, path: str) -> None:
        """Bring up to date what a reader asks the server for."""
        path = path.removeprefix(self._base)
        route = next((one for one in self._behind if one.url == path), None)
        if route:
            self._behind.discard(route)
            page = self._site.page_anew(route)
            html = self._frame(page, partial(self._site.chrome, trouble=self.trouble))
            add(self._folder, {**page.files, f"{route.url}index.html": html.encode()})
        elif path in self._site.later and (gallery := self._site.gallery):
            order = self._site.later[path]
            with suppress(NoBrowserError):
                gallery.draw([order])
                add(self._folder, {path: gallery.file(order)})

    def close(self) -> None:
        """Let go of the browser that draws."""
        if self._site.gallery:
            self._site.gallery.close()

    def _all_behind(self) -> None:
        self._behind = {page.route for page in self._site.plan} | {page.route for page in self._written}

    def _is_data(self, path: Path) -> bool:
        """True for what `load` reads whole: the data, and the lessons among the texts."""
        here = path.relative_to(self._root).parts if path.is_relative_to(self._root) else ()
        return here[:1] == ("data",) or here[2:3] == (LESSONS,)

    def _state(self) -> dict[Path, tuple[int, int]]:
        """When each watched file was last written, and its size."""
        return {path: (status.st_mtime_ns, status.st_size) for path in self._files() if (status := path.stat())}

    def _files(self) -> Iterator[Path]:
        for path in self._watched:
            if path.is_dir():
                yield from (file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
            elif path.is_file():
                yield path
