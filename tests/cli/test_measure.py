"""``scrutiny measure list`` and ``show`` from the command line."""

import csv
import io
import json
from typing import Any

import pytest

from tests.inside import scrutiny
from tests.sample import ROOT, facts, register

AT = ("--root", ROOT, "--as-of", "2019-11-25")


def listed(*options: str) -> dict[str, Any]:
    done = scrutiny("measure", "list", *AT, *options, "--format", "json")
    assert (done.code, done.err) == (0, "")
    return {measure["id"]: measure for measure in json.loads(done.out)["measures"]}


def test_the_list_has_the_fields_of_the_contract_and_values_as_written() -> None:
    done = scrutiny("measure", "list", *AT, "--format", "json")
    told = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert told["schema"] == "scrutiny/1"
    assert {m["id"] for m in told["measures"]} == register().measures.keys()
    contract = {*("id", "title", "period", "value", "target", "rag", "direction", "benchmarks")}
    for measure in told["measures"]:
        assert contract <= measure.keys()
    (visits,) = [m for m in told["measures"] if m["id"] == "sfs-1.01"]
    assert (visits["period"], visits["value"], visits["target"]) == (
        *("2019-09", "85", {"at_least": "95"}),
    )
    assert (visits["rag"], visits["direction"], visits["direction_basis"]) == (
        *("amber", "improving", "computed"),
    )


def test_the_colours_of_the_list_are_those_of_the_facts() -> None:
    told = listed("--plan", "sfs-2019")
    for row in facts("ratings")["ratings"]:
        assert (told[row["id"]]["rag"], told[row["id"]]["value"]) == (row["points"], row["value"])
    for name, printed in facts("ratings")["directions_printed"].items():
        assert told[name]["direction"] == printed


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("sfs-1.14", {"at_most": "4"}),
        ("sfs-1.17", {"between": ["140", "150"]}),
        ("sfs-1.23", {"equals": "0"}),
        ("sfs-4.10", {"trend": "decrease", "to": "0"}),
        ("sfs-2.05", {"words": "It takes place every month, as heads of service report"}),
        ("sc-contacts", None),
        (
            "sfs-2.06",
            {
                "by": [
                    {"on": "2019-09-30", "value": "30"},
                    {"on": "2019-12-31", "value": "40"},
                    {"on": "2020-03-31", "value": "50"},
                ]
            },
        ),
    ],
)
def test_a_target_has_the_words_of_its_record(name: str, target: dict[str, Any] | None) -> None:
    assert listed()[name]["target"] == target


def test_what_has_no_figure_says_why_and_stays_apart() -> None:
    told = listed()
    reasons = {name: told[name]["missing"] for name in ("sfs-1.25", "sfs-1.16", "sc-contacts")}
    assert reasons == {"sfs-1.25": "no data yet", "sfs-1.16": "blank", "sc-contacts": None}
    assert told["sfs-1.25"]["value"] is None
    assert told["sfs-1.25"]["rag"] == "not rated"
    dash = [b for b in told["sc-cp2nd"]["benchmarks"] if b["missing"] == "dash"]
    assert len(dash) == 2


def test_the_list_in_a_terminal_has_a_line_of_blocks_for_the_trend() -> None:
    done = scrutiny("measure", "list", *AT, "--plan", "iro-2021-22", env={"COLUMNS": "160"})
    assert done.code == 0
    assert "Only Independent Reviewing Officers" in done.out
    later = scrutiny(
        *("measure", "show", "iro-participation", "--root", ROOT, "--as-of", "2021-11-23"),
        env={"COLUMNS": "160"},
    )
    assert "█▇▇" in later.out
    assert "96%" in later.out
    assert "Worsening ↓ (computed, from 90% in 2019/20)" in later.out


def test_the_list_as_a_table() -> None:
    done = scrutiny("measure", "list", *AT, "--plan", "sfs-2019", "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.out.removeprefix("\ufeff"), newline="")))
    assert rows[0][:2] == ["Measure", "What is measured"]
    assert "Trend" not in rows[0]


def test_a_measure_shows_its_readings_and_the_working_of_its_rating() -> None:
    done = scrutiny("measure", "show", "sfs-1.01", *AT, env={"COLUMNS": "140"})
    assert done.code == 0
    for words in (
        "85% against at least 95%, amber down to 85%",
        "Improving ↑ (computed, from 82% in June 2019)",
        "On the year before: Improving ↑ (computed, from 65% in September 2018)",
        "Self-evaluation of June 2019",
        "quarterly",
    ):
        assert words in " ".join(done.out.split()), words


def test_a_measure_as_data_holds_all_its_readings() -> None:
    done = scrutiny("measure", "show", "sfs-1.10", *AT, "--format", "json")
    told = json.loads(done.out)["measure"]
    assert [(r["series"], r["value"], r["rag"]) for r in told["readings"]] == [
        *(("1 day", "89", "amber"), ("24hr", "46", "red")),
    ]
    assert [s["series"] for s in told["all_series"]] == ["1 day", "24hr"]
    assert told["series"] == "1 day"


def test_a_total_that_does_not_add_up_is_said_with_the_measure() -> None:
    done = scrutiny("measure", "show", "sc-cin", *AT, env={"COLUMNS": "140"})
    told = " ".join(done.out.split())
    for words in ("212; its 9 parts add up to 237", "45; its 9 parts add up to 66"):
        assert words in told


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["show", "sfs-1.1"], "did you mean sfs-1."),
        (["list", "--plan", "sfs"], "there is no plan 'sfs'"),
        (["list", "--format", "html"], "there is no format 'html' here"),
    ],
)
def test_what_is_typed_wrongly_says_so(args: list[str], words: str) -> None:
    done = scrutiny("measure", *args, *AT)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
