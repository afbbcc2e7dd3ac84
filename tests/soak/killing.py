"""A command that writes is killed, or refused by the system, at each of its system calls.

``strace`` follows the command from the moment it would begin. Whatever happens to it, every file has
its old content or every file its new one, at the latest when the next command begins; what failed was
said in words, and nothing is left over. Linux only; the parts that mount a file system need root and
say so where they are left out.
"""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.files import saving
from tests.inside import scrutiny
from tests.registers import BASE, write_tree

LOG = "records/actions/2021.yaml"
OLD = b"# The log.\n- id: A-1\n  number: 1\n  action: Do it.  # soon\n"
ASKED = ("action", "update", "A-1", "--note", "Begun.", "--as-of", "2021-11-20", "--quiet")
RECOMMENDED = {
    f"records/recommendations/{name}.yaml": (
        "meeting: cyp-2021-11-23\ntext: That it be done.\nto: executive\n"
    )
    for name in ("rec-1", "rec-2")
}
SEVERAL = (
    *("recommendation", "notify", "rec-1", "rec-2", "--on", "2021-11-24"),
    *("--as-of", "2021-11-25", "--quiet"),
)
# Where the system may say no; the other calls take no harm or are not its to refuse.
REFUSABLE = (
    *("openat", "write", "fsync", "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir"),
    *(
        "ftruncate",
        "close",
        "chmod",
        "fchmod",
        "flock",
        "read",
        "lseek",
        "newfstatat",
        "getdents64",
    ),
)
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EINTR")


class Ended(NamedTuple):
    """How a command ended: its exit code (negative: the signal), its words, the files it changes."""

    code: int
    words: str
    contents: dict[str, bytes]


def register(root: Path) -> Path:
    """A register with a log of one action, and two recommendations in files of their own."""
    return write_tree(root, {**BASE, LOG: OLD, **RECOMMENDED})


def contents(root: Path) -> dict[str, bytes]:
    return {path: (root / path).read_bytes() for path in (LOG, *RECOMMENDED)}


@contextlib.contextmanager
def about_to_run(root: Path, asked: tuple[str, ...]) -> Iterator[tuple[int, socket.socket]]:
    """A process of its own, warm, that runs a command once it is sent a byte."""
    here, there = socket.socketpair()
    pid = os.fork()
    if not pid:
        code = 70
        try:
            there.recv(1)
            told = scrutiny(*asked, cwd=root)
            code = told.code
            with contextlib.suppress(OSError):
                there.send(f"{told.code}\n{told.err}".encode()[:60_000])
        finally:  # whatever happens, the child must not tidy up after its parent
            os._exit(code)
    there.close()
    try:
        yield pid, here
    finally:
        here.close()
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def traced(root: Path, asked: tuple[str, ...], *options: str) -> Ended:
    """Run a command under strace with some options, from its first call on."""
    with about_to_run(root, asked) as (pid, line):
        strace = subprocess.Popen(
            ["strace", "-qq", *options, "-p", str(pid)], stderr=subprocess.PIPE, text=True
        )
        status = Path(f"/proc/{pid}/status")
        while "TracerPid:\t0" in status.read_text():
            if strace.poll() is not None:  # killed while it waited, or not allowed to be followed
                why = strace.stderr.read() if strace.stderr else ""
                if why:
                    raise SystemExit(f"strace: {why}")
                break
            time.sleep(0.001)
        with contextlib.suppress(BrokenPipeError):  # killed while it waited
            line.send(b"x")
        line.settimeout(60)
        said = ""
        with contextlib.suppress(ConnectionResetError):
            said = line.recv(65_536).decode()
        _, status_ = os.waitpid(pid, 0)
        strace.wait(30)
    code = os.waitstatus_to_exitcode(status_)
    return Ended(code, said.partition("\n")[2], contents(root))


def calls(
    root: Path, asked: tuple[str, ...]
) -> tuple[Counter[str], Counter[str], dict[str, bytes]]:
    """How often each system call is made, how often before the lock is taken, the new contents."""
    with tempfile.NamedTemporaryFile("r") as log:
        ended = traced(root, asked, "-o", log.name)
        assert ended.code == 0, ended.words
        every, before = Counter[str](), Counter[str]()
        locked = False
        for row in Path(log.name).read_text().splitlines():
            found = re.match(r"(\w+)\(", row)
            locked = locked or "register.lock" in row
            if found:
                every[found[1]] += 1
                before[found[1]] += not locked
    return every, before, ended.contents


def trials(root: Path, command: tuple[str, ...]) -> Iterator[str]:
    """Every fault at every call: what went wrong, in words; nothing where all is well."""
    old = contents(register(root))
    every, before, new = calls(root, command)
    assert new != old
    counted: Counter[str] = Counter()
    asked = [(name, "signal=KILL", at) for name in sorted(every) for at in _range(0, every[name])]
    asked += [
        (name, f"error={error}", at)
        for name in REFUSABLE
        for error in ERRORS
        for at in _range(before[name], every[name])
    ]
    for name, fault, at in asked:
        register(root)
        where = f"{fault} at {name} number {at}"
        ended = traced(root, command, "-o", os.devnull, "-e", f"inject={name}:{fault}:when={at}")
        kind = "kills" if fault.startswith("signal") else fault
        found = ended.contents
        if found not in (old, new) and (kind == "kills" or "could not be put back" in ended.words):
            counted[f"{kind}: put back by the next command"] += 1
            saving.recover(root)
            found = contents(root)
        state = "old" if found == old else "new" if found == new else "TORN"
        counted[f"{kind}: {state} content"] += 1
        if state == "TORN":
            yield f"{where}: the files are neither old nor new"
        if not fault.startswith("signal"):
            counted[f"{fault}: exit {ended.code}"] += 1
            yield from _told(where, ended, state)
        yield from _next(root, where, command)
    print(f"  {len(asked)} trials at {sum(every.values())} calls")
    for name, number in sorted(counted.items()):
        print(f"  {number:5} {name}")


def _range(first: int, last: int) -> range:
    return range(first + 1, last + 1)


def _told(where: str, ended: Ended, state: str) -> Iterator[str]:
    if "fault of the tool" in ended.words or "Traceback" in ended.words:
        yield f"{where}: {ended.words}"
    if ended.code == 0 and state != "new":
        yield f"{where}: nothing was written, and nothing said"
    if ended.code not in (0, 1, 3) or (ended.code and not ended.words.strip()):
        yield f"{where}: exit {ended.code} with {ended.words!r}"


def _next(root: Path, where: str, command: tuple[str, ...] = ASKED) -> Iterator[str]:
    """The next command goes through, and nothing is left lying about."""
    told = scrutiny(*command, cwd=root)
    if told.code:
        yield f"{where}: the next command fails: {told.err}"
    strays = [path for path in root.rglob(".scrutiny-*") if path.name.endswith(".tmp")]
    strays += [path for path in root.glob(".scrutiny-locks/*") if path.name.endswith(".tmp")]
    if strays:
        yield f"{where}: left over: {strays}"


# -------------------------------------------------------------------- full and closed file systems


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of its own with so much room; none where that is not allowed."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        raise PermissionError("mounting needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def disks(folder: Path) -> Iterator[str]:
    """A disk filled up byte by byte, then one that may only be read."""
    build = ("agenda", "build", "2021-11-23", "--as-of", "2021-11-15", "--quiet")
    with small_disk(folder / "disk", "256k") as root:
        register(root)
        full = refused = 0
        for asked in (ASKED, build, ("meeting", "new", "2021-12-07", "--quiet")):
            for free in (0, 1, 2, 3, 4):  # blocks of 4 kB
                filler = root / "filler"
                _fill(filler, free * 4096)
                before = {p: p.read_bytes() for p in root.glob("records/**/*.yaml")}
                told = scrutiny(*asked, cwd=root)
                full += 1
                refused += told.code == 3
                if told.code not in (0, 2, 3) or "fault of the tool" in told.err:
                    yield f"{asked[0]} with {free} free blocks: exit {told.code}, {told.err}"
                if told.code and before != {p: p.read_bytes() for p in before}:
                    yield f"{asked[0]} with {free} free blocks: refused, and a record changed"
                if told.code == 3 and "No space left" not in told.err:
                    yield f"{asked[0]} with {free} free blocks: does not say why: {told.err}"
                filler.unlink()
        yield from _next(root, "after the full disk")
        subprocess.run(["mount", "-o", "remount,ro", str(root)], check=True)
        for asked in (ASKED, build):
            told = scrutiny(*asked, cwd=root)
            if told.code != 3 or "Read-only file system" not in told.err:
                yield f"{asked[0]} on a disk to read only: exit {told.code}, {told.err}"
        print(f"  {full} commands on a full disk, {refused} of them refused; 2 on a closed one")


def _fill(path: Path, free: int) -> None:
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    room = path.stat().st_size
    os.truncate(path, max(room - free, 0))


# ------------------------------------------------------------------------------ two clerks at once


def clerks(root: Path, edits: int) -> Iterator[str]:
    """Two clerks note progress on one action; each note is kept or refused in words."""
    register(root)
    started = time.perf_counter()
    results = []
    for name in ("one", "two"):
        reading, writing = os.pipe()
        if not os.fork():
            kept = []
            for number in range(edits):
                note = f"{name} {number}."
                asked = ("action", "update", "A-1", "--note", note, "--as-of", "2021-11-20", "-q")
                told = scrutiny(*asked, cwd=root)
                if told.code and not told.err.strip():
                    kept.append(f"silent {number}")
                kept += [note] if told.code == 0 else []
            os.write(writing, "\n".join(kept).encode())
            os._exit(0)
        os.close(writing)
        results.append(reading)
    kept = []
    for reading in results:
        with os.fdopen(reading, encoding="utf-8") as file:
            kept += file.read().splitlines()
    for _ in results:
        os.wait()
    text = (root / LOG).read_text()
    noted = re.findall(r"note: (\w+ \d+\.)", text)
    spent = time.perf_counter() - started
    print(
        f"  {2 * edits} edits in {spent:.0f} s: {len(noted)} kept, {2 * edits - len(kept)} refused"
    )
    if sorted(noted) != sorted(kept):
        yield f"{len(kept)} were said to be kept, {len(noted)} are there"
    yield from _next(root, "after two clerks")


def main() -> list[str]:
    """Run all of it; the faults found."""
    if not shutil.which("strace"):
        return ["strace is not installed, so no command was killed: `make soak` installs it"]
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        # Warm: what a command imports is there before it is followed.
        scrutiny(*ASKED, cwd=register(Path(folder) / "warm"))
        for words, command in (("one file", ASKED), ("two files", SEVERAL)):
            print(f"Killed and refused at each system call of an edit of {words}")
            faults += trials(Path(folder) / words, command)
        print("Full and closed disks")
        try:
            faults += disks(Path(folder))
        except PermissionError as why:
            print(f"  left out: {why}")
        print("Two clerks at once")
        faults += clerks(Path(folder) / "clerks", 200)
    return faults


if __name__ == "__main__":
    finds = main()
    for find in finds:
        print(f"FOUND {find}")
    sys.exit(bool(finds))
