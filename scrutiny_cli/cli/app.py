"""The tree of commands, and the one place where exceptions become messages and exit codes."""

import errno
import os
import sys
from importlib import import_module
from keyword import iskeyword
from types import ModuleType
from typing import Annotated, Any

import typer
import typer.main
from typer.core import TyperGroup

from scrutiny_cli import __version__
from scrutiny_cli.clerking import retrying
from scrutiny_cli.cli import completion, console, progress_bar, usage_errors
from scrutiny_cli.errors import ScrutinyError

TODAY, BEFORE, AFTER = "Today", "Before the meeting", "After the meeting"
QUARTER, SETUP = "Each quarter", "Setting up and sharing"
COMMANDS = {
    "today": (TODAY, "Show the next meeting, what is overdue and what is to be done."),
    "overdue": (TODAY, "Show what is overdue, by owner, and the next meeting's deadlines."),
    "changes": (TODAY, "Show what changed in the records since the last meeting."),
    "check": (TODAY, "Check every record for mistakes, on its own and against the others."),
    "meeting": (BEFORE, "List, show and create meetings, and work out their deadlines."),
    "agenda": (BEFORE, "Build the agenda of a meeting."),
    "question": (BEFORE, "List, add and build questions from the public and from councillors."),
    "report": (BEFORE, "Create a report template for an agenda item."),
    "programme": (BEFORE, "List and build the work programme."),
    "forward": (BEFORE, "Build the forward plan of the executive's decisions."),
    "decision": (BEFORE, "List, show and add decisions of the executive."),
    "call-in": (BEFORE, "List, add and build call-ins of the executive's decisions."),
    "calendar": (BEFORE, "Export meetings and deadlines to Outlook and other calendars."),
    "minutes": (AFTER, "Start and build the minutes of a meeting."),
    "action": (AFTER, "List, add, update and complete actions."),
    "recommendation": (AFTER, "List and add recommendations, and record the responses to them."),
    "tracker": (AFTER, "Build the action log and the trackers."),
    "plan": (QUARTER, "Build improvement plans and their scorecards."),
    "impact": (QUARTER, "Build the report on what scrutiny achieved."),
    "measure": (QUARTER, "List and show measures, and record their figures."),
    "review": (QUARTER, "List, show and build reviews by task and finish groups."),
    "init": (SETUP, "Start a register: a committee, its members and one meeting."),
    "import": (SETUP, "Import records from a spreadsheet."),
    "serve": (
        SETUP,
        "Preview the site on this machine. It follows the files: save a record, and the page changes.",
    ),
    "site": (SETUP, "Build the public site of the register."),
    "export": (SETUP, "Export the register as a workbook, CSV files, JSON, a database or Parquet."),
    "upgrade": (SETUP, "Bring a register of an earlier version up to date."),
    "rules": (SETUP, "Show the rules of a committee, and where each comes from."),
    "schema": (SETUP, "Show the JSON Schema of a kind of record, for editors."),
}
"""For each command its heading in the help, and its first sentence. Its module loads when it is named."""


class Grouped(TyperGroup):
    """A group whose help lists its commands under headings, each with its first sentence."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the commands in the order of the table; those of a group in their own order."""
        return [
            name for name in (self.commands if ctx.parent else COMMANDS) if name in self.commands
        ]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands under their headings."""
        headings: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command = self.commands[name]
            panel = getattr(command, "rich_help_panel", None)
            rows = headings.setdefault(panel if isinstance(panel, str) else "Commands", [])
            rows.append((name, command.get_short_help_str(limit=1000)))
        for heading, rows in headings.items():
            with formatter.section(heading):
                formatter.write_dl(rows)


def tree(*names: str, options: bool = True) -> typer.Typer:
    """Return the command line with some of its commands, or with all of them.

    Without ``options`` the commands have only what a list of them shows.
    """
    app = typer.Typer(
        name="scrutiny",
        help="Prepare the papers of a scrutiny committee from records in a folder.\n\n"
        "`scrutiny` alone shows the next meeting and what is to be done. `scrutiny COMMAND --help` "
        "explains a command.",
        cls=Grouped,
        no_args_is_help=False,
        invoke_without_command=True,
        pretty_exceptions_enable=False,
        add_completion=False,  # `start` has these options, in our words
        rich_markup_mode=None,  # plain help is twice as fast, and reads well in any terminal
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(start)
    for name in names or COMMANDS:
        heading, summary = COMMANDS[name]
        module = _module(name) if options else None
        if group := getattr(module, "app", None):
            app.add_typer(group, name=name, cls=Grouped, help=summary, rich_help_panel=heading)
        elif module:
            app.command(name, rich_help_panel=heading)(getattr(module, name))
        else:
            app.command(name, help=summary, rich_help_panel=heading)(lambda: None)
    return app


def _module(name: str) -> ModuleType:
    """Return the module of a command."""
    module = f"{name}_" if iskeyword(name) else name.replace("-", "_")
    return import_module(f"scrutiny_cli.cli.{module}")


def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Show the version.")] = False,
    install: Annotated[
        bool,
        typer.Option("--install-completion", help="Set up Tab completion for this shell."),
    ] = False,
    show: Annotated[
        bool,
        typer.Option("--show-completion", help="Show the script that sets it up."),
    ] = False,
) -> None:
    """Show the version, or the list of commands."""
    if version:
        console.out(f"scrutiny {__version__}\n")
        raise typer.Exit
    if install or show:
        console.out((completion.install if install else completion.script)())
        raise typer.Exit
    if context.invoked_subcommand is None:
        console.out(context.get_help() + "\n")
        raise typer.Exit


def run() -> int:
    """Run the command line and return its exit code.

    0: done; 1: the records have errors, or the answer is yes; 2: typed wrongly; 3: cannot go on.
    """
    try:
        completing = "_SCRUTINY_COMPLETE" in os.environ
        if completing:
            completion.begin()
        words = completion.typed_words() if completing else sys.argv[1:]
        # Only the module of the command that is named loads; a list of commands needs none.
        named = words[:1] if words[:1] and words[0] in COMMANDS else []
        if not words and not completing:
            named = words = ["today"]
        listing = not named and (completing or words in (["--help"], ["-h"]))
        command = tree(*named, options=not listing)
        console.ANSWERS.clear()
        console.INCOMPLETE.clear()
        # Answers were given for the files as they were, so a command with answers is not repeated.
        with progress_bar.shown(sys.stderr, quiet=completing or bool({"-q", "--quiet"} & {*words})):
            result = retrying.run_with_retry(
                lambda: command(words or None, prog_name="scrutiny", standalone_mode=False),
                lambda: not console.ANSWERS,
            )
    except ScrutinyError as fault:
        console.complain(str(fault), fault.hint)
        return fault.exit_code
    except SystemExit as ending:
        # Typer ends with 1 if the reader of its help has gone.
        if not isinstance(ending.__context__, BrokenPipeError):
            raise
        console.discard_output()
        return 0
    except KeyboardInterrupt:
        console.say("stopped")
        return 130
    except Exception as fault:  # noqa: BLE001  # no traceback reaches a clerk
        return _unexpected(fault)
    code = result if isinstance(result, int) else 0
    return code or int(bool(console.INCOMPLETE))


def _unexpected(fault: Exception) -> int:
    """Report any other exception and return the exit code."""
    # Typer's own usage errors cannot be imported by name.
    if hasattr(fault, "format_message"):
        console.complain(
            *usage_errors.explained(fault, sys.argv[1:], typer.main.get_command(tree()))
        )
        return 2
    if type(fault).__name__ == "Abort":
        console.say("stopped; nothing was changed")
        return 130
    if os.environ.get("SCRUTINY_DEBUG"):
        raise fault
    if isinstance(fault, OSError) and console.reader_has_gone(fault):
        console.discard_output()
        return 0
    if isinstance(fault, OSError) and fault.errno == errno.ENOSPC:
        console.complain(f"the output cannot be written: {fault.strerror}", "make room for it")
        return 3
    # The message may quote a record, which may be exempt: only the place is shown.
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    console.complain(
        f"something went wrong in scrutiny ({type(fault).__name__} at {where}); your records have not been changed",
        "please report it; SCRUTINY_DEBUG=1 shows more, which may quote your records",
    )
    return 3
