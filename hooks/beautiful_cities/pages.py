"""From views and templates to HTML.

In: a view and a language. Out: the body of a page. The environment escapes everything, refuses a name that a view does
not have, and speaks one language. No template of the chrome is shared with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from beautiful_cities.i18n import wording
from beautiful_cities.languages import LANGUAGES, TAGS, Language, family
from beautiful_cities.markup import html
from beautiful_cities.model import Term
from beautiful_cities.pictures import PictureId
from beautiful_cities.quotes import Quote
from beautiful_cities.standins import ANCHOR, TERMINATOR, is_marked, plain, shown
from beautiful_cities.terms import FirstUses

TEMPLATES = Path(__file__).parent / "templates"
_CHINESE = re.compile(rf"{ANCHOR}.*?{TERMINATOR}|[\u3400-\u9fff](?:[\d\u3000-\u9fff]*[\u3400-\u9fff])?")
"""A run of Chinese with the digits inside it: "国办发〔2018〕128号"; or
a text that stands in, which is marked whole."""
_UNMARKED = ("card.html", "feed.xml", "record.html")
"""Templates for what is drawn, or read by programs: a text that stands in is plain there."""


_first_uses: ContextVar[FirstUses] = ContextVar("_first_uses")
"""The terms that the page being printed has used so far; macros do not see the variables of the page."""


def render(
    template: str,
    language: Language,
    *,
    pictures: Mapping[PictureId, str] = MappingProxyType({}),
    terms: Iterable[Term] = (),
    **values: object,
) -> str:
    """The body of a page, from a template such as "city.html".

    `pictures` are SVG elements of our own drawing; `terms` are explained where the page first uses them.
    """
    drawn = {name: Markup(svg) for name, svg in pictures.items()}
    token = _first_uses.set(FirstUses(terms, language))
    try:
        printed = _environment(language).get_template(f"pages/{template}").render(pictures=drawn, **values)
    finally:
        _first_uses.reset(token)
    return plain(printed) if template in _UNMARKED else shown(printed, partial(_standin, language))


def _standin(language: Language, text: str, other: Language) -> str:
    """A text in another language, and a note that says which."""
    macros: Any = _environment(language).get_template("macros/standin.html").module
    words = wording(language)
    note = words.gettext("(in %(language)s)") % {"language": words.name_of(other)}
    return str(macros.standin(Markup(text), TAGS[other], note))


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    translations = wording(language).translations
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]  # set by the extension
    environment.filters["spoken"] = partial(_spoken, language=language)
    environment.filters["explained"] = partial(_explained, environment, language=language)
    environment.filters["prose"] = partial(_prose, environment)
    return environment


def _explained(environment: Environment, text: str, *, language: Language) -> Markup:
    """The text as `spoken`, the first use of a term on the page with its definition."""
    macros: Any = environment.get_template("macros/term.html").module
    pieces = (
        _spoken(piece, language=language) if isinstance(piece, str) else macros.term(piece)
        for piece in _first_uses.get().pieces(text)
    )
    return Markup("").join(pieces)


def _prose(environment: Environment, markdown: str, quotes: Iterable[object], diagrams: Mapping[str, object]) -> Markup:
    """A text in Markdown as HTML; `quotes` are its QuoteViews in reading order, `diagrams` its DiagramViews by id."""
    quote_macros: Any = environment.get_template("macros/quote.html").module
    diagram_macros: Any = environment.get_template("macros/diagram.html").module
    views = iter(quotes)

    def printed(quote: Quote) -> str:
        if quote.scheme == "diagram":
            return str(diagram_macros.diagram(diagrams[quote.id]))
        return str(quote_macros.quote(next(views)))

    return Markup(html(markdown, printed))


def _spoken(text: str, *, language: Language) -> Markup:
    """The text with its Chinese words marked on a page in another language: they are read aloud and set as Chinese.

    >>> _spoken("a liverwort (扁萼疣鳞苔) & more", language="en")
    Markup('a liverwort (<span lang="zh-Hans">扁萼疣鳞苔</span>) &amp; more')
    """
    chinese = next((one for one in LANGUAGES if family(one) == "zh"), None)
    if chinese is None or family(language) == "zh":
        return escape(text)

    def element(found: re.Match[str]) -> str:
        return found[0] if is_marked(found[0]) else f'<span lang="{TAGS[chinese]}">{found[0]}</span>'

    return Markup(_CHINESE.sub(element, str(escape(text))))
