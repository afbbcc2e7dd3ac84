"""`scrutiny changes` as a user types it, over real git histories."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.inside import Told, scrutiny
from tests.programs import captured
from tests.registers import run, write_tree
from tests.repositories import ALONE, TWO_MEETINGS, Repository, action, meeting

LOG = "records/actions/2021.yaml"
DAY = "2021-11-15"
BEFORE = {
    **TWO_MEETINGS,
    LOG: action("act-4", number="4", owner="Clerk", due="2021-09-01")
    + action(
        "act-6",
        number="6",
        due="2021-10-01",
        moved="[{from: 2021-09-01, to: 2021-10-01}]",
    )
    + action("act-7", number="7"),
    "records/recommendations/a.yaml": "meeting: cyp-2021-10-12\ntext: Apply.\nto: executive\n",
    "records/measures/visits.yaml": (
        "title: Visits\nunit: '%'\ntarget: {at_least: 95}\nreadings: [{period: 2021-09, value: 90}]\n"
    ),
}
AFTER = {
    LOG: action(
        "act-4",
        number="4",
        owner="Clerk",
        due="2021-09-01",
        completed="2021-11-02",
        progress="[{on: 2021-11-02, note: '<b>Asked</b> @clerk, see #12'}]",
    )
    + action(
        "act-6",
        number="6",
        due="2021-12-01",
        moved="[{from: 2021-09-01, to: 2021-10-01}, {from: 2021-10-01, to: 2021-12-01}]",
    )
    + action("act-10", number="10", owner="Chair", due="Nov 2021", action="Write @all of it."),
    "records/responses/x.yaml": "to: a\nby: Cabinet\non: 2021-11-02\ndecision: partially agreed\n",
    "records/measures/visits.yaml": (
        "title: Visits\nunit: '%'\ntarget: {at_least: 95}\nreadings: [{period: 2021-09, value: 90}, "
        "{period: 2021-10, value: 96}]\n"
    ),
    **meeting(
        "2021-11-23",
        published="2021-11-15",
        more="time: 10 am\nitems: [{id: iro, title: Annual report, state: to follow}]\n",
    ),
}
TEXT = """\
Lost
Warning: 1 record lost. What is over stays in the records: completed, withdrawn,
cancelled.

-  Action 7: removed from the records (act-7)

Meetings and agendas
-  Meeting of 23 November 2021: time: 10.00 am
-  Meeting of 23 November 2021: agenda item added: Annual report
-  Meeting of 23 November 2021: paper to follow: Annual report

Actions
-  Action 4: completed on 2 November 2021
-  Action 4: progress noted on 2 November 2021: <b>Asked</b> @clerk, see #12
-  Action 6: due date moved for the second time, from 1 October 2021 to 1
   December 2021
-  Action 10: new, owner Chair, due Nov 2021: Write @all of it.

Responses
-  Recommendation a: answered by Cabinet on 2 November 2021: partially agreed

Measures
-  Measure visits: reading for 2021-10: 96%, rated green

"""
MARKDOWN = """\
# Changes in the records

## Lost

> **Warning:** 1 record lost. What is over stays in the records: completed, withdrawn, cancelled.

- Action 7: removed from the records (act-7)

## Meetings and agendas

- Meeting of 23 November 2021: time: 10.00 am
- Meeting of 23 November 2021: agenda item added: Annual report
- Meeting of 23 November 2021: paper to follow: Annual report

## Actions

- Action 4: completed on 2 November 2021
- Action 4: progress noted on 2 November 2021: \\<b\\>Asked\\</b\\> `@`clerk, see `#`12
- Action 6: due date moved for the second time, from 1 October 2021 to 1 December 2021
- Action 10: new, owner Chair, due Nov 2021: Write `@`all of it.

## Responses

- Recommendation a: answered by Cabinet on 2 November 2021: partially agreed

## Measures

- Measure visits: reading for 2021-10: 96%, rated green

---

"""
SINCE = "since the agenda of 12 October 2021 was published on 4 October 2021"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Two meetings, and between them a month in which things happened."""
    repository = Repository(tmp_path_factory.mktemp("council") / "the régister")
    repository.commit("2021-10-04", BEFORE)
    repository.commit("2021-11-12", {**AFTER})
    return repository


def changes(root: Path, *args: str, env: dict[str, str] | None = None) -> Told:
    """Give the command on a register, on the day of the second agenda's publication."""
    given = ("--as-of", DAY, *args)
    return scrutiny(
        "changes", "--root", root, *given, env={**ALONE, "COLUMNS": "80", **(env or {})}
    )


def found(root: Path, *args: str) -> list[tuple[str, str, str, list[str]]]:
    """Kind, id, what happened and the fields, as the JSON has them."""
    done = changes(root, "--format", "json", *args)
    assert (done.code, done.err) == (0, ""), done.err
    return [
        (one["kind"], one["id"], one["what"], one["fields"])
        for one in json.loads(done.out)["changes"]
    ]


def test_the_terminal_gives_each_change_a_line(repository: Repository) -> None:
    done = changes(repository.root)
    assert (done.code, done.err) == (0, "")
    head, _, foot = done.out.rpartition("\n\n")
    assert f"{head}\n\n" == TEXT
    assert " ".join(foot.split()).startswith(f"As at 15 November 2021. S{SINCE[1:]}. Records ")
    assert max(map(len, done.out.splitlines())) <= 80


def test_markdown_for_a_pull_request_is_grouped_and_pings_nobody(repository: Repository) -> None:
    done = changes(repository.root, "--format", "markdown")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(MARKDOWN)
    assert done.out[len(MARKDOWN) :].startswith(f"As at 15 November 2021. S{SINCE[1:]}.")


def test_json_says_the_same_for_machines(repository: Repository) -> None:
    told = json.loads(changes(repository.root, "--format", "json").out)
    assert (told["schema"], told["as_of"], told["since"]) == ("scrutiny/1", DAY, SINCE)
    assert told["changes"][2] == {
        "kind": "actions",
        "id": "act-6",
        "what": "changed",
        "words": "Action 6: due date moved for the second time, "
        "from 1 October 2021 to 1 December 2021",
        "fields": ["due", "moved"],
    }
    assert found(repository.root) == [
        ("meetings", "cyp-2021-11-23", "changed", ["time", "items"]),
        ("actions", "act-4", "changed", ["progress", "completed"]),
        ("actions", "act-6", "changed", ["due", "moved"]),
        ("actions", "act-7", "removed", []),
        ("actions", "act-10", "added", []),
        ("responses", "x", "added", []),
        ("measures", "visits", "changed", ["readings"]),
    ]


def test_it_is_the_same_in_any_zone_locale_and_seed(repository: Repository) -> None:
    plain = changes(repository.root, "--format", "markdown").out
    env = {**ALONE, "PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    given = ("--root", repository.root, "--as-of", DAY, "--format", "markdown")
    assert run("changes", *given, env=env).stdout == plain


def test_since_takes_a_meeting_a_day_or_a_revision(repository: Repository) -> None:
    expected = found(repository.root)
    for spec in ("cyp-2021-10-12", "2021-10-04", "4 October 2021", "HEAD~1", "main~1"):
        assert found(repository.root, "--since", spec) == expected
    assert found(repository.root, "--since", "HEAD") == []
    done = changes(repository.root, "--since", "HEAD")
    assert done.out.startswith("Nothing has changed in the records.\n")


def test_edits_not_yet_committed_are_told_by_their_own_words(tmp_path: Path) -> None:
    repository = Repository(tmp_path, "sub folder/of this")
    repository.commit("2021-10-04", BEFORE)
    repository.write({LOG: BEFORE[LOG].replace("Do act-7", "Do it all")})
    repository.write({"records/actions/né w.yaml": "- id: new\n  action: Do\n"})
    assert [one[1:] for one in found(repository.root, "--since", "HEAD")] == [
        ("act-7", "changed", ["action"]),
        ("new", "added", []),
    ]
    # The name of a file is the id of its only record, and this one cannot be an id.
    repository.write({"records/actions/né w.yaml": "action: Do\n"})
    done = changes(repository.root, "--since", "HEAD")
    assert "not compared, because of errors now: 1 record" in done.err
    assert "Not compared, because of errors now: 1 record" in " ".join(done.out.split())


def test_what_came_after_the_as_at_day_is_not_told(tmp_path: Path) -> None:
    """Names and days are those of that day too: the meeting had not been moved yet."""
    repository = Repository(tmp_path)
    repository.commit("2021-10-04", BEFORE)
    due = action("act-7", number="7", due="{meeting: cyp-2021-11-23}")
    repository.commit("2021-10-20", {LOG: due})
    held = "records/meetings/cyp-2021-11-23.yaml"
    repository.commit("2021-11-20", {held: "date: 2021-12-14\n", LOG: action("act-9")})
    repository.write({LOG: action("act-8")})
    told = changes(tmp_path).out
    assert "Action 7: due date set to the meeting of 23 November 2021\n" in told
    assert "December" not in told
    assert [one[1] for one in found(tmp_path)] == ["act-4", "act-6", "act-7"]


def test_lost_and_moved_records_and_renamed_files(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("2021-10-04", BEFORE)
    (tmp_path / "records/actions/2021").mkdir()
    repository.git("mv", LOG, "records/actions/2021/log of -- the «year».yaml")
    repository.git("mv", "records/measures/visits.yaml", "records/measures/other.yaml")
    repository.commit("2021-10-20")
    assert found(tmp_path) == [
        # Its id was the name of its file.
        ("measures", "other", "added", []),
        ("measures", "visits", "removed", []),
    ]


def test_an_old_version_with_faults_gives_no_facts_and_a_remark(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.commit("2021-10-04", {**BEFORE, LOG: "- id: act-4\n  action: [\n"})
    repository.commit("2021-10-20", {LOG: BEFORE[LOG]})
    done = changes(tmp_path, "--format", "json")
    assert json.loads(done.out)["changes"] == []
    remark = "not compared, because of errors then: 1 file"
    assert done.err == f"warning: {remark}\n"
    assert json.loads(done.out)["filters"][1] == remark.capitalize()


def test_exempt_words_alone_change_no_byte_of_what_the_public_reads(tmp_path: Path) -> None:
    item = (
        "items:\n  - {{id: v, title: {0}, classification: exempt, exempt: {{paragraphs: [1], "
        "public_title: A}}}}\nminutes: [{{number: 1, item: v, text: {0}}}]\n"
    )
    outputs = []
    for name in ("Jo", "Sam"):
        repository = Repository(tmp_path / name)
        log = action("e", meeting="cyp-2021-10-12", item="v", action="{}") + action("o")
        held = {"scrutiny.toml": 'visibility = "private"\n', **TWO_MEETINGS}
        repository.commit("2021-10-04", {**held, LOG: log.format("Begin")})
        more = meeting("2021-10-12", published="2021-10-04", more=item.format(name))
        repository.commit("2021-10-20", {**more, LOG: log.format(name) + action("n")})
        repository.commit(
            "2021-10-21",
            {
                "records/responses/r.yaml": "to: rec\n",
                "records/recommendations/rec.yaml": (
                    f"meeting: cyp-2021-10-12\nitem: v\ntext: {name}\n"
                ),
            },
        )
        formats = ("text", "markdown", "json")
        outputs.append([changes(repository.root, "--format", one).out for one in formats])
        # The recommendation that hides the reply stands in a file that has not changed since.
        repository.write({"records/responses/r.yaml": f"to: rec\ntext: {name}\n"})
        assert found(repository.root, "--since", "HEAD") == []
        assert len(found(repository.root, "--since", "HEAD", "--private")) == 1
    assert outputs[0] == outputs[1]
    assert "Jo" not in "".join(outputs[0])
    assert [one["id"] for one in json.loads(outputs[0][2])["changes"]] == ["cyp-2021-10-12", "n"]


def test_a_private_list_is_marked_as_such(repository: Repository) -> None:
    done = changes(repository.root, "--format", "markdown", "--private")
    assert "NOT FOR PUBLICATION" in done.out


def test_of_several_committees_one_can_be_asked_about(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    health = "name: Health Scrutiny Committee\ncouncil: Exampleshire Council\n"
    cyp = {
        path: f"committee: cyp\n{text}" for path, text in TWO_MEETINGS.items() if "meetings" in path
    }
    repository.commit(
        "2021-10-04",
        {**TWO_MEETINGS, **cyp, "records/committees/hwb.yaml": health, LOG: action("z")},
    )
    log = action("c", committee="cyp", number="4") + action("h", committee="hwb", number="4")
    repository.commit("2021-10-20", {LOG: log, "records/people/jo.yaml": "name: Jo Beech\n"})
    done = changes(tmp_path)
    assert done.code == 2
    assert "which committee?" in done.err
    assert [one[1] for one in found(tmp_path, "--since", "HEAD~1")] == ["c", "h", "z", "jo"]
    assert [one[1] for one in found(tmp_path, "--committee", "cyp")] == ["c", "z", "jo"]
    assert "Action 4 (hwb): new" in changes(tmp_path, "--since", "HEAD~1").out


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["--since", "nope"], 3, "git does not know the revision 'nope'"),
        (["--since=-x"], 2, "'-x' is not a revision"),
        (["--since", "2021-09-01"], 3, "the git history of the records begins after 1 September"),
        (["--since", "2021-12-01"], 2, "is after the as-at date"),
        (["--as-of", "2021-10-01"], 2, "there was no meeting before that day"),
        (["--format", "html"], 2, "there is no format 'html' here"),
        (["--committee", "hwb"], 2, "there is no committee 'hwb'"),
    ],
)
def test_what_cannot_be_told_is_said(
    repository: Repository, args: list[str], code: int, words: str
) -> None:
    done = changes(repository.root, *args)
    assert (done.code, done.out) == (code, "")
    assert words in done.err
    assert "Traceback" not in done.err


def test_without_a_repository_it_cannot_go_on(tmp_path: Path) -> None:
    write_tree(tmp_path, BEFORE)
    done = changes(tmp_path)
    assert done.code == 3
    assert "there is no git history here" in done.err
    assert "git init" in done.err


def test_without_git_it_cannot_go_on(repository: Repository, tmp_path: Path) -> None:
    done = changes(repository.root, env={"PATH": str(tmp_path)})
    assert done.code == 3
    assert "git is not installed" in done.err


def test_in_a_shallow_clone_it_says_what_is_missing(repository: Repository, tmp_path: Path) -> None:
    source = repository.folder.resolve().as_uri()
    repository.git("clone", "--quiet", "--depth=1", source, str(tmp_path / "clone"))
    done = changes(tmp_path / "clone")
    assert done.code == 3
    assert "the clone is shallow and does not go back to 4 October 2021" in done.err
    assert "git fetch --unshallow" in done.err
    assert found(tmp_path / "clone", "--since", "HEAD") == []


def test_it_works_from_a_hook_that_points_git_elsewhere(
    repository: Repository, tmp_path: Path
) -> None:
    env = {"GIT_DIR": str(tmp_path), "GIT_WORK_TREE": str(tmp_path), "GIT_INDEX_FILE": "/no/such"}
    assert changes(repository.root, env=env).out == changes(repository.root).out


OPENED = """
import os, sys
root = sys.argv[sys.argv.index("--root") + 1]
def watch(event, args):
    if event == "open" and isinstance(args[0], str) and args[0].startswith(root):
        seen.append(os.path.relpath(args[0], root))
seen = []
sys.addaudithook(watch)
from scrutiny_cli.cli.app import run
code = run()
print("\\n".join(sorted(set(seen))), file=sys.stderr)
sys.exit(code)
"""


def test_only_what_changed_is_opened(tmp_path: Path) -> None:
    """Beside the committee, its people and meetings: whatever the size of the rest."""
    repository = Repository(tmp_path)
    rest = {f"records/actions/more/{n}.yaml": f"action: Do {n}\n" for n in range(40)}
    repository.commit("2021-10-04", {**BEFORE, **rest})
    repository.commit("2021-11-12", {LOG: AFTER[LOG], "records/actions/more/7.yaml": "action: X\n"})
    done = captured(
        [*(sys.executable, "-c", OPENED, "changes"), *("--root", str(tmp_path), "--as-of", DAY)],
        env={**os.environ, **ALONE},
    )
    assert done.returncode == 0, done.stderr
    opened = {Path(name).as_posix() for name in done.stderr.splitlines()}
    actions = {name for name in opened if name.startswith("records/actions")}
    assert actions == {LOG, "records/actions/more/7.yaml"}
    assert not any(name.startswith("records/measures") for name in opened)
