"""``scrutiny plan build`` from the command line."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.registers import BASE, write_tree
from tests.sample import ROOT

AT = ("--root", ROOT, "--as-of", "2019-11-25")
MEASURES = """
- id: visits
  title: Visits in timescale
  unit: "%"
  target: {at_least: 95}
  readings:
    - {period: 2021-08, value: 80}
    - {period: 2021-09, value: 70, rag: green, direction: improving}
"""
PLAN = """
title: Improvement plan
aims:
  - title: Children are visited
    actions:
      - id: "1"
        action: Visit in time.
        by: 30/09/2021
        measures: [visits]
        ratings: [{on: 2021-10-01, rag: amber, by: Director}]
"""
OWN = BASE | {"records/measures/m.yaml": MEASURES, "records/plans/own.yaml": PLAN}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A register with a plan whose officer and figures disagree."""
    return write_tree(tmp_path, OWN)


def test_a_plan_is_written_as_page_markdown_and_table(tmp_path: Path) -> None:
    done = scrutiny("plan", "build", "ofsted-2018", *AT, "--output", tmp_path)
    assert (done.code, done.out) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("plan-ofsted-2018.csv", "plan-ofsted-2018.html", "plan-ofsted-2018.md")
    ]
    assert done.err.count("wrote ") == 3


def test_without_a_name_every_plan_is_built(tmp_path: Path) -> None:
    done = scrutiny("plan", "build", *AT, "--format", "json", "--output", tmp_path, "--quiet")
    assert (done.code, done.everything.strip()) == (0, "")
    plans = ["plan-iro-2021-22.json", "plan-ofsted-2018.json", "plan-sfs-2019.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == plans
    scorecards = tmp_path / "scorecards"
    scrutiny("plan", "build", "--scorecard", *AT, "--format", "md", "--output", scorecards)
    # The plan for the inspection names no measure, so it has no scorecard.
    assert sorted(path.name for path in scorecards.iterdir()) == [
        *("scorecard-iro-2021-22.md", "scorecard-sfs-2019.md")
    ]


def test_the_data_of_a_plan_are_versioned_and_dated() -> None:
    done = scrutiny("plan", "build", "ofsted-2018", *AT, "--format", "json", "--output", "-")
    told = json.loads(done.out)
    assert (told["schema"], told["as_of"], told["plan"]["id"]) == (
        *("scrutiny/1", "2019-11-25", "ofsted-2018"),
    )
    assert told["plan"]["totals"]["actions"]["blue"] == 27


def test_the_data_of_a_scorecard_hold_values_as_they_were_written() -> None:
    done = scrutiny(
        *("plan", "build", "sfs-2019", "--scorecard", *AT, "--format", "json", "--output", "-")
    )
    sections = json.loads(done.out)["scorecard"]["sections"]
    found = {m["id"]: m for section in sections for m in section["measures"]}
    assert found["sc-re-referral"]["benchmarks"][0] == {
        "name": "England",
        "period": "2017/18",
        "value": "22",
        "missing": None,
    }
    assert [r["value"] for r in found["sc-icpc"]["readings"]] == ["81", "100", "79"]


def test_a_table_on_standard_output_is_plain_csv() -> None:
    done = scrutiny("plan", "build", "iro-2021-22", *AT, "--format", "csv", "--output", "-")
    rows = list(csv.reader(io.StringIO(done.out, newline="")))
    assert rows[0][:3] == ["Plan", "Aim", "No."]
    assert len({len(row) for row in rows}) == 1


def test_where_officer_and_figures_disagree_the_plan_shows_both(own: Path) -> None:
    done = scrutiny(
        *("plan", "build", "--form", "printed", "--root", own, "--as-of", "2021-10-10"),
        *("--format", "md", "--output", "-"),
    )
    assert done.code == 0
    told = (
        "The action “Visit in time” is rated differently by the officer than by dates and measures."
    )
    assert told in done.out
    (row,) = [line for line in done.out.splitlines() if "Visit in time." in line]
    assert "**Amber** \\[A\\]: Director, 1 October 2021" in row
    assert "**Red** \\[R\\]: computed, 10 days past its date" in row
    assert "**Green** \\[G\\]: as the officer rates it<br>**Red** \\[R\\]: computed" in row
    assert "Worsening ↓ (computed, from 80% in August 2021)" in row
    assert "Improving ↑ (stated by the officer)" in row
    assert row.count("The two differ.") == 3


def test_numbers_and_the_heading_of_the_impact_are_the_plans_own(tmp_path: Path) -> None:
    own = PLAN.replace('- id: "1"', '- id: "1"\n        number: A.1')
    tables = {}
    for name, plan in (
        ("plain", PLAN),
        ("own", own.replace("aims:", "impact_heading: Impact on residents\naims:", 1)),
    ):
        root = write_tree(tmp_path / name, OWN | {"records/plans/own.yaml": plan})
        done = scrutiny(
            *("plan", "build", "--form", "printed", "--root", root, "--as-of", "2021-10-10"),
            *("--format", "md", "--output", "-"),
        )
        tables[name] = done.out
    rest = "How will we know | Quarterly progress | RAGB Status | Direction of travel |"
    assert f"| Actions to achieve aim | Delivery lead | Impact | {rest}" in tables["plain"]
    own_heads = "| No. | Actions to achieve aim | Delivery lead | Impact on residents |"
    assert f"{own_heads} {rest}" in tables["own"]
    assert "| A.1 | Visit in time." in tables["own"]
    assert "Action A.1 is rated differently by the officer" in tables["own"]


def test_a_setting_of_the_committee_changes_the_colours(tmp_path: Path) -> None:
    told = []
    for setting in ("points", "percent"):
        committee = (
            BASE["records/committees/cyp.yaml"] + f"rules: {{rag: {{measured_in: {setting}}}}}\n"
        )
        files = OWN | {
            "records/committees/cyp.yaml": committee,
            "records/measures/m.yaml": MEASURES.replace("value: 70", "value: 85"),
        }
        root = write_tree(tmp_path / setting, files)
        done = scrutiny("measure", "list", "--root", root, "--format", "json")
        told.append(json.loads(done.out)["measures"][0]["rag"])
    assert told == ["amber", "red"]


def test_a_scorecard_of_a_plan_without_one_takes_the_measures_of_its_actions(own: Path) -> None:
    done = scrutiny(
        *("plan", "build", "own", "--scorecard", "--root", own, "--as-of", "2021-10-10"),
        *("--format", "md", "--output", "-"),
    )
    assert "## Children are visited" in done.out
    assert "Visits in timescale" in done.out


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["sfs-2018"], 2, "did you mean sfs-2019?"),
        (["ofsted-2018", "--scorecard"], 2, "has no measures"),
        (["sfs-2019", "--format", "odt"], 2, "there is no format 'odt' here"),
        (["sfs-2019", "--output", "-"], 2, "standard output takes one format"),
        (["--format", "json", "--output", "-"], 2, "several plans do not go into one place"),
        (["--output", "plan.html"], 2, "name one, iro-2021-22, ofsted-2018 or sfs-2019, or a"),
    ],
)
def test_what_cannot_be_built_says_why(args: list[str], code: int, words: str) -> None:
    done = scrutiny("plan", "build", *args, *AT)
    assert (done.code, done.out) == (code, "")
    assert words in done.err


def test_a_register_without_plans_says_where_to_write_one(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE)
    for option, what in (
        ([], "no plan is in the register"),
        (["--scorecard"], "no plan has measures"),
    ):
        done = scrutiny("plan", "build", *option, "--root", root)
        assert done.code == 1
        assert what in done.err
        assert "records/plans/" in done.err


def test_faults_stop_a_plan_unless_it_is_a_draft(own: Path) -> None:
    (own / "records" / "measures" / "m.yaml").write_text("- {id: visits}\n", encoding="utf-8")
    refused = scrutiny("plan", "build", "own", "--root", own)
    assert (refused.code, refused.out) == (1, "")
    done = scrutiny(
        *("plan", "build", "own", "--root", own, "--draft", "--format", "html", "--output", "-")
    )
    assert done.code == 1  # a record cannot be read
    assert "stamp-draft" in done.out


def test_small_counts_are_withheld_but_from_a_private_copy(tmp_path: Path) -> None:
    files = OWN | {
        "records/committees/cyp.yaml": (
            BASE["records/committees/cyp.yaml"] + "rules: {suppress_below: 5}\n"
        ),
        "records/measures/m.yaml": (
            "- id: visits\n  title: Children\n  total_of: [north, south]\n"
            "  readings: [{period: 2021-09, value: 141}]\n"
            "- {id: north, title: North, readings: [{period: 2021-09, value: 3}]}\n"
            "- {id: south, title: South, readings: [{period: 2021-09, value: 138}]}\n"
        ),
        "records/plans/own.yaml": PLAN + "scorecard: [visits, north, south]\n",
    }
    root = write_tree(tmp_path, files)
    build = ("plan", "build", "own", "--scorecard", "--root", root, "--format", "md", "-o", "-")
    public = scrutiny(*build)
    assert "| North | fewer than 5 |" in public.out
    assert "| South | 138 |" in public.out
    assert "141" not in public.out
    private = scrutiny(*build, "--private")
    assert "| North | 3 |" in private.out
    assert "NOT FOR PUBLICATION" in private.out
    assert "too small" not in private.everything


def test_setting_makes_the_printed_form_the_usual_one(own: Path) -> None:
    (own / "scrutiny.toml").write_text('form = "printed"\n', encoding="utf-8")
    build = ("plan", "build", "own", "--root", own, "--format", "md", "--output", "-")
    assert "| RAGB Status |" in scrutiny(*build).out
    assert "| RAGB Status |" not in scrutiny(*build, "--form", "page").out
    log = ("tracker", "build", "actions", "--root", own, "--format", "html", "--output", "-")
    assert "No actions." in scrutiny(*log).out
    (own / "scrutiny.toml").write_text('form = "paper"\n', encoding="utf-8")
    assert "`form` must be page or printed" in scrutiny("check", "--root", own).out
