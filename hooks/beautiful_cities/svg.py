"""An SVG picture as plotly.js draws it, tidied for a page or a file.

In: the drawn SVG. Out: the same picture without what only plotly.js needs: styles as attributes, short numbers, no ids,
colours put back. It knows no figure and no browser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

_SVG = "http://www.w3.org/2000/svg"
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")

# What plotly.js draws for its own use and a still picture does not need.
_IDLE_ATTRIBUTES = ("class", "pointer-events", "clip-path")
_PLAIN_STYLES = {
    "opacity": "1",
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "stroke-miterlimit": "2",
    "vector-effect": "none",
    "font-style": "normal",
    "font-variant": "normal",
    "font-weight": "normal",
    "white-space": "pre",
}


def tidied(svg: str, *, width: int, height: int, colours: Mapping[str, str], font: str = "") -> str:
    """The picture with each of `colours` replaced by what it stands for.

    With a font it is a file of its own, in px; without one it stands in a page, whose font and width it takes.
    """
    root = ET.fromstring(svg)
    for child in list(root):
        _tidy(root, child, colours)
    root.attrib.clear()
    root.set("viewBox", f"0 0 {width} {height}")
    if font:
        root.attrib |= {"width": str(width), "height": str(height), "font-family": font}
    ET.register_namespace("", _SVG)
    text = ET.tostring(root, encoding="unicode")
    return text if font else text.replace(f' xmlns="{_SVG}"', "", 1)


def _tidy(parent: ET.Element, element: ET.Element, colours: Mapping[str, str]) -> None:
    """Tidy an element and what is in it, and take out what cannot be seen or says nothing."""
    tag = element.tag.removeprefix(f"{{{_SVG}}}")
    for child in list(element):
        _tidy(element, child, colours)
    _style_to_attributes(element, colours)
    for name in list(element.attrib):
        if name.startswith(("data-", "{")) or name in _IDLE_ATTRIBUTES:
            del element.attrib[name]
    for name in ("d", "transform", "x", "y"):
        if name in element.attrib:
            element.set(name, _NUMBER.sub(_short, element.attrib[name]))
    position = list(parent).index(element)
    if not _can_be_seen(tag, element):
        parent.remove(element)
    elif tag == "g" and not element.attrib:
        parent[position : position + 1] = list(element)


def _short(match: re.Match[str]) -> str:
    """A coordinate to a tenth of a px."""
    return f"{float(match[0]):.1f}".rstrip("0").rstrip(".")


def _can_be_seen(tag: str, element: ET.Element) -> bool:
    if tag in ("defs", "clipPath"):
        return False
    if tag == "g":
        return len(element) > 0
    if tag in ("text", "tspan"):
        return bool("".join(element.itertext()).strip())
    is_filled = element.get("fill") != "none" and element.get("fill-opacity") != "0"
    is_stroked = element.get("stroke", "none") != "none" and element.get("stroke-opacity") != "0"
    return (is_filled or is_stroked) and (tag != "path" or "d" in element.attrib)


def _style_to_attributes(element: ET.Element, colours: Mapping[str, str]) -> None:
    """Inline styles would need an exception in the site's content policy; the same attributes need none."""
    for declaration in filter(None, map(str.strip, element.attrib.pop("style", "").split(";"))):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.strip().strip('"')
        if _PLAIN_STYLES.get(name) == value or name in ("font-family", "cursor", "text-decoration-line"):
            continue
        element.set(name, colours.get(value, value.removesuffix("px") if name != "stroke-dasharray" else value))
