"""Every file of the sample register made unreadable in turn: no answer of any command looks whole.

``python -m tests.soak.unread [STEP [FIRST]]``: with a step, each file is tried with every so many commands, others each
time.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.cli.test_unread_records import ASKED, assert_not_whole, misspelt
from tests.commands import Line
from tests.repositories import Repository
from tests.sample import ROOT

# Records of the sample, for those of the small register that the commands name.
NAMED = {
    "act-open": "act-4",
    "701": "4",
    "rec-open": "rec-2021-10-12-provision-of-children-a",
    "plan": "sfs-2019",
    "visits": "sfs-1.01",
    "neets": "peer-on-peer",
}
BY_COMMAND: dict[Line, str] = {("question", "build"): "2020-03-16"}


def lines() -> Iterator[Line]:
    """Every command and format, with the names of the sample register."""
    for line in ASKED:
        name = BY_COMMAND.get(line[:2])
        yield tuple(
            name if name and word.startswith("2021-") else NAMED.get(word, word) if at else word
            for at, word in enumerate(line)
        )


def main(folder: Path, step: int = 1, first: int = 0) -> list[str]:
    """Run all of it; the finds."""
    repository = Repository(folder / "sample")
    shutil.copytree(ROOT / "records", repository.root / "records")
    shutil.copy(ROOT / "scrutiny.toml", repository.root)
    repository.commit("2021-09-01")
    repository.commit("2021-11-15", {"records/papers/note.txt": "x"})
    every, found, number = list(lines()), [], 0
    files = sorted((repository.root / "records").rglob("*.yaml"))
    for position, path in enumerate(files):
        name = path.relative_to(repository.root).as_posix()
        whole = path.read_text(encoding="utf-8")
        path.write_text(misspelt(whole), encoding="utf-8")
        for line in every[(position + first) % step :: step]:
            number += 1
            try:
                assert_not_whole(line, repository.root, name)
            except AssertionError as fault:
                found.append(f"{name}: {str(fault)[:300]}")
        path.write_text(whole, encoding="utf-8")
    print(f"  {number} answers without one of {len(files)} files of the sample register")
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        finds = main(Path(scratch), *map(int, sys.argv[1:]))
    for find in finds:
        print(f"FOUND {find}")
    sys.exit(bool(finds))
