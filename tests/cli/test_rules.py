"""``scrutiny rules show``: what holds for a committee, and who says so."""

import json
from pathlib import Path

from tests.inside import scrutiny
from tests.registers import write_tree

FILES = {
    "scrutiny.toml": 'format = 2\ncommittee = "health"\n',
    "records/councils/exampleshire.yaml": (
        "name: Exampleshire Council\nnation: Wales\n"
        "rules: {closed_days: [2026-12-29], public_questions: {clear_days: 4, rule: Rule 12}}\n"
    ),
    "records/committees/health.yaml": (
        'name: Health Committee\nrules: {public_questions: {at: "12:00"}}\n'
    ),
    "records/committees/children.yaml": "name: Children's Committee\n",
}


def test_each_rule_says_where_it_comes_from(tmp_path: Path) -> None:
    root = write_tree(tmp_path, FILES)
    rules = json.loads(scrutiny("rules", "show", "--format", "json", cwd=root).out)["rules"]
    assert {rule["committee"] for rule in rules} == {"health"}
    held = {rule["rule"]: (rule["value"], rule["layer"], rule["stated_by"]) for rule in rules}
    assert held["public_questions.at"] == ("12:00", "committee", "Health Committee")
    assert held["public_questions.clear_days"] == ("4", "council", "Exampleshire Council")
    assert held["publication.clear_days"] == ("3", "nation", "Wales")
    assert held["answers.clear_days"] == ("1", "default", "scrutiny")
    assert all(rule["description"] for rule in rules)


def test_rules_of_every_committee_have_a_table_each(tmp_path: Path) -> None:
    root = write_tree(tmp_path, FILES)
    shown = scrutiny("rules", "show", "-c", "all", cwd=root).out
    children, health = shown.split("Health Committee", 1)
    assert "Children's Committee" in children
    assert children.count("response_months") == health.count("response_months") == 1
    sheet = scrutiny("rules", "show", "-c", "all", "--format", "csv", cwd=root).out.splitlines()
    assert sheet[0] == "\ufeffCommittee,Rule,In force,From,What it is"
    assert len(sheet) > 40


def test_committee_without_lines_of_its_own_has_everything_from_its_council(
    tmp_path: Path,
) -> None:
    root = write_tree(tmp_path, FILES)
    assert scrutiny("check", cwd=root).code == 0
    shown = scrutiny("rules", "show", "-c", "children", cwd=root).out
    assert "Rule 12" in shown
    assert "Health Committee" not in shown
