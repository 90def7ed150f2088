"""How to name the site, or one page of it, in one line."""

from __future__ import annotations

import datetime as dt

from beautiful_cities.i18n import wording
from beautiful_cities.languages import Language


def citation(language: Language, *, url: str, as_of: dt.date, page: str = "") -> str:
    """What it is, as of when, under which licence and where; without a page's title, the whole of the data.

    >>> citation("en", url="https://host.example/en/cities/jinan/", as_of=dt.date(2026, 11, 22), page="Jinan")
    'Beautiful Cities: Jinan. As of 22 November 2026. CC BY 4.0. https://host.example/en/cities/jinan/'
    """
    gettext = wording(language).gettext
    values = {"date": wording(language).date(as_of), "url": url, "page": page}
    if page:
        return gettext("Beautiful Cities: %(page)s. As of %(date)s. CC BY 4.0. %(url)s") % values
    return gettext("Beautiful Cities: facts on Chinese cities. As of %(date)s. CC BY 4.0. %(url)s") % values
