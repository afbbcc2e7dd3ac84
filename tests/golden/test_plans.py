"""The two printed forms of a plan, and the scorecard, as pages and as data."""

import csv
import io
import re
from datetime import date
from typing import Any

import pytest

from scrutiny_cli.render import csv as sheets
from scrutiny_cli.render import html, markdown
from scrutiny_cli.reports.plans.plan import INSPECTION
from tests.golden.page import Element, read
from tests.measured import plan_of, scorecard_of
from tests.sample import facts, register

OFSTED = facts("ofsted")
DAY = date(2019, 11, 25)


def aims(page: Element) -> list[Element]:
    return [s for s in page.all("section") if any(c.startswith("part-aim-") for c in s.classes)]


def heads(table: Element) -> list[str]:
    banner, columns = table.one("thead").all("tr")
    assert "banner" in banner.classes
    assert banner.one("th").attributes["colspan"] == str(len(columns.all("th")))
    return [head.words for head in columns.all("th")]


def test_the_inspection_form_has_thirty_actions_in_their_order() -> None:
    actions = [
        action
        for aim in plan_of("ofsted-2018", DAY).data["plan"]["aims"]
        for action in aim["actions"]
    ]
    assert [action["id"] for action in actions] == OFSTED["order"]
    assert len(actions) == OFSTED["actions"] == 30
    printed = {a["id"]: a["number"] for a in actions if a["number"] != a["id"]}
    assert printed == OFSTED["numbers_printed_otherwise"]


def test_the_inspection_plan_counts_27_blue_2_green_1_amber() -> None:
    report = plan_of("ofsted-2018", DAY)
    assert report.data["plan"]["totals"]["actions"] == {**OFSTED["ratings"], "not rated": 0}
    (shares,) = read(html.render(report)).all("ul", "shares")
    assert [share.words for share in shares.all("li")] == [
        *("1 Amber (A)", "2 Green (G)", "27 Blue (B)"),
    ]
    assert "3 Red (R) and 27 Not rated (N)" in read(html.render(report)).one("dl").words


@pytest.mark.parametrize("row", OFSTED["list"], ids=lambda row: row["id"])
def test_an_action_of_the_inspection_plan_has_its_rating_and_date(row: dict[str, Any]) -> None:
    (action,) = [
        action
        for aim in plan_of("ofsted-2018", DAY).data["plan"]["aims"]
        for action in aim["actions"]
        if action["id"] == row["id"]
    ]
    assert action["officer_rag"] == action["rag"] == row["rating"]
    milestones = row.get("milestones", [row.get("due")])
    assert action["due"] == milestones[-1]
    # Two were due before the plan's last day and one, 5.3, on it. All three were left undone.
    late = OFSTED["green_past_its_date"]["id"]
    assert action["rag_differs"] == (row["id"] in (late, "4.5", "5.3"))


def test_the_columns_of_both_forms_are_those_of_the_paper() -> None:
    planned = read(html.render(plan_of("sfs-2019", DAY)))
    assert len(aims(planned)) == 5
    for section in aims(planned):
        assert heads(section.one("table")) == [
            *("Actions to achieve aim", "Delivery lead", "Impact on children", "How will we know"),
            *("Quarterly progress", "RAGB Status", "Direction of travel"),
        ]
    inspected = read(html.render(plan_of("ofsted-2018", DAY)))
    assert len(aims(inspected)) == 9
    for section in aims(inspected):
        assert heads(section.one("table")) == [column.title for column in INSPECTION]


def test_the_aim_and_the_inspections_references_stand_at_the_head_of_every_page() -> None:
    plan = register().plans["ofsted-2018"]
    for aim, section in zip(
        plan.aims, aims(read(html.render(plan_of("ofsted-2018", DAY)))), strict=True
    ):
        banner = section.one("table").one("thead").all("tr")[0].words
        assert banner.startswith(aim.title)
        assert aim.extracts
        assert all(extract.ref in banner for extract in aim.extracts)


def test_every_measure_of_the_plan_has_its_row_with_target_figure_and_direction() -> None:
    page = read(html.render(plan_of("sfs-2019", DAY)))
    rows = [row.words for section in aims(page) for row in section.one("tbody").all("tr")]
    titles = [
        register().measures[name].title
        for aim in register().plans["sfs-2019"].aims
        for action in aim.actions
        for name in action.measures
    ]
    assert len(titles) == 72
    for title in titles:
        assert any(title in row for row in rows), title
    (visits,) = [row for row in rows if "Looked after child visits in timescale" in row]
    assert "at least 95% 85%, September 2019" in visits
    assert "Amber : computed" in visits
    assert "Improving ↑ (computed, from 82% in June 2019)" in visits
    (strategy,) = [row for row in rows if "Strategy discussions in timescale" in row]
    assert "Worsening ↓ (stated by the officer)" in strategy


def test_the_legend_is_the_councils_own() -> None:
    rules = register().committees["cyp"].rules
    for report in (plan_of("sfs-2019", DAY), scorecard_of("sfs-2019", DAY)):
        text = markdown.render(report)
        for line in rules.ratings:
            assert f"- **{line.word}** \\[{line.letter}\\]: {line.means}" in text


def test_actions_left_undone_are_overdue_after_the_last_day_of_their_plan() -> None:
    on_its_last_day, later = (
        plan_of("ofsted-2018", day).data["plan"] for day in (date(2019, 3, 31), DAY)
    )
    assert on_its_last_day["judged_on"] == later["judged_on"] == "2019-03-31"
    assert on_its_last_day["totals"]["actions"] == later["totals"]["actions"]
    assert on_its_last_day["totals"]["actions_computed"]["red"] == 2
    assert later["totals"]["actions_computed"]["red"] == 3
    earlier = plan_of("ofsted-2018", date(2019, 3, 30)).data["plan"]["totals"]["actions"]
    # The officers' ratings are dated on the last day. Until then ten are past their own dates.
    assert {rating: n for rating, n in earlier.items() if n} == {"red": 10, "not rated": 20}


def test_the_flat_table_has_a_row_for_each_series_and_reads_back() -> None:
    text = sheets.render(plan_of("sfs-2019", DAY)).removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len({row["Measure"] for row in rows}) == 72
    assert len({row["No."] for row in rows}) == 54
    (half,) = [row for row in rows if row["Series"] == "24hr"]
    assert (half["Value"], half["Measure's rating"], half["Target"]) == (
        "46",
        "red",
        "at least 95%",
    )
    (none,) = [row for row in rows if row["Measure"] == "sfs-1.25"]
    assert (none["Value"], none["No value because"]) == ("", "no data yet")


# -------------------------------------------------------------------------------------- scorecard


def test_a_scorecard_shows_each_measure_by_section_with_its_benchmarks_and_their_year() -> None:
    card = scorecard_of("sfs-2019", DAY)
    plan = register().plans["sfs-2019"]
    told = [m["id"] for section in card.data["scorecard"]["sections"] for m in section["measures"]]
    assert sorted(told) == sorted(plan.scorecard)
    page = read(html.render(card))
    (table,) = [
        t for t in page.all("table") if t.one("caption").words == "Child protection: benchmarks"
    ]
    (row,) = [r for r in table.all("tr") if r.words.startswith("Second or later plan")]
    assert [cell.words for cell in row.all("td")] == [
        *("16%, September 2019", "– (a dash), 2017/18", "– (a dash), 2017/18", "11%, 2017/18"),
        *("(left blank), 2017/18",) * 3,
    ]


def test_a_total_that_does_not_add_up_is_flagged_and_not_corrected() -> None:
    card = scorecard_of("sfs-2019", DAY)
    disagree = {
        (t["measure"], t["series"], t["recorded"], t["sum"])
        for t in card.data["scorecard"]["totals"]
        if not t["agrees"]
    }
    expected = [row for row in facts("ratings")["totals"] if not row["agree"]]
    assert disagree == {(r["id"], r["series"], r["printed"], r["sum"]) for r in expected}
    text = markdown.render(card)
    assert "the total is recorded as 245; its 7 parts add up to 238. Neither has been" in text
    assert "| Sum of these | 238 | 29 |" in text
    assert "| Total as recorded | 245 | 29 |" in text


def test_the_numbers_of_every_picture_stand_beside_it() -> None:
    for name in ("sfs-2019", "iro-2021-22"):
        pictured = 0
        for row in read(html.render(scorecard_of(name, date(2021, 11, 23)))).all("tr"):
            for picture in row.all("svg"):
                pictured += 1
                told = picture.one("desc").words.split(". Target")[0].rstrip(".").split("; ")
                cells = " ".join(cell.words for cell in row.all("td"))
                for point in told:
                    figure = point.split(": ")[1].split(",")[0].split()[0]
                    assert figure in cells, (figure, row.words)
        assert pictured


def test_every_picture_of_a_page_has_its_own_ids() -> None:
    page = read(html.render(scorecard_of("sfs-2019", DAY)))
    ids = [
        e.attributes["id"]
        for tag in ("title", "desc")
        for e in page.all(tag)
        if "id" in e.attributes
    ]
    assert (
        len(ids) == len(set(ids)) == 2 * len(page.all("svg", "trend")) + len(page.all("svg", "bar"))
    )


def test_a_scorecard_calls_the_default_tolerance_that_of_the_tool() -> None:
    text = markdown.render(scorecard_of("sfs-2019", DAY))
    assert "for a percentage amber is within 10 points of its target, both ends included" in text
    assert "the default of this software and not the committee's" in text


def test_amber_bands_are_those_that_the_paper_prints() -> None:
    band = re.compile(r"amber (?:down|up|from)[^<|]*")
    assert band.findall(markdown.render(plan_of("sfs-2019", DAY))) == []
    # The table of worker supervision prints a tolerance: 10 below a target of 90 %.
    card = band.findall(markdown.render(scorecard_of("sfs-2019", DAY)))
    assert set(map(str.strip, card)) == {"amber down to 80%"}


@pytest.mark.parametrize("day", [date(2019, 9, 30), date(2019, 10, 1), date(2019, 10, 30)])
def test_no_figure_shows_before_its_period_is_over(day: date) -> None:
    card = scorecard_of("sfs-2019", day).data["scorecard"]
    measures = [m for section in card["sections"] for m in section["measures"]]
    (children,) = [m for m in measures if m["title"] == "Looked after children"]
    # The scorecard of September 2019 prints 340, and 350 for October.
    assert (children["period"], children["value"]) == ("2019-09", "340")
    assert {r["period"] for r in children["readings"]} == {"2019-09"}


def test_stale_figures_are_marked() -> None:
    fresh = markdown.render(scorecard_of("sfs-2019", DAY))
    stale = markdown.render(scorecard_of("sfs-2019", date(2019, 12, 1)))
    assert "newer figure" not in fresh
    assert "September 2019\\*" in stale
    assert re.search(r"\\\* A newer figure was due for \d+ measures", stale)


def test_the_figures_of_a_scorecard_as_a_flat_table() -> None:
    text = sheets.render(scorecard_of("sfs-2019", DAY)).removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    (cell,) = [
        row
        for row in rows
        if (row["Measure"], row["Series"], row["Period"])
        == ("sc-worker-supervision", "Head of LAC", "2019-07")
    ]
    assert (cell["Value"], cell["Rating"], cell["Latest"]) == ("80", "amber", "no")
    (england,) = [
        row for row in rows if (row["Measure"], row["Whose figure"]) == ("sc-lac3", "England")
    ]
    assert (england["Period"], england["Value"]) == ("2017/18", "10")
    held = sum(
        len(m.readings) + len(m.benchmarks)
        for name in register().plans["sfs-2019"].scorecard
        for m in [register().measures[name]]
    )
    assert len(rows) == held
