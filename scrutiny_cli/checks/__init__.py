"""Checks of sense: the records held against each other and against the rules.

Each check is a function from the context to the faults it finds. To add one, write it in the
module of its subject, put it in that module's ``CHECKS``, give its code a line in
``diagnostics.CODES``, a page in ``explanations/`` and a case under ``tests/cases/``.
"""

from scrutiny_cli.checks import (
    agendas,
    committees,
    confidence,
    measures,
    meetings,
    minutes,
    owners,
    programme,
    prose,
    questions,
    recommendations,
    references,
)
from scrutiny_cli.checks.context import Check, Context
from scrutiny_cli.register.placing import Finding

CHECKS: tuple[Check, ...] = (
    *references.CHECKS,
    *confidence.CHECKS,
    *committees.CHECKS,
    *meetings.CHECKS,
    *agendas.CHECKS,
    *minutes.CHECKS,
    *owners.CHECKS,
    *measures.CHECKS,
    *programme.CHECKS,
    *questions.CHECKS,
    *recommendations.CHECKS,
    *prose.CHECKS,
)


def run(context: Context) -> list[Finding]:
    """Every fault that the checks find, in no particular order."""
    return [fault for check in CHECKS for fault in check(context)]


__all__ = ["CHECKS", "Check", "Context", "run"]
