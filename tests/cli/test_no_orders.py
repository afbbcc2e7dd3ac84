"""Whatever a record says, no output that a job may print holds an order to the job's runner."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.test_ci_formats import obeyed
from tests.commands import lines
from tests.exempt_register import files
from tests.inside import scrutiny
from tests.registers import BASE, write_tree

ORDERS = (
    "::error::owned\n\n  ::warning file=a::b\n\n\u00a0::add-mask::c\n\n"
    "x ##[error]d ##vso[task.debug]e\n\n    ::stop-commands::f\n"
)
# Keys with words that stand in documents.
WORDS = {
    *("title", "topic", "purpose", "action", "text", "note", "question", "answer", "place", "name"),
    *("reason", "directorate", "evidence", "success", "why", "printed_status", "report_by"),
}

# A decision names its topic by id, a committee its council by name.
IDS = {"centre", "Exampleshire Council"}


def evil(value: Any, key: str = "") -> Any:
    """Some data with orders in the place of all free words."""
    if isinstance(value, dict):
        return {name: evil(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [evil(part, key) for part in value]
    return f"{value} {ORDERS}" if key in WORDS and value not in IDS else value


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with a record of every kind, evil in all its words."""
    whole = files(lambda place: f"word{place}")
    made = {
        name: json.dumps(evil(yaml.load(text, Loader=yaml.BaseLoader)))
        if name.endswith(".yaml")
        else text
        for name, text in whole.items()
    }
    return write_tree(tmp_path_factory.mktemp("orders"), made)


ASKED = [
    line for line in lines() if line[-1] not in ("html", "csv", "github") and line[0] != "changes"
]


@pytest.mark.parametrize("line", [one for one in ASKED if one[0] not in ("calendar", "schema")])
def test_no_document_gives_an_order(line: tuple[str, ...], root: Path) -> None:
    to_here = ("--output", "-") if "build" in line else ()
    asked = (*line, *to_here, "--as-of", "2021-11-16") if line[0] != "check" else line
    told = scrutiny(*asked, "--root", root)
    assert told.code in (0, 1, 2), told.err
    assert obeyed(told.out) == [], told.out
    assert obeyed(told.err) == []


def test_whoever_reads_the_json_reads_the_words_as_they_are(root: Path) -> None:
    told = scrutiny("meeting", "show", "2021-11-23", "--format", "json", "--as-of", "2021-11-16",
                    "--root", root)  # fmt: skip
    assert "##[" not in told.out
    assert ORDERS.strip() in json.dumps(json.loads(told.out), ensure_ascii=False).replace(
        "\\n", "\n"
    )


def test_what_was_typed_is_no_order_either(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE)
    for typed in ("::error::x", "a\n::error::x", "##[error]x", "\r::error::x", "\x1b[2J"):
        for asked in (
            ("meeting", "show", typed),
            ("check", typed),
            ("check", "--explain", typed),
            ("check", "--format", typed),
            ("changes", "--since", typed),
            ("action", "list", "--as-of", typed),
            (typed,),
            ("action", typed),
            ("action", "list", f"--{typed}"),
            ("agenda", "build", "--output", f"{typed}/x.html"),
        ):
            told = scrutiny(*asked, cwd=root)
            assert obeyed(told.out) == [], asked
            assert obeyed(told.err) == [], asked
            assert "\x1b" not in told.everything
