"""The public part of a register: what is exempt, or counts too few, is cut before any report.

Of an exempt or confidential item the public sees its public title and the paragraphs of Schedule
12A, and nothing else: Local Government Act 1972 s.100B(2) and (8); of its minute the summary made for
the public, s.100C(2). What an open record names is cut too, where it is exempt: a minute names the
action it led to, a reply what it decides.
"""

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.actions import Withdrawn
from scrutiny_cli.domain.base import Model
from scrutiny_cli.domain.meetings import Exemption, Item, Meeting, Minute, Paper, Supplement
from scrutiny_cli.domain.recommendations import Recommendation, Response
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.register import Register

if TYPE_CHECKING:
    from scrutiny_cli.domain.plans import Measure

UNTITLED = {"open": "Exempt item", "exempt": "Exempt item", "confidential": "Confidential item"}
UNTITLED_PAPER = {kind: title.replace("item", "paper") for kind, title in UNTITLED.items()}
M = TypeVar("M", bound=Model)
Names = frozenset[tuple[str, str]]
"""Kind and id of closed records, or meeting and name of closed items."""


def public(register: Register) -> Register:
    """The same register as the public may see it."""
    items = frozenset(
        (meeting.id, item.name or "")
        for meeting in register.meetings.values()
        for item in meeting.items
        if not item.open
    )
    meetings = {
        key: _meeting(meeting) if any(map(_holds_closed, meeting.items)) else meeting
        for key, meeting in register.meetings.items()
    }
    kinds: dict[str, Any] = {"meetings": meetings}
    if items or register.withheld:
        kinds["meetings"] = {
            key: _naming_none(meeting, register.withheld, items)
            for key, meeting in meetings.items()
        }
    for kind in {kind for kind, _ in register.withheld}:
        records = register.of(kind)
        kinds[kind] = {k: r for k, r in records.items() if (kind, k) not in register.withheld}
    if register.withheld:
        replies = kinds.get("responses", register.responses)
        kinds["responses"] = {key: _reply(r, register.withheld) for key, r in replies.items()}
        made = kinds.get("recommendations", register.recommendations)
        kinds["recommendations"] = {key: _replaced(register, r) for key, r in made.items()}
    measures = kinds.get("measures", register.measures)
    kinds["measures"] = {key: _measure(register, measure) for key, measure in measures.items()}
    return register.having(**kinds)


def _measure(register: Register, measure: "Measure") -> "Measure":
    below = register.rules_of(measure).suppress_below
    if not below:
        return measure
    from scrutiny_cli.domain.small_counts import without_small_counts

    return without_small_counts(measure, below)


def _meeting(meeting: Meeting) -> Meeting:
    names = {
        item.name: f"closed-{position}"
        for position, item in enumerate(meeting.items, 1)
        if not item.open
    }
    minuted = {minute.item for minute in meeting.minutes}
    # A minute that names no item may be that of a closed item which none names.
    closed = {*names, None} if names.keys() - minuted else {*names}
    private: set[int | None] = {m.number for m in meeting.minutes if m.item in closed}
    # What has no place in the minutes may belong to a closed item too, where there is one.
    private |= {None} if names else set()
    return meeting.model_copy(
        update={
            "items": tuple(
                _with_open_papers(item) if item.open else _item(item, f"closed-{position}")
                for position, item in enumerate(meeting.items, 1)
            ),
            "minutes": tuple(
                Minute(
                    number=minute.number,
                    item=names.get(minute.item),
                    public_summary=minute.public_summary,
                )
                if minute.item in closed
                else minute
                for minute in meeting.minutes
            ),
            "interests": tuple(
                altered(one, {"item": names[one.item], "kind": None, "interest": None})
                if one.item in names
                else altered(one, {"kind": None, "interest": None})
                if names and one.item is None
                else one
                for one in meeting.interests
            ),
            "adjournments": tuple(
                altered(one, {"note": None}) if one.after_minute in private else one
                for one in meeting.adjournments
            ),
            "supplements": tuple(
                _supplement(supplement, names) for supplement in meeting.supplements
            ),
        }
    )


def _naming_none(meeting: Meeting, closed: Names, items: Names) -> Meeting:
    """A meeting whose open minutes name no closed record and no closed item."""
    minutes = tuple(
        altered(
            minute,
            {
                "promises": _without(minute.promises, "logged", "actions", closed),
                "recommended": _without(minute.recommended, "tracked", "recommendations", closed),
                "requests": tuple(
                    altered(one, {"item": None}) if (one.meeting, one.item) in items else one
                    for one in minute.requests
                ),
            },
        )
        for minute in meeting.minutes
    )
    return altered(meeting, {"minutes": minutes})


def _without(parts: tuple[M, ...], field: str, kind: str, closed: Names) -> tuple[M, ...]:
    """Parts without the names that one of their fields gives to closed records."""
    return tuple(
        altered(part, {field: None}) if (kind, getattr(part, field)) in closed else part
        for part in parts
    )


def _reply(response: Response, closed: Names) -> Response:
    """A reply to what is open that names nothing closed, nor promises anything for that alone."""
    ways = {
        name: way
        for name, way in response.except_.items()
        if ("recommendations", name) not in closed
    }
    actions = []
    for action in response.actions:
        served = tuple(name for name in action.for_ if ("recommendations", name) not in closed)
        if served or not action.for_:
            actions.append(altered(action, {"for_": served}))
    return altered(response, {"except_": ways, "actions": tuple(actions)})


def _replaced(register: Register, made: Recommendation) -> Recommendation:
    """A recommendation that names none that is closed in its place; it is withdrawn all the same."""
    shown = tuple(
        name for name in made.superseded_by if ("recommendations", name) not in register.withheld
    )
    if len(shown) == len(made.superseded_by):
        return made
    gone = made.withdrawn or Withdrawn.model_construct(on=register.replaced_on(made))
    return altered(made, {"superseded_by": shown, "withdrawn": gone})


def altered(part: M, update: dict[str, Any]) -> M:
    """A part with some fields changed; the very same where nothing would change.

    A list whose parts are the same ones stays the same list.
    """
    changed = {}
    for field, now in update.items():
        before = getattr(part, field)
        if isinstance(now, tuple) and len(now) == len(before):
            if any(new is not old for new, old in zip(now, before, strict=True)):
                changed[field] = now
        elif now != before:
            changed[field] = now
    return part.model_copy(update=changed) if changed else part


def _supplement(supplement: Supplement, names: dict[str | None, str]) -> Supplement:
    """A supplement; one that holds closed papers is not called by its own title."""
    if not names.keys() & set(supplement.items):
        return supplement
    items = tuple(names.get(name, name) for name in supplement.items)
    return supplement.model_copy(update={"items": items, "title": None})


def _holds_closed(item: Item) -> bool:
    """Whether an item is closed, or a paper of it."""
    return not (item.open and all(paper.open for paper in (*item.papers, *item.background_papers)))


def _with_open_papers(item: Item) -> Item:
    """An open item whose closed papers have their public titles and paragraphs alone."""
    return altered(
        item,
        {
            "papers": tuple(map(_paper, item.papers)),
            "background_papers": tuple(map(_paper, item.background_papers)),
        },
    )


def _paper(paper: Paper) -> Paper:
    if paper.open:
        return paper
    exempt = paper.exempt
    return Paper(
        title=(exempt and exempt.public_title) or UNTITLED_PAPER[paper.classification],
        appendix=paper.appendix,
        classification=paper.classification,
        exempt=Exemption(paragraphs=exempt.paragraphs) if exempt else None,
    )


def _item(item: Item, name: str) -> Item:
    exempt = item.exempt
    return Item(
        standing=item.standing,
        id=name,
        title=(exempt and exempt.public_title) or UNTITLED[item.classification],
        classification=item.classification,
        numbered=item.numbered,
        exempt=Exemption(paragraphs=exempt.paragraphs) if exempt else None,
    )


def may_be_cut(register: Register) -> bool:
    """Whether anything in a register is closed or counts too few, and so may be in what is not read."""
    meetings = register.meetings.values()
    exempt = any(_holds_closed(item) for meeting in meetings for item in meeting.items)
    few = any(committee.rules.suppress_below for committee in register.committees.values())
    return exempt or few or bool(register.withheld)


def revision(sources: Iterable[Source], entries: Iterable[PlacedRecord], register: Register) -> str:
    """A fingerprint of the records that a register shows: the same records, the same words.

    It does not depend on the folder, the machine or what is exempt, and needs no git.
    """
    digest = hashlib.blake2b(digest_size=5)
    entries = list(entries)
    # A file with something exempt in it is known by its public words, any other by its bytes.
    mixed = {e.document.source.path for e in entries if _shown(e, register) is not e.record}
    if mixed:  # what could not be read may be exempt too
        sources = {entry.document.source for entry in entries}
    lines = {f"{source.path}\0{source.digest}" for source in sources if source.path not in mixed}
    for entry in entries:
        if entry.document.source.path in mixed and (record := _shown(entry, register)):
            lines.add(f"{entry.kind}\0{record!r}")
    for line in sorted(lines):
        # The name of a file need not be Unicode.
        digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _shown(entry: PlacedRecord, register: Register) -> Any:
    return register.of(entry.kind).get(entry.id)
