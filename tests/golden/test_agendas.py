"""The agendas of 2019 and 2021 show what the council's own show."""

from datetime import date
from functools import cache
from typing import Any

import pytest

from scrutiny_cli.render import html, markdown
from scrutiny_cli.reports.model import Report
from tests.golden.page import Element, read
from tests.sample import agenda_of, facts, register

AGENDAS: dict[str, dict[str, Any]] = {
    agenda["meeting"]: agenda for agenda in facts("agendas")["agendas"]
}
PUBLISHED = {"cyp-2019-11-25": date(2019, 11, 15), "cyp-2021-11-23": date(2021, 11, 15)}
both = pytest.mark.parametrize("meeting", AGENDAS)


@cache
def report(meeting: str) -> Report:
    return agenda_of(meeting, PUBLISHED[meeting])


@cache
def page(meeting: str) -> Element:
    return read(html.render(report(meeting)))


@cache
def text(meeting: str) -> str:
    return markdown.render(report(meeting))


def items(meeting: str) -> list[Element]:
    """The rows of the agenda, one an item."""
    return page(meeting).one("table", "agenda").one("tbody").all("tr")


def details(item: Element) -> dict[str, str]:
    """The labelled facts of an item."""
    labels = [label.words for label in item.all("dt")]
    return dict(zip(labels, [value.words for value in item.all("dd")], strict=True))


@both
def test_the_cover_says_when_where_and_whom_to_ask(meeting: str) -> None:
    expected = AGENDAS[meeting]
    cover = details(page(meeting).all("dl", "facts")[0])
    assert cover["Date"] == expected["date"]
    assert cover["Time"] == expected["time"]
    assert cover["Place"] == expected["place"]
    assert cover.get("Room") == expected["room"]
    for word in expected["contact"].values():
        assert word in cover["Contact"]
    assert (
        page(meeting).one("p", "subtitle").words == "Children and Young People Scrutiny Committee"
    )
    assert page(meeting).one("h1").words == f"Agenda for {expected['date']}"


@both
def test_the_items_stand_in_order_with_their_pages(meeting: str) -> None:
    shown = [
        (
            item.one("th", "number").words,
            item.one("h3", "item-title").words,
            item.one("td", "pages").words or None,
        )
        for item in items(meeting)
    ]
    assert shown == [
        (f"{item['number']}.", item["title"], item["pages"]) for item in AGENDAS[meeting]["items"]
    ]


@both
def test_the_items_stand_in_the_same_order_in_markdown(meeting: str) -> None:
    agenda = text(meeting).split("\n## Agenda\n")[1].split("\n## ")[0]
    blocks = agenda.split("\n### ")[1:]
    assert len(blocks) == len(AGENDAS[meeting]["items"])
    for block, item in zip(blocks, AGENDAS[meeting]["items"], strict=True):
        lines = block.splitlines()
        assert lines[0] == f"{item['number']}. {item['title']}"
        pages = [line.removeprefix("- **Pages:** ") for line in lines if "**Pages:**" in line]
        assert pages == ([item["pages"]] if item["pages"] else [])
        authors = [line.split("** ")[1] for line in lines if line.startswith("- **Report by:**")]
        assert authors == ([item["report_by"]] if "report_by" in item else [])


@both
def test_each_report_names_its_author_and_its_kind_of_decision(meeting: str) -> None:
    for item, expected in zip(items(meeting), AGENDAS[meeting]["items"], strict=True):
        found = details(item)
        assert found.get("Report by") == expected.get("report_by")
        assert found.get("Decision type") == expected.get("decision_type")
        assert found.get("Wards affected") == expected.get("wards")


@both
def test_each_appendix_is_listed_by_its_letter_or_number(meeting: str) -> None:
    for item, expected in zip(items(meeting), AGENDAS[meeting]["items"], strict=True):
        papers = [paper.words for listed in item.all("ul", "papers") for paper in listed.all("li")]
        appendices = [paper for paper in papers if paper.startswith("Appendix ")]
        letters = [paper.split(":")[0].removeprefix("Appendix ") for paper in appendices]
        assert letters == expected.get("appendices", [])


@both
def test_the_items_fulfil_the_topics_of_the_work_programme(meeting: str) -> None:
    topics = {item.name: item.programme for item in register().meetings[meeting].items}
    for item in AGENDAS[meeting]["items"]:
        assert topics[item["id"]] == item.get("programme")


@both
def test_the_deadline_stands_in_the_two_question_items_and_nowhere_else(meeting: str) -> None:
    deadline = AGENDAS[meeting]["questions_deadline"]
    with_it = [item.one("h3").words for item in items(meeting) if f"by {deadline}." in item.words]
    assert with_it == [
        "Questions from members of the public",
        "Questions from members of the Council",
    ]
    assert text(meeting).count(f"by {deadline}.") == 2
    assert "{" not in text(meeting)


@both
def test_the_meetings_before_and_after_are_named(meeting: str) -> None:
    expected = AGENDAS[meeting]
    by_title = {item.one("h3").words: item.words for item in items(meeting)}
    assert f"the meeting held on {expected['previous_meeting']}," in by_title["Minutes"]
    assert by_title["Date of next meeting"].endswith(f"on {expected['next_meeting']}.")


@both
def test_the_membership_stands_in_the_printed_order_with_roles_and_vacancies(meeting: str) -> None:
    rows = [line.words for line in page(meeting).one("section", "part-membership").all("li")]
    expected = AGENDAS[meeting]["membership"]
    assert len(rows) == len(expected)
    roles = {"co-optee": "Co-opted member"}
    for row, member in zip(rows, expected, strict=True):
        if member.get("vacancy"):
            assert row == f"Vacancy, {member['group']}"
            continue
        role = roles.get(member["role"], member["role"].capitalize())
        role = member.get("printed_role", role)
        name = " ".join(part for part in (member.get("title"), member["name"]) if part)
        shown = (name, role if role != "Member" else None, member.get("represents"))
        assert row.endswith(", ".join(part for part in shown if part))


def test_in_2019_one_seat_is_vacant_and_in_2021_none() -> None:
    assert text("cyp-2019-11-25").count("Vacancy") == 1
    assert "Vacancy" not in text("cyp-2021-11-23")


@both
def test_who_votes_is_on_record_where_a_paper_says_so(meeting: str) -> None:
    """The printed agenda does not show it; the register keeps what the minutes tell."""
    held = register()
    day = held.meetings[meeting].date
    seats = [seat for seat in held.committees["cyp"].seats if seat.held_on(day)]
    expected = AGENDAS[meeting]["membership"]
    assert [seat.holder for seat in seats] == [member.get("person") for member in expected]
    assert [seat.voting for seat in seats] == [member["voting"] for member in expected]


def test_membership_on_16_march_2020() -> None:
    expected = facts("agendas")["memberships"]["2020-03-16"]
    seats = [s for s in register().committees["cyp"].seats if s.held_on(date(2020, 3, 16))]
    assert sorted(s.holder for s in seats if s.holder) == sorted(expected["people"])
    assert sum(s.holder is None for s in seats) == expected["vacancies"]


@both
def test_every_heading_has_words_and_the_rights_page_is_there(meeting: str) -> None:
    headings = [
        heading.words for level in ("h1", "h2", "h3") for heading in page(meeting).all(level)
    ]
    assert all(headings)
    assert "The public's rights to information and attendance at meetings" in headings
    assert "The seven principles of public life" in headings
    # These appear in the machine's copy too.
    assert [entry["number"] for entry in report(meeting).data["agenda"]["items"]] == [
        item["number"] for item in AGENDAS[meeting]["items"]
    ]
