"""Which rows of a sheet are actions, and what headings, titles, merged cells and legends say of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from openpyxl.worksheet.table import Table

from scrutiny_cli.importing.model import Proposal
from scrutiny_cli.importing.spreadsheets import Cell, Merge, read
from scrutiny_cli.importing.spreadsheets.workbooks import NEVER_WORKED_OUT
from tests.importing.logs import HEADS as LOG
from tests.importing.logs import proposed, sheet
from tests.spreadsheets import as_bytes, first

HEADS = ("Action", "Owner", "Due")


ROW = ("First", "Ann", "1 May 2022")


def texts(found: Proposal) -> list[str]:
    return [remark.text for remark in found.remarks]


@pytest.mark.parametrize(
    ("cells", "why", "words"),
    [
        (
            ("", Cell("", comment="Ask Ann")),
            "its cells hold no words, only a comment",
            "Ask Ann",
        ),
        (
            (Cell("", missing=NEVER_WORKED_OUT), "Ben"),
            "`Action`: a formula whose value the file does not hold; open it in Excel and save it",
            "Ben",
        ),
        (("-", "Ben", "2 May 2022"), "no words under the heading `Action`", "- | Ben | 2 May 2022"),
    ],
)
def test_row_that_is_not_an_action_is_left_out_with_the_reason(
    cells: tuple[Any, ...], why: str, words: str
) -> None:
    found = proposed(sheet(HEADS, ROW, cells))
    assert [new.data["action"] for new in found.new] == ["First"]
    assert [(left.place.row, left.why, left.words) for left in found.left_out] == [(3, why, words)]


def test_action_alone_in_its_row_is_taken_and_queried() -> None:
    found = proposed(sheet(HEADS, ROW, ("Children's homes",), (*ROW[:1], "Ben", "ASAP")))
    assert found.new[1].data["action"] == "Children's homes"
    assert texts(found) == ["it says only `Children's homes`: is it a heading?"]


def test_cell_without_value_or_partly_struck_is_named() -> None:
    row = ("First", Cell("", missing=NEVER_WORKED_OUT), Cell("1 May 2022", partly=True))
    found = proposed(sheet(HEADS, row))
    assert found.new[0].data["due"] == "2022-05-01"
    assert texts(found) == [
        "`Owner`: a formula whose value the file does not hold; open it in Excel and save it",
        "`Due`: the words that are struck through were kept too",
    ]


def test_second_column_of_a_field_goes_to_the_notes() -> None:
    found = proposed(sheet((*HEADS, "Deadline"), (*ROW, "autumn")))
    assert found.new[0].data["due"] == "2022-05-01"
    assert found.new[0].data["notes"] == "Deadline: autumn"


def test_title_above_the_table_names_the_meeting() -> None:
    title = ("Actions agreed at the meeting of 5 August 2021",)
    found = proposed(sheet(("Children's scrutiny",), title, HEADS, ROW))
    assert found.new[0].data["meeting"] == "cyp-2021-08-05"
    # Only what says nothing of any action is told.
    assert texts(found) == ["above the table, and part of no action: `Children's scrutiny`"]


def test_hidden_columns_are_read_and_named() -> None:
    one = replace(sheet(HEADS, ROW), hidden_columns=frozenset({1, 9}))
    found = proposed(one)
    assert found.new[0].data["owner"] == "Ann"
    assert texts(found) == ["hidden columns were read too: Owner"]


def test_headings_over_two_rows_may_have_a_shaded_cell_between() -> None:
    upper = ("Action", "Responsible", Cell("", fill="D9D9D9"), "Target")
    found = proposed(sheet(upper, ("", "officer", "", "date"), ("First", "Ann", "", "1 May 2022")))
    (new,) = found.new
    assert (new.data["owner"], new.data["due"]) == ("Ann", "2022-05-01")


@pytest.mark.parametrize(
    ("legend", "done"),
    [
        ("Green shading means completed", True),
        ("Completed actions are shaded green", True),
        ("Green: on track", False),
    ],
)
def test_legend_in_words_says_what_a_fill_means(legend: str, done: bool) -> None:
    found = proposed(sheet((legend,), HEADS, (Cell("First", fill="92D050"), "Ann", "")))
    assert found.new[0].data.get("completed") == ("yes" if done else None)
    assert ("filled green (#92D050): row 3; if it means done, add --done-fill green" in texts(found)) is not done  # fmt: skip


def test_section_heading_names_the_meeting_of_the_rows_below() -> None:
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
    assert [left.words for left in found.left_out] == ["Children's services"]


def test_ditto_and_merged_cells_repeat_the_row_above() -> None:
    found = proposed(
        sheet(
            LOG,
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


def test_action_merged_over_several_rows_is_one_action() -> None:
    found = proposed(
        sheet(
            LOG,
            (1, "5 August 2021", "First", "Ann", "", "Asked."),
            ("", "", "", "Ben", "", "Asked again."),
            merges=(Merge(2, 0, 3, 0), Merge(2, 1, 3, 1), Merge(2, 2, 3, 2)),
        )
    )
    (new,) = found.new
    assert new.data["owner"] == ["Ann", "Ben"]
    assert [entry["note"] for entry in new.data["progress"]] == [
        "Asked.",
        "Asked again.",
    ]
    assert found.left_out == ()


def test_sheet_may_hold_several_tables() -> None:
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


def test_no_word_of_a_sheet_is_lost() -> None:
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
    told = repr([new.data for new in found.new]) + repr(found.left_out) + repr(found.remarks)
    missing = [
        cell for row in rows for cell in row for word in cell.split(";") if word.strip() not in told
    ]
    # But for the headings of what was understood.
    assert missing == ["Action", "Owner"]


@pytest.mark.parametrize(
    "label",
    [
        *(
            "Total",
            "TOTALS",
            "Grand total",
            "Grand Total:",
            "Sub-total",
            "Subtotal",
            "Sum",
            "Count",
        ),
        *("Average", "Total: 4", "Total actions: 4", "Total open actions", "Number of actions: 12"),
        *(
            "No. of actions",
            "Count of actions",
            "Actions open: 3",
            "Overall total",
            "Total overdue 2",
        ),
    ],
)
@pytest.mark.parametrize("column", range(3))
def test_row_of_totals_is_left_out_wherever_its_word_is(label: str, column: int) -> None:
    cells = ["", "", "", "", "4", "7"]
    cells[column] = label
    found = proposed(sheet(LOG, ("1", "", "First", "Ann", "", ""), cells))
    assert [new.data["action"] for new in found.new] == ["First"]
    (left,) = found.left_out
    assert (left.place.row, left.why) == (3, "a row of totals")
    assert label in left.words


@pytest.mark.parametrize(
    "words",
    [
        *(
            "Total cost of placements to be reported",
            "Count the empty rooms",
            "Sum up the findings",
        ),
        *("Average waiting times to be sent", "Number of actions agreed by Cabinet to be checked"),
    ],
)
def test_action_that_begins_like_a_total_is_an_action(words: str) -> None:
    (new,) = proposed(sheet(("Action", "Owner"), (words, "Ann"))).new
    assert new.data["action"] == words


def test_row_that_the_workbook_calls_totals_is_left_out() -> None:
    book, page = first("Log")
    for row in (LOG, ("1", None, "First", "Ann"), ("2", None, "Insgesamt", "x")):
        page.append(row)
    page.add_table(Table(displayName="Log", ref="A1:F3", totalsRowCount=1))
    found = proposed(*read("log.xlsx", as_bytes(book)).sheets)
    assert [new.data["action"] for new in found.new] == ["First"]
    assert found.left_out[0].why == "a row of totals"


@pytest.mark.parametrize("label", ["Note", "NOTES:", "N.B.", "Please note:", "Key", "Legend"])
def test_note_under_the_table_is_left_out_with_its_words(label: str) -> None:
    found = proposed(sheet(LOG, ("1", "", "First", "Ann"), (label, "", "Dates are provisional")))
    assert [new.data["action"] for new in found.new] == ["First"]
    assert [(left.why, left.words) for left in found.left_out] == [
        ("a note, not an action", f"{label} | Dates are provisional")
    ]


def test_headings_repeated_inside_the_table_are_not_actions() -> None:
    found = proposed(sheet(LOG, ("1", "", "First", "Ann"), LOG, ("2", "", "Second", "Ben")))
    assert [new.data["action"] for new in found.new] == ["First", "Second"]
    assert found.left_out == ()


ERRORS = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#SPILL!", "#CALC!", "Err:502", "####")


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("column", [0, 1, 3, 4, 5])
def test_error_of_the_spreadsheet_is_named_and_never_a_value(error: str, column: int) -> None:
    cells = ["", "", "First", "", "", ""]
    cells[column] = error
    found = proposed(sheet(LOG, cells))
    (new,) = found.new
    assert {key: new.data[key] for key in new.data if key != "id"} == {"action": "First"}
    assert texts(found) == [
        f"`{LOG[column]}`: it shows `{error}`, an error of the spreadsheet; correct it there"
    ]


@pytest.mark.parametrize("error", ERRORS)
def test_row_whose_action_is_an_error_is_left_out(error: str) -> None:
    found = proposed(sheet(LOG, ("1", "", error, "Ann")))
    assert found.new == ()
    assert "an error of the spreadsheet" in found.left_out[0].why


@pytest.mark.parametrize("column", [0, 1, 3, 4, 5])
def test_nought_of_a_link_is_read_as_empty_and_named(column: int) -> None:
    cells = ["", "", "First", "", "", ""]
    cells[column] = "0"
    found = proposed(sheet(LOG, cells))
    (new,) = found.new
    assert {key: new.data[key] for key in new.data if key != "id"} == {"action": "First"}
    assert texts(found) == [
        f"`{LOG[column]}`: it shows 0, as a link to an empty cell does, and was read as empty"
    ]


def test_nought_as_an_action_is_left_out_and_under_an_unknown_heading_kept() -> None:
    found = proposed(sheet(("Action", "Owner", "Days"), ("0", "0", "0"), ("First", "Ann", "0")))
    assert [new.data["notes"] for new in found.new] == ["Days: 0"]
    assert [left.place.row for left in found.left_out] == [2]


@pytest.mark.parametrize(
    "heading", ["Ac\u00adtion", "\u200bAction", "ACTION\u00a0", "“Action”", "Action’s", "Ａction"]
)
def test_heading_is_known_whatever_cannot_be_seen_in_it(heading: str) -> None:
    found = proposed(sheet((heading.replace("’s", "s"), "Owner’s"), ("First", "Ann")))
    assert [new.data["action"] for new in found.new] == ["First"]


def test_comments_and_links_of_cells_are_kept_in_the_notes() -> None:
    owner = Cell("Ann", comment="On leave until May")
    evidence = Cell("The report", link="https://example.org/report.pdf")
    found = proposed(sheet(("Action", "Owner", "Evidence"), ("First", owner, evidence)))
    assert found.new[0].data["notes"] == (
        "Comment on Owner: On leave until May\nLink on Evidence: https://example.org/report.pdf"
    )


def test_hidden_and_filtered_rows_are_read_and_named() -> None:
    book, page = first("Log")
    for row in (LOG, ("1", None, "First", "Ann"), ("2", None, "Second", "Ben")):
        page.append(row)
    page.auto_filter.ref = "A1:F3"
    page.row_dimensions[3].hidden = True
    found = proposed(*read("log.xlsx", as_bytes(book)).sheets)
    assert [new.data["action"] for new in found.new] == ["First", "Second"]
    assert "hidden in the sheet, and read even so: row 3" in texts(found)


@pytest.mark.parametrize("label", ["Total", "Count", "Grand total"])
def test_row_of_totals_under_an_export_is_left_out(label: str) -> None:
    heads = ("Id", "Action", "Owner", "Evidence", "State")
    found = proposed(sheet(heads, ("a", "Total up the costs", "Ann"), (label, "1", "", "1")))
    assert [new.data["action"] for new in found.new] == ["Total up the costs"]
    assert [left.why for left in found.left_out] == ["a row of totals"]


def test_error_in_an_export_is_named_and_never_a_value() -> None:
    heads = ("Id", "Action", "Owner", "Evidence", "State")
    found = proposed(sheet(heads, ("a", "First", "#REF!"), ("b", "#NAME?", "Ann")))
    assert [new.data for new in found.new] == [{"id": "a", "action": "First"}]
    assert [left.place.row for left in found.left_out] == [3]
    assert texts(found) == [
        "`Owner`: it shows `#REF!`, an error of the spreadsheet; correct it there"
    ]


def test_comment_on_a_row_of_an_export_is_kept_in_the_notes() -> None:
    heads = ("Id", "Action", "Owner", "Evidence", "State")
    found = proposed(sheet(heads, ("a", "First", Cell("Ann", comment="On leave"))))
    assert found.new[0].data["notes"] == "Comment on Owner: On leave"
