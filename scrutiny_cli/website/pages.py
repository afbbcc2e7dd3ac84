"""Every page and file of the public site, by address. Each is made when somebody asks for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any, NamedTuple

from scrutiny_cli.domain import page_map
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import full_date, long_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.municipal_year import municipal_year
from scrutiny_cli.packs import beside
from scrutiny_cli.packs.beside import CopiedPaper
from scrutiny_cli.reports.decisions import call_ins, decisions
from scrutiny_cli.reports.meetings import agenda, minutes, questions, supplement
from scrutiny_cli.reports.meetings.agenda import AgendaContext
from scrutiny_cli.reports.meetings.meeting_list import ListedMeeting, status_words
from scrutiny_cli.reports.model import Cell, PageLink, Report
from scrutiny_cli.reports.plans import measures, plan_page, scorecard
from scrutiny_cli.reports.programme import programme, reviews
from scrutiny_cli.reports.site import (
    addresses,
    guide,
    histories,
    home,
    lists,
    meeting_page,
    people,
    programmes,
)
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers import (
    actions,
    impact,
    recommendation_tracker,
    recommendations,
    responses,
)
from scrutiny_cli.reports.trackers.actions import LoggedAction
from scrutiny_cli.reports.trackers.recommendations import TrackedRecommendation
from scrutiny_cli.wording import capital, shorten
from scrutiny_cli.workspace import page_maps
from scrutiny_cli.workspace.loading import Loaded
from scrutiny_cli.workspace.marks import ChangeMarks

LARGE = 1000
"""With more actions or recommendations than this, each committee has trackers of its own."""
TRACKERS = {
    "action-log": "Action log",
    "recommendation-tracker": "Recommendation tracker",
    "response-schedule": "Schedule of responses",
}


@dataclass(frozen=True)
class Entry:
    """What the search knows of a page: its title, its words, and by what it can be chosen."""

    title: str
    words: str
    kind: str
    year: str = ""
    committee: str = ""
    state: str = ""


class Page(NamedTuple):
    """A page of the site: which part of the site it is in, and how it is made."""

    section: str
    make: Callable[[], Report]
    entry: Entry | None = None
    event: Callable[[], dict[str, Any]] | None = None
    moved_to: str = ""


@dataclass(frozen=True)
class Website:
    """The site of a register as the public may see it."""

    loaded: Loaded
    at: Standpoint
    changes: ChangeMarks = field(default_factory=lambda: ChangeMarks({}, ()))

    @cached_property
    def actions(self) -> list[LoggedAction]:
        """The actions on the log."""
        return actions.logged(self.at)

    @cached_property
    def recommendations(self) -> list[TrackedRecommendation]:
        """The recommendations that were made."""
        return recommendations.tracked(self.at)

    @cached_property
    def meetings(self) -> list[ListedMeeting]:
        """The meetings of the committees by date."""
        known = [
            ListedMeeting(self.at, meeting)
            for committee in self.at.committees
            for meeting in self.at.register.meetings_of(committee)
        ]
        return sorted(known, key=lambda m: (m.record.date, m.record.id))

    @cached_property
    def _by_meeting(self) -> dict[str, tuple[list[TrackedRecommendation], list[LoggedAction]]]:
        found: dict[str, tuple[list[TrackedRecommendation], list[LoggedAction]]] = {}
        for recommendation in self.recommendations:
            found.setdefault(recommendation.record.meeting, ([], []))[0].append(recommendation)
        for action in self.actions:
            found.setdefault(action.record.meeting or "", ([], []))[1].append(action)
        return found

    def arisen(self, meeting: Meeting) -> tuple[list[TrackedRecommendation], list[LoggedAction]]:
        """Return the recommendations and the actions of a meeting."""
        return self._by_meeting.get(meeting.id, ([], []))

    @cached_property
    def _contexts(self) -> dict[str, AgendaContext]:
        return {m.record.id: self._context(m.body, m.record) for m in self.meetings}

    def _context(self, committee: Committee, meeting: Meeting) -> AgendaContext:
        if not meeting.items:
            return AgendaContext(self.at.register, committee, meeting)
        pages = page_maps.read(self.loaded.root, meeting)
        known = page_map.with_pages(meeting, pages, private=self.at.private)
        context = AgendaContext(self.at.register, committee, known)
        files = beside.copied(self.loaded, context)
        return replace(
            context,
            links={key: file.address for key, file in files.items()},
            kinds={file.address: file.words for file in files.values()},
        )

    @cached_property
    def papers(self) -> dict[str, CopiedPaper]:
        """The papers that agendas link to, by their names below `records/`."""
        return {
            file.name: file
            for context in self._contexts.values()
            if context.links
            for file in beside.copied(self.loaded, context).values()
        }

    def _of(self, committee: Committee) -> Standpoint:
        return replace(self.at, committees=(committee,))

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by its address."""
        return dict(self._pages())

    def _pages(self) -> Iterator[tuple[str, Page]]:
        yield from self._meeting_pages()
        yield from self._record_pages()
        yield from self._tracker_pages()
        yield from self._people_pages()
        yield from self._programme_pages()
        yield from self._front_pages()

    def documents(self, meeting: ListedMeeting) -> dict[str, tuple[str, Callable[[], Report]]]:
        """Return the documents of a meeting by address: what each is called, and how it is made."""
        record, at = meeting.record, self._of(meeting.body)
        found: dict[str, tuple[str, Callable[[], Report]]] = {}
        if record.items or record.published_on:
            context = self._contexts[record.id]
            found[f"agenda-{record.id}"] = ("Agenda", partial(agenda.report, at, context))
            for each in record.supplements:
                if each.number and (made := supplement.report(at, context, each.number)):
                    name = f"supplement-{record.id}-{each.number}"
                    found[name] = (f"Supplement {each.number}", partial(_same, made))
        if record.minutes or (record.inquorate and record.date <= at.as_of):
            found[f"minutes-{record.id}"] = ("Minutes", partial(self._minutes, meeting))
        if questions.accepted(at, record):
            make = partial(questions.supplement, at, record)
            found[f"questions-{record.id}"] = ("Questions and answers", make)
        return found

    def _minutes(self, meeting: ListedMeeting) -> Report:
        at = self._of(meeting.body)
        context = minutes.MinutesContext(
            at, meeting.body, self._contexts[meeting.record.id].meeting
        )
        return minutes.report(context)

    @cached_property
    def document_links(self) -> dict[str, tuple[Cell, ...]]:
        """Links to the documents of each meeting, by its id."""
        return {
            meeting.record.id: tuple(
                PageLink(words, page=page) for page, (words, _) in self.documents(meeting).items()
            )
            for meeting in self.meetings
        }

    def _meeting_pages(self) -> Iterator[tuple[str, Page]]:
        for meeting in self.meetings:
            record = meeting.record
            page = addresses.page_of("meetings", record.id)
            entry = self._entry(
                meeting,
                f"Meeting of {long_date(record.date)}",
                "Meeting",
                _words_of_meeting(meeting),
            )
            after = [m for m in self.at.register.successors(record.id) if m.id != record.id]
            if record.status == "superseded" and after:
                yield page, self._moved(meeting, after)
            else:
                make = partial(self._meeting_page, meeting)
                yield (
                    page,
                    Page(addresses.MEETINGS, make, entry, partial(meeting_page.event, meeting)),
                )
            for address, (words, build) in self.documents(meeting).items():
                title = f"{words}, {long_date(record.date)}"
                text = _words_of_document(meeting, words)
                yield (
                    address,
                    Page(addresses.MEETINGS, build, self._entry(meeting, title, words, text)),
                )
            yield from self._item_pages(meeting)

    def _moved(self, meeting: ListedMeeting, after: list[Meeting]) -> Page:
        title = f"Meeting of {full_date(meeting.record.date)}"
        links = [
            PageLink(f"Meeting of {full_date(m.date)}", page=addresses.page_of("meetings", m.id))
            for m in after
        ]
        make = partial(
            guide.moved,
            self._of(meeting.body),
            title,
            (*links, *self.document_links[meeting.record.id]),
        )
        event = partial(meeting_page.event, meeting)
        alone = (
            f"{links[0].page}.html"
            if len(links) == 1 and not self.document_links[meeting.record.id]
            else ""
        )
        return Page(addresses.MEETINGS, make, None, event, alone)

    def _meeting_page(self, meeting: ListedMeeting) -> Report:
        made, agreed = self.arisen(meeting.record)
        items = (
            [
                PageLink(_numbered(entry), page=addresses.item_page(meeting.record.id, item))
                if self._has_page(item, entry)
                else _numbered(entry)
                for item, entry in self._contexts[meeting.record.id].shown
            ]
            if meeting.record.items
            else []
        )
        documents = self.document_links[meeting.record.id]
        return meeting_page.page(self._of(meeting.body), meeting, documents, items, made, agreed)

    @staticmethod
    def _has_page(item: Any, entry: Any) -> bool:
        return histories.has_page(item) and not entry.confidence

    def _item_pages(self, meeting: ListedMeeting) -> Iterator[tuple[str, Page]]:
        if not meeting.record.items:
            return
        made, agreed = self.arisen(meeting.record)
        context = self._contexts[meeting.record.id]
        for item, entry in context.shown:
            if not self._has_page(item, entry):
                continue
            on = histories.ItemOnAgenda(
                context,
                item,
                replace(entry, number=entry.number),
                tuple(r for r in made if item.name and r.record.item == item.name),
                tuple(a for a in agreed if item.name and a.record.item == item.name),
            )
            words = " ".join(
                filter(None, (entry.purpose, *entry.report_by, *(p.title for p in entry.papers)))
            )
            minuted = " ".join(
                m.text or "" for m in meeting.record.minutes if item.name and m.item == item.name
            )
            entry_ = self._entry(meeting, entry.title, "Agenda item", f"{words} {minuted}")
            make = partial(histories.item_page_report, self._of(meeting.body), on)
            yield (
                addresses.item_page(meeting.record.id, item),
                Page(addresses.MEETINGS, make, entry_),
            )

    def _entry(self, meeting: ListedMeeting, title: str, kind: str, words: str) -> Entry:
        state = capital(status_words(self.at.register, meeting.record))
        return Entry(
            title,
            words,
            kind,
            meeting.municipal_year,
            meeting.body.name,
            state if kind == "Meeting" else "",
        )

    def _record_pages(self) -> Iterator[tuple[str, Page]]:
        for action in self.actions:
            record = action.record
            title = f"Action {action.called}: {shorten(record.action, 80)}"
            words = " ".join((record.action, *action.owners, *(n.note for n in record.progress)))
            state = capital(actions.state_words(action.standing._replace(days=None)))
            entry = Entry(title, words, "Action", _year(action), _committee(action), state)
            page = addresses.page_of("actions", record.id)
            yield page, Page(addresses.ACTIONS, partial(histories.action_page, action), entry)
        for made in self.recommendations:
            title = f"{histories.recommendation_title(made)}: {shorten(made.record.text, 80)}"
            texts = (answer.share.response.text or "" for answer in made.answers)
            words = " ".join((made.record.text, *made.record.to, made.item_title, *texts))
            state = made.state_words.partition(" by ")[0]
            entry = Entry(title, words, "Recommendation", _year(made), _committee(made), state)
            page = addresses.page_of("recommendations", made.record.id)
            make = partial(histories.recommendation_page, made)
            yield page, Page(addresses.RECOMMENDATIONS, make, entry)

    def _tracker_pages(self) -> Iterator[tuple[str, Page]]:
        at = self.at
        for page, (section, make) in self._trackers().items():
            yield page, Page(section, make)
        known: dict[str, list[Any]] = {
            addresses.ACTIONS: list(self.actions),
            addresses.RECOMMENDATIONS: list(self.recommendations),
        }
        for catalogue in lists.CATALOGUES:
            things = known[catalogue.page]
            whole = [
                page for page, (section, _) in self._trackers().items() if section == catalogue.page
            ]
            links = [PageLink(self._tracker_words(page), page=page) for page in whole]
            front = partial(lists.front, at, catalogue, things, links)
            yield catalogue.page, Page(catalogue.page, front)
            for page, (words, on_list) in lists.groups_of(catalogue, things).items():
                make = partial(lists.one_list, at, catalogue, words, on_list)
                yield page, Page(catalogue.page, make)

    def _trackers(self) -> dict[str, tuple[str, Callable[[], Report]]]:
        """The trackers by address: of all committees, or of each where one page would be too long."""
        makers: dict[str, tuple[str, int, Callable[[Standpoint], Report]]] = {
            "action-log": (addresses.ACTIONS, len(self.actions), actions.log),
            "recommendation-tracker": (
                addresses.RECOMMENDATIONS,
                len(self.recommendations),
                recommendation_tracker.tracker,
            ),
            "response-schedule": (
                addresses.RECOMMENDATIONS,
                len(self.recommendations),
                responses.schedule,
            ),
        }
        found: dict[str, tuple[str, Callable[[], Report]]] = {}
        for name, (section, number, make) in makers.items():
            if number <= LARGE:
                found[name] = (section, partial(make, self.at))
                continue
            for body in self.at.committees:
                found[f"{name}-{body.id}"] = (section, partial(make, self._of(body)))
        return found

    def _tracker_words(self, page: str) -> str:
        known = next(name for name in TRACKERS if page.startswith(name))
        whose = {f"{known}-{body.id}": f", {body.name}" for body in self.at.committees}
        return f"{TRACKERS[known]}{whose.get(page, '')}"

    def _people_pages(self) -> Iterator[tuple[str, Page]]:
        yield addresses.MEMBERS, Page(addresses.MEMBERS, partial(people.members, self.at))
        for person in people.holders(self.at):
            entry = Entry(person.full_name, " ".join(p.post for p in person.posts), "Member")
            page = addresses.page_of("people", person.id)
            yield page, Page(addresses.MEMBERS, partial(people.member, self.at, person), entry)

    def _programme_pages(self) -> Iterator[tuple[str, Page]]:
        at = self.at
        topics = programmes.over_years(at)
        front = partial(programmes.front, at, list(topics.values()))
        yield addresses.PROGRAMME, Page(addresses.PROGRAMME, front)
        for name, over in topics.items():
            record = over.topic.record
            entry = Entry(
                record.topic,
                record.description or "",
                "Topic",
                over.topic.year or "",
                _committee(over.topic),
            )
            page = addresses.page_of("programme", name)
            make = partial(programmes.topic_page, at, over)
            yield page, Page(addresses.PROGRAMME, make, entry)
        for committee in at.committees:
            for year in programme.years(at, committee):
                page = f"programme-{committee.id}-{year.replace('/', '-')}"
                of_year = programme.Year(self._of(committee), committee, year, "position")
                entry = Entry(f"Work programme {year}", "", "Work programme", year, committee.name)
                yield page, Page(addresses.PROGRAMME, partial(programme.report, of_year), entry)
        yield from self._decision_pages()
        yield from self._review_pages()
        yield from self._plan_pages()

    def _decision_pages(self) -> Iterator[tuple[str, Page]]:
        at = self.at
        if known := decisions.decisions_of(at):
            words = " ".join(decision.title for decision in known)
            entry = Entry("Forward plan of decisions", words, "Forward plan")
            make = partial(decisions.forward_plan, at)
            yield addresses.FORWARD_PLAN, Page(addresses.FORWARD_PLAN, make, entry)
        if called := call_ins.call_ins_of(at):
            entry = Entry("Call-ins", " ".join(one.title for one in called), "Call-ins")
            make = partial(call_ins.record_of_call_ins, at)
            yield addresses.CALL_INS, Page(addresses.CALL_INS, make, entry)

    def _review_pages(self) -> Iterator[tuple[str, Page]]:
        known = list(self.at.of_committees(self.at.register.reviews))
        if known:
            yield addresses.REVIEWS, Page(addresses.REVIEWS, partial(programmes.reviews, self.at))
        for review in known:
            at = self._at_of(review)
            words = " ".join(filter(None, (review.reason, review.summary)))
            body = at.committees[0].name if at.committees else ""
            entry = Entry(review.title, words, "Review", committee=body)
            page = addresses.page_of("reviews", review.id)
            yield page, Page(addresses.REVIEWS, partial(reviews.scoping, at, review), entry)

    def _at_of(self, record: Any) -> Standpoint:
        committee = self.at.register.committee_of(record)
        return self._of(committee) if committee else self.at

    def _plan_pages(self) -> Iterator[tuple[str, Page]]:
        links = []
        for plan in self.at.of_committees(self.at.register.plans):
            at = self._at_of(plan)
            forms: list[tuple[str, str, Callable[[], Report]]] = [
                (f"plan-{plan.id}", plan.title, partial(plan_page.report, at, plan))
            ]
            if measures.of_plan(at, plan):
                make = partial(scorecard.report, at, plan)
                forms.append((f"scorecard-{plan.id}", f"Scorecard of {plan.title}", make))
            for page, title, build in forms:
                links.append(PageLink(title, page=page))
                body = at.committees[0].name if at.committees else ""
                yield page, Page(addresses.PLANS, build, Entry(title, "", "Plan", committee=body))
        if links:
            yield addresses.PLANS, Page(addresses.PLANS, partial(programmes.plans, self.at, links))

    def _front_pages(self) -> Iterator[tuple[str, Page]]:
        at = self.at
        rows = [lists.MeetingRow(m, self.document_links[m.record.id]) for m in self.meetings]
        yield addresses.MEETINGS, Page(addresses.MEETINGS, partial(lists.meetings, at, rows))
        yield addresses.HOME, Page(addresses.HOME, self._home)
        achieved = impact.Impact(at)
        if achieved.rated:
            yield (
                addresses.IMPACT,
                Page(addresses.RECOMMENDATIONS, partial(impact.report, achieved)),
            )
        yield addresses.CHANGES, Page(addresses.HOME, partial(self._with_site, home.changes))
        yield addresses.GUIDE, Page(addresses.GUIDE, partial(guide.worked_out, at))
        yield addresses.ACCESSIBILITY, Page("", partial(guide.accessibility, at))

    def _home(self) -> Report:
        return self._with_site(home.home)

    def _with_site(self, make: Callable[[Standpoint, home.OnSite], Report]) -> Report:
        changes = home.change_links(self.at, self.changes.marks, self.actions, self.recommendations)
        since = self.changes.words[0] if self.changes.words else "No earlier meeting"
        return make(
            self.at,
            home.OnSite(
                actions=self.actions,
                recommendations=self.recommendations,
                changes=changes,
                since=_since_words(since),
                documents=self.document_links,
                links=self._links(),
            ),
        )

    def _links(self) -> tuple[Cell, ...]:
        known = {
            **TRACKERS,
            addresses.IMPACT: "Impact of scrutiny",
            addresses.PLANS: "Improvement plans and scorecards",
            addresses.REVIEWS: "Reviews",
            addresses.DATA: "Open data, feeds and calendars",
        }
        return tuple(
            PageLink(words, page=page)
            for page, words in known.items()
            if page in self.pages or page == addresses.DATA
        )


def _same(report: Report) -> Report:
    return report


def _since_words(words: str) -> str:
    """Return since when, as a heading: without where the dates come from."""
    return words.partition(", by the records")[0]


def _numbered(entry: Any) -> str:
    return f"{entry.number}. {entry.title}" if entry.number else entry.title


def _year(listed: Any) -> str:
    return municipal_year(listed.meeting.date) if listed.meeting else ""


def _committee(listed: Any) -> str:
    return listed.committee.name if listed.committee else ""


def _words_of_meeting(meeting: ListedMeeting) -> str:
    return " ".join(filter(None, (meeting.body.name, meeting.where, meeting.record.focus)))


def _words_of_document(meeting: ListedMeeting, words: str) -> str:
    """Return the words of a document that no other page has."""
    if words == "Minutes":
        return " ".join(m.text or "" for m in meeting.record.minutes)
    if words == "Agenda":
        return " ".join(item.title or "" for item in meeting.record.items)
    return meeting.body.name
