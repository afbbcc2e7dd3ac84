"""Markdown that reads well as plain text and renders the same everywhere."""

import re

from scrutiny_cli.render import environment
from scrutiny_cli.render.formats import PLAIN, Surface
from scrutiny_cli.render.prose import escape, to_cell, to_markdown
from scrutiny_cli.render.show import words
from scrutiny_cli.reports.model import Cell, Prose, Rag, Ref, Report
from scrutiny_cli.wording import unordered_markdown


def show(cell: Cell, *, brief: bool = False) -> str:
    """Return a cell as one line of Markdown, escaped by its type; without the id of a record.

    Dates are ``brief`` in a table.
    """
    if isinstance(cell, Ref):
        return ""
    if isinstance(cell, Prose):
        return to_cell(cell.markdown)
    if isinstance(cell, Rag):
        detail = f": {escape(cell.detail)}" if cell.detail else ""
        return f"**{escape(cell.word)}** \\[{escape(cell.letter)}\\]{detail}"
    if isinstance(cell, tuple):
        return "<br>".join(text for part in cell if (text := show(part, brief=brief)))
    return escape(words(cell, brief=brief))


def brief(cell: Cell) -> str:
    """Return a cell of a table, with short dates."""
    return show(cell, brief=True)


def prose(markdown: str, base: int = 2) -> str:
    """Return clean Markdown from a record's Markdown, below a heading of level ``base``."""
    return to_markdown(markdown, base=base)


def render(report: Report, surface: Surface = PLAIN) -> str:
    """Return the report as Markdown."""
    filters: environment.Filters = {"show": show, "brief": brief, "prose": prose}
    text = environment.render(report, "md.j2", surface.templates, filters, autoescape=False)
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return unordered_markdown(re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n")
