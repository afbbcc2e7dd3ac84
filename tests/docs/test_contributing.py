"""The report that CONTRIBUTING adds works: its code goes into a copy of the tool."""

import json
import re
from pathlib import Path

import pytest

from tests.copies import copy_tool, insert, run_copy
from tests.sample import ROOT

BLOCK = re.compile(
    r"^(At the end of )?`(scrutiny_cli/\S+)`\n\n```python\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
AT = ("--root", ROOT, "--as-of", "2021-11-15")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tool with the report of the page."""
    folder = copy_tool(tmp_path_factory.mktemp("tool"))
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(page))
    assert len(blocks) == 2
    for block in blocks:
        with (folder / block[2]).open("a" if block[1] else "x", encoding="utf-8") as module:
            module.write(block[3])
    line = re.search(r'`("action owners": .*)`', page)
    assert line
    insert(
        folder, "reports/contract.py", "COMMANDS: dict[str, Fields[Any]] = {\n", f"    {line[1]},\n"
    )
    insert(folder, "reports/contract.py", "trackers import actions, ", "owner_counts, ")
    return folder


def test_new_report_is_shown_on_the_terminal(copy: Path) -> None:
    done = run_copy(copy, "action", "owners", *AT)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^Owner +Open actions$", done.stdout, re.MULTILINE)
    assert "As at 15 November 2021." in done.stdout


def test_new_report_is_written_as_json(copy: Path) -> None:
    said = json.loads(run_copy(copy, "action", "owners", "--format", "json", *AT).stdout)
    assert {tuple(owner) for owner in said["owners"]} == {("owner", "number")}
    assert said["as_of"] == "2021-11-15"
    assert said["revision"]


def test_new_report_is_in_the_contract_with_its_types(copy: Path) -> None:
    program = (
        "from scrutiny_cli.reports.contract import COMMANDS\n"
        "from scrutiny_cli.reports.value_types import type_of\n"
        "owners = COMMANDS['action owners'].fields['owners'].of\n"
        "print(*(type_of(owners, field).__name__ for field in owners.fields.values()))\n"
    )
    done = run_copy(copy, "-c", program, tool=False)
    assert (done.stdout, done.stderr) == ("str int\n", "")


def test_new_command_has_the_options_of_its_kind(copy: Path) -> None:
    help_ = run_copy(copy, "action", "owners", "--help").stdout
    assert re.findall(r"^  (--[a-z-]+|-\w, --[a-z-]+)", help_, re.MULTILINE) == [
        *("--root", "--as-of", "-c, --committee", "--private", "--format", "-o, --output"),
        *("-q, --quiet", "-h, --help"),
    ]
    assert (
        "owners    Count the open actions of each owner." in run_copy(copy, "action", "-h").stdout
    )
