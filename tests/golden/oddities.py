"""What it means that the sample register holds each odd case of the real papers.

Each entry looks at the records that ``tests/facts/oddities.yaml`` names for the case.
"""

from datetime import date, time

from scrutiny_cli.domain.dates import read_due
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.meetings import Meeting, Minute
from scrutiny_cli.domain.recommendations import Recommendation, Response
from scrutiny_cli.domain.working_days import WorkingDays
from scrutiny_cli.register.register import Register
from tests.golden.odd_measures import MEASURES, Holds, action


def minute(register: Register, meeting: str, number: int) -> Minute:
    return next(m for m in register.meetings[meeting].minutes if m.number == number)


def due(due: Due | None) -> Due:
    assert due is not None
    return due


def rec(register: Register, name: str) -> Recommendation:
    return register.recommendations[f"rec-{name}"]


def reply(register: Register, name: str) -> Response:
    return register.responses[f"resp-{name}"]


def last_labels(register: Register) -> set[str | None]:
    return {record.label for record in register.recommendations.values()}


def seats(register: Register, holder: str | None) -> list[str]:
    """What is said of the vote in each seat of somebody, or of nobody, in order."""
    found = register.committees["cyp"].seats
    return [str(seat.voting) for seat in found if seat.holder == holder]


OCTOBER = "cyp-2021-10-12"
NOVEMBER = "cyp-2021-11-23"


def stated_times(meeting: Meeting) -> set[time | None]:
    return {meeting.time, *(stated.time for stated in meeting.stated)}


OWNERS: dict[str, Holds] = {
    "own-01": lambda r: len(action(r, "ofsted-2018", "3.2").leads) == 2,
    "own-02": lambda r: all(
        r.actions[n].owner[0].post and not r.actions[n].owner[0].person for n in ("act-3", "act-4")
    ),
    "own-03": lambda r: (
        all(o.person and o.post for o in r.programme["improvement-timescales"].leads)
        and bool(
            (o := reply(r, "2021-06-01-improvement-plan-5").actions[0].owner[0]).person and o.post
        )
    ),
    "own-04": lambda r: (
        "Deputy Monitoring Officer" in r.actions["act-6"].action
        and r.actions["act-6"].owner[0].person == "kate-charlton"
        and minute(r, OCTOBER, 39).promises[1].owner[0].post == "Deputy Monitoring Officer"
    ),
    "own-05": lambda r: (
        len(action(r, "sfs-2019", "2.08").leads) == 3
        and action(r, "sfs-2019", "2.08").action.count(";") >= 3
    ),
    "own-06": lambda r: (
        [o.text for o in action(r, "sfs-2019", "1.10").leads]
        == ["MASH Team Manager", "Head of Service"]
    ),
    "own-07": lambda r: (
        [r.actions[n].directorate for n in ("act-5", "act-7")] == [None, None]
        and r.actions["act-6"].directorate is not None
    ),
}

# The spellings that one executive response uses, with the last day that each can mean.
SPELLINGS = {
    "31st January 2021": date(2021, 1, 31),
    "Nov 2020": date(2020, 11, 30),
    "November 2020": date(2020, 11, 30),
    "December 2020": date(2020, 12, 31),
    "End of December 2020": date(2020, 12, 31),
    "Jan 2021": date(2021, 1, 31),
    "January 2021": date(2021, 1, 31),
    "13/11/20": date(2020, 11, 13),
}
DUE_DATES: dict[str, Holds] = {
    "due-01": lambda r: (
        all(read_due(words).day == day for words, day in SPELLINGS.items())
        and due(action(r, "iro-2021-22", "7.1").by).day == date(2021, 11, 30)
        and due(action(r, "iro-2021-22", "7.3").by).day == date(2021, 7, 31)
        and due(action(r, "ofsted-2018", "1.1").by).day == date(2019, 1, 31)
    ),
    "due-02": lambda r: (
        (by := due(action(r, "iro-2021-22", "7.4").by)).day is None and by.precision == "ongoing"
    ),
    "due-03": lambda r: (
        due(rec(r, "2021-06-01-update-on-peer-paragraph-3").by).every == "quarter"
        and due(rec(r, "2021-09-07-update-on-childrens-paragraph-2").by).next == date(2021, 11, 23)
    ),
    "due-04": lambda r: (
        (by := due(rec(r, "2019-09-16-accommodation-based-support-bullet-3").by)).after is not None
        and by.day == date(2020, 3, 31)
    ),
    "due-05": lambda r: len(due(action(r, "ofsted-2018", "2.2").by).milestones) == 3,
    "due-06": lambda r: (
        sum(
            bool(a.by and a.by.starts and a.by.day is None)
            for aim in r.plans["ofsted-2018"].aims
            for a in aim.actions
        )
        == 9
    ),
    "due-07": lambda r: (
        due((a := action(r, "ofsted-2018", "2.5")).by).day == date(2019, 10, 22)
        and "22/10/18" in (a.measure or "")
    ),
    "due-08": lambda r: (
        due(r.programme["child-protection-audit"].target).precision == "season"
        and due(r.programme["kick-start"].target).day == date(2021, 7, 31)
        and due(reply(r, "2021-01-19-provision-of-children-1").actions[3].due).precision == "season"
    ),
    "due-09": lambda r: (
        len((review := r.reviews["peer-on-peer"]).reports_to) == 2
        and len(review.timetable[-1].when.either) == 2
        and r.meetings["cyp-2020-01-20"].superseded_by == ("cyp-2020-01-14",)
    ),
    "due-10": lambda r: all(
        due(rec(r, f"2021-09-07-childrens-services-improvement-paragraph-{n}").by).day
        == date(2021, 11, 23)
        for n in (1, 4)
    ),
    "due-11": lambda r: r.actions["act-3"].completed is True,
    "due-12": lambda r: (
        [
            word
            for note in action(r, "ofsted-2018", "1.3").progress
            for word in ("4 March 2019", "11 March 2019")
            if word in note.note
        ]
        == ["4 March 2019", "11 March 2019"]
    ),
}

RECOMMENDATIONS: dict[str, Holds] = {
    "rec-01": lambda r: (
        {"(a)", "1)", None} <= last_labels(r)
        and [one.label for one in minute(r, OCTOBER, 41).resolved] == ["a)", "i.", "ii.", "iii."]
    ),
    "rec-02": lambda r: (
        len(
            parts := [
                one
                for one in r.recommendations.values()
                if one.parent == "rec-2021-01-19-provision-of-children-1"
            ]
        )
        == 5
        and [part.to == ("committee",) for part in parts] == [False] * 4 + [True]
    ),
    "rec-03": lambda r: (
        [a.id for a in r.plans["ofsted-2018"].aims[0].actions]
        == ["1.1", "1.3", "1.4", "1.6", "1.7"]
    ),
    "rec-05": lambda r: (
        reply(r, "2021-06-01-improvement-plan-3").by == "Improvement board"
        and rec(r, "2021-06-01-childrens-services-improvement-paragraph-3").to[0] == "committee"
    ),
    "rec-06": lambda r: (
        bool(
            (alignment := reply(r, "2020-07-28-schools-update-2").alignment) and alignment.inferred
        )
        and not any(
            "rec-2020-07-28-schools-update-bullet-5" in answer.to for answer in r.responses.values()
        )
    ),
    "rec-07": lambda r: len(reply(r, "2021-03-23-mental-health").to) == 4,
    "rec-08": lambda r: (
        [(one.tracked, one.not_tracked) for one in minute(r, OCTOBER, 37).recommended]
        == [(None, None)]
    ),
    "rec-09": lambda r: (
        rec(r, "2021-08-05-cooptee-membership-of-paragraph-4").to == ("council", "officers")
    ),
    "rec-10": lambda r: (
        (one := rec(r, "2019-09-16-accommodation-based-support-bullet-3")).printed_status
        == "Completed"
        and one.completed is None
        and due(one.by).day == date(2020, 3, 31)
    ),
    "rec-11": lambda r: (
        {
            rec(r, f"2021-{name}").kind
            for name in (
                "06-01-childrens-services-improvement-paragraph-1",
                "08-05-youth-justice-plan-paragraph-1",
            )
        }
        == {"resolution"}
    ),
    "rec-12": lambda r: (
        due(rec(r, "2021-03-23-children-and-young-paragraph-1").by).day
        == r.meetings["cyp-2021-09-14"].date
        and not r.meetings["cyp-2021-09-14"].stands
    ),
}

MEETINGS: dict[str, Holds] = {
    "mtg-01": lambda r: (
        r.meetings["cyp-2021-07-27"].superseded_by == ("cyp-2021-08-05",)
        and r.meetings["cyp-2021-09-14"].superseded_by == ("cyp-2021-09-07", "cyp-2021-10-12")
        and {
            r.programme[name].moved[0].from_
            for name in ("improvement-timescales", "corporate-parenting", "adoption-fostering")
        }
        == {"cyp-2021-07-27"}
    ),
    "mtg-02": lambda r: (
        time(22, 15) in stated_times(r.meetings["cyp-2021-07-27"])
        and r.meetings["cyp-2021-07-27"].time == time(10, 15)
    ),
    "mtg-03": lambda r: all(
        stated_times(r.meetings[name]) == {time(14, 30), time(10, 15)}
        for name in (NOVEMBER, "cyp-2022-01-11", "cyp-2022-03-22")
    ),
    "mtg-04": lambda r: (
        not WorkingDays().works(r.meetings["cyp-2022-01-11"].stated[0].publication or date.min)
    ),
    "mtg-05": lambda r: "to follow in a supplement" in (r.meetings["cyp-2021-06-01"].notes or ""),
    "mtg-06": lambda r: (
        [
            (item.pages, len(item.papers))
            for item in r.meetings[NOVEMBER].items
            if item.standing == "minutes"
        ]
        == [("9-16", 2)]
    ),
    "mtg-07": lambda r: all(r.meetings[name].front_matter for name in (NOVEMBER, "cyp-2019-11-25")),
    "mtg-08": lambda r: (
        (pause := r.meetings[OCTOBER].adjournments[0]).after_minute == 39
        and pause.until == time(16, 20)
        and sum(p.left_after_minute == 39 for p in r.meetings[OCTOBER].attendance) == 2
    ),
    "mtg-09": lambda r: (
        all(item.open for m in r.meetings.values() for item in m.items)
        and {item.decision_type for m in r.meetings.values() for item in m.items}
        == {None, "Not an executive decision"}
    ),
    "mtg-10": lambda r: (
        [
            request.title
            for request in minute(r, OCTOBER, 41).requests
            if not request.answered
            and request.item not in {item.name for item in r.meetings[NOVEMBER].items}
        ]
        == ["Exit interviews in children's services"]
    ),
}

PEOPLE: dict[str, Holds] = {
    "ppl-01": lambda r: seats(r, "kenyon") == ["False", "None"],
    "ppl-02": lambda r: (
        {
            p.person
            for p in r.meetings[OCTOBER].attendance
            if p.mode == "remote" and p.voted is False
        }
        == {"summers", "kenyon", "james", "pratley"}
    ),
    "ppl-03": lambda r: (
        any(
            seat.holder is None and seat.group == "Herefordshire Independents"
            for seat in r.committees["cyp"].seats
        )
        and (one := r.meetings["cyp-2019-09-16"].substitutes[0]).for_ == "vacancy"
        and one.group == "Herefordshire Independents"
    ),
    "ppl-04": lambda r: (
        {seat.voting for seat in r.committees["cyp"].seats if seat.role == "co-optee"} == {None}
    ),
    "ppl-05": lambda r: (
        (one := next(p for p in r.meetings[OCTOBER].attendance if p.person == "toynbee")).as_
        == "Cabinet Member for Children and Family Services"
        and one.mode == "in person"
    ),
    "ppl-06": lambda r: (
        len(
            {
                seat.represents or seat.printed_role
                for seat in r.committees["cyp"].seats
                if seat.holder == "james"
            }
        )
        == 3
    ),
    "ppl-07": lambda r: (
        [p.name for p in r.meetings["cyp-2019-09-16"].apologies if not p.person] == ["Sian Lines"]
    ),
    "ppl-08": lambda r: any(
        seat.holder is None and seat.created_by and seat.role == "co-optee"
        for seat in r.committees["cyp"].seats
    ),
}

QUESTIONS: dict[str, Holds] = {
    "q-01": lambda r: bool(
        (asked := r.questions["q-2020-03-16-pq1"].supplementary)
        and asked.disallowed
        and asked.disallowed.rule == "Constitution 4.5.102 (g)"
        and not (asked.question or asked.answer or asked.answers)
    ),
    "q-02": lambda r: bool(
        (asker := r.questions["q-2019-09-16-pq2"].questioner)
        and asker.anonymous
        and not (asker.name or asker.place or asker.person)
    ),
    "q-03": lambda r: bool(
        (late := r.questions["q-2021-10-12-pq1"]).answered_on == r.meetings[OCTOBER].date
        and late.supplementary
        and late.supplementary.state == "not asked"
        and minute(r, OCTOBER, 37).recommended
    ),
}

OTHER: dict[str, Holds] = {
    "oth-01": lambda r: (
        "2020" in (r.meetings["cyp-2021-05-20"].notes or "")
        and "2020" in (rec(r, "2021-05-20-update-on-childrens-paragraph-1").notes or "")
    ),
    "oth-02": lambda r: (
        "February 2019" in (r.questions["q-2020-03-16-mq1"].answers[2].text or "")
        and [
            month
            for note in action(r, "sfs-2019", "2.12").progress
            for month in ("February 2020", "February 2019")
            if month in note.note
        ]
        == ["February 2020", "February 2019"]
    ),
    "oth-03": lambda r: (
        "November 2021" in (notes := r.plans["iro-2021-22"].notes or "")
        and "written in October 2021" in notes
    ),
    "oth-04": lambda r: (
        [action(r, "iro-2021-22", n).printed_status for n in ("5.2", "5.4")]
        == ["Partly completed", "Completed, and ongoing"]
    ),
}

HOLDS = {
    **OWNERS,
    **DUE_DATES,
    **RECOMMENDATIONS,
    **MEETINGS,
    **PEOPLE,
    **MEASURES,
    **QUESTIONS,
    **OTHER,
}
