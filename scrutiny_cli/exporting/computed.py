"""What the tool works out for a day: states, ratings, deadlines. None of it is in a record."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.base import Model, Record
from scrutiny_cli.domain.decisions import CallIn, ExecutiveDecision
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.people import Person
from scrutiny_cli.domain.plans import Measure, Plan, PlanAction, Reading
from scrutiny_cli.domain.programme import Review, Topic
from scrutiny_cli.domain.questions import Question
from scrutiny_cli.domain.recommendations import Recommendation, Response, ResponseAction
from scrutiny_cli.reports.decisions.call_ins import CALL_IN, ListedCallIn
from scrutiny_cli.reports.decisions.decisions import DECISION, ListedDecision
from scrutiny_cli.reports.fields import ExportColumn, Field, Fields
from scrutiny_cli.reports.meetings.meeting_list import MEETING, ListedMeeting
from scrutiny_cli.reports.meetings.questions import QUESTION, PutQuestion
from scrutiny_cli.reports.plans import plan as plans
from scrutiny_cli.reports.plans.measures import MEASURE, READING, MeasureOnDay, ReadingOnDay
from scrutiny_cli.reports.programme.programme import TOPIC, ListedTopic
from scrutiny_cli.reports.programme.reviews import REVIEW, ListedReview
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers.actions import ACTION, LoggedAction
from scrutiny_cli.reports.trackers.promised import PROMISED
from scrutiny_cli.reports.trackers.recommendations import RECOMMENDATION, TrackedRecommendation
from scrutiny_cli.reports.trackers.responses import GivenResponse
from scrutiny_cli.reports.value_types import type_of, without_nothing

Computed = dict[str, Any]
"""By name: text, a number, a day, or a rating. A list holds the same of each part of the record."""
PERSON = Fields(Person, Field("full_name", export=ExportColumn("Title and name.")))
FIELDS: dict[type[Model], Fields[Any]] = {
    Action: ACTION,
    Recommendation: RECOMMENDATION,
    ResponseAction: PROMISED,
    Meeting: MEETING,
    Person: PERSON,
    PlanAction: plans.ACTION,
    Measure: MEASURE,
    Reading: READING,
    Topic: TOPIC,
    ExecutiveDecision: DECISION,
    CallIn: CALL_IN,
    Question: QUESTION,
    Review: REVIEW,
}
"""The fields of each model of which something is computed."""


@dataclass(frozen=True, slots=True)
class ComputedField:
    """Something that is computed: its name, its heading, what type it is of, what it says."""

    name: str
    title: str
    type: Any
    description: str


@cache
def computed_fields(model: type[Model]) -> tuple[ComputedField, ...]:
    """What is computed for a model, in order."""
    fields = FIELDS.get(model, PERSON)
    return tuple(
        ComputedField(
            field.export.name or field.key,
            field.export.title or field.heading,
            without_nothing(type_of(fields, field))[0],
            field.export.description,
        )
        for field in fields.fields.values()
        if field.export and model in FIELDS
    )


def computed(at: Standpoint, record: Record) -> Computed:
    """All that is worked out for a record and its parts on the day."""
    work = _WORK.get(type(record))
    return work(at, record) if work else {}


def _action(at: Standpoint, record: Action) -> Computed:
    standing = at.register.action_standing(record, at.as_of)
    return ACTION.computed(LoggedAction(at, record, standing))


def _response(at: Standpoint, record: Response) -> Computed:
    return {"actions": list(map(PROMISED.computed, GivenResponse(at, record).promised))}


def _plan(at: Standpoint, record: Plan) -> Computed:
    lines = {id(line.record): line for line in plans.on_day(at, record).lines}
    return {
        "aims": [
            {"actions": [plans.ACTION.computed(lines[id(action)]) for action in aim.actions]}
            for aim in record.aims
        ]
    }


def _measure(at: Standpoint, record: Measure) -> Computed:
    measure = MeasureOnDay(at, record)
    readings = [READING.computed(ReadingOnDay(measure, reading)) for reading in record.readings]
    return {**MEASURE.computed(measure), "readings": readings}


_WORK: dict[type[Record], Callable[[Standpoint, Any], Computed]] = {
    Action: _action,
    Recommendation: lambda at, record: RECOMMENDATION.computed(TrackedRecommendation(at, record)),
    Response: _response,
    Meeting: lambda at, record: MEETING.computed(ListedMeeting(at, record)),
    Person: lambda at, record: PERSON.computed(record),
    Plan: _plan,
    Measure: _measure,
    Topic: lambda at, record: TOPIC.computed(ListedTopic(at, record)),
    ExecutiveDecision: lambda at, record: DECISION.computed(ListedDecision(at, record)),
    CallIn: lambda at, record: CALL_IN.computed(ListedCallIn(at, record)),
    Question: lambda at, record: QUESTION.computed(PutQuestion(at, record)),
    Review: lambda at, record: REVIEW.computed(ListedReview(at, record)),
}
