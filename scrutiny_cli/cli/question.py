"""``scrutiny question``."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from scrutiny_cli.clerking import questions
from scrutiny_cli.cli import commands, completion, console, editing, lookup, options
from scrutiny_cli.cli.loading import View
from scrutiny_cli.reports.meetings import questions as report

if TYPE_CHECKING:
    from scrutiny_cli.clerking.proposed import Proposed
    from scrutiny_cli.reports.model import Report

app = typer.Typer()


@commands.shows(app, "list")
def list_(
    view: View,
    committee: options.CommitteeId = None,
    meeting: Annotated[
        str | None,
        typer.Option(
            "--meeting",
            "-m",
            metavar="MEETING",
            autocompletion=completion.meetings,
            help="Only this meeting.",
            show_default=False,
        ),
    ] = None,
) -> "Report":
    """List the questions, with their status and when the answer is due.

    An answer is due so long before the meeting that its questioner can frame a supplementary
    question; how long is a rule of the committee.

    Example: `scrutiny question list --meeting 2021-10-12`
    """
    chosen = lookup.find_meeting(view.register, meeting) if meeting else None
    return report.listing(view.standpoint(committee), chosen)


@commands.builds(app)
def build(
    view: View,
    meeting: Annotated[
        str, typer.Argument(autocompletion=completion.meetings, help="Id or date of the meeting.")
    ],
    quiet: options.Quiet = False,
) -> commands.Documents:
    """Build the supplement with the questions of a meeting and their answers.

    It has only accepted questions. An anonymous questioner is shown as such, and of a
    disallowed supplementary question the rule and never the words.

    Example: `scrutiny question build cyp-2020-03-16 --output build`
    """
    chosen = lookup.find_meeting(view.register, meeting)
    at = view.standpoint_of(chosen)
    document = report.supplement(at, chosen)
    for late in report.overdue(at, chosen):
        console.say(f"warning: {late}", quiet=quiet)
    yield document, f"questions-{chosen.id}"


@commands.changes(app)
def add(
    view: View,
    meeting: editing.Meeting = None,
    kind: Annotated[
        Literal["public", "council", "petition", "statement", "speaker", "deputation"],
        typer.Option(
            "--kind",
            help="A question from the public or from a member of the council, or what else is brought.",
        ),
    ] = "public",
    question: Annotated[
        str | None,
        typer.Option("--question", metavar="WORDS", help="Words of the question or petition."),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help="Name of the questioner, as published."),
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="PLACE", help="Town or parish.")
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(
            "--person",
            metavar="ID",
            autocompletion=completion.people,
            help="Id of the councillor who asks it.",
        ),
    ] = None,
    anonymous: Annotated[
        bool,
        typer.Option("--anonymous", help="Print `Name and address supplied` instead of the name."),
    ] = False,
    lead: Annotated[
        str | None,
        typer.Option(
            "--lead", metavar="NAME", help="Lead petitioner or spokesperson, if somebody else."
        ),
    ] = None,
    names: Annotated[
        int | None,
        typer.Option("--names", min=1, metavar="NUMBER", help="How many names it has."),
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="WHOM", help="Who it is addressed to.")
    ] = None,
    topic: Annotated[
        str | None,
        typer.Option("--topic", metavar="WORDS", help="Topic of the question, in a few words."),
    ] = None,
    received: editing.Received = None,
    at: editing.TimeOfArrival = None,
    refuse: Annotated[
        str | None,
        typer.Option("--refuse", metavar="RULE", help="Refuse it under this rule."),
    ] = None,
    id_: Annotated[
        str | None,
        typer.Option(
            "--id", metavar="ID", help="Its id (default: from the meeting and the number)."
        ),
    ] = None,
) -> "Proposed":
    """Record a question or a petition. If it came in after the deadline it is refused, with the rule.

    The same goes for statements, speakers and deputations, each with a deadline of its own.

    The name and place of an anonymous questioner are not kept, nor are the words of a question
    that is refused under another rule: git never forgets.

    Example: `scrutiny question add --meeting 2021-12-07 --name "Ms A." --place Ledbury
    --to "Chairperson of the committee" --question "When will ...?" --received 2021-12-01`
    """
    put_to = editing.ask_for_record(view, "meetings", meeting, "--meeting", "To which meeting?")
    words = editing.ask(question, "--question", "What is the question?")
    day = options.read_day(received, "--received") if received else view.as_of
    hour = options.read_time(at, "--at") if at else None
    if not (name or person or anonymous):
        name = editing.ask(None, "--name", "Who asks? (or --anonymous)")
    asked = questions.IncomingQuestion(
        kind=kind,
        words=words,
        name=name,
        place=place,
        person=person,
        anonymous=anonymous,
        to=to,
        topic=topic,
        lead=lead,
        names=names,
        received=day,
        at=hour,
        refuse=refuse,
    )
    return questions.add(view.loaded, put_to, asked, id_)
