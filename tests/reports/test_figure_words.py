"""The words for changes to plans and measures: ratings, readings, targets."""

import pytest

from tests.changed import lines


def plan(*actions: str) -> str:
    return f"title: Plan\naims: [{{title: Aim, actions: [{', '.join(actions)}]}}]\n"


def test_changes_to_a_plan_are_described_action_by_action() -> None:
    before = plan(
        "{id: '1', action: One, ratings: [{on: 2021-07-01, rag: green}]}",
        "{id: '2', action: Two, by: 2021-09-30}",
        "{id: '3', action: Three}",
    )
    now = plan(
        "{id: '1', action: One, ratings: [{on: 2021-07-01, rag: green}, "
        "{on: 2021-10-01, rag: red, why: Late.}], progress: [{note: Begun.}]}",
        "{id: '2', action: Two, by: 2021-12-31, completed: yes}",
        "{id: '4', action: Four}",
    )
    assert lines("plans", before, now) == [
        "Plan: action 1 rated red (it was green) on 1 October 2021: Late.",
        "Plan: action 1 progress noted: Begun.",
        "Plan: action 2 completed",
        (
            "Plan: action 2 date by which it is to be done changed from 30 September 2021 to "
            "31 December 2021"
        ),
        "Plan: action 4 added: Four",
        "Plan: action 3 removed",
    ]


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (
            plan("{id: '1', action: One, ratings: [{rag: red}, {rag: green}]}"),
            plan("{id: '1', action: One, ratings: [{rag: red}]}"),
            "action 1 earlier ratings rewritten",
        ),
        (
            plan("{id: '1', action: One}", "{id: '2', action: Two}"),
            plan("{id: '2', action: Two}", "{id: '1', action: One}"),
            "actions put in another order",
        ),
        (plan(), plan().replace("Aim", "Goal"), "aims changed"),
    ],
)
def test_reordered_or_rewritten_plan_is_described_in_words(
    before: str, now: str, words: str
) -> None:
    assert lines("plans", before, now) == [f"Plan: {words}"]


READING = "readings: [{period: 2021-08, value: 90"


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (
            f"{READING}}}]",
            f"{READING}}}]\namber_within: 3",
            ["tolerance changed", "the reading for 2021-08 is red now, it was not rated"],
        ),
        (f"{READING}}}]", f"{READING}}}]\nbetter: higher", ["tolerance changed"]),
        ("", "amber_within: 3", ["tolerance changed"]),
        (f"{READING}}}]", "", ["reading for 2021-08 removed"]),
        (
            f"{READING}, series: night}}]",
            f"{READING}, series: night, rag: red}}]",
            ["officer's rating for 2021-08 (night): red"],
        ),
        ("", "commentary: All is well.", ["commentary: All is well."]),
    ],
)
def test_change_to_a_measure_is_described_in_words(before: str, now: str, words: list[str]) -> None:
    texts = [f"title: Visits\ntarget: {{at_least: 95}}\n{text}\n" for text in (before, now)]
    assert lines("measures", *texts) == [f"Measure x: {line}" for line in words]


def test_changes_to_a_measure_are_described_reading_by_reading() -> None:
    head = "title: Visits\nunit: '%'\ntarget: {at_least: 95}\nreadings:\n"
    before = f"{head}  - {{period: 2021-08, value: 90}}\n  - {{period: 2021-09, value: 96}}\n"
    now = (
        f"{head}  - {{period: 2021-08, value: 90, note: Checked.}}\n"
        "  - {period: 2021-09, value: 80}\n  - {period: 2021-10, missing: not counted}\n"
        "  - {period: 2021-11, value: 97, provisional: yes}\n"
    )
    assert lines("measures", before, now) == [
        "Measure x: reading for 2021-08: note changed",
        "Measure x: reading for 2021-09 corrected from 96% to 80%, rated red (it was green)",
        "Measure x: reading for 2021-10: not counted",
        "Measure x: reading for 2021-11: 97%, rated green, provisional",
    ]
    assert lines("measures", before, before.replace("95", "97")) == [
        "Measure x: target changed from at least 95% to at least 97%",
        "Measure x: the reading for 2021-09 is amber now, it was green",
    ]
