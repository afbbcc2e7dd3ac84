"""The interests that were declared at a meeting, as its minutes tell them."""

from typing import Any

from scrutiny_cli.domain.meetings import Interest
from scrutiny_cli.reports.meetings.sitting import Sitting
from scrutiny_cli.reports.model import Cell, Listing, Prose, Section


def declared(sitting: Sitting) -> list[Section]:
    """The interests declared; no section where there were none."""
    told = tuple(_words(sitting, one) for one in sitting.meeting.interests)
    return [Section("interests", "Declarations of interest", (Listing(told),))] if told else []


def _words(sitting: Sitting, one: Interest) -> Cell:
    """Who declared what in which item, and what the interest is."""
    kind = one.kind or ""
    article = "an" if not kind or kind[0].lower() in "aeiou" else "a"
    entry = sitting.agenda.get(one.item or "")
    number = f"item {entry.number}, " if entry and entry.number else ""
    told = (
        sitting.register.person_name(one),
        f"declared {article} {kind} interest".replace("  ", " "),
        f"in {number}{entry.title}" if entry else "",
    )
    left = ", and left the meeting while it was taken" if one.left else ""
    words = f"{' '.join(part for part in told if part)}{left}."
    return (words, Prose(one.interest)) if one.interest else words


def data(sitting: Sitting) -> list[dict[str, Any]]:
    """The same for machines."""
    return [
        {
            "person": one.person,
            "name": sitting.register.person_name(one),
            "kind": one.kind,
            "item": one.item,
            "interest": one.interest,
            "left": one.left,
        }
        for one in sitting.meeting.interests
    ]
