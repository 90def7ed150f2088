"""Where a reader reports a mistake: the repository's issue form, filled in, or a letter by e-mail."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urljoin

from beautiful_cities.routes import ABOUT
from beautiful_cities.views.context import Context, Link


def report_fact(context: Context, fact_id: str) -> str:
    """The address at which a mistake in one fact is reported; empty while none is configured."""
    _ = context.say
    if context.feedback.issues:
        return _form(context, fact=fact_id)
    return _letter(context, _("Mistake: %(what)s", what=fact_id)) if context.feedback.email else ""


def report_page(context: Context) -> tuple[Link, ...]:
    """The ways to report a mistake on this page; the page About says what to do while none is configured."""
    _, address = context.say, urljoin(context.site_url, context.route.url)
    links = []
    if context.feedback.issues:
        links.append(Link(_("Report a mistake"), _form(context, page=address)))
    if context.feedback.email:
        links.append(Link(_("Report a mistake by e-mail"), _letter(context, _("Mistake: %(what)s", what=address))))
    return tuple(links) or (Link(_("Report a mistake"), context.link(ABOUT, "mistakes")),)


def _form(context: Context, **fields: str) -> str:
    """The issue form of the reader's language, .github/ISSUE_TEMPLATE/mistake-….yml, with some fields filled in."""
    return f"{context.feedback.issues}?{urlencode({'template': f'mistake-{context.language}.yml', **fields})}"


def _letter(context: Context, subject: str) -> str:
    return f"mailto:{context.feedback.email}?subject={quote(subject)}"
