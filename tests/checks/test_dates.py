"""Dates that contradict each other: what follows from something, what is to come, what was moved."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from scrutiny_cli.checks.dates import HAPPENED, ORDERS
from scrutiny_cli.domain.base import PastDate
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.workspace.loading import load
from tests.inside import scrutiny
from tests.registers import BASE, write_tree

EARLIER = {"records/meetings/cyp-2021-10-12.yaml": "date: 2021-10-12\ntime: 2.30 pm\n"}
ACTION = "{meeting: cyp-2021-11-23, action: Report., owner: Clerk, due: 2021-12-07, evidence: note"
MADE = "{meeting: cyp-2021-11-23, text: Report., to: executive"
ASKED = "{meeting: cyp-2021-11-23, question: Why?, received: 2021-11-16"
PROMISE = "{action: Report., owner: Clerk"
REPLY = "to: r, decision: agreed"

# The kind, a record with DAY or MEETING in it, and the field that is found if that is too early.
PAIRS = [
    ("actions", "{meeting: cyp-2021-11-23, action: Report., owner: Clerk, due: DAY}", "due"),
    ("actions", f"{ACTION}, completed: DAY}}", "completed"),
    ("actions", f"{ACTION}, withdrawn: {{on: DAY}}}}", "withdrawn.on"),
    ("actions", f"{ACTION}, progress: [{{note: Begun.}}, {{on: DAY, note: Begun.}}]}}", "progress[2].on"),
    ("actions", f"{ACTION}, moved: [{{from: 2021-12-01, to: 2021-12-07, on: DAY}}]}}", "moved[1].on"),
    ("actions", f"{ACTION}, moved: [{{from: 2021-12-01, to: DAY}}, {{from: DAY, to: 2021-12-07}}]}}", "moved[1].to"),
    ("actions", f"{ACTION}, completed: yes, reported: MEETING}}", "reported"),
    ("actions", f"{ACTION.replace('meeting: cyp-2021-11-23, ', '')}, completed: 2021-11-01, reported: MEETING}}", "reported"),
    ("recommendations", f"{MADE}, notified: DAY}}", "notified"),
    ("recommendations", f"{MADE}, received: DAY}}", "received"),
    ("recommendations", f"{MADE}, by: DAY}}", "by"),
    ("recommendations", f"{MADE}, completed: DAY}}", "completed"),
    ("recommendations", f"{MADE}, withdrawn: {{on: DAY}}}}", "withdrawn.on"),
    ("recommendations", f"{MADE}, progress: [{{on: DAY, note: Begun.}}]}}", "progress[1].on"),
    ("recommendations", f"{MADE}, reported: MEETING}}", "reported"),
    ("recommendations", "{meeting: cyp-2021-10-12, text: Report., completed: 2021-11-01, reported: MEETING}", "reported"),
    ("recommendations", f"[{{id: a, {MADE[1:]}, superseded_by: b}}, {{id: b, text: Do it., meeting: MEETING}}]", "superseded_by"),
    ("responses", f"{{{REPLY}, on: DAY}}", "on"),
    ("responses", f"{{{REPLY}, actions: [{PROMISE}, due: DAY}}]}}", "actions[1].due"),
    ("responses", f"{{{REPLY}, on: 2021-12-01, published_on: DAY}}", "published_on"),
    ("responses", f"{{{REPLY}, on: 2021-12-01, actions: [{PROMISE}, due: 2021-12-31, moved: [{{from: 2022-01-01, to: 2021-12-31, on: DAY}}]}}]}}", "actions[1].moved[1].on"),
    ("responses", f"{{{REPLY}, on: 2021-12-01, actions: [{PROMISE}, due: 2021-12-31, moved: [{{from: 2022-01-01, to: DAY}}, {{from: DAY, to: 2021-12-31}}]}}]}}", "actions[1].moved[1].to"),
    ("meetings", "{date: DAY, published_on: 2021-12-01, late_reason: Urgent.}", "date"),
    ("meetings", "{date: 2022-01-11, published_on: 2021-12-01, supplements: [{published_on: DAY}]}", "supplements[1].published_on"),
    ("meetings", "{date: 2021-12-02, adjournments: [{resumed_on: DAY}]}", "adjournments[1].resumed_on"),
    ("meetings", "{date: 2021-12-02, minutes: [{number: 1, promises: [{action: Report., not_logged: x, due: DAY}]}]}", "minutes[1].promises[1].due"),
    ("meetings", "{date: 2021-11-12, minutes: [{number: 1, requests: [{title: Fostering, meeting: MEETING}]}]}", "minutes[1].requests[1].meeting"),
    ("plans", "{title: Plan, from: 2021-12-01, until: DAY}", "until"),
    ("plans", "{title: Plan, from: 2021-12-01, aims: [{title: Aim, actions: [{id: a, action: Report., by: DAY}]}]}", "aims[1].actions[1].by"),
    ("questions", f"{ASKED.replace('cyp-2021-11-23', 'MEETING')}, status: refused, refused: Rule 3}}", "meeting"),
    ("questions", f"{ASKED}, answered_on: DAY}}", "answered_on"),
    ("questions", f"{ASKED}, answer: {{text: So., on: DAY, mode: oral}}}}", "answer.on"),
    ("questions", f"{ASKED}, answers: [{{text: So., on: DAY, mode: oral}}]}}", "answers[1].on"),
    ("questions", f"{ASKED}, published_on: DAY}}", "published_on"),
    ("questions", f"{ASKED}, supplementary: {{question: Who?, answered_on: DAY}}}}", "supplementary.answered_on"),
    ("questions", f"{ASKED}, supplementary: {{question: Who?, answer: {{text: So., on: DAY}}}}}}", "supplementary.answer.on"),
    ("questions", f"{ASKED}, supplementary: {{question: Who?, answers: [{{text: So., on: DAY}}]}}}}", "supplementary.answers[1].on"),
    ("decisions", "{title: Lease, taken_on: 2021-12-01, published_on: DAY, subject_to_call_in: no}", "published_on"),
    ("decisions", "{title: Lease, taken_on: 2021-12-01, effective_from: DAY}", "effective_from"),
    ("decisions", "{title: Lease, taken_on: 2021-12-01, implemented_on: DAY}", "implemented_on"),
    ("call-ins", "{decision: lease, received: 2021-11-12, meeting: MEETING}", "meeting"),
    ("call-ins", "{decision: lease, received: 2021-12-01, valid: {on: DAY}}", "valid.on"),
    ("reviews", "{title: Fostering, held: [2021-12-01], reported_on: DAY}", "reported_on"),
    ("reviews", "{title: Fostering, agreed_at: cyp-2021-11-23, reports_to: MEETING}", "reports_to"),
    ("committees", "{name: C, council: Exampleshire Council, seats: [{from: 2021-12-01, until: DAY}]}", "seats[1].until"),
    ("committees", "{name: C, council: Exampleshire Council, contact: [{name: Jo, from: 2021-12-01, until: DAY}]}", "contact[1].until"),
    ("councils", "{name: Exampleshire Council, contact: [{name: Jo, from: 2021-12-01, until: DAY}]}", "contact[1].until"),
    ("people", "{name: Jo Beech, posts: [{post: Clerk, from: 2021-12-01, until: DAY}]}", "posts[1].until"),
]  # fmt: skip
RECEIVED = {
    "records/recommendations/r.yaml": "{id: r, meeting: cyp-2021-11-23, text: Do it., received: 2021-11-25}"
}


def fields(root: Path, kind: str, record: str, day: str, meeting: str) -> list[str | None]:
    """The fields of a record whose dates are out of order."""
    more = RECEIVED if kind == "responses" else {}
    if kind == "committees":
        more = {"records/meetings/cyp-2021-11-23.yaml": "{date: 2021-11-23, committee: cyp}"}
        more |= {"records/meetings/cyp-2021-10-12.yaml": "{date: 2021-10-12, committee: cyp}"}
    words = record.replace("DAY", day).replace("MEETING", meeting)
    files = BASE | EARLIER | more | {f"records/{kind}/new.yaml": words}
    codes = {order.code for order in ORDERS}
    problems = load(write_tree(root, files)).diagnostics
    return [problem.field for problem in problems if problem.code in codes]


@pytest.mark.parametrize(("kind", "record", "field"), PAIRS)
def test_date_before_what_it_follows_from_is_found(
    kind: str, record: str, field: str, tmp_path: Path
) -> None:
    wrong = fields(tmp_path, kind, record, "2002-11-05", "cyp-2021-10-12")
    assert [name and name.removesuffix("[1]") for name in wrong] == [field]


@pytest.mark.parametrize("day", ["2021-12-03", "December 2021"])
@pytest.mark.parametrize(("kind", "record", "field"), PAIRS)
def test_date_after_what_it_follows_from_is_right(
    kind: str, record: str, field: str, day: str, tmp_path: Path
) -> None:
    in_words = day.startswith("D") and kind == "meetings"
    assert fields(tmp_path, kind, record, "2021-12-03" if in_words else day, "cyp-2021-11-23") == []


def test_each_pair_of_dates_has_a_case() -> None:
    known = {(kind, re.sub(r"\[\d\]", ".*", field)) for kind, _, field in PAIRS}
    for order in ORDERS:
        prefix = f"{order.within}." if order.within else ""
        for path in order.later:
            assert (order.kind, prefix + path) in known | {(k, f"{f}.*") for k, f in known}


# A date in words may be any of the days it can mean.
@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("November 2021", False),
        ("2021", False),
        ("before 24 November 2021", False),
        ("before 23 November 2021", True),
        ("October 2021", True),
        ("2020", True),
    ],
)
def test_words_contradict_only_if_no_day_that_they_mean_is_right(
    words: str, wrong: bool, tmp_path: Path
) -> None:
    found = fields(tmp_path, "actions", f"{ACTION}, completed: DAY}}", words, "")
    assert found == (["completed"] if wrong else [])
    report = f"{ACTION}, completed: {words}, reported: cyp-2021-11-23}}"
    assert fields(tmp_path, "actions", report, "", "") == (["completed"] if wrong else [])


# The kind, a record that says what happened on a DAY, and the field that says so.
HAPPENS = [
    *(case for case in PAIRS if case[2].endswith(("completed", "withdrawn.on", "[1].on", "[2].on"))),
    *(case for case in PAIRS if case[2].endswith(("published_on", "resumed_on", "notified", "received"))),
    *(case for case in PAIRS if case[2] in ("on", "answered_on", "answer.on", "reported_on")),
    *(case for case in PAIRS if case[2].startswith("supplementary.")),
    ("actions", f"{ACTION}, added: DAY}}", "added"),
    ("plans", "{title: P, updated_to: DAY}", "updated_to"),
    ("responses", f"{{{REPLY}, actions: [{PROMISE}, due: 2021-12-07, completed: DAY}}]}}", "actions[1].completed"),
    ("responses", f"{{{REPLY}, actions: [{PROMISE}, due: 2021-12-07, progress: [{{on: DAY, note: x}}]}}]}}", "actions[1].progress[1].on"),
    *(("plans", f"{{title: P, aims: [{{title: A, actions: [{{id: a, action: Report., {words}}}]}}]}}", f"aims[1].actions[1].{field}")
      for words, field in (("completed: DAY", "completed"), ("withdrawn: {on: DAY}", "withdrawn.on"), ("progress: [{on: DAY, note: x}]", "progress[1].on"), ("ratings: [{on: DAY, rag: green}]", "ratings[1].on"))),
    ("actions", f"{ACTION}, ratings: [{{on: DAY, rating: Slipped}}]}}", "ratings[1].on"),
    ("recommendations", "{meeting: cyp-2021-10-12, text: Report., ratings: [{on: DAY, rating: Slipped}]}", "ratings[1].on"),
    ("recommendations", "{meeting: cyp-2021-10-12, text: Report., considered: DAY}", "considered"),
    ("measures", "{title: M, readings: [{period: 2021-09, value: 1, on: DAY}]}", "readings[1].on"),
    ("measures", "{title: M, readings: [{period: DAY, value: 1}]}", "readings[1].period"),
    ("programme", "{topic: Fostering, position: [{on: DAY, note: x}]}", "position[1].on"),
    ("programme", "{topic: Fostering, moved: [{from: proposed, to: workshop, on: DAY}]}", "moved[1].on"),
    *(("decisions", f"{{title: Lease, {words}}}", field)
      for words, field in (("taken_on: DAY", "taken_on"), ("implemented_on: DAY", "implemented_on"), ("withdrawn: {on: DAY}", "withdrawn.on"),
                           ("moved: [{from: 2021-12-01, to: 2021-12-07, on: DAY}], due: 2021-12-07", "moved[1].on"))),
    *(("call-ins", f"{{decision: lease, {words}}}", field)
      for words, field in (("received: DAY", "received"), ("valid: {on: DAY}", "valid.on"), ("refused: {on: DAY}", "refused.on"))),
    ("questions", "{meeting: cyp-2021-11-23, status: refused, refused: Rule 3, received: DAY}", "received"),
    ("meetings", "{date: 2022-09-01, published_on: DAY}", "published_on"),
    ("reviews", "{title: Fostering, held: [DAY]}", "held[1]"),
    ("meetings", "{date: DAY, status: held}", "date"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "record", "field"), HAPPENS)
def test_what_happened_is_not_after_the_day_of_the_check(
    kind: str, record: str, field: str, tmp_path: Path
) -> None:
    files = BASE | EARLIER | (RECEIVED if kind == "responses" else {})
    write_tree(tmp_path, files | {f"records/{kind}/new.yaml": record.replace("DAY", "2022-06-15")})
    for as_of, late in ((date(2022, 6, 14), [field]), (date(2022, 6, 15), []), (None, [])):
        problems = load(tmp_path, as_of=as_of).diagnostics
        assert [p.field for p in problems if "is dated 15 June 2022, after" in p.message] == late


def test_each_date_of_what_happened_has_a_case() -> None:
    known = {(kind, re.sub(r"\[\d\]", ".*", field)) for kind, _, field in HAPPENS}
    for kind, paths in HAPPENED.items():
        # A question's date of receipt may be all that is said of its receipt.
        assert {(kind, path.replace("received.on", "received")) for path in paths} <= known


def _past(model: Any, prefix: str = "", within: tuple[Any, ...] = ()) -> Iterator[str]:
    """The fields of a model, and of its parts, that hold the date of what happened."""
    for name, field in model.model_fields.items():
        path = f"{prefix}{name}"
        annotations = [field.annotation, *field.metadata]
        many = get_origin(field.annotation) is tuple
        if any(map(_is_past, annotations)):
            yield f"{path}.*" if many else path
        for part in _parts(field.annotation):
            if part not in within:
                yield from _past(part, f"{path}.*." if many else f"{path}.", (*within, part))


def _is_past(annotation: Any) -> bool:
    validator = get_args(PastDate)[1]
    inside = (*getattr(annotation, "__metadata__", ()), *get_args(annotation))
    return annotation is validator or any(map(_is_past, inside))


def _parts(annotation: Any) -> set[Any]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return set().union(*(_parts(part) for part in get_args(annotation)), set())


def test_no_date_of_what_happened_is_left_out() -> None:
    """A field that is added later has its place in these tables, or is the end of a spell."""
    assert {"added", "moved.*.on"} <= set(_past(KINDS["actions"].model))
    for kind in KINDS.values():
        paths = {path for path in _past(kind.model) if not path.endswith(("from_", "until"))}
        assert paths <= set(HAPPENED.get(kind.folder, ())), kind.folder


MOVES = [
    ("actions", f"{ACTION}, moved: [{{from: 2021-12-01, to: X}}]}}", "2021-12-07"),
    ("actions", f"{ACTION}, moved: [{{from: 2021-12-01, to: 2021-12-03}}, {{from: X, to: 7 December 2021}}]}}", "3 Dec 2021"),
    ("responses", f"{{{REPLY}, actions: [{PROMISE}, due: End of 2021, moved: [{{from: 2021-12-01, to: X}}]}}]}}", "December 2021"),
    ("programme", "{topic: Fostering, meeting: cyp-2021-11-23, moved: [{from: cyp-2021-10-12, to: X}]}", "cyp-2021-11-23"),
    ("programme", "{topic: Fostering, list: workshop, moved: [{from: cyp-2021-10-12, to: X}]}", "workshop"),
    ("actions", "{action: Report., owner: Clerk, due: {after: the move}, moved: [{from: 2021-12-01, to: {after: X}}]}", "the move"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "record", "right"), MOVES)
def test_moves_lead_to_where_it_is_now(kind: str, record: str, right: str, tmp_path: Path) -> None:
    wrong = "proposed" if kind == "programme" else "2022-02-01"
    files = BASE | EARLIER | RECEIVED
    for words, number in ((right, 0), (wrong, 1)):
        path = f"records/{kind}/new.yaml"
        loaded = load(write_tree(tmp_path, files | {path: record.replace("X", words)}))
        moved = [p for p in loaded.diagnostics if "it was moved to" in p.message]
        assert [p.code for p in moved] == ["dates-contradict"] * number


def test_edit_says_that_its_date_contradicts_another(tmp_path: Path) -> None:
    files = BASE | {"records/actions/a.yaml": f"{{id: a, {ACTION[1:]}}}\n"}
    root = ("--root", str(write_tree(tmp_path, files)), "--as-of", "2021-12-01")
    early = scrutiny("action", "move", "a", "--to", "2012-12-14", "--why", "slip", *root)
    assert early.code == 0
    assert "it is due on 14 December 2012, before the meeting that agreed it" in early.err
    late = scrutiny("action", "complete", "a", "--on", "2021-12-02", "--evidence", "note", *root)
    assert "it is dated 2 December 2021, after Wednesday 1 December 2021" in late.err
    words = scrutiny("action", "complete", "a", "--on", "November 2021", "--evidence", "x", *root)
    assert words.code == 0
    assert "completed: November 2021" in (tmp_path / "records/actions/a.yaml").read_text("utf-8")
