"""Each column of a row becomes a field of the record, or words in its notes with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.importing.importers import propose_import
from scrutiny_cli.importing.model import KEPT, ImportOptions, Proposal
from scrutiny_cli.importing.spreadsheets import Cell, Merge, Workbook
from scrutiny_cli.register.register import Register
from tests.importing.logs import DAY, HEADS, data, proposed, sheet
from tests.sample import committee, sample


def rows_for(register: Register, *rows: Sequence[Any], **options: Any) -> Proposal:
    """What is proposed for rows, with another register."""
    loaded = replace(sample(), register=register)
    book = Workbook((sheet(*rows),))
    return propose_import("actions", book, loaded, committee(), ImportOptions(as_of=DAY, **options))


def row(*, tab: str = "Log", **cells: Any) -> tuple[dict[str, Any], list[str]]:
    """The record that one row of an action comes to, and what is said of it."""
    heads = [heading.replace("_", " ").capitalize() for heading in cells]
    found = proposed(sheet(("Action", *heads), ("Do it", *cells.values()), name=tab))
    (new,) = found.new
    data = {key: value for key, value in new.data.items() if key != "action"}
    return data, [remark.text for remark in found.remarks]


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
def test_due_date_is_a_day_or_is_kept_as_typed(
    cell: Any, due: str | None, notes: str | None
) -> None:
    found = data((1, "", "Do it", "Ann", cell))
    assert (found.get("due"), found.get("notes")) == (due, notes)
    Action.model_validate({"id": "x", **found})


def test_number_that_excel_may_mean_as_a_day_is_named() -> None:
    (remark,) = proposed(sheet(HEADS, (1, "", "Do it", "Ann", "44440"))).remarks
    assert "if Excel means 1 September 2021 by it" in remark.text


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"id": "x1", "ref": "A2"}, {"id": "x1", "notes": "Ref: A2"}),
        ({"id": "x1", "ref": "x1"}, {"id": "x1"}),
        ({"ref": "-", "minute": "39"}, {"id": "act-1", "notes": "Minute: 39"}),
        (
            {"meeting": "cyp-2021-10-12", "minute": "39"},
            {"id": "act-1", "meeting": "cyp-2021-10-12", "minute": "39"},
        ),
        ({"committee": "CYP"}, {"id": "act-1"}),
        (
            {"meeting": "cyp-2021-10-12", "item": "Bromyard"},
            {"id": "act-1", "meeting": "cyp-2021-10-12", "item": "bromyard"},
        ),
        # No item goes by those words, and without its meeting none can.
        (
            {"meeting": "cyp-2021-10-12", "item": "Elsewhere"},
            {"id": "act-1", "meeting": "cyp-2021-10-12", "notes": "Item: Elsewhere"},
        ),
        ({"item": "bromyard", "owner": "Ann"}, {"id": "act-1", "owner": "Ann", "notes": "Item: bromyard"}),
        ({"owner": "post: Clerk"}, {"id": "act-1", "owner": {"post": "Clerk"}}),
        ({"owner": "person: claire-ward; • Ben"}, {"id": "act-1", "owner": [{"person": "claire-ward"}, "Ben"]}),
        # A person whom the register does not know stays words; no name at all is no owner.
        ({"owner": "person: nobody"}, {"id": "act-1", "owner": "person: nobody"}),
        ({"owner": ";"}, {"id": "act-1"}),
        ({"owner": "Ann", "accepted": "Yes"}, {"id": "act-1", "owner": "Ann", "accepted": "yes"}),
        ({"owner": "Ann", "accepted": "no"}, {"id": "act-1", "owner": "Ann", "accepted": "no"}),
        ({"owner": "Ann", "accepted": "partly"}, {"id": "act-1", "owner": "Ann", "notes": "Accepted: partly"}),
        ({"owner": "Ann", "date_added": "2 October 2021"}, {"id": "act-1", "owner": "Ann", "added": "2021-10-02"}),
        ({"owner": "Ann", "date_added": "last autumn"}, {"id": "act-1", "owner": "Ann", "notes": "Date added: last autumn"}),
        ({"owner": "Ann", "completed": "x"}, {"id": "act-1", "owner": "Ann", "completed": "yes"}),
        ({"owner": "Ann", "completed": "Done."}, {"id": "act-1", "owner": "Ann", "completed": "yes"}),
        ({"owner": "Ann", "completed": "not yet"}, {"id": "act-1", "owner": "Ann"}),
        ({"owner": "Ann", "reported": "no"}, {"id": "act-1", "owner": "Ann"}),
        ({"owner": "Ann", "reported": "COMPLETED"}, {"id": "act-1", "owner": "Ann", "completed": "yes", "printed_status": "COMPLETED"}),
        (
            {"reported": "COMPLETED", "status": "Green"},
            {"id": "act-1", "completed": "yes", "printed_status": "COMPLETED", "notes": "Status: Green"},
        ),
    ],
)  # fmt: skip
def test_cell_becomes_a_field_or_a_line_of_the_notes(
    cells: dict[str, str], expected: dict[str, Any]
) -> None:
    assert row(**cells) == (expected, [])


@pytest.mark.parametrize(
    ("cells", "note", "said"),
    [
        (
            {"committee": "Health"},
            "Committee: Health",
            "`Committee` says `Health`: no committee of the register has this name",
        ),
        (
            {"meeting": "the spring one"},
            "Meeting: the spring one",
            "`Meeting` says `the spring one`: it names not a meeting in the register and no day",
        ),
        (
            {"owner": "Ann", "completed": "nearly"},
            "Completed: nearly",
            "`Completed` says `nearly`: it is neither a day nor yes, so the action counts as open",
        ),
    ],
)
def test_cell_that_cannot_be_read_is_kept_in_the_notes_and_named(
    cells: dict[str, str], note: str, said: str
) -> None:
    data, told = row(**cells)
    assert (data["notes"], told) == (note, [said])
    assert "completed" not in data


@pytest.mark.parametrize(
    ("status", "data"),
    [
        (
            "Complete - sent 25/9/21",
            {"completed": "2021-09-25", "evidence": "sent 25 September 2021"},
        ),
        ("Completed 25.9.21", {"completed": "2021-09-25"}),
        ("COMPLETED on 25 Sept 2021.", {"completed": "2021-09-25"}),
        (
            "Closed (email to members, 2021-09-25)",
            {"completed": "2021-09-25", "evidence": "email to members, 25 September 2021"},
        ),
        ("Action completed: report sent", {"completed": "yes", "evidence": "report sent"}),
        ("Superseded", {"withdrawn": "Superseded"}),
        ("Closed - no longer required", {"withdrawn": "Closed - no longer required"}),
        (
            "Withdrawn 25/9/21",
            {"withdrawn": {"on": "2021-09-25", "reason": "Withdrawn 25/9/21"}},
        ),
        *((words, {}) for words in ("Partly completed", "Not complete", "Incomplete", "Noted")),
    ],
)
def test_status_gives_completion_or_withdrawal_with_day_and_words(
    status: str, data: dict[str, Any]
) -> None:
    assert row(status=status) == ({"id": "act-1", "printed_status": status} | data, [])


@pytest.mark.parametrize(
    ("status", "done", "why"),
    [
        ("Done, email 3 Oct", True, "its day has no year"),
        ("Done: asked 24.9.21, sent 25.9.21", True, "it names several days"),
        ("Completed?", False, "what follows the word for done is not clear"),
        ("Complete list to members", False, "what follows the word for done is not clear"),
        ("Completed apart from the map", False, "what follows the word for done is not clear"),
        ("Complete by 25/12/21", False, "what follows the word for done is not clear"),
        ("Closed 25.12.21", False, "the day in it is still to come"),
        ("Withdrawn?", False, "it is not clear"),
        ("Officer has completed it", False, "it begins with no word for done"),
    ],
)
def test_doubtful_status_is_named(status: str, done: bool, why: str) -> None:
    data, (said,) = row(status=status)
    assert ("completed" in data, data["printed_status"]) == (done, status)
    assert "withdrawn" not in data
    end = (
        "without the day; "
        if done
        else "so the action counts as open; if it is done or withdrawn, "
    )
    assert said.startswith(f"`Status` says `{status}`: {why}, ")
    assert said.endswith(f"{end}correct the status or the record")


def test_column_of_its_own_wins_over_the_status() -> None:
    data, told = row(status="Completed 25.9.21, sent", evidence="Minute 7", completed="yes")
    assert (data["completed"], data["evidence"], told) == ("2021-09-25", "Minute 7", [])
    data, told = row(owner="Ann", completed="Complete - sent 25/9/21")
    assert (data["completed"], data["evidence"]) == ("2021-09-25", "sent 25 September 2021")
    # Another evidence leaves the words in the notes.
    data, told = row(evidence="Minute 7", completed="Complete - sent 25/9/21")
    assert (data["evidence"], data["notes"]) == ("Minute 7", "Completed: Complete - sent 25/9/21")
    assert (data["completed"], told) == ("2021-09-25", [])
    # On the tab of what is completed, withdrawn stays withdrawn.
    data, _ = row(tab="Completed", owner="Ann", status="Superseded")
    assert (data["withdrawn"], data.get("completed")) == ("Superseded", None)


def test_withdrawn_column_needs_a_reason() -> None:
    data, told = row(owner="Ann", withdrawn="No longer required")
    assert (data["withdrawn"], data.get("notes"), told) == ("No longer required", None, [])
    data, (said,) = row(owner="Ann", withdrawn="yes")
    assert (data.get("withdrawn"), data["notes"]) == (None, "Withdrawn: yes")
    assert said == "`Withdrawn` says `yes`: the action counts as open until the record says why"


def test_reference_that_is_neither_number_nor_id_is_named_once() -> None:
    for columns in ({}, {"Ref": "id"}, {"Ref": "number"}):
        found = proposed(
            sheet(("Ref", "Action", "Owner"), ("FPP/4", "Do it", "Ann"), ("FPP/5", "Again", "Ann")),
            columns=columns,
        )
        assert [new.data["notes"] for new in found.new] == ["Ref: FPP/4", "Ref: FPP/5"]
        (said,) = found.remarks
        assert said.text == (
            "`Ref`: `FPP/4` and 1 more: not a number (figures only) and not an id (letters, figures, "
            "`.`, `_` and `-`), so kept in the notes"
        )


def test_comments_column_is_kept_in_the_notes_and_named() -> None:
    data, (said,) = row(owner="Ann", comments="Chased twice.")
    assert data["notes"] == "Chased twice."
    assert said == (
        "`Comments` (1 cell) was kept in the notes, which documents do not show; if it is the "
        'progress: --column "Comments=progress"'
    )
    assert row(progress="Asked.", comments="Chased twice.")[1] == []


@pytest.mark.parametrize("due", ["31/11/21", "31.11.2021", "31/11/2021", "31-11-21"])
def test_due_day_that_does_not_exist_is_kept_in_the_notes_with_the_reason(due: str) -> None:
    data, (said,) = row(owner="Ann", due=due)
    assert (data.get("due"), data["notes"]) == (None, f"Due: {due}")
    assert said == (
        f"`Due` says `{due}`: November 2021 has 30 days, not 31. It is kept in the notes: which day is "
        "meant?"
    )


def test_time_of_a_due_day_is_left_out_and_named() -> None:
    data, told = row(due=Cell("2021-12-01 12:00", day=date(2021, 12, 1)))
    assert data["due"] == "2021-12-01"
    assert told == ["`Due`: the time in 2021-12-01 12:00 was left out"]


def test_progress_days_that_could_be_month_first_are_named() -> None:
    data, told = row(owner="Ann", progress="04/11/2021 - Asked.\n05/11/2021 - Answered.")
    assert [entry["on"] for entry in data["progress"]] == ["2021-11-04", "2021-11-05"]
    (one,) = told
    assert one == (
        "`Progress`, figures read day first: 04/11/2021 as 4 November 2021 and "
        "05/11/2021 as 5 November 2021"
    )


def test_yes_under_reported_names_no_meeting() -> None:
    data, told = row(owner="Ann", reported="yes")
    assert (data["completed"], data.get("reported")) == ("yes", None)
    assert told[0].startswith("1 row reported complete, and nothing says at which meeting")
    # On the tab of what is reported, a meeting in the row's own cell is the answer.
    data, told = row(tab="Reported complete", owner="Ann", reported="23 November 2021")
    assert (data["completed"], data["reported"], told) == ("yes", "cyp-2021-11-23", [])


def test_second_cell_of_an_action_over_two_rows_is_kept_in_the_notes() -> None:
    found = proposed(
        sheet(
            ("Action", "Directorate", "Due"),
            ("Do it", "Children", "1 May 2022"),
            ("", "Corporate", "2 June 2022"),
            merges=(Merge(2, 0, 3, 0),),
        )
    )
    (new,) = found.new
    assert (new.data["directorate"], new.data["due"]) == ("Children", "2022-05-01")
    assert new.data["notes"] == "Directorate: Corporate\nDue: 2 June 2022"
    (remark,) = found.remarks
    assert remark.text == "`Due` says `2 June 2022`: the row has another due date too"


def test_minute_of_an_unknown_meeting_is_kept_in_the_notes() -> None:
    data, _ = row(meeting="1 April 2017", minute="39")
    assert data == {"id": "act-1", "notes": "Meeting: 1 April 2017\nMinute: 39"}


def two_committees() -> Register:
    """The sample register with a second committee, without its actions."""
    register = sample().register
    other = committee().model_copy(update={"id": "health", "name": "Health Scrutiny Committee"})
    return register.having(actions={}, committees={**register.committees, "health": other})


def test_row_names_its_committee_where_there_are_two() -> None:
    heads = ("Action", "Owner", "Committee", "Meeting")
    rows = (
        ("First", "Ann", "health", "12 October 2021"),
        ("Second", "Ann", "HEALTH scrutiny committee", ""),
        ("Third", "Ann", "Planning", "12 October 2021"),
        ("Fourth", "Ann", "", "12 October 2021"),
    )
    found = rows_for(two_committees(), heads, *rows)
    assert [(n.data["committee"], n.data.get("meeting"), n.data.get("notes")) for n in found.new] == [
        # On that day the other committee met.
        ("health", None, "Meeting: 12 October 2021"),
        ("health", None, None),
        ("cyp", "cyp-2021-10-12", "Committee: Planning"),
        ("cyp", "cyp-2021-10-12", None),
    ]  # fmt: skip


def test_new_meeting_is_not_planned_under_an_id_in_use() -> None:
    register = sample().register
    moved = Meeting.model_validate(
        {"id": "cyp-2022-05-03", "committee": "cyp", "date": "2022-05-10", "status": "scheduled"}
    )
    register = register.having(actions={}, meetings={**register.meetings, moved.id: moved})
    rows = (("First", "Ann", "3 May 2022"), ("Second", "Ann", "4 May 2022"))
    found = rows_for(register, ("Action", "Owner", "Meeting"), *rows, new_meetings=True)
    assert [new.data.get("meeting") for new in found.new] == [None, "cyp-2022-05-04"]
    assert [meeting["id"] for meeting in found.meetings] == ["cyp-2022-05-04"]
    assert found.new[0].data["notes"] == "Meeting: 3 May 2022"
    said = [remark.text for remark in found.remarks if remark.kind == KEPT]
    assert said[0] == (
        "the register has no meeting on 3 May 2022, so 1 action kept its date in the notes"
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"ref": "CYP–4"}, {"id": "CYP-4"}),
        ({"ref": "CYP\u20114"}, {"id": "CYP-4"}),
        ({"ref": "1.10"}, {"id": "1.10"}),
        ({"owner": "Ann", "%_complete": "100%"}, {"id": "act-1", "owner": "Ann", "completed": "yes"}),
    ],
)  # fmt: skip
def test_reference_or_percentage_is_read_as_people_mean_it(
    cells: dict[str, str], expected: dict[str, Any]
) -> None:
    assert row(**cells) == (expected, [])


@pytest.mark.parametrize("words", ["TBC", "n/a", "New", "Carried", "Sum!"])
def test_word_under_a_printed_reference_is_not_an_id(words: str) -> None:
    data, (said,) = row(ref=words)
    assert data == {"id": "act-1", "notes": f"Ref: {words}"}
    assert said.startswith(f"`Ref`: `{words}`: not a number")


def test_word_is_a_reference_where_the_register_has_an_action_of_that_id() -> None:
    held = Action.model_validate({"id": "TBC", "action": "Do it"})
    register = sample().register.having(actions={"TBC": held})
    loaded_rows = (("Ref", "Action", "Owner"), ("TBC", "Do it", ""))
    entries: Any = {("actions", "TBC"): SimpleNamespace(data={})}
    loaded = replace(sample(), register=register, entries=entries)
    book = Workbook((sheet(*loaded_rows),))
    found = propose_import("actions", book, loaded, committee(), ImportOptions(as_of=DAY))
    assert [same.id for same in found.same] == ["TBC"]


@pytest.mark.parametrize("status", ["Completed 31/02/2021", "Completed 31.4.21", "Done 2021-13-01"])
def test_completed_on_a_day_that_does_not_exist_is_named(status: str) -> None:
    data, (said,) = row(status=status)
    assert (data["completed"], data["printed_status"]) == ("yes", status)
    assert "its day does not exist, so it is done without the day" in said


@pytest.mark.parametrize(
    "due", ["44440", "44,440", "20210901", "2021-9-1", "2021-09-01 14:30", "31 Janaury 2021"]
)
def test_due_that_a_record_would_refuse_is_kept_in_the_notes(due: str) -> None:
    data, (said,) = row(owner="Ann", due=due)
    assert (data.get("due"), data["notes"]) == (None, f"Due: {due}")
    assert said.startswith(f"`Due` says `{due}`: ")
    assert "kept in the notes" in said
