"""The door between MkDocs and the package: plain values out of MkDocs, one call, plain values back.

MkDocs loads this file as a hook and calls a function for each of its events. Nothing is formatted, decided or worked
out here; the one state is `_state`, made anew at the start of every build.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import click
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from beautiful_cities.build import UNSENT_STYLES, Settings, Site, Written, build
from beautiful_cities.build import Page as GeneratedPage
from beautiful_cities.problems import DataError
from beautiful_cities.routes import HOME, LEARN, Alternate, Route, alternates, route_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

log = get_plugin_logger("beautiful_cities")

PLOTLY = "assets/javascripts/plotly.min.js"
"""Where the site serves plotly.js, beside the module that loads it."""
_OVERRIDES = Path(__file__).parent.parent / "overrides"


@dataclass
class _State:
    """What one build knows between two events."""

    site: Site
    generated: dict[str, GeneratedPage]
    """The generated pages by the Markdown file that would make them."""
    nav: dict[str, list[tuple[str, Route]]] = field(default_factory=dict)
    """Words and routes of the navigation by language."""


_state: _State


def on_config(config: MkDocsConfig) -> None:
    """Read, check and render everything before MkDocs touches the last good site."""
    global _state
    root = Path(config.config_file_path).parent
    settings = Settings(
        as_of=_as_of(),
        site_url=(config.site_url or "/").rstrip("/") + "/",
        stylesheets=tuple(_OVERRIDES / path for path in config.extra_css),
        scripts=tuple(_OVERRIDES / str(script) for script in config.extra_javascript),
        issues=config.extra["feedback"]["issues"],
        email=config.extra["feedback"]["email"],
        frame=_OVERRIDES,
        cache=root / ".cache",
    )
    written = tuple(_written(Path(config.docs_dir)))
    try:
        site = build(root, settings, written=written, progress=_Bar())
    except DataError as error:
        raise PluginError(f"the data cannot be published.\n{error}") from None
    for warning in site.warnings:
        log.warning("%s", warning)
    if not site.has_pictures:
        log.warning(
            "no Chromium, Chrome or Edge was found: tables stand in for the charts, and pages have no card for other"
            " sites to show. Install one, or set CHROMIUM."
        )
    _state = _State(site, {page.route.src_uri: page for page in site.pages})


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages and files, give every page its address, and leave out what no page asks for."""
    for src_uri in _state.generated:
        if explainer := files.get_file_from_path(src_uri):
            files.remove(explainer)  # the package prints it
        files.append(File.generated(config, src_uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    for file in files.documentation_pages():
        file.dest_uri = route_of(file.src_uri).url + "index.html"
    unused = frozenset({*config.extra_css, *map(str, config.extra_javascript), *UNSENT_STYLES})
    for file in [file for file in files if _is_unused(file, unused)]:
        files.remove(file)
    files.append(File.generated(config, PLOTLY, abs_src_path=str(_state.site.plotly)))
    for path, content in _state.site.files.items():
        files.append(File.generated(config, path, content=content))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Split the navigation of mkdocs.yml into one for each language."""
    for section in nav.items:
        if isinstance(section, Section):
            pages = [page for page in section.children if isinstance(page, Page)]
            links = [(str(page.title), route_of(page.file.src_uri)) for page in pages]
            _state.nav[links[0][1].language] = links


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The body of a generated page; a page written in Markdown stays as it is."""
    generated = _state.generated.get(page.file.src_uri)
    if generated is None:
        return html
    page.meta.update(title=generated.title, description=generated.description)
    page.update_date = str(generated.changed)
    return generated.html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Linked data are printed as they are read: Chinese written out, keys in their order."""
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """What the chrome prints around the page, in the page's language."""
    route = route_of(page.file.src_uri)
    _enter(context, config, route, str(page.meta["title"]), str(page.meta["description"]))
    context["is_generated"] = page.file.src_uri in _state.generated


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> None:
    """The page for a wrong address, and the alternates of the sitemap."""
    base = urlsplit(config.site_url or "/").path
    if template_name == "404.html":
        _enter(context, config, Route("zh", HOME, base), "404", "", has_twin=False)
        context["not_found"] = _state.site.not_found(base)
        context["is_generated"] = True
    elif template_name == "sitemap.xml":
        context["alternates"] = {
            file.url: _absolute(config, alternates(route_of(file.src_uri))) for file in context["pages"]
        }


def _written(folder: Path) -> Iterator[Written]:
    """The pages written by hand but explainers; raises PluginError for one without address, title or description."""
    for path in sorted(folder.rglob("*.md")):
        name = path.relative_to(folder).as_posix()
        if name.partition("/")[2].startswith(LEARN):
            continue
        markdown, head = get_data(path.read_text("utf-8-sig"))
        missing = {"title", "description"} - head.keys()
        if missing:
            raise PluginError(
                f"content/{name}:1:1: the page has no {' and no '.join(sorted(missing))};"
                " search results and shared links show both; write them at its head, as about.md does"
            )
        try:
            yield Written(route_of(name), str(head["title"]), str(head["description"]), markdown)
        except ValueError as error:
            raise PluginError(str(error)) from None


def _enter(
    context: dict[str, Any], config: MkDocsConfig, route: Route, title: str, description: str, *, has_twin: bool = True
) -> None:
    nav = _state.nav[route.language]
    chrome = _state.site.chrome(route, title=title, description=description, nav=nav, has_twin=has_twin)
    context["bc"] = chrome
    context["alternates"] = _absolute(config, chrome.alternates)


def _absolute(config: MkDocsConfig, every: Iterable[Alternate]) -> list[tuple[str, str]]:
    return [(one.tag, urljoin(config.site_url or "/", one.url)) for one in every]


def _is_unused(file: File, unused: Set[str]) -> bool:
    """True for what the theme ships, and for our own files that readers get bundled or not at all."""
    is_ours = _OVERRIDES in Path(file.abs_src_path or "").parents
    return file.src_uri.startswith("assets/") and (file.src_uri in unused or not is_ours)


def _as_of() -> dt.date:
    """SOURCE_DATE_EPOCH where it is set, so that a build can be repeated to the byte; else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch else dt.datetime.now(dt.UTC).date()


class _Bar:
    """A progress bar for the pictures, shown on a terminal once they have taken two seconds."""

    _WAIT_S = 2.0

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._bar: Any = None

    def __call__(self, done: int, of: int) -> None:
        if self._bar is None and sys.stderr.isatty() and time.monotonic() - self._begun > self._WAIT_S:
            self._bar = click.progressbar(length=of, label="Drawing pictures", file=sys.stderr)
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)
            if done == of:
                self._bar.render_finish()
