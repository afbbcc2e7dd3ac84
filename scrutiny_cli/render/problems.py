"""Problems as lines of text, and the words that count them."""

from collections.abc import Sequence

from scrutiny_cli.documents.problems import Problem, Severity
from scrutiny_cli.render.ci.checked import Checked
from scrutiny_cli.wording import count, on_one_line


def line(fault: Problem) -> str:
    """Return a problem on one line, in the form that editors can jump to."""
    field = f" {fault.field}:" if fault.field else ""
    hint = f" ({fault.hint})" if fault.hint else ""
    where = f"{fault.path}:{fault.line}:{fault.column}"
    return on_one_line(f"{where}: {fault.severity}[{fault.code}]{field} {fault.message}{hint}")


def render(checked: Checked) -> str:
    """Return the problems of a check as text."""
    return to_text(checked.faults)


def to_text(faults: Sequence[Problem]) -> str:
    """Return each problem on its own line."""
    return "".join(f"{line(fault)}\n" for fault in faults)


def tally(faults: Sequence[Problem]) -> tuple[int, int]:
    """Return how many errors and how many warnings there are."""
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    return errors, len(faults) - errors


def summary(checked: Checked) -> str:
    """Return how much was read and what was found, in one line."""
    errors, warnings = tally(checked.faults)
    read = f"{count(checked.records, 'record')} in {count(checked.read, 'file')}"
    if checked.since is None:
        return f"{read}: {count(errors, 'error')}, {count(warnings, 'warning')}"
    new = f"{count(errors, 'new error')}, {count(warnings, 'new warning')} since {checked.since}"
    known = checked.known
    return (
        f"{read}: {new}; {count(known, 'problem')} {'was' if known == 1 else 'were'} there before"
    )
