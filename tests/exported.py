"""The register as exports hold it, for tests: packages of the sample and of the specimens, files read back."""

import io
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import cache
from typing import Any

from openpyxl import load_workbook

from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exempt.exported import for_public
from scrutiny_cli.exporting.package import ExportPackage, package
from scrutiny_cli.files import store
from scrutiny_cli.register.register import Register
from scrutiny_cli.render.formats import Exported
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.schema.specimens import FOLDER
from scrutiny_cli.workspace.loading import Loaded, check
from tests.sample import ROOT, register, sample

AS_OF = date(2021, 11, 15)


@cache
def specimens() -> Loaded:
    """The register of the specimens, in which every field there is has a value."""
    files = store.Files(settings=b'visibility = "private"\n')
    for kind in KINDS:
        raw = (FOLDER / f"{kind}.yaml").read_bytes()
        files.sources.append(Source(f"records/{kind}/all.yaml", raw))
    return check(ROOT, files)


def standpoint(register: Register, as_of: date = AS_OF) -> Standpoint:
    """A whole register as seen on a day."""
    return Standpoint(register, as_of, "0" * 10, tuple(register.committees.values()))


@cache
def of_specimens() -> ExportPackage:
    """All of the specimens, what is exempt in them too."""
    loaded = specimens()
    return package(standpoint(loaded.register), loaded.entries, tuple(KINDS))


@cache
def of_sample() -> ExportPackage:
    """All of the sample register that the public may see."""
    shown = for_public(register(), notes=True)
    return package(standpoint(shown), sample().entries, tuple(KINDS))


def workbook(content: bytes) -> dict[str, list[list[Any]]]:
    """The values of a workbook by sheet, in rows; every text is asserted to be one."""
    found = {}
    for sheet in load_workbook(io.BytesIO(content)):
        rows = list(sheet.iter_rows())
        for cell in (cell for row in rows for cell in row if isinstance(cell.value, str)):
            assert (cell.data_type, cell.hyperlink) == ("s", None), (sheet.title, cell.coordinate)
        found[sheet.title] = [[cell.value for cell in row] for row in rows]
    return found


def only_file(exported: Exported) -> bytes:
    """The bytes of an export that is one file."""
    (file,) = exported.files
    assert isinstance(file.content, bytes)
    return file.content


@contextmanager
def database(content: bytes) -> Iterator[sqlite3.Connection]:
    """A database opened from the bytes of its file."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        connection.row_factory = sqlite3.Row
        yield connection


# What the specimens cannot show on their day, though every field has a value.
NEVER_FILLED = {
    "The decision in the latest response.",
    "The last day for the response, if it has one.",
    "The latest figure, spelt as it was written.",
    "Improving, steady or worsening.",
}


def never_filled(columns: Iterable[tuple[str, str, bool]]) -> set[str]:
    """The descriptions of what no column holds, told apart by the last word of their names.

    Parts of one model stand in several places, and the specimens do not fill all of them.
    """
    filled: dict[str, bool] = {}
    for name, description, some in columns:
        key = f"{re.split('[_ :]', name.strip('_'))[-1].lower()}: {description}"
        filled[key] = filled.get(key, False) or some
    return {key.split(": ", 1)[1] for key, some in filled.items() if not some}
