"""``scrutiny agenda``."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import commands, completion, console, lookup, options, results
from scrutiny_cli.cli.loading import View, open_view
from scrutiny_cli.domain import page_map
from scrutiny_cli.errors import RecordsError, UsageError
from scrutiny_cli.files import store
from scrutiny_cli.packs import beside, papers, reports
from scrutiny_cli.packs import pack as packs
from scrutiny_cli.pdf import opening
from scrutiny_cli.render.formats import Surface
from scrutiny_cli.reports.meetings import agenda as report
from scrutiny_cli.reports.meetings import supplement as supplements
from scrutiny_cli.wording import count
from scrutiny_cli.workspace import page_maps

if TYPE_CHECKING:
    from datetime import date

    from scrutiny_cli.domain.meetings import Meeting
    from scrutiny_cli.domain.page_map import PageMap
    from scrutiny_cli.packs.pack import Pack
    from scrutiny_cli.reports.meetings.agenda import AgendaContext
    from scrutiny_cli.reports.model import Report
    from scrutiny_cli.reports.standpoint import Standpoint

app = typer.Typer()


@app.callback()
def agenda() -> None:
    """Build the agenda of a meeting."""


MeetingArgument = Annotated[
    str | None,
    typer.Argument(
        autocompletion=completion.meetings,
        help="Id or date of the meeting (default: the next one).",
        show_default=False,
    ),
]


@commands.builds(app)
def build(
    view: View,
    meeting: MeetingArgument = None,
    committee: options.CommitteeId = None,
    supplement: Annotated[
        int | None,
        typer.Option(
            "--supplement",
            metavar="NUMBER",
            min=1,
            help="Build this supplement instead of the agenda.",
            show_default=False,
        ),
    ] = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> commands.Documents:
    """Build the agenda as a web page and as Markdown.

    The public agenda shows an exempt item by its public title and paragraph only. Where it is too
    late to publish lawfully, that is said, with what the law then asks.

    Example: `scrutiny agenda build cyp-2021-11-23 --output build`
    """
    chosen = _find(view, meeting, committee)
    at = view.standpoint_of(chosen, committee)
    pages = page_maps.read(view.loaded.root, chosen)
    context = _context(at, page_map.with_pages(chosen, pages, private=view.private))
    linked = output != "-" and Path(output or "").suffix in ("", ".html", ".htm")
    files = beside.copied(view.loaded, context) if linked else {}
    context = replace(
        context,
        links={key: file.address for key, file in files.items()},
        kinds={file.address: file.words for file in files.values()},
    )
    if supplement is not None:
        yield _supplement(context, at, supplement), f"supplement-{chosen.id}-{supplement}"
        return
    document = report.report(at, context)
    _warn(context, view.as_of)
    _warn_of_pages(chosen, pages)
    if missing := report.left_out(context):
        console.say(f"note: {missing}", quiet=quiet)
    yield document, f"agenda-{chosen.id}"
    folder = results.folder_of(output, view.folder)
    for file in files.values():
        store.publish(folder / file.name, beside.content(view.loaded, file.name))
    if files:
        number = count(len(files), "paper")
        console.say(f"copied {number} to {results.relative_path(folder / 'papers')}", quiet=quiet)


def _supplement(context: "AgendaContext", at: "Standpoint", number: int) -> "Report":
    """Return a supplement of the agenda."""
    found = supplements.report(at, context, number)
    if found is None:
        raise UsageError(
            f"{context.meeting.id} has no supplement {number}",
            "add it to `supplements:` of the meeting, with its number",
        )
    return found


def _find(view: View, meeting: str | None, committee: str | None) -> "Meeting":
    """Return the meeting named, or the next one."""
    if meeting is not None:
        return lookup.find_meeting(view.register, meeting)
    body = lookup.find_committee(view.register, view.loaded.settings, committee)
    chosen = view.register.upcoming_meeting(body, view.as_of)
    if chosen is None:
        raise lookup.absent(
            view.register,
            f"no meeting of {body.name} is planned from {view.as_of.isoformat()} on",
            "name a meeting, plan one with `scrutiny meeting new`, or change --as-of",
        )
    return chosen


def _context(at: "Standpoint", meeting: "Meeting") -> "AgendaContext":
    return report.AgendaContext(at.register, at.committees[0], meeting)


def _warn(context: "AgendaContext", as_of: "date") -> None:
    """Warn of an agenda that is late, or that names a meeting before of which nothing is known."""
    undated = report.undated(context)
    for words in (*report.late(context, as_of), *([undated] if undated else [])):
        console.say(f"warning: {words}")


def _warn_of_pages(meeting: "Meeting", pages: "PageMap") -> None:
    """Warn where the record gives other pages than the pack has."""
    for words in page_map.differing(meeting, pages):
        console.say(f"warning: {words}")


@app.command()
def pack(
    meeting: MeetingArgument = None,
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    supplement: Annotated[
        int | None,
        typer.Option(
            "--supplement",
            metavar="NUMBER",
            min=1,
            help="Build this supplement. Its pages go on from those of the pack before it.",
            show_default=False,
        ),
    ] = None,
    output: options.Output = None,
    draft: options.Draft = False,
    private: options.Private = False,
    quiet: options.Quiet = False,
) -> None:
    """Build the agenda and all its papers as one PDF, with one sequence of page numbers.

    A screen reader can read it: tags, bookmarks and links are kept. The pages of each paper are saved
    beside the papers of the meeting, so that agenda and minutes print the same numbers. A draft saves
    none.

    Example: `scrutiny agenda pack cyp-2021-11-23 --output build`
    """
    view = open_view(root, as_of, draft=draft, quiet=quiet)
    chosen = _find(view, meeting, committee)
    closed = open_view(root, as_of, private=True, draft=draft, quiet=True) if private else None
    known = page_maps.read(view.loaded.root, chosen)
    made = _made(view, closed, chosen, known, supplement, committee)
    for remark in made.remarks:
        console.say(f"note: {remark}", quiet=quiet)
    if not supplement:
        _warn(_context(view.standpoint_of(chosen, committee), chosen), view.as_of)
    _warn_of_pages(chosen, made.pages)
    if chosen.published_on or chosen.status in ("published", "held"):
        for words in made.pages.moved(known, private=private):
            console.say(f"warning: {words}")
    stem = f"supplement-{supplement}-{chosen.id}" if supplement else f"pack-{chosen.id}"
    shown = closed or view
    name = f"{stem}{shown.suffix}"
    results.write_files({".pdf": made.content}, name, output, view.folder, quiet=quiet)
    if not draft and made.pages != known:
        path = page_maps.write(view.loaded.root, chosen, made.pages)
        console.say(f"wrote {results.relative_path(path)}", quiet=quiet)


def _made(
    view: View,
    closed: View | None,
    meeting: "Meeting",
    known: "PageMap",
    supplement: int | None,
    committee: str | None,
) -> "Pack":
    """Make the pack, and say which papers cannot go into it."""
    if supplement and supplement not in [each.number for each in meeting.supplements]:
        numbers = [str(each.number) for each in meeting.supplements if each.number]
        hint = f"there are {', '.join(numbers)}" if numbers else "write it in `supplements:`"
        raise UsageError(f"{meeting.id} has no supplement {supplement}", hint)
    if supplement and not known.packs:
        hint = f"`scrutiny agenda pack {meeting.id}`; the supplement goes on from its last page"
        raise UsageError("the agenda has no pack yet", hint)
    at = view.standpoint_of(meeting, committee)
    of_the_day = replace(at, as_of=meeting.date)
    private = None
    if closed:
        inside = closed.standpoint_of(closed.register.meetings[meeting.id], committee)
        private = _context(inside, closed.register.meetings[meeting.id])
    opening.library()  # says what to install, if that is missing
    maker = packs.PackMaker(
        at=at,
        public=_context(at, meeting),
        private=private,
        known=known,
        supplement=supplement or 0,
        reader=papers.PaperReader(
            view.loaded.root,
            partial(reports.build, view.loaded, of_the_day),
            Surface(view.templates),
        ),
        draft=view.draft,
    )
    try:
        return maker.make()
    except packs.Unpackable as fault:
        for each in fault.unusable:
            console.say(f"error: {each.line}")
        raise RecordsError(
            f"{count(len(fault.unusable), 'paper')} cannot go into the pack, so it is not built",
            "--draft builds it anyway, with a page for each of them",
        ) from None
