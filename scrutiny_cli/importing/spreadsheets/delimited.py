"""CSV files as a sheet, however Excel or another program has written them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from scrutiny_cli.importing.spreadsheets.model import (
    MOST_CELLS,
    Cell,
    Row,
    Sheet,
    Unreadable,
    Workbook,
)
from scrutiny_cli.render.csv import without_apostrophe

Ranking = Callable[[Sequence[str]], int]
"""How many of the words of a row are headings that somebody knows."""


def no_headings(_: Sequence[str]) -> int:
    """The ranking where no heading is known."""
    return 0


_SEPARATORS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"')
_NAMED = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)
_GUESSED = (
    "The file was read as Windows-1252, the usual encoding of a CSV from Excel in Britain: look at "
    "names with accents."
)
SPOILT = (
    "Some letters were spoilt before the file was saved, such as `{}`: look at apostrophes, pound signs "
    "and names with accents."
)
# What UTF-8 looks like where a program once read it as Windows-1252; and what was lost altogether.
_GARBLED = re.compile("â€.|Ã[\u0080-\u00bf]|Â[\u00a0£]|\ufffd")
# Bytes that no text of an office program holds.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
# A row of headings stands among the first rows, and in the first so many characters.
_BEGINNING, _FIRST_ROWS = 20_000, 40


def workbook(raw: bytes, name: str, ranking: Ranking) -> Workbook:
    """A CSV file as a workbook of one sheet; raise :class:`Unreadable`.

    Unless the first line says `sep=;`, the separator is the one that gives a row of known headings.
    """
    text, remarks = _decoded(raw)
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        raise Unreadable(
            f"line {line} is `{conflict[0].strip()[:40]}`: the mark of two versions that git could not join",
            "keep one version of the rows between the marks, delete the marks, and try again",
        )
    named = _NAMED.match(text)
    body = text[named.end() :] if named else text
    separator = named[1] if named else _separator(body, ranking)
    rows, unquoted = _rows(body, separator, 2 if named else 1)
    if garbled := _GARBLED.search(text):
        remarks += (SPOILT.format(garbled[0]),)
    return Workbook((Sheet(name, tuple(rows)),), (*remarks, *unquoted), name, separator)


def _rows(text: str, separator: str, first: int) -> tuple[list[Row], tuple[str, ...]]:
    """The rows with words, and what is to be said of quotation marks."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return _numbered(lines, first), ()
    except csv.Error:
        stopped = lines.line_num + first - 1
    try:
        rows = _numbered(csv.reader(io.StringIO(text, newline=""), delimiter=separator), first)
    except csv.Error as fault:
        raise Unreadable(
            f"the file is not a CSV that can be read: {fault}",
            "open it in Excel and save it as .xlsx, and try again",
        ) from None
    words = (
        f'A quotation mark (") is out of place in line {stopped}, or in the text that ends there: look '
        "at that row and the one after it."
    )
    return rows, (words,)


def _numbered(lines: Iterable[list[str]], first: int) -> list[Row]:
    rows, left = [], MOST_CELLS
    for number, fields in enumerate(lines, first):
        cells = {
            n: Cell(without_apostrophe(field)) for n, field in enumerate(fields) if field.strip()
        }
        left -= len(cells)
        if left < 0:
            raise Unreadable(
                f"the file has more than {MOST_CELLS:,} cells with words",
                "copy the action log into a file of its own",
            )
        if cells:
            rows.append(Row(number, cells))
    return rows


def _decoded(raw: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if raw.startswith(mark):
            return _as(raw[len(mark) :], encoding), ()
    # Of English in UTF-16 every other byte is nought.
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        sample = raw[start:400:2]
        if len(sample) > 4 and sample.count(0) > 0.8 * len(sample):
            return _as(raw, encoding), ()
    if _BINARY.search(raw):
        raise _no_text()
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _as(raw, "cp1252"), (_GUESSED,)


def _as(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise _no_text() from None


def _no_text() -> Unreadable:
    return Unreadable(
        "this is not an Excel workbook or a CSV file",
        "open it in Excel and save it as .xlsx, and try again",
    )


def _separator(text: str, ranking: Ranking) -> str:
    """The sign between the fields: the one that gives the most known headings in a row.

    Where none gives two, it is the one that appears most evenly in the first lines.
    """
    beginning = text[:_BEGINNING]
    ranks = {sign: _headings(beginning, sign, ranking) for sign in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda sign: ranks[sign])
    return best if ranks[best] > 1 else _most_even(beginning)


def _headings(text: str, separator: str, ranking: Ranking) -> int:
    """How many known headings the best of the first rows has."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return max((ranking(row) for row in islice(lines, _FIRST_ROWS)), default=0)
    except csv.Error:
        return 0


def _most_even(text: str) -> str:
    lines = _QUOTED.sub("", text).splitlines()[:_FIRST_ROWS]
    best, most = ",", 0
    for sign in _SEPARATORS:
        counted = Counter(line.count(sign) for line in lines if sign in line)
        if counted:
            number, often = counted.most_common(1)[0]
            if number * often > most:
                best, most = sign, number * often
    return best
