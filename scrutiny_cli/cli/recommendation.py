"""``scrutiny recommendation``."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import completion, console, due_input, editing, lookup, options, results
from scrutiny_cli.cli.loading import view
from scrutiny_cli.errors import UsageError
from scrutiny_cli.wording import shorten

app = typer.Typer(help="Recommendations and the answers to them.")


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
    """List the recommendations with their state on a day.

    Example: `scrutiny recommendation list --format json`
    """
    from scrutiny_cli.reports.trackers import recommendations as report

    shape = results.choose_format(format_, "text", "text", "json")
    seen = view(root, as_of, private=private, quiet=quiet)
    bodies = seen.committees(committee)
    made = report.listing(seen.register, bodies, seen.as_of, seen.revision, seen.filters)
    results.write_report(seen.marked(made), shape, output)


@app.command()
def show(
    recommendation: Annotated[
        str,
        typer.Argument(autocompletion=completion.recommendations, help="Id of the recommendation."),
    ],
    root: options.Root = None,
    as_of: options.AsOf = None,
    private: options.Private = False,
    format_: options.ListFormat = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Show all that the register holds of a recommendation and the answers to it.

    Example: `scrutiny recommendation show rec-2021-10-12-provision-of-children-a`
    """
    from scrutiny_cli.reports.trackers import recommendations as report

    shape = results.choose_format(format_, "text", "text", "json")
    seen = view(root, as_of, private=private, quiet=quiet)
    chosen = lookup.find_record(seen.register, "recommendations", recommendation)
    made = report.one(seen.register, chosen, seen.as_of, seen.revision)
    results.write_report(seen.marked(made), shape, output)


__all__ = ["app"]

if TYPE_CHECKING:
    from scrutiny_cli.edits import Change

NO_DATE = "no date by which to respond is set (the committee's `response_times:` can give one)"
_IDS = re.compile(r"[\w.-]+(\s*,\s*[\w.-]+)*")
Names = Annotated[
    list[str],
    typer.Argument(
        metavar="RECOMMENDATION...",
        autocompletion=completion.recommendations,
        help="Ids of the recommendations.",
    ),
]


@app.command()
def add(
    root: options.Root = None,
    as_of: options.AsOf = None,
    meeting: Annotated[
        str | None,
        typer.Option(
            "--meeting",
            metavar="MEETING",
            autocompletion=completion.meetings,
            help="Id or date of the meeting that made it.",
        ),
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="WORDS", help="What is recommended.")
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="WHOM",
            help="executive, council, committee, officers, or a partner by name.",
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="recommendation, request, resolution or work programme.",
        ),
    ] = None,
    label: Annotated[
        str | None, typer.Option("--label", metavar="LABEL", help="Label as printed: (a).")
    ] = None,
    item: Annotated[
        str | None, typer.Option("--item", metavar="ITEM", help="Id of the agenda item.")
    ] = None,
    minute: Annotated[
        int | None, typer.Option("--minute", metavar="NUMBER", help="Number of the minute.")
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="DATE|MEETING|WORDS",
            help="A date inside the recommendation itself, the id of a meeting, or `next meeting`.",
        ),
    ] = None,
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Its id. By default made up.")
    ] = None,
    dry_run: editing.DryRun = False,
    quiet: options.Quiet = False,
) -> None:
    """Put a recommendation in the tracker. On a terminal it asks for what is not given.

    Example: `scrutiny recommendation add --meeting 2021-11-23 --to executive --label "(a)"
    --text "That the executive publish the plan"`
    """
    seen = view(root, as_of, private=True, quiet=quiet)
    register = seen.loaded.register
    made = lookup.find_meeting(register, editing.ask(meeting, "--meeting", "At which meeting?"))
    words = editing.ask(text, "--text", "What is recommended?")
    whom = to or [editing.ask(None, "--to", "To whom? (executive, council, committee, officers)")]
    when, said = (
        due_input.written(by, register, register.committee_of(made), max(seen.as_of, made.date))
        if by
        else (None, None)
    )
    ids = [r.id for r in register.recommendations.values() if r.meeting == made.id]
    name = id_ or editing.next_id(ids, f"rec-{made.date.isoformat()}-1", register.recommendations)
    data = editing.filled(
        id=name,
        committee=None if register.only_committee else made.committee,
        label=label,
        meeting=made.id,
        item=item,
        minute=minute,
        text=words,
        to=editing.one_or_several(whom),
        kind=kind or "recommendation",
        by=when,
    )
    if said:
        console.say(said, quiet=quiet)
    editing.add(seen, "recommendations", data, dry_run=dry_run, quiet=quiet)


@app.command()
def notify(
    recommendations: Names,
    root: options.Root = None,
    as_of: options.AsOf = None,
    on: editing.On = None,
    received: Annotated[
        str | None,
        typer.Option("--received", metavar="DATE", help="Day of receipt, if it was another."),
    ] = None,
    dry_run: editing.DryRun = False,
    quiet: options.Quiet = False,
) -> None:
    """Note that written notice was given: the time to respond begins with its receipt.

    Example: `scrutiny recommendation notify rec-2021-10-12-a rec-2021-10-12-b --on 2021-10-14`
    """
    from scrutiny_cli.domain.dates import long_date
    from scrutiny_cli.edits import Set

    seen = view(root, as_of, private=True, quiet=quiet)
    given = options.read_day(on, "--on") if on else seen.as_of
    came = options.read_day(received, "--received") if received else given
    register = seen.loaded.register
    chosen = [lookup.find_record(register, "recommendations", name) for name in recommendations]
    changes: list[Change] = [
        Set(("notified",), given.isoformat()),
        Set(("received",), came.isoformat()),
    ]
    new = {recommendation.id: changes for recommendation in chosen}
    editing.change(seen, "recommendations", new, dry_run=dry_run, quiet=quiet)
    for recommendation in chosen:
        told = recommendation.model_copy(update={"notified": given, "received": came})
        due = register.response_due(told)
        words = f"the response is due by {long_date(due)}" if due else NO_DATE
        console.say(f"{recommendation.id}: {words}", quiet=quiet)


@app.command()
def respond(
    recommendations: Names,
    root: options.Root = None,
    as_of: options.AsOf = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="WHO", help="Who replies: Cabinet, a partner.")
    ] = None,
    decision: Annotated[
        str | None,
        typer.Option(
            "--decision",
            metavar="DECISION",
            help="agreed, partially agreed, not agreed or noted.",
        ),
    ] = None,
    text: Annotated[str | None, typer.Option("--text", metavar="WORDS", help="The reply.")] = None,
    on: editing.On = None,
    except_: Annotated[
        list[str] | None,
        typer.Option("--except", metavar="ID=DECISION", help="One that is decided otherwise."),
    ] = None,
    promise: Annotated[
        list[str] | None,
        typer.Option(
            "--promise",
            metavar="[ID=]TEXT",
            help="What will be done, and for which recommendation if not for all. Several allowed.",
        ),
    ] = None,
    id_: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Its id. By default made up.")
    ] = None,
    dry_run: editing.DryRun = False,
    quiet: options.Quiet = False,
) -> None:
    """Note a reply to one or more recommendations, with exceptions and what it promises.

    Example: `scrutiny recommendation respond rec-2021-10-12-a rec-2021-10-12-b --by Cabinet
    --decision agreed --except "rec-2021-10-12-b=not agreed" --on 2021-12-02`
    """
    seen = view(root, as_of, private=True, quiet=quiet)
    register = seen.loaded.register
    chosen = [lookup.find_record(register, "recommendations", name) for name in recommendations]
    who = editing.ask(by, "--by", "Who replies?")
    decided = editing.ask(decision, "--decision", "Agreed, partially agreed, not agreed or noted?")
    day = options.read_day(on, "--on") if on else seen.as_of
    exceptions = dict(_pair(text) for text in except_ or ())
    first = register.meetings.get(chosen[0].meeting)
    stem = f"resp-{first.date.isoformat()}" if first else "resp"
    taken = [name for name in register.responses if name.startswith(f"{stem}-")]
    data = editing.filled(
        id=id_ or editing.next_id(taken, f"{stem}-{len(taken) + 1}", register.responses),
        to=editing.one_or_several([recommendation.id for recommendation in chosen]),
        by=who,
        on=day.isoformat(),
        decision=decided.lower(),
        **({"except": exceptions} if exceptions else {}),
        text=text,
        actions=[_promise(words, [r.id for r in chosen]) for words in promise or ()],
    )
    editing.add(seen, "responses", data, dry_run=dry_run, quiet=quiet)


def _promise(text: str, answered: list[str]) -> dict[str, object]:
    """A promise as it is written down: `ID=TEXT` serves one recommendation, `ID,ID=TEXT` some."""
    from scrutiny_cli.wording import listed

    head, equals, words = text.partition("=")
    if not equals or not _IDS.fullmatch(head):
        return {"action": text}
    names = [name.strip() for name in head.split(",")]
    unknown = [name for name in names if name not in answered]
    if unknown:
        raise UsageError(
            f"--promise {shorten(text)!r}: this reply does not answer {unknown[0]}",
            f"before the = stands {listed(answered, 'or')}; words with an = have a space before it",
        )
    if not words.strip():
        raise UsageError(
            f"--promise {shorten(text)!r} has no words", 'write "ID=What will be done"'
        )
    return {"action": words.strip(), "for": editing.one_or_several(names)}


def _pair(text: str) -> tuple[str, str]:
    name, equals, decision = text.partition("=")
    if not equals:
        raise UsageError(f"--except {text!r} has no decision", 'write --except "ID=not agreed"')
    return name.strip(), decision.strip().lower()
