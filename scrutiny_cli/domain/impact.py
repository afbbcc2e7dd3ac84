"""What became of a recommendation by a date: the response, its time, whether it was carried out.

Each question has answers of which exactly one holds, so that the counts add up to the whole. What is not
recorded is an answer of its own.
"""

from datetime import date
from typing import Literal, NamedTuple, get_args

from scrutiny_cli.domain.dates import earliest
from scrutiny_cli.domain.recommendations import Recommendation
from scrutiny_cli.domain.state import RecommendationStanding, ResponseShare

ResponseOutcome = Literal[
    "accepted",
    "accepted in part",
    "refused",
    "noted",
    "no decision recorded",
    "no response recorded",
    "withdrawn",
]
TimeOutcome = Literal["in time", "late", "overdue", "not due yet", "time not recorded"]
DoneOutcome = Literal[
    "within one year",
    "within four years",
    "after four years",
    "date not recorded",
    "refused, noted or withdrawn",
    "not implemented",
]
AgeOutcome = Literal[
    "open for less than one year",
    "open for one to two years",
    "open for two to four years",
    "open for four years or more",
]
RESPONSES: tuple[ResponseOutcome, ...] = get_args(ResponseOutcome)
TIMES: tuple[TimeOutcome, ...] = get_args(TimeOutcome)
DONE: tuple[DoneOutcome, ...] = get_args(DoneOutcome)
AGES: tuple[AgeOutcome, ...] = get_args(AgeOutcome)
DECISIONS: dict[str, ResponseOutcome] = {
    "agreed": "accepted",
    "partially agreed": "accepted in part",
    "not agreed": "refused",
    "noted": "noted",
}


class Outcome(NamedTuple):
    """What became of a recommendation; ``days`` is how long the response took, if that is recorded."""

    response: ResponseOutcome
    time: TimeOutcome
    done: DoneOutcome
    age: AgeOutcome | None
    days: int | None = None


def outcome(
    recommendation: Recommendation,
    standing: RecommendationStanding,
    shares: tuple[ResponseShare, ...],
    made_on: date,
    due: date | None,
    as_of: date,
) -> Outcome:
    """Return what became of a recommendation by a date. ``due`` is the last day to respond."""
    first = next((share.response for share in shares if not share.response.part), None)
    answered = earliest(first.on) if first and first.on else None
    start = max(filter(None, (recommendation.notified, recommendation.received)), default=None)
    days = (answered - start).days if answered and start else None
    done = _done(recommendation, standing, shares, made_on)
    age = _age(made_on, as_of) if done == "not implemented" else None
    return Outcome(
        _response(standing, shares), _time(answered, first is not None, due, as_of), done, age, days
    )


def _response(
    standing: RecommendationStanding, shares: tuple[ResponseShare, ...]
) -> ResponseOutcome:
    if standing.state == "withdrawn":
        return "withdrawn"
    decisions = [share.decision for share in shares if share.decision]
    if decisions:
        return DECISIONS[decisions[-1]]
    return "no decision recorded" if shares else "no response recorded"


def _time(answered: date | None, has_answer: bool, due: date | None, as_of: date) -> TimeOutcome:
    if due is None or (has_answer and answered is None):
        return "time not recorded"
    if answered:
        return "in time" if answered <= due else "late"
    return "overdue" if as_of > due else "not due yet"


def _done(
    recommendation: Recommendation,
    standing: RecommendationStanding,
    shares: tuple[ResponseShare, ...],
    made_on: date,
) -> DoneOutcome:
    if standing.state in ("not agreed", "noted", "withdrawn"):
        return "refused, noted or withdrawn"
    if standing.state not in ("implemented", "accepted by the committee"):
        return "not implemented"
    on = implemented_on(recommendation, shares)
    if on is None:
        return "date not recorded"
    if on <= years_after(made_on, 1):
        return "within one year"
    return "within four years" if on <= years_after(made_on, 4) else "after four years"


def implemented_on(
    recommendation: Recommendation, shares: tuple[ResponseShare, ...]
) -> date | None:
    """Return when something was carried out: its own date, or that of the last promised action."""
    if recommendation.completed:
        own = recommendation.completed
        return own if isinstance(own, date) else None
    promised = [
        action for share in shares if share.decision != "not agreed" for action in share.actions
    ]
    dates = [action.completed for action in promised if isinstance(action.completed, date)]
    return max(dates) if dates and len(dates) == len(promised) else None


def _age(made_on: date, as_of: date) -> AgeOutcome:
    for years, words in zip((1, 2, 4), AGES, strict=False):
        if as_of < years_after(made_on, years):
            return words
    return AGES[-1]


def is_old_enough(made_on: date, years: int, as_of: date) -> bool:
    """Return whether so many years have passed since a recommendation was made."""
    return as_of >= years_after(made_on, years)


def years_after(day: date, years: int) -> date:
    """Return the same day some years later; 28 February for a 29th that is not there."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
