"""Workbooks of Excel (.xlsx) as sheets."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from scrutiny_cli.domain.dates import FIRST_YEAR, LAST_YEAR, MONTH_NAMES
from scrutiny_cli.spreadsheets.model import MOST_CELLS, Cell, Merge, Row, Sheet, Unreadable
from scrutiny_cli.spreadsheets.parts import SAVE_AGAIN, Event, Package, too_large
from scrutiny_cli.spreadsheets.styles import Style, is_on, read_styles

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})", re.ASCII)
_THREADED = re.compile(r"\A\[Threaded comment\].*?Comment:\s*", re.DOTALL)
# A fill far to the right of the last words says nothing.
WIDEST = 256


class Words:
    """A text that may be in several runs, some struck through."""

    def __init__(self) -> None:
        self._runs: list[tuple[str, bool]] = []
        self._struck = False
        self._skipping = 0
        self._taking = False

    def take(self, event: Event) -> None:
        """Take in an event of a shared text, a text in a cell, or a comment."""
        what, name, attributes = event
        if what == "text":
            if self._taking and not self._skipping:
                self._runs.append((name, self._struck))
        elif name == "r":
            self._struck = False
        elif name == "rPh":  # how it is pronounced
            self._skipping += 1 if what == "start" else -1
        elif name in ("t", "text"):
            self._taking = what == "start"
        elif name == "strike" and what == "start":
            self._struck = is_on(attributes)

    @property
    def cell(self) -> Cell:
        """The words, and whether they are struck."""
        text = "".join(words for words, _ in self._runs)
        struck = [mark for words, mark in self._runs if words.strip()]
        return Cell(
            unescaped(text), struck=bool(struck) and all(struck), partly=any(struck) > all(struck)
        )


def unescaped(text: str) -> str:
    """A text with what XML cannot hold put back: ``_x000D_`` is a carriage return."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def sheets(raw: bytes) -> Iterator[Sheet]:
    """The sheets of a workbook in the order of its tabs."""
    package = Package(raw)
    main = next((to for _, kind, to in package.related("") if kind == "officeDocument"), "")
    if main not in package:
        main = "xl/workbook.xml"
    if main not in package:
        raise _no_workbook(package)
    parts = package.related(main)
    by_kind = {kind: to for _, kind, to in parts}
    book = _Book(package, by_kind)
    for name, relation, hidden in book.tabs(main):
        for found, kind, to in parts:
            if found == relation and kind == "worksheet":
                yield replace(book.sheet(to), name=name, hidden=hidden)


def _no_workbook(package: Package) -> Unreadable:
    if "mimetype" in package and "content.xml" in package:
        return Unreadable(
            "this is a spreadsheet of LibreOffice (.ods)", "save it there as .xlsx, and try again"
        )
    if "xl/workbook.bin" in package:
        return Unreadable("this is a binary workbook (.xlsb)", "save it as .xlsx, and try again")
    if "word/document.xml" in package:
        return Unreadable(
            "this is a document of Word", "copy its table into Excel and save that as .xlsx"
        )
    return Unreadable("this is a zip file and no workbook of Excel", SAVE_AGAIN)


class _Book:
    """What the sheets of a workbook share."""

    def __init__(self, package: Package, parts: Mapping[str, str]) -> None:
        self._package = package
        self._texts = list(_texts(package, parts.get("sharedStrings", "")))
        self._styles = read_styles(package, parts.get("styles", ""))
        self._since_1904 = False
        self._left = MOST_CELLS

    def tabs(self, main: str) -> list[tuple[str, str, bool]]:
        """The tabs: name, id of the part, whether it is hidden."""
        found = []
        for what, name, attributes in self._package.events(main):
            if what == "start" and name == "workbookPr":
                self._since_1904 = attributes.get("date1904") in ("1", "true")
            elif what == "start" and name == "sheet":
                hidden = attributes.get("state", "visible") != "visible"
                found.append(
                    (unescaped(attributes.get("name", "")), attributes.get("id", ""), hidden)
                )
        return found

    def sheet(self, part: str) -> Sheet:
        comments = _comments(self._package, part)
        rows: list[Row] = []
        merges: list[Merge] = []
        columns: set[int] = set()
        row, cells = Row(0, {}), dict[int, Cell]()
        content = _Content()
        for event in self._package.events(part):
            what, name, attributes = event
            if what == "start" and name == "row":
                row = Row(_number(attributes.get("r"), row.number + 1), {}, _is_hidden(attributes))
                cells, content = {}, _Content()
            elif what == "start" and name == "c":
                content = _Content(attributes, content.column + 1)
            elif what == "end" and name == "c":
                cell = self._cell(content)
                if cell.text or cell.unknown or (cell.fill and content.column < WIDEST):
                    cells[content.column] = cell
            elif what == "end" and name == "row":
                self._keep(rows, row, cells, comments)
            elif what == "start" and name == "col" and _is_hidden(attributes):
                first, last = (_number(attributes.get(key), 1) for key in ("min", "max"))
                columns.update(range(first - 1, min(last, WIDEST)))
            elif what == "start" and name == "mergeCell":
                merges += _merge(attributes.get("ref", ""))
            else:
                content.take(event)
        return Sheet("", tuple(rows), tuple(merges), hidden_columns=frozenset(columns))

    def _keep(
        self,
        rows: list[Row],
        row: Row,
        cells: dict[int, Cell],
        comments: Mapping[int, Mapping[int, str]],
    ) -> None:
        """Keep a row if there are words in it."""
        said = comments.get(row.number, {})
        if not said and not any(cell.text.strip() or cell.unknown for cell in cells.values()):
            return
        self._left -= len(cells)
        if self._left < 0:
            raise too_large(f"has more than {MOST_CELLS:,} cells with words")
        for column, words in said.items():
            cells[column] = replace(cells.get(column, Cell()), comment=words)
        rows.append(replace(row, cells=cells))

    def _cell(self, content: "_Content") -> Cell:
        style = self._styles[content.style] if content.style < len(self._styles) else Style()
        cell = self._value(content, style)
        struck = bool(cell.text.strip()) and (cell.struck or (style.struck and not cell.partly))
        return replace(cell, struck=struck, fill=style.fill)

    def _value(self, content: "_Content", style: Style) -> Cell:
        written = content.value
        if content.kind == "inlineStr":
            return content.words.cell
        if content.formula and not written and content.kind != "str":
            return Cell(unknown=True)
        match content.kind:
            case "s":
                position = _number(written, -1)
                return self._texts[position] if -1 < position < len(self._texts) else Cell()
            case "b":
                return Cell("TRUE" if written == "1" else "FALSE")
            case "d":
                return _dated(written)
            case "n":
                return self._numeric(written, style)
        return Cell(unescaped(written))

    def _numeric(self, written: str, style: Style) -> Cell:
        try:
            number = float(written)
        except ValueError:
            return Cell(written)
        if style.shown in ("day", "month", "year"):
            moment = moment_of(number, since_1904=self._since_1904)
            if moment is not None:
                return _moment(moment, style)
        return Cell(number_words(number, written))


class _Content:
    """What one cell holds, as it comes."""

    def __init__(self, attributes: Mapping[str, str] | None = None, following: int = -1) -> None:
        has = attributes or {}
        place = _REFERENCE.fullmatch(has.get("r", ""))
        self.column = _column(place[1]) if place else following
        self.kind = has.get("t", "n")
        self.style = _number(has.get("s"), 0)
        self.formula = False
        self.value = ""
        self.words = Words()
        self._in_value = False

    def take(self, event: Event) -> None:
        what, name, _ = event
        if what == "text" and self._in_value:
            self.value += name
        elif name == "v" and what != "text":
            self._in_value = what == "start"
        elif name == "f" and what == "start":
            self.formula = True
        else:
            self.words.take(event)


def _number(written: str | None, otherwise: int) -> int:
    fits = written and written.isascii() and written.isdecimal() and len(written) < 10
    return int(written) if written and fits else otherwise


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _merge(reference: str) -> list[Merge]:
    ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
    if len(ends) != 2 or not ends[0] or not ends[1]:
        return []
    (left, top), (right, bottom) = ((_column(end[1]), int(end[2])) for end in ends if end)
    return [Merge(top, left, bottom, right)]


def _texts(package: Package, part: str) -> Iterator[Cell]:
    words = Words()
    for event in package.events(part):
        what, name, _ = event
        if name == "si" and what == "start":
            words = Words()
        elif name == "si" and what == "end":
            yield words.cell
        else:
            words.take(event)


def _comments(package: Package, sheet: str) -> dict[int, dict[int, str]]:
    """The comments on a sheet's cells by row from 1, then by column from 0."""
    found: dict[int, dict[int, str]] = {}
    for _, kind, part in package.related(sheet):
        if kind not in ("comments", "threadedComment"):
            continue
        words, place = Words(), None
        for event in package.events(part):
            what, name, attributes = event
            if what == "start" and name in ("comment", "threadedComment"):
                words, place = Words(), _REFERENCE.fullmatch(attributes.get("ref", ""))
            elif what == "end" and name in ("comment", "threadedComment"):
                # What Excel puts before a comment that has answers is no word of anybody's.
                text = _THREADED.sub("", words.cell.text).strip()
                if place and text:
                    row, column = found.setdefault(int(place[2]), {}), _column(place[1])
                    if text not in row.get(column, ""):
                        row[column] = "\n".join(filter(None, (row.get(column), text)))
            elif name != "text" or kind == "threadedComment" or what == "text":
                words.take(event)
    return found


def number_words(number: float, written: str) -> str:
    """A number as a clerk would type it: ``4.0`` is 4."""
    if number != number or abs(number) >= 1e15:  # noqa: PLR0124  # what is no number
        return written
    return str(int(number)) if number == int(number) else repr(number)


def moment_of(number: float, *, since_1904: bool = False) -> datetime | None:
    """The moment that a number of Excel's means: 44441 is 2 September 2021."""
    if not 0 < number < 200_000:
        return None
    # Excel counts a 29 February 1900, which there was not.
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if number >= 61 else 31)  # noqa: DTZ001  # the day on a sheet has no zone
    moment = start + timedelta(days=int(number), seconds=round(number % 1 * 86400))
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _moment(moment: datetime, style: Style) -> Cell:
    if style.shown == "month":
        return Cell(f"{MONTH_NAMES[moment.month - 1]} {moment.year}")
    if style.shown == "year":
        return Cell(str(moment.year))
    return _on(moment.date(), moment.time())


def _dated(written: str) -> Cell:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return Cell(written)
    return _on(moment.date(), moment.time())


def _on(day: date, at: time) -> Cell:
    words = day.isoformat()
    return Cell(words if at == time() else f"{words} {at:%H:%M}", day=day)
