"""What browsers are told beside the pages: what may run, who may frame a page, and what may be kept for how long.

In: the addresses of the site. Out: the policy of a page for its head, and the headers of the whole site in the words
of two kinds of host: `_headers` (Netlify, Cloudflare Pages and others) and a file that nginx includes. A host that
takes no headers, such as GitHub Pages, still has the policy in every page; only who may frame it needs a header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

HEADERS = "_headers"
NGINX = "_nginx.conf"

_EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
"""The hash of nothing. plotly.js adds a style element without content and puts its rules into it one by one by script,
which is no inline style; an element with anything written in it is still refused."""

_NOTHING = {"default-src": "'none'", "base-uri": "'none'"}
_PAGE = _NOTHING | {
    "script-src": "'self' 'wasm-unsafe-eval'",  # the second word lets Pagefind run WebAssembly, and no text as a script
    "style-src": f"'self' {_EMPTY_STYLE}",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
}
_EMBED = _NOTHING | {"style-src": "'self'", "img-src": "'self'", "form-action": "'none'"}
"""A chart for other sites runs no script at all."""

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Access-Control-Allow-Origin": "*",  # the data are open: pages of others may read them too
}
_FOR_EVER = "public, max-age=31536000, immutable"
_CHECKED = "no-cache"
"""Kept, but asked about each time: pages and data change under the same address."""
_HASHED = ("assets/javascripts/", "assets/stylesheets/", "pagefind/fragment/", "pagefind/index/")
"""Folders in which every name changes with the content."""


def page_policy(*, is_preview: bool = False) -> str:
    """The Content-Security-Policy of a page, for its head.

    In a preview the development server writes a script into the page, which reloads it after an edit.
    """
    script = _PAGE["script-src"] + (" 'unsafe-inline'" if is_preview else "")
    return _policy(_PAGE | {"script-src": script})


def embed_policy() -> str:
    """That of a chart for other sites."""
    return _policy(_EMBED)


def header_files(files: Iterable[str], base: str) -> Mapping[str, bytes]:
    """The headers of the site in the words of each kind of host, by address.

    `files` are all addresses below the site's root, `base` is the path of the site on its host, such as "/".
    """
    return {HEADERS: _listed(files, base).encode(), NGINX: _nginx(base).encode()}


def _listed(files: Iterable[str], base: str) -> str:
    """Rules of which no two give an address the same header: some hosts then join the values, others take the last."""
    rules = {f"{base}*": _EVERYWHERE}
    shown = (file for file in files if file.endswith((".html", ".svg")))
    for start in sorted({"", "en/", *map(_start, shown)}):
        is_embed = start.removeprefix("en/").startswith("embed/")
        rules[base + start] = {"Content-Security-Policy": _framed(is_embed=is_embed)}
    rules |= {f"{base}{folder}*": {"Cache-Control": _FOR_EVER} for folder in _HASHED}
    blocks = (
        "\n".join((path, *(f"  {name}: {value}" for name, value in rule.items()))) for path, rule in rules.items()
    )
    return "\n\n".join(blocks) + "\n"


def _start(file: str) -> str:
    """What the address of a file begins with: "en/cities/*", or the file itself where it lies in no folder."""
    prefix = "en/" if file.startswith("en/") else ""
    folder, slash, _ = file.removeprefix(prefix).partition("/")
    return f"{prefix}{folder}/*" if slash else f"{prefix}{folder}"


def _nginx(base: str) -> str:
    """For the inside of a `server` block; values that depend on the address are chosen by its beginning."""
    root = re.escape(base)
    lines = [
        f'set $bc_policy "{_framed(is_embed=False)}";',
        f'if ($uri ~ "^{root}(en/)?embed/") {{ set $bc_policy "{_framed(is_embed=True)}"; }}',
        f'set $bc_kept "{_CHECKED}";',
        f'if ($uri ~ "^{root}({"|".join(_HASHED)})") {{ set $bc_kept "{_FOR_EVER}"; }}',
        "add_header Content-Security-Policy $bc_policy always;",
        "add_header Cache-Control $bc_kept;",
        *(f'add_header {name} "{value}" always;' for name, value in _EVERYWHERE.items()),
        "gzip_static on;",
        "# brotli_static on;  # where nginx has the module",
    ]
    return "\n".join(lines) + "\n"


def _framed(*, is_embed: bool) -> str:
    """The policy as a header, which alone can say who may frame a page: a chart anybody, the rest nobody else."""
    return _policy(_EMBED if is_embed else _PAGE | {"frame-ancestors": "'self'"})


def _policy(rules: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in rules.items())
