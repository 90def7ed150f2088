"""`status` and `changes`: what the data cover and what is due; what a pull request changes."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from hashlib import sha256
from pathlib import Path

import click

from beautiful_cities.commands.checking import examined
from beautiful_cities.commands.desk import command, print_problems, say_out
from beautiful_cities.history import Change, RevisionError, changed_facts, check_translated, data_at
from beautiful_cities.linkcheck import Answer, ask_all
from beautiful_cities.model import Data, Fact
from beautiful_cities.phrases import Phrase, counted, say
from beautiful_cities.problems import Problem
from beautiful_cities.reading import read_data
from beautiful_cities.upkeep import Upkeep, upkeep


def status_command(words: NullTranslations) -> click.Command:
    """The command in the editor's language."""
    _ = words.gettext

    def act(root: Path, form: str, since: str | None, links: bool) -> int:
        reading, problems = examined(root)
        if any(found.is_error for found in problems):
            print_problems(problems, words)
            return 1
        data = reading.data()
        behind = _behind(root, since)
        answers = _answers(data, root, words) if links else None
        untranslated = tuple(found for found in problems if found.rule.id in _UNTRANSLATED)
        report = _Report(data, upkeep(data, _today()), untranslated, behind, answers)
        if form == "json":
            say_out(json.dumps(report.values(), ensure_ascii=False, indent=1))
        else:
            for line in report.lines(words):
                say_out(line if form == "markdown" else _plain(line))
        return 0

    return command(
        words,
        "status",
        _(
            "Tell how many facts each city has, which targets wait for an outcome, and what is due to be looked at"
            " again. It reports and judges nothing: the exit code is 0 unless the data cannot be read."
        ),
        act,
        [
            click.Option(
                ["--format", "form"],
                type=click.Choice(["text", "markdown", "json"]),
                default="text",
                help=_("text: for a terminal; markdown: for an issue or a page; json: for programs."),
            ),
            click.Option(
                ["--since"],
                metavar="REV",
                help=_("Also name texts of which only one language changed since this Git revision."),
            ),
            click.Option(
                ["--links"],
                is_flag=True,
                help=_("Also ask whether the addresses of the sources still answer; this takes minutes."),
            ),
        ],
    )


def changes_command(words: NullTranslations) -> click.Command:
    """The command in the editor's language."""
    _ = words.gettext

    def act(root: Path, since: str, before: Path | None, after: Path | None) -> int:
        now = read_data(root)
        try:
            changes = list(changed_facts(data_at(root, since), now))
        except RevisionError as error:
            raise click.UsageError(error.said.text(words), click.get_current_context()) from None
        for line in _facts(changes, words):
            say_out(line)
        if before is not None and after is not None:
            for line in _pages(before, after, words):
                say_out(line)
        return 0

    return command(
        words,
        "changes",
        _(
            "Name the facts that changed since a Git revision, and the pages of two built sites that differ, in"
            " Markdown."
        ),
        act,
        [
            click.Option(["--since"], metavar="REV", required=True, help=_("The Git revision to compare with.")),
            click.Option(
                ["--before"], type=click.Path(path_type=Path, exists=True), help=_("The site built from that revision.")
            ),
            click.Option(["--after"], type=click.Path(path_type=Path, exists=True), help=_("The site as it is now.")),
        ],
    )


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _behind(root: Path, since: str | None) -> tuple[Problem, ...]:
    if since is None:
        return ()
    now = read_data(root)
    try:
        return now.place(check_translated(data_at(root, since), now, since))
    except RevisionError as error:
        raise click.UsageError(str(error), click.get_current_context()) from None


def _answers(data: Data, root: Path, words: NullTranslations) -> dict[str, Answer]:
    """What the addresses of the sources answer, by the ids of the sources; a bar shows how far it is on a terminal."""
    addresses = {name: source.url for name, source in data.sources.items() if source.url}
    cache = root / ".cache" / "links.json"
    label = words.gettext("Asking the sources’ addresses")
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def progress(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        found = ask_all(addresses.values(), cache, today=_today(), progress=progress)
    if found and not any(one.status for one in found.values()):
        click.echo(words.gettext("Not one address answered; is this machine online?"), err=True)
    return {name: found[address] for name, address in addresses.items()}


@dataclass(frozen=True, slots=True)
class _Report:
    """What the command tells."""

    data: Data
    state: Upkeep
    untranslated: tuple[Problem, ...]
    behind: tuple[Problem, ...]
    answers: dict[str, Answer] | None

    def values(self) -> dict[str, object]:
        """Everything by id, for programs."""
        return {
            "places": [
                {
                    "place": one.slug,
                    "facts": dict(one.facts),
                    "targets": one.targets,
                    "overdue": [target.id for target in one.overdue],
                    "reviewed": str(one.reviewed) if one.reviewed else None,
                }
                for one in self.state.places
            ],
            "stale_places": list(self.state.stale_places),
            "stale_sources": list(self.state.stale_sources),
            "unused_terms": list(self.state.unused_terms),
            "translations_missing": [found.place for found in self.untranslated],
            "translations_behind": [found.place for found in self.behind],
            "links": None
            if self.answers is None
            else {
                name: {"status": one.status, "detail": one.detail}
                for name, one in self.answers.items()
                if not one.is_fine
            },
        }

    def lines(self, words: NullTranslations) -> Iterator[str]:
        """Everything in words, in Markdown."""
        _ = words.gettext
        topics = list(self.data.topics)
        head = [_("Place"), *topics, _("Targets"), _("Overdue"), _("Reviewed")]
        yield f"## {_('Facts by place and topic')}\n"
        yield _row(head)
        yield _row(["---", *["---:"] * (len(topics) + 2), "---"])
        for one in self.state.places:
            counts = [*(one.facts.get(topic, 0) for topic in topics), one.targets, len(one.overdue)]
            yield _row([one.slug, *map(str, counts), str(one.reviewed or "–")])
        yield from self._overdue(_("Targets past their date without an outcome"), words)
        yield from _list(_("Cities not reviewed for a year"), self.state.stale_places, words)
        yield from _list(_("Sources that only such cities cite"), self.state.stale_sources, words)
        yield from _list(_("Terms that no text uses"), self.state.unused_terms, words)
        missing = [found.text(words) for found in self.untranslated]
        yield from _list(_("Texts and pages without a translation"), missing, words)
        if self.behind:
            yield from _list(
                _("Texts of which one language changed"), [found.text(words) for found in self.behind], words
            )
        if self.answers is not None:
            gone = [self._answer(name, one) for name, one in self.answers.items() if one.is_gone]
            silent = [self._answer(name, one) for name, one in self.answers.items() if not (one.is_gone or one.is_fine)]
            yield from _list(_("Addresses where there is no page any more"), gone, words)
            yield from _list(_("Addresses that did not answer or refused"), silent, words)

    def _overdue(self, title: str, words: NullTranslations) -> Iterator[str]:
        overdue = [(one.slug, target) for one in self.state.places for target in one.overdue]
        overdue.sort(key=lambda item: str(item[1].deadline))
        yield from _list(title, [f"{target.deadline} `{target.id}` ({place})" for place, target in overdue], words)

    def _answer(self, name: str, one: Answer) -> str:
        source = self.data.sources[name]  # type: ignore[index]  # ids are strings of a kind of their own
        return f"{one.status or one.detail}: `{name}` {source.url}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _list(title: str, items: Sequence[str], words: NullTranslations) -> Iterator[str]:
    yield f"\n## {title} ({len(items)})\n"
    yield from (f"- {item}" for item in items)
    if not items:
        yield words.gettext("There are none.")


def _plain(line: str) -> str:
    """A line of Markdown for a terminal."""
    if line.startswith("| ---"):
        return ""
    if line.startswith("|"):
        first, *others = line.strip("| ").split(" | ")
        return f"{first:16}" + "".join(f"{cell:>16}" for cell in others)
    return click.style(line.replace("## ", ""), bold=True) if line.lstrip().startswith("##") else line.replace("`", "")


_UNTRANSLATED = ("text-open", "twin-open", "catalogue-behind")
"""The rules about what is not there in one of the languages."""
_SHOWN = 60
"""So many facts and pages are named; of more the number is told."""


def _facts(changes: Sequence[Change], words: NullTranslations) -> Iterator[str]:
    yield f"## {counted('{number} changed fact', '{number} changed facts', len(changes)).text(words)}\n"
    for change in changes[:_SHOWN]:
        yield f"- `{change.id}` ({change.path}): {_difference(change).text(words)}"
    if len(changes) > _SHOWN:
        yield say("… and {number} more", number=len(changes) - _SHOWN).text(words)


def _difference(change: Change) -> Phrase:
    match change.before, change.now:
        case None, Fact():
            return say("new")
        case Fact(), None:
            return say("gone: its address leads nowhere now")
        case Fact() as before, Fact() as now if (before.value, before.unit) != (now.value, now.unit):
            return say("value {before} → {now}", before=_value(before), now=_value(now))
        case Fact() as before, Fact() as now:
            keys = [key for key in Fact.model_fields if getattr(before, key) != getattr(now, key)]
            return say("changed: {keys}", keys=", ".join(keys))
    raise AssertionError(change)


def _value(fact: Fact) -> str:
    return f"{fact.value} {fact.unit}" if fact.value is not None else "–"


_HASHED = re.compile(rb"\.[0-9a-f]{8,}\.(?=css|js|min\.js)")
"""What changes on every page with each change of a style or script."""


def _pages(before: Path, after: Path, words: NullTranslations) -> Iterator[str]:
    old, new = (_hashes(folder) for folder in (before, after))
    kinds = (
        (say("new"), sorted(new.keys() - old.keys())),
        (say("gone: its address leads nowhere now"), sorted(old.keys() - new.keys())),
        (say("changed"), sorted(page for page in new.keys() & old.keys() if new[page] != old[page])),
    )
    named = [(page, kind) for kind, pages in kinds for page in pages]
    yield f"\n## {counted('{number} changed page', '{number} changed pages', len(named)).text(words)}\n"
    for page, kind in named[:_SHOWN]:
        yield f"- `/{page}`: {kind.text(words)}"
    if len(named) > _SHOWN:
        yield say("… and {number} more", number=len(named) - _SHOWN).text(words)


def _hashes(folder: Path) -> dict[str, str]:
    """Every page of a built site by its address, with what stands for its content."""
    return {
        file.relative_to(folder).as_posix().removesuffix("index.html"): sha256(
            _HASHED.sub(b".", file.read_bytes())
        ).hexdigest()
        for file in folder.rglob("*.html")
    }
