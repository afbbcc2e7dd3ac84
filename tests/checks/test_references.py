"""References between records, and the hints for those that lead to no record."""

from pathlib import Path

import pytest

from scrutiny_cli.workspace.loading import load
from tests.registers import BASE, write_tree

MEETING = "records/meetings/cyp-2021-11-23.yaml"
ACTION = "{id: a, meeting: cyp-2021-11-23, action: Report., owner: Clerk, due: 2021-12-01, "


def problems_of(root: Path, files: dict[str, str]) -> list[tuple[str, str | None]]:
    """The code and hint of each problem of a register."""
    return [(p.code, p.hint) for p in load(write_tree(root, BASE | files)).diagnostics]


def test_hint_says_what_to_write_if_there_is_nothing_to_suggest(tmp_path: Path) -> None:
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
    assert problems_of(tmp_path, files) == [
        ("unknown-reference", "give the item an `id:`"),
        ("measure-unclear", "it has no `series:`"),
        ("unknown-reference", "give its aims an `id:`"),
    ]


@pytest.mark.parametrize("named", ["secret-talk", "fostring"])
def test_hint_never_names_an_exempt_item(tmp_path: Path, named: str) -> None:
    items = (
        "items:\n  - {id: fostering, title: Fostering}\n"
        "  - {id: secret-talks, title: T, classification: exempt, exempt: {paragraphs: [3]}}\n"
    )
    files = {
        "scrutiny.toml": 'visibility = "private"\n',
        MEETING: f"date: 2021-11-23\nstatus: held\n{items}minutes: [{{number: 1, item: {named}}}]\n",
        "records/actions/a.yaml": ACTION + f"item: {named}}}\n",
    }
    for code, hint in problems_of(tmp_path, files):
        assert code == "unknown-reference"
        assert hint is None or "secret" not in hint


def test_only_the_first_hundred_problems_have_suggestions(tmp_path: Path) -> None:
    actions = "".join(
        f"- {{id: a{number:03}, meeting: cyp-2021-11-24, action: Report., owner: Clerk}}\n"
        for number in range(103)
    )
    hints = [hint for _, hint in problems_of(tmp_path, {"records/actions/a.yaml": actions})]
    assert hints[:100] == ["did you mean cyp-2021-11-23?"] * 100
    assert hints[100:] == ["write the meeting, or correct the id"] * 3


def test_record_that_cannot_be_used_is_not_reported_as_missing(tmp_path: Path) -> None:
    files = {
        "records/people/beech.yaml": "name: Jo Beech\nnmae: Jo\n",
        "records/committees/cyp.yaml": BASE["records/committees/cyp.yaml"].replace("ash", "beech"),
    }
    assert [code for code, _ in problems_of(tmp_path, files)] == ["unknown-key"]


def test_record_that_may_be_in_an_unreadable_file_is_not_reported_as_missing(
    tmp_path: Path,
) -> None:
    files = {
        "records/people/others.yaml": "- {id: beech, name: [\n",
        "records/committees/cyp.yaml": BASE["records/committees/cyp.yaml"].replace("ash", "beech"),
    }
    assert [code for code, _ in problems_of(tmp_path, files)] == ["invalid-yaml"]


def test_committee_that_cannot_be_used_is_the_only_problem(tmp_path: Path) -> None:
    wrong = BASE["records/committees/cyp.yaml"] + "nmae: CYP\n"
    files = {"records/committees/cyp.yaml": wrong}
    assert [code for code, _ in problems_of(tmp_path, files)] == ["unknown-key"]


def test_record_of_a_meeting_needs_no_committee_of_its_own(tmp_path: Path) -> None:
    files = {
        "records/committees/abc.yaml": "name: Another Committee\ncouncil: Exampleshire Council\n",
        "records/actions/a.yaml": ACTION.removesuffix(", ") + "}\n",
    }
    assert problems_of(tmp_path, files) == [
        ("committee-unclear", "add `committee:` with one of abc or cyp")
    ]
