"""Parquet files, one for each table of each council, written by DuckDB."""

import csv
import tempfile
from pathlib import Path
from typing import Any

import duckdb

from scrutiny_cli.errors import RecordsError, UsageError
from scrutiny_cli.exporting import lake
from scrutiny_cli.exporting.lake import LakeFile
from scrutiny_cli.exporting.package import ExportPackage
from scrutiny_cli.render.formats import Exported, ExportFile
from scrutiny_cli.wording import incomplete

# Nothing is loaded from elsewhere, and one thread writes the same bytes each time.
CONFIG: dict[str, Any] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "threads": 1,
}

NOTHING = "\x01"
"""What an empty cell is on the way: no record may hold this character."""


def export(package: ExportPackage) -> Exported:
    """Return the flat tables of an export."""
    if package.at.private:
        hint = "leave out --private, or choose another format"
        raise UsageError("Parquet is for sharing, and never holds exempt information", hint)
    if missing := incomplete(package.at.register.unread):
        raise RecordsError(f"Parquet has no room to say what is missing: {missing}")
    files = []
    with duckdb.connect(config=CONFIG) as database, tempfile.TemporaryDirectory() as folder:
        for file in lake.files(package):
            name = f"council={file.council}/{file.table.name}"
            content = _written(database, Path(folder), file)
            files.append(ExportFile(name, file.table.name.capitalize(), content))
    return Exported(tuple(files))


def _written(database: duckdb.DuckDBPyConnection, folder: Path, file: LakeFile) -> bytes:
    """Return the bytes of a table: its rows go to the database as text, and each column gets its type."""
    columns = lake.schema_of(file.table)
    source, target = folder / "rows.csv", folder / "rows.parquet"
    with source.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerows([NOTHING if cell is None else cell for cell in row] for row in file.rows)
    types = ", ".join(f"'{name}': '{type_}'" for name, type_ in columns)
    reading = (
        f"read_csv({_quoted(source)}, header = false, columns = {{{types}}}, nullstr = '{NOTHING}', "
        "auto_detect = false, new_line = '\\n', delim = ',', quote = '\"', escape = '\"', max_line_size = 20000000, "
        "parallel = false)"
    )
    database.execute(
        f"COPY (SELECT * FROM {reading}) TO {_quoted(target)} (FORMAT parquet, COMPRESSION zstd)"
    )
    return target.read_bytes()


def _quoted(path: Path) -> str:
    words = str(path).replace("'", "''")
    return f"'{words}'"
