"""A built site as its readers meet it: its files, its pages, and links followed as a browser would follow them.

In: the folder that `mkdocs build` wrote. Out: plain values for tests to compare. It knows no template and no view; it
must never ask the package what a page ought to be.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import html5lib

SITE_URL = "https://beautiful-cities.example/"
"""As in mkdocs.yml."""
AS_OF_EPOCH = "1795305600"
"""22 November 2026 in Universal Time: the day on which every build of the tests happens."""
NOT_FOUND = "404.html"


@dataclass(frozen=True, slots=True)
class Build:
    """One run of `mkdocs build`."""

    folder: Path
    exit_code: int
    output: str
    """Everything that was printed, on both streams."""


def begun(
    root: Path, folder: Path, *flags: str, generator: str = "mkdocs", **environment: str
) -> subprocess.Popen[str]:
    """A build of the project in `root` into `folder`, under way in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if name not in {"SITE_URL", "SOURCE_DATE_EPOCH"}}
    # Material prints an advertisement for its successor, which is no warning of ours.
    # plotly.js comes from the cache or from plotly.py, never from the network.
    # Compressed copies are nothing to most tests; tests/test_finishing.py asks for them.
    fixed = {"SOURCE_DATE_EPOCH": AS_OF_EPOCH, "NO_MKDOCS_2_WARNING": "1", "npm_config_offline": "true"}
    fixed |= {"COMPRESSION": "0"}
    return subprocess.Popen(
        [sys.executable, "-m", generator, "build", "--strict", "--site-dir", str(folder), *flags],
        cwd=root,
        env={**clean, **fixed, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )


def build(root: Path, folder: Path, *flags: str, generator: str = "mkdocs", **environment: str) -> Build:
    """The same, at its end."""
    with begun(root, folder, *flags, generator=generator, **environment) as process:
        output, _ = process.communicate()
    return Build(folder, process.returncode, output)


def copy_of_project(root: Path, folder: Path) -> Path:
    """Everything that a build reads, in a folder where a test may break it."""
    for name in ("content", "data", "hooks", "overrides"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(root / "mkdocs.yml", folder)
    return folder


def hashes(folder: Path) -> dict[str, str]:
    """A fingerprint of every file, by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass(frozen=True, slots=True)
class Reference:
    """What an element points at."""

    element: str
    """Its tag: "a", "script"."""
    written: str
    """The address as it stands in the page."""
    url: str
    """The address in full, without its fragment."""
    fragment: str
    rel: str


class Page:
    """One HTML file."""

    def __init__(self, file: str, text: str, site_url: str) -> None:
        self.file = file
        self.text = text
        self.site_url = site_url
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.root: ET.Element = parser.parse(text)
        self.errors: tuple[str, ...] = tuple(f"{file}:{place[0]}: {code}" for place, code, _ in parser.errors)

    @property
    def url(self) -> str:
        """Where a browser finds the page; the page for a wrong address is found anywhere, so deep down."""
        if self.file == NOT_FOUND:
            return urljoin(self.site_url, "en/no/such/page/")
        return urljoin(self.site_url, self.file.removesuffix("index.html"))

    @property
    def language(self) -> str:
        """The language that the address promises: "zh" or "en"."""
        return "en" if self.file.startswith("en/") else "zh"

    @property
    def is_listed(self) -> bool:
        """False for what a search engine should not find: the page for a wrong address, and charts for other sites."""
        return self.file != NOT_FOUND and "embed/" not in self.file

    @property
    def twin(self) -> str:
        """The file of the same page in the other language."""
        return self.file.removeprefix("en/") if self.language == "en" else f"en/{self.file}"

    @cached_property
    def elements(self) -> tuple[ET.Element, ...]:
        """Every element in reading order; comments are left out."""
        return tuple(element for element in self.root.iter() if isinstance(element.tag, str))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id in reading order, repeated ones too."""
        return tuple(element.attrib["id"] for element in self.elements if "id" in element.attrib)

    @property
    def charts(self) -> list[ET.Element]:
        """The charts that are drawn at build time; one that is hidden waits for a script."""
        return [figure for figure in self.all("figure", "bc-chart") if "hidden" not in figure.attrib]

    def all(self, tag: str, css_class: str = "") -> list[ET.Element]:
        """The elements with this tag and, where it is given, this class."""
        return [one for one in self.elements if one.tag == tag and (not css_class or css_class in classes(one))]

    def by_id(self, name: str) -> ET.Element:
        """The one element with this id."""
        (element,) = (one for one in self.elements if one.attrib.get("id") == name)
        return element

    def meta(self, name: str) -> str:
        """The content of a meta element; empty where the page has none."""
        return next((one.attrib["content"] for one in self.all("meta") if one.attrib.get("name") == name), "")

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Everything that the page loads or leads to."""
        return tuple(
            self._reference(str(element.tag).rpartition("}")[2], element.attrib[name], element.attrib.get("rel", ""))
            for element in self.elements
            for name in ("href", "src", "srcset", "poster", "action", "data")
            if name in element.attrib
        )

    def _reference(self, tag: str, written: str, rel: str) -> Reference:
        url, _, fragment = urljoin(self.url, written).partition("#")
        return Reference(tag, written, url, unquote(fragment), rel)


class Site:
    """A built site."""

    def __init__(self, folder: Path, site_url: str = SITE_URL) -> None:
        self.folder = folder
        self.site_url = site_url

    @cached_property
    def files(self) -> frozenset[str]:
        """Every file by its path."""
        return frozenset(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every page by its file, 404.html included."""
        return {
            file: Page(file, (self.folder / file).read_text("utf-8"), self.site_url)
            for file in sorted(self.files)
            if file.endswith(".html")
        }

    @property
    def chinese(self) -> tuple[Page, ...]:
        """The pages in Chinese that have a twin."""
        return tuple(page for page in self.pages.values() if page.language == "zh" and page.file != NOT_FOUND)

    def is_inside(self, url: str) -> bool:
        """True for an address on the site's own host, below its path or not."""
        return urlsplit(url).netloc == urlsplit(self.site_url).netloc

    def file_at(self, url: str) -> str | None:
        """The file that a plain host sends for an address of the site; None where it has none."""
        if not url.startswith(self.site_url):
            return None
        path = unquote(url.removeprefix(self.site_url).partition("?")[0])
        file = path + "index.html" if not path or path.endswith("/") else path
        return file if file in self.files else None


def classes(element: ET.Element) -> list[str]:
    """The classes of an element."""
    return element.attrib.get("class", "").split()


def words(element: ET.Element) -> str:
    """The text of an element with single spaces."""
    return " ".join("".join(element.itertext()).split())


def said(element: ET.Element) -> str:
    """The same without the definitions of explained words, which a reader sees only on asking."""

    def texts(one: ET.Element) -> Iterator[str]:
        yield one.text or ""
        for child in one:
            if "bc-term__text" not in classes(child):
                yield from texts(child)
            yield child.tail or ""

    return " ".join("".join(texts(element)).split())


class _Handler(SimpleHTTPRequestHandler):
    """A plain static host: directories by their index.html, 404.html for the rest."""

    prefix = "/"
    headers_of: Callable[[str], Mapping[str, str]] = staticmethod(lambda _path: {})
    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "outside-of-the-prefix")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / NOT_FOUND).read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        for name, value in self.headers_of(urlsplit(self.path).path).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: what a test needs to know, it asks the browser."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a browser hangs up."""


@contextmanager
def served(
    folder: Path, prefix: str = "/", headers_of: Callable[[str], Mapping[str, str]] | None = None
) -> Iterator[str]:
    """The address at which `folder` is served on this machine, below `prefix`; with more headers for each path."""

    class Handler(_Handler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(folder))  # type: ignore[arg-type]  # as the server passes them

    Handler.prefix = prefix
    if headers_of:
        Handler.headers_of = staticmethod(headers_of)
    with _Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()
