"""``scrutiny import actions``: six spreadsheets of the same log, run again, updated, exported."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font, PatternFill

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.edits import Set
from scrutiny_cli.importing.importers import propose_import
from scrutiny_cli.importing.model import DISAGREES, ImportOptions
from scrutiny_cli.importing.spreadsheets import read
from scrutiny_cli.register.register import Register
from scrutiny_cli.workspace.loading import load
from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree
from tests.sample import committee, sample
from tests.spreadsheets import BOOKS, as_bytes, as_printed, first

AS_OF = ("--as-of", "2021-11-15")
LOG = "records/actions/actions.yaml"

# What a log of eight columns does not print: the register has it from the minutes and the papers.
NEVER = {"item", "minute", "evidence", "source"}
# What one spreadsheet does not say, or says beyond the others.
UNSAID = {
    "as printed": {"reported"},
    "bands": {"reported"},
    "two rows of headings": {"reported"},
    "CSV with semicolons": {"reported"},
    # No column of status words: what is done is struck through, on the tab of the reported.
    "struck and filled": {"printed_status"},
    "hidden and repeated": {"printed_status", "reported"},
}
# A column that nobody knows, and a comment on a cell.
NOTES = {
    "hidden and repeated": {
        "act-1": "Priority: High",
        "act-2": "Comment on Owner(s): On leave until December",
    }
}


# Wide enough that no cell of a table is broken into lines.
WIDE = {"COLUMNS": "400"}


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with the meetings of the log, and no action yet."""
    days = ("2021-08-05", "2021-09-07", "2021-10-12")
    meetings = {f"records/meetings/cyp-{day}.yaml": f"date: {day}\nstatus: held\n" for day in days}
    return write_tree(tmp_path, {**BASE, **meetings})


def bring(root: Path, name: str, content: bytes, *more: str) -> Told:
    """Import a file into a register."""
    (root / name).write_bytes(content)
    return scrutiny("import", "actions", name, *AS_OF, *more, cwd=root, env=WIDE)


def facts(register: Register, action: Action, leave: Iterable[str]) -> dict[str, Any]:
    """All that a record says, owners in the words of the register."""
    held = action.model_dump(exclude={*leave, "owner"})
    return {**held, "owner": [register.owner_words(owner) for owner in action.owner]}


@pytest.mark.parametrize("book", BOOKS)
def test_six_spreadsheets_give_the_same_seven_actions_once(book: str, register: Path) -> None:
    name, make = BOOKS[book]
    told = bring(register, name, make(), "--yes")
    assert (told.code, told.err.splitlines()[-1]) == (0, f"Saved 7 new actions ({LOG})")
    loaded = load(register)
    assert loaded.errors == []
    leave = NEVER | UNSAID[book]
    found = {key: facts(loaded.register, a, leave) for key, a in loaded.register.actions.items()}
    known = sample().register
    expected = {key: facts(known, action, leave) for key, action in known.actions.items()}
    for key, notes in NOTES.get(book, {}).items():
        expected[key]["notes"] = notes
    assert found == expected
    # Run again, it finds nothing to change.
    before = (register / LOG).read_bytes()
    told = bring(register, name, make(), "--yes")
    assert (told.code, told.err.splitlines()[-1]) == (0, "nothing to change")
    assert told.out.startswith("7 as in the register")
    assert (register / LOG).read_bytes() == before


@pytest.mark.parametrize("book", BOOKS)
def test_the_sample_register_holds_all_of_them_already(book: str) -> None:
    """Whole records, with evidence, items and minutes: no sheet adds an action to them."""
    name, make = BOOKS[book]
    held = sample()
    asked = ImportOptions(as_of=date(2021, 11, 15))
    found = propose_import("actions", read(name, make()), held, committee(), asked)
    assert found.new == ()
    assert [remark for remark in found.remarks if remark.kind == DISAGREES] == []
    # Only what stands in no other sheet of the six comes in.
    assert {one.id: one.changes for one in found.changed} == {
        key: (Set(("notes",), words),) for key, words in NOTES.get(book, {}).items()
    }


def test_in_a_script_nothing_is_written_without_yes(register: Path) -> None:
    told = bring(register, "log.xlsx", as_printed())
    assert told.code == 0
    assert told.err.splitlines()[-1] == "nothing was saved; add --yes to save 7 new actions"
    assert "+- id: act-1\n" in told.out
    assert not (register / "records/actions").exists()


@pytest.mark.parametrize(("typed", "written"), [("y", True), ("n", False), ("", False)])
def test_on_a_terminal_it_asks(
    typed: str, written: bool, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pty = pytest.importorskip("pty")
    keyboard, terminal = pty.openpty()
    os.write(keyboard, f"{typed}\n".encode())
    with os.fdopen(terminal, "r") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        told = bring(register, "log.xlsx", as_printed())
    os.close(keyboard)
    assert told.code == 0
    assert "Save 7 new actions? [y/N] " in told.everything
    assert (register / LOG).exists() is written
    said = f"Saved 7 new actions ({LOG})" if written else "nothing was saved"
    assert told.err.splitlines()[-1].strip() == said


def test_a_dry_run_writes_nothing_even_with_yes(register: Path) -> None:
    told = bring(register, "log.xlsx", as_printed(), "--dry-run", "--yes")
    assert told.code == 0
    assert "+- id: act-1\n" in told.out
    assert not (register / "records/actions").exists()


def edited(change: Callable[[Any], None]) -> bytes:
    """The printed log after somebody has gone on with it."""
    book = load_workbook(io.BytesIO(as_printed()))
    change(book["Action log"])
    return as_bytes(book)


def test_an_updated_sheet_changes_only_what_it_says_anew(register: Path) -> None:
    bring(register, "log.xlsx", as_printed(), "--yes")
    before = (register / LOG).read_text().splitlines()

    def go_on(sheet: Any) -> None:
        sheet["F8"] = "In progress. Two applications came in."
        sheet["G8"] = "31 December 2021"
        sheet["F5"] = "Legal services are checking.\n12 November 2021: Confirmed."
        for cell in sheet[11]:
            cell.font = Font(strike=True)

    told = bring(register, "log.xlsx", edited(go_on), "--yes")
    assert "3 changed and 4 as in the register." in told.out
    after = (register / LOG).read_text().splitlines()
    assert [line for line in before if line not in after] == ["  due: 2021-09-01"]
    assert [line for line in after if line not in before] == [
        "    - on: 2021-11-12",
        "      note: Confirmed.",
        "  due: 2021-12-31",
        "    - note: Two applications came in.",
        "  moved:",
        "    - from: 2021-09-01",
        "      to: 2021-12-31",
        "      on: 2021-11-15",
        # What is struck through is done.
        *(line for line in after if line == "  completed: yes" and line not in before),
    ]
    assert load(register).register.actions["act-7"].completed is True
    again = bring(register, "log.xlsx", edited(go_on), "--yes")
    assert again.err.splitlines()[-1] == "nothing to change"


def test_what_the_register_knows_better_is_left_and_said(register: Path) -> None:
    bring(register, "log.xlsx", as_printed(), "--yes")
    done = ("--evidence", "Figures sent", "--on", "2021-11-14", *AS_OF)
    scrutiny("action", "complete", "5", *done, cwd=register)
    scrutiny("action", "move", "4", "--to", "2022-01-31", "--why", "Delay", *AS_OF, cwd=register)
    scrutiny("action", "update", "1", "--owner", "Head of Legal", *AS_OF, cwd=register)
    before = (register / LOG).read_bytes()
    told = bring(register, "log.xlsx", as_printed(), "--yes")
    assert told.err.splitlines()[-1] == "nothing to change"
    assert (register / LOG).read_bytes() == before
    flat = " ".join(told.out.split())
    assert "The spreadsheet and the register differ; the register was not changed" in flat
    for words in (
        "row 9: act-5, completed: the register says `14 November 2021`, the sheet `not completed`",
        "row 8: act-4, due: the register says `31 January 2022`, the sheet `1 September 2021`",
        "row 5: act-1, owner: the register says `Head of Legal`, the sheet `Claire Ward`",
    ):
        assert words in flat


def test_of_an_exempt_action_no_word_is_said(tmp_path: Path) -> None:
    write_tree(
        tmp_path,
        {
            **BASE,
            "scrutiny.toml": 'visibility = "private"\n',
            "records/meetings/cyp-2021-11-23.yaml": (
                "date: 2021-11-23\nitems:\n  - id: case\n    title: The Hawthorn case\n"
                "    classification: exempt\n    exempt: {paragraphs: [1], reason: Names a child.}\n"
            ),
            "records/actions/a.yaml": (
                "number: 1\nmeeting: cyp-2021-11-23\nitem: case\naction: Find a place\n"
                "owner: Hawthorn House\ndue: 2022-01-31\ncompleted: 2022-01-01\n"
            ),
        },
    )
    csv = b"No,Meeting,Action,Owner,Due\n1,23/11/2021,Find a place,Somebody else,1 May 2022\n"
    told = bring(tmp_path, "log.csv", csv, "--yes")
    assert "a, owner" in told.out
    assert "a, completed" in told.out
    assert "Hawthorn" not in told.everything
    assert "January" not in told.everything


def test_rows_that_cannot_be_taken_are_left_with_the_reason(register: Path) -> None:
    bring(register, "log.xlsx", as_printed(), "--yes")
    csv = (
        b"Ref,Meeting,Action,Owner\n"
        b"1,7 September 2021,Count the swans on the river,Claire Ward\n"  # another number 1
        b"99,,,\n"
        b",,Pass on to members what is known about the Friends of Ledbury,Richard Watson\n"
        b"7,12 October 2021,Pass on to members what is known about the Friends of Ledbury.,\n"
        b"Total: 4,,,\n"
    )
    told = bring(register, "log.csv", csv, "--yes")
    flat = " ".join(told.out.split())
    assert "1 as in the register and 4 rows left out." in flat
    assert "The register has other words under number 1 (act-1): give it another number" in flat
    assert "No words under the heading `Action` 99" in flat
    assert "Row 4 is act-7 already" in flat
    assert "A row of totals Total: 4" in flat


def test_meetings_that_the_register_lacks(tmp_path: Path) -> None:
    write_tree(tmp_path, BASE)
    told = bring(tmp_path, "log.xlsx", as_printed(), "--yes")
    flat = " ".join(told.out.split())
    assert "The register has no meeting on 5 August 2021, so 1 action kept its date" in flat
    assert load(tmp_path).register.actions["act-4"].notes == "Meeting Date: 5 August 2021"
    # Run again with leave to write them, the words in the notes go where they belong.
    told = bring(tmp_path, "log.xlsx", as_printed(), "--yes", "--new-meetings")
    assert told.err.splitlines()[-1].startswith("Saved 7 changed actions and 3 new meetings (")
    loaded = load(tmp_path)
    assert loaded.errors == []
    assert (action := loaded.register.actions["act-4"]).meeting == "cyp-2021-08-05"
    assert action.notes is None
    assert loaded.register.meetings["cyp-2021-08-05"].status == "held"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--column", "Agreed step"), 2, "is not HEADING=FIELD"),
        (("--column", "Action=verb"), 2, "is not HEADING=FIELD"),
        (("--column", "Agreed step=action"), 2, "there is no heading 'Agreed step'"),
        (("--sheet", "Acton log"), 2, "there is no sheet 'Acton log'\n  did you mean Action log?"),
        (("--meeting", "2021-01-01"), 2, "no meeting is on 2021-01-01"),
        (("--committee", "none"), 2, "there is no committee 'none'"),
    ],
)
def test_option_that_names_nothing_is_refused(
    register: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    told = bring(register, "log.xlsx", as_printed(), *words)
    assert (told.code, told.out) == (code, "")
    assert said in told.err


def test_headings_meetings_and_fills_can_be_told(register: Path) -> None:
    book, sheet = first("Log")
    sheet.append(["Agreed step", "Desk", "Urgency"])
    sheet.append(["Write to the minister", "Policy team", "High"])
    sheet.append(["Visit the centre", "Policy team", "Low"])
    sheet["A3"].fill = PatternFill("solid", fgColor="FF92D050")
    told = bring(register, "log.xlsx", as_bytes(book))
    assert told.code == 2
    assert "no table of actions was found" in told.err
    columns = ("--column", "Agreed step=action", "--column", "Desk=owner")
    told = bring(register, "log.xlsx", as_bytes(book), *columns)
    assert "filled green (#92D050): row 3; if it means done, add --done-fill green" in " ".join(
        told.out.split()
    )
    more = ("--done-fill", "green", "--meeting", "2021-10-12", "--yes")
    bring(register, "log.xlsx", as_bytes(book), *columns, *more)
    actions = load(register).register.actions
    assert {(a.action, a.meeting, a.completed, a.notes) for a in actions.values()} == {
        ("Write to the minister", "cyp-2021-10-12", None, "Urgency: High"),
        ("Visit the centre", "cyp-2021-10-12", True, "Urgency: Low"),
    }


def test_a_tab_of_what_is_reported_asks_for_the_meeting(register: Path) -> None:
    book, sheet = first("Closed actions")
    sheet.append(["Action", "Owner"])
    sheet.append(["Write to the minister", "Policy team"])
    told = bring(register, "log.xlsx", as_bytes(book))
    assert "1 row reported complete, and nothing says at which meeting" in " ".join(
        told.out.split()
    )
    bring(register, "log.xlsx", as_bytes(book), "--reported", "2021-10-12", "--yes")
    (action,) = load(register).register.actions.values()
    assert (action.completed, action.reported) == (True, "cyp-2021-10-12")


def test_what_check_would_refuse_is_left_out(register: Path) -> None:
    """In the form of an export, whose cells are taken as they are spelt."""
    csv = b"Id,Number,Action,Owner,Evidence,State,Due\nx,1,One,Ann,,,2021-02-30\ny,2,Two,Ann,,,\n"
    told = bring(register, "log.csv", csv, "--yes")
    flat = " ".join(told.out.split())
    assert "1 new action and 1 row left out." in flat
    assert "February 2021 has 28 days, not 30" in flat
    assert list(load(register).register.actions) == ["y"]


def test_a_large_log_goes_into_files_of_its_own(register: Path) -> None:
    rows = "".join(f"{n},Ask for report {n},Ann\n" for n in range(1, 402))
    told = bring(register, "log.csv", f"No,Action,Owner\n{rows}".encode(), "--yes", "--quiet")
    assert told.code == 0
    assert told.err == ""
    assert sorted(path.name for path in (register / "records/actions").iterdir()) == [
        "actions-2.yaml",
        "actions.yaml",
    ]
    assert len(load(register).register.actions) == 401


def test_two_committees_may_use_the_same_references(register: Path) -> None:
    write_tree(
        register,
        {
            "records/committees/health.yaml": "name: Health\ncouncil: Exampleshire Council\n",
            # With two committees a meeting says whose it is.
            **{
                path.relative_to(register).as_posix(): path.read_text() + "committee: cyp\n"
                for path in sorted((register / "records/meetings").iterdir())
            },
        },
    )
    told = bring(register, "log.csv", b"Ref,Action,Owner\nA1,Ask for a report,Ann\n")
    assert (told.code, told.err.splitlines()[0]) == (2, "scrutiny: which committee?")
    for name, words in (("cyp", "Ask for a report"), ("health", "Visit the hospital")):
        log = f"Ref,Action,Owner\nA1,{words},Ann\n".encode()
        for last in ("Saved 1 new action (records/actions/", "nothing to change"):
            told = bring(register, "log.csv", log, "--committee", name, "--yes")
            assert told.err.splitlines()[-1].startswith(last)
    actions = load(register).register.actions
    assert {(a.id, a.committee, a.action) for a in actions.values()} == {
        ("A1", "cyp", "Ask for a report"),
        ("act-1", "health", "Visit the hospital"),
    }
    # The same reference with other words is another action, and nobody can tell which is wrong.
    other = b"Ref,Action,Owner\nA1,Count the swans on the river,Ann\n"
    told = bring(register, "log.csv", other, "--committee", "cyp", "--yes")
    assert "The register has other words under A1" in told.out
