"""What several reports share: ratings in the council's words, and their legend."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from operator import itemgetter

from scrutiny_cli.domain.actions import Withdrawn
from scrutiny_cli.domain.base import Note
from scrutiny_cli.domain.committees import (
    DEFAULT_LEGEND,
    Committee,
    Contact,
    Rating,
    RatingLegend,
    Rules,
)
from scrutiny_cli.domain.dates import on_date, short_date
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.reports.model import Cell, Listing, Prose, Rag, Ref, Section
from scrutiny_cli.wording import listed

KEY = "Key"
CHANGES = {
    "due": "new due date",
    "moved": "due date moved",
    "owner": "new owner",
    "progress": "new progress",
    "completed": "now done",
    "response": "new response",
    "action": "new wording",
    "text": "new wording",
}
"""What is said of a field that was updated; of others, its name."""
RATINGS: tuple[Rating, ...] = ("red", "amber", "green", "blue", "not rated")


def legend_of(rules: Rules) -> dict[Rating, RatingLegend]:
    """The council's words and letters for every rating, the usual ones where it has none."""
    return {line.rating: line for line in (*DEFAULT_LEGEND, *rules.ratings)}


def rag(rules: Rules, rating: Rating, detail: str | None = None) -> Rag:
    """A rating in the council's word and letter."""
    line = legend_of(rules)[rating]
    return Rag(rating, line.word, line.letter, detail)


def legend(committees: Iterable[Committee], means: Mapping[Rating, str]) -> Section:
    """The key to the ratings, with what each means in this document.

    Committees that use other words or letters have a key of their own.
    """
    keys: list[tuple[Rules, list[str]]] = []
    for committee in committees:
        alike = (names for rules, names in keys if _marks(rules) == _marks(committee.rules))
        names = next(alike, None)
        if names is None:
            keys.append((committee.rules, [committee.name]))
        else:
            names.append(committee.name)
    if len(keys) < 2:
        return Section("legend", KEY, (key_list(keys[0][0] if keys else Rules(), means),))
    blocks = ((Prose(listed(names)), key_list(rules, means)) for rules, names in keys)
    return Section("legend", KEY, tuple(chain.from_iterable(blocks)))


def _marks(rules: Rules) -> list[tuple[str, str]]:
    """The word and the letter of each rating."""
    return [(line.word, line.letter) for line in map(legend_of(rules).__getitem__, RATINGS)]


def key_list(rules: Rules, means: Mapping[Rating, str]) -> Listing:
    """The key to the ratings by some rules."""
    ratings = tuple(rag(rules, rating, means[rating]) for rating in RATINGS if rating in means)
    return Listing(ratings, inline=True)


def notes(entries: tuple[Note, ...], as_of: date | None = None) -> tuple[Prose, ...]:
    """Dated entries, oldest first; what is dated later than ``as_of`` is left out."""
    dated = []
    day = date.min
    for note in entries:  # one without a day belongs to the one before it
        day = note.on or day
        dated.append((day, note))
    return tuple(
        Prose(f"{short_date(note.on)}: {note.note}" if note.on else note.note)
        for _, note in sorted(dated, key=itemgetter(0))
        if as_of is None or note.on is None or note.on <= as_of
    )


def withdrawal(gone: Withdrawn | None) -> Cell:
    """When and why something was withdrawn, if it was and if that is recorded."""
    if gone is None or not (gone.on or gone.reason):
        return None
    on = f" {on_date(gone.on)}" if gone.on else ""
    return Prose(f"Withdrawn{on}: {gone.reason}" if gone.reason else f"Withdrawn{on}.")


def named(head: Cell, record_id: str, mark: Mark | None) -> Cell:
    """What a row is called, with the record's id and its mark."""
    parts: tuple[Cell, ...] = (head, mark, Ref(record_id))
    return tuple(part for part in parts if part not in (None, ""))


def contact_words(contact: Contact | None) -> tuple[Cell, ...]:
    """Whom to ask, with their post and how to reach them."""
    if contact is None:
        return ()
    words = (
        ", ".join(part for part in (contact.name, contact.post) if part),
        f"Telephone {contact.phone}" if contact.phone else None,
        Prose(f"<{contact.email}>") if contact.email else None,
    )
    return tuple(part for part in words if part)
