"""How the rows of a log are read: headings, sections, days, progress; what is kept as words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.importing import ImportOptions, Proposal, propose
from scrutiny_cli.importing.headings import FIELDS, read
from scrutiny_cli.importing.matching import fresh_entries
from scrutiny_cli.importing.naming import Namer
from scrutiny_cli.importing.spreadsheets import Cell, Merge, Row, Sheet, Workbook
from scrutiny_cli.importing.statuses import said
from scrutiny_cli.importing.words import day_of, entries
from tests.sample import committee, sample

DAY = date(2021, 11, 15)
HEADS = ("No", "Meeting", "Action", "Owner", "Due", "Progress")


def sheet(*rows: Sequence[Any], name: str = "Log", merges: tuple[Merge, ...] = ()) -> Sheet:
    """A sheet of words; a date is a date, a cell is itself, nothing is no cell."""
    made = []
    for number, values in enumerate(rows, 1):
        cells = {
            column: value
            if isinstance(value, Cell)
            else Cell(value.isoformat(), day=value)
            if isinstance(value, date)
            else Cell(str(value))
            for column, value in enumerate(values)
            if value is not None and value != ""
        }
        if cells:
            made.append(Row(number, cells))
    return Sheet(name, tuple(made), merges)


def proposed(*sheets: Sheet, **asked: Any) -> Proposal:
    """What sheets come to beside the sample register without its actions."""
    loaded = sample()
    register = loaded.register.having(actions={})
    return propose(
        Workbook(sheets), register, loaded.entries, committee(), ImportOptions(as_of=DAY, **asked)
    )


def data(*rows: Sequence[Any]) -> dict[str, Any]:
    """The one record that rows under the usual headings come to."""
    (new,) = proposed(sheet(HEADS, *rows)).new
    return {key: value for key, value in new.data.items() if key != "id"}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Action ref", "number"),
        ("#", "number"),
        ("WHO?", "owner"),
        ("Lead officer(s)", "owner"),
        ("By when", "due"),
        ("Target date (dd/mm/yyyy):", "due"),
        ("Update/progress", "progress"),
        ("Progress\nupdate", "progress"),
        ("RAG", "status"),
        ("Reported complete", "reported"),
        ("Comments", "notes"),
        ("Lead Officer / Member", "owner"),
        ("Lead Officer", "owner"),
        ("Min.", "minute"),
        ("Min no", "minute"),
        ("Ref", "number"),
        ("Date reported to Panel/Committee", "reported"),
        # These could be two things, so they are none until somebody says so.
        ("Date", None),
        ("Completion date", None),
        ("Outcome", None),
    ],
)
def test_headings(words: str, field: str | None) -> None:
    assert read(words, {}).field == field
    assert read(words, {"completion date": "due"}).field == (
        "due" if words == "Completion date" else field
    )


def test_a_column_for_each_round_of_updates_has_its_day() -> None:
    assert read("Update 12 October 2021", {}) == (
        "Update 12 October 2021",
        "progress",
        date(2021, 10, 12),
    )
    found = proposed(
        sheet(
            ("Action", "Owner", "Update 7 September 2021", "Update 12 October 2021"),
            ("Do it", "Ann", "ImportOptions.", "ImportOptions again."),
        )
    )
    assert found.new[0].data["progress"] == [
        {"on": "2021-09-07", "note": "ImportOptions."},
        {"on": "2021-10-12", "note": "ImportOptions again."},
    ]


@pytest.mark.parametrize(
    ("words", "day", "either"),
    [
        ("2021-09-01", date(2021, 9, 1), False),
        ("1st Sept 2021", date(2021, 9, 1), False),
        ("Wednesday 1 September 2021", date(2021, 9, 1), False),
        ("by 1 September 2021", date(2021, 9, 1), False),
        ("01/09/2021", date(2021, 9, 1), True),
        ("1.9.21", date(2021, 9, 1), True),
        ("09/09/2021", date(2021, 9, 9), False),
        ("13-09-2021", date(2021, 9, 13), False),
        ("01-Sep-21", date(2021, 9, 1), False),
        ("09/13/2021", None, False),
        ("31/06/2021", None, False),
        ("Thursday 1 September 2021", None, False),
        ("September 2021", None, False),
        ("1 September", None, False),
        ("44440", None, False),
        ("ASAP", None, False),
    ],
)
def test_days(words: str, day: date | None, either: bool) -> None:
    found = day_of(Cell(words))
    assert (found.day if found else None) == day
    assert (found.either if found else False) == either


@pytest.mark.parametrize(
    ("cell", "due", "notes"),
    [
        (date(2021, 9, 1), "2021-09-01", None),
        ("End of December 2020", "End of December 2020", None),
        ("Nov 2020", "Nov 2020", None),
        ("ongoing", "ongoing", None),
        ("ASAP", "ASAP", None),
        ("tbc", "tbc", None),
        ("44440", None, "Due: 44440"),
        ("-", None, None),
        ("31/06/2021", None, "Due: 31/06/2021"),
        ("09/13/2021", None, "Due: 09/13/2021"),
    ],
)
def test_a_due_date_is_a_day_or_stays_as_it_was_typed(
    cell: Any, due: str | None, notes: str | None
) -> None:
    found = data((1, "", "Do it", "Ann", cell))
    assert (found.get("due"), found.get("notes")) == (due, notes)
    Action.model_validate({"id": "x", **found})


def test_a_number_that_excel_may_mean_as_a_day_is_named() -> None:
    (remark,) = proposed(sheet(HEADS, (1, "", "Do it", "Ann", "44440"))).remarks
    assert "if Excel means 1 September 2021 by it" in remark.text


@pytest.mark.parametrize(
    ("words", "done"),
    [
        *((words, True) for words in ("COMPLETED", "Complete", "Done.", "closed", "Completed!")),
        *((words, False) for words in ("Completed, and ongoing", "Partly completed", "In train")),
        *((words, False) for words in ("To be completed", "Not complete", "OVERDUE", "Noted")),
    ],
)
def test_status_words(words: str, done: bool) -> None:
    assert (said(words, DAY).what == "completed") is done
    (new,) = proposed(sheet(("Action", "Owner", "Status"), ("Do it", "Ann", words))).new
    assert new.data["printed_status"] == words
    assert ("completed" in new.data) is done


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In progress.", [(None, "In progress.")]),
        ("Two lines\nof words", [(None, "Two lines\nof words")]),
        ("Note: no date", [(None, "Note: no date")]),
        (
            "2021-09-07: Asked.\n  By letter.\n2021-10-12: Again.",
            [(date(2021, 9, 7), "Asked.\nBy letter."), (date(2021, 10, 12), "Again.")],
        ),
        (
            "12/10/2021 - Again\n07/09/2021 - Asked",
            [(date(2021, 9, 7), "Asked"), (date(2021, 10, 12), "Again")],
        ),
        (
            "Begun\n12 October 2021: Asked",
            [(None, "Begun"), (date(2021, 10, 12), "Asked")],
        ),
    ],
)
def test_progress(text: str, expected: list[tuple[date | None, str]]) -> None:
    assert [(day.day if day else None, words) for day, words in entries(text)] == expected


@pytest.mark.parametrize(
    ("held", "cell", "added"),
    [
        (["In progress."], "In progress", []),
        (["In progress."], "In progress. Advert out.", ["Advert out."]),
        (["In progress.", "Advert out."], "In progress. Advert out.", []),
        (["In progress.\nAdvert out."], "Advert out.", []),
        (["In progress."], "Two applied.\nIn progress.", ["Two applied."]),
        ([], "In progress.", ["In progress."]),
    ],
)
def test_only_new_progress_is_added(held: list[str], cell: str, added: list[str]) -> None:
    action = Action.model_validate(
        {"id": "a", "action": "Do it", "progress": [{"note": note} for note in held]}
    )
    assert [entry["note"] for entry in fresh_entries([{"note": cell}], action)] == added


def test_sections_name_the_meeting_of_the_rows_below() -> None:
    found = proposed(
        sheet(
            ("Action log as at 23 November 2021",),
            ("Action", "Owner"),
            ("First", "Ann"),
            ("Actions arising from the meeting held on 5 August 2021",),
            ("Second", "Ann"),
            ("Tuesday 7 September 2021",),
            ("Third", "Ann"),
            ("", "Children's services"),
            ("Fourth", "Ann"),
        )
    )
    assert [new.data.get("meeting") for new in found.new] == [
        None,
        "cyp-2021-08-05",
        "cyp-2021-09-07",
        # What the next heading means, nobody knows.
        None,
    ]
    assert [left.words for left in found.left] == ["Children's services"]


def test_ditto_and_merged_cells_stand_for_what_is_above() -> None:
    found = proposed(
        sheet(
            HEADS,
            (1, "5 August 2021", "First", "Ann", "1 May 2022"),
            (2, '"', "Second", "ditto", "as above"),
            (3, "", "Third", "", ""),
            merges=(Merge(3, 1, 4, 1), Merge(2, 4, 2, 5)),
        )
    )
    assert [
        (new.data.get("meeting"), new.data.get("owner"), new.data.get("due")) for new in found.new
    ] == [
        ("cyp-2021-08-05", "Ann", "2022-05-01"),
        ("cyp-2021-08-05", "Ann", "2022-05-01"),
        ("cyp-2021-08-05", None, None),
    ]


def test_an_action_over_several_rows_is_one() -> None:
    found = proposed(
        sheet(
            HEADS,
            (1, "5 August 2021", "First", "Ann", "", "ImportOptions."),
            ("", "", "", "Ben", "", "ImportOptions again."),
            merges=(Merge(2, 0, 3, 0), Merge(2, 1, 3, 1), Merge(2, 2, 3, 2)),
        )
    )
    (new,) = found.new
    assert new.data["owner"] == ["Ann", "Ben"]
    assert [entry["note"] for entry in new.data["progress"]] == [
        "ImportOptions.",
        "ImportOptions again.",
    ]
    assert found.left == ()


def test_several_tables_in_one_sheet() -> None:
    found = proposed(
        sheet(
            ("Action", "Owner"),
            ("First", "Ann"),
            ("Closed this year",),
            ("Who", "Action", "Date completed"),
            ("Ben", "Second", "1 May 2021"),
        )
    )
    assert [(new.data["action"], new.data["owner"]) for new in found.new] == [
        ("First", "Ann"),
        ("Second", "Ben"),
    ]
    assert found.new[1].data["completed"] == "2021-05-01"


def test_no_word_is_lost() -> None:
    """Whatever stands in a row stands in the record, among what was left, or in a remark."""
    rows = (
        ("Title of the log",),
        ("Ref", "Meeting", "Action", "Owner", "Due", "Odd column", "Minute", "Item", "Reported"),
        ("CYP/4", "a Tuesday", "Do it", "Ann; Ben", "31/02/2021", "odd words", "x12", "y", "1 May 2019"),
        ("", "", "", "words beside"),
        ("", "", "Again", "Cy", "", "", "", "", "", "under no heading"),
        ("Key: green is done", "", "", "", "", ""),
    )  # fmt: skip
    found = proposed(sheet(*rows))
    told = repr([new.data for new in found.new]) + repr(found.left) + repr(found.remarks)
    missing = [
        cell for row in rows for cell in row for word in cell.split(";") if word.strip() not in told
    ]
    # But for the headings of what was understood.
    assert missing == ["Action", "Owner"]


def test_ids_follow_the_register() -> None:
    def action(name: str, number: int | None = None) -> Action:
        given = {} if number is None else {"number": str(number)}
        return Action.model_validate({"id": name, "action": "Do it", **given})

    padded = Namer([action("A-2021-004", 4), action("a-2021-005")])
    assert [padded.name(None, n) for n in ("6", "5", None)] == [
        "A-2021-006",
        "A-2021-007",
        "A-2021-008",
    ]
    fresh = Namer([])
    assert [fresh.name(ref, n) for ref, n in ((None, "7"), ("HS1", None), ("hs1", None))] == [
        "act-7",
        "HS1",
        "act-1",
    ]


def test_every_field_of_a_log_is_one_of_the_record() -> None:
    names = {*Action.model_fields} | {"status"}
    assert set(FIELDS) <= names
