"""An import opens nothing that is exempt: what is not sure is closed, or left out with the reason."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scrutiny_cli.exempt.naming import cell_says_exempt, mentions_exempt
from scrutiny_cli.importing.importers import propose_import
from scrutiny_cli.importing.model import ImportOptions, Proposal
from scrutiny_cli.importing.spreadsheets import Sheet, Workbook
from scrutiny_cli.workspace.loading import Loaded, load
from tests.importing.logs import DAY, sheet
from tests.inside import scrutiny
from tests.registers import BASE, write_tree

MEETINGS = """
- id: m
  date: 2021-10-12
  items:
    - {id: visit, title: Visit to the new centre}
    - id: shut
      title: Placements with Northwind
      classification: exempt
      exempt: {paragraphs: [3], public_title: Contract for residential placements}
  minutes:
    - {number: 40, item: visit, text: Agreed.}
    - {number: 41, item: shut, text: Agreed.}
- id: open
  date: 2021-09-07
  items: [{id: budget, title: The budget}, {id: homes, title: Residential homes}]
"""
HEADS = ("No", "Meeting", "Agenda item", "Minute", "Action", "Owner")
SECRET = "Agree 4150 pounds a week"


@pytest.fixture
def register(tmp_path: Path) -> Loaded:
    files = {"records/meetings/m.yaml": MEETINGS, "scrutiny.toml": 'visibility = "private"\n'}
    loaded = load(write_tree(tmp_path, {**BASE, **files}))
    assert loaded.errors == []
    return loaded


def propose(loaded: Loaded, *sheets: Sheet, **options: Any) -> Proposal:
    body = loaded.register.committees["cyp"]
    return propose_import(
        "actions", Workbook(sheets), loaded, body, ImportOptions(as_of=DAY, **options)
    )


def row(loaded: Loaded, *, meeting: str = "12 October 2021", **cells: str) -> Proposal:
    """What is proposed for one row."""
    named = {"agenda_item": "", "action": SECRET, **cells}
    heads = [name.replace("_", " ").capitalize() for name in named]
    return propose(loaded, sheet(("No", "Meeting", *heads), ("1", meeting, *named.values())))


@pytest.mark.parametrize(
    "cells",
    [
        {"agenda_item": "shut"},
        {"agenda_item": "Placements with Northwind"},
        {"agenda_item": "PLACEMENTS WITH NORTHWIND."},
        {"agenda_item": "Contract for residential placements"},
        {"agenda_item": "4. Contract for residential placements"},
        {"agenda_item": "Contract for residential placements (exempt)"},
        {"agenda_item": "Item 4"},
        {"agenda_item": "4"},
        {"agenda_item": "Exempt"},
        {"agenda_item": "Exempt item"},
        {"agenda_item": "Confidential"},
        {"agenda_item": "Part 2"},
        {"minute": "41"},
        {"minute": "No. 41"},
    ],
)
def test_row_of_an_exempt_item_is_closed_with_it(register: Loaded, cells: dict[str, str]) -> None:
    (new,) = row(register, **cells).new
    assert new.data.get("item") == "shut" or new.data.get("minute") == "41"


@pytest.mark.parametrize(
    "cells",
    [
        {"agenda_item": "Placements with Northwind contract"},
        {"agenda_item": "Contract residential placements"},
        {"agenda_item": "Northwind"},
        {"agenda_item": "Something else"},
        # The tool's own numbering counts the standing items, the sheet may not.
        {"agenda_item": "3"},
        {"agenda_item": "4a"},
        {"agenda_item": "9"},
        {"minute": "42"},
        {"minute": "41a"},
        {"minute": "40-41"},
        {"status": "Exempt"},
        {"notes": "Exempt - paragraph 3"},
        {"exempt": "yes"},
        {"exempt?": "Y"},
        {"confidential": "x"},
        {"classification": "Exempt"},
        {"part": "II"},
        {"public_private": "Private"},
        {"anything": "Not for publication"},
        {"progress": "Placements with Northwind: agreed"},
        {"action": "Sign the contract for residential placements"},
        {"agenda_item": "visit", "exempt": "yes"},
        {"action": f"EXEMPT: {SECRET}"},
        {"action": f"(Confidential) {SECRET}"},
        {"action": f"{SECRET} [Part 2]"},
        {"progress": "Exempt - agreed"},
        {"reference": "E1 (exempt)"},
    ],
)
@pytest.mark.parametrize("meeting", ["12 October 2021", "m", "12 October 2021 (exempt session)"])
def test_row_that_may_be_of_an_exempt_item_is_left_out(
    register: Loaded, cells: dict[str, str], meeting: str
) -> None:
    found = row(register, meeting=meeting, **cells)
    assert found.new == ()
    (left,) = found.left_out
    assert "exempt" in left.why


@pytest.mark.parametrize(
    "cells",
    [
        {"agenda_item": "Contract for residential placements"},
        {"agenda_item": "Contract residential placements"},
        {"agenda_item": "Exempt"},
        {"exempt": "yes"},
    ],
)
@pytest.mark.parametrize("meeting", ["", "5 May 2020", "7 September 2021", "the spring one"])
def test_row_of_another_meeting_is_left_out_too(
    register: Loaded, cells: dict[str, str], meeting: str
) -> None:
    assert row(register, meeting=meeting, **cells).new == ()


@pytest.mark.parametrize(
    ("meeting", "cells", "item"),
    [
        ("12 October 2021", {"agenda_item": "Visit to the new centre"}, "visit"),
        ("12 October 2021", {"agenda_item": "visit", "exempt": "no"}, "visit"),
        ("12 October 2021", {"minute": "40"}, None),
        ("12 October 2021", {"minute": "40", "action": "Send the confidential report"}, None),
        ("12 October 2021", {"minute": "40", "action": "Say which items are exempt"}, None),
        ("12 October 2021", {"agenda_item": "", "exempt": "-"}, None),
        ("7 September 2021", {"agenda_item": "3"}, "budget"),
        ("7 September 2021", {"agenda_item": "Item 4: Residential homes"}, "homes"),
        ("7 September 2021", {"agenda_item": "The weather"}, None),
        ("7 September 2021", {"status": "Non-exempt", "exempt": "No"}, None),
    ],
)
def test_row_of_an_open_item_is_open(
    register: Loaded, meeting: str, cells: dict[str, str], item: str | None
) -> None:
    (new,) = row(register, meeting=meeting, **cells).new
    assert new.data.get("item") == item


def test_open_row_without_an_item_of_a_meeting_with_exempt_items_is_named(register: Loaded) -> None:
    found = row(register)
    assert [new.id for new in found.new] == ["act-1"]
    (remark,) = found.remarks
    assert remark.text.startswith(
        "row 2: the meeting had exempt items, and no agenda item is named"
    )


@pytest.mark.parametrize(
    "sheets",
    [
        (sheet(("Exempt actions", ""), HEADS, ("1", "", "", "", SECRET, "Ann")),),
        (sheet(("Action log: not for publication", ""), HEADS, ("1", "", "", "", SECRET, "Ann")),),
        (sheet(HEADS, ("Exempt items",), ("1", "", "", "", SECRET, "Ann")),),
        (sheet(HEADS, ("Exempt actions from 12 October 2021",), ("1", "", "", "", SECRET, "Ann")),),
        (sheet(HEADS, ("1", "", "", "", SECRET, "Ann"), name="Part 2"),),
        (sheet(HEADS, ("1", "", "", "", SECRET, "Ann"), name="Confidential"),),
        (
            replace(
                sheet(HEADS, ("1", "", "", "", SECRET, "Ann")),
                margins=("EXEMPT - Not for publication",),
            ),
        ),
    ],
)
def test_rows_under_a_heading_that_says_exempt_are_left_out(
    register: Loaded, sheets: tuple[Sheet, ...]
) -> None:
    found = propose(register, *sheets)
    assert found.new == ()
    assert SECRET in [left.words for left in found.left_out]


def test_next_heading_ends_the_exempt_rows(register: Loaded) -> None:
    found = propose(
        register,
        sheet(
            HEADS,
            ("Exempt items",),
            ("1", "", "", "", SECRET, "Ann"),
            ("Actions from 7 September 2021",),
            ("2", "", "", "", "Visit the centre", "Ann"),
        ),
    )
    assert [new.data["action"] for new in found.new] == ["Visit the centre"]


def test_row_marked_exempt_may_update_an_action_that_is_closed_already(tmp_path: Path) -> None:
    files = {
        "records/meetings/m.yaml": MEETINGS,
        "scrutiny.toml": 'visibility = "private"\n',
        "records/actions/a.yaml": f"- {{id: a, number: 1, meeting: m, item: shut, action: {SECRET}}}\n",
    }
    loaded = load(write_tree(tmp_path, {**BASE, **files}))
    (changed,) = row(loaded, exempt="yes", progress="Asked.").changed
    assert changed.id == "a"


def test_public_register_takes_no_row_of_an_exempt_item(register: Loaded) -> None:
    rows = (HEADS, ("1", "m", "shut", "", SECRET, "Ann"), ("2", "m", "visit", "", "Visit", "Ann"))
    found = propose(register, sheet(*rows), public=True)
    assert [new.data["action"] for new in found.new] == ["Visit"]
    assert "a public register holds nothing" in found.left_out[0].why


def test_nothing_exempt_reaches_the_public_log(tmp_path: Path) -> None:
    files = {
        **BASE,
        "records/meetings/m.yaml": MEETINGS,
        "scrutiny.toml": 'visibility = "private"\n',
    }
    write_tree(tmp_path, files)
    log = "No,Meeting,Agenda item,Action,Owner,Due\n" + "".join(
        f"{n},12 October 2021,{item},{SECRET} ({n}),X,2021-12-01\n"
        for n, item in enumerate(
            ("Contract for residential placements", "2", "4", "Exempt", "Northwind", "shut"), 1
        )
    )
    (tmp_path / "log.csv").write_text(log, encoding="utf-8")
    assert scrutiny("import", "actions", "log.csv", "--yes", cwd=tmp_path).code == 0
    assert scrutiny("check", cwd=tmp_path).code == 0
    for command in (
        ("action", "list"),
        ("tracker", "build", "actions", "--output", "-", "--format", "csv"),
        ("export", "actions", "--format", "json", "--output", "-"),
        ("overdue", "--format", "json"),
    ):
        told = scrutiny(*command, "--as-of", "2022-01-01", cwd=tmp_path)
        assert "4150" not in told.everything, command


@pytest.mark.parametrize(
    ("words", "exempt"),
    [
        ("Exempt", True),
        ("exempt information", True),
        ("Part II", True),
        ("Part B items", True),
        ("Closed session", True),
        ("Not for publication by virtue of paragraph 3", True),
        ("Non-exempt", False),
        ("not exempt", False),
        ("No exempt items", False),
        ("Exempt from call-in", False),
        ("Open", False),
        ("Closed", False),
        ("Part 1", False),
    ],
)
def test_words_that_say_exempt_are_known(words: str, exempt: bool) -> None:
    assert mentions_exempt(words) is exempt


@pytest.mark.parametrize(
    ("heading", "words", "exempt"),
    [
        ("Exempt?", "yes", True),
        ("Exempt?", "paragraph 3", True),
        ("Exempt?", "no", False),
        ("Exempt?", "Open", False),
        ("Public/private", "private", True),
        ("Public/private", "public", False),
        ("Status", "Closed", False),
        (
            "Notes",
            "The report was exempt, and members asked that it be published in full soon",
            False,
        ),
    ],
)
def test_cell_says_of_its_row_whether_it_is_exempt(heading: str, words: str, exempt: bool) -> None:
    assert cell_says_exempt(heading, words) is exempt
