"""Diagnostics as text and JSON."""

from collections.abc import Sequence

from scrutiny_cli.documents.problems import Problem, Severity
from scrutiny_cli.render.machine import dumps
from scrutiny_cli.wording import count, on_one_line


def line(fault: Problem) -> str:
    """One fault on one line, so that editors can jump to it."""
    field = f" {fault.field}:" if fault.field else ""
    hint = f" ({fault.hint})" if fault.hint else ""
    where = f"{fault.path}:{fault.line}:{fault.column}"
    return on_one_line(f"{where}: {fault.severity}[{fault.code}]{field} {fault.message}{hint}")


def to_text(faults: Sequence[Problem]) -> str:
    """Every fault on a line of its own."""
    return "".join(f"{line(fault)}\n" for fault in faults)


def tally(faults: Sequence[Problem]) -> tuple[int, int]:
    """How many errors and how many warnings."""
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    return errors, len(faults) - errors


def summary(files: int, records: int, faults: Sequence[Problem]) -> str:
    """How much was read and what was found, in one line."""
    errors, warnings = tally(faults)
    read = f"{count(records, 'record')} in {count(files, 'file')}"
    return f"{read}: {count(errors, 'error')}, {count(warnings, 'warning')}"


def known(faults: int) -> str:
    """How many faults are not told, since they were there before."""
    return f"{count(faults, 'fault')} {'was' if faults == 1 else 'were'} there before"


def to_json(
    files: int, records: int, faults: Sequence[Problem], *, changed_since: str | None = None
) -> str:
    """The contract's JSON; ``changed_since`` is the revision whose faults are left out."""
    errors, warnings = tally(faults)
    since = {} if changed_since is None else {"changed_since": changed_since}
    return dumps(
        {
            **since,
            "files": files,
            "records": records,
            "errors": errors,
            "warnings": warnings,
            "diagnostics": [
                {
                    "path": fault.path,
                    "line": fault.line,
                    "column": fault.column,
                    "end_line": fault.end_line,
                    "end_column": fault.end_column,
                    "severity": str(fault.severity),
                    "code": fault.code,
                    "record": fault.record,
                    "field": fault.field,
                    "message": fault.message,
                    "hint": fault.hint,
                }
                for fault in faults
            ],
        }
    )
