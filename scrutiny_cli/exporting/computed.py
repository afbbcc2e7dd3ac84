"""What the tool works out for a day: states, ratings, deadlines. None of it stands in a record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.base import Model, Record
from scrutiny_cli.domain.measures import history, series_names
from scrutiny_cli.domain.measures import standing as measure_standing
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.municipal_year import municipal_year
from scrutiny_cli.domain.notice import deadlines_of
from scrutiny_cli.domain.people import Person
from scrutiny_cli.domain.periods import read_period
from scrutiny_cli.domain.plans import Measure, Plan, PlanAction, Reading
from scrutiny_cli.domain.programme import Review, Topic, deferrals, list_of, review_status, year_of
from scrutiny_cli.domain.questions import (
    Question,
    answer_timing,
    answers_due,
    closing,
    supplementary_state,
)
from scrutiny_cli.domain.ratings import judge, target_words
from scrutiny_cli.domain.recommendations import Recommendation, Response, ResponseAction
from scrutiny_cli.domain.travel import travel
from scrutiny_cli.reports.common import rag
from scrutiny_cli.reports.fields import Fields
from scrutiny_cli.reports.model import Rag
from scrutiny_cli.reports.plans.plan import stand
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers.actions import ACTION, LoggedAction
from scrutiny_cli.reports.trackers.recommendations import RECOMMENDATION, TrackedRecommendation
from scrutiny_cli.reports.trackers.responses import PROMISED, GivenResponse

T = TypeVar("T")

Computed = dict[str, Any]
"""By name: text, a number, a day, or a rating. A list holds the same of each part of the record."""


@dataclass(frozen=True, slots=True)
class ComputedField:
    """Something that is computed: its name, its heading, what type it is of, what it says."""

    name: str
    title: str
    type: Any
    description: str


RATING = ComputedField("rating", "Rating", Rag, "Red, amber, green, blue or not rated.")
DUE = ComputedField("due_date", "Due (date)", date, "The day after which it is overdue.")


def _of(fields: Fields[Any]) -> tuple[ComputedField, ...]:
    """The computed columns among the fields of a kind."""
    return tuple(
        ComputedField(
            field.export.name or field.key,
            field.export.title or field.title,
            TYPES.get(field.kind.name.removesuffix(" or nothing"), str),
            field.export.description,
        )
        for field in fields.fields.values()
        if field.export
    )


TYPES = {"number": int, "date": date, "rating": Rag}

COMPUTED: dict[type[Model], tuple[ComputedField, ...]] = {
    Action: _of(ACTION),
    Recommendation: _of(RECOMMENDATION),
    ResponseAction: _of(PROMISED),
    Meeting: (
        ComputedField(
            "publication", "Publication due (date)", date, "The last day to publish the agenda."
        ),
        ComputedField("public_questions", "Public questions (date)", date, "The day they close."),
        ComputedField(
            "council_questions", "Council questions (date)", date, "The day members' close."
        ),
        ComputedField("municipal_year", "Municipal year", str, "The year the meeting falls in."),
    ),
    Person: (ComputedField("full_name", "Full name", str, "Title and name."),),
    PlanAction: (
        RATING,
        ComputedField("computed_rating", "Computed rating", Rag, "What dates and measures say."),
        ComputedField(
            "computed_why", "Computed because", str, "What speaks for the computed rating."
        ),
        DUE,
    ),
    Measure: (
        ComputedField("period", "Latest period", str, "The period of the latest reading."),
        ComputedField("value", "Latest value", str, "The latest figure, spelt as it was written."),
        RATING,
        ComputedField("direction", "Direction", str, "Improving, steady or worsening."),
        ComputedField(
            "target_in_words", "Target in words", str, "The target as a document prints it."
        ),
    ),
    Reading: (
        ComputedField("rating", "Rating", Rag, "How the figure stands to the target."),
        ComputedField("rating_why", "Rated because", str, "What the rating rests on."),
        ComputedField("travel", "Direction", str, "Direction of travel up to this reading."),
        ComputedField("period_start", "Period from (date)", date, "The first day of the period."),
        ComputedField("period_end", "Period to (date)", date, "The last day of the period."),
    ),
    Topic: (
        ComputedField("on_list", "On list", str, "The list it stands on, if it is at no meeting."),
        ComputedField("municipal_year", "Municipal year", str, "The year of its programme."),
        ComputedField("deferrals", "Deferred (times)", int, "How often it was put off."),
    ),
    Question: (
        ComputedField(
            "closed", "Questions closed (date)", date, "The last day for questions of its kind."
        ),
        ComputedField("answer_due", "Answer due (date)", date, "The last day for the answer."),
        ComputedField("timing", "Answer", str, "How the answer stands to that day."),
        ComputedField("supplementary_outcome", "Supplementary question", str, "What became of it."),
    ),
    Review: (ComputedField("stands", "Stands", str, "Where the review stands on the day."),),
}
"""What is computed for each model, in order."""


def computed(at: Standpoint, record: Record) -> Computed:
    """All that is worked out for a record and its parts on the day."""
    work = _WORK.get(type(record))
    return work(at, record) if work else {}


def _values(fields: Fields[T], thing: T) -> Computed:
    """The values of the computed columns of a thing."""
    return {
        field.export.name or field.key: field.value(thing)
        for field in fields.fields.values()
        if field.export
    }


def _action(at: Standpoint, record: Action) -> Computed:
    standing = at.register.action_standing(record, at.as_of)
    return _values(ACTION, LoggedAction(at, record, standing))


def _recommendation(at: Standpoint, record: Recommendation) -> Computed:
    return _values(RECOMMENDATION, TrackedRecommendation(at, record))


def _response(at: Standpoint, record: Response) -> Computed:
    promised = GivenResponse(at, record).promised
    return {"actions": [_values(PROMISED, action) for action in promised]}


def _meeting(at: Standpoint, meeting: Meeting) -> Computed:
    register = at.register
    found = deadlines_of(meeting.date, register.rules_of(meeting), meeting)
    days: Computed = {deadline.name: deadline.day for deadline in found}
    return days | {"municipal_year": municipal_year(meeting.date)}


def _person(at: Standpoint, person: Person) -> Computed:
    return {"full_name": person.full_name}


def _plan(at: Standpoint, plan: Plan) -> Computed:
    register, as_of = at.register, at.as_of
    on_day = stand(register, plan, as_of)
    lines = {id(line.action): line.standing for line in on_day.all_lines}

    def told(action: PlanAction) -> Computed:
        standing = lines[id(action)]
        return {
            "rating": rag(on_day.rules, standing.rating),
            "computed_rating": rag(on_day.rules, standing.computed.rating),
            "computed_why": standing.computed.why,
            "due_date": register.due_day(action.by),
        }

    return {"aims": [{"actions": [told(action) for action in aim.actions]} for aim in plan.aims]}


def _measure(at: Standpoint, measure: Measure) -> Computed:
    register, as_of = at.register, at.as_of
    rules = register.rules_of(measure)
    series = series_names(measure)
    now = measure_standing(measure, series[0] if series else None, rules.rag, as_of)
    known = {name: history(measure, name) for name in series}

    def told(reading: Reading) -> Computed:
        judged = judge(measure, reading, rules.rag)
        period = read_period(reading.period)
        return {
            "rating": rag(rules, judged.rating),
            "rating_why": judged.why,
            "travel": travel(measure, known[reading.series], reading).direction,
            "period_start": period.start if period else None,
            "period_end": period.end if period else None,
        }

    return {
        "period": now.reading.period if now.reading else None,
        "value": str(now.reading.value) if now.reading and now.reading.value else None,
        "rating": rag(rules, now.judgement.rating),
        "direction": now.travel.direction,
        "target_in_words": target_words(measure),
        "readings": [told(reading) for reading in measure.readings],
    }


def _topic(at: Standpoint, topic: Topic) -> Computed:
    register = at.register
    return {
        "on_list": list_of(topic, register.meetings),
        "municipal_year": year_of(topic, register.meetings),
        "deferrals": deferrals(topic, register.meetings),
    }


def _question(at: Standpoint, question: Question) -> Computed:
    register, as_of = at.register, at.as_of
    meeting = register.meetings.get(question.meeting)
    told: Computed = {"supplementary_outcome": supplementary_state(question)}
    if meeting:
        rules = register.rules_of(meeting)
        due = answers_due(meeting.date, rules)
        told["closed"] = closing(question.kind, meeting.date, rules).day
        told["answer_due"] = due.day
        told["timing"] = answer_timing(question, due, as_of, meeting.date)
    return told


def _review(at: Standpoint, review: Review) -> Computed:
    register, as_of = at.register, at.as_of
    return {"stands": review_status(review, register.meetings, as_of)}


_WORK: dict[type[Record], Callable[[Standpoint, Any], Computed]] = {
    Action: _action,
    Recommendation: _recommendation,
    Response: _response,
    Meeting: _meeting,
    Person: _person,
    Plan: _plan,
    Measure: _measure,
    Topic: _topic,
    Question: _question,
    Review: _review,
}
