"""Saving with others at work: nothing is lost, nothing is torn, nothing is left lying about."""

import json
import os
import platform
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrutiny_cli.documents import parse
from scrutiny_cli.documents import source as sources
from scrutiny_cli.documents.source import Source
from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.files import saving

posix = pytest.mark.skipif(os.name != "posix", reason="needs fork and signals")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """An empty log in a register of its own."""
    path = tmp_path / "records" / "actions" / "2021.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"# The log.\nlog: []  # nothing yet\n")
    return path


def digest(path: Path) -> str:
    return sources.digest(path.read_bytes())


def strays(path: Path) -> list[Path]:
    return list(path.parent.glob(".scrutiny-*"))


def run(code: str, *arguments: object) -> "subprocess.Popen[str]":
    """A process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def done(process: "subprocess.Popen[str]") -> str:
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return out


def test_a_file_is_replaced(log: Path) -> None:
    saving.save(log, digest(log), b"log: [x]\n")
    assert log.read_bytes() == b"log: [x]\n"
    assert strays(log) == []
    locks = log.parents[2] / saving.LOCKS
    assert (locks / ".gitignore").read_text() == "*\n"
    assert not (locks / "holder.json").exists()


def test_a_file_that_changed_meanwhile_is_left_alone(log: Path) -> None:
    read = digest(log)
    log.write_bytes(b"log: [somebody else's]\n")
    with pytest.raises(saving.StaleFile, match="changed since it was read") as refusal:
        saving.save(log, read, b"log: [mine]\n")
    assert refusal.value.hint == "run the command again"
    assert log.read_bytes() == b"log: [somebody else's]\n"


def test_a_file_that_has_gone_is_not_made_again(log: Path) -> None:
    read = digest(log)
    log.unlink()
    with pytest.raises(saving.StaleFile, match="no longer there"):
        saving.save(log, read, b"log: [mine]\n")
    assert not log.exists()


def test_a_new_file_never_takes_the_place_of_another(log: Path) -> None:
    with pytest.raises(ScrutinyError, match="there already"):
        saving.create(log, b"log: [mine]\n")
    assert log.read_bytes().startswith(b"# The log.")
    new = log.parents[1] / "meetings" / "2022" / "m.yaml"
    saving.create(new, b"id: m\n")
    assert new.read_bytes() == b"id: m\n"


@posix
def test_a_link_stays_a_link(log: Path) -> None:
    link = log.with_name("link.yaml")
    link.symlink_to(log)
    saving.save(link, digest(link), b"log: [x]\n")
    assert link.is_symlink()
    assert log.read_bytes() == b"log: [x]\n"
    with pytest.raises(ScrutinyError, match="is a link"):
        saving.create(link, b"")
    broken = log.with_name("broken.yaml")
    broken.symlink_to(log.with_name("nowhere.yaml"))
    with pytest.raises(ScrutinyError, match="is a link"):
        saving.create(broken, b"")
    circle = log.with_name("circle.yaml")
    circle.symlink_to(circle)
    with pytest.raises(ScrutinyError):
        saving.save(circle, "", b"")


@posix
def test_the_permissions_stay(log: Path) -> None:
    log.chmod(0o640)
    saving.save(log, digest(log), b"log: [x]\n")
    assert log.stat().st_mode & 0o777 == 0o640


def test_outside_a_register_the_folder_has_its_own_lock(tmp_path: Path) -> None:
    path = tmp_path / "alone.yaml"
    saving.create(path, b"a: 1\n")
    saving.save(path, digest(path), b"a: 2\n")
    assert path.read_bytes() == b"a: 2\n"
    assert (tmp_path / saving.LOCKS).is_dir()


def test_what_killed_writers_left_is_swept(log: Path) -> None:
    left = log.parent / ".scrutiny-abc.tmp"
    for other in (left, log.parent / ".other.tmp", log.parent / "x.tmp"):
        other.write_text("half")
    saving.sweep(log.parent)
    assert not left.exists()
    assert (log.parent / ".other.tmp").exists()
    left.write_text("half")
    saving.save(log, digest(log), b"log: [x]\n")
    assert strays(log) == []
    saving.sweep(log.parent / "nowhere")


HOLD = """
    import sys
    from pathlib import Path
    from scrutiny_cli.files import saving
    with saving._lock(Path(sys.argv[1])):
        print("held", flush=True)
        sys.stdin.readline() if len(sys.argv) > 2 else __import__("time").sleep(60)
"""


@pytest.fixture
def holder(log: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the register's lock."""
    process = run(HOLD, log.parent)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_whoever_waits_too_long_learns_for_whom(
    log: Path, holder: "subprocess.Popen[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "WAIT", 0.2)
    with pytest.raises(ScrutinyError) as refusal:
        saving.save(log, digest(log), b"log: [x]\n")
    assert f"process {holder.pid} on {platform.node()}" in str(refusal.value)
    (log.parents[2] / saving.LOCKS / "holder.json").write_text("half a w")
    with pytest.raises(ScrutinyError, match="another process"):
        saving.create(log.with_name("new.yaml"), b"id: x\n")
    assert log.read_bytes().startswith(b"# The log.")
    assert saving.WAIT < 10


def test_the_lock_of_a_killed_process_is_free(
    log: Path, holder: "subprocess.Popen[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    holder.kill()
    holder.wait()
    monkeypatch.setattr(saving, "WAIT", 5)
    saving.save(log, digest(log), b"log: [x]\n")
    assert log.read_bytes() == b"log: [x]\n"


WRITER = """
    import sys
    from pathlib import Path
    from scrutiny_cli.files import saving
    from scrutiny_cli.documents import source as sources
    from scrutiny_cli.edits import Append, apply
    path, name, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    stale = 0
    for index in range(number):
        while True:
            raw = path.read_bytes()
            try:
                saving.save(path, sources.digest(raw), apply(raw, [Append(("log",), f"{name} {index}")]))
                break
            except saving.StaleFile:
                stale += 1
    print(stale)
"""


@pytest.mark.slow
def test_two_writers_lose_nothing(log: Path) -> None:
    writers = [run(WRITER, log, name, 60) for name in ("one", "two")]
    for writer in writers:
        done(writer)
    text = log.read_text()
    assert text.startswith("# The log.\nlog:  # nothing yet\n")
    entries = parse(Source("", log.read_bytes())).data["log"]
    for name in ("one", "two"):
        assert [e for e in entries if e.startswith(name)] == [f"{name} {i}" for i in range(60)]
    assert len(entries) == 120
    assert strays(log) == []


def test_two_threads_lose_nothing(log: Path) -> None:
    def work() -> None:
        for _ in range(20):
            while True:
                raw = log.read_bytes()
                try:
                    saving.save(log, sources.digest(raw), raw + b"#\n")
                    break
                except saving.StaleFile:
                    continue

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert log.read_bytes().count(b"#\n") == 60


# One process that forks writers and kills them; each file holds its length and one letter.
KILLER = """
    import os, random, signal, sys, time
    from pathlib import Path
    from scrutiny_cli.files import saving
    from scrutiny_cli.documents import source as sources

    path, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)

    def content(number):
        return f"{number}\\n".encode() + bytes([97 + number % 26]) * (number * 997 % 60_000)

    def write_for_ever():
        raw = path.read_bytes()
        while True:
            new = content(int(raw.split(b"\\n")[0]) + 1)
            saving.save(path, sources.digest(raw), new)
            raw = new

    path.write_bytes(content(0))
    started = time.perf_counter()
    for _ in range(10):
        raw = path.read_bytes()
        saving.save(path, sources.digest(raw), content(int(raw.split(b"\\n")[0]) + 1))
    pace = (time.perf_counter() - started) / 10
    raw = path.read_bytes()

    torn = left = 0
    for _ in range(kills):
        child = os.fork()
        if not child:
            write_for_ever()
        before = raw
        time.sleep(chance.uniform(0, 2) * pace)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raw = path.read_bytes()
        pace *= 1.2 if raw == before else 0.85  # so that about half of them get through
        torn += raw != content(int(raw.split(b"\\n")[0]))
        left += any(path.parent.glob(".scrutiny-*.tmp"))
    raw = path.read_bytes()
    saving.save(path, sources.digest(raw), content(1))
    print(torn, left, int(raw.split(b"\\n")[0]), len(list(path.parent.glob(".scrutiny-*"))))
"""


@pytest.mark.slow
@posix
def test_a_killed_writer_leaves_the_old_or_the_new(log: Path) -> None:
    torn, left, number, remaining = map(int, done(run(KILLER, log, 150, 1)).split())
    assert torn == 0
    assert left > 0, "no kill fell into a write, so this proved nothing"
    assert number > 20, "hardly a write got through, so this proved little"
    assert remaining == 0


def test_locks_that_cannot_be_made_give_a_message(log: Path) -> None:
    (log.parents[2] / saving.LOCKS).write_text("a file where the folder should be")
    with pytest.raises(ScrutinyError, match="cannot be used") as refusal:
        saving.save(log, digest(log), b"log: [x]\n")
    assert refusal.value.hint
    assert log.read_bytes().startswith(b"# The log.")


READ_ONLY = """
    import os, sys
    from pathlib import Path
    from scrutiny_cli.files import saving
    from scrutiny_cli.documents import source as sources
    from scrutiny_cli.errors import ScrutinyError
    path = Path(sys.argv[1])
    with open(os.devnull) as _:
        raw = path.read_bytes()
    if not os.geteuid():  # nothing is closed to the superuser
        os.setegid(65534)
        os.seteuid(65534)
    for attempt in (lambda: saving.save(path, sources.digest(raw), b"x: y\\n"),
                    lambda: saving.create(path.with_name("new.yaml"), b"x: y\\n")):
        try:
            attempt()
        except ScrutinyError as refusal:
            print(refusal)
"""


@posix
@pytest.mark.parametrize("locks", [False, True])
def test_a_folder_that_is_read_only_gives_a_message(locks: bool) -> None:
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "records" / "actions"
        folder.mkdir(parents=True)
        path = folder / "2021.yaml"
        path.write_bytes(b"a: b\n")
        if locks:
            (Path(root) / saving.LOCKS).mkdir(mode=0o777)
            (Path(root) / saving.LOCKS).chmod(0o777)
        for closed in (Path(root), folder):
            closed.chmod(0o555)
        try:
            first, second = done(run(READ_ONLY, path)).splitlines()
        finally:
            for closed in (Path(root), folder):
                closed.chmod(0o755)
        assert "Permission denied" in first
        assert "Permission denied" in second
        assert path.read_bytes() == b"a: b\n"
        assert [each.name for each in folder.iterdir()] == ["2021.yaml"]


def test_the_holder_is_told_without_control_characters(tmp_path: Path) -> None:
    holder = tmp_path / "holder.json"
    holder.write_text(json.dumps({"pid": 5, "host": "\x1b[2J"}))
    assert saving._whom(holder) == "process 5 on \\u001b[2J"
