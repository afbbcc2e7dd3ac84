"""Reading very many files with the help of a second process: the same documents, whatever happens."""

import json
import marshal
import subprocess
import sys
from io import BytesIO

import pytest

from scrutiny_cli import reading
from scrutiny_cli.documents import Document, parse
from scrutiny_cli.sources import Source
from tests.sample import ROOT

# A process of its own: a copy of one that has threads, as the tests' has, would not be safe.
DRIVER = """
import json, os, sys
from pathlib import Path
from scrutiny_cli import reading
from scrutiny_cli.documents import parse
from scrutiny_cli.sources import Source

files = sorted((Path(sys.argv[1]) / "records").rglob("*.yaml"))
sources = [Source(f"records/{n}.yaml", file.read_bytes()) for n, file in enumerate(files)]
sources[3::9] = [Source("records/odd.yaml", b"a: [b\\n")] * len(sources[3::9])
sources[4::9] = [Source("records/odd.yaml", b"a: \\xff\\n")] * len(sources[4::9])
sources[5::9] = [Source("records/odd.yaml", b"a: &x b\\n")] * len(sources[5::9])
sources[6::9] = [Source("records/odd.yaml", b"")] * len(sources[6::9])
alone = [parse(source) for source in sources]
reading.MUCH, reading.BATCH = 0, 3000
here = []


def counted(source):
    here.append(source)
    return parse(source)


reading.parse = counted


def same(found):
    return [(d.source, d.text, d.data, d.refusals, d.places) for d in found] == [
        (d.source, d.text, d.data, d.refusals, d.places) for d in alone
    ]


def children():
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return 0
    return 1


told = {"files": len(sources), "together": same(reading.documents(sources)), "here": len(here)}
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
here.clear()
told["lost"] = same(reading.documents(sources))
told["lost here"] = len(here)
fork = os.fork


def none():
    raise BlockingIOError("no more processes")


os.fork = none
told["none"] = same(reading.documents(sources))
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
    assert told["together"]
    assert told["lost"]
    assert told["none"]
    assert told["left"] == 0, "no process is left behind"
    if reading._two_at_work():  # a machine with one processor reads all of it here
        assert told["here"] < told["files"] < told["lost here"] + 20


def test_a_document_that_was_let_go_of_is_read_again() -> None:
    raw = "- id: a\n  name: Ünsal\n- id: b\n".encode()
    document = parse(Source("records/people/x.yaml", raw))
    before = (document.text, document.data, document.places)
    document.let_go()
    assert (document.text, document.data, document.places) == before


def test_few_files_are_read_in_the_order_given() -> None:
    sources = [Source(f"records/people/{n}.yaml", b"name: x\n") for n in (3, 1, 2)]
    found: list[Document] = list(reading.documents(sources))
    assert [document.source for document in found] == sources


def test_no_batch_is_empty_where_the_last_one_is_just_full() -> None:
    half = Source("records/people/x.yaml", b"#" * (reading.BATCH // 2))
    batches = reading._batches([half] * 4)
    assert [len(batch) for batch in batches] == [2, 2]
    assert [len(batch) for batch in reading._batches([half] * 3)] == [2, 1]


def test_an_answer_cut_short_is_none() -> None:
    whole = marshal.dumps([{"name": "x"}])
    answer = reading._LENGTH.pack(len(whole)) + whole
    assert reading._next(BytesIO(answer)) == [{"name": "x"}]
    for end in (0, 1, reading._LENGTH.size, len(answer) - 1):
        assert reading._next(BytesIO(answer[:end])) is None
