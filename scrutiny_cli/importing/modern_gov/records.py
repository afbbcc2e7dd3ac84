"""What the elements of an answer say, as the data of records."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from scrutiny_cli.domain.dates import days_in, long_date, parse_date, parse_time
from scrutiny_cli.domain.meetings import WEB_ADDRESS
from scrutiny_cli.exempt.naming import is_marked_exempt, mentions_exempt
from scrutiny_cli.exempt.restricted import read_paragraphs, restricted
from scrutiny_cli.importing.cell_text import cleaned
from scrutiny_cli.importing.model import KEPT, READ, CellPlace, Remark
from scrutiny_cli.importing.modern_gov.word_html import to_markdown
from scrutiny_cli.wording import count, listed, plain_words, shorten

with Path(__file__).with_name("elements.toml").open("rb") as _file:
    ELEMENTS: dict[str, dict[str, list[str]]] = tomllib.load(_file)

PREFIX = "mg-"
"""What the `source` of a record begins with that came from Modern.gov; its number there follows."""
EXEMPT_ITEM, EXEMPT_PAPER = "Exempt item", "Exempt paper"
_SAYS_NOTHING = frozenset(("", "0", "false", "unspecified"))
_YES = frozenset(("true", "1", "yes"))
_VACANT = re.compile(r"\W*vacan(?:t|cy)\b", re.IGNORECASE)
_TITLES = re.compile(
    r"\A(?:(?:Borough|City|County|District|Town)\s+)?((?:Councillor|Cllr\.?|Alderman|Alderwoman|Mr\.?|Mrs\.?"
    r"|Ms\.?|Miss|Dr\.?|Prof\.?|Professor|Sir|Dame|Lady|Lord|Rev\.?|Revd\.?|Reverend)\s+)+",
)
_LONGEST_NUMBER = 6
_ELSEWHERE = re.compile(r"virtual|remote|online", re.IGNORECASE)
_NUMBER = re.compile(r"\W*(\d{1,4}(?:/\d{2,4})?)\W*\Z")


@dataclass
class ServiceRecord:
    """A record as the service has it: its number there, its data, what is to be said of it."""

    kind: str
    number: str
    place: CellPlace
    words: str
    """The words that it is known by, in messages."""
    data: dict[str, Any] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    left_out: str | None = None
    committee: str = ""
    """The number of its committee."""
    committee_title: str = ""
    committee_names: frozenset[str] = frozenset()
    """What its committee may be called, in plain words."""
    day: date | None = None
    moved_from: date | None = None
    people: dict[str, str] = field(default_factory=dict)
    """The numbers of people, by the names they have in its data."""
    closed: set[str] = field(default_factory=set)
    """The ids of restricted items that are not in its data, as no paragraphs are known."""
    listed: bool = False
    """Whether a list of meetings has it, and not an answer of its own."""

    @property
    def source(self) -> str:
        """Its `source` in a record."""
        return f"{PREFIX}{self.number}"

    def with_list(self, other: "ServiceRecord") -> "ServiceRecord":
        """This record, with what the list of meetings says besides."""
        if not self.committee:
            self.committee, self.committee_title = other.committee, other.committee_title
            self.committee_names = other.committee_names
        self.data = {**other.data, **self.data}
        return self

    def remark(self, kind: str, text: str) -> None:
        """Note something to look at."""
        self.remarks.append(Remark(kind, self.place, text))


@dataclass
class AnswerReader:
    """Reads the elements of one file. ``private`` keeps the words of what is restricted."""

    file: str
    as_of: date
    private: bool = False
    unread: Counter[str] = field(default_factory=Counter)
    """The elements that say something and are not read, by name."""

    def remarks(self) -> Iterator[Remark]:
        """What is to be said of the whole file."""
        if self.unread:
            names = [f"`{name}` ({number})" for name, number in sorted(self.unread.items())]
            text = f"elements that are not imported: {listed(names)}"
            yield Remark(KEPT, CellPlace(self.file, 0), text)

    def _look(self, element: Element) -> None:
        """Count the parts of an element that say something and that nobody reads."""
        known = ELEMENTS[element.tag]
        expected = {*known["read"], *known["apart"], *known["never"]}
        said = [(name.lower(), value) for name, value in element.attrib.items()]
        said += [(child.tag, _words(child)) for child in element]
        for name, value in said:
            if name not in expected and value.casefold() not in _SAYS_NOTHING:
                self.unread[f"{element.tag}/{name}"] += 1

    def _record(self, kind: str, number: str, words: str) -> ServiceRecord:
        row = int(number) if number.isascii() and number.isdecimal() else 0
        return ServiceRecord(kind, number, CellPlace(self.file, row), words)

    # ------------------------------------------------------------------ committees and people

    def committees(self, root: Element) -> Iterator[ServiceRecord]:
        """The committees of an answer to `GetCommittees`."""
        for element in root.iter("committee"):
            self._look(element)
            title = _title(element, "committeetitle")
            record = self._record("committees", _of(element, "committeeid"), title)
            category = _title(element, "committeecategory")
            record.data = without_blanks(
                name=title,
                source=record.source,
                notes=f"Category in Modern.gov: {category}" if category else "",
            )
            if not (record.number and title):
                record.left_out = "it has no number or no title"
            elif _is(element, "committeedeleted"):
                record.left_out = "it is deleted there"
            elif _is(element, "committeeexpired"):
                record.left_out = f"it has ended; `--only {record.number}` brings it in"
            yield record

    def people(self, root: Element) -> Iterator[ServiceRecord]:
        """The councillors of an answer to `GetCouncillorsByWard`."""
        wards = {
            id(person): _title(ward, "wardtitle")
            for ward in root.iter("ward")
            for person in ward.iter("councillor")
        }
        for element in root.iter("councillor"):
            self._look(element)
            full = _title(element, "fullusername")
            record = self._record("people", _of(element, "councillorid"), full)
            title, name = person_name(full)
            record.data = without_blanks(
                name=name,
                title=title,
                party=_title(element, "politicalpartytitle"),
                ward=wards.get(id(element)) or _title(element, "wardtitle"),
                posts=[*self._terms(element, record), *_posts(element)],
                source=record.source,
            )
            if _VACANT.match(full):
                record.left_out = "a vacancy, not a person"
            elif not (record.number and name):
                record.left_out = "it has no number or no name"
            yield record

    def _terms(self, element: Element, record: ServiceRecord) -> Iterator[dict[str, str]]:
        """The terms of office, the earliest first, each as the post of a councillor."""
        terms = []
        for term in element.iter("termofoffice"):
            start, end = (_day(_of(term, key)) for key in ("startdate", "enddate"))
            for key in ("startdate", "enddate"):
                said = _of(term, key)
                if said.casefold() not in _SAYS_NOTHING and not _day(said):
                    record.remark(KEPT, f"`{key}` says `{shorten(said)}`, which is not a date")
            if start or end:
                terms.append((start or date.min, start, end))
        for _, start, end in sorted(terms, key=lambda term: term[0]):
            yield without_blanks(**{"post": "Councillor", "from": _iso(start), "until": _iso(end)})

    # ------------------------------------------------------------------------------ meetings

    def meetings(self, root: Element) -> Iterator[ServiceRecord]:
        """The meetings of an answer to `GetMeetings`, `GetAllMeetingsByDate` or `GetMeeting`."""
        committees = {
            id(meeting): committee
            for committee in root.iter("committee")
            for meeting in committee.iter("meeting")
        }
        for element in root.iter("meeting"):
            self._look(element)
            yield self._meeting(element, committees.get(id(element)))

    def _meeting(self, element: Element, committee: Element | None) -> ServiceRecord:
        record = self._record("meetings", _of(element, "meetingid"), "")
        record.listed = element.find("agendaitems") is None
        holder = element if committee is None else committee
        record.committee = _of(holder, "committeeid")
        name = _title(holder, "committeetitle")
        names = (
            [name] if name else [_title(i, "refertocommittee") for i in element.iter("agendaitem")]
        )
        record.committee_title = next(filter(None, names), "")
        record.committee_names = frozenset(filter(None, map(plain_words, names)))
        written = _of(element, "meetingdate")
        record.day = _day(written)
        if not (record.number and record.day):
            record.left_out = (
                f"its date is `{shorten(written)}`" if record.number else "it has no number"
            )
            return record
        record.words = long_date(record.day)
        allowed = not _is_not(element, "isdisplayallowed")
        data = record.data = {"date": record.day.isoformat(), "source": record.source}
        self._when_and_where(element, record)
        self._status(element, record)
        if allowed or self.private:
            self._items(element, record)
            self._attendance(element, record)
        elif element.find("agendaitems/agendaitem") is not None:
            record.remark(READ, "it may not be shown there, so its agenda was not brought in")
        record.data = {key: value for key, value in data.items() if value}
        return record

    def _when_and_where(self, element: Element, record: ServiceRecord) -> None:
        data, notes = record.data, []
        for key, tag in (("time", "meetingtime"), ("ended_at", "meetingactualfinishtime")):
            data[key] = time = _time(_of(element, tag))
            if not time and _of(element, tag):
                notes.append(f"{key}: {_title(element, tag)}")
        data["place"] = _title(element, "meetinglocation")
        data["room"] = _title(element, "meetingroom")
        for words, tag in (
            ("Started at", "meetingactualstarttime"),
            ("Planned to end at", "meetingplannedfinishtime"),
        ):
            if said := _title(element, tag):
                notes.append(f"{words} {said}")
        if _is(element, "iswebcast"):
            notes.append("Webcast")
        data["notes"] = ". ".join(notes)

    def _status(self, element: Element, record: ServiceRecord) -> None:
        said = _title(element, "meetingstatus")
        status, _, more = (part.strip() for part in said.partition(";"))
        meaning = _meaning("status", status)
        published, minuted = _is(element, "agendapublished"), _is(element, "minutepublished")
        day = record.day or date.max
        if meaning == "cancelled":
            record.data["status"] = "cancelled"
        elif (minuted and day <= self.as_of) or day < self.as_of:
            record.data["status"] = "held"
        else:
            record.data["status"] = "published" if published else "scheduled"
        if status and meaning is None:
            record.remark(KEPT, f"the status there is `{shorten(status)}`, which is not known here")
        plain = status.casefold() in ("cancelled", "confirmed", "")
        record.data["status_reason"] = more if plain else said
        if meaning == "scheduled" and not more:
            record.data["status_reason"] = "" if status.casefold() != "provisional" else status
        if "reschedul" in more.casefold():
            days = [named.day for named in days_in(more)]
            record.moved_from = days[0] if len(days) == 1 else None

    def _items(self, element: Element, record: ServiceRecord) -> None:
        items: list[dict[str, Any]] = []
        minutes: list[dict[str, Any]] = []
        after, numbered = False, 0
        for part in element.iter("agendaitem"):
            self._look(part)
            printed = _title(part, "fulldisplaynumberformat").strip(" .()")
            heading = not printed
            title = _title(part, "agendaitemtitle")
            if heading:
                after = mentions_exempt(title)
            why = self._closed(part, title, after and not heading, heading=heading)
            name = f"{PREFIX}{_of(part, 'agendaitemid') or len(items) + 1}"
            numbered += not heading
            item: dict[str, Any] = {"id": name}
            if heading:
                item["numbered"] = "no"
            elif printed != str(numbered):
                if len(printed) <= _LONGEST_NUMBER:
                    item["number"] = printed
                else:
                    record.remark(KEPT, f"item {numbered} is numbered `{shorten(printed)}` there")
                numbered = int(printed) if printed.isdecimal() else numbered
            if why and not self._close(item, part, record, printed or "without a number", why):
                numbered -= not heading
                continue
            if not why or self.private:
                self._open(item, part, title, record)
                minutes += self._minute(part, item, record, closed=bool(why))
            items.append(item)
        record.data["items"] = items
        record.data["minutes"] = _numbered(minutes, record)

    def _closed(self, part: Element, title: str, after: bool, *, heading: bool) -> str | None:
        """Why an item is, or may be, exempt."""
        if _is(part, "isrestricted"):
            return "it is restricted there"
        if _is_not(part, "isdisplayallowed"):
            return "it may not be shown there"
        if not heading and is_marked_exempt(title):
            return "its title says that it is exempt"
        return "the heading above it speaks of exempt items" if after else None

    def _close(
        self, item: dict[str, Any], part: Element, record: ServiceRecord, printed: str, why: str
    ) -> bool:
        """Mark an item as exempt; a record cannot hold one whose paragraphs nobody knows."""
        paragraphs, _ = read_paragraphs(
            _of(doc, "restrictionsref") for doc in part.iter("linkeddoc")
        )
        if not paragraphs:
            record.closed.add(item["id"])
            record.remark(
                KEPT,
                f"item {printed} is exempt, as {why}, and names no paragraph of Schedule 12A that can be "
                "read. It was left out: add it with its paragraphs and a public title",
            )
            return False
        item |= restricted(paragraphs, EXEMPT_ITEM)
        known = f"paragraph{'s' * (len(paragraphs) > 1)} {listed(paragraphs)}"
        without = "" if self.private else "; its title, text, papers and minute were not brought in"
        record.remark(
            READ, f"item {printed} is exempt ({known}), as {why}{without}. Give its public title"
        )
        return True

    def _open(self, item: dict[str, Any], part: Element, title: str, record: ServiceRecord) -> None:
        """The words of an item and its papers."""
        item["title"] = title or "Untitled item"
        item["purpose"] = self._markdown(part, "agendatext", record)
        item["scrutiny"] = ["call-in"] if _is(part, "iscallin") else []
        item["report_by"] = [author] if (author := _title(part, "authorusername")) else []
        papers = (self._paper(doc, record) for doc in part.iter("linkeddoc"))
        item["papers"] = [paper for paper in papers if paper]
        for key in [key for key, value in item.items() if not value]:
            del item[key]

    def _paper(self, doc: Element, record: ServiceRecord) -> dict[str, Any]:
        self._look(doc)
        title, address = _title(doc, "title"), _of(doc, "url")
        closed = _is(doc, "isrestricted") or is_marked_exempt(title)
        paper: dict[str, Any] = {}
        if closed:
            paragraphs, _ = read_paragraphs([_of(doc, "restrictionsref")])
            if not paragraphs:
                words = "an exempt paper was left out, as no paragraph of Schedule 12A can be read"
                record.remark(KEPT, words)
                return {}
            paper = restricted(paragraphs, EXEMPT_PAPER)
            words = "" if self.private else ", and was not brought in"
            record.remark(READ, f"a paper is exempt{words}. Give its public title")
        if closed and not self.private:
            return paper
        if address and not WEB_ADDRESS.fullmatch(address):
            record.remark(
                KEPT, "the address of a paper does not begin with https://, and was left out"
            )
            address = ""
        return {**without_blanks(title=title or "Untitled paper", address=address), **paper}

    def _minute(
        self, part: Element, item: dict[str, Any], record: ServiceRecord, *, closed: bool
    ) -> Iterator[dict[str, Any]]:
        """The minute of an item, if there is one that is published."""
        html = part.findtext("minutesnonemptyhtmlbody") or ""
        if not html.strip():
            return
        if _is_not(part, "isminutepublished") and not self.private:
            record.remark(READ, "minutes that are not published were not brought in")
            return
        text = self._markdown(part, "minutesnonemptyhtmlbody", record)
        number = "".join(_title(part, tag) for tag in ("minutesitemnumber", "minutesitemsubnumber"))
        if text:
            yield {"number": number, "item": item["id"], "text": text}

    def _markdown(self, part: Element, tag: str, record: ServiceRecord) -> str:
        text, lost = to_markdown(part.findtext(tag) or "")
        if lost:
            where = "the minutes" if tag.startswith("minutes") else "the agenda"
            record.remark(KEPT, f"left out of {where}: {listed(list(lost))}")
        return text

    def _attendance(self, element: Element, record: ServiceRecord) -> None:
        unknown: Counter[str] = Counter()
        data = record.data
        for person in element.iter("attendee"):
            self._look(person)
            title, name = person_name(_said(person, "name"))
            full = f"{title} {name}" if title else name
            if not name:
                continue
            if number := _said(person, "memberid"):
                record.people[full] = number
            said = _said(person, "attendance")
            meaning = _meaning("attendance", said)
            role = _said(person, "roledescription")
            entry = {"name": full, "as": _meaning("role", role, whole=True) or role}
            if meaning in ("present", "remote", "in_attendance"):
                key = "in_attendance" if meaning == "in_attendance" else "attendance"
                if meaning == "remote" or _ELSEWHERE.search(said):
                    entry["mode"] = "remote"
                if "substitut" in said.casefold():
                    entry["as"] = "substitute"
                data.setdefault(key, []).append(without_blanks(**entry))
            elif meaning == "apologies":
                data.setdefault("apologies", []).append({"name": full})
            elif meaning != "unknown":
                unknown[said] += 1
        for said, number_of in unknown.items():
            text = f"`{shorten(said)}` ({count(number_of, 'person', 'people')}) has no place in a record"
            record.remark(KEPT, f"attendance: {text}")


def _numbered(minutes: list[dict[str, Any]], record: ServiceRecord) -> list[dict[str, Any]]:
    """Minutes with a number each: the one there, or the next one where that is none."""
    last, kept = 0, []
    for minute in minutes:
        said = minute["number"]
        match = _NUMBER.match(said)
        if match and int(match[1].partition("/")[0]):
            minute["number"] = match[1]
        else:
            minute["number"] = str(last + 1)
            if said.strip(" 0"):
                record.remark(
                    KEPT, f"a minute is numbered `{shorten(said)}` there, and {last + 1} here"
                )
        last = int(minute["number"].partition("/")[0])
        kept.append(minute)
    return kept


def person_name(full: str) -> tuple[str, str]:
    """A person's title and name: `Cllr Rowan Ash` is `Councillor` and `Rowan Ash`."""
    match = _TITLES.match(full)
    if not match or not full[match.end() :].strip():
        return "", full
    title = re.sub(r"\bCllr\b\.?", "Councillor", full[: match.end()].strip())
    return title, full[match.end() :].strip()


def without_blanks(**values: Any) -> dict[str, Any]:
    """Data without what says nothing."""
    return {key: value for key, value in values.items() if value}


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _of(element: Element, tag: str) -> str:
    """The words of a part of an element, on one line."""
    return " ".join((element.findtext(tag) or "").split())


def _said(element: Element, name: str) -> str:
    """The words of an attribute, or of a part of that name."""
    return _plain(element.get(name) or _of(element, name))


def _title(element: Element, tag: str) -> str:
    return _plain(_of(element, tag))


def _plain(text: str) -> str:
    """A text that HTML was made of, once or twice, as plain words on one line."""
    flat = unescape(unescape(text)) if "&" in text else text
    return " ".join(cleaned(flat)[0].split())


def _is(element: Element, tag: str) -> bool:
    return _of(element, tag).casefold() in _YES


def _is_not(element: Element, tag: str) -> bool:
    """Whether an element is there and says no."""
    return _of(element, tag).casefold() in ("false", "0", "no")


def _day(text: str) -> date | None:
    try:
        return parse_date(re.sub(r"\s+0{1,2}:00(?::00)?\Z", "", text))
    except ValueError:
        return None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _time(text: str) -> str:
    try:
        parse_time(text)
    except ValueError:
        return ""
    return text


def _posts(element: Element) -> list[dict[str, str]]:
    """The posts that a councillor holds, one a line."""
    said = unescape(unescape(element.findtext("keyposts") or ""))
    lines = re.split(r"[\n\r;]+|<br\s*/?>", said, flags=re.IGNORECASE)
    return [{"post": words} for line in lines if (words := _plain(line))]


def _meaning(table: str, said: str, *, whole: bool = False) -> str | None:
    """What words of the service mean: the longest known beginning of them counts."""
    flat = " ".join(said.casefold().split())
    known = [
        (len(word), meaning)
        for meaning, words in ELEMENTS[table].items()
        for word in words
        if flat == word or (word and not whole and flat.startswith(word))
    ]
    return max(known)[1] if known else None
