"""``scrutiny call-in``."""

from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.clerking import decisions as clerking
from scrutiny_cli.cli import commands, completion, editing, lookup, options
from scrutiny_cli.cli.loading import View
from scrutiny_cli.domain import municipal_year as years
from scrutiny_cli.render.formats import OutputKind
from scrutiny_cli.reports.decisions import call_ins as report

if TYPE_CHECKING:
    from scrutiny_cli.clerking.proposed import Proposed
    from scrutiny_cli.reports.model import Report

app = typer.Typer()


@commands.shows(app, "list")
def list_(view: View, committee: options.CommitteeId = None) -> "Report":
    """List the call-ins, and by when each must be heard.

    Example: `scrutiny call-in list`
    """
    return report.listing(view.standpoint(committee))


@commands.shows(app, "show")
def show(
    view: View,
    call_in: Annotated[
        str, typer.Argument(autocompletion=completion.call_ins, help="Id of the call-in.")
    ],
) -> "Report":
    """Show one call-in in full.

    Example: `scrutiny call-in show call-in-1`
    """
    record = lookup.find_record(view.register, "call-ins", call_in)
    return report.detail(view.standpoint(), record)


@commands.builds(app, OutputKind.PROGRAMME)
def build(
    view: View,
    committee: options.CommitteeId = None,
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            metavar="YEAR",
            help="The municipal year, such as 2021/22 (default: the present one).",
            show_default=False,
        ),
    ] = None,
) -> commands.Documents:
    """Build the record of call-ins, and of the decisions that may be called in now.

    Example: `scrutiny call-in build --output build`
    """
    wanted = options.read_year(year) if year else years.municipal_year(view.as_of)
    yield report.record_of_call_ins(view.standpoint(committee), wanted), "call-ins"


@commands.changes(app)
def add(
    view: View,
    decision: Annotated[
        str | None,
        typer.Option(
            "--decision",
            metavar="ID",
            autocompletion=completion.decisions,
            help="The decision that is called in.",
        ),
    ] = None,
    caller: Annotated[
        list[str] | None,
        typer.Option(
            "--caller",
            metavar="WHO",
            help="Who calls it in: the id of a person, or a name. Can be repeated.",
        ),
    ] = None,
    grounds: Annotated[
        str | None, typer.Option("--grounds", metavar="WORDS", help="Why it is called in.")
    ] = None,
    alternative: Annotated[
        str | None,
        typer.Option("--alternative", metavar="WORDS", help="What is proposed instead."),
    ] = None,
    received: editing.Received = None,
    at: editing.TimeOfArrival = None,
    meeting: editing.Meeting = None,
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Its id (default: the next one).")
    ] = None,
) -> "Proposed":
    """Record a call-in, and show whether it came in time and by when it must be heard.

    Example: `scrutiny call-in add --decision centre-lease --caller ash --caller elm
    --grounds "Parents were not asked." --received 2021-11-05 --at "4.10 pm"`
    """
    called = editing.ask_for_record(
        view, "decisions", decision, "--decision", "Which decision is called in?"
    )
    who = caller or [editing.ask(None, "--caller", "Who calls it in?")]
    why = editing.ask(grounds, "--grounds", "Why?")
    day = options.read_day(received, "--received") if received else view.as_of
    hearing = editing.find(view, "meetings", meeting) if meeting else None
    return clerking.add_call_in(
        view.loaded,
        called,
        callers=who,
        grounds=why,
        alternative=alternative,
        received=day,
        at=options.read_time(at, "--at") if at else None,
        meeting=hearing,
        record_id=id_,
    )
