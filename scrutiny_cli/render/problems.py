"""Problems as lines of text, and the words that count them."""

from collections.abc import Sequence
from textwrap import fill

from scrutiny_cli.documents.problems import CODES, Problem, Severity
from scrutiny_cli.render.ci.checked import Checked
from scrutiny_cli.wording import count, incomplete, on_one_line


def place(fault: Problem, here: str = "") -> str:
    """Return where a problem is; ``here`` leads to the register from where the line is read."""
    return f"{here}{fault.path}:{fault.line}:{fault.column}"


def line(fault: Problem, here: str = "") -> str:
    """Return a problem on one line, in the form that editors can jump to: see :func:`place`."""
    field = f" {fault.field}:" if fault.field else ""
    hint = f" ({fault.hint})" if fault.hint else ""
    return on_one_line(
        f"{place(fault, here)}: {fault.severity}[{fault.code}]{field} {fault.message}{hint}"
    )


def grouped(checked: Checked, width: int) -> str:
    """Return the problems by kind, with a count of each, for a terminal of some width."""
    kinds: dict[tuple[bool, str], list[Problem]] = {}
    for fault in checked.faults:
        kinds.setdefault((fault.severity is not Severity.ERROR, fault.code), []).append(fault)
    order = sorted(kinds.items(), key=lambda kind: (kind[0][0], -len(kind[1]), kind[0][1]))
    return "\n".join(_of_kind(code, faults, width, checked.here) for (_, code), faults in order)


def _of_kind(code: str, faults: list[Problem], width: int, here: str) -> str:
    """Return the problems of one kind: a hint that all of them share is shown once, at the end."""
    number = count(len(faults), str(faults[0].severity))
    lines = [_wrapped(f"{CODES[code].title} [{code}]: {number}", width)]
    shared = {fault.hint for fault in faults}
    for fault in faults:
        lines.append(f"  {on_one_line(place(fault, here))}")
        hint = f" ({fault.hint})" if fault.hint and len(shared) > 1 else ""
        lines.append(_wrapped(f"{fault.message}{hint}", width, 4))
    if len(shared) == 1 and faults[0].hint:
        lines.append(_wrapped(f"What to do: {faults[0].hint}", width, 2))
    return "".join(f"{line}\n" for line in lines)


def _wrapped(text: str, width: int, indent: int = 0) -> str:
    return fill(
        on_one_line(text),
        max(width - 1, indent + 20),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent or 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def render(checked: Checked) -> str:
    """Return the problems of a check as text."""
    return to_text(checked.faults, checked.here)


def to_text(faults: Sequence[Problem], here: str = "") -> str:
    """Return each problem on its own line."""
    return "".join(f"{line(fault, here)}\n" for fault in faults)


def tally(faults: Sequence[Problem]) -> tuple[int, int]:
    """Return how many errors and how many warnings there are."""
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    return errors, len(faults) - errors


def summary(checked: Checked) -> str:
    """Return how much was read and what was found, in one line."""
    errors, warnings = tally(checked.faults)
    read = f"{count(checked.records, 'record')} in {count(checked.read, 'file')}"
    if checked.since is None:
        accepted = f" ({checked.accepted} accepted, not shown)" if checked.accepted else ""
        return f"{read}: {count(errors, 'error')}, {count(warnings, 'warning')}{accepted}"
    new = f"{count(errors, 'new error')}, {count(warnings, 'new warning')} since {checked.since}"
    known = checked.known
    old = f"{count(known, 'problem')} {'was' if known == 1 else 'were'} there before"
    missing = incomplete(checked.unread)
    return f"{read}: {new}; {old}" + (f". Incomplete: {missing}" if missing else "")
