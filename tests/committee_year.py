"""The documents of the committee's year, made from the sample register."""

from datetime import date

from scrutiny_cli.reports.meetings import minutes, officer_report, questions
from scrutiny_cli.reports.meetings.agenda import AgendaContext
from scrutiny_cli.reports.meetings.minutes import MinutesContext
from scrutiny_cli.reports.model import Report
from scrutiny_cli.reports.programme import programme, programme_page, reviews
from tests.sample import committee, register, standpoint

NOVEMBER = date(2021, 11, 15)
# Each printed form with the year whose paper was printed in it, and the day of that paper.
FORMS: dict[str, tuple[programme.Form, date]] = {
    "2021/22": ("position", NOVEMBER),
    "2019/20": ("description", date(2019, 11, 15)),
}


def programme_of(year: str, mark: str = "") -> Report:
    """The work programme of a year, in the form in which its paper was printed."""
    form, day = FORMS[year]
    return programme.report(programme.Year(standpoint(day, mark), committee(), year, form))


def programme_page_of(year: str, mark: str = "") -> Report:
    """The work programme of a year as a page."""
    return programme_page.report(programme.Year(standpoint(NOVEMBER, mark), committee(), year))


def supplement_of(meeting: str, mark: str = "") -> Report:
    """The supplement with the questions of a meeting."""
    return questions.supplement(standpoint(NOVEMBER, mark), register().meetings[meeting])


def minutes_of(meeting: str, mark: str = "") -> Report:
    """The minutes of a meeting."""
    held = register().meetings[meeting]
    return minutes.report(MinutesContext(standpoint(NOVEMBER, mark), committee(), held))


def scoping_of(review: str, mark: str = "", *, printed: bool = False) -> Report:
    """The scoping document of a review, as a page or as printed."""
    at = standpoint(NOVEMBER, mark)
    return reviews.scoping(at, register().reviews[review], printed=printed)


def officer_report_of(meeting: str, item: str) -> Report:
    """The skeleton of the report on an item."""
    context = AgendaContext(register(), committee(), register().meetings[meeting])
    found = officer_report.find(context, item)
    assert found is not None
    return officer_report.report(standpoint(NOVEMBER), context, *found)
