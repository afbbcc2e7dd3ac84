"""``scrutiny measure record``: one reading more, or another in its place, and not a byte besides."""

from pathlib import Path

import pytest

from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree

FILE = "records/measures/visits.yaml"
VISITS = """\
# Visits, as the scorecard has them.
- id: visits
  title:   Visits in timescale      # spaced as the clerk likes it
  unit: "%"
  target: {at_least: 95}
  readings:
    - {period: 2021-08, value: 80, note: Month only.}   # checked
    - {period: 2021-09, missing: no data yet}
  source: Scorecard

- id: waiting
  title: Children waiting
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_tree(tmp_path, BASE | {FILE: VISITS})


def record(root: Path, *args: str) -> Told:
    return scrutiny("measure", "record", *args, "--root", root, "--as-of", "2021-11-15")


def text(root: Path) -> str:
    return (root / FILE).read_text(encoding="utf-8")


def added(root: Path) -> list[str]:
    """The lines that were not there before; none may have gone."""
    before, after = VISITS.splitlines(), text(root).splitlines()
    rest = iter(after)
    new = []
    for line in before:
        for found in rest:
            if found == line:
                break
            new.append(found)
        else:
            raise AssertionError(f"gone: {line}")
    return [line.strip() for line in (*new, *rest)]


def test_a_figure_is_put_at_the_end_of_the_readings(root: Path) -> None:
    done = scrutiny(
        *("measure", "record", "visits", "--period", "2021-10", "--value", "86.50"),
        *("--root", root, "--as-of", "2021-11-15"),
    )
    assert (done.code, done.out) == (0, "")
    assert FILE in done.err
    assert " ".join(added(root)) in (
        "- {period: 2021-10, value: 86.50}",
        "- period: 2021-10 value: 86.50",
    )
    listed = scrutiny("measure", "show", "visits", "--root", root, "--as-of", "2021-11-15")
    assert "86.50%" in listed.out
    assert "Improving ↑ (computed, from 80% in August 2021)" in " ".join(listed.out.split())
    assert scrutiny("check", "--root", root).out == ""


def test_everything_that_is_known_of_a_figure_is_written_down(root: Path) -> None:
    done = record(
        root,
        *("visits", "--period", "2021-10", "--value", "86", "--series", "north", "--of", "120"),
        *("--direction", "improving", "--rag", "amber", "--why", "Late entries.", "--provisional"),
        *("--note", "Month: only.", "--source", "Scorecard of October", "--on", "10/11/2021"),
    )
    assert done.code == 0
    told = " ".join(added(root))
    for part in (
        *("period: 2021-10", "value: 86", "series: north", "of: 120", "direction: improving"),
        *("rag: amber", "why: Late entries.", "provisional: yes", "on: 2021-11-10"),
        *("source: Scorecard of October",),
    ):
        assert part in told, part
    assert scrutiny("check", "--root", root).out == ""


def test_why_there_is_no_figure_is_recorded_too(root: Path) -> None:
    assert record(root, "waiting", "--period", "Q2 2021/22", "--missing", "not counted").code == 0
    assert added(root)[0] == "readings:"
    assert "missing: not counted" in " ".join(added(root))


def test_a_figure_for_a_period_that_still_runs_has_its_day(root: Path) -> None:
    assert record(root, "waiting", "--period", "2021/22", "--value", "12").code == 0
    assert "on: 2021-11-15" in " ".join(added(root))
    assert record(root, "waiting", "--period", "2021-10", "--value", "12").code == 0
    assert " ".join(added(root)).count("on: ") == 1


def test_a_second_figure_for_a_period_needs_to_be_asked_for(root: Path) -> None:
    again = ("visits", "--period", "September 2021", "--value", "90")
    refused = record(root, *again)
    assert (refused.code, refused.out, text(root)) == (2, "", VISITS)
    assert "visits has a reading for September 2021" in refused.err
    assert "--replace" in refused.err
    assert record(root, *again, "--replace").code == 0
    assert "no data yet" not in text(root)
    assert "September 2021" in text(root)
    assert "# checked" in text(root)
    # Another series is another figure.
    assert record(root, *again, "--series", "north").code == 0


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["visit", "--period", "2021-10", "--value", "1"], 2, "did you mean visits?"),
        (["visits", "--period", "lately", "--value", "1"], 2, "is not a period"),
        (["visits", "--period", "2021-10", "--value", "1", "--missing", "dash"], 2, "not both"),
        (["visits", "--period", "2021-10", "--missing", "lost"], 2, "no data yet"),
        (["visits", "--period", "2021-10", "--value", "86%"], 1, "bad-number"),
        (["visits", "--period", "2021-10", "--value", "eighty"], 1, "bad-number"),
        (["visits", "--period", "2021-10", "--value", "1", "--on", "soon"], 2, "--on 'soon'"),
        (["visits", "--value", "1"], 2, "--period is missing"),
        (["visits", "--period", "2021-10"], 2, "--value is missing"),
    ],
)
def test_what_would_not_pass_is_not_written(
    root: Path, args: list[str], code: int, words: str
) -> None:
    done = record(root, *args)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert text(root) == VISITS


def test_a_dry_run_shows_the_lines_and_writes_none(root: Path) -> None:
    done = record(root, "visits", "--period", "2021-10", "--value", "86", "--dry-run")
    assert done.code == 0
    new = [line for line in done.out.splitlines() if line.startswith("+") and line[1] != "+"]
    old = [line for line in done.out.splitlines() if line.startswith("-") and line[1] != "-"]
    assert new
    assert old == []
    assert text(root) == VISITS
