"""Whose a row is, where a document lists what belongs to several committees."""

from collections.abc import Iterable
from dataclasses import replace

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.reports.model import Column, Table

Body = Committee | None


def several(bodies: Iterable[Body]) -> bool:
    """Whether what is listed belongs to more than one committee."""
    return len({body.id if body else None for body in bodies}) > 1


def labelled(table: Table, bodies: Iterable[Body]) -> Table:
    """A table with the committee of each row after its first column."""
    rows = tuple(
        (row[0], body.name if body else None, *row[1:])
        for row, body in zip(table.rows, bodies, strict=True)
    )
    columns = (table.columns[0], Column("Committee"), *table.columns[1:])
    return replace(
        table, columns=columns, rows=rows, merged=table.merged + 1 if table.merged else 0
    )
