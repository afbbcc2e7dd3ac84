"""Agendas: items, their papers, and words in braces."""

import re
from collections.abc import Callable, Iterator

from scrutiny_cli.checks.context import Context
from scrutiny_cli.documents import Path
from scrutiny_cli.domain.placeholders import PLACEHOLDERS
from scrutiny_cli.exempt.cutting import is_private
from scrutiny_cli.exempt.redaction import public_items
from scrutiny_cli.exempt.requirements import missing_title
from scrutiny_cli.pdf.opening import is_tagged
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.wording import did_you_mean, listed, shorten

_BRACES = re.compile(r"\{([^{}]*)\}")
# A path that is relative, does not go up, and is valid on every system.
_SAFE_PATH = re.compile(
    r"(?!.*(?:^|/)\.{1,2}(?:/|$))[^/\\:*?\"<>|\x00-\x1f][^\\:*?\"<>|\x00-\x1f]*"
)


def safe(path: str) -> bool:
    """Whether a path stays below ``records/`` on every system."""
    return bool(_SAFE_PATH.fullmatch(path))


def items(context: Context) -> Iterator[Finding]:
    """Each item has a title and a name of its own, and standing items exist."""
    for entry, meeting in context.each("meetings"):
        committee = context.register.committee_of(meeting)
        standing = committee.standing_items if committee else None
        standing_ids = [s.id for s in (*standing.opening, *standing.closing)] if standing else []
        names_so_far: set[str] = set()
        for index, item in enumerate(meeting.items):
            path: Path = ("items", index)
            if item.standing and committee and item.standing not in standing_ids:
                hint = did_you_mean(item.standing, standing_ids) or (
                    f"they are {listed(standing_ids)}"
                    if standing_ids
                    else "write it in `standing_items:`"
                )
                message = f"the committee has no standing item {shorten(item.standing, 40)}"
                yield entry.finding((*path, "standing"), "unknown-reference", message, hint)
            if field := missing_title(item):
                hint = "add `title:`, or `standing:` for an item of every agenda"
                yield entry.finding(path, "missing-field", f"`{field}` is missing", hint)
            if item.name and item.name in names_so_far:
                message = f"the item {item.name} is already on this agenda"
                hint = "give it another id"
                yield entry.finding((*path, "id"), "duplicate-id", message, hint)
            names_so_far.add(item.name or "")
        named = [item for item, _ in context.register.items_of(meeting) if item.name]
        names = {item.name for item in named}
        public = sorted(public_items(named, meeting.id, context.exempt_index))
        yield from _supplements_and_breaks(entry, names, public)
        for key in ("minutes", "interests"):
            for index, part in enumerate(getattr(meeting, key)):
                if part.item and part.item not in names:
                    hint = did_you_mean(part.item, public) or "add the item to `items:`"
                    message = f"the agenda has no item {shorten(part.item, 40)}"
                    yield entry.finding((key, index, "item"), "unknown-reference", message, hint)


def _supplements_and_breaks(
    entry: PlacedRecord, names: set[str | None], public: list[str]
) -> Iterator[Finding]:
    """Supplements name items of the agenda, and breaks name minutes of the meeting."""
    meeting = entry.record
    for index, supplement in enumerate(meeting.supplements):
        for position, name in enumerate(supplement.items):
            if meeting.items and name not in names:
                hint = did_you_mean(name, public) or "add the item to `items:`"
                message = f"the agenda has no item {shorten(name, 40)}"
                path: Path = ("supplements", index, "items", position)
                yield entry.finding(path, "unknown-reference", message, hint)
    numbers = {minute.number for minute in meeting.minutes}
    for index, pause in enumerate(meeting.adjournments):
        if numbers and pause.after_minute and pause.after_minute not in numbers:
            message = f"the meeting has no minute {pause.after_minute}"
            hint = f"its minutes are {min(numbers)} to {max(numbers)}"
            path = ("adjournments", index, "after_minute")
            yield entry.finding(path, "unknown-reference", message, hint)


def papers(context: Context) -> Iterator[Finding]:
    """Each paper exists, and each report has a paper."""
    for entry, meeting in context.each("meetings"):
        for index, item in enumerate(meeting.items):
            for key in ("papers", "background_papers"):
                for position, paper in enumerate(getattr(item, key)):
                    path: Path = ("items", index, key, position)
                    yield from missing_paper(context, entry, (*path, "file"), paper.file)
                    if missing_title(paper):
                        hint = "add `title:`, as the paper is called in print"
                        yield entry.finding(path, "missing-field", "`title` is missing", hint)
            if (
                meeting.status == "published"
                and not is_private(item, meeting.id, context.exempt_index)
                and item.report_by
                and not item.papers
                and not item.verbal
                and not item.state
            ):
                message = "the report has an author but no paper"
                hint = "add it to `papers:`, or write `state: to follow` or `verbal: yes`"
                yield entry.finding(("items", index, "report_by"), "missing-paper", message, hint)
            yield from _supplement(entry, index)


def accessible_papers(context: Context) -> Iterator[Finding]:
    """A screen reader can read the papers of meetings that are not over, as far as can be seen here."""
    for entry, meeting in context.each("meetings"):
        if meeting.status not in ("scheduled", "published"):
            continue
        for index, item in enumerate(meeting.items):
            for position, paper in enumerate(item.papers):
                suffix = (paper.file or "").rpartition(".")[2].lower()
                if paper.file in context.papers and suffix in _BARRIERS:
                    content = context.read_paper(paper.file)
                    message = _BARRIERS[suffix](content) if content is not None else None
                    if message:
                        path: Path = ("items", index, "papers", position, "file")
                        hint = _BARRIER_HINTS[suffix]
                        yield entry.finding(path, "inaccessible-paper", message, hint)


def _pdf_barrier(content: bytes) -> str | None:
    return (
        None if is_tagged(content) else "the paper has no tags, so a screen reader cannot read it"
    )


def _markdown_barrier(content: bytes) -> str | None:
    pictures = _WORDLESS.findall(_CODE.sub(b"", content))
    return "the paper has a picture without words that say what it shows" if pictures else None


_WORDLESS = re.compile(rb"(?<![\\`])!\[\s*\]\(")
_CODE = re.compile(rb"^(```|~~~).*?^\1|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_BARRIERS: dict[str, Callable[[bytes], str | None]] = {
    "pdf": _pdf_barrier,
    "md": _markdown_barrier,
}
_BARRIER_HINTS = {
    "pdf": "ask its author for a PDF with tags, or for the Word file",
    "md": "write the words between the brackets: `![Visits by month](visits.png)`",
}


def missing_paper(
    context: Context, entry: PlacedRecord, path: Path, file: str | None
) -> Iterator[Finding]:
    """A file that a record names is one of the papers."""
    if file is None:
        return
    if not safe(file) or not file.startswith("papers/"):
        message = "a paper must be in records/papers/"
        hint = "write a path such as papers/2021-11-23/report.pdf, with forward slashes"
        yield entry.finding(path, "unsafe-path", message, hint)
    elif file not in context.papers:
        message = f"there is no file records/{shorten(file, 80)}"
        hint = (
            did_you_mean(file, context.public_papers) or "put it there, or write `state: to follow`"
        )
        yield entry.finding(path, "missing-paper", message, hint)


def _supplement(entry: PlacedRecord, index: int) -> Iterator[Finding]:
    meeting = entry.record
    item = meeting.items[index]
    if isinstance(item.state, int):
        items_of = {s.number: s.items for s in meeting.supplements}
        path: Path = ("items", index, "state")
        if item.state not in items_of:
            message = f"there is no supplement {item.state}"
            hint = "add it to `supplements:` with the day it was published"
            yield entry.finding(path, "paper-not-in-supplement", message, hint)
        elif item.name not in items_of[item.state]:
            message = f"supplement {item.state} does not list this item"
            yield entry.finding(path, "paper-not-in-supplement", message, "add its id to `items:`")


def placeholders(context: Context) -> Iterator[Finding]:
    """Words in braces in a purpose are words that scrutiny fills in."""
    for entry, committee in (*context.each("councils"), *context.each("committees")):
        for part in ("opening", "closing"):
            for index, item in enumerate(getattr(committee.standing_items, part)):
                path: Path = ("standing_items", part, index, "purpose")
                yield from _braces(entry, path, item.purpose)
    for entry, meeting in context.each("meetings"):
        for index, item in enumerate(meeting.items):
            yield from _braces(entry, ("items", index, "purpose"), item.purpose)


def _braces(entry: PlacedRecord, path: Path, text: str | None) -> Iterator[Finding]:
    for word in _BRACES.findall(text or ""):
        if word not in PLACEHOLDERS:
            message = f"nothing fills in {{{shorten(word, 40)}}}"
            words = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            hint = did_you_mean(word, PLACEHOLDERS) or f"the words in braces are {words}"
            yield entry.finding(path, "unknown-placeholder", message, hint)
