"""What a Word file says: paragraphs and tables in order, and what marks their words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Run(NamedTuple):
    """Words that look the same; ``link`` is the address that they lead to."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    link: str | None = None


class WordPicture(NamedTuple):
    """A picture: its alternative text, and whether it is a file elsewhere."""

    alternative: str
    linked: bool = False


class Control(NamedTuple):
    """A content control: its tag, its title, and whether somebody has written in it."""

    tag: str
    title: str
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it reads with every tracked change accepted.

    ``level`` is that of a heading, or 0; ``number`` what Word prints before a list item, such as ``2.``,
    ``(b)`` or a bullet, and ``depth`` how far in it is. ``inserted`` and ``deleted`` are the words of tracked
    changes, ``comments`` those in the margin, each with its author. ``hidden`` words are not shown in Word.
    """

    runs: tuple[Run, ...] = ()
    level: int = 0
    style: str = ""
    number: str = ""
    depth: int = 0
    inserted: str = ""
    deleted: str = ""
    hidden: str = ""
    comments: tuple[str, ...] = ()
    pictures: tuple[WordPicture, ...] = ()
    controls: tuple[Control, ...] = ()

    @property
    def words(self) -> str:
        """Its words alone, without its number."""
        return "".join(run.text for run in self.runs)

    @property
    def text(self) -> str:
        """Its words after its number, as a reader sees them."""
        return f"{self.number} {self.words}".strip() if self.words.strip() else ""

    @property
    def struck(self) -> bool:
        """Whether all its words are struck through."""
        marks = [run.struck for run in self.runs if run.text.strip()]
        return bool(marks) and all(marks)

    @property
    def partly_struck(self) -> bool:
        """Whether some of its words are struck through."""
        return not self.struck and any(run.struck for run in self.runs if run.text.strip())


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell of a table: its first column from 0, how many columns it spans, what is in it.

    One that ``continues`` is merged with the one above, and holds no words of its own as a rule. ``fill``
    is its colour as six hexadecimal digits.
    """

    column: int
    columns: int = 1
    blocks: tuple["Block", ...] = ()
    continues: bool = False
    fill: str | None = None

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Its paragraphs, those of tables inside it too."""
        return paragraphs(self.blocks)

    @property
    def nested(self) -> bool:
        """Whether there is a table inside it."""
        return any(isinstance(block, WordTable) for block in self.blocks)

    @property
    def text(self) -> str:
        """Its words, each paragraph on a line; a row of a table inside it is one line."""
        return "\n".join(line for block in self.blocks for line in _lines(block))


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row of a table; ``heading`` if Word repeats it on each page, ``deleted`` by a tracked change."""

    cells: tuple[WordCell, ...]
    heading: bool = False
    deleted: bool = False

    @property
    def text(self) -> str:
        """The words of its cells, with a stroke between them."""
        return " | ".join(words for cell in self.cells if (words := cell.text))


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table, with its caption if Word holds one for screen readers."""

    rows: tuple[WordRow, ...]
    caption: str = ""


Block = Paragraph | WordTable


@dataclass(frozen=True)
class WordFile:
    """A Word file: its blocks in order, and what else it holds.

    ``margins`` are the words of headers and footers, ``aside`` those of text boxes, footnotes and endnotes,
    ``linked`` what it shows from other files. ``remarks`` name what could not be read.
    """

    blocks: tuple[Block, ...]
    title: str = ""
    language: str = ""
    margins: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    remarks: tuple[str, ...] = field(default=())

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph in order, those in tables too."""
        return paragraphs(self.blocks)


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Yield the paragraphs of blocks in order, those in tables too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell.blocks)


def _lines(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text] if block.text else []
    return [row.text for row in block.rows if not row.deleted and row.text]
