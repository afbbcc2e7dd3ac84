"""Documents in Word: every word of the page, in real headings, lists, tables and links."""

import io
import re
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import docx
import mammoth  # type: ignore[import-untyped]  # it has no types
import pytest
from docx.document import Document
from docx.shared import Pt

from scrutiny_cli import word
from tests.inside import scrutiny
from tests.programs import captured
from tests.registers import write_tree
from tests.sample import ROOT

AT = ("--root", str(ROOT), "--as-of", "2021-11-23", "--output", "-")
DOCUMENTS = (
    ("agenda", "build", "cyp-2021-11-23"),
    ("minutes", "build", "cyp-2021-10-12"),
    ("tracker", "build", "actions"),
    ("tracker", "build", "actions", "--form", "item"),
    ("tracker", "build", "recommendations"),
    ("tracker", "build", "responses", "--form", "item"),
    ("programme", "build"),
    ("question", "build", "cyp-2021-11-23"),
    ("review", "build", "neets"),
    ("plan", "build", "sfs-2019"),
    ("plan", "build", "sfs-2019", "--scorecard"),
)
# What the page has and the sheet has not: the heads of the agenda's table, ways to get about, and what
# stands on paper for a part that is folded on the screen.
PAGE_ONLY = {
    "Earlier figures, benchmarks and notes are on the web page.",
    "Where the items come from, and their history, are on the web page.",
    "Item",
    "Business",
    "Pages",
    "Jump to item",
    "Items of the agenda with their pages in the printed pack",
}
NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


class Words(HTMLParser):
    """The pieces of text of a page between its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.pieces: set[str] = set()
        self._inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("style", "svg", "head", "nav"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside and (words := flat(data)):
            self.pieces.add(words)


def flat(text: str) -> str:
    return " ".join(text.split())


def built(*words: str, shape: str = "docx") -> bytes:
    told = scrutiny(*words, *AT, "--format", shape)
    assert told.code == 0, told.err
    return told.raw if shape == "docx" else told.out.encode()


@pytest.mark.parametrize("words", DOCUMENTS, ids=" ".join)
def test_word_file_holds_every_word_of_the_page(words: tuple[str, ...]) -> None:
    raw = built(*words)
    page = Words(built(*words, shape="html").decode())
    document = word.read(raw)
    captions = [b.caption for b in document.blocks if isinstance(b, word.WordTable)]
    for name, text in (
        ("read by the tool", " ".join([p.text for p in document.paragraphs] + captions)),
        ("read by mammoth", mammoth.extract_raw_text(io.BytesIO(raw)).value + " ".join(captions)),
        ("read by python-docx", " ".join([*plain(docx.Document(io.BytesIO(raw))), *captions])),
    ):
        whole = flat(text)
        missing = {piece for piece in page.pieces if piece not in whole} - PAGE_ONLY
        assert missing == set(), name


def plain(document: Document) -> list[str]:
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return [*(p.text for p in document.paragraphs), *cells]


@pytest.mark.parametrize("words", DOCUMENTS[::3], ids=" ".join)
def test_word_file_is_the_same_each_time(words: tuple[str, ...]) -> None:
    assert built(*words) == built(*words)


def test_word_file_can_be_read_out() -> None:
    """Its title and language, its headings, and the heads of its tables are marked as such."""
    raw = built("tracker", "build", "recommendations")
    document = docx.Document(io.BytesIO(raw))
    assert (
        document.core_properties.title
        == "Recommendation tracker, Children and Young People Scrutiny Committee"
    )
    assert word.read(raw).language == "en-GB"
    levels = [
        p.style.name for p in document.paragraphs if p.style and p.style.name.startswith("Heading")
    ]
    assert levels[0] == "Heading 1"
    assert levels.count("Heading 1") == 1
    for table in document.tables:
        assert table.rows[0]._tr.find(".//w:tblHeader", NAMES) is not None
        assert table._tbl.find(".//w:tblCaption", NAMES) is not None


def test_trend_is_a_picture_with_its_figures_in_words() -> None:
    body = part(built("plan", "build", "sfs-2019", "--scorecard"), "word/document.xml")
    described = re.findall(r'<wp:docPr [^>]*descr="([^"]+)"', body)
    assert described
    assert all("2019" in words for words in described)


def part(raw: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return package.read(name).decode()


def test_links_lead_where_they_lead_on_the_page() -> None:
    raw = built("agenda", "build", "cyp-2021-11-23")
    targets = re.findall(
        r'Target="((?:https?|mailto):[^"]+)"', part(raw, "word/_rels/document.xml.rels")
    )
    assert "https://www.herefordshire.gov.uk/meetings" in targets
    assert "mailto:sarah.buffrey@herefordshire.gov.uk" in targets


def own_paper(name: str = "Heading 1") -> bytes:
    """A council's paper: a style of its own, a header, and words that are not to come along."""
    paper = docx.Document()
    paper.styles[name].font.name = "Gill Sans"
    paper.styles[name].font.size = Pt(31)
    paper.sections[0].header.paragraphs[0].text = "Exampleshire Council"
    paper.add_paragraph("Words of the last paper, with a name in them")
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


REGISTER = {
    "records/committees/health.yaml": "name: Health Scrutiny Committee\ncouncil: Exampleshire Council\n",
    "records/meetings/h-1.yaml": "date: 2022-01-11\ntime: 2.30 pm\nitems:\n- {title: Buses, purpose: '1. One\\n2. Two'}\n",
    "scrutiny.toml": 'format = 2\nword_template = "templates/our paper.docx"\n',
}


@pytest.fixture
def with_paper(tmp_path: Path) -> Path:
    return write_tree(tmp_path, {**REGISTER, "templates/our paper.docx": own_paper()})


def agenda(root: Path, *words: str) -> Document:
    told = scrutiny("agenda", "build", "h-1", "--format", "docx", "--output", "-", *words, cwd=root)
    assert told.code == 0, told.err
    return docx.Document(io.BytesIO(told.raw))


def test_councils_own_paper_keeps_its_styles_and_header(with_paper: Path) -> None:
    document = agenda(with_paper)
    words = [p.text for p in document.paragraphs]
    assert document.styles["Heading 1"].font.name == "Gill Sans"
    assert document.sections[0].header.paragraphs[0].text == "Exampleshire Council"
    assert "Words of the last paper, with a name in them" not in words
    assert "1.\tBuses" in words


def test_draft_is_marked_on_every_page_of_the_councils_paper(with_paper: Path) -> None:
    header = agenda(with_paper, "--draft").sections[0].header
    assert [p.text for p in header.paragraphs] == ["Draft", "Exampleshire Council"]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"words", "not a Word document"), (None, "cannot be read")],
)
def test_paper_that_cannot_be_used_is_named(
    with_paper: Path, content: bytes | None, words: str
) -> None:
    file = with_paper / "templates/our paper.docx"
    file.unlink() if content is None else file.write_bytes(content)
    told = scrutiny("agenda", "build", "h-1", "--format", "docx", cwd=with_paper)
    assert told.code == 3
    assert "our paper.docx" in told.err
    assert words in told.err


WITHOUT = "import sys; sys.modules['docx'] = None; from scrutiny_cli.__main__ import main; main()"


def test_missing_package_is_named_with_how_to_install_it() -> None:
    done = captured([sys.executable, "-c", WITHOUT, *DOCUMENTS[0], *AT, "--format", "docx"])
    assert done.returncode == 3
    assert "Word files need the package python-docx\n  install it: " in done.stderr
