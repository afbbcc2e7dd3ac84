"""Papers of every kind become pages that a screen reader can read; what would do harm does not."""

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from tests import office
from tests.packs.registers import ask, pack, with_papers
from tests.pdfs import claims_and_faults, everything_in, links, outline, paper, stamped

TABLE = (
    "<table><caption>Visits</caption><thead><tr><th scope=col>Team<th scope=col>Visits</thead><tbody>"
    + "".join(f"<tr><th scope=row>Team {row}<td>{row}" for row in range(120))
    + "</table>"
)
MARKDOWN = """\
### Briefing note

A loose list:

- one

- two

  1. of a list within

| Team | Visits |
|------|--------|
""" + "".join(f"| {row} | {row * 2} |\n" for row in range(120))


def picture(size: tuple[int, int] = (300, 200)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "grey").save(file, "PNG")
    return file.getvalue()


def changed(content: bytes, change: Callable[[Pdf], object], **options: object) -> bytes:
    """Return a PDF after a change."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(written, **options)  # type: ignore[arg-type]  # options of `save` by name
    return written.getvalue()


def untagged(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot
    del pdf.Root.MarkInfo


def turned(pdf: Pdf) -> None:
    for turn, page in zip((0, 90, 180, 270), pdf.pages, strict=True):
        page.rotate(turn, relative=False)


def tables(file: Path) -> int:
    """How many tables a reader is told of."""
    with pikepdf.open(file) as pdf:
        return sum(
            isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == Name.Table
            for thing in pdf.objects
        )


def test_markdown_with_loose_lists_and_a_long_table(tmp_path: Path) -> None:
    packed = pack(with_papers(tmp_path, {"note.md": MARKDOWN}))
    assert claims_and_faults(packed.file) == (True, set())
    assert len(packed.reader.pages) > 6
    # The agenda is one table, and the paper has one over several pages.
    assert tables(packed.file) == 2
    assert "Briefing note" in [words for _, words, _ in outline(packed.reader)]


def test_table_over_pages_of_a_paper_made_elsewhere_is_one_table(tmp_path: Path) -> None:
    packed = pack(with_papers(tmp_path, {"visits.pdf": paper("Visits", 1, TABLE + TABLE)}))
    assert claims_and_faults(packed.file) == (True, set())
    assert tables(packed.file) == 3  # one of the agenda, and two of the paper


def test_html_without_its_scripts_and_styles(tmp_path: Path) -> None:
    html = f"<title>x</title><script>evil()</script><h2 onclick=evil()>Visits</h2>{TABLE}"
    packed = pack(with_papers(tmp_path, {"visits.html": html}))
    assert claims_and_faults(packed.file) == (True, set())
    assert b"evil" not in everything_in(packed.file)
    assert "Team 119" in packed.text


def test_picture_in_markdown_has_its_words(tmp_path: Path) -> None:
    text = "# Report\n\n![Visits by month](visits.png)\n"
    packed = pack(with_papers(tmp_path, {"report.md": text}, {"visits.png": picture()}))
    assert claims_and_faults(packed.file) == (True, set())
    assert b"Visits by month" in everything_in(packed.file)


@pytest.mark.parametrize(
    "papers", [{"report.md": b"![](visits.png)"}, {"visits.png": picture()}], ids=["none", "scan"]
)
def test_pack_with_a_picture_nobody_describes_does_not_claim_to_be_accessible(
    papers: dict[str, bytes], tmp_path: Path
) -> None:
    packed = pack(with_papers(tmp_path, papers, {"visits.png": picture()}))
    assert claims_and_faults(packed.file)[0] is False
    assert "does not say that it keeps to PDF/UA" in packed.told.err


def test_paper_without_tags_is_named_and_readable_in_order(tmp_path: Path) -> None:
    content = changed(paper("Untagged", 3), untagged)
    root = with_papers(tmp_path, {"old.pdf": content, "good.pdf": paper("Good", 1)})
    packed = pack(root)
    assert "note: Paper old.pdf: it has no tags" in packed.told.err
    assert claims_and_faults(packed.file) == (False, set())
    with pikepdf.open(packed.file) as pdf:
        parts = list(pdf.Root.StructTreeRoot.K[0].K)
        (old,) = [part for part in parts if str(part.T) == "Paper old.pdf"]
        assert len(old.K[0].K) == 3


def test_turned_pages_are_stamped_where_their_reader_looks(tmp_path: Path) -> None:
    content = changed(paper("Slides", 4), turned)
    packed = pack(with_papers(tmp_path, {"slides.pdf": content}))
    first = len(packed.reader.pages) - 4
    assert [stamped(packed.reader, first + each) for each in range(4)] == [
        str(first + each + 1) for each in range(4)
    ]
    assert claims_and_faults(packed.file) == (True, set())


def test_paper_locked_against_copying_is_named(tmp_path: Path) -> None:
    lock = pikepdf.Encryption(owner="o", user="", allow=pikepdf.Permissions(extract=False))
    content = changed(paper("Locked", 1), lambda _: None, encryption=lock)
    assert "ask before you publish it" in pack(with_papers(tmp_path, {"a.pdf": content})).told.err


def test_paper_locked_with_a_password_is_refused(tmp_path: Path) -> None:
    lock = pikepdf.Encryption(owner="o", user="u")
    content = changed(paper("Locked", 1), lambda _: None, encryption=lock)
    told = ask(with_papers(tmp_path, {"a.pdf": content}))
    assert (told.code, "is locked with a password" in told.err) == (1, True)


# ------------------------------------------------------------------------------------ what does harm


def link(pdf: Pdf, **action: Any) -> Dictionary:
    return pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 99, 99], A=Dictionary(**action))
    )


def armed(pdf: Pdf) -> None:
    """Put in what a PDF can do when it is opened, shown or clicked."""
    script = Dictionary(S=Name.JavaScript, JS="app.alert('evil')")
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=["evil", script]))
    pdf.attachments["evil.exe"] = b"MZ evil"
    page = pdf.pages[0]
    page.obj.AA = Dictionary(O=script)
    page.obj.Annots = Array(
        [
            link(pdf, S=Name.Launch, F="evil.exe"),
            link(pdf, S=Name.URI, URI="file:///etc/evil"),
            link(pdf, S=Name.GoToR, F="evil.pdf", D=[0, Name.Fit]),
            link(pdf, S=Name.URI, URI="https://example.org/", Next=script),
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.FileAttachment,
                    Rect=[0, 0, 9, 9],
                    Contents="evil",
                    FS=Dictionary(F="evil.exe"),
                )
            ),
        ]
    )


def test_scripts_actions_attachments_and_links_to_files_are_removed(tmp_path: Path) -> None:
    packed = pack(with_papers(tmp_path, {"armed.pdf": changed(paper("Armed", 2), armed)}))
    held = everything_in(packed.file)
    assert b"evil" not in held
    assert b"JavaScript" not in held
    assert b"Launch" not in held
    assert "https://example.org/" in [
        to for _, to in links(packed.reader, len(packed.reader.pages) - 2)
    ]
    for words in ("scripts", "attached files", "actions", "links to files or programs"):
        assert words in packed.told.err


def bomb(pdf: Pdf) -> None:
    """Let the content of a page unpack to a gigabyte."""
    squeeze = zlib.compressobj(9)
    content = b"".join(squeeze.compress(b" " * 10_000_000) for _ in range(100)) + squeeze.flush()
    page = pdf.pages[0].obj
    page.Contents = pikepdf.Stream(pdf, content, Filter=Name.FlateDecode)
    del pdf.Root.StructTreeRoot


def many_pages(pdf: Pdf) -> None:
    for _ in range(10_000):
        pdf.add_blank_page(page_size=(595, 842))


@pytest.mark.parametrize(
    ("change", "words"), [(bomb, "asks for too much memory"), (many_pages, "has 10,001 pages")]
)
def test_paper_that_asks_for_too_much_is_refused(
    change: Callable[[Pdf], None], words: str, tmp_path: Path
) -> None:
    told = ask(with_papers(tmp_path, {"big.pdf": changed(paper("Big", 1), change)}))
    assert (told.code, words in told.err) == (1, True), told.err


# --------------------------------------------------------------------------- Word and OpenDocument


def test_word_and_open_document_papers_keep_headings_and_tables(tmp_path: Path) -> None:
    office.need_office()
    root = with_papers(tmp_path, {"plan.docx": office.word(), "note.odt": office.open_document()})
    packed = pack(root)
    assert claims_and_faults(packed.file) == (True, set())
    assert "Improvement plan" in [words for _, words, _ in outline(packed.reader)]
    assert "Words of the plan." in packed.text
    again = pack(root, "--output", "again")
    assert again.file.read_bytes() == packed.file.read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        office.word(office.LINKED_PICTURE, "file:///etc/passwd"),
        office.word(office.LINKED_TEXT),
        office.word('<w:p><w:fldSimple w:instr="INCLUDEPICTURE C:/x.png"/></w:p>'),
    ],
    ids=["picture", "text", "field"],
)
def test_word_file_that_shows_another_file_is_refused(content: bytes, tmp_path: Path) -> None:
    told = ask(with_papers(tmp_path, {"plan.docx": content}))
    assert (told.code, "shows something that is not in the file itself" in told.err) == (1, True)


@pytest.mark.parametrize("address", ["../secret.png", "file:///etc/x.png", "https://example.org/x"])
def test_open_document_that_shows_another_file_is_refused(address: str, tmp_path: Path) -> None:
    body = f'<text:p><draw:frame><draw:image xlink:href="{address}"/></draw:frame></text:p>'
    told = ask(with_papers(tmp_path, {"plan.odt": office.open_document(body)}))
    assert (told.code, "shows something that is not in the file itself" in told.err) == (1, True)
