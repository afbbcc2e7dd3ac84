"""The time to respond: the executive's two months, and the times of others."""

from datetime import date
from typing import Any

import pytest

from scrutiny_cli.domain.addressees import is_council, is_executive
from scrutiny_cli.domain.committees import Rules
from scrutiny_cli.domain.councils import Council
from scrutiny_cli.domain.response_clock import last_day, receipt, response_due
from tests.sample import facts

FACTS = facts("response_clock")
ROWS = [*FACTS["rows"], *FACTS["month_ends"]]
DAY = date(2021, 10, 12)
COUNCIL = Council.model_validate({"id": "bw", "name": "Bath and Wells Council"})
CITY = Council.model_validate(
    {
        "id": "city",
        "name": "Bath and Wells Council",
        "executive": {"name": "Strategy Board", "also": ["Lead Person", "The Commissioner"]},
    }
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["received"])
def test_two_months_start_with_the_date_of_receipt(row: dict[str, Any]) -> None:
    last = response_due(date.fromisoformat(row["received"]), FACTS["months"])
    assert last.isoformat() == row["last_day"]


@pytest.mark.parametrize("row", FACTS["rows"], ids=lambda row: row["received"])
def test_response_is_late_from_the_day_after_the_last_day(row: dict[str, Any]) -> None:
    last = response_due(date.fromisoformat(row["received"]), FACTS["months"])
    for day, past in row["past_on"].items():
        assert (date.fromisoformat(day) > last) is past


@pytest.mark.parametrize(
    ("received", "months", "last"),
    [
        ("2021-01-01", 1, "2021-01-31"),
        ("2021-01-31", 1, "2021-02-28"),
        ("2020-01-31", 1, "2020-02-29"),
        ("2020-01-30", 1, "2020-02-29"),
        ("2020-01-29", 1, "2020-02-28"),
        ("2021-01-29", 1, "2021-02-28"),
        ("2021-01-28", 1, "2021-02-27"),
        ("2021-11-01", 2, "2021-12-31"),
        ("2021-11-02", 2, "2022-01-01"),
        ("2021-12-01", 12, "2022-11-30"),
        ("2020-02-29", 12, "2021-02-28"),
    ],
)
def test_other_periods_of_months_end_in_the_same_way(received: str, months: int, last: str) -> None:
    assert response_due(date.fromisoformat(received), months).isoformat() == last


def test_time_starts_with_the_later_of_notice_and_receipt() -> None:
    later = date(2021, 10, 14)
    assert receipt(DAY, later) == later
    assert receipt(later, DAY) == later
    assert receipt(DAY, None) == DAY
    assert receipt(None, DAY) == DAY
    assert receipt(None, None) is None


@pytest.mark.parametrize(
    "name",
    [
        "executive",
        "The Executive",
        "Cabinet",
        "Leader of the Council",
        "Cabinet Member for Children and Families",
        "Executive Members",
        "portfolio holder",
        "officers and the cabinet",
    ],
)
def test_executive_is_recognised_by_its_names(name: str) -> None:
    assert is_executive(name)
    assert not is_council(name, COUNCIL)


@pytest.mark.parametrize(
    ("name", "executive"),
    [
        ("Strategy Board", True),
        ("lead person for highways", True),
        ("the Commissioner and officers", True),
        ("Cabinet", True),
        ("Commissioner of Police", False),
        ("Strategy Board Office", False),
    ],
)
def test_council_may_name_its_executive(name: str, *, executive: bool) -> None:
    assert is_executive(name, CITY) is executive


def test_time_of_the_executive_may_be_given_in_weeks_under_its_name() -> None:
    for to in ("executive", "Strategy Board"):
        rules = Rules.model_validate({"response_times": [{"to": to, "weeks": "8"}]})
        assert last_day(("The Commissioner",), DAY, rules, CITY) == date(2021, 12, 7)
        assert last_day((), DAY, rules, CITY) == date(2021, 12, 7)
        assert last_day(("council",), DAY, rules, CITY) == date(2021, 12, 11)


@pytest.mark.parametrize(
    "name",
    ["council", "Full  Council", "Wye Valley NHS Trust, the Council", "the bath and Wells Council"],
)
def test_council_is_recognised_by_its_names(name: str) -> None:
    assert is_council(name, COUNCIL)
    assert not is_executive(name)


@pytest.mark.parametrize(
    "name",
    [
        "officers",
        "committee",
        "Chief Executive",
        "Executive Director of Children's Services",
        "Secretary of State for Health and Social Care",
        "Cabinet Office",
        "Wells Council",
        "Youth Council",
        "Wye Valley NHS Trust",
        "executives of the trust",
    ],
)
def test_other_bodies_are_not_the_executive(name: str) -> None:
    assert not is_executive(name)
    assert not is_council(name, COUNCIL)


TIMES = Rules.model_validate(
    {
        "response_months": "1",
        "response_times": [
            {
                "to": ["Wye Valley NHS Trust", "Integrated Care Board", "Health and Care Board"],
                "days": "28",
            },
            {"to": "Safeguarding Partnership", "months": "1"},
            {"to": "Police", "days": None},
        ],
    }
)


@pytest.mark.parametrize(
    ("to", "last"),
    [
        ([], "2021-11-11"),
        (["executive"], "2021-11-11"),
        (["Wye Valley NHS Trust"], "2021-11-09"),
        (["the wye valley  NHS trust"], "2021-11-09"),
        (["Safeguarding Partnership & Board"], None),
        (["Health & Care Board"], "2021-11-09"),
        (["Integrated Care Board", "Safeguarding Partnership"], "2021-11-09"),
        (["Safeguarding Partnership"], "2021-11-11"),
        (["Wye Valley NHS Trust", "Executive"], "2021-11-11"),
        (["Police", "Wye Valley NHS Trust"], "2021-11-09"),
        (["Police"], None),
        (["officers"], None),
        (["NHS Trust"], None),
    ],
)
def test_each_body_has_its_own_time_to_respond(to: list[str], last: str | None) -> None:
    day = last_day(tuple(to), DAY, TIMES)
    assert day == (date.fromisoformat(last) if last else None)


def test_council_may_be_given_by_name() -> None:
    assert last_day(("Bath and Wells Council",), DAY, Rules(), COUNCIL)
    assert last_day(("Bath and Wells Council",), DAY, Rules()) is None


@pytest.mark.parametrize(
    ("to", "time", "last"),
    [
        (("executive",), {"to": "executive", "days": 28}, "2021-11-09"),
        (("executive",), {"to": "executive", "weeks": 8}, "2021-12-07"),
        (("executive",), {"to": "Cabinet", "months": 1}, "2021-11-11"),
        ((), {"to": "executive", "days": 28}, "2021-11-09"),
        (("Cabinet Member for Children",), {"to": "executive", "days": 28}, "2021-11-09"),
        (("council",), {"to": "council", "days": 42}, "2021-11-23"),
        (("executive", "Hospital Trust"), {"to": "Hospital Trust", "days": 5}, "2021-12-11"),
        (("executive",), {"to": "executive"}, "2021-12-11"),
        (("Hospital Trust",), {"to": "executive", "days": 28}, None),
    ],
)
def test_rules_may_give_the_executive_another_time(
    to: tuple[str, ...], time: dict[str, Any], last: str | None
) -> None:
    days = {"days", "weeks", "months"} & time.keys()
    rules = Rules.model_validate(
        {"response_times": [{**time, **{key: str(time[key]) for key in days}}]}
    )
    day = last_day(to, DAY, rules)
    assert (day.isoformat() if day else None) == last


def test_name_in_the_rules_comes_before_another_of_the_executive() -> None:
    rules = Rules.model_validate(
        {"response_times": [{"to": "executive", "days": "28"}, {"to": "The Leader", "days": "7"}]}
    )
    assert last_day(("Leader",), DAY, rules) == date(2021, 10, 19)
    assert last_day(("Cabinet",), DAY, rules) == date(2021, 11, 9)


@pytest.mark.parametrize(
    "name",
    [
        *("The Leader", "Deputy Leader", "Leader of the Council", "City Mayor", "Elected Mayor"),
        *("Lead Member", "Lead Member for Children", "Lead Members for Health and Housing"),
    ],
)
def test_leader_mayor_and_lead_member_are_the_executive(name: str) -> None:
    assert is_executive(name)


@pytest.mark.parametrize("name", ["Mayor", "The Mayor", "Lead Officer", "Group Leader"])
def test_ceremonial_mayor_and_officers_are_not_the_executive(name: str) -> None:
    assert not is_executive(name)
