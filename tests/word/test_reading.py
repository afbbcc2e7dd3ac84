"""What a Word file says is read whole: every kind of mark is either followed or named."""

from collections.abc import Callable

import pytest

from scrutiny_cli import word
from scrutiny_cli.word import Paragraph, WordTable
from tests.office import LINKED_PICTURE, OFFICE, PACKAGE, TYPES, WORD, zipped

MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
STYLES = (
    f'<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr>'
    '</w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:styleId="berschrift2"><w:name '
    'w:val="heading 2"/></w:style><w:style w:type="paragraph" w:styleId="Council"><w:name '
    'w:val="Council heading"/><w:basedOn w:val="berschrift2"/></w:style><w:style w:type="character" '
    'w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style></w:styles>'
)
NUMBERING = (
    f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start '
    'w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start '
    'w:val="2"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl><w:lvl w:ilvl="2"><w:start '
    'w:val="4"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%3"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)
COMMENTS = (
    f'<w:comments xmlns:w="{WORD}"><w:comment w:id="3" w:author="Anna Reid"><w:p><w:r><w:t>Is this '
    "right?</w:t></w:r></w:p></w:comment></w:comments>"
)
KINDS = ("styles", "numbering", "comments", "header", "footnotes")


def document(body: str, links: str = "", **parts: str) -> bytes:
    """A Word file with a body, and parts such as its comments."""
    given = {"styles": STYLES, "numbering": NUMBERING, "comments": COMMENTS, **parts}
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>'
        for kind in KINDS
        if kind in given
    )
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}'
            f"{links}</Relationships>",
            "word/document.xml": f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}" xmlns:mc="{MARKUP}">'
            f"<w:body>{body}</w:body></w:document>",
            **{f"word/{kind}.xml": content for kind, content in given.items()},
        }
    )


def run(words: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def deleted(words: str) -> str:
    return f'<w:del w:id="1" w:author="A"><w:r><w:delText>{words}</w:delText></w:r></w:del>'


def inserted(words: str) -> str:
    return f'<w:ins w:id="2" w:author="A">{run(words)}</w:ins>'


def paragraph(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def only(body: str, **parts: str) -> Paragraph:
    (block,) = word.read(document(body, **parts)).blocks
    assert isinstance(block, Paragraph)
    return block


def table(rows: str) -> WordTable:
    (block,) = word.read(document(f"<w:tbl>{rows}</w:tbl>")).blocks
    assert isinstance(block, WordTable)
    return block


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (run("Plain ") + run("words"), "Plain words"),
        (run("By ") + deleted("May") + inserted("June"), "By June"),
        (f"<w:moveFrom>{run('Moved')}</w:moveFrom>{run('Here')}", "Here"),
        (f"<w:moveTo>{run('Moved')}</w:moveTo>", "Moved"),
        (f"<w:ins>{run('In ')}<w:del><w:r><w:delText>out</w:delText></w:r></w:del></w:ins>", "In "),
        (f"<w:sdt><w:sdtContent>{run('Controlled')}</w:sdtContent></w:sdt>", "Controlled"),
        (f'<w:fldSimple w:instr="DATE">{run("1 May")}</w:fldSimple>', "1 May"),
        ("<w:r><w:instrText>DATE</w:instrText></w:r>" + run("1 May"), "1 May"),
        ("<w:r><w:t>A</w:t><w:br/><w:t>B</w:t><w:noBreakHyphen/><w:t>C</w:t></w:r>", "A\nB-C"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        (
            (
                f"<mc:AlternateContent><mc:Choice>{run('New')}</mc:Choice>"
                f"<mc:Fallback>{run('Old')}</mc:Fallback></mc:AlternateContent>"
            ),
            "New",
        ),
    ],
)
def test_words_are_read_with_tracked_changes_accepted(inside: str, words: str) -> None:
    assert only(paragraph(inside)).words == words


def test_words_of_tracked_changes_and_comments_are_named() -> None:
    marked = only(
        paragraph(
            deleted("May")
            + inserted("June")
            + run("secret", "<w:vanish/>")
            + '<w:r><w:commentReference w:id="3"/></w:r>'
        )
    )
    assert (marked.deleted, marked.inserted, marked.hidden) == ("May", "June", "secret")
    assert marked.comments == ("Anna Reid: Is this right?",)
    assert marked.words == "June"


def test_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    first, second = paragraph(run("One "), gone), paragraph(run("two"))
    assert only(first + second).words == "One two"
    assert only(paragraph(run("Last"), gone)).words == "Last"
    assert only(paragraph(deleted("All"), gone)).deleted == "All"


@pytest.mark.parametrize(
    ("look", "struck"),
    [
        ("<w:strike/>", True),
        ("<w:dstrike/>", True),
        ('<w:strike w:val="0"/>', False),
        ('<w:rStyle w:val="Gone"/>', True),
        ('<w:rStyle w:val="Gone"/><w:strike w:val="false"/>', False),
    ],
)
def test_words_struck_through_are_marked(look: str, struck: bool) -> None:
    whole = only(paragraph(run("Done", look)))
    assert whole.struck is struck
    assert only(paragraph(run("Done", look) + run(" not"))).partly_struck is struck


def test_headings_are_known_by_their_style_in_any_language_and_by_what_it_is_based_on() -> None:
    for style in ("berschrift2", "Council"):
        assert only(paragraph(run("Purpose"), f'<w:pStyle w:val="{style}"/>')).level == 2


def test_numbers_that_word_prints_are_read_as_it_prints_them() -> None:
    depths = (0, 1, 1, 0, 2, 2)
    body = "".join(
        paragraph(run("x"), f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>')
        for depth in depths
    )
    read = word.read(document(body)).paragraphs
    assert [each.number for each in read] == ["1.", "(b)", "(c)", "2.", "2.iv", "2.v"]


def test_cells_keep_their_columns_where_they_are_merged() -> None:
    rows = table(
        row(cell(paragraph(run("Title")), '<w:gridSpan w:val="3"/>'), properties="<w:tblHeader/>")
        + row(
            cell(paragraph(run("5 May")), '<w:vMerge w:val="restart"/>'),
            cell(paragraph(run("Do")), '<w:shd w:fill="00b050"/>'),
            cell(paragraph(run("Clerk"))),
        )
        + row(
            cell(paragraph(""), "<w:vMerge/>"),
            cell(paragraph(run("Don't")), '<w:gridSpan w:val="2"/>'),
            properties='<w:gridBefore w:val="0"/>',
        )
    ).rows
    assert [[(c.column, c.columns, c.text, c.continues) for c in each.cells] for each in rows] == [
        [(0, 3, "Title", False)],
        [(0, 1, "5 May", False), (1, 1, "Do", False), (2, 1, "Clerk", False)],
        [(0, 1, "", True), (1, 2, "Don't", False)],
    ]
    assert [each.heading for each in rows] == [True, False, False]
    assert rows[1].cells[1].fill == "00B050"


def test_table_in_a_cell_is_read_with_it() -> None:
    inner = f"<w:tbl>{row(cell(paragraph(run('a'))), cell(paragraph(run('b'))))}</w:tbl>"
    (outer,) = table(row(cell(paragraph(run("Before")) + inner + paragraph("")))).rows
    assert outer.cells[0].text == "Before\na | b"
    assert outer.cells[0].nested


def test_row_deleted_by_a_tracked_change_is_marked() -> None:
    rows = table(
        row(cell(paragraph(deleted("Gone"))), properties='<w:del w:id="1"/>')
        + row(cell(paragraph(inserted("New"))), properties='<w:ins w:id="2"/>')
    ).rows
    assert [(each.deleted, each.text) for each in rows] == [(True, ""), (False, "New")]


def test_content_controls_are_known_by_tag_and_title_and_whether_they_are_filled() -> None:
    def control(inside: str, more: str = "") -> str:
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="Purpose"/><w:tag w:val="purpose"/>{more}</w:sdtPr>'
            f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        )

    block = only(control(paragraph(run("To receive"))))
    inline = only(paragraph(control(run("Click here"), "<w:showingPlcHdr/>")))
    assert block.controls == (word.Control("purpose", "Purpose", True),)
    assert inline.controls == (word.Control("purpose", "Purpose", False),)


def test_links_headers_footnotes_and_text_boxes_are_read() -> None:
    link = f'<Relationship Id="r9" Type="{OFFICE}/hyperlink" Target="https://example.gov.uk/" TargetMode="External"/>'
    box = (
        "<w:r><w:pict><w:txbxContent>"
        + paragraph(run("In a box"))
        + "</w:txbxContent></w:pict></w:r>"
    )
    body = paragraph(f'<w:hyperlink r:id="r9">{run("site")}</w:hyperlink>{box}')
    note = f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="2">{paragraph(run("A note"))}</w:footnote></w:footnotes>'
    head = f'<w:hdr xmlns:w="{WORD}">{paragraph(run("EXEMPT"))}</w:hdr>'
    read = word.read(document(body, link, footnotes=note, header=head))
    assert [each.runs[0].link for each in read.paragraphs] == ["https://example.gov.uk/"]
    assert read.margins == ("EXEMPT",)
    assert read.aside == ("In a box", "A note")
    assert read.language == "en-GB"


def test_words_that_cannot_be_read_are_named() -> None:
    read = word.read(
        document('<w:altChunk r:id="x"/>' + paragraph('<w:r><w:sym w:char="F0AA"/></w:r>'))
    )
    assert len(read.remarks) == 2


def test_pictures_have_their_words() -> None:
    (picture,) = only(
        LINKED_PICTURE.replace('name="x"/>', 'name="x" descr="A chart"/>', 1)
    ).pictures
    assert picture == word.WordPicture("A chart", linked=True)


def declared(first: str) -> bytes:
    """A Word file whose body begins with a declaration."""
    return zipped({"word/document.xml": f"{first}<w:document xmlns:w='{WORD}'/>"})


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (lambda: document("<!--" + " " * 60_000_000 + "-->"), "unpacks to more than"),
        (lambda: document("<w:p>" * 400 + "</w:p>" * 400), "nested deeper"),
        (lambda: declared('<!DOCTYPE x [<!ENTITY a "b">]>'), "document type"),
        (lambda: zipped({"word/document.xml": "", "word/vbaProject.bin": ""}), "macros"),
        (lambda: zipped({"word/document.xml": "<w:document"}), "damaged"),
        (lambda: zipped({"content.xml": ""}), "LibreOffice"),
        (lambda: zipped({"xl/workbook.xml": ""}), "Excel"),
        (lambda: document("")[:-30], "its end is missing"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old form"),
        (lambda: b"%PDF-1.7", "a PDF"),
        (lambda: b"words", "not a Word document"),
        (
            lambda: document(
                "",
                f'<Relationship Id="p" Type="{OFFICE}/image" Target="file:///c:/x.png" TargetMode="External"/>',
            ),
            "another file",
        ),
    ],
)
def test_file_that_may_do_harm_or_is_no_word_file_is_refused(
    raw: Callable[[], bytes], words: str
) -> None:
    with pytest.raises(word.UnreadableWord, match=words):
        word.read(raw())
