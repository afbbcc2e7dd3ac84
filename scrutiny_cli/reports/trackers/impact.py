"""What scrutiny achieved: responses, their time, what was carried out, dates that slipped, questions answered.

Every number counts rows of the list at the end of the report, and each is defined beside it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import median_low
from typing import Any, NamedTuple

from scrutiny_cli.domain.impact import (
    AGES,
    DONE,
    RESPONSES,
    TIMES,
    Outcome,
    is_old_enough,
    outcome,
)
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.municipal_year import municipal_year
from scrutiny_cli.domain.programme import wording
from scrutiny_cli.domain.questions import Question, answers_of
from scrutiny_cli.reports.fields import ITSELF, Field, Fields, shown
from scrutiny_cli.reports.model import Block, Count, Prose, Report, Section, Table, Tally
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers.actions import logged
from scrutiny_cli.reports.trackers.recommendations import TrackedRecommendation, tracked
from scrutiny_cli.wording import capital, count, listed

FEW = 10
"""Of fewer than this no percentage is given, only the counts."""
NO_TOPIC = "Not on the work programme"
NOBODY = "Nobody named"
MADE = (
    "**Made**: every recommendation and request of the committee by the date of this report. "
    "Resolutions that ask nobody for anything are not counted. It belongs to the municipal year, from May to "
    "April, of the meeting that made it."
)
RESPONSE = (
    "**Accepted, accepted in part, refused, noted**: the decision in the latest response. A response "
    "without a decision, and a recommendation without a response, are counted apart. One that was withdrawn "
    "or replaced is counted as withdrawn, whatever the response was."
)
TIME = (
    "**In time**: the first full response came by the last day to respond, which is counted from the "
    "receipt. **Late**: it came after that day. **Overdue**: the day has passed without a response. The share "
    "in time is of these three. Where no receipt or no date of the response is recorded, nobody can know, "
    "and the recommendation is counted apart. The median of days is from receipt to response; of two in the middle it is the lower."
)
IMPLEMENTED = (
    "**Implemented**: carried out by its own record, or with all the actions that were promised for it, "
    "or accepted by the committee as done. The time runs from the meeting that made it to the last date on which "
    "something was done. The share within one year is of those made at least one year ago, the share within "
    "four years of those made at least four years ago. What was done on an unknown date is counted apart."
)
OPEN = (
    "**Still open**: not implemented, not refused, not noted and not withdrawn. Its age is counted from "
    "the meeting that made it."
)
SLIPPED = (
    "**Slipped**: an action on the log whose due date was moved at least once. An action with several "
    "owners is counted once, under all of them together."
)
ANSWERED = (
    "**Answered**: an accepted question to the committee whose answer is recorded. Of the others nobody "
    "knows from the records whether they were answered."
)


@dataclass(frozen=True)
class RatedRecommendation:
    """A recommendation with what became of it by the day."""

    record: TrackedRecommendation
    made_on: date
    result: Outcome
    topic: str = NO_TOPIC
    """The topic of the work programme that its item took; of several years, in the words of the first."""

    @property
    def year(self) -> str:
        """The municipal year in which it was made."""
        return municipal_year(self.made_on)

    @property
    def committee(self) -> str:
        """The committee that made it."""
        return self.record.committee.name if self.record.committee else ""

    @property
    def addressee(self) -> str:
        """To whom it was made: all of them together."""
        return capital(listed(self.record.record.to)) or NOBODY


class ImpactRow(NamedTuple):
    """The numbers of a group of recommendations."""

    group: str
    rated: Sequence[RatedRecommendation]
    as_of: date

    def number(self, key: str, of: str) -> int:
        """Return how many have an outcome."""
        return sum(getattr(rated.result, of) == key for rated in self.rated)

    @property
    def made(self) -> int:
        """How many were made."""
        return len(self.rated)

    @property
    def responses(self) -> dict[str, int]:
        """How many have each response."""
        return {key: self.number(key, "response") for key in RESPONSES}

    @property
    def times(self) -> dict[str, int]:
        """How many were answered in time, late, or not."""
        return {key: self.number(key, "time") for key in TIMES}

    @property
    def done(self) -> dict[str, int]:
        """How many were implemented, and when."""
        return {key: self.number(key, "done") for key in DONE}

    @property
    def ages(self) -> dict[str, int]:
        """How many are open, by age."""
        return {key: self.number(key, "age") for key in AGES}

    @property
    def days(self) -> int | None:
        """The median of days from receipt to response."""
        days = [rated.result.days for rated in self.rated if rated.result.days is not None]
        return median_low(days) if days else None

    @property
    def in_time(self) -> str:
        """The share that was answered in time."""
        return share(self.times["in time"], sum(self.times[key] for key in TIMES[:3]))

    def implemented(self, years: int) -> str:
        """Return the share that was implemented within so many years, of those old enough."""
        old = [r for r in self.rated if is_old_enough(r.made_on, years, self.as_of)]
        known = [r for r in old if r.result.done != "date not recorded"]
        within = DONE[:1] if years == 1 else DONE[:2]
        return share(sum(r.result.done in within for r in known), len(known))


def share(part: int, whole: int) -> str:
    """Return a share with its counts; of a few the counts alone."""
    if not whole:
        return "none yet"
    counts = f"{part} of {whole}"
    return counts if whole < FEW else f"{round(100 * part / whole)}% ({counts})"


def _in(part: str, key: str, title: str = "") -> Field[ImpactRow]:
    """Return the field of a count."""
    return shown(
        f"{part}_{key.replace(' ', '_')}", title or capital(key), lambda r: getattr(r, part)[key]
    )


ROW = Fields(
    ImpactRow,
    "group",
    *("made", "responses", "times"),
    Field("median_days", value="days"),
    *("done", "ages"),
    shown("in_time", "Share in time"),
    shown("year_1", "Share within one year", lambda r: r.implemented(1)),
    shown("year_4", "Share within four years", lambda r: r.implemented(4)),
    shown("days", "Median days"),
    *(_in("responses", key) for key in RESPONSES),
    *(_in("times", key) for key in TIMES),
    *(_in("done", key) for key in DONE),
    *(_in("ages", key, capital(key.removeprefix("open for "))) for key in AGES),
)
RATED = Fields(
    RatedRecommendation,
    Field("id", value=lambda r: r.record.record.id, type=str),
    Field(
        "recommendation",
        value=lambda r: r.record.record.text,
        cell=lambda r: r.record.quoted,
        type=str,
    ),
    Field("made_on", "Made on"),
    "year",
    "committee",
    "topic",
    Field("addressee", "Made to"),
    Field("response", "Response", "result.response"),
    Field("time", "Time", "result.time"),
    Field("days", "Days", "result.days"),
    Field("done", "Implemented", "result.done"),
    Field("age", "Still open", "result.age"),
)
LIST = RATED.columns(
    *("impact", "recommendation", "made_on", "addressee", "response", "time", "done", "age")
)
SHEET = RATED.columns(
    *("sheet", "id", "recommendation", "made_on", "year", "committee", "topic", "addressee"),
    *("response", "time", "days", "done", "age"),
)


class SlippedDates(NamedTuple):
    """The actions of some owners, and how often their due dates were moved."""

    owners: str
    actions: int
    slipped: int
    moves: int


SLIPS = Fields(
    SlippedDates,
    Field("owners", "Owner"),
    Field("actions", "Actions"),
    Field("slipped", "With a moved date"),
    Field("moves", "Moves"),
)


@dataclass(frozen=True)
class Impact:
    """What scrutiny achieved by a day, in one municipal year or in all."""

    at: Standpoint
    year: str | None = None

    @cached_property
    def rated(self) -> list[RatedRecommendation]:
        """The recommendations that count, each with what became of it."""
        return [
            rated
            for made in tracked(self.at)
            if made.meeting and made.record.kind != "resolution"
            for rated in (self._rated(made, made.meeting),)
            if self.year in (None, rated.year)
        ]

    def _rated(self, made: TrackedRecommendation, meeting: Meeting) -> RatedRecommendation:
        register, as_of = self.at.register, self.at.as_of
        shares = register.responses_to(made.record, as_of)
        due = register.response_due(made.record)
        result = outcome(made.record, made.standing, shares, meeting.date, due, as_of)
        name = made.record.item
        item = next((item for item in meeting.items if name and item.name == name), None)
        topic = register.programme.get(item.programme or "") if item else None
        words = self._topics[wording(topic, years=False)] if topic else NO_TOPIC
        return RatedRecommendation(made, meeting.date, result, words)

    @cached_property
    def _topics(self) -> dict[str, str]:
        """The topics by their words without years."""
        known = sorted(self.at.register.programme.values(), key=lambda topic: topic.year or "")
        return {wording(topic, years=False): topic.topic for topic in reversed(known)}

    def row(self, group: str, rated: Sequence[RatedRecommendation]) -> ImpactRow:
        """Return the numbers of a group."""
        return ImpactRow(group, rated, self.at.as_of)

    @property
    def total(self) -> ImpactRow:
        """The numbers of all of them."""
        return self.row("All", self.rated)

    def by(self, group: Callable[[RatedRecommendation], str]) -> list[ImpactRow]:
        """Return the numbers by group; each recommendation is in one."""
        groups: dict[str, list[RatedRecommendation]] = {}
        for rated in self.rated:
            groups.setdefault(group(rated), []).append(rated)
        return [self.row(name, own) for name, own in sorted(groups.items())]

    @property
    def by_year(self) -> list[ImpactRow]:
        """The numbers by municipal year."""
        return self.by(lambda rated: rated.year)

    @property
    def by_committee(self) -> list[ImpactRow]:
        """The numbers by committee."""
        return self.by(lambda rated: rated.committee)

    @property
    def by_topic(self) -> list[ImpactRow]:
        """The numbers by topic."""
        return self.by(lambda rated: rated.topic)

    @property
    def by_addressee(self) -> list[ImpactRow]:
        """The numbers by whom they were made to."""
        return self.by(lambda rated: rated.addressee)

    @cached_property
    def slips(self) -> list[SlippedDates]:
        """The actions of the log by owners, and how often their dates were moved."""
        owners: dict[str, list[int]] = {}
        for action in logged(self.at):
            held = action.meeting and municipal_year(action.meeting.date)
            if self.year in (None, held):
                owners.setdefault(listed(action.owners) or NOBODY, []).append(action.moved)
        return [
            SlippedDates(name, len(moves), sum(map(bool, moves)), sum(moves))
            for name, moves in sorted(owners.items())
        ]

    @cached_property
    def questions(self) -> dict[str, int]:
        """How many questions were answered, refused, or of unknown outcome."""
        outcomes = Counter(
            _answered(question)
            for question in self.at.of_committees(self.at.register.questions)
            if self.year is None or self.year == self._year_of(question)
        )
        return {words: outcomes[words] for words in ("answered", "no answer recorded", "refused")}

    def _year_of(self, question: Question) -> str | None:
        meeting = self.at.register.meetings.get(question.meeting)
        return municipal_year(meeting.date) if meeting else None


IMPACT = Fields(
    Impact,
    "year",
    Field("total", of=ROW),
    *(
        Field[Impact](f"by_{group}", of=ROW)
        for group in ("year", "committee", "topic", "addressee")
    ),
    Field("slips", of=SLIPS),
    "questions",
    Field("recommendations", value="rated", of=RATED),
)
IMPACT_JSON = Fields(Impact, Field("impact", value=ITSELF, of=IMPACT))


def _answered(question: Question) -> str:
    if question.status == "refused":
        return "refused"
    known = answers_of(question) or question.answered_on or question.same_answer_as
    return "answered" if known else "no answer recorded"


def report(impact: Impact) -> Report:
    """Return the report on impact: the body of an annual report."""
    at, total = impact.at, impact.total
    groups = (
        ("year", "Year", impact.by_year),
        ("committee", "Committee", impact.by_committee),
        ("topic", "Topic", impact.by_topic),
        ("addressee", "Made to", impact.by_addressee),
    )
    sections = [
        Section("made", None, (_tiles(total), Prose(MADE))),
        _section("response", "Responses", RESPONSE, _bar("Responses", total.responses), groups),
        _section("time", "Time of the responses", TIME, _bar("Time", total.times), groups),
        _section("done", "Implemented", IMPLEMENTED, _bar("Implemented", total.done), groups),
        _section("open", "Still open", OPEN, _bar("Still open", total.ages), groups),
        _slipped(impact),
        _questions(impact),
        Section("list", "The list behind the numbers", (_list(impact),), folded=True),
    ]
    filters = (*at.filters, *((f"Made in {impact.year}",) if impact.year else ()))
    return at.report(
        "impact",
        f"Impact of scrutiny {impact.year}" if impact.year else "Impact of scrutiny",
        sections,
        IMPACT_JSON.write(impact),
        sheet=RATED.table("Recommendations", SHEET, impact.rated),
        filters=filters,
    )


def _tiles(total: ImpactRow) -> Tally:
    accepted = total.responses["accepted"] + total.responses["accepted in part"]
    done = sum(total.done[key] for key in DONE[:4])
    counts = (
        Count(total.made, "recommendations made"),
        Count(accepted, "accepted, in full or in part", "green"),
        Count(done, "implemented", "blue"),
        Count(sum(total.ages.values()), "still open", "amber"),
    )
    return Tally("Recommendations", tuple(count for count in counts if count.number))


COLOURS: dict[str, Any] = {
    **dict.fromkeys(("accepted", "in time", "within one year", AGES[0], "answered"), "green"),
    **dict.fromkeys(("accepted in part", "noted", "late", "within four years", AGES[1]), "blue"),
    **dict.fromkeys(("overdue", "refused", "refused, noted or withdrawn", AGES[3]), "red"),
    **dict.fromkeys(("no decision recorded", "not due yet", "after four years", AGES[2]), "amber"),
    "date not recorded": "amber",
}


def _bar(title: str, counts: dict[str, int]) -> Tally:
    """Return the counts as a picture; their table is below it."""
    parts = tuple(
        Count(number, key, COLOURS.get(key, "not rated"))
        for key, number in counts.items()
        if number
    )
    return Tally(title, parts, bar=True)


COLUMNS = {
    "response": ("made", *(f"responses_{key.replace(' ', '_')}" for key in RESPONSES)),
    "time": ("in_time", "days", *(f"times_{key.replace(' ', '_')}" for key in TIMES)),
    "done": ("year_1", "year_4", *(f"done_{key.replace(' ', '_')}" for key in DONE[:4])),
    "open": tuple(f"ages_{key.replace(' ', '_')}" for key in AGES),
}


def _section(
    key: str,
    title: str,
    definition: str,
    bar: Tally,
    groups: Iterable[tuple[str, str, list[ImpactRow]]],
) -> Section:
    blocks: list[Block] = [bar, Prose(definition)]
    for name, words, rows in groups:
        if len(rows) > 1 or name == "year":
            columns = ROW.columns(f"{key}-{name}", "group", *COLUMNS[key], group=words)
            table = ROW.table(f"{title} by {name}", columns, rows, as_printed=True)
            blocks.append(Section(f"{key}-{name}", f"By {name}", (table,), level=3))
    return Section(key, title, tuple(blocks))


def _slipped(impact: Impact) -> Section:
    slipped = sum(row.slipped for row in impact.slips)
    actions = sum(row.actions for row in impact.slips)
    moves = sum(row.moves for row in impact.slips)
    words = f"{share(slipped, actions)} slipped, {count(moves, 'time')} in all." if actions else ""
    columns = SLIPS.columns("slips", "owners", "actions", "slipped", "moves")
    table = SLIPS.table("Due dates that slipped", columns, impact.slips, empty="No actions.")
    return Section(
        "slips", "Due dates of actions that slipped", (Prose(f"{SLIPPED} {words}"), table)
    )


def _questions(impact: Impact) -> Section:
    counts = impact.questions
    return Section("questions", "Questions", (_bar("Questions", counts), Prose(ANSWERED)))


def _list(impact: Impact) -> Table:
    return RATED.table("Recommendations", LIST, impact.rated, empty="No recommendations.")
