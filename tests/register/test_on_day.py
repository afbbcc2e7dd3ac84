"""Records as they were known on a day: nothing that is dated later."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from scrutiny_cli.domain.actions import Done
from scrutiny_cli.domain.base import CivilDate, PastDate, model_in
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.register.register import Register
from tests.exported import specimens

DATES = (CivilDate, PastDate, Done)
# Dates that do not say that something happened: a plan, a period that both ends bound, what a paper
# prints, the rules.
PLANNED = {
    "councils": {"contact.*.from_", "contact.*.until", "rules.closed_days.*"},
    "committees": {
        "contact.*.from_",
        "contact.*.until",
        "rules.closed_days.*",
        "seats.*.from_",
        "seats.*.until",
    },
    "people": {"posts.*.from_", "posts.*.until"},
    "meetings": {
        "contact.from_",
        "contact.until",
        "items.*.contact.from_",
        "items.*.contact.until",
        "date",
        "stated.*.publication",
        "stated.*.public_questions",
        "stated.*.council_questions",
        "adjournments.*.resumed_on",
    },
    "actions": {"added"},
    "plans": {"from_", "until"},
    "decisions": {
        "contact.from_",
        "contact.until",
        "effective_from",
        "private.published_on",
        "private.again_on",
        "urgency.notice_on",
        "urgency.agreed_on",
    },
    "measures": {"target.by.*.on", "readings.*.on"},
}
BEFORE, AFTER = date(1950, 1, 1), date(2150, 1, 1)


def dates_in(model: type[BaseModel], path: str = "") -> Iterator[str]:
    """The paths to the dates of a model, with a star for each entry of a list."""
    for name, field in model.model_fields.items():
        annotation = field.rebuild_annotation()
        many = any(get_origin(part) is tuple for part in (annotation, *get_args(annotation)))
        here = f"{path}{name}{'.*' if many else ''}"
        if _is_date(annotation):
            yield here
        elif (inner := model_in(annotation)) and inner is not model:
            yield from dates_in(inner, f"{here}.")


def _is_date(annotation: Any) -> bool:
    return annotation in DATES or any(map(_is_date, get_args(annotation)))


def is_due(path: str) -> bool:
    """Whether a date is part of a due date, which lies ahead."""
    return bool(re.search(r"\b(due|by|from_|to|when|target|other_dates.*on)\.", path))


@pytest.mark.parametrize("kind", KINDS)
def test_every_date_of_a_record_is_planned_or_happened(kind: str) -> None:
    declared = {
        ".".join(part for part in (path, dated) if part)
        for path, dated in KINDS[kind].happened.items()
    }
    found = {path for path in dates_in(KINDS[kind].model) if not is_due(path)}
    assert found - declared - PLANNED.get(kind, set()) == set()


def known(register: Register, day: date) -> dict[str, dict[str, Any]]:
    cut = register.on_day(day)
    return {kind: cut.of(kind) for kind in KINDS}


def at(part: Any, steps: list[str]) -> Iterator[Any]:
    """What is at the end of a path."""
    if part is None or not steps:
        yield part
        return
    first, *rest = steps
    for value in part if first == "*" else [getattr(part, first)]:
        yield from at(value, rest)


@pytest.mark.parametrize(
    ("kind", "path", "dated"),
    [(kind, path, dated) for kind in KINDS for path, dated in KINDS[kind].happened.items()],
)
def test_nothing_is_known_before_its_date(kind: str, path: str, dated: str) -> None:
    register = specimens().register
    steps = [step for step in (*path.split("."), *dated.split(".")) if step]

    def values(day: date) -> list[Any]:
        return [value for r in known(register, day)[kind].values() for value in at(r, steps)]

    assert values(AFTER), "the specimens have no such part"
    assert not any(isinstance(value, date) for value in values(BEFORE))


def test_on_a_day_after_all_dates_the_records_are_the_same() -> None:
    register = specimens().register
    for kind, records in known(register, AFTER).items():
        for name, record in records.items():
            assert record is register.of(kind)[name]


def of(kind: str, **fields: Any) -> Any:
    """A register with one record of a kind."""
    record = KINDS[kind].model.model_validate({"id": "x", **fields})
    return Register().having(**{kind: {"x": record}})


def test_a_due_date_that_is_moved_later_is_still_the_old_one() -> None:
    moved = [
        {"from": "2021-09-01", "to": "2021-10-01", "on": "2021-08-20"},
        {"from": "2021-10-01", "to": "2021-11-01", "on": "2021-09-20"},
    ]
    register = of("actions", action="Write", due="2021-11-01", moved=moved)
    due = {
        day: str(register.on_day(day).actions["x"].due.day)
        for day in (date(2021, 8, 1), date(2021, 9, 1), date(2021, 9, 20))
    }
    assert list(due.values()) == ["2021-09-01", "2021-10-01", "2021-11-01"]


def test_a_topic_that_is_moved_later_is_where_it_was() -> None:
    moved = [{"from": "to schedule", "to": "m2", "on": "2021-08-20"}]
    register = of("programme", topic="Fees", meeting="m2", moved=moved)
    before, after = (register.on_day(date(2021, 8, day)).programme["x"] for day in (19, 20))
    assert (before.meeting, before.list) == (None, "to schedule")
    assert (after.meeting, after.list) == ("m2", None)
