"""From a folder to a checked register: the edge and the pure floors tied together."""

import copy
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from scrutiny_cli.documents import Document
from scrutiny_cli.documents.problems import Problem, Severity
from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exempt.marking import ExemptIndex, in_order
from scrutiny_cli.files import store
from scrutiny_cli.files.history import is_record
from scrutiny_cli.register.settings import Settings, read_settings
from scrutiny_cli.workspace.reading import documents

if TYPE_CHECKING:  # what makes records is set up while another process reads: see `check`
    from scrutiny_cli.register.decoding import PlacedRecord
    from scrutiny_cli.register.register import Register

Decoded = tuple[list["PlacedRecord"], list[Problem]]
"""The records of a file, and the faults of the rest."""


PAPERS = f"{store.RECORDS}/{store.PAPERS}/"


@dataclass(frozen=True)
class Loaded:
    """A register as it was read. Whether its records make sense is looked at when somebody asks."""

    root: Path
    register: "Register"
    entries: "Mapping[tuple[str, str], PlacedRecord]"
    settings: Settings
    files: store.Files
    decoded: Mapping[str, Decoded]
    closed: ExemptIndex
    unread: tuple[Problem, ...]
    """The faults of what cannot be read, or be a record."""
    only: frozenset[str] | None = None
    """The kinds that were looked at; none where all of them were."""

    @property
    def whole(self) -> "Loaded":
        """The same with the records of all kinds."""
        if self.only is None:
            return self
        return check(self.root, self.files, self.decoded, self.closed)

    @cached_property
    def diagnostics(self) -> tuple[Problem, ...]:
        """Every fault, of shape and of sense, in the order of the files."""
        if self.only is not None:
            return self.whole.diagnostics
        from scrutiny_cli import checks

        papers = frozenset(self.files.papers)
        faulty = _faulty(self.decoded, self.files)
        context = checks.Context(self.register, self.entries, self.settings, papers, faulty)
        found = [*self.unread, *checks.run(context)]
        if self.settings.private:
            from scrutiny_cli.register.placing import sheltered

            found = sheltered(found)
        return tuple(sorted(found, key=lambda fault: fault.order))

    def with_contents(self, new: Mapping[str, bytes]) -> "Loaded":
        """The register as it would be with some files written, by path."""
        kinds = frozenset(KINDS)
        sources = [source for source in self.files.sources if source.path not in new]
        sources += [Source(path, raw) for path, raw in new.items() if is_record(path, kinds)]
        settings = new.get(store.SETTINGS_FILE, self.files.settings)
        papers = {path.removeprefix(f"{store.RECORDS}/") for path in new if path.startswith(PAPERS)}
        files = replace(
            self.files,
            sources=sorted(sources),
            settings=settings,
            papers=self.files.papers | papers,
        )
        return self.with_files(files, new.keys())

    def with_files(self, files: store.Files, changed: Collection[str]) -> "Loaded":
        """The register as it would be with other files, of which only some are ``changed``.

        The others are not decoded again, unless the change may bear on what is exempt.
        """
        if any(path.split("/")[1:2] in (["meetings"], ["recommendations"]) for path in changed):
            return check(self.root, files)
        known = {name: found for name, found in self.decoded.items() if name not in changed}
        return check(self.root, files, known, copy.deepcopy(self.closed))

    @property
    def errors(self) -> list[Problem]:
        """The faults that stop publication."""
        return [d for d in self.diagnostics if d.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Problem]:
        """The faults that ask for a look."""
        return [d for d in self.diagnostics if d.severity is Severity.WARNING]


def load(root: Path, only: frozenset[str] | None = None) -> Loaded:
    """Read the register in a folder; where ``only`` some kinds are wanted, make records of those."""
    return check(root, store.read(root, frozenset(KINDS)), only=only)


# A part of a recommendation, or a reply to it, may stand in a file before the one that tells that
# the whole is exempt.
_TOLD_LATE = ("records/recommendations/", "records/responses/")


def _settle(documents: list[Document], closed: ExemptIndex) -> bool:
    """Study documents until they tell nothing new of what is exempt; say whether they did."""
    from scrutiny_cli.register.decoding import study

    start = before = len(closed.records)
    while closed.records:
        for document in documents:
            study(document, closed)
        if len(closed.records) == before:
            break
        before = len(closed.records)
    return len(closed.records) > start


def _faulty(
    decoded: Mapping[str, Decoded], files: store.Files
) -> frozenset[tuple[str, str | None]]:
    """Kind and id of the records that are there and cannot be used; no id for a whole file."""
    told = [(path, fault) for path, (_, wrong) in decoded.items() for fault in wrong]
    told += [(fault.path, fault) for fault in files.faults if "/" in fault.path]
    return frozenset(
        (path.split("/")[1], fault.record)
        for path, fault in told
        if fault.severity is Severity.ERROR
    )


def check(
    root: Path,
    files: store.Files,
    known: Mapping[str, Decoded] = MappingProxyType({}),
    closed: ExemptIndex | None = None,
    only: frozenset[str] | None = None,
) -> Loaded:
    """Check what was read from a folder, or what would stand there after an edit.

    ``known`` are files that were decoded before, by path, with what was ``closed`` in them;
    ``only`` the kinds to make records of, where not all are wanted.
    """
    settings, faults = read_settings(files.settings)
    faults += files.faults
    closed = closed or ExemptIndex()
    later: list[Document] = []
    wanted = [s for s in files.sources if only is None or s.path.split("/")[1] in only]
    sources = sorted(wanted, key=lambda source: in_order(source.path))
    decoded: dict[str, Decoded] = {
        source.path: known.get(source.path, ([], [])) for source in sources
    }
    read = documents([source for source in sources if source.path not in known])
    from scrutiny_cli.register.decoding import decode
    from scrutiny_cli.register.register import build

    for document in read:
        path = document.source.path
        decoded[path] = decode(document, closed)
        if path.startswith(_TOLD_LATE):
            later.append(document)
        else:
            document.let_go()
    if _settle(later, closed):
        decoded |= {one.source.path: decode(one, closed) for one in later}
    for document in later:
        document.let_go()
    faults += [fault for _, wrong in decoded.values() for fault in wrong]
    register, entries, wrong = build(entry for found, _ in decoded.values() for entry in found)
    faults += wrong
    return Loaded(
        root=root,
        register=register,
        entries=entries,
        settings=settings,
        files=files,
        decoded=decoded,
        closed=closed,
        unread=tuple(faults),
        only=only,
    )
