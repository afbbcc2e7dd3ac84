"""``scrutiny tracker``."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import completion, console, options, results
from scrutiny_cli.cli.loading import say_later, view
from scrutiny_cli.errors import UsageError
from scrutiny_cli.render.formats import OutputKind, choose_formats
from scrutiny_cli.wording import listed

if TYPE_CHECKING:
    from scrutiny_cli.cli.loading import View
    from scrutiny_cli.domain.committees import Committee
    from scrutiny_cli.reports.common import Marks
    from scrutiny_cli.reports.model import Report

app = typer.Typer(help="The trackers that go with the agenda.")


class Which(StrEnum):
    """Which tracker."""

    ACTIONS = "actions"
    RECOMMENDATIONS = "recommendations"
    RESPONSES = "responses"
    ALL = "all"


class TrackerForm(StrEnum):
    """The two printed forms of the recommendation tracker."""

    ITEM = "item"
    MEETING = "meeting"


@app.callback()
def tracker() -> None:
    """Build the trackers of actions, recommendations and responses."""


@app.command()
def build(
    which: Annotated[Which, typer.Argument(help="Which tracker.")] = Which.ALL,
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    form: Annotated[
        TrackerForm,
        typer.Option("--form", help="Recommendations: by item under each meeting, or one table."),
    ] = TrackerForm.ITEM,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="MEETING|REV|DATE",
            autocompletion=completion.meetings,
            help="Mark what is new or updated since then. By default since the last meeting.",
            show_default=False,
        ),
    ] = None,
    format_: options.TrackersFormat = None,
    output: options.Output = None,
    draft: options.Draft = False,
    private: options.Private = False,
    quiet: options.Quiet = False,
) -> None:
    """Build the action log, the recommendation tracker and the schedule of responses.

    States are computed for the day; what is new or updated since the last meeting is marked.

    Example: `scrutiny tracker build actions --as-of 2021-11-23 --output build`
    """

    formats = choose_formats(OutputKind.TRACKERS, format_)
    seen = view(root, as_of, private=private, draft=draft, quiet=quiet)
    bodies = seen.committees(committee)
    marks, words = _marks(seen, bodies, since, quiet=quiet)
    if which in (Which.ACTIONS, Which.ALL):
        say_later(seen, bodies, quiet=quiet)
    reports = _reports(which, seen, bodies, marks, (*seen.filters, *words), form)
    if len(reports) > 1 and results.is_one_target(output):
        raise UsageError(
            "the three trackers do not go into one file",
            f"name one of {listed([w for w in Which if w is not Which.ALL])}, or a folder",
        )
    for made in reports:
        results.write_documents(
            made, OutputKind.TRACKERS, formats, made.name, seen, output, quiet=quiet
        )


def _marks(
    seen: "View", bodies: "list[Committee]", since: str | None, *, quiet: bool
) -> "tuple[Marks, tuple[str, ...]]":
    """What is new or updated, and in words since when."""
    from scrutiny_cli.workspace.marks import since as told_since

    found = told_since(seen.loaded, seen.register, bodies, seen.as_of, since, private=seen.private)
    for note in found.notes:
        console.say(f"note: {note}", quiet=quiet)
    return found.marks, found.words


def _reports(
    which: Which,
    seen: "View",
    bodies: "list[Committee]",
    marks: "Marks",
    filters: tuple[str, ...],
    form: TrackerForm,
) -> "list[Report]":
    from dataclasses import replace

    from scrutiny_cli.reports.trackers import actions, recommendations, responses

    day, revision = seen.as_of, seen.revision
    made = []
    if which in (Which.ACTIONS, Which.ALL):
        made.append(actions.log(seen.register, bodies, day, revision, marks, filters))
    if which in (Which.RECOMMENDATIONS, Which.ALL):
        made.append(
            recommendations.tracker(
                seen.register, bodies, day, revision, marks, filters, form.value
            )
        )
    if which in (Which.RESPONSES, Which.ALL):
        made.append(responses.schedule(seen.register, bodies, day, revision, marks, filters))
    return [replace(report, draft=seen.draft, private=seen.private) for report in made]
