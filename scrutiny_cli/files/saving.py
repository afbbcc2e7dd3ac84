"""Write all files of a change or none of them, with other writers at work.

One lock, in a file of its own, serves the whole register: replacing a file by a rename would take a
lock on that file away with it. So a temporary file that is found under the lock belongs to a writer
that was killed. Where several files change, a journal says how to put back what a killed writer had
replaced; the next command does so.
"""

import contextlib
import json
import os
import platform
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from scrutiny_cli.documents.source import digest
from scrutiny_cli.errors import ScrutinyError, UsageError
from scrutiny_cli.files import store
from scrutiny_cli.files.store import JOURNAL, LOCKS
from scrutiny_cli.wording import listed, visible

WAIT = 10.0
"""How many seconds to wait for another writer."""
# What a folder may hold that counts as empty: git's own files, and what file managers leave behind.
_NOTHING = (".git", ".DS_Store", "Thumbs.db", "desktop.ini")


MADE = -1
"""In the journal the time of a change that is made: no file has it, so none is put back."""


class StaleFile(ScrutinyError):
    """A file has changed since it was read, so nothing was written."""

    again = True

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path} {what}; nothing was written", "run the command again")


class Replacement(NamedTuple):
    """A file on its way to new content; the paths are relative to the register's root.

    The times are those of the last change to the temporary files. A rename keeps them, so they show
    whether a file is still the one that this command wrote.
    """

    path: str
    new: str
    new_time: int
    old: str | None
    old_time: int | None


def write_all(
    root: Path,
    new: Mapping[str, bytes],
    read: Mapping[str, str],
    confirm: Callable[[], None] = lambda: None,
) -> None:
    """Write files below a folder, by path: all of them or none.

    ``read`` holds the digest of each file as it was read; a file without one must not exist yet.
    ``confirm`` is called under the lock, and raises an error where nothing may be written.
    """
    with _in_words(root):
        missing = [folder for folder in (root, *root.parents) if not folder.exists()]
        try:
            root.mkdir(parents=True, exist_ok=True)
            with locked(root):
                _recover(root)
                confirm()
                _replace(root, {_target(root, path, read.get(path)): new[path] for path in new})
        except BaseException:
            if missing:
                shutil.rmtree(root / LOCKS, ignore_errors=True)
            for folder in missing:
                with contextlib.suppress(OSError):
                    folder.rmdir()
            raise


def recover(root: Path) -> list[str]:
    """Put back what a killed writer had replaced; return the paths of those files."""
    if not store.was_interrupted(root):
        return []
    with _in_words(root), locked(root):
        return _recover(root)


@contextlib.contextmanager
def _in_words(root: Path) -> Iterator[None]:
    """Say in words what the system refuses."""
    try:
        yield
    except OSError as fault:
        raise ScrutinyError(
            f"{fault.filename or root} cannot be written: {fault.strerror or fault}",
            "check who may write there, or choose another folder",
        ) from None


def must_be_new(folder: Path) -> None:
    """Refuse a folder that is there and not empty, or that cannot be written in."""
    another = "name an empty or a new folder"
    here = "this folder" if folder == Path() else folder
    try:
        if folder.is_symlink():
            raise UsageError(
                f"{folder} is a link", "name the folder that it leads to, or a new one"
            )
        recover(folder)
        nearest = next(p for p in (folder, *folder.absolute().parents) if p.exists())
        if not nearest.is_dir():
            raise UsageError(f"{nearest} is a file", another)
        there = sorted(p.name for p in folder.iterdir()) if nearest == folder else []
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or fault
        raise ScrutinyError(f"{folder} cannot be used: {why}", another) from None
    if store.RECORDS in there:
        raise UsageError(f"{here} holds a register already", another)
    there = [name for name in there if name not in _NOTHING]
    if there := [name for name in there if not name.startswith(store.STAGED_PREFIX)]:
        more = len(there) - 3
        some = listed([*there[:3], f"{more} more"] if more > 0 else there)
        raise UsageError(f"{here} is not empty: it holds {some}", another)
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise ScrutinyError(
            f"you may not write in {nearest}", "choose another folder, or ask for permission"
        )


def _target(root: Path, path: str, read: str | None) -> Path:
    """Return the real place of a file; refuse one that is not as it was read."""
    real = store.real_path(root, root / path)
    if read is None:
        if os.path.lexists(root / path):
            raise StaleFile(path, "is there already")
    elif not real.is_file():
        raise StaleFile(path, "is no longer there")
    elif digest(real.read_bytes()) != read:
        raise StaleFile(path, "has changed since it was read")
    return real


def _replace(root: Path, targets: Mapping[Path, bytes]) -> None:
    """Replace files; where one cannot be, put back those that were replaced before."""
    root = Path(os.path.realpath(root))
    several, journal = len(targets) > 1, root / LOCKS / JOURNAL
    folders = {journal.parent, *map(store.nearest_folder, targets)}
    _clear(root, folders)
    replacements: list[Replacement] = []
    target = journal
    try:
        for target, raw in targets.items():
            replacements.append(_staged(root, target, raw, keep=several))
        if several:
            _write_journal(journal, replacements)
        for target, replacement in zip(targets, replacements, strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            (root / replacement.new).replace(target)
        for target in targets:
            store.sync_folder(target.parent)
        if several:  # from here on the change is made
            _write_journal(journal, [each._replace(new_time=MADE) for each in replacements])
    except BaseException as fault:
        left = _put_back(root, replacements, own=True)[1] if several else []
        if left:
            raise ScrutinyError(
                f"{target} cannot be written ({fault}), and {listed(left)} could not be put back",
                "run the command again: it first puts back what it can",
            ) from None
        _clear(root, folders, targets)
        if isinstance(fault, OSError):
            raise ScrutinyError(
                f"{target} cannot be written: {fault.strerror or fault}"
                + "; nothing was written" * several,
                "check who may write in that folder",
            ) from None
        raise
    _clear(root, folders)


def _write_journal(journal: Path, replacements: Sequence[Replacement]) -> None:
    store.stage(journal, json.dumps(replacements).encode()).replace(journal)
    with contextlib.suppress(OSError):
        store.sync_folder(journal.parent)


def _staged(root: Path, target: Path, raw: bytes, *, keep: bool) -> Replacement:
    """Write the new content of a file beside it; to ``keep`` the old content, that too."""
    new = store.stage(target, raw)
    old = store.stage(target, target.read_bytes()) if keep and target.exists() else None
    return Replacement(
        target.relative_to(root).as_posix(),
        new.relative_to(root).as_posix(),
        new.stat().st_mtime_ns,
        old.relative_to(root).as_posix() if old else None,
        old.stat().st_mtime_ns if old else None,
    )


MOST_OF_A_JOURNAL = 10_000_000


def _recover(root: Path) -> list[str]:
    """Put back what the journal names, under the lock; return the paths of those files."""
    root = Path(os.path.realpath(root))
    try:
        found = json.loads(store.content(root / LOCKS / JOURNAL, MOST_OF_A_JOURNAL))
        replacements = [Replacement(*entry) for entry in found]
        # Only what is inside the register, whoever wrote the journal.
        folders = {(root / each.new).parent for each in replacements}
        inside = all(Path(os.path.realpath(each)).is_relative_to(root) for each in folders)
    except (ScrutinyError, OSError, ValueError, TypeError):
        return []
    if not inside:
        return []
    restored, left = _put_back(root, replacements, own=False)
    if left:
        raise ScrutinyError(
            f"a command was stopped while it wrote, and {listed(left)} could not be put back",
            "check who may write there, or put the files back from git",
        )
    _clear(root, folders, (root / each.path for each in replacements))
    return restored


def _put_back(
    root: Path, replacements: Sequence[Replacement], *, own: bool
) -> tuple[list[str], list[str]]:
    """Undo replacements, last first; return the files put back, and those that could not be.

    Unless they are this command's ``own``, a file that somebody has changed since is left as it is.
    """
    restored: list[str] = []
    failed: list[str] = []
    for path, new, new_time, old, old_time in reversed(replacements):
        target = root / path
        if _time(root / new) is not None or not (own or _time(target) == new_time):
            continue
        try:
            if old is None:
                target.unlink()
            elif own or _time(root / old) == old_time:
                (root / old).replace(target)
            else:
                continue
            store.sync_folder(target.parent)
            restored.append(path)
        except OSError:
            failed.append(path)
    return restored, failed


def _time(path: Path) -> int | None:
    """Return when a file was last changed, in nanoseconds, or None where there is no file."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None


def _clear(root: Path, folders: Iterable[Path], targets: Iterable[Path] = ()) -> None:
    """Remove temporary files, empty folders of files that were not made, and then the journal.

    As long as something is left the journal is, so that the next command tries again.
    """
    with contextlib.suppress(OSError):
        for folder in filter(Path.is_dir, folders):
            for stray in folder.iterdir():
                if stray.match(f"{store.STAGED_PREFIX}*{store.STAGED_SUFFIX}"):
                    stray.unlink()
        for target in targets:
            _remove_empty(target.parent, root)
        (root / LOCKS / JOURNAL).unlink(missing_ok=True)


def _remove_empty(folder: Path, above: Path) -> None:
    """Remove a folder and those above it, up to another, as far as they are empty."""
    with contextlib.suppress(OSError):
        while folder != above:
            folder.rmdir()
            folder = folder.parent


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the lock of a folder: a register, or a site."""
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
    """Make the folder of locks, and have git leave it alone; refuse it where a link diverts it."""
    inside = (folder / name for name in (".gitignore", "register.lock", "holder.json", JOURNAL))
    for path in (folder, *inside):
        if os.path.realpath(path) != str(Path(os.path.realpath(path.parent), path.name)):
            raise ScrutinyError(f"{path} is a link; nothing was written", "remove it")
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
