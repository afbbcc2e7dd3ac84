"""What `changes` says beside the records: settings, papers, other files, and what it cannot compare."""

import json
from pathlib import Path

import pytest

from tests.inside import Told, scrutiny
from tests.registers import BASE
from tests.repositories import Repository

AT = {"SCRUTINY_AS_OF": "2021-11-16"}
PRIVATE = {"scrutiny.toml": 'visibility = "private"\n'}
ACTIONS = "records/actions/2021.yaml"
PAPER = "records/papers/report.md"
WRONG = {ACTIONS: "{id: A-1, action: Do it., meeting: nowhere}\n"}
EXEMPT = (
    "items:\n  - {id: lease, title: The lease, classification: exempt, "
    "exempt: {paragraphs: [3], public_title: A lease}}\n"
)
MEETING = "records/meetings/cyp-2021-11-23.yaml"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "register")
    made.commit("2021-11-01", BASE)
    return made


def changes(repository: Repository, *more: str) -> Told:
    return scrutiny(
        *("changes", "--since", "HEAD", "--format", "markdown", "--root", repository.root),
        *more,
        env=AT,
    )


def body(repository: Repository, *more: str) -> str:
    """What is between the title and the foot."""
    told = changes(repository, *more)
    assert told.code == 0, told.err
    return told.out.removeprefix("# Changes in the records\n\n").partition("\n---\n")[0]


def test_no_change_is_reported_in_one_sentence(repository: Repository) -> None:
    assert body(repository) == "Nothing has changed in the records.\n"


@pytest.mark.parametrize(
    ("before", "now", "lines"),
    [
        (None, 'visibility = "private"\n', ["Visibility: private (before: public)"]),
        ('visibility = "private"\n', None, ["Visibility: public (before: private)"]),
        (None, 'committee = "cyp"\n', ["Committee: cyp (before: none)"]),
        ('output = "out"\n', None, ["Folder for documents: build (before: out)"]),
        (None, "# nothing\n", ["scrutiny.toml: changed, with the same effect"]),
        (
            'committee = "cyp"\n',
            'committee = "cyp"\nvisibility = "private"\noutput = "out"\n',
            ["Visibility: private (before: public)", "Folder for documents: out (before: build)"],
        ),
    ],
)
def test_settings_that_change_are_named(
    before: str | None, now: str | None, lines: list[str], repository: Repository
) -> None:
    if before:
        repository.commit("2021-11-02", {"scrutiny.toml": before})
    repository.write({"scrutiny.toml": now})
    assert body(repository).partition("## Settings and other files\n\n")[2].splitlines() == [
        f"- {line}" for line in lines
    ]


def test_papers_and_other_files_are_named_with_the_records(repository: Repository) -> None:
    repository.write(
        {PAPER: "x", "templates/agenda.html.j2": "x", "records/people/elm.yaml": "name: E. Elm\n"}
    )
    assert body(repository) == (
        "## People\n\n- E. Elm: new\n\n"
        "## Settings and other files\n\n- Papers: 1 file changed\n- templates/agenda.html.j2: changed\n"
    )


def test_papers_of_a_private_register_are_not_for_the_public(repository: Repository) -> None:
    repository.commit("2021-11-02", {**PRIVATE, MEETING: BASE[MEETING] + EXEMPT})
    unchanged = changes(repository).out
    assert "Nothing that the public may see has changed in the records." in unchanged
    repository.write({PAPER: "x", MEETING: BASE[MEETING] + EXEMPT.replace("The lease", "A secret")})
    assert changes(repository).out == unchanged
    assert "- Papers: 1 file changed\n" in changes(repository, "--private").out


def test_comments_alone_change_no_record(repository: Repository) -> None:
    repository.write({MEETING: "# A comment.\n" + BASE[MEETING]})
    assert body(repository) == (
        "No record has changed. 1 file of records changed in comments or layout alone.\n"
    )


def test_what_git_does_not_hold_is_said_not_to_be_compared(repository: Repository) -> None:
    repository.commit("2021-11-02", {".gitignore": "/records/people/\n"})
    repository.git("rm", "--quiet", "--cached", "records/people/ash.yaml")
    repository.commit("2021-11-03")
    told = changes(repository)
    assert "Nothing that could be compared has changed in the records." in told.out
    assert "Not compared, because git does not have them: 1 record file." in told.out
    assert told.err == "warning: not compared, because git does not have them: 1 record file\n"
    told = scrutiny("changes", "--since", "HEAD", "--format", "json", "--root", repository.root)
    assert json.loads(told.out)["not_compared"] == [
        "Not compared, because git does not have them: 1 record file"
    ]


def test_a_committee_of_which_nothing_changed(repository: Repository) -> None:
    repository.commit(
        "2021-11-02", {"records/committees/asc.yaml": "name: Adults\ncouncil: Exampleshire\n"}
    )
    repository.write({"records/meetings/a.yaml": "{committee: asc, date: 2021-12-01}\n"})
    told = changes(repository, "--committee", "cyp")
    assert "Nothing of this committee has changed in the records." in told.out


def test_errors_from_before_in_a_private_register_stop_no_page_but_new_ones_do(
    repository: Repository,
) -> None:
    repository.commit("2021-11-02", {**PRIVATE, **WRONG})
    told = changes(repository)
    assert told.code == 0
    assert "What changed is not shown. The records have 1 error from before" in told.out
    told = scrutiny("changes", "--since", "HEAD", "--format", "json", "--root", repository.root)
    assert (told.code, told.out) == (1, ""), "no empty list for a machine"
    repository.write({MEETING: BASE[MEETING] + "tiem: 3 pm\n"})
    told = changes(repository)
    assert (told.code, told.out) == (1, "")
