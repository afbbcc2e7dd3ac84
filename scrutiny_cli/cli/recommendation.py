"""``scrutiny recommendation``."""

from typing import Annotated

import typer

from scrutiny_cli.cli import completion, options
from scrutiny_cli.cli.loading import view

app = typer.Typer(help="Recommendations and the answers to them.")


@app.command("list")
def list_(
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    private: options.Private = False,
    format_: options.ListFormat = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """List the recommendations with their state on a day.

    Example: `scrutiny recommendation list --format json`
    """
    from scrutiny_cli.reports.trackers import recommendations as report

    shape = options.the_format(format_, "text", "text", "json")
    seen = view(root, as_of, private=private, quiet=quiet)
    bodies = seen.committees(committee)
    made = report.listing(seen.register, bodies, seen.as_of, seen.revision, seen.filters)
    options.tell(seen.marked(made), shape, output)


@app.command()
def show(
    recommendation: Annotated[
        str,
        typer.Argument(autocompletion=completion.recommendations, help="Id of the recommendation."),
    ],
    root: options.Root = None,
    as_of: options.AsOf = None,
    private: options.Private = False,
    format_: options.ListFormat = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Show all that the register holds of a recommendation and the answers to it.

    Example: `scrutiny recommendation show rec-2021-10-12-provision-of-children-a`
    """
    from scrutiny_cli.reports.trackers import recommendations as report

    shape = options.the_format(format_, "text", "text", "json")
    seen = view(root, as_of, private=private, quiet=quiet)
    chosen = options.the_record(seen.register, "recommendations", recommendation)
    made = report.one(seen.register, chosen, seen.as_of, seen.revision)
    options.tell(seen.marked(made), shape, output)
