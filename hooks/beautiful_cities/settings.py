"""What a build is told from outside, and what it is told of pages that are printed elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from beautiful_cities.routes import Route


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build is told from outside."""

    as_of: dt.date
    """The day on which the site tells where targets stand."""
    site_url: str
    """Where the site is published, with a slash at its end."""
    stylesheets: tuple[Path, ...] = ()
    """In the order in which they build on each other; readers get them as one file."""
    scripts: tuple[Path, ...] = ()
    """Modules that stand alone; readers get them as one file."""
    issues: str = ""
    """Where readers report mistakes: the address that opens a new issue of the repository."""
    email: str = ""
    """Where they report them without an account."""
    is_preview: bool = False
    """True where the development server shows the site to its editor."""
    frame: Path | None = None
    """The folder of the frame (overrides/), whose styles dress what is drawn; without it nothing is drawn."""
    cache: Path = Path(".cache")
    """A folder for drawn pictures, fetched scripts and the index of search; deleting it costs time, nothing else."""


@dataclass(frozen=True, slots=True)
class Written:
    """One page written by hand in one language, as far as search, its head and its card need it."""

    route: Route
    title: str
    description: str
    markdown: str
