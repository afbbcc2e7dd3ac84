"""The pages that each paper of a meeting has in its packs, as `agenda pack` numbered them."""

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from scrutiny_cli.domain.meetings import Item, Meeting, Paper

PRIVATE_PREFIX = "P"
"""What the numbers of private pages begin with, so that no public page ever has one of them."""


def page_range(first: int, last: int, prefix: str = "") -> str:
    """Return pages as packs print them: `9 - 16`, or `9` for one."""
    return f"{prefix}{first}" if first == last else f"{prefix}{first} - {prefix}{last}"


def item_key(item: Item) -> str:
    """Return what a page map calls an item: its name, or its title if it has none."""
    return item.name or item.title or ""


def paper_key(paper: Paper) -> str:
    """Return what a page map calls a paper: its file, or the report that it is."""
    return paper.file or f"report: {paper.report or paper.title}"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PaperPages(_Frozen):
    """The pages of one paper. A page that only says where a paper is has no `paper`."""

    item: str
    paper: str = ""
    first: int
    last: int


class PackPages(_Frozen):
    """The pages of one pack: of a supplement by its number, or of the agenda, which has none."""

    supplement: int = 0
    private: bool = False
    first: int
    last: int
    papers: tuple[PaperPages, ...] = ()

    @property
    def prefix(self) -> str:
        """What its page numbers begin with."""
        return PRIVATE_PREFIX if self.private else ""


class PageMap(_Frozen):
    """The packs of a meeting, the agenda before its supplements."""

    scheme: Literal["scrutiny/pages/1"] = "scrutiny/pages/1"
    meeting: str
    packs: tuple[PackPages, ...] = ()

    def having(self, new: PackPages) -> "PageMap":
        """Return the map with a pack numbered again."""
        packs = {(pack.private, pack.supplement): pack for pack in (*self.packs, new)}
        return PageMap(meeting=self.meeting, packs=tuple(packs[key] for key in sorted(packs)))

    def pages(self, item: str, paper: str | None = None, *, private: bool = False) -> str | None:
        """Return the pages of an item, or of one of its papers."""
        ranges = [
            (pages, pack.prefix)
            for pack in self.packs
            if private or not pack.private
            for pages in pack.papers
            if pages.item == item and paper in (None, pages.paper)
        ]
        # A page that says where a paper is gives way to the paper.
        ranges = [each for each in ranges if each[0].paper] or ranges
        spans: dict[tuple[str, int], int] = {}
        for pages, prefix in ranges:
            start = next(
                (k for k, end in spans.items() if (k[0], end + 1) == (prefix, pages.first)), None
            )
            spans[start or (prefix, pages.first)] = pages.last
        words = [page_range(first, last, prefix) for (prefix, first), last in spans.items()]
        return ", ".join(words) or None

    def moved(self, before: "PageMap", *, private: bool) -> Iterator[str]:
        """Yield what has other pages than before: the item, its pages then and now."""
        for pack in before.packs:
            for item in dict.fromkeys(pages.item for pages in pack.papers):
                then, now = (each.pages(item, private=private) for each in (before, self))
                if then != now:
                    yield f"item {item} was on pages {then}, and is now on {now or 'none'}"


def read_page_map(content: bytes) -> PageMap | None:
    """Return the page map that a file holds, or none if it is damaged."""
    try:
        return PageMap.model_validate_json(content)
    except ValidationError:
        return None


def _same_pages(one: str, other: str) -> bool:
    return re.findall(r"\w+", one) == re.findall(r"\w+", other)


def with_pages(meeting: Meeting, pages: PageMap, *, private: bool) -> Meeting:
    """Return a meeting whose items, papers and minutes have their pages from the map.

    Pages that the record gives stay. The papers of an item whose pages it gives have none from the map.
    """
    items = tuple(_item(item, pages, private=private) for item in meeting.items)
    known = {
        item.name: item.pages
        for item, before in zip(items, meeting.items, strict=True)
        if item is not before
    }
    minutes = tuple(
        minute.model_copy(update={"pages": known[minute.item]})
        if not minute.pages and minute.item in known
        else minute
        for minute in meeting.minutes
    )
    return meeting.model_copy(update={"items": items, "minutes": minutes})


def _item(item: Item, pages: PageMap, *, private: bool) -> Item:
    key = item_key(item)
    whole = pages.pages(key, private=private)
    if item.pages or not whole:
        return item
    papers = tuple(
        paper
        if paper.pages
        else paper.model_copy(update={"pages": pages.pages(key, paper_key(paper), private=private)})
        for paper in item.papers
    )
    return item.model_copy(update={"pages": whole, "papers": papers})


def differing(meeting: Meeting, pages: PageMap) -> Iterator[str]:
    """Yield where the record gives other pages than the map has."""
    for item in meeting.items:
        found = pages.pages(item_key(item))
        if item.pages and found and not _same_pages(item.pages, found):
            yield f"{item.title or item_key(item)}: `pages:` says {item.pages}, the pack has {found}"
