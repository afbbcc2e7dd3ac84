"""A report as text for a terminal of any width, with or without colour."""

import io
from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.render.formats import Surface
from scrutiny_cli.render.prose import to_text
from scrutiny_cli.render.show import words
from scrutiny_cli.reports.model import (
    Agenda,
    Block,
    Cell,
    Facts,
    Listing,
    Notice,
    Prose,
    Rag,
    Report,
    Section,
    Table,
)
from scrutiny_cli.wording import unordered, visible

STYLES = {
    "red": "bold red",
    "amber": "bold yellow",
    "green": "green",
    "blue": "bold cyan",
    "not rated": "dim",
}
PRIVATE = "Not for publication: this holds exempt or confidential matter."
# Below this many columns of text for each, a table is told row by row instead.
ROOM = 14
# What stands between two columns.
BETWEEN = 3


def show(cell: Cell) -> Text:
    """Return a cell as text for the terminal, without markup and with control characters visible."""
    if isinstance(cell, Prose):
        return Text(visible(to_text(cell.markdown)))
    if isinstance(cell, Rag):
        return Text(visible(words(cell)), style=STYLES[cell.rating])
    if isinstance(cell, Mark):
        return Text(visible(words(cell)), style="bold")
    if isinstance(cell, tuple):
        return Text("\n").join(show(part) for part in cell if part is not None)
    return Text(visible(words(cell)))


def render(report: Report, surface: Surface) -> str:
    """Return the report as text of the surface's width, with colour codes or without."""
    console = Console(
        file=io.StringIO(),
        width=surface.width,
        force_terminal=surface.colour,
        color_system="standard" if surface.colour else None,
        no_color=not surface.colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    with console.capture() as captured:
        if report.private:
            console.print(Text(PRIVATE, style="bold red"), Text(""), sep="\n")
        for part in report.sections:
            console.print(_section(part, surface.width))
        console.print(_colophon(report))
    text = captured.get()
    return unordered("\n".join(line.rstrip() for line in text.split("\n")).strip("\n") + "\n")


def _colophon(report: Report) -> Text:
    """Return the last line: the date, what was left out, and the revision of the records."""
    filters = "".join(f"{words}. " for words in report.filters)
    day = long_date(report.as_of)
    return Text(visible(f"As at {day}. {filters}Records {report.revision}."), style="dim")


def _section(part: Section, width: int) -> Group:
    blocks: list[RenderableType] = []
    if part.title:
        blocks.append(Text(visible(part.title), style="bold"))
    for position, one in enumerate(part.blocks):
        blocks += [Text("")] * bool(position) + list(_block(one, width))
    return Group(*blocks, Text(""))


def _block(block: Block, width: int) -> Sequence[RenderableType]:
    if isinstance(block, Facts):
        return [_pairs([(column.title, block.cells[column.key]) for column in block.columns])]
    if isinstance(block, Table):
        return _table(block, width)
    if isinstance(block, Listing):
        rows = [
            (f"{n}." if block.ordered else "-", item) for n, item in enumerate(block.items_of, 1)
        ]
        return [_pairs(rows)]
    if isinstance(block, Notice):
        word = "Warning" if block.kind == "warning" else "Note"
        style = "bold yellow" if block.kind == "warning" else "bold"
        return [Text.assemble((f"{word}: ", style), visible(block.text))]
    if isinstance(block, Agenda):
        return [_agenda(block)]
    return [show(block)]


def _pairs(rows: Sequence[tuple[str, Cell]]) -> RichTable:
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for label, cell in rows:
        grid.add_row(Text(visible(label)), show(cell))
    return grid


def _table(block: Table, width: int) -> Sequence[RenderableType]:
    if not block.rows:
        return [Text(block.empty, style="dim")]
    heads: list[RenderableType] = [Text(block.caption, style="bold")] if block.show_caption else []
    if width < ROOM * len(block.columns):
        return [*heads, *(_stacked(block, row) for row in block.grid)]
    table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=False)
    rows = [[show(cell) for cell in row] for row in block.grid]
    fixed = _fixed(block, rows, width)
    for position, column in enumerate(block.columns):
        table.add_column(
            Text(column.title),
            overflow="fold",
            no_wrap=column.narrow,
            width=fixed.get(position),
        )
    for cells in rows:
        table.add_row(*cells)
    return [*heads, table]


def _fixed(block: Table, rows: Sequence[Sequence[Text]], width: int) -> dict[int, int]:
    """Return the widths of columns that need more than an equal share to keep a heading's words whole."""
    natural = [
        max(cell_len(line) for text in (column.title, *texts) for line in str(text).split("\n"))
        for column, texts in zip(block.columns, zip(*rows, strict=True), strict=True)
    ]
    words = [max(map(cell_len, column.title.split()), default=0) for column in block.columns]
    narrow = {i: natural[i] for i, column in enumerate(block.columns) if column.narrow}
    fixed: dict[int, int] = {}
    while True:
        taken = sum(narrow.values()) + sum(fixed.values())
        room = width - BETWEEN * (len(natural) - 1) - taken
        open_ = [i for i in range(len(natural)) if i not in fixed and i not in narrow]
        level = _level([natural[i] for i in open_], room)
        broken = [i for i in open_ if words[i] > level and natural[i] > level]
        if not broken or len(broken) == len(open_):
            return fixed
        fixed |= {i: words[i] for i in broken}


def _level(natural: Sequence[int], room: int) -> int:
    """Return how wide the widest columns may be for all to fit."""
    level = max(natural, default=0)
    while level > 1 and sum(min(level, one) for one in natural) > room:
        level -= 1
    return level


def _stacked(block: Table, row: tuple[Cell, ...]) -> RenderableType:
    """Return a row as lines, for a terminal too narrow for columns."""
    titles = [column.title for column in block.columns]
    head = next((i for i, column in enumerate(block.columns) if column.heads), 0)
    first = show(row[head])
    first.stylize("bold")
    rest = [
        (title, cell)
        for i, (title, cell) in enumerate(zip(titles, row, strict=True))
        if i != head and words(cell)
    ]
    return Group(first, Padding(_pairs(rest), (0, 0, 0, 2)))


def _agenda(block: Agenda) -> RichTable:
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, justify="right")
    grid.add_column(ratio=1, overflow="fold")
    grid.add_column(no_wrap=True)
    for entry in block.entries:
        title = Text(visible(entry.title), style="bold")
        if entry.state:
            title.append(f" ({entry.state.lower()})")
        if entry.confidence:
            title.append(f"\n{entry.confidence}", style="not bold")
        number = f"{entry.number}." if entry.number else ""
        grid.add_row(number, title, Text(visible(entry.pages or "")))
    return grid
