"""The result of a check, for every format."""

from dataclasses import dataclass

from scrutiny_cli.documents.problems import Problem
from scrutiny_cli.wording import on_one_line


@dataclass(frozen=True)
class Checked:
    """The files that were read, how many records they hold, and the problems to report.

    ``prefix`` leads from the top of the repository to the register: empty, or ``council/``.
    ``strict`` says that warnings fail too. ``read`` counts the files of the whole register, and
    ``since`` is the revision whose problems are left out; ``known`` counts those. ``accepted`` counts
    the warnings that the settings accept. ``unread`` are the files in which a record cannot be read.
    ``here`` leads from the current folder to the register.
    """

    files: tuple[str, ...]
    records: int
    faults: tuple[Problem, ...]
    prefix: str = ""
    strict: bool = False
    read: int = 0
    since: str | None = None
    known: int = 0
    accepted: int = 0
    unread: tuple[str, ...] = ()
    here: str = ""

    def path(self, fault: Problem) -> str:
        """Return the path of a problem, from the top of the repository."""
        return f"{self.prefix}{fault.path}"


def words(fault: Problem) -> str:
    """Return what is wrong and what to do, on one line: ``due: there is nothing here (write ...)``."""
    field = f"{fault.field}: " if fault.field else ""
    hint = f" ({fault.hint})" if fault.hint else ""
    return on_one_line(f"{field}{fault.message}{hint}")
