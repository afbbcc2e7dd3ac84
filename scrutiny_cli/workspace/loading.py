"""From a folder to a checked register: the edge and the pure floors tied together."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from scrutiny_cli import checks, progress
from scrutiny_cli.documents.problems import Problem, Severity
from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.exempt.cutting import public, with_marks, withheld
from scrutiny_cli.exempt.marking import ExemptIndex, marking
from scrutiny_cli.exempt.redaction import (
    known_names,
    may_be_accepted,
    redact,
    require_exemption_known,
)
from scrutiny_cli.files import store
from scrutiny_cli.files.history import is_record
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.register.register import Register, build
from scrutiny_cli.register.settings import (
    Settings,
    committee_problems,
    no_longer_found,
    read_settings,
)
from scrutiny_cli.workspace.decoded import DecodedFile, decode_file, unread_files
from scrutiny_cli.workspace.reading import documents

MOST_OF_A_PAPER = 100_000_000
PAPERS = f"{store.RECORDS}/{store.PAPERS}/"


@dataclass(frozen=True)
class Loaded:
    """A register as it was read. Whether its records make sense is looked at when somebody asks."""

    root: Path
    register: Register
    entries: Mapping[tuple[str, str], PlacedRecord]
    settings: Settings
    files: store.Files
    decoded: Mapping[str, DecodedFile]
    exempt_index: ExemptIndex
    """What is exempt in it."""
    faults: tuple[Problem, ...]
    """What is wrong with the settings, and with files as such."""
    findings: tuple[Finding, ...]
    """What cannot be a record. A finding cannot be shown: see :attr:`unread`."""
    as_of: date | None = None
    """The day on which the records are checked."""

    def require_exemption_known(self) -> None:
        """Refuse to show the public anything while an error may hide what is exempt."""
        if self.settings.private:
            require_exemption_known(self.errors)

    @cached_property
    def public(self) -> "Register":
        """The register as the public may see it."""
        return public(self.register, self.exempt_index)

    @property
    def hidden(self) -> int:
        """How many records the public may not see."""
        return len(withheld(self.register, self.exempt_index)) - len(self.public.renamed)

    def _shown(self, findings: "Iterable[Finding]") -> tuple[Problem, ...]:
        clues = (clue for file in self.decoded.values() for clue in file.clues)
        names = known_names(self.register, clues) if self.settings.private else None
        problems = redact(findings, self.exempt_index, names)
        return tuple(sorted((*self.faults, *problems), key=lambda problem: problem.order))

    @cached_property
    def unread(self) -> tuple[Problem, ...]:
        """The problems that keep a file or a record from being read."""
        settings = store.SETTINGS_FILE
        return tuple(
            problem
            for problem in self._shown(self.findings)
            if problem.path != settings and problem.severity is Severity.ERROR
        )

    @cached_property
    def diagnostics(self) -> tuple[Problem, ...]:
        """Every fault, of shape and of sense, in the order of the files."""
        context = checks.Context(
            self.register,
            self.entries,
            self.settings,
            self.exempt_index,
            frozenset(self.files.papers),
            _faulty(self.decoded, self.files),
            self.as_of,
            self._read_paper,
        )
        problems = self._shown([*self.findings, *checks.run(context)])
        if any(problem.severity is Severity.ERROR for problem in problems):
            return problems  # an error can hide a warning
        gone = no_longer_found(self.settings, filter(may_be_accepted, problems))
        return tuple(sorted((*problems, *gone), key=lambda problem: problem.order))

    def _read_paper(self, name: str) -> bytes | None:
        """Return what is in a paper, if it can be read and is in the register."""
        path = self.root / store.RECORDS / name
        with suppress(ScrutinyError):
            return store.content(store.real_path(self.root, path), MOST_OF_A_PAPER)
        return None

    def is_accepted(self, problem: Problem) -> bool:
        """Whether a problem is a warning that the settings accept."""
        return may_be_accepted(problem) and any(a.covers(problem) for a in self.settings.accepted)

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
        """The register as it would be with other files, of which only some are ``changed``."""
        known = {name: found for name, found in self.decoded.items() if name not in changed}
        return check(self.root, files, known, as_of=self.as_of)

    @property
    def errors(self) -> list[Problem]:
        """The faults that stop publication."""
        return [d for d in self.diagnostics if d.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Problem]:
        """The warnings that nobody has accepted."""
        return [
            d
            for d in self.diagnostics
            if d.severity is Severity.WARNING and not self.is_accepted(d)
        ]


def load(root: Path, as_of: date | None = None) -> Loaded:
    """Read the register in a folder.

    ``as_of`` is the day on which it is checked: without one no date is to come.
    """
    return check(root, store.read(root, frozenset(KINDS)), as_of=as_of)


def _faulty(
    decoded: Mapping[str, DecodedFile], files: store.Files
) -> frozenset[tuple[str, str | None]]:
    """Kind and id of the records that are there and cannot be used; no id for a whole file."""
    found = [
        (file.kind, finding.record)
        for file in decoded.values()
        for finding in file.findings
        if finding.severity is Severity.ERROR
    ]
    found += [
        (fault.path.split("/")[1], None)
        for fault in files.faults
        if "/" in fault.path and fault.severity is Severity.ERROR
    ]
    return frozenset(found)


def check(
    root: Path,
    files: store.Files,
    known: Mapping[str, DecodedFile] = MappingProxyType({}),
    as_of: date | None = None,
) -> Loaded:
    """Check what was read from a folder, or what would stand there after an edit.

    ``known`` are files that were decoded before, by path.
    """
    settings, faults = read_settings(files.settings)
    new = {}
    new_sources = [source for source in files.sources if source.path not in known]
    reading = "Reading the records"
    for document in progress.tracked(documents(new_sources), reading, len(new_sources)):
        new[document.source.path] = decode_file(document)
        document.release()
    decoded = {s.path: new.get(s.path) or known[s.path] for s in files.sources}
    register, entries, wrong = build(record for file in decoded.values() for record in file.records)
    findings = (*(one for file in decoded.values() for one in file.findings), *wrong)
    unread = unread_files(findings, files.faults)
    register = register.having(unread=unread, committee=settings.committee)
    if not unread:
        faults += committee_problems(files.settings, settings, register.committees)
    index = marking(clue for file in decoded.values() for clue in file.clues)
    return Loaded(
        root=root,
        register=with_marks(register, index),
        entries=entries,
        settings=settings,
        files=files,
        decoded=decoded,
        exempt_index=index,
        faults=(*faults, *files.faults),
        findings=findings,
        as_of=as_of,
    )
