"""The page for contributors: the design tokens as the stylesheet has them, and the main components."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from beautiful_cities.routes import ABOUT
from beautiful_cities.series import series_of
from beautiful_cities.tokens import contrast, dark_tokens, is_colour, light_tokens
from beautiful_cities.views.charting import ChartView
from beautiful_cities.views.context import Context, Heading, Link
from beautiful_cities.views.facts import Facts, FactView, StatementView, statement
from beautiful_cities.views.home import cover_city, longest_trend
from beautiful_cities.views.sourcing import LegendView, reliability_legend, status_legend

_PAPER = "--bc-paper"
_OPAQUE = len("#rrggbb")


@dataclass(frozen=True, slots=True)
class ColourView:
    """One colour."""

    name: str
    light: str
    light_contrast: str
    """With the paper: "15.1"; a dash for a colour that lets it show through."""
    dark: str
    dark_contrast: str


@dataclass(frozen=True, slots=True)
class SizeView:
    """One size of type or of space."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class StyleView:
    """Everything on the page; no tokens where the build was given no stylesheet."""

    title: str
    description: str
    lead: str
    about: Link
    colours: Heading
    colours_note: str
    palettes: tuple[tuple[str, tuple[ColourView, ...]], ...]
    """Each with its name."""
    type: Heading
    type_note: str
    sample: str
    text_sizes: tuple[SizeView, ...]
    space: Heading
    spaces: tuple[SizeView, ...]
    fonts: Heading
    font_stacks: tuple[SizeView, ...]
    marks: Heading
    reliabilities: tuple[LegendView, ...]
    statuses: tuple[LegendView, ...]
    components: Heading
    components_note: str
    statement: StatementView
    facts: tuple[FactView, ...]
    """One target; none where the place has none with a date."""
    charts: tuple[ChartView, ...]


def style_view(context: Context, stylesheet: str) -> StyleView:
    """The tokens of `stylesheet`, the text of tokens.css, and a few components."""
    _, data = context.say, context.data
    light, dark = light_tokens(stylesheet), dark_tokens(stylesheet)
    slug = cover_city(data)
    place = data.cities[slug]
    facts = Facts(context, slug, place.facts, series_of(place.facts, data.indicators, data.sources))
    figure = next(fact for fact in place.facts if fact.id == place.key_figures[0])
    targets = [target for of_status in facts.dated_targets().values() for target in of_status]
    return StyleView(
        title=_("Tokens and components"),
        description=_("The colours, sizes and parts that the pages of this site are made of, for contributors."),
        lead=_(
            "Every colour, size and font of the site stands once, in tokens.css, and is read from there for this page."
            " The components below are printed by the same templates as everywhere else."
        ),
        about=Link(_("About"), context.link(ABOUT)),
        colours=Heading("colours", _("Colours")),
        colours_note=_(
            "The figure after a colour is its contrast with the paper of its scheme. Words need 7, marks 3."
        ),
        palettes=_palettes(context, light, dark),
        type=Heading("type", _("Type")),
        type_note=_("1rem is 20 px."),
        sample=_("Beautiful Cities"),
        text_sizes=_sizes(light, lambda name: name.startswith("--bc-text-")),
        space=Heading("space", _("Space")),
        spaces=_sizes(light, lambda name: name in _MEASURES or name.removeprefix("--bc-s").isdigit()),
        fonts=Heading("fonts", _("Fonts")),
        font_stacks=_sizes(light, lambda name: name.startswith("--bc-font-") and "," in light[name]),
        marks=Heading("marks", _("Marks")),
        reliabilities=reliability_legend(context),
        statuses=status_legend(context),
        components=Heading("components", _("Components")),
        components_note=_("A statement, a fact and a chart."),
        statement=statement(context, slug, figure),
        facts=tuple(facts.view(target) for target in targets[:1]),
        charts=longest_trend(context),
    )


_MEASURES = ("--bc-measure", "--bc-side", "--bc-touch")


def _palettes(
    context: Context, light: Mapping[str, str], dark: Mapping[str, str]
) -> tuple[tuple[str, tuple[ColourView, ...]], ...]:
    """The colours by what they are for; what belongs to no other palette is in the first."""
    _ = context.say
    names = {
        "": _("Paper and ink"),
        "--bc-celadon": context.words(context.data.topics["beautiful-city"].name),
        "--bc-amber": context.words(context.data.topics["zero-waste"].name),
        "--bc-leaf": context.words(context.data.topics["biodiversity"].name),
        "--bc-art": _("Cover art"),
    }
    palettes: dict[str, list[ColourView]] = {start: [] for start in names}
    for name, value in light.items():
        if is_colour(value):
            start = next((start for start in names if start and name.startswith(start)), "")
            ratios = [_contrast(context, scheme[name], scheme[_PAPER]) for scheme in (light, dark)]
            palettes[start].append(ColourView(name, value, ratios[0], dark[name], ratios[1]))
    return tuple((names[start], tuple(colours)) for start, colours in palettes.items() if colours)


def _contrast(context: Context, colour: str, paper: str) -> str:
    """Cut to a tenth, not rounded: 6.96 must not pass for 7."""
    if len(colour) != _OPAQUE:
        return "–"
    return context.wording.number(Decimal(contrast(colour, paper)).quantize(Decimal("0.1"), ROUND_DOWN))


def _sizes(tokens: Mapping[str, str], is_meant: Callable[[str], bool]) -> tuple[SizeView, ...]:
    return tuple(SizeView(name, value) for name, value in tokens.items() if is_meant(name))
