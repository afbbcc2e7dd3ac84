"""No odd case of the real papers is left that cannot be written down."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scrutiny_cli.render import markdown
from scrutiny_cli.reports.meetings import agenda
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.workspace.loading import load
from tests.golden.oddities import HOLDS
from tests.registers import BASE, write_tree
from tests.sample import facts, sample

ODDITIES = facts("oddities")
NAMED = [odd for odd in ODDITIES if odd["record"]]
MINIATURES = {odd["id"] for odd in ODDITIES if odd.get("miniature")}
# How many cases the papers have of each sort.
SORTS = {"own": 7, "due": 12, "rec": 12, "mtg": 10, "ppl": 8, "kpi": 11, "q": 3, "oth": 4}


def test_every_odd_case_is_here_once() -> None:
    ids = [f"{sort}-{n:02d}" for sort, number in SORTS.items() for n in range(1, number + 1)]
    assert [odd["id"] for odd in ODDITIES] == ids
    assert Counter(odd["id"].split("-")[0] for odd in ODDITIES) == SORTS


def test_every_odd_case_is_shown_on_a_record_or_in_miniature() -> None:
    assert set(HOLDS) == {odd["id"] for odd in NAMED}
    assert {odd["id"] for odd in ODDITIES if not odd["record"]} <= MINIATURES


@pytest.mark.parametrize("odd", NAMED, ids=lambda odd: odd["id"])
def test_the_records_named_for_it_are_in_the_sample_register(odd: dict[str, Any]) -> None:
    for name in (odd["record"], *odd.get("also", ())):
        kind, record_id = name.split("/")
        assert record_id in sample().register.of(kind), name


@pytest.mark.parametrize("odd", NAMED, ids=lambda odd: odd["id"])
def test_the_sample_register_holds_it(odd: dict[str, Any]) -> None:
    assert HOLDS[odd["id"]](sample().register) is True, odd["what"]


def test_the_sample_register_holds_all_of_them_without_an_error() -> None:
    assert sample().errors == []


def test_one_reply_answers_three_recommendations_with_an_exception(tmp_path: Path) -> None:
    """rec-04: a group of three shares its answer, and the second of them is answered otherwise."""
    files = BASE | {
        "records/recommendations/r.yaml": "".join(
            f"- {{id: r-{label}, label: {label}, meeting: cyp-2021-11-23, text: Do {label}., "
            "to: executive, received: 2021-11-24}\n"
            for label in ("i", "ii", "iii")
        ),
        "records/responses/r.yaml": (
            "id: x\nto: [r-i, r-ii, r-iii]\nby: Cabinet\non: 2021-12-16\n"
            "decision: partially agreed\nexcept: {r-ii: not agreed}\n"
        ),
    }
    loaded = load(write_tree(tmp_path, files))
    assert loaded.diagnostics == ()
    register, day = loaded.register, date(2021, 12, 31)
    states = {
        key: register.recommendation_standing(one, day).state
        for key, one in register.recommendations.items()
    }
    assert states == {
        "r-i": "partially agreed",
        "r-ii": "not agreed",
        "r-iii": "partially agreed",
    }


def test_minutes_follow_in_a_supplement(tmp_path: Path) -> None:
    """mtg-05: the agenda says that the minutes follow; then they came in a supplement."""
    meeting = "records/meetings/cyp-2021-11-23.yaml"
    start = "date: 2021-11-23\nstatus: published\npublished_on: 2021-11-15\nitems:\n"
    before = load(
        write_tree(
            tmp_path / "before",
            BASE | {meeting: f"{start}  - {{standing: minutes, state: to follow}}\n"},
        )
    )
    after = load(
        write_tree(
            tmp_path / "after",
            BASE
            | {
                meeting: f"{start}  - {{standing: minutes, state: 1}}\n"
                "supplements:\n  - {number: 1, published_on: 2021-11-15, items: [minutes]}\n"
            },
        )
    )
    assert before.diagnostics == after.diagnostics == ()
    shown = []
    for loaded in (before, after):
        held = loaded.register.meetings["cyp-2021-11-23"]
        body = loaded.register.committees["cyp"]
        context = agenda.AgendaContext(loaded.register, body, held)
        made = agenda.report(Standpoint(loaded.register, date(2021, 11, 15), "0"), context)
        shown.append(markdown.render(made))
    assert "1. Minutes (To follow)" in shown[0].replace("\\", "")
    assert "1. Minutes (Supplement 1, published 15 November 2021)" in shown[1].replace("\\", "")
