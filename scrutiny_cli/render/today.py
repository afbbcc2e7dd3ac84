"""The first screen as text: a column of headings, and beside it the rows of each section."""

from itertools import groupby
from operator import itemgetter

from rich.table import Table as Grid
from rich.text import Text

from scrutiny_cli.render.formats import Surface
from scrutiny_cli.render.terminal import console_of, marks_of, show, text_of
from scrutiny_cli.reports.model import Report, Section, Table
from scrutiny_cli.wording import visible

HEADINGS = 14
"""How wide the column of headings is."""
OWNERS = 22
"""How wide the column of owners may be."""


def render(report: Report, surface: Surface) -> str:
    """Return the first screen as text of the surface's width."""
    console = console_of(surface)
    with console.capture() as captured:
        for words in marks_of(report):
            console.print(words)
        head = Grid.grid(expand=True, padding=(0, 2, 0, 0))
        head.add_column(ratio=1)
        head.add_column(no_wrap=True, justify="right")
        head.add_row(Text(visible(report.subtitle or ""), style="bold"), Text(report.title))
        console.print(head)
        for section in report.sections:
            heading = section.title or ""
            for rows in _runs(section):
                console.print(_grid(heading, rows))
                heading = ""
    return text_of(captured)


def _runs(section: Section) -> list[list[list[Text]]]:
    """Return the rows of a section, those that have the same cells together."""
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    filled = [[column for column in table.columns if row[column.key]] for row in table.rows]
    runs = groupby(zip(table.rows, filled, strict=True), key=itemgetter(1))
    return [
        [[show(row[column.key]) for column in columns] for row, _ in run] for columns, run in runs
    ]


def _grid(heading: str, rows: list[list[Text]]) -> Grid:
    """Return rows of one, two or three cells: the first of several is narrow, the last may be long."""
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(width=HEADINGS, no_wrap=True)
    several = len(rows[0]) > 1
    for position in range(len(rows[0])):
        grid.add_column(
            no_wrap=several and not position,
            overflow="fold",
            max_width=OWNERS if position > 1 else None,
        )
    for cells in rows:
        grid.add_row(Text(heading, style="bold"), *cells)
        heading = ""
    return grid
