"""Exit codes: 0 fine, 1 the records, 2 the typing, 3 the world; words go to standard error."""

from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.registers import BASE, run, write_tree
from tests.sample import ROOT

SMALL = BASE | {
    "records/actions/2021.yaml": "- {id: act-4, number: 4, action: Do it., due: 2021-09-01}\n",
    "records/recommendations/2021.yaml": (
        "- {id: rec-1, meeting: cyp-2021-11-23, text: Consider it., to: executive}\n"
    ),
}
FAULTY = {"records/actions/2021.yaml": "id: a\nmeeting: cyp-2021-11-32\naction: Do it.\n"}
AT = ("--as-of", "2021-11-15")


@pytest.fixture
def fine(tmp_path: Path) -> Path:
    """A register with nothing wrong in it."""
    return write_tree(tmp_path / "fine", BASE)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with an action and a recommendation."""
    return write_tree(tmp_path_factory.mktemp("small"), SMALL)


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A register with one error in it."""
    return write_tree(tmp_path / "faulty", BASE | FAULTY)


# ------------------------------------------------------------------- the process, as it is started


def test_0_when_all_is_well(fine: Path) -> None:
    done = run("check", "--root", fine)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "3 records in 3 files: no errors, no warnings\n"


def test_1_when_the_records_have_faults(faulty: Path) -> None:
    done = run("check", cwd=faulty)
    assert done.returncode == 1
    line = "records/actions/2021.yaml:2:10: error[unknown-reference] meeting: there is no meeting"
    assert done.stdout.startswith(line)
    assert "did you mean cyp-2021-11-23?" in done.stdout
    assert done.stdout.count("\n") == 1
    assert done.stderr == "4 records in 4 files: 1 error, no warnings\n"


def test_2_when_the_command_is_typed_wrongly(fine: Path) -> None:
    done = run("agenda", "build", "cyp-2021-11-32", "--root", fine)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no meeting 'cyp-2021-11-32'" in done.stderr
    assert "did you mean cyp-2021-11-23?" in done.stderr


def test_3_when_there_is_no_register(tmp_path: Path) -> None:
    done = run("check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "there is no register here" in done.stderr
    assert "--root DIR" in done.stderr
    assert "Traceback" not in done.stderr


# ------------------------------------------------------------------------ the rest, one step in


@pytest.mark.parametrize(
    "args",
    [
        ("check",),
        ("meeting", "list"),
        ("meeting", "show", "cyp-2021-11-23"),
        ("meeting", "deadlines"),
        ("action", "list"),
        ("action", "show", "4"),
        ("recommendation", "list"),
        ("overdue",),
    ],
    ids=" ".join,
)
def test_0_for_every_question_that_has_an_answer(args: tuple[str, ...], small: Path) -> None:
    told = scrutiny(*args, "--root", small, env={"SCRUTINY_AS_OF": "2021-11-15"})
    assert told.code == 0
    assert told.out or args == ("check",)
    assert "Traceback" not in told.err


def test_warnings_fail_where_strict_asks_for_it() -> None:
    assert scrutiny("check", "--root", ROOT).code == 0
    assert scrutiny("check", "--root", ROOT, "--strict").code == 1


def test_strict_passes_where_there_is_nothing_to_warn_of(fine: Path) -> None:
    assert scrutiny("check", "--strict", "--root", fine).code == 0


def test_naming_a_file_tells_its_faults_only(faulty: Path) -> None:
    people, actions = faulty / "records/people", faulty / "records/actions"
    assert scrutiny("check", people, "--root", faulty).code == 0
    told = scrutiny("check", "records/actions", cwd=faulty)
    assert told.code == 1
    assert told.out == scrutiny("check", actions, cwd=faulty).out


@pytest.mark.parametrize(("day", "code"), [("2021-11-15", 1), ("2018-01-01", 0)])
def test_fail_makes_the_answer_yes_an_exit_code(day: str, code: int) -> None:
    told = scrutiny("overdue", "--fail", "--as-of", day, "--root", ROOT)
    assert told.code == code
    assert told.out
    assert scrutiny("overdue", "--as-of", day, "--root", ROOT).code == 0


def test_a_missed_deadline_fails_too(fine: Path) -> None:
    def code(day: str) -> int:
        return scrutiny("overdue", "--fail", "--as-of", day, "--root", fine).code

    assert code("2021-11-15") == 0
    assert code("2021-11-16") == 1


def test_faults_stop_publication_and_a_draft_says_so(faulty: Path) -> None:
    told = scrutiny("agenda", "build", "--root", faulty, *AT)
    assert (told.code, told.out) == (1, "")
    assert "the records have 1 error, so nothing is published" in told.err
    assert "records/actions/2021.yaml:2:10: error[unknown-reference]" in told.err
    assert not (faulty / "build").exists()
    drafted = scrutiny("agenda", "build", "--draft", "--root", faulty, *AT)
    assert drafted.code == 0
    for name in ("agenda-cyp-2021-11-23-draft.html", "agenda-cyp-2021-11-23-draft.md"):
        assert "draft" in (faulty / "build" / name).read_text(encoding="utf-8").lower()


def test_faults_are_counted_aloud_where_nothing_is_published(faulty: Path) -> None:
    told = scrutiny("action", "list", "--root", faulty, *AT)
    assert told.code == 0
    assert told.err == "warning: the records have 1 error; `scrutiny check` lists them\n"


TYPED_WRONGLY = [
    (("chek",), "there is no command `scrutiny chek`"),
    (("check", "--stric"), "`scrutiny check` has no option --stric"),
    (("meeting", "show"), "`scrutiny meeting show` needs MEETING"),
    (("meeting", "show", "2021-11-24"), "no meeting is on 2021-11-24"),
    (("meeting", "show", "cyp-2021-11-32"), "did you mean cyp-2021-11-23?"),
    (("meeting", "list", "--as-of", "2021-02-30"), "February 2021 has 28 days, not 30"),
    (("meeting", "list", "--as-of", "soon"), "write 2021-11-23, 23/11/2021"),
    (("meeting", "list", "--format", "jsn"), "did you mean json?"),
    (("meeting", "list", "--committee", "cpy"), "did you mean cyp?"),
    (("meeting", "deadlines", "next week"), "there is no meeting 'next week'"),
    (("action", "show", "99"), "99"),
    (("action", "show", "act-44"), "did you mean act-4?"),
    (("recommendation", "show", "nothing"), "nothing"),
    (("check", "--explain", "late-publicaton"), "did you mean late-publication?"),
    (("overdue", "--soon", "-1"), "-1"),
    (("agenda", "build", "--as-of", "2099-01-01"), "no meeting of Children and Young People"),
    (("agenda", "build", "--output", "-"), "standard output takes one format"),
    (("tracker", "build", "everything"), "everything"),
]  # fmt: skip


@pytest.mark.parametrize(("args", "words"), TYPED_WRONGLY, ids=lambda part: str(part)[:60])
def test_2_names_what_was_typed_and_what_to_do(
    args: tuple[str, ...], words: str, small: Path
) -> None:
    told = scrutiny(*args, cwd=small, env={"SCRUTINY_AS_OF": "2021-11-15"})
    assert (told.code, told.out) == (2, "")
    assert words in told.err
    first, *rest = told.err.splitlines()
    assert first.startswith("scrutiny: ")
    assert len(rest) == 1, "one line says what is wrong, one what to do"
    assert "Traceback" not in told.err


def test_what_was_typed_never_steers_the_terminal(small: Path) -> None:
    told = scrutiny("meeting", "show", "\x1b[2J\u202e", cwd=small)
    assert told.code == 2
    assert "\x1b" not in told.err
    assert "\u202e" not in told.err


@pytest.mark.parametrize(
    "args",
    [
        ("check", "--root", "nowhere"),
        ("meeting", "list", "--root", "nowhere"),
        ("agenda", "build", "--root", "nowhere"),
    ],
    ids=" ".join,
)
def test_3_when_the_root_holds_no_records(args: tuple[str, ...], tmp_path: Path) -> None:
    told = scrutiny(*args, cwd=tmp_path)
    assert (told.code, told.out) == (3, "")
    assert "holds no folder `records`" in told.err


def test_3_when_what_is_made_cannot_be_written(fine: Path) -> None:
    (fine / "build").write_text("A file stands where the folder should.")
    told = scrutiny("agenda", "build", "--root", fine, *AT)
    assert told.code == 3
    assert "cannot be written" in told.err
    assert "--output" in told.err


def test_help_and_version_end_with_0() -> None:
    assert scrutiny("--help").code == 0
    assert "Usage: " in scrutiny("--help").out
    assert scrutiny("agenda", "build", "--help").code == 0
    assert run("--version").stdout == run("-V").stdout


def test_a_file_to_check_that_is_not_there_is_said() -> None:
    done = run("check", "records/no-such-folder", "--root", str(ROOT))
    assert done.returncode == 2
    assert "there is no file or folder" in done.stderr


def test_a_list_does_not_go_into_a_folder(tmp_path: Path) -> None:
    done = run("action", "list", "--root", str(ROOT), "--output", str(tmp_path))
    assert done.returncode == 2
    assert "is a folder" in done.stderr
