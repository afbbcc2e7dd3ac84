"""What seldom happens to a committee, and the line that its documents have for it."""

from pathlib import Path

import pytest

from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree

COMMITTEE = "records/committees/cyp.yaml"
MEETING = "records/meetings/cyp-2021-11-23.yaml"
TWO = {
    MEETING: "committee: cyp\ndate: 2021-11-23\n",
    "records/committees/asc.yaml": (
        "name: Adult Social Care Committee\ncouncil: Exampleshire Council\n"
    ),
    "records/meetings/asc-2021-11-24.yaml": "committee: asc\ndate: 2021-11-24\n",
}
MARKDOWN = ("--format", "markdown", "--output", "-")
PRINTED = ("--form", "printed", *MARKDOWN)


def register(root: Path, files: dict[str, str], *, mistaken: bool = False) -> Path:
    """A register of the base and some files, with mistakes in it or without."""
    write_tree(root, {**BASE, **files})
    assert (scrutiny("check", "--root", root).code == 1) is mistaken
    return root


def given(root: Path, day: str, *args: str) -> Told:
    """What a command gives on a day."""
    told = scrutiny(*args, "--root", root, "--as-of", day)
    assert told.code == 0, told.err
    return told


def in_one(told: Told) -> str:
    """Standard output with its lines joined, for sentences that the width has parted."""
    return " ".join(told.out.split())


class TestDeadlines:
    def test_the_day_after_the_last_one_may_leave_enough_days_and_be_none_for_work(
        self, tmp_path: Path
    ) -> None:
        root = register(tmp_path, {MEETING: "date: 2021-11-22\n"})
        told = in_one(given(root, "2021-11-13", "meeting", "deadlines", "2021-11-22"))
        assert (
            "Warning: The last day to publish the agenda was Friday 12 November 2021; "
            "Saturday 13 November 2021 is not a working day (Saturday)."
        ) in told

    def test_a_council_may_ask_for_no_clear_day(self, tmp_path: Path) -> None:
        rules = "rules: {publication: {clear_days: 0}}\n"
        root = register(tmp_path, {COMMITTEE: BASE[COMMITTEE] + rules, MEETING: "date: 2021-11-22"})
        told = in_one(given(root, "2021-11-01", "meeting", "deadlines", "2021-11-22"))
        assert "Publication of the agenda Friday 19 November 2021 no days" in told
        assert "no days:" not in told
        assert "Note: " not in told

    def test_where_each_day_between_counts_nothing_is_said_of_others(self, tmp_path: Path) -> None:
        rules = "rules: {publication: {clear_days: 1}}\n"
        root = register(tmp_path, {COMMITTEE: BASE[COMMITTEE] + rules, MEETING: "date: 2021-11-24"})
        told = in_one(given(root, "2021-11-01", "meeting", "deadlines", "2021-11-24"))
        assert "Publication of the agenda Monday 22 November 2021 1 day: 23 November" in told
        assert "Not counted" not in told


class TestMeetings:
    def test_the_meetings_of_several_committees_are_listed_with_whose_they_are(
        self, tmp_path: Path
    ) -> None:
        listing = ("meeting", "list", "--as-of", "2021-11-01", "--root", register(tmp_path, TWO))
        told = scrutiny(*listing, env={"COLUMNS": "120"})
        rows = [" ".join(line.split()) for line in told.out.splitlines()]
        assert "Meeting Date Time Status Focus Committee" in rows
        assert ("asc-2021-11-24 Wed 24 Nov 2021 scheduled Adult Social Care Committee") in rows

    def test_a_meeting_with_nothing_on_it_is_shown_without_an_agenda(self, tmp_path: Path) -> None:
        bare = BASE[COMMITTEE].split("standing_items")[0]
        day = "2021-11-01"
        shown = ("meeting", "show", "2021-11-23")
        full = given(register(tmp_path / "1", {}), day, *shown)
        without = given(register(tmp_path / "2", {COMMITTEE: bare}), day, *shown)
        assert "Agenda\n" in full.out
        assert "Agenda\n" not in without.out
        assert "Tuesday 23 November 2021" in without.out

    @pytest.mark.parametrize(
        ("status", "line"),
        [
            ("status: cancelled", "This meeting has been cancelled."),
            (
                "status: superseded\nsuperseded_by: cyp-2021-12-07",
                "This meeting does not take place. Its business moved to Tuesday 7 December 2021.",
            ),
            ("status: superseded", "This meeting does not take place."),
        ],
    )
    def test_an_agenda_says_that_its_meeting_is_off(
        self, tmp_path: Path, status: str, line: str
    ) -> None:
        files = {
            MEETING: f"date: 2021-11-23\n{status}\n",
            "records/meetings/cyp-2021-12-07.yaml": "date: 2021-12-07\n",
        }
        root = register(tmp_path, files)
        told = given(root, "2021-11-01", "agenda", "build", "2021-11-23", *MARKDOWN)
        assert f"> **Warning:** {line}\n" in told.out

    def test_an_item_may_do_without_the_number_that_its_kind_has(self, tmp_path: Path) -> None:
        items = "items: [{standing: apologies, numbered: no}, {id: a, title: Fostering}]\n"
        root = register(tmp_path, {MEETING: f"date: 2021-11-23\n{items}"})
        told = given(root, "2021-11-01", "agenda", "build", "2021-11-23", *MARKDOWN)
        heads = [line for line in told.out.splitlines() if line.startswith("### ")]
        assert heads == ["### Apologies for absence", "### 1. Fostering"]

    def test_before_the_rule_of_summer_time_the_hours_are_told_in_utc(self, tmp_path: Path) -> None:
        old = {"records/meetings/cyp-1990-07-03.yaml": "date: 1990-07-03\ntime: 2.30 pm\n"}
        told = given(register(tmp_path, old), "1990-01-01", "calendar")
        assert "DTSTART:19900703T133000Z" in told.out
        assert "DTSTART;TZID=Europe/London:20211123T143000" in told.out


LATE = {
    "records/actions/a.yaml": (
        "- {id: act-1, number: 1, meeting: cyp-2021-11-23, action: Write., owner: {person: elm}, "
        "due: 2021-12-01}\n"
    ),
    "records/people/elm.yaml": (
        "name: Jo Elm\nposts: [{post: Head of Visits, from: 2020-01-01, until: 2021-12-01}]\n"
    ),
}


class TestLate:
    @pytest.mark.parametrize(
        ("later", "words"),
        [
            ((), "as soon as you can"),
            # The agenda of the first is published before a reply to it could come.
            (
                ("2021-12-21", "2022-01-11"),
                (
                    "Thursday 30 December 2021, for the agenda that is published on "
                    "Friday 31 December 2021"
                ),
            ),
        ],
    )
    def test_a_note_says_by_when_to_reply(
        self, tmp_path: Path, later: tuple[str, ...], words: str
    ) -> None:
        meetings = {f"records/meetings/cyp-{day}.yaml": f"date: {day}\n" for day in later}
        root = register(tmp_path, {**LATE, **meetings})
        told = given(root, "2021-12-20", "overdue", "--chaser", "Jo Elm")
        assert f"- **Reply by:** {words}\n" in told.out

    @pytest.mark.parametrize(
        ("files", "words"),
        [
            ({}, "nobody holds Head of Visits now"),
            (
                {
                    "records/people/oak.yaml": (
                        "name: Sam Oak\nposts: [{post: Head of Visits, from: 2021-12-02}]\n"
                    )
                },
                "Head of Visits is now Sam Oak",
            ),
        ],
    )
    def test_who_has_left_the_post_is_told_with_who_holds_it_now(
        self, tmp_path: Path, files: dict[str, str], words: str
    ) -> None:
        told = given(register(tmp_path, {**LATE, **files}), "2021-12-20", "overdue")
        assert f"Jo Elm (Jo Elm has left; {words})" in in_one(told)

    def test_a_committee_is_told_its_own_actions_and_promises(self, tmp_path: Path) -> None:
        files = {
            **TWO,
            **LATE,
            "records/recommendations/r.yaml": "id: r\nmeeting: asc-2021-11-24\ntext: Do it.\n",
            "records/responses/x.yaml": (
                "to: r\non: 2021-11-30\nactions: [{action: Adults first, due: 2021-12-01}]\n"
            ),
        }
        root = register(tmp_path, files)
        owed = {
            name: given(root, "2021-12-20", "overdue", "--committee", name).out
            for name in ("cyp", "asc")
        }
        assert [("Write." in out, "Adults first" in out) for out in owed.values()] == [
            (True, False),
            (False, True),
        ]
        log = given(root, "2021-12-20", "action", "list", "--committee", "asc").out
        assert "Write." not in log

    def test_a_reply_past_its_day_is_told_with_the_days(self, tmp_path: Path) -> None:
        made = "id: r\nmeeting: cyp-2021-11-23\ntext: Do it.\nreceived: 2021-10-01\nto: executive\n"
        root = register(tmp_path, {"records/recommendations/r.yaml": made})
        told = given(root, "2021-12-20", "recommendation", "list")
        assert "Response overdue by 20 days: due 30 Nov 2021" in told.out
        told = given(root, "2021-11-30", "recommendation", "list")
        assert "Response awaited: due 30 Nov 2021" in told.out


class TestFigures:
    def test_the_figures_of_others_stand_below_a_measure(self, tmp_path: Path) -> None:
        measure = (
            "id: v\ntitle: Visits\nunit: '%'\nreadings: [{period: 2021-09, value: 90}]\n"
            "benchmarks: [{name: England, value: 87, period: 2019/20}]\n"
        )
        root = register(tmp_path, {"records/measures/v.yaml": measure})
        told = in_one(given(root, "2021-12-20", "measure", "show", "v"))
        head, _, below = told.partition("Benchmarks ")
        assert "England" not in head
        assert below.startswith("Whose figure Figure and its year ")
        assert "England 87%" in below
        assert "2019/20" in below

    def test_a_target_for_a_day_needs_a_figure(self, tmp_path: Path) -> None:
        measure = "id: v\ntitle: Visits\ntarget: {by: [{on: 2021-06-30}]}\n"
        root = register(tmp_path, {"records/measures/v.yaml": measure}, mistaken=True)
        told = scrutiny("check", "--root", root).out
        assert "v.yaml:3:15: error[missing-field] target.by[1].value: `value` is missing" in told


PLAN = """\
id: p
title: Answer to the inspection
form: inspection
aims: [{title: One, actions: [{id: '1', action: Visit., %smeasures: [v]}]}]
"""
BY_TEAM = """\
id: v
title: Visits in time
unit: '%'
target: {at_least: 95}
readings:
  - {period: 2021-08, series: North, value: 90}
  - {period: 2021-09, series: North, value: 95}
  - {period: 2021-08, series: South, value: 90}
  - {period: 2021-09, series: South, value: 80}
"""


class TestPlans:
    @pytest.mark.parametrize("own", ["", "Children say so"])
    def test_an_answer_to_an_inspection_has_how_an_action_is_measured_in_one_cell(
        self, tmp_path: Path, own: str
    ) -> None:
        files = {
            "records/plans/p.yaml": PLAN % (own and f"measure: {own}, "),
            "records/measures/v.yaml": BY_TEAM,
        }
        told = given(register(tmp_path, files), "2021-12-20", "plan", "build", *PRINTED)
        (row,) = [line for line in told.out.splitlines() if "Visit." in line]
        cell = row.split(" | ")[4]
        assert cell.startswith(f"{own}<br>Visits in time<br>" if own else "Visits in time<br>")
        assert "North: 95%" in cell

    def test_series_that_go_different_ways_are_told_by_name(self, tmp_path: Path) -> None:
        plan = PLAN.replace("form: inspection\n", "") % ""
        files = {"records/plans/p.yaml": plan, "records/measures/v.yaml": BY_TEAM}
        told = given(register(tmp_path, files), "2021-12-20", "plan", "build", *PRINTED)
        (row,) = [line for line in told.out.splitlines() if "Visit." in line]
        assert (
            "North<br>Improving ↑ (computed, from 90% in August 2021)<br>"
            "South<br>Worsening ↓ (computed, from 90% in August 2021)"
        ) in row


class TestPapers:
    @pytest.mark.parametrize(
        ("substitute", "words"),
        [
            ("{name: Jo Elm, for: ash}", "Jo Elm, for Councillor Rowan Ash"),
            ("{name: Jo Elm, for: vacancy}", "Jo Elm, in the vacant place"),
            ("{name: Jo Elm}", "Jo Elm"),
        ],
    )
    def test_minutes_say_for_whom_a_substitute_sat(
        self, tmp_path: Path, substitute: str, words: str
    ) -> None:
        held = f"date: 2021-11-23\nstatus: held\nsubstitutes: [{substitute}]\n"
        held += "minutes: [{number: 1, title: Apologies}]\n"
        root = register(tmp_path, {MEETING: held})
        told = given(root, "2021-12-20", "minutes", "build", "2021-11-23", *MARKDOWN)
        assert f"- **Substitutes:** {words}\n" in told.out

    def test_a_report_begins_with_the_background_papers_of_its_item(self, tmp_path: Path) -> None:
        items = "items: [{id: a, title: Fostering, background_papers: [Statistics of 2020]}]\n"
        root = register(tmp_path, {MEETING: f"date: 2021-11-23\n{items}"})
        told = scrutiny("report", "new", "2021-11-23", "a", "--root", root)
        written = "".join(file.read_text("utf-8") for file in root.rglob("*.md"))
        assert told.code == 0, told.err
        assert "## Background papers\n\n- Statistics of 2020\n" in written + told.out


class TestReviews:
    @pytest.mark.parametrize(
        ("day", "status"), [("2021-10-31", "proposed"), ("2021-11-01", "under way")]
    )
    def test_a_review_is_under_way_from_the_day_it_first_met(
        self, tmp_path: Path, day: str, status: str
    ) -> None:
        review = "id: n\ntitle: NEETs\nheld: [2021-11-01]\n"
        root = register(tmp_path, {"records/reviews/n.yaml": review})
        told = given(root, day, "review", "build", "n", *MARKDOWN)
        assert f"- **Status:** {status}\n" in told.out

    def test_whom_a_group_seeks_is_said_to_be_sought_once_somebody_was_found(
        self, tmp_path: Path
    ) -> None:
        review = "id: n\ntitle: NEETs\nco_optees_sought: [A governor]\n"
        for found, words in (
            ("", "A governor"),
            ("co_optees: [{name: Jo Elm}]\n", "Sought: A governor"),
        ):
            root = register(
                tmp_path / (found and "found"), {"records/reviews/n.yaml": review + found}
            )
            told = given(root, "2021-12-20", "review", "build", "n", *MARKDOWN)
            (line,) = [line for line in told.out.splitlines() if "**Co-optees:**" in line]
            assert line.endswith(words)
            assert ("Jo Elm" in told.out) is bool(found)


class TestMistakes:
    """What a register with a mistake in it still gives, where it can."""

    def test_a_draft_leaves_out_a_meeting_that_is_not_there(self, tmp_path: Path) -> None:
        review = "id: n\ntitle: NEETs\nreports_to: [cyp-2022-11-23, cyp-2021-11-23]\n"
        root = register(tmp_path, {"records/reviews/n.yaml": review}, mistaken=True)
        told = given(root, "2021-12-20", "review", "build", "n", "--draft", *MARKDOWN)
        assert "- **Reports to the meeting of:** Tuesday 23 November 2021\n" in told.out

    def test_a_question_for_a_meeting_that_is_not_there_has_no_deadline(
        self, tmp_path: Path
    ) -> None:
        asked = "id: q\nmeeting: cyp-2022-11-23\nquestion: Why?\n"
        root = register(tmp_path, {"records/questions/q.yaml": asked}, mistaken=True)
        told = in_one(given(root, "2021-12-20", "question", "list"))
        assert "no number cyp-2022-11-23 Not recorded not recorded accepted none recorded q" in told
        machine = given(root, "2021-12-20", "question", "list", "--format", "json").out
        assert '"meeting": "cyp-2022-11-23"' in machine
        assert '"deadline"' not in machine

    def test_a_draft_of_minutes_leaves_out_a_promise_of_nothing(self, tmp_path: Path) -> None:
        minutes = (
            "minutes: [{number: 1, title: Fostering, promises: [{owner: Clerk}, {action: Ring.}], "
            "recommended: [{label: a}, {label: b, text: Do it.}]}]\n"
        )
        root = register(tmp_path, {MEETING: f"date: 2021-11-23\n{minutes}"}, mistaken=True)
        told = given(root, "2021-12-20", "minutes", "build", "2021-11-23", "--draft", *MARKDOWN)
        assert told.out.count("Ring.") == 1
        assert told.out.count("Do it.") == 1
        assert "Clerk" not in told.out
        assert "(a)" not in told.out

    def test_a_topic_may_come_from_what_is_no_meeting(self, tmp_path: Path) -> None:
        topic = (
            "id: p\ntopic: Buses\nmeeting: cyp-2021-11-23\n"
            "moved: [{from: somewhere, to: cyp-2021-11-23}]\n"
        )
        root = register(tmp_path, {"records/programme/p.yaml": topic}, mistaken=True)
        told = given(root, "2021-12-20", "programme", "build", "--draft", *MARKDOWN)
        assert "Moved from somewhere." in told.out

    def test_an_exempt_item_without_its_paragraph_is_exempt_all_the_same(
        self, tmp_path: Path
    ) -> None:
        items = "items: [{id: a, title: Costs, classification: exempt}]\n"
        root = register(tmp_path, {MEETING: f"date: 2021-11-23\n{items}"}, mistaken=True)
        told = given(root, "2021-11-01", "agenda", "build", "2021-11-23", "--draft", *MARKDOWN)
        assert "Exempt: the public may be excluded while this item is taken.\n" in told.out
        assert "Schedule 12A" not in told.out
