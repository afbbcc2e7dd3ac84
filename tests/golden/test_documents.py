"""Whole documents stay as they are until somebody means to change them."""

import csv
import io

import pytest

from tests.golden.documents import DOCUMENTS, FOLDER, REVISION, made

ADVICE = "if the change is meant: python -m tests.golden.update, then read the difference"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_what_it_was(name: str) -> None:
    kept = FOLDER / name
    assert kept.exists(), ADVICE
    assert made(name).decode("utf-8") == kept.read_bytes().decode("utf-8"), ADVICE


def test_nothing_is_kept_that_is_no_longer_made() -> None:
    assert {path.name for path in FOLDER.iterdir()} == DOCUMENTS.keys(), ADVICE


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if not name.endswith("csv")])
def test_a_document_says_as_at_when_and_from_which_records(name: str) -> None:
    text = made(name).decode("utf-8")
    day = "15 November 2019" if "2019" in name else "November 2021"
    last = [line for line in text.splitlines() if "As at" in line]
    assert len(last) == 1
    assert day in last[0]
    assert REVISION not in last[0]
    assert text.count(REVISION) == 1


def test_the_spreadsheet_is_marked_as_utf8_and_reads_back() -> None:
    raw = made("action-log-2021-11-23-crlf.csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in raw
    assert raw.replace(b"\r\n", b"").count(b"\r") == 0
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == 8
