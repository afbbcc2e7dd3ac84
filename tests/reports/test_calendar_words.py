"""The words for changes to meetings, topics of the programme and questions."""

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
        ("published_on: 2021-11-29", "", ["date of publication removed"]),
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
            ["minutes 5 and 6 recorded", "minute 4 changed", "minute 3 removed"],
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
def test_change_to_a_meeting_is_described_in_words(before: str, now: str, words: list[str]) -> None:
    texts = [
        f"{'' if 'date:' in text[:5] else 'date: 2021-12-07'}\n{text}\n" for text in (before, now)
    ]
    described = lines("meetings", *texts)
    assert described == [f"Meeting of 7 December 2021: {line}" for line in words]


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
def test_change_to_a_topic_is_described_in_words(before: str, now: str, words: list[str]) -> None:
    described = lines("programme", f"topic: NEETs\n{before}\n", f"topic: NEETs\n{now}\n")
    assert described == [f"Topic NEETs: {line}" for line in words]


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("", "answer: Yes.", ["answered"]),
        ("", "answer: {text: Yes., on: 2021-11-22}", ["answered on 22 November 2021"]),
        ("answer: Yes.", "answer: No.", ["answer changed"]),
        ("answer: Yes.", "", ["answer removed"]),
        ("", "status: refused\nrefused: 7(b)", ["refused under 7(b)"]),
        ("status: refused", "", ["accepted after all"]),
        ("supplementary: {question: And?}", "", ["supplementary question removed"]),
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
def test_change_to_a_question_is_described_without_the_questioner(
    before: str, now: str, words: list[str]
) -> None:
    base = "meeting: november\nref: PQ 1\n"
    described = lines("questions", f"{base}{before}\n", f"{base}{now}\n")
    assert described == [f"Question PQ 1: {line}" for line in words]
