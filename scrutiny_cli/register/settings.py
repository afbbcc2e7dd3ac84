"""The settings of a register, in ``scrutiny.toml``."""

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from scrutiny_cli.documents.problems import START, Problem, Span, problem_at
from scrutiny_cli.files.store import SETTINGS_FILE
from scrutiny_cli.wording import did_you_mean, shorten

MAX_BYTES = 10_000
KEYS = {"visibility": "public or private", "committee": "a committee's id", "output": "a folder"}


@dataclass(frozen=True)
class Settings:
    """The settings of a register.

    ``private`` is whether the records may hold exempt information (``visibility = "private"``).
    ``committee`` is the committee for commands that name none. ``output`` is the folder for
    documents, from the register's root.
    """

    private: bool = False
    committee: str | None = None
    output: str = "build"


UNREADABLE = Settings(private=True)
"""The settings for a file that cannot be read. The register may be private."""


def read_settings(raw: bytes | None) -> tuple[Settings, list[Problem]]:
    """Return the settings in ``scrutiny.toml``, and its problems. A faulty setting has its default.

    If the register may be private, it counts as private.
    """
    if raw is None:
        return Settings(), []
    if len(raw) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES:,} bytes; it holds a few lines"
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
        elif not _fits(key, value):
            message = f"`{key}` must be {KEYS[key]}, in quotes"
            hint = f'write {key} = "{_EXAMPLES[key]}"'
            problems.append(
                problem_at(SETTINGS_FILE, span, "bad-setting", message, hint, field=key)
            )
        else:
            kept[key] = value
    # A misspelt key may have been this one.
    private = kept.pop("visibility", "private" if problems else "public") == "private"
    return Settings(private=private, **kept), problems


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


_EXAMPLES = {"visibility": "public", "committee": "cyp", "output": "build"}


def _fits(key: str, value: Any) -> bool:
    if not isinstance(value, str):
        return False
    if key == "visibility":
        return value in ("public", "private")
    if key == "output":
        # A folder inside the register, on any system.
        return bool(re.fullmatch(r"[\w-]+(/[\w-]+)*", value, re.ASCII))
    return True


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
