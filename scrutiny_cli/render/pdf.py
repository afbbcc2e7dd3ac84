"""PDF with tags, laid out from the HTML of a report."""

from scrutiny_cli.pdf import merging, opening
from scrutiny_cli.pdf.opening import OpenedPaper
from scrutiny_cli.render import html
from scrutiny_cli.render.formats import PLAIN, Surface
from scrutiny_cli.reports.model import Report

NUMBERED = (
    '@page { @bottom-center { content: "Page " counter(page) " of " counter(pages); '
    "font: 9pt Arial, Helvetica, sans-serif } }"
)


def lay_out(report: Report, surface: Surface = PLAIN, style: str = "") -> OpenedPaper:
    """Return a report as pages."""
    return opening.from_html(html.render(report, surface), report.title, style)


def render(report: Report, surface: Surface = PLAIN) -> bytes:
    """Return a report as a PDF."""
    title = ", ".join(filter(None, (report.subtitle, report.title)))
    paper = lay_out(report, surface, NUMBERED)  # says what to install, if that is missing
    return merging.save(paper.pdf, title)
