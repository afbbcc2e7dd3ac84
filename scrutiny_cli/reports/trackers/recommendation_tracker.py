"""The recommendation tracker: a page by meeting and item, and the two forms in which papers print it."""

from dataclasses import replace
from itertools import groupby
from typing import Literal

from scrutiny_cli.domain.state import ANSWERED_FOR
from scrutiny_cli.reports.chosen import Chooser
from scrutiny_cli.reports.meetings.related import to_origin
from scrutiny_cli.reports.model import Aside, Block, Prose, Report, Row, Section, Table, is_empty
from scrutiny_cli.reports.standpoint import Standpoint, several
from scrutiny_cli.reports.trackers.promised import PromisedAction
from scrutiny_cli.reports.trackers.recommendations import (
    BY_MEETING,
    MATCHED,
    RECOMMENDATION,
    RECOMMENDATIONS,
    Tracked,
    TrackedRecommendation,
    key,
    meeting_title,
    selected,
    tally,
    whose,
)
from scrutiny_cli.reports.trackers.selection import EVERYTHING, Selection
from scrutiny_cli.wording import count

Form = Literal["page", "item", "meeting"]
TITLE, NONE = "Recommendations", "No recommendations."
PAGE = RECOMMENDATION.columns("page", "ref", "what", "state_now", "latest", heads="what")
CHOOSER = Chooser("recommendations", RECOMMENDATION)
NONE_YET = Aside("None yet")


def tracker(at: Standpoint, form: Form = "page", selection: Selection = EVERYTHING) -> Report:
    """The recommendation tracker: the page, or one of the two printed forms."""
    recommendations = selected(at, selection)
    mixed = several(r.committee for r in recommendations)
    table = RECOMMENDATION.table(
        *(TITLE, BY_MEETING, recommendations),
        whose=mixed,
        merged=2,
        empty=NONE,
        as_printed=True,
    )
    chosen = CHOOSER.columns(at.rules)
    if chosen and form != "meeting":
        table = CHOOSER.table(TITLE, chosen, recommendations, empty=NONE, as_printed=True)
    if form == "meeting" or chosen:
        sections = [Section("recommendations", TITLE, (table,))]
    else:
        meetings = _by_meeting(recommendations, newest_first=form == "page")
        responses = [answer.share.response for r in recommendations for answer in r.answers]
        replied = whose(at.register, responses)
        sections = [
            _page(at, name, made, mixed=mixed)
            if form == "page"
            else _printed(at, name, made, replied, mixed=mixed)
            for name, made in meetings
        ]
    return at.report(
        "recommendation-tracker",
        "Recommendation tracker",
        (
            Section("tally", None, (tally(recommendations), *_said_once(recommendations)))
            if at.states
            else None,
            *(sections or [Section("none", None, (Prose(at.register.absence(NONE)),))]),
            key(at),
        ),
        RECOMMENDATIONS.write(recommendations),
        sheet=replace(table, merged=0),
        filters=(*at.filters, *selection.words),
    )


def _said_once(recommendations: Tracked) -> tuple[Block, ...]:
    """What is overdue among them, and what those that are done still lack."""
    late = sum(r.standing.rag == "red" for r in recommendations)
    lacking = sum(
        r.standing.state == "implemented" and "no evidence given" in r.standing.remarks
        for r in recommendations
    )
    matched = any(
        r.record.to_inferred or any(a.share.response.alignment for a in r.answers)
        for r in recommendations
    )
    words = [
        f"{count(late, 'recommendation')} with something overdue." if late else "",
        f"{count(lacking, 'recommendation')} done without evidence on record." if lacking else "",
        f"\\* {MATCHED}." if matched else "",
    ]
    return (Prose(" ".join(filter(None, words))),) if any(words) else ()


def _by_meeting(
    recommendations: Tracked, *, newest_first: bool
) -> list[tuple[str, list[TrackedRecommendation]]]:
    """The recommendations of each meeting."""
    meetings: dict[str, list[TrackedRecommendation]] = {}
    for recommendation in recommendations:
        meetings.setdefault(recommendation.record.meeting, []).append(recommendation)
    return list(reversed(meetings.items())) if newest_first else list(meetings.items())


def _page(at: Standpoint, name: str, made: Tracked, *, mixed: bool) -> Section:
    """A meeting with a table for each item; folded if there is nothing left to do."""
    has_refs = any(not is_empty(r.ref) for r in made)
    closed = sum(r.standing.state in ANSWERED_FOR for r in made)
    key = f"meeting-{name}"
    by_item = [(title, list(of)) for title, of in groupby(made, lambda r: r.item_title)]
    items = [
        Section(
            f"{key}-{number}",
            title,
            (_of_item(title, of_item, continued=number > 1, has_refs=has_refs),),
            level=3,
            aside=to_origin(at, of_item[0].meeting, of_item[0].record),
        )
        for number, (title, of_item) in enumerate(by_item, 1)
    ]
    return Section(
        key,
        f"Meeting of {meeting_title(at, name, mixed=mixed)}",
        tuple(items),
        aside=f"{closed} of {len(made)} closed",
        folded=closed == len(made),
    )


def _of_item(title: str, made: Tracked, *, continued: bool, has_refs: bool) -> Table:
    """The recommendations of an item, each with the actions promised for it below."""
    rows: list[Row] = []
    before: TrackedRecommendation | None = None
    for recommendation in made:
        cells = dict(RECOMMENDATION.cells(recommendation))
        answers = [answer.share.response for answer in recommendation.answers]
        same = before and answers and answers == [a.share.response for a in before.answers]
        if same and before:
            label = f"as for {before.record.label}" if before.record.label else "as above"
            cells["latest"] = Aside(f"Response {label}")
        elif is_empty(cells["latest"]):
            cells["latest"] = NONE_YET
        rows.append(cells)
        promised = [action for answer in recommendation.answers for action in answer.promised]
        earlier = before.answers if same and before else ()
        known = [action.record for answer in earlier for action in answer.promised]
        rows += [_promised(action) for action in promised if action.record not in known]
        before = recommendation
    columns = PAGE if has_refs else PAGE[1:]
    return Table(title, columns, tuple(rows), as_printed=True, continued=continued, anchored=True)


def _promised(action: PromisedAction) -> Row:
    """A promised action as a row below its recommendation."""
    return {
        "id": None,
        "ref": None,
        "what": (
            Aside("Action promised"),
            Prose(action.record.action),
            Aside(", ".join(action.owners)),
        ),
        "state_now": action.status,
        "latest": action.since,
    }


def _printed(at: Standpoint, name: str, made: Tracked, responses: str, *, mixed: bool) -> Section:
    """A meeting with one table of what it recommended."""
    columns = RECOMMENDATION.columns(
        *("by item", "item_title", "entry", "response"),
        response=f"{responses} / update",
    )
    title = meeting_title(at, name, mixed=mixed)
    table = RECOMMENDATION.table(
        f"Recommendations of {title}", columns, made, merged=1, as_printed=True
    )
    return Section(f"meeting-{name}", title, (table,))
