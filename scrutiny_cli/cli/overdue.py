"""``scrutiny overdue``."""

from typing import Annotated

import typer

from scrutiny_cli.cli import console, lookup, options, results
from scrutiny_cli.cli.loading import open_view, say_later
from scrutiny_cli.domain import dates
from scrutiny_cli.render import markdown
from scrutiny_cli.render.formats import OutputKind, Surface, choose_format
from scrutiny_cli.reports.trackers import chaser as chaser_note
from scrutiny_cli.reports.trackers import overdue as report
from scrutiny_cli.wording import shorten


def overdue(
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner", metavar="WORDS", help="Only owners whose name contains these words."
        ),
    ] = None,
    soon: Annotated[
        int | None,
        typer.Option("--soon", min=0, metavar="DAYS", help="Show what is due in this many days."),
    ] = None,
    chaser: Annotated[
        str | None,
        typer.Option(
            "--chaser",
            metavar="OWNER",
            help="Write a note to this owner, in Markdown, with a reply form.",
        ),
    ] = None,
    fail: Annotated[
        bool, typer.Option("--fail", help="Exit with code 1 if anything is overdue (for scripts).")
    ] = False,
    private: options.Private = False,
    format_: Annotated[str | None, options.format_option(OutputKind.NOTE)] = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Show what is overdue, by owner, and the next meeting's deadlines.

    Examples: `scrutiny overdue --fail`, `scrutiny overdue --chaser "Claire Ward" --output note.md`
    """
    shape = choose_format(OutputKind.NOTE, format_)
    view = open_view(root, as_of, private=private, quiet=quiet).on_day
    at = view.standpoint(committee, *([f'Showing owners matching "{owner}"'] if owner else []))
    say_later(at, quiet=quiet)
    late = report.find_overdue(at, owner=chaser or owner, soon=soon)
    if chaser and not (late.obligations or late.responses):
        words = f"{shorten(chaser)!r} has nothing overdue, due soon or without a date"
        words = f"{words} on {dates.long_date(view.as_of)}"
        lookup.require_whole(view.register, words)
        console.say(f"{words}: no note written", quiet=quiet)
    elif chaser:
        text = markdown.render(chaser_note.chaser(at, chaser, late), Surface(view.templates))
        results.write_text(text, output)
    else:
        results.write_report(report.overdue(at, late), shape, output, view.templates)
    if fail and late.fails:
        raise typer.Exit(1)
