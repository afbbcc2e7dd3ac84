"""What is owed is shown as owed everywhere: in `overdue`, in trackers, in plans and in their counts."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.inside import scrutiny
from tests.registers import BASE, write_tree

DAY = "2022-06-01"
RECOMMENDATION = (
    "id: rec-1\nmeeting: cyp-2021-11-23\ntext: Pay the bursary.\nto: executive\n"
    "notified: 2021-11-24\n"
)
PROMISE = "  - {action: Write the scheme., owner: Finance, due: 2022-03-01}\n"
REPLY = "id: resp-1\nto: [rec-1]\nby: Cabinet\non: 2022-01-10\ndecision: agreed\nactions:\n"


def register(root: Path, recommendation: str = "", reply: str = REPLY + PROMISE) -> Path:
    return write_tree(
        root,
        {
            **BASE,
            "records/recommendations/rec-1.yaml": RECOMMENDATION + recommendation,
            "records/responses/resp-1.yaml": reply,
        },
    )


def asked(root: Path, *words: str) -> Any:
    to_stdout = ("-o", "-") if "build" in words else ()
    told = scrutiny(*words, *to_stdout, "--as-of", DAY, "--format", "json", cwd=root)
    assert told.code == 0, told.err
    return json.loads(told.out)


@pytest.mark.parametrize(
    ("recommendation", "reply", "state", "rating", "late"),
    [
        ("", REPLY + PROMISE, "being implemented", "red", ["resp-1/1"]),
        ("completed: 2022-02-01\n", REPLY + PROMISE, "implemented", "red", ["resp-1/1"]),
        ("", REPLY.replace("agreed", "noted") + PROMISE, "noted", "red", ["resp-1/1"]),
        ("accepted: yes\n", REPLY + PROMISE, "accepted by the committee", "blue", []),
        ("withdrawn: Overtaken.\n", REPLY + PROMISE, "withdrawn", "not rated", []),
        ("", REPLY + PROMISE.replace("}", ", completed: yes}"), "implemented", "blue", []),
        ("by: 2022-04-01\n", REPLY.replace("actions:\n", ""), "agreed", "red", ["rec-1"]),
        ("by: 2022-06-05\n", REPLY.replace("actions:\n", ""), "agreed", "amber", []),
        (
            "by: 2022-04-01\ncompleted: yes\n",
            REPLY.replace("actions:\n", ""),
            "implemented",
            "blue",
            [],
        ),
    ],
)
def test_overdue_and_the_tracker_agree_on_what_is_owed(
    tmp_path: Path, recommendation: str, reply: str, state: str, rating: str, late: list[str]
) -> None:
    root = register(tmp_path, recommendation, reply)
    (row,) = asked(root, "tracker", "build", "recommendations")["recommendations"]
    assert (row["state"], row["rag"]) == (state, rating)
    owed = asked(root, "overdue")
    assert [entry["id"] for entry in owed["actions"] + owed["recommendations"]] == late
    assert scrutiny("overdue", "--fail", "--as-of", DAY, cwd=root).code == bool(late)


def test_tracker_prints_a_promised_action_with_its_state_and_evidence(tmp_path: Path) -> None:
    done = "  - {action: Publish it., completed: 2022-02-01, evidence: Notice 7., printed_status: Met}\n"
    root = register(tmp_path, "by: 2022-04-01\n", REPLY + PROMISE + done)
    page = scrutiny(
        *(
            "tracker",
            "build",
            "recommendations",
            "--form",
            "item",
            "--format",
            "markdown",
            "-o",
            "-",
        ),
        *("--as-of", DAY),
        cwd=root,
    ).out
    for words in (
        "By when: 1 April 2022",
        "Action: Write the scheme.<br>Finance<br>By when: 1 March 2022",
        "Long overdue by",
        "Evidence: Notice 7.",
        "Printed status: Met",
        "61 days past its own date, 1 April 2022",
        "1 of 2 promised actions overdue",
    ):
        assert words in page, words


PLAN = """id: plan
title: Improvement plan
until: 2022-03-31
aims:
  - title: Visits are on time
    actions:
      - {id: "1", action: Late., by: 2022-02-28}
      - {id: "2", action: Due on the last day., by: 2022-03-31}
      - {id: "3", action: Done., by: 2022-02-28, completed: 2022-02-01}
      - {id: "4", action: Dropped., by: 2022-02-28, withdrawn: {on: 2022-03-01, reason: Overtaken.}}
      - {id: "5", action: Rated., by: 2022-02-28, ratings: [{on: 2022-03-01, rag: green, why: Nearly.}]}
      - {id: "6", action: Complete., by: 2022-02-28, ratings: [{on: 2022-03-01, rag: blue}]}
      - {id: "7", action: Later., by: 2022-12-31}
"""


def test_actions_of_a_plan_left_undone_are_overdue(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**BASE, "records/plans/plan.yaml": PLAN})
    owed = asked(root, "overdue")
    days = {entry["id"]: entry["days_overdue"] for entry in owed["plan_actions"]}
    assert days == {"plan/1": 93, "plan/5": 93, "plan/2": 62}
    assert not owed["actions"]
    words = scrutiny("overdue", "--as-of", DAY, cwd=root).out
    assert "3 plan actions overdue" in words
    assert "Dropped." not in words


def test_counts_of_a_plan_are_those_of_its_rows(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**BASE, "records/plans/plan.yaml": PLAN})
    plan = asked(root, "plan", "build", "plan")["plan"]
    rows = [action for aim in plan["aims"] for action in aim["actions"]]
    for total, field in (("actions", "rag"), ("actions_computed", "computed_rag")):
        counts = {
            rating: sum(row[field] == rating for row in rows) for rating in plan["totals"][total]
        }
        assert plan["totals"][total] == counts
    assert [row["rag"] for row in rows] == [
        *("red", "red", "blue", "not rated", "green", "blue", "not rated")
    ]


def test_review_lists_what_it_recommended(tmp_path: Path) -> None:
    root = register(tmp_path, "review: bursaries\n")
    write_tree(
        root, {"records/reviews/bursaries.yaml": "title: Bursaries\nmembers: [ash]\nchair: ash\n"}
    )
    page = scrutiny(
        "review", "build", "bursaries", "--format", "markdown", "-o", "-", "--as-of", DAY, cwd=root
    ).out
    assert "Pay the bursary." in page
    page = scrutiny("recommendation", "show", "rec-1", "--as-of", DAY, cwd=root).out
    assert "Bursaries" in page


GONE = "withdrawn: {on: 2022-03-01, reason: A *survey* came instead.}\n"
WORDS = {
    "action in the log": ("actions", ("tracker", "build", "actions")),
    "action shown": ("actions", ("action", "show", "act-1")),
    "recommendation in the tracker": (
        "recommendations",
        ("tracker", "build", "recommendations", "--form", "meeting"),
    ),
    "recommendation shown": ("recommendations", ("recommendation", "show", "rec-1")),
    "action of a plan": ("plans", ("plan", "build", "plan")),
}


@pytest.mark.parametrize("case", WORDS)
def test_reason_of_what_was_withdrawn_is_printed(tmp_path: Path, case: str) -> None:
    kind, command = WORDS[case]
    action = (
        "id: act-1\nnumber: 1\nmeeting: cyp-2021-11-23\naction: Ask.\nowner: Ann\ndue: 2022-02-01\n"
    )
    root = register(tmp_path, GONE if kind == "recommendations" else "")
    write_tree(root, {"records/actions/act-1.yaml": action + GONE, "records/plans/plan.yaml": PLAN})
    words = (*command, *(("--format", "markdown", "-o", "-") if "build" in command else ()))
    page = scrutiny(*words, "--as-of", DAY, cwd=root).out
    reason = "Overtaken." if kind == "plans" else "survey"
    assert reason in page
    assert "1 March 2022" in page
    before = scrutiny(*words, "--as-of", "2022-02-28", cwd=root).out
    assert reason not in before


def test_each_move_of_a_promised_action_is_printed_with_its_reason(tmp_path: Path) -> None:
    moved = PROMISE.replace(
        "}", ", moved: [{from: 2022-02-01, to: 2022-03-01, on: 2022-01-31, why: Illness.}]}"
    )
    root = register(tmp_path, "", REPLY + moved)
    for command in (("recommendations", "--form", "item"), ("recommendations",), ("responses",)):
        page = scrutiny(
            *("tracker", "build", *command, "--format", "markdown", "-o", "-", "--as-of", DAY),
            cwd=root,
        ).out
        assert "Due date moved from 1 February 2022 to 1 March 2022. Illness." in page, command
