"""``scrutiny action``."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from scrutiny_cli.cli import completion, console, due_input, editing, lookup, options, results
from scrutiny_cli.cli.loading import View, say_later, view
from scrutiny_cli.errors import UsageError

app = typer.Typer(help="The action log: list, show, and edit from the terminal.")


@app.command("list")
def list_(
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    private: options.Private = False,
    format_: options.ListFormat = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """List the actions with their state on a day.

    Example: `scrutiny action list --as-of 2021-11-23`
    """
    from scrutiny_cli.reports.trackers import actions as report

    shape = results.choose_format(format_, "text", "text", "json")
    seen = view(root, as_of, private=private, quiet=quiet)
    bodies = seen.committees(committee)
    say_later(seen, bodies, quiet=quiet)
    made = report.listing(seen.register, bodies, seen.as_of, seen.revision, seen.filters)
    results.write_report(seen.marked(made), shape, output)


@app.command()
def show(
    action: Annotated[
        str, typer.Argument(autocompletion=completion.actions, help="Id or number of the action.")
    ],
    root: options.Root = None,
    as_of: options.AsOf = None,
    private: options.Private = False,
    format_: options.ListFormat = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Show all that the register holds of an action.

    Example: `scrutiny action show 4`
    """
    from scrutiny_cli.reports.trackers import actions as report

    shape = results.choose_format(format_, "text", "text", "json")
    seen = view(root, as_of, private=private, quiet=quiet)
    chosen = lookup.find_action(seen.register, action)
    made = report.one(seen.register, chosen, seen.as_of, seen.revision)
    results.write_report(seen.marked(made), shape, output)


__all__ = ["app"]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrutiny_cli.domain.actions import Action
    from scrutiny_cli.edits import Change

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
    typer.Option(
        "--owner", metavar="WORDS", help="Who owes it: name, post, team. Several allowed."
    ),
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
        help="What shows that it is done: words, or a path under papers/.",
    ),
]


def _chosen(seen: View, name: str) -> "Action":
    return lookup.find_action(seen.loaded.register, name)


@app.command()
def add(
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    action: Annotated[
        str | None, typer.Option("--action", metavar="WORDS", help="What is to be done.")
    ] = None,
    meeting: Annotated[
        str | None,
        typer.Option(
            "--meeting",
            metavar="MEETING",
            autocompletion=completion.meetings,
            help="Id or date of the meeting it arose from.",
        ),
    ] = None,
    owner: Owner = None,
    due: Due = None,
    item: Annotated[
        str | None, typer.Option("--item", metavar="ITEM", help="Id of the agenda item.")
    ] = None,
    minute: Annotated[
        int | None, typer.Option("--minute", metavar="NUMBER", help="Number of the minute.")
    ] = None,
    directorate: Directorate = None,
    number: Annotated[
        int | None,
        typer.Option("--number", metavar="NUMBER", help="Number on the log. By default the next."),
    ] = None,
    id_: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="Its id. By default the one after the last."),
    ] = None,
    dry_run: editing.DryRun = False,
    quiet: options.Quiet = False,
) -> None:
    """Put an action on the log. On a terminal it asks for what is not given.

    Example: `scrutiny action add --meeting 2021-11-23 --action "Circulate the report"
    --owner "Clerk to the committee" --due 2021-12-07`
    """
    seen = view(root, as_of, private=True, quiet=quiet)
    register = seen.loaded.register
    words = editing.ask(action, "--action", "What is to be done?")
    arose = lookup.find_meeting(register, editing.ask(meeting, "--meeting", "At which meeting?"))
    who = owner or [editing.ask(None, "--owner", "Who owes it?")]
    body = register.committee_of(arose)
    when, said = due_input.written(
        editing.ask(due, "--due", "By when?"), register, body, max(seen.as_of, arose.date)
    )
    log = [a for a in register.actions.values() if register.committee_of(a) == body]
    following = max((a.number or 0 for a in log), default=0) + 1
    name = id_ or editing.next_id([a.id for a in log], f"act-{following}", register.actions)
    data = editing.filled(
        id=name,
        committee=committee or (None if register.only_committee else arose.committee),
        number=number or following,
        meeting=arose.id,
        item=item,
        minute=minute,
        action=words,
        owner=editing.one_or_several(who),
        directorate=directorate,
        due=when,
        added=seen.as_of.isoformat(),
    )
    if said:
        console.say(said, quiet=quiet)
    editing.add(seen, "actions", data, dry_run=dry_run, quiet=quiet)


@app.command()
def update(
    action: Name,
    root: options.Root = None,
    as_of: options.AsOf = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="WORDS", help="The progress made.")
    ] = None,
    on: editing.On = None,
    owner: Owner = None,
    directorate: Directorate = None,
    dry_run: editing.DryRun = False,
    quiet: options.Quiet = False,
) -> None:
    """Note progress on an action, or give it another owner.

    Example: `scrutiny action update 4 --note "Advertisement placed."`
    """
    from scrutiny_cli.edits import Append, Set

    seen = view(root, as_of, private=True, quiet=quiet)
    chosen = _chosen(seen, action)
    if not (note or owner or directorate):
        note = editing.ask(None, "--note", "What progress has been made?")
    changes: list[Change] = []
    if note:
        changes.append(Append(("progress",), {"on": _day(seen, on), "note": note}))
    if owner:
        changes.append(Set(("owner",), editing.one_or_several(owner)))
    if directorate:
        changes.append(Set(("directorate",), directorate))
    editing.change(seen, "actions", {chosen.id: changes}, dry_run=dry_run, quiet=quiet)


@app.command()
def complete(
    action: Name,
    root: options.Root = None,
    as_of: options.AsOf = None,
    on: editing.On = None,
    day_unknown: Annotated[
        bool, typer.Option("--day-unknown", help="It is done, and nobody wrote down the day.")
    ] = False,
    evidence: Evidence = None,
    dry_run: editing.DryRun = False,
    quiet: options.Quiet = False,
) -> None:
    """Mark an action as completed, with what shows it.

    It stays on the main log until the committee has been told: `scrutiny action report`. What
    was sent back is completed anew; how it went before is kept among its progress.

    Example: `scrutiny action complete 4 --on 2021-11-02 --evidence papers/2021-11-23/advert.pdf`
    """
    from scrutiny_cli.edits import Set

    seen = view(root, as_of, private=True, quiet=quiet)
    chosen = _chosen(seen, action)
    shown = editing.ask(evidence, "--evidence", "What shows that it is done?")
    changes: list[Change] = [
        *(_kept(seen, chosen) if chosen.accepted is False else ()),
        Set(("completed",), "yes" if day_unknown else _day(seen, on)),
        Set(("evidence",), shown),
    ]
    editing.change(seen, "actions", {chosen.id: changes}, dry_run=dry_run, quiet=quiet)


@app.command()
def report(
    action: Completed,
    root: options.Root = None,
    as_of: options.AsOf = None,
    meeting: Annotated[
        str | None,
        typer.Option(
            "--meeting",
            metavar="MEETING",
            autocompletion=completion.meetings,
            help="Id or date of the meeting that was told.",
        ),
    ] = None,
    accepted: Annotated[
        bool | None,
        typer.Option("--accepted/--sent-back", help="Whether the committee was satisfied."),
    ] = None,
    dry_run: editing.DryRun = False,
    quiet: options.Quiet = False,
) -> None:
    """Note that the committee was told of a completed action, and whether it was satisfied.

    After that meeting the action stands under "Reported complete".

    Example: `scrutiny action report 3 --meeting 2021-11-23 --accepted`
    """
    from scrutiny_cli.edits import Set

    seen = view(root, as_of, private=True, quiet=quiet)
    chosen = _chosen(seen, action)
    if not chosen.completed:
        raise UsageError(
            f"action {chosen.number or chosen.id} is not completed",
            f"first: scrutiny action complete {chosen.number or chosen.id}",
        )
    told = lookup.find_meeting(
        seen.loaded.register, editing.ask(meeting, "--meeting", "Which meeting was told?")
    )
    changes: list[Change] = [Set(("reported",), told.id)]
    if accepted is not None:
        changes.append(Set(("accepted",), "yes" if accepted else "no"))
    editing.change(seen, "actions", {chosen.id: changes}, dry_run=dry_run, quiet=quiet)


@app.command()
def move(
    action: Name,
    root: options.Root = None,
    as_of: options.AsOf = None,
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
    dry_run: editing.DryRun = False,
    quiet: options.Quiet = False,
) -> None:
    """Move a due date. The old one stays on the record, with the reason.

    Example: `scrutiny action move 4 --to 2021-12-31 --why "No applicants yet"`
    """
    from scrutiny_cli.edits import Append, Set

    seen = view(root, as_of, private=True, quiet=quiet)
    chosen = _chosen(seen, action)
    register = seen.loaded.register
    arose = register.meetings.get(chosen.meeting or "")
    after = max(seen.as_of, arose.date) if arose else seen.as_of
    new, said = due_input.written(
        editing.ask(to, "--to", "To which date?"), register, register.committee_of(chosen), after
    )
    reason = editing.ask(why, "--why", "Why?")
    old: Any = _raw(seen, chosen.id).get("due")
    if old == new:
        raise UsageError(f"it is due {due_input.words(new)} already", "name another date")
    entry = editing.filled(
        **{"from": old or "no date", "to": new, "on": _day(seen, on), "why": reason}
    )
    changes: list[Change] = [Append(("moved",), entry), Set(("due",), new)]
    if said:
        console.say(said, quiet=quiet)
    editing.change(seen, "actions", {chosen.id: changes}, dry_run=dry_run, quiet=quiet)


def _kept(seen: View, action: "Action") -> "Iterator[Change]":
    """What was sent back as entries of its progress, in the place of the verdict."""
    from scrutiny_cli.domain.dates import long_date
    from scrutiny_cli.edits import Append, Delete

    if action.completed:
        words = f"Completed. Evidence: {action.evidence}" if action.evidence else "Completed."
        on = None if action.completed is True else action.completed
        yield Append(("progress",), editing.filled(on=on, note=words))
    told = seen.loaded.register.meetings.get(action.reported or "")
    where = f" at the meeting of {long_date(told.date)}" if told else ""
    day = told.date if told else None
    yield Append(("progress",), editing.filled(on=day, note=f"Sent back by the committee{where}."))
    yield Delete(("accepted",))
    yield Delete(("reported",))


def _raw(seen: View, record_id: str) -> dict[str, Any]:
    """A record's data as its file holds it."""
    entry = seen.loaded.entries["actions", record_id]
    data: Any = entry.document.data
    for step in entry.base:
        data = data[step]
    found: dict[str, Any] = data
    return found


def _day(seen: View, on: str | None) -> str:
    """The day an option names, or the as-at date, in ISO form."""
    return (options.read_day(on, "--on") if on else seen.as_of).isoformat()
