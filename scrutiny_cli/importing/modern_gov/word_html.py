"""HTML that Word wrote, as Markdown of the plain kind that records hold."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

from scrutiny_cli.importing.cell_text import cleaned
from scrutiny_cli.render.prose import from_plain

_BLOCKS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "section", "hr", "pre")
)
_DROPPED = frozenset(("script", "style", "head", "title", "xml", "template", "object"))
_STRUCK = frozenset(("s", "strike", "del"))
_MARKS = {
    **dict.fromkeys(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"), "**"),
    **dict.fromkeys(("i", "em"), "*"),
}
# What Word writes before a list item: a bullet in a font of signs, and spaces that do not break.
_BULLET = re.compile(r"\A\s*[·•▪§●○o][\s\u00a0]{2,}")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>()]+\Z", re.IGNORECASE)
_EDGES = re.compile(r"\A(?:\s|\\\n)+|(?:\s|\\\n)+\Z")
_PLAIN = re.compile(r"[^<&]*\Z")


class MarkdownText(NamedTuple):
    """A text as Markdown, and what of it could not be kept: `words struck through`, `a picture`."""

    text: str
    lost: tuple[str, ...] = ()


@dataclass
class _OpenList:
    """A list that is open: its kind of numbers, and the number of its last item."""

    kind: str | None
    number: int = 0

    def next(self, indent: str) -> str:
        """What stands before the next item."""
        self.number += 1
        if self.kind is None:
            return f"{indent}- "
        if self.kind in "aA" and self.number <= 26:
            letter = chr(ord(self.kind) + self.number - 1)
            return f"{indent}- ({letter}) "
        return f"{indent}{self.number}. "


@dataclass
class _HtmlState:
    """What is open at a place in the HTML."""

    marks: list[str] = field(default_factory=list)
    lists: list[_OpenList] = field(default_factory=list)
    dropped: int = 0
    struck: int = 0
    row: list[str] | None = None


class _HtmlReader(HTMLParser):
    """Gathers paragraphs, list items and the rows of tables."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.lost: dict[str, None] = {}
        self._state = _HtmlState()
        self._runs: list[tuple[str, str]] = []
        self._head = ""
        self._hrefs: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        state, own = self._state, dict(attrs)
        if tag in _DROPPED:
            state.dropped += 1
        elif tag in _STRUCK:
            state.struck += 1
        elif tag == "br":
            self._runs.append(("\n", ""))
        elif tag in ("ul", "ol"):
            self._flush()
            start = own.get("start") or "1"
            kind = (own.get("type") or "1") if tag == "ol" else None
            state.lists.append(_OpenList(kind, int(start) - 1 if start.isdecimal() else 0))
        elif tag == "li":
            self._flush()
            depth = len(state.lists)
            holder = state.lists[-1] if state.lists else _OpenList(None)
            self._head = holder.next("   " * max(depth - 1, 0))
        elif tag == "tr":
            self._flush()
            state.row = []
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in _BLOCKS and state.row is None:
            self._flush()
        elif tag == "img":
            self.lost["a picture"] = None
        elif tag == "a":
            self._hrefs.append((own.get("href") or "", len(self._runs)))
        if tag in _MARKS:
            state.marks.append(_MARKS[tag])

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        state = self._state
        if tag in _MARKS and _MARKS[tag] in state.marks:
            state.marks.remove(_MARKS[tag])
        if tag in _DROPPED:
            state.dropped = max(state.dropped - 1, 0)
        elif tag in _STRUCK:
            state.struck = max(state.struck - 1, 0)
        elif tag in ("ul", "ol"):
            self._flush()
            del state.lists[-1:]
        elif tag == "li":
            self._flush()
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table") and state.row is not None:
            self._end_row()
        elif tag in _BLOCKS and state.row is None:
            self._flush()
        elif tag in _BLOCKS:
            self._runs.append((" ", ""))
        elif tag == "a" and self._hrefs:
            self._link(*self._hrefs.pop())

    def handle_data(self, data: str) -> None:
        """Take words."""
        state = self._state
        if state.dropped:
            return
        if state.struck:
            if data.strip():
                self.lost["words struck through"] = None
            return
        mark = "**" if "**" in state.marks else state.marks[-1] if state.marks else ""
        # Lines in HTML mean nothing; spaces that do not break may begin a list item.
        self._runs.append((re.sub(r"[ \t\r\n\f]+", " ", data), mark))

    def _link(self, href: str, start: int) -> None:
        words = "".join(text for text, _ in self._runs[start:]).strip()
        if words and _LINK.match(href) and words.casefold() != href.casefold():
            del self._runs[start:]
            self._runs.append((f"[{from_plain(cleaned(words)[0])}]({href})", "link"))

    def _end_cell(self) -> None:
        if self._state.row is not None and (text := self._line()):
            self._state.row.append(text.replace("\\\n", " "))

    def _end_row(self) -> None:
        self._end_cell()
        if self._state.row:
            line = " | ".join(self._state.row)
            # The rows of a table are lines of one paragraph.
            if self.blocks and self.blocks[-1].startswith("\0"):
                self.blocks[-1] += f"\\\n{line}"
            else:
                self.blocks.append(f"\0{line}")
        self._state.row = None

    def _line(self) -> str:
        """The words gathered so far, as Markdown."""
        merged: list[tuple[str, str]] = []
        for text, mark in self._runs:
            if merged and merged[-1][1] == mark != "link":
                merged[-1] = (merged[-1][0] + text, mark)
            else:
                merged.append((text, mark))
        self._runs.clear()
        self._hrefs.clear()
        if merged and (bullet := _BULLET.match(merged[0][0])) and not self._head:
            merged[0] = (merged[0][0][bullet.end() :], merged[0][1])
            self._head = "- "
        words = "".join(_marked(text, mark) for text, mark in merged)
        return _EDGES.sub("", re.sub(r"(?<=\S)  +", " ", words))

    def _flush(self) -> None:
        text = self._line()
        head = self._head
        if text:
            if head:
                text = head + text.replace("\n", "\n" + " " * len(head))
            elif self._state.lists and self.blocks:
                # A further paragraph of a list item.
                indent = " " * (3 * len(self._state.lists))
                text = indent + text.replace("\n", "\n" + indent)
            self.blocks.append(text)
            self._head = ""

    def close(self) -> None:
        """End what is still open."""
        super().close()
        if self._state.row is not None:
            self._end_row()
        self._flush()


def _marked(text: str, mark: str) -> str:
    """A run as Markdown, its mark close to its words."""
    if mark == "link":
        return text
    words, _ = cleaned(text)
    if not words:
        return " " if text and not text.strip("\u00a0 ") else ("\\\n" if "\n" in text else "")
    before = " " if text[:1] in " \u00a0" else ""
    after = " " if text[-1:] in " \u00a0" else ""
    before = "\\\n" if text.lstrip(" ").startswith("\n") else before
    after = "\\\n" if text.rstrip(" ").endswith("\n") else after
    shown = from_plain(words)
    if mark:
        shown = f"{mark}{shown}{mark}" if "\n\n" not in shown else shown
    return f"{before}{shown}{after}"


def to_markdown(html: str) -> MarkdownText:
    """Return HTML as Markdown: its paragraphs, lists, links, bold and italic words, rows of tables."""
    if _PLAIN.match(html):
        return MarkdownText(from_plain(cleaned(" ".join(html.split()))[0]))
    reader = _HtmlReader()
    reader.feed(html)
    reader.close()
    parts: list[str] = []
    for block in reader.blocks:
        item = re.match(r"\s*(?:- |\d+\. )", block)
        tight = item and parts and re.match(r"\s*(?:- |\d+\. )", parts[-1])
        parts.append(("\n" if tight else "\n\n" if parts else "") + block.replace("\0", ""))
    return MarkdownText("".join(parts).strip("\n"), tuple(reader.lost))
