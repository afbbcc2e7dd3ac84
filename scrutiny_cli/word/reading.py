"""A Word file's bytes to what it says, as it reads with every tracked change accepted.

python-docx skips the words of a tracked change, and those in a content control. So the parts are walked here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from scrutiny_cli.word.model import (
    Block,
    Control,
    Paragraph,
    Run,
    WordCell,
    WordFile,
    WordPicture,
    WordRow,
    WordTable,
)
from scrutiny_cli.word.numbering import Numbering, value
from scrutiny_cli.word.opening import Package, UnreadableWord, damaged
from scrutiny_cli.wording import shorten

_OFF = frozenset(("0", "false", "off", "none"))
# Elements around others that say nothing themselves.
_AROUND = frozenset(
    (
        *(
            "w:hyperlink",
            "w:smartTag",
            "w:customXml",
            "w:fldSimple",
            "w:bdo",
            "w:dir",
            "w:sdtContent",
        ),
        *(
            "w:ruby",
            "w:rubyBase",
            "m:oMath",
            "m:oMathPara",
            "m:r",
            "w:object",
            "w:drawing",
            "w:pict",
        ),
    )
)
_SIGNS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-", "w:ptab": "\t"}
_LINKED = frozenset(
    ("image", "oleObject", "frame", "subDocument", "aFChunk", "package", "video", "audio")
)
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}
_UNREAD = {
    "w:altChunk": "A whole file is put into the document and was not read: copy its words in.",
    "w:sym": "A sign of a symbol font was not read; it is shown as ?.",
}
_SYMBOLS = {"FC": "✓", "FE": "☑", "FB": "✗", "FD": "☒", "A8": "☐", "6F": "☐", "B7": "•", "A7": "•"}
"""Signs of Wingdings and Symbol that logs have, by the last two digits of their code."""


class Look(NamedTuple):
    """What a style says of its words."""

    name: str = ""
    level: int = 0
    struck: bool = False
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    numbered: tuple[str, int] | None = None


@dataclass
class _Words:
    """A paragraph as it is read."""

    look: Look = field(default_factory=Look)
    runs: list[Run] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    pictures: list[WordPicture] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    number: str = ""
    depth: int = 0


class _Place(NamedTuple):
    """Where words are: in which tracked change, link and controls."""

    tracked: str = ""
    link: str | None = None
    controls: tuple[Control, ...] = ()


def read(raw: bytes, *, linked: bool = False) -> WordFile:
    """Return what a Word file says; raise :class:`UnreadableWord` with what to do instead.

    A file that shows parts of other files is refused unless ``linked``; none of them is opened in any case.
    """
    document = _Reader(Package(raw)).document()
    if document.linked and not linked:
        raise UnreadableWord(
            f"the document shows something from another file ({shorten(document.linked[0], 60)})",
            "put its pictures and texts into the document (in Word: cut, and paste as picture or text)",
        )
    return document


class _Reader:
    """Reads the parts of a file."""

    def __init__(self, package: Package) -> None:
        self._package = package
        relations = package.relations("").values()
        self._main = next(
            (each.target for each in relations if each.kind == "officeDocument"),
            "word/document.xml",
        )
        self._relations = package.relations(self._main)
        self._looks = _looks(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"))
        self._comments = dict(self._written("comments", "w:comment"))
        self._unread: dict[str, None] = {}
        self._aside: list[str] = []
        # The words of a paragraph whose end is deleted go on in the next one.
        self._open: _Words | None = None

    def document(self) -> WordFile:
        """Return the whole document."""
        root = self._package.tree(self._main)
        body = None if root is None else root.find("w:body")
        if body is None:
            raise damaged(self._main)
        blocks = tuple(self._blocks(body, _Place()))
        language = next(
            (each.get("w:val", "") for each in _or_none(self._part("styles")).iter("w:lang")), ""
        )
        notes = [
            words
            for kind in ("footnote", "endnote")
            for _, words in self._written(f"{kind}s", f"w:{kind}")
        ]
        core = self._package.tree("docProps/core.xml")
        title = "" if core is None else (core.findtext("dc:title") or "")
        return WordFile(
            blocks,
            title.strip(),
            language,
            tuple(dict.fromkeys(self._margins())),
            tuple(words for words in (*self._aside, *notes) if words.strip()),
            tuple(
                each.target
                for each in self._relations.values()
                if each.outside and each.kind in _LINKED
            ),
            tuple(self._unread),
        )

    def _part(self, kind: str) -> Element | None:
        name = next((each.target for each in self._relations.values() if each.kind == kind), None)
        return self._package.tree(name) if name else None

    def _written(self, kind: str, tag: str) -> Iterator[tuple[str, str]]:
        """The comments or notes of the document by their ids."""
        for each in _or_none(self._part(kind)).iter(tag):
            words = " ".join(filter(None, map(_plain, each.iter("w:p"))))
            author = each.get("w:author", "").strip()
            if words:
                yield each.get("w:id", ""), f"{author}: {words}" if author else words

    def _margins(self) -> Iterator[str]:
        for relation in self._relations.values():
            if relation.kind in ("header", "footer") and not relation.outside:
                for each in _or_none(self._package.tree(relation.target)).iter("w:p"):
                    if words := _plain(each):
                        yield words

    # ------------------------------------------------------------------------------- blocks

    def _blocks(self, parent: Element, place: _Place) -> Iterator[Block]:
        for each in parent:
            match each.tag:
                case "w:p":
                    yield from self._paragraph(each, place)
                case "w:tbl":
                    yield from self._unfinished()
                    yield self._table(each, place)
                case "w:sdt":
                    yield from self._blocks(*_inside(each, place))
                case "w:customXml" | "w:ins" | "w:moveTo" | "w:smartTag":
                    yield from self._blocks(each, place)
                case "mc:AlternateContent":
                    yield from self._blocks(_chosen(each), place)
                case "w:altChunk":
                    self._unread[_UNREAD["w:altChunk"]] = None
        if parent.tag in ("w:body", "w:tc"):
            yield from self._unfinished()

    def _unfinished(self) -> Iterator[Paragraph]:
        """The words of a paragraph that has no next one to go on in."""
        if self._open:
            yield _finished(self._open)
            self._open = None

    def _paragraph(self, element: Element, place: _Place) -> Iterator[Paragraph]:
        properties = _or_none(element.find("w:pPr"))
        look = self._looks.get(value(properties, "w:pStyle"), Look())
        words, self._open = self._open or _Words(look), None
        words.controls += [control for control in place.controls if control not in words.controls]
        outline = value(properties, "w:outlineLvl")
        if outline.isdecimal() and int(outline) < 9:
            words.look = words.look._replace(level=int(outline) + 1)
        number, depth = _numbered(properties, look)
        if number and not words.number:
            words.depth = depth
            words.number = self._numbering.next(number, depth)
        self._inline(element, words, place)
        mark = _or_none(properties.find("w:rPr"))
        if mark.find("w:del") is not None or mark.find("w:moveFrom") is not None:
            if words.runs:  # its end is deleted, so its words go on in the next
                self._open = words
                return
            if words.deleted:  # all of it is deleted
                yield _finished(words)
            return
        yield _finished(words)

    def _table(self, element: Element, place: _Place) -> WordTable:
        caption = value(_or_none(element.find("w:tblPr")), "w:tblCaption")
        return WordTable(tuple(self._rows(element, place)), caption)

    def _rows(self, parent: Element, place: _Place) -> Iterator[WordRow]:
        for each in parent:
            if each.tag == "w:tr":
                properties = _or_none(each.find("w:trPr"))
                before = value(properties, "w:gridBefore")
                yield WordRow(
                    tuple(self._cells(each, place, int(before) if before.isdecimal() else 0)),
                    _is_on(properties, "w:tblHeader"),
                    properties.find("w:del") is not None,
                )
            elif each.tag == "w:sdt":
                yield from self._rows(*_inside(each, place))
            elif each.tag in ("w:ins", "w:customXml", "w:moveTo"):
                yield from self._rows(each, place)

    def _cells(self, parent: Element, place: _Place, column: int) -> Iterator[WordCell]:
        for each in parent:
            if each.tag == "w:tc":
                properties = _or_none(each.find("w:tcPr"))
                span = value(properties, "w:gridSpan")
                wide = max(1, min(int(span), 63)) if span.isdecimal() else 1
                merge = properties.find("w:vMerge")
                fill = _or_none(properties.find("w:shd")).get("w:fill", "auto")
                yield WordCell(
                    column,
                    wide,
                    tuple(self._blocks(each, place)),
                    merge is not None and merge.get("w:val", "continue") == "continue",
                    fill.upper() if len(fill) == 6 and fill.upper() != "FFFFFF" else None,
                )
                column += wide
            elif each.tag in ("w:sdt", "w:customXml"):
                inside = _inside(each, place) if each.tag == "w:sdt" else (each, place)
                for cell in self._cells(*inside, column):
                    yield cell
                    column = cell.column + cell.columns

    # ------------------------------------------------------------------------------- words

    def _inline(self, parent: Element, words: _Words, place: _Place) -> None:
        for each in parent:
            tag = each.tag
            if tag == "w:r":
                self._run(each, words, place)
            elif tag == "w:hyperlink":
                relation = self._relations.get(each.get("r:id", ""))
                link = relation.target if relation and relation.outside else None
                self._inline(each, words, place._replace(link=link))
            elif tag in ("w:del", "w:moveFrom"):
                self._inline(each, words, place._replace(tracked="deleted"))
            elif tag in ("w:ins", "w:moveTo"):
                tracked = place.tracked or "inserted"
                self._inline(each, words, place._replace(tracked=tracked))
            elif tag == "w:sdt":
                inside, within = _inside(each, place)
                words.controls += [c for c in within.controls if c not in words.controls]
                self._inline(inside, words, within)
            elif tag == "mc:AlternateContent":
                self._inline(_chosen(each), words, place)
            elif tag == "m:t":
                words.runs.append(Run(each.text or ""))
            elif tag in _AROUND:
                self._inline(each, words, place)

    def _run(self, element: Element, words: _Words, place: _Place) -> None:
        properties = _or_none(element.find("w:rPr"))
        look = self._looks.get(value(properties, "w:rStyle"), Look())
        text = "".join(self._signs(element, words))
        if not text:
            return
        if place.tracked == "deleted":
            words.deleted.append(text)
            return
        if _is_on(properties, "w:vanish", look.hidden or words.look.hidden):
            words.hidden.append(text)
            return
        if place.tracked:
            words.inserted.append(text)
        struck = look.struck or words.look.struck
        words.runs.append(
            Run(
                text,
                _is_on(properties, "w:b", look.bold),
                _is_on(properties, "w:i", look.italic),
                _is_on(properties, "w:strike", struck) or _is_on(properties, "w:dstrike"),
                place.link,
            )
        )

    def _signs(self, element: Element, words: _Words) -> Iterator[str]:
        """The words of a run; what stands in it otherwise is noted."""
        for each in element:
            tag = each.tag
            if tag in ("w:t", "w:delText"):
                yield each.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag == "w:sym":
                yield self._symbol(each)
            elif tag == "w:commentReference":
                if comment := self._comments.get(each.get("w:id", "")):
                    words.comments.append(comment)
            elif tag in ("w:drawing", "w:pict", "w:object"):
                self._drawn(each, words)
            elif tag == "mc:AlternateContent":
                yield from self._signs(_chosen(each), words)

    def _symbol(self, element: Element) -> str:
        sign = _SYMBOLS.get(element.get("w:char", "").upper()[-2:])
        if sign is None:
            self._unread[_UNREAD["w:sym"]] = None
        return sign or "?"

    def _drawn(self, element: Element, words: _Words) -> None:
        """A picture, or a text box: its words are read apart."""
        for box in element.iter("w:txbxContent"):
            self._aside += filter(None, map(_plain, box.iter("w:p")))
        blips = [*element.iter("a:blip"), *element.iter("v:imagedata")]
        if blips:
            named = [*element.iter("wp:docPr"), *element.iter("v:shape")]
            words.pictures += [
                WordPicture(
                    each.get("descr") or each.get("alt") or "",
                    any(blip.get("r:link") is not None for blip in blips),
                )
                for each in named[:1] or [Element("none")]
            ]


def _finished(words: _Words) -> Paragraph:
    return Paragraph(
        tuple(words.runs),
        words.look.level,
        words.look.name,
        words.number,
        words.depth,
        "".join(words.inserted),
        "".join(words.deleted),
        "".join(words.hidden),
        tuple(words.comments),
        tuple(words.pictures),
        tuple(words.controls),
    )


_NOTHING = Element("none")


def _or_none(element: Element | None) -> Element:
    return _NOTHING if element is None else element


def _is_on(properties: Element, name: str, otherwise: bool = False) -> bool:
    """Whether a mark is set: by itself, or by a value that is not off."""
    mark = properties.find(name)
    return otherwise if mark is None else mark.get("w:val", "true") not in _OFF


def _inside(element: Element, place: _Place) -> tuple[Element, _Place]:
    """What is in a content control, and the place with that control."""
    properties = _or_none(element.find("w:sdtPr"))
    control = Control(
        value(properties, "w:tag"),
        value(properties, "w:alias"),
        not _is_on(properties, "w:showingPlcHdr"),
    )
    named = (control,) if control.tag or control.title else ()
    content = _or_none(element.find("w:sdtContent"))
    return content, place._replace(controls=(*place.controls, *named))


def _chosen(element: Element) -> Element:
    """The first of several ways to say the same."""
    for name in ("mc:Choice", "mc:Fallback"):
        if (found := element.find(name)) is not None:
            return found
    return _NOTHING


def _plain(paragraph: Element) -> str:
    """The words of a paragraph without those that are deleted."""
    parts: list[str] = []
    waiting = [paragraph]
    while waiting:
        each = waiting.pop()
        if each.tag == "w:t":
            parts.append(each.text or "")
        elif each.tag in _SIGNS:
            parts.append(" ")
        elif each.tag not in ("w:del", "w:moveFrom", "mc:Fallback"):
            waiting.extend(reversed(each))
    return "".join(parts).strip()


def _numbered(properties: Element, look: Look) -> tuple[str, int]:
    own = properties.find("w:numPr")
    if own is None:
        return look.numbered or ("", 0)
    depth = value(own, "w:ilvl")
    name = value(own, "w:numId") or (look.numbered or ("", 0))[0]
    return name, int(depth) if depth.isdecimal() else 0


def _looks(styles: Element | None) -> dict[str, Look]:
    """What each style says, with what it takes from those it is based on."""
    elements = {each.get("w:styleId", ""): each for each in _or_none(styles).iter("w:style")}
    looks: dict[str, Look] = {}

    def look(name: str, above: frozenset[str] = frozenset()) -> Look:
        if name not in elements or name in above or len(above) > 50:
            return Look()
        if name not in looks:
            element = elements[name]
            base = look(value(element, "w:basedOn"), above | {name})
            looks[name] = _styled(element, base)
        return looks[name]

    return {name: look(name) for name in elements}


def _styled(element: Element, base: Look) -> Look:
    words, runs = _or_none(element.find("w:pPr")), _or_none(element.find("w:rPr"))
    name = value(element, "w:name")
    outline = value(words, "w:outlineLvl")
    level = int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else base.level
    kind, _, digit = name.lower().partition(" ")
    if kind == "heading" and digit.isdecimal():
        level = int(digit)
    elif kind == "title" and not digit:
        level = 1
    numbered = _numbered(words, base)
    return Look(
        name,
        level,
        _is_on(runs, "w:strike", base.struck),
        _is_on(runs, "w:b", base.bold),
        _is_on(runs, "w:i", base.italic),
        _is_on(runs, "w:vanish", base.hidden),
        numbered if numbered[0] else None,
    )
