"""The command tree, and the one place where errors become words and exit codes."""

import os
import sys
from typing import Annotated

import typer
import typer.main

from scrutiny_cli.cli import (
    action_edits,
    agenda,
    calendar,
    changes,
    check,
    completion,
    console,
    export,
    import_,
    init,
    measure,
    meeting,
    minutes,
    overdue,
    plan,
    programme,
    question,
    recommendation_edits,
    report,
    review,
    schema,
    tracker,
)
from scrutiny_cli.errors import ScrutinyError

app = typer.Typer(
    name="scrutiny",
    help="The papers of an overview and scrutiny committee, from plain records kept in git.\n\n"
    "Records are YAML files below `records/`. Ask `scrutiny check` whether they are right and "
    "`scrutiny agenda build` for the next agenda.",
    no_args_is_help=False,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    add_completion=False,  # its options stand below, in our words
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
# What a clerk looks for stands together in the help.
RECORDS, PAPERS, WATCH = "The records", "The papers", "What is late, and what changed"
app.command("init", rich_help_panel=RECORDS)(init.init)
app.command("check", rich_help_panel=RECORDS)(check.check)
app.add_typer(meeting.app, name="meeting", rich_help_panel=RECORDS)
app.add_typer(action_edits.app, name="action", rich_help_panel=RECORDS)
app.add_typer(recommendation_edits.app, name="recommendation", rich_help_panel=RECORDS)
app.add_typer(measure.app, name="measure", rich_help_panel=RECORDS)
app.command("schema", rich_help_panel=RECORDS)(schema.schema)
app.add_typer(import_.app, name="import", rich_help_panel=RECORDS)
app.command("export", rich_help_panel=RECORDS)(export.export)
app.add_typer(agenda.app, name="agenda", rich_help_panel=PAPERS)
app.add_typer(minutes.app, name="minutes", rich_help_panel=PAPERS)
app.add_typer(tracker.app, name="tracker", rich_help_panel=PAPERS)
app.add_typer(plan.app, name="plan", rich_help_panel=PAPERS)
app.add_typer(programme.app, name="programme", rich_help_panel=PAPERS)
app.add_typer(question.app, name="question", rich_help_panel=PAPERS)
app.add_typer(report.app, name="report", rich_help_panel=PAPERS)
app.add_typer(review.app, name="review", rich_help_panel=PAPERS)
app.command("calendar", rich_help_panel=PAPERS)(calendar.calendar)
app.command("overdue", rich_help_panel=WATCH)(overdue.overdue)
app.command("changes", rich_help_panel=WATCH)(changes.changes)


@app.callback()
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
        if "_SCRUTINY_COMPLETE" in os.environ:
            completion.begin()
        result = app(prog_name="scrutiny", standalone_mode=False)
    except ScrutinyError as fault:
        console.complain(str(fault), fault.hint)
        return fault.exit_code
    except BrokenPipeError:
        # Whoever read the output has stopped; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
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
        from scrutiny_cli.cli.usage import explained

        console.complain(*explained(fault, sys.argv[1:], typer.main.get_command(app)))
        return 2
    if type(fault).__name__ == "Abort":
        console.say("stopped; nothing was changed")
        return 130
    if os.environ.get("SCRUTINY_DEBUG"):
        raise fault
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
