"""The Word file around a document: the council's own paper or a plain one, styles, lists, header and footer."""

import io
import zipfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.files import store
from scrutiny_cli.render.archive import without_times
from scrutiny_cli.reports.model import Report
from scrutiny_cli.word.opening import Package, UnreadableWord
from scrutiny_cli.wording import shorten, visible

INK, MUTED, LINK, LINE = "0B0C0C", "505A5F", "1A5EA0", "B1B4B6"
FONT = "Arial"
FACTS_ROOM = 2552
"""How far in a fact begins, after its label; lengths are in twentieths of a point."""
MARGIN = 1134
"""2 cm."""
A4 = (11906, 16838)
PRIVATE, DRAFT = "Not for publication", "Draft"
# What a paper of the council may bring with it; its comments, macros and words do not come along.
_KEPT = frozenset(("styles", "theme", "fontTable", "settings", "webSettings"))
_OF_A_PAPER = _KEPT | {"numbering", "header", "footer", "image"}
_TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"
# Name, what it is based on, its paragraph and its words: added where the paper has no style of that name.
_PARAGRAPHS = {
    "heading 1": (
        "Normal",
        '<w:keepNext/><w:spacing w:before="0" w:after="200"/><w:outlineLvl w:val="0"/>',
        (36, True, INK),
    ),
    "heading 2": (
        "Normal",
        '<w:keepNext/><w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="1"/>',
        (28, True, INK),
    ),
    "heading 3": (
        "Normal",
        '<w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="2"/>',
        (24, True, INK),
    ),
    "heading 4": (
        "Normal",
        '<w:keepNext/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="3"/>',
        (22, True, INK),
    ),
    "heading 5": (
        "Normal",
        '<w:keepNext/><w:spacing w:before="160" w:after="40"/><w:outlineLvl w:val="4"/>',
        (22, True, MUTED),
    ),
    "heading 6": (
        "Normal",
        '<w:keepNext/><w:spacing w:before="160" w:after="40"/><w:outlineLvl w:val="5"/>',
        (22, False, MUTED),
    ),
    "caption": ("Normal", '<w:keepNext/><w:spacing w:before="120" w:after="80"/>', (22, True, INK)),
    "List Paragraph": ("Normal", '<w:spacing w:after="60"/>', (22, False, INK)),
    "Quote": ("Normal", '<w:ind w:left="567" w:right="567"/>', (22, False, INK)),
    "header": ("Normal", '<w:spacing w:after="0"/>', (18, False, MUTED)),
    "footer": ("Normal", '<w:spacing w:after="0"/>', (16, False, MUTED)),
    "Scrutiny Council": ("Normal", '<w:spacing w:after="0"/>', (22, True, INK)),
    "Scrutiny Facts": (
        "Normal",
        f'<w:tabs><w:tab w:val="left" w:pos="{FACTS_ROOM}"/></w:tabs><w:spacing w:after="60"/><w:ind w:left="{FACTS_ROOM}" w:hanging="{FACTS_ROOM}"/>',
        (22, False, INK),
    ),
    "Scrutiny Note": (
        "Normal",
        f'<w:pBdr><w:left w:val="single" w:sz="36" w:space="8" w:color="{LINK}"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="F3F2F1"/><w:ind w:left="227"/>',
        (22, False, INK),
    ),
    "Scrutiny Small": ("Normal", '<w:spacing w:after="80"/>', (18, False, MUTED)),
    "Scrutiny Cell": (
        "Normal",
        '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>',
        (18, False, INK),
    ),
}
_TABLE = (
    '<w:style {ns} w:type="table" w:customStyle="1" w:styleId="ScrutinyTable"><w:name w:val="Scrutiny Table"/>'
    '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:color="{ink}"/><w:bottom w:val="single" w:sz="4" '
    'w:color="{line}"/><w:insideH w:val="single" w:sz="4" w:color="{line}"/></w:tblBorders><w:tblCellMar>'
    '<w:left w:w="57" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
_LEVEL = (
    '<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{words}"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="357"/></w:pPr></w:lvl>'
)
_DEEPEST = 9
_LONGEST_PROPERTY = 255
_MOST = 20_000_000
"""No paper of a council with more bytes is read."""


class WordPaper:
    """A Word file being written: elements are added to its body, and it is saved at the end."""

    def __init__(self, report: Report, template: Path | None = None) -> None:
        self._report = report
        self.own = template is not None
        own = io.BytesIO(_checked(template)) if template else None
        self._document: Any = docx.Document(own)
        self.part = self._document.part
        self.body = self._document.element.body
        self._end = self.body.sectPr
        self._links: dict[str, str] = {}
        self._bullets: int | None = None
        self._marks: dict[str, str] = {}
        self._number = 0
        self._clear()
        self.styles = self._styles()
        self._language()
        self._page()
        self._margins()

    # ----------------------------------------------------------------------------- contents

    def add(self, element: Any) -> None:
        """Add an element at the end."""
        self._end.addprevious(element)

    def address(self, target: str) -> str:
        """Return the id of a link to an address outside the file."""
        if target not in self._links:
            self._links[target] = self.part.relate_to(
                target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        return self._links[target]

    def mark(self, anchor: str) -> str:
        """Return the name of a place in the file to which links lead."""
        return self._marks.setdefault(anchor, f"place_{len(self._marks) + 1}")

    def next_number(self) -> int:
        """Return a number that nothing else in the file has."""
        self._number += 1
        return self._number

    @property
    def width(self) -> int:
        """How wide the words of a page are, in twentieths of a point."""
        size, margin = self._end.find(qn("w:pgSz")), self._end.find(qn("w:pgMar"))
        return (
            int(size.get(qn("w:w")))
            - int(margin.get(qn("w:left")))
            - int(margin.get(qn("w:right")))
        )

    def list_id(self, number: int | None) -> int:
        """Return the id of a list that begins with a number, or of the one with bullets."""
        if number is None and self._bullets is not None:
            return self._bullets
        root = self._numbering()
        abstracts = root.findall(qn("w:abstractNum"))
        name = 1 + max((int(each.get(qn("w:abstractNumId"))) for each in abstracts), default=0)
        form = {"form": "bullet", "words": "•"} if number is None else {"form": "decimal"}
        levels = "".join(
            _LEVEL.format(
                at=at,
                start=1 if at or number is None else number,
                left=357 * (at + 1),
                **{"words": f"%{at + 1}.", **form},
            )
            for at in range(_DEEPEST)
        )
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}"><w:multiLevelType w:val="multilevel"/>'
            f"{levels}</w:abstractNum>"
        )
        if abstracts:
            abstracts[-1].addnext(abstract)
        else:
            root.insert(0, abstract)
        numbers = [int(each.get(qn("w:numId"))) for each in root.findall(qn("w:num"))]
        number_id = 1 + max(numbers, default=0)
        root.append(element("w:num", element("w:abstractNumId", val=name), numId=number_id))
        if number is None:
            self._bullets = number_id
        return number_id

    def save(self) -> bytes:
        """Return the file, with no trace of when and where it was made."""
        properties = self._document.core_properties
        report = self._report
        marks = [PRIVATE] * report.private + [DRAFT] * report.draft
        title = ", ".join(filter(None, (report.title, report.subtitle)))
        properties.title = _property(": ".join((*marks, title)))
        properties.author = properties.last_modified_by = _property(report.council or "")
        properties.language = "en-GB"
        properties.subject = ""
        properties.comments = properties.keywords = properties.category = ""
        properties.revision = 1
        properties.created = properties.modified = datetime.combine(report.as_of, time())
        file = io.BytesIO()
        self._document.save(file)
        return without_times(file)

    # --------------------------------------------------------------------------- the paper

    def _clear(self) -> None:
        """Take out what the paper says, and what comes with it unseen."""
        for each in list(self.body):
            if each is not self._end:
                self.body.remove(each)
        kept = _OF_A_PAPER if self.own else _KEPT
        for name, relation in list(self.part.rels.items()):
            if relation.reltype.rpartition("/")[2] not in kept or relation.is_external:
                del self.part.rels[name]
        package = self._document.part.package
        for name, relation in list(package.rels.items()):
            if relation.reltype.rpartition("/")[2] not in ("officeDocument", "core-properties"):
                del package.rels[name]
        settings = self._document.settings
        for tag in ("w:attachedTemplate", "w:documentProtection", "w:trackRevisions", "w:rsids"):
            for each in settings.element.findall(qn(tag)):
                settings.element.remove(each)
        self.part._settings_part.rels.clear()
        if self.own:
            return
        settings.element.find(qn("w:zoom")).set(qn("w:percent"), "100")
        settings.element.find(qn("w:themeFontLang")).set(qn("w:val"), "en-GB")
        for each in settings.element.iter(qn("w:compatSetting")):
            if each.get(qn("w:name")) == "compatibilityMode":
                each.set(qn("w:val"), "15")
        self.body.remove(self._end)
        self._end = element("w:sectPr")
        self.body.append(self._end)

    def _styles(self) -> dict[str, str]:
        """Return the ids of the styles by name; those that the paper does not have are added."""
        root = self._document.styles.element
        if not self.own:
            for each in root.findall(qn("w:style")):
                if each.get(qn("w:default")) != "1":
                    root.remove(each)
            self._plain(root)
        known = {
            each.find(qn("w:name")).get(qn("w:val")): each.get(qn("w:styleId"))
            for each in root.findall(qn("w:style"))
        }
        for name, (base, words, look) in _PARAGRAPHS.items():
            if name not in known:
                known[name] = name.title().replace(" ", "")
                custom = ' w:customStyle="1"' if name.startswith("Scrutiny") else ""
                style = (
                    f'<w:style {nsdecls("w")} w:type="paragraph"{custom} w:styleId="{known[name]}">'
                )
                below = '<w:basedOn w:val="{}"/><w:next w:val="{}"/>'.format(
                    *[known.get(base, base)] * 2
                )
                root.append(
                    parse_xml(
                        f'{style}<w:name w:val="{name}"/>{below}<w:qFormat/><w:pPr>{words}</w:pPr>'
                        f"{_look(*look, font=not self.own)}</w:style>"
                    )
                )
        if "Scrutiny Table" not in known:
            known["Scrutiny Table"] = "ScrutinyTable"
            root.append(parse_xml(_TABLE.format(ns=nsdecls("w"), ink=INK, line=LINE)))
        if "Hyperlink" not in known:
            known["Hyperlink"] = "Hyperlink"
            root.append(
                parse_xml(
                    f'<w:style {nsdecls("w")} w:type="character" w:styleId="Hyperlink"><w:name '
                    f'w:val="Hyperlink"/><w:rPr><w:color w:val="{LINK}"/><w:u w:val="single"/></w:rPr></w:style>'
                )
            )
        return known

    def _plain(self, root: Any) -> None:
        """Give the tool's own paper its font and spacing."""
        defaults = root.find(qn("w:docDefaults"))
        root.replace(
            defaults,
            parse_xml(
                f"<w:docDefaults {nsdecls('w')}><w:rPrDefault>{_look(22, False, INK)}</w:rPrDefault>"
                '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>'
                "</w:pPrDefault></w:docDefaults>"
            ),
        )

    def _language(self) -> None:
        """Say that the words are English, as the law's are."""
        root = self._document.styles.element
        for path in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
            below = root.find(qn(path))
            if below is None:
                below = element(path)
                root.insert(0, below)
            root = below
        for each in root.findall(qn("w:lang")):
            root.remove(each)
        root.append(element("w:lang", val="en-GB", eastAsia="en-GB"))

    def _page(self) -> None:
        """Set the size of the sheet; a document with many columns lies on its side."""
        size = self._end.find(qn("w:pgSz"))
        if size is None:
            size = element("w:pgSz", w=A4[0], h=A4[1])
            self._end.append(size)
            edges = ("top", "right", "bottom", "left")
            self._end.append(
                element("w:pgMar", **dict.fromkeys(edges, MARGIN), header=567, footer=567, gutter=0)
            )
        wide, high = (int(size.get(qn(f"w:{side}"))) for side in "wh")
        if self._report.wide and wide < high:
            size.set(qn("w:w"), str(high))
            size.set(qn("w:h"), str(wide))
            size.set(qn("w:orient"), "landscape")

    def _margins(self) -> None:
        """Write what is on every page: how far it may go, and, on the tool's own paper, the pages."""
        report = self._report
        marks = [PRIVATE] * report.private + [DRAFT] * report.draft
        section = self._document.sections[-1]
        if marks:
            for header in self._in_use(section, "header"):
                line = self.paragraph("header", run(" · ".join(marks), bold=True))
                line.pPr.append(element("w:jc", val="center"))
                header.insert(0, line)
        if not self._end.findall(qn("w:footerReference")):
            words = f"{report.title}, as at {long_date(report.as_of)}"
            numbers = (run("\tPage "), field("PAGE"), run(" of "), field("NUMPAGES"))
            line = self.paragraph("footer", run(words), *numbers)
            line.pPr.append(element("w:tabs", element("w:tab", val="right", pos=self.width)))
            (footer,) = self._in_use(section, "footer")
            footer.append(line)

    def _in_use(self, section: Any, kind: str) -> list[Any]:
        """Return the headers or footers that pages have; there is one afterwards."""
        own = [getattr(section, f"{which}{kind}") for which in ("", "first_page_", "even_page_")]
        used = [each for each in own if not each.is_linked_to_previous]
        if own[0] not in used:
            own[0].is_linked_to_previous = False
            for each in list(own[0]._element):
                own[0]._element.remove(each)
            used.insert(0, own[0])
        return [each._element for each in used]

    def _numbering(self) -> Any:
        """Return the lists of the file."""
        for relation in self.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
                return relation.target_part.element
        root = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        name = PackURI("/word/numbering.xml")
        part = XmlPart(name, CONTENT_TYPE.WML_NUMBERING, root, self.part.package)
        self.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return root

    def paragraph(self, style: str, *children: Any) -> Any:
        """Return a paragraph in a style."""
        return element(
            "w:p", element("w:pPr", element("w:pStyle", val=self.styles[style])), *children
        )


def element(tag: str, /, *children: Any, **values: object) -> Any:
    """Return an element with its values and what is in it."""
    made = OxmlElement(tag)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), visible(str(value)))
    for child in children:
        made.append(child)
    return made


def run(
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    style: str = "",
    ink: str = "",
    paper: str = "",
    size: int = 0,
    font: str = "",
) -> Any:
    """Return words that look the same."""
    look = [
        *([element("w:rStyle", val=style)] if style else []),
        *([element("w:rFonts", ascii=font, hAnsi=font, cs=font)] if font else []),
        *([element("w:b")] if bold else []),
        *([element("w:i")] if italic else []),
        *([element("w:color", val=ink)] if ink else []),
        *([element("w:sz", val=size)] if size else []),
        *([element("w:shd", val="clear", color="auto", fill=paper)] if paper else []),
    ]
    made = element("w:r", *([element("w:rPr", *look)] if look else []))
    made.text = visible(text)
    return made


def field(instruction: str) -> Any:
    """Return a number that Word works out."""
    return element("w:fldSimple", run("1"), instr=instruction)


def _look(size: int, bold: bool, ink: str, *, font: bool = True) -> str:
    face = (
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{FONT}"/>'
        if font
        else ""
    )
    heavy = "<w:b/>" if bold else ""
    return f'<w:rPr>{face}{heavy}<w:color w:val="{ink}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'


def _property(text: str) -> str:
    """Return words as a property of a file, which has no room for more."""
    return visible(shorten(text, _LONGEST_PROPERTY))[:_LONGEST_PROPERTY]


def _checked(path: Path) -> bytes:
    """Return a council's paper as python-docx may open it; raise what is wrong with it."""
    content = store.content(path, _MOST)
    try:
        package = Package(content)
    except UnreadableWord as fault:
        raise ScrutinyError(f"{path.name}, the Word template: {fault}", fault.hint) from None
    for name in sorted(package.names):
        if name.endswith((".xml", ".rels")):
            package.tree(name)
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(_TEMPLATE_TYPE, _DOCUMENT_TYPE)
            new.writestr(name, data)
    return copy.getvalue()
