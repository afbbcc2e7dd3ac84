"""Makes registers with the papers of an agenda pack: most with tags, one in seven without."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf

from scrutiny_cli.pdf import engine

PAGES = (60, 20, 40, 10, 30, 25, 35, 24, 20, 30, 40, 30, 30, 30)
"""With a front of four pages a pack of 428 pages."""
_WORDS = "The service visited the families as often as their plans ask for. " * 12
_MEETING = "date: 2021-11-23\ntime: 2.30 pm\nitems:\n"
_COMMITTEE = "name: Children and Young People Scrutiny Committee\ncouncil: Exampleshire Council\n"


def make(root: Path, times: int = 1) -> None:
    """Write a register whose one meeting has fourteen papers, so many times."""
    papers = root / "records" / "papers"
    papers.mkdir(parents=True)
    items = []
    for number in range(times * len(PAGES)):
        content = _paper(PAGES[number % len(PAGES)])
        (papers / f"{number}.pdf").write_bytes(_untagged(content) if number % 7 == 6 else content)
        items.append(
            f"  - title: Item {number}\n    papers: [{{title: T, file: papers/{number}.pdf}}]\n"
        )
    for folder, name, text in (
        ("committees", "cyp", _COMMITTEE),
        ("meetings", "cyp-2021-11-23", _MEETING + "".join(items)),
    ):
        (root / "records" / folder).mkdir()
        (root / "records" / folder / f"{name}.yaml").write_text(text, encoding="utf-8")


_MADE: dict[int, bytes] = {}


def _paper(pages: int) -> bytes:
    if pages not in _MADE:
        rows = "".join(f"<tr><th scope=row>M{row}<td>{row}<td>{2 * row}" for row in range(8))
        body = "".join(
            f"<h2 style='break-before: {'page' if page else 'auto'}'>Part {page}</h2><p>{_WORDS}</p>"
            "<ul><li>One<li>Two</ul><table><thead><tr><th scope=col>Measure<th scope=col>Target"
            f"<th scope=col>Value</thead><tbody>{rows}</table>"
            for page in range(pages)
        )
        head = "<html lang=en-GB><head><title>Paper</title></head><body><h1>Paper</h1>"
        _MADE[pages] = engine.lay_out(head + body).content
    return _MADE[pages]


def _untagged(content: bytes) -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(written)
    return written.getvalue()
