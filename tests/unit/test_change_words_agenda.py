"""What happened to meetings, the programme, questions, plans and measures, in words."""

import pytest

from tests.changed import lines


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("time: 2.30 pm", "time: 10 am", ["time changed from 2.30 pm to 10.00 am"]),
        ("", "status: cancelled", ["cancelled"]),
        ("", "status: held", ["held"]),
        ("status: cancelled", "", ["scheduled again"]),
        (
            "",
            "status: published\npublished_on: 2021-11-29",
            ["agenda published on 29 November 2021"],
        ),
        ("", "published_on: 2021-11-29", ["agenda published on 29 November 2021"]),
        ("published_on: 2021-11-29", "", ["day of publication taken out"]),
        (
            "",
            "status: superseded\nsuperseded_by: november",
            ["superseded by the meeting of 23 November 2021"],
        ),
        (
            "items: [{id: a, title: A}]",
            "items: [{id: b, title: B, state: to follow}, {standing: apologies}]",
            [
                "agenda item added: B",
                "paper to follow: B",
                "agenda item added: Apologies for absence",
                "agenda item withdrawn: A",
            ],
        ),
        (
            "items: [{id: a, title: A, state: to follow}]",
            "items: [{id: a, title: A, state: 1, papers: [Report]}]",
            ["paper arrived in supplement 1: A"],
        ),
        (
            "items: [{id: a, title: A}]",
            "items: [{id: a, title: A, papers: [Report, Plan]}]",
            ["2 papers added to A: Report and Plan"],
        ),
        (
            "items: [{id: a, title: A}]",
            "items: [{id: a, title: A, state: to follow}]",
            ["paper to follow: A"],
        ),
        (
            "items: [{id: a, title: A}]",
            "items: [{id: a, title: A, moved_to: november, purpose: To see.}]",
            ["item moved to the meeting of 23 November 2021: A", "purpose changed: A"],
        ),
        (
            "items: [{id: a, title: A}, {id: b, title: B}]",
            "items: [{id: b, title: B}, {id: a, title: A}]",
            ["agenda put in another order"],
        ),
        (
            "items: [{id: c, classification: exempt, exempt: {public_title: C}}]",
            "items: [{id: a, title: A}, {id: c, classification: exempt, exempt: {public_title: C}}]",
            ["agenda item added: A"],
        ),
        (
            "minutes: [{number: 3, text: A}, {number: 4, text: B}]",
            "minutes: [{number: 4, text: C}, {number: 5}, {number: 6}]",
            ["minutes 5 and 6 recorded", "minute 4 changed", "minute 3 taken out"],
        ),
        (
            "",
            "supplements: [{number: 1, published_on: 2021-12-01}]",
            ["supplement 1 published on 1 December 2021"],
        ),
        ("", "attendance: [{person: ash}]", ["attendance recorded"]),
        ("", "in_attendance: [{name: Jo Elm}]", ["others in attendance recorded"]),
        ("", "ended_at: 4.30 pm", ["end of the meeting: 4.30 pm"]),
        (
            "status: superseded",
            "status: superseded\nsuperseded_by: november",
            ["superseded by the meeting of 23 November 2021"],
        ),
        ("items: [{id: a}]", "items: []", ["agenda item withdrawn: a"]),
        (
            "items: [{id: a, title: A, papers: [One, Two]}]",
            "items: [{id: a, title: A, papers: [One]}]",
            ["papers changed: A"],
        ),
        (
            "items: [{id: a, title: A}]",
            "items: [{id: a, title: A, state: 2}]",
            ["paper came in supplement 2: A"],
        ),
        (
            "items: [{title: A}]",
            "items: [{title: A, classification: exempt, exempt: {public_title: A}}]",
            ["exempt now, it was open: A"],
        ),
        ("supplements: [{number: 1}]", "", ["supplements changed"]),
        (
            "supplements: [{number: 1, published_on: 2021-12-01}]",
            "supplements: [{number: 1, published_on: 2021-12-01}, {number: 2}]",
            ["supplement 2 published"],
        ),
        ("date: 2021-12-07", "date: 2021-12-09", ["moved to Thursday 9 December 2021"]),
    ],
)
def test_a_meeting(before: str, now: str, words: list[str]) -> None:
    texts = [
        f"{'' if 'date:' in text[:5] else 'date: 2021-12-07'}\n{text}\n" for text in (before, now)
    ]
    found = lines("meetings", *texts)
    assert found == [f"Meeting of 7 December 2021: {line}" for line in words]


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (
            "meeting: october",
            "meeting: november\nmoved: [{from: october, to: november, why: No room}]",
            [
                "moved from the meeting of 12 October 2021 to the meeting of 23 November 2021 (No room)"
            ],
        ),
        (
            "meeting: october",
            "list: briefing note",
            [
                (
                    "moved from the meeting of 12 October 2021 to the list “briefing note”, "
                    "with no entry under `moved`"
                )
            ],
        ),
        (
            "",
            "position: [{on: 2021-11-02, note: Asked.}]",
            ["position noted on 2 November 2021: Asked."],
        ),
        ("leads: A", "leads: [A, B]", ["lead changed from A to A and B"]),
        ("moved: [{from: a, to: b}]", "moved: [{from: a, to: c}]", ["earlier moves rewritten"]),
        (
            "list: proposed",
            "",
            ["moved from the list “proposed” to no meeting or list, with no entry under `moved`"],
        ),
    ],
)
def test_a_topic(before: str, now: str, words: list[str]) -> None:
    found = lines("programme", f"topic: NEETs\n{before}\n", f"topic: NEETs\n{now}\n")
    assert found == [f"Topic NEETs: {line}" for line in words]


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("", "answer: Yes.", ["answered"]),
        ("", "answer: {text: Yes., on: 2021-11-22}", ["answered on 22 November 2021"]),
        ("answer: Yes.", "answer: No.", ["answer changed"]),
        ("answer: Yes.", "", ["answer taken out"]),
        ("", "status: refused\nrefused: 7(b)", ["refused under 7(b)"]),
        ("status: refused", "", ["accepted after all"]),
        ("supplementary: {question: And?}", "", ["supplementary question taken out"]),
        ("questioner: Jo Bloggs", "questioner: Sam Bloggs", ["questioner changed"]),
        ("question: Why?", "question: Why not?", ["reworded"]),
        (
            "",
            "supplementary: {question: And?, answer: So.}",
            ["supplementary question asked and answered"],
        ),
        ("", "supplementary: {disallowed: 7(c)}", ["supplementary question disallowed"]),
        ("", "supplementary: {state: none}", ["supplementary question none"]),
    ],
)
def test_a_question_is_told_without_who_asked_it(before: str, now: str, words: list[str]) -> None:
    base = "meeting: november\nref: PQ 1\n"
    found = lines("questions", f"{base}{before}\n", f"{base}{now}\n")
    assert found == [f"Question PQ 1: {line}" for line in words]


def plan(*actions: str) -> str:
    return f"title: Plan\naims: [{{title: Aim, actions: [{', '.join(actions)}]}}]\n"


def test_a_plan_is_told_action_by_action() -> None:
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
        "Plan: action 3 taken out",
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
def test_a_plan_put_otherwise(before: str, now: str, words: str) -> None:
    assert lines("plans", before, now) == [f"Plan: {words}"]


READING = "readings: [{period: 2021-08, value: 90"


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (
            f"{READING}}}]",
            f"{READING}}}]\namber_within: 3",
            ["tolerance changed", "the reading for 2021-08 is red now, it was amber"],
        ),
        (f"{READING}}}]", f"{READING}}}]\nbetter: higher", ["tolerance changed"]),
        ("", "amber_within: 3", ["tolerance changed"]),
        (f"{READING}}}]", "", ["reading for 2021-08 taken out"]),
        (
            f"{READING}, series: night}}]",
            f"{READING}, series: night, rag: red}}]",
            ["officer's rating for 2021-08 (night): red"],
        ),
        ("", "commentary: All is well.", ["commentary: All is well."]),
    ],
)
def test_a_measure_put_otherwise(before: str, now: str, words: list[str]) -> None:
    texts = [f"title: Visits\ntarget: {{at_least: 95}}\n{text}\n" for text in (before, now)]
    assert lines("measures", *texts) == [f"Measure x: {line}" for line in words]


def test_a_measure_is_told_reading_by_reading() -> None:
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
