"""Very many files are parsed by a second process: the same documents, whatever becomes of it."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from scrutiny_cli.documents.source import Source
from scrutiny_cli.workspace import reading
from tests.sample import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a second process is for Linux")

# A process of its own: a copy of one that has threads, as the tests' has, would not be safe.
SETTING = """
import json, os, signal, sys
from pathlib import Path
from scrutiny_cli.documents import parse
from scrutiny_cli.documents.source import Source
from scrutiny_cli.files import second_process
from scrutiny_cli.workspace import reading

files = sorted((Path(sys.argv[1]) / "records").rglob("*.yaml"))
sources = [Source(f"records/{n}.yaml", file.read_bytes()) for n, file in enumerate(files)]
for n, raw in enumerate((b"a: [b\\n", b"a: \\xff\\n", b"a: &x b\\n", b"")):
    sources[n + 3::9] = [Source("records/odd.yaml", raw)] * len(sources[n + 3::9])
alone = [parse(source) for source in sources]
reading.MIN_BYTES_FOR_TWO, reading.BATCH = 0, 3000
os.sched_getaffinity = lambda _: {0, 1}


def is_same():
    return [(d.source, d.text, d.data, d.refusals, d.span(())) for d in reading.documents(sources)] == [
        (d.source, d.text, d.data, d.refusals, d.span(())) for d in alone
    ]


def is_alone():
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


def is_first(own=os.getpid()):
    return os.getpid() == own


def refuse(*_):
    raise BlockingIOError("no more")
"""


def outcome(lines: str, **options: Any) -> Any:
    """What some lines print as JSON, in a process in which files are parsed by two."""
    done = subprocess.run(
        [sys.executable, "-c", SETTING + lines, str(ROOT)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
        timeout=60,
        **options,
    )
    return json.loads(done.stdout)


def test_second_process_answers_for_every_batch() -> None:
    counted = """
answers = []
ahead = second_process.ahead
second_process.ahead = lambda items: map(lambda item: answers.append(item) or item, ahead(items))
print(json.dumps([is_same(), len(answers), len(list(reading._batches(sources))), is_alone()]))
"""
    same, answers, batches, alone = outcome(counted)
    assert same
    assert answers == batches > 9
    assert alone


TROUBLE = {
    "ends": "reading.parse = lambda source: parse(source) if is_first() else os._exit(1)",
    "fails": "reading.parse = lambda source: parse(source) if is_first() else 1 / 0",
    "is killed": """
turns = []
def parsed(source):
    turns.append(source)
    if len(turns) > 10 and not is_first():
        os.kill(os.getpid(), 9)
    return parse(source)
reading.parse = parsed
""",
    "cannot start": "os.fork = refuse",
    "has a small pipe": "second_process.fcntl.fcntl = refuse",
    "ends unheard": "signal.signal(signal.SIGCHLD, signal.SIG_IGN)",
}


@pytest.mark.parametrize("trouble", TROUBLE.values(), ids=TROUBLE)
def test_documents_are_the_same_whatever_becomes_of_second_process(trouble: str) -> None:
    assert outcome(f"{trouble}\nprint(json.dumps([is_same(), is_alone()]))") == [True, True]


def test_second_process_ends_when_reading_is_broken_off() -> None:
    lines = """
some = reading.documents(sources)
next(some)
some.close()
print(json.dumps(is_alone()))
"""
    assert outcome(lines)


def test_second_process_ends_when_the_first_is_killed() -> None:
    """Both hold the writing end of a pipe; the other end sees when neither does any more."""
    reading_end, writing_end = os.pipe()
    lines = "next(reading.documents(sources * 99))\nprint(1, flush=True)\nos.kill(os.getpid(), 9)"
    try:
        with pytest.raises(subprocess.CalledProcessError):
            outcome(lines, pass_fds=(writing_end,))
    finally:
        os.close(writing_end)
    with os.fdopen(reading_end, "rb") as pipe:
        assert pipe.read() == b""


def test_few_files_are_read_in_the_order_given() -> None:
    sources = [Source(f"records/people/{n}.yaml", b"name: x\n") for n in (3, 1, 2)]
    assert [document.source for document in reading.documents(sources)] == sources


def test_no_batch_is_empty_where_the_last_one_is_just_full() -> None:
    half = Source("records/people/x.yaml", b"#" * (reading.BATCH // 2))
    assert [len(batch) for batch in reading._batches([half] * 4)] == [2, 2]
    assert [len(batch) for batch in reading._batches([half] * 3)] == [2, 1]
