"""Make problems that may be shown to anybody of findings that may quote what is exempt.

A log of ``check`` may be read by anybody. So a problem in something exempt keeps its code and place and
withholds its words. In a private register so does a problem near a name that does not exist, since it may
be the mistyped name of something exempt. What a message may name instead is decided here too.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from scrutiny_cli.documents import Document, Path
from scrutiny_cli.documents.problems import CODES, Problem, Severity, problem_at
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.meetings import Item
from scrutiny_cli.errors import RecordsError
from scrutiny_cli.exempt.cutting import exempt_items, exempt_papers, is_private
from scrutiny_cli.exempt.doubt import KnownNames
from scrutiny_cli.exempt.marking import (
    Clue,
    ExemptIndex,
    Key,
    meeting_clue,
    private_part,
    private_parts,
    record_clue,
    record_id,
)
from scrutiny_cli.register.placing import Finding, at, field_name, span_of, written
from scrutiny_cli.register.register import Register

# Problems whose words come from the rules and from public dates alone, and never from other words of the record.
_WORDLESS = frozenset(
    {
        *("exempt-in-public", "exempt-paragraph-missing", "exempt-unnamed", "not-marked-exempt"),
        "private-meeting-notice",
        "paragraph-of-other-nation",
    }
)
# The fields by which a record or a minute hangs on what may be exempt.
_HANGS_BY = frozenset({"item", "minute", "meeting", "parent", "to", "decision"})
# The fields that name an item, a minute or a record that may be exempt.
_NAMING = frozenset({"item", "minute", "after_minute", "parent", "logged", "tracked", "to", "for"})
_NAMING |= {"items", "superseded_by", "except", "decision", "call_in"}


def redact(
    findings: Iterable[Finding], index: ExemptIndex, names: KnownNames | None
) -> tuple[Problem, ...]:
    """The problems that may be shown, in the order of the files.

    ``names`` are those that a register knows in which something may be exempt: there a problem near
    any other name is withheld too. They are None for a public register.
    """
    problems: list[Problem] = []
    in_order = sorted(findings, key=lambda finding: (finding.file, finding.base))
    for document, of_file in groupby(in_order, key=lambda finding: finding.document):
        for base, of_record in groupby(of_file, key=lambda finding: finding.base):
            several = list(of_record)
            record = _record(document, base, index)
            if names:
                record = record._replace(doubtful=[*_doubtful(record, names), *_hanging(several)])
            problems += [_problem(finding, record, index) for finding in several]
        document.release()
    return tuple(sorted(problems, key=lambda problem: problem.order))


def known_names(register: Register, found: Iterable[Clue]) -> KnownNames:
    """The names in a register that others may bear: its own, and those in its files by the clues."""
    standing = (
        item.id
        for committee in register.committees.values()
        for item in (*committee.standing_items.opening, *committee.standing_items.closing)
    )
    kinds = ("recommendations", "decisions")
    records = ((kind, name) for kind in kinds for name in register.of(kind))
    return KnownNames(found, records, standing)


class _Record(NamedTuple):
    """A record in which there are problems: what of it is exempt, and what may be.

    ``doubtful`` are the record or its minutes that depend on a name that does not exist; None in a
    register in which nothing may be exempt.
    """

    key: Key
    data: Any
    exempt: bool
    parts: dict[str, set[int]]
    doubtful: list[Path] | None = None


def _record(document: Document, base: Path, index: ExemptIndex) -> _Record:
    path, data = document.source.path, at(document.data, base)
    kind, name = path.split("/")[1], record_id(path, base, data)
    meeting = kind == "meetings" and isinstance(data, dict)
    parts = private_parts(meeting_clue(name, data), index) if meeting else {}
    return _Record((kind, name), data, index.hides(kind, name), parts)


def _doubtful(record: _Record, names: KnownNames) -> Iterator[Path]:
    """The parts of a record that name an item, a minute or a recommendation that is not there."""
    if not isinstance(record.data, dict):
        return
    kind, name = record.key
    if kind == "meetings":
        for position, minute in enumerate(meeting_clue(name, record.data).minutes):
            if names.lack_item(name, minute.item):
                yield ("minutes", position)
    elif (clue := record_clue(record.key, record.data)) and names.lack(clue):
        yield ()


def _hanging(findings: Iterable[Finding]) -> Iterator[Path]:
    """The parts of a record whose item, minute, meeting or recommendation is found to be missing."""
    for finding in findings:
        if finding.code in ("unknown-reference", "missing-field"):
            head = finding.path[:2] if finding.path[:1] == ("minutes",) else ()
            if _named_by(finding.path[len(head) :]) in _HANGS_BY:
                yield head


def _problem(finding: Finding, record: _Record, index: ExemptIndex) -> Problem:
    """The problem that a finding is, as it may be shown."""
    path = written(record.data, finding.path)
    span, code = span_of(finding, path), finding.code
    message, hint, record_id = finding.message, finding.hint, finding.record
    part = private_part(record.data, path, record.parts)
    if record.exempt:
        # Of an exempt record not even the id is shown: its file, line and column lead there.
        part, record_id = (), None
    if code in _WORDLESS:
        pass
    elif part is not None:
        path, message, hint = part, withheld_words(code), None
    elif _is_doubtful(code, path, record.doubtful):
        message, hint = withheld_words(code), None
        path = path[:-1] if path[-2:-1] == ("except",) else path
    elif finding.beside and index.hides(*finding.beside):
        message = message.replace(finding.beside[1], "the id of a closed record")
    return problem_at(finding.file, span, code, message, hint, record_id, field_name(path))


def _is_doubtful(code: str, path: Path, parts: list[Path] | None) -> bool:
    """Whether a problem quotes what may be the mistyped name of something exempt, or hangs on one."""
    if parts is None or code == "missing-field":
        return False
    if code == "duplicate-key" or (code == "unknown-reference" and _last(path) in _NAMING):
        return True
    return any(path[: len(part)] == part for part in parts)


def _last(path: Path) -> str | int | None:
    """The field that a path ends with; a position in its list or a key in it is left out."""
    if path and (isinstance(path[-1], int) or path[-2:-1] == ("except",)):
        path = path[:-1]
    return path[-1] if path else None


def _named_by(path: Path) -> str | int | None:
    """The field of a record or a minute that a path is, or a position in its list."""
    return _last(path) if len(path) == 1 or (len(path) == 2 and isinstance(path[1], int)) else None


def withheld_words(code: str) -> str:
    """What is said of a problem whose words may not be shown."""
    return f"{CODES[code].title.lower()} (the words are withheld)"


def may_be_accepted(problem: Problem) -> bool:
    """Whether a clerk may accept a problem: a warning, and not about anything exempt."""
    return problem.severity is Severity.WARNING and problem.message != withheld_words(problem.code)


def is_withheld(register: Register, kind: str, name: str) -> bool:
    """Whether no message may quote a record."""
    return (kind, name) in register.withheld


def public_ids(register: Register, kind: str) -> list[str]:
    """The ids of a kind that a message may name: not those of exempt records."""
    return [name for name in register.of(kind) if not is_withheld(register, kind, name)]


def public_items(items: Iterable[Item], meeting: str, index: ExemptIndex) -> list[str]:
    """The names of a meeting's items that a message may name."""
    return [item.name for item in items if item.name and not is_private(item, meeting, index)]


def public_papers(register: Register, index: ExemptIndex, papers: Iterable[str]) -> list[str]:
    """The files of papers that a message may name."""
    hidden: set[str | None] = set()
    for meeting in register.meetings.values():
        private = exempt_items(meeting, index)
        for position, item in enumerate(meeting.items):
            exempt = position in private
            every = (*item.papers, *item.background_papers)
            hidden.update(paper.file for paper in (every if exempt else exempt_papers(item)))
    for name, decision in register.decisions.items():
        exempt = index.hides("decisions", name)
        hidden.update(paper.file for paper in decision.papers if exempt or not paper.open)
    return sorted(set(papers) - hidden)


# The kinds that may hold something exempt or small counts, or the rules for these.
_BEARING = frozenset(
    kind.folder for kind in KINDS.values() if kind.may_be_exempt or kind.has_small_counts
)


def require_exemption_known(errors: Iterable[Problem]) -> None:
    """Refuse to go on where an error of a private register may hide what is exempt.

    A key that is misspelt, an id that does not exist, a file that cannot be read: behind each the
    public may be shown what it must not see.
    """
    for error in errors:
        folders = error.path.split("/")
        if len(folders) < 3 or folders[1] in _BEARING:
            raise RecordsError(
                f"{error.path}:{error.line} has an error, so it is not clear what is exempt",
                "fix it first (`scrutiny check` says how), or use --private",
            )
