"""PDF with tags, laid out from the HTML of a report."""

from scrutiny_cli.pdf import merging, opening
from scrutiny_cli.pdf.opening import OpenedPaper
from scrutiny_cli.render import html
from scrutiny_cli.render.formats import PLAIN, Surface
from scrutiny_cli.reports.model import Report

NOT_NUMBERED = "@page { @bottom-right { content: none } }"
"""The pages of a pack have the pack's numbers only."""


def lay_out(report: Report, surface: Surface = PLAIN, style: str = "") -> OpenedPaper:
    """Return a report as pages of a pack."""
    return opening.from_html(html.render(report, surface), report.title, f"{style} {NOT_NUMBERED}")


def render(report: Report, surface: Surface = PLAIN) -> bytes:
    """Return a report as a PDF."""
    title = ", ".join(filter(None, (report.subtitle, report.title)))
    paper = opening.from_html(html.render(report, surface), report.title)
    return merging.save(paper.pdf, title)
