"""`scrutiny upgrade`: a register of an earlier format goes on saying what it said."""

from pathlib import Path

import pytest

from scrutiny_cli.register.settings import FORMAT
from tests.inside import scrutiny
from tests.registers import BASE, write_tree

MEETING = """\
date: 2021-11-23
time: 2.30 pm
# What the committee settled.
minutes:
  - number: 1
    title: Youth justice
    recommended:
      - {label: i, tracked: rec-plan}
  - number: 2
    title: Fees
    recommended:
      - tracked: rec-fees
"""
RECORDS = """\
- id: rec-plan
  meeting: cyp-2021-11-23
  kind: resolution
  text: Endorses the plan.
- id: rec-fees
  label: bullet 1
  meeting: cyp-2021-11-23
  to: executive
  text: Look at the fees again.
- id: rec-own
  label: (a)
  meeting: cyp-2021-11-23
  text: Publish them.
"""
MEASURES = """\
- {id: cases, title: Cases, unit: cases, target: {at_most: 16}}
- {id: share, title: Share, unit: "%", target: {at_least: 90}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    older = {
        "scrutiny.toml": '# Open to all.\nvisibility = "public"\n',
        "records/meetings/cyp-2021-11-23.yaml": MEETING,
        "records/recommendations/2021.yaml": RECORDS,
        "records/measures/all.yaml": MEASURES,
        "records/reviews/neets.yaml": "title: Neets\nstatus: reported\n",
    }
    return write_tree(tmp_path, {**BASE, **older})


def test_upgrade_edits_what_would_mean_something_else(root: Path) -> None:
    ran = scrutiny("upgrade", "--root", str(root))
    assert ran.code == 0, ran.err
    recommendations = (root / "records/recommendations/2021.yaml").read_text(encoding="utf-8")
    assert recommendations == RECORDS.replace("  label: bullet 1\n", "")
    meeting = (root / "records/meetings/cyp-2021-11-23.yaml").read_text(encoding="utf-8")
    assert "# What the committee settled." in meeting
    assert meeting.index("resolved:") < meeting.index("title: Fees")
    assert meeting.count("recommended:") == 1
    settings = (root / "scrutiny.toml").read_text(encoding="utf-8")
    assert settings == f'format = {FORMAT}\n# Open to all.\nvisibility = "public"\n'
    checked = scrutiny("check", "--root", str(root))
    assert checked.code == 0, checked.out


def test_upgrade_names_what_only_the_clerk_can_decide(root: Path) -> None:
    ran = scrutiny("upgrade", "--dry-run", "--root", str(root))
    assert "cyp: 1 measure not in per cent" in ran.err
    assert "neets: its status is printed whatever the day" in ran.err


def test_dry_run_shows_the_difference_and_writes_nothing(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    ran = scrutiny("upgrade", "--dry-run", "--root", str(root))
    assert "-  label: bullet 1" in ran.out
    assert f"+format = {FORMAT}" in ran.out
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_upgraded_register_has_nothing_to_upgrade(root: Path) -> None:
    scrutiny("upgrade", "--root", str(root))
    ran = scrutiny("upgrade", "--root", str(root))
    assert "nothing to upgrade" in ran.err


def test_minutes_call_an_upgraded_resolution_resolved(root: Path) -> None:
    scrutiny("upgrade", "--root", str(root))
    command = ("minutes", "build", "cyp-2021-11-23", "--format", "markdown", "-o", "-")
    text = scrutiny(*command, "--as-of", "2021-12-01", "--root", str(root)).out
    assert text.index("### RESOLVED") < text.index("Endorses the plan.") < text.index("Fees")


def test_register_of_a_later_version_is_refused(root: Path) -> None:
    write_tree(root, {"scrutiny.toml": f"format = {FORMAT + 1}\n"})
    checked = scrutiny("check", "--root", str(root))
    assert "bad-setting" in checked.out
