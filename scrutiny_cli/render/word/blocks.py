"""A report as a Word file: the same blocks as on the page, in real headings, lists, tables and links."""

import re
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.render.colours import COLOURS
from scrutiny_cli.render.formats import PLAIN, Surface
from scrutiny_cli.render.prose import ProseLine, to_lines
from scrutiny_cli.render.show import words
from scrutiny_cli.render.word.paper import FACTS_ROOM, MUTED, WordPaper, element, run
from scrutiny_cli.render.word.trend import drawing
from scrutiny_cli.reports.model import (
    Agenda,
    AgendaEntry,
    Aside,
    Block,
    Cell,
    Facts,
    InPack,
    Listing,
    Notice,
    PageLink,
    PaperLine,
    Prose,
    Rag,
    Ref,
    Report,
    Section,
    Table,
    Tally,
    Trend,
    is_empty,
)

_DEEPEST_HEADING = 6
_NUMBER_ROOM = 567
_P, _T = qn("w:p"), qn("w:t")
_CODE_FONT = "Courier New"
_ADDRESS = re.compile(r"\A(?:https?:|mailto:|tel:|[\w.%-]+(?:/|\Z))")
# How wide a column is at least, in characters: between these, by its longest word.
_NARROWEST, _WIDEST = 4, 22
_ROOM = 2
_STEP = 357
_A_LETTER = 100
"""How wide a letter in a table is, in twentieths of a point."""
_TREND = 22
_LONGEST_LABEL = 22
_MOST_UNCUT = 600
"""A row of a table with more characters may be cut at the end of a page."""
_IND, _LEFT = qn("w:ind"), qn("w:left")


def render(report: Report, surface: Surface = PLAIN) -> bytes:
    """Return a report as a Word file."""
    return _BlockWriter(report, surface).content()


class _BlockWriter:
    """Writes the blocks of a report into a file, in their order."""

    def __init__(self, report: Report, surface: Surface) -> None:
        self._report = report
        self._paper = WordPaper(report, surface.paper)
        self._anchors = _anchors(report)

    def content(self) -> bytes:
        """Return the whole file."""
        self._masthead()
        for section in self._report.sections:
            self._add(self._section(section))
        filters = "".join(f" {words}." for words in self._report.filters)
        self._add(
            [self._line("Scrutiny Small", f"As at {long_date(self._report.as_of)}.{filters}")]
        )
        return self._paper.save()

    def _add(self, elements: "Iterator[Any] | Sequence[Any]") -> None:
        for each in elements:
            self._paper.add(each)

    def _masthead(self) -> None:
        report = self._report
        for holds, words_ in (
            (report.private, "Not for publication: this copy holds exempt or confidential matter."),
            (report.incomplete, f"Incomplete: {report.incomplete}"),
            (report.draft, "Draft: the records behind this page have faults or are not agreed."),
        ):
            if holds:
                self._add([self._line("Scrutiny Note", words_, bold=True)])
        for words_ in filter(None, (report.council, report.subtitle)):
            self._add([self._line("Scrutiny Council", words_)])
        self._add([self._line("heading 1", report.title)])

    # ------------------------------------------------------------------------------- blocks

    def _section(self, section: Section) -> Iterator[Any]:
        if section.title:
            parts = [run(section.title)]
            if section.aside:
                parts.append(run(f" {words(section.aside)}", ink=MUTED, size=20))
            level = min(section.level, _DEEPEST_HEADING)
            yield self._marked(self._paper.paragraph(f"heading {level}", *parts), section.record)
        level = section.level if section.title else section.level - 1
        content = (made for block in section.blocks for made in self._block(block, level))
        yield from content

    def _block(self, block: Block, level: int) -> Iterator[Any]:
        match block:
            case Section():
                yield from self._section(block)
            case Prose():
                yield from self._prose(block.markdown, level)
            case Facts():
                yield from self._facts([(c.title, block.cells[c.key]) for c in block.columns])
            case Listing():
                yield from self._listing(block)
            case Tally():
                yield self._tally(block)
            case Notice():
                kind = "Warning" if block.kind == "warning" else "Note"
                line = self._paper.paragraph("Scrutiny Note", run(f"{kind}: ", bold=True))
                line.append(run(block.text))
                yield line
            case Table():
                yield from self._table(block.filled)
            case Agenda():
                for entry in block.entries:
                    yield from self._entry(entry, level + 1)

    def _facts(
        self, facts: Sequence[tuple[str, Cell]], style: str = "Scrutiny Facts"
    ) -> Iterator[Any]:
        """Each fact as its label, and its words beside it."""
        for title, cell in facts:
            lines = list(self._cell(cell, style, brief=False)) or [self._line(style, "")]
            if len(title) > _LONGEST_LABEL:  # it has a line of its own
                lines.insert(0, self._line("Normal", title, bold=True))
            for index, line in enumerate(lines):
                if index or len(title) <= _LONGEST_LABEL:
                    line.insert(1, run("\t"))  # after its properties
            if len(title) <= _LONGEST_LABEL:
                lines[0].insert(1, run(title, bold=True))
            yield from lines

    def _listing(self, block: Listing) -> Iterator[Any]:
        if block.inline:
            for cell in block.items_of:
                yield from self._cell(cell, "Scrutiny Small", brief=False)
            return
        numbered = self._paper.list_id(1 if block.ordered else None)
        for cell in block.items_of:
            lines = list(self._cell(cell, "List Paragraph", brief=False))
            for index, line in enumerate(lines):
                _in_list(line, None if index else numbered, 0)
            yield from lines

    def _tally(self, block: Tally) -> Any:
        """Counts on a line, each number in bold."""
        line = self._paper.paragraph("Normal", run(f"{block.title}: "))
        for position, count in enumerate(block.counts):
            line.append(run(" · " if position else ""))
            line.append(run(str(count.number), bold=True))
            line.append(run(f" {count.words}"))
        return line

    # ------------------------------------------------------------------------------- tables

    def _table(self, table: Table) -> Iterator[Any]:
        if not table.rows:
            yield self._line("Scrutiny Small", table.empty)
            return
        if table.show_caption:
            yield self._line("caption", table.caption)
        widths = _widths(table, self._paper.width)
        grid = element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths))
        look = {
            "firstRow": 1,
            "lastRow": 0,
            "firstColumn": 1,
            "lastColumn": 0,
            "noHBand": 1,
            "noVBand": 1,
        }
        made = element(
            "w:tbl",
            element(
                "w:tblPr",
                element("w:tblStyle", val=self._paper.styles["Scrutiny Table"]),
                element("w:tblW", w=sum(widths), type="dxa"),
                element("w:tblLayout", type="fixed"),
                element("w:tblLook", val="04A0", **look),
                element("w:tblCaption", val=table.caption),
            ),
            grid,
        )
        if table.banner is not None and not is_empty(table.banner):
            lines = self._cell(table.banner, "Scrutiny Cell", brief=True)
            made.append(_row([_box(lines, sum(widths), span=len(widths))], heading=True))
        heads = [
            _box([self._line("Scrutiny Cell", column.title, bold=True)], width)
            for column, width in zip(table.columns, widths, strict=True)
        ]
        made.append(_row(heads, heading=True))
        for record, cells in zip(table.rows, self._boxes(table, widths), strict=True):
            if table.anchored and isinstance(name := record.get("id"), str | Ref):
                place = name.id if isinstance(name, Ref) else name
                self._marked(cells[0].find(_P), place)
            made.append(_row(cells))
        yield made
        yield self._line("Scrutiny Small", "")  # two tables in a row would be one

    def _boxes(self, table: Table, widths: Sequence[int]) -> Iterator[list[Any]]:
        """The cells of each row; one that goes on over rows is there in each of them, joined."""
        width_of = {column.key: width for column, width in zip(table.columns, widths, strict=True)}
        going: dict[str, int] = {}
        for row in table.laid_out:
            placed = {each.column.key: each for each in row}
            cells = []
            for column in table.columns:
                cell = placed.get(column.key)
                if cell is None:
                    empty = [self._line("Scrutiny Cell", "")]
                    cells.append(_box(empty, width_of[column.key], merge="continue"))
                    continue
                going[column.key] = cell.rows
                merge = "restart" if cell.rows > 1 else ""
                lines = list(self._cell(cell.cell, "Scrutiny Cell", brief=True))
                lines = lines or [self._line("Scrutiny Cell", "")]  # no cell is without a paragraph
                cells.append(_box(lines, width_of[column.key], merge=merge))
            yield cells

    # -------------------------------------------------------------------------------- words

    def _line(self, style: str, text: str, *, bold: bool = False) -> Any:
        return self._paper.paragraph(style, *([run(text, bold=bold)] if text else []))

    def _marked(self, line: Any, anchor: str | None) -> Any:
        """A paragraph to which links can lead."""
        if anchor in self._anchors:
            name, number = self._paper.mark(anchor), self._paper.next_number()
            line.insert(1, element("w:bookmarkStart", id=number, name=name))
            line.append(element("w:bookmarkEnd", id=number))
        return line

    def _cell(self, cell: Cell, style: str, *, brief: bool) -> Iterator[Any]:
        """A cell as paragraphs."""
        if isinstance(cell, tuple):
            for part in cell:
                yield from self._cell(part, style, brief=brief)
        elif isinstance(cell, Prose):
            yield from self._prose(cell.markdown, 2, style)
        elif not is_empty(cell) and not isinstance(cell, Ref):
            yield self._paper.paragraph(style, *self._runs(cell, brief=brief))

    def _runs(self, cell: Cell, *, brief: bool) -> Iterator[Any]:
        """A cell of one line as words, by its type."""
        match cell:
            case Rag():
                ink, paper = COLOURS[cell.shade]
                yield run(f" {cell.word} ", bold=True, ink=ink[1:], paper=paper[1:])
                yield run(f" [{cell.letter}]", ink=ink[1:])
                if cell.detail:
                    yield run(f": {cell.detail}")
            case Mark():
                ink, paper = COLOURS["blue" if cell.word == "NEW" else "red"]
                yield run(f" {cell.word} ", bold=True, ink=ink[1:], paper=paper[1:])
                if cell.fields:
                    yield run(f": {', '.join(cell.fields)}")
            case InPack():
                yield self._link(cell.words, cell.address)
            case PageLink():
                if cell.anchor in self._anchors and not cell.page:
                    inside = run(cell.words, style=self._paper.styles["Hyperlink"])
                    yield element("w:hyperlink", inside, anchor=self._paper.mark(cell.anchor))
                else:
                    yield run(cell.words)
            case Aside():
                yield run(cell.words or "", ink=MUTED)
            case Trend():
                yield parse_xml(drawing(cell, self._paper.next_number()))
            case _:
                yield run(words(cell, brief=brief))

    def _link(self, text: str, address: str, **look: Any) -> Any:
        if not _ADDRESS.match(address):
            return run(text, **look)
        inside = run(text, style=self._paper.styles["Hyperlink"], **look)
        made = element("w:hyperlink", inside)
        made.rId = self._paper.address(address)
        return made

    def _prose(self, markdown: str, level: int, style: str = "Normal") -> Iterator[Any]:
        """Markdown as paragraphs, with lists that are lists."""
        lists: dict[int, int] = {}
        for line in to_lines(markdown, base=level):
            inside = self._pieces(line)
            if line.kind == "heading" and style == "Normal":
                yield self._paper.paragraph(f"heading {min(line.level, _DEEPEST_HEADING)}", *inside)
                continue
            own = "Quote" if line.kind == "quote" and style == "Normal" else style
            made = self._paper.paragraph(
                "List Paragraph" if line.depth and style == "Normal" else own, *inside
            )
            if line.depth:
                depth = line.depth - 1
                if line.bullet:
                    lists[depth] = self._paper.list_id(None)
                elif line.number is not None and (depth not in lists or line.begins):
                    lists[depth] = self._paper.list_id(line.number)
                begins = line.bullet or line.number is not None
                _in_list(made, lists.get(depth) if begins else None, depth)
            yield made

    def _pieces(self, line: ProseLine) -> Iterator[Any]:
        for piece in line.pieces:
            look: dict[str, Any] = {
                "bold": piece.bold or (line.kind == "heading"),
                "italic": piece.italic,
                "font": _CODE_FONT if piece.code or line.kind == "code" else "",
            }
            if piece.link:
                yield self._link(piece.text, piece.link, **look)
            else:
                yield run(piece.text, **look)

    # ------------------------------------------------------------------------------- agenda

    def _entry(self, entry: AgendaEntry, level: int) -> Iterator[Any]:
        """An item of an agenda: a heading with its number and pages, and what is under it."""
        number = f"{entry.number}.\t" if entry.number else ""
        title = self._paper.paragraph(f"heading {level}", run(f"{number}{entry.title}"))
        if entry.state:
            title.append(run(f" ({entry.state})", ink=MUTED, size=20))
        if entry.pages:
            title.append(run("\t"))
            title.append(
                self._link(f"Pages {entry.pages}", entry.link.address)
                if entry.link
                else run(f"Pages {entry.pages}", size=20)
            )
        title.pPr.append(
            element(
                "w:tabs",
                element("w:tab", val="left", pos=_NUMBER_ROOM),
                element("w:tab", val="right", pos=self._paper.width),
            )
        )
        title.pPr.append(element("w:ind", left=_NUMBER_ROOM, hanging=_NUMBER_ROOM))
        yield self._marked(title, entry.id)
        for line in self._under(entry, level):
            _indented(line, _NUMBER_ROOM)
            yield line

    def _under(self, entry: AgendaEntry, level: int) -> Iterator[Any]:
        if entry.confidence:
            yield self._line("Scrutiny Note", entry.confidence)
        if entry.purpose:
            yield from self._prose(entry.purpose, level)
        facts = [(c.title, entry.details.cells[c.key]) for c in entry.details.columns]
        if entry.report_by:
            facts.insert(0, ("Report by", entry.report_by))
        yield from self._facts(facts)
        if entry.recommends:
            yield self._line("Normal", "The report recommends:", bold=True)
            yield from self._listing(Listing(tuple(map(Prose, entry.recommends))))
        if entry.papers:
            yield self._line("Normal", "Papers:", bold=True)
            for paper in entry.papers:
                line = self._paper.paragraph("List Paragraph", *self._paper_words(paper))
                _in_list(line, self._paper.list_id(None), 0)
                yield line

    def _paper_words(self, paper: PaperLine) -> Iterator[Any]:
        if paper.link:
            yield self._link(paper.link.words, paper.link.address)
        else:
            appendix = f"Appendix {paper.appendix}: " if paper.appendix else ""
            yield run(f"{appendix}{paper.title}")
        if paper.pages:
            several = "" if paper.pages.isdigit() else "s"
            yield run(f", page{several} {paper.pages}")


def _in_list(line: Any, numbered: int | None, depth: int) -> None:
    """Make a paragraph an item of a list, or one that goes on under an item."""
    left = _STEP * (depth + 1)
    if numbered is not None:
        line.pPr.append(
            element("w:numPr", element("w:ilvl", val=depth), element("w:numId", val=numbered))
        )
    line.pPr.append(element("w:ind", left=left, hanging=_STEP if numbered is not None else 0))


def _indented(line: Any, by: int) -> None:
    """Move a paragraph to the right."""
    for each in line.iter(_P):
        own = each.pPr.find(_IND)
        if own is not None:
            own.set(_LEFT, str(int(own.get(_LEFT)) + by))
        elif each.pPr.pStyle.val == "ScrutinyFacts":
            place = FACTS_ROOM + by
            each.pPr.append(
                element(
                    "w:tabs",
                    element("w:tab", val="clear", pos=FACTS_ROOM),
                    element("w:tab", val="left", pos=place),
                )
            )
            each.pPr.append(element("w:ind", left=place, hanging=FACTS_ROOM))
        else:
            each.pPr.append(element("w:ind", left=by))


def _row(cells: Sequence[Any], *, heading: bool = False) -> Any:
    """A row of a table, which is not cut at the end of a page unless it is long."""
    whole = sum(len(words.text or "") for cell in cells for words in cell.iter(_T)) <= _MOST_UNCUT
    marks = [
        *([element("w:cantSplit")] if whole else []),
        *([element("w:tblHeader")] if heading else []),
    ]
    return element("w:tr", element("w:trPr", *marks), *cells)


def _box(lines: Iterable[Any], width: int, *, span: int = 1, merge: str = "") -> Any:
    """A cell of a table."""
    marks = [
        element("w:tcW", w=width, type="dxa"),
        *([element("w:gridSpan", val=span)] if span > 1 else []),
        *([element("w:vMerge", val=merge)] if merge else []),
    ]
    return element("w:tc", element("w:tcPr", *marks), *lines)


def _widths(table: Table, room: int) -> list[int]:
    """The widths of columns: each has its longest word, and the rest goes by how much they say."""
    least, wanted = [], []
    for column in table.columns:
        cells = [row[column.key] for row in table.rows]
        texts = [column.title, *(line for cell in cells for line in _measured(cell))]
        word = max((len(word) for text in texts for word in text.split()), default=1)
        least.append(min(max(word, _NARROWEST), _WIDEST) + _ROOM)
        most = max((sum(map(len, _measured(cell))) for cell in cells), default=0)
        wanted.append(max(sqrt(max(most, len(column.title))), 1))
    rest = max(room - _A_LETTER * sum(least), 0)
    scale = min(1, room / (_A_LETTER * sum(least)))
    widths = [
        int(_A_LETTER * narrow * scale + rest * more / sum(wanted))
        for narrow, more in zip(least, wanted, strict=True)
    ]
    widths[-1] += room - sum(widths)
    return widths


def _measured(cell: Cell) -> list[str]:
    """The lines of a cell, to measure."""
    if isinstance(cell, tuple):
        return [line for part in cell for line in _measured(part)]
    if isinstance(cell, Trend):
        return ["x" * _TREND]
    if isinstance(cell, Rag):
        return [f"  {cell.word} [{cell.letter}]", cell.detail or ""]
    return words(cell, brief=True).split("\n")


def _anchors(report: Report) -> frozenset[str]:
    """The places in the report to which its own links lead."""
    cells: list[Cell] = []
    for section in report.sections:
        for block in section.every_block:
            match block:
                case Facts():
                    cells += block.cells.values()
                case Listing():
                    cells += block.items_of
                case Table():
                    cells += (cell for row in block.rows for cell in row.values())
    anchors: set[str] = set()
    while cells:
        cell = cells.pop()
        if isinstance(cell, tuple):
            cells += cell
        elif isinstance(cell, PageLink) and not cell.page:
            anchors.add(cell.anchor)
    return frozenset(anchors)
