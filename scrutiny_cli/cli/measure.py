"""``scrutiny measure``."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from scrutiny_cli.clerking import measures
from scrutiny_cli.cli import commands, completion, editing, lookup, options
from scrutiny_cli.cli.loading import View
from scrutiny_cli.errors import UsageError
from scrutiny_cli.render.formats import OutputKind
from scrutiny_cli.reports.plans import measures as report

if TYPE_CHECKING:
    from scrutiny_cli.clerking.proposed import Proposed
    from scrutiny_cli.reports.model import Report

app = typer.Typer()

PlanId = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="ID",
        autocompletion=completion.plans,
        help="Only the measures of this plan.",
        show_default=False,
    ),
]


@commands.shows(app, "list", OutputKind.TABLE)
def list_(
    view: View,
    committee: options.CommitteeId = None,
    plan: PlanId = None,
) -> "Report":
    """List the measures: latest figure, target, rating and direction of travel.

    Ratings are worked out. The officer's own rating is shown next to them and marked as such.

    Example: `scrutiny measure list --plan sfs-2019 --as-of 2019-11-25`
    """
    wanted = lookup.find_record(view.register, "plans", plan) if plan else None
    at = view.standpoint(committee, *([f"Only {wanted.title}"] if wanted else []))
    return report.listing(at, wanted)


@commands.shows(app, "show")
def show(
    view: View,
    measure: Annotated[
        str, typer.Argument(autocompletion=completion.measures, help="Id of the measure.")
    ],
) -> "Report":
    """Show one measure with all its figures, and explain its rating.

    Example: `scrutiny measure show sfs-1.01`
    """
    chosen = lookup.find_record(view.register, "measures", measure)
    return report.measure_detail(view.standpoint(), chosen)


Missing = Literal["no data yet", "not counted", "dash", "blank", "too small", "not shown"]
Direction = Literal["improving", "steady", "worsening"]
OfficerRating = Literal["red", "amber", "green", "blue", "not rated"]


@commands.changes(app)
def record(
    view: View,
    measure: Annotated[
        str, typer.Argument(autocompletion=completion.measures, help="Id of the measure.")
    ],
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="PERIOD", help="Period: 2021-09, Q2 2021/22, 2021/22 or a date."
        ),
    ] = None,
    value: Annotated[
        str | None, typer.Option("--value", metavar="FIGURE", help="The figure, without its unit.")
    ] = None,
    missing: Annotated[
        Missing | None, typer.Option("--missing", help="Reason why there is no figure.")
    ] = None,
    series: Annotated[
        str | None,
        typer.Option("--series", metavar="NAME", help="Series, if the measure has several."),
    ] = None,
    of: Annotated[
        str | None, typer.Option("--of", metavar="NUMBER", help="Number it is a share of.")
    ] = None,
    direction: Annotated[
        Direction | None, typer.Option("--direction", help="The officer's direction of travel.")
    ] = None,
    rag: Annotated[
        OfficerRating | None, typer.Option("--rag", help="The officer's rating.")
    ] = None,
    why: Annotated[
        str | None,
        typer.Option("--why", metavar="WORDS", help="Reason for the officer's rating."),
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="WORDS", help="A note on the figure.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="PAPER", help="Paper that has the figure."),
    ] = None,
    provisional: Annotated[
        bool, typer.Option("--provisional", help="The figure may still change.")
    ] = False,
    on: editing.On = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the figure already recorded.")
    ] = False,
) -> "Proposed":
    """Record a figure for a period, or why there is none.

    A figure for a period that has not ended gets the date. `--replace` removes the whole reading
    that is there: give again what is to stay.

    Example: `scrutiny measure record sfs-1.01 --period 2019-10 --value 86`
    """
    chosen = editing.find(view, "measures", measure)
    when = editing.ask(period, "--period", "For which period?")
    measures.require_period(when)
    if missing is None:
        value = editing.ask(value, "--value", "What is the figure?")
    elif value is not None:
        raise UsageError("a figure, or the reason why there is none: not both", "leave one out")
    return measures.record(
        chosen,
        view.as_of,
        when,
        replace=replace,
        series=series,
        value=value,
        missing=missing,
        of=of,
        direction=direction,
        rag=rag,
        why=why,
        note=note,
        source=source,
        provisional=provisional or None,
        on=options.read_day(on, "--on", past=True) if on else None,
    )
