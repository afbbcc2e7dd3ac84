"""Registers with papers, and their packs."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pypdf import PdfReader

from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree

MEETING = "records/meetings/cyp-2021-11-23.yaml"
NOTHING: Mapping[str, bytes] = {}
AS_OF = ("--as-of", "2021-11-15")


class Packed(NamedTuple):
    """A pack: what the command said, the file, and the file read again."""

    told: Told
    file: Path
    reader: PdfReader

    @property
    def text(self) -> str:
        return "\n".join(page.extract_text() for page in self.reader.pages)


def register(folder: Path, items: str, papers: Mapping[str, bytes | str], more: str = "") -> Path:
    """Write a register whose one meeting has these items and papers; `more` is more of its record."""
    return write_tree(
        folder,
        {
            **BASE,
            MEETING: f"date: 2021-11-23\ntime: 2.30 pm\n{more}items:\n{items}",
            **{f"records/papers/{name}": content for name, content in papers.items()},
        },
    )


def with_papers(
    folder: Path, papers: Mapping[str, bytes | str], others: Mapping[str, bytes] = NOTHING
) -> Path:
    """Write a register with one item, which has these papers; `others` are files beside them."""
    lines = "".join(f"      - {{title: Paper {name}, file: papers/{name}}}\n" for name in papers)
    return register(
        folder, f"  - id: report\n    title: A report\n    papers:\n{lines}", {**papers, **others}
    )


def ask(root: Path, *options: str) -> Told:
    """Ask for the pack of the meeting."""
    return scrutiny("agenda", "pack", *AS_OF, "--output", "out", *options, cwd=root)


def pack(root: Path, *options: str) -> Packed:
    """Make the pack of the meeting and read it."""
    before = set((root / "out").glob("*.pdf"))
    told = ask(root, *options)
    assert told.code == 0, told.err
    made = set((root / "out").glob("*.pdf")) - before
    (file,) = made or before
    return Packed(told, file, PdfReader(file))
