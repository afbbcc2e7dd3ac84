"""The settings of a register, in ``scrutiny.toml``."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from scrutiny_cli.documents.problems import (
    CODES,
    START,
    Problem,
    Severity,
    Span,
    problem_at,
)
from scrutiny_cli.files.store import SETTINGS_FILE
from scrutiny_cli.wording import did_you_mean, shorten

MAX_BYTES = 100_000
FORMAT = 2
"""The format of a register that this version writes. A register that names none has the first."""
KEYS = {
    "format": f"a number up to {FORMAT}",
    "visibility": "public or private",
    "committee": "a committee's id",
    "output": "a folder",
    "form": "page or printed",
    "word_template": "a Word file (.docx or .dotx) in the register",
    "address": "where the site is published, such as https://scrutiny.example.gov.uk/",
    "accepted": "tables under [[accepted]]",
    "headings": "tables such as [headings.actions], each with lists of headings by column",
}


@dataclass(frozen=True)
class Acceptance:
    """A warning that the clerk has accepted, and why. The place is a record or a file.

    ``line`` is where it is in the settings, counted from 0.
    """

    code: str
    why: str
    record: str | None = None
    file: str | None = None
    field: str | None = None
    line: int = dataclass_field(default=0, compare=False)

    def covers(self, problem: Problem) -> bool:
        """Whether a problem is the one that was accepted."""
        asked = ("code", "record", "file", "field")
        of_problem = (problem.code, problem.record, problem.path, problem.field)
        wanted = (getattr(self, name) for name in asked)
        return all(own in (None, other) for own, other in zip(wanted, of_problem, strict=True))

    @property
    def place(self) -> str:
        """Where the warning is: ``ofsted-2018, printed_totals[1].value``."""
        return ", ".join(filter(None, (self.record, self.file, self.field)))


@dataclass(frozen=True)
class Settings:
    """The settings of a register.

    ``private`` is whether the records may hold exempt information (``visibility = "private"``).
    ``committee`` is the committee for commands that name none. ``output`` is the folder for
    documents, from the register's root. ``accepted`` are the warnings that `check` does not repeat.
    ``format`` is that of its records. ``form`` is how trackers and plans come: as pages, or as
    ``printed`` in papers. ``word_template`` is the Word file whose styles, header and footer documents in Word
    take, from the register's root. ``address`` is where the site is published.
    """

    private: bool = False
    committee: str | None = None
    output: str = "build"
    accepted: tuple[Acceptance, ...] = ()
    format: int = 1
    form: str = "page"
    word_template: str | None = None
    address: str = ""
    headings: Mapping[str, Mapping[str, tuple[str, ...]]] = dataclass_field(default_factory=dict)
    """The council's own headings of columns, by import and column."""

    @property
    def printed(self) -> bool:
        """Whether trackers and plans come column by column, as papers print them."""
        return self.form == "printed"


UNREADABLE = Settings(private=True)
"""The settings for a file that cannot be read. The register may be private."""


def read_settings(raw: bytes | None) -> tuple[Settings, list[Problem]]:
    """Return the settings in ``scrutiny.toml``, and its problems. A faulty setting has its default.

    If the register may be private, it counts as private.
    """
    if raw is None:
        return Settings(), []
    if len(raw) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes"
        return UNREADABLE, [problem_at(SETTINGS_FILE, START, "bad-setting", message)]
    try:
        text = raw.decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError:
        hint = "save it again as UTF-8"
        return UNREADABLE, [
            problem_at(SETTINGS_FILE, START, "not-utf8", "the file is not UTF-8", hint)
        ]
    except (ValueError, RecursionError) as error:
        # Brackets that are too deep and numbers that are too long raise other errors.
        own = isinstance(error, tomllib.TOMLDecodeError)
        return UNREADABLE, [_broken(str(error) if own else "the file cannot be read as TOML")]
    problems = []
    kept: dict[str, Any] = {}
    for key, value in values.items():
        span = _line_of(text, key)
        if key not in KEYS:
            hint = did_you_mean(key, KEYS) or f"the settings are {', '.join(KEYS)}"
            name = shorten(key, 40)
            message = f"there is no setting `{name}`"
            problems.append(
                problem_at(SETTINGS_FILE, span, "unknown-setting", message, hint, field=name)
            )
        elif key == "accepted":
            kept[key], wrong = _accepted(text, value)
            problems += wrong
        elif not _fits(key, value):
            quoted = "" if key in ("format", "headings") else ", in quotes"
            message = f"`{key}` must be {KEYS[key]}{quoted}"
            hint = f"write {key} = {_EXAMPLES[key]}"
            problems.append(
                problem_at(SETTINGS_FILE, span, "bad-setting", message, hint, field=key)
            )
        else:
            kept[key] = value
    # A misspelt key may have been this one.
    private = kept.pop("visibility", "private" if problems else "public") == "private"
    return Settings(private=private, **kept), problems


def _accepted(text: str, tables: Any) -> tuple[tuple[Acceptance, ...], list[Problem]]:
    """The accepted warnings, and what is wrong with others."""
    lines = [text.count("\n", 0, match.start()) for match in _ACCEPTED.finditer(text)]
    tables = tables if isinstance(tables, list) else [tables]
    kept, problems = [], []
    for position, table in enumerate(tables):
        line = lines[position] if position < len(lines) else 0
        if why := _not_acceptable(table):
            span = Span(line, 0, line, len("[[accepted]]"))
            message, hint = why
            problems.append(
                problem_at(SETTINGS_FILE, span, "bad-setting", message, hint, field="accepted")
            )
        else:
            kept.append(Acceptance(**table, line=line))
    return tuple(kept), problems


def _not_acceptable(table: Any) -> tuple[str, str] | None:
    """Why a warning cannot be accepted in this way, and what to write; None if it can."""
    known = {"code", "record", "file", "field", "why"}
    texts = isinstance(table, dict) and all(
        isinstance(value, str) and value.strip() for value in table.values()
    )
    if not texts or not table.keys() <= known or not {"code", "why"} <= table.keys():
        return (
            "an accepted warning needs `code`, `record` (or `file`) and `why`, and may have `field`",
            "start with a line [[accepted]], then write each as a word in quotes",
        )
    code = table["code"]
    if code not in CODES:
        return f"there is no problem `{shorten(code, 40)}`", (
            did_you_mean(code, CODES) or "copy the word in square brackets from `scrutiny check`"
        )
    if CODES[code].severity is Severity.ERROR:
        return f"`{code}` is an error, and errors cannot be accepted", "fix the record instead"
    if not {"record", "file"} & table.keys():
        return "this would accept every warning of its kind", "add `record` with the record's id"
    return None


def no_longer_found(settings: Settings, problems: Iterable[Problem]) -> list[Problem]:
    """A warning for each accepted one that is not among the problems."""
    found = list(problems)
    return [
        problem_at(
            SETTINGS_FILE,
            Span(accepted.line, 0, accepted.line, len("[[accepted]]")),
            "accepted-gone",
            f"the warning accepted here no longer occurs: {accepted.code}",
            "delete this entry",
        )
        for accepted in settings.accepted
        if not any(map(accepted.covers, found))
    ]


def committee_problems(
    raw: bytes | None, settings: Settings, known: Iterable[str]
) -> list[Problem]:
    """Return the problem of a setting that names a committee that is not in the register."""
    if settings.committee is None or settings.committee in known:
        return []
    name = shorten(settings.committee, 40)
    hint = did_you_mean(name, known) or "write the id of a committee, or remove the line"
    span = _line_of((raw or b"").decode("utf-8-sig", "replace"), "committee")
    message = f"there is no committee {name}"
    return [problem_at(SETTINGS_FILE, span, "bad-setting", message, hint, field="committee")]


def visibility_problem(
    raw: bytes | None, settings: Settings, agreed: bool, since: str | None
) -> Problem | None:
    """The problem of a register that is not as private or public as agreed.

    ``since`` is the revision at which it was so; without one `--visibility` says it.
    """
    if settings.private is agreed:
        return None
    words = {True: "private", False: "public"}
    now, other = words[settings.private], words[agreed]
    if since is None:
        message = f"the register is {now}, and `--visibility` says {other}"
        hint = "change `visibility` here, or what `--visibility` says"
    else:
        message = f"the register is {now} now and was {other} at {since}"
        hint = f"if that is agreed, say so with `--visibility {now}`"
    span = _line_of((raw or b"").decode("utf-8-sig", "replace"), "visibility")
    return problem_at(SETTINGS_FILE, span, "bad-setting", message, hint, field="visibility")


_ACCEPTED = re.compile(r"(?m)^[ \t]*\[\[[ \t]*\"?accepted\"?[ \t]*\]\]")
_EXAMPLES = {
    "format": str(FORMAT),
    "visibility": '"public"',
    "committee": '"cyp"',
    "output": '"build"',
    "form": '"printed"',
    "word_template": '"templates/council.docx"',
    "address": '"https://scrutiny.example.gov.uk/"',
    "headings": '{actions = {owner = ["Agreed lead"]}}',
}


def _fits(key: str, value: Any) -> bool:
    if key == "format":
        return type(value) is int and 1 <= value <= FORMAT
    if key == "headings":
        return _are_headings(value)
    if not isinstance(value, str):
        return False
    if key == "visibility":
        return value in ("public", "private")
    if key == "form":
        return value in ("page", "printed")
    if key == "word_template":
        return bool(re.fullmatch(r"[\w-]+(/[\w-][\w .-]*)*\.do[ct]x", value))
    if key == "address":
        return bool(re.fullmatch(r"https?://[^\s\"<>?#]+/", value))
    if key == "output":
        # A folder inside the register, on any system.
        return bool(re.fullmatch(r"[\w-]+(/[\w-]+)*", value, re.ASCII))
    return True


def _are_headings(value: Any) -> bool:
    """Whether a setting has lists of headings by column, for one import or more."""
    if not isinstance(value, dict) or not all(isinstance(table, dict) for table in value.values()):
        return False
    lists = [words for table in value.values() for words in table.values()]
    return all(
        isinstance(words, list) and all(isinstance(w, str) for w in words) for words in lists
    )


def _line_of(text: str, key: str) -> Span:
    match = re.search(rf"(?m)^\s*\[*\"?({re.escape(key)})\b", text)
    if not match:
        return START
    line = text.count("\n", 0, match.start(1))
    column = match.start(1) - (text.rfind("\n", 0, match.start(1)) + 1)
    return Span(line, column, line, column + len(key))


def _broken(words: str) -> Problem:
    match = re.search(r"\(at line (\d+), column (\d+)\)", words)
    line, column = (int(match[1]) - 1, int(match[2]) - 1) if match else (0, 0)
    message = words.split(" (at ", 1)[0]
    hint = 'write one setting a line: visibility = "public"'
    return problem_at(
        SETTINGS_FILE, Span(line, column, line, column + 1), "bad-setting", message, hint
    )
