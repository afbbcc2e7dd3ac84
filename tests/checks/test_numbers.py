"""Numbers that appear twice, and records that lead back to themselves."""

from pathlib import Path

import pytest

from scrutiny_cli.workspace.loading import load
from tests.registers import BASE, write_tree

ACTION = "meeting: cyp-2021-11-23, action: Report., owner: Clerk, due: 2021-12-07"
MADE = "meeting: cyp-2021-11-23, text: Do it., to: executive"


def found(root: Path, kind: str, records: str, *codes: str) -> list[str | None]:
    """The fields for which problems of some codes are found."""
    files = BASE | {f"records/{kind}/new.yaml": records}
    return [p.field for p in load(write_tree(root, files)).diagnostics if p.code in codes]


# The kind, two records or parts with the same number, and what shows that it is the same thing's no more.
NUMBERS = [
    ("actions", f"[{{id: a, number: 4, {ACTION}}}, {{id: b, number: X, {ACTION}}}]", "4", "5"),
    ("questions", "[{id: a, meeting: m, ref: PQ 1}, {id: b, meeting: m, ref: X}]", "PQ 1", "MQ 1"),
    ("questions", "[{id: a, meeting: m, ref: PQ 1}, {id: b, meeting: X, ref: PQ 1}]", "m", "n"),
    ("recommendations", f"[{{id: a, label: (a), {MADE}}}, {{id: b, label: X, {MADE}}}]", "(a)", "(b)"),
    ("recommendations", f"[{{id: a, label: iv, minute: 3, {MADE}}}, {{id: b, label: IV, minute: X, {MADE}}}]", "3", "4"),
    ("recommendations", f"[{{id: p, {MADE}}}, {{id: a, label: '2', parent: p, {MADE}}}, {{id: b, label: '2', parent: X, {MADE}}}]", "p", "a"),
    ("recommendations", f"[{{id: a, label: bullet 1, {MADE}}}, {{id: b, label: X, {MADE}}}]", "", "bullet 1"),
    ("meetings", "{date: 2021-12-07, supplements: [{number: 1}, {number: X}]}", "1", "2"),
    ("plans", "{title: P, aims: [{id: '1', title: A}, {id: X, title: B}]}", "'1'", "'2'"),
    ("plans", "{title: P, aims: [{title: A, actions: [{id: '1.1', action: A}]}, {title: B, actions: [{id: X, action: B}]}]}", "'1.1'", "'1.2'"),
    ("plans", "{title: P, aims: [{title: A, actions: [{id: a, number: 6.5, action: A}, {id: b, number: X, action: B}]}]}", "6.5", "6.50"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "records", "same", "other"), NUMBERS)
def test_number_belongs_to_one_thing_in_one_place(
    kind: str, records: str, same: str, other: str, tmp_path: Path
) -> None:
    assert found(tmp_path, kind, records.replace("X", other), "number-twice") == []
    if same:
        assert len(found(tmp_path, kind, records.replace("X", same), "number-twice")) == 1


# The kind, a record with a TEXT, the field that holds it, texts that bring their number and others.
TEXTS: list[tuple[str, str, str, list[str], list[str]]] = [
    (
        *("meetings", "{date: 2021-12-07, items: [{title: TEXT}]}", "items[1].title"),
        ["1. Minutes", "2) Waiting times", "Item 3: Budget", "(4) Budget", "agenda item 5. Fostering", "6.1. Costs"],
        ["2021/22 budget", "14-19 education", "2.5 million homes", "5.30 pm: visit", "Item of urgency", "3 years on"],
    ),
    ("meetings", "{date: 2021-12-07, items: [{title: TEXT, numbered: no}]}", "", [], ["1. Minutes"]),
    (
        *("recommendations", f"{{label: (a), {MADE.replace('Do it.', 'TEXT')}}}", "text"),
        ["(a) Consider it", "a) Consider it", "**(a)** Consider it", "a. Consider it", "A: Consider it", "a - Consider it"],
        ["A review", "A-level results", "(b) Consider it", "a", "Consider (a) it"],
    ),
    (
        *("actions", f"{{number: 4, {ACTION.replace('Report.', 'TEXT')}}}", "action"),
        ["4. Report", "4) Report", "(4) Report"],
        ["4 members to report", "40. Report", "4.5 posts to be filled"],
    ),
    (
        *("plans", "{title: P, aims: [{title: A, actions: [{id: '1.01', action: TEXT}]}]}", "aims[1].actions[1].action"),
        ["1.01 Visit", "1.01. Visit", "1.01: Visit"],
        ["1.012 visits", "1 visit"],
    ),
    ("plans", "{title: P, aims: [{id: '2', title: TEXT}]}", "aims[1].title", ["2. Safety"], ["20 homes"]),
    ("questions", "{meeting: cyp-2021-11-23, ref: PQ 1, question: TEXT}", "question", ["PQ 1: Why?"], ["PQ 1 says?"]),
    (
        *("meetings", "{date: 2021-12-07, minutes: [{number: 36, title: T, text: TEXT}]}", "minutes[1].text"),
        ["36. Members asked"],
        ["36 members came"],
    ),
    ("meetings", "{date: 2021-12-07, minutes: [{number: 36, title: TEXT}]}", "minutes[1].title", ["36. Budget"], ["Budget"]),
    (
        *("meetings", "{date: 2021-12-07, minutes: [{number: 1, recommended: [{label: i, text: TEXT, not_tracked: x}]}]}", "minutes[1].recommended[1].text"),
        ["i) Do it", "(i) Do it"],
        ["I propose", "If so"],
    ),
    *(
        ("committees", f"{{name: C, council: Exampleshire Council, standing_items: {{{part}: [{{id: a, title: TEXT}}]}}}}", f"standing_items.{part}[1].title", ["1. Apologies"], ["Apologies"])
        for part in ("opening", "closing")
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "record", "field", "wrong", "right"), TEXTS)
def test_text_does_not_bring_the_number_that_is_printed_before_it(
    kind: str, record: str, field: str, wrong: list[str], right: list[str], tmp_path: Path
) -> None:
    for text in (*wrong, *right):
        fields = found(tmp_path, kind, record.replace("TEXT", f"'{text}'"), "number-twice")
        assert fields == ([field] if text in wrong else []), text


# The kind, and records that lead from a to b to c and, where X is a, back to a.
CIRCLES = [
    ("recommendations", "superseded_by"),
    ("recommendations", "parent"),
    ("questions", "same_answer_as"),
    ("measures", "total_of"),
    ("meetings", "superseded_by"),
]
NEEDED = {
    "recommendations": "meeting: cyp-2021-11-23, text: Do it.",
    "questions": "meeting: cyp-2021-11-23",
    "measures": "title: M",
    "meetings": "date: 2021-12-07, status: superseded",
}


@pytest.mark.parametrize(("kind", "field"), CIRCLES)
@pytest.mark.parametrize("size", [1, 2, 3])
def test_records_never_lead_back_to_themselves(
    kind: str, field: str, size: int, tmp_path: Path
) -> None:
    def chain(last: str) -> str:
        names = [f"r{number}" for number in range(size)]
        pairs = zip(names, [*names[1:], last], strict=True)
        records = [f"{{id: {a}, {NEEDED[kind]}, {field}: {b}}}" for a, b in pairs]
        return f"[{', '.join(records)}, {{id: end, {NEEDED[kind]}}}]"

    codes = ("circle", "moved-meeting")
    before = found(tmp_path, kind, chain("end"), *codes)
    assert field not in before
    assert found(tmp_path, kind, chain("r0"), *codes).count(field) == size


@pytest.mark.parametrize("key", ["moved_from", "moved_to"])
def test_item_does_not_move_in_a_circle(key: str, tmp_path: Path) -> None:
    item = f"items: [{{id: NAME, title: Fostering, {key}: OTHER}}]"

    def circle(name: str, other: str) -> list[str | None]:
        first = item.replace("NAME", "x").replace("OTHER", "b")
        second = item.replace("NAME", name).replace("OTHER", other)
        records = f"[{{id: a, date: 2021-12-07, {first}}}, {{id: b, date: 2022-01-11, {second}}}]"
        return found(tmp_path, "meetings", records, "circle")

    assert circle("x", "a") == [f"items[1].{key}"] * 2
    assert circle("x", "cyp-2021-11-23") == []
    assert circle("y", "a") == []
    own = item.replace("NAME", "x").replace("OTHER", "a")
    itself = f"{{id: a, date: 2021-12-07, {own}}}"
    assert found(tmp_path, "meetings", itself, "circle") == [f"items[1].{key}"]
