"""CSV files as a sheet, however Excel or another program has written them."""

import csv
import io
import re
from collections import Counter

from scrutiny_cli.importing.spreadsheets.model import MOST_CELLS, Cell, Row, Sheet, Unreadable

_SEPARATORS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"')
_NAMED = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)
_GUESSED = (
    "The file was read as Windows-1252, the usual encoding of a CSV from Excel in Britain: look at "
    "names with accents."
)
_KEPT = re.compile(r"''*[=+\-@\t\r]")
# Bytes that no text of an office program holds.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def sheet(raw: bytes, name: str) -> tuple[Sheet, tuple[str, ...]]:
    """The one sheet of a CSV file, and what is to be said of its encoding."""
    text, remarks = _decoded(raw)
    named = _NAMED.match(text)
    text = text[named.end() :] if named else text
    separator = named[1] if named else _separator(text)
    first = 2 if named else 1
    rows, left = [], MOST_CELLS
    try:
        for number, fields in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=separator), first
        ):
            cells = {n: Cell(_plain(field)) for n, field in enumerate(fields) if field.strip()}
            left -= len(cells)
            if left < 0:
                raise Unreadable(
                    f"the file has more than {MOST_CELLS:,} cells with words",
                    "copy the action log into a file of its own",
                )
            if cells:
                rows.append(Row(number, cells))
    except csv.Error as fault:
        raise Unreadable(
            f"the file is no CSV that can be read: {fault}",
            "open it in Excel and save it as .xlsx, and try again",
        ) from None
    return Sheet(name, tuple(rows)), remarks


def _plain(field: str) -> str:
    """A field without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return field[1:] if _KEPT.match(field) else field


def _decoded(raw: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if raw.startswith(mark):
            try:
                return raw[len(mark) :].decode(encoding), ()
            except UnicodeDecodeError:
                raise _no_text() from None
    if _BINARY.search(raw):
        raise _no_text()
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252"), (_GUESSED,)
    except UnicodeDecodeError:
        raise _no_text() from None


def _no_text() -> Unreadable:
    return Unreadable(
        "this is neither a workbook of Excel nor a CSV file that can be read",
        "open it in Excel and save it as .xlsx, and try again",
    )


def _separator(text: str) -> str:
    """The sign between the fields: the one that stands most evenly in the first lines."""
    lines = _QUOTED.sub("", text[:20_000]).splitlines()[:40]
    best, most = ",", 0
    for sign in _SEPARATORS:
        counted = Counter(line.count(sign) for line in lines if sign in line)
        if counted:
            number, often = counted.most_common(1)[0]
            if number * often > most:
                best, most = sign, number * often
    return best
