"""What a text may never do: run. And what a browser is allowed: every page, under the strictest policy that works."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, expect

from beautiful_cities.parsing import parse
from beautiful_cities.policy import embed_policy, header_files, page_policy
from published import Build, Site, build, served
from small import problems_in, small_project

PAYLOADS = (
    "<script>alert()</script>",
    '"><img src=x onerror=alert()>"',
    "'><svg/onload=alert()>",
    "</script><script>alert()</script><!--",
    "</title></textarea></style></noscript><img src=x onerror=alert()>",
    '<a href="javascript:alert()">x</a>',
    "[x](javascript:alert())",
    "{{ alert() }}{% raw %}{% endraw %}{# #}",
    "]]><svg onload=alert()><![CDATA[",
    "&lt;img src=x onerror=alert()&gt;",
    "&#x3C;script&#x3E;alert()&#x3C;/script&#x3E;",
    '<iframe srcdoc="<script>alert()</script>"></iframe>',
    "<math><mi xlink:href=javascript:alert()>x</mi></math>",
    "` onmouseover=alert() x=`",
    "%(x)s %s {x} ${alert()} \\u003cscript\\u003ealert()",
    "<b onclick=alert()>b</b>",
    "<style>@import'//x'</style><link rel=stylesheet href=//x><base href=//x>",
    "<form action=javascript:alert()><button autofocus onfocus=alert()>",
)
"""Ways out of a tag, an attribute, a script, a style, a template, a feed, a figure. None holds a digit, an address or
half a pair of quotation marks, which other rules look at."""

DANGEROUS = """() => [...document.querySelectorAll("*")].filter((element) =>
  ["BASE", "EMBED", "FRAME", "IFRAME", "MATH", "OBJECT"].includes(element.tagName)
  || [...element.attributes].some(({ name, value }) => /^on/i.test(name)
    || /href|src|action/i.test(name) && /^[^a-z]*(javascript|vbscript|data):/i.test(value)),
).map((element) => element.outerHTML.slice(0, 200))"""

VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`refused: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile} ${event.sample}`))"""


def texts(value: Any, keys: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, str | int, tuple[str | int, ...]]]:
    """Every text that readers see: its list or mapping, its key there, and the way to it."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inside in below:
        way = (*keys, key)
        if isinstance(inside, str) and ({"zh", "en"} & set(map(str, way)) or key in {"pinyin", "document", "symbol"}):
            yield value, key, way
        else:
            yield from texts(inside, way)


def poison(folder: Path) -> int:
    """Put a payload into every text of the data that takes it; the number of them."""
    payloads = cycle(PAYLOADS)
    files = {path: parse(path, path.name) for path in sorted((folder / "data").rglob("*.yml"))}
    changed: dict[tuple[str, tuple[str | int, ...]], str] = {}
    for path, value in files.items():
        payload = ""
        for place, key, way in texts(value):
            if way[-1] != "en":  # both languages say the same
                payload = next(payloads)
            changed[path.relative_to(folder).as_posix(), way] = place[key]
            place[key] = f"{place[key]}{payload}"
    while True:
        for path, value in files.items():
            path.write_text(json.dumps(value, ensure_ascii=False, default=float), "utf-8")
        wrong = {(found.path, found.keys) for found in problems_in(folder) if found.is_error}
        if not wrong:
            return len(changed)
        refused = [
            one for one in changed if any(one[0] == path and one[1][: len(keys)] == keys for path, keys in wrong)
        ]
        refused = refused or [one for one in changed if one[0] in {path for path, _ in wrong}]
        assert refused, wrong
        for path_name, way in refused:
            value = files[folder / path_name]
            for step in way[:-1]:
                value = value[step]
            value[way[-1]] = changed.pop((path_name, way))


@pytest.fixture(scope="module")
def poisoned(root: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The small site with a payload in every text, built. The browser is only asked for so that one is there."""
    del browser
    project = small_project(root, tmp_path_factory.mktemp("poisoned") / "project")
    assert 250 < poison(project)
    for page in (project / "content").rglob("*.md"):
        head, body = page.read_text("utf-8").split("\n---\n", 1)
        head = re.sub(
            r"^(title|description): (.*)$",
            lambda one: f"{one[1]}: {json.dumps(one[2] + PAYLOADS[1])}",
            head,
            flags=re.MULTILINE,
        )
        page.write_text(f"{head}\n---\n{body}", "utf-8")
    made = build(project, project / "site", SITE_URL="")
    assert 0 == made.exit_code, made.output
    return made


@pytest.fixture(scope="module")
def payload_site(poisoned: Build) -> Site:
    """The same, its pages parsed."""
    return Site(poisoned.folder, "https://small.example/site/")


def rules(folder: Path) -> list[tuple[str, dict[str, str]]]:
    """The rules of `_headers`: the beginning of an address, or all of it, and its headers."""
    blocks = (block.splitlines() for block in (folder / "_headers").read_text("utf-8").split("\n\n"))
    return [(path, dict(line.strip().split(": ", 1) for line in lines)) for path, *lines in blocks]


def headers(folder: Path, path: str) -> dict[str, str]:
    """What a host sends with an address; no header may come from two rules, which hosts treat in different ways."""
    sent: dict[str, str] = {}
    for pattern, values in rules(folder):
        if path == pattern or (pattern.endswith("*") and path.startswith(pattern[:-1])):
            assert not sent.keys() & values.keys(), path
            sent |= values
    return sent


class Watch:
    """One reader on the poisoned site: what ran, and what the browser refused."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page, self.address = context.new_page(), address
        self.ran: list[str] = []
        self.refused: list[str] = []
        self.page.on("dialog", self._note)
        self.page.on("console", self._hear)

    def _note(self, dialog: Dialog) -> None:
        self.ran.append(self.page.url)
        dialog.dismiss()

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.refused.append(said.text)

    def visit(self, path: str) -> Page:
        self.page.goto(self.address + path, wait_until="load")
        return self.page

    def check(self) -> None:
        assert [] == self.page.evaluate(DANGEROUS), self.page.url


def use(watch: Watch) -> None:
    """Bring a chart to life, search, compare and filter, as a reader does."""
    page = watch.visit("en/cities/qinghe/")
    button = page.locator("[data-bc-explore]").first
    button.click()
    expect(page.locator(".bc-chart__live .trace path").first).to_be_attached()
    for _ in range(3):
        button.press("ArrowRight")
    watch.check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.locator("input[name=q]").fill("alert script")
    expect(page.locator(".bc-search__list a[href]").first).to_be_visible()
    watch.check()
    page = watch.visit("en/compare/?cities=qinghe,liuwan")
    expect(page.locator(".bc-compare thead th[data-bc-city]").first).to_be_attached()
    watch.check()
    page = watch.visit("en/search/?q=alert")
    expect(page.locator(".bc-search__list a[href]").first).to_be_visible()
    watch.check()


@pytest.mark.browser
def test_no_text_runs_and_nothing_on_any_page_is_refused(poisoned: Build, payload_site: Site, browser: Browser) -> None:
    # A payload that got out of its text would be refused by the policy, and be heard of too.
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(VIOLATIONS)
    embeds = sorted(file for file in payload_site.pages if "embed/" in file)
    with served(poisoned.folder, "/site/", partial(headers, poisoned.folder)) as address:
        watch = Watch(context, address)
        for file in sorted(set(payload_site.pages) - set(embeds[1:-1])):
            watch.visit(file.removesuffix("index.html"))
            watch.check()
        use(watch)
    context.close()
    assert ([], []) == (watch.ran, watch.refused)


@pytest.mark.browser
def test_chart_may_stand_on_the_site_of_somebody_else_and_a_page_may_not(
    poisoned: Build, payload_site: Site, browser: Browser, tmp_path: Path
) -> None:
    embed = next(file for file in sorted(payload_site.pages) if "embed/" in file).removesuffix("index.html")
    page = browser.new_page()
    with served(poisoned.folder, "/site/", partial(headers, poisoned.folder)) as address, served(tmp_path) as other:
        frames = "".join(f'<iframe name="{name}" src="{address}{name}"></iframe>' for name in (embed, "en/"))
        (tmp_path / "index.html").write_text(frames, "utf-8")
        page.goto(other)
        shown = {frame.name: frame.locator("main").count() for frame in page.frames[1:]}
    page.close()
    assert {embed: 1, "en/": 0} == shown


def test_payloads_stand_on_the_pages_as_text(payload_site: Site) -> None:
    page = payload_site.pages["en/cities/qinghe/index.html"]
    text = "".join(page.root.itertext())
    assert 10 < sum(payload in text for payload in PAYLOADS)
    assert [] == [error for one in payload_site.pages.values() for error in one.errors]


def test_every_page_carries_the_policy_before_anything_that_it_loads(payload_site: Site) -> None:
    for page in payload_site.pages.values():
        head = [one for one in page.elements if one.tag in {"meta", "link", "script", "style"}]
        assert ["charset", "content"] == [next(iter(sorted(one.attrib))) for one in head[:2]], page.file
        expected = embed_policy() if "embed/" in page.file else page_policy()
        assert expected == head[1].attrib["content"], page.file


def test_policy_lets_no_written_script_run_and_no_stranger_in() -> None:
    for policy in (page_policy(), embed_policy()):
        assert policy.startswith("default-src 'none'; ")
        assert not re.search(r"'unsafe-(inline|eval|hashes)'|https?:|\*|data:|blob:", policy)
    assert "script-src" not in embed_policy()
    assert page_policy(is_preview=True) == page_policy().replace(
        "'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-inline'"
    )


def test_hosts_send_the_policy_of_the_page_and_say_who_may_frame_it(poisoned: Build, payload_site: Site) -> None:
    for file in payload_site.pages:
        sent = headers(poisoned.folder, "/site/" + file.removesuffix("index.html"))
        expected = embed_policy() if "embed/" in file else f"{page_policy()}; frame-ancestors 'self'"
        assert expected == sent["Content-Security-Policy"]
        assert "nosniff" == sent["X-Content-Type-Options"]
        assert "Cache-Control" not in sent


def test_only_names_that_change_with_their_content_are_kept_for_ever(payload_site: Site, poisoned: Build) -> None:
    for file in payload_site.files:
        kept = headers(poisoned.folder, f"/site/{file}").get("Cache-Control", "")
        is_hashed = bool(
            re.search(r"^assets/.*\.[0-9a-f]{8}\.\w+$|^pagefind/(index|fragment)/[\w-]+_[0-9a-f]{6,}\.", file)
        )
        assert is_hashed == ("immutable" in kept), file


def test_list_of_headers_stays_below_what_hosts_take() -> None:
    lines = header_files(["index.html"], "/")["_headers"].decode()
    assert lines.startswith("/*\n  ")
    assert max(map(len, lines.splitlines())) < 2000


def test_site_sets_no_cookie_and_stores_nothing(payload_site: Site, poisoned: Build) -> None:
    for file in payload_site.files:
        if file.endswith(".js") and "plotly" not in file:
            code = (poisoned.folder / file).read_text("utf-8")
            assert not re.search(r"document\.cookie|localStorage|sessionStorage|indexedDB|sendBeacon", code), file
