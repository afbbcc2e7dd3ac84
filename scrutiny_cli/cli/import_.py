"""``scrutiny import``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import console, editing, lookup, options, results
from scrutiny_cli.cli.loading import View, view
from scrutiny_cli.errors import RecordsError, UsageError

if TYPE_CHECKING:
    from scrutiny_cli.documents.problems import Problem
    from scrutiny_cli.importing import ImportOptions, Proposal

app = typer.Typer(help="Bring in what stands in spreadsheets.")


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
            help="Whose log it is, where there are several committees.",
            show_default=False,
        ),
    ] = None,
    sheet: Annotated[
        list[str] | None,
        typer.Option("--sheet", metavar="NAME", help="Only this sheet. Several allowed."),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="HEADING=FIELD",
            help="What a heading means: `Agreed step=action`. Several allowed.",
        ),
    ] = None,
    meeting: Annotated[
        str | None,
        typer.Option(
            "--meeting",
            metavar="ID|DATE",
            help="The meeting of rows that name none.",
            show_default=False,
        ),
    ] = None,
    reported: Annotated[
        str | None,
        typer.Option(
            "--reported",
            metavar="ID|DATE",
            help="The meeting told of actions reported complete, where no row says it.",
            show_default=False,
        ),
    ] = None,
    new_meetings: Annotated[
        bool,
        typer.Option(
            "--new-meetings", help="Write the meetings that the register does not hold yet, too."
        ),
    ] = False,
    done_fill: Annotated[
        list[str] | None,
        typer.Option(
            "--done-fill",
            metavar="COLOUR",
            help="Rows filled so are done: `green`, `92D050`. Several allowed.",
        ),
    ] = None,
    dry_run: editing.DryRun = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Write without asking: for scripts.")
    ] = False,
    quiet: options.Quiet = False,
) -> None:
    """Bring the action log from a spreadsheet into the register.

    It shows what would change, and asks before it writes; in a script it writes with `--yes` only.
    What it cannot read stays as words, and every row that it leaves out is named with the reason.
    It can be run again: what the register holds already is not doubled.

    Example: `scrutiny import actions action-log.xlsx --new-meetings`
    """
    from scrutiny_cli.importing import ImportOptions
    from scrutiny_cli.importing.summary import imported

    seen = view(root, as_of, private=True, quiet=quiet)
    asked = ImportOptions(
        as_of=seen.as_of,
        committee=committee,
        sheets=tuple(sheet or ()),
        meeting=meeting,
        reported=reported,
        columns=_columns(column or []),
        done_fills=tuple(done_fill or ()),
        new_meetings=new_meetings,
    )
    proposal, new, faults = _fitting(seen, _proposed(seen, file, asked))
    if new:
        console.out(editing.difference(seen.loaded, new) + "\n")
    made = imported(proposal, file.name, seen.as_of, seen.revision, faults)
    results.write_report(made, "text", None)
    if not new:
        console.say("nothing to change", quiet=quiet)
        return
    what = _what(proposal)
    if dry_run:
        return
    if not yes and not console.asks():
        console.say(f"nothing was written; add --yes to write {what}", quiet=quiet)
        return
    if not yes and not console.confirm(f"Write {what}?"):
        console.say("nothing was written", quiet=quiet)
        return
    editing.save(seen.loaded, new)
    console.say(f"{what} written to {', '.join(new)}", quiet=quiet)


def _columns(given: list[str]) -> dict[str, str]:
    """The headings named, each with the field it means."""
    from scrutiny_cli.importing.headings import FIELDS
    from scrutiny_cli.wording import did_you_mean, listed

    found = {}
    for one in given:
        heading, _, name = one.rpartition("=")
        if not heading.strip() or name.strip() not in FIELDS:
            hint = did_you_mean(name.strip(), FIELDS) if heading else None
            raise UsageError(
                f"--column {one!r} is no HEADING=FIELD", hint or f"the fields are {listed(FIELDS)}"
            )
        found[heading.strip()] = name.strip()
    return found


def _proposed(seen: View, file: Path, asked: "ImportOptions") -> "Proposal":
    from scrutiny_cli import importing
    from scrutiny_cli.files import store
    from scrutiny_cli.importing import spreadsheets

    register = seen.loaded.register
    body = lookup.find_committee(register, seen.loaded.settings, asked.committee)
    told = [
        lookup.find_meeting(register, name) if name else None
        for name in (asked.meeting, asked.reported)
    ]
    book = spreadsheets.read(file.name, store.content(file, MOST))
    return importing.propose(
        book, register, seen.loaded.entries, body, asked, meeting=told[0], reported=told[1]
    )


MOST = 50_000_000
"""No file with more bytes is read."""


def _fitting(
    seen: View, proposal: "Proposal"
) -> "tuple[Proposal, dict[str, bytes], list[Problem]]":
    """The proposal without what `check` would refuse; the files and the faults there would be."""
    from scrutiny_cli.render.problems import line

    while True:
        new = editing.truly_changed(seen.loaded, _files(seen, proposal))
        faults = editing.brought_in(seen.loaded, new) if new else []
        wrong = [fault for fault in faults if fault.severity == "error"]
        if not wrong:
            return proposal, new, faults
        ids = {one.id for one in proposal.new} | {one.id for one in proposal.changed}
        refused = {f.record: f"{f.field}: {f.message}" for f in wrong if f.record in ids}
        if not refused:
            raise RecordsError(
                f"the register would not pass, so nothing was written: {line(wrong[0])}",
                "correct the spreadsheet there, and import it again",
            )
        proposal = proposal.without({name: why for name, why in refused.items() if name})


def _files(seen: View, proposal: "Proposal") -> dict[str, bytes]:
    """The files as they would be with what is proposed."""
    from scrutiny_cli.clerking.new_meeting import home
    from scrutiny_cli.domain.dates import parse_date
    from scrutiny_cli.edits import render_record

    loaded = seen.loaded
    new = {}
    for record in proposal.meetings:
        path = home(seen, record["id"], parse_date(record["date"]))
        new[path] = editing.headed(loaded.root, path, "meetings", render_record(record)).encode()
    changes = {one.id: one.changes for one in proposal.changed}
    new |= editing.changed_files(loaded, "actions", changes)
    if proposal.new:
        records = [one.data for one in proposal.new]
        new |= editing.added_files(loaded, "actions", records, new)
    return new


def _what(proposal: "Proposal") -> str:
    """What would be written: `these 7 actions and 2 meetings`."""
    from scrutiny_cli.wording import count, listed

    parts = [
        count(len(proposal.new), "new action") if proposal.new else "",
        count(len(proposal.changed), "changed action") if proposal.changed else "",
        count(len(proposal.meetings), "new meeting") if proposal.meetings else "",
    ]
    return listed([part for part in parts if part])
