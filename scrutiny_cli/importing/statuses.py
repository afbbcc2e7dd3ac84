"""What a status says beside its first word: `Completed 25.9.25`, `No longer required - now in the plan`."""

import re
from datetime import date
from typing import NamedTuple

from scrutiny_cli.domain.dates import DayInText, days_in, long_date, written_dates
from scrutiny_cli.importing.cell_text import Day, day_of, is_done
from scrutiny_cli.importing.phrases import any_of
from scrutiny_cli.importing.spreadsheets import Cell

_DONE = re.compile(rf"(?:actions? )?{any_of('done')}\b", re.IGNORECASE)
_WITHDRAWN = re.compile(
    rf"(?:action )?(?:{any_of('withdrawn')}"
    rf"|(?:no longer|not) (?:be )?(?:being )?{any_of('needed')})\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(rf"\?|%|\b(?:{any_of('doubt')}|by (?:the )?(?:end|\d))\b", re.IGNORECASE)
# `Complete list to follow` is no word for done.
_LOOSE = re.compile(r"\s+(?!on\b|[-–—(\d])", re.IGNORECASE)
_OPEN = re.compile(rf"{any_of('open')}\b", re.IGNORECASE)
_HINT = re.compile(rf"\b{any_of('done', 'over')}\b", re.IGNORECASE)
_IN_FIGURES = re.compile(r"\d[./-]\d{1,2}[./-]\d")


class StatusReading(NamedTuple):
    """What a status says: done or withdrawn, on which day, the words beside it.

    ``why`` is what has to be said of it, where something in it could not be read.
    """

    what: str = ""
    day: Day | None = None
    rest: str = ""
    why: str | None = None


OPEN = "so the action counts as open; if it is done or withdrawn, correct the status or the record"
NO_DAY = "{}, so it is done without the day; correct the status or the record"


def read_status(text: str, as_of: date) -> StatusReading:
    """What a status says of whether the action is still owed; ``what`` is empty while it is."""
    flat = " ".join(text.split())
    if is_done(flat):
        return StatusReading("completed")
    if _WITHDRAWN.match(flat):
        return _withdrawn(flat, as_of)
    done = _DONE.match(flat)
    if not done:
        hidden = _HINT.search(flat) and not _OPEN.match(flat)
        return (
            StatusReading(why=f"it begins with no word for done, {OPEN}")
            if hidden
            else StatusReading()
        )
    rest = flat[done.end() :]
    beside = rest.strip(" .,;:–—-!()")
    if _WITHDRAWN.match(beside):
        return _withdrawn(flat, as_of)
    if _DOUBT.search(rest) or (_LOOSE.match(rest) and flat[: done.end()].lower().endswith("te")):
        return StatusReading(why=f"what follows the word for done is not clear, {OPEN}")
    return _completed(beside, as_of)


def _completed(beside: str, as_of: date) -> StatusReading:
    days = days_in(beside)
    if any(named.day > as_of for named in days):
        return StatusReading(why=f"the day in it is still to come, {OPEN}")
    rest = beside
    for named in reversed(days):
        rest = f"{rest[: named.start]}{long_date(named.day)}{rest[named.end :]}"
    if len({named.day for named in days}) == 1:
        only = long_date(days[0].day)
        # The day alone shows nothing that the field for it does not.
        bare = re.sub(rf"\W*(?:on )?{only}\W*", "", rest, flags=re.IGNORECASE)
        return StatusReading("completed", _day(beside, days[0]), rest if bare else "")
    if days:
        return StatusReading("completed", rest=rest, why=NO_DAY.format("it names several days"))
    without = any(written.year is None for written in written_dates(beside))
    why = NO_DAY.format("its day has no year") if without else None
    if _IN_FIGURES.search(beside):
        why = NO_DAY.format("its day does not exist")
    return StatusReading("completed", rest=rest, why=why)


def _withdrawn(words: str, as_of: date) -> StatusReading:
    if "?" in words or re.search(r"\b(?:until|unless|if|yet)\b", words, re.IGNORECASE):
        return StatusReading(why=f"it is not clear, {OPEN}")
    days = days_in(words)
    past = len({named.day for named in days}) == 1 and days[0].day <= as_of
    return StatusReading("withdrawn", _day(words, days[0]) if past else None, words)


def _day(text: str, named: DayInText) -> Day | None:
    """A day of a text, as its words alone are read."""
    return day_of(Cell(text[named.start : named.end]))
