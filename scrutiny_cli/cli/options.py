"""The options that commands share, and the one place that reads the clock."""

from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scrutiny_cli.cli import completion, console
from scrutiny_cli.domain import dates, municipal_year
from scrutiny_cli.errors import ScrutinyError, UsageError
from scrutiny_cli.files import saving, store
from scrutiny_cli.render.formats import OutputKind, help_text, offered
from scrutiny_cli.wording import listed, with_lookalikes

if TYPE_CHECKING:
    from scrutiny_cli.register.settings import Settings

Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        envvar="SCRUTINY_ROOT",
        metavar="DIR",
        help="The folder that contains records/ (default: this folder, the nearest one above it, or the only one below it).",
        show_default=False,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        envvar="SCRUTINY_AS_OF",
        metavar="DATE",
        help="Show the position on this date (default: today).",
        show_default=False,
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|DIR|-",
        help="Write to this file or folder, or to standard output (-).",
        show_default=False,
    ),
]


def format_option(kind: OutputKind, by_default: str = "") -> Any:
    """Return the option ``--format`` with the formats of a kind of result."""
    return typer.Option(
        "--format",
        metavar="FORMAT",
        autocompletion=completion.words(*(each.name for each in offered(kind))),
        help=f"{help_text(kind)}{by_default}",
        show_default=False,
    )


TodayFormat = Annotated[str | None, format_option(OutputKind.TODAY)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show only the result.")]
Draft = Annotated[
    bool,
    typer.Option("--draft", help="Build even if there are errors, and mark every page as a draft."),
]
Private = Annotated[
    bool,
    typer.Option(
        "--private", help="Include exempt information. Every page is marked not for publication."
    ),
]
CommitteeId = Annotated[
    str | None,
    typer.Option(
        "--committee",
        "-c",
        metavar="ID",
        autocompletion=completion.committees,
        help="Only this committee, or `all` (default: the one in scrutiny.toml, or all).",
        show_default=False,
    ),
]


def today() -> date:
    """Return today's date in London: the only place that asks the clock."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Europe/London")).date()


def as_of_date(written: str | None) -> date:
    """Return the date given with ``--as-of``, or today."""
    if not written:
        return today()
    return read_day(written, "--as-of")


def read_day(written: str, what: str, *, past: bool = False) -> date:
    """Return a date typed on the command line; of what is ``past`` the day need not be known."""
    try:
        return dates.parse_past(written) if past else dates.parse_date(written)
    except ValueError as fault:
        hint = "write 2021-11-23, 23/11/2021 or '23 November 2021'"
        words = "; where the day is not known, 'September 2020' or 'before 7 September 2021'"
        message = with_lookalikes(f"{what} {written!r}: {fault}", written)
        raise UsageError(message, hint + words * past) from None


def read_time(written: str, what: str) -> time:
    """Return a time typed on the command line."""
    try:
        return dates.parse_time(written)
    except ValueError as fault:
        raise UsageError(f"{what} {written!r}: {fault}", "write 16:55 or 4.55 pm") from None


class PageForm(StrEnum):
    """The page, and the form in which papers print a document."""

    PAGE = "page"
    PRINTED = "printed"


Form = Annotated[
    PageForm | None,
    typer.Option(
        "--form",
        help="As a page, or field by field as papers print it. By default a page.",
        show_default=False,
    ),
]


def printed(form: PageForm | None, settings: "Settings") -> bool:
    """Return whether the printed form is wanted: as the option says, or else the settings."""
    return settings.printed if form is None else form is PageForm.PRINTED


def read_year(written: str) -> str:
    """Return a municipal year given with ``--year``."""
    try:
        return municipal_year.read_year(written)
    except ValueError as fault:
        raise UsageError(f"--year {written!r}: {fault}", "write 2021/22") from None


def root_folder(root: Path | None) -> Path:
    """Return the register's folder: the one named, or the nearest one upwards.

    Files that a killed command had changed in part are put back as they were before it.
    """
    try:
        found = root or store.find_root(Path.cwd())
    except FileNotFoundError:
        words = "the folder you are in is no longer there"
        raise ScrutinyError(
            words, "go to another folder, or name the register: --root DIR"
        ) from None
    if store.was_interrupted(found) and (restored := saving.recover(found)):
        console.say(
            "note: a command was stopped while it wrote several files; "
            f"{listed(restored)} {'has' if len(restored) == 1 else 'have'} been put back"
        )
    return found
