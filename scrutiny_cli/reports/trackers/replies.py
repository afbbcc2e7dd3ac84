"""Replies to recommendations as trackers print them."""

from collections.abc import Iterable

from scrutiny_cli.domain.addressees import is_executive
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.recommendations import Recommendation, Response
from scrutiny_cli.domain.state import Answer, RecommendationStanding
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.model import Cell, Prose

EXECUTIVE = "Executive responses"


def whose(register: Register, given: Iterable[Response]) -> str:
    """The heading above replies: the executive's name stands there where nobody else replied."""
    only = all(_by_executive(register, response) for response in given)
    return EXECUTIVE if only else "Responses"


def _by_executive(register: Register, response: Response) -> bool:
    """Whether the executive replied; where nobody is named, whether it was asked."""
    if response.by:
        return is_executive(response.by)
    asked = [r for name in response.to if (r := register.recommendations.get(name))]
    return all(not r.to or any(map(is_executive, r.to)) for r in asked)


def replies(answers: tuple[Answer, ...]) -> tuple[Cell, ...]:
    """The replies to a recommendation as a tracker prints them, with what they promise."""
    cells: list[Cell] = []
    for answer in answers:
        response = answer.response
        who = ", ".join(
            part for part in (response.by, long_date(response.on) if response.on else None) if part
        )
        head = " ".join(part for part in (f"{who}:" if who else "", _decision(answer)) if part)
        part = f" (on {response.part})" if response.part else ""
        if head or part:
            cells.append(f"{head}{part}")
        if response.text:
            cells.append(Prose(response.text))
        cells += [Prose(f"Action: {action.action}") for action in answer.actions]
    return tuple(cells)


def _decision(answer: Answer) -> str:
    words = answer.decision or ""
    return words[:1].upper() + words[1:]


def withdrawal(
    recommendation: Recommendation, standing: RecommendationStanding
) -> tuple[Cell, ...]:
    """When and why a recommendation was withdrawn, once it is."""
    gone = recommendation.withdrawn
    if gone is None or standing.state != "withdrawn" or not (gone.on or gone.reason):
        return ()
    when = f"Withdrawn on {long_date(gone.on)}" if gone.on else "Withdrawn"
    return (Prose(f"{when}: {gone.reason}") if gone.reason else when,)
