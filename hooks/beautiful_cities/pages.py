"""From views and templates to HTML.

In: a view and a language. Out: the body of a page. The environment escapes everything, refuses a name that a view does
not have, and speaks one language. No template of the chrome is shared with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from beautiful_cities.i18n import TAGS, wording
from beautiful_cities.model import Language
from beautiful_cities.pictures import PictureId

TEMPLATES = Path(__file__).parent / "templates"
_CHINESE = re.compile(r"[\u3400-\u9fff](?:[\d\u3000-\u9fff]*[\u3400-\u9fff])?")
"""A run of Chinese with the digits inside it: "国办发〔2018〕128号"."""


def render(
    template: str, language: Language, *, pictures: Mapping[PictureId, str] | None = None, **values: object
) -> str:
    """The body of a page, from a template such as "city.html"; `pictures` are SVG elements of our own drawing."""
    drawn = {name: Markup(svg) for name, svg in (pictures or {}).items()}
    return _environment(language).get_template(f"pages/{template}").render(pictures=drawn, **values)


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    translations = wording(language).translations
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]  # set by the extension
    environment.filters["spoken"] = partial(_spoken, language=language)
    return environment


def _spoken(text: str, *, language: Language) -> Markup:
    """The text with its Chinese words marked on an English page, so that they are read aloud and set as Chinese.

    >>> _spoken("a liverwort (扁萼疣鳞苔) & more", language="en")
    Markup('a liverwort (<span lang="zh-Hans">扁萼疣鳞苔</span>) &amp; more')
    """
    if language == "zh":
        return escape(text)
    return Markup(_CHINESE.sub(rf'<span lang="{TAGS["zh"]}">\g<0></span>', str(escape(text))))
