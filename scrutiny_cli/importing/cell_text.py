"""Small judgements about the words in cells: what is blank, what is done, which day is meant."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from scrutiny_cli.documents.gate import FORBIDDEN, name_of
from scrutiny_cli.documents.invisible import needless_characters
from scrutiny_cli.domain.dates import DASHES, days_in, read_due
from scrutiny_cli.importing.phrases import PHRASES
from scrutiny_cli.importing.spreadsheets import Cell

DONE = frozenset((*PHRASES["done"], "action complete", "action completed"))
YES, NO, DITTO = (frozenset(PHRASES[name]) for name in ("yes", "no", "ditto"))
_BLANK = re.compile(r"[\s\-–—.]*\Z")
_EITHER = re.compile(r"\D*(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(?:\d{4}|\d{2})\D*", re.ASCII)
_ERROR = re.compile(
    r"#(?:REF|VALUE|DIV/0|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|UNKNOWN|CONNECT|BUSY|PYTHON|EXTERNAL)!"
    r"|#N/A|#NAME\?|#GETTING_DATA|Err:5\d\d|#{2,}",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"([2-7]\d{4})(?:\.\d+)?\Z", re.ASCII)
_DATED = re.compile(r"(?P<day>[^\n:]{6,30}?)\s*(?::|\s[-–—])\s+(?P<words>\S.*)\Z", re.DOTALL)


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """A cell's words as a record may hold them, and the names of the characters taken out."""
    if text.isascii() and text.isprintable():
        return text.strip(), ()
    flat = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\t", " ")
    flat = flat.replace("\u2028", "\n").replace("\u2029", "\n").replace("\u00a0", " ")
    taken = FORBIDDEN.findall(flat)
    flat = FORBIDDEN.sub("", flat) if taken else flat
    if not flat.isascii():
        for invisible in reversed(list(needless_characters(flat))):
            taken.append(invisible[0])
            flat = flat[: invisible.start()] + flat[invisible.end() :]
    lines = [line.rstrip() for line in flat.strip().split("\n")]
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return joined, tuple(dict.fromkeys(name_of(character) for character in taken))


def is_error(text: str) -> bool:
    """Whether words are an error of a spreadsheet: `#REF!`, `#N/A`, or `####` for want of room."""
    return bool(_ERROR.fullmatch(text.strip()))


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, or a dash."""
    return bool(_BLANK.match(text))


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Words as they are compared: small letters, one space, no full stop at the end."""
    return " ".join(text.casefold().split()).rstrip(" .;")


def is_done(text: str) -> bool:
    """Whether a status word says that an action is completed, and nothing beside it."""
    return folded(text).strip("!") in DONE


class Day(NamedTuple):
    """A day that a text names, and whether it could be read month first too."""

    day: date
    either: bool = False
    written: str = ""


def day_of(cell: Cell) -> Day | None:
    """The day that a cell is, day first; ``None`` where it is none or none for sure."""
    if cell.day:
        return Day(cell.day, written=cell.text)
    reading = read_due(cell.text)
    if reading.precision != "day" or reading.day is None:
        return None
    day, figures = reading.day, _EITHER.fullmatch(cell.text.translate(DASHES))
    return Day(day, bool(figures) and day.day <= 12 and day.day != day.month, cell.text)


def day_within(text: str) -> date | None:
    """The one day with its year that a text names: `Meeting of 5 August 2021`."""
    days = {named.day for named in days_in(text)}
    return days.pop() if len(days) == 1 else None


def looks_serial(text: str) -> date | None:
    """The day that a number in words may be one of for Excel: 44441 is 2 September 2021."""
    serial = _SERIAL.match(text.strip().replace(",", ""))
    return date(1899, 12, 30) + timedelta(days=int(serial[1])) if serial else None


def entries(text: str) -> list[tuple[Day | None, str]]:
    """The entries of a progress cell: each line that begins with a day begins one.

    ``2021-10-12: In progress.`` and ``12/10/2021 - In progress.`` are dated; other lines belong to
    the entry above. Newest first, as many a log is kept, they are turned round: a record has the
    oldest first.
    """
    dated: list[tuple[Day | None, list[str]]] = []
    for line in text.split("\n"):
        match = None if line.startswith("  ") else _DATED.match(line)
        day = day_of(Cell(match["day"])) if match else None
        if match and day:
            dated.append((day, [match["words"]]))
        elif dated:
            dated[-1][1].append(line.removeprefix("  "))
        else:
            dated.append((None, [line]))
    parts = [(day, "\n".join(lines).strip()) for day, lines in dated]
    days = [day.day for day, _ in parts if day]
    newest_first = days != sorted(days) and days == sorted(days, reverse=True)
    return parts[::-1] if newest_first and len(days) == len(parts) else parts
