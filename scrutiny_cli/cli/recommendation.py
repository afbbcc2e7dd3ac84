"""``scrutiny recommendation``."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.clerking import recommendations as clerking
from scrutiny_cli.cli import commands, completion, console, editing, lookup, options
from scrutiny_cli.cli.loading import View
from scrutiny_cli.errors import UsageError
from scrutiny_cli.render.formats import OutputKind
from scrutiny_cli.reports.trackers import letter, recommendations
from scrutiny_cli.wording import count, listed, shorten, times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrutiny_cli.clerking.proposed import Proposed
    from scrutiny_cli.clerking.recommendations import NewPromise
    from scrutiny_cli.reports.model import Report

app = typer.Typer()


@commands.shows(app, "list")
def list_(
    view: View,
    committee: options.CommitteeId = None,
    unsent: Annotated[
        bool,
        typer.Option("--unsent", help="Only those to the executive that are not sent yet."),
    ] = False,
) -> "Report":
    """List the recommendations and their status.

    Example: `scrutiny recommendation list --format json`
    """
    return recommendations.listing(view.standpoint(committee), only_unsent=unsent)


@commands.shows(app, "show")
def show(
    view: View,
    recommendation: Annotated[
        str,
        typer.Argument(autocompletion=completion.recommendations, help="Id of the recommendation."),
    ],
) -> "Report":
    """Show one recommendation in full, with the responses to it.

    Example: `scrutiny recommendation show rec-2021-10-12-provision-of-children-a`
    """
    record = lookup.find_record(view.register, "recommendations", recommendation)
    return recommendations.recommendation_detail(view.standpoint(), record)


_IDS = re.compile(r"[\w.-]+(\s*,\s*[\w.-]+)*")
Names = Annotated[
    list[str],
    typer.Argument(
        metavar="RECOMMENDATION...",
        autocompletion=completion.recommendations,
        help="Ids of the recommendations.",
    ),
]


@commands.changes(app)
def add(
    view: View,
    meeting: editing.Meeting = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="WORDS", help="Words of the recommendation.")
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
    item: editing.Item = None,
    minute: editing.Minute = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="DATE|MEETING|WORDS",
            help="A date inside the recommendation itself, the id of a meeting, or `next meeting`.",
        ),
    ] = None,
    id_: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="Its id (default: the next one for the meeting)."),
    ] = None,
) -> "Proposed":
    """Add a recommendation to the tracker. On a terminal it asks for what is missing.

    Example: `scrutiny recommendation add --meeting 2021-11-23 --to executive --label "(a)"
    --text "That the executive publish the plan"`
    """
    maker = editing.ask_for_record(view, "meetings", meeting, "--meeting", "At which meeting?")
    words = editing.ask(text, "--text", "What is recommended?")
    whom = to or [editing.ask(None, "--to", "To whom? (executive, council, committee, officers)")]
    return clerking.add(
        view.loaded,
        view.as_of,
        maker,
        text=words,
        to=whom,
        kind=kind,
        label=label,
        item=item,
        minute=minute,
        by=by,
        record_id=id_,
    )


@commands.shows(app, "letter", OutputKind.MAIL)
def letter_(
    view: View,
    meeting: Annotated[
        str, typer.Argument(autocompletion=completion.meetings, help="Id or date of the meeting.")
    ],
) -> "Report":
    """Write the notice of a meeting's recommendations to the executive.

    It holds those that are not sent yet. Its receipt starts the time to respond, so record that day with
    `scrutiny recommendation notify`.

    Example: `scrutiny recommendation letter cyp-2021-10-12 --format docx --output notice.docx`
    """
    chosen = lookup.find_meeting(view.register, meeting)
    at = view.standpoint_of(chosen)
    sent = letter.to_send(at, chosen)
    if not sent:
        raise lookup.absent(
            view.register,
            f"no recommendation of {chosen.id} is to the executive",
            "`scrutiny recommendation list` shows to whom each is made",
        )
    ids = " ".join(each.record.id for each in sent)
    console.say(f"when it is received: scrutiny recommendation notify {ids} --on DATE")
    return letter.letter(at, chosen, sent)


@commands.changes(app)
def notify(
    view: View,
    recommendations: Names,
    on: editing.On = None,
    received: Annotated[
        str | None,
        typer.Option("--received", metavar="DATE", help="Date of receipt, if different."),
    ] = None,
) -> "Proposed":
    """Record that written notice was given. The time to respond begins with its receipt.

    Example: `scrutiny recommendation notify rec-2021-10-12-a rec-2021-10-12-b --on 2021-10-14`
    """
    given = options.read_day(on, "--on") if on else view.as_of
    came = options.read_day(received, "--received") if received else given
    chosen = [editing.find(view, "recommendations", name) for name in recommendations]
    return clerking.notify(view.loaded, chosen, given, came)


@commands.changes(app)
def respond(
    view: View,
    recommendations: Names,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="WHO", help="Who responded: Cabinet, or a partner."),
    ] = None,
    decision: Annotated[
        str | None,
        typer.Option(
            "--decision",
            metavar="DECISION",
            help="agreed, partially agreed, not agreed or noted.",
        ),
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="WORDS", help="The response.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The date of the response.")
    ] = None,
    except_: Annotated[
        list[str] | None,
        typer.Option(
            "--except", metavar="ID=DECISION", help="A recommendation with a different decision."
        ),
    ] = None,
    promise: Annotated[
        list[str] | None,
        typer.Option(
            "--promise",
            metavar="[ID=]TEXT",
            help="An action that the response promises. Can be repeated; add the id of a recommendation if it is not for all.",
        ),
    ] = None,
    owner: Annotated[
        list[str] | None,
        typer.Option(
            "--owner",
            metavar="WORDS",
            help="Owner of the promised actions: once for all, or once for each.",
        ),
    ] = None,
    due: Annotated[
        list[str] | None,
        typer.Option(
            "--due",
            metavar="DATE|MEETING|WORDS",
            help="Due date of the promised actions: once for all, or once for each.",
        ),
    ] = None,
    success: Annotated[
        list[str] | None,
        typer.Option(
            "--success",
            metavar="WORDS",
            help="Success criteria of the promised actions: once for all, or once for each.",
        ),
    ] = None,
    id_: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="Its id (default: the next one for the meeting)."),
    ] = None,
) -> "Proposed":
    """Record a response to one or more recommendations, with exceptions and what it promises.

    Example: `scrutiny recommendation respond rec-2021-10-12-a rec-2021-10-12-b --by Cabinet
    --decision agreed --except "rec-2021-10-12-b=not agreed" --on 2021-12-02`
    """
    chosen = [editing.find(view, "recommendations", name) for name in recommendations]
    texts = promise or []
    columns = [
        _for_each(texts, option, given)
        for option, given in (("--owner", owner), ("--due", due), ("--success", success))
    ]
    promises = [
        _promise(words, [r.id for r in chosen])._replace(owner=who, due=when, success=shown)
        for words, who, when, shown in zip(texts, *columns, strict=True)
    ]
    return clerking.respond(
        view.loaded,
        chosen,
        by=editing.ask(by, "--by", "Who responds?"),
        decision=editing.ask(
            decision, "--decision", "Agreed, partially agreed, not agreed or noted?"
        ),
        on=options.read_day(
            editing.ask(on, "--on", "On which date did they respond?"), "--on", past=True
        ),
        text=text,
        exceptions=dict(_pair(text) for text in except_ or ()),
        promises=promises,
        record_id=id_,
    )


def _for_each(
    promises: "Sequence[str]", option: str, given: "Sequence[str] | None"
) -> "Sequence[str | None]":
    """Return the value of an option for each promise; one value counts for all."""
    if not given:
        return [None] * len(promises)
    if not promises or len(given) not in (1, len(promises)):
        raise UsageError(
            f"{option} is given {times(len(given))} for {count(len(promises), 'promise')}",
            "give it once for all promises, or once for each in the same order",
        )
    return given if len(given) > 1 else [*given] * len(promises)


def _promise(text: str, answered: "Sequence[str]") -> "NewPromise":
    """Read a promise: `ID=TEXT` serves one recommendation, `ID,ID=TEXT` some, `TEXT` all."""
    head, equals, words = text.partition("=")
    if not equals or not _IDS.fullmatch(head):
        return clerking.NewPromise(text)
    names = [name.strip() for name in head.split(",")]
    unknown = [name for name in names if name not in answered]
    if unknown:
        raise UsageError(
            f"--promise {shorten(text)!r}: this response does not answer {unknown[0]}",
            f"before the = write {listed(answered, 'or')}; in words, put a space before an =",
        )
    if not words.strip():
        raise UsageError(
            f"--promise {shorten(text)!r} has no words", 'write "ID=What will be done"'
        )
    return clerking.NewPromise(words.strip(), names)


def _pair(text: str) -> tuple[str, str]:
    name, equals, decision = text.partition("=")
    if not equals:
        raise UsageError(f"--except {text!r} has no decision", 'write --except "ID=not agreed"')
    return name.strip(), decision.strip().lower()
