"""``scrutiny forward``."""

import typer

from scrutiny_cli.cli import commands, options
from scrutiny_cli.cli.loading import View
from scrutiny_cli.render.formats import OutputKind
from scrutiny_cli.reports.decisions import decisions as report

app = typer.Typer()


@commands.builds(app, OutputKind.PROGRAMME)
def build(view: View, committee: options.CommitteeId = None) -> commands.Documents:
    """Build the forward plan: key decisions to come, private meetings, decisions taken this year.

    Example: `scrutiny forward build --output build`
    """
    yield report.forward_plan(view.standpoint(committee)), "forward-plan"
