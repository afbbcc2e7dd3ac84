"""What stands in the page of the records beside the fields: prose, and examples that are really read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from scrutiny_cli.domain.dates import (
    clock,
    full_date,
    long_date,
    parse_date,
    parse_past,
    parse_time,
    read_due,
)
from scrutiny_cli.domain.periods import read_period

RECORDS = """
# Records

What a clerk writes down, kind by kind and field by field. The first part says how a file is read; it
holds for every kind.

## Files

- A register is a folder with a folder `records/` in it. The first folder below `records/` names the
  kind: `records/actions/`, `records/meetings/` and so on. Folders below that one are yours: by year, by
  committee.
- A file ends in `.yaml` or `.yml` and is UTF-8 text. It holds one record, or a list of records of the
  same kind (each begins with a dash).
- `records/papers/` holds the reports and appendices. They are pointed at, and not read.
- A key that no record has is an error. So are a duplicate key, a tab, and the rarer features of YAML
  (anchors, aliases, merge keys, tags, several documents in a file): [diagnostics](diagnostics.md) has a
  page for each.
- A file may have 1 MB, 50,000 values and 32 levels.

## Ids

Every record has an `id`, unique within its kind and never used again. It is made of letters, digits, `.`,
`_` and `-`, and begins with a letter or a digit. Where a file holds one record the id may be left out: it
is then the file's name without its ending. Records point at each other by id.

## Values

Every value is text, and the field decides what it means. So `14:30`, `6.20`, `010` and `No` stay what was
typed. Quotes are needed only where YAML would take a text for something else: a text that holds a colon
and a space, begins with `{`, `[`, `&`, `*`, `#`, `-` and a space, or is in `{ }` and has a comma.

- **Blank.** A key with nothing after it counts as left out. `""` is an error: say something or take the
  line out.
- **Yes and no.** `yes`, `no`, `true` and `false`.
- **Numbers** are digits and a point, without commas or units, and keep their spelling: `92.50` stays
  `92.50`.
- **Markdown** is CommonMark: paragraphs, lists, emphasis, links. HTML in it is shown as typed, pictures
  are left out, and there are no tables.
- **Lists** of one may be written without the dash where the table says `one or several` or
  `one or more`.
"""

DUE = """
A due date is a date, or words. Words are kept as written, and read as the last day they can mean.
What is ongoing, recurs, or waits for an event without a date has no day: it is never overdue and never
hidden.
"""

OWNERS = """
Who owes something: a person, a post, a team, a body, or several of them. Posts outlive their
holders; where nobody holds the post any more and the action is still owed, `check` says so.
"""

BRACES = """
A `purpose` of an agenda item may hold these words, and the register fills them in. Any other word in
braces is an error. A purpose that holds braces needs quotes around it.
"""

EVERY = """
A record of any kind may hold these beside the fields of its kind. The pages below do not repeat them.
"""

DATES = (
    "2021-11-23",
    "23 November 2021",
    "Tuesday 23 November 2021",
    "23/11/2021",
    "23.11.21",
    "2021/11/23",
    "23-Nov-21",
    "Nov 23, 2021",
    "1st Dec 2021",
)
DATES_TEXT = """## Dates

The day comes before the month. A weekday that is not that day's is refused. A year of two figures is one from
1970 to 2069. Due dates, the command line and imports read the same spellings."""
NO_DATES = (
    "Monday 23 November 2021",
    "11/23/2021",
    "30 February 2021",
    "2021-11-23 14:30",
    "20211123",
    "2021-11-2",
    "soon",
)
PAST = (
    *("September 2020", "Summer 2021", "Winter 2020", "2019", "before 7 September 2021"),
    *("by the end of March 2020", "before Easter"),
)
PAST_TEXT = """## Dates that are not days

Often nobody wrote down the day on which something happened. Then write what is known: a month, a season, a year, or
what it was before. Documents print your words. States, lists and deadlines count the last day they can mean. Nothing is
called late or out of order because of a day that nobody knows."""
TIMES = ("14:30", "14.30", "2.30 pm", "2pm", "noon")
NO_TIMES = ("14", "2:30", "25:00", "half past two")
DUES = (
    *("2021-12-07", "7 December 2021", "13/11/20", "Nov 2020", "End of December 2020"),
    *("June / July 2021", "Summer 2021", "Winter 2021", "Q2 2021/22", "2021", "ongoing"),
    "when staff allow",
)
PERIODS = ("2019-09", "September 2019", "2019-09-30", "Q2 2019/20", "H1 2019/20", "2019/20", "2019")


def _tried(read: Callable[[str], str], written: Iterable[str]) -> Iterable[tuple[str, str]]:
    for words in written:
        try:
            yield words, read(words)
        except ValueError as fault:
            yield words, f"refused: {fault}"


def _table(rows: Iterable[tuple[str, str]]) -> str:
    body = "\n".join(f"| `{written}` | {meaning} |" for written, meaning in rows)
    return f"| Written | Read as |\n| --- | --- |\n{body}"


def _past(written: str) -> str:
    day = parse_past(written)
    return f"at the latest {long_date(date.fromordinal(day.toordinal()))}"


def _due(written: str) -> str:
    day, precision = read_due(written)
    if day:
        return long_date(day) + ("" if precision == "day" else f" (known to the {precision})")
    return "no day" + ("" if precision == "ongoing" else ": `check` warns that it cannot be read")


def _period(written: str) -> str:
    period = read_period(written)
    assert period is not None
    if period.length == "day":
        return long_date(period.start)
    return f"{long_date(period.start)} to {long_date(period.end)} ({period.length})"


def reading() -> str:
    """How dates, times and periods are read, each example really read."""
    dates = _table(_tried(lambda words: full_date(parse_date(words)), (*DATES, *NO_DATES)))
    times = _table(_tried(lambda words: clock(parse_time(words)), (*TIMES, *NO_TIMES)))
    periods = _table(_tried(_period, PERIODS))
    return "\n\n".join(
        (
            DATES_TEXT,
            dates,
            PAST_TEXT,
            _table(_tried(_past, PAST)),
            "## Times",
            times,
            "## Periods\n\nThe period of a figure. A financial year begins in April.",
            periods,
        )
    )


def due_dates() -> str:
    """How due dates are read."""
    return "\n\n".join(("## Due dates", DUE.strip(), _table(_tried(_due, DUES))))
