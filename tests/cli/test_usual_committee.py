"""`committee =` in the settings: the same committee for every record and command that names none."""

from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.registers import write_tree

FILES = {
    "scrutiny.toml": 'committee = "cyp"\n',
    "records/committees/cyp.yaml": "name: Children Committee\ncouncil: Exampleshire Council\n",
    "records/committees/hs.yaml": "name: Health Committee\ncouncil: Exampleshire Council\n",
    "records/people/ash.yaml": "name: Rowan Ash\n",
    "records/meetings/cyp-2021-11-23.yaml": "date: 2021-11-23\nstatus: held\n",
    "records/meetings/cyp-2022-03-01.yaml": "date: 2022-03-01\n",
    "records/meetings/hs-2022-03-22.yaml": "date: 2022-03-22\ncommittee: hs\n",
    "records/actions/a.yaml": (
        "- {id: act-1, number: 1, meeting: cyp-2021-11-23, action: Count, owner: Ann, due: 2021-12-09}\n"
        "- {id: act-2, number: 1, committee: hs, meeting: hs-2022-03-22, action: Weigh, owner: Ann,"
        " due: 2022-03-09}\n"
    ),
    "records/recommendations/r.yaml": (
        "- {id: rec-1, meeting: cyp-2021-11-23, text: Count them., to: executive}\n"
        "- {id: rec-2, meeting: hs-2022-03-22, text: Weigh them., to: executive}\n"
    ),
    "records/programme/p.yaml": (
        "- {id: own, topic: Fostering, list: proposed}\n"
        "- {id: other, topic: Dentists, list: proposed, committee: hs}\n"
    ),
    "records/reviews/r.yaml": (
        "- {id: own-review, title: Bursaries, chair: ash, members: [ash]}\n"
        "- {id: other-review, title: Surgeries, chair: ash, members: [ash], committee: hs}\n"
    ),
    "records/plans/p.yaml": (
        "- {id: own-plan, title: Own plan, aims: [{title: A, actions: [{id: '1', action: Do.}]}]}\n"
        "- {id: other-plan, title: Other plan, committee: hs,"
        " aims: [{title: A, actions: [{id: '1', action: Do.}]}]}\n"
    ),
}
MINE = ("Count", "Fostering", "Bursaries", "Own plan", "cyp-2022-03-01")
THEIRS = ("Weigh", "Dentists", "Surgeries", "Other plan", "hs-2022-03-22", "Health Committee")
COMMANDS = [
    ("overdue",),
    ("action", "list"),
    ("recommendation", "list"),
    ("meeting", "list"),
    ("programme", "list"),
    ("programme", "build", "-o", "-", "--format", "markdown"),
    ("review", "list"),
    ("calendar", "-o", "-"),
    ("tracker", "build", "recommendations", "-o", "-", "--format", "markdown"),
    ("today",),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_tree(tmp_path, FILES)


def asked(root: Path, *words: str) -> str:
    told = scrutiny(*words, "--as-of", "2022-04-01", cwd=root)
    assert told.code == 0, told.err
    return told.out.replace("\r\n ", "")


def test_records_that_name_no_committee_are_of_the_usual_one(root: Path) -> None:
    checked = scrutiny("check", "--as-of", "2022-04-01", cwd=root)
    assert "committee-unclear" not in checked.out
    (root / "scrutiny.toml").unlink()
    unclear = scrutiny("check", "--as-of", "2022-04-01", cwd=root).out
    assert unclear.count("committee-unclear") == 5


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_commands_that_name_no_committee_are_about_the_usual_one(
    root: Path, command: tuple[str, ...]
) -> None:
    usual = asked(root, *command)
    assert usual.strip()
    assert not [words for words in THEIRS if words in usual]
    named = asked(root, *command, "--committee", "cyp")
    assert [words for words in MINE if words in usual] == [
        words for words in MINE if words in named
    ]


@pytest.mark.parametrize("command", [c for c in COMMANDS if "programme" not in c], ids=" ".join)
def test_all_committees_can_still_be_shown(root: Path, command: tuple[str, ...]) -> None:
    past = ("--past",) if command[0] == "calendar" else ()
    every = asked(root, *command, *past, "--committee", "all")
    assert [words for words in THEIRS if words in every]


def test_list_says_that_it_shows_only_the_usual_committee(root: Path) -> None:
    assert "Only Children Committee" in asked(root, "action", "list")
    assert "Only" not in asked(root, "action", "list", "--committee", "cyp")


def test_export_holds_every_committee(root: Path) -> None:
    exported = asked(root, "export", "--format", "json", "-o", "-")
    assert "Count" in exported
    assert "Weigh" in exported


def test_setting_that_names_no_committee_is_an_error(root: Path) -> None:
    (root / "scrutiny.toml").write_text('committee = "cpy"\n', encoding="utf-8")
    checked = scrutiny("check", cwd=root)
    assert checked.code == 1
    assert (
        "scrutiny.toml:1:1: error[bad-setting] committee: there is no committee cpy" in checked.out
    )
    assert "did you mean cyp?" in checked.out
