"""Small Word and OpenDocument files, written part by part."""

import io
import zipfile
from collections.abc import Mapping

from scrutiny_cli.files import programs
from tests.needs import MISSING, give_up

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.styles+xml"/></Types>'
)
STYLES = (
    f'<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr>'
    '</w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:styleId="Heading1">'
    '<w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'
)
LINKED_PICTURE = (
    f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing"><wp:extent cx="900000" '
    f'cy="900000"/><wp:docPr id="1" name="x"/><a:graphic xmlns:a="{DRAWING}/main"><a:graphicData '
    f'uri="{DRAWING}/picture"><pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="1" '
    f'name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{OFFICE}" r:link="rIdX"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext '
    'cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
# A field whose name is in two pieces, as Word writes it.
LINKED_TEXT = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r>'
    '<w:instrText>TEXT "C:\\\\secret.docx" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def need_office() -> None:
    """Skip the test where LibreOffice is not installed."""
    if programs.find_office() is None:
        give_up(f"LibreOffice{MISSING}install libreoffice-writer-nogui, or run `make test-system`")


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def cell(words: str) -> str:
    return f"<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"


def word(body: str = "", linked: str = "") -> bytes:
    """Return a Word file with a heading, a table and more; `linked` is where its links of pictures lead."""
    rows = "".join(
        f"<w:tr>{cell(f'Do {row}')}{cell('Head of Service')}</w:tr>" for row in range(70)
    )
    table = (
        '<w:tbl><w:tblPr><w:tblBorders><w:insideH w:val="single" w:sz="4"/></w:tblBorders></w:tblPr><w:tr>'
        f"<w:trPr><w:tblHeader/></w:trPr>{cell('Action')}{cell('Lead')}</w:tr>{rows}</w:tbl>"
    )
    link = (
        f'<Relationship Id="rIdX" Type="{OFFICE}/image" Target="{linked}" TargetMode="External"/>'
    )
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:pPr><w:pStyle '
            'w:val="Heading1"/></w:pPr><w:r><w:t>Improvement plan</w:t></w:r></w:p>'
            f"{body}{table}<w:p/></w:body></w:document>",
            "word/styles.xml": STYLES,
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
            f'Id="rS" Type="{OFFICE}/styles" Target="styles.xml"/>{link if linked else ""}</Relationships>',
        }
    )


def open_document(body: str = "<text:p>Words of the plan.</text:p>") -> bytes:
    """Return an OpenDocument text."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    manifest = f"{names}:manifest:1.0"
    kind = "application/vnd.oasis.opendocument.text"
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}"><m:file-entry m:full-path="/" '
            f'm:media-type="{kind}"/><m:file-entry m:full-path="content.xml" m:media-type="text/xml"/>'
            "</m:manifest>",
            "content.xml": f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:text="{names}'
            f':text:1.0" xmlns:draw="{names}:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink">'
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        }
    )
