"""Documents as PDF: accessible, whole tables, the same bytes each time, and in words what is lacking."""

import sys
from pathlib import Path

import pikepdf
import pytest

from scrutiny_cli.pdf import engine
from tests.inside import scrutiny
from tests.pdfs import claims_and_faults, need_pango
from tests.sample import ROOT

pytestmark = pytest.mark.pdf
AT = ("--root", str(ROOT), "--as-of", "2021-11-15", "--format", "pdf")


@pytest.fixture(autouse=True)
def _pango() -> None:
    need_pango()


def built(folder: Path, *words: str) -> Path:
    """Build one document as PDF."""
    told = scrutiny(*words, *AT, "--output", str(folder / "x.pdf"))
    assert told.code == 0, told.err
    return folder / "x.pdf"


@pytest.mark.parametrize(
    "words",
    [
        ("tracker", "build", "actions"),
        ("minutes", "build", "cyp-2021-10-12"),
        ("programme", "build", "--year", "2021/22"),
        ("plan", "build", "sfs-2019", "--scorecard"),
    ],
    ids=" ".join,
)
def test_documents_keep_to_the_standard_for_accessible_pdf(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    assert claims_and_faults(built(tmp_path, *words)) == (True, set())


def test_plan_of_many_pages_has_each_of_its_tables_once(tmp_path: Path) -> None:
    file = built(tmp_path, "plan", "build", "sfs-2019", "--form", "printed")
    assert claims_and_faults(file) == (True, set())
    page = scrutiny(
        "plan",
        "build",
        "sfs-2019",
        "--form",
        "printed",
        *AT[:4],
        "--format",
        "html",
        "--output",
        "-",
    )
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) > 15
        tables = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
                  and each.get("/S") == "/Table" and "/K" in each and len(each.K)]  # fmt: skip
    assert len(tables) == page.out.count("<table")


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    words = ("minutes", "build", "cyp-2021-10-12")
    (tmp_path / "again").mkdir()
    one, two = built(tmp_path, *words), built(tmp_path / "again", *words)
    assert one.read_bytes() == two.read_bytes()


def test_page_uses_only_the_files_that_it_is_given(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red }", encoding="utf-8")
    html = f'<html lang=en><title>x</title><link rel=stylesheet href="{secret.as_uri()}"><p>Words'
    plain = "<html lang=en><title>x</title><p>Words"
    assert engine.lay_out(html).content == engine.lay_out(plain).content


def test_without_the_extra_the_command_that_adds_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    told = scrutiny("minutes", "build", "cyp-2021-10-12", *AT, "--output", str(tmp_path / "x.pdf"))
    assert told.code == 3
    assert "PDF files need the package weasyprint" in told.err
    assert 'install "weasyprint' in told.err
