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


_MAKERS: dict[str, Callable[[Standpoint, bool], Report]] = {
    "action-log": lambda at, printed: actions.log(at, printed=printed),
    "recommendation-tracker": lambda at, printed: recommendation_tracker.tracker(
        at, "item" if printed else "page"
    ),
    "response-schedule": lambda at, printed: responses.schedule(at, printed=printed),
    "work-programme": lambda at, _: _programme(at),
}
"""How each is made, as a page or as printed."""


def build(loaded: Loaded, at: Standpoint, name: str) -> Report:
    """Return a report by its name, with what is new or updated since the meeting before."""
    changes = marks.since(loaded, at.register, at.committees, at.as_of, None, private=at.private)
    filters = (*at.filters, *changes.words)
    at = replace(at, marks=changes.marks, filters=filters)
    return _MAKERS[name](at, loaded.settings.printed)
