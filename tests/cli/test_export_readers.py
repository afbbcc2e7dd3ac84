"""What ``scrutiny export`` gives, read by other programs: openpyxl, judges of JSON Schema, SQLite."""

import json
import re
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema import main as check_jsonschema  # type: ignore[import-untyped]  # it has no types
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.schema.specimens import FOLDER
from tests.cli.test_export import DAY, export
from tests.inside import scrutiny
from tests.registers import write_tree
from tests.sample import ROOT


def judged(*arguments: str | Path) -> int:
    """The exit code of check-jsonschema."""
    with pytest.raises(SystemExit) as left:
        check_jsonschema([str(part) for part in arguments])
    assert isinstance(left.value.code, int)
    return left.value.code


# ------------------------------------------------------------------------------------ the workbook


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample register as a workbook."""
    path = tmp_path_factory.mktemp("book") / "register.xlsx"
    assert export(ROOT, "--output", path).code == 0
    return path


def test_a_workbook_is_set_up_to_be_read_and_printed(book: Path) -> None:
    sheets: list[Any] = load_workbook(book).worksheets[1:]
    for sheet in sheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.b and cell.fill.patternType == "solid" for cell in sheet[1])
        assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        widths = [dimension.width for dimension in sheet.column_dimensions.values()]
        assert min(widths) >= 9
        assert max(widths) <= 60
        assert "As at 15 November 2021" in sheet.oddFooter.left.text


def test_a_rating_is_a_word_before_it_is_a_colour(book: Path) -> None:
    sheet = load_workbook(book)["Actions"]
    titles = [cell.value for cell in sheet[1]]
    cells = [row[titles.index("Rating")] for row in sheet.iter_rows(min_row=2)]
    assert [(cell.value, cell.fill.fgColor.rgb[2:]) for cell in cells] == [
        *[("Red", "F4D7D7")] * 2,
        ("Blue", "D2E2F1"),
        ("Red", "F4D7D7"),
        *[("Green", "CFE4DC")] * 3,
    ]
    due: Any = sheet.cell(2, titles.index("Due (date)") + 1)
    assert (due.value.date(), due.number_format) == (date(2021, 11, 2), "d mmm yyyy")
    assert sheet.cell(2, titles.index("Due") + 1).value == "2021-11-02"


def test_a_workbook_names_no_machine_no_person_and_no_hour(book: Path) -> None:
    loaded = load_workbook(book)
    about: Any = loaded.properties
    assert about.title == "Scrutiny register of Herefordshire Council"
    assert re.fullmatch(r"As at 15 November 2021, revision \w{10}", about.subject or "")
    assert (about.creator, about.lastModifiedBy) == ("scrutiny", "scrutiny")
    assert about.created == about.modified
    assert about.created.isoformat() == "2021-11-15T00:00:00"
    with zipfile.ZipFile(book) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in archive.infolist()} == {0}


# ---------------------------------------------------------------------------------------- the JSON


def test_the_export_is_valid_by_its_own_schema(tmp_path: Path) -> None:
    """So an independent judge finds, for the sample register and for one that has every field."""
    schema = tmp_path / "export.json"
    assert scrutiny("schema", "export", "--output", schema).code == 0
    assert judged("--check-metaschema", schema) == 0
    export(ROOT, "--output", tmp_path / "sample.json")
    tree: dict[str, str | bytes] = {
        f"records/{kind}/all.yaml": (FOLDER / f"{kind}.yaml").read_bytes() for kind in KINDS
    }
    tree["scrutiny.toml"] = 'visibility = "private"\n'
    root = write_tree(tmp_path / "specimens", tree)
    export(root, "--private", "--draft", "--output", tmp_path / "every.json")
    export(root, "--draft", "--output", tmp_path / "public.json")
    names = [tmp_path / f"{name}.json" for name in ("sample", "every", "public")]
    assert judged("--schemafile", schema, *names) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"schema": "scrutiny/2"},
        {"extra": 1, "records": {"acts": []}},
        {"records": {"actions": [{"id": "a", "record": {"id": "a"}, "computed": {}}]}},
        {"records": {"actions": [{"id": "a", "record": {"id": "a", "action": "x"}}]}},
        {
            "records": {
                "actions": [
                    {
                        "id": "a",
                        "record": {"id": "a", "action": "x", "state": "open"},
                        "computed": {},
                    }
                ]
            }
        },
        {
            "records": {
                "actions": [
                    {"id": "a", "record": {"id": "a", "action": "x"}, "computed": {"due": "x"}}
                ]
            }
        },
    ],
)
def test_the_schema_refuses_what_no_export_says(wrong: dict[str, Any]) -> None:
    schema = json.loads(scrutiny("schema", "export").out)
    right = {"schema": "scrutiny/1", "as_of": DAY, "revision": "x", "records": {}}
    validator = Draft202012Validator(schema)
    assert validator.is_valid(right)
    assert not validator.is_valid(right | wrong)


# ------------------------------------------------------------------------------------------- SQLite


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample register as a database."""
    path = tmp_path_factory.mktemp("stored") / "register.sqlite"
    assert export(ROOT, "--output", path).code == 0
    return path


def ask(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        return database.execute(question).fetchall()


def test_the_database_answers_questions_in_sql(stored: Path) -> None:
    assert ask(stored, "PRAGMA integrity_check") == [("ok",)]
    assert ask(stored, "PRAGMA foreign_key_check") == []
    assert ask(stored, "SELECT value FROM about WHERE name = 'as_of'") == [(DAY,)]
    overdue = [("act-4", 75), ("act-1", 13), ("act-2", 13)]
    assert ask(stored, "SELECT id, days_overdue FROM overdue") == overdue
    assert ask(stored, "PRAGMA freelist_count") == [(0,)]
    assert ask(stored, "PRAGMA user_version") == [(1,)]


def test_the_dump_of_the_database_makes_the_same_one(stored: Path, tmp_path: Path) -> None:
    """With the keys enforced while it is read: nothing names a row that comes to be missing."""
    with closing(sqlite3.connect(stored)) as database:
        dump = "\n".join(database.iterdump())
    with closing(sqlite3.connect(tmp_path / "again.sqlite")) as again:
        again.executescript(dump)
        again.execute("PRAGMA foreign_keys = ON")
        assert again.execute("PRAGMA foreign_key_check").fetchall() == []
        assert again.execute("SELECT count(*) FROM reading_ratings").fetchone()[0] > 500
