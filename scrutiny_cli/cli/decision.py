"""``scrutiny decision``."""

from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.clerking import decisions as clerking
from scrutiny_cli.cli import commands, completion, editing, lookup, options
from scrutiny_cli.cli.loading import View
from scrutiny_cli.reports.decisions import decisions as report

if TYPE_CHECKING:
    from scrutiny_cli.clerking.proposed import Proposed
    from scrutiny_cli.reports.model import Report

app = typer.Typer()


@commands.shows(app, "list")
def list_(view: View, committee: options.CommitteeId = None) -> "Report":
    """List the decisions of the executive, taken and to come.

    Example: `scrutiny decision list`
    """
    return report.listing(view.standpoint(committee))


@commands.shows(app, "show")
def show(
    view: View,
    decision: Annotated[
        str, typer.Argument(autocompletion=completion.decisions, help="Id of the decision.")
    ],
) -> "Report":
    """Show one decision in full, with its notice and when it takes effect.

    Example: `scrutiny decision show centre-lease`
    """
    record = lookup.find_record(view.register, "decisions", decision)
    return report.detail(view.standpoint(), record)


@commands.changes(app)
def add(
    view: View,
    title: Annotated[
        str | None, typer.Option("--title", metavar="WORDS", help="What is to be decided.")
    ] = None,
    maker: Annotated[
        str | None, typer.Option("--maker", metavar="WHO", help="Who decides: Cabinet, a member.")
    ] = None,
    due: Annotated[
        str | None,
        typer.Option("--due", metavar="DATE|MONTH", help="When it will be taken."),
    ] = None,
    key: Annotated[bool, typer.Option("--key", help="It is a key decision.")] = False,
    notice: Annotated[
        str | None,
        typer.Option("--notice", metavar="DATE", help="Date its notice was published."),
    ] = None,
    taken: Annotated[
        str | None, typer.Option("--taken", metavar="DATE", help="Date it was taken.")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DATE", help="Date the decision was published."),
    ] = None,
    topic: Annotated[
        str | None,
        typer.Option(
            "--topic",
            metavar="ID",
            autocompletion=completion.topics,
            help="The work-programme topic that looks at it.",
        ),
    ] = None,
    committee: options.CommitteeId = None,
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Its id (default: the next one).")
    ] = None,
) -> "Proposed":
    """Add a decision of the executive to the forward plan. On a terminal it asks for what is missing.

    Example: `scrutiny decision add --title "Lease of a family centre" --maker Cabinet --key
    --due 2021-10-28 --notice 2021-09-20`
    """
    words = editing.ask(title, "--title", "What is to be decided?")
    who = editing.ask(maker, "--maker", "Who decides?")
    when = None if taken else editing.ask(due, "--due", "When? (a date or a month)")
    days = {
        name: options.read_day(written, f"--{option}") if written else None
        for name, option, written in (
            ("notice_published", "notice", notice),
            ("taken_on", "taken", taken),
            ("published_on", "published", published),
        )
    }
    return clerking.add_decision(
        view.loaded,
        view.as_of,
        title=words,
        maker=who,
        due=when,
        key=key,
        topic=topic,
        committee=committee,
        record_id=id_,
        **days,
    )
