"""One record file, decoded: its records, what is wrong with the rest, and what it says is exempt."""

from collections.abc import Iterable
from typing import NamedTuple

from scrutiny_cli.documents import Document
from scrutiny_cli.documents.problems import Problem, Severity
from scrutiny_cli.exempt.marking import Clue, clues
from scrutiny_cli.files import store
from scrutiny_cli.register.decoding import PlacedRecord, decode
from scrutiny_cli.register.placing import Finding


class DecodedFile(NamedTuple):
    """What is kept of a record file once its document is let go of."""

    path: str
    records: list[PlacedRecord]
    findings: list[Finding]
    clues: tuple[Clue, ...]

    @property
    def kind(self) -> str:
        """The kind of its records."""
        return self.path.split("/")[1]


def unread_files(findings: Iterable[Finding], faults: Iterable[Problem]) -> tuple[str, ...]:
    """Return the files and folders of records in which something cannot be read."""
    lost = {finding.file for finding in findings if finding.severity is Severity.ERROR}
    lost |= {fault.path for fault in faults if fault.severity is Severity.ERROR}
    return tuple(sorted(lost - {store.SETTINGS_FILE}))


def decode_file(document: Document) -> DecodedFile:
    """Decode a document, and take from it what bears on what is exempt."""
    path = document.source.path
    records, findings = decode(document)
    return DecodedFile(path, records, findings, clues(path, document.data))
