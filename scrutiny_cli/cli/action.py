"""``scrutiny action``."""

from typing import Annotated

import typer

from scrutiny_cli.cli import completion, options
from scrutiny_cli.cli.loading import say_later, view

app = typer.Typer(help="The action log: list, show, and edit from the terminal.")


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
    """List the actions with their state on a day.

    Example: `scrutiny action list --as-of 2021-11-23`
    """
    from scrutiny_cli.reports.trackers import actions as report

    shape = options.the_format(format_, "text", "text", "json")
    seen = view(root, as_of, private=private, quiet=quiet)
    bodies = seen.committees(committee)
    say_later(seen, bodies, quiet=quiet)
    made = report.listing(seen.register, bodies, seen.as_of, seen.revision, seen.filters)
    options.tell(seen.marked(made), shape, output)


@app.command()
def show(
    action: Annotated[
        str, typer.Argument(autocompletion=completion.actions, help="Id or number of the action.")
    ],
    root: options.Root = None,
    as_of: options.AsOf = None,
    private: options.Private = False,
    format_: options.ListFormat = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Show all that the register holds of an action.

    Example: `scrutiny action show 4`
    """
    from scrutiny_cli.reports.trackers import actions as report

    shape = options.the_format(format_, "text", "text", "json")
    seen = view(root, as_of, private=private, quiet=quiet)
    chosen = options.the_action(seen.register, action)
    made = report.one(seen.register, chosen, seen.as_of, seen.revision)
    options.tell(seen.marked(made), shape, output)
