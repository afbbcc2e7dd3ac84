"""``scrutiny overdue``."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import console, lookup, options, results
from scrutiny_cli.cli.loading import open_view, say_later
from scrutiny_cli.domain import dates
from scrutiny_cli.errors import UsageError
from scrutiny_cli.render import markdown
from scrutiny_cli.render.formats import Format, OutputKind, Surface, choose_format, offered
from scrutiny_cli.reports.trackers import chaser as chaser_note
from scrutiny_cli.reports.trackers import note
from scrutiny_cli.reports.trackers import overdue as report
from scrutiny_cli.wording import shorten

if TYPE_CHECKING:
    from scrutiny_cli.cli.loading import View
    from scrutiny_cli.reports.standpoint import Standpoint


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
            help="Write an e-mail to this owner: what is owed, what to answer, by when. In Markdown, or with "
            "--format text or html.",
        ),
    ] = None,
    chaser_all: Annotated[
        bool,
        typer.Option(
            "--chaser-all", help="Write an e-mail for each owner into the folder of --output."
        ),
    ] = False,
    fail: Annotated[
        bool, typer.Option("--fail", help="Exit with code 1 if anything is overdue (for scripts).")
    ] = False,
    private: options.Private = False,
    format_: Annotated[str | None, options.format_option(OutputKind.NOTE)] = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Show what is overdue, by owner, and the next meeting's deadlines.

    Nothing is sent: open the page of a note, copy it into a message, and send that.

    Examples: `scrutiny overdue --fail`, `scrutiny overdue --chaser "Claire Ward" --format html --output note.html`
    """
    mail = (
        choose_format(OutputKind.MAIL, format_) if chaser_all or _mails(chaser, format_) else None
    )
    shape = choose_format(OutputKind.NOTE, None if mail else format_)
    view = open_view(root, as_of, private=private, quiet=quiet).on_day
    at = view.standpoint(committee, *([f'Showing owners matching "{owner}"'] if owner else []))
    say_later(at, quiet=quiet)
    late = report.find_overdue(at, owner=chaser or owner, soon=soon)
    if chaser and not (late.obligations or late.responses):
        words = f"{shorten(chaser)!r} has nothing overdue, due soon or without a date"
        words = f"{words} on {dates.long_date(view.as_of)}"
        lookup.require_whole(view.register, words)
        console.say(f"{words}: no note written", quiet=quiet)
    elif mail and chaser_all:
        _write_all(view, at, late, mail, output, quiet=quiet)
    elif mail and chaser:
        results.write_report(note.note(at, chaser, late, view.loaded.register), mail, output)
    elif chaser:
        text = markdown.render(chaser_note.chaser(at, chaser, late), Surface(view.templates))
        results.write_text(text, output)
    else:
        results.write_report(report.overdue(at, late), shape, output, view.templates)
    if fail and late.fails:
        raise typer.Exit(1)


def _mails(chaser: str | None, format_: str | None) -> bool:
    """Whether a note is asked for as an e-mail."""
    names = [name for each in offered(OutputKind.MAIL) for name in (each.name, *each.aliases)]
    return chaser is not None and format_ in names


def _write_all(
    view: "View",
    at: "Standpoint",
    late: "report.Overdue",
    mail: Format,
    output: str | None,
    *,
    quiet: bool,
) -> None:
    """Write a note for each owner who owes something that is late or soon due."""
    if output in (None, "-") or results.is_one_target(output):
        raise UsageError(
            "--chaser-all writes a file for each owner", "name a folder: --output notes"
        )
    names = note.owners(late)
    taken: set[str] = set()
    for name in names:
        stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "owner"
        while stem in taken:
            stem += "-2"
        taken.add(stem)
        message = note.note(at, name, note.only(late, name), view.loaded.register)
        content = mail.render(message, Surface(view.templates))
        results.write_files({mail.suffix: content}, stem, output, view.folder, quiet=quiet)
    if not names:
        console.say(
            "nobody owes anything that is overdue or due soon: no note written", quiet=quiet
        )
