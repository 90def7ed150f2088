"""The design tokens of the stylesheet: what each is in light and in dark, and the contrast of two colours.

In: the text of overrides/assets/stylesheets/tokens.css. Out: plain values. It must never say how a colour is used.
"""

from __future__ import annotations

import re

_DECLARATION = re.compile(r"(--[\w-]+):\s*([^;]+);")
_DARK = re.compile(r"@media[^{]*prefers-color-scheme:\s*dark[^{]*\{\s*:root\s*\{([^}]*)\}")
_LINEAR_BELOW = 0.04045


def light_tokens(css: str) -> dict[str, str]:
    """The custom properties of a stylesheet as they are in the light scheme: the first value of each.

    >>> light_tokens(":root { --a: #fff; --b: serif; } @media dark { :root { --a: #000; } }")
    {'--a': '#fff', '--b': 'serif'}
    """
    tokens: dict[str, str] = {}
    for name, value in _DECLARATION.findall(css):
        tokens.setdefault(name, value.strip())
    return tokens


def dark_tokens(css: str) -> dict[str, str]:
    """The custom properties of a stylesheet in the dark scheme; those that it leaves alone keep their light value.

    >>> dark_tokens(":root { --a: #fff; --b: serif; } @media (prefers-color-scheme: dark) { :root { --a: #000; } }")
    {'--a': '#000', '--b': 'serif'}
    """
    return light_tokens(css) | light_tokens("".join(_DARK.findall(css)))


def is_colour(value: str) -> bool:
    """True for a colour as tokens.css writes it: "#1b2321", or with its opacity "#1b23214d"."""
    return bool(re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})", value))


def contrast(one: str, other: str) -> float:
    """The contrast of two opaque colours, from 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance").

    >>> contrast("#000000", "#ffffff"), round(contrast("#767676", "#ffffff"), 2)
    (21.0, 4.54)
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        share / 12.92 if share <= _LINEAR_BELOW else ((share + 0.055) / 1.055) ** 2.4 for share in channels
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
