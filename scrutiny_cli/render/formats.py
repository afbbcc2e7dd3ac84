"""The formats that commands give their results in, one line each in `FORMATS`.

Options, help, completion, messages and the suffixes of files follow from that table. To add a format,
write its module in this package and add its line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from scrutiny_cli.errors import UsageError, lacking
from scrutiny_cli.wording import did_you_mean, listed


class OutputKind(Enum):
    """The kinds of result that commands give; each is offered in formats of its own."""

    LIST = auto()
    """A list, or one record in full: a `Report`."""
    TABLE = auto()
    """A list that is a flat table too: a `Report`."""
    TODAY = auto()
    """The first screen: a `Report`."""
    NOTE = auto()
    """A list that may be sent to somebody: a `Report`."""
    MAIL = auto()
    """A note for e-mail: a `Report`."""
    CHANGES = auto()
    """What changed, for a pull request: a `Report`."""
    DOCUMENT = auto()
    """A document to publish: a `Report`."""
    PROGRAMME = auto()
    """A document to publish that is a flat table too: a `Report`."""
    TRACKERS = auto()
    """Several documents to publish, each a flat table too: a `Report` each."""
    PROBLEMS = auto()
    """The problems that a check found: a `Checked`."""
    EXPORT = auto()
    """Records to export: an `ExportPackage`. The renderer returns an `Exported`."""
    CALENDAR = auto()
    """The events of a calendar, and the as-at date."""


class NavigationLink(NamedTuple):
    """A link to a part of a site; ``current`` is ``page`` on that page itself, ``true`` elsewhere in it."""

    words: str
    address: str
    current: str = ""


@dataclass(frozen=True)
class Frame:
    """The site that a page is part of: what is around the page, and where records have pages.

    ``event`` is the meeting of the page as JSON-LD, ``moved_to`` the page that takes its place.
    ``banner`` is a warning above a page that is only a preview.
    """

    navigation: tuple[NavigationLink, ...]
    footer: tuple[NavigationLink, ...]
    pages: Mapping[str, str] = field(default_factory=dict)
    """The page of a record by its id."""
    feed: str = ""
    logo: str = ""
    event: str = ""
    moved_to: str = ""
    banner: str = ""
    scripts: tuple[str, ...] = ()


class Surface(NamedTuple):
    """How a report is shown: the user's templates, the width in columns, and whether in colour.

    ``paper`` is the Word file whose styles, header and footer a document in Word takes; ``frame`` is the
    site that a page is part of.
    """

    templates: Path | None = None
    width: int = 100
    colour: bool = False
    paper: Path | None = None
    frame: Frame | None = None


PLAIN = Surface()


class ExportFile(NamedTuple):
    """One file of an export: its name without a suffix, its title, and its content."""

    name: str
    title: str
    content: str | bytes


class Exported(NamedTuple):
    """The files of an export, and warnings for the clerk."""

    files: tuple[ExportFile, ...]
    warnings: tuple[str, ...] = ()


class Extra(NamedTuple):
    """An optional dependency of a format: what it makes, its package, and the extra that brings it."""

    makes: str
    package: str
    name: str
    module: str = ""
    """What is imported, if it is not called as the package."""


EXCEL = Extra("Excel workbooks", "xlsxwriter", "office")
WORD = Extra("Word files", "python-docx", "word", "docx")
PDF = Extra("PDF files", "weasyprint", "pdf")
PARQUET = Extra("Parquet files", "duckdb", "lake")
ICALENDAR = Extra("calendars", "icalendar", "calendar")

LIST, TABLE, NOTE, CHANGES = OutputKind.LIST, OutputKind.TABLE, OutputKind.NOTE, OutputKind.CHANGES
DOCUMENT, PROGRAMME, TRACKERS = OutputKind.DOCUMENT, OutputKind.PROGRAMME, OutputKind.TRACKERS
PROBLEMS, EXPORT, CALENDAR = OutputKind.PROBLEMS, OutputKind.EXPORT, OutputKind.CALENDAR
TODAY = OutputKind.TODAY
ON_SCREEN = (LIST, TABLE, NOTE, CHANGES)
DOCUMENTS = (DOCUMENT, PROGRAMME, TRACKERS)
CI = "for a CI job"


@dataclass(frozen=True)
class Format:
    """A format, the kinds of result that it is for, and the function that writes it."""

    name: str
    suffix: str
    renderer: str
    """``module:function``, loaded when it is used."""
    offered_for: tuple[OutputKind, ...]
    default_for: tuple[OutputKind, ...] = ()
    aliases: tuple[str, ...] = ()
    """Other names and suffixes that mean this format."""
    many_files: bool = False
    extra: Extra | None = None
    purpose: str = ""
    """Where the format is used, for the help."""

    def render(self, *result: Any) -> Any:
        """Return a result in this format. Its module and its library load here."""
        module, _, function = self.renderer.partition(":")
        try:
            renderer = getattr(import_module(f"{__package__}.{module}"), function)
        except ModuleNotFoundError as fault:
            module = (fault.name or "").partition(".")[0]
            if self.extra is None or module != (self.extra.module or self.extra.package):
                raise
            raise lacking(*self.extra[:3], _without_extra(self.offered_for[0])) from None
        return renderer(*result)


FORMATS = (
    Format("text", ".txt", "terminal:render", ON_SCREEN, default_for=ON_SCREEN),
    Format("text", ".txt", "today:render", (TODAY,), default_for=(TODAY,)),
    Format("text", ".txt", "problems:render", (PROBLEMS,), default_for=(PROBLEMS,)),
    Format(
        "html",
        ".html",
        "email:html",
        (OutputKind.NOTE, OutputKind.MAIL),
        aliases=("htm",),
        default_for=(OutputKind.MAIL,),
    ),
    Format("text", ".txt", "email:text", (OutputKind.MAIL,), aliases=("txt",)),
    Format("html", ".html", "html:render", DOCUMENTS, default_for=DOCUMENTS, aliases=("htm",)),
    Format("markdown", ".md", "markdown:render", DOCUMENTS, default_for=DOCUMENTS, aliases=("md",)),
    Format("markdown", ".md", "markdown:render", (NOTE,), aliases=("md",)),
    Format("markdown", ".md", "mentions:render", (CHANGES,), aliases=("md",)),
    Format(
        "docx",
        ".docx",
        "word.blocks:render",
        (*DOCUMENTS, OutputKind.MAIL),
        aliases=("word",),
        extra=WORD,
    ),
    Format("pdf", ".pdf", "pdf:render", DOCUMENTS, extra=PDF),
    Format("xlsx", ".xlsx", "xlsx:export", (EXPORT,), default_for=(EXPORT,), extra=EXCEL),
    Format("xlsx", ".xlsx", "workbook:render", (TRACKERS, PROGRAMME), extra=EXCEL),
    Format("csv", ".csv", "csv:render", (TRACKERS,), default_for=(TRACKERS,)),
    Format("csv", ".csv", "csv:render", (TABLE, PROGRAMME)),
    Format("csv", ".csv", "csv:export", (EXPORT,), many_files=True),
    Format("json", ".json", "json:render", (*ON_SCREEN, TODAY, *DOCUMENTS)),
    Format("json", ".json", "json:problems", (PROBLEMS,)),
    Format("json", ".json", "json:export", (EXPORT,)),
    Format("parquet", ".parquet", "parquet:export", (EXPORT,), many_files=True, extra=PARQUET),
    Format("sqlite", ".sqlite", "sqlite:export", (EXPORT,), aliases=("db", "sqlite3")),
    Format("github", ".txt", "ci.github:render", (PROBLEMS,), purpose=CI),
    Format("github", ".md", "mentions:render", (CHANGES,), purpose=CI),
    Format("gitlab", ".json", "ci.gitlab:render", (PROBLEMS,), purpose=CI),
    Format("sarif", ".sarif", "ci.sarif:render", (PROBLEMS,), purpose=CI),
    Format("junit", ".xml", "ci.junit:render", (PROBLEMS,), purpose=CI),
    Format("ical", ".ics", "ical:render", (CALENDAR,), default_for=(CALENDAR,), extra=ICALENDAR),
)
EVERY = ("all", "both")
"""Words that mean all default formats."""


def offered(kind: OutputKind) -> tuple[Format, ...]:
    """Return the formats for a kind of result, in the order of the table."""
    return tuple(each for each in FORMATS if kind in each.offered_for)


def defaults(kind: OutputKind) -> tuple[Format, ...]:
    """Return the formats that a kind of result is given in if none is named."""
    return tuple(each for each in offered(kind) if kind in each.default_for)


def choose_formats(kind: OutputKind, name: str | None) -> tuple[Format, ...]:
    """Return the format named on the command line, or the defaults of a kind of result."""
    usual = defaults(kind)
    if name is None or (name in EVERY and len(usual) > 1):
        return usual
    for each in offered(kind):
        if name in (each.name, *each.aliases):
            return (each,)
    names = [each.name for each in offered(kind)]
    raise UsageError(
        f"there is no format {name!r} here",
        did_you_mean(name, names) or f"the formats are {listed(names)}",
    )


def choose_format(kind: OutputKind, name: str | None) -> Format:
    """Return the one format named, or the first default of a kind of result."""
    return choose_formats(kind, name)[0]


def format_of_file(kind: OutputKind, suffix: str) -> Format | None:
    """Return the format that the suffix of a file means for a kind of result."""
    for each in offered(kind):
        if suffix in (each.suffix, *(f".{alias}" for alias in each.aliases)):
            return each
    return None


def help_text(kind: OutputKind) -> str:
    """Return the formats of a kind of result as the help names them."""
    plain = [each.name for each in offered(kind) if not each.purpose]
    special = [each for each in offered(kind) if each.purpose]
    if special:
        names = listed([each.name for each in special], "or")
        return f"{', '.join(plain)}, or {special[0].purpose} {names}."
    usual = [each.name for each in defaults(kind)]
    by_default = f" By default {listed(usual)}." if len(usual) > 1 else ""
    return f"{listed(plain, 'or')}.{by_default}"


def _without_extra(kind: OutputKind) -> str | None:
    """Return a hint naming the formats that need no extra, if there are any."""
    names = [each.name for each in offered(kind) if each.extra is None]
    return f"take --format {listed(names, 'or')}, which need nothing more" if names else None
