"""``scrutiny review``."""

from dataclasses import replace
from typing import Annotated

import typer

from scrutiny_cli.cli import completion, lookup, options, results
from scrutiny_cli.cli.loading import view
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
    seen = view(root, as_of, private=private, quiet=quiet)
    bodies = seen.committees(committee)
    made = report.listing(seen.register, bodies, seen.as_of, seen.revision)
    results.write_report(seen.marked(made), shape, output, seen.templates)


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
    seen = view(root, as_of, private=private, draft=draft, quiet=quiet)
    register = seen.register
    chosen = lookup.find_record(register, "reviews", review)
    owner = register.committee_of(chosen)
    body = owner or lookup.find_committee(register, seen.loaded.settings, None)
    made = report.scoping(register, chosen, body, seen.as_of, seen.revision)
    made = replace(made, draft=draft, private=private, filters=seen.filters)
    stem = f"scoping-{chosen.id}"
    results.write_documents(made, OutputKind.DOCUMENT, formats, stem, seen, output, quiet=quiet)
