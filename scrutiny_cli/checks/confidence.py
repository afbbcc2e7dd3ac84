"""Exempt and confidential matter: never in a public register, never without its paragraph."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from scrutiny_cli.checks.context import Check, Context
from scrutiny_cli.documents import Path
from scrutiny_cli.documents.problems import Problem
from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.meetings import Item, Meeting, Paper

# What the public may know of an exempt item or paper: Local Government Act 1972 s.100B and
# Schedule 12A.
PUBLIC_KEYS = frozenset({"id", "classification", "exempt", "numbered", "appendix", "standing"})
_MINUTE_KEYS = frozenset({"number", "item", "public_summary"})
_MOVE = "keep it in a private register; git never forgets what was once committed"


def exempt_in_public(context: Context) -> Iterator[Problem]:
    """A public register holds an exempt item's public title, paragraph and reason, no more."""
    if context.settings.private:
        return
    for entry, meeting in context.each("meetings"):
        for path, message in _too_much(meeting):
            yield entry.fault(path, "exempt-in-public", message, _MOVE, key=True)
    for kind, name in sorted(context.register.withheld):
        entry = context.entries[kind, name]
        yield entry.fault(
            ("item",) if getattr(entry.record, "item", None) else (),
            "exempt-in-public",
            "what arises from an exempt item may not stand in a public register",
            _MOVE,
        )


def _classified(meeting: Meeting) -> Iterator[tuple[Path, Item | Paper, str]]:
    """The items of a meeting, and the papers of those that are open: path, part and word for it."""
    for index, item in enumerate(meeting.items):
        yield ("items", index), item, "item"
        for key in ("papers", "background_papers") if item.open else ():
            for position, paper in enumerate(getattr(item, key)):
                yield ("items", index, key, position), paper, "paper"


def _too_much(meeting: Meeting) -> Iterator[tuple[Path, str]]:
    """What of a meeting's closed items the public may not read, and why."""
    closed = {item.name for item in meeting.items if not item.open} - {None}
    for path, part, what in _classified(meeting):
        if not part.open:
            article = "a" if part.classification == "confidential" else "an"
            kind = "exempt" if part.classification == "open" else part.classification
            words = f"{article} {kind} {what} of a public register may not hold this"
            for name in sorted(part.model_fields_set - PUBLIC_KEYS):
                yield (*path, name), words
    numbers = set()
    for index, minute in enumerate(meeting.minutes):
        if minute.item in closed:
            numbers.add(minute.number)
            for name in sorted(minute.model_fields_set - _MINUTE_KEYS):
                words = "the minute of an exempt item may not stand in a public register"
                yield ("minutes", index, name), words
    for index, declared in enumerate(meeting.interests):
        if declared.interest and declared.item in closed:
            words = "what interest was declared in an exempt item may not stand here"
            yield ("interests", index, "interest"), words
    for index, adjourned in enumerate(meeting.adjournments):
        if adjourned.note and adjourned.after_minute in numbers:
            words = "what is said of a break after an exempt item's minute may not stand here"
            yield ("adjournments", index, "note"), words
    for index, supplement in enumerate(meeting.supplements):
        if supplement.title and closed.intersection(supplement.items):
            words = "a supplement with papers of an exempt item may have no title here"
            yield ("supplements", index, "title"), words


def contradictions(context: Context) -> Iterator[Problem]:
    """An item or paper is marked as what it is, and an item named where minutes may belong to it."""
    for entry, meeting in context.each("meetings"):
        for path, part, what in _classified(meeting):
            if part.classification == "open" and part.exempt is not None:
                message = f"the {what} says why it is exempt, and is not marked as exempt"
                hint = "add `classification: exempt`, or take `exempt:` away"
                yield entry.fault((*path, "exempt"), "not-marked-exempt", message, hint, key=True)
            if isinstance(part, Item) and not part.open and not part.name and meeting.minutes:
                message = "an item that is not open needs an id once the meeting has minutes"
                hint = "add `id:`, and name it with `item:` in its minute"
                yield entry.fault(path, "exempt-unnamed", message, hint)


# What tells whether something is exempt or hangs on it; with nothing after it, it tells nothing.
_TELLING = ("classification", "exempt", "item", "minute", "parent", "tracked", "logged", "for")
_BLANK = re.compile(
    rb"\b(?:" + "|".join(_TELLING).encode() + rb")[\"']?\s*:\s*(?:[,}\]#\r\n]|~|null|$)"
)


def blanks(context: Context) -> Iterator[Problem]:
    """What tells whether an item is exempt is never left blank; in a private register nothing is
    that hangs on it.
    """
    telling = _TELLING if context.settings.private else _TELLING[:2]
    words = [word.encode() for word in telling]

    @cache
    def suspect(source: Source) -> bool:
        return any(word in source.raw for word in words) and bool(_BLANK.search(source.raw))

    for kind in KINDS.values():
        for entry, _ in context.each(kind.folder) if kind.may_be_exempt else ():
            if not suspect(entry.document.source):
                continue
            data = entry.document.data
            for step in entry.base:
                data = data[step]
            for path in _blank_in(data, telling):
                message = "nothing stands here, so it cannot be told what is exempt"
                hint = "write what it should say, or take the line out"
                yield entry.fault(path, "empty-value", message, hint, key=True)


def _blank_in(part: Any, telling: tuple[str, ...], path: Path = ()) -> Iterator[Path]:
    if isinstance(part, dict):
        for key, value in part.items():
            if value is None and key in telling:
                yield (*path, key)
            yield from _blank_in(value, telling, (*path, key))
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from _blank_in(value, telling, (*path, index))


def paragraphs(context: Context) -> Iterator[Problem]:
    """An exempt item or paper names the paragraphs of Schedule 12A that make it so."""
    for entry, meeting in context.each("meetings"):
        for path, part, what in _classified(meeting):
            if part.classification == "exempt" and not (part.exempt and part.exempt.paragraphs):
                yield entry.fault(
                    (*path, "classification"),
                    "exempt-paragraph-missing",
                    f"an exempt {what} must name its paragraphs of Schedule 12A",
                    "add `exempt: {paragraphs: [3], reason: ..., public_title: ...}`",
                )


CHECKS: tuple[Check, ...] = (exempt_in_public, contradictions, blanks, paragraphs)
