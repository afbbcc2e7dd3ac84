"""A register that can be read in part: no id or number is given out, and the faulty file is named."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree

COMMITTEE = "records/committees/cyp.yaml"
# Two files of each kind, so that one can be faulty and the edit still find what it names.
FILES = {
    **BASE,
    COMMITTEE: BASE[COMMITTEE].replace("id: minutes", "id: last"),
    "records/meetings/cyp-2021-10-12.yaml": (
        "date: 2021-10-12\nstatus: held\nitems: [{id: buses, title: Buses}]\n"
        "minutes: [{number: 36, item: buses, text: Heard.}]\n"
    ),
    "records/meetings/cyp-2021-11-23.yaml": (
        "date: 2021-11-23\ntime: 2.30 pm\nitems: [{id: trains, title: Trains}]\n"
    ),
    "records/actions/a.yaml": "- {id: act-1, number: 1, action: Ask, meeting: cyp-2021-10-12}\n",
    "records/recommendations/a.yaml": (
        "- {id: rec-1, meeting: cyp-2021-10-12, text: Do it., to: executive}\n"
    ),
    "records/responses/a.yaml": "- {id: resp-1, to: rec-1, on: 2021-11-01, text: Yes.}\n",
    "records/questions/a.yaml": "- {id: q-1, meeting: cyp-2021-10-12, question: Why?}\n",
    "records/measures/a.yaml": "- {id: m-1, title: Visits, unit: '%'}\n",
}
OTHERS = {
    "committees": "name: Health Committee\ncouncil: Exampleshire Council\n",
    "people": "name: Ann Elm\n",
    "meetings": "date: 2021-09-07\n",
    "actions": "action: Write\nmeeting: cyp-2021-10-12\n",
    "recommendations": "meeting: cyp-2021-10-12\ntext: Go.\nto: executive\n",
    "responses": "to: rec-1\non: 2021-11-02\ntext: No.\n",
    "questions": "meeting: cyp-2021-10-12\nquestion: How?\n",
    "measures": "title: Calls\nunit: '%'\n",
    "programme": "topic: Buses\n",
}
MEETING = ("--meeting", "cyp-2021-11-23")
NEEDS = {
    ("action", "add", *MEETING, "--action", "Go", "--owner", "Ann", "--due", "ongoing"): (
        *("actions", "committees", "meetings"),
    ),
    ("action", "update", "act-1", "--note", "Asked."): (),
    ("action", "update", "1", "--note", "Asked."): ("actions",),
    ("action", "complete", "1", "--evidence", "A letter"): ("actions",),
    ("action", "move", "act-1", "--to", "2021-12-01", "--why", "Late"): (),
    ("action", "move", "act-1", "--to", "next meeting", "--why", "Late"): (
        *("committees", "meetings"),
    ),
    ("recommendation", "add", *MEETING, "--text", "That it be done.", "--to", "executive"): (
        *("recommendations", "committees"),
    ),
    ("recommendation", "add", "--meeting", "2021-11-23", "--text", "Do.", "--to", "executive"): (
        *("recommendations", "committees", "meetings"),
    ),
    ("recommendation", "notify", "rec-1", "--on", "2021-10-14"): ("committees",),
    (
        *("recommendation", "respond", "rec-1", "--by", "Cabinet", "--decision", "agreed"),
        *("--on", "2021-11-02"),
    ): ("responses",),
    ("question", "add", *MEETING, "--name", "Ms A.", "--question", "When?"): (
        *("questions", "committees"),
    ),
    ("measure", "record", "m-1", "--period", "2021-09", "--value", "86"): (),
    ("minutes", "start", "cyp-2021-11-23"): ("committees", "meetings"),
    ("minutes", "start", "cyp-2021-11-23", "--number", "40"): ("committees",),
    ("meeting", "new", "2022-01-11"): ("committees", "meetings"),
    ("report", "new", "cyp-2021-11-23", "trains"): ("committees", "meetings", "programme"),
    ("import", "actions", "log.csv", "--yes"): ("committees", "people", "meetings", "actions"),
    ("import", "responses", "log.csv", "--column", "Action=recommendation", "--yes"): (
        *("committees", "people", "meetings", "recommendations", "responses"),
    ),
}


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".scrutiny-locks" not in path.parts
    }


def edited(root: Path, words: Iterable[str], files: dict[str, str]) -> Told:
    """What an edit says in the register of all these files."""
    write_tree(root, {**FILES, **files, "log.csv": "Action,Who\nRing,Ann\n"})
    return scrutiny(*words, "--as-of", "2021-11-15", cwd=root)


def assert_refused(told: Told, path: str) -> None:
    assert (told.code, told.out) == (1, ""), told.everything
    assert "nothing was saved" in told.err
    assert f": {path}:" in told.err.splitlines()[-2], told.err


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("words", NEEDS, ids=" ".join)
def test_edit_is_refused_while_a_record_that_it_needs_cannot_be_read(
    words: tuple[str, ...], kind: str, tmp_path: Path
) -> None:
    path = f"records/{kind}/zz.yaml"
    write_tree(tmp_path, {path: f"zz: {OTHERS[kind]}"})
    before = {**tree(tmp_path), "log.csv": b"Action,Who\nRing,Ann\n"}
    told = edited(tmp_path, words, {})
    if kind in NEEDS[words]:
        assert_refused(told, path)
        assert tree(tmp_path) == before | {name: text.encode() for name, text in FILES.items()}
    else:
        assert told.code == 0, told.err


ADD = next(iter(NEEDS))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("records/actions/b.yaml", "- {id: act-2, actoin: Go, meeting: cyp-2021-10-12}\n"),
        ("records/actions/b.yaml", "- {id: act-2, action: Go: now}\n"),
        ("records/actions/b.yaml", "- id: act-1\n  action: Another with the same id\n"),
        ("records/actions/b.yaml", "just words\n"),
        ("records/actions/b.yaml", ""),
        ("records/actions/b.yaml.txt", "- {id: act-2, action: Go}\n"),
        ("records/acitons/b.yaml", "- {id: act-2, action: Go}\n"),
        ("records/b.yaml", "- {id: act-2, action: Go}\n"),
    ],
)
def test_no_number_is_given_while_a_file_may_hold_an_action_that_is_not_read(
    path: str, text: str, tmp_path: Path
) -> None:
    assert_refused(edited(tmp_path, ADD, {path: text}), path)
    assert "act-2" not in (tmp_path / "records/actions/a.yaml").read_text()


def test_papers_and_warnings_keep_no_number_from_being_given(tmp_path: Path) -> None:
    files = {
        "records/papers/note.yaml": "{",
        "records/actions/b.yaml": "- {id: act-2, action: Go\u200b, due: whenever}\n",
    }
    told = edited(tmp_path, ADD, files)
    assert told.code == 0, told.err
    assert "Saved act-3 (records/actions/b.yaml)" in told.err


def test_due_date_that_may_be_a_meeting_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = "records/meetings/cyp-2022-01-11.yaml"
    move = ("action", "move", "act-1", "--why", "Late", "--to")
    assert_refused(edited(tmp_path, (*move, "cyp-2022-01-11"), {path: "dtae: 2022-01-11\n"}), path)
    assert edited(tmp_path, (*move, "January 2022"), {}).code == 0


def test_verdict_of_a_meeting_that_cannot_be_read_is_not_removed(tmp_path: Path) -> None:
    path = "records/meetings/cyp-2021-09-07.yaml"
    sent_back = (
        "- id: act-1\n  action: Ask\n  completed: 2021-08-01\n  evidence: A letter\n"
        "  reported: cyp-2021-09-07\n  accepted: no\n"
    )
    files = {"records/actions/a.yaml": sent_back, path: "dtae: 2021-09-07\n"}
    words = ("action", "complete", "act-1", "--evidence", "Another letter")
    assert_refused(edited(tmp_path, words, files), path)
    assert (tmp_path / "records/actions/a.yaml").read_text() == sent_back


def test_record_whose_id_another_has_too_is_not_changed(tmp_path: Path) -> None:
    path = "records/actions/b.yaml"
    twin = "- {id: act-1, action: Another with the same id}\n"
    told = edited(tmp_path, ("action", "update", "act-1", "--note", "Asked."), {path: twin})
    assert (told.code, told.err.splitlines()[-2:]) == (
        1,
        [
            f"scrutiny: {path} has another record with the id act-1, so nothing was saved",
            "  give each an id of its own first",
        ],
    )


def test_words_of_an_exempt_record_that_cannot_be_read_are_not_quoted(tmp_path: Path) -> None:
    path = "records/meetings/cyp-2021-09-07.yaml"
    exempt = (
        "date: 2021-09-07\nitems:\n  - id: secret\n    title: Whitemoor\n    ctitle: Whitemoor\n"
        "    classification: exempt\n    exempt: {paragraphs: [1], public_title: A matter}\n"
    )
    told = edited(tmp_path, ADD, {path: exempt, "scrutiny.toml": 'visibility = "private"\n'})
    assert_refused(told, path)
    assert "itemoor" not in told.everything
