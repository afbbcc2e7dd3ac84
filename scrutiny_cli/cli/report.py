"""``scrutiny report``."""

from typing import Annotated

import typer

from scrutiny_cli.clerking import reports
from scrutiny_cli.cli import completion, console, editing, options
from scrutiny_cli.cli.loading import open_view
from scrutiny_cli.reports.meetings import agenda

app = typer.Typer()


@app.callback()
def report() -> None:
    """Start an officer's report."""


@app.command()
def new(
    meeting: Annotated[
        str, typer.Argument(autocompletion=completion.meetings, help="Id or date of the meeting.")
    ],
    item: Annotated[str, typer.Argument(help="Id or number of the agenda item.")],
    root: options.Root = None,
    as_of: options.AsOf = None,
    private: options.Private = False,
    quiet: options.Quiet = False,
) -> None:
    """Create a report template for an agenda item, with the known details filled in.

    The author goes on with a Markdown file under records/papers/, in a folder named by the date of
    the meeting. It never replaces a file.

    Example: `scrutiny report new 2021-11-23 improvement-plan`
    """
    view = open_view(root, as_of, private=private, quiet=quiet)
    chosen = editing.find(view, "meetings", meeting)
    committee = editing.find_committee(view, meeting=chosen)
    context = agenda.AgendaContext(view.register, committee, chosen)
    proposed = reports.start(view.loaded, view.standpoint_of(chosen), context, item)
    editing.carry_out(view, proposed, quiet=quiet)
    console.out("".join(f"{path}\n" for path in proposed.files))
