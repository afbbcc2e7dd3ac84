"""``scrutiny review``."""

from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import commands, completion, lookup, options
from scrutiny_cli.cli.loading import View
from scrutiny_cli.reports.programme import reviews as report

if TYPE_CHECKING:
    from scrutiny_cli.reports.model import Report

app = typer.Typer()


@commands.shows(app, "list")
def list_(
    view: View,
    committee: options.CommitteeId = None,
) -> "Report":
    """List the reviews, their chairs and the meetings they report to.

    Example: `scrutiny review list`
    """
    return report.listing(view.standpoint(committee))


@commands.builds(app)
def build(
    view: View,
    review: Annotated[
        str, typer.Argument(autocompletion=completion.reviews, help="Id of the review.")
    ],
    form: options.Form = None,
) -> commands.Documents:
    """Build the scoping document of a review.

    The page lists in one line what is still to be written. The printed form has every field.

    Example: `scrutiny review build peer-on-peer --output build`
    """
    chosen = lookup.find_record(view.register, "reviews", review)
    printed = options.printed(form, view.loaded.settings)
    document = report.scoping(view.standpoint_of(chosen), chosen, printed=printed)
    yield document, f"scoping-{chosen.id}"
