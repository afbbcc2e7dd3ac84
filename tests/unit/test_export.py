"""The export holds every field of every record, in each of its forms, spelt as the record spells it."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.measures import history
from scrutiny_cli.domain.plans import Measure
from scrutiny_cli.exporting import document, relations
from scrutiny_cli.exporting.computed import computed_fields
from scrutiny_cli.exporting.package import ExportPackage
from scrutiny_cli.exporting.sheets import APART, ExportSheet, parts, sheets
from scrutiny_cli.render import sqlite, xlsx
from scrutiny_cli.render.formats import Exported
from scrutiny_cli.reports.model import Rag
from tests.exported import database, of_sample, of_specimens, workbook
from tests.sample import ROOT

# The first columns of the sheet of actions, on which the import relies.
ACTIONS = [
    "Id",
    "Number",
    "Committee",
    "Meeting",
    "Item",
    "Minute",
    "Action",
    "Owner",
    "Directorate",
    "Due",
    "Progress",
    "Completed",
    "Evidence",
    "Reported",
    "Accepted",
    "Withdrawn",
    "Moved",
    "Note",
    "State",
    "Rating",
]


def by_title(package: ExportPackage) -> dict[str, ExportSheet]:
    return {sheet.title: sheet for sheet in sheets(package)}


def rows(sheet: ExportSheet) -> list[dict[str, Any]]:
    titles = [heading.title for heading in sheet.columns]
    return [dict(zip(titles, row, strict=True)) for row in sheet.rows]


# ------------------------------------------------------------------------------------- the JSON


def _blank(value: Any) -> Any:
    """Data in which a key with nothing after it holds nothing, and not an empty text."""
    if isinstance(value, dict):
        return {key: _blank(part) for key, part in value.items()}
    return [_blank(part) for part in value] if isinstance(value, list) else value or None


def records(root: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The records of a register with their kinds, read by another reader, every scalar as text."""
    for kind in KINDS:
        for path in sorted((root / "records" / kind).rglob("*.yaml")):
            loaded = _blank(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
            for record in loaded if isinstance(loaded, list) else [{"id": path.stem, **loaded}]:
                yield kind, record


def test_the_json_holds_what_the_files_hold_and_nothing_else() -> None:
    """Every record's data, read independently, is what stands under `record`."""
    told = document.data(of_sample())["records"]
    given = {(kind, one["id"]): one["record"] for kind in told for one in told[kind]}
    files = {(kind, record["id"]): record for kind, record in records(ROOT)}
    assert given == files
    assert len(files) > 400


def test_what_is_computed_stands_apart() -> None:
    told = document.data(of_sample())["records"]
    (four,) = (one for one in told["actions"] if one["id"] == "act-4")
    assert four["record"]["due"] == "2021-09-01"
    assert not four["record"].keys() & {"state", "rating", "due_date"}
    assert four["computed"] == {
        "state": "long overdue",
        "rating": "red",
        "due_date": "2021-09-01",
        "days_overdue": 75,
    }


def test_everything_that_is_computed_is_named_with_its_type() -> None:
    """The tables of what is computed, from which headings and schemas are made, are complete."""
    for package in (of_sample(), of_specimens()):
        for kind, held in package.kinds.items():
            for one in held:
                plain = {k for k, v in one.computed.items() if not isinstance(v, list)}
                assert plain <= {field.name for field in computed_fields(KINDS[kind].model)}


# ----------------------------------------------------------------------------------- the sheets


def test_the_sheet_of_actions_begins_as_the_import_expects() -> None:
    (sheet,) = (s for s in sheets(of_sample()) if s.title == "Actions")
    assert [heading.title for heading in sheet.columns][: len(ACTIONS)] == ACTIONS


def test_an_action_stands_there_as_its_record_has_it() -> None:
    found = {row["Id"]: row for row in rows(by_title(of_specimens())["Actions"])}
    first = found["A-2021-004"]
    assert (first["Number"], first["Due"], first["Accepted"]) == ("4", "2021-12-31", "yes")
    assert first["Note"] == "Ask for a table next time."
    assert found["A-2021-005"]["Owner"] == (
        '{person: ash, text: "Councillor Ash, with the clerk"}\n'
        "post: Director of Children's Services\n"
        "{team: Democratic Services, body: Exampleshire Council}"
    )
    assert found["A-2021-005"]["Due"] == "{every: quarter, next: 2022-03-31}"
    assert found["A-2021-009"]["Due"] == "meeting: cyp-2022-01-11"
    assert found["A-2021-010"]["Due"] == "ongoing"


def test_no_heading_stands_twice_on_a_sheet() -> None:
    for sheet in sheets(of_specimens(), every=True):
        titles = [heading.title for heading in sheet.columns]
        assert len(set(titles)) == len(titles), sheet.title


def test_names_of_sheets_are_such_as_excel_takes() -> None:
    titles = [*(kind.title for kind in KINDS.values()), *APART.values()]
    assert len({title.lower() for title in titles}) == len(titles)
    assert max(map(len, titles)) <= 31


def test_every_kind_and_every_part_apart_has_its_sheet() -> None:
    found = [sheet.title for sheet in sheets(of_specimens())]
    assert set(found) == {*(kind.title for kind in KINDS.values()), *APART.values()}
    assert {part for kind in KINDS.values() for part in parts(kind.model)} == APART.keys()


def leaves(value: Any) -> Iterator[str]:
    """Every text in some data, and the keys that are no names of fields."""
    if isinstance(value, dict):
        for part in value.values():
            yield from leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part)
    elif value is not None:
        yield value


@pytest.mark.parametrize("package", [of_specimens, of_sample])
def test_every_word_of_every_record_is_on_its_sheets(package: Any) -> None:
    """In the specimens every field there is has a value, so no field is forgotten."""
    made = package()
    shown: dict[str, str] = {}
    for sheet in sheets(made):
        cells = [value for row in sheet.rows for value in row if isinstance(value, str)]
        shown[sheet.kind] = "\n".join([shown.get(sheet.kind, ""), *cells])
    flat = {kind: " ".join(text.replace('\\"', '"').split()) for kind, text in shown.items()}
    for kind, held in made.kinds.items():
        for one in held:
            for text in leaves(one.data):
                words = " ".join(text.replace("\\n", " ").split())
                assert words in flat[kind] or words in flat[kind].replace("\\n", " "), (kind, text)


def unfilled(columns: Iterable[tuple[str, str, bool]]) -> set[str]:
    """The descriptions of what no column holds, told apart by the last word of their names.

    Parts of one model stand in several places, and the specimens do not fill all of them.
    """
    filled: dict[str, bool] = {}
    for name, description, some in columns:
        key = f"{re.split('[_ :]', name.strip('_'))[-1].lower()}: {description}"
        filled[key] = filled.get(key, False) or some
    return {key.split(": ", 1)[1] for key, some in filled.items() if not some}


# What cannot be computed in the specimens on their day, though every field has a value.
UNSAID = {
    "What the latest reply decides.",
    "The last day for the reply, if it has one.",
    "The latest figure, spelt as it was written.",
    "Improving, steady or worsening.",
}


def test_no_column_is_empty_where_every_field_has_a_value() -> None:
    assert (
        unfilled(
            (
                heading.title,
                heading.description,
                any(row[position] is not None for row in sheet.rows),
            )
            for sheet in sheets(of_specimens())
            for position, heading in enumerate(sheet.columns)
        )
        == UNSAID
    )


# ---------------------------------------------------------------------------------- the workbook


def content(exported: Exported) -> bytes:
    """The bytes of an export that is one file."""
    (file,) = exported.files
    assert isinstance(file.content, bytes)
    return file.content


@pytest.fixture(scope="module")
def book() -> bytes:
    return content(xlsx.export(of_sample()))


def test_a_workbook_gives_back_every_cell_as_it_was(book: bytes) -> None:
    found = workbook(book)
    for sheet in sheets(of_sample()):
        read = found[sheet.title]
        assert read[0] == [heading.title for heading in sheet.columns]
        for row, cells in zip(sheet.rows, read[1:], strict=True):
            for value, back in zip(row, cells, strict=True):
                if isinstance(value, Rag):
                    assert back == value.word
                elif isinstance(value, str | int) or value is None:
                    assert back == value
                else:
                    assert back.date() == value


def test_the_first_sheet_says_what_the_workbook_is(book: bytes) -> None:
    about = workbook(book)["About"]
    assert about[0][0] == "Scrutiny register of Herefordshire Council"
    facts = {row[0]: row[1] for row in about if row[0]}
    assert facts["As at"].date() == of_sample().at.as_of
    assert facts["Revision of the records"] == "0" * 10
    assert facts["Schema"] == "scrutiny/1"
    assert facts["Red (R)"].startswith("The action has fallen behind")


# ---------------------------------------------------------------------------------- the database


@pytest.fixture(scope="module")
def stored() -> bytes:
    return content(sqlite.export(of_sample()))


def test_keys_hold(stored: bytes) -> None:
    for each in (stored, content(sqlite.export(of_specimens()))):
        with database(each) as opened:
            assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
            assert [tuple(row) for row in opened.execute("PRAGMA integrity_check")] == [("ok",)]


def test_every_reference_between_records_is_a_foreign_key() -> None:
    """The list that `check` goes by has for each reference a column that is declared as one."""
    tables = relations.database(of_specimens()).relations
    declared = sum(len(table.foreign) for table in tables)
    children = sum(len(table.key) > 1 for table in tables)
    within_due = sum(
        path.endswith(("due.meeting", "by.meeting"))
        for kind in KINDS.values()
        for path in kind.references
    )
    assert declared - children == sum(len(kind.references) for kind in KINDS.values()) - within_due


def test_no_column_of_a_table_is_empty_where_every_field_has_a_value() -> None:
    tables = relations.database(of_specimens()).relations
    columns = (
        (column.name, column.description, any(row[position] is not None for row in table.rows))
        for table in tables
        for position, column in enumerate(table.columns)
    )
    assert unfilled(columns) == UNSAID


def test_every_list_has_as_many_rows_as_entries(stored: bytes) -> None:
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


def test_columns_can_be_named_without_quotes(stored: bytes) -> None:
    with database(stored) as opened:
        for table in relations.database(of_sample()).relations:
            names = ", ".join(column.name for column in table.columns)
            opened.execute(f"SELECT {names} FROM {table.name} LIMIT 1")


def test_every_column_is_explained(stored: bytes) -> None:
    with database(stored) as opened:
        told = {tuple(row) for row in opened.execute(
            "SELECT table_name, column_name FROM about_columns WHERE description <> ''")}  # fmt: skip
        for table in relations.database(of_sample()).relations:
            assert {(table.name, column.name) for column in table.columns} <= told


def test_the_views_agree_with_the_documents(stored: bytes) -> None:
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


def test_values_are_typed(stored: bytes) -> None:
    with database(stored) as opened:
        row = opened.execute(
            "SELECT time, date FROM meetings WHERE id = 'cyp-2021-11-23'"
        ).fetchone()
        assert tuple(row) == ("14:30", "2021-11-23")
        figures = opened.execute(
            "SELECT DISTINCT typeof(value) FROM measure_readings WHERE value IS NOT NULL"
        )
        assert {row[0] for row in figures} == {"integer", "real"}


def test_a_record_that_is_not_in_the_export_is_not_named_by_a_key() -> None:
    """The words of the record keep the name."""
    made = of_sample()
    some = ExportPackage(
        made.at,
        kinds={
            "meetings": tuple(g for g in made.kinds["meetings"] if "2021-10" in g.record.id),
            "actions": made.kinds["actions"],
        },
    )
    with database(content(sqlite.export(some))) as opened:
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        row = opened.execute(
            "SELECT meeting, json_extract(record, '$.meeting'), committee FROM actions WHERE id = 'act-1'"
        ).fetchone()
        assert tuple(row) == (None, "cyp-2021-09-07", "cyp")


def test_a_measures_history_is_the_one_that_is_judged() -> None:
    """The direction beside a reading comes from the readings of its own series."""
    for one in of_sample().kinds["measures"]:
        measure = one.record
        assert isinstance(measure, Measure)
        told = one.computed["readings"]
        assert len(told) == len(measure.readings)
        for reading, said in zip(measure.readings, told, strict=True):
            if said["travel"] is not None and reading.direction is None:
                assert len(history(measure, reading.series)) > 1
