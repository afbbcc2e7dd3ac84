"""Exempt and confidential matter: never in a public register, never without its paragraph."""

from collections.abc import Iterator

from scrutiny_cli.checks.context import Check, Context
from scrutiny_cli.diagnostics import Diagnostic

# What the public may know of an exempt item: Local Government Act 1972 s.100B and Schedule 12A.
PUBLIC_KEYS = frozenset({"id", "classification", "exempt", "numbered"})
_MINUTE_KEYS = ("text", "title", "resolved", "vote", "promises", "recommended", "requests")
_MOVE = "keep it in a private register; git never forgets what was once committed"


def exempt_in_public(context: Context) -> Iterator[Diagnostic]:
    """A public register holds an exempt item's public title, paragraph and reason, no more."""
    if context.settings.private:
        return
    for entry, meeting in context.each("meetings"):
        closed = set()
        for index, item in enumerate(meeting.items):
            if item.open:
                continue
            closed.add(item.name)
            for name in sorted(item.model_fields_set - PUBLIC_KEYS):
                article = "an" if item.classification == "exempt" else "a"
                message = (
                    f"{article} {item.classification} item of a public register may not hold this"
                )
                yield entry.fault(
                    ("items", index, name), "exempt-in-public", message, _MOVE, key=True
                )
        for index, minute in enumerate(meeting.minutes):
            if minute.item and minute.item in closed:
                for name in sorted(minute.model_fields_set.intersection(_MINUTE_KEYS)):
                    yield entry.fault(
                        ("minutes", index, name),
                        "exempt-in-public",
                        "the minute of an exempt item may not stand in a public register",
                        _MOVE,
                        key=True,
                    )
    for kind, name in sorted(context.register.withheld):
        entry = context.entries[kind, name]
        yield entry.fault(
            ("item",) if getattr(entry.record, "item", None) else (),
            "exempt-in-public",
            "what arises from an exempt item may not stand in a public register",
            _MOVE,
        )


def contradictions(context: Context) -> Iterator[Diagnostic]:
    """An item is marked as what it is, and named where minutes may belong to it."""
    for entry, meeting in context.each("meetings"):
        for index, item in enumerate(meeting.items):
            if item.classification == "open" and item.exempt is not None:
                message = "the item says why it is exempt, and is not marked as exempt"
                hint = "add `classification: exempt`, or take `exempt:` away"
                yield entry.fault(
                    ("items", index, "exempt"), "not-marked-exempt", message, hint, key=True
                )
            if not item.open and not item.name and meeting.minutes:
                message = "an item that is not open needs an id once the meeting has minutes"
                hint = "add `id:`, and name it with `item:` in its minute"
                yield entry.fault(("items", index), "exempt-unnamed", message, hint)


def paragraphs(context: Context) -> Iterator[Diagnostic]:
    """An exempt item names the paragraphs of Schedule 12A that make it so."""
    for entry, meeting in context.each("meetings"):
        for index, item in enumerate(meeting.items):
            if item.classification == "exempt" and not (item.exempt and item.exempt.paragraphs):
                yield entry.fault(
                    ("items", index, "classification"),
                    "exempt-paragraph-missing",
                    "an exempt item must name its paragraphs of Schedule 12A",
                    "add `exempt: {paragraphs: [3], reason: ..., public_title: ...}`",
                )


CHECKS: tuple[Check, ...] = (exempt_in_public, contradictions, paragraphs)
