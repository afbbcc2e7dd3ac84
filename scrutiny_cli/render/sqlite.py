"""An SQLite database in one file, with valid keys; the same records give the same bytes.

The database is built in memory at once and in a fixed order, so its file has no free pages and holds
nothing but its tables.
"""

import sqlite3
from collections.abc import Iterator

from scrutiny_cli.exporting.package import ExportPackage
from scrutiny_cli.exporting.relations import Database, Relation, database
from scrutiny_cli.render.formats import Exported, ExportFile

VERSION = 1
"""The version of the tables in `PRAGMA user_version`: that of ``scrutiny/1``."""


def export(package: ExportPackage) -> Exported:
    """Return the records of an export as one database."""
    return Exported((ExportFile("", "", _file(database(package))),))


def _file(tables: Database) -> bytes:
    """Return the bytes of a database's file."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for statement in _statements(tables):
            connection.execute(statement)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO about VALUES (?, ?)", tables.about)
        for table in tables.relations:
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(
                f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", table.rows
            )
            connection.executemany(
                "INSERT INTO about_columns VALUES (?, ?, ?, ?)",
                ((table.name, c.name, c.description, int(c.computed)) for c in table.columns),
            )
        connection.execute("COMMIT")
        return connection.serialize()
    finally:
        connection.close()


def _statements(database: Database) -> Iterator[str]:
    yield "PRAGMA page_size = 4096"
    yield "PRAGMA encoding = 'UTF-8'"
    yield f"PRAGMA user_version = {VERSION}"
    yield "CREATE TABLE about (name TEXT NOT NULL, value TEXT NOT NULL)"
    yield (
        "CREATE TABLE about_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
        "description TEXT NOT NULL, computed INTEGER NOT NULL, PRIMARY KEY (table_name, column_name))"
    )
    for table in database.relations:
        yield _create(table)
    for name, select in database.views.items():
        yield f"CREATE VIEW {_quoted(name)} AS\n{select}"


def _create(table: Relation) -> str:
    lines = [
        f"{_quoted(column.name)} {column.type}{' NOT NULL' if column.name in table.key else ''}"
        for column in table.columns
    ]
    lines.append(f"PRIMARY KEY ({_listed(table.key)})")
    lines += [
        f"FOREIGN KEY ({_listed(key.columns)}) REFERENCES {_quoted(key.table)} ({_listed(key.to)})"
        for key in table.foreign
    ]
    inside = ",\n  ".join(lines)
    return f"CREATE TABLE {_quoted(table.name)} (\n  {inside}\n)"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    """Return a quoted name; ours hold only letters, digits and underscores."""
    return f'"{name}"'
