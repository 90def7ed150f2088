"""The door between MkDocs and the package: plain values out of MkDocs, one call, plain values back.

MkDocs loads this file as a hook and calls a function for each of its events. Nothing is formatted, decided or worked
out here; the state is `_state`, made anew at the start of every build, and `_open`, closed at its end.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from mkdocs.utils.meta import get_data

from beautiful_cities.build import Site, build
from beautiful_cities.finishing import add, finish
from beautiful_cities.languages import DEFAULT
from beautiful_cities.plan import Planned
from beautiful_cities.problems import DataError
from beautiful_cities.progress import Progress
from beautiful_cities.routes import HOME, LEARN, Alternate, Route, route_of
from beautiful_cities.settings import Settings, Written
from beautiful_cities.staging import Staging

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

    from beautiful_cities.views.sharing import SharingView

log = get_plugin_logger("beautiful_cities")

_OVERRIDES = Path(__file__).parent.parent / "overrides"


@dataclass
class _State:
    """What one build knows between two events."""

    site: Site
    progress: Progress
    staging: Staging
    target: str
    """The folder of the site, as MkDocs names it."""
    generated: dict[str, Planned]
    """The generated pages by the Markdown file that would make them."""
    warnings: CountHandler
    """Every warning of this build: with one, a strict build fails once all is written."""
    pages: int = 0
    """How many MkDocs is to write."""
    written: int = 0
    nav: dict[str, list[tuple[str, Route]]] = field(default_factory=dict)
    """Words and routes of the navigation by language."""


_state: _State
_open = ExitStack()
"""What must be tidied up however a build ends."""


_is_preview = False
"""True while the development server runs."""


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether the site is only shown to its editor."""
    global _is_preview
    _is_preview = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Read, check and render everything, then have MkDocs write beside the last good site."""
    global _state
    _open.close()  # what an interrupted build of this process left
    is_heard = log.isEnabledFor(logging.INFO)
    terminal = sys.stderr if is_heard and sys.stderr.isatty() else None
    progress = Progress(log.info, terminal)
    warnings = CountHandler(level=logging.WARNING)
    everything = logging.getLogger(log.logger.name.partition(".")[0])  # "mkdocs", or the name of a fork of it
    everything.addHandler(warnings)
    _open.callback(everything.removeHandler, warnings)
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
        is_preview=_is_preview,
    )
    written = tuple(_written(Path(config.docs_dir)))
    try:
        site = build(root, settings, written=written, progress=progress)
    except DataError as error:
        raise PluginError(f"the data cannot be published.\n{error}") from None
    for warning in site.warnings:
        log.log(logging.INFO if warning.rule.severity == "notice" else logging.WARNING, "%s", warning)
    try:
        staging = Staging(Path(config.site_dir), lambda: log.info("Another build is at work on this site; waiting"))
    except OSError as error:
        raise _unwritable(config.site_dir, error) from None
    _open.callback(staging.close)
    _state = _State(
        site, progress, staging, config.site_dir, {page.route.src_uri: page for page in site.plan}, warnings
    )
    config.site_dir = str(staging.folder)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, give every page its address, and leave out what no page asks for."""
    for src_uri in _state.generated:
        if explainer := files.get_file_from_path(src_uri):
            files.remove(explainer)  # the package prints it
        files.append(File.generated(config, src_uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    _state.pages = len(files.documentation_pages())
    for file in files.documentation_pages():
        file.dest_uri = route_of(file.src_uri).url + "index.html"
    for file in [file for file in files if file.src_uri.startswith("assets/")]:
        files.remove(file)  # what the theme ships; the package hands over our own
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Split the navigation of mkdocs.yml into one for each language."""
    for section in nav.items:
        if isinstance(section, Section):
            pages = [page for page in section.children if isinstance(page, Page)]
            links = [(str(page.title), route_of(page.file.src_uri)) for page in pages]
            _state.nav[links[0][1].language] = links
    _state.nav = _state.site.nav(_state.nav)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """When a generated page last changed; it is printed only when MkDocs writes it, so that few wait in memory."""
    if generated := _state.generated.get(page.file.src_uri):
        page.update_date = str(generated.changed)
    return html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Linked data are printed as they are read: Chinese written out, keys in their order."""
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """The body of a generated page, and what the chrome prints around any page, in the page's language."""
    printed = _state.site.page(route_of(page.file.src_uri))
    context["is_generated"] = page.file.src_uri in _state.generated
    if context["is_generated"]:
        page.content = printed.html
    add(_state.staging.folder, printed.files)
    _enter(context, config, printed.route, printed.title, printed.description, printed.sharing)
    _state.written += 1
    _state.progress("Writing pages", _state.written, _state.pages)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Let go of a body that is written."""
    page.content = None


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> None:
    """The page for a wrong address, and the alternates of the sitemap."""
    base = urlsplit(config.site_url or "/").path
    if template_name == "404.html":
        _enter(context, config, Route(DEFAULT, HOME, base), "404", "")
        context["not_found"] = _state.site.not_found(base)
        context["is_generated"] = True
    elif template_name == "sitemap.xml":
        context["alternates"] = {
            file.url: _absolute(config, _state.site.alternates(route_of(file.src_uri))) for file in context["pages"]
        }


def on_post_build(config: MkDocsConfig) -> None:
    """Put the new site in the place of the last one, unless MkDocs is about to refuse it."""
    site = _state.site
    add(_state.staging.folder, site.files())
    if not site.draws:
        log.warning(
            "no Chromium, Chrome or Edge was found: tables stand in for the charts, and pages have no card for other"
            " sites to show. Install one, or set CHROMIUM."
        )
    complaints = sum(_state.warnings.counts.values())
    if config.strict and complaints:
        return
    weight = finish(
        _state.staging.folder,
        base=urlsplit(config.site_url or "/").path,
        quality=0 if _is_preview else int(config.extra["compression"]),
        cache=_state.site.settings.cache / "compressed",
        progress=partial(_state.progress, "Compressing texts"),
    )
    try:
        _state.staging.publish()
    except OSError as error:
        raise _unwritable(_state.target, error) from None
    config.site_dir = _state.target  # where gh-deploy looks for it
    log.info(
        "%d pages; %d pictures, %d of them drawn now; %d problems; %d files of %.1f MB; %.1f seconds",
        _state.pages,
        len(site.pictures),
        site.drawn,
        complaints,
        weight.files,
        weight.bytes / 1e6,
        _state.progress.seconds,
    )


def _unwritable(target: str, error: OSError) -> PluginError:
    return PluginError(
        f"{target} cannot be replaced by a new site: {error.strerror}; what was there is left as it was. The site is"
        " written beside that folder and takes its place, so the folder around it must be writable, and it must be no"
        " mount point; if it is one, build into a folder inside it: mkdocs build -d FOLDER"
    )


def on_build_error(error: Exception) -> None:
    """Leave nothing beside the last good site."""
    _open.close()


def on_shutdown() -> None:
    """The same where a build is interrupted."""
    _open.close()


def _written(folder: Path) -> Iterator[Written]:
    """The pages written by hand but explainers; raises PluginError for one without address, title or description."""
    for path in sorted(folder.rglob("*.md")):
        name = path.relative_to(folder).as_posix()
        if name.partition("/")[2].startswith(LEARN):
            continue
        try:
            markdown, head = get_data(path.read_text("utf-8-sig"))
        except (OSError, UnicodeDecodeError):
            continue  # the build says what is wrong with it
        missing = {"title", "description"} - {key for key, value in head.items() if isinstance(value, str)}
        if missing:
            raise PluginError(
                f"content/{name}:1:1: the page has no {' and no '.join(sorted(missing))};"
                " search results and shared links show both; write them at its head, as about.md does"
            )
        try:
            yield Written(route_of(name), head["title"], head["description"], markdown)
        except ValueError as error:
            raise PluginError(str(error)) from None


def _enter(
    context: dict[str, Any],
    config: MkDocsConfig,
    route: Route,
    title: str,
    description: str,
    sharing: SharingView | None = None,
) -> None:
    nav = _state.nav[route.language]
    chrome = _state.site.chrome(route, title=title, description=description, nav=nav, sharing=sharing)
    context["bc"] = chrome
    context["alternates"] = _absolute(config, chrome.alternates)


def _absolute(config: MkDocsConfig, every: Iterable[Alternate]) -> list[tuple[str, str]]:
    return [(one.tag, urljoin(config.site_url or "/", one.url)) for one in every]


def _as_of() -> dt.date:
    """SOURCE_DATE_EPOCH where it is set, so that a build can be repeated to the byte; else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch else dt.datetime.now(dt.UTC).date()
