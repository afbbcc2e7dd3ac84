"""``scrutiny question``."""

from typing import Annotated

import typer

from scrutiny_cli.cli import options
from scrutiny_cli.cli.loading import view

app = typer.Typer(help="Questions from the public and from members of the council.")


@app.command("list")
def list_(
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    meeting: Annotated[
        str | None,
        typer.Option(
            "--meeting", "-m", metavar="MEETING", help="Only this meeting.", show_default=False
        ),
    ] = None,
    private: options.Private = False,
    format_: options.ListFormat = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """List the questions: in time or late, accepted or refused, and when the answer is due.

    An answer is due so long before the meeting that its questioner can frame a supplementary
    question; how long is a rule of the committee.

    Example: `scrutiny question list --meeting 2021-10-12`
    """
    from scrutiny_cli.reports import questions as report

    shape = options.the_format(format_, "text", "text", "json")
    seen = view(root, as_of, private=private, quiet=quiet)
    chosen = options.the_meeting(seen.register, meeting) if meeting else None
    bodies = seen.committees(committee)
    made = report.listing(seen.register, bodies, seen.as_of, seen.revision, chosen)
    options.tell(made, shape, output, seen.templates)


@app.command()
def build(
    meeting: Annotated[str, typer.Argument(help="Id or date of the meeting.")],
    root: options.Root = None,
    as_of: options.AsOf = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="html, markdown or json. By default html and markdown.",
            show_default=False,
        ),
    ] = None,
    output: options.Output = None,
    draft: options.Draft = False,
    private: options.Private = False,
    quiet: options.Quiet = False,
) -> None:
    """Build the supplement with the questions of a meeting and their answers.

    Only accepted questions stand in it. An anonymous questioner is shown as such, and of a
    disallowed supplementary question the rule and never the words.

    Example: `scrutiny question build cyp-2020-03-16 --output build`
    """
    from dataclasses import replace

    from scrutiny_cli.reports import questions as report

    shape = options.the_format(format_, "both", "both", "html", "markdown", "json")
    seen = view(root, as_of, private=private, draft=draft, quiet=quiet)
    register = seen.register
    chosen = options.the_meeting(register, meeting)
    owner = register.committee_of(chosen)
    body = owner or options.the_committee(register, seen.loaded.settings, None)
    made = report.supplement(register, chosen, body, seen.as_of, seen.revision)
    made = replace(made, draft=draft, private=private, filters=seen.filters)
    contents = options.rendered(made, shape, seen.templates, "html", "markdown")
    output = output or ("-" if shape == "json" else None)
    stem = f"questions-{chosen.id}{seen.suffix}"
    options.documents(contents, stem, output, seen.folder, quiet=quiet)
