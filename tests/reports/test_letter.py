"""The notice to the executive: what it asks, by when, and what its receipt starts."""

from pathlib import Path

import docx

from tests.inside import scrutiny
from tests.sample import ROOT

AT = ("recommendation", "letter", "cyp-2021-10-12", "--root", str(ROOT), "--as-of", "2021-10-14")


def test_notice_gives_the_day_that_its_receipt_leads_to() -> None:
    told = scrutiny(*AT, "--format", "text")
    assert "To: Cabinet\n" in told.out
    assert "3 recommendations below to Cabinet" in told.out
    assert "the response is due by Monday 13 December 2021" in told.out
    assert "scrutiny recommendation notify rec-2021-10-12-" in told.err


def test_notice_comes_as_a_word_file(tmp_path: Path) -> None:
    told = scrutiny(*AT, "--format", "docx", "--output", str(tmp_path / "notice.docx"))
    assert told.code == 0, told.err
    (table,) = docx.Document(str(tmp_path / "notice.docx")).tables
    assert [cell.text for cell in table.columns[0].cells] == ["No.", "(a)", "(b)", "(c)"]


def test_meeting_that_asked_nothing_of_the_executive_has_no_notice() -> None:
    told = scrutiny("recommendation", "letter", "cyp-2021-11-23", "--root", str(ROOT))
    assert told.code == 2
    assert "no recommendation of cyp-2021-11-23 is to the executive" in told.err
