"""Dates and times as clerks write them, read without guessing.

A date is ``2021-11-23``, ``23 November 2021`` or ``23/11/2021`` (day first): :func:`parse_date` has
all spellings, for records, the command line and imports. A time is ``14:30`` or ``2.30 pm``. A due
date may also be words, such as ``Nov 2020``, ``End of December 2020`` or ``Summer 2021``. Words
mean the last day that they allow.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

# Written out, because the standard library's names follow the machine's locale.
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
MONTHS = {
    spelling: number
    for number, name in enumerate(MONTH_NAMES, 1)
    for spelling in (name.lower(), name[:3].lower())
} | {"sept": 9}
WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
# A year outside these bounds is a typing error.
FIRST_YEAR, LAST_YEAR = 1900, 2199

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
# Word turns a hyphen between figures into a dash.
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_ON = r"(?:(?P<weekday>[a-z]+day|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\b[.,]{0,2}\s+)?"
_FIGURES = rf"{_ON}(?P<first>\d{{1,4}})\s?(?P<sign>[-/.])\s?(?P<second>\d{{1,2}})\s?(?P=sign)\s?(?P<third>\d{{1,4}})"
_ORDINAL = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WORDS = (
    rf"{_ON}(?:the\s+)?{_ORDINAL}[\s./-]{{0,3}}(?:of\s+)?(?P<month>[a-z]{{3,9}})"
    r"[\s.,/-]{0,3}['’]?(?P<year>\d{4}|\d{2})"
)
_MONTH_FIRST = rf"{_ON}(?P<month>[a-z]{{3,9}})\.?\s+{_ORDINAL},?\s+(?P<year>\d{{4}})"
_CLOCK = re.compile(
    r"(?P<day>\S.*\d)(?:T|\s+)(?P<clock>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(?:Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_UNREADABLE = "not a date this register reads"
# Figures that name a day to a computer, or may: 20211123, and 44523 in Excel.
_RUN_TOGETHER = re.compile(r"\d{5,8}|\d{1,4}(?:\s?[-/.]\s?\d{1,4}){2}", re.ASCII)
_MONTH = re.compile(r"(?P<month>[a-z]+)\.?\s+(?P<year>\d{4})\Z", re.ASCII | re.IGNORECASE)
_RANGE = re.compile(
    r"(?P<first>[a-z]+)\.?\s*(?:/|-|to|or|and)\s*(?P<month>[a-z]+)\.?\s+(?P<year>\d{4})\Z",
    re.ASCII | re.IGNORECASE,
)
_SEASON = re.compile(
    r"(?P<season>spring|summer|autumn|winter)\s+(?P<year>\d{4})\Z",
    re.ASCII | re.IGNORECASE,
)
_QUARTER = re.compile(
    r"(?:q(?:uarter)?)\s*(?P<quarter>[1-4])\s+(?P<year>\d{4})\s*[/-]\s*(?P<next>\d{2}|\d{4})\Z",
    re.ASCII | re.IGNORECASE,
)
_YEAR = re.compile(r"(?P<year>\d{4})\Z", re.ASCII)
_PREFIX = re.compile(r"\A(?:by\s+)?(?:the\s+)?(?:end\s+(?:of\s+)?)?(?:the\s+)?", re.IGNORECASE)
_LIMIT = re.compile(
    r"(?:(?P<before>before)|by|on or before|no later than|not later than)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_IN = re.compile(r"(?:in|during)\s+(?:the\s+)?", re.IGNORECASE)
_WITHIN = re.compile(
    rf"(?:{_IN.pattern})?(?:(?:early|mid|late)[\s-]+|(?:the\s+)?(?:start|middle|end)\s+of\s+)?",
    re.IGNORECASE,
)
ONE_DAY = timedelta(days=1)
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?\Z",
    re.ASCII | re.IGNORECASE,
)
# The last month of each season, as committees use the words.
_SEASON_ENDS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}
_MONTHS_LONG = {"season": 3, "quarter": 3, "year": 12}
_LONG_DATE = re.compile(
    rf"\b(\d{{1,2}} )({'|'.join(name[:3] for name in MONTH_NAMES)})[a-z]*( \d{{4}})\b", re.ASCII
)
ONGOING = ("ongoing", "on-going", "on going", "continuous", "continuing")

Precision = Literal["day", "month", "season", "quarter", "year", "ongoing", "words"]


class DateInWords(date):
    """A date known only in words: `September 2020`. As a date it is the last day they can mean.

    ``earliest`` is the first day they can mean.
    """

    words: str
    earliest: date

    def __new__(
        cls, year: int, month: int, day: int, words: str = "", earliest: date = date.min
    ) -> Any:
        """Make it of the last day. Without words, as the result of a sum, it is a plain date."""
        if not words:
            return date(year, month, day)
        made = super().__new__(cls, year, month, day)
        made.words, made.earliest = words, earliest
        return made

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other) is True and getattr(other, "words", "") == self.words

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = date.__hash__

    def __str__(self) -> str:
        return self.words

    def __repr__(self) -> str:
        return f"{super().__repr__()[:-1]}, {self.words!r})"

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        return DateInWords, (self.year, self.month, self.day, self.words, self.earliest)


class DateReading(NamedTuple):
    """The meaning of a due date: the last day it allows, and how exact it is."""

    day: date | None
    precision: Precision


def last_of_month(year: int, month: int) -> date:
    """The last day of a month: ``last_of_month(2020, 2)`` is 29 February 2020."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _civil(year: int, month: int, day: int, written: str) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the year {year} is outside {FIRST_YEAR} to {LAST_YEAR}")
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month} in {written}")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise ValueError(f"{MONTH_NAMES[month - 1]} {year} has {last} days, not {day}")
    return date(year, month, day)


class NotADay(ValueError):
    """Words that are not in the form of a day at all."""


@lru_cache(maxsize=4096)
def parse_date(written: str) -> date:
    """Return the date that a text names, day first; raise ``ValueError`` to say what is wrong.

    ``2021-11-23``, ``23/11/2021``, ``23.11.21``, ``Tues 23 Nov 2021`` and ``November 23, 2021`` are
    the same day. A date with the wrong weekday is refused, because one of the two is a slip. Words
    that are not in the form of a date raise :class:`NotADay`.
    """
    if match := _ISO.match(written.strip()):
        year, month, day = (int(part) for part in match.groups())
        return _civil(year, month, day, written.strip())
    text = " ".join(written.translate(DASHES).split()).rstrip(".,;")
    if timed := _CLOCK.fullmatch(text):
        found = parse_date(timed["day"])
        if timed["clock"].strip("0:."):
            raise ValueError("it has a time of day as well")
        return found
    for form in _forms():
        if match := form.fullmatch(text):
            return _from_parts(match, text)
    if _RUN_TOGETHER.fullmatch(text):
        raise ValueError(_UNREADABLE)
    raise NotADay(_UNREADABLE)


def parse_past(written: str) -> date:
    """Return the date of what happened, in words where the day is not known.

    `September 2020`, `Summer 2021`, `2019` and `before 7 September 2021` are such words. Anything else
    must be a day; raise ``ValueError`` to say what is wrong.
    """
    try:
        return parse_date(written)
    except NotADay:
        words = " ".join(written.split()).rstrip(".,;")
        text = words.translate(DASHES)
        limit = _LIMIT.match(text)
        rest = text[limit.end() :] if limit else text
        span = _days_of(rest if limit and limit["before"] else _WITHIN.sub("", rest))
        if span is None:
            raise
    first, last = span
    if limit:
        first, last = date.min, first - ONE_DAY if limit["before"] else last
    in_words: date = DateInWords(last.year, last.month, last.day, words, first)
    return in_words


def _days_of(text: str) -> tuple[date, date] | None:
    """The first and the last day that a day, or a period in words, can mean."""
    try:
        day = parse_date(text)
    except ValueError:
        reading = _read_period(text)
        if reading is None or reading.day is None:
            return None
        last = reading.day
        months = _MONTHS_LONG.get(reading.precision, 1)
        if match := _RANGE.match(text):
            months = (last.month - MONTHS.get(match["first"].lower(), last.month)) % 12 + 1
        year, month = divmod(last.year * 12 + last.month - months, 12)
        return date(year, month + 1, 1), last
    return day, day


def earliest(day: date) -> date:
    """The first day that a date can mean."""
    return day.earliest if isinstance(day, DateInWords) else day


def on_date(day: date, spell: Callable[[date], str] | None = None) -> str:
    """A date with its preposition: `on 23 November 2021`, `in September 2020`."""
    if not isinstance(day, DateInWords):
        return f"on {(spell or long_date)(day)}"
    own = _LIMIT.match(day.words) or _IN.match(day.words)
    return day.words[0].lower() + day.words[1:] if own else f"in {day.words}"


@cache
def _forms(*, inside: bool = False) -> list[re.Pattern[str]]:
    """The forms of a day, alone or inside a text."""
    before, after = (
        (r"(?<![\w./-])", r"(?:T\d\d:[\d:.]+Z?)?(?![\w/-]|\.\d)") if inside else ("", "")
    )
    forms = (_FIGURES, _WORDS, _MONTH_FIRST)
    return [re.compile(before + form + after, re.ASCII | re.IGNORECASE) for form in forms]


def _from_parts(match: re.Match[str], text: str) -> date:
    """The day of one of the forms."""
    parts = match.groupdict()
    if "month" not in parts:
        found = _from_figures(parts["first"], parts["second"], parts["third"], text)
        return _on_weekday(found, parts["weekday"])
    month = MONTHS.get(parts["month"].lower())
    if month is None:
        near = get_close_matches(parts["month"].capitalize(), MONTH_NAMES, n=1, cutoff=0.7)
        if near:
            raise ValueError(f"{parts['month']} is not a month; did you mean {near[0]}?")
        raise NotADay(f"{parts['month']} is not a month")
    found = _civil(_full_year(parts["year"]), month, int(parts["day"]), text)
    return _on_weekday(found, parts["weekday"])


def _from_figures(first: str, second: str, third: str, text: str) -> date:
    """A day in figures: the year first, in four digits, or the day."""
    if len(first) == 4 and len(third) <= 2:
        # A month or a day with one figure has most likely lost the other.
        if len(second + third) < 4:
            raise ValueError("after the year, month and day need two figures each")
        return _civil(int(first), int(second), int(third), text)
    if len(first) > 2 or len(third) not in (2, 4):
        raise ValueError(_UNREADABLE)
    return _civil(_full_year(third), int(second), int(first), text)


def _on_weekday(day: date, weekday: str | None) -> date:
    """The day, if its weekday is the one written, in full or in three letters."""
    right = WEEKDAYS[day.weekday()]
    letters = 3 if weekday and not weekday.lower().endswith("day") else None
    if weekday and weekday.lower()[:letters] != right.lower()[:letters]:
        raise ValueError(f"{long_date(day)} is a {right}, not {weekday}")
    return day


def _full_year(written: str) -> int:
    """The year that two digits mean: 70 to 99 are the last century's."""
    year = int(written)
    return year if len(written) == 4 else year + (1900 if year >= 70 else 2000)


class DayInText(NamedTuple):
    """A day with its year in a text, and its place there."""

    day: date
    start: int
    end: int


def days_in(text: str) -> list[DayInText]:
    """The days with their years in a text, in order: `Sent 25.9.21, again on 1 October 2021`.

    A day that does not exist is left out.
    """
    flat = text.translate(DASHES)
    found: list[DayInText] = []
    for form in _forms(inside=True):
        for match in form.finditer(flat):
            try:
                day = _from_parts(match, match[0])
            except ValueError:
                continue
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(DayInText(day, *match.span()))
    return sorted(found, key=lambda one: one.start)


@lru_cache(maxsize=256)
def parse_time(written: str) -> time:
    """Return the time of day that a text names: ``14:30``, ``14.30``, ``2.30 pm``, ``2pm``, ``noon``."""
    text = written.strip()
    if text.lower() in {"noon", "midday", "12 noon"}:
        return time(12)
    match = _TIME.match(text)
    if not match or (match["minute"] is None and match["half"] is None):
        raise ValueError("not a time this register reads")
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(f"there is no {hour} o'clock before or after noon")
        hour = hour % 12 + (12 if match["half"][0].lower() == "p" else 0)
    if hour > 23 or minute > 59:
        raise ValueError("hours go to 23 and minutes to 59")
    return time(hour, minute)


@lru_cache(maxsize=4096)
def read_due(written: str) -> DateReading:
    """Return the last day that a due date in words can mean.

    ``Nov 2020`` is 30 November 2020, ``13/11/20`` is 13 November 2020, and ``June / July 2021`` is
    31 July 2021. ``ongoing`` has no day and is never overdue. Other words have no day either.
    """
    text = " ".join(written.translate(DASHES).split())
    if text.lower().rstrip(".") in ONGOING:
        return DateReading(None, "ongoing")
    rest = _PREFIX.sub("", text)
    try:
        return DateReading(parse_date(rest), "day")
    except ValueError:
        return _read_period(rest) or DateReading(None, "words")


def why_no_day(written: str) -> str | None:
    """Why what is written as a day is none, `30 February 2021`; ``None`` for a day and for words."""
    rest = _PREFIX.sub("", " ".join(written.split()))
    if _read_period(rest):
        return None
    try:
        parse_date(rest)
    except NotADay:
        return None
    except ValueError as fault:
        return str(fault)
    return None


def _read_period(text: str) -> DateReading | None:
    if match := (_MONTH.match(text) or _RANGE.match(text)):
        month = MONTHS.get(match["month"].lower())
        if month and FIRST_YEAR <= int(match["year"]) <= LAST_YEAR:
            return DateReading(last_of_month(int(match["year"]), month), "month")
    if match := _SEASON.match(text):
        season, year = match["season"].lower(), int(match["year"])
        if FIRST_YEAR <= year < LAST_YEAR:
            # A winter ends in the next year.
            last = last_of_month(year + (season == "winter"), _SEASON_ENDS[season])
            return DateReading(last, "season")
    if match := _QUARTER.match(text):
        year, quarter = int(match["year"]), int(match["quarter"])
        if int(match["next"]) % 100 == (year + 1) % 100 and FIRST_YEAR <= year < LAST_YEAR:
            return DateReading(quarter_end(year, quarter), "quarter")
    if (match := _YEAR.match(text)) and FIRST_YEAR <= int(match["year"]) <= LAST_YEAR:
        return DateReading(date(int(match["year"]), 12, 31), "year")
    return None


def quarter_end(year: int, quarter: int) -> date:
    """The last day of a quarter of the financial year that starts in April of ``year``."""
    month = (3 + 3 * quarter - 1) % 12 + 1
    return last_of_month(year + (quarter == 4), month)


def long_date(day: date) -> str:
    """A date as papers print it: ``23 November 2021``, or the words in which it is known."""
    if isinstance(day, DateInWords):
        return day.words
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """A date as tables print it: ``23 Nov 2021``, or the words in which it is known."""
    if isinstance(day, DateInWords):
        return day.words
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]} {day.year}"


def brief_dates(words: str) -> str:
    """Words with the months of their dates cut short: ``the meeting of 23 Nov 2021``."""
    return _LONG_DATE.sub(r"\1\2\3", words)


def full_date(day: date) -> str:
    """A date with its weekday: ``Tuesday 23 November 2021``, or the words in which it is known."""
    if isinstance(day, DateInWords):
        return day.words
    return f"{WEEKDAYS[day.weekday()]} {long_date(day)}"


def weekday_date(day: date) -> str:
    """A date near the as-at date: ``Tue 23 Nov``."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTH_NAMES[day.month - 1][:3]}"


def clock(moment: time) -> str:
    """A time as papers print it: ``2.30 pm``, ``12 noon``."""
    if (moment.hour, moment.minute) == (12, 0):
        return "12 noon"
    half = "am" if moment.hour < 12 else "pm"
    return f"{(moment.hour - 1) % 12 + 1}.{moment.minute:02d} {half}"


# Only months with a capital letter: `may` and `march` are also other words.
_MONTH_WORDS = "|".join([*MONTH_NAMES, *(name[:3] for name in MONTH_NAMES), "Sept"])
_IN_WORDS = re.compile(
    rf"(?<![\w.,:/£])(?:(?P<weekday>{'|'.join(WEEKDAYS)}),?\s+(?:the\s+)?)?"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH_WORDS})\b"
    r"(?:\.?,?\s+(?P<year>\d{4})\b)?",
    re.ASCII,
)
_IN_FIGURES = re.compile(
    r"(?<![\w/.-])(?:(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})|(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>\d{4}))"
    r"(?![\w/-])",
    re.ASCII,
)
# Each impossible date contains a weekday, or a day that some month lacks. These find it in bytes.
_OF = rb"(?:st|nd|rd|th)?\s+(?:of\s+)?"
_WEEKDAY = re.compile(rb"day,?\s+(?:the\s+)?\d")
_RARE_DAY = re.compile(
    b"|".join(
        (
            rb"-(?:02-(?:29|3\d)|(?:04|06|09|11)-31|\d\d-(?:00|3[2-9]))",
            *(rb"0(?<![1-9]0)" + _OF + b"[A-Z]", b"3[2-9]" + _OF + b"[A-Z]"),
            *(b"29" + _OF + b"Feb", b"30" + _OF + b"Feb"),
            b"31" + _OF + b"(?:Feb|Apr|Jun|Sep|Nov)",
            *(b"29/0?2/", b"30/0?2/", b"31/(?:0?[2469]|11)/", b"3[2-9]/", b"0(?<![1-9]0)/"),
        )
    )
)
# The same without small letters and spaces, which are quick to remove.
_LEFT = b"0123456789-/JFMASOND,.:;()\"'"
_TAKEN = bytes(sorted(set(range(256)) - set(_LEFT)))
_RARE_LEFT = re.compile(
    rb"-(?:02-(?:29|3)|(?:04|06|09|11)-31|[01]\d-(?:00|3[2-9]))|(?:29|3\d|0)[/JFMASOND]"
)
# A greater number before a month is unlikely to be a day.
_DAYS = range(40)


class Written(NamedTuple):
    """A date in a text: its place and its parts. The year may be missing."""

    start: int
    end: int
    weekday: str | None
    day: int
    month: int
    year: int | None

    def on(self, year: int) -> date | None:
        """The date in a year, or ``None`` if that year does not have it."""
        if not 1 <= self.day <= calendar.monthrange(year, self.month)[1]:
            return None
        return date(year, self.month, self.day)

    def nearest(self, to: date) -> date | None:
        """The date it means. Without a year it is the one nearest to another date."""
        if self.year:
            return self.on(self.year)
        years = range(max(to.year - 1, FIRST_YEAR), min(to.year + 1, LAST_YEAR) + 1)
        days = [day for year in years if (day := self.on(year))]
        return min(days, key=lambda day: abs(day - to), default=None)


def written_dates(text: str) -> Iterator[Written]:
    """The dates in a text, such as `Tuesday 23 November 2021`, `31 June` and `2021-11-23`."""
    for match in _IN_WORDS.finditer(text):
        year = int(match["year"]) if match["year"] else None
        if int(match["day"]) in _DAYS and (year is None or FIRST_YEAR <= year <= LAST_YEAR):
            month = MONTHS[match["month"].lower()]
            yield Written(*match.span(), match["weekday"], int(match["day"]), month, year)
    for match in _IN_FIGURES.finditer(text):
        day, month, year = (int(match[name] or match[f"{name}2"]) for name in ("d", "m", "y"))
        if 1 <= month <= 12 and day in _DAYS and FIRST_YEAR <= year <= LAST_YEAR:
            yield Written(*match.span(), None, day, month, year)


def may_be_impossible(raw: bytes) -> bool:
    """Whether the bytes of a file may contain an impossible date.

    Most files do not. The quick search comes first and rules them out.
    """
    if b"day" in raw and _WEEKDAY.search(raw):
        return True
    return bool(_RARE_LEFT.search(raw.translate(None, _TAKEN)) and _RARE_DAY.search(raw))


def impossible(written: Written, near: int | None = None) -> str | None:
    """Return the reason why a date does not exist, or ``None`` if it does.

    ``near`` is the year of the text. A weekday without a year is wrong if it is wrong in that year,
    the year before and the year after.
    """
    # Without a year, 29 February may be in a leap year.
    year = written.year or 2000
    last = calendar.monthrange(year, written.month)[1]
    if not 1 <= written.day <= last:
        name = MONTH_NAMES[written.month - 1]
        of_year = f" {written.year}" if written.year else ""
        return f"{name}{of_year} has {last} days"
    if written.weekday is None or (written.year is None and near is None):
        return None
    years = [written.year] if written.year else [(near or 0) + offset for offset in (0, -1, 1)]
    days = [day for year in years if year and (day := written.on(year))]
    if not days or any(WEEKDAYS[day.weekday()] == written.weekday for day in days):
        return None
    return f"it is {full_date(days[0])}"
