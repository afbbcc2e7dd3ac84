"""The words for changes to actions, recommendations and responses, and for new records of any kind."""

import pytest

from tests.changed import lines

ACTION = "number: 6\naction: Write to the Minister.\n"


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("", "completed: 2021-11-02", ["completed on 2 November 2021"]),
        ("", "completed: yes", ["completed"]),
        ("completed: 2021-11-02", "", ["no longer completed"]),
        (
            "completed: yes",
            "completed: 2021-11-02",
            ["day of completion changed from yes to 2 November 2021"],
        ),
        (
            "due: 2021-09-01",
            "due: 2021-10-01\nmoved: [{from: 2021-09-01, to: 2021-10-01, why: Leave}]",
            ["due date moved from 1 September 2021 to 1 October 2021 (Leave)"],
        ),
        (
            "due: 2021-09-01\nmoved: [{from: 2021-07-01, to: 2021-09-01}]",
            (
                "due: Nov 2021\nmoved: [{from: 2021-07-01, to: 2021-09-01}, "
                "{from: 2021-09-01, to: Nov 2021}]"
            ),
            ["due date moved for the second time, from 1 September 2021 to Nov 2021"],
        ),
        (
            "due: 2021-09-01",
            "due: 2021-10-01",
            ["due date moved from 1 September 2021 to 1 October 2021, with no entry under `moved`"],
        ),
        (
            "due: 2021-10-01",
            "due: 2021-10-01\nmoved: [{from: 2021-09-01, to: 2021-10-01}]",
            ["due date moved from 1 September 2021 to 1 October 2021"],
        ),
        ("moved: [{from: a, to: b}]", "moved: []", ["earlier moves of the due date rewritten"]),
        ("due: 2021-10-01", "due: 1 October 2021", []),
        ("", "due: {meeting: november}", ["due date set to the meeting of 23 November 2021"]),
        ("due: ongoing", "", ["due date removed (it was ongoing)"]),
        (
            "progress: [{on: 2021-10-01, note: Begun.}]",
            'progress: [{on: 2021-10-01, note: Begun.}, {on: 2021-11-02, note: "Half\\nway."}]',
            ["progress noted on 2 November 2021: Half way."],
        ),
        (
            "progress: [{note: Begun.}]",
            "progress: [{note: Begun well.}]",
            ["progress reworded: Begun well."],
        ),
        ("progress: [{note: A}]", "progress: []", ["progress: an entry was removed"]),
        ("owner: Clerk", "owner: {person: ash}", ["owner changed from Clerk to Rowan Ash"]),
        ("", "owner: [Clerk, Chair]", ["owner: Clerk and Chair"]),
        ("owner: Clerk", "", ["owner removed (it was Clerk)"]),
        ("", "reported: november", ["reported to the meeting of 23 November 2021"]),
        ("accepted: yes", "accepted: no", ["sent back by the committee"]),
        (
            "",
            "withdrawn: {on: 2021-11-02, reason: Done elsewhere.}",
            ["withdrawn on 2 November 2021: Done elsewhere."],
        ),
        ("withdrawn: Over.", "", ["no longer withdrawn"]),
        ("", "evidence: A letter", ["evidence: A letter"]),
        ("directorate: A", "directorate: B", ["directorate changed from A to B"]),
        ("minute: 4", "", ["minute removed"]),
        ("notes: Ring Jo", "notes: Ring Sam", ["notes changed"]),
    ],
)
def test_change_to_an_action_is_described_in_words(before: str, now: str, words: list[str]) -> None:
    found = lines("actions", f"{ACTION}{before}\n", f"{ACTION}{now}\n")
    assert found == [f"Action 6: {line}" for line in words]


@pytest.mark.parametrize(
    ("number", "word"),
    [(2, "second"), (7, "seventh"), (11, "11th"), (12, "12th"), (21, "21st"), (23, "23rd")],
)
def test_each_move_of_a_due_date_is_counted_in_words(number: int, word: str) -> None:
    entries = [f"{{from: {2000 + n}, to: {2001 + n}}}" for n in range(number)]
    before, now = (
        f"action: Do\ndue: {2000 + len(some)}\nmoved: [{', '.join(some)}]\n"
        for some in (entries[:-1], entries)
    )
    (line,) = lines("actions", before, now)
    assert f"moved for the {word} time, from {1999 + number} to {2000 + number}" in line


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (
            "actions",
            f"{ACTION}owner: Clerk\ndue: Nov 2021\n",
            ["Action 6: new, owner Clerk, due Nov 2021: Write to the Minister."],
        ),
        ("actions", "action: Do\n", ["Action x: new, no owner, no due date: Do"]),
        (
            "recommendations",
            "meeting: october\ntext: Do it.\nto: [executive, council]\n",
            ["Recommendation x: new of 12 October 2021, to executive and council: Do it."],
        ),
        (
            "responses",
            (
                "to: [r, s]\nby: Cabinet\non: 2021-12-02\ndecision: partially agreed\n"
                "except: {s: not agreed}\nactions: [{action: Do it, owner: Jo, due: Nov 2021}]\n"
            ),
            [
                "Recommendations r and s: answered by Cabinet on 2 December 2021: partially agreed",
                "Recommendations r and s: s answered: not agreed",
                "Recommendations r and s: promised (by Jo, due Nov 2021): Do it",
            ],
        ),
        ("responses", "to: r\npart: first\n", ["Recommendation r: answered in part"]),
        (
            "meetings",
            "date: 2021-12-07\ntime: 2.30 pm\n",
            ["Meeting of 7 December 2021: new, on Tuesday 7 December 2021 at 2.30 pm"],
        ),
        (
            "meetings",
            "date: 2021-12-07\nstatus: superseded\nsuperseded_by: november\n",
            [
                "Meeting of 7 December 2021: new, on Tuesday 7 December 2021",
                "Meeting of 7 December 2021: superseded by the meeting of 23 November 2021",
            ],
        ),
        (
            "programme",
            "topic: NEETs\nlist: workshop\n",
            ["Topic NEETs: new, for the list “workshop”"],
        ),
        (
            "questions",
            (
                "ref: PQ 1\nmeeting: november\nquestioner: Jo Bloggs\ntopic: Buses\n"
                "received: 2021-11-02\nanswer: Yes.\nanswered_on: 2021-11-22\n"
            ),
            [
                "Question PQ 1: received on 2 November 2021 for the meeting of 23 November 2021: Buses",
                "Question PQ 1: answered on 22 November 2021",
            ],
        ),
        (
            "plans",
            "title: Plan A\naims: [{title: One, actions: [{id: '1', action: Do}]}]\n",
            ["Plan A: new, 1 aim, 1 action: Plan A"],
        ),
        (
            "measures",
            "title: Visits\nunit: '%'\ntarget: {at_least: 95}\nreadings: [{period: 2021-10, value: 80}]\n",
            ["Measure x: new: Visits", "Measure x: reading for 2021-10: 80%, rated red"],
        ),
        ("measures", "title: Visits\n", ["Measure x: new: Visits"]),
        (
            "questions",
            "ref: PQ 1\nmeeting: november\nstatus: refused\nrefused: 7(b)\n",
            [
                "Question PQ 1: received for the meeting of 23 November 2021",
                "Question PQ 1: refused",
            ],
        ),
        (
            "questions",
            "ref: PQ 1\nmeeting: november\nreceived: 2021-11-02\n",
            ["Question PQ 1: received on 2 November 2021 for the meeting of 23 November 2021"],
        ),
        ("people", "name: Jo Beech\n", ["Jo Beech: new"]),
        ("reviews", "title: NEETs\n", ["Review NEETs: new"]),
    ],
)
def test_new_record_is_described_in_words(kind: str, text: str, words: list[str]) -> None:
    assert lines(kind, None, text) == words
    about = words[0].split(":", maxsplit=1)[0]
    assert lines(kind, text, None) == [f"{about}: removed from the records (x)"]


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (
            "",
            "notified: 2021-10-12\nreceived: 2021-10-14",
            [
                "notice given on 12 October 2021",
                "received on 14 October 2021",
                "a response is due by 13 December 2021",
            ],
        ),
        ("", "withdrawn: Done.", ["withdrawn: Done."]),
        (
            "",
            "withdrawn: {on: 2022-01-11, reason: Done.}",
            ["withdrawn on 11 January 2022: Done."],
        ),
        ("", "superseded_by: s", ["replaced by another"]),
        ("superseded_by: s", "", ["no longer replaced by another"]),
        (
            "by: Nov 2021",
            "by: 2021-12-01",
            ["date in the recommendation changed from Nov 2021 to 1 December 2021"],
        ),
        (
            "notified: 2021-10-12",
            "notified: 2021-10-12\nreceived: 2021-10-14",
            ["received on 14 October 2021", "a response is due by 13 December 2021"],
        ),
        (
            "received: 2021-10-14",
            "notified: 2021-10-12\nreceived: 2021-10-14",
            ["notice given on 12 October 2021", "a response is due by 13 December 2021"],
        ),
        ("received: 2021-10-14", "", ["receipt removed"]),
        ("", "accepted: yes", ["accepted by the committee"]),
    ],
)
def test_change_to_a_recommendation_is_described_in_words(
    before: str, now: str, words: list[str]
) -> None:
    base = "meeting: october\ntext: Do it.\n"
    found = lines("recommendations", f"{base}{before}\n", f"{base}{now}\n")
    assert found == [f"Recommendation x: {line}" for line in words]


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (
            "decision: agreed",
            "decision: not agreed",
            ["decision changed from agreed to not agreed"],
        ),
        ("", "decision: noted", ["decision: noted"]),
        ("", "except: {r: agreed}", ["decision on r: agreed"]),
        ("except: {r: agreed}", "except: {r: agreed, s: noted}", ["decision on s: noted"]),
        ("part: the first", "", ["answers the whole now"]),
        ("text: Yes.", "text: No.", ["reply reworded"]),
        (
            "actions: [{action: Stays}, {action: Goes}]",
            "actions: [{action: Stays}]",
            ["promised action removed: Goes"],
        ),
        (
            "actions: [{action: Do it, due: 2021-11-01}, {action: Gone}]",
            "actions: [{action: Do it, due: 2021-12-01, completed: yes}, {action: New}]",
            [
                "completed (Do it)",
                (
                    "due date moved from 1 November 2021 to 1 December 2021, "
                    "with no entry under `moved` (Do it)"
                ),
                "promised: New",
                "promised action removed: Gone",
            ],
        ),
    ],
)
def test_change_to_a_response_is_described_in_words(
    before: str, now: str, words: list[str]
) -> None:
    found = lines("responses", f"to: r\n{before}\n", f"to: r\n{now}\n")
    assert found == [f"Recommendation r: {line}" for line in words]
