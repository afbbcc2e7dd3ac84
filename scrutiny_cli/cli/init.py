"""``scrutiny init``."""

from pathlib import Path
from typing import Annotated

import typer

from scrutiny_cli.cli import console, options


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new register's folder.")],
    council: Annotated[str | None, typer.Option("--council", help="The council's name.")] = None,
    committee: Annotated[
        str | None, typer.Option("--committee", help="The committee's full name.")
    ] = None,
    id_: Annotated[
        str | None, typer.Option("--id", help="A short id for it; by default its initials.")
    ] = None,
    clerk: Annotated[str | None, typer.Option("--clerk", help="The clerk's name.")] = None,
    email: Annotated[
        str | None, typer.Option("--email", help="The clerk's e-mail address.")
    ] = None,
    member: Annotated[
        list[str] | None,
        typer.Option("--member", help="A member's name; the first one chairs. Several allowed."),
    ] = None,
    meeting: Annotated[
        str | None, typer.Option("--meeting", metavar="DATE", help="The day of the next meeting.")
    ] = None,
    time: Annotated[str | None, typer.Option("--time", help="Its hour.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="Its place.")] = None,
    private: Annotated[
        bool, typer.Option("--private", help="The register may hold exempt matter.")
    ] = False,
    as_of: options.AsOf = None,
    quiet: options.Quiet = False,
) -> None:
    """Start a register: a committee, its members, one meeting, and the checks around them.

    On a terminal it asks for what is not given. It never overwrites a file.

    Example: `scrutiny init scrutiny-records --council "Exampleshire Council"
    --committee "Health Scrutiny Committee" --member "Councillor Ann Example" --meeting 2027-01-19`
    """
    from scrutiny_cli import store
    from scrutiny_cli.cli.editing import ask
    from scrutiny_cli.errors import RecordsError, UsageError
    from scrutiny_cli.render.faults import line
    from scrutiny_cli.reports.starting import Start, files
    from scrutiny_cli.wording import listed
    from scrutiny_cli.workspace import load

    if (folder / store.RECORDS).exists():
        raise UsageError(f"{folder} holds a register already", "name an empty or new folder")
    day = options.as_of_day(as_of)
    start = Start(
        council=ask(council, "--council", "The council's name?"),
        committee=ask(committee, "--committee", "The committee's full name?"),
        id=id_,
        clerk=clerk,
        email=email,
        members=tuple(
            member
            or _names(ask(None, "--member", "Its members, the chair first, with commas between?"))
        ),
        meeting=options.day(ask(meeting, "--meeting", "The day of the next meeting?"), "--meeting"),
        time=time,
        place=place,
        private=private,
        as_of=day,
    )
    made = files(start)
    there = [name for name in made if (folder / name).exists()]
    if there:
        hint = "name an empty or new folder"
        raise UsageError(f"{folder} holds {listed(there)} already", hint)
    for name, text in made.items():
        store.write(folder / name, text)
    for fault in (loaded := load(folder)).diagnostics:
        console.say(line(fault))
    if loaded.errors:
        raise RecordsError("the new register has faults", "correct the lines named above")
    console.say(f"wrote {len(made)} files in {folder}\n\nNext:", quiet=quiet)
    here = folder.resolve() == Path.cwd()
    steps = [
        *([] if here else [f"cd {folder}"]),
        "scrutiny meeting deadlines",
        "scrutiny agenda build",
        f"open build/agenda-{start.meeting_id}.html in a browser",
    ]
    for number, step in enumerate(steps, 1):
        console.say(f"  {number}. {step}", quiet=quiet)


def _names(words: str) -> list[str]:
    return [name for part in words.split(",") if (name := part.strip())]
