"""Writing with others at work: nothing is lost, nothing is torn, nothing is left behind."""

import json
import os
import platform
import shutil
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
from scrutiny_cli.errors import ScrutinyError, UsageError
from scrutiny_cli.files import saving
from scrutiny_cli.files.store import JOURNAL, LOCKS

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


def save(path: Path, read: str | None, new: bytes) -> None:
    """Write one file of the register that holds it; without a digest it must be new."""
    root = path.parents[2]
    name = path.relative_to(root).as_posix()
    saving.write_all(root, {name: new}, {name: read} if read else {})


def below(root: Path) -> set[str]:
    """The files and empty folders below a folder, but for the lock's."""
    found = {path for path in root.rglob("*") if path.is_file() or not any(path.iterdir())}
    return {path.relative_to(root).as_posix() for path in found if LOCKS not in path.parts}


def strays(path: Path) -> list[Path]:
    return list(path.parents[2].rglob(".scrutiny-*.tmp"))


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


def test_file_is_replaced_and_nothing_is_left_beside_it(log: Path) -> None:
    save(log, digest(log), b"log: [x]\n")
    assert log.read_bytes() == b"log: [x]\n"
    assert strays(log) == []
    locks = log.parents[2] / LOCKS
    assert (locks / ".gitignore").read_text() == "*\n"
    assert not (locks / "holder.json").exists()


def test_file_that_changed_since_it_was_read_is_left_alone(log: Path) -> None:
    read = digest(log)
    log.write_bytes(b"log: [somebody else's]\n")
    with pytest.raises(saving.StaleFile, match="changed since it was read") as refusal:
        save(log, read, b"log: [mine]\n")
    assert refusal.value.hint == "run the command again"
    assert log.read_bytes() == b"log: [somebody else's]\n"


def test_file_that_is_no_longer_there_is_not_written_again(log: Path) -> None:
    read = digest(log)
    log.unlink()
    with pytest.raises(saving.StaleFile, match="no longer there"):
        save(log, read, b"log: [mine]\n")
    assert not log.exists()


def test_new_file_never_replaces_another(log: Path) -> None:
    with pytest.raises(ScrutinyError, match="there already"):
        save(log, None, b"log: [mine]\n")
    assert log.read_bytes().startswith(b"# The log.")


def test_new_file_gets_the_folders_it_needs(log: Path) -> None:
    root = log.parents[2]
    saving.write_all(root, {"records/meetings/2022/m.yaml": b"id: m\n"}, {})
    assert (root / "records/meetings/2022/m.yaml").read_bytes() == b"id: m\n"


@posix
def test_link_inside_the_register_stays_and_its_file_is_replaced(log: Path) -> None:
    link = log.with_name("link.yaml")
    link.symlink_to(log)
    save(link, digest(link), b"log: [x]\n")
    assert link.is_symlink()
    assert log.read_bytes() == b"log: [x]\n"


@posix
@pytest.mark.parametrize("to", ["2021.yaml", "nowhere.yaml", "link.yaml"])
def test_new_file_does_not_follow_a_link(to: str, log: Path) -> None:
    log.with_name("link.yaml").symlink_to(log.with_name(to))
    with pytest.raises(ScrutinyError, match="there already"):
        save(log.with_name("link.yaml"), None, b"id: x\n")
    assert sorted(path.name for path in log.parent.iterdir()) == ["2021.yaml", "link.yaml"]
    assert log.read_bytes().startswith(b"# The log.")


# ------------------------------------------------------------------- links out of the register


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside the register, with a file that nobody may write."""
    folder = tmp_path_factory.mktemp("outside")
    (folder / "precious").write_text("precious")
    return folder


@posix
@pytest.mark.parametrize("part", ["records", "records/actions", "records/actions/2021.yaml"])
def test_nothing_is_written_through_a_link_out_of_the_register(
    part: str, log: Path, outside: Path
) -> None:
    root = log.parents[2]
    (root / part).rename(outside / "moved")
    (root / part).symlink_to(outside / "moved")
    before = below(outside), log.read_bytes()
    for name, read in (("2021.yaml", digest(log)), ("new.yaml", None)):
        if name == "new.yaml" and part.endswith(".yaml"):
            continue
        with pytest.raises(ScrutinyError, match="leads out of the register"):
            save(log.with_name(name), read, b"log: [x]\n")
    assert (below(outside), log.read_bytes()) == before


@posix
@pytest.mark.parametrize("name", [".gitignore", "holder.json", "register.lock", JOURNAL, ""])
def test_lock_that_a_link_leads_elsewhere_is_refused(name: str, log: Path, outside: Path) -> None:
    locks = log.parents[2] / LOCKS
    if name:
        locks.mkdir()
        (locks / name).symlink_to(outside / "precious")
    else:
        locks.symlink_to(outside)
    with pytest.raises(ScrutinyError, match="is a link; nothing was written"):
        save(log, digest(log), b"log: [x]\n")
    assert below(outside) == {"precious"}
    assert (outside / "precious").read_text() == "precious"
    assert log.read_bytes().startswith(b"# The log.")


# ---------------------------------------------------------------------- several files of a change

SEVERAL = {
    "records/actions/2021.yaml": b"log: [x]\n",
    "records/meetings/2022/m.yaml": b"id: m\n",
    "records/people/ash.yaml": b"id: ash\n",
}


@pytest.fixture
def register(log: Path) -> Path:
    """A register with two of the three files that are to be written."""
    ash = log.parents[1] / "people" / "ash.yaml"
    ash.parent.mkdir()
    ash.write_bytes(b"id: old\n")
    return log.parents[2]


def contents(root: Path) -> dict[str, bytes]:
    return {path: (root / path).read_bytes() for path in SEVERAL if (root / path).exists()}


def digests(root: Path) -> dict[str, str]:
    return {path: sources.digest(raw) for path, raw in contents(root).items()}


def test_several_files_are_written_together(register: Path) -> None:
    saving.write_all(register, SEVERAL, digests(register))
    assert contents(register) == SEVERAL
    assert below(register) == set(SEVERAL)


@pytest.mark.parametrize("stale", ["records/actions/2021.yaml", "records/people/ash.yaml"])
def test_one_file_that_changed_keeps_all_from_being_written(stale: str, register: Path) -> None:
    read = digests(register)
    (register / stale).write_bytes(b"log: [somebody else's]\n")
    before = contents(register)
    with pytest.raises(saving.StaleFile):
        saving.write_all(register, SEVERAL, read)
    assert contents(register) == before


@pytest.mark.parametrize("place", range(3))
def test_one_file_that_cannot_be_replaced_puts_back_all_others(
    place: int, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, files = contents(register), below(register)
    replace, refused = Path.replace, register / list(SEVERAL)[place]

    def full(path: Path, target: Path) -> Path:
        if target == refused and sources.digest(path.read_bytes()) == sources.digest(
            SEVERAL[target.relative_to(register).as_posix()]
        ):
            raise OSError(28, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ScrutinyError) as refusal:
        saving.write_all(register, SEVERAL, digests(register))
    assert str(refusal.value) == (
        f"{refused} cannot be written: No space left on device; nothing was written"
    )
    assert (contents(register), below(register)) == (before, files)
    assert not (register / LOCKS / JOURNAL).exists()


def test_change_that_can_neither_be_made_nor_undone_is_undone_by_the_next_command(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(register)
    replace, calls = Path.replace, 0

    def broken(path: Path, target: Path) -> Path:
        nonlocal calls
        calls += LOCKS not in target.parts
        if calls > 1:
            raise OSError(5, "Input/output error")
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", broken)
        with pytest.raises(ScrutinyError, match=r"2021\.yaml could not be put back") as refusal:
            saving.write_all(register, SEVERAL, digests(register))
    assert refusal.value.hint == "run the command again: it first puts back what it can"
    assert contents(register) != before
    assert saving.recover(register) == ["records/actions/2021.yaml"]
    assert contents(register) == before
    assert saving.recover(register) == []


# A writer that dies before it replaces the file at a place, or at the end, before it clears up.
DIES = """
    import json, os, sys
    from pathlib import Path
    from scrutiny_cli.files import saving, store

    root, place = Path(sys.argv[1]), int(sys.argv[2])
    new = {path: text.encode() for path, text in json.loads(sys.argv[3]).items()}
    replace, calls = Path.replace, 0

    def dying(path, target):
        global calls
        if store.LOCKS not in Path(target).parts:
            if calls == place:
                os._exit(9)
            calls += 1
        return replace(path, target)

    Path.replace = dying
    clear = saving._clear
    saving._clear = lambda *args: os._exit(9) if calls == len(new) else clear(*args)
    saving.write_all(root, new, json.loads(sys.argv[4]))
"""


def killed(root: Path, place: int) -> None:
    """Have a writer die when it has replaced so many files."""
    texts = {path: raw.decode() for path, raw in SEVERAL.items()}
    process = run(DIES, root, place, json.dumps(texts), json.dumps(digests(root)))
    process.communicate(timeout=60)
    assert process.returncode == 9


@pytest.mark.parametrize("place", range(3))
def test_what_a_killed_writer_had_replaced_is_put_back(place: int, register: Path) -> None:
    before, files = contents(register), below(register)
    killed(register, place)
    assert len(set(contents(register).items()) - set(before.items())) == place
    assert sorted(saving.recover(register)) == sorted(SEVERAL)[:place]
    assert (contents(register), below(register)) == (before, files)


def test_next_writer_puts_back_what_a_killed_one_had_replaced(register: Path) -> None:
    read = digests(register)
    killed(register, 2)
    saving.write_all(register, SEVERAL, read)
    assert contents(register) == SEVERAL


def test_backups_that_a_killed_writer_left_are_removed_by_the_next_command(register: Path) -> None:
    """It was killed when the change was made, before it removed what it had kept."""
    killed(register, 3)
    made = contents(register)
    assert made == SEVERAL
    assert strays(register / "records/actions/2021.yaml")
    assert saving.recover(register) == []
    assert contents(register) == made
    assert below(register) == set(SEVERAL)
    assert not (register / LOCKS / JOURNAL).exists()


def test_file_changed_by_hand_since_a_writer_was_killed_is_left_alone(register: Path) -> None:
    killed(register, 2)
    log = register / "records/actions/2021.yaml"
    os.utime(log, ns=(1, 1))
    log.write_bytes(b"log: [by hand]\n")
    assert saving.recover(register) == ["records/meetings/2022/m.yaml"]
    assert log.read_bytes() == b"log: [by hand]\n"


def test_journal_that_came_with_the_files_puts_nothing_back(
    register: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As in a pull request that brings the journal, and files that it would have put back."""
    killed(register, 2)
    copy = tmp_path_factory.mktemp("copy") / "register"
    shutil.copytree(register, copy, copy_function=shutil.copy)
    brought = contents(copy)
    assert saving.recover(copy) == []
    assert contents(copy) == brought


@pytest.mark.parametrize(
    "journal",
    ["", "{", "[[1]]", "{}", '[["../x", "../x.tmp", 1, null, null]]', '[["a", "b", 1, "c"]]'],
)
def test_journal_that_is_none_is_passed_over(journal: str, register: Path) -> None:
    (register / LOCKS).mkdir()
    (register / LOCKS / JOURNAL).write_text(journal)
    before = below(register)
    assert saving.recover(register) == []
    assert below(register) == before


# ------------------------------------------------------------------------------ a new register


def test_new_folder_that_cannot_be_filled_is_removed_again(tmp_path: Path) -> None:
    """The second file cannot be where the first is a file."""
    files = {"records": b"a file", "records/x.yaml": b"id: x\n"}
    with pytest.raises(ScrutinyError, match="cannot be written"):
        saving.write_all(tmp_path / "new" / "register", files, {})
    assert list(tmp_path.iterdir()) == []


@posix
def test_files_of_an_empty_folder_stay_when_the_new_ones_are_removed(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/main\n")
    names = [*(f"{name}.md" for name in "abcdefgh"), "records/x.yaml", ".git/HEAD/x"]
    with pytest.raises(ScrutinyError, match="cannot be written"):
        saving.write_all(tmp_path, dict.fromkeys(names, b""), {})
    assert below(tmp_path) == {".git/HEAD"}


def test_folder_that_a_killed_writer_was_filling_counts_as_empty(tmp_path: Path) -> None:
    killed(tmp_path / "new", 2)
    assert (tmp_path / "new/records").is_dir()
    saving.must_be_new(tmp_path / "new")
    assert below(tmp_path / "new") == set()


@posix
def test_link_that_leads_in_a_circle_cannot_hold_a_register(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(UsageError, match="loop is a link") as refused:
        saving.must_be_new(loop)
    assert refused.value.hint == "name the folder that it leads to, or a new one"
    with pytest.raises(ScrutinyError, match="below cannot be written: ") as unwritten:
        saving.write_all(loop / "below", {"scrutiny.toml": b""}, {})
    assert unwritten.value.hint == "check who may write there, or choose another folder"


# ------------------------------------------------------------------------------------ the rest


@posix
def test_permissions_of_a_replaced_file_stay(log: Path) -> None:
    log.chmod(0o640)
    save(log, digest(log), b"log: [x]\n")
    assert log.stat().st_mode & 0o777 == 0o640


def test_temporary_files_of_killed_writers_are_removed(log: Path) -> None:
    left = log.parent / ".scrutiny-abc.tmp"
    for other in (left, log.parent / ".other.tmp", log.parent / "x.tmp"):
        other.write_text("half")
    save(log, digest(log), b"log: [x]\n")
    assert strays(log) == []
    assert (log.parent / ".other.tmp").exists()


HOLD = """
    import sys
    from pathlib import Path
    from scrutiny_cli.files import saving
    with saving.locked(Path(sys.argv[1])):
        print("held", flush=True)
        sys.stdin.readline() if len(sys.argv) > 2 else __import__("time").sleep(60)
"""


@pytest.fixture
def holder(log: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the register's lock."""
    process = run(HOLD, log.parents[2])
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_writer_that_waits_too_long_learns_who_holds_the_lock(
    log: Path, holder: "subprocess.Popen[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "WAIT", 0.2)
    with pytest.raises(ScrutinyError) as refusal:
        save(log, digest(log), b"log: [x]\n")
    assert f"process {holder.pid} on {platform.node()}" in str(refusal.value)
    (log.parents[2] / LOCKS / "holder.json").write_text("half a w")
    with pytest.raises(ScrutinyError, match="another process"):
        save(log.with_name("new.yaml"), None, b"id: x\n")
    assert log.read_bytes().startswith(b"# The log.")
    assert saving.WAIT < 10


def test_lock_of_a_killed_process_is_free(
    log: Path, holder: "subprocess.Popen[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    holder.kill()
    holder.wait()
    monkeypatch.setattr(saving, "WAIT", 5)
    save(log, digest(log), b"log: [x]\n")
    assert log.read_bytes() == b"log: [x]\n"


WRITER = """
    import sys
    from pathlib import Path
    from scrutiny_cli.files import saving
    from scrutiny_cli.documents import source as sources
    from scrutiny_cli.edits import Append, apply
    path, name, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    file, stale = path.relative_to(path.parents[2]).as_posix(), 0
    for index in range(number):
        while True:
            raw = path.read_bytes()
            try:
                new = apply(raw, [Append(("log",), f"{name} {index}")])
                saving.write_all(path.parents[2], {file: new}, {file: sources.digest(raw)})
                break
            except saving.StaleFile:
                stale += 1
    print(stale)
"""


@pytest.mark.slow
def test_two_processes_that_write_lose_nothing(log: Path) -> None:
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


def test_threads_that_write_lose_nothing(log: Path) -> None:
    def work() -> None:
        for _ in range(20):
            while True:
                raw = log.read_bytes()
                try:
                    save(log, sources.digest(raw), raw + b"#\n")
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

    file = path.relative_to(path.parents[2]).as_posix()

    def save(read, new):
        saving.write_all(path.parents[2], {file: new}, {file: sources.digest(read)})

    def content(number):
        return f"{number}\\n".encode() + bytes([97 + number % 26]) * (number * 997 % 60_000)

    def write_for_ever():
        raw = path.read_bytes()
        while True:
            new = content(int(raw.split(b"\\n")[0]) + 1)
            save(raw, new)
            raw = new

    path.write_bytes(content(0))
    started = time.perf_counter()
    for _ in range(10):
        raw = path.read_bytes()
        save(raw, content(int(raw.split(b"\\n")[0]) + 1))
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
    save(raw, content(1))
    print(torn, left, int(raw.split(b"\\n")[0]), len(list(path.parent.glob(".scrutiny-*"))))
"""


@pytest.mark.slow
@posix
def test_killed_writer_leaves_the_old_or_the_new_content(log: Path) -> None:
    torn, left, number, remaining = map(int, done(run(KILLER, log, 150, 1)).split())
    assert torn == 0
    assert left > 0, "no kill fell into a write, so this proved nothing"
    assert number > 20, "hardly a write got through, so this proved little"
    assert remaining == 0


def test_lock_that_cannot_be_made_gives_a_message(log: Path) -> None:
    (log.parents[2] / LOCKS).write_text("a file where the folder should be")
    with pytest.raises(ScrutinyError, match="cannot be used") as refusal:
        save(log, digest(log), b"log: [x]\n")
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
    root = path.parents[2]
    read = {"records/actions/2021.yaml": sources.digest(raw)}
    for attempt in (lambda: saving.write_all(root, dict.fromkeys(read, b"x: y\\n"), read),
                    lambda: saving.write_all(root, {"records/actions/new.yaml": b""}, {})):
        try:
            attempt()
        except ScrutinyError as refusal:
            print(refusal)
"""


@posix
@pytest.mark.parametrize("locks", [False, True])
def test_folder_that_is_read_only_gives_a_message(locks: bool) -> None:
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "records" / "actions"
        folder.mkdir(parents=True)
        path = folder / "2021.yaml"
        path.write_bytes(b"a: b\n")
        if locks:
            (Path(root) / LOCKS).mkdir(mode=0o777)
            (Path(root) / LOCKS).chmod(0o777)
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


def test_holder_of_the_lock_is_named_without_control_characters(tmp_path: Path) -> None:
    holder = tmp_path / "holder.json"
    holder.write_text(json.dumps({"pid": 5, "host": "\x1b[2J"}))
    assert saving._whom(holder) == "process 5 on \\u001b[2J"
