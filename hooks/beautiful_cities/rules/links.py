"""Only the sites of publishers are linked."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from beautiful_cities.model import Source
from beautiful_cities.problems import Problem, problem
from beautiful_cities.reading import Reading
from beautiful_cities.rules.entries import listed


def check_links(reading: Reading) -> Iterator[Problem]:
    """Only publishers' own sites are linked."""
    hosts = set(reading.known("publishers"))
    is_complete = "publishers" not in reading.unread and len(hosts) == len(reading.entries["publishers"])
    for path, keys, entry in listed(reading, "sources"):
        assert isinstance(entry, Source)
        if entry.url is None:
            continue
        if entry.reliability == "mirror":
            yield problem("mirror-linked", path, *keys, "url")
        host = (urlsplit(entry.url).hostname or "").rstrip(".")
        labels = host.split(".")
        if is_complete and not any(".".join(labels[start:]) in hosts for start in range(len(labels))):
            yield problem("link-stranger", path, *keys, "url", found=host)
