"""Reports that are papers of a meeting, built for its date."""

from collections.abc import Callable
from dataclasses import replace

from scrutiny_cli.domain.municipal_year import municipal_year
from scrutiny_cli.pdf.opening import UnusablePaper
from scrutiny_cli.reports.model import Report
from scrutiny_cli.reports.programme import programme
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers import actions, recommendation_tracker, responses
from scrutiny_cli.workspace import marks
from scrutiny_cli.workspace.loading import Loaded


def _programme(at: Standpoint) -> Report:
    """The work programme of the municipal year of the meeting."""
    year, committee = municipal_year(at.as_of), at.committees[0]
    if year not in programme.years(at, committee):
        hint = "write its topics in records/programme/"
        raise UnusablePaper(f"is empty: there is no work programme of {year}", hint)
    return programme.report(programme.Year(at, committee, year, "position"))


_MAKERS: dict[str, Callable[[Standpoint], Report]] = {
    "action-log": actions.log,
    "recommendation-tracker": recommendation_tracker.tracker,
    "response-schedule": responses.schedule,
    "work-programme": _programme,
}


def build(loaded: Loaded, at: Standpoint, name: str) -> Report:
    """Return a report by its name, with what is new or updated since the meeting before."""
    changes = marks.since(loaded, at.register, at.committees, at.as_of, None, private=at.private)
    filters = (*at.filters, *changes.words)
    return _MAKERS[name](replace(at, marks=changes.marks, filters=filters))
