"""Each kind of paper comes out with what the papers print: rows, columns, order, numbers, words."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scrutiny_cli.domain.dates import parse_date
from scrutiny_cli.render import html, markdown
from scrutiny_cli.reports.meetings import agenda, officer_report, questions
from scrutiny_cli.reports.meetings.agenda import AgendaContext
from scrutiny_cli.reports.model import Report, Table
from scrutiny_cli.reports.programme import reviews
from scrutiny_cli.reports.trackers import recommendation_tracker, recommendations
from scrutiny_cli.reports.trackers.selection import Selection
from tests.committee_year import programme_of, scoping_of
from tests.golden.page import Element, read
from tests.inside import scrutiny
from tests.measured import plan_of, scorecard_of
from tests.registers import BASE, write_tree
from tests.sample import agenda_of, committee, facts, register, standpoint

FACTS = facts("papers")
NOVEMBER_2019, NOVEMBER_2021 = date(2019, 11, 25), date(2021, 11, 23)


def tables(report: Report) -> list[Element]:
    """The tables of a document, without the key to its ratings."""
    page = read(html.render(report))
    sections = [s for s in page.all("section") if s.attributes.get("id") != "part-legend"]
    return [table for section in sections for table in section.all("table")]


def headings(table: Element) -> list[str]:
    return [cell.words for cell in table.one("thead").all("th")]


def as_tuple(cell: Any) -> tuple[Any, ...]:
    """What a cell holds, one or several."""
    return cell if isinstance(cell, tuple) else (cell,)


def tracker(as_of: date, form: recommendation_tracker.Form, **chosen: Any) -> Report:
    """The recommendation tracker as the papers print it: without the states worked out."""
    at = standpoint(as_of, states=False)
    return recommendation_tracker.tracker(at, form, Selection(**chosen))


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
        (table,) = self.report.sections[0].blocks
        assert isinstance(table, Table)
        for cells in (as_tuple(row["response"]) for row in table.rows):
            assert (f"{matched}." in cells) is (cells != ())


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
        page = read(html.render(recommendation_tracker.tracker(at, "meeting")))
        (table,) = [t for t in page.all("table") if headings(t) == self.facts["columns"]]
        for row in table.one("tbody").all("tr"):
            words = row.all("td")[-1].words
            assert words.startswith("Completed (as printed)")
            assert "worked out" in words


def test_no_response_recorded_is_all_that_is_said_where_nothing_is() -> None:
    words = read(html.render(recommendation_tracker.tracker(standpoint(NOVEMBER_2021)))).words
    assert "No response recorded" in words
    assert "otice has not been given" not in words


def test_a_part_of_a_recommendation_is_answered_with_the_whole() -> None:
    report = recommendation_tracker.tracker(standpoint(NOVEMBER_2021), "item")
    text = markdown.render(report)
    # Four of the five parts of the first recommendation of 19 January 2021 are for others.
    assert text.count("**Response recorded under 1)**") == 4


class TestSelection:
    def rows(self, **chosen: Any) -> list[dict[str, Any]]:
        report = recommendation_tracker.tracker(
            standpoint(NOVEMBER_2021), "item", Selection(**chosen)
        )
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


class PrintedPlan:
    """What both printed forms of a plan have in common."""

    facts: dict[str, Any]
    report: Report

    @property
    def actions(self) -> list[dict[str, Any]]:
        return [action for aim in self.report.data["plan"]["aims"] for action in aim["actions"]]

    def test_columns_are_those_of_the_paper(self) -> None:
        of_aims = [t for t in tables(self.report) if len(headings(t)) > 6]
        assert len(of_aims) == len(self.report.data["plan"]["aims"])
        for table in of_aims:
            assert headings(table)[-len(self.facts["columns"]) :] == self.facts["columns"]

    def test_actions_are_those_of_the_paper(self) -> None:
        assert len(self.actions) == self.facts["actions"]

    def test_leads_are_in_the_order_of_the_paper(self) -> None:
        leads = {action["number"]: action["leads"] for action in self.actions}
        for number, printed in self.facts["leads"].items():
            assert leads[number] == printed


class TestPlanOf2019(PrintedPlan):
    facts = FACTS["plan_2019"]
    report = plan_of("sfs-2019", NOVEMBER_2019)

    def test_each_action_has_its_measures(self) -> None:
        aims = self.report.data["plan"]["aims"]
        counts = [[len(action["measures"]) for action in aim["actions"]] for aim in aims]
        assert counts == self.facts["measures"]

    def test_blank_impact_stays_blank(self) -> None:
        blank = [action["number"] for action in self.actions if action["impact"] is None]
        assert blank == self.facts["no_impact"]

    def test_date_and_introduction_are_at_the_head(self) -> None:
        assert self.report.data["plan"]["updated_to"] == self.facts["updated_to"]
        words = read(html.render(self.report)).words
        assert "Updated to 30 September 2019" in words
        assert "performance challenge" in words


class TestInspectionPlanOf2018(PrintedPlan):
    facts = FACTS["inspection_2018"]
    report = plan_of("ofsted-2018", date(2019, 3, 31))

    def test_each_group_has_its_extracts_with_what_they_say(self) -> None:
        aims = self.report.data["plan"]["aims"]
        refs = [
            [int(extract["ref"].split()[1]) for extract in aim["extracts_in_full"]] for aim in aims
        ]
        assert refs == self.facts["extracts"]
        assert sum(map(len, refs)) == 41
        words = read(html.render(self.report)).words
        for aim in aims:
            for extract in aim["extracts_in_full"]:
                assert f"{extract['ref']} {extract['text']}" in words

    def test_not_applicable_is_not_blank(self) -> None:
        for key, numbers in self.facts["not_applicable"].items():
            assert [a["number"] for a in self.actions if a[key] == "N/A"] == numbers


class TestScorecardOfSeptember2019:
    facts = facts("scorecard")
    report = scorecard_of("sfs-2019", NOVEMBER_2019)

    @property
    def measures(self) -> dict[str, dict[str, Any]]:
        sections = self.report.data["scorecard"]["sections"]
        return {measure["id"]: measure for section in sections for measure in section["measures"]}

    def test_tables_have_every_figure_of_the_paper_in_its_row_and_column(self) -> None:
        tables = {t["title"]: t for measure in self.measures.values() for t in measure["tables"]}
        assert list(tables) == sorted(tables, key=list(tables).index)
        printed = {table["title"]: table["rows"] for table in self.facts["tables"]}
        assert {
            title: [line[1:] for line in table["lines"][1:]] for title, table in tables.items()
        } == printed

    def test_figures_of_others_are_those_of_the_paper_in_its_order(self) -> None:
        for name, row in self.facts["benchmarks"].items():
            measure = self.measures[name]
            figures = [b["value"] for b in measure["benchmarks"] if b["value"]]
            # The last six columns are of others.
            others = [cell.rstrip("%") for cell in row[-6:]]
            assert figures == [cell for cell in others if cell not in ("", "-")]
            own = {reading["value"] for reading in measure["readings"]}
            assert {cell.rstrip("%") for cell in row[:-6]} <= own

    def test_supervision_by_team_has_each_month(self) -> None:
        months = ("2019-07", "2019-08", "2019-09")
        for name, rows in self.facts["series"].items():
            found = self.readings(name)
            for team, *figures in rows:
                assert [found[team, month] for month in months] == figures

    def test_nights_have_each_month_with_their_share(self) -> None:
        nights, shares = self.readings("sc-nights"), self.readings("sc-nights-share")
        for kind, *cells in self.facts["nights"]:
            for number, month in enumerate(range(3, 10)):
                at = (kind, f"2019-{month:02d}")
                assert [nights[at], f"{shares[at]}%"] == cells[2 * number : 2 * number + 2]

    def readings(self, name: str) -> dict[tuple[str, str], str]:
        return {(r["series"], r["period"]): r["value"] for r in self.measures[name]["readings"]}

    def test_no_figure_of_the_paper_is_missing(self) -> None:
        cells = [cell for table in self.facts["tables"] for row in table["rows"] for cell in row]
        cells += [cell for row in self.facts["benchmarks"].values() for cell in row]
        cells += [
            cell for rows in self.facts["series"].values() for row in rows for cell in row[1:]
        ]
        cells += [cell for row in self.facts["nights"] for cell in row[1:]]
        figures = [cell for cell in cells if any(sign.isdigit() for sign in cell) or cell == "-"]
        # "29 (12%)", "41 (up 2)": two figures in one cell.
        assert len(figures) + sum("(" in cell for cell in figures) == 762


AGENDAS = FACTS["agendas"]


@pytest.mark.parametrize("name", AGENDAS)
class TestAgendas:
    def page(self, name: str) -> Element:
        return read(html.render(agenda_of(name, register().meetings[name].date)))

    def test_what_reports_recommend_has_the_letters_of_the_paper(self, name: str) -> None:
        letters = {
            item.name: [recommended.label for recommended in item.recommends]
            for item in register().meetings[name].items
            if any(recommended.label for recommended in item.recommends)
        }
        assert letters == AGENDAS[name]["letters"]

    def test_titles_are_in_full(self, name: str) -> None:
        words = self.page(name).words
        for title in AGENDAS[name].get("titles", {}).values():
            assert title in words

    def test_front_matter_and_help_say_whom_to_ring(self, name: str) -> None:
        words = self.page(name).words
        for part in (*AGENDAS[name].get("front_matter", ()), *AGENDAS[name].get("help", ())):
            assert part in words

    def test_authors_and_other_bodies_dates_are_with_their_item(self, name: str) -> None:
        items = {item.name: item for item in register().meetings[name].items}
        for item, words in AGENDAS[name].get("contacts", {}).items():
            contact = items[item].contact
            assert contact
            assert words in (contact.phone, contact.email)
        if dates := AGENDAS[name].get("budget_timetable"):
            assert [str(date.on) for date in items["budget"].other_dates] == dates


def test_there_were_none_is_said_only_where_a_paper_says_so() -> None:
    for known, words in (("none", "There were none."), ("unknown", "None is recorded.")):
        for name, kinds in FACTS["questions"][known].items():
            at = standpoint(register().meetings[name].date)
            report = questions.supplement(at, register().meetings[name])
            for kind in kinds:
                section = report.section(kind)
                assert section
                assert words in read(html.render(report)).words


class TestReportSkeleton:
    facts = FACTS["report_2021"]

    @property
    def report(self) -> Report:
        meeting = register().meetings["cyp-2021-09-07"]
        at = standpoint(meeting.date)
        context = AgendaContext(at.register, committee(), meeting)
        found = officer_report.find(context, "improvement-journey")
        assert found
        return officer_report.report(at, context, *found)

    def test_headings_are_those_of_the_paper(self) -> None:
        assert [s.title for s in self.report.sections if s.title] == self.facts["headings"]

    def test_recommendations_have_their_letters(self) -> None:
        text = markdown.render(self.report)
        for letter in self.facts["letters"]:
            assert f"- **{letter}** That" in text

    def test_risks_have_a_table_to_fill_in(self) -> None:
        assert "| Risk or opportunity | Mitigation |" in markdown.render(self.report)


SUPPLEMENTED = """\
date: 2021-11-23
status: published
published_on: 2021-11-15
items:
  - standing: public-questions
  - id: fees
    title: Fees
    state: 2
    late_reason: The regulator reported on 18 November 2021.
supplements:
  - {number: 1, published_on: 2021-11-19, items: [public-questions], text: Answers to questions.}
  - {number: 2, published_on: 2021-11-19, items: [fees]}
"""


class TestSupplements:
    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        body = BASE["records/committees/cyp.yaml"]
        files = {
            "records/meetings/m.yaml": SUPPLEMENTED,
            "records/committees/cyp.yaml": f"{body}    - {{id: public-questions, title: Questions}}\n",
        }
        return write_tree(tmp_path, {**BASE, **files})

    def build(self, root: Path, number: str) -> str:
        command = ("agenda", "build", "m", "--supplement", number, "--format", "markdown")
        ran = scrutiny(*command, "--output", "-", "--as-of", "2021-11-20", "--root", str(root))
        assert ran.code == 0, ran.err
        return ran.out

    def test_answers_to_questions_need_no_reason(self, root: Path) -> None:
        text = self.build(root, "1")
        assert "Answers to questions." in text
        assert "Urgency" not in text
        assert "None is recorded." in text

    def test_a_late_report_gives_the_reason_that_the_law_asks_for(self, root: Path) -> None:
        text = self.build(root, "2")
        assert "section 100B(4)(b)" in text
        assert "The regulator reported on 18 November 2021." in text

    def test_check_asks_no_reason_of_answers_to_questions(self, root: Path) -> None:
        ran = scrutiny("check", "--root", str(root))
        assert "late-publication" not in ran.out


class TestBoard:
    """The improvement board beside the committee, with the meetings that two agendas name."""

    board = register().committees["improvement-board"]

    def test_its_meetings_are_those_that_the_papers_name(self) -> None:
        days = [meeting.date.isoformat() for meeting in register().meetings_of(self.board)]
        assert days == FACTS["board"]["meetings"]

    def test_no_act_binds_it(self) -> None:
        assert not self.board.rules.statutory
        meeting = register().meetings["improvement-board-2021-12-13"]
        words = read(html.render(board_agenda(meeting.id))).words
        assert "five clear days" not in words
        for part in FACTS["board"]["terms"]:
            assert part in words

    def test_the_records_of_the_committee_stay_its_own(self) -> None:
        ours = committee()
        for kind in ("actions", "recommendations", "programme", "plans", "measures", "reviews"):
            for record in register().of(kind).values():
                assert register().committee_of(record) is ours


def board_agenda(name: str) -> Report:
    meeting = register().meetings[name]
    board = register().committees["improvement-board"]
    at = replace(standpoint(meeting.date), committees=(board,))
    return agenda.report(at, AgendaContext(at.register, board, meeting))


class TestProgrammes:
    facts = FACTS["programmes"]

    def test_prioritisation_annual_reports_and_dates_come_before_the_meetings(self) -> None:
        report = programme_of("2021/22")
        titles = [section.title for section in report.sections]
        choosing, *others = titles[:3]
        assert others == self.facts["before_meetings"]
        assert titles[3] == "Thursday 5 August 2021, 2.30 pm"
        (part,) = committee().programme_text
        assert part.title == choosing
        text = part.text
        goes_on, routes = text.split("The committee then")
        assert goes_on.count("\n- ") == self.facts["prioritised"]["tests"]
        assert routes.count("\n- ") == self.facts["prioritised"]["routes"]

    def test_what_is_to_be_allocated_has_the_heading_of_the_paper(self) -> None:
        report = programme_of("2019/20")
        section = report.section("to-schedule")
        assert section
        assert section.title == self.facts["allocate"]
        (table,) = section.blocks
        assert isinstance(table, Table)
        assert len(table.rows) == self.facts["allocated"]
        assert "None." not in markdown.render(report)

    def test_footnote_lists_the_forms_of_the_paper(self) -> None:
        text = markdown.render(programme_of("2019/20"))
        assert f"Forms of scrutiny: {'; '.join(self.facts['footnote'])}." in text

    def test_every_item_of_2019_has_its_description(self) -> None:
        meetings = programme_of("2019/20").data["programme"]["meetings"]
        without = [t["id"] for m in meetings for t in m["topics"] if not t["description"]]
        assert len(without) == self.facts["no_description_2019"]


def test_scoping_document_names_its_source_and_what_was_amended() -> None:
    words = read(html.render(scoping_of("peer-on-peer"))).words
    for part in FACTS["scoping"]["names"]:
        assert part in words


def test_a_review_has_not_reported_before_it_met() -> None:
    at = standpoint(NOVEMBER_2019)
    report = reviews.scoping(at, at.register.reviews["peer-on-peer"])
    assert report.data["review"]["status"] == FACTS["scoping"]["status_2019"]
