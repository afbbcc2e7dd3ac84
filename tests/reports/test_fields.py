"""A field is declared once: a copy of the tool with a `Field` more has it everywhere."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.copies import copy_tool, insert, run_copy
from tests.registers import BASE, write_tree

ACTIONS = "reports/trackers/actions.py"
# A field of the records: a line of the model, and a field of the reports that has its name.
IN_THE_MODEL = (
    'class Action(CommitteeRecord, OwnColumns):\n    """An action on the action log."""\n'
)
RECORDED = """
    ward: Text | None = Field(None, description="The ward it is about.")
"""
# And a field that is worked out.
DECLARED = """    Field("ward", "Ward", shown_in=("show",)),
    Field(
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
        "- {id: late, number: 1, meeting: cyp-2021-11-23, action: Write, ward: Elm, due: 2021-12-01}\n"
        "- {id: soon, number: 2, meeting: cyp-2021-11-23, action: Read, due: 2022-12-01}\n"
    ),
    "templates/action-log.md.j2": (
        '{% for row in report.section("log").blocks[0].rows %}'
        "{{ row.number|show }} is {{ row.urgency|show }}.\n{% endfor %}"
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tool with the two fields, and a register."""
    folder = copy_tool(tmp_path_factory.mktemp("copy"))
    insert(folder, "domain/actions.py", IN_THE_MODEL, RECORDED)
    insert(folder, ACTIONS, "ACTION = Fields(\n    LoggedAction,\n", DECLARED)
    insert(folder, ACTIONS, "fields import ", "ExportColumn, ")
    write_tree(folder / "register", REGISTER)
    return folder


def output(copy: Path, *arguments: str) -> str:
    """What the copy of the tool writes to standard output."""
    root = {"SCRUTINY_ROOT": str(copy / "register")}
    done = run_copy(copy, *arguments, "--as-of", "2022-01-10", environment=root)
    assert done.returncode == 0, done.stderr
    return done.stdout


def log(copy: Path, form: str) -> str:
    return output(copy, "tracker", "build", "actions", "--format", form, "--output", "-")


def test_the_printed_log_has_the_field_as_its_last_column(copy: Path) -> None:
    page = log(copy, "html")
    assert page.count('<th scope="col">How urgent</th>') == 1
    assert page.index("Status</th>") < page.index("How urgent</th>")
    for urgency in ("high", "low"):
        assert page.count(f'<td data-label="How urgent">{urgency}</td>') == 1


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


def test_a_field_of_the_record_is_read_and_described_and_exported(copy: Path) -> None:
    output(copy, "check")
    schema = json.loads(run_copy(copy, "schema", "action").stdout)
    assert schema["$defs"]["Action"]["properties"]["ward"]["description"] == "The ward it is about."
    rows = csv.DictReader(
        io.StringIO(output(copy, "export", "actions", "--format", "csv", "--output", "-"))
    )
    assert [row["Ward"] for row in rows] == ["Elm", ""]


def test_a_field_of_the_record_is_shown_and_is_in_the_json(copy: Path) -> None:
    assert [action["ward"] for action in json.loads(log(copy, "json"))["actions"]] == ["Elm", None]
    assert re.search(r"^Ward +Elm$", output(copy, "action", "show", "1"), re.MULTILINE)
