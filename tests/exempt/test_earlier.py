"""What is exempt on one side of a comparison, and what only an exempt item names, stays untold."""

from pathlib import Path

import pytest

from tests.commands import lines
from tests.exempt_register import MARK, canary, files
from tests.inside import scrutiny
from tests.registers import write_tree
from tests.repositories import Repository

ENV = {"SCRUTINY_AS_OF": "2021-11-16"}
SHUT = files(canary)


def opened() -> dict[str, str]:
    """The same register before its items were closed: no item is exempt or confidential."""
    closing = ("classification: ", "exempt: {")
    return {
        name: "\n".join(row for row in text.split("\n") if not row.strip().startswith(closing))
        if "/meetings/" in name
        else text
        for name, text in SHUT.items()
    }


@pytest.fixture(scope="module")
def became_exempt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register in which everything that is exempt was open a fortnight before."""
    repository = Repository(tmp_path_factory.mktemp("became"))
    before = opened()
    assert before["records/meetings/cyp-2021-10-12.yaml"].count("exempt") < 8
    repository.commit("2021-11-01", dict(before))
    repository.commit("2021-11-15", {k: v for k, v in SHUT.items() if before[k] != v})
    return repository.root


TOLD = [line for line in lines() if line[0] in ("changes", "tracker", "overdue", "check", "agenda")]


@pytest.mark.parametrize("line", TOLD, ids=" ".join)
def test_what_has_become_exempt_is_not_told_with_its_old_words(
    line: tuple[str, ...], became_exempt: Path
) -> None:
    to_here = ("--output", "-") if "build" in line else ()
    asked = [(*line, *to_here)]
    if line[0] == "tracker":
        asked = [(*line, kind, *to_here) for kind in ("actions", "recommendations")
                 if kind not in line and "recommendations" not in line] or asked  # fmt: skip
        asked += [(*one, "--since", "HEAD~1") for one in asked]
    if line[0] == "check":
        asked.append((*line, "--changed-since", "HEAD~1"))
    for one in asked:
        told = scrutiny(*one, cwd=became_exempt, env=ENV)
        assert told.code in (0, 1), told.err
        assert MARK not in told.everything, one


def test_the_changes_do_not_say_that_an_item_came_or_went(became_exempt: Path) -> None:
    told = scrutiny("changes", "--since", "HEAD~1", cwd=became_exempt, env=ENV)
    assert told.code == 0
    assert "agenda item" not in told.out
    assert scrutiny("changes", "--since", "HEAD~1", "--private", cwd=became_exempt, env=ENV).out


def test_what_has_been_opened_is_told_with_its_new_words(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("2021-11-01", dict(SHUT))
    repository.commit("2021-11-15", dict(opened()))
    told = scrutiny("changes", "--since", "HEAD~1", cwd=repository.root, env=ENV)
    assert f"agenda item added: {canary('title')}" in told.out
    assert "agenda item withdrawn: A contract" in told.out


# ------------------------------------------------------------------------- what an exempt item names

MEETING = "records/meetings/cyp-2021-10-12.yaml"
NAMED = [line for line in lines() if line[0] != "check"]


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two registers that differ in what their exempt items name: a topic, a meeting, a person."""
    folder = tmp_path_factory.mktemp("named")
    head, exempt = SHUT[MEETING].split(f"  - id: {canary('exemptid')}")
    others = (
        ("programme: centre", "programme: later"),
        ("moved_from: cyp-2021-11-23", "moved_to: cyp-2021-11-23"),
        ("state: 1", "state: to follow"),
    )
    changed = exempt
    for old, new in others:
        assert old in changed, old
        changed = changed.replace(old, new, 1)
    two = {**SHUT, MEETING: f"{head}  - id: {canary('exemptid')}{changed}"}
    made = []
    for name, tree in (("one", SHUT), ("two", two)):
        repository = Repository(folder / name)
        repository.commit(
            "2021-11-01", {**tree, "records/people/people.yaml": "- {id: ash, name: A}\n"}
        )
        repository.commit("2021-11-15", dict(tree))
        made.append(repository.root)
    return made[0], made[1]


@pytest.mark.parametrize("line", [one for one in NAMED if one[0] not in ("export", "schema")])
def test_no_link_from_an_exempt_item_shows(
    line: tuple[str, ...], registers: tuple[Path, Path]
) -> None:
    """A topic is public under its own title; that an exempt item takes it is not."""
    to_here = ("--output", "-") if "build" in line and "--format" in line else ("--quiet",)
    one, two = (scrutiny(*line, *to_here, cwd=root, env=ENV) for root in registers)
    assert (one.code, one.out) == (two.code, two.out)


WRITING = (
    ("action", "update", "actitm", "--note", "x"),
    ("action", "complete", f"{MARK}actite"),
    ("action", "move", f"{MARK}actite", "--to", "2021-12-01"),
    ("recommendation", "notify", f"{MARK}recite"),
    ("recommendation", "respond", f"{MARK}recite", "--decision", "agreed"),
    ("action", "add", "--meeting", "cyp-2021-10-12", "--item", f"{MARK}exemptie", "--action", "x"),
)


@pytest.mark.parametrize("line", WRITING, ids=" ".join)
def test_no_near_miss_of_a_clerk_names_what_is_exempt(
    line: tuple[str, ...], tmp_path: Path
) -> None:
    root = write_tree(tmp_path, SHUT)
    told = scrutiny(*line, "--dry-run", "--as-of", "2021-11-16", cwd=root)
    typed = {word for word in line if MARK in word}
    said = told.everything
    for word in sorted(typed, key=len, reverse=True):
        said = said.replace(f"'{word}'", "").replace(f"`{word}`", "")
    assert told.code != 0
    assert MARK not in said, told.everything


def test_what_is_said_for_finding_faults_quotes_no_record(tmp_path: Path) -> None:
    """`SCRUTINY_DEBUG` shows where the tool failed; not even that is needed here."""
    root = write_tree(tmp_path, SHUT)
    for asked in (("action", "show", "701"), ("action", "list", "--format", "nothing")):
        told = scrutiny(*asked, cwd=root, env={**ENV, "SCRUTINY_DEBUG": "1"})
        assert told.code == 2
        assert MARK not in told.everything


def test_an_unnamed_item_that_is_still_open_is_not_said_to_have_come(tmp_path: Path) -> None:
    """Another unnamed item of its meeting went to a meeting that takes it in private."""
    repository = Repository(tmp_path)
    rest = {name: SHUT[name] for name in SHUT if "committees" in name or name == "scrutiny.toml"}
    first = "date: 2021-10-12\nitems: [{title: Budget}, {title: canarydeal}]\n"
    repository.commit("2021-11-01", {**rest, "records/meetings/m1.yaml": first})
    moved = "{id: deal, moved_from: m1, classification: exempt, exempt: {paragraphs: [3]}}"
    repository.write(
        {
            "records/meetings/m1.yaml": "date: 2021-10-12\nitems: [{title: Budget}]\n",
            "records/meetings/m2.yaml": f"date: 2021-11-23\nitems: [{moved}]\n",
        }
    )
    told = scrutiny("changes", "--since", "HEAD", cwd=repository.root, env=ENV)
    assert MARK not in told.everything
    assert "Budget" not in told.out
