"""The folder of a site: which files in it are the tool's own, so that it touches no other.

A list of these files, each with a digest of its content, is kept in the folder. Where a build was
stopped, the list says so, and the next one finishes its work.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrutiny_cli.errors import ScrutinyError, UsageError
from scrutiny_cli.files import saving, store
from scrutiny_cli.wording import listed

LIST = "scrutiny-site.json"
SCHEME = "scrutiny/site/1"
MOST_BYTES = 100_000_000
SHOWN = 3


@dataclass
class SiteFolder:
    """A folder with a site. ``files`` has the digest and the fingerprint of each of its files.

    ``gone`` are the addresses that have a plain page in place of what is no longer published.
    ``written`` and ``removed`` count what a build changed.
    """

    path: Path
    files: dict[str, tuple[str, str]] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    unfinished: bool = False
    written: int = 0
    removed: int = 0

    def is_current(self, name: str, fingerprint: str) -> bool:
        """Return whether a file is there, made from what it would be made from now."""
        known = self.files.get(name)
        return bool(
            known
            and fingerprint
            and known[1] == fingerprint
            and not self.unfinished
            and (self.path / name).is_file()
        )

    def begin(self, names: Iterable[str]) -> None:
        """Refuse to go over files that are not the tool's own; note which files are on their way."""
        wanted = list(names)
        strange = [name for name in wanted if name not in self.files and self._is_there(name)]
        if strange:
            raise UsageError(
                f"{self.path} has files that scrutiny did not write: {_some(strange)}",
                "name another folder with --output, or move these files",
            )
        changed = (
            []
            if self.unfinished
            else [n for n, (d, _) in self.files.items() if self._differs(n, d)]
        )
        if changed:
            raise UsageError(
                f"somebody has changed files of the site in {self.path}: {_some(changed)}",
                "change the records or the templates instead, and delete these files",
            )
        self.wanted = wanted

    def _is_there(self, name: str) -> bool:
        return os.path.lexists(self.path / name)

    def _differs(self, name: str, known: str) -> bool:
        try:
            return _digest((self.path / name).read_bytes()) != known
        except FileNotFoundError:
            return False

    def put(self, name: str, content: bytes, fingerprint: str = "") -> None:
        """Write a file, unless it is there and the same."""
        digest = _digest(content)
        known = self.files.get(name)
        if not (known and known[0] == digest and not self.unfinished and self._is_there(name)):
            if not self.written and not self.removed:
                self._note_unfinished()
            self._write(self.path / name, content)
            self.written += 1
        self.files[name] = (digest, fingerprint)

    def _write(self, path: Path, content: bytes) -> None:
        """Write a file whole or not at all, and through no link."""
        for part in (path, *path.parents):
            if part == self.path:
                break
            if part.is_symlink():
                raise ScrutinyError(f"{part} is a link; the site is not written through it")
        path.parent.mkdir(parents=True, exist_ok=True)
        staged = path.with_name(
            f"{store.STAGED_PREFIX}{_digest(path.name.encode())}{store.STAGED_SUFFIX}"
        )
        try:
            staged.write_bytes(content)
            staged.replace(path)
        except OSError as fault:
            with contextlib.suppress(OSError):
                staged.unlink()
            message = f"{path} cannot be written: {fault.strerror or fault}"
            raise ScrutinyError(message, "check who may write there") from None

    def finish(self, gone: frozenset[str]) -> None:
        """Remove the files that the site no longer has, and keep the list of those it has."""
        wanted = {*self.wanted}
        for name in sorted(self.files.keys() - wanted):
            if not self.written and not self.removed:
                self._note_unfinished()
            with contextlib.suppress(FileNotFoundError):
                (self.path / name).unlink()
            with contextlib.suppress(OSError):
                (self.path / name).parent.rmdir()
            del self.files[name]
            self.removed += 1
        if self.written or self.removed or self.unfinished or gone != self.gone:
            self._save(unfinished=False, gone=gone, files=self.files)
            self.written += not self.written

    def _note_unfinished(self) -> None:
        """Say which files are the tool's own from now on, be they written yet or not."""
        files = {**dict.fromkeys(self.wanted, ("", "")), **self.files}
        self._save(unfinished=True, gone=self.gone, files=files)

    def _save(self, *, unfinished: bool, gone: Iterable[str], files: dict[str, Any]) -> None:
        data = {
            "scheme": SCHEME,
            "unfinished": unfinished,
            "gone": sorted(gone),
            "files": dict(sorted(files.items())),
        }
        store.write(self.path / LIST, json.dumps(data, indent=0) + "\n")


@contextlib.contextmanager
def opened(root: Path, path: Path) -> Iterator[SiteFolder]:
    """Hold the folder of a site; ``root`` is the register that it must leave alone."""
    _must_be_apart(root, path)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        message = f"{path} cannot be made: {fault.strerror or fault}"
        raise ScrutinyError(message, "name another folder with --output") from None
    with saving.locked(path):
        yield _read(path)


def _must_be_apart(root: Path, path: Path) -> None:
    real, home = Path(os.path.realpath(path)), Path(os.path.realpath(root))
    own = (home / store.RECORDS, home / "templates")
    if (real / store.RECORDS).is_dir() or any(real.is_relative_to(folder) for folder in own):
        message = f"{path} is where a register keeps its own; nothing was written"
        raise UsageError(message, "name another folder with --output")
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file", "name a folder with --output")


def _read(path: Path) -> SiteFolder:
    file = path / LIST
    if not file.is_file():
        return SiteFolder(path)
    try:
        data = json.loads(store.content(file, MOST_BYTES))
        if data["scheme"] != SCHEME:
            raise ValueError(data["scheme"])
        files = {str(name): (str(d), str(f)) for name, (d, f) in data["files"].items()}
        inside = all(_is_inside(name) for name in files)
        if not inside:
            raise ValueError(path)
        return SiteFolder(path, files, frozenset(data["gone"]), bool(data["unfinished"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        message = f"{file} is damaged, so scrutiny cannot know which files are its own"
        raise ScrutinyError(message, "delete the folder of the site, and build it again") from None


def _is_inside(name: str) -> bool:
    """Return whether a name leads to a file below the folder, on any system."""
    parts = name.split("/")
    return all(part and part not in (".", "..") for part in parts) and not set(name) & set("\\:")


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def _some(names: list[str]) -> str:
    more = len(names) - SHOWN
    return listed([*sorted(names)[:SHOWN], f"{more} more"] if more > 0 else sorted(names))
