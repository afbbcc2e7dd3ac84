"""What the records must say of what is exempt, and what a public register must not hold of it."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from scrutiny_cli.documents import Path
from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.councils import Nation
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.meetings import Item, Meeting, Paper
from scrutiny_cli.exempt.cutting import PUBLIC_FIELDS, meeting_parts, withheld
from scrutiny_cli.exempt.marking import ExemptIndex
from scrutiny_cli.exempt.wording import FIRST, SCHEDULE_12A
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.register.register import Register

if TYPE_CHECKING:
    from scrutiny_cli.domain.decisions import ExecutiveDecision

Places = Mapping[tuple[str, str], PlacedRecord]

# What the public may know of an exempt item or paper: Local Government Act 1972 s.100B and
# Schedule 12A.
PUBLIC_KEYS = frozenset(
    {"id", "classification", "exempt", "numbered", "number", "appendix", "standing"}
)
MINUTE_KEYS = frozenset({"number", "item", "public_summary"})
_MOVE = "keep it in a private register; git never forgets what was once committed"


def findings(
    register: Register, places: Places, index: ExemptIndex, *, private: bool
) -> Iterator[Finding]:
    """What is amiss in how the records of a private or public register mark what is exempt."""
    if not private:
        yield from _exempt_in_public(register, places, index)
    for entry in places.values():
        if entry.kind in ("meetings", "decisions"):
            yield from _contradictions(entry)
            yield from _paragraphs(entry, _nation(register, entry))
    yield from _blanks(places, _TELLING if private else _TELLING[:3])


def missing_title(part: "Item | Paper | ExecutiveDecision") -> str | None:
    """The field that should hold the title of an item, a paper or a decision and does not."""
    if part.title:
        return None
    if isinstance(part, Paper):
        return "title" if part.open and not part.called else None
    titled = part.exempt and part.exempt.public_title
    if isinstance(part, Item):
        titled = part.standing or (part.open and part.call_in) or titled
    elif part.private:
        titled = titled or part.private.public_title
    if titled or part.classification == "confidential":
        return None
    return "title" if part.open else "exempt.public_title"


def _meetings(places: Places) -> Iterator[PlacedRecord]:
    return (entry for entry in places.values() if entry.kind == "meetings")


def _exempt_in_public(register: Register, places: Places, index: ExemptIndex) -> Iterator[Finding]:
    """More than an exempt item's public title, paragraph and reason."""
    for entry in _meetings(places):
        for path, message in _too_much(entry.record, index):
            yield entry.finding(path, "exempt-in-public", message, _MOVE, key=True)
    for key in sorted(withheld(register, index)):
        if public := PUBLIC_FIELDS.get(key[0]):
            singular = KINDS[key[0]].singular
            message = f"an exempt {singular} in a public register must not have this"
            for name in sorted(places[key].record.model_fields_set - public):
                yield places[key].finding((name,), "exempt-in-public", message, _MOVE, key=True)
            continue
        yield places[key].finding(
            ("item",) if getattr(places[key].record, "item", None) else (),
            "exempt-in-public",
            "a public register must not contain what arises from an exempt item",
            _MOVE,
        )


def _classified(record: Any) -> Iterator[tuple[Path, Any, str]]:
    """The items of a meeting or a decision itself, and the papers of what is open: path, part, word for it."""
    if not isinstance(record, Meeting):
        yield (), record, "decision"
        for position, paper in enumerate(record.papers if record.open else ()):
            yield ("papers", position), paper, "paper"
        return
    meeting = record
    for index, item in enumerate(meeting.items):
        yield ("items", index), item, "item"
        for key in ("papers", "background_papers") if item.open else ():
            for position, paper in enumerate(getattr(item, key)):
                yield ("items", index, key, position), paper, "paper"


def _too_much(meeting: Meeting, index: ExemptIndex) -> Iterator[tuple[Path, str]]:
    """What of a meeting's exempt items the public may not read, and why.

    An interest, a break or a minute that names no item may belong to one; only what does is refused.
    """
    private = meeting_parts(meeting, index)
    items = private.get("items", set())
    for path, part, what in _classified(meeting):
        if not part.open or (len(path) == 2 and path[1] in items):
            article = "a" if part.classification == "confidential" else "an"
            kind = "exempt" if part.classification == "open" else part.classification
            words = f"{article} {kind} {what} in a public register must not have this"
            for name in sorted(part.model_fields_set - PUBLIC_KEYS):
                yield (*path, name), words
    numbers = set()
    for position in sorted(private.get("minutes", ())):
        minute = meeting.minutes[position]
        if minute.item:
            numbers.add(minute.number)
            for name in sorted(minute.model_fields_set - MINUTE_KEYS):
                words = "a public register must not contain the minute of an exempt item"
                yield ("minutes", position, name), words
    for position in sorted(private.get("interests", ())):
        if meeting.interests[position].interest and meeting.interests[position].item:
            words = "a public register must not say which interest was declared in an exempt item"
            yield ("interests", position, "interest"), words
    for position in sorted(private.get("adjournments", ())):
        pause = meeting.adjournments[position]
        if pause.note and pause.after_minute in numbers:
            words = "a public register must not say why the meeting broke off after an exempt item"
            yield ("adjournments", position, "note"), words
    for position in sorted(private.get("supplements", ())):
        words = "a supplement with papers of an exempt item may have no title and no text here"
        held = meeting.supplements[position].model_fields_set & {"title", "text"}
        yield from ((("supplements", position, name), words) for name in sorted(held))


def _contradictions(entry: PlacedRecord) -> Iterator[Finding]:
    """An item, a paper or a decision is marked as what it is, and an item named where minutes may belong to it."""
    meeting = entry.record
    for path, part, what in _classified(meeting):
        if part.classification == "open" and part.exempt is not None:
            message = f"the {what} says why it is exempt, and is not marked as exempt"
            hint = "add `classification: exempt`, or take `exempt:` away"
            yield entry.finding((*path, "exempt"), "not-marked-exempt", message, hint, key=True)
        if isinstance(part, Item) and not part.open and not part.name and meeting.minutes:
            message = "an item that is not open needs an id once the meeting has minutes"
            hint = "add `id:`, and name it with `item:` in its minute"
            yield entry.finding(path, "exempt-unnamed", message, hint)


PARAGRAPHS: dict[Nation, range] = {
    nation: range(first, first + len(SCHEDULE_12A) // len(FIRST)) for nation, first in FIRST.items()
}
"""The paragraphs of Schedule 12A to the Local Government Act 1972 that hold in each nation."""


def _nation(register: Register, entry: PlacedRecord) -> Nation:
    council = register.council_for(entry.record)
    return (council.nation if council else None) or "England"


def _paragraphs(entry: PlacedRecord, nation: Nation) -> Iterator[Finding]:
    """An exempt item or paper names the paragraphs of its nation that make it so."""
    known = PARAGRAPHS[nation]
    for path, part, what in _classified(entry.record):
        private = getattr(part, "private", None)
        by_notice = part.classification == "open" and private is not None and not part.open
        named = any(reason and reason.paragraphs for reason in (part.exempt, private))
        if (part.classification == "exempt" or by_notice) and not named:
            yield entry.finding(
                (*path, "private" if by_notice else "classification"),
                "exempt-paragraph-missing",
                f"an exempt {what} must name its paragraphs of Schedule 12A",
                "add `exempt: {paragraphs: [3], reason: ..., public_title: ...}`",
            )
        for index, number in enumerate(part.exempt.paragraphs if part.exempt else ()):
            if number not in known:
                yield entry.finding(
                    (*path, "exempt", "paragraphs", index),
                    "paragraph-of-other-nation",
                    f"paragraph {number} of Schedule 12A does not hold in {nation}",
                    f"its paragraphs are {known[0]} to {known[-1]}; the nation is that of the "
                    "council's record",
                )


# What says whether something is exempt or hangs on it; with nothing after it, it says nothing.
_TELLING = (
    *("classification", "exempt", "private", "item", "minute", "parent", "tracked", "logged"),
    *("for", "decision", "call_in"),
)
_BLANK = re.compile(
    rb"\b(?:" + "|".join(_TELLING).encode() + rb")[\"']?\s*:\s*(?:[,}\]#\r\n]|~|null|$)"
)


def _blanks(places: Places, telling: tuple[str, ...]) -> Iterator[Finding]:
    """What says whether an item is exempt is never left blank; in a private register nothing is
    that hangs on it.
    """
    words = [word.encode() for word in telling]

    @cache
    def suspect(source: Source) -> bool:
        return any(word in source.raw for word in words) and bool(_BLANK.search(source.raw))

    for entry in places.values():
        if KINDS[entry.kind].may_be_exempt and suspect(entry.document.source):
            for path in _blank_in(entry.data, telling):
                message = "this is empty, so it is not clear what is exempt"
                hint = "write what it should say, or remove the line"
                yield entry.finding(path, "empty-value", message, hint, key=True)


def _blank_in(part: Any, telling: tuple[str, ...], path: Path = ()) -> Iterator[Path]:
    if isinstance(part, dict):
        for key, value in part.items():
            if value is None and key in telling:
                yield (*path, key)
            yield from _blank_in(value, telling, (*path, key))
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from _blank_in(value, telling, (*path, index))
