"""What an import comes to, row by row: new, changed, the same, left out, and what to look at."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import groupby

from scrutiny_cli.documents.problems import Problem
from scrutiny_cli.domain.kinds import KINDS, Kind
from scrutiny_cli.importing.model import (
    DISAGREES,
    KEPT,
    READ,
    CellPlace,
    Proposal,
    Remark,
    RowLeftOut,
)
from scrutiny_cli.importing.targets import TARGETS
from scrutiny_cli.reports.model import (
    Block,
    Cell,
    Column,
    Listing,
    Prose,
    Report,
    Section,
    Table,
    rows,
)
from scrutiny_cli.wording import capital, count, listed, shorten

ORDER = (DISAGREES, KEPT, READ)
_PLURALS = {"person": "people"}


def imported(
    proposal: Proposal,
    noun: str,
    name: str,
    as_of: date,
    revision: str,
    problems: Iterable[Problem] = (),
) -> Report:
    """The summary of an import from a file; ``problems`` are what `check` would say of it."""
    kind = KINDS[noun]
    sections = [Section("tally", None, (Prose(tally(proposal, kind)),))]
    row = Column(capital(proposal.row), heads=True, narrow=True)
    subject = TARGETS[noun].noun if noun in TARGETS else kind.short
    columns = (row, Column(capital(subject)), Column("What happens"))
    # A table of rows with nothing new in them helps nobody.
    if lines := rows(columns, _rows(proposal)):
        sections.append(_section("rows", "The rows", Table("The rows", columns, lines)))
    if proposal.left_out:
        sections.append(_section("left", "Left out", _left(proposal.left_out, row)))
    for heading in ORDER:
        remarks = [remark for remark in proposal.remarks if remark.kind == heading]
        if remarks:
            sections.append(
                _section(heading, heading, Listing(tuple(_remarks(remarks, proposal.row))))
            )
    if messages := tuple(map(_message, problems)):
        sections.append(_section("check", "What `scrutiny check` will say", Listing(messages)))
    return Report(
        name=f"import-{noun}",
        title=f"{kind.title} from {name}",
        as_of=as_of,
        revision=revision,
        sections=tuple(sections),
    )


def counts(proposal: Proposal) -> list[str]:
    """The new and the changed records in words, by kind: 7 new actions, 2 changed actions."""
    parts = []
    for what, records in (("new", proposal.new), ("changed", proposal.changed)):
        number = Counter(record.kind for record in records)
        parts += [
            count(number[k.folder], f"{what} {k.short}", f"{what} {_plural(k)}")
            for k in KINDS.values()
            if number[k.folder]
        ]
    return parts + ([count(len(proposal.meetings), "new meeting")] if proposal.meetings else [])


def tally(proposal: Proposal, kind: Kind) -> str:
    """A line of counts: 7 new actions, 2 changed, 3 as they are, 1 row left out."""
    new = replace(proposal, changed=(), meetings=())
    parts = [
        *counts(new),
        f"{len(proposal.changed)} changed" if proposal.changed else "",
        f"{len(proposal.same)} as in the register" if proposal.same else "",
        f"{count(len(proposal.meetings), 'new meeting')}" if proposal.meetings else "",
        f"{count(len(proposal.left_out), proposal.row)} left out" if proposal.left_out else "",
    ]
    return capital(listed([part for part in parts if part]) or f"no {_plural(kind)}") + "."


def _plural(kind: Kind) -> str:
    """Several records of a kind, in few words."""
    return _PLURALS.get(kind.short, f"{kind.short}s")


def _rows(proposal: Proposal) -> tuple[tuple[Cell, ...], ...]:
    lines: list[tuple[CellPlace, str, str]] = [
        *((record.place, record.words, f"new: {record.id}") for record in proposal.new),
        *(
            (record.place, record.words, f"{record.id}: {'; '.join(record.differences)}")
            for record in proposal.changed
        ),
    ]
    order = proposal.sheets
    several = len(order) > 1
    lines.sort(key=lambda line: (order.index(line[0].sheet), line[0].row))
    return tuple(
        (_place(place, named=several), shorten(words, 48), happens)
        for place, words, happens in lines
    )


def _left(left: Iterable[RowLeftOut], row: Column) -> Table:
    ordered = sorted(left)
    several = len({row.place.sheet for row in ordered}) > 1
    columns = (row, Column("Why"), Column("Its words"))
    lines = [
        (_place(each.place, named=several), capital(each.why), shorten(each.words, 48))
        for each in ordered
    ]
    return Table("Left out", columns, rows(columns, lines))


def _remarks(remarks: Iterable[Remark], row: str) -> Iterable[str]:
    """Remarks, those of the same words gathered over their rows."""
    ordered = sorted(remarks, key=_sheet)
    for sheet, of_sheet in groupby(ordered, key=_sheet):
        by_words: dict[str, list[int]] = {}
        for remark in of_sheet:
            by_words.setdefault(remark.text, []).append(remark.place.row if remark.place else 0)
        for words, places in by_words.items():
            numbers = [str(row) for row in dict.fromkeys(places) if row]
            some = numbers[:8] + (["more"] if len(numbers) > 8 else [])
            what = f"{row}{'s' * (len(numbers) > 1)} {listed(some)}" if numbers else ""
            where = ", ".join(part for part in (sheet, what) if part)
            yield f"{where}: {words}" if where else capital(words)


def _message(problem: Problem) -> str:
    where = ", ".join(part for part in (problem.record, problem.field) if part)
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{where}: {problem.message}{hint}" if where else f"{problem.message}{hint}"


def _sheet(remark: Remark) -> str:
    return remark.place.sheet if remark.place else ""


def _place(place: CellPlace, *, named: bool) -> str:
    return f"{place.sheet}, {place.row}" if named else str(place.row)


def _section(key: str, title: str, block: Block) -> Section:
    return Section(key, title, (block,))
