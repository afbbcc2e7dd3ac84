"""Committees: their notice, and who holds which seat at the same time."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from scrutiny_cli.checks.context import Context
from scrutiny_cli.documents import Path
from scrutiny_cli.domain.columns import COLUMNS
from scrutiny_cli.domain.committees import Seat
from scrutiny_cli.domain.legends import STATES, Document, line_of, lines
from scrutiny_cli.domain.notice import LEAST_NOTICE
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.wording import count, did_you_mean, listed, shorten


def _overlap(seat: Seat, other: Seat) -> bool:
    start = max(seat.from_ or date.min, other.from_ or date.min)
    return start <= min(seat.until or date.max, other.until or date.max)


def councils(context: Context) -> Iterator[Finding]:
    """Each committee has a council: a name, or one record where there are any."""
    known = context.register.councils
    names = listed(list(known), "or")
    for entry, committee in context.each("committees"):
        if context.broken("councils") or context.register.council_of(committee) is not None:
            continue
        if committee.council and known:
            message = f"there is no council {shorten(committee.council, 40)}"
            hint = did_you_mean(committee.council, known) or f"write {names}, or add its record"
            yield entry.finding(("council",), "council-unclear", message, hint)
        elif not committee.council:
            message = "the committee does not name its council"
            hint = f"add `council:` with {names or 'its name'}"
            yield entry.finding((), "council-unclear", message, hint)


def stated(context: Context, committee_id: str, *path: str) -> PlacedRecord:
    """The record that states a rule of a committee: its council's, if the committee does not."""
    entry = context.entries["committees", committee_id]
    council = context.register.council_of(entry.record)
    part = entry.record
    for step in path:
        if step not in part.model_fields_set and council is not None:
            return context.entries["councils", council.id]
        part = getattr(part, step)
    return entry


def notice(context: Context) -> Iterator[Finding]:
    """A committee that the Act binds gives as many clear days' notice as the Act requires."""
    done = set()
    for committee in context.register.committees.values():
        rules = committee.rules
        entry = stated(context, committee.id, "rules", "publication")
        if (entry.kind, entry.id) in done:
            continue
        needed = LEAST_NOTICE.get(rules.bank_holidays)
        if rules.statutory and needed and rules.publication.clear_days < needed:
            message = (
                f"{count(rules.publication.clear_days, 'clear day')} of notice, and the law requires "
                f"{needed} in {rules.bank_holidays}"
            )
            hint = "correct the number, or write `statutory: no` for a body that no Act binds"
            path = ("rules", "publication", "clear_days")
            done.add((entry.kind, entry.id))
            yield entry.finding(path, "notice-too-short", message, hint)


def columns(context: Context) -> Iterator[Finding]:
    """A column that rules choose is one of the document's, or one of the council's own in a record."""
    for kind in ("councils", "committees"):
        for entry, record in context.each(kind):
            for document, known in COLUMNS.items():
                kind_of = document.replace("_", "-")
                own = {name for _, part in context.each(kind_of) for name in part.own}
                for index, chosen in enumerate(getattr(record.rules.columns, document)):
                    name = chosen.column
                    unfilled = not context.each(kind_of) or context.broken(kind_of)
                    if name in known or name in own or unfilled:
                        continue
                    message = f"no column of {document} is called {shorten(name, 40)}"
                    hint = did_you_mean(name, known) or (
                        f"the columns are {listed(list(known))}; another is a heading under `own:`"
                    )
                    path: Path = ("rules", "columns", document, index, "column")
                    yield entry.finding(path, "unknown-column", message, hint)


def legends(context: Context) -> Iterator[Finding]:
    """A legend has each state once, and a line for each rating that officers or members give."""
    for kind in ("councils", "committees"):
        for entry, record in context.each(kind):
            for document in STATES:
                states: set[str] = set()
                for index, line in enumerate(lines(record.rules, document)):
                    path: Path = ("rules", "legends", document, index, "state")
                    for state in line.state:
                        if state.casefold() in states:
                            message = f"{shorten(state, 40)} is in this legend twice"
                            yield entry.finding(path, "legend-unclear", message, "keep one of them")
                        states.add(state.casefold())
    documents: tuple[Document, ...] = ("recommendations", "actions")
    for document in documents:
        for entry, record in context.each(document):
            rules = context.register.rules_of(record)
            for index, judged in enumerate(record.ratings):
                known = lines(rules, document)
                if line_of(rules, document, judged.rating, words=True) is None:
                    message = f"the legend has no line for {shorten(judged.rating, 40)}"
                    words = [line.word for line in known]
                    hint = did_you_mean(judged.rating, words) or (
                        f"write one of {listed(words, 'or')}"
                        if words
                        else f"add it to the council's `legends: {document}:`"
                    )
                    path = ("ratings", index, "rating")
                    yield entry.finding(path, "legend-unclear", message, hint)


def seat_conflicts(context: Context) -> Iterator[Finding]:
    """Nobody holds two seats at once, and a committee has one chairperson at a time."""
    people = context.register.people
    for entry, committee in context.each("committees"):
        for (_, seat), (index, other) in combinations(enumerate(committee.seats), 2):
            if not seat.holder or not other.holder or not _overlap(seat, other):
                continue
            if seat.holder == other.holder:
                person = people.get(seat.holder)
                name = person.name if person else seat.holder
                message = f"{name} holds two seats at the same time"
            elif seat.role == other.role and seat.role in ("chairperson", "vice-chairperson"):
                message = f"two people are {seat.role} at the same time"
            else:
                continue
            hint = "end one seat with `until:` before the other begins with `from:`"
            yield entry.finding(("seats", index, "holder"), "seat-conflict", message, hint)
