"""``scrutiny export`` as people use it: files, formats and pipes, and other programs that read them."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.exported import database, workbook
from tests.inside import Told, scrutiny
from tests.opened import opened
from tests.registers import BASE, write_tree

DAY = "2021-11-15"
AT = {"SCRUTINY_AS_OF": DAY}
# What a spreadsheet, a database or a reader of XML might take for something else than words.
EVIL = {
    "formula": "=1+1",
    "command": "=cmd|' /C calc'!A0",
    "link": '=HYPERLINK("http://example.org")',
    "plus": "+44 1432 260176",
    "minus": "-5",
    "at": "@SUM(A1:A9)",
    "quoted": "'=1+1",
    "tab": "\t=1+1",
    "error": "#N/A",
    "number": "007",
    "date": "1/2/21",
    "address": "http://example.org/",
    "tag": '<b>&amp; ]]> <row customHeight="1"></worksheet>',
    "sql": "'); DROP TABLE actions; --",
    "lines": "one\n\ntwo\n",
    "spaces": "  two spaces  ",
    "signs": "Café “now” — £5 → ☕ 👩‍👩‍👧",
}
FILES = BASE | {
    "records/actions/2021.yaml": (
        "- {id: act-1, number: 1, meeting: cyp-2021-11-23, action: Write., owner: Clerk, due: 2021-09-01}\n"
        + "".join(
            f"- {{id: evil-{name}, action: {json.dumps(words, ensure_ascii=False)}}}\n"
            for name, words in EVIL.items()
        )
    ),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with words that are something else to other programs."""
    return write_tree(tmp_path_factory.mktemp("evil") / "register", FILES)


@pytest.fixture(scope="module")
def actions(root: Path) -> dict[str, str]:
    """The words of the actions by id, as JSON holds them."""
    told = export(root, "actions", "--format", "json", "--output", "-")
    return {
        one["id"]: one["record"]["action"] for one in json.loads(told.out)["records"]["actions"]
    }


def export(root: Path, *args: str | Path, **env: str) -> Told:
    return scrutiny("export", "--root", root, *args, env={**AT, **env})


# --------------------------------------------------------------------------- where it goes, and how


def test_without_more_words_it_writes_a_workbook(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE)
    told = scrutiny("export", cwd=root, env=AT)
    assert (told.code, told.out, told.err) == (0, "", "wrote build/register.xlsx\n")
    sheets = [sheet.title for sheet in load_workbook(root / "build/register.xlsx")]
    assert sheets[:3] == ["About", "Councils", "Committees"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("register.xlsx", b"PK"),
        ("REGISTER.XLSX", b"PK"),
        ("register.json", b'{\n  "schema": "scrutiny/1"'),
        ("register.sqlite", b"SQLite format 3\0"),
        ("register.db", b"SQLite format 3\0"),
        ("actions.csv", b"\xef\xbb\xbfId,Number,Committee,Meeting"),
    ],
)
def test_the_name_of_the_file_chooses_the_format(
    name: str, begins: bytes, root: Path, tmp_path: Path
) -> None:
    told = export(root, "actions", "--output", tmp_path / name)
    assert told.code == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize("shape", ["xlsx", "json", "sqlite"])
def test_a_folder_gets_a_file_named_for_what_is_in_it(
    shape: str, root: Path, tmp_path: Path
) -> None:
    assert export(root, "--format", shape, "--output", tmp_path).code == 0
    assert export(root, "meeting", "--format", shape, "--output", tmp_path).code == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"meetings.{shape}", f"register.{shape}"]


def test_csv_is_a_file_for_each_table(root: Path, tmp_path: Path) -> None:
    assert export(root, "--format", "csv", "--output", tmp_path / "tables").code == 0
    names = {path.name for path in (tmp_path / "tables").iterdir()}
    assert {"actions.csv", "agenda-items.csv", "work-programme.csv", "readings.csv"} <= names
    assert len(names) > 20


def test_one_kind_can_be_read_down_a_pipe(root: Path) -> None:
    told = export(root, "actions", "--format", "csv", "--output", "-")
    assert told.code == 0
    assert told.out.startswith("Id,Number,")
    assert told.out.count("\r\n") > len(EVIL)


def test_several_kinds_do_not_go_into_one_csv_file(root: Path, tmp_path: Path) -> None:
    for output in ("-", tmp_path / "all.csv"):
        told = export(root, "--format", "csv", "--output", output)
        assert (told.code, told.out) == (2, "")
        assert "one CSV file holds one kind of record" in told.err
    told = export(root, "meetings", "--output", tmp_path / "meetings.csv")
    assert told.code == 0
    assert "note: agenda items, papers, " in told.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--format", "ods"), "there is no format 'ods' here"),
        (
            ("--output", "register.docx"),
            "register.docx is none of .xlsx, .csv, .json, .parquet, .sqlite",
        ),
        (("acton",), "did you mean"),
    ],
)
def test_what_is_typed_wrongly_is_said(args: tuple[str, ...], words: str, root: Path) -> None:
    told = export(root, *args)
    assert told.code == 2
    assert words in told.err


@pytest.mark.parametrize("shape", ["xlsx", "sqlite"])
def test_what_is_no_text_goes_down_a_pipe_whole(shape: str, root: Path, tmp_path: Path) -> None:
    told = export(root, "--format", shape, "--output", "-")
    export(root, "--output", tmp_path / f"register.{shape}")
    assert told.raw == (tmp_path / f"register.{shape}").read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal as POSIX has them")
def test_what_is_no_text_never_goes_to_a_terminal(root: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "scrutiny_cli", "export", "--format", "xlsx", "--output", "-"],
            cwd=root,
            stdout=theirs,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(theirs)
        os.close(ours)
    assert done.returncode == 2
    assert b"this cannot be shown on a terminal" in done.stderr


def test_without_xlsxwriter_it_says_what_to_install(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "scrutiny_cli.render.xlsx", raising=False)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    told = export(root)
    assert told.code == 3
    assert "Excel workbooks need the package xlsxwriter" in told.err
    assert f'{sys.executable} -m pip install "xlsxwriter' in told.err
    assert "scrutiny-cli" not in told.err


# -------------------------------------------------------------------------------- what may be told


def test_nothing_is_given_out_while_there_are_errors_unless_as_a_draft(tmp_path: Path) -> None:
    wrong = "- {id: act-1, action: Do it., meeting: nowhere}\n"
    root = write_tree(tmp_path, {**BASE, "records/actions/2021.yaml": wrong})
    told = export(root)
    assert (told.code, (root / "build").exists()) == (1, False)
    assert "so nothing is published" in told.err
    assert export(root, "--draft").code == 0
    assert export(root, "--draft", "--format", "sqlite").code == 0
    assert export(root, "--draft", "--format", "json", "--output", "-").out.count('"draft": true')
    assert workbook((root / "build/register-draft.xlsx").read_bytes())["About"][1] == [
        "DRAFT",
        None,
        None,
        None,
    ]
    with database((root / "build/register-draft.sqlite").read_bytes()) as opened:
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        row = opened.execute("SELECT meeting, json_extract(record, '$.meeting') FROM actions")
        assert tuple(row.fetchone()) == (None, "nowhere")


PRIVATE = {
    **BASE,
    "scrutiny.toml": 'visibility = "private"\n',
    "records/actions/2021.yaml": "- {id: act-1, action: Do it., notes: Between us.}\n",
    "records/questions/2021.yaml": (
        "- {id: q-1, meeting: cyp-2021-11-23, question: Refused words., status: refused,"
        " refused: Rule 4}\n"
        "- {id: q-2, meeting: cyp-2021-11-23, question: Open words.,"
        " questioner: {name: A. Secret, place: Ledbury, anonymous: yes},"
        " supplementary: {question: Disallowed words., disallowed: Rule 5}}\n"
    ),
}


@pytest.mark.parametrize("shape", ["csv", "json", "sqlite", "xlsx"])
def test_words_that_stand_in_no_document_stand_in_no_export(shape: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, PRIVATE)
    secret = ("Between us", "Refused words", "A. Secret", "Ledbury", "Disallowed words")
    for private in (False, True):
        more = ("--private",) if private else ()
        out = tmp_path / f"out-{private}"
        # An anonymous questioner who is named is an error, so this is a draft.
        assert export(root, "--format", shape, "--draft", "--output", out, *more).code == 0
        text = "".join(opened(path.read_bytes()) for path in out.iterdir())
        assert "Open words." in text
        assert {words for words in secret if words in text} == (set(secret) if private else set())


@pytest.mark.parametrize("shape", ["csv", "json", "sqlite", "xlsx"])
def test_a_count_too_small_to_show_is_in_no_export(shape: str, tmp_path: Path) -> None:
    measure = (
        "title: Children excluded\nunit: children\nreadings:\n"
        "  - {period: 2021-08, value: 4321}\n"
        "  - {period: 2021-09, value: 3, of: 98765, note: Three of them in one school.}\n"
    )
    committee = BASE["records/committees/cyp.yaml"] + "rules: {suppress_below: 6}\n"
    root = write_tree(
        tmp_path,
        {
            **BASE,
            "records/committees/cyp.yaml": committee,
            "records/measures/excluded.yaml": measure,
        },
    )
    assert export(root, "measures", "--format", shape, "--output", tmp_path / "out").code == 0
    text = "".join(opened(path.read_bytes()) for path in (tmp_path / "out").iterdir())
    assert "4321" in text or shape == "sqlite"
    assert "too small" in text
    assert "98765" not in text
    assert "Three of them" not in text


def test_the_column_of_notes_is_there_where_notes_are_given(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**PRIVATE, "records/questions/2021.yaml": "[]\n"})
    told = export(root, "actions", "--format", "csv", "--output", "-", "--draft")
    assert ",Note," not in told.out.splitlines()[0]
    told = export(root, "actions", "--format", "csv", "--output", "-", "--draft", "--private")
    assert ",Note," in told.out.splitlines()[0]
    assert "Between us." in told.out


def test_a_committee_gets_its_own_records_only(tmp_path: Path) -> None:
    root = write_tree(
        tmp_path,
        {
            **BASE,
            "records/committees/gsc.yaml": "name: General Scrutiny Committee\ncouncil: X\n",
            "records/meetings/cyp-2021-11-23.yaml": "committee: cyp\ndate: 2021-11-23\n",
            "records/meetings/gsc.yaml": "committee: gsc\ndate: 2021-11-30\n",
            "records/recommendations/a.yaml": (
                "- {id: r-c, meeting: cyp-2021-11-23, text: One.}\n- {id: r-g, meeting: gsc, text: Two.}\n"
            ),
            "records/responses/a.yaml": "- {id: x-c, to: r-c}\n- {id: x-g, to: r-g}\n",
        },
    )
    told = json.loads(export(root, "-c", "gsc", "--format", "json", "--output", "-").out)
    found = {kind: [one["id"] for one in records] for kind, records in told["records"].items()}
    assert found["committees"] == found["meetings"] == ["gsc"]
    assert (found["recommendations"], found["responses"]) == (["r-g"], ["x-g"])
    assert told["filters"] == ["Only General Scrutiny Committee"]
    export(root, "-c", "gsc", "--output", tmp_path / "gsc.sqlite")
    with database((tmp_path / "gsc.sqlite").read_bytes()) as opened:
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []


# ---------------------------------------------------------------------------------- as it is spelt


def test_hostile_words_are_words_in_a_workbook(
    root: Path, actions: dict[str, str], tmp_path: Path
) -> None:
    export(root, "--output", tmp_path / "r.xlsx")
    content = (tmp_path / "r.xlsx").read_bytes()
    rows = workbook(content)["Actions"]
    assert {row[0]: row[6] for row in rows[1:]} == actions
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        text = "".join(archive.read(name).decode() for name in names)
    assert not re.search(r"<f[ >/]|<hyperlink|externalLink|vbaProject", text)
    assert not [name for name in names if "rels" in name and "sheet" in name]


def test_hostile_words_are_words_in_csv(root: Path, actions: dict[str, str]) -> None:
    told = export(root, "actions", "--format", "csv", "--output", "-")
    rows = list(csv.DictReader(io.StringIO(told.out, newline="")))
    cells = {row["Id"]: row["Action"] for row in rows}
    for name, cell in cells.items():
        assert not re.match(r"[=+\-@\t]", cell) or re.fullmatch(r"-5", cell)
        # One apostrophe was put before what calculates, and is taken off again.
        back = cell[1:] if re.match(r"'+[=+\-@\t]", cell) else cell
        assert back == actions[name]


def test_hostile_words_are_words_in_a_database(
    root: Path, actions: dict[str, str], tmp_path: Path
) -> None:
    export(root, "--output", tmp_path / "r.sqlite")
    with database((tmp_path / "r.sqlite").read_bytes()) as opened:
        found = {
            row["id"]: row["action"] for row in opened.execute("SELECT id, action FROM actions")
        }
        assert found == actions
        assert {
            row[0] for row in opened.execute("SELECT DISTINCT typeof(action) FROM actions")
        } == {"text"}


def test_a_text_too_long_for_a_cell_is_cut_aloud(tmp_path: Path) -> None:
    long = "=" + "word " * 7_000
    text = f"- {{id: act-1, action: '{long}'}}\n"
    root = write_tree(tmp_path, {**BASE, "records/actions/2021.yaml": text})
    told = export(root)
    assert told.code == 0
    assert "warning: 1 text too long for an Excel cell" in told.err
    found = workbook((root / "build/register.xlsx").read_bytes())
    (cell,) = (row[6] for row in found["Actions"][1:])
    assert len(cell) == 32_767
    assert cell.endswith("it is in the JSON and SQLite exports.")
    assert ["Cut short", "1 text too long for a cell, marked where cut"] in [
        row[:2] for row in found["About"]
    ]


def test_another_day_gives_another_state(root: Path) -> None:
    for day, state in ((date(2021, 8, 1), "open"), (date(2021, 9, 2), "overdue")):
        told = export(root, "--format", "json", "-o", "-", SCRUTINY_AS_OF=day.isoformat())
        records = json.loads(told.out)["records"]["actions"]
        assert next(one for one in records if one["id"] == "act-1")["computed"]["state"] == state
