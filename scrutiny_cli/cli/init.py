"""``scrutiny init``."""

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from scrutiny_cli.clerking import new_register
from scrutiny_cli.cli import console, editing, options
from scrutiny_cli.domain import dates
from scrutiny_cli.errors import UsageError
from scrutiny_cli.files import saving, store
from scrutiny_cli.render import problems

DAY = "write 19 January 2027, 19/01/2027 or 2027-01-19"


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new register's folder.")],
    council: Annotated[
        str | None, typer.Option("--council", metavar="NAME", help="The council's name.")
    ] = None,
    committee: Annotated[
        str | None, typer.Option("--committee", metavar="NAME", help="The committee's full name.")
    ] = None,
    id_: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="A short id for it (default: its initials)."),
    ] = None,
    clerk: Annotated[
        str | None, typer.Option("--clerk", metavar="NAME", help="The clerk's name.")
    ] = None,
    email: Annotated[
        str | None, typer.Option("--email", metavar="ADDRESS", help="The clerk's e-mail address.")
    ] = None,
    member: Annotated[
        list[str] | None,
        typer.Option(
            "--member",
            metavar="NAME",
            help="A member's name. The first one is the chair. Can be repeated.",
        ),
    ] = None,
    meeting: Annotated[
        str | None, typer.Option("--meeting", metavar="DATE", help="Date of the next meeting.")
    ] = None,
    time: Annotated[
        str | None, typer.Option("--time", metavar="TIME", help="Start time: 2.30 pm.")
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="PLACE", help="Where it meets.")
    ] = None,
    tool: Annotated[
        str | None,
        typer.Option(
            "--tool",
            metavar="WHEEL",
            help="The wheel of this tool that checks pull requests: a file in the register's "
            "repository, or an https address ending with its hash. (default: a file in tools/)",
        ),
    ] = None,
    private: Annotated[
        bool, typer.Option("--private", help="Allow exempt information in the register.")
    ] = False,
    as_of: options.AsOf = None,
    quiet: options.Quiet = False,
) -> None:
    """Start a register: a committee, its members and one meeting.

    On a terminal it asks for what is not given. The folder must be new or empty: no file is ever
    written over, and where anything is wrong nothing is written.

    Example: `scrutiny init scrutiny-records --council "Exampleshire Council"
    --committee "Health Scrutiny Committee" --member "Councillor Ann Example" --meeting 2027-01-19`
    """
    saving.must_be_new(folder)
    day = options.as_of_date(as_of)
    if id_ is not None:
        editing.read_option(id_, "--id", new_register.committee_id)
    if time is not None:
        editing.read_option(time, "--time", dates.parse_time, "write 14:30 or 2.30 pm")
    if tool is not None:
        editing.read_option(tool, "--tool", new_register.wheel)
    answers = {"--clerk": clerk, "--email": email, "--time": time, "--place": place, "--tool": tool}
    details = {
        option.removeprefix("--"): editing.read_option(text, option, new_register.answer)
        for option, text in answers.items()
        if text is not None
    }
    top = store.repository_above(folder)
    start = new_register.NewRegister(
        council=editing.ask_until_valid(
            council, "--council", "The council's name?", new_register.answer
        ),
        committee=editing.ask_until_valid(
            committee, "--committee", "The committee's full name?", new_register.answer
        ),
        members=_members(member),
        meeting=_day(meeting, day, quiet=quiet),
        id=id_,
        private=private,
        hosted=top is None,
        **details,
    )
    edit = new_register.prepare(folder, start)
    edit.save()
    for problem in edit.problems:
        console.say(problems.line(problem, store.from_here(folder)))
    where = "here" if folder == Path() else f"in {folder}"
    console.say(f"wrote {len(edit.files)} files {where}", quiet=quiet)
    if top is not None:
        console.say(_hosted_above(folder, top), quiet=quiet)
    console.say(_next(folder, start.meeting_id), quiet=quiet)
    if start.hosted and "://" not in start.tool:
        console.say(_before_first_push(start.tool), quiet=quiet)


def _members(given: list[str] | None) -> tuple[str, ...]:
    if given:
        try:
            return new_register.names(given)
        except ValueError as fault:
            raise UsageError(f"--member: {fault}", "name each member once") from None
    return editing.ask_until_valid(
        None,
        "--member",
        "Its members, the chair first, with commas between?",
        lambda typed: new_register.names([name for name in typed.split(",") if name.strip()]),
    )


def _day(given: str | None, as_of: date, *, quiet: bool) -> date:
    """The day of the meeting; what speaks against it is said, and on a terminal asked about."""
    while True:
        day = editing.ask_until_valid(
            given, "--meeting", "The day of the next meeting?", dates.parse_date, DAY
        )
        doubts = new_register.doubts(day, as_of)
        if given is not None or not console.is_interactive():
            for doubt in doubts:
                console.say(f"warning: {doubt}", quiet=quiet)
            return day
        for doubt in doubts:
            console.say(f"  {doubt}")
        if not doubts or console.confirm("Use that date anyway?"):
            return day


def _hosted_above(folder: Path, top: Path) -> str:
    """What was not written, because the register is in a sub-folder of a repository."""
    return (
        f"{folder} is part of the repository in {top}: the checks of a code host and of pre-commit "
        "belong there, and were not written. Where they are there already, add this folder to them."
    )


def _before_first_push(wheel: str) -> str:
    """What the check on a code host needs, and cannot be written by a command."""
    return (
        f"\nBefore the first push to a code host, put the wheel of scrutiny in {wheel}.\n"
        "Without it the check of pull requests stops and says so."
    )


def _next(folder: Path, meeting: str) -> str:
    """What to type next, as it can be typed."""
    here = folder.resolve() == Path.cwd()
    # A name that begins with a dash would be taken for an option.
    way = f".{os.sep}{folder}" if str(folder).startswith("-") else str(folder)
    steps = [
        "scrutiny check" if here else f"cd {console.typed(way)}",
        f"scrutiny meeting deadlines {meeting}",
        f"scrutiny agenda build {meeting}",
    ]
    listed = "\n".join(f"  {number}. {step}" for number, step in enumerate(steps, 1))
    return f"\nNext:\n{listed}\n\nThen open build/agenda-{meeting}.html in a browser."
