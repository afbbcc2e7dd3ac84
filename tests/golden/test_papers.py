"""Each kind of paper comes out with what the papers print: rows, columns, order, numbers, words."""

from datetime import date
from typing import Any

from scrutiny_cli.domain.dates import parse_date
from scrutiny_cli.render import html
from scrutiny_cli.reports.model import Report
from scrutiny_cli.reports.trackers import recommendations
from scrutiny_cli.reports.trackers.selection import Selection
from tests.golden.page import Element, read
from tests.sample import facts, standpoint

FACTS = facts("papers")
NOVEMBER_2019, NOVEMBER_2021 = date(2019, 11, 25), date(2021, 11, 23)


def tables(report: Report) -> list[Element]:
    """The tables of a document, without the key to its ratings."""
    page = read(html.render(report))
    sections = [s for s in page.all("section") if s.attributes.get("id") != "part-legend"]
    return [table for section in sections for table in section.all("table")]


def headings(table: Element) -> list[str]:
    return [cell.words for cell in table.one("thead").all("th")]


def tracker(as_of: date, form: recommendations.Form, **chosen: Any) -> Report:
    """The recommendation tracker as the papers print it: without the states worked out."""
    at = standpoint(as_of, states=False)
    return recommendations.tracker(at, form, Selection(**chosen))


class TestTrackerOf2021:
    facts = FACTS["tracker_2021"]
    report = tracker(NOVEMBER_2021, "item", since=parse_date(facts["from"]))

    def test_rows_are_those_of_the_paper_in_its_order(self) -> None:
        shown: dict[str, dict[str, int]] = {}
        for row in self.report.data["recommendations"]:
            items = shown.setdefault(row["meeting"], {})
            items[row["item_title"]] = items.get(row["item_title"], 0) + 1
        printed = [dict(meeting["items"]) for meeting in self.facts["meetings"]]
        assert [list(items.items()) for items in shown.values()] == [
            list(items.items()) for items in printed
        ]
        assert len(self.report.data["recommendations"]) == self.facts["rows"]

    def test_meetings_are_headed_with_their_dates(self) -> None:
        titles = [section.title for section in self.report.sections]
        assert titles == [meeting["date"] for meeting in self.facts["meetings"]]

    def test_columns_are_those_of_the_paper_but_for_whose_responses_they_are(self) -> None:
        item, recommended, _whose = self.facts["columns"]
        for table in tables(self.report):
            assert headings(table) == [item, recommended, "Responses / update"]

    def test_labels_and_lead_ins_are_those_of_the_paper(self) -> None:
        rows = self.report.data["recommendations"]
        assert [row["label"] for row in rows if row["label"]] == self.facts["labels"]
        introduced = [number for number, row in enumerate(rows, 1) if row["lead_in"]]
        assert introduced == self.facts["lead_ins"]

    def test_nothing_is_printed_in_the_cells_that_are_empty(self) -> None:
        empty = [
            cell.words
            for table in tables(self.report)
            for row in table.one("tbody").all("tr")
            for cell in row.all("td")[-1:]
            if any(name in row.words for name in self.facts["empty_items"])
        ]
        assert set(empty) == {""}

    def test_names_dates_and_links_of_the_replies_are_there(self) -> None:
        words = read(html.render(self.report)).words
        assert [name for name in self.facts["names"] if name not in words] == []

    def test_no_state_is_worked_out(self) -> None:
        page = read(html.render(self.report))
        assert page.all("span", "rag") == []
        assert "awaiting notice" not in page.words

    def test_a_link_that_the_clerk_made_is_marked(self) -> None:
        matched = recommendations.MATCHED
        for row in self.report.sections[0].blocks[0].rows:  # type: ignore[union-attr] # a table
            assert (f"{matched}." in row["response"]) is (row["response"] != ())


class TestTrackerOf2019:
    facts = FACTS["tracker_2019"]
    report = tracker(NOVEMBER_2019, "meeting")

    def test_columns_and_rows_are_those_of_the_paper(self) -> None:
        (table,) = tables(self.report)
        assert headings(table) == self.facts["columns"]
        assert len(table.one("tbody").all("tr")) == self.facts["rows"]

    def test_each_row_has_the_status_word_of_the_paper(self) -> None:
        (table,) = tables(self.report)
        words = [row.all("td")[-1].words for row in table.one("tbody").all("tr")]
        assert words == [f"{self.facts['status']} (as printed)"] * self.facts["rows"]

    def test_lead_ins_are_those_of_the_paper(self) -> None:
        rows = self.report.data["recommendations"]
        introduced = [n for n, row in enumerate(rows, 1) if row["lead_in"]]
        assert introduced == self.facts["lead_ins"]
        for number in introduced:
            assert rows[number - 1]["lead_in"].startswith(self.facts["lead_in"])

    def test_a_state_worked_out_stands_beside_the_printed_word(self) -> None:
        at = standpoint(NOVEMBER_2019)
        page = read(html.render(recommendations.tracker(at, "meeting")))
        (table,) = [t for t in page.all("table") if headings(t) == self.facts["columns"]]
        for row in table.one("tbody").all("tr"):
            words = row.all("td")[-1].words
            assert words.startswith("Completed (as printed)")
            assert "worked out:" in words


def test_no_response_recorded_is_all_that_is_said_where_nothing_is() -> None:
    words = read(html.render(recommendations.tracker(standpoint(NOVEMBER_2021)))).words
    assert "worked out: no response recorded" in words
    assert "otice has not been given" not in words


class TestSelection:
    def rows(self, **chosen: Any) -> list[dict[str, Any]]:
        report = recommendations.tracker(standpoint(NOVEMBER_2021), "item", Selection(**chosen))
        rows: list[dict[str, Any]] = report.data["recommendations"]
        return rows

    def test_a_municipal_year_holds_its_meetings_alone(self) -> None:
        meetings = {row["meeting"] for row in self.rows(year="2020/21")}
        assert meetings == {"cyp-2020-07-28", "cyp-2021-01-19", "cyp-2021-03-23"}

    def test_what_is_closed_can_be_left_out(self) -> None:
        states = {row["state"] for row in self.rows(live=True)}
        assert states == {"awaiting notice", "being implemented"}

    def test_one_addressee_can_be_chosen(self) -> None:
        rows = self.rows(to="Council")
        assert rows
        assert all("council" in row["to"] for row in rows)

    def test_the_newest_meeting_can_come_first(self) -> None:
        order = list(dict.fromkeys(row["meeting"] for row in self.rows(newest=True)))
        assert order == sorted(order, reverse=True)
        first = [row["id"] for row in self.rows(newest=True)][:2]
        assert [name[-2:] for name in first] == ["-a", "-b"]
