"""What scrutiny achieved, checked by hand on eight years, and its parts add up on any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.domain.impact import years_after
from scrutiny_cli.exempt.cutting import public
from scrutiny_cli.render import markdown
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers.impact import Impact, ImpactRow, report, share
from scrutiny_cli.workspace.loading import Loaded, load
from tests.registers import BASE, write_tree

DAY = date(2021, 11, 15)
YEARS = range(2013, 2021)
# One recommendation a line: its year, what is recorded of it, and the response to it.
RECORDS = (
    # Received and answered in time, done within a year.
    (2013, "received: 2013-10-10, completed: 2014-03-01", "on: 2013-11-20, decision: agreed"),
    # Answered after 9 December, done after three years.
    (2014, "received: 2014-10-10, completed: 2017-10-01", "on: 2014-12-20, decision: agreed"),
    # Answered in time with an action that was done after five years.
    (
        2015,
        "received: 2015-10-10",
        "on: 2015-10-20, decision: partially agreed, actions: [{action: Do it., completed: 2020-11-01}]",
    ),
    # Done on an unknown day; no receipt is recorded.
    (2016, "completed: yes", "on: 2016-11-20, decision: agreed"),
    # Refused, and noted.
    (2017, "received: 2017-10-10", "on: 2017-10-31, decision: not agreed"),
    (2017, "received: 2017-10-10", "on: 2017-11-07, decision: noted"),
    # Withdrawn.
    (2018, "withdrawn: {on: 2019-01-01}", ""),
    # Overdue and open for two years; without receipt; a response without a decision.
    (2019, "received: 2019-10-10", ""),
    (2019, "label: (b)", ""),
    (2020, "received: 2020-10-10", "on: 2020-11-01"),
)


def records() -> dict[str, str]:
    """A register of eight years, a meeting and an item on the same topic in each."""
    files = {
        **BASE,
        "records/programme/all.yaml": "".join(
            f"- {{id: care-{year}, topic: Care {year}/{year % 100 + 1}, meeting: cyp-{year}-10-01}}\n"
            for year in YEARS
        ),
    }
    for year in YEARS:
        files[f"records/meetings/cyp-{year}-10-01.yaml"] = (
            f"date: {year}-10-01\nstatus: held\nitems:\n"
            f"  - {{id: care, title: Care, programme: care-{year}}}\n"
        )
    made, replies = "", ""
    for number, (year, recorded, response) in enumerate(RECORDS, 1):
        to = "partner" if number == 8 else "executive"
        item = "" if number == 9 else ", item: care"
        made += f"- {{id: r-{number}, meeting: cyp-{year}-10-01{item}, text: Do it., to: {to}, {recorded}}}\n"
        if response:
            replies += f"- {{id: a-{number}, to: r-{number}, {response}}}\n"
    made += "- {id: r-99, meeting: cyp-2020-10-01, text: Noted., kind: resolution}\n"
    files["records/recommendations/all.yaml"] = made
    files["records/responses/all.yaml"] = replies
    files["records/actions/all.yaml"] = (
        "- {id: act-1, meeting: cyp-2013-10-01, action: Ask., owner: Clerk, due: 2014-03-01, moved:\n"
        "   [{from: 2014-01-01, to: 2014-02-01}, {from: 2014-02-01, to: 2014-03-01}]}\n"
        "- {id: act-2, meeting: cyp-2013-10-01, action: Ask., owner: Clerk, due: 2014-01-01}\n"
    )
    files["records/questions/all.yaml"] = (
        "- {id: q-1, meeting: cyp-2013-10-01, question: Why?, answer: {text: So.}}\n"
        "- {id: q-2, meeting: cyp-2013-10-01, question: Why?}\n"
        "- {id: q-3, meeting: cyp-2013-10-01, status: refused}\n"
    )
    return files


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The register of eight years."""
    found = load(write_tree(tmp_path_factory.mktemp("impact"), records()), DAY)
    assert [str(problem.message) for problem in found.errors] == []
    return found


def impact(loaded: Loaded, day: date = DAY, year: str | None = None) -> Impact:
    register = public(loaded.register, loaded.exempt_index).on_day(day)
    return Impact(Standpoint(register, day, "", tuple(register.committees.values())), year)


def test_numbers_are_those_counted_by_hand(loaded: Loaded) -> None:
    total = impact(loaded).total
    assert total.made == 10
    assert total.responses == {
        "accepted": 3,
        "accepted in part": 1,
        "refused": 1,
        "noted": 1,
        "no decision recorded": 1,
        "no response recorded": 2,
        "withdrawn": 1,
    }
    # The partner (8) has no time of its own, and four have no receipt.
    assert total.times == {
        "in time": 5,
        "late": 1,
        "overdue": 0,
        "not due yet": 0,
        "time not recorded": 4,
    }
    assert total.done == {
        "within one year": 1,
        "within four years": 1,
        "after four years": 1,
        "date not recorded": 1,
        "refused, noted or withdrawn": 3,
        "not implemented": 3,
    }
    assert list(total.ages.values()) == [0, 1, 2, 0]
    assert total.days == 22  # of 10, 21, 22, 28, 41 and 71 days
    assert total.in_time == "5 of 6"
    # Nine are known; of the four years all but those of 2018 and later are old enough.
    assert (total.implemented(1), total.implemented(4)) == ("1 of 9", "2 of 5")


def test_numbers_of_a_year_are_those_of_its_meetings(loaded: Loaded) -> None:
    of_year = impact(loaded, year="2017/18")
    assert (of_year.total.made, of_year.total.responses["refused"]) == (2, 1)
    assert [row.group for row in impact(loaded).by_year] == [
        f"{year}/{year % 100 + 1}" for year in YEARS
    ]


def test_topic_of_several_years_is_one_topic(loaded: Loaded) -> None:
    assert {row.group: row.made for row in impact(loaded).by_topic} == {
        "Care 2013/14": 9,
        "Not on the work programme": 1,
    }


def test_slipped_dates_and_questions_are_counted(loaded: Loaded) -> None:
    assert impact(loaded).slips == [("Clerk", 2, 1, 2)]
    assert impact(loaded).questions == {"answered": 1, "no answer recorded": 1, "refused": 1}


def parts(row: ImpactRow) -> list[int]:
    return [sum(of.values()) for of in (row.responses, row.times, row.done)]


@given(day=st.dates(date(2013, 1, 1), date(2027, 1, 1)))
def test_parts_add_up_to_the_whole_on_any_day(loaded: Loaded, day: date) -> None:
    found = impact(loaded, day)
    total = found.total
    assert parts(total) == [total.made] * 3
    assert sum(total.ages.values()) == total.done["not implemented"]
    for rows in (found.by_year, found.by_committee, found.by_topic, found.by_addressee):
        assert sum(row.made for row in rows) == total.made
        for key, number in total.responses.items():
            assert sum(row.responses[key] for row in rows) == number


def test_share_of_a_few_has_no_percentage() -> None:
    assert share(3, 9) == "3 of 9"
    assert share(5, 10) == "50% (5 of 10)"
    assert share(0, 0) == "none yet"


def test_year_after_a_leap_day_is_the_day_before() -> None:
    assert years_after(date(2016, 2, 29), 1) == date(2017, 2, 28)
    assert years_after(date(2016, 2, 29), 4) - date(2016, 2, 29) == timedelta(1461)


def test_report_has_its_definitions_and_the_list_behind_it(loaded: Loaded) -> None:
    text = markdown.render(report(impact(loaded)))
    for word in ("Made", "In time", "Implemented", "Still open", "Slipped", "Answered"):
        assert f"**{word}**" in text
    assert text.count("Do it.") == len(RECORDS)
