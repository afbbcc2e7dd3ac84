"""The commands of the committee's year, as a clerk types them."""

import json
from pathlib import Path

import pytest

from scrutiny_cli.reports.meetings.officer_report import HEADINGS
from tests.inside import scrutiny
from tests.registers import BASE, write_tree
from tests.sample import ROOT, facts

TOPICS = sum(len(printed["rows"]) for printed in facts("programme")["programmes"])
DAY = ("--as-of", "2021-11-15", "--root", ROOT)


def told(*args: str) -> str:
    """What a command prints on the sample register, which it must do without complaint."""
    done = scrutiny(*args, *DAY)
    assert done.code == 0, done.err
    return done.out


def asked(*args: str) -> dict[str, object]:
    answer: dict[str, object] = json.loads(told(*args, "--format", "json"))
    assert (answer["schema"], answer["as_of"]) == ("scrutiny/1", "2021-11-15")
    return answer


@pytest.mark.parametrize(
    ("command", "key", "number"),
    [
        (("programme", "list"), "programme", TOPICS),
        (("programme", "list", "--year", "2020-21"), "programme", 2),
        (("question", "list", "--meeting", "2020-03-16"), "questions", 3),
        (("review", "list"), "reviews", 4),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else None,
)
def test_json_of_a_list_has_every_record_with_its_committee(
    command: tuple[str, ...], key: str, number: int
) -> None:
    entries = asked(*command)[key]
    assert isinstance(entries, list)
    assert len(entries) == number
    assert all({"id", "committee"} <= entry.keys() for entry in entries)


def test_a_list_for_people_says_of_which_day_it_speaks() -> None:
    assert "As at 15 November 2021." in told("question", "list")


BUILDS = [
    (("programme", "build"), "programme-cyp-2021-22"),
    (
        ("programme", "build", "--year", "2019/20", "--form", "description"),
        "programme-cyp-2019-20",
    ),
    (("question", "build", "2020-03-16"), "questions-cyp-2020-03-16"),
    (("minutes", "build", "2021-10-12"), "minutes-cyp-2021-10-12"),
    (("review", "build", "peer-on-peer"), "scoping-peer-on-peer"),
]


@pytest.mark.parametrize(("command", "stem"), BUILDS, ids=[stem for _, stem in BUILDS])
def test_a_document_is_written_in_both_formats(
    command: tuple[str, ...], stem: str, tmp_path: Path
) -> None:
    done = scrutiny(*command, *DAY, "--output", tmp_path, "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert {path.name for path in tmp_path.iterdir()} == {f"{stem}.html", f"{stem}.md"}
    assert (tmp_path / f"{stem}.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_document_is_given_to_machines_on_standard_output() -> None:
    assert "minutes" in asked("minutes", "build", "2021-10-12")


def test_the_programme_comes_as_a_spreadsheet() -> None:
    lines = told("programme", "build", "--format", "csv").splitlines()
    assert lines[0].startswith("Id,Item,Type of scrutiny,Meeting or list,Date")
    assert any(line.startswith("carers-portal,Carers portal,") for line in lines)


def test_without_a_year_it_is_the_year_of_the_day_or_the_latest() -> None:
    made = scrutiny(
        *("programme", "build", "--format", "markdown", "--output", "-"),
        *("--as-of", "2030-01-01", "--root", ROOT),
    )
    assert made.err == "work programme of 2021/22\n"
    assert "Work programme 2021/22" in made.out


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("programme", "build", "--year", "2021"), "a municipal year is written 2021/22"),
        (("programme", "build", "--year", "2018/19"), "there are programmes of 2019/20, 2020/21"),
        (("minutes", "build", "2021-11-23"), "cyp-2021-11-23 has no minutes yet"),
        (("minutes", "start", "2022-01-11"), "no minutes of cyp-2021-11-23 and cyp-2021-12-07"),
        (("review", "build", "peer-to-peer"), "did you mean peer-on-peer?"),
        (("report", "new", "2021-11-23", "irx"), "its items are"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else None,
)
def test_what_was_typed_wrongly_is_told_with_what_to_do(
    command: tuple[str, ...], words: str
) -> None:
    done = scrutiny(*command, *DAY)
    assert done.code == 2
    assert done.out == ""
    assert words in " ".join(done.err.split())


def test_nothing_is_published_while_there_are_errors(tmp_path: Path) -> None:
    words, stem = BUILDS[3]
    files = BASE | {
        "records/meetings/cyp-2021-10-12.yaml": "date: 2021-10-12\nminutes: [{number: 1}]\n",
        "records/reviews/peers.yaml": "title: Peers\nagreed_at: nowhere\n",
    }
    root = write_tree(tmp_path / "register", files)
    refused = scrutiny(*words, "--root", root, "--as-of", "2021-11-15")
    assert refused.code == 1
    assert "nothing is published" in refused.err
    drafted = scrutiny(*words, "--root", root, "--as-of", "2021-11-15", "--draft", "-o", tmp_path)
    assert drafted.code == 0
    assert "DRAFT" in (tmp_path / f"{stem}-draft.md").read_text(encoding="utf-8")


REPORT = ("report", "new", "2021-11-23", "iro")
AGENDA = (
    "date: 2021-11-23\ntime: 2.30 pm\nitems:\n"
    "  - {id: iro, title: 'Reviewing *officers*', report_by: [Head of Service]}\n"
    "  - {id: secret, title: A case, classification: exempt, exempt: {paragraphs: [1]}}\n"
)


def private(tmp_path: Path) -> Path:
    files = {
        "records/meetings/cyp-2021-11-23.yaml": AGENDA,
        "scrutiny.toml": 'visibility = "private"\n',
    }
    return write_tree(tmp_path, BASE | files)


def test_a_report_is_begun_once_and_never_overwritten(tmp_path: Path) -> None:
    root = private(tmp_path)
    done = scrutiny(*REPORT, "--root", root)
    assert done.code == 0
    assert done.out == "records/papers/2021-11-23/iro.md\n"
    assert "papers: [{title: ..., file: papers/2021-11-23/iro.md}]" in done.err
    path = root / "records/papers/2021-11-23/iro.md"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Reviewing \\*officers\\*\n")
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == list(HEADINGS)
    path.write_text("My own words.\n", encoding="utf-8")
    again = scrutiny(*REPORT, "--root", root)
    assert again.code == 2
    assert "is there already" in again.err
    assert path.read_text(encoding="utf-8") == "My own words.\n"


def test_the_report_on_what_is_exempt_is_begun_in_private_only(tmp_path: Path) -> None:
    root = private(tmp_path)
    command = ("report", "new", "2021-11-23", "secret", "--root", root)
    assert scrutiny(*command).code == 2
    assert not (root / "records/papers").exists()
    done = scrutiny(*command, "--private")
    assert done.code == 0
    text = (root / "records/papers/2021-11-23/secret.md").read_text(encoding="utf-8")
    assert "NOT FOR PUBLICATION" in text
    assert "Schedule 12A, paragraph 1" in text
    (root / "scrutiny.toml").unlink()
    (root / "records/papers/2021-11-23/secret.md").unlink()
    assert scrutiny(*command, "--private").code == 2


def test_what_is_minuted_in_private_is_not_in_public_minutes(tmp_path: Path) -> None:
    minutes = (
        "status: held\nminutes:\n  - {number: 1, item: iro, text: Open words.}\n"
        "  - {number: 2, item: secret, text: Hidden words., resolved: [Hidden resolution.],"
        " promises: [{action: Hidden promise., not_logged: done}]}\n"
    )
    actions = (
        "- {id: a, meeting: cyp-2021-11-23, minute: 2, action: Hidden by number., owner: X}\n"
        "- {id: b, meeting: cyp-2021-11-23, item: secret, action: Hidden by item., owner: X}\n"
    )
    root = private(tmp_path)
    write_tree(
        root,
        {
            "records/meetings/cyp-2021-11-23.yaml": AGENDA + minutes,
            "records/actions/a.yaml": actions,
        },
    )
    command = ("minutes", "build", "2021-11-23", "--root", root, "--format")
    for shape in ("html", "json"):
        public = scrutiny(*command, shape, "--output", "-")
        assert public.code == 0
        assert "Open words." in public.out
        assert "Hidden" not in public.out
    full = scrutiny(*command, "markdown", "--output", "-", "--private").out
    for words in ("words", "resolution", "promise", "by number", "by item"):
        assert f"Hidden {words}." in full


def test_the_text_of_a_disallowed_supplementary_is_in_no_output(tmp_path: Path) -> None:
    question = (
        "id: q\nmeeting: cyp-2021-11-23\nquestioner: {anonymous: yes, name: Hidden Name}\n"
        "question: Why?\nanswer: Because.\nsupplementary:\n  state: disallowed\n"
        "  disallowed: {rule: 4.5.102}\n  question: Hidden question.\n  answer: Hidden answer.\n"
    )
    root = write_tree(tmp_path, BASE | {"records/questions/q.yaml": question})
    checked = scrutiny("check", "--root", root)
    assert checked.code == 1
    assert checked.out.count("error[disallowed-text]") == 2
    assert checked.out.count("error[anonymous-named]") == 1
    outputs = [checked.out]
    for shape in ("html", "json"):
        command = ("question", "build", "2021-11-23", "--draft", "--root", root, "-o", "-")
        outputs.append(scrutiny(*command, "--format", shape).out)
    outputs += [scrutiny("question", "list", "--root", root).out]
    outputs += [scrutiny("question", "list", "--root", root, "--format", "json").out]
    assert all(outputs)
    assert not [output for output in outputs if "Hidden" in output]


def test_an_answer_that_should_be_there_is_to_follow_and_the_clerk_is_told(tmp_path: Path) -> None:
    questions = (
        "- {id: a, meeting: cyp-2021-11-23, question: Why?}\n"
        "- id: b\n  meeting: cyp-2021-11-23\n  question: How?\n  answer: Thus.\n"
        "  supplementary: {question: And then?, owed: A written answer by the Director}\n"
    )
    root = write_tree(tmp_path, BASE | {"records/questions/q.yaml": questions})
    command = ("question", "build", "2021-11-23", "--root", root, "--format", "markdown", "-o", "-")
    owed = "warning: PQ 2: still owed after the supplementary question: A written answer by the Director"
    early = scrutiny(*command, "--as-of", "2021-11-19")
    assert "- **Response:** To follow by Friday 19 November 2021.\n" in early.out
    assert early.err.splitlines() == [owed]
    late = scrutiny(*command, "--as-of", "2021-11-20")
    assert "- **Response:** To follow.\n" in late.out
    assert late.err.splitlines() == [
        "warning: PQ 1: the answer was due by Friday 19 November 2021, and none is recorded",
        owed,
    ]


ITEMS = (
    "    - {id: apologies, title: Apologies for absence}\n"
    "    - {id: public-questions, title: Questions from the public}\n"
    "    - {id: council-questions, title: Questions from members}\n"
)


@pytest.mark.parametrize(
    ("rules", "meeting", "gone"),
    [
        ("", "", ()),
        ("rules: {public_questions: {taken: no}}\n", "", ("public",)),
        ("", "no_questions_from: council\n", ("members",)),
        ("", "no_questions_from: [public, council]\n", ("public", "members")),
        (
            "rules: {council_questions: {taken: no}}\n",
            *("no_questions_from: [public]\n", ("public", "members")),
        ),
    ],
)
def test_where_no_questions_are_taken_nothing_speaks_of_them(
    rules: str, meeting: str, gone: tuple[str, ...], tmp_path: Path
) -> None:
    committee = BASE["records/committees/cyp.yaml"].partition("    - {id: apologies")[0]
    files = BASE | {
        "records/committees/cyp.yaml": committee + ITEMS + rules,
        "records/meetings/cyp-2021-11-23.yaml": BASE["records/meetings/cyp-2021-11-23.yaml"]
        + meeting,
        "records/programme/p.yaml": "- {id: a, topic: Fostering, meeting: cyp-2021-11-23}\n",
    }
    root = write_tree(tmp_path, files)
    assert scrutiny("check", "--root", root).code == 0
    at = ("--root", root, "--as-of", "2021-11-01")
    told = {
        command: scrutiny(*command, *at, env={"COLUMNS": "200"})
        for command in (
            ("meeting", "deadlines", "2021-11-23"),
            ("meeting", "show", "2021-11-23"),
            ("calendar", "-o", "-"),
            ("overdue",),
            ("agenda", "build", "2021-11-23", "--format", "markdown", "-o", "-"),
            ("question", "build", "2021-11-23", "--format", "markdown", "-o", "-"),
        )
    }
    for who, other in (("public", "the public"), ("members", "members")):
        words = [
            f"uestions from {name}" for name in (other, other.replace("members", "councillors"))
        ]
        there = {c: any(w in done.out for w in words) for c, done in told.items()}
        assert set(there.values()) == {who not in gone}, there
    form = ("--form", "position", "--format", "markdown", "-o", "-")
    programme = scrutiny("programme", "build", *at, *form).out
    assert ("Questions deadline" in programme) is ("public" not in gone)
    (shown,) = json.loads(
        scrutiny("meeting", "deadlines", "2021-11-23", *at, "--format", "json").out
    )["meetings"]
    assert [shown["public_questions"] is None, shown["council_questions"] is None] == [
        "public" in gone,
        "members" in gone,
    ]
    command = ("question", "add", "--meeting", "2021-11-23", *at, "--question", "Why?")
    asked = scrutiny(*command, "--name", "Ms A.", "--received", "2021-11-01", "--dry-run")
    assert ("status: refused" in asked.out) is ("public" in gone)
    assert ("The meeting takes no questions from the public" in asked.out) is ("public" in gone)


def test_a_question_is_registered_in_time_or_refused(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE)
    command = ("question", "add", "--meeting", "2021-11-23", "--root", root, "--question", "Why?")
    done = scrutiny(*command, "--name", "Ms A.", "--place", "Ledbury", "--received", "2021-11-17")
    assert done.code == 0, done.err
    assert "accepted; the answer is due by Friday 19 November 2021" in done.err
    late = scrutiny(*command, "--anonymous", "--received", "2021-11-17", "--at", "5.01 pm")
    assert late.code == 0, late.err
    assert "refused: it came in after questions had closed" in late.err
    named = scrutiny(*command, "--anonymous", "--name", "Ms C.", "--received", "2021-11-10")
    assert named.code == 1
    assert "anonymous-named" in named.err
    told = json.loads(scrutiny("question", "list", "--root", root, "--format", "json").out)
    assert [
        (q["id"], q["number"], q["questioner"], q["status"], q["late"]) for q in told["questions"]
    ] == [
        ("q-2021-11-23-pq1", "PQ 1", "Ms A., Ledbury", "accepted", False),
        ("q-2021-11-23-pq2", None, "Name and address supplied", "refused", True),
    ]
    assert told["questions"][1]["refused"]["rule"] == (
        "Questions closed at 5.00 pm on Wednesday 17 November 2021"
    )
    assert scrutiny("check", "--root", root, "--strict").code == 0


def test_a_question_must_say_who_asks_where_nobody_can_be_asked(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE)
    done = scrutiny(
        "question", "add", "--meeting", "2021-11-23", "--question", "Why?", "--root", root
    )
    assert done.code == 2
    assert "--name is missing" in done.err
    assert not (root / "records/questions").exists()


def test_minutes_are_started_once_with_numbers_that_run_on(tmp_path: Path) -> None:
    earlier = "date: 2021-10-12\nstatus: held\nminutes: [{number: 33}, {number: 34}]\n"
    files = BASE | {"records/meetings/cyp-2021-10-12.yaml": earlier}
    root = write_tree(tmp_path, files)
    path = root / "records/meetings/cyp-2021-11-23.yaml"
    before = path.read_text(encoding="utf-8")
    command = ("minutes", "start", "2021-11-23", "--root", root)
    shown = scrutiny(*command, "--dry-run")
    assert shown.code == 0
    assert "+  - number: 35" in shown.out
    assert path.read_text(encoding="utf-8") == before
    done = scrutiny(*command)
    assert done.code == 0, done.err
    assert "minutes 35 to 36, to be written" in done.err
    assert path.read_text(encoding="utf-8") == (
        before + "attendance:\n  - person: ash\n    as: chairperson\nattendance_checked: no\n"
        "minutes:\n  - number: 35\n    item: apologies\n  - number: 36\n    item: minutes\n"
    )
    assert scrutiny("check", "--root", root, "--strict").code == 0
    again = scrutiny(*command)
    assert again.code == 2
    assert "has minutes already" in again.err
    built = scrutiny(
        "minutes", "build", "2021-11-23", "--root", root, "--format", "markdown", "-o", "-"
    )
    assert built.code == 0
    assert "Councillor Rowan Ash (Chairperson)" in built.out
