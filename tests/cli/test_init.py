"""`scrutiny init`: a register that passes, whatever was answered; or words, and nothing written."""

import os
import shlex
import shutil
from pathlib import Path

import pytest

from scrutiny_cli.clerking.new_register import WHEEL
from scrutiny_cli.schema.json_schema import text as schema_text
from scrutiny_cli.schema.modeline import modeline
from scrutiny_cli.workspace.loading import load
from tests.inside import Told, scrutiny
from tests.registers import write_tree

AS_OF = "2026-11-02"
ANSWERS = {
    "--council": "Exampleshire Council",
    "--committee": "Health Scrutiny Committee",
    "--member": "Councillor Ann Example",
    "--meeting": "2027-01-19",
}
posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")


def init(folder: Path | str, *args: str, cwd: Path | None = None, **answers: str | None) -> Told:
    """Run `init` with the usual answers, some of them others or left out."""
    said = ANSWERS | {f"--{name}": value for name, value in answers.items()}
    given = [part for name, value in said.items() if value is not None for part in (name, value)]
    return scrutiny("init", folder, *given, *args, "--as-of", AS_OF, cwd=cwd)


def tree(folder: Path) -> set[str]:
    """Every file below a folder."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


# ------------------------------------------------------------------------------ what is written


def test_the_register_passes_strictly_and_says_what_to_type_next(tmp_path: Path) -> None:
    told = init("register", cwd=tmp_path)
    assert (told.code, told.out) == (0, "")
    assert told.err == (
        "wrote 24 files in register\n\nNext:\n  1. cd register\n"
        "  2. scrutiny meeting deadlines hs-2027-01-19\n"
        "  3. scrutiny agenda build hs-2027-01-19\n\n"
        "Then open build/agenda-hs-2027-01-19.html in a browser.\n\n"
        f"Before the first push to a code host, put the wheel of scrutiny in {WHEEL}.\n"
        "Without it the check of pull requests stops and says so.\n"
    )
    root = tmp_path / "register"
    checked = scrutiny("check", "--strict", "--root", root)
    assert (checked.code, checked.err) == (0, "4 records in 4 files: no errors, no warnings\n")
    for step in told.err.splitlines()[4:6]:
        words = shlex.split(step.split(". ", 1)[1])
        assert scrutiny(*words[1:], "--as-of", AS_OF, cwd=root).code == 0
    assert (root / "build/agenda-hs-2027-01-19.html").exists()


def test_in_the_folder_itself_the_steps_need_no_cd(tmp_path: Path) -> None:
    told = init(".", cwd=tmp_path)
    assert told.code == 0
    assert "1. scrutiny check\n" in told.err
    assert list(tmp_path.glob(".scrutiny-*.tmp")) == []


def test_quiet_says_nothing(tmp_path: Path) -> None:
    assert init(tmp_path / "a", "--quiet", meeting="2027-01-16") == Told(0, "", "")


def test_every_record_leads_its_editor_to_a_schema_that_is_there(tmp_path: Path) -> None:
    init(tmp_path)
    for path in sorted((tmp_path / "records").rglob("*.yaml")):
        name = path.relative_to(tmp_path).as_posix()
        kind = name.split("/")[1]
        first, _ = path.read_text("utf-8").split("\n", 1)
        assert first == modeline(name, kind)
        schema = (path.parent / first.split("$schema=")[1]).resolve()
        assert schema.read_text("utf-8") == schema_text(kind)
    before = tree(tmp_path)
    scrutiny("schema", "--all", tmp_path / ".scrutiny/schemas")
    assert tree(tmp_path) == before, "`schema --all` writes the same files anew"


NEW_RECORDS = [
    ("meeting", "new", "2027-03-16"),
    ("action", "add", "--action", "Do it.", "--owner", "Clerk", "--due", "2027-03-01"),
    ("recommendation", "add", "--text", "That it be done.", "--to", "executive"),
    ("question", "add", "--question", "Why?", "--name", "A. Resident"),
]


@pytest.mark.parametrize("line", NEW_RECORDS, ids=lambda line: line[0])
@pytest.mark.parametrize("schemas", [True, False])
def test_a_new_file_names_its_schema_where_the_register_has_one(
    line: tuple[str, ...], schemas: bool, tmp_path: Path
) -> None:
    init(tmp_path)
    if not schemas:
        shutil.rmtree(tmp_path / ".scrutiny")
    before = tree(tmp_path / "records")
    about = () if line[0] == "meeting" else ("--meeting", "hs-2027-01-19")
    told = scrutiny(*line, *about, "--root", tmp_path, "--as-of", AS_OF)
    assert told.code == 0, told.err
    (made,) = {name for name in tree(tmp_path / "records") - before if name.endswith(".yaml")}
    text = (tmp_path / "records" / made).read_text("utf-8")
    wanted = modeline(f"records/{made}", made.split("/")[0])
    assert text.startswith(f"{wanted}\n") is schemas
    assert ("yaml-language-server" in text) is schemas
    assert load(tmp_path).errors == []


def test_a_record_that_joins_a_list_brings_no_second_line(tmp_path: Path) -> None:
    init(tmp_path)
    log = "records/actions/2027-01-19.yaml"
    first = "- id: a-1\n  meeting: hs-2027-01-19\n  action: Do it.\n"
    write_tree(tmp_path, {log: f"{modeline(log, 'actions')}\n{first}"})
    told = scrutiny("action", "add", "--action", "And that.", "--meeting", "hs-2027-01-19",
                    "--owner", "Clerk", "--due", "2027-03-01",
                    "--root", tmp_path, "--as-of", AS_OF)  # fmt: skip
    assert told.code == 0, told.err
    assert (tmp_path / log).read_text("utf-8").count("yaml-language-server") == 1


# --------------------------------------------------------------------------------- odd answers


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"council": ""}, "--council '': there is nothing in it"),
        ({"council": " \t "}, "there is nothing in it"),
        ({"council": "x" * 201}, "it has 201 characters, and 200 are the most"),
        ({"council": "A\nB"}, "it holds a tab or a second line"),
        ({"committee": "Health\u202eScrutiny"}, "right-to-left override (U+202E)"),
        ({"place": "\x1b[2J"}, "it holds an escape character"),
        ({"email": "a\u200bb"}, "zero width space (U+200B)"),
        ({"member": "Cllr \x00"}, "it holds a NUL"),
        ({"member": ""}, "there is nothing in it"),
        ({"meeting": "soon"}, "--meeting 'soon': not a date this register reads"),
        ({"meeting": "31/11/2026"}, "November 2026 has 30 days, not 31"),
        ({"meeting": ""}, "--meeting"),
        ({"time": "half past"}, "--time 'half past': not a time this register reads"),
        ({"id": "a b"}, "an id has letters, digits"),
        ({"id": "../x"}, "an id has letters, digits"),
        ({"id": "x\n"}, "an id has letters, digits"),
        ({"id": "con"}, "no file can have that name on Windows"),
        ({"id": "Com1.x"}, "no file can have that name on Windows"),
        ({"id": "x" * 61}, "it has 61 characters, and 60 are the most"),
        ({"council": None}, "--council is missing"),
        ({"committee": None}, "--committee is missing"),
        ({"member": None}, "--member is missing"),
        ({"meeting": None}, "--meeting is missing"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_said_and_nothing_is_written(
    answers: dict[str, str | None], words: str, tmp_path: Path
) -> None:
    told = init(tmp_path / "new", cwd=None, **answers)
    assert (told.code, told.out) == (2, "")
    assert words in told.err
    assert list(tmp_path.iterdir()) == []


def test_a_member_named_twice_is_said(tmp_path: Path) -> None:
    told = init(tmp_path / "new", "--member", "Cllr Bo Ash", "--member", "bo ash")
    assert told.code == 2
    assert "Cllr Bo Ash is named twice" in told.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("meeting", "words"),
    [
        ("2026-10-20", "warning: Tuesday 20 October 2026 is past."),
        ("2027-01-16", "warning: Saturday 16 January 2027 is not a working day (Saturday)."),
        ("2026-12-25", "warning: Friday 25 December 2026 is not a working day (bank holiday"),
        ("2026-11-05", "warning: The last day to publish the agenda was Wednesday 28 October"),
    ],
)
def test_an_odd_day_is_taken_in_a_script_and_warned_of_once(
    meeting: str, words: str, tmp_path: Path
) -> None:
    told = init(tmp_path, meeting=meeting)
    assert told.code == 0
    assert words in told.err
    assert told.err.count("no working day") <= 1
    built = told.err.split("3. scrutiny ")[1].split("\n")[0]
    assert scrutiny(*built.split(), cwd=tmp_path).code == 0, "the steps name the meeting"


@pytest.mark.parametrize(
    ("committee", "expected"),
    [
        ("Committee", "committee"),
        ("Scrutiny Committee", "scrutiny"),
        ("Children's and Young People's Committee", "cyp"),
        ("The Committee of Health", "health"),
        ("Ústřední Łódź Board", "ulb"),
        ("Corporate Overview Network", "con-committee"),
        ("Nutrition Unit: Long Lives", "null"),
        ("委员会", "committee"),
        ("#", "committee"),
    ],
)
def test_the_id_is_short_and_fit_for_a_file(committee: str, expected: str, tmp_path: Path) -> None:
    assert init(tmp_path, committee=committee).code == 0
    (only,) = load(tmp_path).register.committees.values()
    assert (only.id, only.name) == (expected, committee)


def test_members_get_ids_that_tell_them_apart(tmp_path: Path) -> None:
    names = ("Cher", "Councillor Zoë Ünal", "Bo O’Brien", "Cllr Bo Ash", "Dr Al Ash", "Ann Null",
             "李", "王", "Councillor", "Ms  Two Spaces")  # fmt: skip
    more = [part for name in names for part in ("--member", name)]
    assert init(tmp_path, "--committee", "C", *more, member=None).code == 0
    people = load(tmp_path).register.people
    assert {p.id: p.full_name for p in people.values()} == {
        "cher": "Cher",
        "unal": "Councillor Zoë Ünal",
        "obrien": "Bo O’Brien",
        "bo-ash": "Cllr Bo Ash",
        "al-ash": "Dr Al Ash",
        "null": "Ann Null",
        "member": "李",
        "member-2": "王",
        "councillor": "Councillor",
        "spaces": "Ms  Two Spaces",
    }
    (committee,) = load(tmp_path).register.committees.values()
    assert [(s.holder, s.role) for s in committee.seats][:2] == [
        ("cher", "chairperson"),
        ("unal", "member"),
    ]


def test_an_id_is_the_surname_with_what_belongs_to_it(tmp_path: Path) -> None:
    names = ("Mrs Jean Holloway MBE", "Councillor Pieter van der Berg", "Ann De Souza, O.B.E.",
             "van den Bosch", "Van Morrison", "Oliver St John KC MP", "Bo Smith-Jones", "Al Ash JP",
             "Bo Ash", "MBE", "Mac Donald")  # fmt: skip
    more = [part for name in names for part in ("--member", name)]
    assert init(tmp_path, "--committee", "C", *more, member=None).code == 0
    people = load(tmp_path).register.people
    assert list(people) == [
        *("holloway", "van-der-berg", "de-souza", "van-den-bosch", "morrison", "st-john"),
        *("smith-jones", "al-ash", "bo-ash", "mbe", "donald"),
    ]
    assert people["holloway"].full_name == "Mrs Jean Holloway MBE"


def test_a_vacancy_is_a_seat_without_a_holder(tmp_path: Path) -> None:
    names = ("Bo Ash", "Vacancy", "vacant seat", "Vacancy (Labour: Co-operative)", "Ann Vacant")
    more = [part for name in names for part in ("--member", name)]
    assert init(tmp_path / "some", *more, member=None).code == 0
    register = load(tmp_path / "some").register
    (committee,) = register.committees.values()
    assert [(s.holder, s.role, s.group) for s in committee.seats] == [
        ("ash", "chairperson", None),
        (None, "member", None),
        (None, "member", None),
        (None, "member", "Labour: Co-operative"),
        ("vacant", "member", None),
    ]
    assert list(register.people) == ["ash", "vacant"]
    # Before anybody is appointed all of them are.
    assert init(tmp_path / "none", member="Vacancy").code == 0
    register = load(tmp_path / "none").register
    assert (len(register.people), [c.seats[0].holder for c in register.committees.values()]) == (
        *(0, [None]),
    )
