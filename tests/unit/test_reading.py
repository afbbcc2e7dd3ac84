"""Reading very many files with the help of a second process: the same documents, whatever happens."""

import json
import subprocess
import sys

import pytest

from scrutiny_cli.documents import Document, parse
from scrutiny_cli.documents.source import Source
from scrutiny_cli.workspace import reading
from tests.sample import ROOT

# A process of its own: a copy of one that has threads, as the tests' has, would not be safe.
DRIVER = """
import json, os, signal, sys
from pathlib import Path
from scrutiny_cli.files import second_process as helper
from scrutiny_cli.workspace import reading
from scrutiny_cli.documents import parse
from scrutiny_cli.documents.source import Source

files = sorted((Path(sys.argv[1]) / "records").rglob("*.yaml"))
sources = [Source(f"records/{n}.yaml", file.read_bytes()) for n, file in enumerate(files)]
sources[3::9] = [Source("records/odd.yaml", b"a: [b\\n")] * len(sources[3::9])
sources[4::9] = [Source("records/odd.yaml", b"a: \\xff\\n")] * len(sources[4::9])
sources[5::9] = [Source("records/odd.yaml", b"a: &x b\\n")] * len(sources[5::9])
sources[6::9] = [Source("records/odd.yaml", b"")] * len(sources[6::9])
alone = [parse(source) for source in sources]
reading.MIN_BYTES_FOR_TWO, reading.BATCH = 0, 3000
os.sched_getaffinity = lambda _: {0, 1}


def same(found):
    return [(d.source, d.text, d.data, d.refusals, d.data and d.span(())) for d in found] == [
        (d.source, d.text, d.data, d.refusals, d.data and d.span(())) for d in alone
    ]


def children():
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return 0
    return 1


class Watched(helper.Helper):
    answers = 0
    patient = False

    def answered(self):
        return self.patient or super().answered()

    def answer(self):
        found = super().answer()
        Watched.answers += found is not None
        return found


helper.Helper = Watched
told = {"batches": len(list(reading._batches(sources)))}
told["shared"] = same(reading.documents(sources))
Watched.patient = True  # the helper does all of it
Watched.answers = 0
told["all"] = same(reading.documents(sources)), Watched.answers
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
told["unheard"] = same(reading.documents(sources))
signal.signal(signal.SIGCHLD, signal.SIG_DFL)
some = reading.documents(sources)
next(some)
some.close()
told["left"] = children()
plain, turns = reading._plain, []


def lost(source):
    turns.append(source)
    if len(turns) > 10:
        os._exit(1)
    return plain(source)


reading._plain = lost
Watched.answers = 0
told["lost"] = same(reading.documents(sources)), Watched.answers
reading._plain = lambda source: 1 / 0
told["broken"] = same(reading.documents(sources))
reading._plain = plain
Watched.patient = False


def refuse(*_):
    raise BlockingIOError("no more")


fork, os.fork = os.fork, refuse
told["no fork"] = same(reading.documents(sources))
os.fork = fork
os.memfd_create = refuse
told["no memory"] = same(reading.documents(sources))
del os.memfd_create
told["no file of the memory"] = same(reading.documents(sources))
print(json.dumps(told))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="on Linux only is there a second process")
def test_a_second_process_finds_the_same_and_may_be_lost() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(ROOT)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    told = json.loads(done.stdout)
    same, answers = told.pop("all")
    assert (same, answers) == (True, told["batches"]), "the helper answers for every batch"
    same, answers = told.pop("lost")
    assert same
    assert 0 < answers < told["batches"]
    assert told.pop("left") == 0, "no process is left behind"
    assert told.pop("batches") > 9
    assert set(told.values()) == {True}, told


def test_a_document_that_was_let_go_of_is_read_again() -> None:
    raw = "- id: a\n  name: Ünsal\n- id: b\n".encode()
    document = parse(Source("records/people/x.yaml", raw))
    before = (document.text, document.data, document.span((0, "name")))
    document.release()
    assert (document.text, document.data, document.span((0, "name"))) == before


def test_few_files_are_read_in_the_order_given() -> None:
    sources = [Source(f"records/people/{n}.yaml", b"name: x\n") for n in (3, 1, 2)]
    found: list[Document] = list(reading.documents(sources))
    assert [document.source for document in found] == sources


def test_no_batch_is_empty_where_the_last_one_is_just_full() -> None:
    half = Source("records/people/x.yaml", b"#" * (reading.BATCH // 2))
    batches = reading._batches([half] * 4)
    assert [len(batch) for batch in batches] == [2, 2]
    assert [len(batch) for batch in reading._batches([half] * 3)] == [2, 1]
