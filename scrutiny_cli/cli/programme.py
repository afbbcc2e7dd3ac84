"""``scrutiny programme``."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import commands, console, lookup, options
from scrutiny_cli.cli.loading import View
from scrutiny_cli.domain import municipal_year as years
from scrutiny_cli.render.formats import OutputKind
from scrutiny_cli.reports.programme import programme as report
from scrutiny_cli.reports.programme import programme_page
from scrutiny_cli.wording import listed

if TYPE_CHECKING:
    from scrutiny_cli.domain.committees import Committee
    from scrutiny_cli.reports.model import Report
    from scrutiny_cli.reports.standpoint import Standpoint

app = typer.Typer()

MunicipalYear = Annotated[
    str | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        help="The municipal year, such as 2021/22; it begins in May.",
        show_default=False,
    ),
]


class ProgrammeForm(StrEnum):
    """The page, and the two printed forms."""

    PAGE = "page"
    POSITION = "position"
    DESCRIPTION = "description"


def _chosen(at: "Standpoint", committee: "Committee", written: str | None, *, quiet: bool) -> str:
    """The year asked for; without one the year of the day, or the latest there is."""
    known = report.years(at, committee)
    if not known:
        hint = "write its topics in records/programme/"
        raise lookup.absent(at.register, f"{committee.name} has no work programme", hint)
    if written is None:
        now = years.municipal_year(at.as_of)
        year = now if now in known else known[-1]
        console.say(f"work programme of {year}", quiet=quiet)
        return year
    year = options.read_year(written)
    if year not in known:
        hint = f"there are programmes of {listed(known)}"
        raise lookup.absent(at.register, f"{committee.name} has no work programme of {year}", hint)
    return year


@commands.shows(app, "list", OutputKind.TABLE)
def list_(
    view: View,
    committee: options.CommitteeId = None,
    year: MunicipalYear = None,
) -> "Report":
    """List the topics of the work programme.

    Example: `scrutiny programme list --year 2021/22`
    """
    wanted = options.read_year(year) if year else None
    return report.overview(view.standpoint(committee), year=wanted)


@commands.builds(app, OutputKind.PROGRAMME)
def build(
    view: View,
    committee: options.CommitteeId = None,
    year: MunicipalYear = None,
    form: Annotated[
        ProgrammeForm | None,
        typer.Option(
            "--form",
            help="page: the year at a glance, then title, type, lead and status. As papers print it: "
            "position, with the origin and position of each item, or description. By default a page.",
            show_default=False,
        ),
    ] = None,
    quiet: options.Quiet = False,
) -> commands.Documents:
    """Build the work programme of a municipal year.

    The items of each meeting are followed by the lists of what has no meeting. An item that was
    moved says from where and why. Without --year it is the year of the day, or the latest of which
    there is a programme.

    Example: `scrutiny programme build --year 2021/22 --output build`
    """
    body = lookup.find_committee(view.register, view.loaded.settings, committee)
    at = view.standpoint(body.id)
    chosen = _chosen(at, body, year, quiet=quiet)
    # A council that chooses its own columns has them without asking.
    as_printed = view.loaded.settings.printed or body.rules.columns.programme
    usual = ProgrammeForm.POSITION if as_printed else ProgrammeForm.PAGE
    form = form or usual
    if form is ProgrammeForm.DESCRIPTION:
        document = report.report(report.Year(at, body, chosen, "description"))
    else:
        make = report.report if form is ProgrammeForm.POSITION else programme_page.report
        document = make(report.Year(at, body, chosen))
    yield document, f"programme-{body.id}-{chosen.replace('/', '-')}"
