"""The tables of measures that are in CSV files beside the papers."""

from pathlib import Path
from typing import TYPE_CHECKING

from scrutiny_cli.domain.small_counts import without_small_counts
from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.exempt.redaction import public_papers
from scrutiny_cli.files import store

if TYPE_CHECKING:
    from scrutiny_cli.domain.plans import Measure, MeasureTable
    from scrutiny_cli.register.register import Register
    from scrutiny_cli.workspace.loading import Loaded

MOST_BYTES = 1_000_000


def with_tables(loaded: "Loaded", register: "Register", *, private: bool) -> "Register":
    """Return the register with the tables of its measures read from their files.

    A file that is the paper of an exempt item is not read, and small counts are withheld as elsewhere.
    """
    named = [m for m in register.measures.values() if any(table.file for table in m.tables)]
    if not named:
        return register
    known = set(public_papers(loaded.register, loaded.exempt_index, loaded.files.papers))
    measures = dict(register.measures)
    for measure in named:
        tables = tuple(_read(loaded.root, table, known) for table in measure.tables)
        read = measure.model_copy(update={"tables": tables})
        below = register.rules_of(measure).suppress_below
        measures[measure.id] = _shown(read, below, private=private)
    return register.having(measures=measures)


def _shown(measure: "Measure", below: int | None, *, private: bool) -> "Measure":
    return measure if private or not below else without_small_counts(measure, below)


def _read(root: Path, table: "MeasureTable", known: set[str]) -> "MeasureTable":
    if table.file is None or table.file not in known:
        return table
    path = store.real_path(root, root / store.RECORDS / table.file)
    try:
        text = store.content(path, MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        hint = "save it again as CSV in UTF-8"
        raise ScrutinyError(f"records/{table.file} is not in UTF-8", hint) from None
    return table.model_copy(update={"csv": text})
