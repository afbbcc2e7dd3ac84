"""The pages of the documentation taken apart: their blocks of code, their links, their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tests.sample import ROOT

DOCS = ROOT / "docs"
TOP = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
# Written by tools/reference.py.
MADE = ("commands.md", "diagnostics.md", "json.md", "records.md", "settings.md", "templates.md")

_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_MARKED = re.compile(r"(?:\A|\n)(?P<part>In )?`(?P<path>[^`\n]+)`:?\n+\Z")
_START = re.compile(r"\A<!-- Starts from (?P<start>[a-z ]+)\. -->\n")
_LINK = re.compile(r"(?<!\\)\[(?:[^\[\]]|\[[^\]]*\])*\]\((?P<to>[^()\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (?P<title>.+)$", re.MULTILINE)


class Block(NamedTuple):
    """A block of code: its words, where it stands, and the file it is written to, if it is.

    ``part`` says that it holds only some keys of that file. ``start`` and ``end`` are places in
    the page's text, between the fences.
    """

    info: str
    text: str
    path: str | None
    part: bool
    start: int
    end: int
    line: int

    @property
    def language(self) -> str:
        """The first word after the fence."""
        return self.info.split(" ", maxsplit=1)[0]

    @property
    def shown(self) -> bool:
        """Whether it is a file that a command has written, shown: ``yaml shown``."""
        return "shown" in self.info.split()

    @property
    def exit_code(self) -> int:
        """The code its last command ends with: ``console exit=1``."""
        found = re.search(r"\bexit=(\d+)", self.info)
        return int(found[1]) if found else 0


class Page(NamedTuple):
    """A page: its path from the root, and its text."""

    name: str
    text: str

    @property
    def start(self) -> str:
        """What its blocks start from: `an empty folder` or `the sample register`."""
        found = _START.match(self.text)
        return found["start"] if found else ""

    @property
    def blocks(self) -> list[Block]:
        """Its blocks of code in order."""
        return [_block(self.text, found) for found in _FENCE.finditer(self.text)]

    @property
    def prose(self) -> str:
        """Its text with every block of code left empty, line for line."""
        return _FENCE.sub(lambda found: "\n" * found[0].count("\n"), self.text)

    @property
    def anchors(self) -> set[str]:
        """What a link may point at in it, as code hosts name headings."""
        seen: dict[str, int] = {}
        found = set()
        for heading in _HEADING.finditer(self.prose):
            name = slug(heading["title"])
            count = seen.get(name, 0)
            seen[name] = count + 1
            found.add(f"{name}-{count}" if count else name)
        return found

    @property
    def links(self) -> list[str]:
        """Where its links and pictures point."""
        text = re.sub(r"`[^`\n]+`", "`code`", self.prose)
        return [found["to"] for found in _LINK.finditer(text)]


def _block(text: str, found: re.Match[str]) -> Block:
    before = text[: found.start()]
    marked = _MARKED.search(before)
    return Block(
        info=found["info"].strip(),
        text=found["text"],
        path=marked["path"] if marked else None,
        part=bool(marked and marked["part"]),
        start=found.start("text"),
        end=found.end("text"),
        line=before.count("\n") + 1,
    )


def slug(title: str) -> str:
    """A heading's name in a link: lower case, no punctuation, dashes for spaces."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title).strip().lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


@cache
def page(name: str) -> Page:
    """A page by its path from the root."""
    return Page(name, (ROOT / name).read_text(encoding="utf-8"))


def names() -> list[str]:
    """Every page of the documentation by its path from the root."""
    below = sorted(path.relative_to(ROOT).as_posix() for path in DOCS.rglob("*.md"))
    return [*TOP, *below]


def written() -> list[str]:
    """The pages that somebody wrote, without those made from the code."""
    return [name for name in names() if name not in {f"docs/reference/{made}" for made in MADE}]


def commands(one: Page) -> Iterator[tuple[int, str]]:
    """Every ``scrutiny ...`` that a page tells its reader to type, with its line."""
    for block in one.blocks:
        if block.language == "text":
            continue
        for number, line in enumerate(block.text.split("\n"), block.line + 1):
            if found := re.match(r"\s*(?:\$ |- (?:run: )?|run: )?(scrutiny .+)", line):
                yield number, found[1]
    for found in re.finditer(r"`(scrutiny [^`\n]+)`", one.prose):
        yield one.prose.count("\n", 0, found.start()) + 1, found[1]
