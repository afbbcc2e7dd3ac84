"""A report as text for a terminal of any width, with or without colour."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Capture, Console, Group, RenderableType
from rich.segment import Segment, Segments
from rich.table import Table as RichTable
from rich.text import Text

from scrutiny_cli.domain.dates import long_date, short_date
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.render.formats import Surface
from scrutiny_cli.render.prose import to_text
from scrutiny_cli.render.show import words
from scrutiny_cli.reports.model import (
    Agenda,
    Block,
    Cell,
    Column,
    Facts,
    Listing,
    Notice,
    Prose,
    Rag,
    Report,
    Section,
    Table,
    Tally,
)
from scrutiny_cli.wording import unordered, visible

STYLES = {
    "red": "bold red",
    "amber": "bold yellow",
    "green": "green",
    "blue": "bold cyan",
    "not rated": "dim",
}
PRIVATE = "Not for publication: this contains exempt or confidential information."
ROOM = 14
"""A table with less room than this to share between its columns is shown row by row instead."""
SHORT = 15
"""A text as short as this is not wrapped."""
NARROW = 36
"""A narrow column is never wrapped, unless its text is longer than this."""
BETWEEN = 3
"""The space between two columns."""


def show(cell: Cell) -> Text:
    """Return a cell as text for the terminal, without markup and with control characters visible."""
    if isinstance(cell, Prose):
        return Text(visible(to_text(cell.markdown)))
    if isinstance(cell, Rag):
        return Text(visible(words(cell)), style=STYLES[cell.shade])
    if isinstance(cell, Mark):
        return Text(visible(words(cell)), style="bold")
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return Text(visible(short_date(cell)))
    if isinstance(cell, tuple):
        return Text("\n").join(show(part) for part in cell if part is not None)
    return Text(visible(words(cell)))


def render(report: Report, surface: Surface) -> str:
    """Return the report as text of the surface's width, with colour codes or without."""
    console = console_of(surface)
    with console.capture() as captured:
        for words in marks_of(report):
            console.print(words, Text(""), sep="\n")
        for part in report.sections:
            console.print(_section(part, console), crop=False)
        console.print(_colophon(report))
    return text_of(captured)


def marks_of(report: Report) -> list[Text]:
    """Return what must be read before anything else: that it is not for publication, or incomplete."""
    words = [PRIVATE] if report.private else []
    words += [f"Incomplete: {report.incomplete}"] if report.incomplete else []
    return [Text(visible(text), style="bold red") for text in words]


def console_of(surface: Surface) -> Console:
    """Return what Rich prints to: text of the surface's width, with colour codes or without."""
    return Console(
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


def text_of(captured: Capture) -> str:
    """Return what was printed, without spaces at the ends of lines or commands to a CI runner."""
    text = captured.get()
    return unordered("\n".join(line.rstrip() for line in text.split("\n")).strip("\n") + "\n")


def _colophon(report: Report) -> Text:
    """Return the last line: the date, what was left out, and the revision of the records."""
    filters = "".join(f"{words}. " for words in report.filters)
    day = long_date(report.as_of)
    return Text(visible(f"As at {day}. {filters}Records {report.revision}."), style="dim")


def _section(part: Section, console: Console) -> Group:
    blocks: list[RenderableType] = []
    if part.title:
        blocks.append(Text(visible(part.title), style="bold"))
    for position, one in enumerate(part.blocks):
        blocks += [Text("")] * bool(position) + list(_block(one, console))
    return Group(*blocks, Text(""))


def _block(block: Block, console: Console) -> Sequence[RenderableType]:
    if isinstance(block, Facts):
        return [_pairs([(c.title, show(block.cells[c.key])) for c in block.columns])]
    if isinstance(block, Table):
        return _table(block, console)
    if isinstance(block, Tally):
        return [_pairs([(block.title, Text(visible(block.words)))])]
    if isinstance(block, Listing):
        rows = [
            (f"{n}." if block.ordered else "-", show(item))
            for n, item in enumerate(block.items_of, 1)
        ]
        return [_pairs(rows)]
    if isinstance(block, Notice):
        word = "Warning" if block.kind == "warning" else "Note"
        style = "bold yellow" if block.kind == "warning" else "bold"
        return [Text.assemble((f"{word}: ", style), visible(block.text))]
    if isinstance(block, Section):
        return [_section(block, console)]
    if isinstance(block, Agenda):
        return [_agenda(block)]
    return [show(block)]


def _pairs(rows: Sequence[tuple[str, Text]]) -> RichTable:
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for label, cell in rows:
        grid.add_row(Text(visible(label)), cell)
    return grid


def _table(block: Table, console: Console) -> Sequence[RenderableType]:
    """Return a table as lines. Rich would take a hundred times as long for thousands of rows."""
    if not block.rows:
        return [Text(block.empty, style="dim")]
    caption: list[RenderableType] = (
        [Text(block.caption, style="bold")] if block.show_caption else []
    )
    rows = [[show(cell) for cell in row] for row in block.grid]
    widths = _widths(block, rows, console.width)
    lines: list[Segment] = []
    if widths is None:
        for row, cells in zip(block.grid, rows, strict=True):
            lines += _stacked(block, row, cells, console)
        return [*caption, Segments(lines)]
    gap = Segment(" " * BETWEEN)
    titles = [
        _wrapped(Text(column.title, style="bold"), width, console)
        for column, width in zip(block.columns, widths, strict=True)
    ]
    most = max(map(len, titles))
    heads = [[Text()] * (most - len(title)) + title for title in titles]
    lines += _side_by_side(heads, widths, gap, console)
    lines.append(Segment("─" * (sum(widths) + BETWEEN * (len(widths) - 1)) + "\n"))
    for cells in rows:
        wrapped = [
            _wrapped(cell, width, console) for cell, width in zip(cells, widths, strict=True)
        ]
        lines += _side_by_side(wrapped, widths, gap, console)
    return [*caption, Segments(lines)]


def _wrapped(text: Text, width: int, console: Console) -> list[Text]:
    """Return the lines of a text in a column. A word that is too long for it is broken."""
    if "\n" not in text.plain and cell_len(text.plain) <= width:
        return [text]
    return list(text.wrap(console, width, overflow="fold"))


def _side_by_side(
    columns: Sequence[Sequence[Text]], widths: Sequence[int], gap: Segment, console: Console
) -> Iterator[Segment]:
    """Yield the lines of a row, whose cells are lines too."""
    for parts in zip_longest(*columns):
        for position, (part, width) in enumerate(zip(parts, widths, strict=True)):
            if position:
                yield gap
            if part is not None and (part.style or part.spans):
                yield from Text.assemble(part).render(console)
            elif part is not None:
                yield Segment(part.plain)
            yield Segment(" " * (width - (cell_len(part.plain) if part is not None else 0)))
        yield Segment.line()


def _widths(block: Table, rows: Sequence[Sequence[Text]], width: int) -> list[int] | None:
    """Return the widths of the columns, or none if a word would be broken.

    A column has at least the width of its longest word. What is left goes to those that have more
    words, in proportion.
    """
    sizes = [
        _least_and_most(column, [str(row[position]) for row in rows])
        for position, column in enumerate(block.columns)
    ]
    wanted = sum(most - least for least, most in sizes)
    spare = width - BETWEEN * (len(sizes) - 1) - sum(least for least, _ in sizes)
    if spare < min(wanted // 4, ROOM):
        return None
    share = min(spare / wanted, 1) if wanted else 0
    widths = [least + int(share * (most - least)) for least, most in sizes]
    longest = max(range(len(sizes)), key=lambda position: sizes[position][1])
    widths[longest] += min(spare, wanted) - sum(widths) + sum(least for least, _ in sizes)
    return widths


def _least_and_most(column: Column, cells: Sequence[str]) -> tuple[int, int]:
    """Return how wide a column must be, and how wide it needs to be to wrap nothing."""
    lines = [line for text in (column.title, *cells) for line in text.split("\n")]
    most = max(map(cell_len, lines))
    if column.narrow and most <= NARROW:
        return most, most
    parts = [part for line in lines for part in ([line] if len(line) <= SHORT else line.split())]
    return max(map(cell_len, parts), default=1), most


def _stacked(
    block: Table, row: tuple[Cell, ...], cells: Sequence[Text], console: Console
) -> Iterator[Segment]:
    """Yield a row as lines, for a terminal too narrow for columns."""
    head = next((i for i, column in enumerate(block.columns) if column.heads), 0)
    first = cells[head]
    first.stylize("bold")
    width, none = console.width, Segment("")
    yield from _side_by_side([_wrapped(first, width, console)], [width], none, console)
    rest = [
        (Text(f"  {visible(column.title)}  "), cell)
        for i, (column, cell) in enumerate(zip(block.columns, cells, strict=True))
        if i != head and words(row[i])
    ]
    indent = max((cell_len(title.plain) for title, _ in rest), default=0)
    for title, cell in rest:
        room = max(width - indent, 1)
        columns = [[title], _wrapped(cell, room, console)]
        yield from _side_by_side(columns, [indent, room], none, console)


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
