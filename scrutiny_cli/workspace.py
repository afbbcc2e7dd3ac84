"""From a folder to a checked register: the edge and the pure floors tied together."""

import copy
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from scrutiny_cli import store
from scrutiny_cli.confidence import Closed, in_order
from scrutiny_cli.decoding import Entry, decode, study
from scrutiny_cli.diagnostics import Diagnostic, Severity
from scrutiny_cli.documents import Document, parse
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.register import Register, build
from scrutiny_cli.settings import Settings, read_settings
from scrutiny_cli.sources import Source

Decoded = tuple[list[Entry], list[Diagnostic]]
"""The records of a file, and the faults of the rest."""


@dataclass(frozen=True)
class Loaded:
    """A register as it was read, with every fault in it, in the order of the files."""

    root: Path
    register: Register
    entries: Mapping[tuple[str, str], Entry]
    settings: Settings
    files: store.Files
    decoded: Mapping[str, Decoded]
    closed: Closed
    diagnostics: tuple[Diagnostic, ...]

    def after(self, path: str, raw: bytes) -> "Loaded":
        """The register as it would be with one record file written anew."""
        new = Source(path, raw, store.digest(raw))
        sources = [source for source in self.files.sources if source.path != path]
        return self.with_files(replace(self.files, sources=sorted([*sources, new])), {path})

    def with_files(self, files: store.Files, changed: Collection[str]) -> "Loaded":
        """The register as it would be with other files, of which only some are ``changed``.

        The others are not decoded again, unless the change may bear on what is exempt.
        """
        if any(path.split("/")[1:2] in (["meetings"], ["recommendations"]) for path in changed):
            return check(self.root, files)
        known = {name: found for name, found in self.decoded.items() if name not in changed}
        return check(self.root, files, known, copy.deepcopy(self.closed))

    @property
    def errors(self) -> list[Diagnostic]:
        """The faults that stop publication."""
        return [d for d in self.diagnostics if d.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Diagnostic]:
        """The faults that ask for a look."""
        return [d for d in self.diagnostics if d.severity is Severity.WARNING]


def load(root: Path) -> Loaded:
    """Read and check the register in a folder."""
    return check(root, store.read(root, frozenset(KINDS)))


# A part of a recommendation, or a reply to it, may stand in a file before the one that tells that
# the whole is exempt.
_TOLD_LATE = ("records/recommendations/", "records/responses/")


def _settle(documents: list[Document], closed: Closed) -> bool:
    """Study documents until they tell nothing new of what is exempt; say whether they did."""
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
    closed: Closed | None = None,
) -> Loaded:
    """Check what was read from a folder, or what would stand there after an edit.

    ``known`` are files that were decoded before, by path, with what was ``closed`` in them.
    """
    from scrutiny_cli import checks

    settings, faults = read_settings(files.settings)
    faults += files.faults
    closed = closed or Closed()
    decoded: dict[str, Decoded] = {}
    later: list[Document] = []
    for source in sorted(files.sources, key=lambda source: in_order(source.path)):
        if source.path in known:
            decoded[source.path] = known[source.path]
            continue
        document = parse(source)
        decoded[source.path] = decode(document, closed)
        if source.path.startswith(_TOLD_LATE):
            later.append(document)
    if _settle(later, closed):
        decoded |= {one.source.path: decode(one, closed) for one in later}
    faults += [fault for _, wrong in decoded.values() for fault in wrong]
    register, entries, wrong = build(entry for found, _ in decoded.values() for entry in found)
    faults += wrong
    papers = frozenset(files.papers)
    faulty = _faulty(decoded, files)
    faults += checks.run(checks.Context(register, entries, settings, papers, faulty))
    return Loaded(
        root=root,
        register=register,
        entries=entries,
        settings=settings,
        files=files,
        decoded=decoded,
        closed=closed,
        diagnostics=tuple(sorted(faults, key=lambda fault: fault.order)),
    )
