"""The house style, as far as a machine can see it: lint, types, colours, class names, templates, pins."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from published import Site, classes

# The names that CSS gives to colours, without those that are no colour of their own (transparent, currentcolor).
NAMED_COLOURS = """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
    cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray
    darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
    darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue
    firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew
    hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
    lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
    lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
    mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred
    midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid
    palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple
    rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue
    slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white
    whitesmoke yellow yellowgreen"""
WRITTEN_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(", re.IGNORECASE)
NO_COLOUR = "rgba(0,0,0,0)"
"""Nothing at all, in the one way that plotly.py takes it: it does not know the word "transparent"."""


def run(root: Path, *arguments: str) -> tuple[int, str]:
    """The exit code and the words of a tool run on the project."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=root, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "tool", [("ruff", "check"), ("ruff", "format", "--check"), ("mypy",)], ids=["lint", "format", "types"]
)
def test_code_is_clean(root: Path, tool: tuple[str, ...]) -> None:
    code, output = run(root, *tool)
    assert 0 == code, output


# Colours


def stylesheets(root: Path) -> dict[str, str]:
    """Our stylesheets without their comments."""
    folder = root / "overrides" / "assets" / "stylesheets"
    return {
        path.name: re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        for path in sorted(folder.glob("*.css"))
    }


def declarations(css: str) -> Iterator[str]:
    """The declarations of a stylesheet: "color: var(--bc-ink)"."""
    for block in re.findall(r"\{([^{}]*)\}", css):
        yield from (part.strip() for part in block.split(";") if ":" in part)


def has_colour(declaration: str) -> bool:
    """True where a declaration writes a colour out."""
    value = re.sub(r"var\([^)]*\)|\"[^\"]*\"", "", declaration.partition(":")[2])
    return bool(WRITTEN_COLOUR.search(value) or set(NAMED_COLOURS.split()) & set(re.findall(r"[a-z-]+", value.lower())))


def test_colours_stand_in_the_tokens_only(root: Path) -> None:
    sheets = stylesheets(root)
    assert any(map(has_colour, declarations(sheets.pop("tokens.css"))))
    assert [] == [f"{name}: {one}" for name, css in sheets.items() for one in declarations(css) if has_colour(one)]


def markup(root: Path) -> dict[str, str]:
    """Our templates without their comments, those of the frame and those of the pages."""
    folders = (root / "overrides", root / "hooks" / "beautiful_cities" / "templates")
    return {
        path.relative_to(root).as_posix(): re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        for folder in folders
        for path in sorted((*folder.rglob("*.html"), *folder.rglob("*.xml")))
    }


def scripts(root: Path) -> dict[str, str]:
    """Our scripts without their comments."""
    return {
        path.relative_to(root).as_posix(): re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
        for path in sorted((root / "overrides").rglob("*.js"))
    }


def test_templates_and_scripts_write_no_colour_out(root: Path) -> None:
    texts = {**markup(root), **scripts(root)}
    assert [] == [f"{name}: {found[0]}" for name, text in texts.items() for found in WRITTEN_COLOUR.finditer(text)]
    painted = [
        f"{name}: {value}"
        for name, text in markup(root).items()
        for value in re.findall(r"(?:fill|stroke|stop-color|color)=\"([^\"]*)\"", text)
        if value not in {"none", "currentColor"} and not re.fullmatch(r"var\((--[\w-]+|\{\{ [\w.]+ \}\})\)", value)
    ]
    assert [] == painted


def strings(tree: ast.AST) -> Iterator[str]:
    """Every string of a module but its docstrings; an f-string with "*" for what is filled in."""
    passed_over = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    passed_over |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over:
            yield node.value


def package(root: Path) -> dict[str, ast.Module]:
    """Every module of the package."""
    return {
        path.relative_to(root).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted((root / "hooks").rglob("*.py"))
    }


def colours_named(tree: ast.AST) -> Iterator[str]:
    """The words that a module gives to something called a colour: {"color": "red"}, colour="red"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            pairs = [(getattr(key, "value", None), value) for key, value in zip(node.keys, node.values, strict=True)]
        else:
            pairs = [(node.arg, node.value)] if isinstance(node, ast.keyword) else []
        for name, value in pairs:
            if "color" in str(name) and isinstance(value, ast.Constant):
                yield str(value.value)


def test_package_writes_no_colour_out(root: Path) -> None:
    written = [
        f"{name}: {text[:60]}"
        for name, tree in package(root).items()
        for text in strings(tree)
        if WRITTEN_COLOUR.search(text.replace(NO_COLOUR, ""))
    ]
    named = [
        f"{name}: {colour}"
        for name, tree in package(root).items()
        for colour in colours_named(tree)
        if not colour.startswith("var(") and colour not in (NO_COLOUR, "light")
    ]
    assert ([], []) == (written, named)


# Classes


def classes_styled(root: Path) -> set[str]:
    """The classes of ours that the stylesheets speak of."""
    return {name for css in stylesheets(root).values() for name in re.findall(r"\.(bc-[\w-]+)", css)}


def classes_written(root: Path) -> set[str]:
    """The classes of ours in templates, scripts and the package; "*" stands for what is filled in."""
    found = set[str]()
    for text in (*markup(root).values(), *scripts(root).values()):
        filled = re.sub(r"\{\{.*?\}\}|\$\{.*?\}", "*", text)
        spoken_of = [filled, *re.findall(r"\{\{.*?\}\}", text)]
        found |= {name for part in spoken_of for name in re.findall(r"(?<![\w#-])bc-[\w*-]+", part)}
    for tree in package(root).values():
        found |= {text for text in strings(tree) if re.fullmatch(r"bc-[\w*-]+", text)}
    return {name for name in found if not name.startswith("bc-i-")}


def test_every_class_that_is_written_has_a_style(root: Path) -> None:
    styled = classes_styled(root)
    without = {name for name in classes_written(root) if not any(fnmatchcase(one, name) for one in styled)}
    assert set() == without


def test_every_class_that_has_a_style_is_written(root: Path) -> None:
    written = classes_written(root)
    assert set() == {one for one in classes_styled(root) if not any(fnmatchcase(one, name) for name in written)}


def test_every_class_on_the_site_is_written_in_a_template(root: Path, built: Site) -> None:
    written = classes_written(root)
    on_pages = {name for page in built.pages.values() for one in page.elements for name in classes(one)}
    ours = {name for name in on_pages if name.startswith("bc-")}
    assert set() == {one for one in ours if not any(fnmatchcase(one, name) for name in written)}


def test_properties_that_are_asked_for_are_set(root: Path) -> None:
    sheets = "".join(stylesheets(root).values())
    asked = set(re.findall(r"var\((--[\w-]+)\)", sheets + "".join(markup(root).values())))
    asked |= {
        name
        for tree in package(root).values()
        for text in strings(tree)
        for name in re.findall(r"var\((--[\w-]+)\)", text)
    }
    set_somewhere = set(re.findall(r"(--[\w-]+)\s*:", sheets))
    assert set() == {name for name in asked if not any(fnmatchcase(one, name) for one in set_somewhere)}


# Templates and dependencies


def test_templates_never_call_a_value_safe_nor_carry_style(root: Path) -> None:
    for name, text in markup(root).items():
        assert [] == re.findall(r"\|\s*safe\b|\bMarkup\b|autoescape|\sstyle=|<style|\son\w+=", text), name


def test_importance_is_never_forced(root: Path) -> None:
    assert [] == [name for name, css in stylesheets(root).items() if "!important" in css and name != "print.css"]


def test_every_dependency_is_pinned_to_one_version(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    every = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    assert [] == [one for one in every if not re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?==\d[\w.]*(; .+)?", one)]
