"""``scrutiny action``."""

from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.clerking import actions as clerking
from scrutiny_cli.cli import commands, completion, editing, lookup, options
from scrutiny_cli.cli.loading import View, say_later
from scrutiny_cli.reports.trackers import actions, overdue

if TYPE_CHECKING:
    from scrutiny_cli.clerking.proposed import Proposed
    from scrutiny_cli.reports.model import Report

app = typer.Typer()


@commands.shows(app, "list")
def list_(
    view: View,
    committee: options.CommitteeId = None,
    undated: Annotated[
        bool,
        typer.Option("--undated", help="Only open actions without a date, promised ones too."),
    ] = False,
    quiet: options.Quiet = False,
) -> "Report":
    """List the actions and their status.

    Example: `scrutiny action list --as-of 2021-11-23`
    """
    at = view.standpoint(committee)
    say_later(at, quiet=quiet)
    return overdue.undated_listing(at) if undated else actions.listing(at)


@commands.shows(app, "show")
def show(
    view: View,
    action: Annotated[
        str, typer.Argument(autocompletion=completion.actions, help="Id or number of the action.")
    ],
) -> "Report":
    """Show one action in full.

    Example: `scrutiny action show 4`
    """
    record = lookup.find_action(view.register, action)
    return actions.action_detail(view.standpoint(), record)


Name = Annotated[
    str,
    typer.Argument(
        metavar="ACTION",
        autocompletion=completion.open_actions,
        help="Id or number of the action.",
    ),
]
Completed = Annotated[
    str,
    typer.Argument(
        metavar="ACTION",
        autocompletion=completion.completed_actions,
        help="Id or number of the action.",
    ),
]
Owner = Annotated[
    list[str] | None,
    typer.Option("--owner", metavar="WORDS", help="Owner: a name, post or team. Can be repeated."),
]
Due = Annotated[
    str | None,
    typer.Option(
        "--due",
        metavar="DATE|MEETING|WORDS",
        help="A date, `Nov 2021`, `ongoing`, the id of a meeting, or `next meeting`.",
    ),
]
Directorate = Annotated[
    str | None, typer.Option("--directorate", metavar="NAME", help="The owner's directorate.")
]
Evidence = Annotated[
    str | None,
    typer.Option(
        "--evidence",
        metavar="WORDS|FILE",
        help="Evidence that it is done: words, or a path under papers/.",
    ),
]


@commands.changes(app)
def add(
    view: View,
    committee: options.CommitteeId = None,
    action: Annotated[
        str | None, typer.Option("--action", metavar="WORDS", help="Words of the action.")
    ] = None,
    meeting: editing.Meeting = None,
    owner: Owner = None,
    due: Due = None,
    item: editing.Item = None,
    minute: editing.Minute = None,
    directorate: Directorate = None,
    number: Annotated[
        int | None,
        typer.Option(
            "--number", metavar="NUMBER", help="Number on the log (default: the next one)."
        ),
    ] = None,
    id_: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="Its id (default: the next one)."),
    ] = None,
) -> "Proposed":
    """Add an action to the log. On a terminal it asks for what is missing.

    Example: `scrutiny action add --meeting 2021-11-23 --action "Circulate the report"
    --owner "Clerk to the committee" --due 2021-12-07`
    """
    words = editing.ask(action, "--action", "What is to be done?")
    arose = editing.ask_for_record(view, "meetings", meeting, "--meeting", "At which meeting?")
    owners = owner or [editing.ask(None, "--owner", "Who owes it?")]
    return clerking.add(
        view.loaded,
        view.as_of,
        arose,
        action=words,
        owners=owners,
        due=editing.ask(due, "--due", "By when?"),
        committee=committee,
        item=item,
        minute=minute,
        directorate=directorate,
        number=number,
        record_id=id_,
    )


@commands.changes(app)
def update(
    view: View,
    action: Name,
    note: Annotated[
        str | None, typer.Option("--note", metavar="WORDS", help="Progress since the last update.")
    ] = None,
    on: editing.On = None,
    owner: Owner = None,
    directorate: Directorate = None,
) -> "Proposed":
    """Record progress on an action, or change its owner.

    Example: `scrutiny action update 4 --note "Advertisement placed."`
    """
    chosen = editing.find(view, "actions", action)
    if not (note or owner or directorate):
        note = editing.ask(None, "--note", "What progress has been made?")
    day = editing.day(view, on)
    return clerking.update(chosen, day, note=note, owners=owner, directorate=directorate)


@commands.changes(app)
def complete(
    view: View,
    action: Name,
    on: editing.On = None,
    day_unknown: Annotated[
        bool, typer.Option("--day-unknown", help="It is done, and the date is not known.")
    ] = False,
    evidence: Evidence = None,
) -> "Proposed":
    """Mark an action as completed and record the evidence.

    It stays on the main log until it is reported to the committee: `scrutiny action report`. If the
    committee sent the action back, you can complete it again. The earlier history is kept.

    Example: `scrutiny action complete 4 --on 2021-11-02 --evidence papers/2021-11-23/advert.pdf`
    """
    chosen = editing.find(view, "actions", action)
    shown = editing.ask(evidence, "--evidence", "What shows that it is done?")
    day = None if day_unknown else editing.day(view, on)
    return clerking.complete(view.loaded, chosen, day, evidence=shown)


@commands.changes(app)
def report(
    view: View,
    action: Completed,
    meeting: editing.Meeting = None,
    accepted: Annotated[
        bool | None,
        typer.Option("--accepted/--sent-back", help="Whether the committee accepted it."),
    ] = None,
) -> "Proposed":
    """Record that a completed action was reported to the committee, and whether the committee accepted it.

    After that meeting the action is listed under "Reported complete".

    Example: `scrutiny action report 3 --meeting 2021-11-23 --accepted`
    """
    chosen = editing.find(view, "actions", action)
    clerking.require_completed(chosen)
    informed = editing.ask_for_record(
        view, "meetings", meeting, "--meeting", "To which meeting was it reported?"
    )
    return clerking.report(chosen, informed, accepted=accepted)


@commands.changes(app)
def move(
    view: View,
    action: Name,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="DATE|MEETING|WORDS",
            help="The new due date, the id of a meeting, or `next meeting`.",
        ),
    ] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="WORDS", help="The reason.")] = None,
    on: editing.On = None,
) -> "Proposed":
    """Move a due date. The old one stays on the record, with the reason.

    Example: `scrutiny action move 4 --to 2021-12-31 --why "No applicants yet"`
    """
    chosen = editing.find(view, "actions", action)
    new = editing.ask(to, "--to", "To which date?")
    reason = editing.ask(why, "--why", "Why?")
    day = editing.day(view, on)
    return clerking.move(view.loaded, view.as_of, chosen, to=new, why=reason, on=day)
