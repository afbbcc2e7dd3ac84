"""Improvement plans and their measures (KPIs)."""

import csv
import io
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scrutiny_cli.domain.actions import Done, Withdrawn
from scrutiny_cli.domain.base import (
    CivilDate,
    CommitteeRecord,
    Id,
    Markdown,
    Model,
    Note,
    Number,
    PastDate,
    Several,
    Text,
    YesOrNo,
    words_for,
)
from scrutiny_cli.domain.committees import Rating
from scrutiny_cli.domain.due import Due
from scrutiny_cli.domain.people import Owners
from scrutiny_cli.domain.periods import read_period

Direction = Literal["improving", "steady", "worsening"]
Missing = Literal["no data yet", "not counted", "dash", "blank", "too small", "not shown"]
Frequency = Literal["weekly", "monthly", "quarterly", "six-monthly", "yearly", "once"]


class OfficerRating(Model):
    """The officer's own rating of an action on a date."""

    on: PastDate | None = Field(None, description="The date of the rating.")
    rag: Rating = Field(description="red, amber, green, blue or not rated.")
    why: Markdown | None = Field(
        None, description="The reason, above all if it differs from the computed rating."
    )
    by: Text | None = Field(None, description="Who gave the rating.")


class PlanAction(Model):
    """An action in the plan."""

    id: Id = Field(description="Its number in the plan.")
    number: Text | None = Field(None, description="Its printed number, if that is not its id.")
    action: Markdown = Field(description="What must be done.")
    leads: Owners = Field((), description="Delivery leads.")
    impact: Markdown | None = Field(None, description="What it will change, and for whom.")
    by: Due | None = Field(None, description="By when.")
    know: Markdown | None = Field(None, description="How the committee will know that it works.")
    measure: Markdown | None = Field(None, description="The performance measure, in words.")
    measures: tuple[Id, ...] = Field((), description="The measures that show its effect.")
    ratings: tuple[OfficerRating, ...] = Field((), description="The officer's ratings, by date.")
    progress: tuple[Note, ...] = Field((), description="Dated entries, oldest first.")
    completed: Done = Field(None, description="The date it was done, or `yes`.")
    withdrawn: Withdrawn | None = Field(None, description="Why it is no longer owed.")
    printed_status: Text | None = Field(None, description="The status word as the paper prints it.")
    recommendation: Text | None = Field(None, description="The inspection's own reference.")


class Extract(Model):
    """An extract from the inspection report: its reference, and what it says."""

    ref: Text = Field(description="The inspection's own reference, such as `RP 51`.")
    text: Markdown | None = Field(None, description="What the report says there.")

    _bare_ref = words_for("ref")


class Aim(Model):
    """An aim of the plan, with its actions."""

    id: Id | None = Field(None, description="Its number.")
    title: Text = Field(description="Title.")
    text: Markdown | None = Field(None, description="The text under the title.")
    extracts: tuple[Extract, ...] = Field(
        (), description="Extracts from the inspection report, printed above the actions."
    )
    actions: tuple[PlanAction, ...] = Field((), description="Its actions.")


class Total(Model):
    """A total that a paper prints, to compare with the sum."""

    what: Text = Field(description="What the total counts.")
    value: Number = Field(description="The figure as printed.")
    source: Text | None = Field(None, description="Where it is printed.")
    counts: Literal["aims", "actions"] | None = Field(
        None, description="What it should be the number of: the plan's aims, or its actions."
    )
    among: tuple[Id, ...] = Field((), description="Only these aims. The default is all of them.")


class Plan(CommitteeRecord):
    """An improvement plan: aims, each with actions."""

    title: Text = Field(description="Title.")
    form: Literal["plan", "inspection"] = Field(
        "plan", description="Which of the two printed forms its table has."
    )
    impact_heading: Text | None = Field(
        None, description="The heading over the impact of actions: `Impact on children`."
    )
    introduction: Markdown | None = Field(None, description="The text under the title.")
    updated_to: PastDate | None = Field(None, description="The date to which it is updated.")
    owner: Owners = Field((), description="Who answers for the plan.")
    from_: PastDate | None = Field(None, alias="from", description="First date.")
    until: PastDate | None = Field(None, description="Last date.")
    aims: tuple[Aim, ...] = Field((), description="Its aims.")
    scorecard: tuple[Id, ...] = Field((), description="The measures on its scorecard, in order.")
    printed_totals: tuple[Total, ...] = Field((), description="Totals, as papers print them.")


class Step(Model):
    """A target that changes by date."""

    on: CivilDate = Field(description="The date from which it applies.")
    value: Number = Field(description="The target.")

    @model_validator(mode="before")
    @classmethod
    def _one_pair(cls, value: Any) -> Any:
        if isinstance(value, dict) and len(value) == 1:
            ((on, target),) = value.items()
            if on not in ("on", "value"):
                return {"on": on, "value": target}
        return value


class Target(Model):
    """What a measure should reach, set in one of these ways."""

    at_least: Number | None = Field(None, description="Not less than.")
    at_most: Number | None = Field(None, description="Not more than.")
    between: tuple[Number, Number] | None = Field(None, description="Within, both ends included.")
    equals: Number | None = Field(None, description="Exactly.")
    by: tuple[Step, ...] = Field((), description="Steps: a date, and the target from then on.")
    trend: Literal["increase", "decrease"] | None = Field(None, description="Only a direction.")
    to: Number | None = Field(None, description="Where a trend should end: 0 for a backlog.")
    words: Text | None = Field(None, description="A target in words, which is not rated.")

    _bare_words = words_for("words")


class Reading(Model):
    """A figure for a period, or the reason why there is none."""

    period: Text = Field(description="`2019-09`, `2019-09-30`, `2019/20`, `Q2 2019/20`.")
    value: Number | None = Field(None, description="The figure. It keeps its spelling.")
    missing: Missing | None = Field(None, description="Why there is no figure.")
    series: Text | None = Field(None, description="Its series, if there are several: `24hr`.")
    unit: Text | None = Field(None, description="Its unit, if it is not the measure's.")
    breaks: YesOrNo = Field(
        False,
        description="`yes` if the way of counting changed. No trend crosses the start of this period.",
    )
    of: Number | None = Field(None, description="The number that it is a share of.")
    note: Markdown | None = Field(None, description="A note.")
    provisional: YesOrNo = Field(False, description="`yes` while the figure may change.")
    source: Text | None = Field(None, description="The paper that prints it.")
    direction: Direction | None = Field(None, description="The direction, as the officer gave it.")
    rag: Rating | None = Field(None, description="The rating, as the officer gave it.")
    why: Markdown | None = Field(None, description="Why the officer's rating differs.")
    on: PastDate | None = Field(None, description="The date the figure was recorded.")

    @property
    def known_on(self) -> date | None:
        """The date from which it is known: it was recorded, or else its period was over."""
        period = read_period(self.period)
        return self.on or (period.end if period else None)

    @model_validator(mode="before")
    @classmethod
    def _is_mapping(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            raise PydanticCustomError("wrong-shape", "expected a period and a value")
        return value


class MeasureTable(Model):
    """A table of a measure with several columns: by team, by agency, shares beside counts.

    Its values are text, and are printed as they are written.
    """

    title: Text = Field(description="What the table shows.")
    period: Text = Field(description="Its period, as for a reading.")
    csv: Text | None = Field(
        None, description="Its lines as comma-separated values, the headings first."
    )
    file: Text | None = Field(
        None, description="A CSV file with its lines: a path such as `papers/2021-11-23/teams.csv`."
    )
    note: Markdown | None = Field(None, description="A note below it.")
    source: Text | None = Field(None, description="The paper that prints it.")

    @property
    def known_on(self) -> date | None:
        """The date from which it is known: its period is over."""
        period = read_period(self.period)
        return period.end if period else None

    @property
    def lines(self) -> list[list[str]]:
        """Its lines, the headings first."""
        return [line for line in csv.reader(io.StringIO(self.csv or "", newline="")) if line]


class Benchmark(Model):
    """A figure from elsewhere, with its own period."""

    name: Text = Field(description="Such as England, statistical neighbours or West Midlands.")
    period: Text = Field(description="Its own period.")
    value: Number | None = Field(None, description="The figure.")
    missing: Missing | None = Field(None, description="Why there is no figure.")
    source: Text | None = Field(None, description="Where it comes from.")


class Measure(CommitteeRecord):
    """A KPI: its target, readings and benchmarks."""

    title: Text = Field(description="What is measured.")
    section: Text | None = Field(None, description="The section of the scorecard.")
    unit: Text | None = Field(None, description="Such as %, children or days.")
    target: Target | None = Field(None, description="What it should reach.")
    better: Literal["higher", "lower"] | None = Field(
        None, description="Which way is better, if the target does not say."
    )
    amber_within: Number | None = Field(None, description="Replaces the committee's setting.")
    green_within: Number | None = Field(None, description="Replaces the committee's setting.")
    measured_in: Annotated[
        Literal["points", "percent"] | None, Field(description="Replaces the committee's setting.")
    ] = None
    frequency: Frequency | None = Field(None, description="How often a reading is due.")
    readings: tuple[Reading, ...] = Field((), description="Its readings.")
    benchmarks: tuple[Benchmark, ...] = Field((), description="Figures from elsewhere.")
    tables: tuple[MeasureTable, ...] = Field((), description="Tables with several columns.")
    commentary: Markdown | None = Field(None, description="The officer's commentary.")
    total_of: Annotated[tuple[Id, ...], Several] = Field(
        (), description="Measures that add up to it."
    )
    unrated: Annotated[tuple[Text, ...], Several] = Field(
        (), description="Series to which the target does not apply."
    )
    suppress: YesOrNo | None = Field(
        None,
        description="Whether small figures are withheld. The default is `yes` if the unit counts things.",
    )
