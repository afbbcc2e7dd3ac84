"""Use case of officers' reports: start the report on an agenda item."""

from dataclasses import replace

from scrutiny_cli.clerking.blocking import require_readable
from scrutiny_cli.clerking.proposed import Proposed
from scrutiny_cli.errors import UsageError
from scrutiny_cli.exempt.cutting import is_private
from scrutiny_cli.exempt.redaction import public_items
from scrutiny_cli.render import markdown
from scrutiny_cli.render.formats import Surface
from scrutiny_cli.reports.meetings import officer_report
from scrutiny_cli.reports.meetings.agenda import AgendaContext
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.wording import listed
from scrutiny_cli.workspace.loading import Loaded


def start(loaded: Loaded, at: Standpoint, context: AgendaContext, item: str) -> Proposed:
    """Propose the skeleton of the report on an item: every heading, with what is known already."""
    require_readable(loaded, "meetings", "committees", "programme")
    meeting = context.meeting
    match = officer_report.find(context, item)
    if match is None:
        items = (each for each, _ in context.register.items_of(meeting))
        names = public_items(items, meeting.id, loaded.exempt_index)
        hint = f"its items are {listed(names)}" if names else "add the item to `items:` first"
        raise UsageError(f"the agenda of {meeting.id} has no item {item!r}", hint)
    chosen, entry = match
    hidden = is_private(chosen, meeting.id, loaded.exempt_index)
    if hidden and not (at.private and loaded.settings.private):
        raise UsageError(
            "a public register must not contain the report on an exempt item",
            "in a private register add --private",
        )
    paper = f"papers/{meeting.date.isoformat()}/{chosen.name or f'item-{entry.number or item}'}.md"
    if paper in loaded.files.papers:
        raise UsageError(
            f"records/{paper} is there already", "go on with it, or take it away first"
        )
    at = replace(at, private=at.private and hidden)
    report = officer_report.report(at, context, chosen, entry)
    text = markdown.render(report, Surface(loaded.root / "templates"))
    named_already = paper in {each.file for each in chosen.papers}
    hint = f"name it in the item: papers: [{{title: ..., file: {paper}}}]"
    return Proposed(
        f"the report on {chosen.name or item}",
        files={f"records/{paper}": text},
        remarks=() if named_already else (hint,),
    )
