"""Dates that are not days: documents print the words, and states count the last day they can mean."""

import json
from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.registers import BASE, write_tree

FILES = BASE | {
    "records/actions/a.yaml": (
        "- {id: a, number: 1, meeting: cyp-2021-11-23, action: Report., owner: Clerk, due: 2021-12-07,"
        " completed: December 2021, evidence: x, progress: [{on: late November 2021, note: Begun.}]}\n"
        "- {id: b, number: 2, meeting: cyp-2021-11-23, action: Visit., owner: Clerk, due: 2021-12-07,"
        " withdrawn: {on: before 3 January 2022, reason: Closed.}}\n"
    ),
    "records/recommendations/r.yaml": (
        "- {id: r, meeting: cyp-2021-11-23, text: Publish., to: executive, received: 2021-11-24}\n"
    ),
    "records/responses/x.yaml": "- {id: x, to: r, by: Cabinet, on: Winter 2021, decision: agreed}\n",
    "records/reviews/v.yaml": "{title: Fostering, held: [In December 2021]}\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tree(tmp_path_factory.mktemp("words"), FILES)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("action show 1", ["December 2021", "late November 2021: Begun."]),
        ("tracker build recommendations --output - --format md", ["Cabinet, Winter 2021"]),
        ("tracker build recommendations --output - --format csv", ["Cabinet, Winter 2021"]),
        ("tracker build responses --output - --format html", ["Cabinet, Winter 2021"]),
        ("review build v --output - --format md", ["In December 2021"]),
        ("export actions --format csv --output -", ["December 2021", "before 3 January 2022"]),
    ],
)
def test_documents_print_the_words(root: Path, command: str, words: list[str]) -> None:
    done = scrutiny(*command.split(), "--root", str(root), "--as-of", "2022-06-01")
    shown = " ".join(done.out.split())
    for text in words:
        assert text in shown, done.err
    for invented in ("31 December 2021", "2021-12-31", "2 January 2022", "28 February 2022"):
        assert invented not in shown


@pytest.mark.parametrize(
    ("as_of", "states"),
    [
        ("2021-12-30", ["overdue", "overdue"]),
        ("2021-12-31", ["completed", "overdue"]),
        ("2022-01-02", ["completed", "withdrawn"]),
    ],
)
def test_state_changes_on_the_last_day_that_words_can_mean(
    root: Path, as_of: str, states: list[str]
) -> None:
    args = ("--format", "json", "--root", str(root), "--as-of", as_of)
    actions = json.loads(scrutiny("action", "list", *args).out)["actions"]
    assert [action["state"] for action in actions] == states
    done = as_of >= "2021-12-31"
    assert actions[0]["completed"] == ("2021-12-31" if done else None)
    assert ("completed_words" in actions[0]) is done
    assert "completed_words" not in actions[1]


def test_response_in_words_is_late_only_if_each_day_would_be(root: Path) -> None:
    def listed(on: str) -> str:
        files = {"records/responses/x.yaml": FILES["records/responses/x.yaml"]}
        files = {path: text.replace("Winter 2021", on) for path, text in files.items()}
        write_tree(root, files)
        return scrutiny(
            "recommendation", "show", "r", "--root", str(root), "--as-of", "2023-01-01"
        ).out

    assert "late" not in listed("Winter 2021")
    assert "late" not in listed("before 2023")
    assert "answered 9 days late" in " ".join(listed("February 2022").split())
    listed("Winter 2021")
