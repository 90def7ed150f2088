"""Markdown to HTML, what it quotes printed by the caller.

In: the text of an explainer and a function that prints one quote. Out: the elements of a page's body. HTML in the text
is shown as it is written, never passed through.
"""

from __future__ import annotations

from collections.abc import Callable

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from beautiful_cities.quotes import Quote, filled

_EXTENSIONS = ("attr_list", "tables")
"""As for the other pages written by hand (mkdocs.yml)."""
_AFTER_WHITESPACE = 25
"""Python-Markdown tidies white space at priority 30 and would take our marks away if they were there before."""


def html(markdown: str, printed: Callable[[Quote], str]) -> str:
    """The text as HTML. `printed` gives HTML; a quote that stands alone may be a block, such as a figure."""
    converter = Markdown(extensions=_EXTENSIONS, output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    converter.preprocessors.register(_Quotes(converter, printed), "quotes", _AFTER_WHITESPACE)
    return converter.convert(markdown)


class _Quotes(Preprocessor):
    """Puts a mark in the place of each quote, which the converter replaces by its HTML at the end."""

    def __init__(self, converter: Markdown, printed: Callable[[Quote], str]) -> None:
        super().__init__(converter)
        self._printed = printed

    def run(self, lines: list[str]) -> list[str]:
        store = self.md.htmlStash.store
        return filled("\n".join(lines), lambda quote: store(self._printed(quote))).split("\n")
