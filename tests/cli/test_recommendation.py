"""Recommendations to others than the executive, late and withdrawn ones, as a clerk sees them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree

FILES: dict[str, str] = {
    **BASE,
    "records/committees/cyp.yaml": BASE["records/committees/cyp.yaml"]
    + "rules:\n  response_times:\n    - {to: Wye Valley NHS Trust, days: 28}\n",
    "records/recommendations/all.yaml": (
        "- {id: rec-a, label: (a), meeting: cyp-2021-11-23, text: Publish it., to: executive}\n"
        "- {id: rec-b, label: (b), meeting: cyp-2021-11-23, text: Join it., "
        "to: [officers, Wye Valley NHS Trust]}\n"
        "- {id: rec-c, label: (c), meeting: cyp-2021-11-23, text: Fund it., to: Home Secretary}\n"
    ),
}

DAY = "2021-11-30"


def given(root: Path, *words: str, as_of: str, more: Mapping[str, str] | None = None) -> Told:
    """A command run on a day in the register of three recommendations, with more files in it."""
    write_tree(root, {**({} if (root / "records").exists() else FILES), **(more or {})})
    return scrutiny(*words, "--as-of", as_of, cwd=root)


def entries(told: Told) -> dict[str, dict[str, Any]]:
    """The recommendations that a command told as JSON, by id."""
    assert told.code == 0, told.err
    return {entry["id"]: entry for entry in json.loads(told.out)["recommendations"]}


def test_each_addressee_has_its_own_time(tmp_path: Path) -> None:
    names = ("rec-a", "rec-b", "rec-c")
    told = given(
        tmp_path, "recommendation", "notify", *names, "--on", "2021-11-25", as_of="2021-11-25"
    )
    assert told.err.splitlines()[1:] == [
        "rec-a: the response is due by 24 January 2022",
        "rec-b: the response is due by 23 December 2021",
        "rec-c: no date by which to respond is set (the committee's `response_times:` can give one)",
    ]
    found = entries(
        given(tmp_path, "recommendation", "list", "--format", "json", as_of="2030-01-01")
    )
    assert {name: (e["state"], e["response_due"]) for name, e in found.items()} == {
        "rec-a": ("response overdue", "2022-01-24"),
        "rec-b": ("response overdue", "2021-12-23"),
        "rec-c": ("awaiting response", None),
    }
    late = given(tmp_path, "overdue", "--format", "json", as_of="2030-01-01")
    assert [r["recommendation"] for r in json.loads(late.out)["responses"]] == ["rec-b", "rec-a"]


def built(root: Path, which: str, *words: str, as_of: str) -> str:
    """A tracker in Markdown."""
    told = given(
        root,
        "tracker",
        "build",
        which,
        "--format",
        "markdown",
        "--output",
        "-",
        *words,
        as_of=as_of,
    )
    assert told.code == 0, told.err
    return told.out


def reply(by: str | None, to: str = "rec-a", **more: str) -> str:
    """A reply of 30 November 2021 as it stands in a file."""
    lines = {"to": to, "on": "2021-11-30", "decision": "agreed", **more}
    lines |= {"by": by} if by else {}
    return "".join(f"{key}: {value}\n" for key, value in lines.items())


@pytest.mark.parametrize(
    ("by", "to", "title"),
    [
        ("Cabinet", "rec-a", "Executive responses"),
        ("Cabinet Member for Health", "rec-c", "Executive responses"),
        (None, "rec-a", "Executive responses"),
        (None, "rec-b", "Responses"),
        ("Council", "rec-a", "Responses"),
        ("Wye Valley NHS Trust", "rec-b", "Responses"),
    ],
)
def test_replies_stand_under_the_executives_name_where_nobody_else_replied(
    tmp_path: Path, by: str | None, to: str, title: str
) -> None:
    write_tree(tmp_path, {**FILES, "records/responses/r.yaml": reply(by, to)})
    column = "Executive Response" if title == "Executive responses" else "Response"
    schedule = built(tmp_path, "responses", "--form", "item", as_of="2021-12-01")
    assert f"\n# {title}\n" in schedule
    assert f"| Recommendation | {column} | Action |" in schedule
    tracker = built(tmp_path, "recommendations", "--form", "item", as_of="2021-12-01")
    assert f"| Item | Recommendations | {title} / update |" in tracker
    # Before the reply nobody else has replied.
    assert "\n# Executive responses\n" in built(tmp_path, "responses", as_of="2021-11-29")


REPLIED = ("recommendation", "respond", "rec-a", "rec-b", "rec-c", "--by", "Cabinet")
RESPOND = (*REPLIED, "--on", DAY)


def test_a_promise_says_which_recommendation_it_serves(tmp_path: Path) -> None:
    decided = ("--decision", "partially agreed", "--except", "rec-c=not agreed")
    promises = ("rec-a=Publish on x=1", "rec-a, rec-b=Write", "Pay = soon")
    told = given(
        tmp_path, *RESPOND, *decided, *(w for p in promises for w in ("--promise", p)), as_of=DAY
    )
    assert told.code == 0, told.err
    (file,) = (tmp_path / "records/responses").iterdir()
    assert yaml.safe_load(file.read_text())["actions"] == [
        {"action": "Publish on x=1", "for": "rec-a"},
        {"action": "Write", "for": ["rec-a", "rec-b"]},
        {"action": "Pay = soon"},
    ]
    lines = built(tmp_path, "recommendations", "--form", "item", as_of=DAY).splitlines()
    shown = {name: line for line in lines for name in ("(a)", "(b)", "(c)") if name in line}
    assert {name: line.count("Action:") for name, line in shown.items()} == {
        "(a)": 3,
        "(b)": 2,
        "(c)": 0,
    }


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        (
            "rec-x=Publish",
            (
                "--promise 'rec-x=Publish': this response does not answer rec-x\n  before the = "
                "write rec-a, rec-b or rec-c; in words, put a space before an ="
            ),
        ),
        ("rec-a= ", "--promise 'rec-a=' has no words\n  write \"ID=What will be done\""),
    ],
)
def test_a_promise_for_nothing_is_refused(tmp_path: Path, promise: str, said: str) -> None:
    told = given(tmp_path, *RESPOND, "--decision", "agreed", "--promise", promise, as_of=DAY)
    assert (told.code, said in told.err) == (2, True), told.err
    assert not (tmp_path / "records/responses").exists()


def test_reply_without_its_date_is_refused_in_a_script(tmp_path: Path) -> None:
    told = given(tmp_path, *REPLIED, "--decision", "agreed", as_of=DAY)
    assert (told.code, told.err) == (
        2,
        "scrutiny: --on is missing\n  On which date did they respond?\n",
    )
    assert not (tmp_path / "records/responses").exists()


def promised(root: Path, *words: str) -> list[dict[str, Any]]:
    """What a reply promises, as its file has it."""
    told = given(root, *RESPOND, "--decision", "agreed", *words, as_of=DAY)
    assert told.code == 0, told.err
    (file,) = (root / "records/responses").iterdir()
    actions: list[dict[str, Any]] = yaml.safe_load(file.read_text())["actions"]
    return actions


def test_promises_have_owners_dates_and_success_criteria_in_their_order(tmp_path: Path) -> None:
    words = (
        *("--promise", "rec-a=Publish", "--promise", "Write"),
        *("--owner", "Director", "--owner", "Clerk", "--due", "cyp-2021-11-23"),
        *("--due", "March 2022", "--success", "Both can be read on the website"),
    )
    success = "Both can be read on the website"
    assert promised(tmp_path, *words) == [
        {
            "action": "Publish",
            "for": "rec-a",
            "owner": "Director",
            "due": {"meeting": "cyp-2021-11-23"},
            "success": success,
        },
        {"action": "Write", "owner": "Clerk", "due": "March 2022", "success": success},
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--owner", "Clerk"), "--owner is given once for no promises"),
        (
            ("--promise", "Write", "--due", "2022-01-01", "--due", "2022-02-01"),
            "--due is given twice for 1 promise",
        ),
    ],
)
def test_owner_or_date_that_belongs_to_no_promise_is_refused(
    words: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    told = given(tmp_path, *RESPOND, "--decision", "agreed", *words, as_of=DAY)
    assert (told.code, told.err.splitlines()[0]) == (2, f"scrutiny: {said}")
    assert not (tmp_path / "records/responses").exists()


def test_promise_due_on_a_date_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    words = ("--promise", "Write", "--due", "31/11/2021")
    told = given(tmp_path, *RESPOND, "--decision", "agreed", *words, as_of=DAY)
    assert told.code == 1
    assert "error[bad-date] actions[1].due" in told.err
    assert not (tmp_path / "records/responses").exists()


EARLIER = "- {id: resp-2021-10-12-1, to: rec-old, on: 2021-11-01, text: Yes.}\n"


@pytest.mark.parametrize(
    ("files", "path"),
    [
        # With the responses to the same meeting, wherever those are.
        (
            {
                "records/responses/a.yaml": "- {id: resp-1, to: rec-b, on: 2021-11-29, text: Yes.}\n",
                "records/responses/old.yaml": EARLIER,
            },
            "records/responses/a.yaml",
        ),
        # In a file for the meeting, where each meeting has one.
        ({"records/responses/2021-10-12.yaml": EARLIER}, "records/responses/2021-11-23.yaml"),
        # In the only list.
        ({"records/responses/all.yaml": EARLIER}, "records/responses/all.yaml"),
        # In a file of its own, where each record has one.
        (
            {"records/responses/resp-2021-10-12-1.yaml": EARLIER[3:-2].replace(", ", "\n")},
            "records/responses/resp-2021-11-23-1.yaml",
        ),
    ],
)
def test_response_goes_to_the_file_of_its_meeting(
    files: dict[str, str], path: str, tmp_path: Path
) -> None:
    old = "id: rec-old\nmeeting: cyp-2021-10-12\ntext: Do it.\nto: executive\n"
    more = {
        **files,
        "records/recommendations/old.yaml": old,
        "records/meetings/cyp-2021-10-12.yaml": "date: 2021-10-12\n",
    }
    told = given(tmp_path, *RESPOND, "--decision", "agreed", as_of=DAY, more=more)
    assert told.err.endswith(f"Saved resp-2021-11-23-1 ({path})\n"), told.err


def test_a_late_reply_is_told_wherever_it_is_shown(tmp_path: Path) -> None:
    received = FILES["records/recommendations/all.yaml"].replace(
        "text:", "received: 2021-11-25, text:"
    )
    files = {
        **FILES,
        "records/recommendations/all.yaml": received,
        "records/responses/one.yaml": reply("Cabinet").replace("2021-11-30", "2022-03-09"),
        "records/responses/two.yaml": reply("All", "[rec-b, rec-c]").replace(
            "2021-11-30", "2022-01-01"
        ),
    }
    write_tree(tmp_path, files)
    late = "answered 44 days late, due 24 January 2022"
    assert f"**Agreed** \\[G\\]: worked out, {late}" in built(
        tmp_path, "recommendations", "--form", "item", as_of="2022-04-01"
    )
    told = given(tmp_path, "recommendation", "show", "rec-a", as_of="2022-04-01")
    assert f"Agreed: {late}" in " ".join(told.out.split())
    schedule = built(tmp_path, "responses", "--form", "item", as_of="2022-04-01")
    assert "Cabinet 9 March 2022<br>44 days late, due 24 January 2022<br>Agreed" in schedule
    assert "All 1 January 2022<br>(b): 9 days late, due 23 December 2021<br>Agreed" in schedule
    listed = given(tmp_path, "recommendation", "list", "--format", "json", as_of="2022-04-01")
    found = {name: entry["days_late"] for name, entry in entries(listed).items()}
    assert found == {"rec-a": 44, "rec-b": 9, "rec-c": 0}


def test_what_is_withdrawn_or_replaced_says_so_from_its_day_on(tmp_path: Path) -> None:
    gone = {
        "rec-a": "withdrawn: {on: 2021-12-07, reason: The centre closes.}",
        "rec-b": "superseded_by: rec-d",
        "rec-c": "withdrawn: Overtaken.",
    }
    records = FILES["records/recommendations/all.yaml"].splitlines()
    records = [
        line.replace("}", f", {gone[name]}}}") for name, line in zip(gone, records, strict=True)
    ]
    records += ["- {id: rec-d, meeting: cyp-2022-01-11, text: Join both., to: executive}"]
    files = {
        **FILES,
        "records/recommendations/all.yaml": "\n".join(records),
        "records/meetings/cyp-2022-01-11.yaml": "date: 2022-01-11\n",
    }
    write_tree(tmp_path, files)
    assert scrutiny("check", cwd=tmp_path).code == 0
    lists = {
        day: entries(given(tmp_path, "recommendation", "list", "--format", "json", as_of=day))
        for day in ("2021-12-06", "2021-12-07", "2022-01-11")
    }
    states = {day: [found[name]["state"] for name in gone] for day, found in lists.items()}
    found = lists["2022-01-11"]
    waiting, withdrawn = "awaiting notice", "withdrawn"
    assert states == {
        "2021-12-06": [waiting, waiting, withdrawn],
        "2021-12-07": [withdrawn, waiting, withdrawn],
        "2022-01-11": [withdrawn] * 3,
    }
    assert found["rec-a"]["withdrawn"] == {"on": "2021-12-07", "reason": "The centre closes."}
    assert (found["rec-b"]["withdrawn"], found["rec-b"]["superseded_by"]) == (None, ["rec-d"])
    early = built(tmp_path, "recommendations", as_of="2021-12-06")
    assert "The centre closes" not in early
    for form in ("item", "meeting"):
        tracker = built(tmp_path, "recommendations", "--form", form, as_of="2022-01-11")
        assert "Withdrawn on 7 December 2021: The centre closes." in tracker
        assert "Withdrawn: Overtaken." in tracker
        assert "worked out, replaced by “Join both.”" in tracker
    told = given(tmp_path, "recommendation", "show", "rec-a", as_of="2022-01-11")
    assert "Withdrawn on 7 December 2021: The centre closes." in " ".join(told.out.split())


def test_a_replacement_has_to_be_there(tmp_path: Path) -> None:
    wrong = FILES["records/recommendations/all.yaml"].replace(
        "to: executive}", "to: executive, superseded_by: rec-x}"
    )
    write_tree(tmp_path, {**FILES, "records/recommendations/all.yaml": wrong})
    told = scrutiny("check", cwd=tmp_path)
    assert told.code == 1
    assert "error[unknown-reference] superseded_by: there is no recommendation rec-x" in told.out


def test_what_a_later_meeting_recommends_is_not_there_yet(tmp_path: Path) -> None:
    both = "[rec-a, rec-later]"
    files = {
        **FILES,
        "records/meetings/cyp-2022-01-11.yaml": "date: 2022-01-11\n",
        "records/recommendations/later.yaml": "- {id: rec-later, label: (z), meeting: cyp-2022-01-11, text: Later.}\n",
        "records/responses/both.yaml": reply("Cabinet", both),
    }
    write_tree(tmp_path, files)
    for day, ids in (
        ("2021-11-22", []),
        ("2021-11-23", ["rec-a", "rec-b", "rec-c"]),
        ("2022-01-10", ["rec-a", "rec-b", "rec-c"]),
        ("2022-01-11", ["rec-a", "rec-b", "rec-c", "rec-later"]),
    ):
        told = given(tmp_path, "recommendation", "list", "--format", "json", as_of=day)
        assert list(entries(told)) == ids
        for which in ("recommendations", "responses"):
            made = built(tmp_path, which, as_of=day)
            assert ("(z)" in made) is ("rec-later" in ids)
