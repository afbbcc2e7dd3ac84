"""What several reports share: ratings in the council's words, and their legend."""

from collections.abc import Mapping
from datetime import date
from operator import itemgetter

from scrutiny_cli.domain.base import Note
from scrutiny_cli.domain.committees import DEFAULT_LEGEND, Rating, RatingLegend, Rules
from scrutiny_cli.domain.dates import DateInWords
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.reports.model import Cell, Column, Prose, Rag, Ref, Section, Table, rows

RATINGS: tuple[Rating, ...] = ("red", "amber", "green", "blue", "not rated")


def legend_of(rules: Rules) -> dict[Rating, RatingLegend]:
    """The council's words and letters for every rating, the usual ones where it has none."""
    return {line.rating: line for line in (*DEFAULT_LEGEND, *rules.ratings)}


def rag(rules: Rules, rating: Rating, detail: str | None = None) -> Rag:
    """A rating in the council's word and letter."""
    line = legend_of(rules)[rating]
    return Rag(rating, line.word, line.letter, detail)


def legend(rules: Rules, means: Mapping[Rating, str]) -> Section:
    """The key to the ratings, with what each means in this document."""
    lines = legend_of(rules)
    columns = (Column("Rating", heads=True, narrow=True), Column("Stands for"))
    ratings = [
        (Rag(rating, lines[rating].word, lines[rating].letter), Prose(means[rating]))
        for rating in RATINGS
        if rating in means
    ]
    table = Table("Key to the ratings", columns, rows(columns, ratings))
    return Section("legend", "Key to the ratings", (table,))


def notes(entries: tuple[Note, ...], as_of: date | None = None) -> tuple[Prose, ...]:
    """Dated entries, oldest first; what is dated later than ``as_of`` is left out."""
    dated = []
    day = date.min
    for note in entries:  # one without a day belongs to the one before it
        day = note.on or day
        dated.append((day, note))
    return tuple(
        Prose(f"{_short(note.on)}: {note.note}" if note.on else note.note)
        for _, note in sorted(dated, key=itemgetter(0))
        if as_of is None or note.on is None or note.on <= as_of
    )


def _short(day: date) -> str:
    return str(day) if isinstance(day, DateInWords) else day.strftime("%d.%m.%Y")


def named(head: Cell, record_id: str, mark: Mark | None) -> Cell:
    """What a row is called, with the record's id and its mark."""
    parts: tuple[Cell, ...] = (head, mark, Ref(record_id))
    return tuple(part for part in parts if part not in (None, ""))
