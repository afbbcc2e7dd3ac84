"""``scrutiny measure``."""

from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import options
from scrutiny_cli.cli.loading import view

if TYPE_CHECKING:
    from scrutiny_cli.cli.loading import View
    from scrutiny_cli.domain.plans import Measure

app = typer.Typer(help="The measures of improvement plans: list, show, and record figures.")

PlanId = Annotated[
    str | None,
    typer.Option(
        "--plan", metavar="ID", help="Only the measures of this plan.", show_default=False
    ),
]


@app.command("list")
def list_(
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    plan: PlanId = None,
    private: options.Private = False,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="text, json or csv.", show_default=False),
    ] = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """List the measures: latest figure, target, rating, direction of travel.

    Ratings are computed; what the officer states stands beside them and is called so.

    Example: `scrutiny measure list --plan sfs-2019 --as-of 2019-11-25`
    """
    from scrutiny_cli.reports import measures as report

    shape = options.the_format(format_, "text", "text", "json", "csv")
    seen = view(root, as_of, private=private, quiet=quiet)
    chosen, words = _chosen(seen, committee, plan)
    made = report.listing(seen.register, chosen, seen.as_of, seen.revision, (*seen.filters, *words))
    options.tell(made, shape, output)


def _chosen(
    seen: "View", committee: str | None, plan: str | None
) -> "tuple[list[Measure], tuple[str, ...]]":
    """The measures asked for, and in words what was left out."""
    from scrutiny_cli.reports import measures as report

    found = report.chosen(seen.register, seen.committees(committee))
    if plan is None:
        return found, ()
    wanted = options.the_record(seen.register, "plans", plan)
    of_plan = report.of_plan(seen.register, wanted)
    return [measure for measure in of_plan if measure in found], (f"Only {wanted.title}",)


@app.command()
def show(
    measure: Annotated[str, typer.Argument(help="Id of the measure.")],
    root: options.Root = None,
    as_of: options.AsOf = None,
    private: options.Private = False,
    format_: options.ListFormat = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Show a measure with all its readings, and how its rating comes about.

    Example: `scrutiny measure show sfs-1.01`
    """
    from scrutiny_cli.reports import measures as report

    shape = options.the_format(format_, "text", "text", "json")
    seen = view(root, as_of, private=private, quiet=quiet)
    chosen = options.the_record(seen.register, "measures", measure)
    options.tell(report.one(seen.register, chosen, seen.as_of, seen.revision), shape, output)
