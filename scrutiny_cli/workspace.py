"""From a folder to a checked register: the edge and the pure floors tied together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from scrutiny_cli import store
from scrutiny_cli.confidence import Closed
from scrutiny_cli.decoding import Entry, decode
from scrutiny_cli.diagnostics import Diagnostic, Severity
from scrutiny_cli.documents import parse
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.register import Register, build
from scrutiny_cli.settings import Settings, read_settings
from scrutiny_cli.sources import Source


@dataclass(frozen=True)
class Loaded:
    """A register as it was read, with every fault in it, in the order of the files."""

    root: Path
    register: Register
    entries: Mapping[tuple[str, str], Entry]
    settings: Settings
    files: store.Files
    diagnostics: tuple[Diagnostic, ...]

    def after(self, path: str, raw: bytes) -> "Loaded":
        """The register as it would be with one record file written anew."""
        new = Source(path, raw, store.digest(raw))
        sources = [source for source in self.files.sources if source.path != path]
        return check(self.root, replace(self.files, sources=sorted([*sources, new])))

    @property
    def errors(self) -> list[Diagnostic]:
        """The faults that stop publication."""
        return [d for d in self.diagnostics if d.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Diagnostic]:
        """The faults that ask for a look."""
        return [d for d in self.diagnostics if d.severity is Severity.WARNING]


# What is exempt stands in the meetings; what arises from it is told by them, replies come last.
_ORDER = {"meetings": 0, "responses": 2}


def _meetings_first(source: Source) -> tuple[int, str]:
    return (_ORDER.get(source.path.split("/")[1], 1), source.path)


def load(root: Path) -> Loaded:
    """Read and check the register in a folder."""
    return check(root, store.read(root, frozenset(KINDS)))


def check(root: Path, files: store.Files) -> Loaded:
    """Check what was read from a folder, or what would stand there after an edit."""
    from scrutiny_cli import checks

    settings, faults = read_settings(files.settings)
    faults += files.faults
    decoded: list[Entry] = []
    closed = Closed()
    for source in sorted(files.sources, key=_meetings_first):
        found, wrong = decode(parse(source), closed)
        decoded += found
        faults += wrong
    register, entries, wrong = build(decoded)
    faults += wrong
    faults += checks.run(checks.Context(register, entries, settings, frozenset(files.papers)))
    return Loaded(
        root=root,
        register=register,
        entries=entries,
        settings=settings,
        files=files,
        diagnostics=tuple(sorted(faults, key=lambda fault: fault.order)),
    )
