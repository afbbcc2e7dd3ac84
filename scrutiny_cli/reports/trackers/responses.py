"""The schedule of responses: what was recommended, the response, and what it promises."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import long_date, short_date
from scrutiny_cli.domain.recommendations import Link, Recommendation, Response, ResponseAction
from scrutiny_cli.domain.state import CLOSED
from scrutiny_cli.reports.common import named
from scrutiny_cli.reports.fields import Field, Fields, shown
from scrutiny_cli.reports.meetings.related import TRACKER
from scrutiny_cli.reports.model import Block, Cell, Listing, Prose, Ref, Report, Section, Table
from scrutiny_cli.reports.standpoint import Listed, Standpoint, several
from scrutiny_cli.reports.trackers.promised import PROMISED, PromisedAction
from scrutiny_cli.reports.trackers.recommendations import (
    EXECUTIVE,
    MATCHED,
    RECOMMENDATION,
    TrackedRecommendation,
    called,
    cited,
    key,
    meeting_title,
    selected,
    text_of,
    whose,
)
from scrutiny_cli.reports.trackers.selection import EVERYTHING, Selection
from scrutiny_cli.wording import capital, listed

WAITING = ("awaiting notice", "awaiting response", "response overdue")


@dataclass(frozen=True)
class GivenResponse(Listed[Response]):
    """A response as it is on a day."""

    listed_as: ClassVar[str] = "responses"

    @cached_property
    def asked(self) -> Recommendation | None:
        """The first recommendation that it answers, as far as the register has them."""
        known = self.at.register.recommendations
        return next((known[name] for name in self.record.to if name in known), None)

    def owed(self, action: ResponseAction) -> bool:
        """Whether nobody has closed every recommendation that one of its actions serves."""
        register, day = self.at.register, self.at.as_of
        known = (register.recommendations.get(name) for name in action.for_ or self.record.to)
        served = [register.recommendation_standing(record, day) for record in known if record]
        return not served or any(standing.state not in CLOSED for standing in served)

    @property
    def in_words(self) -> bool:
        """Whether its words begin with what it decides."""
        text, decision = self.record.text or "", self.record.decision or ""
        return text.casefold().startswith(decision)

    @property
    def promised(self) -> list[PromisedAction]:
        """The actions that it promises."""
        return [
            PromisedAction(self.at, action, self.record, self.asked)
            for action in self.record.actions
        ]


RESPONSE = Fields(
    GivenResponse,
    *("id", "to", "by", "on", "decision", "except"),
    Field("text", "Response", markdown=True),
    Field("links", of=Fields(Link, "words", "url")),
    Field("alignment", value="alignment.inferred"),
    Field("actions", value="promised", of=PROMISED),
)
UNANSWERED = Fields(
    TrackedRecommendation,
    Field("recommendation", value="record.id"),
    Field("state", value="standing.state"),
)


@dataclass(frozen=True)
class ScheduleLine:
    """A row of the schedule: what was recommended, the response, one of the actions it promises."""

    committee: Committee | None
    asked: Cell
    reply: Cell
    action: PromisedAction | None = None


def _of_action(key: str) -> Field[ScheduleLine]:
    """Return a field of the action of a row; empty if the response promises nothing."""
    title = PROMISED.fields[key].heading
    return shown(key, title, lambda row: PROMISED.cell(key, row.action) if row.action else None)


LINE = Fields(
    ScheduleLine,
    shown("recommendation", "Recommendation", "asked"),
    shown("committee", "Committee"),
    shown("response", "Response", "reply"),
    *map(_of_action, ("action", "owners", "due_words", "success", "progress")),
)


@dataclass(frozen=True)
class Schedule:
    """The responses given by a day, and the recommendations that still wait for one."""

    responses: list[GivenResponse]
    unanswered: list[TrackedRecommendation]


SCHEDULE = Fields(Schedule, Field("responses", of=RESPONSE), Field("unanswered", of=UNANSWERED))
NOT_YET = RECOMMENDATION.columns(
    "unanswered", "ref", "what_of_item", "state_now", heads="what_of_item"
)
PROMISED_HERE = PROMISED.columns("card", "action", "owners", "status", "since", "success")
STAR = "\\* The paper does not say which recommendation it responds to. The clerk matched them."


def schedule(at: Standpoint, selection: Selection = EVERYTHING, *, printed: bool = False) -> Report:
    """What was recommended, the responses, and each action they promise.

    If ``printed``, they stand in the seven columns of the papers.
    """
    known = {r.record.id: r for r in selected(at, selection)}
    given = _given(at, known)
    waiting = [r for r in known.values() if r.standing.state in WAITING]
    lines = [line for response in given for line in _lines(response, known)]
    cells = [(r.committee, RECOMMENDATION.cells(r)) for r in waiting]
    unmet = [ScheduleLine(body, row["entry"], row["status"]) for body, row in cells]
    mixed = several(line.committee for line in (*lines, *unmet))
    title = whose(at.register, [response.record for response in given])
    columns = LINE.columns(
        *("schedule", "recommendation", "response", "action", "owners", "due_words"),
        *("success", "progress"),
        response="Executive Response" if title == EXECUTIVE else "Response",
    )

    def table(of: Iterable[ScheduleLine], merged: int = 0) -> Table:
        return LINE.table(
            *(title, columns, of),
            whose=mixed,
            merged=merged,
            empty="No responses.",
            as_printed=True,
        )

    newest = sorted(waiting, key=lambda r: r.meeting.date if r.meeting else at.as_of, reverse=True)
    not_yet = RECOMMENDATION.table("Not yet answered", NOT_YET, newest, whose=mixed)
    unanswered = Section(
        "unanswered", "Not yet answered", (not_yet,), aside=str(len(waiting)) if waiting else None
    )
    responses = (
        [Section("responses", "Responses", (table(lines, merged=2),)), unanswered]
        if printed
        else [unanswered, *_by_meeting(at, given, known, mixed=mixed)]
    )
    return at.report(
        "response-schedule",
        title,
        (
            *responses,
            key(at),
        ),
        SCHEDULE.write(Schedule(given, waiting)),
        sheet=table((*lines, *unmet)),
        filters=(*at.filters, *selection.words),
    )


def _by_meeting(
    at: Standpoint,
    given: list[GivenResponse],
    known: Mapping[str, TrackedRecommendation],
    *,
    mixed: bool,
) -> list[Section]:
    """The responses as cards, by meeting and item, the newest meeting first."""
    placed: dict[str, dict[str, list[Section]]] = {}
    tracked: dict[tuple[str, str], Cell] = {}
    for position, response in enumerate(given, 1):
        answered = [known[name] for name in response.record.to if name in known]
        items = placed.setdefault(answered[0].record.meeting, {})
        items.setdefault(answered[0].item_title, []).append(_card(response, answered, position))
        link = at.link("In the tracker", TRACKER, answered[0].record.id)
        tracked.setdefault((answered[0].record.meeting, answered[0].item_title), link)
    return [
        Section(
            f"meeting-{name}",
            f"Meeting of {meeting_title(at, name, mixed=mixed)}",
            tuple(
                Section(
                    *(f"meeting-{name}-{number}", title, tuple(cards), 3),
                    aside=tracked[name, title],
                )
                for number, (title, cards) in enumerate(items.items(), 1)
            ),
        )
        for name, items in reversed(placed.items())
    ] + [Section("matched", None, (Prose(STAR),))] * any(r.record.alignment for r in given)


def _card(response: GivenResponse, answered: list[TrackedRecommendation], position: int) -> Section:
    """A response: the recommendations it answers, the decision, its words, the actions it promises."""
    record = response.record
    on = short_date(record.on) if record.on else None
    who = ", ".join(filter(None, (record.by, on)))
    decision = "" if response.in_words else capital(record.decision or "")
    title = ": ".join(filter(None, (who, decision))) or "Response"
    asked = Listing(tuple(r.quoted for r in answered))
    remarks = (
        _lateness(response, answered),
        _exceptions(response, known={r.record.id: r for r in answered}),
        f"On {record.part}." if record.part else None,
    )
    blocks: list[Block] = [asked, *(Prose(remark) for remark in remarks if remark)]
    blocks += [Prose(record.text)] if record.text else []
    blocks += [cell for cell in cited(record) if isinstance(cell, Prose)]
    promised = response.promised
    if promised:
        table = PROMISED.table("Actions promised", PROMISED_HERE, promised)
        blocks.append(table)
    aside = "matched by the clerk*" if record.alignment else None
    return Section(f"reply-{position}", title, tuple(blocks), 4, aside, record=record.id)


def _exceptions(response: GivenResponse, known: Mapping[str, TrackedRecommendation]) -> str | None:
    """Which of the recommendations it decides differently."""
    decided = [
        f"{called(known[name].record)}: {decision}"
        for name, decision in response.record.except_.items()
        if name in known
    ]
    return f"except {listed(decided)}" if decided else None


def _given(at: Standpoint, known: Mapping[str, TrackedRecommendation]) -> list[GivenResponse]:
    """The responses given by the day to recommendations in view, in the order of these."""
    order = {name: position for position, name in enumerate(known)}
    given = [
        GivenResponse(at, response)
        for response in at.register.responses.values()
        if (response.on is None or response.on <= at.as_of)
        and any(name in known for name in response.to)
    ]
    return sorted(given, key=lambda r: min(order[name] for name in r.record.to if name in order))


def _lines(
    response: GivenResponse, known: Mapping[str, TrackedRecommendation]
) -> Iterator[ScheduleLine]:
    """The rows of a response: one for each action it promises, or just one."""
    record = response.record
    answered = [known[name] for name in record.to if name in known]
    asked = tuple(part for r in answered for part in (text_of(r.record), Ref(r.record.id)))
    reply = (
        " ".join(part for part in (record.by, long_date(record.on) if record.on else None) if part),
        _lateness(response, answered),
        (record.decision or "").capitalize(),
        _exceptions(response, known),
        f"on {record.part}" if record.part else None,
        Prose(record.text) if record.text else None,
        *cited(record),
        f"{MATCHED}: {record.alignment.inferred}" if record.alignment else None,
    )
    response_cell = named(tuple(part for part in reply if part), record.id, response.mark)
    for action in (*response.promised,) or (None,):
        yield ScheduleLine(answered[0].committee, asked, response_cell, action)


def _lateness(response: GivenResponse, answered: list[TrackedRecommendation]) -> str | None:
    """How late a response came; if not all it answers had the same time, for which of them."""
    at = response.at
    late = [
        (r, str(answer))
        for r in answered
        if (answer := at.register.late_response(r.record, at.as_of))
        and answer.response.id == response.record.id
    ]
    if len(late) == len(answered) and len({words for _, words in late}) == 1:
        return late[0][1]
    return "; ".join(f"{called(r.record)}: {words}" for r, words in late) or None
