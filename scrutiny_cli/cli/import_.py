"""``scrutiny import``."""

from enum import StrEnum
from inspect import Parameter, Signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scrutiny_cli.clerking import imports
from scrutiny_cli.cli import console, editing, options, results
from scrutiny_cli.cli.loading import View, open_view
from scrutiny_cli.errors import UsageError
from scrutiny_cli.files import store
from scrutiny_cli.importing import headings, importers, model, spreadsheets, summary, targets
from scrutiny_cli.importing.modern_gov import proposing as modern_gov
from scrutiny_cli.render.formats import OutputKind, choose_format
from scrutiny_cli.wording import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

app = typer.Typer()


class Service(StrEnum):
    """The systems whose answers can be imported."""

    MODERN_GOV = "modern-gov"


# Options that each import has, by the names of their parameters.
_OPTIONS = {
    "root": (options.Root, None),
    "as_of": (options.AsOf, None),
    "committee": (
        Annotated[
            str | None,
            typer.Option(
                "--committee",
                "-c",
                metavar="ID",
                help="Committee that the rows are of, if there are several.",
                show_default=False,
            ),
        ],
        None,
    ),
    "sheet": (
        Annotated[
            list[str] | None,
            typer.Option("--sheet", metavar="NAME", help="Only this sheet. Can be repeated."),
        ],
        None,
    ),
    "column": (
        Annotated[
            list[str] | None,
            typer.Option(
                "--column",
                metavar="HEADING=FIELD",
                help="Say what a heading means: `Agreed step=action`. Can be repeated.",
            ),
        ],
        None,
    ),
    "meeting": (
        Annotated[
            str | None,
            typer.Option(
                "--meeting",
                metavar="ID|DATE",
                help="Meeting for rows that do not name one.",
                show_default=False,
            ),
        ],
        None,
    ),
    "reported": (
        Annotated[
            str | None,
            typer.Option(
                "--reported",
                metavar="ID|DATE",
                help="Meeting to which what is completed was reported, if the rows do not say.",
                show_default=False,
            ),
        ],
        None,
    ),
    "new_meetings": (
        Annotated[
            bool,
            typer.Option(
                "--new-meetings", help="Also add meetings that are not in the register yet."
            ),
        ],
        False,
    ),
    "done_fill": (
        Annotated[
            list[str] | None,
            typer.Option(
                "--done-fill",
                metavar="COLOUR",
                help="Treat rows with this fill as done: `green`, `92D050`. Can be repeated.",
            ),
        ],
        None,
    ),
    "dry_run": (editing.DryRun, False),
    "yes": (
        Annotated[bool, typer.Option("--yes", "-y", help="Save without asking (for scripts).")],
        False,
    ),
    "quiet": (options.Quiet, False),
}
_SHARED = ("root", "as_of", "dry_run", "yes", "quiet")
_SERVICE: dict[str, tuple[Any, Any]] = {
    "files": (
        Annotated[
            list[Path],
            typer.Argument(metavar="FILE...", help="Saved answers (.xml), or a folder of them."),
        ],
        Parameter.empty,
    ),
    "from_": (
        Annotated[Service, typer.Option("--from", help="The system that they come from.")],
        Parameter.empty,
    ),
}
_OF_COMMITTEES: dict[str, tuple[Any, Any]] = {
    "only": (
        Annotated[
            list[str] | None,
            typer.Option(
                "--only",
                metavar="WORDS",
                help="Only committees whose name or category has these words, or this number. Can be "
                "repeated.",
            ),
        ],
        None,
    ),
}
_OF_MEETINGS: dict[str, tuple[Any, Any]] = {
    "committee": (
        Annotated[
            str | None,
            typer.Option(
                "--committee",
                "-c",
                metavar="ID",
                help="Committee of meetings whose answer does not name it.",
                show_default=False,
            ),
        ],
        None,
    ),
    "since": (
        Annotated[
            str | None,
            typer.Option("--since", metavar="DATE", help="Only meetings from this date on."),
        ],
        None,
    ),
    "until": (
        Annotated[
            str | None,
            typer.Option("--until", metavar="DATE", help="Only meetings up to this date."),
        ],
        None,
    ),
    "private": (
        Annotated[
            bool,
            typer.Option(
                "--private",
                help="Also import the words of restricted items (private registers only).",
            ),
        ],
        False,
    ),
}
_HELP = {
    "actions": """Import the action log from a spreadsheet.

    It shows what would change, and asks before it writes; in a script it writes with `--yes` only.
    What it cannot read stays as words, and every row that it leaves out is named with the reason.
    It can be run again: what the register holds already is not doubled.

    Example: `scrutiny import actions action-log.xlsx --new-meetings`
    """,
    "recommendations": """Import a recommendation tracker from a spreadsheet.

    The responses, and the actions that they promise, come in with it if it has columns for them.
    It shows what would change first, and can be run again, as `scrutiny import actions` does.

    Example: `scrutiny import recommendations tracker.xlsx --new-meetings`
    """,
    "responses": """Import a schedule of responses from a spreadsheet.

    It has a row for each recommendation, with the response and the actions promised. A
    recommendation that the register does not hold yet is added.
    It shows what would change first, and can be run again, as `scrutiny import actions` does.

    Example: `scrutiny import responses responses.xlsx --meeting "12 October 2021"`
    """,
    "programme": """Import a work programme from a spreadsheet.

    Titles between the rows name the meeting, or a list such as `Briefing notes`, of those below.
    It shows what would change first, and can be run again: a topic that is at another meeting
    now is moved.

    Example: `scrutiny import programme work-programme.xlsx --new-meetings`
    """,
    "committees": """Import committees from saved answers of Modern.gov.

    Open this address in your browser, with your council's own host, and save it as XML:

    \b
    https://democracy.example.gov.uk/mgWebService.asmx/GetCommittees

    Nothing is fetched. A later import updates what has changed there, and shows it first.
    Deleted committees and those that have ended are left out, and named.

    Example: `scrutiny import committees GetCommittees.xml --from modern-gov --only scrutiny`
    """,
    "people": """Import councillors from saved answers of Modern.gov.

    Open this address in your browser, with your council's own host, and save it as XML:

    \b
    https://democracy.example.gov.uk/mgWebService.asmx/GetCouncillorsByWard

    Names, parties, wards, terms and posts come in. Addresses and telephone numbers never do.

    Example: `scrutiny import people GetCouncillorsByWard.xml --from modern-gov`
    """,
    "meetings": """Import meetings from saved answers of Modern.gov.

    Import the committees first. Then open these addresses in your browser, with your council's own
    host, and save each as XML. The first lists the meetings of a committee, by its number there.
    Write dates as day/month/year. The second is one meeting with agenda, attendance and minutes:

    \b
    https://democracy.example.gov.uk/mgWebService.asmx/GetMeetings?lCommitteeId=201&sFromDate=01/05/2025&sToDate=30/04/2026
    https://democracy.example.gov.uk/mgWebService.asmx/GetMeeting?lMeetingId=7003

    Restricted items come in without a title, text or papers, unless `--private` asks for them.

    Example: `scrutiny import meetings GetMeetings.xml GetMeeting.xml --from modern-gov`
    """,
}


def _command(
    noun: str, run: "Callable[..., None]", shared: "Mapping[str, tuple[Any, Any]]"
) -> None:
    """Add the import of some records."""
    parameters = [
        Parameter(name, Parameter.KEYWORD_ONLY, annotation=of, default=default)
        for name, (of, default) in shared.items()
    ]

    def command(**given: Any) -> None:
        run(noun, **given)

    command.__doc__ = _HELP[noun]
    command.__dict__["__signature__"] = Signature(parameters)
    command.__annotations__ = {p.name: p.annotation for p in parameters}
    app.command(noun)(command)


def _import(
    noun: str, *, root: Path | None, as_of: str | None, quiet: bool, yes: bool, **given: Any
) -> None:
    view = open_view(root, as_of, private=True, quiet=quiet)
    proposal = _proposed(noun, view, given)
    save(noun, view, proposal, given["file"].name, dry_run=given["dry_run"], yes=yes, quiet=quiet)


def _import_answers(
    noun: str, *, root: Path | None, as_of: str | None, quiet: bool, yes: bool, **given: Any
) -> None:
    view = open_view(root, as_of, private=True, quiet=quiet)
    if given.get("private") and not view.loaded.settings.private:
        raise UsageError(
            "this register is public, so it must not hold the words of exempt items",
            "import without --private, or keep a private register for them",
        )
    since, until = (
        options.read_day(given[name], f"--{name}") if given.get(name) else None
        for name in ("since", "until")
    )
    asked = modern_gov.ServiceOptions(
        as_of=view.as_of,
        only=tuple(given.get("only") or ()),
        since=since,
        until=until,
        committee=(
            editing.find_committee(view, given["committee"]) if given.get("committee") else None
        ),
        private=given.get("private", False),
    )
    paths = [path for name in given["files"] for path in _files(name)]
    contents = ((path.name, store.content(path, MOST)) for path in paths)
    proposal = modern_gov.propose(noun, contents, view.loaded, asked)
    name = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
    save(noun, view, proposal, name, dry_run=given["dry_run"], yes=yes, quiet=quiet)


def _files(name: Path) -> list[Path]:
    """The files that a name means: itself, the XML files of a folder, or those of a pattern.

    PowerShell hands on a pattern such as `*.xml` as it is.
    """
    if name.is_dir():
        pattern, folder = "*.xml", name
    elif set(name.name) & {"*", "?"} and not name.exists():
        pattern, folder = name.name, name.parent
    else:
        return [name]
    named = sorted(path for path in folder.glob(pattern) if path.is_file())
    if not named:
        raise UsageError(f"there is no file {folder / pattern}", "save the answers there first")
    return named


def save(
    noun: str,
    view: View,
    proposal: "model.Proposal",
    name: str,
    *,
    dry_run: bool,
    yes: bool,
    quiet: bool,
) -> None:
    """Show what an import would do, and write it if that is asked for."""
    proposal, edit = imports.prepare(view.loaded, noun, proposal)
    console.INCOMPLETE.clear()  # what the import needs could be read
    what = imports.summary(proposal)
    if yes and edit.files and not dry_run:
        edit.save()
    if edit.files:
        console.out(edit.difference() + "\n")
    document = summary.imported(proposal, noun, name, view.as_of, view.revision, edit.problems)
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


def _columns(given: list[str], fields: "Sequence[str]") -> dict[str, str]:
    """The headings named, each with the field it means."""
    columns = {}
    for pair in given:
        heading, _, name = pair.rpartition("=")
        if not heading.strip() or name.strip() not in fields:
            hint = did_you_mean(name.strip(), fields) if heading else None
            raise UsageError(
                f"--column {pair!r} is not HEADING=FIELD",
                hint or f"the fields are {listed(fields)}",
            )
        columns[heading.strip()] = name.strip()
    return columns


def _proposed(noun: str, view: View, given: "Mapping[str, Any]") -> "model.Proposal":
    known = headings.known(targets.TARGETS[noun], view.loaded.settings.headings.get(noun))
    asked = model.ImportOptions(
        as_of=view.as_of,
        sheets=tuple(given["sheet"] or ()),
        columns=_columns(given["column"] or [], known.columns),
        done_fills=tuple(given.get("done_fill") or ()),
        new_meetings=given["new_meetings"],
        public=not view.loaded.settings.private,
    )
    body = editing.find_committee(view, given["committee"])
    meeting, reported = [
        editing.find(view, "meetings", given[name]) if given.get(name) else None
        for name in ("meeting", "reported")
    ]
    file = given["file"]
    ranking = known.having(asked.columns).ranking
    book = spreadsheets.read(file.name, store.content(file, MOST), ranking)
    return importers.propose_import(
        noun, book, view.loaded, body, asked, meeting=meeting, reported=reported
    )


MOST = 50_000_000
"""No file with more bytes is read."""


def _add_commands() -> None:
    file = Annotated[
        Path, typer.Argument(metavar="FILE", help="The file: .xlsx, .csv or .docx (Word).")
    ]
    for noun in ("actions", "recommendations", "responses", "programme"):
        # A topic of a programme is not completed.
        without = ("reported", "done_fill") if noun == "programme" else ()
        own = {"file": (file, Parameter.empty), **_OPTIONS}
        _command(noun, _import, {name: of for name, of in own.items() if name not in without})
    last = {name: _OPTIONS[name] for name in _SHARED}
    for noun, more in (("committees", _OF_COMMITTEES), ("people", {}), ("meetings", _OF_MEETINGS)):
        _command(noun, _import_answers, {**_SERVICE, **more, **last})


_add_commands()
