"""The tables of the SQLite export: keys, columns, types and views."""

import pytest

from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exporting import relations
from scrutiny_cli.exporting.package import ExportPackage
from scrutiny_cli.render import sqlite
from tests.exported import (
    NEVER_FILLED,
    database,
    never_filled,
    of_sample,
    of_specimens,
    only_file,
)


@pytest.fixture(scope="module")
def stored() -> bytes:
    return only_file(sqlite.export(of_sample()))


def test_every_key_of_the_database_holds(stored: bytes) -> None:
    for each in (stored, only_file(sqlite.export(of_specimens()))):
        with database(each) as opened:
            assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
            assert [tuple(row) for row in opened.execute("PRAGMA integrity_check")] == [("ok",)]


def test_every_reference_between_records_is_a_foreign_key() -> None:
    """Each reference that `check` follows has a column declared as a foreign key."""
    tables = relations.database(of_specimens()).relations
    declared = sum(len(table.foreign) for table in tables)
    children = sum(len(table.key) > 1 for table in tables)
    within_due = sum(
        path.endswith(("due.meeting", "by.meeting"))
        for kind in KINDS.values()
        for path in kind.references
    )
    assert declared - children == sum(len(kind.references) for kind in KINDS.values()) - within_due


def test_every_column_of_a_table_is_filled_from_the_specimens() -> None:
    tables = relations.database(of_specimens()).relations
    columns = (
        (column.name, column.description, any(row[position] is not None for row in table.rows))
        for table in tables
        for position, column in enumerate(table.columns)
    )
    assert never_filled(columns) == NEVER_FILLED


def test_table_of_a_list_has_one_row_per_entry(stored: bytes) -> None:
    register = of_sample().at.register
    with database(stored) as opened:

        def count(table: str) -> int:
            return int(opened.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

        assert count("actions") == len(register.actions)
        assert count("action_owner") == sum(len(a.owner) for a in register.actions.values())
        readings = [r for m in register.measures.values() for r in m.readings]
        assert count("measure_readings") == len(readings) > 500
        papers = [p for m in register.meetings.values() for i in m.items for p in i.papers]
        assert count("meeting_item_papers") == len(papers)
        answers = [name for r in register.responses.values() for name in r.to]
        assert count("response_to") == len(answers)


def test_columns_need_no_quotes_in_a_query(stored: bytes) -> None:
    with database(stored) as opened:
        for table in relations.database(of_sample()).relations:
            names = ", ".join(column.name for column in table.columns)
            opened.execute(f"SELECT {names} FROM {table.name} LIMIT 1")


def test_every_column_has_a_description(stored: bytes) -> None:
    with database(stored) as opened:
        described = {tuple(row) for row in opened.execute(
            "SELECT table_name, column_name FROM about_columns WHERE description <> ''")}  # fmt: skip
        for table in relations.database(of_sample()).relations:
            assert {(table.name, column.name) for column in table.columns} <= described


def test_views_agree_with_the_documents(stored: bytes) -> None:
    register, day = of_sample().at.register, of_sample().at.as_of
    with database(stored) as opened:
        late = [
            tuple(row) for row in opened.execute("SELECT id, owed_by, days_overdue FROM overdue")
        ]
        states = dict(
            tuple(row) for row in opened.execute("SELECT id, state FROM recommendation_states")
        )
        ratings = opened.execute("SELECT count(*) FROM reading_ratings WHERE rating = 'red'")
        assert late == [
            ("act-4", "Clerk to the committee", 75),
            ("act-1", "Claire Ward", 13),
            ("act-2", "Claire Ward", 13),
        ]
        assert states == {
            key: register.recommendation_standing(record, day).state
            for key, record in register.recommendations.items()
        }
        assert ratings.fetchone()[0] > 20


def test_values_have_the_type_of_their_column(stored: bytes) -> None:
    with database(stored) as opened:
        row = opened.execute(
            "SELECT time, date FROM meetings WHERE id = 'cyp-2021-11-23'"
        ).fetchone()
        assert tuple(row) == ("14:30", "2021-11-23")
        figures = opened.execute(
            "SELECT DISTINCT typeof(value) FROM measure_readings WHERE value IS NOT NULL"
        )
        assert {row[0] for row in figures} == {"integer", "real"}


def test_key_of_a_record_outside_the_export_is_empty() -> None:
    """The record as written keeps the name."""
    whole = of_sample()
    some = ExportPackage(
        whole.at,
        kinds={
            "meetings": tuple(g for g in whole.kinds["meetings"] if "2021-10" in g.record.id),
            "actions": whole.kinds["actions"],
        },
    )
    with database(only_file(sqlite.export(some))) as opened:
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        row = opened.execute(
            "SELECT meeting, json_extract(record, '$.meeting'), committee FROM actions WHERE id = 'act-1'"
        ).fetchone()
        assert tuple(row) == (None, "cyp-2021-09-07", "cyp")
