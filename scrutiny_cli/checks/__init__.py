"""Checks across records: each compares records with each other and with the committee's rules.

A check is a function from the context to its findings, and its docstring is the rule. To add
one, write it in the module of its subject and add it to ``CHECKS``. A new problem code also needs a line
in ``problems.CODES``, a page in ``schema/explanations/`` and a case under ``tests/cases/``.
"""

from scrutiny_cli import progress
from scrutiny_cli.checks import (
    agendas,
    committees,
    confidence,
    dates,
    decisions,
    lost_words,
    measures,
    meetings,
    minutes,
    numbers,
    owners,
    programme,
    prose,
    questions,
    references,
)
from scrutiny_cli.checks.context import Check, Context
from scrutiny_cli.register.placing import Finding

CHECKS: tuple[Check, ...] = (
    references.references,
    references.substitutes,
    references.moves,
    references.items,
    references.committees,
    confidence.exemptions,
    committees.councils,
    committees.seat_conflicts,
    committees.notice,
    committees.columns,
    committees.legends,
    meetings.days,
    meetings.clashes,
    meetings.moved,
    meetings.stated_deadlines,
    meetings.publication,
    meetings.members,
    agendas.items,
    agendas.papers,
    agendas.accessible_papers,
    agendas.placeholders,
    minutes.promises,
    minutes.recommendations,
    minutes.requests,
    minutes.numbers,
    minutes.without_quorum,
    minutes.attendance,
    owners.owners,
    owners.due_dates,
    measures.targets,
    measures.tables,
    measures.readings,
    measures.reading_ratings,
    measures.action_ratings,
    measures.directions,
    measures.totals,
    measures.printed_totals,
    programme.agendas,
    programme.twice,
    programme.annual_reports,
    programme.deferred,
    decisions.titles,
    decisions.key_decisions,
    decisions.urgency,
    decisions.private_meetings,
    decisions.implementation,
    decisions.rules,
    decisions.call_ins,
    decisions.hearings,
    decisions.on_agendas,
    questions.arrival,
    questions.names,
    questions.refusals,
    questions.disallowed_text,
    questions.anonymous,
    questions.answers,
    dates.in_order,
    dates.to_come,
    dates.moves,
    numbers.twice,
    numbers.brought_along,
    numbers.circles,
    prose.impossible_dates,
    prose.last_minutes,
    prose.meetings_named,
    prose.names,
    prose.totals,
    lost_words.words_in_comments,
    lost_words.merge_marks,
    lost_words.lost_backslashes,
)


def run(context: Context) -> list[Finding]:
    """Return the findings of all checks, in no particular order."""
    checks = progress.tracked(CHECKS, "Checking the records", len(CHECKS))
    return [finding for check in checks for finding in check(context)]


__all__ = ["CHECKS", "Check", "Context", "run"]
