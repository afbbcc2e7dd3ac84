"""A note as e-mail: plain text, or HTML that can be copied into a message and keeps its look there.

Mail programs drop style sheets, so each element has its own style, and a table is a table.
"""

from collections.abc import Iterator
from html import escape

from scrutiny_cli.render.colours import COLOURS
from scrutiny_cli.render.formats import PLAIN, Surface
from scrutiny_cli.render.prose import to_html, to_text
from scrutiny_cli.render.show import words
from scrutiny_cli.reports.model import (
    Block,
    Cell,
    Facts,
    InPack,
    Listing,
    Notice,
    Prose,
    Rag,
    Ref,
    Report,
    Section,
    Table,
    is_empty,
)
from scrutiny_cli.wording import unordered, visible

FONT = "font-family:Arial,Helvetica,sans-serif;font-size:11pt;color:#0b0c0c"
CELL = f"{FONT};border:1px solid #b1b4b6;padding:4pt 6pt;text-align:left;vertical-align:top"
HEAD = "head"
BEFORE = "background:#f3f2f1;border:1px solid #b1b4b6;padding:8pt;margin:0 0 16pt"


def html(report: Report, surface: Surface = PLAIN) -> str:
    """Return a note as a page: above the line what is for the clerk, below it the message."""
    title = escape(visible(report.title))
    parts = [f'<p style="{FONT}"><strong>{escape(mark)}</strong></p>' for mark in _marks(report)]
    for section in report.sections:
        inside = "\n".join(_html(section))
        if section.key == HEAD:
            inside = f'<div style="{FONT};{BEFORE}">\n{inside}\n</div>'
        parts.append(inside)
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'</head>\n<body style="{FONT};max-width:46em;margin:16pt">\n{body}\n</body>\n</html>\n'
    )


def text(report: Report, surface: Surface = PLAIN) -> str:
    """Return a note as plain text, a paragraph for each thing."""
    parts = [*_marks(report), *(line for section in report.sections for line in _text(section))]
    return unordered("\n\n".join(parts)) + "\n"


def _marks(report: Report) -> list[str]:
    """Return what the reader must not miss: that it is not for publication, or not whole."""
    missing = [f"Incomplete: {visible(report.incomplete)}"] if report.incomplete else []
    return ["Not for publication."] * report.private + missing


def _html(section: Section) -> Iterator[str]:
    if section.title:
        yield f'<h2 style="{FONT};font-size:13pt">{escape(visible(section.title))}</h2>'
    for block in section.blocks:
        yield from _html(block) if isinstance(block, Section) else _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Prose():
            yield to_html(block.markdown).replace("<p>", f'<p style="{FONT}">')
        case Notice():
            yield f'<p style="{FONT}"><strong>{escape(visible(block.text))}</strong></p>'
        case Listing():
            tag = "ol" if block.ordered else "ul"
            items = "".join(f'<li style="{FONT}">{_cell(cell)}</li>' for cell in block.items_of)
            yield f"<{tag}>{items}</{tag}>"
        case Facts():
            for column in block.columns:
                label = (
                    f"<strong>{escape(visible(column.title))}:</strong> " if column.title else ""
                )
                yield f'<p style="{FONT};margin:0 0 4pt">{label}{_cell(block.cells[column.key])}</p>'
        case Table():
            yield _table(block)


def _table(table: Table) -> str:
    heads = "".join(
        f'<th scope="col" style="{CELL};background:#f3f2f1">{escape(visible(c.title))}</th>'
        for c in table.columns
    )
    lines = "".join(
        f"<tr>{''.join(f'<td style={chr(34)}{CELL}{chr(34)}>{_cell(cell)}</td>' for cell in cells)}</tr>\n"
        for cells in table.grid
    )
    caption = f'<caption style="{FONT};text-align:left">{escape(visible(table.caption))}</caption>'
    return (
        f'<table style="border-collapse:collapse;margin:8pt 0">{caption}\n<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{lines}</tbody>\n</table>"
    )


def _cell(cell: Cell) -> str:
    if isinstance(cell, tuple):
        return "<br>".join(filter(None, map(_cell, cell)))
    if isinstance(cell, Prose):
        return escape(visible(to_text(cell.markdown))).replace("\n", "<br>")
    if isinstance(cell, InPack):
        return f'<a href="{escape(cell.address)}">{escape(visible(cell.words))}</a>'
    if isinstance(cell, Ref):
        return ""
    shown = escape(visible(words(cell, brief=True)))
    if isinstance(cell, Rag):
        ink, paper = COLOURS[cell.shade]
        return f'<span style="color:{ink};background:{paper}">{shown}</span>'
    return shown


def _text(section: Section) -> Iterator[str]:
    if section.title:
        yield visible(section.title)
    for block in section.blocks:
        match block:
            case Section():
                yield from _text(block)
            case Prose():
                yield visible(to_text(block.markdown))
            case Notice():
                yield visible(block.text)
            case Listing():
                signs = (
                    f"{n}." if block.ordered else "-" for n in range(1, len(block.items_of) + 1)
                )
                yield "\n".join(
                    f"{sign} {_plain(cell)}"
                    for sign, cell in zip(signs, block.items_of, strict=True)
                )
            case Facts():
                yield "\n".join(
                    f"{column.title}: {_plain(block.cells[column.key])}"
                    for column in block.columns
                    if column.title
                )
            case Table():
                yield "\n\n".join(
                    "\n".join(
                        f"{column.title}: {_plain(row[column.key])}"
                        for column in block.columns
                        if not is_empty(row[column.key])
                    )
                    for row in block.rows
                )


def _plain(cell: Cell) -> str:
    if isinstance(cell, Prose):
        return visible(to_text(cell.markdown))
    return visible(words(cell, brief=True))
