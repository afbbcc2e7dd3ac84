"""A document as a workbook: the columns as printed, text as text, and the way back."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_cli.documents.source import Source
from scrutiny_cli.edits import render_record
from scrutiny_cli.files.store import Files
from scrutiny_cli.importing.importers import propose_import
from scrutiny_cli.importing.model import ImportOptions, Proposal
from scrutiny_cli.importing.spreadsheets import read
from scrutiny_cli.render import workbook
from scrutiny_cli.reports.trackers import actions
from scrutiny_cli.workspace.loading import Loaded, check
from tests.exported import standpoint
from tests.importing.logs import DAY
from tests.inside import scrutiny
from tests.registers import BASE
from tests.sample import ROOT

word = st.text(st.sampled_from("ab9éX"), min_size=1, max_size=6)
line = st.lists(word, min_size=2, max_size=4).map(lambda words: "Do " + " ".join(words))
FORMULAS = ("=1+1", "+44 1432", "-5", "@team", "007", "1.10", "5/6", "1-2-2021")
days = st.dates(date(2019, 1, 1), date(2030, 1, 1)).map(str)
records = st.fixed_dictionaries(
    {
        "action": st.one_of(
            line, st.sampled_from(FORMULAS).map(lambda sign: f"{sign} is what to do")
        )
    },
    optional={
        "number": st.integers(1, 999).map(str),
        "owner": st.one_of(line, st.lists(line, min_size=2, max_size=3, unique=True)),
        "directorate": line,
        "due": st.one_of(days, st.sampled_from(["ongoing", "Nov 2020"])),
        "progress": st.lists(
            st.builds(lambda day, text: {"on": day, "note": text}, days, line), max_size=2
        ).map(lambda notes: sorted(notes, key=lambda note: note["on"])),
    },
)


def register(data: list[dict[str, Any]]) -> Loaded:
    files = dict(BASE)
    for number, each in enumerate(data):
        files[f"records/actions/a{number}.yaml"] = render_record({"id": f"a{number}", **each})
    return check(ROOT, Files(sources=sorted(Source(p, t.encode()) for p, t in files.items())))


def log(loaded: Loaded) -> bytes:
    return workbook.render(actions.log(standpoint(loaded.register, DAY), printed=True))


def imported(loaded: Loaded, raw: bytes) -> Proposal:
    (committee,) = loaded.register.committees.values()
    options = ImportOptions(as_of=DAY)
    return propose_import("actions", read("log.xlsx", raw), loaded, committee, options)


@given(st.lists(records, min_size=1, max_size=4))
@settings(max_examples=10)
def test_log_that_comes_back_unchanged_changes_nothing(data: list[dict[str, Any]]) -> None:
    loaded = register(data)
    proposal = imported(loaded, log(loaded))
    assert proposal.new == ()
    assert proposal.changed == ()


@given(st.lists(records, min_size=2, max_size=4), st.data())
@settings(max_examples=10)
def test_only_what_was_edited_comes_back(data: list[dict[str, Any]], draw: st.DataObject) -> None:
    loaded = register(data)
    book = openpyxl.load_workbook(io.BytesIO(log(loaded)))
    sheet: Any = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    row = draw.draw(st.integers(2, sheet.max_row))
    edited = sheet.cell(row, heads.index("ID") + 1).value
    cell = sheet.cell(row, heads.index("Progress Update") + 1)
    cell.value = "\n".join(filter(None, (cell.value, "1 December 2020: Now begun.")))
    file = io.BytesIO()
    book.save(file)
    proposal = imported(loaded, file.getvalue())
    assert proposal.new == ()
    assert {change.id for change in proposal.changed} == {edited}


def sheets(*words: str) -> Any:
    at = ("--root", str(ROOT), "--as-of", "2021-11-23", "--format", "xlsx", "--output", "-")
    told = scrutiny(*words, *at)
    assert told.code == 0, told.err
    return openpyxl.load_workbook(io.BytesIO(told.raw))


def test_log_has_the_printed_columns_in_sight_with_a_filter_and_its_ratings_in_words() -> None:
    book = sheets("tracker", "build", "actions")
    assert book.sheetnames == ["Open and to be reported", "Reported complete", "About"]
    page = book.worksheets[0]
    heads = [cell.value for cell in page[1]]
    assert heads[:2] == ["Action Number", "Meeting Date"]
    assert heads[-1] == "ID"
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == page.dimensions
    state = page.cell(2, heads.index("State (worked out)") + 1)
    assert state.value.startswith("Overdue by 21 days")
    assert state.fill.fgColor.rgb == "FFF4D7D7"


@pytest.mark.parametrize(
    "words",
    [("plan", "build", "sfs-2019"), ("programme", "build"), ("tracker", "build", "responses")],
)
def test_plans_programmes_and_responses_come_as_workbooks(words: tuple[str, ...]) -> None:
    book = sheets(*words)
    assert book.sheetnames[-1] == "About"
    cells = [c for page in book.worksheets for row in page.iter_rows() for c in row]
    assert len(cells) > 50
    assert "f" not in {cell.data_type for cell in cells}


def test_same_records_give_the_same_workbook() -> None:
    loaded = register([{"action": "=1+1"}])
    assert log(loaded) == log(loaded)
