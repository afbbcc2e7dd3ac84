"""``scrutiny impact``."""

from typing import Annotated

import typer

from scrutiny_cli.cli import commands, options
from scrutiny_cli.cli.loading import View
from scrutiny_cli.render.formats import OutputKind
from scrutiny_cli.reports.trackers import impact as report

app = typer.Typer()


@app.callback()
def impact() -> None:
    """Build the report on what scrutiny achieved."""


@commands.builds(app, OutputKind.PROGRAMME)
def build(
    view: View,
    committee: options.CommitteeId = None,
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            metavar="YEAR",
            help="Only what was recommended in this municipal year, such as 2021/22.",
            show_default=False,
        ),
    ] = None,
) -> commands.Documents:
    """Build the report on impact: what was accepted, answered in time and implemented, by year and topic.

    Each number is defined, and the list behind it is at the end. It is the body of an annual report.

    Example: `scrutiny impact build --year 2021/22 --output build`
    """
    wanted = options.read_year(year) if year else None
    document = report.report(report.Impact(view.standpoint(committee), wanted))
    yield document, f"impact-{wanted.replace('/', '-')}" if wanted else "impact"
