"""What git is asked, and what it is not: real repositories, nothing pretended."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.errors import UsageError
from scrutiny_cli.files import history
from scrutiny_cli.files.history import Change, NoHistory
from tests.registers import write_tree
from tests.repositories import Repository

ACTIONS = "records/actions/2021.yaml"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository without commits, whose folder's name holds a space and no ASCII."""
    return Repository(tmp_path / "the régister")


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository with one commit and a tag, which no test changes."""
    repository = Repository(tmp_path_factory.mktemp("settled"))
    repository.commit("2021-10-01", {ACTIONS: "x"})
    repository.git("tag", "--annotate", "--message=t", "v1")
    return repository


def paths(changes: tuple[Change, ...]) -> list[str]:
    return [change.path for change in changes]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2021-10-12T22:59:59+00:00", date(2021, 10, 12)),  # a minute to midnight, summer time
        ("2021-10-12T23:00:00+00:00", date(2021, 10, 13)),
        ("2021-11-12T23:59:59+00:00", date(2021, 11, 12)),
        ("2021-11-13T00:30:00+02:00", date(2021, 11, 12)),  # written down in another zone
    ],
)
def test_a_commit_belongs_to_the_civil_day_in_london(
    repository: Repository, moment: str, day: date
) -> None:
    made = repository.commit(moment, {ACTIONS: "- {id: a, action: b}\n"})
    past = history.find(repository.root)
    assert past.head() == (made, day)
    assert past.on_or_before(day).id == made
    with pytest.raises(NoHistory, match="begins after"):
        past.on_or_before(date(day.year, day.month, day.day - 1))


def test_the_last_commit_on_or_before_a_day(repository: Repository) -> None:
    first = repository.commit("2021-10-04", {ACTIONS: "- {id: a, action: b}\n"})
    repository.commit("2021-10-11")
    last = repository.commit("2021-10-11T15:00:00+00:00")
    repository.commit("2021-10-13")
    past = history.find(repository.root)
    assert past.on_or_before(date(2021, 10, 10)).id == first
    assert past.on_or_before(date(2021, 10, 12)).id == last
    with pytest.raises(NoHistory, match="begins after 1 January 1960"):
        past.on_or_before(date(1960, 1, 1))


def test_what_a_merge_brings_in_counts_from_the_merge_on(repository: Repository) -> None:
    first = repository.commit("2021-10-01", {ACTIONS: "- {id: a, action: b}\n"})
    repository.git("switch", "--quiet", "--create", "work")
    repository.commit("2021-10-05", {ACTIONS: "- {id: a, action: c}\n"})
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--message=merge", "work", day="2021-10-20")
    past = history.find(repository.root)
    assert past.on_or_before(date(2021, 10, 10)).id == first


def test_only_record_files_that_differ_are_told(repository: Repository) -> None:
    odd = "records/actions/a “b” -c\t.yaml"
    first = repository.commit(
        "2021-10-01",
        {
            ".gitignore": "secret.yaml\n",
            "notes.yaml": "x",
            "records/papers/p.yaml": "x",
            "records/actions/readme.md": "x",
            "records/actions/.hidden.yaml": "x",
            "records/actions/gone.yaml": "x",
            "records/actions/same.yaml": "x",
            odd: "x",
        },
    )
    repository.write(
        {
            "notes.yaml": "y",
            "records/papers/p.yaml": "y",
            "records/actions/readme.md": "y",
            "records/actions/.hidden.yaml": "y",
            "records/actions/gone.yaml": None,
            "records/actions/Ünew.yml": "y",
            "records/actions/secret.yaml": "y",
            "records/unknown/x.yaml": "y",
            odd: "y",
        }
    )
    past = history.find(repository.root)
    changes = past.changes(first, None, KINDS)
    assert paths(changes) == sorted([odd, "records/actions/gone.yaml", "records/actions/Ünew.yml"])
    contents = past.read(change.before for change in changes if change.before)
    assert [contents[c.before] if c.before else None for c in changes] == [
        {odd: b"x", "records/actions/gone.yaml": b"x"}.get(path) for path in paths(changes)
    ]


def test_two_commits_are_compared_without_the_work_tree(repository: Repository) -> None:
    first = repository.commit("2021-10-01", {ACTIONS: "one"})
    second = repository.commit("2021-10-02", {ACTIONS: "two", "records/people/p.yaml": "p"})
    repository.write({ACTIONS: "three", "records/people/q.yaml": "q"})
    past = history.find(repository.root)
    actions, person = past.changes(first, second, KINDS)
    contents = past.read(name for name in (*actions, *person) if name and len(name) == 40)
    assert (actions.path, person.path) == (ACTIONS, "records/people/p.yaml")
    assert contents[actions.before or ""] == b"one"
    assert contents[actions.after or ""] == b"two"
    assert person.before is None
    assert contents[person.after or ""] == b"p"


def test_contents_come_as_they_are(repository: Repository) -> None:
    """Whatever bytes: line ends, nothing at all, something that looks like git's own words."""
    texts = [b"", b"\n", b"a\r\n\x00\xff", b"0000 blob 3\nabc\n", b"no end"]
    files = {f"records/actions/{number}.yaml": text for number, text in enumerate(texts)}
    first = repository.commit("2021-10-01", files)
    repository.write(dict.fromkeys(files))
    past = history.find(repository.root)
    changes = past.changes(first, None, KINDS)
    contents = past.read(change.before or "" for change in changes)
    assert [contents[change.before or ""] for change in changes] == texts
    assert past.read([]) == {}


def test_a_register_in_a_sub_folder_sees_only_itself(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "councils/example")
    first = repository.commit("2021-10-01", {ACTIONS: "one"})
    write_tree(tmp_path, {"records/actions/elsewhere.yaml": "x"})
    repository.commit("2021-10-02", {ACTIONS: "two"})
    past = history.find(repository.root)
    assert past.on_or_before(date(2021, 10, 1)).id == first
    assert paths(past.changes(first, None, KINDS)) == [ACTIONS]


def test_records_that_came_into_an_older_repository_have_no_history_before(
    repository: Repository,
) -> None:
    repository.commit("2021-09-01", {"readme.md": "x"})
    repository.commit("2021-10-01", {ACTIONS: "x"})
    with pytest.raises(NoHistory, match="of the records begins after 15 September 2021"):
        history.find(repository.root).on_or_before(date(2021, 9, 15))


def test_a_link_is_no_record_of_its_own(repository: Repository) -> None:
    first = repository.commit("2021-10-01", {ACTIONS: "x"})
    try:
        (repository.root / "records/actions/link.yaml").symlink_to("2021.yaml")
    except OSError:  # pragma: no cover
        pytest.skip("this system makes no links")
    second = repository.commit("2021-10-02")
    assert history.find(repository.root).changes(first, second, KINDS) == ()


@pytest.mark.parametrize("name", ["main", "HEAD", "v1", "HEAD~0", "@{0}"])
def test_a_revision_may_be_named_as_git_names_it(settled: Repository, name: str) -> None:
    made = settled.git("rev-parse", "HEAD")
    assert history.find(settled.root).resolve(name) == (made, date(2021, 10, 1))
    assert history.find(settled.root).resolve(made[:9]).id == made


@pytest.mark.parametrize("name", ["-x", "--output=x", "", "a\nb", "a\0b", "\udcff"])
def test_what_could_be_an_option_is_no_revision(settled: Repository, name: str) -> None:
    with pytest.raises(UsageError, match="is not a revision"):
        history.find(settled.root).resolve(name)
    assert not (settled.folder / "x").exists()


@pytest.mark.parametrize(
    "name", ["nope", "HEAD:records", "HEAD..HEAD", "^HEAD", "HEAD~7", "HEAD x"]
)
def test_a_revision_that_is_not_there_is_said_not_to_be(settled: Repository, name: str) -> None:
    with pytest.raises(NoHistory, match="git does not know the revision") as caught:
        history.find(settled.root).resolve(name)
    assert caught.value.exit_code == 3
    assert caught.value.hint


def test_a_shallow_clone_says_that_it_is_shallow(repository: Repository, tmp_path: Path) -> None:
    first = repository.commit("2021-10-01", {ACTIONS: "one"})
    repository.commit("2021-10-20", {ACTIONS: "two"})
    clone = tmp_path / "clone"
    source = repository.folder.resolve().as_uri()
    repository.git("clone", "--quiet", "--depth=1", source, str(clone))
    past = history.find(clone)
    assert past.shallow
    assert past.on_or_before(date(2021, 10, 20)).id == repository.git("rev-parse", "HEAD")
    with pytest.raises(NoHistory, match="shallow and does not go back to 19 October 2021") as day:
        past.on_or_before(date(2021, 10, 19))
    with pytest.raises(NoHistory, match="shallow and holds no revision") as revision:
        past.resolve(first)
    assert "--unshallow" in (day.value.hint or "")
    assert "--unshallow" in (revision.value.hint or "")


def test_a_folder_outside_git_has_no_history(tmp_path: Path) -> None:
    with pytest.raises(NoHistory, match="there is no git history here"):
        history.find(tmp_path)


def test_a_repository_without_commits_has_no_history(repository: Repository) -> None:
    repository.write({ACTIONS: "x"})
    past = history.find(repository.root)
    assert past.head() is None
    with pytest.raises(NoHistory, match="nothing is committed yet"):
        past.on_or_before(date(2021, 10, 1))


def test_without_git_it_says_so(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository.folder))
    with pytest.raises(NoHistory, match="git is not installed"):
        history.find(repository.root)


@pytest.mark.skipif(os.name == "nt", reason="makes a script")
def test_a_git_in_the_current_folder_is_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "git"
    script.write_text("#!/bin/sh\ntouch ran\n")
    script.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "bin"]))
    with pytest.raises(NoHistory, match="git is not installed"):
        history.find(tmp_path)
    assert not (tmp_path / "ran").exists()


def test_what_a_hook_or_an_alias_sets_leads_git_nowhere_else(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = repository.commit("2021-10-01", {ACTIONS: "x"})
    other = Repository(tmp_path / "other")
    other.commit("2021-10-02", {ACTIONS: "y"})
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.folder))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "no such index"))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "0")
    past = history.find(repository.root)
    head = past.head()
    assert head
    assert head.id == made
    assert past.changes(made, None, KINDS) == ()


@pytest.mark.skipif(os.name == "nt", reason="makes a script")
def test_no_program_of_a_strangers_settings_is_run_and_nothing_is_written(
    repository: Repository,
) -> None:
    first = repository.commit("2021-10-01", {ACTIONS: "x"})
    spy = repository.folder / ".git" / "spy"
    spy.write_text(f"#!/bin/sh\ntouch '{repository.folder}/ran'\n")
    spy.chmod(0o755)
    for setting in ("core.fsmonitor", "diff.external", "core.pager", "diff.x.textconv"):
        repository.git("config", setting, str(spy))
    repository.write({".gitattributes": "*.yaml diff=x\n", ACTIONS: "y"})
    os.utime(repository.root / ACTIONS, (1, 1))
    index = (repository.folder / ".git" / "index").read_bytes()
    assert paths(history.find(repository.root).changes(first, None, KINDS)) == [ACTIONS]
    assert not (repository.folder / "ran").exists()
    assert (repository.folder / ".git" / "index").read_bytes() == index


@pytest.mark.skipif(os.name == "nt", reason="makes a script")
@pytest.mark.parametrize("name", ["lfs", "with.dots"])
@pytest.mark.parametrize("setting", ["clean", "process"])
def test_proposed_attributes_run_no_filter_of_the_clerks_own_git(
    name: str, setting: str, repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = repository.commit("2021-10-01", {ACTIONS: "x", "scrutiny.toml": ""})
    own = tmp_path / "gitconfig"
    own.write_text(
        f'[filter "{name}"]\n\t{setting} = "touch \'{tmp_path}/ran\'; cat"\n\trequired = true\n'
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    repository.write({".gitattributes": f"* filter={name}\n", ACTIONS: "y"})
    for path in (ACTIONS, "scrutiny.toml"):
        os.utime(repository.root / path, (1, 1))
    past = history.find(repository.root)
    assert paths(past.changes(first, None, KINDS)) == [ACTIONS]
    assert past.other_changes(first, None) == ()
    assert not (tmp_path / "ran").exists()


def test_a_broken_repository_is_told_in_gits_own_words(repository: Repository) -> None:
    first = repository.commit("2021-10-01", {ACTIONS: "x"})
    past = history.find(repository.root)
    (repository.folder / ".git" / "index").write_bytes(b"not an index")
    with pytest.raises(NoHistory, match=r"git diff failed: .*index"):
        past.changes(first, None, KINDS)
    (repository.folder / ".git" / "config").write_text("[broken\n")
    with pytest.raises(NoHistory, match="git cannot be used here"):
        history.find(repository.root)


def test_a_clone_without_contents_says_what_it_lacks(
    repository: Repository, tmp_path: Path
) -> None:
    first = repository.commit("2021-10-01", {ACTIONS: "one"})
    blob = repository.git("rev-parse", f"{first}:{ACTIONS}")
    (repository.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(NoHistory, match="does not hold all contents"):
        history.find(repository.root).read([blob])


def test_the_fixture_is_what_git_itself_says(repository: Repository) -> None:
    """The days of the commits are the ones given, not the machine's."""
    repository.commit("2021-10-12", {ACTIONS: "x"})
    said = subprocess.run(
        ["git", "log", "-1", "--format=%cs %as"],
        cwd=repository.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "2021-10-12 2021-10-12"


# --------------------------------------------------------------- whose history it is, and what it reaches


def test_files_that_look_like_a_repository_decide_nothing(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "council", "register")
    first = repository.commit("2021-10-01", {ACTIONS: "one"})
    for name in ("HEAD", "objects", "refs"):
        (repository.root / name).symlink_to(repository.folder / ".git" / name)
    (repository.root / "config").write_text(
        "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ..\n"
    )
    past = history.find(repository.root)
    assert (past.top, past.folder) == (repository.folder, "register/")
    repository.write({ACTIONS: "two"})
    assert paths(past.changes(first, None, KINDS)) == [ACTIONS]


def test_a_folder_called_git_that_is_no_repository_is_passed_over(repository: Repository) -> None:
    made = repository.commit("2021-10-01", {ACTIONS: "one"})
    (repository.root / "records" / ".git").mkdir()
    past = history.find(repository.root / "records")
    assert past.top == repository.folder
    assert past.resolve("HEAD").id == made


def test_a_linked_work_tree_has_the_history_of_its_repository(
    repository: Repository, tmp_path: Path
) -> None:
    made = repository.commit("2021-10-01", {ACTIONS: "one"})
    repository.git("worktree", "add", "--quiet", str(tmp_path / "other"))
    head = history.find(tmp_path / "other").head()
    assert head
    assert head.id == made


@pytest.mark.parametrize(("old", "new"), [("council", "scrutiny"), ("", "council"), ("a", "b/c")])
def test_a_register_is_followed_into_another_folder(old: str, new: str, tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work", old)
    write_tree(repository.folder / "beside", {ACTIONS: "another register"})
    elm = "records/people/elm.yaml"
    first = repository.commit("2021-10-01", {ACTIONS: "one", elm: "x", "scrutiny.toml": "s"})
    target = repository.folder / new
    target.mkdir(parents=True, exist_ok=True)
    for name in ("records", "scrutiny.toml"):
        (repository.root / name).rename(target / name)
    write_tree(target, {ACTIONS: "two", "records/people/oak.yaml": "y"})
    past = history.find(target)
    expected = [ACTIONS, "records/people/oak.yaml"]
    assert paths(past.changes(first, None, KINDS)) == expected
    assert set(past.tree(first, "records", "scrutiny.toml")) == {ACTIONS, elm, "scrutiny.toml"}
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message=renamed", day="2021-10-05")
    second = repository.git("rev-parse", "HEAD")
    assert paths(past.changes(first, second, KINDS)) == expected
    assert paths(past.changes(first, None, KINDS)) == expected
    assert past.on_or_before(date(2021, 10, 2)).id == first


def test_a_register_that_is_still_there_is_not_taken_for_the_past_of_a_new_one(
    tmp_path: Path,
) -> None:
    repository = Repository(tmp_path / "work", "health")
    first = repository.commit("2021-10-01", {ACTIONS: "one"})
    write_tree(repository.folder / "adults", {ACTIONS: "one"})
    (change,) = history.find(repository.folder / "adults").changes(first, None, KINDS)
    assert change == Change(ACTIONS, None, None)


def test_a_record_that_becomes_a_link_is_a_change(repository: Repository) -> None:
    first = repository.commit("2021-10-01", {ACTIONS: "x", "other.yaml": "y"})
    (repository.root / ACTIONS).unlink()
    try:
        (repository.root / ACTIONS).symlink_to("../../other.yaml")
    except OSError:  # pragma: no cover
        pytest.skip("this system makes no links")
    second = repository.commit("2021-10-02")
    past = history.find(repository.root)
    for until in (None, second):
        (change,) = past.changes(first, until, KINDS)
        assert (change.path, change.after) == (ACTIONS, None)
        assert change.before
    assert past.out_of_reach([ACTIONS]) == {ACTIONS}


def test_what_git_does_not_hold_is_out_of_its_reach(repository: Repository) -> None:
    ignored, new = "records/people/ignored.yaml", "records/people/new.yaml"
    nested = "records/measures/nested.yaml"
    repository.commit("2021-10-01", {ACTIONS: "x", ".gitignore": "ignored.yaml\n"})
    repository.write({ignored: "x", new: "x"})
    inner = Repository(repository.root / "records" / "measures")
    inner.commit("2021-10-01", {"nested.yaml": "x"})
    past = history.find(repository.root)
    assert past.out_of_reach([ACTIONS, ignored, new, nested]) == {ignored, nested}


def test_the_other_files_of_a_register_that_differ(repository: Repository) -> None:
    first = repository.commit(
        "2021-10-01", {ACTIONS: "x", "scrutiny.toml": "a", "notes.txt": "a", "README.md": "a"}
    )
    repository.write(
        {
            "scrutiny.toml": "b",
            "notes.txt": "b",
            "templates/agenda.html.j2": "b",
            "records/papers/p.md": "b",
            ".github/workflows/records.yml": "b",
        }
    )
    assert history.find(repository.root).other_changes(first, None) == (
        ".github/workflows/records.yml",
        "records/papers/p.md",
        "scrutiny.toml",
        "templates/agenda.html.j2",
    )


def test_three_dots_mean_where_two_branches_went_apart(repository: Repository) -> None:
    first = repository.commit("2021-10-01", {ACTIONS: "x"})
    repository.git("switch", "--quiet", "--create", "side")
    repository.commit("2021-10-02", {ACTIONS: "y"})
    repository.git("switch", "--quiet", "main")
    repository.commit("2021-10-03", {"records/people/p.yaml": "y"})
    past = history.find(repository.root)
    assert past.resolve("side...main").id == first
    assert past.resolve("side...").id == first
    with pytest.raises(NoHistory, match="git does not know the revision"):
        past.resolve("side...nowhere")
