"""Terms are found where a page first uses them, whole, once, and without a letter of the text lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beautiful_cities.languages import LANGUAGES, Language
from beautiful_cities.model import Term
from beautiful_cities.terms import FirstUses, Use


def term(name: str, chinese: str, english: str, /, **spellings: list[str]) -> Term:
    """A term that is explained by its own name."""
    raw = {
        "id": name,
        "term": {"zh": chinese, "en": english},
        "pinyin": "a",
        "definition": {"zh": f"释：{name}", "en": f"about {name}"},
        "spellings": spellings,
    }
    return Term.model_validate(raw)


TERMS = (
    term("city", "城市", "city", en=["cities"]),
    term("zero-waste-city", "无废城市", "zero-waste city", en=["zero-waste cities"]),
    term("fine-particles", "PM2.5", "PM2.5", zh=["细颗粒物"], en=["fine particles"]),
    term("bush", "灌木", "bush"),
    term("framework", "1+1+N", "1+1+N"),
    term("two-mountains", "“两山”基地", "Two Mountains base"),
)
NAMES = {one.id: one for one in TERMS}
SPELLINGS: dict[Language, list[str]] = {
    "zh": [spelling for one in TERMS for spelling in (one.term["zh"], *one.spellings["zh"])],
    "en": [spelling for one in TERMS for spelling in (one.term["en"], *one.spellings["en"])],
}


def found(*texts: str, language: Language = "en", terms: tuple[Term, ...] = TERMS) -> list[tuple[str, str]]:
    """The uses in the texts of one page, as words and id."""
    uses = FirstUses(terms, language)
    return [(piece.words, piece.id) for text in texts for piece in uses.pieces(text) if isinstance(piece, Use)]


def joined(uses: FirstUses, text: str) -> str:
    """The pieces of a text put together again."""
    return "".join(piece if isinstance(piece, str) else piece.words for piece in uses.pieces(text))


SIGNS = [" ", "-", "_", "s", "es", "a", "的", "《", "\n", "🌿", "<b>", "&amp;", "2", ".", "ſ", "K", "İ", "ı", "ß", "ẞ"]
"""What may stand around a term: ends of words, plurals, and letters whose small and capital forms are odd."""


def texts(language: Language) -> st.SearchStrategy[str]:
    """Texts full of terms, of parts of them, and of what may stand around them."""
    spelling = st.sampled_from(SPELLINGS[language])
    written = st.one_of(spelling, spelling.map(str.upper), spelling.map(str.title), spelling.map(lambda one: one[:-1]))
    return st.lists(st.one_of(written, st.sampled_from(SIGNS), st.text(max_size=3))).map("".join)


# Laws


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_pieces_put_together_are_the_text_again(language: Language, data: st.DataObject) -> None:
    uses = FirstUses(TERMS, language)
    for text in data.draw(st.lists(texts(language), max_size=4)):
        assert text == joined(uses, text)


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_each_term_is_found_at_most_once_on_a_page(language: Language, data: st.DataObject) -> None:
    ids = [name for _, name in found(*data.draw(st.lists(texts(language), max_size=6)), language=language)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_what_is_found_is_a_spelling_of_its_term(language: Language, data: st.DataObject) -> None:
    for words, name in found(data.draw(texts(language)), language=language):
        spellings = [NAMES[name].term[language], *getattr(NAMES[name].spellings, language)]
        assert any(words.casefold() in (one.casefold() + tail for tail in ("", "s", "es")) for one in spellings)


@given(texts("zh"), texts("en"))
def test_nothing_is_found_without_terms(chinese: str, english: str) -> None:
    assert [] == found(chinese, language="zh", terms=())
    assert [] == found(english, language="en", terms=())
    assert english == joined(FirstUses((), "en"), english)


@given(st.sampled_from(TERMS), st.text(alphabet=" ,.;:()“”!?\n", max_size=3))
def test_term_between_spaces_and_points_is_found_in_both_languages(one: Term, mark: str) -> None:
    assert [(one.term["en"], one.id)] == found(mark + one.term["en"] + mark)
    assert [(one.term["zh"], one.id)] == found(mark + one.term["zh"] + mark, language="zh")


# Which words are a term


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A city.", ["city"]),
        ("Cities, and CITY.", ["Cities"]),
        ("the city’s air", ["city"]),
        ("PM2.5 and fine particles", ["PM2.5"]),
        ("Fine Particles, PM2.5", ["Fine Particles"]),
        ("one bush, two bushes", ["bush"]),
        ("two bushes", ["bushes"]),
        ("“city”", ["city"]),
        ("1+1+N is the framework", ["1+1+N"]),
        ("Zero-waste cities are cities.", ["Zero-waste cities", "cities"]),
        ("electricity, cityscape, city-wide, mega-city", []),
        ("bushy, ambush, bush_fire", []),
        ("PM2.55", []),
        ("", []),
    ],
)
def test_english_term_is_a_whole_word_in_any_case_with_or_without_a_plural(text: str, expected: list[str]) -> None:
    assert expected == [words for words, _ in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建设无废城市", ["无废城市"]),
        ("许多城市的细颗粒物和PM2.5", ["城市", "细颗粒物"]),
        ("PM2.5年均浓度", ["PM2.5"]),
        ("灌木丛", ["灌木"]),
        ("“两山”基地", ["“两山”基地"]),
        ("城 市", []),
        ("bush", []),
    ],
)
def test_chinese_term_is_found_inside_any_run_of_characters(text: str, expected: list[str]) -> None:
    assert expected == [words for words, _ in found(text, language="zh")]


def test_longest_term_wins_where_one_stands_inside_another() -> None:
    for terms in (TERMS, TERMS[::-1]):
        assert [("zero-waste city", "zero-waste-city")] == found("a zero-waste city", terms=terms)
        assert [("无废城市", "zero-waste-city")] == found("一座无废城市", language="zh", terms=terms)


def test_shorter_term_is_not_explained_inside_a_longer_one_that_was_explained_before() -> None:
    assert [("zero-waste city", "zero-waste-city"), ("city", "city")] == found(
        "a zero-waste city", "the zero-waste city", "the city"
    )
    assert ["zero-waste-city", "city"] == [name for _, name in found("无废城市", "无废城市", "城市", language="zh")]


def test_other_spelling_is_the_same_term_with_the_same_definition(language: Language) -> None:
    for spelling in SPELLINGS[language]:
        (use,) = (piece for piece in FirstUses(TERMS, language).pieces(spelling) if isinstance(piece, Use))
        assert NAMES[use.id].definition[language] == use.definition
        assert spelling == use.words


def test_spellings_of_the_other_language_are_not_looked_for() -> None:
    assert [] == found("细颗粒物、城市")
    assert [] == found("fine particles, cities", language="zh")


def test_two_pages_know_nothing_of_each_other() -> None:
    assert found("a city") == found("a city")


def test_text_that_python_folds_in_an_odd_way_is_no_stumbling_block() -> None:
    # Python takes ı for a capital of i where case is ignored, but does not fold the two together.
    assert "fıne partıcles, cİty" == joined(FirstUses(TERMS, "en"), "fıne partıcles, cİty")
