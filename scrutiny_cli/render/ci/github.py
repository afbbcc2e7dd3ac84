"""GitHub: annotations next to the lines of a pull request, and the page of a job.

An annotation is a command to the runner in the log: ``::error file=...,line=...::words``. The runner
keeps ten of a step, so every problem is listed as text too. Words of a record appear only where the
runner reads no commands: see :func:`~scrutiny_cli.wording.on_one_line`.
"""

from scrutiny_cli.documents.problems import Problem
from scrutiny_cli.render.ci.checked import Checked, words
from scrutiny_cli.render.mentions import inert
from scrutiny_cli.render.problems import summary, to_text
from scrutiny_cli.render.prose import escape
from scrutiny_cli.wording import count, on_one_line

# A page of a job may have a megabyte; a row has a few hundred characters.
MOST_ROWS = 500
CHECK = "The check of the records"


def render(checked: Checked) -> str:
    """Return an annotation for each problem, then all of them as plain text."""
    annotations = [_annotation(fault, checked.path(fault)) for fault in checked.faults]
    return "".join(f"{line}\n" for line in annotations) + to_text(checked.faults)


def _annotation(fault: Problem, path: str) -> str:
    place: dict[str, object] = {"file": path, "line": fault.line, "endLine": fault.end_line}
    if fault.line == fault.end_line:
        # The host takes columns within one line only.
        place |= {"col": fault.column, "endColumn": fault.end_column}
    place["title"] = fault.code
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
    return f"::{fault.severity} {properties}::{_data(words(fault))}"


def _data(text: str) -> str:
    """Escape words for the place after the second ``::``."""
    return on_one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    """Escape words for a property before it."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def page(checked: Checked) -> str:
    """Return the problems as Markdown for the page of a job; it notifies nobody."""
    words = summary(checked)
    parts = [
        heading(CHECK, checked.prefix),
        f"{escape(words[:1].upper() + words[1:].rstrip('.'))}.",
    ]
    if checked.faults:
        parts.append(_table(checked))
    left = len(checked.faults) - MOST_ROWS
    if left > 0:
        parts.append(f"{count(left, 'more problem')}: the log of the job lists them all.")
    return inert("\n\n".join(parts)) + "\n\n"


def heading(words: str, folder: str) -> str:
    """The heading of a part of the page; ``folder`` is that of a register below the top, or empty."""
    return f"## {words}" + (f": {escape(on_one_line(folder.rstrip('/')))}" if folder else "")


def failure(message: str, hint: str | None) -> str:
    """The annotation that says why a command cannot go on."""
    return f"::error title=scrutiny::{_data(_sentence(message, hint))}\n"


def failure_page(words: str, folder: str, message: str, hint: str | None) -> str:
    """The same for the page of the job, under its heading."""
    why = escape(on_one_line(_sentence(message, hint)))
    return inert(f"{heading(words, folder)}\n\nNot done: {why}.") + "\n\n"


def _sentence(message: str, hint: str | None) -> str:
    return f"{message} ({hint})" if hint else message


def _table(checked: Checked) -> str:
    rows = ["| Where | Severity | Code | What is wrong | What to do |", "|" + " --- |" * 5]
    for fault in checked.faults[:MOST_ROWS]:
        field = f"{fault.field}: " if fault.field else ""
        cells = (
            f"{checked.path(fault)}, line {fault.line}",
            str(fault.severity),
            fault.code,
            f"{field}{fault.message}",
            fault.hint or "",
        )
        rows.append("| " + " | ".join(escape(on_one_line(cell)) for cell in cells) + " |")
    return "\n".join(rows)
