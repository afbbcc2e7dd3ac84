"""The command tree, and the one place where errors become words and exit codes."""

import errno
import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
import typer.main
from typer.core import TyperGroup

from scrutiny_cli.clerking import retrying
from scrutiny_cli.cli import completion, console
from scrutiny_cli.errors import ScrutinyError

# What a clerk looks for stands together in the help: each command, where it is, under which heading.
RECORDS, PAPERS, WATCH = "The records", "The papers", "What is late, and what changed"
COMMANDS = {
    "init": ("init:init", RECORDS),
    "check": ("check:check", RECORDS),
    "meeting": ("meeting:app", RECORDS),
    "action": ("action:app", RECORDS),
    "recommendation": ("recommendation:app", RECORDS),
    "measure": ("measure:app", RECORDS),
    "schema": ("schema:schema", RECORDS),
    "import": ("import_:app", RECORDS),
    "export": ("export:export", RECORDS),
    "agenda": ("agenda:app", PAPERS),
    "minutes": ("minutes:app", PAPERS),
    "tracker": ("tracker:app", PAPERS),
    "plan": ("plan:app", PAPERS),
    "programme": ("programme:app", PAPERS),
    "question": ("question:app", PAPERS),
    "report": ("report:app", PAPERS),
    "review": ("review:app", PAPERS),
    "calendar": ("calendar:calendar", PAPERS),
    "overdue": ("overdue:overdue", WATCH),
    "changes": ("changes:changes", WATCH),
}


class Grouped(TyperGroup):
    """A group whose help lists its commands under their headings, each with its whole sentence."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order of the table above; those of a noun as they stand there."""
        return [
            name for name in (self.commands if ctx.parent else COMMANDS) if name in self.commands
        ]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write a list of commands for each heading."""
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
    """The command line with some of its commands; with all of them where none is named.

    Without ``options`` the commands are what the list of them needs: their names and sentences.
    """
    app = typer.Typer(
        name="scrutiny",
        help="The papers of an overview and scrutiny committee, from plain records kept in git.\n\n"
        "Records are YAML files below `records/`. Ask `scrutiny check` whether they are right and "
        "`scrutiny agenda build` for the next agenda.",
        cls=Grouped,
        no_args_is_help=False,
        invoke_without_command=True,
        pretty_exceptions_enable=False,
        add_completion=False,  # its options stand below, in our words
        rich_markup_mode=None,  # plain help comes twice as soon, and reads well in any terminal
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(start)
    for name in names or COMMANDS:
        place, panel = COMMANDS[name]
        module, _, member = place.partition(":")
        found = getattr(import_module(f"scrutiny_cli.cli.{module}"), member)
        found = found if options else _sentence(found)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name, cls=Grouped, rich_help_panel=panel)
        else:
            app.command(name, rich_help_panel=panel)(found)
    return app


def _sentence(command: Any) -> Any:
    """A command that has nothing but its words."""

    def nothing() -> None: ...

    nothing.__doc__ = command.info.help if isinstance(command, typer.Typer) else command.__doc__
    return nothing


def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", "-V", help="Tell the version.")] = False,
    install: Annotated[
        bool,
        typer.Option(
            "--install-completion", help="Switch on completion with the tab key in this shell."
        ),
    ] = False,
    show: Annotated[
        bool,
        typer.Option("--show-completion", help="Print the lines that switch it on in this shell."),
    ] = False,
) -> None:
    """Tell the version, or what there is to type."""
    if version:
        from scrutiny_cli import __version__

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

    0 fine; 1 the records have faults, or the answer is yes; 2 typed wrongly; 3 cannot proceed.
    """
    try:
        completing = "_SCRUTINY_COMPLETE" in os.environ
        if completing:
            completion.begin()
        words = sys.argv[1:]
        # Where the command is named no other is looked at, and the list of them needs none of theirs.
        named = words[:1] if words and words[0] in COMMANDS else ()
        listing = words in ([], ["--help"], ["-h"]) and not completing
        command = tree(*named, options=not listing)
        console.ANSWERS.clear()
        # What was answered on a terminal was answered to the files as they were.
        result = retrying.run_with_retry(
            lambda: command(prog_name="scrutiny", standalone_mode=False),
            lambda: not console.ANSWERS,
        )
    except ScrutinyError as fault:
        console.complain(str(fault), fault.hint)
        return fault.exit_code
    except SystemExit as ending:
        # What Typer writes itself, its help, it ends with 1 where the reader has gone.
        if not isinstance(ending.__context__, BrokenPipeError):
            raise
        console.discard_output()
        return 0
    except KeyboardInterrupt:
        console.say("stopped")
        return 130
    except Exception as fault:  # noqa: BLE001  # the one boundary: no traceback reaches a clerk
        return _other(fault)
    return result if isinstance(result, int) else 0


def _other(fault: Exception) -> int:
    # The usage errors of the library that typer carries inside cannot be imported by name.
    if hasattr(fault, "format_message"):
        from scrutiny_cli.cli.usage_errors import explained

        console.complain(*explained(fault, sys.argv[1:], typer.main.get_command(tree())))
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
    # Its words may quote a record, and a record may hold exempt matter: name the place only.
    trace = fault.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    console.complain(
        f"a fault of the tool itself ({type(fault).__name__} at {where}); the records are untouched",
        "please report it; SCRUTINY_DEBUG=1 shows more, which may hold words of the records",
    )
    return 3
