"""``scrutiny review``."""

from typing import Annotated

import typer

from scrutiny_cli.cli import completion, lookup, options, results
from scrutiny_cli.cli.loading import open_view
from scrutiny_cli.render.formats import OutputKind, choose_format, choose_formats
from scrutiny_cli.reports.programme import reviews as report

app = typer.Typer()


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
    """List the reviews, with their chairs and the meetings they report to.

    Example: `scrutiny review list`
    """
    shape = choose_format(OutputKind.LIST, format_)
    view = open_view(root, as_of, private=private, quiet=quiet)
    document = report.listing(view.standpoint(committee))
    results.write_report(document, shape, output, view.templates)


@app.command()
def build(
    review: Annotated[
        str, typer.Argument(autocompletion=completion.reviews, help="Id of the review.")
    ],
    root: options.Root = None,
    as_of: options.AsOf = None,
    format_: options.DocumentFormat = None,
    output: options.Output = None,
    draft: options.Draft = False,
    private: options.Private = False,
    quiet: options.Quiet = False,
) -> None:
    """Build the scoping document of a review, every field in its place, empty ones too.

    Example: `scrutiny review build peer-on-peer --output build`
    """

    formats = choose_formats(OutputKind.DOCUMENT, format_)
    view = open_view(root, as_of, private=private, draft=draft, quiet=quiet)
    chosen = lookup.find_record(view.register, "reviews", review)
    document = report.scoping(view.standpoint_of(chosen), chosen)
    stem = f"scoping-{chosen.id}"
    results.write_documents(document, OutputKind.DOCUMENT, formats, stem, view, output, quiet=quiet)
