"""A coverage-guided fuzzer on the check of a file of each kind, and on edits of arbitrary text.

``python -m tests.soak.fuzz TARGET MINUTES FOLDER`` runs Atheris (libFuzzer for Python) for so many
minutes; ``FOLDER`` keeps the inputs that reached new code from run to run. A find is an exception
that is no refusal, a fault outside its file, an output that ends in two lines, two seconds of
processor time, or 150 MB. The input is left in ``FOLDER`` beside the corpus.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

try:
    import atheris
except ImportError:
    sys.exit("the fuzzer is not installed: `make soak` does that")

with atheris.instrument_imports(include=["scrutiny_cli", "ruamel"]):
    import ruamel.yaml

    from scrutiny_cli import checks
    from scrutiny_cli.documents.source import Source
    from scrutiny_cli.domain.kinds import KINDS
    from scrutiny_cli.edits import AddRecord, Append, Delete, EditRefused, Set, apply
    from scrutiny_cli.files import store
    from scrutiny_cli.register import decoding, register
    from scrutiny_cli.render import json as json_format
    from scrutiny_cli.render import problems as faults
    from scrutiny_cli.render.ci.checked import Checked
    from scrutiny_cli.workspace import loading as workspace

from tests.constructs import CONSTRUCTS
from tests.payloads import BAD, ODD
from tests.registers import BASE, inside, reader
from tests.sample import ROOT

SECONDS = 2.0
MEGABYTES = 150
NAMES = sorted(KINDS)
# What commands import only when they run must be instrumented before.
LOADED = (
    checks.run,
    decoding.decode,
    register.build,
    ruamel.yaml.YAML(typ="safe", pure=True).parse,
)
GOOD = [Source(path, text.encode()) for path, text in BASE.items()]


class Find(Exception):
    """Something that must not happen."""


def check(data: bytes) -> None:
    """The whole check of a register in which one file holds the bytes."""
    if not data:
        return
    kind = NAMES[(data[0] >> 1) % len(NAMES)]
    bad = Source(f"records/{kind}/fuzz.yaml", data[1:])
    files = store.Files(sources=sorted([*GOOD, bad]), settings=b'visibility = "private"\n')
    with reader(pure=bool(data[0] & 1)):
        loaded = workspace.check(Path("/nowhere"), files)
        told = loaded.diagnostics
    if not {("committees", "cyp"), ("people", "ash")} <= set(loaded.entries):
        raise Find("good records are hidden")
    text = data[1:].decode("utf-8-sig", "replace")
    for fault in told:
        if fault.path == bad.path:
            inside(fault, text)
    if len(faults.to_text(told).splitlines()) != len(told):
        raise Find("a fault is told on several lines")
    json.loads(json_format.problems(Checked((), len(loaded.entries), told, read=2)))


def edit(data: bytes) -> None:
    """A change of arbitrary text at an arbitrary place; what is not refused reads as intended."""
    given = atheris.FuzzedDataProvider(data)
    which, steps = given.ConsumeIntInRange(0, 5), given.ConsumeIntInRange(0, 4)
    path = tuple(_step(given) for _ in range(steps))
    value: Any = given.ConsumeUnicode(given.ConsumeIntInRange(0, 60))
    if given.ConsumeBool():
        value = [value, {"key": value}] if given.ConsumeBool() else {value: [value]}
    change = (
        Set(path, value),
        Append(path, value),
        Delete(path),
        AddRecord(value if isinstance(value, dict) else {"id": value}),
        Set(("id",), value),
        Append((), value),
    )[which]
    raw = given.ConsumeBytes(given.remaining_bytes())
    try:
        apply(raw, [change])
    except EditRefused:
        return


def _step(given: Any) -> str | int:
    if given.ConsumeBool():
        return int(given.ConsumeIntInRange(0, 3))
    return str(given.PickValueInList(["id", "items", "a", "b", "title", "é", ""]))


TARGETS: dict[str, Callable[[bytes], None]] = {"check": check, "edit": edit}


def watched(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """A target that also counts its processor time."""

    def run(data: bytes) -> None:
        started = time.process_time()
        target(data)
        spent = time.process_time() - started
        if spent > SECONDS:
            raise Find(f"{spent:.1f} s of processor time")

    return run


def seeds(target: str) -> Iterator[bytes]:
    """What the fuzzer starts from: the payloads, our own YAML, the sample register, cases."""
    texts = [bad.raw for bad in BAD.values()] + [raw for raw, _ in ODD.values()]
    texts += [text.encode() for text in CONSTRUCTS.values()]
    paths = [*ROOT.glob("records/**/*.yaml"), *ROOT.glob("tests/cases/*/*/records/**/*.yaml")]
    texts += [path.read_bytes() for path in sorted(paths)]
    for number, raw in enumerate(text for text in texts if len(text) < 8_000):
        yield bytes([number % 256]) * (1 if target == "check" else 0) + raw


def words() -> Iterator[str]:
    """The fuzzer's dictionary: marks of YAML, the keys of the models, values of every sort."""
    yield from ("\n- ", "\n  ", ": ", "? ", "&a ", "*a", "!!str ", "<<: ", "|\n", ">-\n ", "|2+\n")
    yield from ("---\n", "...\n", "%YAML 1.1\n", "%TAG ! x\n", "# ", '"\\u202e"', '"\\x00"', "''")
    yield from ("2021-11-23", "23 November 2021", "14:30", "2.30 pm", "Q2 2021/22", "92.50", "yes")
    yield from ("exempt", "open", "cyp", "ash", "cyp-2021-11-23", "{next_meeting}", "papers/a.pdf")
    for kind in KINDS.values():
        fields = kind.model.model_fields
        yield from (f"{field.alias or name}: " for name, field in fields.items())


def main() -> None:
    """Run one target for some minutes."""
    target, minutes, folder = sys.argv[1], float(sys.argv[2]), Path(sys.argv[3])
    corpus = folder / target
    corpus.mkdir(parents=True, exist_ok=True)
    start = folder / f"{target}-seeds"
    start.mkdir(exist_ok=True)
    for number, raw in enumerate(seeds(target)):
        (start / f"{number:04}").write_bytes(raw)
    lines = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in sorted(set(words())))
    (folder / "words").write_text("".join(f'"{line}"\n' for line in lines))
    settings = [
        sys.argv[0],
        f"-max_total_time={int(minutes * 60)}",
        f"-dict={folder / 'words'}",
        f"-artifact_prefix={folder}/{target}-find-",
        "-max_len=4096",
        "-timeout=20",
        f"-rss_limit_mb={MEGABYTES + 450}",  # beside the instrumented program and its corpus
        f"-malloc_limit_mb={MEGABYTES}",
        "-print_final_stats=1",
        str(corpus),
        str(start),
    ]
    atheris.Setup(settings, watched(TARGETS[target]))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
