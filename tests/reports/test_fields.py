"""A field is declared once: a copy of the tool with one more `Field` has it everywhere."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.registers import BASE, write_tree
from tests.sample import ROOT

ACTIONS = Path("scrutiny_cli", "reports", "trackers", "actions.py")
BEFORE = "ACTION = Fields(\n    LoggedAction,\n"
DECLARED = """    Field(
        "urgency",
        "How urgent",
        lambda action: "high" if action.standing.days_overdue else "low",
        type=str,
        shown_in=("log", "list", "show"),
        export=ExportColumn("How urgent it is."),
    ),
"""
REGISTER = {
    **BASE,
    "records/actions/a.yaml": (
        "- {id: late, number: 1, meeting: cyp-2021-11-23, action: Write, due: 2021-12-01}\n"
        "- {id: soon, number: 2, meeting: cyp-2021-11-23, action: Read, due: 2022-12-01}\n"
    ),
    "templates/action-log.md.j2": (
        '{% for row in report.section("log").blocks[0].rows %}'
        "{{ row.number|show }} is {{ row.urgency|show }}.\n{% endfor %}"
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tool with the field, and a register."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("scrutiny_cli", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    source = (folder / ACTIONS).read_text(encoding="utf-8")
    assert source.count(BEFORE) == 1
    changed = source.replace(BEFORE, BEFORE + DECLARED).replace(
        "fields import ", "fields import ExportColumn, ", 1
    )
    (folder / ACTIONS).write_text(changed, encoding="utf-8")
    write_tree(folder / "register", REGISTER)
    return folder


def output(copy: Path, *arguments: str) -> str:
    """What the copy of the tool writes to standard output."""
    done = subprocess.run(
        [sys.executable, "-m", "scrutiny_cli", *arguments, "--as-of", "2022-01-10"],
        cwd=copy,
        env={**os.environ, "PYTHONUTF8": "1", "SCRUTINY_ROOT": str(copy / "register")},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def log(copy: Path, form: str) -> str:
    return output(copy, "tracker", "build", "actions", "--format", form, "--output", "-")


def test_the_printed_log_has_the_field_as_its_last_column(copy: Path) -> None:
    page = log(copy, "html")
    assert page.count('<th scope="col">How urgent</th>') == 1
    assert page.index("Reported complete</th>") < page.index("How urgent</th>")
    assert page.count("<td>high</td>") == page.count("<td>low</td>") == 1


def test_csv_has_the_field(copy: Path) -> None:
    rows = csv.DictReader(io.StringIO(log(copy, "csv")))
    assert [row["How urgent"] for row in rows] == ["high", "low"]


def test_json_has_the_field(copy: Path) -> None:
    actions = json.loads(log(copy, "json"))["actions"]
    assert [action["urgency"] for action in actions] == ["high", "low"]


def test_a_template_sees_the_field_by_its_name(copy: Path) -> None:
    assert log(copy, "markdown") == "1 is high.\n2 is low.\n"


def test_list_and_show_have_the_field(copy: Path) -> None:
    assert "high" in output(copy, "action", "list")
    assert re.search(r"^How urgent +high$", output(copy, "action", "show", "1"), re.MULTILINE)


def test_an_export_has_the_field_as_a_computed_column(copy: Path) -> None:
    arguments = ("export", "actions", "--output", "-", "--format")
    records = json.loads(output(copy, *arguments, "json"))["records"]["actions"]
    assert [record["computed"]["urgency"] for record in records] == ["high", "low"]
    rows = csv.DictReader(io.StringIO(output(copy, *arguments, "csv")))
    assert [row["How urgent"] for row in rows] == ["high", "low"]
