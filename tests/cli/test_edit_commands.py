"""What the commands that write refuse, ask for or leave as it is, in the words a clerk reads."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from scrutiny_cli.workspace.loading import load
from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree

LOG = "records/actions/actions.yaml"
COMMITTEE = "Children and Young People Scrutiny Committee"
AS_OF = ("--as-of", "2021-11-15")
FILES = {
    **BASE,
    "records/meetings/cyp-2021-10-12.yaml": "date: 2021-10-12\nstatus: held\n",
    LOG: (
        "- id: act-1\n  number: 1\n  action: Do it\n  meeting: cyp-2021-10-12\n  owner: Ann\n"
        "  directorate: Children\n  due: 2021-12-07\n"
        "- id: act-2\n  number: 2\n  action: Write\n  meeting: cyp-2021-10-12\n  owner: Ann\n"
        "  due: ongoing\n  completed: 2021-11-01\n  evidence: A letter\n"
    ),
}
ADD = ("action", "add", "--action", "Ask", "--owner", "Ann", "--due", "ongoing", "--meeting")


def register(root: Path, more: Mapping[str, str] | None = None) -> Path:
    return write_tree(root, {**FILES, **(more or {})})


def given(root: Path, *words: str) -> Told:
    return scrutiny(*words, *AS_OF, cwd=root)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "action update 1",
            "--note is missing\n  What progress has been made?",
        ),
        (
            "action report 1 --meeting 2021-11-23",
            "action 1 is not completed\n  first: scrutiny action complete 1",
        ),
        (
            "action move 1 --to 2021-12-07 --why Delay",
            "it is due 2021-12-07 already\n  name another date",
        ),
        (
            "action add --action Ask --owner Ann --due ASAP --meeting 2021-10-12 --id act-2",
            "the id act-2 is taken\n  choose another with --id",
        ),
        (
            "programme build",
            f"{COMMITTEE} has no work programme\n  write its topics in records/programme/",
        ),
    ],
)
def test_what_is_refused_says_why_and_writes_nothing(words: str, said: str, tmp_path: Path) -> None:
    told = given(register(tmp_path), *words.split())
    assert (told.code, told.out) == (2, "")
    assert told.err == f"scrutiny: {said}\n"
    assert (tmp_path / LOG).read_text() == FILES[LOG]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("action update 1 --directorate Corporate", {"directorate": "Corporate"}),
        # Whether the committee was satisfied may be left open.
        ("action report 2 --meeting 2021-11-23", {"reported": "cyp-2021-11-23", "accepted": None}),
        (
            "action report 2 --meeting 2021-11-23 --sent-back",
            {"reported": "cyp-2021-11-23", "accepted": False},
        ),
    ],
)
def test_only_what_was_said_is_written(
    words: str, written: dict[str, object], tmp_path: Path
) -> None:
    root = register(tmp_path)
    told = given(root, *words.split())
    name = f"act-{words.split()[2]}"
    assert told.err.splitlines()[-1] == f"Saved {name} ({LOG})"
    action = load(root).register.actions[name]
    assert {field: getattr(action, field) for field in written} == written


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    told = given(register(tmp_path), "action", "update", "1", "--directorate", "Children")
    assert (told.code, told.out, told.err) == (0, "", "act-1: nothing to change\n")
    assert (tmp_path / LOG).read_text() == FILES[LOG]


def test_on_a_terminal_what_is_missing_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pty = pytest.importorskip("pty")
    keyboard, terminal = pty.openpty()
    os.write(keyboard, b"Asked again.\n")
    with os.fdopen(terminal, "r") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        told = given(register(tmp_path), "action", "update", "1")
    os.close(keyboard)
    assert told.code == 0
    assert "What progress has been made? " in told.everything
    (note,) = load(tmp_path).register.actions["act-1"].progress
    assert (note.note, str(note.on)) == ("Asked again.", "2021-11-15")


@pytest.mark.parametrize(
    ("files", "words", "said"),
    [
        (
            {"records/actions/b.yaml": "- id: b-1\n  number: 1\n  action: Ring\n"},
            "action show 1",
            "several actions have the number 1\n  name one: act-1 or b-1",
        ),
        (
            {"records/meetings/extra.yaml": "id: extra\ndate: 2021-10-12\n"},
            "meeting show 2021-10-12",
            "several meetings are on 2021-10-12\n  name one: cyp-2021-10-12 or extra",
        ),
    ],
)
def test_a_name_that_several_have_is_asked_back(
    files: dict[str, str], words: str, said: str, tmp_path: Path
) -> None:
    told = given(register(tmp_path, files), *words.split())
    assert (told.code, told.err) == (2, f"scrutiny: {said}\n")


def test_a_register_without_a_committee_says_where_one_is_written(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"records/people/ash.yaml": "name: Rowan Ash\n"})
    told = given(root, "programme", "build")
    assert told.code == 1
    assert told.err == (
        "scrutiny: the register has no committee\n  write it in records/committees/\n"
    )


def test_a_list_for_each_day_gets_another_day(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if name != LOG}
    root = write_tree(tmp_path, {**files, "records/actions/2021-10-12.yaml": FILES[LOG]})
    assert given(root, *ADD, "2021-11-23").err == (
        "Saved act-3 (records/actions/2021-11-23.yaml)\n"
    )
    assert given(root, *ADD, "2021-10-12").err == (
        "Saved act-4 (records/actions/2021-10-12.yaml)\n"
    )


def test_an_id_without_a_number_is_passed_over(tmp_path: Path) -> None:
    root = register(tmp_path, {LOG: FILES[LOG] + "- id: swans\n  action: Count\n"})
    assert given(root, *ADD, "2021-10-12").err.startswith("Saved act-3 (")


def test_the_next_id_is_one_that_no_committee_has(tmp_path: Path) -> None:
    more = {
        "records/committees/hs.yaml": "name: Health Scrutiny Committee\ncouncil: Exampleshire\n",
        **{
            f"records/meetings/{body}-2021-11-23.yaml": f"date: 2021-11-23\ncommittee: {body}\n"
            for body in ("cyp", "hs")
        },
        "records/meetings/cyp-2021-10-12.yaml": "date: 2021-10-12\ncommittee: cyp\n",
        "records/actions/odd.yaml": "{id: ACT-3, action: Do it, meeting: cyp-2021-11-23}\n",
    }
    root = register(tmp_path, more)
    for body, made in (("hs", "act-4"), ("cyp", "ACT-5"), ("hs", "act-6")):
        told = given(root, *ADD, f"{body}-2021-11-23")
        assert (told.code, told.err.split()[1]) == (0, made)
    log = load(root).register.actions
    assert [log[name].number for name in ("act-4", "ACT-5", "act-6")] == [1, 3, 2]
    tell = ("recommendation", "add", "--to", "executive", "--text", "That it be done.", "--meeting")
    for body, made in (("hs", "1"), ("cyp", "2"), ("hs", "3")):
        told = given(root, *tell, f"{body}-2021-11-23")
        assert (told.code, told.err.split()[1]) == (0, f"rec-2021-11-23-{made}")


def test_who_was_there_is_not_written_over(tmp_path: Path) -> None:
    meeting = "records/meetings/cyp-2021-10-12.yaml"
    there = "attendance:\n  - {person: ash, as: apologies}\n"
    items = "items:\n  - {id: buses, title: Buses}\n"
    root = register(tmp_path, {meeting: FILES[meeting] + there + items})
    assert given(root, "minutes", "start", "2021-10-12", "--number", "4").code == 0
    made = load(root).register.meetings["cyp-2021-10-12"]
    assert [(one.person, one.as_) for one in made.attendance] == [("ash", "apologies")]
    assert [(one.number, one.item) for one in made.minutes] == [
        (4, "apologies"),
        (5, "minutes"),
        (6, "buses"),
    ]


def test_of_a_meeting_without_items_there_is_nothing_to_minute(tmp_path: Path) -> None:
    committee = f"name: {COMMITTEE}\ncouncil: Exampleshire Council\n"
    root = register(tmp_path, {"records/committees/cyp.yaml": committee})
    told = given(root, "minutes", "start", "2021-10-12", "--number", "1")
    assert (told.code, told.err) == (
        2,
        "scrutiny: cyp-2021-10-12 has no items to be minuted\n  add its `items:` first\n",
    )


def test_an_edit_that_deserves_a_look_is_made_and_said(tmp_path: Path) -> None:
    told = given(register(tmp_path), "action", "move", "1", "--to", "ASAP", "--why", "Delay")
    assert told.code == 0
    warning, written = told.err.splitlines()
    assert warning.startswith(f"{LOG}:7:8: warning[due-not-read] due: `ASAP` names no day")
    assert written == f"Saved act-1 ({LOG})"
    # What was there before is not said again.
    told = given(tmp_path, "action", "update", "1", "--note", "Asked.")
    assert told.err == f"Saved act-1 ({LOG})\n"


def test_a_file_in_the_place_of_a_new_meeting_stays(tmp_path: Path) -> None:
    paper = "records/meetings/cyp-2021-12-07.yaml"
    root = register(tmp_path, {paper: "id: other\ndate: 2021-11-30\n"})
    told = given(root, "meeting", "new", "2021-12-07")
    assert (told.code, told.out) == (2, "")
    assert told.err == f"scrutiny: {paper} is there already\n  look at it, or name another day\n"
    assert (root / paper).read_text() == "id: other\ndate: 2021-11-30\n"


def test_where_no_meeting_is_planned_there_are_no_deadlines(tmp_path: Path) -> None:
    told = scrutiny("meeting", "deadlines", "--as-of", "2022-02-01", cwd=register(tmp_path))
    assert told.code == 0
    assert f"{COMMITTEE}: no meeting is planned from 2022-02-01 on\n" in told.err


def test_an_exception_without_its_decision_is_refused(tmp_path: Path) -> None:
    made = "id: r-1\nmeeting: cyp-2021-10-12\ntext: Do it.\nto: Cabinet\n"
    root = register(tmp_path, {"records/recommendations/r.yaml": made})
    words = ("--by", "Cabinet", "--decision", "agreed", "--except", "r-1", "--on", "2021-11-02")
    told = given(root, "recommendation", "respond", "r-1", *words)
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        "scrutiny: --except 'r-1' has no decision\n  write --except \"ID=not agreed\"\n"
    )
    assert not (root / "records/responses").exists()


def test_an_id_that_another_day_has_is_not_given_again(tmp_path: Path) -> None:
    moved = {"records/meetings/cyp-2021-12-07.yaml": "date: 2021-11-30\n"}
    told = given(register(tmp_path, moved), "meeting", "new", "2021-12-07")
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        "scrutiny: the meeting cyp-2021-12-07 is there already\n"
        "  see `scrutiny meeting show cyp-2021-12-07`\n"
    )


def test_a_question_for_no_meeting_is_exported_without_its_days(tmp_path: Path) -> None:
    asked = "- {id: q, meeting: cyp-2022-11-23, question: Why?}\n- {id: r, meeting: cyp-2021-11-23, question: How?}\n"
    root = register(tmp_path, {"records/questions/q.yaml": asked})
    told = given(root, "export", "questions", "--draft", "--format", "csv", "--output", "-")
    assert told.code == 0
    lost, known = csv.DictReader(io.StringIO(told.out.lstrip("\ufeff")))
    days = ("Questions closed (date)", "Answer due (date)", "Answer")
    assert [lost[day] for day in days] == ["", "", ""]
    assert all(known[day] for day in days)


def test_a_comment_that_goes_with_a_value_is_named(tmp_path: Path) -> None:
    log = FILES[LOG].replace("due: 2021-12-07\n", "due: 2021-12-07  # agreed with the chair\n")
    root = register(tmp_path, {LOG: f"# The log\n{log}"})
    told = given(root, "action", "update", "1", "--owner", "Ben", "--note", "Asked.")
    assert "note:" not in told.err
    told = given(root, "action", "move", "1", "--to", "2021-12-14", "--why", "Illness")
    text = (root / LOG).read_text(encoding="utf-8")
    gone = "note: this comment was removed with its line: # agreed with the chair\n"
    assert (gone in told.err) is ("# agreed with the chair" not in text)
    structured = log.replace("due: 2021-12-07  #", "due:\n    words: 2021-12-07  #")
    root = register(tmp_path / "structured", {LOG: structured})
    told = given(root, "action", "move", "1", "--to", "2021-12-14", "--why", "Illness")
    assert gone in told.err
    assert "# agreed" not in (root / LOG).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("31/11/2021", "November 2021 has 30 days, not 31"),
        ("2021-13-01", "there is no month 13 in 2021-13-01"),
        ("1.6", "not a date this register reads"),
    ],
)
def test_meeting_named_by_a_date_that_cannot_be_read_gives_the_spelling_to_use(
    typed: str, why: str, tmp_path: Path
) -> None:
    told = given(register(tmp_path), *ADD, typed)
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        f"scrutiny: {typed!r} is not a date: {why}\n  write 2021-06-01, 1/6/2021 or '1 June 2021'\n"
    )


def test_edit_of_several_files_writes_none_where_one_has_no_room(tmp_path: Path) -> None:
    """The second file is at its largest, so the reader would refuse it with a line more."""
    made = "id: {0}\nmeeting: cyp-2021-10-12\nto: executive\ntext: Do it.\n"
    full = made.format("r-2") + "# " + "x" * (1_000_000 - 80) + "\n"
    files = {
        "records/recommendations/a/r-1.yaml": made.format("r-1"),
        "records/recommendations/b/r-2.yaml": full,
    }
    told = given(register(tmp_path, files), "recommendation", "notify", "r-1", "r-2")
    assert told.code == 3, told.err
    assert {name: (tmp_path / name).read_text() for name in files} == files


def test_edit_of_several_files_names_them_all(tmp_path: Path) -> None:
    made = "id: {0}\nmeeting: cyp-2021-10-12\nto: executive\ntext: Do it.\n"
    files = {f"records/recommendations/{name}.yaml": made.format(name) for name in ("r-1", "r-2")}
    told = given(register(tmp_path, files), "recommendation", "notify", "r-1", "r-2")
    assert told.err.splitlines()[0] == f"Saved r-1, r-2 ({', '.join(files)})"
    assert all("notified: 2021-11-15" in (tmp_path / name).read_text() for name in files)


@pytest.mark.skipif(os.name != "posix", reason="needs links")
@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("records/papers", "report new 2021-11-23 buses"),
        ("build", "agenda build 2021-11-23"),
        ("build", "export --draft"),
        ("records/questions", "question add --meeting 2021-11-23 --name X --question Why?"),
        ("records", "action update 1 --note Asked."),
        ("records/meetings", "meeting new 2022-01-11"),
        ("records/meetings", "minutes start 2021-11-23"),
        ("records/actions", "action add --meeting 2021-11-23 --action X --owner Y --due ongoing"),
        (
            "records/recommendations",
            "recommendation add --meeting 2021-11-23 --text X --to council",
        ),
        ("records/papers/2021-11-23", "report new 2021-11-23 buses"),
        ("build", "tracker build"),
        ("build", "calendar --output build/meetings.ics"),
        ("build", "action list --output build/actions.txt"),
        ("build/register", "export --format csv"),
        (".scrutiny", "schema --all .scrutiny/schemas"),
        (".scrutiny/schemas", "schema --all .scrutiny/schemas"),
    ],
)
def test_nothing_is_written_through_a_link_out_of_the_register(
    folder: str, words: str, tmp_path: Path
) -> None:
    meeting = {
        "records/meetings/cyp-2021-11-23.yaml": "date: 2021-11-23\nitems: [{id: buses, title: B}]\n"
    }
    root = register(tmp_path / "register", meeting)
    outside = tmp_path / "outside"
    if (root / folder).is_dir():
        (root / folder).rename(outside)
    else:
        outside.mkdir()
    before = sorted(outside.rglob("*"))
    contents = [path.read_bytes() for path in before if path.is_file()]
    (root / folder).parent.mkdir(parents=True, exist_ok=True)
    (root / folder).symlink_to(outside)
    told = scrutiny(*words.split(), cwd=root, env={"SCRUTINY_AS_OF": AS_OF[1]})
    assert told.code in (1, 3), told.everything
    assert sorted(outside.rglob("*")) == before
    assert [path.read_bytes() for path in before if path.is_file()] == contents


def test_meeting_named_by_a_date_in_figures_is_read_day_first(tmp_path: Path) -> None:
    told = given(register(tmp_path), *ADD, "12/10/21")
    assert (told.code, told.err) == (0, f"Saved act-3 ({LOG})\n")
