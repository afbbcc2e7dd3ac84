"""The JSON that others rely on: every field by name and by type, with values from the papers.

A field may be added; one that is renamed, retyped or gone fails here.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.inside import scrutiny
from tests.registers import BASE, write_tree
from tests.sample import ROOT, stamp

DATE = r"\d{4}-\d{2}-\d{2}"
MOMENT = rf"{DATE}T\d{{2}}:\d{{2}}"


@cache
def ask(*args: str | Path, root: Path = ROOT) -> dict[str, Any]:
    """What a command tells as JSON."""
    told = scrutiny(*args, "--format", "json", "--root", root)
    assert told.code in (0, 1), told.err
    assert told.out.endswith("}\n")
    data: dict[str, Any] = json.loads(told.out)
    return data


def fits(value: Any, shape: Any) -> bool:
    """Whether a value has a shape: a type, a pattern for text, a list or mapping of shapes, a choice.

    A tuple is a choice of shapes; a mapping may hold more than its shape names.
    """
    if isinstance(shape, tuple):
        return any(fits(value, one) for one in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(part, shape[0]) for part in value)
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(
            name in value and fits(value[name], inner) for name, inner in shape.items()
        )
    if isinstance(shape, str):
        return isinstance(value, str) and re.fullmatch(shape, value) is not None
    if shape is None:
        return value is None
    return type(value) is shape


ENVELOPE = {"schema": "scrutiny/1", "as_of": DATE, "revision": r"[0-9a-f]{10}"}
DEADLINES = {
    **ENVELOPE,
    "meetings": [
        {
            "meeting": (None, str),
            "committee": (None, str),
            "date": DATE,
            "time": (None, r"\d{2}:\d{2}"),
            "publication": DATE,
            "public_questions": MOMENT,
            "council_questions": MOMENT,
            "working": [
                {
                    "deadline": "publication|public_questions|council_questions",
                    "clear_days": [DATE],
                    "not_counted": [{"date": DATE, "why": str}],
                }
            ],
            "warnings": [str],
        }
    ],
}
OWED = {
    "id": str,
    "number": (None, int),
    "committee": (None, str),
    "meeting": (None, str),
    "action": str,
    "owners": [str],
    "directorate": (None, str),
    "due": (None, DATE),
    "days_overdue": int,
    "band": "open|due soon|overdue|long overdue",
    "moved": int,
}
OVERDUE = {
    **ENVELOPE,
    "actions": [OWED],
    "responses": [
        {
            "recommendation": str,
            "committee": (None, str),
            "to": [str],
            "received": DATE,
            "due": DATE,
            "days_overdue": int,
        }
    ],
    "deadlines": [{"meeting": str, "deadline": str, "due": DATE, "days_overdue": int}],
    "due_soon": [OWED],
    "undated": [OWED],
}
ACTIONS = {
    **ENVELOPE,
    "actions": [
        {
            "id": str,
            "number": (None, int),
            "committee": (None, str),
            "meeting": (None, str),
            "action": str,
            "owners": [str],
            "directorate": (None, str),
            "due": (None, DATE),
            "state": "open|due soon|overdue|long overdue|completed|reported complete|withdrawn",
            "rag": "red|amber|green|blue|not rated",
            "days_overdue": int,
            "moved": int,
        }
    ],
}
RECOMMENDATIONS = {
    **ENVELOPE,
    "recommendations": [
        {
            "id": str,
            "label": (None, str),
            "meeting": str,
            "item": (None, str),
            "to": [str],
            "state": "awaiting notice|awaiting response|response overdue|agreed|partially agreed"
            "|not agreed|being implemented|implemented|accepted by the committee|noted|withdrawn",
            "rag": "red|amber|green|blue|not rated",
            "response_due": (None, DATE),
            "days_late": int,
            "decision": (None, "agreed|partially agreed|not agreed|noted"),
            "responses": [
                {"id": str, "by": (None, str), "on": (None, DATE), "decision": (None, str)}
            ],
        }
    ],
}
CHECK = {
    "schema": "scrutiny/1",
    "files": int,
    "records": int,
    "errors": int,
    "warnings": int,
    "diagnostics": [
        {
            "path": r"(records/.+\.yaml|scrutiny\.toml)",
            "line": int,
            "column": int,
            "end_line": int,
            "end_column": int,
            "severity": "error|warning",
            "code": r"[a-z0-9-]+",
            "record": (None, str),
            "field": (None, str),
            "message": str,
            "hint": (None, str),
        }
    ],
}
AT = ("--as-of", "2021-11-15")


@pytest.mark.parametrize(
    ("args", "shape"),
    [
        (("meeting", "deadlines", "2021-11-23", *AT), DEADLINES),
        (("meeting", "deadlines", "2022-01-12", *AT), DEADLINES),
        (("meeting", "deadlines", *AT), DEADLINES),
        (("overdue", *AT), OVERDUE),
        (("action", "list", *AT), ACTIONS),
        (("recommendation", "list", *AT), RECOMMENDATIONS),
        (("check",), CHECK),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else "",
)
def test_every_field_is_there_with_its_type(args: tuple[str, ...], shape: dict[str, Any]) -> None:
    found = ask(*args)
    for name, inner in shape.items():
        assert name in found
        assert fits(found[name], inner), f"{name} of {' '.join(args)}"
    listed = [value for value in found.values() if isinstance(value, list) and value]
    assert listed, "an empty answer proves nothing"


@pytest.mark.parametrize(
    "wrong",
    [{"a": 1}, {"a": "x", "b": 1}, {"a": True}, {"a": []}, {"b": "y"}],
)
def test_shape_refuses_other_json(wrong: Any) -> None:
    assert not fits(wrong, {"a": "x", "b": [int]})


def test_what_has_an_envelope_tells_the_day_and_the_revision() -> None:
    found = ask("action", "list", *AT)
    assert list(found)[:3] == ["schema", "as_of", "revision"]
    assert found["as_of"] == "2021-11-15"
    assert found["revision"] == stamp()


def test_deadlines_of_a_meeting_show_the_days_that_do_not_count() -> None:
    (found,) = ask("meeting", "deadlines", "2021-11-23", "--as-of", "2021-11-10")["meetings"]
    weekend = [
        {"date": "2021-11-20", "why": "Saturday"},
        {"date": "2021-11-21", "why": "Sunday"},
    ]
    three = ["2021-11-18", "2021-11-19", "2021-11-22"]
    questions = {"clear_days": three, "not_counted": weekend}
    assert found == {
        "meeting": "cyp-2021-11-23",
        "committee": "cyp",
        "date": "2021-11-23",
        "time": "14:30",
        "publication": "2021-11-15",
        "public_questions": "2021-11-17T17:00",
        "council_questions": "2021-11-17T17:00",
        "working": [
            {
                "deadline": "publication",
                "clear_days": ["2021-11-16", "2021-11-17", *three],
                "not_counted": weekend,
            },
            {"deadline": "public_questions", **questions},
            {"deadline": "council_questions", **questions},
        ],
        "warnings": [],
    }


def test_deadlines_of_a_day_on_which_nobody_meets() -> None:
    (found,) = ask("meeting", "deadlines", "2021-11-24", "--as-of", "2021-11-10")["meetings"]
    assert (found["meeting"], found["committee"], found["time"]) == (None, "cyp", None)
    assert found["publication"] == "2021-11-16"


def test_a_deadline_gone_by_is_a_warning() -> None:
    (found,) = ask("meeting", "deadlines", "2022-03-22", "--as-of", "2022-03-21")["meetings"]
    assert any(
        text.startswith("The last day to publish the agenda was Monday 14 March 2022")
        for text in found["warnings"]
    )


def test_the_example_of_the_contract() -> None:
    found = ask("overdue", *AT)
    assert [(a["id"], a["days_overdue"], a["band"]) for a in found["actions"]] == [
        ("act-4", 75, "long overdue"),
        ("act-1", 13, "overdue"),
        ("act-2", 13, "overdue"),
    ]
    first = found["actions"][0]
    assert first["owners"] == ["Clerk to the committee"]
    assert first["directorate"] == "Corporate Centre"
    assert (first["number"], first["meeting"], first["due"], first["moved"]) == (
        4,
        "cyp-2021-08-05",
        "2021-09-01",
        0,
    )
    assert {
        (d["meeting"], d["deadline"], d["due"], d["days_overdue"]) for d in found["deadlines"]
    } >= {("cyp-2021-11-23", "publication", "2021-11-15", 0)}
    # No action, but recommendations that name the day of this meeting.
    assert {(o["kind"], o["due"]) for o in found["due_soon"]} == {("recommendation", "2021-11-23")}
    # What is ongoing, recurring or without a date is never overdue and never hidden.
    assert {thing["due"] for thing in found["undated"]} == {None}


def test_a_late_response_and_a_moved_action(tmp_path: Path) -> None:
    records = {
        "records/recommendations/2021.yaml": (
            "- id: R-2021-39-a\n  meeting: cyp-2021-11-23\n  text: Consider it.\n"
            "  to: executive\n  notified: 2021-10-12\n  received: 2021-10-14\n"
            "- id: R-2021-39-b\n  meeting: cyp-2021-11-23\n  text: Consider this.\n"
            "  to: [executive, council]\n  received: 2021-10-16\n"
        ),
        "records/actions/2021.yaml": (
            "id: A-2021-004\nnumber: 4\nmeeting: cyp-2021-11-23\naction: Do it.\n"
            "owner: [Rowan Ash, {team: Legal services}]\ndue: 2021-12-10\n"
            "moved:\n  - {from: 2021-11-01, to: 2021-12-10, on: 2021-11-01, why: Illness.}\n"
        ),
    }
    root = write_tree(tmp_path, BASE | records)
    found = ask("overdue", "--as-of", "2021-12-16", root=root)
    assert [
        (r["recommendation"], r["to"], r["received"], r["due"], r["days_overdue"])
        for r in found["responses"]
    ] == [
        ("R-2021-39-a", ["executive"], "2021-10-14", "2021-12-13", 3),
        ("R-2021-39-b", ["executive", "council"], "2021-10-16", "2021-12-15", 1),
    ]
    (action,) = found["actions"]
    assert (action["moved"], action["days_overdue"]) == (1, 6)
    assert action["owners"] == ["Rowan Ash", "Legal services"]


def test_owners_can_be_picked_by_their_words() -> None:
    found = ask("overdue", "--owner", "claire", *AT)
    assert [action["id"] for action in found["actions"]] == ["act-1", "act-2"]
    assert found["responses"] == found["deadlines"] == []


def test_how_far_ahead_soon_is_can_be_asked_for() -> None:
    def soon(days: str) -> list[str]:
        found = ask("overdue", "--soon", days, *AT)["due_soon"]
        return [action["id"] for action in found if action["number"]]

    assert soon("22") == []
    assert soon("23") == ["act-5", "act-6", "act-7"]


def test_a_recommendation_with_its_answers() -> None:
    found = ask("recommendation", "list", *AT)["recommendations"]
    by_id = {entry["id"]: entry for entry in found}
    entry = by_id["rec-2021-10-12-provision-of-children-a"]
    assert entry["label"] == "(a)"
    assert entry["meeting"] == "cyp-2021-10-12"
    assert entry["item"] == "bromyard"
    assert entry["to"] == ["executive"]
    assert (entry["state"], entry["response_due"], entry["decision"]) == (
        "awaiting notice",
        None,
        None,
    )
    assert entry["responses"] == []
    answered = [entry for entry in found if entry["responses"]]
    assert answered
    for entry in answered:
        decisions = [reply["decision"] for reply in entry["responses"] if reply["decision"]]
        assert entry["decision"] == (decisions[-1] if decisions else None)


def test_json_of_check_counts_problems_and_gives_their_places(tmp_path: Path) -> None:
    bad = "- id: A-1\n  action: Do it.\n  meeting: cyp-2021-11-32\n- {id: A-2, action: Do that.}\n"
    root = write_tree(tmp_path, BASE | {"records/actions/2021.yaml": bad})
    found = ask("check", root=root)
    assert (found["files"], found["records"], found["errors"], found["warnings"]) == (4, 5, 1, 0)
    (fault,) = found["diagnostics"]
    assert fault == {
        "path": "records/actions/2021.yaml",
        "line": 3,
        "column": 12,
        "end_line": 3,
        "end_column": 26,
        "severity": "error",
        "code": "unknown-reference",
        "record": "A-1",
        "field": "meeting",
        "message": "there is no meeting cyp-2021-11-32",
        "hint": "did you mean cyp-2021-11-23?",
    }


def test_json_holds_characters_as_they_are(tmp_path: Path) -> None:
    files = {"records/actions/a.yaml": "id: a\naction: Café “now” — £5 ☕\n"}
    root = write_tree(tmp_path, BASE | files)
    (action,) = ask("action", "list", *AT, root=root)["actions"]
    assert action["action"] == "Café “now” — £5 ☕"
