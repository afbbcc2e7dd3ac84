"""The documents of the committee's year, made from the sample register."""

from datetime import date

from scrutiny_cli.reports.meetings import minutes, officer_report, questions
from scrutiny_cli.reports.meetings.agenda import AgendaContext
from scrutiny_cli.reports.meetings.sitting import MinutesContext
from scrutiny_cli.reports.model import Report
from scrutiny_cli.reports.programme import programme, reviews
from tests.sample import committee, register, stamp

NOVEMBER = date(2021, 11, 15)
# Each printed form with the year whose paper was printed in it, and the day of that paper.
FORMS: dict[str, tuple[programme.Form, date]] = {
    "2021/22": ("position", NOVEMBER),
    "2019/20": ("description", date(2019, 11, 15)),
}


def programme_of(year: str, mark: str = "") -> Report:
    """The work programme of a year, in the form in which its paper was printed."""
    form, day = FORMS[year]
    laid_out = programme.Year(register(), committee(), year, day)
    return programme.report(laid_out, mark or stamp(), form)


def supplement_of(meeting: str, mark: str = "") -> Report:
    """The supplement with the questions of a meeting."""
    held = register().meetings[meeting]
    return questions.supplement(register(), held, committee(), NOVEMBER, mark or stamp())


def minutes_of(meeting: str, mark: str = "") -> Report:
    """The minutes of a meeting."""
    sitting = MinutesContext(register(), committee(), register().meetings[meeting])
    return minutes.report(sitting, NOVEMBER, mark or stamp())


def scoping_of(review: str, mark: str = "") -> Report:
    """The scoping document of a review."""
    chosen = register().reviews[review]
    return reviews.scoping(register(), chosen, committee(), NOVEMBER, mark or stamp())


def officer_report_of(meeting: str, item: str) -> Report:
    """The skeleton of the report on an item."""
    setting = AgendaContext(register(), committee(), register().meetings[meeting])
    found = officer_report.find(setting, item)
    assert found is not None
    return officer_report.report(setting, *found, NOVEMBER, stamp(), private=False)
