"""What the Tab key offers in a shell: ids, formats, codes.

Completion never fails and never writes a message: without a register, or with a broken one, it offers
nothing. A shell may run what it is sent, so only harmless words are sent.
"""

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import shellingham  # type: ignore[import-untyped]  # it has no types
import typer
from typer.completion import (  # type: ignore[attr-defined]  # Typer does not list these names
    completion_init,
    get_completion_script,
)
from typer.completion import install as install_script  # type: ignore[attr-defined]  # nor this

from scrutiny_cli.cli import console
from scrutiny_cli.domain import dates
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.files import store
from scrutiny_cli.wording import shorten
from scrutiny_cli.workspace import completion_records

Offer = list[tuple[str, str]]
"""Words that may come next, each with its meaning."""
Completer = Callable[[typer.Context, str], Offer]

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
_LIKE = str.maketrans({"'": "’", '"': "”", "`": "’", "\\": "/", "[": "(", "]": ")", ";": ","})
# All characters but those that no shell gives a meaning.
_OTHER = re.compile(r"[^\w\s.,:()/%+£€’‘“”–—…?&=@-]")


def harmless(text: str, most: int = 60) -> str:
    """Return a text on one line, without characters that a shell gives a meaning."""
    flat = " ".join(_OTHER.sub(" ", text.translate(_LIKE)).split())
    return shorten(re.sub(":{2,}", ":", flat), most)


def words(*names: str) -> Completer:
    """Return a completer that offers fixed words: formats, kinds, decisions."""

    def offer(ctx: typer.Context, incomplete: str) -> Offer:  # as Typer calls it
        return [(name, "") for name in names]

    return offer


def codes(ctx: typer.Context, incomplete: str) -> Offer:  # as Typer calls it
    """Offer the codes of `scrutiny check`, each with its title."""
    from scrutiny_cli.documents.problems import CODES  # its package loads YAML

    return [(name, harmless(code.title)) for name, code in CODES.items()]


def kinds(ctx: typer.Context, incomplete: str) -> Offer:  # as Typer calls it
    """Offer the kinds of record."""
    return [(kind, "") for kind in KINDS]


def ids(
    kind: str,
    about: Callable[["completion_records.Glimpse"], str],
    wanted: Callable[["completion_records.Glimpse"], bool] = bool,
) -> Completer:
    """Return a completer for the ids of public records, each described by ``about``."""

    def offer(ctx: typer.Context, incomplete: str) -> Offer:
        found: Offer = []
        with _in_silence():
            for record in _records(ctx, kind):
                if wanted(record):
                    words = harmless(about(record))
                    found += [(name, words) for name in _names(kind, record, incomplete)]
        return found

    return offer


def _names(kind: str, record: "completion_records.Glimpse", incomplete: str) -> Iterator[str]:
    """Return the names of a record: its id, and after a typed digit its number or date."""
    yield record.id
    if incomplete[:1].isdecimal():
        other = record.text(KINDS[kind].known_by or "")
        if other != record.id and re.fullmatch(r"\d+|\d{4}-\d{2}-\d{2}", other, re.ASCII):
            yield other


def _records(ctx: typer.Context, kind: str) -> "list[completion_records.Glimpse]":
    root = ctx.params.get("root") or os.environ.get("SCRUTINY_ROOT")
    return completion_records.glimpse(Path(root) if root else store.find_root(Path.cwd()), kind)


@contextlib.contextmanager
def _in_silence() -> Iterator[None]:
    console.tolerant(sys.stdout)
    with contextlib.suppress(Exception):  # a message would appear in the line being typed
        yield


def _open(action: "completion_records.Glimpse") -> bool:
    back = action.text("accepted").lower() in ("no", "false")
    return not (action.data.get("withdrawn") or (action.data.get("completed") and not back))


def _to_be_reported(action: "completion_records.Glimpse") -> bool:
    return bool(action.data.get("completed") and not action.data.get("reported"))


def _day(meeting: "completion_records.Glimpse") -> str:
    with contextlib.suppress(ValueError):
        return dates.full_date(dates.parse_date(meeting.text("date")))
    return ""


def _put(question: "completion_records.Glimpse") -> str:
    """Describe a question by its kind and meeting, since its words may not be public yet."""
    return f"{question.text('kind') or 'public'} question, {question.text('meeting')}"


committees = ids("committees", lambda record: record.text("name"))
meetings = ids("meetings", _day)
actions = ids("actions", lambda record: record.text("action"))
open_actions = ids("actions", lambda record: record.text("action"), _open)
completed_actions = ids("actions", lambda record: record.text("action"), _to_be_reported)
recommendations = ids("recommendations", lambda record: record.text("text"))
measures = ids("measures", lambda record: record.text("title"))
plans = ids("plans", lambda record: record.text("title"))
topics = ids("programme", lambda record: record.text("topic"))
decisions = ids("decisions", lambda record: record.text("title"))
call_ins = ids("call-ins", lambda record: record.text("decision"))
questions = ids("questions", _put)
reviews = ids("reviews", lambda record: record.text("title"))
people = ids("people", lambda record: record.text("name"))


# ------------------------------------------------------------------------------ setting it up


def begin() -> None:
    """Let Typer answer the shells that it knows."""
    completion_init()


def typed_words() -> list[str]:
    """Return the words after the tool's name on the line that a shell asks about."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or ""
    return line.split()[1:]


def script() -> str:
    """Return the script that sets up completion in the current shell."""
    text = get_completion_script(
        prog_name="scrutiny", complete_var="_SCRUTINY_COMPLETE", shell=_shell()
    )
    return f"{text}\n"


def install() -> str:
    """Set up completion permanently in the current shell, and return a message with the place."""
    name = _shell()
    if name in ("powershell", "pwsh"):
        # Typer would allow all scripts to run on this computer from then on.
        raise ScrutinyError(
            "in PowerShell you switch it on yourself",
            "type: scrutiny --show-completion | Out-String | Invoke-Expression",
        )
    try:
        _, path = install_script(
            shell=name, prog_name="scrutiny", complete_var="_SCRUTINY_COMPLETE"
        )
    except OSError as fault:
        raise ScrutinyError(
            f"{fault.filename or 'your home folder'} cannot be written: {fault.strerror}",
            "`scrutiny --show-completion` prints what would have been written",
        ) from None
    return f"completion for {name} is in {path}; it works in every {name} you open from now on\n"


def _shell() -> str:
    """Return the name of the current shell; refuse one that cannot complete."""
    name = ""
    with contextlib.suppress(shellingham.ShellDetectionFailure):
        name = str(shellingham.detect_shell()[0])
    if name not in SHELLS:
        raise ScrutinyError(
            f"completion does not work in {name}" if name else "scrutiny does not know this shell",
            "type it in bash, zsh, fish or PowerShell",
        )
    return name
