"""The states of actions and recommendations on a date, worked out from their records."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple, get_args

from scrutiny_cli.domain.actions import Action, Judged
from scrutiny_cli.domain.base import Note
from scrutiny_cli.domain.committees import Rating, Rules
from scrutiny_cli.domain.councils import Council
from scrutiny_cli.domain.dates import earliest, long_date
from scrutiny_cli.domain.recommendations import Decision, Recommendation, Response, ResponseAction
from scrutiny_cli.domain.response_clock import last_day, receipt, response_due
from scrutiny_cli.wording import count, listed

ActionState = Literal[
    "open", "due soon", "overdue", "long overdue", "completed", "reported complete", "withdrawn"
]
RecommendationState = Literal[
    "awaiting notice",
    "awaiting response",
    "response overdue",
    "agreed",
    "partially agreed",
    "not agreed",
    "being implemented",
    "implemented",
    "accepted by the committee",
    "noted",
    "withdrawn",
]
ACTION_STATES: tuple[ActionState, ...] = get_args(ActionState)
RECOMMENDATION_STATES: tuple[RecommendationState, ...] = get_args(RecommendationState)

ACTION_RAG: dict[ActionState, Rating] = {
    "open": "green",
    "due soon": "amber",
    "overdue": "red",
    "long overdue": "red",
    "completed": "blue",
    "reported complete": "blue",
    "withdrawn": "not rated",
}
RECOMMENDATION_RAG: dict[RecommendationState, Rating] = {
    "awaiting notice": "not rated",
    "awaiting response": "amber",
    "response overdue": "red",
    "agreed": "green",
    "partially agreed": "green",
    "not agreed": "not rated",
    "being implemented": "green",
    "implemented": "blue",
    "accepted by the committee": "blue",
    "noted": "not rated",
    "withdrawn": "not rated",
}
WORSE: tuple[Rating, ...] = ("red", "amber")
"""The ratings of something owed that are worse than others, the worst first."""
CLOSED = frozenset({"not agreed", "accepted by the committee", "withdrawn"})
"""The states of a recommendation for which nothing more is owed."""
ANSWERED_FOR = CLOSED | {"implemented", "noted"}
"""The states in which its own date no longer counts. What was promised for it still does."""
OWED = frozenset({"open", "due soon", "overdue", "long overdue"})


class ActionStanding(NamedTuple):
    """The state of an action on a date.

    ``due`` is the day after which it is overdue. ``days`` counts calendar days after that day, or
    before it if negative. ``remarks`` say what is still missing.
    """

    state: ActionState
    due: date | None
    days: int | None
    remarks: tuple[str, ...] = ()

    @property
    def days_overdue(self) -> int:
        """Calendar days after the due date, or 0 if it is not overdue."""
        return max(self.days or 0, 0) if self.state in OWED else 0

    @property
    def rag(self) -> Rating:
        """The rating for the state. An open action without a due date is not rated."""
        if self.state == "open" and self.due is None:
            return "not rated"
        return ACTION_RAG[self.state]


def is_done(completed: Any, as_of: date) -> bool:
    """Whether something was completed by a date. ``yes`` without a date always counts."""
    return completed is True or (isinstance(completed, date) and completed <= as_of)


def action_state(
    action: Action | ResponseAction,
    due: date | None,
    reported_on: date | None,
    rules: Rules,
    as_of: date,
) -> ActionStanding:
    """The state of an action on a date.

    ``due`` is its due date, ``reported_on`` the date of the meeting to which it was reported complete.
    It stays on the main log until that meeting is over, and the committee may send it back there.
    """
    days = (as_of - due).days if due else None
    withdrawn = getattr(action, "withdrawn", None)
    if withdrawn and (withdrawn.on is None or withdrawn.on <= as_of):
        return ActionStanding("withdrawn", due, days)
    decided = reported_on is None or reported_on <= as_of
    sent_back = decided and getattr(action, "accepted", None) is False
    if is_done(action.completed, as_of) and not sent_back:
        remarks = () if action.evidence else ("no evidence given",)
        if reported_on and reported_on < as_of:
            return ActionStanding("reported complete", due, days, remarks)
        # What a response promises is reported with its recommendation.
        unreported = ("not yet reported to the committee",) if isinstance(action, Action) else ()
        return ActionStanding("completed", due, days, (*remarks, *unreported))
    remarks = ("sent back by the committee",) if sent_back else ()
    return owed_standing(due, rules, as_of, remarks)


def owed_standing(
    due: date | None, rules: Rules, as_of: date, remarks: tuple[str, ...] = ()
) -> ActionStanding:
    """The state on a date of something that is not done; ``due`` is the day after which it is overdue."""
    days = (as_of - due).days if due else None
    return ActionStanding(_owed(days, rules), due, days, remarks)


def _owed(days: int | None, rules: Rules) -> ActionState:
    """The state of something that is not done, by its days after the due date."""
    if days is None:
        return "open"
    if days > 0:
        return "long overdue" if days >= rules.long_overdue_days else "overdue"
    return "due soon" if -days < rules.due_soon_days else "open"


class ResponseShare(NamedTuple):
    """The part of a response that concerns one recommendation."""

    response: Response
    decision: Decision | None
    actions: tuple[ResponseAction, ...]


class RecommendationStanding(NamedTuple):
    """The state of a recommendation on a date.

    ``response_due`` is the last day to respond, while a response is owed. ``days_overdue`` counts
    calendar days after it. ``days_late`` counts the days by which a response was late. ``own`` is the
    state of its own date, and ``promised`` are those of the actions promised for it, while it is owed.
    ``recorded`` is whether anything on record shows that it is being implemented.
    """

    state: RecommendationState
    response_due: date | None = None
    days_overdue: int = 0
    remarks: tuple[str, ...] = ()
    days_late: int = 0
    own: ActionStanding | None = None
    promised: tuple[ActionStanding, ...] = ()
    recorded: bool = True

    @property
    def rag(self) -> Rating:
        """The rating for the state, or the worst one of what is owed if that is worse."""
        owed = {standing.rag for standing in (*self.promised, self.own) if standing}
        rating = RECOMMENDATION_RAG[self.state] if self.recorded else "not rated"
        return next((worse for worse in WORSE if worse in {rating, *owed}), rating)


def responses_to(
    recommendation: Recommendation, responses: Iterable[Response], as_of: date
) -> tuple[ResponseShare, ...]:
    """The responses to a recommendation up to a date, in the order given."""
    return tuple(
        _share(recommendation.id, response)
        for response in responses
        if recommendation.id in response.to and (response.on is None or response.on <= as_of)
    )


def _share(name: str, response: Response) -> ResponseShare:
    """The part of a response for one recommendation. Without ``for`` no action serves one it refuses."""
    decision = response.except_.get(name, response.decision)
    all_of_them = decision != "not agreed"
    actions = (a for a in response.actions if (name in a.for_ if a.for_ else all_of_them))
    return ResponseShare(response, decision, tuple(actions))


def review_day(
    recommendation: Recommendation, agreed: date | None, months: int | None, as_of: date
) -> date | None:
    """The day on which a recommendation that is not achieved comes back to the committee.

    It is ``months`` after the last time that something was said of it, or after it was made.
    """
    if months is None:
        return None
    entries: tuple[Note | Judged, ...] = (*recommendation.progress, *recommendation.ratings)
    days = (entry.on for entry in entries if entry.on and entry.on <= as_of)
    last = max(days, default=agreed)
    return response_due(last, months) + timedelta(days=1) if last else None


def is_withdrawn(
    recommendation: Recommendation, as_of: date, replaced_on: date | None = None
) -> bool:
    """Whether a recommendation was withdrawn, or replaced by another, by a date."""
    withdrawn = recommendation.withdrawn
    if withdrawn is None and not recommendation.superseded_by:
        return False
    since = withdrawn.on if withdrawn else replaced_on
    return since is None or since <= as_of


class LateResponse(NamedTuple):
    """A response after the last day to respond."""

    response: Response
    days: int
    due: date

    def __str__(self) -> str:
        """How late it was, as documents print it."""
        return f"{count(self.days, 'day')} late, due {long_date(self.due)}"


def late_response(
    recommendation: Recommendation,
    shares: tuple[ResponseShare, ...],
    rules: Rules,
    council: Council | None = None,
) -> LateResponse | None:
    """The first whole response to a recommendation, if it was late."""
    first = next((share.response for share in shares if not share.response.part), None)
    start = receipt(recommendation.notified, recommendation.received)
    if first is None or first.on is None or start is None or recommendation.kind == "resolution":
        return None
    due, came = last_day(recommendation.to, start, rules, council), earliest(first.on)
    return LateResponse(first, (came - due).days, due) if due and came > due else None


def recommendation_state(
    recommendation: Recommendation,
    shares: tuple[ResponseShare, ...],
    rules: Rules,
    as_of: date,
    council: Council | None = None,
    replaced_on: date | None = None,
    reported_on: date | None = None,
) -> RecommendationStanding:
    """The state of a recommendation on a date, given the responses up to that date.

    ``council`` is the council, which may receive a recommendation by name, and says who its executive is.
    ``replaced_on`` is the date on which the committee replaced it, and ``reported_on`` the date of the
    meeting to which it was reported done.
    """
    if is_withdrawn(recommendation, as_of, replaced_on):
        others = recommendation.superseded_by
        return RecommendationStanding(
            "withdrawn", remarks=(f"replaced by {listed(list(others))}",) if others else ()
        )
    if reported_on is not None and reported_on > as_of:
        recommendation = recommendation.model_copy(update={"accepted": None})
    standing = _state_of(recommendation, shares, rules, as_of, council)
    if standing.state == "being implemented":
        promised = any(share.actions for share in shares)
        standing = standing._replace(recorded=promised or bool(recommendation.progress))
    late = late_response(recommendation, shares, rules, council)
    if late is None:
        return standing
    remarks = (f"answered {late}", *standing.remarks)
    return standing._replace(remarks=remarks, days_late=late.days)


def _state_of(
    recommendation: Recommendation,
    shares: tuple[ResponseShare, ...],
    rules: Rules,
    as_of: date,
    council: Council | None,
) -> RecommendationStanding:
    """The state, with remarks on what is still missing."""
    if recommendation.accepted:
        return RecommendationStanding("accepted by the committee")
    if recommendation.kind == "resolution":
        return RecommendationStanding("noted")
    sent_back = recommendation.accepted is False
    whole = [share for share in shares if not share.response.part]
    # The actions in a response do not serve a recommendation that it does not agree.
    agreed = [share for share in shares if share.decision != "not agreed"]
    promised = [action for share in agreed for action in share.actions]
    done = is_done(recommendation.completed, as_of) or (
        bool(promised) and bool(whole) and all(is_done(a.completed, as_of) for a in promised)
    )
    if done and not sent_back:
        return RecommendationStanding("implemented", remarks=_missing(recommendation, promised))
    if sent_back:
        return RecommendationStanding("being implemented", remarks=("sent back by the committee",))
    if whole:
        return _after_response(whole[-1].decision, promised)
    own = bool(recommendation.to) and all(to == "committee" for to in recommendation.to)
    if own:
        return RecommendationStanding("being implemented", remarks=("the committee's own work",))
    start = receipt(recommendation.notified, recommendation.received)
    remarks = ("answered in part",) if shares else ()
    if start is None or start > as_of:
        return RecommendationStanding("awaiting notice", remarks=remarks)
    return _waiting(last_day(recommendation.to, start, rules, council), as_of, remarks)


def with_owed(
    standing: RecommendationStanding,
    own: ActionStanding | None,
    promised: Iterable[ActionStanding],
) -> RecommendationStanding:
    """The state of a recommendation with what is owed: its own date, and the actions promised for it."""
    if standing.state in CLOSED:
        return standing
    own = None if standing.state in ANSWERED_FOR else own
    promised = tuple(promised)
    remarks = []
    if own and own.due and own.rag in WORSE:
        days = f"{count(own.days_overdue, 'day')} past" if own.days_overdue else "close to"
        remarks.append(f"{days} its own date, {long_date(own.due)}")
    for rating, words in zip(WORSE, ("overdue", "due soon"), strict=True):
        if number := sum(action.rag == rating for action in promised):
            remarks.append(f"{number} of {count(len(promised), 'promised action')} {words}")
    return standing._replace(own=own, promised=promised, remarks=(*remarks, *standing.remarks))


def _missing(recommendation: Recommendation, done: list[ResponseAction]) -> tuple[str, ...]:
    """What a recommendation that is carried out still lacks: evidence, and the committee's verdict."""
    lacking = sum(not action.evidence for action in done)
    if recommendation.evidence or (done and not lacking):
        evidence = ""
    elif lacking < len(done):
        evidence = f"no evidence given for {lacking} of {count(len(done), 'promised action')}"
    else:
        evidence = "no evidence given"
    return (*([evidence] if evidence else []), "not yet accepted by the committee")


def _after_response(
    decision: Decision | None, promised: list[ResponseAction]
) -> RecommendationStanding:
    if decision in ("not agreed", "noted"):
        return RecommendationStanding(decision)
    if promised or decision is None:
        return RecommendationStanding("being implemented")
    return RecommendationStanding(decision)


def _waiting(due: date | None, as_of: date, remarks: tuple[str, ...]) -> RecommendationStanding:
    late = (as_of - due).days if due else 0
    state: RecommendationState = "response overdue" if late > 0 else "awaiting response"
    return RecommendationStanding(state, due, max(late, 0), remarks)
