"""What must hold between entries and between files.

In: a `Reading`. Out: problems, without line and column yet. Each check is a function and a generator; it neither prints
nor raises. Inside the room the order is entries, references, targets, texts,
translations, wording, links, lessons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from beautiful_cities.problems import Problem
from beautiful_cities.reading import Reading
from beautiful_cities.rules.lessons import check_explainers
from beautiful_cities.rules.links import check_links
from beautiful_cities.rules.references import (
    check_changes,
    check_city_references,
    check_fact_references,
    check_glossary,
    check_indicator_references,
    check_roster,
    check_sources_used,
    check_topics,
)
from beautiful_cities.rules.targets import (
    check_answers,
    check_series,
    check_series_once,
)
from beautiful_cities.rules.texts import (
    check_no_address_in_text,
    check_no_fact_twice,
    check_numbers,
    check_other_numbers,
    check_summaries,
)
from beautiful_cities.rules.translations import check_translated
from beautiful_cities.rules.wording import check_wording

Check = Callable[[Reading], Iterator[Problem]]


def check(reading: Reading) -> tuple[Problem, ...]:
    """Every problem between entries, placed; the problems of form in `reading` are not repeated.

    A reading with a focus is judged there alone, and not on what only the whole can tell: whether a source is used.
    """
    found = chain.from_iterable(one(reading) for one in CHECKS)
    return reading.place(one for one in found if reading.focus is None or one.path in reading.focus)


CHECKS: tuple[Check, ...] = (
    check_fact_references,
    check_topics,
    check_glossary,
    check_roster,
    check_changes,
    check_indicator_references,
    check_city_references,
    check_sources_used,
    check_answers,
    check_series,
    check_series_once,
    check_numbers,
    check_other_numbers,
    check_summaries,
    check_no_fact_twice,
    check_no_address_in_text,
    check_translated,
    check_wording,
    check_links,
    check_explainers,
)
