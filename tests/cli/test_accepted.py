"""A known warning is accepted once, with a reason, in scrutiny.toml."""

from pathlib import Path

import pytest

from scrutiny_cli.render.ci.checked import Checked
from scrutiny_cli.render.problems import grouped
from scrutiny_cli.workspace.loading import load
from tests.inside import scrutiny
from tests.registers import BASE, write_tree
from tests.repositories import Repository

LATE = {
    "records/meetings/cyp-2021-11-23.yaml": "date: 2021-11-23\ntime: 2.30 am\n",
}
ENTRY = """\
[[accepted]]
code = "implausible-time"
record = "cyp-2021-11-23"
why = "The agenda prints it so."
"""


def test_accepted_warning_is_counted_and_not_shown(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**BASE, **LATE, "scrutiny.toml": ENTRY})
    result = scrutiny("check", "--strict", "--root", root)
    assert (result.code, result.out) == (0, "")
    assert result.err == "3 records in 3 files: no errors, no warnings (1 accepted, not shown)\n"
    shown = scrutiny("check", "--accepted", "--root", root)
    assert "implausible-time" in shown.out


def test_another_warning_of_the_same_kind_is_still_shown(tmp_path: Path) -> None:
    other = {"records/meetings/cyp-2021-12-14.yaml": "date: 2021-12-14\ntime: 2.30 am\n"}
    root = write_tree(tmp_path, {**BASE, **LATE, **other, "scrutiny.toml": ENTRY})
    result = scrutiny("check", "--root", root)
    assert "cyp-2021-12-14.yaml" in result.out
    assert "cyp-2021-11-23.yaml" not in result.out


def test_accepted_warning_that_no_longer_occurs_is_named(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**BASE, "scrutiny.toml": "\n" + ENTRY})
    result = scrutiny("check", "--root", root)
    assert "scrutiny.toml:2:1: warning[accepted-gone] the warning accepted" in result.out


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (ENTRY.replace("implausible-time", "bad-time"), "errors cannot be accepted"),
        (ENTRY.replace("implausible-time", "exempt-in-public"), "errors cannot be accepted"),
        (ENTRY.replace("implausible-time", "no-such"), "there is no problem `no-such`"),
        (ENTRY.replace('record = "cyp-2021-11-23"\n', ""), "every warning of its kind"),
        (ENTRY.replace('why = "The agenda prints it so."\n', ""), "needs `code`"),
        ('accepted = "all"\n', "needs `code`"),
    ],
)
def test_what_cannot_be_accepted_is_an_error(entry: str, words: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**BASE, **LATE, "scrutiny.toml": entry})
    result = scrutiny("check", "--root", root)
    assert result.code == 1
    assert words in result.out
    assert "warning[implausible-time]" in result.out


def test_warning_about_something_exempt_cannot_be_accepted(tmp_path: Path) -> None:
    meeting = (
        "date: 2021-11-23\nitems:\n"
        "  - id: closed\n    title: Contract of Zebra Ltd\n    classification: exempt\n"
        "    exempt: {paragraphs: [3], public_title: A contract}\n"
        "    papers: [{title: Zebra, file: papers/zebra.pdf}]\n"
    )
    settings = 'visibility = "private"\n' + ENTRY.replace("implausible-time", "missing-paper")
    files = {"records/meetings/cyp-2021-11-23.yaml": meeting, "scrutiny.toml": settings}
    result = scrutiny("check", "--root", write_tree(tmp_path, {**BASE, **files}))
    assert "warning[missing-paper]" in result.out
    assert "Zebra" not in result.everything


def test_terminal_groups_problems_by_kind_within_its_width(tmp_path: Path) -> None:
    other = {"records/meetings/cyp-2021-12-14.yaml": "date: 2021-12-14\ntime: 2.30 am\n"}
    loaded = load(write_tree(tmp_path, {**BASE, **LATE, **other}))
    text = grouped(Checked((), 4, loaded.diagnostics), 80)
    assert "[implausible-time]: 2 warnings" in text
    assert text.count("What to do:") == 1
    assert max(map(len, text.splitlines())) <= 80


def test_changes_name_each_warning_that_is_newly_accepted(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    before = repository.commit("2021-11-01", {**BASE, **LATE})
    repository.commit("2021-11-02", {"scrutiny.toml": ENTRY})
    result = scrutiny("changes", "--since", before, "--root", tmp_path)
    assert "Accepts a warning: implausible-time (cyp-2021-11-23): The agenda" in result.out
