"""NEW and UPDATED since the last meeting: from real git histories, and from the records' own dates."""

from datetime import date
from pathlib import Path

import pytest

from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.errors import UsageError
from scrutiny_cli.files.history import NoHistory
from scrutiny_cli.workspace.loading import load
from scrutiny_cli.workspace.marks import ChangeMarks, is_of, since
from tests.registers import write_tree
from tests.repositories import TWO_MEETINGS, Repository, action, meeting

LOG = "records/actions/2021.yaml"
NOVEMBER = date(2021, 11, 15)
PUBLISHED = "New and updated since the agenda of 12 October 2021 was published on 4 October 2021"
OWN = "by the dates in the records"
Marks = dict[str, tuple[str, ...]]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A register as it stood when the agenda of 12 October 2021 was published."""
    repository = Repository(tmp_path / "register")
    repository.commit("2021-09-30", TWO_MEETINGS)
    repository.commit("2021-10-04", {LOG: action("a", due="2021-12-01") + action("b")})
    return repository


def asked(
    root: Path, as_of: date = NOVEMBER, spec: str | None = None, *, private: bool = False
) -> ChangeMarks:
    loaded = load(root)
    register = loaded.register if private else loaded.public
    bodies = list(register.committees.values())
    return since(loaded, register, bodies, as_of, spec, private=private)


def marked(
    root: Path, as_of: date = NOVEMBER, spec: str | None = None, kind: str = "actions"
) -> Marks:
    """The marks of a kind as short words: ``{"a": ("UPDATED", "due"), "b": ("NEW",)}``."""
    found = asked(root, as_of, spec).marks
    return {name: (mark.word, *mark.fields) for (of, name), mark in found.items() if of == kind}


def test_between_two_meetings_each_record_is_marked_with_its_fields(
    repository: Repository,
) -> None:
    repository.commit("2021-10-20", {LOG: action("a", due="2021-12-24") + action("b")})
    repository.commit(
        "2021-11-10",
        {
            LOG: action("a", due="2021-12-24", owner="Clerk")
            + action("b", completed="2021-11-09", evidence="Sent")
            + action("c")
        },
    )
    found = asked(repository.root)
    assert found.words == (PUBLISHED,)
    assert found.marks == {
        ("actions", "a"): Mark("UPDATED", ("owner", "due")),
        ("actions", "b"): Mark("UPDATED", ("completed", "evidence")),
        ("actions", "c"): Mark("NEW"),
    }


def test_what_changed_and_changed_back_is_not_marked(repository: Repository) -> None:
    repository.commit("2021-10-20", {LOG: action("a", due="2022-01-01") + action("b")})
    repository.commit("2021-11-10", {LOG: action("a", due="2021-12-01") + action("b")})
    assert marked(repository.root) == {}


def test_a_renamed_file_and_a_record_in_another_file_are_no_change(repository: Repository) -> None:
    (repository.root / "records/actions/by year").mkdir()
    repository.git("mv", LOG, "records/actions/by year/2021-22 é.yaml")
    repository.commit("2021-10-20")
    assert marked(repository.root) == {}
    repository.commit(
        "2021-10-21",
        {
            "records/actions/by year/2021-22 é.yaml": action("b"),
            "records/actions/other.yaml": action("a", due="2021-12-01", owner="Clerk"),
        },
    )
    assert marked(repository.root) == {"a": ("UPDATED", "owner")}


def test_a_rebased_branch_counts_from_the_day_it_came_in(tmp_path: Path) -> None:
    """Written before the publication, rebased and merged after it: the paper did not hold it."""
    repository = Repository(tmp_path)
    log = "records/actions/work.yaml"
    repository.commit("2021-09-30", {**TWO_MEETINGS, LOG: action("a"), log: action("b")})
    repository.git("switch", "--quiet", "--create", "work")
    old = repository.commit("2021-10-02", {log: action("b", owner="Clerk") + action("c")})
    repository.git("switch", "--quiet", "main")
    repository.commit("2021-10-04", {LOG: action("a", owner="Chair")})
    repository.git("switch", "--quiet", "work")
    repository.git("rebase", "--quiet", "main", day="2021-11-05")
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--ff-only", "work")
    assert repository.git("log", "-1", "--format=%as %cs") == "2021-10-02 2021-11-05"
    assert marked(tmp_path) == {"b": ("UPDATED", "owner"), "c": ("NEW",)}
    # The commit that the rebase left behind can still be asked about.
    assert marked(tmp_path, spec=old) == {"a": ("UPDATED", "owner")}


def test_a_history_rewritten_with_its_days_kept_tells_the_same(repository: Repository) -> None:
    old = repository.commit("2021-10-20", {LOG: action("a", due="2021-12-24") + action("b")})
    before = marked(repository.root)
    rewrite = ("rebase", "--quiet", "--root", "--force-rebase", "--signoff")
    repository.git(*rewrite, "--committer-date-is-author-date", day="2021-11-12")
    assert repository.git("rev-parse", "HEAD") != old
    assert marked(repository.root) == before == {"a": ("UPDATED", "due")}


def test_a_history_rewritten_without_them_begins_anew_and_that_is_said(
    repository: Repository,
) -> None:
    log = action("a", completed="2021-10-20") + action("b", added="2021-10-05")
    repository.commit("2021-10-20", {LOG: log})
    repository.git("rebase", "--quiet", "--root", "--force-rebase", "--signoff", day="2021-11-12")
    assert marked(repository.root) == {"a": ("UPDATED", "completed"), "b": ("NEW",)}
    assert asked(repository.root).words == (f"{PUBLISHED}, {OWN}",)


def test_edits_not_yet_committed_count_while_the_day_is_open(repository: Repository) -> None:
    repository.write(
        {LOG: action("a", due="2021-12-01", owner="Clerk"), "records/actions/b.yaml": action("b")}
    )
    assert marked(repository.root) == {"a": ("UPDATED", "owner")}


def test_what_came_after_the_as_at_day_is_not_marked(repository: Repository) -> None:
    repository.commit("2021-10-20", {LOG: action("a", due="2021-12-24") + action("b")})
    repository.commit("2021-11-20", {LOG: action("a", due="2021-12-24") + action("b", owner="X")})
    repository.write({LOG: action("a") + action("b", owner="Y") + action("z")})
    assert marked(repository.root) == {"a": ("UPDATED", "due")}


def test_on_the_day_of_a_meeting_the_one_before_counts(repository: Repository) -> None:
    repository.commit("2021-10-20", {LOG: action("a", due="2021-12-24") + action("b")})
    repository.commit("2021-11-20", {LOG: action("a", due="2021-12-24") + action("b", owner="X")})
    both = {"a": ("UPDATED", "due"), "b": ("UPDATED", "owner")}
    assert marked(repository.root, date(2021, 11, 23)) == both
    assert marked(repository.root, date(2021, 11, 24)) == {"b": ("UPDATED", "owner")}
    assert asked(repository.root, date(2021, 11, 24)).words == (
        "New and updated since the agenda of 23 November 2021 was published on 15 November 2021",
    )


def test_a_meeting_that_did_not_take_place_is_not_the_last(repository: Repository) -> None:
    repository.commit("2021-10-20", {LOG: action("a", due="2021-12-24") + action("b")})
    repository.commit("2021-10-22", meeting("2021-11-02", more="status: cancelled\n"))
    assert asked(repository.root).words == (PUBLISHED,)


@pytest.mark.parametrize("spec", ["cyp-2021-10-12", "2021-10-04", "04/10/2021", "HEAD~1", "main^"])
def test_since_may_be_a_meeting_a_day_or_a_revision(repository: Repository, spec: str) -> None:
    repository.commit("2021-10-20", {LOG: action("a", due="2021-12-24") + action("b")})
    assert marked(repository.root, spec=spec) == {"a": ("UPDATED", "due")}


def test_a_meeting_without_its_day_of_publication_counts_from_its_own(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("2021-10-11", {**TWO_MEETINGS, **meeting("2021-10-12"), LOG: action("a")})
    repository.commit("2021-10-12", {LOG: action("a", owner="Clerk")})
    repository.commit("2021-10-13", {LOG: action("a", owner="Clerk", due="Nov 2021")})
    assert marked(tmp_path) == {"a": ("UPDATED", "due")}
    assert asked(tmp_path).words == ("New and updated since the meeting of 12 October 2021",)


@pytest.mark.parametrize("spec", ["2021-11-16", "cyp-2021-11-23"])
def test_since_cannot_lie_after_the_as_at_day(repository: Repository, spec: str) -> None:
    with pytest.raises(UsageError, match="is after the as-at date"):
        asked(repository.root, date(2021, 11, 1), spec)


def test_a_reply_updates_the_recommendation_it_answers(repository: Repository) -> None:
    text = "meeting: cyp-2021-10-12\ntext: Do it.\n"
    files = {f"records/recommendations/{name}.yaml": text for name in ("r", "s", "t")}
    repository.commit("2021-10-04", files)
    repository.commit(
        "2021-10-20",
        {
            "records/responses/x.yaml": "to: [r, s]\ndecision: agreed\n",
            "records/recommendations/s.yaml": f"{text}notified: 2021-10-14\n",
            "records/recommendations/u.yaml": text,
            "records/responses/y.yaml": "to: u\n",
        },
    )
    assert marked(repository.root, kind="recommendations") == {
        "r": ("UPDATED", "response"),
        "s": ("UPDATED", "notified", "response"),
        "u": ("NEW",),
    }
    assert marked(repository.root, kind="responses") == {"x": ("NEW",), "y": ("NEW",)}


def test_what_stands_in_no_document_is_no_update(repository: Repository) -> None:
    log = action("a", due="2021-12-01", notes="Ring them.", source="Minute 4") + action("b")
    repository.commit("2021-10-20", {LOG: log})
    assert marked(repository.root) == {}


def test_an_old_version_with_faults_is_said_not_to_be_compared(repository: Repository) -> None:
    repository.commit("2021-10-04", {"records/actions/old.yaml": "- id: z\n  actoin: Do it\n"})
    repository.commit("2021-10-20", {"records/actions/old.yaml": action("z"), LOG: "- id: ["})
    repository.commit("2021-10-21", {LOG: action("a", due="Nov 2021") + action("b")})
    found = asked(repository.root)
    assert found.marks == {("actions", "a"): Mark("UPDATED", ("due",))}
    assert found.words == (PUBLISHED, "Not compared, because of errors then: 1 record")


def test_each_committee_has_its_own_last_meeting(repository: Repository) -> None:
    health = "name: Health Scrutiny Committee\ncouncil: Exampleshire Council\n"
    both = action("h", committee="hwb") + action("c", committee="cyp")
    meetings = {
        path: f"{text}committee: cyp\n"
        for path, text in TWO_MEETINGS.items()
        if path.startswith("records/meetings")
    }
    hwb = "committee: hwb\ndate: 2021-11-02\npublished_on: 2021-10-25\n"
    repository.commit(
        "2021-10-04",
        {
            **meetings,
            "records/committees/hwb.yaml": health,
            "records/meetings/hwb-2021-11-02.yaml": hwb,
            LOG: both,
        },
    )
    repository.commit("2021-10-20", {LOG: both.replace("Do", "Now do")})
    assert marked(repository.root) == {"c": ("UPDATED", "action")}
    november = (
        "New and updated since the agenda of 2 November 2021 was published on 25 October 2021"
    )
    assert asked(repository.root).words == (
        f"{PUBLISHED} (Children and Young People Scrutiny Committee)",
        f"{november} (Health Scrutiny Committee)",
    )
    assert set(marked(repository.root, spec="2021-10-10")) == {"h", "c"}
    assert asked(repository.root, spec="2021-10-10").words == (
        "New and updated since 10 October 2021",
    )


def test_a_change_of_exempt_words_alone_marks_nothing(repository: Repository) -> None:
    item = "items:\n  - {{id: v, title: {}, classification: exempt, exempt: {{public_title: A}}}}\n"
    held = "records/meetings/cyp-2021-10-12.yaml"
    text = TWO_MEETINGS[held]
    log = action("a") + action("e", meeting="cyp-2021-10-12", item="v", action="{}")
    repository.commit("2021-10-04", {held: text + item.format("Jo"), LOG: log.format("One")})
    repository.commit("2021-10-20", {held: text + item.format("Sam"), LOG: log.format("Two")})
    assert asked(repository.root).marks == {}
    assert asked(repository.root, private=True).marks == {
        ("meetings", "cyp-2021-10-12"): Mark("UPDATED", ("items",)),
        ("actions", "e"): Mark("UPDATED", ("action",)),
    }


OWN_DATES = {
    **TWO_MEETINGS,
    LOG: action("old", meeting="cyp-2021-09-07", progress="[{on: 2021-10-04, note: Begun.}]")
    + action("arisen", meeting="cyp-2021-10-12")
    + action("added", added="2021-10-05")
    + action("noted", progress="[{on: 2021-10-05, note: Asked.}]")
    + action("done", completed="2021-11-15", moved="[{from: a, to: b, on: 2021-11-01}]")
    + action("later", added="2021-11-16", completed="2021-11-16"),
    **meeting("2021-09-07"),
    "records/recommendations/r.yaml": "meeting: cyp-2021-09-07\ntext: Do it.\n",
    "records/recommendations/new.yaml": "meeting: cyp-2021-10-12\ntext: Do it.\n",
    "records/responses/x.yaml": "to: r\non: 2021-11-01\n",
    "records/plans/p.yaml": (
        "title: Plan\naims:\n  - title: Aim\n    actions:\n"
        "      - {id: '1', action: Do, ratings: [{on: 2021-11-01, rag: red}]}\n"
    ),
    "records/measures/m.yaml": "title: M\ntarget: {by: [{2021-11-01: 5}]}\n",
}
BY_DATES = {
    ("actions", "arisen"): Mark("NEW"),
    ("actions", "added"): Mark("NEW"),
    ("actions", "noted"): Mark("UPDATED", ("progress",)),
    ("actions", "done"): Mark("UPDATED", ("completed", "moved")),
    ("recommendations", "new"): Mark("NEW"),
    ("recommendations", "r"): Mark("UPDATED", ("response",)),
    ("responses", "x"): Mark("NEW"),
    ("plans", "p"): Mark("UPDATED", ("aims",)),
}


def by_own_dates(found: ChangeMarks) -> str:
    """Check what the records' own dates give; why they had to be used."""
    marks = {key: mark for key, mark in found.marks.items() if key[0] != "meetings"}
    assert marks == BY_DATES
    assert found.words == (f"{PUBLISHED}, {OWN}",)
    (note,) = found.notes
    return note.removeprefix("NEW and UPDATED are not marked from git: ")


def test_outside_git_the_records_own_dates_have_to_do(tmp_path: Path) -> None:
    write_tree(tmp_path, OWN_DATES)
    assert by_own_dates(asked(tmp_path)).startswith("there is no git history here (keep")


def test_without_git_the_records_own_dates_have_to_do(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2021-10-20", OWN_DATES)
    monkeypatch.setenv("PATH", str(repository.folder))
    assert by_own_dates(asked(repository.root)).startswith("git is not installed")


def test_a_history_too_short_is_made_up_for_by_the_records_own_dates(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("2021-11-01", OWN_DATES)
    reason = "the git history of the records begins after 4 October 2021"
    assert by_own_dates(asked(tmp_path)).startswith(reason)


def test_a_shallow_clone_is_made_up_for_and_told(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2021-11-01", OWN_DATES)
    clone = tmp_path / "clone"
    source = repository.folder.resolve().as_uri()
    repository.git("clone", "--quiet", "--depth=1", source, str(clone))
    note = by_own_dates(asked(clone))
    assert note.startswith("the clone is shallow and does not go back to 4 October 2021")
    assert "git fetch --unshallow" in note


def test_own_dates_can_be_reckoned_from_a_day(tmp_path: Path) -> None:
    write_tree(tmp_path, OWN_DATES)
    assert marked(tmp_path, spec="2021-10-11") == {
        "arisen": ("NEW",),
        "done": ("UPDATED", "completed", "moved"),
    }


def test_a_revision_needs_git(tmp_path: Path) -> None:
    write_tree(tmp_path, OWN_DATES)
    with pytest.raises(NoHistory, match="there is no git history here"):
        asked(tmp_path, spec="main")


def test_before_the_first_meeting_nothing_is_marked(repository: Repository) -> None:
    found = asked(repository.root, date(2021, 10, 12))
    assert found.marks == {}
    assert found.words == ("Nothing is marked as new or updated: there was no earlier meeting",)


def test_a_committee_s_own_record_is_no_other_committee_s(tmp_path: Path) -> None:
    health = "name: Health Scrutiny Committee\ncouncil: Exampleshire Council\n"
    root = write_tree(tmp_path, {**TWO_MEETINGS, "records/committees/hwb.yaml": health})
    register = load(root).register
    assert {
        (name, whose): is_of(register, ("committees", name), register.committees[whose])
        for name in ("cyp", "hwb")
        for whose in ("cyp", "hwb")
    } == {
        ("cyp", "cyp"): True,
        ("cyp", "hwb"): False,
        ("hwb", "cyp"): False,
        ("hwb", "hwb"): True,
    }
