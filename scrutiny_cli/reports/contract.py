"""What each command that makes a report says as JSON: the contract that other programs rely on."""

from typing import Any

from scrutiny_cli.reports import rules, today
from scrutiny_cli.reports.changes.changes import CHANGES
from scrutiny_cli.reports.decisions import call_ins, decisions
from scrutiny_cli.reports.fields import Fields
from scrutiny_cli.reports.meetings import agenda, deadlines, meeting_list, minutes, questions
from scrutiny_cli.reports.plans import measures, plan, scorecard
from scrutiny_cli.reports.programme import programme, reviews
from scrutiny_cli.reports.trackers import actions, impact, overdue, recommendations, responses

COMMANDS: dict[str, Fields[Any]] = {
    "today": today.TODAY,
    "overdue": overdue.OVERDUE,
    "changes": CHANGES,
    "meeting list": meeting_list.MEETINGS,
    "meeting show": meeting_list.ONE_MEETING,
    "meeting deadlines": deadlines.MEETINGS,
    "action list": actions.ACTIONS,
    "action list --undated": overdue.UNDATED,
    "action show": actions.ONE_ACTION,
    "recommendation list": recommendations.RECOMMENDATIONS,
    "recommendation show": recommendations.ONE_RECOMMENDATION,
    "measure list": measures.MEASURES,
    "measure show": measures.ONE_MEASURE,
    "agenda build": agenda.AGENDA_OF_MEETING,
    "minutes build": minutes.MINUTES_OF_MEETING,
    "tracker build actions": actions.ACTIONS,
    "tracker build recommendations": recommendations.RECOMMENDATIONS,
    "tracker build responses": responses.SCHEDULE,
    "plan build": plan.PLAN_JSON,
    "plan build --scorecard": scorecard.SCORECARD_JSON,
    "programme list": programme.TOPICS,
    "programme build": programme.PROGRAMME_JSON,
    "decision list": decisions.DECISIONS,
    "decision show": decisions.ONE_DECISION,
    "forward build": decisions.DECISIONS,
    "call-in list": call_ins.CALL_INS,
    "call-in show": call_ins.ONE_CALL_IN,
    "call-in build": call_ins.RECORD_OF_CALL_INS,
    "question list": questions.QUESTIONS,
    "question build": questions.SUPPLEMENT,
    "rules show": rules.RULES,
    "impact build": impact.IMPACT_JSON,
    "review list": reviews.REVIEWS,
    "review build": reviews.ONE_REVIEW,
}
"""The fields of the object that each command writes, besides the day, the revision and the filters."""
