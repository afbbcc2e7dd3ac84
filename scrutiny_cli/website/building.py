"""Each page of the site in its frame, and the files beside the pages: style, search, feeds, data, papers."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from scrutiny_cli import __version__
from scrutiny_cli.documents.problems import Problem, Severity
from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.packs import beside
from scrutiny_cli.render import atom, csv, environment, html
from scrutiny_cli.render import json as json_format
from scrutiny_cli.render.formats import (
    Format,
    Frame,
    NavigationLink,
    OutputKind,
    Surface,
    choose_format,
)
from scrutiny_cli.reports.meetings import calendar, meeting_list, questions
from scrutiny_cli.reports.model import Block, Cell, InPack, PageLink, Report, Section, Table
from scrutiny_cli.reports.programme import programme
from scrutiny_cli.reports.site import addresses, guide
from scrutiny_cli.reports.trackers import actions, recommendations, responses
from scrutiny_cli.website import news, search
from scrutiny_cli.website.pages import Page, Website

PARTS = (
    (addresses.PROBLEMS, "Problems"),
    (addresses.HOME, "Home"),
    (addresses.MEETINGS, "Meetings"),
    (addresses.ACTIONS, "Actions"),
    (addresses.RECOMMENDATIONS, "Recommendations"),
    (addresses.PROGRAMME, "Work programme"),
    (addresses.FORWARD_PLAN, "Forward plan"),
    (addresses.CALL_INS, "Call-ins"),
    (addresses.PLANS, "Plans"),
    (addresses.REVIEWS, "Reviews"),
    (addresses.MEMBERS, "Members"),
    (addresses.SEARCH, "Search"),
)
"""The parts of the site by the address of their first page; one without a page is left out."""
FOOTER = (
    (addresses.GUIDE, "How dates and ratings are worked out"),
    (addresses.DATA, "Open data, feeds and calendars"),
    (addresses.ACCESSIBILITY, "Accessibility"),
)
LOGOS = ("logo.svg", "logo.png")
MOST_OF_A_LOGO = 1_000_000
HISTORIES = ("actions", "recommendations", "programme")
"""The kinds whose rows in tables lead to the page of their record."""
Make = Callable[[], bytes]


@dataclass(frozen=True)
class Building:
    """The site with the council's looks; for a preview with its ``banner``, and ``live``."""

    site: Website
    templates: Path
    address: str = ""
    banner: str = ""
    live: bool = False
    problems: tuple[Problem, ...] = ()
    """What a preview shows first."""

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by its address, the search and the open data among them."""
        at = self.site.at
        own = {
            addresses.SEARCH: Page(addresses.SEARCH, self._search),
            addresses.DATA: Page("", lambda: guide.data(at, self._data_links, self._feed_links)),
        }
        if self.live:
            first = partial(guide.problems, at, self.problems)
            own[addresses.PROBLEMS] = Page(addresses.PROBLEMS, first)
        return {**self.site.pages, **own}

    @property
    def first(self) -> str:
        """The address of the page that a preview begins with: the problems, if there is an error."""
        errors = any(problem.severity is Severity.ERROR for problem in self.problems)
        return addresses.PROBLEMS if errors else addresses.HOME

    def _search(self) -> Report:
        known = [(page, words) for page, words in PARTS if page in self.pages]
        links = [PageLink(words, page=page) for page, words in known if page != addresses.SEARCH]
        return guide.search(self.site.at, links)

    @cached_property
    def _pages_of_records(self) -> dict[str, str]:
        """The page of each record whose rows lead to it, by its id, where no other has that id."""
        found: dict[str, str] = {}
        twice: set[str] = set()
        for kind in HISTORIES:
            for name in self.site.at.register.of(kind):
                page = addresses.page_of(kind, name)
                twice |= {name} & found.keys()
                if page in self.pages:
                    found[name] = page
        return {name: page for name, page in found.items() if name not in twice}

    def frame(self, address: str, page: Page) -> Frame:
        """Return what is around a page."""
        return replace(
            self._frame,
            navigation=tuple(
                NavigationLink(words, f"{part}.html", _current(part, address, page.section))
                for part, words in PARTS
                if part in self.pages
            ),
            event=self._event(address, page),
            moved_to=page.moved_to,
            scripts=(
                *(["search.js"] if address == addresses.SEARCH else []),
                *(["live.js"] if self.live else []),
            ),
        )

    @cached_property
    def _frame(self) -> Frame:
        return Frame(
            navigation=(),
            footer=tuple(NavigationLink(words, f"{page}.html") for page, words in FOOTER),
            pages=self._pages_of_records,
            feed=news.feed_name(),
            logo=self._logo or "",
            banner=self.banner,
        )

    def _event(self, address: str, page: Page) -> str:
        if page.event is None:
            return ""
        event = page.event()
        if self.address:
            event["url"] = f"{self.address}{address}.html"
        return json.dumps(event, ensure_ascii=False)

    @cached_property
    def _logo(self) -> str | None:
        return next((name for name in LOGOS if (self.templates / name).is_file()), None)

    def render(self, wanted: Iterable[tuple[str, Page, Report]]) -> list[str]:
        """Return some pages as HTML."""
        framed = [(report, self.frame(address, page)) for address, page, report in wanted]
        return html.render_many(framed, Surface(self.templates))

    def fingerprint(self, address: str, page: Page, report: Report) -> str:
        """Return a fingerprint of all that a page is made from."""
        bare = replace(report, data={}, revision="", sheet=None, sections=())
        parts = (self._looks, bare, page.section, page.moved_to, self._event(address, page))
        digest = hashlib.blake2b(repr(parts).encode("utf-8", "replace"), digest_size=12)
        for section in report.sections:
            for text in _texts(section):
                digest.update(text.encode("utf-8", "replace"))
        return digest.hexdigest()

    @cached_property
    def _looks(self) -> str:
        """A fingerprint of what is the same for all pages: the version, the templates, the frame."""
        digest = hashlib.blake2b(repr((__version__, replace(self._frame, pages={}))).encode())
        digest.update(repr([part for part, _ in PARTS if part in self.pages]).encode())
        for folder in (environment.builtin_templates(), self.templates):
            for path in sorted(folder.glob("*.*")) if folder.is_dir() else ():
                if path.suffix in (".j2", ".css"):
                    digest.update(path.name.encode() + path.read_bytes())
        return digest.hexdigest()

    @cached_property
    def files(self) -> dict[str, Make]:
        """Every other file by its address."""
        return dict(self._files())

    def _files(self) -> Iterator[tuple[str, Make]]:
        yield "site.css", lambda: environment.render_style("site.css", self.templates).encode()
        yield "search.js", partial(_built_in, "search.js")
        if self.live:
            yield "live.js", partial(_built_in, "live.js")
        if self._logo:
            yield self._logo, partial(beside.logo, self.templates / self._logo)
        entries = {name: page.entry for name, page in self.pages.items() if page.entry}
        for name, content in search.index(entries).items():
            yield name, partial(_as_is, content)
        for committee in (None, *self.site.at.committees):
            feed = partial(news.feed, self.site, self.address, committee)
            yield news.feed_name(committee), partial(_feed, feed)
        yield from self._calendars.items()
        yield from self._data.items()
        for paper in self.site.papers.values():
            yield paper.name, partial(beside.content, self.site.loaded, paper.name)

    @cached_property
    def _calendars(self) -> dict[str, Make]:
        """The calendars by address; none where their library is not installed."""
        format_ = choose_format(OutputKind.CALENDAR, None)
        try:
            format_.render([], self.site.at.as_of)
        except ScrutinyError:
            return {}
        found: dict[str, Make] = {"calendar.ics": partial(self._calendar, format_, None)}
        for committee in self.site.at.committees:
            found[f"calendar-{committee.id}.ics"] = partial(self._calendar, format_, committee)
        return found

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the site lacks, and why."""
        return () if self._calendars else ("no calendars: install `scrutiny-cli[calendar]`",)

    def _calendar(self, format_: Format, committee: Any) -> bytes:
        at = self.site.at
        at = replace(at, committees=(committee,)) if committee else at
        text: str = format_.render(list(calendar.events(at)), at.as_of)
        return text.encode()

    @cached_property
    def _data(self) -> dict[str, Make]:
        """The open data by address."""
        at = self.site.at
        known, made = self.site.actions, self.site.recommendations
        written: dict[str, Callable[[], Iterable[dict[str, Any]]]] = {
            "meetings": lambda: map(meeting_list.MEETING.write, self.site.meetings),
            "actions": lambda: map(actions.ACTION.write, known),
            "recommendations": lambda: map(recommendations.RECOMMENDATION.write, made),
        }
        reports: dict[str, Callable[[], Report]] = {
            "responses": lambda: responses.schedule(at),
            "programme": lambda: programme.overview(at),
            "questions": lambda: questions.listing(at),
        }
        tables: dict[str, Callable[[], Table]] = {
            "actions": lambda: actions.ACTION.table("Actions", actions.PRINTED, known),
            "recommendations": lambda: recommendations.RECOMMENDATION.table(
                "Recommendations", recommendations.BY_MEETING, made
            ),
        }
        files: dict[str, Make] = {}
        for name, write in written.items():
            files[f"data/{name}.json"] = partial(self._json, name, write)
        for name, make in reports.items():
            files[f"data/{name}.json"] = partial(_whole, make)
        for name, table in tables.items():
            files[f"data/{name}.csv"] = partial(self._csv, table)
        return files

    def _json(self, name: str, write: Callable[[], Iterable[dict[str, Any]]]) -> bytes:
        return json_format.render_list(self.site.at.report("data", "", (), {}), name, write())

    def _csv(self, table: Callable[[], Table]) -> bytes:
        return csv.render(self.site.at.report("data", "", (), {}, sheet=table())).encode()

    @property
    def _data_links(self) -> tuple[Cell, ...]:
        return tuple(InPack(_file_words(name), name) for name in self._data)

    @property
    def _feed_links(self) -> tuple[Cell, ...]:
        at = self.site.at
        feeds = [InPack("What is new (Atom feed)", news.feed_name())]
        if len(at.committees) > 1:
            feeds += [
                InPack(f"What is new in {body.name} (Atom feed)", news.feed_name(body))
                for body in at.committees
            ]
        names = {f"calendar-{body.id}.ics": body.name for body in at.committees}
        words = {"calendar.ics": "every committee" if len(names) > 1 else at.names, **names}
        known = list(self._calendars)[: 1 if len(names) < 2 else None]  # several
        return (*feeds, *(InPack(f"Meetings of {words[name]} (calendar)", name) for name in known))


def _texts(block: Block) -> Iterator[str]:
    """Yield all that a page shows of a block: of a table the cells of its columns."""
    if isinstance(block, Section):
        yield repr(replace(block, blocks=()))
        for part in block.blocks:
            yield from _texts(part)
    elif isinstance(block, Table):
        yield repr(replace(block, rows=()))
        for row, cells in zip(block.rows, block.grid, strict=True):
            yield repr((row.get("id") if block.anchored else None, cells))
    else:
        yield repr(block)


def _current(part: str, address: str, section: str) -> str:
    """Return whether a part of the site is the page itself, or the one that the page is in."""
    return "page" if part == address else "true" if part == section else ""


def _built_in(name: str) -> bytes:
    return (environment.builtin_templates() / name).read_bytes()


def _as_is(content: bytes) -> bytes:
    return content


def _feed(make: Callable[[], atom.Feed]) -> bytes:
    return atom.render(make())


def _whole(make: Callable[[], Report]) -> bytes:
    return json_format.render(make()).encode()


def _file_words(name: str) -> str:
    stem, _, suffix = name.removeprefix("data/").partition(".")
    words = {"programme": "Work programme"}.get(stem, stem.capitalize())
    return f"{words} ({suffix.upper()})"
