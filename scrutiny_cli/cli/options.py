"""Options that commands share, and the one clock."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scrutiny_cli.cli import completion, console

if TYPE_CHECKING:
    from scrutiny_cli.domain.actions import Action
    from scrutiny_cli.domain.committees import Committee
    from scrutiny_cli.domain.meetings import Meeting
    from scrutiny_cli.register.register import Register
    from scrutiny_cli.register.settings import Settings
    from scrutiny_cli.reports.model import Report

Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        envvar="SCRUTINY_ROOT",
        metavar="DIR",
        help="The register's folder, the one that holds records/. By default the nearest one upwards.",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        envvar="SCRUTINY_AS_OF",
        metavar="DATE",
        help="The day to judge by. By default today, in London.",
        show_default=False,
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|DIR|-",
        help="Where to write: a file, a folder, or - for standard output.",
        show_default=False,
    ),
]
ListFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        autocompletion=completion.words("text", "json"),
        help="text or json.",
        show_default=False,
    ),
]
PageFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        autocompletion=completion.words("html", "markdown", "json"),
        help="html, markdown or json. By default html and markdown.",
        show_default=False,
    ),
]
SheetFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        autocompletion=completion.words("html", "markdown", "csv", "json"),
        help="html, markdown, csv or json. By default html, markdown and csv.",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but what was asked for.")]
Draft = Annotated[
    bool, typer.Option("--draft", help="Build in spite of faults, and mark every page as a draft.")
]
Private = Annotated[
    bool,
    typer.Option("--private", help="With exempt matter, every page marked as not for publication."),
]
CommitteeId = Annotated[
    str | None,
    typer.Option(
        "--committee",
        "-c",
        metavar="ID",
        autocompletion=completion.committees,
        help="Only this committee.",
        show_default=False,
    ),
]


NOUNS = {
    "actions": "action",
    "recommendations": "recommendation",
    "measures": "measure",
    "programme": "programme",
    "questions": "question",
    "reviews": "review",
}
"""The command whose `list` names the records of a kind."""


def today() -> date:
    """Today in Europe/London: the only place that asks the clock."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Europe/London")).date()


def as_of_day(written: str | None) -> date:
    """The day that ``--as-of`` names, or today."""
    if not written:
        return today()
    return day(written, "--as-of")


def day(written: str, what: str) -> date:
    """A day typed on the command line."""
    from scrutiny_cli.domain.dates import parse_date
    from scrutiny_cli.errors import UsageError

    try:
        return parse_date(written)
    except ValueError as fault:
        raise UsageError(
            f"{what} {written!r}: {fault}", "write 2021-11-23, 23/11/2021 or '23 November 2021'"
        ) from None


def root_folder(root: Path | None) -> Path:
    """The register's folder: the one named, or the nearest one upwards."""
    from scrutiny_cli.errors import ScrutinyError
    from scrutiny_cli.files import store

    if root is not None:
        return root
    try:
        here = Path.cwd()
    except FileNotFoundError:
        words = "the folder you are in is no longer there"
        raise ScrutinyError(words, "go to another, or name the register: --root DIR") from None
    return store.find_root(here)


def the_format(written: str | None, default: str, *allowed: str) -> str:
    """One of the formats that a command knows."""
    from scrutiny_cli.errors import UsageError
    from scrutiny_cli.wording import did_you_mean, listed

    name = {"md": "markdown", "htm": "html"}.get(written or "", written or default)
    if name not in allowed:
        raise UsageError(
            f"there is no format {name!r} here",
            did_you_mean(name, allowed) or f"the formats are {listed(allowed)}",
        )
    return name


def the_committee(register: "Register", settings: "Settings", name: str | None) -> "Committee":
    """The committee named, the one of the settings, or the only one."""
    from scrutiny_cli.errors import RecordsError, UsageError
    from scrutiny_cli.wording import did_you_mean, listed

    name = name or settings.committee
    if name is None:
        if register.only_committee is not None:
            return register.only_committee
        if not register.committees:
            raise RecordsError("the register holds no committee", "write it in records/committees/")
        known = listed(list(register.committees), "or")
        raise UsageError("which committee?", f"add --committee with {known}")
    if name not in register.committees:
        known = listed(list(register.committees))
        hint = did_you_mean(name, register.committees) or f"the committees are {known}"
        raise UsageError(f"there is no committee {name!r}", hint)
    return register.committees[name]


def the_kind(name: str) -> str:
    """The kind of record that a word means, in the plural or the singular."""
    from scrutiny_cli.domain.kinds import KINDS, SINGULAR
    from scrutiny_cli.errors import UsageError
    from scrutiny_cli.wording import did_you_mean, listed

    singular = {word: kind for kind, word in SINGULAR.items()}
    kind = singular.get(name, name)
    if kind not in KINDS:
        hint = did_you_mean(name, KINDS) or f"the kinds are {listed(list(KINDS))}"
        raise UsageError(f"there is no kind of record {name!r}", hint)
    return kind


def the_record(register: "Register", kind: str, name: str) -> Any:
    """The record of a kind with an id."""
    from scrutiny_cli.domain.kinds import SINGULAR
    from scrutiny_cli.errors import UsageError
    from scrutiny_cli.wording import did_you_mean, listed

    records = register.of(kind)
    if name not in records:
        # Whoever reads the message need not be whoever may know what is exempt.
        told = [one for one in records if (kind, one) not in register.withheld]
        must_be_no_file(SINGULAR[kind], name, told)
        known = f"`scrutiny {NOUNS[kind]} list` names them" if kind in NOUNS else None
        hint = did_you_mean(name, told) or known or f"there are {listed(told)}"
        raise UsageError(f"there is no {SINGULAR[kind]} {name!r}", hint)
    return records[name]


def must_be_no_file(what: str, name: str, records: Iterable[str]) -> None:
    """Refuse the path of a file where a record is to be named, and say what it is called."""
    from scrutiny_cli.documents.source import stem
    from scrutiny_cli.errors import UsageError

    path = name.replace("\\", "/")
    if "/" in path or path.endswith((".yaml", ".yml")):
        own = stem(path)
        hint = f"write {own}" if own in records else "`scrutiny check` takes files and folders"
        article = "an" if what[0] in "aeiou" else "a"
        raise UsageError(f"{article} {what} is named by its id, not by its file", hint)


def the_action(register: "Register", name: str) -> "Action":
    """The action with an id, or the only one with a number."""
    from scrutiny_cli.errors import UsageError
    from scrutiny_cli.wording import listed

    if name not in register.actions and name.isdecimal():
        found = [a for a in register.actions.values() if str(a.number) == name.lstrip("0")]
        if len(found) == 1:
            return found[0]
        if found:
            ids = listed([action.id for action in found], "or")
            raise UsageError(f"several actions have the number {name}", f"name one: {ids}")
    action: Action = the_record(register, "actions", name)
    return action


def the_meeting(register: "Register", name: str) -> "Meeting":
    """The meeting with an id, or the only one on a day."""
    from scrutiny_cli.domain.dates import parse_date
    from scrutiny_cli.errors import UsageError
    from scrutiny_cli.wording import did_you_mean, listed

    if name in register.meetings:
        return register.meetings[name]
    try:
        wanted = parse_date(name)
    except ValueError:
        must_be_no_file("meeting", name, register.meetings)
        hint = did_you_mean(name, register.meetings) or "`scrutiny meeting list` names them"
        raise UsageError(f"there is no meeting {name!r}", hint) from None
    found = [meeting for meeting in register.meetings.values() if meeting.date == wanted]
    if len(found) == 1:
        return found[0]
    ids = listed([meeting.id for meeting in found], "or")
    if found:
        raise UsageError(f"several meetings are on {name}", f"name one: {ids}")
    near = min(register.meetings.values(), key=lambda m: abs(m.date - wanted), default=None)
    hint = f"the nearest is {near.id}; " if near else ""
    raise UsageError(f"no meeting is on {name}", f"{hint}`scrutiny meeting list` names them")


def emit(text: str, output: str | None) -> None:
    """Write data to standard output, or whole into the file named."""
    if output in (None, "-"):
        console.out(text)
    else:
        from scrutiny_cli.errors import UsageError
        from scrutiny_cli.files import store

        if Path(output).is_dir():
            raise UsageError(f"{output} is a folder", "name a file in it, or - for standard output")
        store.publish(Path(output), text)


def tell(report: "Report", shape: str, output: str | None, templates: Path | None = None) -> None:
    """Give a report as text for the terminal, as JSON, or as Markdown."""
    if shape != "text":
        emit(next(iter(rendered(report, shape, templates).values())), output)
        return
    import sys

    from scrutiny_cli.render import terminal

    plain = output not in (None, "-")
    colour = not plain and console.colour(sys.stdout)
    emit(terminal.render(report, width=console.width(), colour=colour), output)


def rendered(report: "Report", shape: str, templates: Path | None, *every: str) -> dict[str, str]:
    """A report in a format, or in ``every`` format where it is `all` or `both`: suffix to text."""
    made: dict[str, str] = {}
    wanted = every if shape in ("all", "both") else (shape,)
    if "html" in wanted:
        from scrutiny_cli.render import html

        made[".html"] = html.render(report, templates)
    if "markdown" in wanted:
        from scrutiny_cli.render import markdown

        made[".md"] = markdown.render(report, templates)
    if "csv" in wanted:
        from scrutiny_cli.render import csv

        made[".csv"] = csv.render(report)
    if "json" in wanted:
        from scrutiny_cli.render import machine

        made[".json"] = machine.render(report)
    return made


def documents(
    made: dict[str, str], stem: str, output: str | None, folder: Path, *, quiet: bool
) -> None:
    """Write one document in its formats: suffix to content, under the name ``stem``.

    ``output`` is a file (its suffix must be one of them), a folder, or ``-``; by default the
    files go to ``folder``.
    """
    from scrutiny_cli.errors import UsageError
    from scrutiny_cli.files import store

    if output == "-":
        if len(made) > 1:
            raise UsageError("standard output takes one format", "add --format with one of them")
        console.out(next(iter(made.values())).removeprefix("\ufeff"))
        return
    target = Path(output) if output else folder
    if one_place(output):
        if target.suffix not in made and len(made) > 1:
            raise UsageError(
                f"{target.name} is none of {', '.join(made)}", "name a file with one, or a folder"
            )
        written = {target: made.get(target.suffix) or next(iter(made.values()))}
    else:
        written = {target / f"{stem}{suffix}": content for suffix, content in made.items()}
    for path, content in written.items():
        store.publish(path, content)
        console.say(f"wrote {short(path)}", quiet=quiet)


def one_place(output: str | None) -> bool:
    """Whether what ``--output`` names holds one document only: a file, or standard output."""
    return output == "-" or bool(output and Path(output).suffix and not Path(output).is_dir())


def short(path: Path) -> str:
    """A path as it is seen from here."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
