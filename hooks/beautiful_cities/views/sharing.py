"""What search engines and other sites are told about a page: canonical address, Open Graph, card, linked data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from beautiful_cities.i18n import wording
from beautiful_cities.pictures import CARD_HEIGHT_PX, CARD_WIDTH_PX
from beautiful_cities.routes import card_file
from beautiful_cities.standins import plain, plain_in
from beautiful_cities.views.card import Subject, card_view
from beautiful_cities.views.context import Context
from beautiful_cities.views.explainer import ExplainerView
from beautiful_cities.views.linked import LinkedData, linked_data
from beautiful_cities.views.place import CityView
from beautiful_cities.views.topic import TopicPageView


@dataclass(frozen=True, slots=True)
class ImageView:
    """A page's social card."""

    url: str
    width_px: int
    height_px: int
    alt: str


@dataclass(frozen=True, slots=True)
class SharingView:
    """The meta tags of one page. Addresses are absolute."""

    url: str
    title: str
    """Without the site's name, which stands beside it."""
    description: str
    type: Literal["article", "website"]
    site_name: str
    locale: str
    """As Open Graph writes it: "en_GB"."""
    other_locales: tuple[str, ...]
    image: ImageView | None
    """None where no card could be drawn."""
    data: tuple[LinkedData, ...]


def sharing_view(context: Context, page: Subject, *, has_card: bool) -> SharingView:
    """What is told about a page that is generated or written by hand."""
    image = ImageView(
        context.site_url + card_file(context.route),
        CARD_WIDTH_PX,
        CARD_HEIGHT_PX,
        plain(card_view(context, page).words),
    )
    return SharingView(
        url=context.url,
        title=plain(page.title),
        description=plain(page.description),
        type="article" if isinstance(page, CityView | TopicPageView | ExplainerView) else "website",
        site_name=context.say("Beautiful Cities"),
        locale=context.wording.territory,
        other_locales=tuple(wording(one).territory for one in context.elsewhere),
        image=image if has_card else None,
        data=plain_in(linked_data(context, page)),
    )
