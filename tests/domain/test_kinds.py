"""A kind of record is declared once: a model and one ``Kind``, and every part of the tool knows it."""

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scrutiny_cli.domain.kinds import KINDS
from tests.programs import captured
from tests.registers import BASE, write_tree
from tests.repositories import Repository
from tests.sample import ROOT

# The whole of a new kind: its model, and its declaration.
MODEL = '''"""A kind of record that exists in this test alone."""

from pydantic import Field

from scrutiny_cli.domain.base import CommitteeRecord, Id, Text


class Petition(CommitteeRecord):
    """A petition that the committee receives."""

    title: Text = Field(description="What it asks for.")
    meeting: Id | None = Field(None, description="The meeting that receives it.")
'''
DECLARATION = """
KINDS["petitions"] = Kind(
    folder="petitions",
    model_name="scrutiny_cli.domain.petitions:Petition",
    singular="petition",
    title="Petitions",
    arises=("meeting",),
    references={"committee": "committees", "meeting": "meetings"},
)
"""
DRIVER = f"""
import sys
import scrutiny_cli.domain
from scrutiny_cli.domain.kinds import KINDS, Kind
scrutiny_cli.domain.__path__.append(sys.argv.pop(1))
{DECLARATION}
"""
COMMAND = "from scrutiny_cli.__main__ import main\nmain()\n"
REFERENCE = "import reference_records\nprint(reference_records.page())\n"
PETITIONS = """\
- id: crossing
  title: A crossing in Ash Lane
  meeting: cyp-2021-11-23
- id: library
  title: Keep the library open
"""


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A folder with the module of the new model."""
    return write_tree(tmp_path / "models", {"petitions.py": MODEL})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A register with two petitions."""
    return write_tree(tmp_path / "register", {**BASE, "records/petitions/2021.yaml": PETITIONS})


def run_python(
    program: str, models: Path, *args: str | Path, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run a program after the declaration of the new kind."""
    return captured(
        [sys.executable, "-c", DRIVER + program, str(models), *map(str, args)],
        env={**os.environ, "PYTHONUTF8": "1", **env},
    )


def test_every_kind_refers_to_kinds_and_has_a_model() -> None:
    for folder, kind in KINDS.items():
        assert folder == kind.folder
        assert set(kind.references.values()) <= KINDS.keys()
        assert {path.split(".")[0] for path in kind.references} <= kind.model.model_fields.keys()


def test_records_of_a_new_kind_are_read(models: Path, root: Path) -> None:
    done = run_python(COMMAND, models, "check", "--root", root)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "5 records in 4 files: no errors, no warnings\n"
    undeclared = run_python("del KINDS['petitions']\n" + COMMAND, models, "check", "--root", root)
    assert undeclared.returncode == 1


def test_records_of_a_new_kind_are_checked(models: Path, root: Path) -> None:
    wrong = (
        "- {id: a, title: A, titel: B}\n"
        "- {id: b, title: B, meeting: cyp-2021-11-24}\n"
        "- {id: c, title: C}\n"
        "- {id: c, title: D}\n"
        "- {id: e}\n"
    )
    write_tree(root, {"records/petitions/2022.yaml": wrong})
    done = run_python(COMMAND, models, "check", "--format", "json", "--root", root)
    problems = json.loads(done.stdout)["diagnostics"]
    assert [(problem["line"], problem["code"]) for problem in problems] == [
        (1, "unknown-key"),
        (2, "unknown-reference"),
        (4, "duplicate-id"),
        (5, "missing-field"),
    ]
    assert problems[1]["message"] == "there is no meeting cyp-2021-11-24"


def test_record_of_a_new_kind_names_its_committee_where_there_are_two(
    models: Path, root: Path
) -> None:
    other = "name: Health Scrutiny Committee\ncouncil: Exampleshire Council\n"
    write_tree(root, {"records/committees/health.yaml": other})
    done = run_python(COMMAND, models, "check", "--format", "json", "--root", root)
    unclear = [p["record"] for p in json.loads(done.stdout)["diagnostics"]]
    assert "library" in unclear


def test_new_kind_has_a_json_schema(models: Path) -> None:
    done = run_python(COMMAND, models, "schema", "petition")
    schema = json.loads(done.stdout)
    assert schema["title"] == "Records of petitions"
    assert schema["$defs"]["Petition"]["properties"]["title"]["description"] == "What it asks for."


def test_new_kind_is_on_the_reference_page(models: Path) -> None:
    done = run_python(REFERENCE, models, PYTHONPATH=str(ROOT / "tools"))
    assert "- [`petitions`](#petitions): A petition that the committee receives." in done.stdout
    assert "| `title` | words | **needed** | What it asks for. |" in done.stdout


def test_new_kind_is_exported_in_every_format(models: Path, root: Path, tmp_path: Path) -> None:
    for name in ("all.json", "all.xlsx", "all.sqlite"):
        where = ("--output", tmp_path / name, "--root", root)
        done = run_python(COMMAND, models, "export", *where)
        assert done.returncode == 0, done.stderr
    records = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))["records"]
    assert [petition["id"] for petition in records["petitions"]] == ["crossing", "library"]
    with zipfile.ZipFile(tmp_path / "all.xlsx") as workbook:
        assert b'name="Petitions"' in workbook.read("xl/workbook.xml")
    where = ("--output", tmp_path / "csv", "--root", root)
    done = run_python(COMMAND, models, "export", "petitions", "--format", "csv", *where)
    assert done.returncode == 0, done.stderr
    (sheet,) = (tmp_path / "csv").rglob("petitions.csv")
    rows = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))
    assert [row["Title"] for row in rows] == ["A crossing in Ash Lane", "Keep the library open"]


def test_new_kind_is_completed(models: Path) -> None:
    typed = {"COMP_WORDS": "scrutiny schema pet", "COMP_CWORD": "2"}
    done = run_python(COMMAND, models, _SCRUTINY_COMPLETE="complete_bash", **typed)
    assert done.stdout.split() == ["petitions"]


def test_changed_record_of_a_new_kind_is_in_the_list_of_changes(models: Path, root: Path) -> None:
    repository = Repository(root)
    repository.commit("2021-11-01")
    write_tree(root, {"records/petitions/2021.yaml": PETITIONS.replace("Ash Lane", "Elm Lane")})
    done = run_python(COMMAND, models, "changes", "--since", "2021-11-01", "--root", root)
    assert done.returncode == 0, done.stderr
    assert "Petitions" in done.stdout
    assert "Petition A crossing in Ash Lane: title changed" in done.stdout
