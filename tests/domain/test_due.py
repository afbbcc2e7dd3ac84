"""Due dates, in all the ways that people write them."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from scrutiny_cli.domain.due import Due
from tests.sample import facts, register


def due(value: Any) -> Due:
    return Due.model_validate(value)


@pytest.mark.parametrize(
    ("written", "day", "precision", "printed"),
    [
        ("2021-09-01", date(2021, 9, 1), "day", "1 September 2021"),
        ("1/9/21", date(2021, 9, 1), "day", "1 September 2021"),
        ("Nov 2020", date(2020, 11, 30), "month", "Nov 2020"),
        ("ongoing", None, "ongoing", "ongoing"),
        ("when the building is ready", None, "words", "when the building is ready"),
        ({"every": "quarter"}, None, "ongoing", "every quarter"),
        (
            {"every": "two months", "next": "2021-11-23"},
            date(2021, 11, 23),
            "day",
            "every two months, next 23 November 2021",
        ),
        ({"after": "the audit"}, None, "words", "after the audit"),
        (
            {"after": "the audit", "by": "March 2020"},
            date(2020, 3, 31),
            "month",
            "after the audit (expected March 2020)",
        ),
        ({"by": "March 2020"}, date(2020, 3, 31), "month", "March 2020"),
        ({"by": "2020-03-09"}, date(2020, 3, 9), "day", "9 March 2020"),
        ({"starts": "2021-01-04"}, None, "words", "from 4 January 2021"),
        (
            {"milestones": [{"by": "2019-01-31", "what": "draft"}, {"by": "29/03/2019"}]},
            date(2019, 3, 29),
            "day",
            "31 January 2019: draft; 29 March 2019",
        ),
        ({"either": ["2021-05-04", "2021-06-01"]}, date(2021, 6, 1), "day",
         "4 May 2021 or 1 June 2021"),
        ({"either": ["ongoing", "June 2021"]}, date(2021, 6, 30), "month", "ongoing or June 2021"),
        ({}, None, "ongoing", "ongoing"),
    ],
)  # fmt: skip
def test_due_date_has_a_last_day_a_precision_and_its_own_words(
    written: Any, day: date | None, precision: str, printed: str
) -> None:
    due_date = due(written)
    assert (due_date.day, due_date.precision, str(due_date)) == (day, precision, printed)


@pytest.mark.parametrize(
    ("written", "unread"),
    [
        ("once it is ready", True),
        ("ongoing", False),
        ("Nov 2020", False),
        ({"after": "the audit"}, False),
        ({"every": "month"}, False),
        ({"words": "soon", "by": "March 2020"}, False),
        ({"words": "before the next meeting", "meeting": "cyp-2021-11-23"}, False),
    ],
)
def test_words_that_name_no_date_are_unread(written: Any, unread: bool) -> None:
    assert due(written).unread is unread


@pytest.mark.parametrize(
    "wrong",
    [
        *({"every": "blue moon"}, {"untill": "x"}, {"next": "soon"}, [1]),
        *(
            "30 February 2021",
            "by 31/02/2021",
            "20210901",
            "44440",
            "2021-09-01 14:30",
            "31 Janaury 2021",
        ),
        *({"starts": "31/02/2021"}, {"either": ["2021-05-04", "31.04.2021"]}),
    ],
)
def test_due_date_of_another_shape_is_refused(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        due(wrong)


@pytest.mark.parametrize(
    "expected", facts("recommendations")["dates_inside_the_text"], ids=lambda e: e["id"]
)
def test_dates_inside_recommendations_are_read(expected: dict[str, str]) -> None:
    due_date = register().recommendations[expected["id"]].by
    assert due_date is not None
    for key in expected.keys() - {"id"}:
        value = getattr(due_date, key)
        read = value.isoformat() if isinstance(value, date) else value
        assert read == expected[key]
