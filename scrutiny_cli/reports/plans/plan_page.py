"""An improvement plan as a page: per action its lead, its status, its measures in a line each."""

from dataclasses import replace

from scrutiny_cli.domain.dates import brief_dates, short_date
from scrutiny_cli.domain.plans import Plan
from scrutiny_cli.domain.ratings import target_words
from scrutiny_cli.reports.fields import Fields, shown
from scrutiny_cli.reports.model import Aside, Cell, Prose, Report, Section
from scrutiny_cli.reports.plans import plan as printed
from scrutiny_cli.reports.plans.measures import MeasureOnDay, differing
from scrutiny_cli.reports.plans.plan import AimOnDay, PlanLine, PlanOnDay
from scrutiny_cli.reports.standpoint import Standpoint

STALE = "\\* A newer figure was due by the date of this plan."


def report(at: Standpoint, record: Plan) -> Report:
    """A plan as a page."""
    return printed.report(at, record, of_aim=_aim)


def _aim(plan: PlanOnDay, aim: AimOnDay, position: int) -> Section:
    """An aim with its actions."""
    title = printed.aim_title(plan, aim.record)
    columns = PAGE if plan.inspection or plan.numbered else PAGE[1:]
    table = LINE.table(title, columns, aim.actions, empty="No actions.")
    stale = any(s.stale_words for line in aim.actions for m in line.measures for s in m.every)
    note = (Prose(STALE),) if stale else ()
    return Section(f"aim-{position}", title, (*printed.aim_words(aim.record), table, *note))


def _what(line: PlanLine) -> Cell:
    """What is to be done, what it is for, and how it will be known to work."""
    record = line.record
    heading = line.on.record.impact_heading or printed.IMPACT
    return (
        Prose(record.action),
        *_labelled(heading, record.impact),
        *_labelled("How we will know", record.know),
    )


def _labelled(label: str, text: str | None) -> tuple[Cell, ...]:
    return (Aside(label), Prose(text)) if text else ()


def _status(line: PlanLine) -> Cell:
    """Its rating, who gave it, what dates and measures say if that differs, and when it is due."""
    officer, computed = line.standing.officer, line.standing.computed
    due = f"due {brief_dates(line.due_words)}" if line.due_words else None
    if officer is None:
        return (
            line.rag(computed.rating),
            Aside(computed.why if computed.rated else None),
            Aside(due),
        )
    by = f"by {officer.by or 'the officer'}{f', {short_date(officer.on)}' if officer.on else ''}"
    remark = f"by dates and measures: {line.rag(computed.rating).word}, {computed.why}"
    why = (Prose(officer.why),) if officer.why else ()
    differs = (Aside(remark), *(why or differing(None)[1:])) if line.standing.differs else why
    return (line.rag(officer.rag), Aside(by), *differs, Aside(due))


def _latest(line: PlanLine) -> Cell:
    """Its measures, in a line each, and its progress."""
    own = Prose(line.record.measure) if line.record.measure else None
    return (
        own,
        *(cell for measure in line.measures for cell in _measure(line, measure)),
        line.progress_cell,
    )


def _measure(line: PlanLine, measure: MeasureOnDay) -> tuple[Cell, ...]:
    """A measure: the figure of each of its series with target, rating and change."""
    target, record = target_words(measure.record), measure.record
    title = f"{record.title}{f', target {target}' if target else ''}"
    link = (
        line.on.at.link(title, f"scorecard-{line.on.record.id}", record.id)
        if line.on.on_scorecard(record.id)
        else None
    )
    anchor = record.id if line.on.first_line_of[record.id] is line else None
    cells: list[Cell] = [replace(link, id=anchor) if link else Aside(title, anchor)]
    for series in measure.every:
        name = f"{series.record.series}: " if series.record.series else ""
        words = "; ".join(filter(None, (name + series.figure, series.change, series.remark)))
        note = series.reading.note if series.reading else None
        cells += [replace(series.rating, detail=words) if series.rating else words]
        cells += [Prose(note)] if note else []
    return tuple(cells)


LINE = Fields(
    PlanLine,
    "id",
    shown("ref", "No.", "number"),
    shown("what", "Action", _what),
    shown("who", "Lead", "leads"),
    shown("status", "Status", _status),
    shown("latest", "Measures and progress", _latest),
)
PAGE = LINE.columns("page", "ref", "what", "who", "status", "latest", heads="what")
