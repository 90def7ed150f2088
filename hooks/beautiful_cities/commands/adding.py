"""`new`: a city, a source, a fact, a term or a lesson, from the answers to a few questions.

In: options, and answers where options are missing. Out: an entry among its like, or a file of its own, that passes the
check. Nothing is written while a rule is broken. A further kind of entry is a set of questions in `entries` and one
more command here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from gettext import NullTranslations
from pathlib import Path

import click

from beautiful_cities.commands.desk import command, group, print_problems, say_out
from beautiful_cities.commands.drafts import Entry, text_of, with_facts
from beautiful_cities.commands.entries import (
    city_file,
    city_questions,
    entry_of,
    fact_of,
    fact_questions,
    source_questions,
    summary_questions,
    term_questions,
)
from beautiful_cities.commands.lessons import lesson_files, lesson_path, lesson_questions
from beautiful_cities.commands.questions import Answers, Question, ask, given, options
from beautiful_cities.commands.rows import Names, read_sheet
from beautiful_cities.commands.schemas import write_schemas
from beautiful_cities.commands.session import Draft, Drafted, Session, begun, ended, file_name, is_new
from beautiful_cities.commands.sheets import UnreadableSheetError
from beautiful_cities.languages import COMPLETE, DEFAULT, LANGUAGES
from beautiful_cities.model import NATION
from beautiful_cities.parsing import parsed
from beautiful_cities.phrases import say
from beautiful_cities.problems import Keys
from beautiful_cities.reading import TAKEN_BY_LESSONS, Reading, read_data
from beautiful_cities.schema import hint
from beautiful_cities.writing import NoRoomError, entry_lines, inserted


def new_commands(words: NullTranslations) -> click.Group:
    """The commands in the editor's language."""
    empty = Reading(Path())
    rest = words.gettext(
        "What is not given as an option is asked for; with no option at all, everything is. Nothing is written before"
        " it passes the check, and nothing else in the file moves."
    )
    place = click.Argument(["place"], metavar="PLACE")
    slug = click.Argument(["slug"], metavar="SLUG")
    facts = click.Option(
        ["--facts"],
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=words.gettext("Its first facts, at least two with a value, as a spreadsheet for `import series`."),
    )
    city_options = [*city_questions(empty), *summary_questions([])]
    name = click.Argument(["name"], metavar="NAME")
    made = [
        command(
            words,
            "city",
            words.gettext("Write the file of a new city, data/cities/SLUG.yml.") + "\n\n" + rest,
            _city(words),
            [slug, facts, *options(city_options, words)],
        ),
        command(
            words,
            "source",
            words.gettext("Add a document that facts rest on.") + "\n\n" + rest,
            _source(words),
            options(source_questions(empty), words),
        ),
        command(
            words,
            "fact",
            words.gettext("Add a fact to PLACE, which is the slug of a city, or national.") + "\n\n" + rest,
            _fact(words),
            [place, *options(fact_questions(empty, ""), words)],
        ),
        command(
            words,
            "term",
            words.gettext("Add a term to the glossary.") + "\n\n" + rest,
            _term(words),
            options(term_questions(empty), words),
        ),
        command(
            words,
            "explainer",
            words.gettext("Write the two files of a new lesson, learn/NAME.md in content/zh and content/en.")
            + "\n\n"
            + rest,
            _explainer(words),
            [name, *options(lesson_questions(empty), words)],
        ),
    ]
    return group(words, "new", words.gettext("Write a new city, source, fact, term or explainer (a lesson)."), made)


def _source(words: NullTranslations) -> Callable[..., int]:
    def act(root: Path, **values: object) -> int:
        session = begun(root, words, values)
        questions = source_questions(session.reading)
        answers = given(questions, values)
        files = session.complete(questions, answers, lambda answers: _with_source(session, questions, answers))
        if files is not None:
            told = say("Cite it: beautiful-cities new fact PLACE. Until a fact does, the check warns.")
            say_out(told.text(words))
        return ended(session, files)

    return act


def _with_source(session: Session, questions: Sequence[Question], answers: Mapping[str, str]) -> Drafted:
    path = f"data/sources/{file_name(answers['file'], session.words)}.yml"
    entry = entry_of(questions, answers)
    text = session.sources.get(path) or (text_of(session.root, path) if (session.root / path).is_file() else "")
    if not text:
        return {**session.sources, path: "\n".join([hint(path), *entry_lines(entry), ""])}, {path: ""}, (0,)
    last = len(parsed(text, path)[0]) - 1
    return {**session.sources, path: _inserted(session, path, text, last, entry)}, {path: ""}, (last + 1,)


def _term(words: NullTranslations) -> Callable[..., int]:
    def act(root: Path, **values: object) -> int:
        session = begun(root, words, values)
        questions = term_questions(session.reading)
        path, last = "data/glossary.yml", len(session.reading.known("glossary")) - 1
        text = text_of(root, path)

        def draft(answers: Mapping[str, str]) -> Drafted:
            return {path: _inserted(session, path, text, last, entry_of(questions, answers))}, {path: ""}, (last + 1,)

        return ended(session, session.complete(questions, given(questions, values), draft))

    return act


def _explainer(words: NullTranslations) -> Callable[..., int]:
    def act(root: Path, name: str, **values: object) -> int:
        session = begun(root, words, values)
        paths = {is_new(root, lesson_path(one, file_name(name, words)), words): one for one in LANGUAGES}
        if name in TAKEN_BY_LESSONS:
            sentence = words.gettext("learn/{name} is the address of another page; name another file")
            raise click.UsageError(sentence.format(name=name), click.get_current_context())
        questions = lesson_questions(session.reading)

        def draft(answers: Mapping[str, str]) -> Drafted:
            return lesson_files(name, questions, answers, words), paths, ()

        files = session.complete(questions, given(questions, values), draft)
        if files is not None:
            told = say("Replace the first paragraph in both; until then check reminds you, and nothing is published.")
            say_out(told.text(words))
        return ended(session, files)

    return act


def _inserted(session: Session, path: str, text: str, after: int, entry: Entry) -> str:
    try:
        return inserted(text, (), [(after, entry_lines(entry))])
    except NoRoomError:
        raise _no_room(session, path) from None


def _no_room(session: Session, path: str) -> click.ClickException:
    sentence = session.words.gettext("the list in {path} is written in an unusual way; add the entry by hand")
    return click.ClickException(sentence.format(path=path))


def _fact(words: NullTranslations) -> Callable[..., int]:
    def act(root: Path, place: str, **values: object) -> int:
        session = begun(root, words, values)
        if place not in (*session.reading.known("cities"), NATION):
            sentence = words.gettext("there is no city “{name}”; there are: {names}")
            names = ", ".join([*sorted(session.reading.known("cities")), NATION])
            raise click.UsageError(sentence.format(name=place, names=names), click.get_current_context())
        path = session.reading.origins["national" if place == NATION else "cities", place][0]
        questions = fact_questions(session.reading, place)
        answers = given(questions, values)
        _source_first(session, questions, answers, place)
        return ended(session, session.complete(questions, answers, _fact_draft(session, questions, path)))

    return act


def _fact_draft(session: Session, questions: Sequence[Question], path: str) -> Draft:
    """The file at `path` with the fact that answers make, and the files with new sources."""

    def draft(answers: Mapping[str, str]) -> Drafted:
        entry = fact_of(questions, answers)
        try:
            files = with_facts(session.root, session.reading, [(path, entry)])
        except NoRoomError:
            raise _no_room(session, path) from None
        return {**session.sources, **files}, {path: ""}, _place_of(files[path], entry)

    return draft


def _place_of(text: str, entry: Entry) -> Keys:
    """The keys of a fact in the text of its file."""
    names = [fact["id"] for fact in parsed(text, "")[0]["facts"]]
    return ("facts", len(names) - 1 - names[::-1].index(entry["id"]))


def _source_first(session: Session, questions: Sequence[Question], answers: Answers, place: str) -> None:
    """Take down a new source, where the one that is answered does not exist and the editor wants to add it."""
    if not session.everything:
        return
    before = questions[: [one.name for one in questions].index(f"locator-{DEFAULT}")]
    ask(before, answers, session.words, everything=True)
    name = answers["source"]
    if name in session.reading.entries["sources"] or name in session.described:
        return
    sentence = session.words.gettext("There is no source “{name}” yet. Add it now?")
    if not click.confirm(sentence.format(name=name), default=True):
        return
    asked = source_questions(session.reading, place)
    described: Answers = {"id": name}
    files = session.complete(asked, described, lambda answers: _with_source(session, asked, answers))
    session.sources.update(files or {})
    session.described.update([described["id"]] if files else [])


def _city(words: NullTranslations) -> Callable[..., int]:
    def act(root: Path, slug: str, facts: Path | None, **values: object) -> int:
        session = begun(root, words, {**values, "facts": facts})
        path = is_new(root, f"data/cities/{file_name(slug, words)}.yml", words)
        if facts is None and not session.everything:
            sentence = words.gettext(
                "give its first facts with --facts, or no option at all to be asked for everything"
            )
            raise click.UsageError(sentence, click.get_current_context())
        questions = city_questions(session.reading)
        answers = given([*questions, *summary_questions([])], values)
        ask(questions, answers, words, everything=session.everything)
        try:
            entries = _sheet_facts(session, slug, facts, answers) if facts else _asked_facts(session, slug)
        except UnreadableSheetError as error:
            print_problems(error.problems, words)
            return 1
        every = [*questions, *summary_questions(entries)]

        def draft(answers: Mapping[str, str]) -> Drafted:
            return {**session.sources, path: city_file(path, every, answers, entries, words)}, {path: ""}, ()

        files = session.complete(every, answers, draft)
        done = ended(session, files)
        if not done:
            if write_schemas(root, read_data(root)):
                say_out(say("{path}: written", path="data/schema").text(words))
            say_out(say("Tell readers: add an entry at the top of data/changes.yml.").text(words))
        return done

    return act


def _sheet_facts(session: Session, slug: str, file: Path, answers: Mapping[str, str]) -> list[Entry]:
    """The facts of a new city in a spreadsheet; raises UnreadableSheetError."""
    names: Names = {one: answers.get(f"name-{one}") or answers[f"name-{DEFAULT}"] for one in COMPLETE}
    made, refused = read_sheet(file, session.reading, new=(slug, names))
    if refused:
        raise UnreadableSheetError(refused)
    return [one.entry for one in made]


def _asked_facts(session: Session, slug: str) -> list[Entry]:
    """The first two facts of a new city, which has two numbers set large at least.

    Each is tried at once, among the facts of the nation, since the city has no file yet.
    """
    entries: list[Entry] = []
    for ordinal in (1, 2):
        say_out("")
        say_out(say("Fact {number} of 2; it needs a value:", number=ordinal).text(session.words))
        taken = [str(entry["id"]) for entry in entries]
        every = fact_questions(session.reading, slug, taken)
        questions = tuple(replace(one, is_needed=one.is_needed or one.name == "value") for one in every)
        answers: Answers = {}
        _source_first(session, questions, answers, slug)
        draft = _fact_draft(session, questions, _NATIONAL)
        if session.complete(questions, answers, draft) is None:
            click.get_current_context().exit(1)
        entries.append(fact_of(questions, answers))
    return entries


_NATIONAL = "data/national.yml"
