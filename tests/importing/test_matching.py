"""Rows compared with the register: which action they are, what they add, what they dispute."""

from __future__ import annotations

from pathlib import Path

import pytest

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.edits import Append, Set
from scrutiny_cli.importing.importers import propose_import
from scrutiny_cli.importing.matching import fresh_entries
from scrutiny_cli.importing.model import DISAGREES, ImportOptions, Proposal
from scrutiny_cli.importing.spreadsheets import read
from scrutiny_cli.workspace.loading import load
from tests.importing.logs import DAY
from tests.registers import BASE, write_tree

TWO = {
    **BASE,
    "records/committees/health.yaml": "name: Health Scrutiny Committee\ncouncil: Exampleshire Council\n",
    "records/meetings/cyp-2021-11-23.yaml": "date: 2021-11-23\ncommittee: cyp\n",
}


def propose_for(root: Path, actions: str, csv: str, base: dict[str, str] = BASE) -> Proposal:
    """What a log comes to beside the actions of a small register."""
    loaded = load(write_tree(root, {**base, "records/actions/actions.yaml": actions}))
    assert loaded.errors == []
    options = ImportOptions(as_of=DAY)
    book = read("log.csv", csv.encode())
    return propose_import("actions", book, loaded, loaded.register.committees["cyp"], options)


def disputes(proposal: Proposal) -> list[str]:
    return [remark.text for remark in proposal.remarks if remark.kind == DISAGREES]


@pytest.mark.parametrize(
    ("held", "heading", "cell", "name", "value", "told"),
    [
        ("", "Owner", "Ann", "owner", "Ann", "owner"),
        ("", "Due", "1 May 2022", "due", "2022-05-01", "due 1 May 2022"),
        ("", "Directorate", "Children", "directorate", "Children", "directorate"),
        ("", "Completed", "1 May 2021", "completed", "2021-05-01", "completed on 1 May 2021"),
        ("", "Completed", "yes", "completed", "yes", "completed"),
        (
            "  completed: yes\n",
            *("Completed", "1 May 2021", "completed", "2021-05-01", "completed on 1 May 2021"),
        ),
        ("", "Status", "Amber", "printed_status", "Amber", "printed status `Amber`"),
    ],
)
def test_field_that_the_register_lacks_is_filled_in(
    held: str, heading: str, cell: str, name: str, value: str, told: str, tmp_path: Path
) -> None:
    log = f"Action,Minute,{heading}\nDo it,,{cell}\n"
    proposal = propose_for(tmp_path, f"- id: a\n  action: Do it\n{held}", f"Number,{log}".replace("\n", "\n,", 1))  # fmt: skip
    (changed,) = proposal.changed
    assert (changed.changes, changed.differences) == ((Set((name,), value),), (told,))
    assert disputes(proposal) == []


@pytest.mark.parametrize(
    ("held", "heading", "cell"),
    [
        ("directorate: Corporate Centre", "Directorate", "corporate  centre."),
        ("due: ASAP", "Due", "asap"),
        ("due: {meeting: cyp-2021-11-23}", "Due", "23 November 2021"),
        ("owner: {person: ash}", "Owner", "Rowan Ash"),
        ("completed: yes", "Completed", "x"),
        ("printed_status: Amber", "Status", "AMBER"),
    ],
)
def test_same_value_in_another_spelling_changes_nothing(
    held: str, heading: str, cell: str, tmp_path: Path
) -> None:
    log = f"Action,Progress,{heading}\nDo it,,{cell}\n"
    proposal = propose_for(tmp_path, f"- id: a\n  action: Do it\n  {held}\n", log)
    assert [same.id for same in proposal.same] == ["a"]
    assert disputes(proposal) == []


@pytest.mark.parametrize(
    ("held", "heading", "cell", "said"),
    [
        (
            "directorate: Children",
            *("Directorate", "Adults"),
            "directorate: the register says `Children`, the sheet `Adults`",
        ),
        (
            "owner: {person: ash}",
            *("Owner", "Rowan Ash; Ann"),
            "owner: the register says `Rowan Ash`, the sheet `Rowan Ash; Ann`",
        ),
        (
            "owner: {person: ash}",
            *("Owner", "post: Clerk; Ann"),
            "owner: the register says `Rowan Ash`, the sheet `Clerk; Ann`",
        ),
        (
            "completed: 2021-05-01",
            *("Completed", "2 May 2021"),
            "completed: the register says `1 May 2021`, the sheet `2 May 2021`",
        ),
        (
            "completed: yes",
            *("Completed", "no"),
            "completed: the register says `yes`, the sheet `not completed`",
        ),
        (
            "due: 2021-05-01\n  completed: 2021-04-01",
            *("Completed,Due", "1 April 2021,in summer"),
            "due: the register says `1 May 2021`, the sheet `in summer`",
        ),
    ],
)
def test_value_that_the_register_disputes_is_left_and_named(
    held: str, heading: str, cell: str, said: str, tmp_path: Path
) -> None:
    log = f"Action,Progress,{heading}\nDo it,,{cell}\n"
    proposal = propose_for(tmp_path, f"- id: a\n  action: Do it\n  {held}\n", log)
    assert [same.id for same in proposal.same] == ["a"]
    assert disputes(proposal) == [f"a, {said}"]


def test_other_wording_of_an_action_is_left_and_named(tmp_path: Path) -> None:
    actions = "- id: a\n  number: 1\n  action: Write to the minister\n"
    proposal = propose_for(tmp_path, actions, "No,Action,Owner\n1,Write to a minister,\n")
    assert disputes(proposal) == [
        "a, action: the register says `Write to the minister`, the sheet `Write to a minister`"
    ]


SEVERAL = (
    "- id: a\n  number: 1\n  action: Write to the minister\n"
    "- id: b\n  number: 1\n  action: Visit the centre\n"
    "- id: c\n  action: Count the swans\n"
    "- id: d\n  action: Count the swans\n"
)


@pytest.mark.parametrize(
    ("row", "same", "left"),
    [
        # Two have the number, and the words say which.
        ("1,Visit the centre,", ["b"], []),
        ("1,Ask for figures,", [], ["it may be a or b: write which into a column `Id`"]),
        (",Count the swans,", [], ["it may be c or d: write which into a column `Id`"]),
        ("d,Count the swans,", ["d"], []),
    ],
)
def test_row_that_may_be_several_actions_is_left_out(
    row: str, same: list[str], left: list[str], tmp_path: Path
) -> None:
    proposal = propose_for(tmp_path, SEVERAL, f"Ref,Action,Owner\n{row}\n")
    assert [one.id for one in proposal.same] == same
    assert [one.why for one in proposal.left_out] == left
    assert (proposal.new, proposal.changed) == ((), ())


def test_committee_known_from_the_meeting_is_not_written_again(tmp_path: Path) -> None:
    actions = "- id: a\n  action: Do it\n  meeting: cyp-2021-11-23\n"
    log = "Action,Owner,Committee,Meeting\nDo it,,cyp,23 November 2021\n"
    assert [same.id for same in propose_for(tmp_path, actions, log, TWO).same] == ["a"]


def test_row_of_an_export_may_give_a_due_date_in_parts(tmp_path: Path) -> None:
    actions = "- id: a\n  action: Do it\n  meeting: cyp-2021-11-23\n  due: {every: quarter}\n"
    log = "Id,Evidence,State,Action,Committee,Due\na,,,Do it,health,every: month\n"
    (changed,) = propose_for(tmp_path, actions, log, TWO).changed
    assert changed.differences == ("committee", "due date moved to every month")
    assert changed.changes == (
        Set(("committee",), "health"),
        Append(
            ("moved",), {"from": {"every": "quarter"}, "to": {"every": "month"}, "on": "2021-11-15"}
        ),
        Set(("due",), {"every": "month"}),
    )


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
    assert [entry["note"] for entry in fresh_entries([{"note": cell}], action.progress)] == added
