"""The pack of a meeting: its front pages, and every paper with its pages in one sequence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from scrutiny_cli import progress
from scrutiny_cli.domain.dates import full_date, long_date
from scrutiny_cli.domain.meetings import Item, Paper
from scrutiny_cli.domain.page_map import (
    PackPages,
    PageMap,
    PaperPages,
    item_key,
    paper_key,
    with_pages,
)
from scrutiny_cli.exempt.cutting import open_papers
from scrutiny_cli.exempt.wording import title_of
from scrutiny_cli.packs import papers
from scrutiny_cli.packs.papers import PaperReader
from scrutiny_cli.pdf import merging
from scrutiny_cli.pdf.merging import PackPart
from scrutiny_cli.pdf.opening import OpenedPaper, UnusablePaper
from scrutiny_cli.render import pdf
from scrutiny_cli.reports.meetings import agenda
from scrutiny_cli.reports.meetings.agenda import AgendaContext
from scrutiny_cli.reports.model import Agenda, AgendaEntry, Report
from scrutiny_cli.reports.standpoint import Standpoint

STYLE = ".agenda h3 { bookmark-level: none }"
FRONT_SHEET = ".part-cover { break-after: page } .part-items { break-before: page }"
TO_FOLLOW = "This paper is to follow. It will be published in a supplement to this agenda."
GUESS = 4
"""How many pages the front has, until it is laid out."""


class Planned(NamedTuple):
    """A paper that goes into a pack; or without one, words for a page that says where it is."""

    item: Item
    entry: AgendaEntry
    paper: Paper | None
    words: str = ""

    @property
    def title(self) -> str:
        """How the paper is called in bookmarks and messages."""
        if self.paper is None:
            return self.entry.title
        appendix = f"Appendix {self.paper.appendix}: " if self.paper.appendix else ""
        return f"{appendix}{title_of(self.paper)}"


class Unusable(NamedTuple):
    """A paper that cannot go into the pack: where it is, why, and what to do."""

    planned: Planned
    why: str
    hint: str

    @property
    def line(self) -> str:
        """The problem in words."""
        name = self.planned.paper and self.planned.paper.file
        place = f" (records/{name})" if name else ""
        return f"{self.planned.title}{place} {self.why}; {self.hint}"


@dataclass(frozen=True)
class Pack:
    """A pack that was made: the file, the pages of its papers, and what the clerk should know."""

    content: bytes
    pages: PageMap
    remarks: tuple[str, ...]


class Unpackable(Exception):
    """Some papers cannot go into the pack."""

    def __init__(self, unusable: list[Unusable]) -> None:
        super().__init__()
        self.unusable = unusable


@dataclass(frozen=True)
class PackMaker:
    """Makes the packs of a meeting.

    ``public`` is the meeting as the public may see it, ``private`` with what is exempt, for a private
    pack. ``known`` are the pages of packs made before, ``supplement`` is the number of one, or nought for
    the agenda.
    """

    at: Standpoint
    public: AgendaContext
    private: AgendaContext | None
    known: PageMap
    supplement: int
    reader: PaperReader
    draft: bool

    def make(self) -> Pack:
        """Return the pack; raise :class:`Unpackable` where a paper cannot be used and it is no draft."""
        planned = [*self._planned(self.public, private=False)]
        private = [*self._planned(self.private, private=True)] if self.private else []
        opened, unusable = self._opened([*planned, *private])
        if unusable and not self.draft:
            raise Unpackable(unusable)
        number = len(planned)
        public_part, pages = self._numbered(self.public, planned, opened[:number], self.known)
        parts = public_part
        if self.private and (private or self._closed(self.private)):
            closed, pages = self._numbered(
                self.private, private, opened[number:], pages, private=True
            )
            parts = [*public_part, *closed]
        remarks = [f"{each.line}: the draft has a page for it" for each in unusable]
        remarks += _remarks([*planned, *private], opened)
        content = merging.merge(
            parts,
            self._title,
            mark=" - ".join(self._marks),
            accessible=not any(paper.barriers for paper in opened),
            rows={entry.id: item_key(item) for item, entry in self.public.shown if item.name},
        )
        return Pack(content, pages, tuple(remarks))

    @property
    def _marks(self) -> list[str]:
        marks = ("Not for publication", self.private is not None), ("Draft", self.draft)
        return [words for words, holds in marks if holds]

    @property
    def _title(self) -> str:
        what = f"Supplement {self.supplement}" if self.supplement else "Agenda pack"
        day = full_date(self.public.meeting.date)
        marks = "".join(f"{mark}: " for mark in self._marks)
        return f"{marks}{what}, {self.public.committee.name}, {day}"

    def _planned(self, context: AgendaContext, *, private: bool) -> Iterator[Planned]:
        """Yield the papers that one part of this pack prints, in the order of its agenda."""
        supplements = {s.number: s for s in context.meeting.supplements}
        this = supplements.get(self.supplement)
        closed = self._closed(context)
        for (item, entry), (public, _) in zip(context.shown, self.public.items, strict=True):
            printed = open_papers(public)
            known = {paper_key(paper) for paper in printed}
            chosen = [p for p in item.papers if paper_key(p) not in known] if private else printed
            found = [Planned(item, entry, paper) for paper in chosen]
            in_this_part = not private or entry.id in closed
            if self.supplement:
                late = item.state == self.supplement or (this and item.name in this.items)
                yield from found if late else ()
            elif not isinstance(item.state, int):
                yield from found
                if item.state and in_this_part:
                    yield Planned(item, entry, None, TO_FOLLOW)
            elif in_this_part:
                day = supplements[item.state].published_on if item.state in supplements else None
                when = f", published on {long_date(day)}" if day else ""
                words = f"This paper is in supplement {item.state}{when}."
                yield Planned(item, entry, None, words)

    def _closed(self, context: AgendaContext) -> set[str]:
        """The items from which the public is excluded, by the ids of their entries."""
        both = zip(context.entries, self.public.entries, strict=True)
        return {entry.id for entry, public in both if public.confidence}

    def _opened(self, planned: list[Planned]) -> tuple[list[OpenedPaper], list[Unusable]]:
        """Read the papers. In place of one that cannot be used there is a page that says so."""
        reader = self.reader.having_converted(each.paper for each in planned if each.paper)
        opened, unusable = [], []
        for each in progress.tracked(planned, "Reading the papers", len(planned)):
            try:
                if each.paper is None:
                    paper = papers.page_of(each.title, each.words)
                else:
                    paper = reader.read(each.paper, each.title)
            except UnusablePaper as fault:
                unusable.append(Unusable(each, fault.why, fault.hint))
                paper = papers.page_of(each.title, f"This paper {fault.why}.")
            opened.append(paper)
        return opened, unusable

    def _numbered(
        self,
        context: AgendaContext,
        planned: list[Planned],
        opened: list[OpenedPaper],
        known: PageMap,
        *,
        private: bool = False,
    ) -> tuple[list[PackPart], PageMap]:
        """Return the front and the papers with their pages, and the map of these.

        The front prints the pages of the papers, which begin after it; so it is laid out until both agree.
        """
        first = self._first(known, private=private)
        lengths = [len(paper.pdf.pages) for paper in opened]
        front_pages = GUESS
        while True:
            pages = _pack_pages(
                self.supplement, planned, lengths, first, front_pages, private=private
            )
            whole = known.having(pages)
            keys = {
                (each.item, each.paper): f"{merging.ADDRESS}{pages.prefix}{index}"
                for index, each in enumerate(pages.papers)
            }
            front = self._front(context, planned, whole, keys, private=private)
            if len(front.pdf.pages) == front_pages:
                break
            front_pages = len(front.pdf.pages)
        title = "Not for publication" if private else "Agenda"
        parts = [PackPart("front", title, front.pdf, first, pages.prefix)]
        for index, (each, paper) in enumerate(zip(planned, opened, strict=True)):
            at = pages.papers[index]
            entry = each.entry
            parts.append(
                PackPart(
                    key=f"{pages.prefix}{index}",
                    title=each.title,
                    pdf=paper.pdf,
                    first=at.first,
                    prefix=pages.prefix,
                    group=f"{entry.number}. {entry.title}" if entry.number else entry.title,
                    heading=f"Agenda item {entry.number}" if entry.number else "",
                    row=entry.id,
                    destination=item_key(each.item) if each.item.name else "",
                )
            )
        return parts, whole

    def _first(self, known: PageMap, *, private: bool) -> int:
        """The number of this pack's first page: a supplement goes on from the pack before it."""
        return 1 + max(
            (
                p.last
                for p in known.packs
                if p.private == private and p.supplement < self.supplement
            ),
            default=0,
        )

    def _front(
        self,
        context: AgendaContext,
        planned: list[Planned],
        pages: PageMap,
        links: Mapping[tuple[str, str], str],
        *,
        private: bool,
    ) -> OpenedPaper:
        """Lay out the front pages: the agenda, or what of it a supplement or a private part is about."""
        meeting = with_pages(context.meeting, pages, private=private)
        at = replace(self.at, register=context.register, draft=False, private=False)
        report = agenda.report(at, replace(context, meeting=meeting, links=links))
        day = full_date(meeting.date)
        style = f"{STYLE} {FRONT_SHEET}"
        if private or self.supplement:
            style = STYLE
            what = f"Supplement {self.supplement} to the agenda" if self.supplement else "Agenda"
            what = f"{what}: items not for publication," if private else what
            names = {each.entry.id for each in planned}
            names |= self._closed(context) if private and not self.supplement else set()
            report = replace(_only(report, names), subtitle=f"{what} for {day}")
        return pdf.lay_out(report, self.reader.surface, style)


def _only(report: Report, entries: set[str]) -> Report:
    """An agenda with its cover and some of its items alone."""
    sections = []
    for section in report.sections:
        if section.key == "items":
            blocks = [
                replace(block, entries=tuple(e for e in block.entries if e.id in entries))
                for block in section.blocks
                if isinstance(block, Agenda)
            ]
            sections.append(replace(section, blocks=tuple(blocks)))
        elif section.key == "cover":
            sections.append(section)
    return replace(report, sections=tuple(sections))


def _pack_pages(
    supplement: int,
    planned: list[Planned],
    lengths: list[int],
    first: int,
    front: int,
    *,
    private: bool,
) -> PackPages:
    """The pages of papers that follow a front."""
    at = first + front
    numbered = []
    for each, length in zip(planned, lengths, strict=True):
        key = paper_key(each.paper) if each.paper else ""
        numbered.append(
            PaperPages(item=item_key(each.item), paper=key, first=at, last=at + length - 1)
        )
        at += length
    return PackPages(
        supplement=supplement, private=private, first=first, last=at - 1, papers=tuple(numbered)
    )


def _remarks(planned: list[Planned], opened: list[OpenedPaper]) -> Iterator[str]:
    """Yield what the clerk should know of the papers."""
    for each, paper in zip(planned, opened, strict=True):
        for remark in (*paper.barriers, *paper.remarks):
            yield f"{each.title}: {remark}"
    if any(paper.barriers for paper in opened):
        yield (
            "because of such papers the pack does not say that it keeps to PDF/UA: ask their authors for "
            "files with tags, or for Word files"
        )
