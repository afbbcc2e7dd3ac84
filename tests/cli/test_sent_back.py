"""An action that the committee was not satisfied with: completed again, and nothing is forgotten."""

from pathlib import Path

import pytest

from scrutiny_cli.workspace.loading import load
from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree

LOG = "records/actions/act-1.yaml"
OPEN = "number: 1\naction: Do it.\nmeeting: cyp-2021-11-23\nowner: Ann\ndue: 2021-12-17\n"
MEETINGS = {
    "records/meetings/cyp-2022-01-25.yaml": "date: 2022-01-25\n",
    "records/meetings/cyp-2022-03-01.yaml": "date: 2022-03-01\n",
}


def register(root: Path, action: str = OPEN) -> Path:
    return write_tree(root, {**BASE, **MEETINGS, LOG: action})


def given(root: Path, words: str, as_of: str) -> Told:
    told = scrutiny(*words.split(), "--as-of", as_of, cwd=root)
    assert told.code == 0, told.err
    return told


def test_it_is_completed_again_and_how_it_went_stays(tmp_path: Path) -> None:
    root = register(tmp_path)
    given(root, "action complete 1 --evidence Letter --on 2021-12-10", "2021-12-10")
    given(root, "action report 1 --meeting 2022-01-25 --sent-back", "2022-01-26")
    assert "sent back by the committee" in " ".join(
        given(root, "action show 1", "2022-02-01").out.split()
    )
    given(root, "action update 1 --note Rewritten", "2022-02-01")
    told = given(root, "action complete 1 --evidence Report --on 2022-02-15", "2022-02-16")
    assert told.err == f"Saved act-1 ({LOG})\n"
    assert (root / LOG).read_text() == (
        f"{OPEN}completed: 2022-02-15\nevidence: Report\nprogress:\n"
        "  - on: 2022-02-01\n    note: Rewritten\n"
        '  - on: 2021-12-10\n    note: "Completed. Evidence: Letter"\n'
        "  - on: 2022-01-25\n"
        "    note: Sent back by the committee at the meeting of 25 January 2022.\n"
    )
    shown = " ".join(given(root, "action show 1", "2022-02-16").out.split())
    assert "Done, to be reported" in shown
    # In the order of their days, however they came into the file.
    order = ("10 Dec 2021: Completed.", "25 Jan 2022: Sent back", "1 Feb 2022: Rewritten")
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
    given(root, "action report 1 --meeting 2022-03-01 --accepted", "2022-03-02")
    assert "Reported complete" in " ".join(given(root, "action show 1", "2022-03-02").out.split())
    assert load(root).diagnostics == ()


@pytest.mark.parametrize(
    ("held", "kept"),
    [
        (
            "completed: yes\naccepted: no\n",
            "  - note: Completed.\n  - note: Sent back by the committee.\n",
        ),
        ("accepted: no\n", "  - note: Sent back by the committee.\n"),
    ],
)
def test_what_nobody_wrote_down_is_not_made_up(held: str, kept: str, tmp_path: Path) -> None:
    root = register(tmp_path, OPEN + held)
    given(root, "action complete 1 --evidence Report --on 2022-02-15", "2022-02-16")
    text = (root / LOG).read_text()
    assert f"progress:\n{kept}" in text
    assert "accepted" not in text
    assert load(root).register.actions["act-1"].evidence == "Report"


def test_before_the_meeting_that_sent_it_back_nothing_is_said_of_it(tmp_path: Path) -> None:
    root = register(
        tmp_path, OPEN + "completed: 2021-12-10\nreported: cyp-2022-01-25\naccepted: no\n"
    )
    said = [
        "sent back" in " ".join(given(root, "action list", day).out.split())
        for day in ("2022-01-24", "2022-01-25")
    ]
    assert said == [False, True]


def test_what_was_added_later_is_left_out_and_counted(tmp_path: Path) -> None:
    root = register(tmp_path, OPEN + "added: 2021-12-20\n")
    note = "note: without 1 action added after 19 December 2021\n"
    for words in ("action list", "overdue", "tracker build actions --format csv --output -"):
        before = given(root, words, "2021-12-19")
        assert "Do it." not in before.out
        assert before.err.endswith(note)
        after = given(root, words, "2021-12-20")
        assert "Do it." in after.out
        assert "added after" not in after.err
    assert given(root, "action list --quiet", "2021-12-19").err == ""
    responses = given(root, "tracker build responses --format csv --output -", "2021-12-19")
    assert "added after" not in responses.err


def test_what_was_not_sent_back_gets_no_entry(tmp_path: Path) -> None:
    root = register(tmp_path, OPEN + "completed: 2021-12-10\nevidence: Letter\n")
    given(root, "action complete 1 --evidence Report --on 2021-12-11", "2022-02-16")
    assert (root / LOG).read_text() == OPEN + "completed: 2021-12-11\nevidence: Report\n"
