"""The first screen: `scrutiny` alone and `scrutiny today`."""

import json
from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.registers import BASE, write_tree
from tests.sample import ROOT

DAY = ("--as-of", "2021-11-15")


def test_first_screen_shows_meeting_overdue_and_what_to_do() -> None:
    result = scrutiny("today", "--root", ROOT, *DAY, env={"COLUMNS": "80"})
    assert result.code == 0
    assert "Monday 15 November 2021" in result.out
    assert "Next meeting" in result.out
    assert "2.30 pm" in result.out
    assert "publish the agenda        done, 15 Nov 2021" in result.out
    assert "scrutiny action list --undated" in result.out
    assert "scrutiny recommendation list --unsent" in result.out
    assert max(map(len, result.out.splitlines())) <= 80
    assert len(result.out.splitlines()) <= 40


def test_no_words_are_the_same_as_today(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE)
    alone = scrutiny(cwd=root, env={"SCRUTINY_AS_OF": "2021-11-15"})
    assert alone.code == 0
    assert alone.out == scrutiny("today", *DAY, cwd=root).out


def test_outside_a_register_it_says_how_to_start_one(tmp_path: Path) -> None:
    alone = scrutiny(cwd=tmp_path)
    assert alone.code == 0
    assert "scrutiny init DIR" in alone.out
    assert scrutiny("today", "--format", "json", cwd=tmp_path).code == 3


@pytest.mark.parametrize(
    ("counted", "listing", "key"),
    [
        ("undated", ("action", "list", "--undated"), "actions"),
        ("unsent", ("recommendation", "list", "--unsent"), "recommendations"),
    ],
)
def test_each_count_is_that_of_the_list_it_names(
    counted: str, listing: tuple[str, ...], key: str
) -> None:
    screen = json.loads(scrutiny("today", "--root", ROOT, *DAY, "--format", "json").out)
    listed = json.loads(scrutiny(*listing, "--root", ROOT, *DAY, "--format", "json").out)[key]
    assert screen[counted] == len(listed) > 0
