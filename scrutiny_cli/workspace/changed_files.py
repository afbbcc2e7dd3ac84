"""As little of the register as a list of changes needs.

The files that differ, and around them the committees, people, meetings and decisions, which are few, and the
recommendations that a changed reply answers. The rest of the register is not opened.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from scrutiny_cli.documents import parse
from scrutiny_cli.documents.problems import Severity
from scrutiny_cli.documents.source import Source, stem
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exempt.earlier import may_hide
from scrutiny_cli.exempt.marking import ExemptIndex, marking, recommendations_named
from scrutiny_cli.exempt.plain import decided_by
from scrutiny_cli.files import history, store
from scrutiny_cli.files.history import History
from scrutiny_cli.register.register import Register, build
from scrutiny_cli.register.settings import Settings, read_settings
from scrutiny_cli.workspace import new_problems
from scrutiny_cli.workspace.decoded import DecodedFile, decode_file, unread_files
from scrutiny_cli.workspace.loading import Loaded
from scrutiny_cli.workspace.marks import (
    Compared,
    ComparedSpan,
    OtherChanges,
    Since,
    Sources,
    commit_of,
    compare,
    sources_of,
    span_of,
)

NAMES = ("councils", "committees", "people", "meetings", "decisions")
_ANSWERED = f"{store.RECORDS}/recommendations/"
_ALL = frozenset(KINDS)


@dataclass(frozen=True)
class Partial:
    """A register of which only some kinds have been read, and its history."""

    root: Path
    history: History
    settings: Settings
    register: Register
    decoded: tuple[DecodedFile, ...]
    exempt_index: ExemptIndex
    """What the meetings say is exempt today."""

    def brings_errors(self, loaded: Loaded, start: Since) -> bool:
        """Whether the register has errors that it did not have at a start."""
        new = new_problems.since(loaded, commit_of(self.history, start)).new
        return any(problem.severity is Severity.ERROR for problem in new)

    def compare(
        self, start: Since, as_of: date, *, private: bool, known: ExemptIndex | None = None
    ) -> Compared:
        """What differs between a start and the as-at date; ``known`` is what is closed today."""
        span = span_of(self.history, start, as_of)
        files = store.read(self.root, _ALL, span.paths.__contains__)
        sources = sources_of(span, {source.path: source for source in files.sources})
        moved_on = span.moved_on
        around = [file for file in self.decoded if file.path not in moved_on]
        if len(self.register.committees) > 1 or (not private and self._may_hide(sources)):
            around += self._answered(moved_on, sources)
        compared = compare(sources, around, private=private, known=known or self.exempt_index)
        shown = compared.now.register
        unread = tuple(sorted({*shown.unread, *unread_files((), files.faults)} & span.paths))
        now = replace(compared.now, register=shown.having(unread=unread))
        paths = (path for path in store.names(self.root) if history.is_record(path, _ALL))
        return replace(
            compared,
            now=now,
            out_of_reach=span.history.out_of_reach(paths),
            other=self._other_changes(span),
        )

    def _other_changes(self, span: ComparedSpan) -> OtherChanges:
        paths = span.history.other_changes(span.since, span.until)
        before = now = self.settings
        if store.SETTINGS_FILE in paths:
            before = _settings_at(span.history, span.since)
            now = _settings_at(span.history, span.until) if span.until else now
        return OtherChanges(paths, before, now)

    def _may_hide(self, sources: Sources) -> bool:
        """Whether anything can be exempt: in a meeting as it is, or in what changed."""
        differing = (*sources.before, *sources.now, *sources.shared)
        return may_hide(self.register, self.exempt_index, differing)

    def _answered(self, moved_on: frozenset[str], sources: Sources) -> list[DecodedFile]:
        """The recommendations in unchanged files that a changed reply answers, and their parents.

        Whether a reply may be shown, and whose it is, hangs on them. A file is looked through for
        the ids before it is read as YAML.
        """
        wanted = set().union(*map(_named, (*sources.before, *sources.now)))
        if not wanted:
            return []

        def unchanged(path: str) -> bool:
            return path.startswith(_ANSWERED) and path not in moved_on

        rest = store.read(self.root, _ALL, unchanged).sources
        found: list[DecodedFile] = []
        while wanted:
            hits = [source for source in rest if _may_hold(source, wanted)]
            read = {source.path for source in hits}
            rest = [source for source in rest if source.path not in read]
            new = _decoded(hits)
            found += new
            wanted = set().union(*map(_named, hits))
        return found


def open_register(root: Path) -> Partial:
    """Read the few records that lend names and days, and find the history."""
    store.must_hold_records(root)
    past = history.find(root)
    files = store.read(root, _ALL, lambda path: path.split("/")[1] in NAMES)
    settings, _ = read_settings(files.settings)
    decoded = _decoded(files.sources)
    register, _, twins = build(record for file in decoded for record in file.records)
    findings = (*(finding for file in decoded for finding in file.findings), *twins)
    register = register.having(
        unread=unread_files(findings, files.faults), committee=settings.committee
    )
    index = marking(clue for file in decoded for clue in file.clues)
    return Partial(root, past, settings, register, tuple(decoded), index)


def _settings_at(past: History, commit: str) -> Settings:
    held = past.tree(commit, store.SETTINGS_FILE)
    raw = past.read(kept.id for kept in held.values())
    return read_settings(next(iter(raw.values()), None))[0]


def _decoded(sources: Iterable[Source]) -> list[DecodedFile]:
    return [decode_file(parse(source)) for source in sources]


def _may_hold(source: Source, ids: set[str]) -> bool:
    """Whether a file may hold a record with one of some ids; its own name may be such an id."""
    return stem(source.path) in ids or any(name.encode() in source.raw for name in ids)


def _named(source: Source) -> set[str]:
    """The recommendations that the records of a file answer, serve or are parts of."""
    if "recommendations" not in decided_by(source.path.split("/")[1]):
        return set()
    return set(recommendations_named(source.path, parse(source).data))
