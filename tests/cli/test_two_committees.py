"""A register of two committees: whose each thing is, and by when its owner is asked to reply."""

import csv
import io
from pathlib import Path

import pytest

from tests.inside import Told, scrutiny
from tests.registers import write_tree

CYP, HS = "Children and Young People Scrutiny Committee", "Health Scrutiny Committee"
FILES = {
    "records/committees/cyp.yaml": f"name: {CYP}\ncouncil: Exampleshire Council\n",
    "records/committees/hs.yaml": f"name: {HS}\ncouncil: Exampleshire Council\n",
    "records/meetings/cyp-2021-11-23.yaml": "date: 2021-11-23\ncommittee: cyp\n",
    "records/meetings/cyp-2022-03-01.yaml": "date: 2022-03-01\ncommittee: cyp\n",
    "records/meetings/hs-2021-11-23.yaml": "date: 2021-11-23\ncommittee: hs\n",
    "records/meetings/hs-2022-03-22.yaml": "date: 2022-03-22\ncommittee: hs\n",
    "records/actions/actions.yaml": (
        "- {id: act-1, number: 1, meeting: hs-2021-11-23, action: Write, owner: Ann, due: 2021-12-09}\n"
        "- {id: act-2, number: 1, meeting: cyp-2021-11-23, action: Count, owner: Ann, due: 2021-12-17}\n"
        "- {id: act-3, number: 2, meeting: hs-2021-11-23, action: Look, owner: Ben, due: 2022-04-01}\n"
    ),
    "records/recommendations/r.yaml": (
        "- {id: r1, meeting: cyp-2021-11-23, text: That it be., to: executive,"
        " notified: 2021-11-24, received: 2021-11-26}\n"
        "- {id: r2, label: (b), meeting: hs-2021-11-23, text: That it not be.,"
        " to: [executive, The NHS Trust], received: 2021-11-25}\n"
        "- {id: r3, meeting: hs-2021-11-23, text: That it last., to: The NHS Trust}\n"
    ),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_tree(tmp_path, FILES)


def given(root: Path, *words: str, as_of: str = "2022-02-10") -> Told:
    told = scrutiny(*words, "--as-of", as_of, cwd=root, env={"COLUMNS": "200"})
    assert told.code == 0, told.err
    return told


def row(told: Told, words: str) -> str:
    """The line of a table that holds some words."""
    (line,) = (line for line in told.out.splitlines() if words in line)
    return " ".join(line.split())


def test_lists_of_both_name_the_committee_of_each(root: Path) -> None:
    for command in (("action", "list"), ("overdue",)):
        told = given(root, *command)
        assert row(told, "Count").startswith(f"1 {CYP} Count")
        assert row(told, "Write").startswith(f"1 {HS} Write")
    assert row(given(root, "recommendation", "list"), "That it last.").startswith(
        f"That it last. {HS}"
    )
    late = given(root, "overdue")
    assert row(late, "(b)").startswith(f"(b) That it not be. {HS} executive and The NHS Trust")
    assert "Committee" not in row(given(root, "overdue", as_of="2022-03-11"), "Not later than")
    deadline = "Questions from the public 5.00 pm on"
    both = given(root, "overdue", as_of="2022-02-20").out
    assert f"Publication of the agenda {HS} Monday 14 March 2022" in " ".join(both.split())
    assert deadline not in " ".join(both.split())


def test_the_list_of_one_names_none(root: Path) -> None:
    for command in (("action", "list"), ("overdue",), ("recommendation", "list")):
        told = given(root, *command, "--committee", "hs")
        assert "Committee" not in told.out
    # Nor do those of both, where only one has anything on them.
    (root / "records/recommendations/r.yaml").write_text(
        "{id: r1, meeting: hs-2021-11-23, text: That it be.}\n"
    )
    assert "Committee" not in given(root, "recommendation", "list").out


def test_trackers_of_both_name_the_committee_of_each(root: Path) -> None:
    given(root, "tracker", "build", "--form", "item", "--format", "all", "--output", "out")
    log = (root / "out/action-log.md").read_text()
    assert log.count("| Action Number | Committee | Meeting Date |") == 1
    assert f" | {HS} | 23 Nov 2021 | Write |" in log
    by_item = (root / "out/recommendation-tracker.md").read_text()
    assert f"## 23 November 2021, {CYP}\n" in by_item
    assert f"## 23 November 2021, {HS}\n" in by_item
    replies = (root / "out/response-schedule.md").read_text()
    assert f"| {HS} |" in replies
    for name, column in (
        ("action-log", [CYP, HS, HS]),
        ("recommendation-tracker", [CYP, HS, HS]),
        ("response-schedule", [CYP, HS, HS]),
    ):
        text = (root / f"out/{name}.csv").read_text("utf-8-sig")
        assert [line["Committee"] for line in csv.DictReader(io.StringIO(text))] == column
    given(root, "tracker", "build", "-c", "hs", "--format", "all", "--output", "one")
    for file in (root / "one").iterdir():
        assert "Committee |" not in file.read_text()
        assert "Committee," not in file.read_text().splitlines()[0]


def test_what_is_answered_names_its_committee_too(root: Path) -> None:
    write_tree(
        root,
        {
            "records/responses/a.yaml": (
                "- {id: a1, to: r1, by: Cabinet, on: 2022-01-10, decision: agreed}\n"
                "- {id: a2, to: [r2, r3], by: Cabinet, on: 2022-01-12, decision: agreed,"
                " actions: [{action: Ask}, {action: Tell}]}\n"
            )
        },
    )
    made = given(
        root, "tracker", "build", "responses", "--form", "meeting", "--format", "csv", "-o", "-"
    )
    lines = csv.DictReader(io.StringIO(made.out))
    assert [(line["Committee"], line["Action"]) for line in lines] == [
        (CYP, ""),
        (HS, "Ask"),
        (HS, "Tell"),
    ]
    table = given(
        root,
        "tracker",
        "build",
        "recommendations",
        "--form",
        "meeting",
        "--format",
        "csv",
        "-o",
        "-",
    )
    columns = next(csv.reader(io.StringIO(table.out)))
    assert columns[:3] == ["Meeting", "Committee", "Item"]


BY_CYP = "Friday 18 February 2022, for the agenda that is published on Monday 21 February 2022"
BY_HS = "Friday 11 March 2022, for the agenda that is published on Monday 14 March 2022"


def test_a_note_goes_by_the_next_agenda_of_the_committee_that_asked(root: Path) -> None:
    note = given(root, "overdue", "--chaser", "Ben", "--soon", "60").out
    assert note.startswith(
        f"Exampleshire Council\n\n{HS}\n\n# Actions for the scrutiny committee\n\n- **To:** Ben\n"
        "- **Subject:** Actions for the scrutiny committee: please reply by Friday 11 March 2022\n"
        f"- **Reply by:** {BY_HS}\n\n"
        "Our records of 10 February 2022 show the action below as not done. Please answer the "
        "questions below the table.\n"
    )


def test_a_note_for_both_is_put_together_committee_by_committee(root: Path) -> None:
    note = given(root, "overdue", "--chaser", "Ann").out
    assert note.startswith(
        f"Exampleshire Council\n\n{CYP} and {HS}\n\n# Actions for the scrutiny committees\n\n- **To:** Ann\n"
        "- **Subject:** Actions for the scrutiny committees: please reply by Friday 18 February 2022\n"
        f"- **Reply by ({CYP}):** {BY_CYP}\n- **Reply by ({HS}):** {BY_HS}\n\n"
        "Our records of 10 February 2022 show the 2 actions below as not done. Both are overdue. Please "
        "answer the questions below the table.\n\n"
        "| No. | Committee | What | Asked on | Due | State |\n"
    )
    assert f"| Action 1 | {CYP} | Count |" in note
    assert f"| Action 1 | {HS} | Write |" in note


def test_a_response_is_asked_of_those_to_whom_the_recommendation_was_made(root: Path) -> None:
    note = given(root, "overdue", "--chaser", "nhs").out
    assert note == (
        f"Exampleshire Council\n\n{HS}\n\n# Responses for the scrutiny committee\n\n- **To:** The NHS Trust\n"
        "- **Subject:** Responses for the scrutiny committee: please reply by Friday 11 March 2022\n"
        f"- **Reply by:** {BY_HS}\n\n"
        "Our records of 10 February 2022 show the response below as not done. It is overdue. Please "
        "answer the questions below the table.\n\n"
        "| No. | What | Asked on | Due | State |\n| --- | --- | --- | --- | --- |\n"
        "| Recommendation (b) | **(b)** That it not be.<br>Other business<br>received 25 Nov 2021 "
        "| 23 Nov 2021 | 24 Jan 2022 | Response overdue by 17 days |\n\n"
        "## Please answer for each\n\n"
        "1. Is it agreed, partially agreed or not agreed?\n"
        "2. What is the response, and what are the reasons?\n"
        "3. What will be done, by whom and by when?\n\n---\n\n"
        + note[note.index("As at 10 February") :]
    )
    both = given(root, "overdue", "--chaser", "executive").out
    assert "\n\n# Responses for the scrutiny committees\n" in both
    assert given(root, "overdue", "--chaser", "Cabinet").out.count("received") == 2
    assert "Both are overdue." in both
    assert "received 26 Nov 2021" in both
    # The same words find them for a list.
    told = given(root, "overdue", "--owner", "nhs")
    assert "1 response overdue." in told.out


def test_actions_and_responses_come_in_one_note(root: Path) -> None:
    log = root / "records/actions/actions.yaml"
    log.write_text(log.read_text().replace("owner: Ben", "owner: The NHS Trust"))
    note = given(root, "overdue", "--chaser", "nhs", "--soon", "60").out
    assert "\n\n# Actions and responses for the scrutiny committee\n" in note
    assert "show the 2 things below as not done. 1 is overdue." in note
    later = given(root, "overdue", "--chaser", "nhs", "--soon", "90", as_of="2022-01-20")
    assert "\n\n# Actions for the scrutiny committee\n" in later.out


def test_where_nothing_is_past_its_date_a_note_says_so(root: Path) -> None:
    note = given(root, "overdue", "--chaser", "n", "--soon", "90", as_of="2021-11-30").out
    assert "overdue." not in note


def test_whoever_owes_nothing_gets_no_note(root: Path) -> None:
    told = given(root, "overdue", "--chaser", "Zed", "--output", "note.md")
    assert told.out == ""
    assert told.err == (
        "'Zed' has nothing overdue, due soon or without a date on 10 February 2022: "
        "no note written\n"
    )
    assert not (root / "note.md").exists()
