"""The work programmes come out as the council printed them: rows, order, columns."""

from typing import Any

import pytest

from scrutiny_cli.domain.municipal_year import municipal_year
from scrutiny_cli.domain.programme import namesakes, on_agenda
from scrutiny_cli.render import csv, html
from scrutiny_cli.reports.programme import programme
from tests.committee_year import FORMS, NOVEMBER, programme_of
from tests.golden.page import Element, read
from tests.sample import committee, facts, register, standpoint

FACTS = facts("programme")
PRINTED = {printed["year"]: printed for printed in FACTS["programmes"]}
LAID_OUT = [year for year, printed in PRINTED.items() if "meetings" in printed]
ROWS = [row for year in LAID_OUT for row in PRINTED[year]["rows"]]
each_year = pytest.mark.parametrize("year", LAID_OUT)
each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])


def page(year: str) -> Element:
    return read(html.render(programme_of(year)))


def tables(year: str) -> list[Element]:
    return page(year).all("table")


def heads(table: Element) -> list[str]:
    return [head.words for head in table.one("thead").all("th")]


def cells(table: Element) -> list[list[str]]:
    """The cells of a table, row by row, the one that heads the row first."""
    return [
        [cell.words for cell in row.all("th") + row.all("td")]
        for row in table.one("tbody").all("tr")
    ]


def shown(year: str) -> list[str]:
    """Everything that the pages name, in the order in which they name it."""
    found = []
    for section in page(year).all("section"):
        for table in section.all("table"):
            # A briefing note under a meeting has its subject in the second column.
            found += [row[1] if row[0] == "Briefing note" else row[0] for row in cells(table)]
        for ordered in section.all("ol"):
            found += [item.words for item in ordered.all("li")]
    return found


def expected(row: dict[str, Any], year: str) -> str:
    """What the item's cell holds: in the newer form the type of scrutiny stands below the item."""
    kind = row["printed_type"]
    if FORMS[year][0] == "position" and kind and row.get("list") in (None, "to schedule"):
        return f"{row['topic']} [{kind}]"
    topic: str = row["topic"]
    return topic


@each_year
def test_every_row_stands_in_its_place(year: str) -> None:
    rows = PRINTED[year]["rows"]
    if FORMS[year][0] == "position":  # the newer form begins with the annual reports
        rows = sorted(rows, key=lambda row: row.get("list") != "annual report")
    found, wanted = shown(year), [expected(row, year) for row in rows]
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        # A report that comes every year says in brackets where it stands this year.
        assert one == other or one.startswith(f"{other} ("), (one, other)


@each_year
def test_the_meetings_stand_in_order_with_both_deadlines(year: str) -> None:
    made = programme_of(year).data["programme"]
    assert [meeting["meeting"] for meeting in made["meetings"]] == PRINTED[year]["meetings"]
    headed = [s for s in page(year).all("section") if s.all("dl")]
    assert len(headed) == len(PRINTED[year]["meetings"])
    for section in headed:
        labels = [label.words for label in section.all("dt")]
        assert labels[-2:] == ["Publication deadline", "Questions deadline"]


def test_the_deadlines_are_those_of_the_paper_but_for_the_bank_holiday() -> None:
    computed = {
        meeting["meeting"]: (meeting["publication"], meeting["public_questions"])
        for year in LAID_OUT
        for meeting in programme_of(year).data["programme"]["meetings"]
    }
    for name, deadlines in computed.items():
        for stated in register().meetings[name].stated:
            if name == "cyp-2022-01-11":
                assert deadlines[0] == "2021-12-31"
            elif stated.publication:
                assert deadlines[0] == stated.publication.isoformat()
            if stated.public_questions:
                assert deadlines[1] == stated.public_questions.isoformat()


def test_the_focus_of_each_meeting_is_told() -> None:
    made = programme_of("2021/22").data["programme"]["meetings"]
    assert [meeting["focus"] for meeting in made] == PRINTED["2021/22"]["focus"]
    (focus,) = [
        s for s in page("2021/22").all("section") if s.all("h2")[0].words.startswith("Tuesday 7 S")
    ]
    assert focus.one("dl").all("div")[0].words == "Focus improvement"


@each_year
def test_the_columns_are_those_of_the_paper(year: str) -> None:
    columns = FACTS[f"columns_{year.replace('/', '_')}"]
    if year == "2019/20":
        columns = [*columns[:-1], f"{columns[-1]}*"]
    found = tables(year)[: len(PRINTED[year]["meetings"])]
    assert [heads(table) for table in found] == [columns] * len(found)


def test_the_lists_beside_the_meetings_have_columns_of_their_own() -> None:
    titles = {s.all("h2")[0].words: s for s in page("2021/22").all("section")}
    groups, briefings = titles["Task and finish groups"], titles["Briefing notes"]
    assert heads(groups.one("table")) == [
        "Topic",
        "Origin",
        "Lead officer(s)",
        "Current position",
    ]
    assert heads(briefings.one("table")) == [
        "Topic",
        "Target date",
        "Lead officer(s)",
        "Current position",
    ]
    assert [row[1] for row in cells(briefings.one("table"))] == [
        row["target"]
        for row in ROWS
        if row.get("list") == "briefing note" and row in PRINTED["2021/22"]["rows"]
    ]


@each_year
def test_a_list_with_nothing_on_it_is_printed_as_empty(year: str) -> None:
    made = programme_of(year).data["programme"]
    held = {row.get("list") for row in PRINTED[year]["rows"]}
    empty = {part["list"] for part in made["lists"] if not part["topics"]}
    assert empty == set(programme.TITLES) - held
    assert set(PRINTED[year].get("empty_lists", ())) <= empty
    titles = {s.all("h2")[0].words: s for s in page(year).all("section") if s.all("h2")}
    for name in empty if FORMS[year][0] == "position" else ():
        assert titles[programme.TITLES[name]].one("p", "empty").words == "None."


@each_row
def test_each_topic_has_what_the_paper_gives(row: dict[str, Any]) -> None:
    listed = programme.overview(standpoint(NOVEMBER)).data["programme"]
    (found,) = (entry for entry in listed if entry["id"] == row["id"])
    assert found["topic"] == row["topic"]
    assert found["types"] == row["types"]
    assert found["printed_type"] == row["printed_type"]
    assert found["meeting"] == row.get("meeting")
    assert found["list"] == row.get("list")
    assert [lead.split(",")[0] for lead in found["leads"]] == row["leads"]
    assert found["target"] == row.get("target")
    if "on_agenda" in row:
        assert found["on_agenda"] is row["on_agenda"]
    if "moved" in row:
        (move,) = found["moved"]
        assert {key: move[key] for key in row["moved"]} == row["moved"]


def test_a_topic_of_which_only_the_minutes_speak_is_kept() -> None:
    for row in PRINTED["2020/21"]["rows"]:
        topic = register().programme[row["id"]]
        assert (topic.topic, topic.list, topic.year) == (row["topic"], row["list"], "2020/21")


def test_a_moved_item_says_from_where_and_why() -> None:
    told = {row[0].split(" [")[0]: row[-1] for table in tables("2021/22") for row in cells(table)}
    assert told["Mental health"] == (
        "Deferred from the meeting of 12 October 2021 on 5 August 2021. Taken off that agenda "
        "when the committee talked about its programme."
    )
    gone = "Deferred from the meeting of 27 July 2021. That meeting did not take place."
    assert told["Improvement plan timescales report"] == gone
    assert told["Corporate Parenting Strategy"] == gone


def test_a_meeting_that_took_anothers_place_says_so() -> None:
    before = {
        meeting["meeting"]: meeting["in_place_of"]
        for year in LAID_OUT
        for meeting in programme_of(year).data["programme"]["meetings"]
    }
    for moved in FACTS["moved_meetings"]:
        assert moved["from"] in before[moved["to"]]
    assert "Takes the place of the meeting planned for 20 January 2020" in page("2019/20").words


def test_what_stands_in_two_places_is_joined_where_the_paper_joins_it() -> None:
    joined = namesakes(register().programme)
    for pair in FACTS["in_two_places"]:
        one, other = pair["topics"]
        assert (other in joined[one]) is pair["joined"]


def test_nothing_of_a_programme_is_lost_in_its_year() -> None:
    for topic in register().programme.values():
        if topic.meeting:
            assert municipal_year(register().meetings[topic.meeting].date) == topic.year
    assert programme.years(standpoint(FORMS["2021/22"][1]), committee()) == sorted(PRINTED)


def test_only_the_carers_portal_is_promised_and_on_no_agenda() -> None:
    joined = namesakes(register().programme)
    missing = [
        topic.id
        for topic in register().programme.values()
        if topic.meeting
        and on_agenda(joined[topic.id], register().meetings[topic.meeting]) is False
    ]
    assert missing == ["carers-portal"]


def test_the_spreadsheet_has_a_row_for_each_topic_in_the_printed_order() -> None:
    rows = csv.render(programme_of("2021/22")).splitlines()
    assert rows[0].removeprefix("\ufeff").split(",")[:3] == ["Id", "Item", "Type of scrutiny"]
    ids = [row["id"] for row in PRINTED["2021/22"]["rows"]]
    found = [line.split(",")[0] for line in rows[1:] if line.split(",")[0] in ids]
    assert found == ids
