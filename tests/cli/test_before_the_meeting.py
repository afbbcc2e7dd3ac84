"""Minutes that are started before their meeting, and keys to the ratings of several committees."""

from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.registers import BASE, write_tree

MEETING = "records/meetings/cyp-2021-11-23.yaml"
STARTED = (
    "date: 2021-11-23\ntime: 2.30 pm\nitems: [{id: a, title: Annual report}]\n"
    "attendance: [{person: ash, as: chairperson}]\nminutes: [{number: 1, item: a}]\n"
)


def minutes(root: Path, as_of: str, form: str = "markdown") -> str:
    words = ("minutes", "build", "2021-11-23", "--as-of", as_of, "--format", form, "-o", "-")
    told = scrutiny(*words, cwd=root)
    assert told.code == 0, told.err
    return told.out


@pytest.mark.parametrize("form", ["markdown", "html"])
@pytest.mark.parametrize("day", ["2021-11-01", "2021-11-22"])
def test_minutes_before_the_meeting_are_a_draft_and_name_nobody_as_present(
    tmp_path: Path, day: str, form: str
) -> None:
    page = minutes(write_tree(tmp_path, {**BASE, MEETING: STARTED}), day, form)
    assert "draft" in page.lower()
    assert "to be held on Tuesday 23 November 2021" in page
    assert "Rowan Ash" not in page
    assert "nobody is recorded as present" in page


@pytest.mark.parametrize("day", ["2021-11-23", "2021-11-24"])
def test_minutes_of_a_meeting_that_was_held_name_who_was_there(tmp_path: Path, day: str) -> None:
    page = minutes(write_tree(tmp_path, {**BASE, MEETING: STARTED}), day)
    assert "draft" not in page.lower()
    assert "Minutes of the meeting held on Tuesday 23 November 2021" in page
    assert "Rowan Ash" in page


def test_each_committee_with_its_own_words_has_its_own_key(tmp_path: Path) -> None:
    own = "{rating: red, word: Behind, letter: X, means: Late.}"
    committees = {
        "a": "name: A Committee\ncouncil: C\n",
        "b": f"name: B Committee\ncouncil: C\nrules: {{ratings: [{own}]}}\n",
        "c": "name: C Committee\ncouncil: C\n",
    }
    files = {f"records/committees/{name}.yaml": text for name, text in committees.items()}
    files |= {
        f"records/meetings/{name}.yaml": f"date: 2021-11-23\ncommittee: {name}\n"
        for name in committees
    }
    files["records/actions/x.yaml"] = "".join(
        f"- {{id: act-{name}, number: 1, meeting: {name}, action: Do., owner: Ann, due: 2021-12-01}}\n"
        for name in committees
    )
    root = write_tree(tmp_path, files)
    words = (
        "tracker",
        "build",
        "actions",
        "--as-of",
        "2022-01-01",
        "--format",
        "markdown",
        "-o",
        "-",
    )
    page = scrutiny(*words, cwd=root).out
    key = page.partition("## Key")[2]
    assert "\nA Committee and C Committee\n\n- **" in key
    assert "\nB Committee\n\n- **" in key
    assert "- **Behind** \\[X\\]: " in key
    one = scrutiny(*words, "--committee", "b", cwd=root).out.partition("## Key")[2]
    assert "B Committee" not in one
