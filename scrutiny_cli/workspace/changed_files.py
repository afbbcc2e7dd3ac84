"""As little of the register as a list of changes needs.

The files that differ, and around them the committees, people and meetings, which are few, and the
recommendations that a changed reply answers. The rest of the register is not opened.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from scrutiny_cli.documents import parse
from scrutiny_cli.documents.source import Source, stem
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exempt.marking import ExemptIndex, in_order
from scrutiny_cli.files import history, store
from scrutiny_cli.files.history import History
from scrutiny_cli.register.decoding import PlacedRecord, decode
from scrutiny_cli.register.register import Register, build
from scrutiny_cli.register.settings import Settings, read_settings
from scrutiny_cli.workspace.marks import Compared, Since, Sources, compare, sources_of, span_of

NAMES = ("committees", "people", "meetings")
_ANSWERED = f"{store.RECORDS}/recommendations/"
_ALL = frozenset(KINDS)


@dataclass(frozen=True)
class Partial:
    """A register of which only committees, people and meetings have been read, and its history."""

    root: Path
    history: History
    settings: Settings
    register: Register
    entries: tuple[PlacedRecord, ...]
    closed: ExemptIndex
    """What the meetings tell to be closed today."""

    def compare(
        self, start: Since, as_of: date, *, private: bool, known: ExemptIndex | None = None
    ) -> Compared:
        """What differs between a start and the as-at day; ``known`` is what is closed today."""
        span = span_of(self.history, start, as_of)
        files = store.read(self.root, _ALL, span.paths.__contains__)
        sources = sources_of(span, {source.path: source for source in files.sources})
        moved_on = span.moved_on
        around = [e for e in self.entries if e.document.source.path not in moved_on]
        if len(self.register.committees) > 1 or (not private and self._may_hide(sources)):
            around += self._answered(moved_on, sources)
        return compare(sources, around, private=private, known=known or self.closed)

    def _may_hide(self, sources: Sources) -> bool:
        """Whether anything can be exempt: an item of a meeting as it stands, or in what changed."""
        return any(
            not item.open for meeting in self.register.meetings.values() for item in meeting.items
        ) or any(
            b"classification" in source.raw
            for source in (*sources.before, *sources.now, *sources.shared)
        )

    def _answered(self, moved_on: frozenset[str], sources: Sources) -> list[PlacedRecord]:
        """The recommendations in unchanged files that a changed reply answers, and their parents.

        Whether a reply may be shown, and whose it is, hangs on them. A file is looked through for
        the ids before it is read as YAML.
        """
        wanted = {name for source in (*sources.before, *sources.now) for name in _named(source)}
        if not wanted:
            return []

        def unchanged(path: str) -> bool:
            return path.startswith(_ANSWERED) and path not in moved_on

        rest = store.read(self.root, _ALL, unchanged).sources
        found: list[PlacedRecord] = []
        while wanted:
            hits = [source for source in rest if _may_hold(source, wanted)]
            read = {source.path for source in hits}
            rest = [source for source in rest if source.path not in read]
            new = _decoded(hits, ExemptIndex())
            found += new
            wanted = {entry.record.parent for entry in new if entry.record.parent}
        return found


def open_register(root: Path) -> Partial:
    """Read the few records that lend names and days, and find the history."""
    store.must_hold_records(root)
    past = history.find(root)
    files = store.read(root, _ALL, lambda path: path.split("/")[1] in NAMES)
    settings, _ = read_settings(files.settings)
    closed = ExemptIndex()
    entries = _decoded(files.sources, closed)
    register, _, _ = build(entries)
    return Partial(root, past, settings, register, tuple(entries), closed)


def _decoded(sources: Iterable[Source], closed: ExemptIndex) -> list[PlacedRecord]:
    ordered = sorted(sources, key=lambda source: in_order(source.path))
    return [entry for source in ordered for entry in decode(parse(source), closed)[0]]


def _may_hold(source: Source, ids: set[str]) -> bool:
    """Whether a file may hold a record with one of some ids; its own name may be such an id."""
    return stem(source.path) in ids or any(name.encode() in source.raw for name in ids)


# The field in which a record names the recommendations on which it hangs.
_HANGS_ON = {"responses": "to", "recommendations": "parent"}


def _named(source: Source) -> Iterable[str]:
    """The recommendations that the records of a file answer, serve or are parts of."""
    field = _HANGS_ON.get(source.path.split("/")[1])
    data = parse(source).data if field else None
    for record in _several(data):
        if isinstance(record, dict):
            promised = [
                one.get("for") for one in _several(record.get("actions")) if isinstance(one, dict)
            ]
            for value in (record.get(field), *promised):
                yield from (name for name in _several(value) if isinstance(name, str))


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
