"""The door between MkDocs and the package: plain values out of MkDocs, one call, plain values back.

MkDocs loads this file as a hook and calls a function for each of its events. Nothing is formatted, decided or worked
out here; the state is `_state`, made anew at the start of every build, and `_open`, closed at its end.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from jinja2 import TemplateError
from mkdocs.commands.build import get_context
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from mkdocs.utils.meta import get_data

from beautiful_cities.build import Site, build
from beautiful_cities.finishing import add, finish
from beautiful_cities.i18n import machine_language, tool_words
from beautiful_cities.languages import DEFAULT
from beautiful_cities.plan import Planned
from beautiful_cities.preview import Preview
from beautiful_cities.printing import Page as Printed
from beautiful_cities.problems import DataError, report
from beautiful_cities.progress import Progress
from beautiful_cities.routes import HOME, LEARN, Alternate, Route, route_of
from beautiful_cities.settings import Settings, Written
from beautiful_cities.staging import Staging
from beautiful_cities.views.trouble import Trouble

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

    from beautiful_cities.views.chrome import ChromeView
    from beautiful_cities.views.sharing import SharingView

    Chrome = Callable[..., ChromeView]

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
    folder: Path
    """Where its files are written: beside that, until it takes its place."""
    generated: dict[str, Planned]
    """The generated pages by the Markdown file that would make them."""
    by_hand: tuple[Written, ...]
    warnings: CountHandler
    """Every warning of this build: with one, a strict build fails once all is written."""
    to_write: int = 0
    """How many pages MkDocs is to write."""
    written: int = 0
    nav: dict[str, list[tuple[str, Route]]] = field(default_factory=dict)
    """Words and routes of the navigation by language."""
    navigation: Navigation = field(init=False)
    files: Files = field(init=False)
    env: Environment = field(init=False)


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
    """Read and check everything, and have MkDocs write beside the last good site."""
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
    words = tool_words(machine_language())
    try:
        site = build(root, settings, written=written, progress=progress)
    except DataError as error:
        raise PluginError(f"the data cannot be published.\n{report(error.problems, words)}") from None
    for warning in site.warnings:
        log.log(logging.WARNING if warning.rule.holds_back else logging.INFO, "%s", warning.text(words))
    try:
        staging = Staging(Path(config.site_dir), lambda: log.info("Another build is at work on this site; waiting"))
    except OSError as error:
        raise _unwritable(config.site_dir, error) from None
    _open.callback(staging.close)
    generated = {page.route.src_uri: page for page in site.plan}
    _state = _State(site, progress, staging, config.site_dir, staging.folder, generated, written, warnings)
    config.site_dir = str(staging.folder)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, give every page its address, and leave out what no page asks for."""
    for src_uri in _state.generated:
        if explainer := files.get_file_from_path(src_uri):
            files.remove(explainer)  # the package prints it
        files.append(File.generated(config, src_uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    _state.to_write = len(files.documentation_pages())
    for file in files.documentation_pages():
        file.dest_uri = route_of(file.src_uri).url + "index.html"
    for file in [file for file in files if file.src_uri.startswith("assets/")]:
        files.remove(file)  # what the theme ships; the package hands over our own
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Split the navigation of mkdocs.yml into one for each language."""
    _state.navigation = nav
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
    _state.env, _state.files = env, files
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """The body of a generated page, and what the chrome prints around any page, in the page's language."""
    printed = _state.site.page(route_of(page.file.src_uri))
    _put(_state, context, config, page, printed, _state.site.chrome)
    add(_state.folder, printed.files)
    _state.written += 1
    _state.progress("Writing pages", _state.written, _state.to_write)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Let go of a body that is written and can be printed again."""
    if page.file.src_uri in _state.generated:
        page.content = None


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> None:
    """The page for a wrong address, and the alternates of the sitemap."""
    base = _base(config)
    if template_name == "404.html":
        _enter(_state, context, config, _state.site.chrome, Route(DEFAULT, HOME, base), "404", "")
        context["not_found"] = _state.site.not_found(base)
        context["is_generated"] = True
    elif template_name == "sitemap.xml":
        context["alternates"] = {
            file.url: _absolute(config, _state.site.alternates(route_of(file.src_uri))) for file in context["pages"]
        }


def on_post_build(config: MkDocsConfig) -> None:
    """Put the new site in the place of the last one, unless MkDocs is about to refuse it."""
    site = _state.site
    add(_state.folder, site.files())
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
        base=_base(config),
        quality=0 if _is_preview else int(config.extra["compression"]),
        cache=_state.site.settings.cache / "compressed",
        progress=partial(_state.progress, "Compressing texts"),
    )
    try:
        _state.staging.publish()
    except OSError as error:
        raise _unwritable(_state.target, error) from None
    config.site_dir = _state.target  # where gh-deploy looks for it
    _state.folder = Path(_state.target)
    log.info(
        "%d pages; %d pictures, %d of them drawn now; %d problems; %d files of %.1f MB; %.1f seconds",
        _state.to_write,
        len(site.pictures),
        site.drawn,
        complaints,
        weight.files,
        weight.bytes / 1e6,
        _state.progress.seconds,
    )
    if _is_preview:
        _show(config)


def _unwritable(target: str, error: OSError) -> PluginError:
    return PluginError(
        f"{target} cannot be replaced by a new site: {error.strerror}; what was there is left as it was. The site is"
        " written beside that folder and takes its place, so the folder around it must be writable, and it must be no"
        " mount point; if it is one, build into a folder inside it: mkdocs build -d FOLDER"
    )


def on_build_error(error: Exception) -> None:
    """Leave nothing beside the last good site, and keep what a preview is to tell."""
    global _failure
    _failure = error
    _open.close()


def on_shutdown() -> None:
    """The same where a build is interrupted, and no browser is left behind."""
    _open.close()
    if _preview:
        _preview.close()


# The development server. MkDocs builds the whole site for every change and shows nothing while that fails; here a
# change of data is read and checked at once, and each page is made anew when somebody looks at it.

_preview: Preview | None = None
"""What the development server shows, once a build has succeeded."""
_failure: Exception | None = None
"""Why the last build failed."""
_lock = RLock()
"""Held by whoever changes or shows the site."""


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Bring pages up to date when they are looked at, instead of all of them after every change."""
    server.builder = partial(_update, builder)
    server.set_app(partial(_answer, server.serve_request))
    return server


def _show(config: MkDocsConfig) -> None:
    """From now on show the site that was just built."""
    global _preview
    if _preview:
        _preview.close()
    root = Path(config.config_file_path).parent
    _state.env.auto_reload = False  # a template may be broken while the last good pages are shown
    _preview = Preview(
        root,
        [root / path for path in ("data", config.docs_dir, _OVERRIDES, config.config_file_path)],
        _state.site,
        _state.by_hand,
        folder=_state.folder,
        base=_base(config),
        frame=partial(_framed, _state, config),
    )


def _framed(state: _State, config: MkDocsConfig, printed: Printed, chrome: Chrome) -> str:
    """A page with everything around it, as the build of that state would write it."""
    file = state.files.get_file_from_path(printed.route.src_uri)
    assert file, "it was built before"
    assert file.page
    context: dict[str, Any] = dict(get_context(state.navigation, state.files.documentation_pages(), config, file.page))
    _put(state, context, config, file.page, printed, chrome)
    return state.env.get_template("main.html").render(context)


def _update(builder: Callable[[], None]) -> None:
    """What the server does when a file has changed."""
    global _failure
    assert _preview, "the server starts after the first build"
    with _lock:
        _failure = None
        if not _preview.update():
            try:
                builder()
            except (MkDocsException, TemplateError, OSError) as error:
                _preview.stop(Trouble(told=str(_failure or error)))
        if trouble := _preview.trouble:
            words = tool_words(machine_language())
            told = report(trouble.problems, words) if trouble.problems else trouble.told
            log.error("The last good pages are shown. %s", told)


def _answer(application: Callable[..., Iterable[bytes]], environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    """What the server answers to a request, after bringing up to date what it asks for."""
    with _lock:
        assert _preview, "the server starts after the first build"
        _preview.refresh(environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore"))
    return application(environ, start)  # without the lock: a page that waits for a change would keep all others waiting


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


def _put(
    state: _State, context: dict[str, Any], config: MkDocsConfig, page: Page, printed: Printed, chrome: Chrome
) -> None:
    """Give MkDocs a printed page."""
    context["is_generated"] = page.file.src_uri in state.generated
    if context["is_generated"]:
        page.content = printed.html
    _enter(state, context, config, chrome, printed.route, printed.title, printed.description, printed.sharing)


def _enter(
    state: _State,
    context: dict[str, Any],
    config: MkDocsConfig,
    chrome: Chrome,
    route: Route,
    title: str,
    description: str,
    sharing: SharingView | None = None,
) -> None:
    around = chrome(route, title=title, description=description, nav=state.nav[route.language], sharing=sharing)
    context["bc"] = around
    context["alternates"] = _absolute(config, around.alternates)


def _base(config: MkDocsConfig) -> str:
    """The path of the site on its host."""
    return urlsplit(config.site_url or "/").path


def _absolute(config: MkDocsConfig, every: Iterable[Alternate]) -> list[tuple[str, str]]:
    return [(one.tag, urljoin(config.site_url or "/", one.url)) for one in every]


def _as_of() -> dt.date:
    """SOURCE_DATE_EPOCH where it is set, so that a build can be repeated to the byte; else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch else dt.datetime.now(dt.UTC).date()
