"""``scrutiny import``."""

from pathlib import Path
from typing import Annotated

import typer

from scrutiny_cli.clerking import imports
from scrutiny_cli.cli import console, editing, options, results
from scrutiny_cli.cli.loading import View, open_view
from scrutiny_cli.errors import UsageError
from scrutiny_cli.files import store
from scrutiny_cli.importing import actions as action_rows
from scrutiny_cli.importing import headings, model, spreadsheets, summary
from scrutiny_cli.render.formats import OutputKind, choose_format
from scrutiny_cli.wording import did_you_mean, listed

app = typer.Typer()


@app.command()
def actions(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The action log: .xlsx or .csv.")],
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: Annotated[
        str | None,
        typer.Option(
            "--committee",
            "-c",
            metavar="ID",
            help="Committee whose log it is, if there are several.",
            show_default=False,
        ),
    ] = None,
    sheet: Annotated[
        list[str] | None,
        typer.Option("--sheet", metavar="NAME", help="Only this sheet. Can be repeated."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="HEADING=FIELD",
            help="Say what a heading means: `Agreed step=action`. Can be repeated.",
        ),
    ] = None,
    meeting: Annotated[
        str | None,
        typer.Option(
            "--meeting",
            metavar="ID|DATE",
            help="Meeting for rows that do not name one.",
            show_default=False,
        ),
    ] = None,
    reported: Annotated[
        str | None,
        typer.Option(
            "--reported",
            metavar="ID|DATE",
            help="Meeting to which completed actions were reported, if the rows do not say.",
            show_default=False,
        ),
    ] = None,
    new_meetings: Annotated[
        bool,
        typer.Option("--new-meetings", help="Also add meetings that are not in the register yet."),
    ] = False,
    done_fill: Annotated[
        list[str] | None,
        typer.Option(
            "--done-fill",
            metavar="COLOUR",
            help="Treat rows with this fill as done: `green`, `92D050`. Can be repeated.",
        ),
    ] = None,
    dry_run: editing.DryRun = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Save without asking (for scripts).")
    ] = False,
    quiet: options.Quiet = False,
) -> None:
    """Import the action log from a spreadsheet.

    It shows what would change, and asks before it writes; in a script it writes with `--yes` only.
    What it cannot read stays as words, and every row that it leaves out is named with the reason.
    It can be run again: what the register holds already is not doubled.

    Example: `scrutiny import actions action-log.xlsx --new-meetings`
    """
    view = open_view(root, as_of, private=True, quiet=quiet)
    asked = model.ImportOptions(
        as_of=view.as_of,
        committee=committee,
        sheets=tuple(sheet or ()),
        meeting=meeting,
        reported=reported,
        columns=_columns(column or []),
        done_fills=tuple(done_fill or ()),
        new_meetings=new_meetings,
        public=not view.loaded.settings.private,
    )
    proposal, edit = imports.prepare(view.loaded, _proposed(view, file, asked))
    console.INCOMPLETE.clear()  # what the import needs could be read
    what = imports.summary(proposal)
    if yes and edit.files and not dry_run:
        edit.save()
    if edit.files:
        console.out(edit.difference() + "\n")
    document = summary.imported(proposal, file.name, view.as_of, view.revision, edit.problems)
    results.write_report(document, choose_format(OutputKind.LIST, None), None)
    if not edit.files:
        console.say("nothing to change", quiet=quiet)
        return
    if dry_run:
        return
    if not yes and not console.is_interactive():
        console.say(f"nothing was saved; add --yes to save {what}", quiet=quiet)
        return
    if not yes:
        if not console.confirm(f"Save {what}?"):
            console.say("nothing was saved", quiet=quiet)
            return
        edit.save()
    editing.say_saved(view, what, edit.files, quiet=quiet)


def _columns(given: list[str]) -> dict[str, str]:
    """The headings named, each with the field it means."""
    fields = {}
    for pair in given:
        heading, _, name = pair.rpartition("=")
        if not heading.strip() or name.strip() not in headings.FIELDS:
            hint = did_you_mean(name.strip(), headings.FIELDS) if heading else None
            raise UsageError(
                f"--column {pair!r} is not HEADING=FIELD",
                hint or f"the fields are {listed(headings.FIELDS)}",
            )
        fields[heading.strip()] = name.strip()
    return fields


def _proposed(view: View, file: Path, asked: "model.ImportOptions") -> "model.Proposal":
    body = editing.find_committee(view, asked.committee)
    meeting, reported = [
        editing.find(view, "meetings", name) if name else None
        for name in (asked.meeting, asked.reported)
    ]
    ranking = headings.ACTIONS.having(asked.columns).ranking
    book = spreadsheets.read(file.name, store.content(file, MOST), ranking)
    return action_rows.propose_actions(
        book, view.loaded, body, asked, meeting=meeting, reported=reported
    )


MOST = 50_000_000
"""No file with more bytes is read."""
