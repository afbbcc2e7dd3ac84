"""Dates that contradict each other: in the wrong order, still to come, or moved elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrutiny_cli.checks.context import Context
from scrutiny_cli.checks.references import placed
from scrutiny_cli.documents import Path
from scrutiny_cli.domain.dates import earliest, full_date, long_date, on_date
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.periods import read_period
from scrutiny_cli.domain.programme import PROGRAMME_LISTS, Topic
from scrutiny_cli.domain.recommendations import Recommendation
from scrutiny_cli.domain.response_clock import receipt
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.register.register import Register

CODE = "dates-contradict"
CHECK = "check the day, and its year"


@dataclass(frozen=True)
class Order:
    """A date that comes first, and the dates in the same part of a record that are not before it.

    A path leads to a date, a due date, or the id of a meeting or a recommendation, which has a date.
    """

    kind: str
    first: str
    first_words: str
    later: Mapping[str, str]
    within: str = ""
    """The list whose parts have these dates. The default is the record itself."""
    code: str = CODE
    hint: str = CHECK


_FOLLOWS = {
    "completed": "it was completed",
    "withdrawn.on": "it was withdrawn",
    "progress.*.on": "this entry is dated",
    "reported": "it was reported",
}
_MOVED = {"moved.*.on": "its due date was moved", "moved.*.to": "it became due"}
_REPORTED = {"reported": "it was reported"}
_SPELL: Mapping[str, Any] = {
    "first": "from_",
    "first_words": "it begins",
    "later": {"until": "it ends"},
    "hint": "check both dates",
}
_AGREED, _MADE = "the meeting that agreed it", "the meeting that made it"

ORDERS = (
    Order("actions", "meeting", _AGREED, {"due": "it is due", **_FOLLOWS, **_MOVED}),
    Order("actions", "completed", "it was completed", _REPORTED),
    Order(
        *("recommendations", "meeting", _MADE),
        {"notified": "notice was given", "received": "it was received"},
        code="notice-dates",
    ),
    Order(
        *("recommendations", "meeting", _MADE),
        {"by": "it is due", **_FOLLOWS, "superseded_by.*": "it was replaced"},
    ),
    Order("recommendations", "completed", "it was completed", _REPORTED),
    Order(
        "responses",
        "to.*",
        "the recommendation was received",
        {"on": "the response came", "actions.*.due": "this is due"},
    ),
    Order(
        *("responses", "on", "the response came"),
        {
            "published_on": "it was published",
            "actions.*.due": "this is due",
            **{f"actions.*.{path}": words for path, words in _MOVED.items()},
        },
    ),
    Order(
        *("meetings", "published_on", "the agenda was published"),
        {"date": "the meeting is", "supplements.*.published_on": "the supplement was published"},
    ),
    Order(
        *("meetings", "date", "the meeting"),
        {
            "adjournments.*.resumed_on": "it resumed",
            "minutes.*.promises.*.due": "this is due",
            "minutes.*.requests.*.meeting": "the committee was to take this",
        },
    ),
    Order("committees", within="seats.*", code="seat-dates", **_SPELL),
    Order("committees", within="contact.*", code="seat-dates", **_SPELL),
    Order("councils", within="contact.*", code="seat-dates", **_SPELL),
    Order("people", within="posts.*", code="post-dates", **_SPELL),
    Order(
        *("plans", "from_", "the plan begins"),
        {"until": "it ends", "aims.*.actions.*.by": "this is due"},
    ),
    Order(
        *("questions", "received.on", "it was received"),
        {
            "meeting": "it was put to the meeting",
            "answered_on": "it was answered",
            "answer.on": "it was answered",
            "answers.*.on": "it was answered",
            "published_on": "the answer was published",
        },
    ),
    Order(
        *("questions", "meeting", "the meeting"),
        {
            f"supplementary.{path}": "the supplementary question was answered"
            for path in ("answered_on", "answer.on", "answers.*.on")
        },
    ),
    Order(
        *("decisions", "taken_on", "it was taken"),
        {
            "published_on": "it was published",
            "effective_from": "it takes effect",
            "implemented_on": "it was implemented",
        },
    ),
    Order(
        *("call-ins", "received.on", "it was received"),
        {"meeting": "it is heard", "valid.on": "it was found valid"},
    ),
    Order("reviews", "held.*", "it met", {"reported_on": "it reported"}),
    Order("reviews", "agreed_at", "its scope was agreed", {"reports_to.*": "it reports"}),
)

HAPPENED: Mapping[str, tuple[str, ...]] = {
    "actions": (
        *("added", "completed", "withdrawn.on", "progress.*.on", "ratings.*.on"),
        "moved.*.on",
    ),
    "recommendations": (
        *("notified", "received", "considered", "completed", "withdrawn.on", "progress.*.on"),
        "ratings.*.on",
    ),
    "responses": (
        *("on", "published_on", "actions.*.completed", "actions.*.progress.*.on"),
        "actions.*.moved.*.on",
    ),
    "meetings": ("published_on", "supplements.*.published_on", "adjournments.*.resumed_on"),
    "plans": (
        "updated_to",
        *(f"aims.*.actions.*.{path}" for path in ("completed", "withdrawn.on")),
        *(f"aims.*.actions.*.{path}.*.on" for path in ("progress", "ratings")),
    ),
    "measures": ("readings.*.on",),
    "programme": ("position.*.on", "moved.*.on"),
    "questions": (
        *("received.on", "answered_on", "answer.on", "answers.*.on", "published_on"),
        *(f"supplementary.{path}" for path in ("answered_on", "answer.on", "answers.*.on")),
    ),
    "decisions": ("taken_on", "published_on", "implemented_on", "withdrawn.on", "moved.*.on"),
    "call-ins": ("received.on", "valid.on", "refused.on"),
    "reviews": ("held.*", "reported_on"),
}
"""The dates of what has happened, which cannot be to come."""

MOVED = {"actions": "", "decisions": "", "responses": "actions.*", "programme": ""}
"""By kind, the list whose parts may be moved. The default is the record itself."""


def in_order(context: Context) -> Iterator[Finding]:
    """What follows from something is not dated before it."""
    for order in ORDERS:
        targets = KINDS[order.kind].references
        first = _steps(order.first)
        later = [(_steps(path), words, targets.get(path)) for path, words in order.later.items()]
        for entry, base, part in _parts(context, order.kind, order.within):
            dates = [
                _day(context.register, value, targets.get(order.first), receipts=True)
                for _, value in _held(part, first)
            ]
            start = max((earliest(day) for day in dates if day), default=None)
            for steps, words, target in later if start else ():
                for path, value in _held(part, steps, base):
                    day = _day(context.register, value, target)
                    if start and day and day < start:
                        first_day = f"{order.first_words} on {full_date(start)}"
                        message = f"{words} {on_date(day)}, before {first_day}"
                        yield entry.finding(path, order.code, message, order.hint)


def _parts(context: Context, kind: str, within: str) -> Iterator[tuple[PlacedRecord, Path, Any]]:
    """The parts of the records of a kind that are in a list of theirs, or the records themselves."""
    for entry, record in context.each(kind):
        if within:
            yield from ((entry, path, part) for path, part in placed(record, _steps(within)))
        else:
            yield entry, (), record


def _held(part: Any, steps: tuple[str, ...], base: Path = ()) -> Iterable[tuple[Path, Any]]:
    """The values at a path of a part, each with its path. Most parts have none."""
    value = getattr(part, steps[0])
    if value and len(steps) == 1:
        return [((*base, steps[0].removesuffix("_")), value)]
    return placed(part, steps, base) if value else ()


def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def _day(
    register: Register, value: Any, target: str | None, *, receipts: bool = False
) -> date | None:
    """The date that a value of a record is or names, or ``None``.

    A recommendation has the date of its meeting; with ``receipts``, that of its receipt if it has one.
    """
    if target == "recommendations":
        named: Recommendation | None = register.recommendations.get(value)
        if named is None:
            return None
        received = receipt(named.notified, named.received) if receipts else None
        return received or _day(register, named.meeting, "meetings")
    if target:
        meeting = register.meetings.get(value)
        return meeting.date if meeting else None
    if isinstance(value, Due):
        return register.due_day(value)
    return value if isinstance(value, date) else None


def to_come(context: Context) -> Iterator[Finding]:
    """What has happened is not dated after the day on which the records are checked."""
    today = context.as_of
    for kind, paths in HAPPENED.items() if today else ():
        steps = [_steps(path) for path in paths]
        for entry, record in context.each(kind):
            dates = [pair for path in steps for pair in _held(record, path)]
            dates += _over(record) if kind in ("meetings", "measures") else ()
            for path, day in dates:
                if today and isinstance(day, date) and earliest(day) > today:
                    message = f"it is dated {long_date(day)}, after {full_date(today)}"
                    yield entry.finding(path, CODE, message, CHECK)


def _over(record: Any) -> Iterator[tuple[Path, date]]:
    """The date of a meeting that was held, or the start of each period that has a figure."""
    if isinstance(record, Meeting) and record.status == "held":
        yield ("date",), record.date
    for index, reading in enumerate(getattr(record, "readings", ())):
        period = read_period(reading.period)
        if period and reading.value:
            yield ("readings", index, "period"), period.start


def moves(context: Context) -> Iterator[Finding]:
    """Each move starts where the one before it ended, and the last one ends where it is now."""
    register = context.register
    for kind, within in MOVED.items():
        for entry, base, part in _parts(context, kind, within):
            if part.moved:
                ends = [*(move.from_ for move in part.moved[1:]), _now(part)]
                for index, (move, end) in enumerate(zip(part.moved, ends, strict=True)):
                    if end is None or _same(register, move.to, end):
                        continue
                    now = "it is now due" if isinstance(end, Due) else "it is now at"
                    where = now if index == len(part.moved) - 1 else "the next move starts from"
                    places = [_place(register, place) for place in (move.to, end)]
                    message = f"it was moved to {places[0]}, and {where} {places[1]}"
                    hint = "correct one of the two, or add the move between them"
                    yield entry.finding((*base, "moved", index, "to"), CODE, message, hint)


def _now(part: Any) -> Due | str | None:
    """Where something that may be moved is now: its due date, its meeting or its list."""
    now: Due | str | None = part.meeting or part.list if isinstance(part, Topic) else part.due
    return now


def _same(register: Register, one: Due | str, other: Due | str) -> bool:
    """Whether two due dates, or two places of the work programme, are the same."""
    if isinstance(one, Due) and isinstance(other, Due):
        days = [register.due_day(due) for due in (one, other)]
        return days[0] == days[1] if any(days) else _place(register, one) == _place(register, other)
    # A meeting that the register does not have is found as such.
    known = {str(one), str(other)} <= {*register.meetings, *PROGRAMME_LISTS}
    return not known or one == other or other in {m.id for m in register.successors(str(one))}


def _place(register: Register, place: Due | str) -> str:
    words = register.due_words(place) if isinstance(place, Due) else place
    return words or "no date"
