"""From views and templates to HTML.

In: a view and a language. Out: the body of a page. The environment escapes everything, refuses a name that a view does
not have, and speaks one language. No template of the chrome is shared with it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from beautiful_cities.i18n import wording
from beautiful_cities.model import Language

TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, language: Language, **values: object) -> str:
    """The body of a page, from a template such as "city.html"."""
    return _environment(language).get_template(f"pages/{template}").render(**values)


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
    return environment
