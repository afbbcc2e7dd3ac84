"""``scrutiny check --changed-since``: only what a change brought in, from real git histories."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from scrutiny_cli.workspace.loading import load
from scrutiny_cli.workspace.new_problems import since
from tests.inside import scrutiny
from tests.registers import BASE, write_tree
from tests.repositories import Repository

CASES = Path(__file__).parents[1] / "cases" / "invalid"
ACTIONS = "records/actions/2021.yaml"
PEOPLE = "records/people/members.yaml"
OLD = "- id: A-1\n  action: Do it.\n  meeting: nowhere\n"
TWO_OLD = "- {id: ash-2, name: A, posts: [{post: ''}, {post: B}]}\n- {id: elm, nme: E}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A register with some faults in it, all of them committed."""
    made = Repository(tmp_path / "register")
    made.commit("2021-09-01", {**BASE, ACTIONS: OLD, PEOPLE: TWO_OLD})
    return made


def new(root: Path, revision: str = "HEAD") -> list[str]:
    """File, line and code of each fault that is new."""
    told = scrutiny("check", "--changed-since", revision, cwd=root)
    assert told.code == (1 if "error[" in told.out else 0), told.err
    return [
        f"{path}:{line} {rest.partition('[')[2].partition(']')[0]}"
        for path, line, _, rest in (text.split(":", 3) for text in told.out.splitlines())
    ]


def test_what_was_there_before_is_counted_and_not_told(repository: Repository) -> None:
    told = scrutiny("check", "--root", repository.root, "--changed-since", "HEAD")
    assert (told.code, told.out) == (0, "")
    assert told.err == (
        "4 records in 5 files: no new errors, no new warnings since HEAD; "
        "4 problems were there before. Incomplete: records/people/members.yaml cannot be read in "
        "full, so records may be missing here. `scrutiny check` says what to correct.\n"
    )
    assert scrutiny("check", "--root", repository.root).code == 1


def test_what_a_change_brings_in_is_told_with_its_place(repository: Repository) -> None:
    repository.write({ACTIONS: OLD + "- id: A-2\n  action: Do that.\n  meeting: nowhere\n"})
    assert new(repository.root) == [f"{ACTIONS}:6 unknown-reference"]
    told = scrutiny(
        "check", "--root", repository.root, "--changed-since", "HEAD", "--format", "json"
    )
    data = json.loads(told.out)
    assert (data["changed_since"], data["errors"]) == ("HEAD", 1)
    assert [fault["record"] for fault in data["diagnostics"]] == ["A-2"]
    annotated = scrutiny(
        "check", "--root", repository.root, "--changed-since", "HEAD", "--format", "github"
    )
    assert annotated.out.count("::error ") == 1


def test_a_fault_that_moves_down_in_its_file_is_not_new(repository: Repository) -> None:
    repository.write(
        {
            ACTIONS: "# The log.\n\n- {id: A-0, action: Do all.}\n" + OLD,
            PEOPLE: TWO_OLD.replace("posts: [", "posts: [{post: First}, "),
        }
    )
    assert new(repository.root) == []


@pytest.mark.parametrize("case", sorted(folder.name for folder in CASES.iterdir()))
def test_no_fault_of_any_code_is_new_below_a_comment(case: str, tmp_path: Path) -> None:
    repository = Repository(tmp_path / "register")
    files = {
        path.relative_to(CASES / case).as_posix(): path.read_bytes()
        for path in (CASES / case).rglob("*")
        if path.is_file() and path.name != "expected.txt"
    }
    repository.commit("2021-09-01", dict(files))
    moved = {
        name: b"# A line.\n\n" + raw
        for name, raw in files.items()
        if name.endswith(".yaml") and not raw.startswith((b"%", b"\xef\xbb\xbf"))
    }
    repository.write(moved)
    loaded = load(repository.root)
    found = since(loaded, "HEAD")
    assert found.new == ()
    assert found.known == loaded.diagnostics
    assert found.known


def test_of_faults_alike_the_one_put_in_is_told(repository: Repository) -> None:
    repository.write({PEOPLE: "- id: oak\n  name: O\n" + TWO_OLD})
    repository.commit("2021-09-02")
    posts = "  posts:\n    - post: ''\n      body: First\n    - post: ''\n      body: Last\n"
    repository.commit("2021-09-03", {"records/people/yew.yaml": f"name: Y\n{posts[2:]}"})
    more = posts.replace("posts:\n", "posts:\n    - post: ''\n      body: New\n")
    repository.write({"records/people/yew.yaml": f"name: Y\n{more[2:]}"})
    assert new(repository.root) == ["records/people/yew.yaml:3 empty-value"]
    assert len(new(repository.root, "HEAD~1")) == 3


def test_a_file_with_another_name_brings_nothing_new(repository: Repository) -> None:
    broken = "records/people/broken.yaml"
    alone = "records/people/yew.yaml"
    repository.commit("2021-09-02", {broken: "name: [A\n", alone: "name: Y\ntitle: ''\n"})
    for path in (ACTIONS, PEOPLE, broken, alone):
        to = path.replace("/2021", "/2021/log").replace("people/", "people/all/")
        (repository.root / to).parent.mkdir(exist_ok=True)
        (repository.root / path).rename(repository.root / to)
    assert new(repository.root) == []
    (repository.root / "records/people/all/yew.yaml").rename(
        repository.root / "records/people/y.yaml"
    )
    assert new(repository.root) == []


def test_a_renamed_and_edited_file_brings_in_what_was_edited(repository: Repository) -> None:
    repository.write({ACTIONS: None, "records/actions/log.yaml": "# Log\n" + OLD + "  deu: x\n"})
    assert new(repository.root) == ["records/actions/log.yaml:5 unknown-key"]


def test_what_a_change_breaks_in_another_file_is_told_there(repository: Repository) -> None:
    meeting = "records/meetings/cyp-2021-11-23.yaml"
    log = OLD + "- {id: A-2, action: Do that., meeting: cyp-2021-11-23}\n"
    repository.commit("2021-09-02", {ACTIONS: log})
    repository.write({meeting: None})
    assert new(repository.root) == [f"{ACTIONS}:4 unknown-reference"]


def test_a_duplicate_is_known_wherever_its_twin_has_moved(repository: Repository) -> None:
    twin = "- {id: ash, name: A}\n- {id: ash, name: B}\n"
    repository.commit("2021-09-02", {"records/people/twin.yaml": twin})
    repository.write({"records/people/ash.yaml": "# Chair\n\nname: Rowan Ash\ntitle: Councillor\n"})
    assert new(repository.root) == []


def test_settings_and_papers_count_too(repository: Repository) -> None:
    paper = "records/papers/report.pdf"
    items = (
        "items:\n  - {title: R, papers: [{title: R, file: papers/report.pdf}]}\n"
        "  - {title: C, classification: exempt, exempt: {paragraphs: [1], public_title: C}}\n"
    )
    name = "records/meetings/cyp-2021-11-23.yaml"
    repository.commit(
        "2021-09-02",
        {paper: b"%PDF", name: BASE[name] + items, "scrutiny.toml": 'visibility = "private"\n'},
    )
    assert new(repository.root) == []
    repository.write({paper: None, "scrutiny.toml": 'visibility = "public"\n'})
    # An id that leads nowhere is told with its words for the first time.
    assert new(repository.root) == [
        f"{ACTIONS}:3 unknown-reference",
        f"{name}:4 missing-paper",
        f"{name}:5 exempt-in-public",
        "scrutiny.toml:1 bad-setting",
    ]


def test_a_file_that_git_does_not_track_yet_is_new(repository: Repository) -> None:
    repository.write({"records/people/new.yaml": "nme: N\n", "records/stray.yaml": "a: b\n"})
    assert new(repository.root) == [
        "records/people/new.yaml:1 missing-field",
        "records/people/new.yaml:1 unknown-key",
        "records/stray.yaml:1 unknown-kind",
    ]
    repository.commit("2021-09-02")
    assert new(repository.root) == []


@pytest.mark.skipif(os.name != "posix", reason="needs links as POSIX has them")
def test_links_are_judged_where_they_stand(repository: Repository) -> None:
    link = repository.root / "records" / "people" / "link.yaml"
    link.symlink_to("/etc/hostname")
    assert new(repository.root) == ["records/people/link.yaml:1 unreadable-file"]
    repository.commit("2021-09-02")
    assert new(repository.root) == []


def test_a_register_below_the_top_of_its_repository(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "council/scrutiny")
    repository.commit("2021-09-01", {**BASE, ACTIONS: OLD})
    write_tree(tmp_path, {"elsewhere/records/actions/x.yaml": "nme: x\n"})
    repository.write({ACTIONS: OLD + "  deu: x\n"})
    assert new(repository.root) == [f"{ACTIONS}:4 unknown-key"]


def test_where_there_was_no_register_all_is_new(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "council")
    repository.commit("2021-09-01", {"readme.txt": "Nothing yet.\n"})
    repository.write({**BASE, ACTIONS: OLD})
    assert new(repository.root) == [f"{ACTIONS}:3 unknown-reference"]


@pytest.mark.parametrize(
    ("revision", "code", "words"),
    [
        ("nowhere", 3, "git does not know the revision 'nowhere'"),
        ("--all", 2, "is not a revision"),
        ("a\nb", 2, "is not a revision"),
    ],
)
def test_a_revision_that_is_none_is_said(
    repository: Repository, revision: str, code: int, words: str
) -> None:
    told = scrutiny("check", "--root", repository.root, f"--changed-since={revision}")
    assert (told.code, told.out) == (code, "")
    assert words in told.err


def test_without_git_it_says_so(tmp_path: Path) -> None:
    root = write_tree(tmp_path / "register", BASE)
    ceiling = {"GIT_CEILING_DIRECTORIES": str(tmp_path)}
    told = scrutiny("check", "--root", root, "--changed-since", "main", env=ceiling)
    assert (told.code, told.out) == (3, "")
    assert "there is no git history here" in told.err
    none = scrutiny("check", "--root", root, "--changed-since", "main", env={"PATH": str(tmp_path)})
    assert (none.code, none.out) == (3, "")
    assert "git is not installed" in none.err


def test_a_shallow_clone_says_how_to_fetch_the_rest(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2021-09-02", {ACTIONS: OLD + "  deu: x\n"})
    first = repository.git("rev-parse", "HEAD~1")
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", repository.folder.as_uri(), clone], check=True
    )
    told = scrutiny("check", "--root", clone, "--changed-since", first)
    assert told.code == 3
    assert "the clone is shallow" in told.err
    assert "set the depth to 0" in told.err


@pytest.mark.parametrize(("before", "now"), [("public", "private"), ("private", "public")])
def test_a_change_of_visibility_is_an_error_unless_it_is_agreed(
    before: str, now: str, tmp_path: Path
) -> None:
    repository = Repository(tmp_path / "register")
    repository.commit("2021-09-01", {**BASE, "scrutiny.toml": f'visibility = "{before}"\n'})
    repository.write({"scrutiny.toml": f'# Ours.\nvisibility = "{now}"\n'})
    asked = ("check", "--changed-since", "HEAD")
    told = scrutiny(*asked, cwd=repository.root)
    assert told.code == 1
    assert told.out == (
        f"scrutiny.toml:2:1: error[bad-setting] visibility: the register is {now} now and was {before} "
        f"at HEAD (if that is agreed, say so with `--visibility {now}`)\n"
    )
    assert scrutiny(*asked, "--visibility", now, cwd=repository.root).code == 0
    assert scrutiny(*asked, "--visibility", before, cwd=repository.root).code == 1
    assert scrutiny("check", "--root", repository.root).code == 0


def test_a_register_that_is_new_may_have_any_visibility(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "council")
    repository.commit("2021-09-01", {"readme.txt": "Nothing yet.\n"})
    repository.write({**BASE, "scrutiny.toml": 'visibility = "private"\n'})
    assert new(repository.root) == []


def test_old_problems_are_counted_among_the_files_that_are_named(repository: Repository) -> None:
    told = scrutiny(
        *("check", "--changed-since", "HEAD", "--root", repository.root),
        repository.root / "records" / "actions",
    )
    assert told.err.partition(". Incomplete: ")[0].endswith(
        "since HEAD; 1 problem was there before"
    )
