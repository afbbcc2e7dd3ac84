"""The kinds of record: the first folder under ``records/`` names one, and it chooses the model."""

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.base import Record
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.people import Person
from scrutiny_cli.domain.plans import Measure, Plan
from scrutiny_cli.domain.programme import Review, Topic
from scrutiny_cli.domain.questions import Question
from scrutiny_cli.domain.recommendations import Recommendation, Response

KINDS: dict[str, type[Record]] = {
    "committees": Committee,
    "people": Person,
    "meetings": Meeting,
    "actions": Action,
    "recommendations": Recommendation,
    "responses": Response,
    "plans": Plan,
    "measures": Measure,
    "programme": Topic,
    "questions": Question,
    "reviews": Review,
}
"""Folder name to model. ``papers`` stands beside them and is not parsed."""

SINGULAR = {
    "committees": "committee",
    "people": "person",
    "meetings": "meeting",
    "actions": "action",
    "recommendations": "recommendation",
    "responses": "response",
    "plans": "plan",
    "measures": "measure",
    "programme": "work-programme topic",
    "questions": "question",
    "reviews": "review",
}
"""The word for one record of a kind, for messages."""
