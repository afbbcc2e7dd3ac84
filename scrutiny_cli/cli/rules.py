"""``scrutiny rules``."""

from typing import TYPE_CHECKING

import typer

from scrutiny_cli.cli import commands, options
from scrutiny_cli.cli.loading import View
from scrutiny_cli.render.formats import OutputKind
from scrutiny_cli.reports import rules

if TYPE_CHECKING:
    from scrutiny_cli.reports.model import Report

app = typer.Typer()


@commands.shows(app, "show", OutputKind.TABLE, private=False)
def show(view: View, committee: options.CommitteeId = None) -> "Report":
    """Show each rule of a committee, and who states it: the committee, its council or nobody.

    Example: `scrutiny rules show --committee cyp`
    """
    return rules.rules(view.standpoint(committee))
