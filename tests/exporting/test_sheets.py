"""The sheets of an export, and the workbook made of them, hold every field of every record."""

from collections.abc import Iterator
from typing import Any

import pytest

from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exporting.package import ExportPackage
from scrutiny_cli.exporting.sheets import APART, ExportSheet, parts, sheets
from scrutiny_cli.render import xlsx
from scrutiny_cli.reports.model import Rag
from tests.exported import NEVER_FILLED, never_filled, of_sample, of_specimens, only_file, workbook

# The first columns of the sheet of actions, which the import reads.
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


def test_sheet_of_actions_begins_with_the_columns_the_import_reads() -> None:
    (sheet,) = (s for s in sheets(of_sample()) if s.title == "Actions")
    assert [heading.title for heading in sheet.columns][: len(ACTIONS)] == ACTIONS


def test_sheet_shows_an_action_as_its_record_says_it() -> None:
    actions = {row["Id"]: row for row in rows(by_title(of_specimens())["Actions"])}
    first = actions["A-2021-004"]
    assert (first["Number"], first["Due"], first["Accepted"]) == ("4", "2021-12-31", "yes")
    assert first["Note"] == "Ask for a table next time."
    assert actions["A-2021-005"]["Owner"] == (
        '{person: ash, text: "Councillor Ash, with the clerk"}\n'
        "post: Director of Children's Services\n"
        "{team: Democratic Services, body: Exampleshire Council}"
    )
    assert actions["A-2021-005"]["Due"] == "{every: quarter, next: 2022-03-31}"
    assert actions["A-2021-009"]["Due"] == "meeting: cyp-2022-01-11"
    assert actions["A-2021-010"]["Due"] == "ongoing"


def test_every_heading_of_a_sheet_is_unique() -> None:
    for sheet in sheets(of_specimens(), every=True):
        titles = [heading.title for heading in sheet.columns]
        assert len(set(titles)) == len(titles), sheet.title


def test_excel_takes_every_name_of_a_sheet() -> None:
    titles = [sheet.title for sheet in sheets(of_specimens(), every=True)]
    assert len({title.lower() for title in titles}) == len(titles)
    assert max(map(len, titles)) <= 31


def test_every_kind_and_every_part_on_its_own_has_a_sheet() -> None:
    titles = [sheet.title for sheet in sheets(of_specimens())]
    kinds = (kind.title for kind in KINDS.values())
    assert set(titles) == {*kinds, *APART.values(), "Decision papers", "Council standing items"}
    assert {part for kind in KINDS.values() for part in parts(kind.model)} == APART.keys()


def leaves(value: Any) -> Iterator[str]:
    """Every text in some data, and the keys that do not name a field."""
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
    """In the specimens every field there is has a value, so no field is left out."""
    exported = package()
    shown: dict[str, str] = {}
    for sheet in sheets(exported):
        cells = [value for row in sheet.rows for value in row if isinstance(value, str)]
        shown[sheet.kind] = "\n".join([shown.get(sheet.kind, ""), *cells])
    flat = {kind: " ".join(text.replace('\\"', '"').split()) for kind, text in shown.items()}
    for kind, held in exported.kinds.items():
        for entry in held:
            for text in leaves(entry.data):
                words = " ".join(text.replace("\\n", " ").split())
                one_line = " ".join(flat[kind].replace("\\n", " ").split())
                assert words in flat[kind] or words in one_line, (kind, text)


def test_every_column_of_a_sheet_is_filled_from_the_specimens() -> None:
    assert (
        never_filled(
            (
                heading.title,
                heading.description,
                any(row[position] is not None for row in sheet.rows),
            )
            for sheet in sheets(of_specimens())
            for position, heading in enumerate(sheet.columns)
        )
        == NEVER_FILLED
    )


@pytest.fixture(scope="module")
def book() -> bytes:
    return only_file(xlsx.export(of_sample()))


def test_workbook_gives_back_every_cell_unchanged(book: bytes) -> None:
    opened = workbook(book)
    for sheet in sheets(of_sample()):
        read = opened[sheet.title]
        assert read[0] == [heading.title for heading in sheet.columns]
        for row, cells in zip(sheet.rows, read[1:], strict=True):
            for value, back in zip(row, cells, strict=True):
                if isinstance(value, Rag):
                    assert back == value.word
                elif isinstance(value, str | int) or value is None:
                    assert back == value
                else:
                    assert back.date() == value


def test_first_sheet_describes_the_workbook(book: bytes) -> None:
    about = workbook(book)["About"]
    assert about[0][0] == "Scrutiny register of Herefordshire Council"
    facts = {row[0]: row[1] for row in about if row[0]}
    assert facts["As at"].date() == of_sample().at.as_of
    assert facts["Revision of the records"] == "0" * 10
    assert facts["Schema"] == "scrutiny/1"
    assert facts["Red (R)"].startswith("The action has fallen behind")
