"""What every key of the data means, in the words that an editor reads while typing.

The schemas show them as one types, and new files carry them as comments. The models' own docstrings are for
programmers. Each is a message of the catalogue of the tools. It is long because it is one table.
"""

from __future__ import annotations

from collections.abc import Mapping

from beautiful_cities.languages import LANGUAGES, Language
from beautiful_cities.phrases import later as _

FILES: Mapping[str, str] = {
    "city": _("One city: the place, then its facts. The file’s name is its address."),
    "national": _("Facts on the whole country."),
    "sources": _("The documents that facts rest on."),
    "topics": _("The three topics, explained."),
    "themes": _("What facts are grouped by inside a topic."),
    "indicators": _("What series measure."),
    "units": _("How values are written."),
    "provinces": _("The cells of the province grid."),
    "publishers": _("The sites that may be linked."),
    "glossary": _("The terms that pages explain."),
    "changes": _("What readers who follow the site are told, newest first."),
    "zero-waste-roster": _("The cities and areas of the zero-waste programme that a source confirms."),
}
"""What each data file holds, by the name of its schema."""

_IN: Mapping[Language, str] = {
    "zh": _("In Chinese."),
    "en": _("In English, with the same numbers. Where it is missing, pages show the Chinese and say so."),
}
_IN_ANOTHER = _("In this language, with the same numbers. Where it is missing, pages show another and say so.")
_PROVINCE = _("The id of a province in provinces.yml.")
_SOURCES = _("One or more, the most reliable first.")
_NAME = _("The name, in both languages.")

_UNIT_IN: Mapping[Language, str] = {"zh": _("The unit in Chinese."), "en": _("The unit in English.")}
_WORDS_IN: Mapping[Language, str] = {
    "zh": _("Chinese words, as a list."),
    "en": _("English words, as a list; a plural s needs no entry."),
}

FIELDS: Mapping[str, str] = {
    **{f"{model}.{one}": _IN.get(one, _IN_ANOTHER) for model in ("Text", "Summary") for one in LANGUAGES},
    "Summary.facts": _("The ids of the facts that the words rest on; every number in them is in one of these."),
    "Citation.source": _("The id of a source in data/sources."),
    "Citation.locator": _("The place in the source, such as 第2段, paragraph 2."),
    "Fact.id": _("Small letters, digits and hyphens; unique in all files, never reused: it is a public address."),
    "Fact.topic": _("The topic on whose page it stands."),
    "Fact.theme": _("What it is grouped under: an id of themes.yml."),
    "Fact.kind": _("What sort of statement it is."),
    "Fact.text": _("One fact in plain words of our own, with the same numbers in both languages."),
    "Fact.date": _("2024, 2024-09 or 2024-09-30, as precise as the source; never together with deadline."),
    "Fact.deadline": _("Only on targets: by when. A year means by its end."),
    "Fact.indicator": _("An id of indicators.yml, only if the value has exactly that definition."),
    "Fact.comparator": _("How the value is meant; = may be left out."),
    "Fact.value": _("A number as the source gives it; it must stand in both texts."),
    "Fact.unit": _("An id of units.yml; value and unit go together."),
    "Fact.other_numbers": _("Every other number in digits in the texts, so that none changes unnoticed."),
    "Fact.answers": _("The ids of the targets whose published outcome this is."),
    "Fact.outcome": _("Only with answers, and only where the values do not decide."),
    "Fact.caveat": _("Only what a reader must know: another definition, part of a year, a figure worked out."),
    "Fact.sources": _SOURCES,
    "Source.id": _("Small letters, digits and hyphens; facts name the source by it."),
    "Source.title": _("The title of the document, in both languages."),
    "Source.publisher": _("Who issued it, not who copied it; leave it out where none is stated."),
    "Source.published": _("2025-06-05, 2025-06 or 2025; leave it out when unknown."),
    "Source.document_number": _("The official number of the document."),
    "Source.language": _("The language of the document."),
    "Source.reliability": _("What was read."),
    "Source.url": _("Only on a site of publishers.yml, never for a mirror."),
    "Source.caveat": _("What a reader must know of it, such as: only a summary was read."),
    "Coordinates.latitude": _("Degrees north."),
    "Coordinates.longitude": _("Degrees east."),
    "Coordinates.geonames": _("The number of the GeoNames entry that the position comes from."),
    "City.name": _("Chinese first, always both."),
    "City.province": _PROVINCE,
    "City.level": _("What sort of place it is."),
    "City.parent": _("Only for a district or special area: the city it lies in."),
    "City.coordinates": _("From the GeoNames entry of that number."),
    "City.terrain": _("What the cover draws as relief."),
    "City.water": _("What the cover draws as water."),
    "City.reviewed": _("When somebody last read the file against its sources."),
    "City.tagline": _("What the place is, in a few words."),
    "City.summary": _("Two to four plain sentences, drawn only from the facts listed."),
    "City.key_figures": _("The ids of two to four facts with a value, shown large."),
    "City.facts": _("The facts, grouped by topic and theme."),
    "National.facts": _("The facts, grouped by topic and theme."),
    "Topic.id": _("One of the three topics."),
    "Topic.name": _NAME,
    "Topic.facts": _("Two national facts that open the topic: what it is, and one figure."),
    "Topic.what": _("What it is."),
    "Topic.why": _("Why it matters."),
    "Topic.decided": _("How it is decided."),
    "Topic.household": _("What a household can do."),
    "Theme.id": _("The id that facts name."),
    "Theme.name": _NAME,
    "Line.name": _NAME,
    "Line.fact": _("The national fact whose value the line stands at."),
    "Indicator.id": _("The id that facts name."),
    "Indicator.theme": _("The theme that its facts belong to."),
    "Indicator.unit": _("The one unit that all its values have."),
    "Indicator.good": _("The direction that is better."),
    "Indicator.yearly": _("true for what is done or seen within one year and starts again in the next."),
    "Indicator.sum": _("true for totals, whose national value is not set beside the cities’."),
    "Indicator.readings": _("true for values read on one day, so that a year may have several."),
    "Indicator.name": _NAME,
    "Indicator.definition": _("What exactly is measured, in both languages."),
    "Indicator.lines": _("Levels that a chart draws across, such as a national standard."),
    "EnglishUnit.one": _("The singular, where it differs."),
    "EnglishUnit.other": _("The plural, or the only form."),
    "Unit.id": _("The id that facts name."),
    **{f"Unit.{one}": _UNIT_IN.get(one, _("The unit in this language.")) for one in LANGUAGES},
    **{f"OtherWords.{one}": _WORDS_IN.get(one, _("Words in this language, as a list.")) for one in LANGUAGES},
    "Term.id": _("The anchor of the term in the glossary."),
    "Term.term": _("The term, in both languages."),
    "Term.pinyin": _("How the Chinese is read, in small letters with tones; the Chinese list is in its order."),
    "Term.definition": _("One or two plain sentences, the same in both languages, with no figure that no fact gives."),
    "Term.spellings": _("How else the texts write it."),
    "Term.everyday": _("Words that readers may look for instead; only search knows them."),
    "Term.facts": _("The national facts that the definition rests on, if any."),
    "Change.id": _("Part of the entry’s lasting address, such as 2026-11-22-more-cities."),
    "Change.date": _("The day, such as 2026-11-22."),
    "Change.kind": _("What happened."),
    "Change.text": _("What readers are told, in both languages."),
    "Change.places": _("Cities whose pages are new or were read anew as a whole; national for the nation’s facts."),
    "Change.facts": _("The ids of the facts that are new or say something else."),
    "Round.id": _("One of the two rounds."),
    "Round.name": _NAME,
    "Round.cities": _("The national fact whose value is the number of cities."),
    "Round.special_areas": _("The national fact whose value is the number of special areas."),
    "Membership.round": _("The round that it belongs to."),
    "Membership.sources": _SOURCES,
    "Area.name": _NAME,
    "Area.sources": _SOURCES,
    "Member.id": _("That of its city file, where it has one."),
    "Member.name": _NAME,
    "Member.province": _PROVINCE,
    "Member.kind": _("What sort of place it is."),
    "Member.rounds": _("Only those that a source confirms."),
    "Member.areas": _("The parts of a municipality that take part."),
    "Member.caveat": _("What a reader must know of it."),
    "Listing.province": _PROVINCE,
    "Listing.listed": _("How many of its cities are on the list; leave it out where no text that was read says so."),
    "Listing.sources": _SOURCES,
    "Roster.rounds": _("The rounds of the programme."),
    "Roster.provinces": _("What is known of each province’s part of the 2022 list."),
    "Roster.members": _("The cities and areas, each with who says so."),
    "Cell.column": _("Counted from 1, from the left."),
    "Cell.row": _("Counted from 1, from the top."),
    "Province.id": _("The id that city files name."),
    "Province.name": _NAME,
    "Province.code": _("Its two letters in ISO 3166-2:CN."),
    "Province.cell": _("Its place in the province grid."),
    "Publisher.host": _("The bare name of the site, such as jinan.gov.cn; its subdomains are included."),
    "Publisher.name": _NAME,
    "Publisher.kind": _("What sort of publisher it is."),
}
"""What each key means, by model and key."""

VALUES: Mapping[str, Mapping[str, str]] = {
    "Fact.kind": {
        "target": _("what is to be reached"),
        "measure": _("what is done"),
        "result": _("what was reached, as measured or counted"),
        "observation": _("what was seen or recorded"),
        "designation": _("a title or a place on a list"),
        "regulation": _("a rule with legal force"),
        "milestone": _("an event with a date"),
        "definition": _("what a word means"),
    },
    "Fact.comparator": {"=": _("exactly"), ">=": _("at least"), "<=": _("at most"), "about": _("about")},
    "Source.reliability": {
        "official": _("read on a government site"),
        "state-media": _("reported by state media"),
        "mirror": _("a copy on another site was read"),
        "secondary": _("a paper, a trade site or another retelling"),
    },
}
"""What the words of a fixed set mean, by the key that holds them."""
