"""Every payload, every odd construct, files cut off and changed at every byte; each within its bounds.

The whole check of a register with one such file must end with a diagnostic or with none, within two
seconds of processor time and 150 MB, whichever parser reads it.
"""

import os
import random
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from scrutiny_cli import checks
from tests import corpus
from tests.cli.test_template_limits import BOMBS, ONE_CALL, SLOW
from tests.constructs import CONSTRUCTS
from tests.inside import scrutiny
from tests.payloads import BAD, ODD, text
from tests.registers import BASE, reader, write_tree
from tests.sample import ROOT

SECONDS = 2.0
MEGABYTES = 150
SHORT = 1_500
"""A file with fewer bytes is cut off at each of them."""
CHANCE = random.Random(2021)
# Loaded before anything is measured.
LOADED = (checks.run,)
SAMPLE = [path for path in sorted(ROOT.glob("records/**/*.yaml")) if path.stat().st_size]
CHANGES = b"\x00\t\n\r :-[]{}\"'#&*!|>%@`\\,?~0A\x7f\x80\xbf\xc3\xe2\xf0\xff"

Case = tuple[str, str, bytes]
"""A name, a kind, the bytes of a file."""


def cut_off() -> Iterator[Case]:
    """Each file of the sample register cut off: at every byte the short ones, at many the long."""
    for path in SAMPLE:
        raw = path.read_bytes()
        step = 1 if len(raw) < SHORT else len(raw) // 150
        for end in range(0, len(raw), step):
            yield f"{path.name} cut at {end}", path.relative_to(ROOT).parts[1], raw[:end]


def changed() -> Iterator[Case]:
    """Each file of the sample register with one byte changed, taken away or put in."""
    for path in SAMPLE:
        raw = path.read_bytes()
        kind = path.relative_to(ROOT).parts[1]
        for _ in range(100):
            at, byte = CHANCE.randrange(len(raw)), bytes([CHANCE.choice(CHANGES)])
            for new in (byte, b"", byte + raw[at : at + 1]):
                yield f"{path.name} changed at {at}", kind, raw[:at] + new + raw[at + 1 :]


def payloads() -> Iterator[Case]:
    """The files that must do no harm, and our own odd YAML."""
    yield from ((name, bad.kind, bad.raw) for name, bad in BAD.items())
    yield from ((name, "actions", raw) for name, (raw, _) in ODD.items())
    yield from ((name, "meetings", text(words)) for name, words in CONSTRUCTS.items())


def tried(name: str, cases: Iterable[Case], *, pure: bool) -> Iterator[str]:
    """Try cases in a process of its own each thousand, which tells how much memory they took."""
    number, slowest, slow = 0, 0.0, ""
    with reader(pure=pure):
        for case, kind, raw in cases:
            started = time.process_time()
            try:
                wrong = corpus.checked(kind, raw)
            except Exception as fault:  # noqa: BLE001  # whatever it is, it is a find
                wrong = repr(fault)
            spent = time.process_time() - started
            number += 1
            if spent > slowest:
                slowest, slow = spent, case
            if wrong or spent > SECONDS:
                yield f"{case} as {kind}: {wrong or f'{spent:.1f} s'}"
    parser = "pure" if pure else "C"
    print(f"  {number} {name} ({parser} parser), slowest {slowest:.2f} s: {slow}")


def memory(folder: Path) -> Iterator[str]:
    """The most memory a process took that read one hostile file and nothing else."""
    most, heaviest = 0.0, ""
    for case in corpus.every():
        pid = os.fork()
        if not pid:
            wrong = corpus.tried(case, folder)
            if case.reader in ("csv", "xlsx"):
                wrong = wrong or corpus.imported(case, folder)
            os._exit(bool(wrong))
        _, status, used = os.wait4(pid, 0)
        megabytes = used.ru_maxrss / 1024
        if megabytes > most:
            most, heaviest = megabytes, f"{case.reader}, {case.name}"
        if status or megabytes > MEGABYTES:
            yield f"{case.reader}, {case.name}: ended with {status}, {megabytes:.0f} MB"
    bare = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    number = len(corpus.every())
    print(
        f"  {number} hostile files, most memory {most:.0f} MB (at rest {bare:.0f} MB): {heaviest}"
    )


def templates(folder: Path) -> Iterator[str]:
    """A stranger's templates against the real bounds of time and memory."""
    root = write_tree(folder, BASE)
    slowest, most = 0.0, 0.0
    every = {**{f"bomb {n}": bomb for n, bomb in enumerate(BOMBS)}, **SLOW, **ONE_CALL}
    for name, template in every.items():
        write_tree(root / "templates", {"agenda.html.j2": template})
        pid = os.fork()
        if not pid:
            asked = ("agenda", "build", "--root", root, "--format", "html", "--output", "-")
            told = scrutiny(*asked, "--as-of", "2021-11-15")
            well = told.code == 3 and told.err.startswith("scrutiny: templates/agenda.")
            os._exit(not well)
        _, status, used = os.wait4(pid, 0)
        seconds, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        slowest, most = max(slowest, seconds), max(most, megabytes)
        if status or seconds > 40 or megabytes > 600:
            yield f"{name}: ended with {status} after {seconds:.0f} s, {megabytes:.0f} MB"
    print(f"  {len(every)} templates, slowest {slowest:.1f} s, most memory {most:.0f} MB")


def main(folder: Path) -> list[str]:
    """Run all of it; the finds."""
    found = [*memory(folder / "corpus")]
    for pure in (False, True):
        found += tried("payloads and constructs", payloads(), pure=pure)
        found += tried("files cut off", cut_off() if not pure else _some(cut_off()), pure=pure)
        found += tried("files with a byte changed", changed() if not pure else _some(changed()), pure=pure)  # fmt: skip
    return [*found, *templates(folder)]


def _some(cases: Iterable[Case]) -> Iterator[Case]:
    """One in twenty: the pure parser takes so much longer."""
    yield from (case for number, case in enumerate(cases) if number % 20 == 0)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as scratch:
        finds = main(Path(scratch))
    for find in finds:
        print(f"FOUND {find}")
    sys.exit(bool(finds))
