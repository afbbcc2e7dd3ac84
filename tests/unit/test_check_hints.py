"""What a hint may name, and what it says where there is nothing to name."""

from pathlib import Path

import pytest

from scrutiny_cli.workspace.loading import load
from tests.registers import BASE, write_tree

MEETING = "records/meetings/cyp-2021-11-23.yaml"
ACTION = "{id: a, meeting: cyp-2021-11-23, action: Report., owner: Clerk, due: 2021-12-01, "


def told(root: Path, files: dict[str, str]) -> list[tuple[str, str | None]]:
    """Code and hint of the faults of a register."""
    return [(f.code, f.hint) for f in load(write_tree(root, BASE | files)).diagnostics]


def test_without_anything_to_name_a_hint_says_what_to_write(tmp_path: Path) -> None:
    committee, _, _ = BASE["records/committees/cyp.yaml"].partition("standing_items:")
    files = {
        "records/committees/cyp.yaml": committee,
        MEETING: "date: 2021-11-23\nitems: [{title: Fostering}]\n",
        "records/actions/a.yaml": ACTION + "item: fostering}\n",
        "records/plans/p.yaml": (
            "title: P\naims: [{title: A}]\n"
            "printed_totals: [{what: Actions, value: 0, counts: actions, among: [a]}]\n"
        ),
        "records/measures/m.yaml": (
            "title: M\nreadings: [{period: 2021-09, value: 1}]\nunrated: [late]\n"
        ),
    }
    assert told(tmp_path, files) == [
        ("unknown-reference", "give the item an `id:`"),
        ("measure-unclear", "it has no `series:`"),
        ("unknown-reference", "give its aims an `id:`"),
    ]


@pytest.mark.parametrize("named", ["secret-talk", "fostring"])
def test_a_hint_never_names_an_item_that_is_closed(tmp_path: Path, named: str) -> None:
    items = (
        "items:\n  - {id: fostering, title: Fostering}\n"
        "  - {id: secret-talks, title: T, classification: exempt, exempt: {paragraphs: [3]}}\n"
    )
    files = {
        "scrutiny.toml": 'visibility = "private"\n',
        MEETING: f"date: 2021-11-23\nstatus: held\n{items}minutes: [{{number: 1, item: {named}}}]\n",
        "records/actions/a.yaml": ACTION + f"item: {named}}}\n",
    }
    for code, hint in told(tmp_path, files):
        assert code == "unknown-reference"
        assert hint is None or "secret" not in hint


def test_near_misses_are_looked_for_a_hundred_times_and_no_more(tmp_path: Path) -> None:
    actions = "".join(
        f"- {{id: a{number:03}, meeting: cyp-2021-11-24, action: Report., owner: Clerk}}\n"
        for number in range(103)
    )
    hints = [hint for _, hint in told(tmp_path, {"records/actions/a.yaml": actions})]
    assert hints[:100] == ["did you mean cyp-2021-11-23?"] * 100
    assert hints[100:] == ["write the meeting, or correct the id"] * 3


def test_a_record_that_cannot_be_used_is_not_called_missing_too(tmp_path: Path) -> None:
    files = {
        "records/people/beech.yaml": "name: Jo Beech\nnmae: Jo\n",
        "records/committees/cyp.yaml": BASE["records/committees/cyp.yaml"].replace("ash", "beech"),
    }
    assert [code for code, _ in told(tmp_path, files)] == ["unknown-key"]


def test_nor_is_one_that_may_be_in_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    files = {
        "records/people/others.yaml": "- {id: beech, name: [\n",
        "records/committees/cyp.yaml": BASE["records/committees/cyp.yaml"].replace("ash", "beech"),
    }
    assert [code for code, _ in told(tmp_path, files)] == ["invalid-yaml"]


def test_a_committee_that_cannot_be_used_is_told_alone(tmp_path: Path) -> None:
    wrong = BASE["records/committees/cyp.yaml"] + "nmae: CYP\n"
    files = {"records/committees/cyp.yaml": wrong}
    assert [code for code, _ in told(tmp_path, files)] == ["unknown-key"]


def test_what_comes_of_a_meeting_asks_for_no_committee_of_its_own(tmp_path: Path) -> None:
    files = {
        "records/committees/abc.yaml": "name: Another Committee\ncouncil: Exampleshire Council\n",
        "records/actions/a.yaml": ACTION.removesuffix(", ") + "}\n",
    }
    assert told(tmp_path, files) == [
        ("committee-unclear", "add `committee:` with one of abc or cyp")
    ]


@pytest.mark.parametrize(
    ("step", "fault"),
    [("2021-06-30: 30", None), ("on: 2021-06-30", "value"), ("value: 30", "on")],
)
def test_a_step_is_a_day_with_its_target(tmp_path: Path, step: str, fault: str | None) -> None:
    measure = f"title: M\ntarget: {{by: [{{{step}}}]}}\n"
    found = load(write_tree(tmp_path, BASE | {"records/measures/m.yaml": measure})).diagnostics
    fields = [(f.code, f.field) for f in found]
    assert fields == ([("missing-field", f"target.by[1].{fault}")] if fault else [])


def test_amber_may_begin_at_the_target(tmp_path: Path) -> None:
    measure = "title: M\ntarget: {at_least: 5}\namber_within: 0\n"
    assert told(tmp_path, {"records/measures/m.yaml": measure}) == []


def test_what_is_too_small_is_judged_by_the_rules_of_its_own_committee(tmp_path: Path) -> None:
    reading = "readings: [{{period: 2021-09, value: {}}}]"
    row = "- {{id: {}, committee: abc, title: T, unit: children, {}, " + reading + "}}\n"
    files = {
        "records/committees/abc.yaml": (
            "name: Another Committee\ncouncil: Exampleshire Council\nrules: {suppress_below: 5}\n"
        ),
        "records/meetings/cyp-2021-11-23.yaml": "date: 2021-11-23\ncommittee: cyp\n",
        "records/measures/m.yaml": (
            row.format("all", "total_of: [north, south]", 20)
            + row.format("north", "better: lower", 3)
            + row.format("south", "better: lower", 8)
        ),
    }
    (fault,) = load(write_tree(tmp_path, BASE | files)).diagnostics
    assert fault.message == "the total is not what its 2 parts add up to"
