"""Commands that change the register: ask for what is missing, then show the change or write it."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from scrutiny_cli.clerking import blocking
from scrutiny_cli.clerking import edit as clerking
from scrutiny_cli.cli import completion, console, lookup, options
from scrutiny_cli.errors import UsageError
from scrutiny_cli.files import store
from scrutiny_cli.render import problems
from scrutiny_cli.wording import capital, shorten

if TYPE_CHECKING:
    from scrutiny_cli.clerking.proposed import Proposed
    from scrutiny_cli.cli.loading import View
    from scrutiny_cli.domain import meetings

T = TypeVar("T")
_MOST_FILES = 12
"""How many files a message names."""
DryRun = Annotated[
    bool, typer.Option("--dry-run", "-n", help="Show what would change without saving it.")
]
Meeting = Annotated[
    str | None,
    typer.Option(
        "--meeting",
        metavar="MEETING",
        autocompletion=completion.meetings,
        help="Id or date of the meeting.",
    ),
]
Received = Annotated[
    str | None,
    typer.Option("--received", metavar="DATE", help="Date it arrived (default: the as-at date)."),
]
TimeOfArrival = Annotated[
    str | None, typer.Option("--at", metavar="TIME", help="Time of arrival: 4.55 pm.")
]
Item = Annotated[str | None, typer.Option("--item", metavar="ITEM", help="Id of the agenda item.")]
Minute = Annotated[
    int | None, typer.Option("--minute", metavar="NUMBER", help="Number of the minute.")
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="Date it happened (default: the as-at date)."),
]


def ask(given: str | None, option: str, question: str) -> str:
    """Return what an option gave, or on a terminal the answer to a question."""
    if given:
        return given
    if not console.is_interactive():
        raise UsageError(f"{option} is missing", f"{question}")
    return console.ask(question)


def ask_until_valid(
    given: str | None, option: str, question: str, read: Callable[[str], T], hint: str | None = None
) -> T:
    """Return what an option gave, as ``read`` reads it; on a terminal ask until it can be read.

    ``read`` raises ``ValueError`` with what is wrong, and ``hint`` says how to write it.
    """
    if given is not None or not console.is_interactive():
        text = given if given is not None else ask(None, option, question)
        return read_option(text, option, read, hint)
    while True:
        typed = console.ask(question, default="", show_default=False)
        try:
            return read(typed)
        except ValueError as fault:
            console.say(f"  {capital(str(fault))}{f': {hint}' if hint else ''}.")


def read_option(given: str, option: str, read: Callable[[str], T], hint: str | None = None) -> T:
    """Return what an option gave, as ``read`` reads it."""
    try:
        return read(given)
    except ValueError as fault:
        raise UsageError(f"{option} {shorten(given)!r}: {fault}", hint) from None


def find(view: "View", kind: str, name: str) -> Any:
    """Return the record with an id, a number or a date.

    Refuse to choose while another record, which may be the one, cannot be read.
    """
    if name not in view.register.of(kind):
        blocking.require_readable(view.loaded, kind)
    if kind == "actions":
        return lookup.find_action(view.register, name)
    if kind == "meetings":
        return lookup.find_meeting(view.register, name)
    return lookup.find_record(view.register, kind, name)


def find_committee(
    view: "View", name: str | None = None, meeting: "meetings.Meeting | None" = None
) -> Any:
    """Return the committee of a meeting, the one named, or the only one.

    Refuse to choose while another one cannot be read.
    """
    blocking.require_readable(view.loaded, "committees")
    own = view.register.committee_of(meeting) if meeting else None
    return own or lookup.find_committee(view.register, view.loaded.settings, name)


def ask_for_record(view: "View", kind: str, given: str | None, option: str, question: str) -> Any:
    """Return the record that an option names, or on a terminal the answer to a question."""
    return find(view, kind, ask(given, option, question))


def day(view: "View", on: str | None) -> date:
    """Return the date that an option names, or the as-at date."""
    return options.read_day(on, "--on", past=True) if on else view.as_of


def say_saved(view: "View", what: str, files: Iterable[str], *, quiet: bool) -> None:
    """Say what was saved, with the paths of its files from the current folder."""
    here = store.from_here(view.loaded.root)
    paths = [here + path for path in files]
    more = len(paths) - _MOST_FILES
    shown = [*paths[:_MOST_FILES], f"{more} more files"] if more > 1 else paths
    console.say(f"Saved {what} ({', '.join(shown)})", quiet=quiet)


def carry_out(
    view: "View", proposed: "Proposed", *, dry_run: bool = False, quiet: bool = False
) -> None:
    """Write a proposed change, or show it; say what `check` and the clerk should know of it."""
    console.INCOMPLETE.clear()  # what the change needs could be read
    edit = clerking.prepare(view.loaded, proposed)
    if not edit.files:
        console.say(f"{proposed.name}: nothing to change", quiet=quiet)
    elif dry_run:
        console.out(edit.difference())
    else:
        edit.save()
    for problem in edit.problems:
        console.say(problems.line(problem, store.from_here(view.loaded.root)), quiet=quiet)
    for comment in edit.lost_comments():
        console.say(f"note: this comment was removed with its line: {shorten(comment)}")
    if edit.files and not dry_run:
        say_saved(view, proposed.name, edit.files, quiet=quiet)
    for remark in proposed.remarks:
        console.say(remark, quiet=quiet)
