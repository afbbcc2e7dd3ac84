"""What several reports share: ratings in the council's words, and their legend."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from scrutiny_cli.domain import legends
from scrutiny_cli.domain.actions import AS_PRINTED, Judged, Withdrawn
from scrutiny_cli.domain.base import Note
from scrutiny_cli.domain.committees import Committee, Contact, LegendLine, Rating, Rules
from scrutiny_cli.domain.dates import on_date, short_date
from scrutiny_cli.domain.legends import RATINGS, Document
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.reports.model import Cell, Count, Listing, Prose, Rag, Ref, Section, Tally
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


def rag(
    rules: Rules, rating: Rating, detail: str | None = None, document: Document = "measures"
) -> Rag:
    """A rating in the council's word and letter for a document."""
    line = legends.of_rating(rules, document, rating)
    return Rag(rating, line.word, line.letter, detail, line.colour)


class StateInWords(NamedTuple):
    """A state in the words of a legend, and in words the one beside it: a judgement, or what is worked out."""

    lead: Rag
    beside: str | None = None
    judged: bool = False


def stated(
    rules: Rules, document: Document, state: str, computed: Rag, judged: Judged | None = None
) -> StateInWords:
    """A state that is worked out, or what officers or members say instead, in the council's words.

    ``computed`` is the state in the words of scrutiny. Words that say more than the state does stay.
    """
    verdict = legends.judge(rules, document, state, computed.rating, judged)
    if line := verdict.computed:
        more = computed.word if computed.word.casefold() != state else None
        exact = more if more and any(sign.isdigit() for sign in more) else None
        detail = ", ".join(part for part in (exact, computed.detail) if part) or None
        computed = in_line(line, computed.rating, detail)
    if judged is None:
        return StateInWords(computed)
    by = ", ".join(
        part for part in (judged.by, short_date(judged.on) if judged.on else None) if part
    )
    given = verdict.given
    said = (
        in_line(given, None, (by if by != AS_PRINTED else "") or None)
        if given
        else Rag("not rated", judged.rating, "–", by or None)
    )
    same = said.word == computed.word
    if not verdict.leads:
        # A status that a paper prints has its own place in a tracker.
        silent = same or judged.by == AS_PRINTED
        return StateInWords(computed, None if silent else f"{said.word} ({by or 'as given'})")
    return StateInWords(said, None if same else f"worked out: {computed.word}", judged=True)


def in_line(line: LegendLine, rating: Rating | None, detail: str | None) -> Rag:
    """A line of a legend as a cell; its colour is its own, or that of the rating."""
    known = legends.shown(line)
    usual = rating or line_rating(line)
    return Rag(usual, known.word, known.letter, detail, known.colour)


def line_rating(line: LegendLine) -> Rating:
    """The usual rating of a line, whatever document it is for."""
    return next(
        (r for d in legends.STATES if (r := legends.rating_of(line, d)) != "not rated"), "not rated"
    )


def legend(
    committees: Iterable[Committee], means: Mapping[Rating, str], document: Document
) -> Section:
    """The key to the states and ratings of a document, with what each means there.

    Committees that use other words or letters have a key of their own.
    """
    keys: list[tuple[Rules, list[str]]] = []
    for committee in committees:
        marks = _marks(committee.rules, document)
        alike = (names for rules, names in keys if _marks(rules, document) == marks)
        names = next(alike, None)
        if names is None:
            keys.append((committee.rules, [committee.name]))
        else:
            names.append(committee.name)
    if len(keys) < 2:
        rules = keys[0][0] if keys else Rules()
        return Section("legend", KEY, (key_list(rules, means, document),))
    blocks = ((Prose(listed(names)), key_list(rules, means, document)) for rules, names in keys)
    return Section("legend", KEY, tuple(chain.from_iterable(blocks)))


def _marks(rules: Rules, document: Document) -> list[Any]:
    """The legend of the document, and the word and the letter of each rating."""
    words = (legends.of_rating(rules, document, rating) for rating in RATINGS)
    return [legends.lines(rules, document), *((line.word, line.letter) for line in words)]


def key_list(rules: Rules, means: Mapping[Rating, str], document: Document) -> Listing:
    """The key to a document by some rules: the council's own lines, then the ratings they leave out."""
    own = [
        in_line(line, legends.rating_of(line, document), line.means)
        for line in legends.lines(rules, document)
    ]
    rest = legends.unlisted(rules, document) if own else RATINGS
    ratings = [
        rag(rules, rating, means[rating], document)
        for rating in RATINGS
        if rating in means and rating in rest
    ]
    return Listing((*own, *ratings), inline=True)


def tally_in_words(title: str, document: Document, things: Sequence[Any]) -> Tally | None:
    """Counts of actions or recommendations by the words of a legend, or ``None`` without one."""
    rules = (thing.at.register.rules_of(thing.record) for thing in things)
    if not any(legends.lines(own, document) for own in rules):
        return None
    found = Counter(thing.state.word for thing in things)
    shades = {thing.state.word: thing.state.shade for thing in things}
    return Tally(title, tuple(Count(found[word], word, shades[word]) for word in shades))


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
