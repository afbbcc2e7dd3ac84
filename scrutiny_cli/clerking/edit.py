"""A proposed change worked out against the register, checked, and written."""

import difflib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from scrutiny_cli.clerking.filing import new_contents
from scrutiny_cli.clerking.proposed import Proposed
from scrutiny_cli.documents.problems import Problem, Severity
from scrutiny_cli.documents.source import digest
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.errors import RecordsError
from scrutiny_cli.files import saving, store
from scrutiny_cli.render.problems import line
from scrutiny_cli.workspace import new_problems
from scrutiny_cli.workspace.loading import Loaded

_COMMENT = re.compile(r"(?:(?<=\s)|(?<![^\n]))#.*")


@dataclass(frozen=True)
class Edit:
    """The files that a change would write, and the problems that it would bring."""

    before: Loaded
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    needs: tuple[str, ...] = ()

    @property
    def errors(self) -> list[Problem]:
        """The problems for which it is refused."""
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]

    @property
    def _old(self) -> dict[str, bytes]:
        """The files to be changed as they were read, by path."""
        files = self.before.files
        known = {source.path: source.raw for source in files.sources}
        if files.settings is not None:
            known[store.SETTINGS_FILE] = files.settings
        return {path: raw for path, raw in known.items() if path in self.files}

    def save(self) -> None:
        """Write the files, all or none, if what the change rests on is still as it was read."""
        read = {path: digest(raw) for path, raw in self._old.items()}
        saving.write_all(self.before.root, self.files, read, self._require_unchanged)

    def _require_unchanged(self) -> None:
        """Refuse to write where a record of a kind that the change needs has changed."""
        if not self.needs:
            return
        folders = tuple(f"{store.RECORDS}/{kind}/" for kind in self.needs)
        then = {s for s in self.before.files.sources if s.path.startswith(folders)}
        read = store.read(self.before.root, frozenset(KINDS), lambda p: p.startswith(folders))
        for source in then ^ set(read.sources):
            raise saving.StaleFile(source.path, "has changed since it was read")

    def difference(self) -> str:
        """Return what would change in the files, line by line."""
        # In a private register the lines around a change may be exempt.
        around = 0 if self.before.settings.private else 3
        return "".join(
            _difference(self._old.get(path, b""), raw, path, around)
            for path, raw in self.files.items()
        )

    def lost_comments(self) -> list[str]:
        """Return the comments that the files have now and would have no more."""
        lost: Counter[str] = Counter()
        for path, old in self._old.items():
            now, then = (raw.decode("utf-8", "replace") for raw in (self.files[path], old))
            lost += Counter(_COMMENT.findall(then)) - Counter(_COMMENT.findall(now))
        return [comment.rstrip() for comment in lost]


def draft(loaded: Loaded, proposed: Proposed) -> Edit:
    """Work out what a change would write, and what `check` would say of it."""
    files = new_contents(loaded, proposed)
    problems = new_problems.between(loaded, loaded.with_contents(files)) if files else []
    reported = [
        p for p in problems if p.severity is Severity.ERROR or p.field not in proposed.remarked
    ]
    return Edit(loaded, files, tuple(reported), proposed.needs)


def prepare(loaded: Loaded, proposed: Proposed) -> Edit:
    """Work out a change; refuse one that would bring an error into the register."""
    edit = draft(loaded, proposed)
    if edit.errors:
        raise RecordsError(
            f"{proposed.name} was not saved, because it would cause an error: "
            f"{line(edit.errors[0])}",
            "correct what was typed, and try again",
        )
    return edit


def _difference(old: bytes, new: bytes, path: str, around: int) -> str:
    before, after = (raw.decode("utf-8-sig").splitlines(keepends=True) for raw in (old, new))
    shown = difflib.unified_diff(before, after, fromfile=path, tofile=path, n=around)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in shown)
