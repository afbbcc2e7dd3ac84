"""Files: finding the register, reading its records, writing what was made from them."""

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scrutiny_cli import progress
from scrutiny_cli.documents.gate import MAX_BYTES
from scrutiny_cli.documents.problems import START, Problem, problem_at
from scrutiny_cli.documents.source import Source
from scrutiny_cli.errors import NoRegister, ScrutinyError
from scrutiny_cli.wording import did_you_mean, listed

RECORDS = "records"
PAPERS = "papers"
SETTINGS_FILE = "scrutiny.toml"
SUFFIXES = (".yaml", ".yml")
READ_SIZE = 65536
"""Few record files have as many bytes."""
LOCKS = ".scrutiny-locks"
"""The folder beside `records` for the lock of the register."""
JOURNAL = "unfinished.json"
"""What a command keeps in it while it replaces several files."""
STAGED_PREFIX, STAGED_SUFFIX = ".scrutiny-", ".tmp"
"""How the name of a temporary file begins and ends."""
# What an editor that adds its own ending makes of a record file.
_ALMOST = re.compile(r"(\.ya?ml)\.?(?:txt|text|bak|orig)\Z", re.IGNORECASE)


@dataclass
class Files:
    """The contents of the disk: the record files, the papers' names, the settings, and faults."""

    sources: list[Source] = field(default_factory=list)
    papers: set[str] = field(default_factory=set)
    settings: bytes | None = None
    faults: list[Problem] = field(default_factory=list)


def find_root(start: Path) -> Path:
    """The nearest folder, from ``start`` upwards, that holds ``records/``; else the only one below.

    Below, two levels are looked through: a repository may keep its register in a sub-folder.
    """
    for folder in (start, *start.parents):
        if (folder / RECORDS).is_dir():
            return folder
    below = sorted(
        folder.parents[1]
        for pattern in (f"*/{RECORDS}/committees", f"*/*/{RECORDS}/committees")
        for folder in start.glob(pattern)
        if not any(part.startswith(".") for part in folder.relative_to(start).parts)
    )
    if len(below) == 1:
        return below[0]
    if below:
        names = [folder.relative_to(start).as_posix() for folder in below]
        more = [f"{len(names) - 5} more"] * (len(names) > 6)
        raise ScrutinyError(
            f"there are {len(below)} registers below {start}: {listed([*names[: 5 if more else 6], *more])}",
            f"name one: --root {names[0]}",
        )
    raise NoRegister(
        f"there is no register here: no folder `{RECORDS}` in {start} or above it",
        "go to the register's folder, or name it: --root DIR",
    )


def repository_above(folder: Path) -> Path | None:
    """The git repository that a folder is part of without being its top."""
    if (folder / ".git").exists():
        return None
    return next((p for p in folder.absolute().parents if (p / ".git").exists()), None)


def must_hold_records(root: Path) -> None:
    """Refuse a folder without a register."""
    if not (root / RECORDS).is_dir():
        raise ScrutinyError(f"{root} holds no folder `{RECORDS}`", "check --root and SCRUTINY_ROOT")


def from_here(root: Path) -> str:
    """What leads from the current folder to the register: empty, ``reg/``, ``../`` or a whole path."""
    here, there = Path.cwd(), root.resolve()
    if there.is_relative_to(here) or here.is_relative_to(there):
        way = Path(os.path.relpath(there, here)).as_posix()
        return "" if way == "." else f"{way}/"
    return f"{there.as_posix().rstrip('/')}/"


def read(root: Path, kinds: frozenset[str], wanted: Callable[[str], bool] | None = None) -> Files:
    """Read every record file below ``records/``, in the order of their paths.

    ``wanted`` chooses by path; what it leaves out is not opened.
    """
    must_hold_records(root)
    files = Files()
    real_root = os.path.realpath(root)
    settings = os.fspath(root / SETTINGS_FILE)
    if os.path.lexists(settings):
        files.settings = _content(files, SETTINGS_FILE, settings, real_root)
    for path, entry in _walk(files, os.fspath(root / RECORDS)):
        if wanted is not None and not wanted(path):
            continue
        progress.step("Finding the records")
        parts = path.split("/", 2)
        if len(parts) > 2 and parts[1] == PAPERS:
            files.papers.add(path.removeprefix(f"{RECORDS}/"))
        elif path.lower().endswith(SUFFIXES):
            if len(parts) < 3 or parts[1] not in kinds:
                files.faults.append(_no_kind(path, parts, kinds))
            else:
                raw = _content(files, path, entry.path, real_root, plain=_is_plain(entry))
                if raw is not None:
                    files.sources.append(Source(path, raw))
        elif almost := _ALMOST.search(path):
            files.faults.append(_almost(path, almost[1], entry.path.removesuffix(almost[0])))
    if wanted is None and not (files.sources or files.faults):
        hint = "check that this is the right folder, or begin with `scrutiny init`"
        fault = problem_at(RECORDS, START, "no-records", "there are no records here", hint)
        files.faults.append(fault)
    files.sources.sort(key=lambda source: source.path)
    return files


def names(root: Path) -> list[str]:
    """The paths of all files below ``records/``, from the register's root; nothing is opened."""
    return [path for path, _ in _walk(Files(), os.fspath(root / RECORDS))]


def _walk(files: Files, top: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    folders = [(top, RECORDS)]
    while folders:
        folder, path = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as fault:
            message = f"the folder cannot be read: {fault.strerror}"
            hint = "check who may read it"
            files.faults.append(problem_at(path, START, "unreadable-file", message, hint))
            continue
        below = []
        for entry in entries:
            name = f"{path}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if name.lower().endswith(SUFFIXES) or not entry.is_dir():
                yield name, entry
            elif entry.is_symlink():
                message = "this is a link to a folder, and its files are not read"
                hint = "put the folder itself here"
                files.faults.append(problem_at(name, START, "unreadable-file", message, hint))
            else:
                below.append((entry.path, name))
        folders += reversed(below)


def _no_kind(path: str, parts: list[str], kinds: frozenset[str]) -> Problem:
    known = ", ".join(sorted(kinds))
    if len(parts) < 3:
        message = f"this file is not in the folder of a kind: {known}"
        return problem_at(path, START, "unknown-kind", message, "move it into the right folder")
    hint = did_you_mean(parts[1], kinds) or f"the folders are {known}"
    return problem_at(path, START, "unknown-kind", f"`{parts[1]}` is not a kind of record", hint)


def _almost(path: str, ending: str, name: str) -> Problem:
    """The problem of a file whose ending is not that of a record file, and of a copy beside one."""
    if os.path.lexists(name + ending):
        message = "this copy of a record file is not read"
        return problem_at(path, START, "copy-not-read", message, "remove it, or rename it")
    message = "this looks like a record file, but is not read"
    hint = f"rename it so that its name ends with {ending}"
    return problem_at(path, START, "file-not-read", message, hint)


def _is_plain(entry: "os.DirEntry[str]") -> bool:
    """Whether an entry is a file and no link, as its folder's listing tells without a look at it."""
    try:
        return entry.is_file(follow_symlinks=False)
    except OSError:
        return False


def _content(
    files: Files, path: str, where: str, real_root: str, *, plain: bool = False
) -> bytes | None:
    """The bytes of a file, or the fault why there are none; a ``plain`` one is known to be no link."""

    def refuse(why: str, hint: str) -> None:
        files.faults.append(problem_at(path, START, "unreadable-file", why, hint))

    try:
        if not plain:
            if os.path.islink(where):  # noqa: PTH114  # as text: a Path for each costs more than reading
                real = os.path.realpath(where)
                if os.path.commonpath([real, real_root]) != real_root:
                    why = "this is a link to a file outside the register"
                    refuse(why, "put the file itself here")
                    return None
            if not stat.S_ISREG(os.stat(where).st_mode):  # noqa: PTH116
                refuse("this is not a file that can be read", "put a text file here or remove it")
                return None
        return _bytes(where)
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "it cannot be opened"
        refuse(f"the file cannot be read: {why}", "check who may read it")
        return None


def _bytes(where: str) -> bytes:
    """The bytes of a file, or one more than a record file may have, in as few system calls as possible."""
    handle = os.open(where, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        raw = os.read(handle, READ_SIZE)
        # A network drive may give less than there is.
        while len(raw) <= MAX_BYTES and (more := os.read(handle, MAX_BYTES)):
            raw += more
        return raw[: MAX_BYTES + 1]
    finally:
        os.close(handle)


def content(path: Path, most: int) -> bytes:
    """The bytes of a file that somebody names, if it has no more than ``most``."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise ScrutinyError(f"{path} is not a file that can be read", "name a file")
        raw, size = b"", about.st_size
        if size <= most:
            with path.open("rb") as handle:
                raw = handle.read(most + 1)
                size = len(raw)
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or fault
        raise ScrutinyError(f"{path} cannot be read: {why}", "check its name and place") from None
    if size > most:
        raise ScrutinyError(f"{path} has more than {most // 1_000_000} MB", "name a smaller file")
    return raw


def write(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: beside it first, then in its place."""
    raw = content.encode("utf-8") if isinstance(content, str) else content
    try:
        if _is_device(path):  # nothing may take the place of /dev/null or of a pipe
            with contextlib.suppress(BrokenPipeError):  # a reader may stop early
                path.write_bytes(raw)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        staged = stage(path, raw)
        try:
            staged.replace(path)
        except BaseException:
            staged.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except OSError as fault:
        raise ScrutinyError(
            f"{path} cannot be written: {fault.strerror or fault}", way_out(path, fault)
        ) from None


def way_out(path: Path, fault: OSError) -> str:
    """Return what to do about a file that cannot be written: Windows keeps an open document."""
    program = {".docx": "Word", ".xlsx": "Excel", ".csv": "Excel"}.get(path.suffix.lower())
    if program and isinstance(fault, PermissionError) and path.exists():
        return f"if it is open in {program}, close it there and try again"
    return "check the folder and its permissions, or choose another place with --output"


def stage(path: Path, raw: bytes) -> Path:
    """Write what a file is to hold to a temporary file, from which a rename makes that file.

    It is in the folder of the file, or in the nearest one above it that exists.
    """
    handle, name = tempfile.mkstemp(
        prefix=STAGED_PREFIX, suffix=STAGED_SUFFIX, dir=nearest_folder(path)
    )
    staged = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        staged.chmod(_mode(path))
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    return staged


def was_interrupted(root: Path) -> bool:
    """Say whether a command was stopped while it replaced several files of a register."""
    try:
        return (root / LOCKS / JOURNAL).exists()
    except OSError:
        return False


def nearest_folder(path: Path) -> Path:
    """Return the folder of a file, or the nearest one above it that exists."""
    return next(folder for folder in path.parents if folder.is_dir())


def publish(path: Path, content: str | bytes) -> None:
    """Write a document; never over a register's own files, nor through a link out of a register."""
    registers = (folder for folder in path.absolute().parents if (folder / RECORDS).is_dir())
    root = next(registers, None)
    real = real_path(root, path) if root else Path(os.path.realpath(path))
    record = real.suffix.lower() in SUFFIXES and RECORDS in real.parts[:-1]
    if record or real.name == SETTINGS_FILE:
        raise ScrutinyError(
            f"{path} is where a register keeps its own; nothing was written",
            "name another place with --output",
        )
    write(path, content)


def pages_in(folder: Path) -> frozenset[str]:
    """Return the names of the web pages in a folder, without their suffix."""
    return frozenset(path.stem for path in folder.glob("*.html"))


def real_path(root: Path, path: Path) -> Path:
    """Return where a path of a register really leads; refuse one that leads out of it."""
    real = Path(os.path.realpath(path))
    if not real.is_relative_to(os.path.realpath(root)):
        raise ScrutinyError(
            f"{path} is behind a link that leads out of the register; nothing was written",
            "put the folder or file itself there, or name another place",
        )
    return real


def _is_device(path: Path) -> bool:
    """Whether a path is there and neither a file nor a folder, whatever links lead to it."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def append(path: Path, text: str) -> None:
    """Put text at the end of a file that others write to as well."""
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as fault:
        raise ScrutinyError(f"{path} cannot be written: {fault.strerror or fault}") from None


def _mode(path: Path) -> int:
    """The permissions of the file to be replaced, or those a new file gets."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def sync_folder(folder: Path) -> None:
    """Have the system keep the names in a folder, even where the power fails."""
    if os.name != "posix":  # other systems cannot open a folder to flush it
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
