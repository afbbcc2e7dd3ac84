"""Record files changed by several hands at once: one after the other, and none unnoticed.

The lock stands on a file of its own beside the register's folders, for whoever replaces a file by
renaming takes a lock on the file itself away with it. There is one for the whole register, so that
a temporary file found under it belongs to a writer that was killed.
"""

import contextlib
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from scrutiny_cli.documents.source import digest
from scrutiny_cli.errors import ScrutinyError, UsageError
from scrutiny_cli.files import store
from scrutiny_cli.wording import listed, visible

LOCKS = ".scrutiny-locks"
WAIT = 10.0
"""How many seconds to wait for another writer."""
# What may stand in a folder that is called empty: git's own, and what file managers leave behind.
_NOTHING = {".git", ".DS_Store", "Thumbs.db", "desktop.ini"}


class StaleFile(ScrutinyError):
    """The file is no longer what it was when it was read."""


def save(path: Path, expected_digest: str, new: bytes) -> None:
    """Replace a file whose bytes still have a digest; refuse if they have not."""
    path = _real(path)
    with _lock(path.parent):
        _sweep(path.parent)
        if digest(_read(path)) != expected_digest:
            raise StaleFile(
                f"{path} has changed since it was read; nothing was written",
                "run the command again",
            )
        _write(path, new)


def create(path: Path, new: bytes) -> None:
    """Write a file that is not there yet; refuse if it is."""
    if path.is_symlink():
        raise ScrutinyError(f"{path} is a link; nothing was written", "choose another name")
    path = _real(path)
    with _lock(path.parent):
        _sweep(path.parent)
        if path.exists():
            raise ScrutinyError(
                f"{path} is there already; nothing was written", "choose another name"
            )
        _write(path, new)


def must_be_new(folder: Path) -> None:
    """Refuse a folder that is there and not empty, or that cannot be written in."""
    another = "name an empty or a new folder"
    here = "this folder" if folder == Path() else folder
    try:
        if folder.is_symlink():
            raise UsageError(
                f"{folder} is a link", "name the folder that it leads to, or a new one"
            )
        nearest = next(p for p in (folder, *folder.absolute().parents) if p.exists())
        if not nearest.is_dir():
            raise UsageError(f"{nearest} is a file", another)
        there = sorted(p.name for p in folder.iterdir()) if nearest == folder else []
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or fault
        raise ScrutinyError(f"{folder} cannot be used: {why}", another) from None
    if store.RECORDS in there:
        raise UsageError(f"{here} holds a register already", another)
    if there := [name for name in there if name not in _NOTHING]:
        more = len(there) - 3
        some = listed([*there[:3], f"{more} more"] if more > 0 else there)
        raise UsageError(f"{here} is not empty: it holds {some}", another)
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise ScrutinyError(
            f"nothing may be written in {nearest}", "choose another folder, or ask who may"
        )


def lay_out(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files of a new folder, all of them or none; refuse a folder that is not new.

    They are written aside first, so that what is stopped halfway is never taken for a register.
    """
    must_be_new(folder)
    made = [p for p in (folder, *folder.parents) if not p.exists()]
    placed: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".scrutiny-", dir=folder))
        placed.append(aside)
        for name, text in files.items():
            store.write(aside / name, text)
        # The records come last: they make it a register.
        for part in sorted(aside.iterdir(), key=lambda part: part.name == store.RECORDS):
            part.rename(folder / part.name)
            placed.append(folder / part.name)
        aside.rmdir()
    except BaseException as fault:
        _take_back(placed, made)
        if isinstance(fault, OSError):
            raise ScrutinyError(
                f"{folder} cannot be written: {fault.strerror or fault}", "choose another folder"
            ) from None
        raise


def _take_back(placed: list[Path], made: list[Path]) -> None:
    for path in placed:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    for folder in made:
        with contextlib.suppress(OSError):
            folder.rmdir()


def sweep(folder: Path) -> None:
    """Remove the temporary files that killed writers left in a folder of the register."""
    folder = _real(folder)
    with _lock(folder):
        _sweep(folder)


def _real(path: Path) -> Path:
    """The path without links, so that a link stays one and the file behind it changes."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # links that go round in a circle
        raise ScrutinyError(f"{path} cannot be found", "check the links on the way") from None


def _read(path: Path) -> bytes:
    try:
        if path.is_file():
            return path.read_bytes()
    except OSError as fault:
        raise ScrutinyError(
            f"{path} cannot be read: {fault.strerror or fault}", "check who may read it"
        ) from None
    raise StaleFile(f"{path} is no longer there; nothing was written", "run the command again")


def _write(path: Path, new: bytes) -> None:
    try:
        store.write(path, new)
    except ScrutinyError as fault:
        raise ScrutinyError(str(fault), "check who may write in that folder") from None


def _sweep(folder: Path) -> None:
    with contextlib.suppress(OSError):
        for stray in folder.glob(".scrutiny-*.tmp"):
            with contextlib.suppress(OSError):
                stray.unlink()


@contextlib.contextmanager
def _lock(within: Path) -> Iterator[None]:
    """Hold the lock of the register a folder belongs to, or of the folder outside any register."""
    try:
        root = store.find_root(within)
    except ScrutinyError:
        root = within
    folder = root / LOCKS
    holder = folder / "holder.json"
    lock = FileLock(folder / "register.lock", timeout=WAIT, poll_interval=0.01)
    try:
        _prepare(folder)
        lock.acquire()
    except Timeout:
        raise ScrutinyError(
            f"{root} is being changed by {_whom(holder)}; nothing was written",
            "wait until it is done, then run the command again",
        ) from None
    except OSError as fault:
        raise ScrutinyError(
            f"{folder} cannot be used: {fault.strerror or fault}; nothing was written",
            "check who may write in the register's folder",
        ) from None
    try:
        _sign(holder)
        yield
    finally:
        with contextlib.suppress(OSError):
            holder.unlink()
        with contextlib.suppress(OSError):  # what is written is written; the process takes it along
            lock.release()


def _prepare(folder: Path) -> None:
    """Make the folder of locks, and have git leave it alone."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def _sign(holder: Path) -> None:
    """Say who holds the lock; it holds without."""
    words = json.dumps({"pid": os.getpid(), "host": platform.node()})
    with contextlib.suppress(OSError):
        holder.write_text(words, encoding="utf-8")


def _whom(holder: Path) -> str:
    try:
        found = json.loads(holder.read_text(encoding="utf-8"))
        return f"process {int(found['pid'])} on {visible(str(found['host']))}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
