"""Scoping documents and officers' reports have the fields and headings of the papers, in order."""

import pytest

from scrutiny_cli.domain.programme import review_status
from scrutiny_cli.render import html, markdown
from scrutiny_cli.reports.meetings import officer_report
from scrutiny_cli.reports.programme import reviews
from tests.committee_year import NOVEMBER, officer_report_of, scoping_of
from tests.golden.page import read
from tests.sample import facts, register, standpoint

FACTS = facts("programme")["review_peer_on_peer"]
# The fields of the council's scoping document and the headings of its reports, as printed.
FIELDS = [
    "Title of review",
    "Reason for review",
    "Links to the corporate plan",
    "Summary of the review and terms of reference",
    "Membership",
    "What will NOT be included",
    "Potential outcomes",
    "Key Questions",
    "Cabinet Member(s)",
    "Key stakeholders / Consultees",
    "Potential witnesses",
    "Research Required",
    "Potential Visits",
    "Publicity Requirements",
    "Outline Timetable",
    "Chair",
    "Support Members",
    "Co-optees",
    "Support Officers",
]
HEADINGS = [
    "Classification",
    "Decision type",
    "Wards affected",
    "Purpose",
    "Recommendation(s)",
    "Alternative options",
    "Key considerations",
    "Community impact",
    "Environmental impact",
    "Equality duty",
    "Resource implications",
    "Legal implications",
    "Risk management",
    "Consultees",
    "Appendices",
    "Background papers",
    "Glossary",
]


@pytest.mark.parametrize("review", ["peer-on-peer", "neets"])
def test_every_field_is_printed_in_order_empty_ones_too(review: str) -> None:
    shown = read(html.render(scoping_of(review, printed=True)))
    scope, timetable, people, *_ = shown.all("section")
    labels = [label.words for label in scope.all("dt")]
    labels += [timetable.one("h2").words, *(label.words for label in people.all("dt"))]
    assert labels == FIELDS
    assert all(cell.words for cell in shown.all("dd"))


def test_an_empty_field_is_printed_as_empty() -> None:
    shown = read(html.render(scoping_of("peer-on-peer", printed=True)))
    told = {row.one("dt").words: row.one("dd").words for row in shown.all("section")[0].all("div")}
    assert told["Potential Visits"] == "None given"


def test_page_names_in_one_line_what_is_still_to_be_written() -> None:
    words = read(html.render(scoping_of("peer-on-peer"))).words
    assert "None given" not in words
    assert "Still to be written: Potential Visits." in words


def test_the_scoping_document_holds_what_the_paper_holds() -> None:
    found = scoping_of(FACTS["id"]).data["review"]
    assert found["chair"]["person"] == FACTS["chair"]
    for key in (
        *("scope", "key_questions", "excluded", "outcomes", "cabinet_members", "consultees"),
        *("research", "visits", "timetable"),
    ):
        assert len(found[key]) == FACTS[key], key
    assert found["reports_to"] == FACTS["reports_to"]
    assert found["timetable"][-1]["when"] == " or ".join(FACTS["final_report"])


def test_a_date_that_was_moved_says_where_to() -> None:
    text = markdown.render(scoping_of("peer-on-peer"))
    assert "Monday 20 January 2020, moved to Tuesday 14 January 2020" in text


def test_the_list_says_where_each_review_stands() -> None:
    made = reviews.listing(standpoint(NOVEMBER))
    assert {r["id"]: r["status"] for r in made.data["reviews"]} == {
        "child-exploitation": "agreed",
        "neets": "proposed",
        "paediatric-therapies": "agreed",
        "peer-on-peer": "reported",
    }
    # Before its scope was agreed it was only proposed.
    group = register().reviews["child-exploitation"]
    before = register().meetings["cyp-2019-09-16"].date.replace(day=15)
    assert review_status(group, register().meetings, before) == "proposed"


def test_a_report_begins_with_every_heading_in_order() -> None:
    assert list(officer_report.HEADINGS) == HEADINGS
    text = markdown.render(officer_report_of("cyp-2021-11-23", "iro"))
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == HEADINGS


def test_a_report_is_filled_from_the_register() -> None:
    lines = markdown.render(officer_report_of("cyp-2019-11-25", "7")).splitlines()
    parts = {}
    for line in lines:
        if line.startswith("## "):
            parts[line[3:]] = ""
        elif parts and line:
            parts[list(parts)[-1]] += line
    assert lines[0].startswith(
        "# Review of budget and corporate plan proposals for 2020/21 relating"
    )
    assert "- **Report by:** Leader of the council" in lines
    assert parts["Classification"] == "Open"
    assert parts["Decision type"] == "Not an executive decision"
    assert parts["Wards affected"] == "All"
    assert parts["Purpose"].startswith("To look at next year's budget")
    assert parts["Appendices"].count("Appendix ") == 6
    assert parts["Key considerations"].startswith("The committee's view of the budget")
    # What nobody has written yet says what is asked for.
    for heading in ("Alternative options", "Equality duty", "Glossary"):
        assert parts[heading] == f"*{officer_report.PROMPTS[heading]}*"


def test_a_report_is_no_document_of_the_register_yet() -> None:
    assert "As at" not in markdown.render(officer_report_of("cyp-2021-11-23", "iro"))
