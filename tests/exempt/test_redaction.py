"""Which words of a problem or a refusal may be shown."""

from pathlib import Path

import pytest

from scrutiny_cli.workspace.loading import load
from tests.inside import scrutiny
from tests.registers import write_tree

PRIVATE = {
    "scrutiny.toml": 'visibility = "private"\n',
    "records/committees/h.yaml": "name: Health\ncouncil: Exampleshire Council\n",
    "records/people/p.yaml": "- {id: ash, name: Rowan Ash}\n",
}
MEETING = "records/meetings/m.yaml"
HELD = (
    "date: 2021-10-12\n"
    "items:\n"
    "  - {id: open, title: Open}\n"
    "  - {id: deal, title: secret, classification: exempt, exempt: {paragraphs: [3]}}\n"
)
WITHHELD = "(the words are withheld)"


def problems(root: Path, files: dict[str, str]) -> list[tuple[str, str | None, str | None]]:
    """Message, record and field of each problem of a register."""
    found = load(write_tree(root, PRIVATE | {MEETING: HELD} | files)).diagnostics
    return [(one.message, one.record, one.field) for one in found]


def test_a_problem_of_an_exempt_record_shows_neither_words_nor_id_nor_field(tmp_path: Path) -> None:
    action = "- {id: secret, meeting: m, item: deal, action: secret, due: secretly}\n"
    assert problems(tmp_path, {"records/actions/a.yaml": action}) == [
        (f"a due date that cannot be read {WITHHELD}", None, None)
    ]


def test_a_problem_of_an_exempt_part_names_the_part_alone(tmp_path: Path) -> None:
    minute = "minutes: [{number: 1, item: deal, txet: secret}, {number: 2, item: open, txet: x}]\n"
    assert problems(tmp_path, {MEETING: HELD + minute}) == [
        (f"a key that this kind of record does not have {WITHHELD}", "m", "minutes[1]"),
        ("there is no key `txet` here", "m", "minutes[2].txet"),
    ]


@pytest.mark.parametrize(
    ("interest", "field"),
    [
        ("{person: ash, interest: 30 February 2021 and secret}", "interests[1]"),
        ("{person: nobody}", "interests[1].person"),
    ],
)
def test_an_interest_without_an_item_hides_its_words_and_no_more(
    interest: str, field: str, tmp_path: Path
) -> None:
    ((message, _, place),) = problems(tmp_path, {MEETING: f"{HELD}interests: [{interest}]\n"})
    assert place == field
    assert (WITHHELD in message) is (field == "interests[1]")


def test_a_key_that_stands_twice_is_not_quoted_from_a_private_register(tmp_path: Path) -> None:
    reply = "id: r\nto: x\nexcept: {secret: agreed, secret: not agreed}\n"
    assert problems(tmp_path / "private", {"records/responses/r.yaml": reply}) == [
        (f"a key that appears twice {WITHHELD}", None, None)
    ]
    public = {"scrutiny.toml": "", "records/responses/r.yaml": reply}
    assert "`secret` is already in line 3" in str(problems(tmp_path / "public", public))


def test_an_id_that_differs_in_capitals_does_not_name_the_exempt_one(tmp_path: Path) -> None:
    actions = (
        "- {id: Act, meeting: m, item: deal, action: secret}\n"
        "- {id: act, meeting: m, item: open, action: Look again}\n"
    )
    (found,) = problems(tmp_path, {"records/actions/a.yaml": actions})
    assert found[0] == "act and the id of a closed record differ only in capitals"


def test_a_number_that_two_actions_have_names_the_public_one_alone(tmp_path: Path) -> None:
    actions = (
        "- {id: secret, number: 7, meeting: m, item: deal, action: secret}\n"
        "- {id: look, number: 7, meeting: m, item: open, action: Look again}\n"
    )
    root = write_tree(tmp_path, PRIVATE | {MEETING: HELD, "records/actions/a.yaml": actions})
    told = scrutiny("action", "update", "7", "--note", "x", "--root", root)
    assert told.code == 2
    assert "name one: look" in told.err
    assert "secret" not in told.everything
