"""Meetings and their agendas, the work programme, questions."""

from collections import Counter
from collections.abc import Iterator

from scrutiny_cli.domain.dates import clock, full_date, long_date
from scrutiny_cli.domain.meetings import Item, Meeting
from scrutiny_cli.domain.programme import Topic
from scrutiny_cli.domain.questions import Question, answered_on, answers_of
from scrutiny_cli.exempt.wording import title_of
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.changes.pair import (
    FieldDescribers,
    Pair,
    entries,
    on,
    plainly,
    quoted,
    reworded,
    times,
)
from scrutiny_cli.reports.changes.tracked_words import leads
from scrutiny_cli.wording import count, listed
from scrutiny_cli.workspace.comparison import changed_fields


def new_meeting(meeting: Meeting, register: Register) -> Iterator[str]:
    """A new meeting: its day and hour."""
    hour = f" at {clock(meeting.time)}" if meeting.time else ""
    yield f"new, on {full_date(meeting.date)}{hour}"
    if meeting.status != "scheduled":
        yield _status_words(meeting, Pair(meeting, meeting, register, register))


def _day(pair: Pair) -> Iterator[str]:
    before, now = pair.before, pair.now
    if before.date != now.date:
        yield f"moved to {full_date(now.date)}"
    if before.time != now.time:
        yield plainly("time", before.time, now.time)


def _status(pair: Pair) -> Iterator[str]:
    before, now = pair.before, pair.now
    if now.status != before.status:
        yield _status_words(now, pair)
    elif now.superseded_by != before.superseded_by:
        yield f"superseded by {_after(now, pair) or 'no other meeting'}"
    if now.published_on != before.published_on and now.status in (before.status, "held"):
        day = now.published_on
        yield f"agenda published{on(day)}" if day else "date of publication removed"


def _status_words(meeting: Meeting, pair: Pair) -> str:
    """What became of a meeting."""
    if meeting.status == "superseded":
        return f"superseded by {_after(meeting, pair) or 'another meeting'}"
    if meeting.status == "published":
        return f"agenda published{on(meeting.published_on)}"
    return {"scheduled": "scheduled again"}.get(meeting.status, meeting.status)


def _after(meeting: Meeting, pair: Pair) -> str:
    """The meetings that took a meeting's place."""
    return listed([pair.meeting(name) for name in meeting.superseded_by])


def _items(pair: Pair) -> Iterator[str]:
    before, now = _by_name(pair.before), _by_name(pair.now)
    for name, item in now.items():
        title = _title(pair, item)
        if name not in before:
            yield f"agenda item added: {title}"
            yield from ([f"paper to follow: {title}"] if item.state == "to follow" else [])
        elif before[name] != item:
            yield from _item(pair, before[name], item, title)
    for name, item in before.items():
        if name not in now:
            yield f"agenda item withdrawn: {_title(pair, item)}"
    if list(before) != list(now) and set(before) == set(now):
        yield "agenda put in another order"


def _by_name(meeting: Meeting) -> dict[tuple[str, int], Item]:
    """The items by what they are called; those without a name, and closed ones, by their title."""
    counts: Counter[str] = Counter()
    named = {}
    for item in meeting.items:
        name = (item.name if item.open else None) or f"titled {item.title}"
        counts[name] += 1
        named[name, counts[name]] = item
    return named


def _title(pair: Pair, item: Item) -> str:
    """An item's title; a standing item may take the committee's."""
    if item.title:
        return quoted(item.title)
    committee = pair.present.committee_of(pair.now)
    for standing in (
        (*committee.standing_items.opening, *committee.standing_items.closing) if committee else ()
    ):
        if standing.id == item.standing:
            return quoted(standing.title)
    return item.name or "an item without a title"


def _item(pair: Pair, old: Item, new: Item, title: str) -> Iterator[str]:
    """What happened to one item; nothing where only the number of a closed one shifted."""
    fields = set(changed_fields(old, new)) - ({"id"} if not new.open else set())
    arrived = [paper for paper in new.papers if paper not in old.papers]
    if old.state == "to follow" and new.state != "to follow":
        where = f" in supplement {new.state}" if new.state else ""
        yield f"paper arrived{where}: {title}"
    elif arrived:
        papers = listed([quoted(title_of(paper)) for paper in arrived])
        yield f"{count(len(arrived), 'paper')} added to {title}: {papers}"
    elif new.state == "to follow" and "state" in fields:
        yield f"paper to follow: {title}"
    elif "state" in fields:
        yield f"paper came {f'in supplement {new.state}' if new.state else 'in time'}: {title}"
    if old.classification != new.classification:
        yield f"{new.classification} now, it was {old.classification}: {title}"
        fields -= {"exempt"}
    if new.moved_to and new.moved_to != old.moved_to:
        yield f"item moved to {pair.meeting(new.moved_to)}: {title}"
    rest = sorted(fields - {"state", "papers", "classification", "moved_to"})
    if rest:
        yield f"{listed([name.replace('_', ' ') for name in rest])} changed: {title}"
    elif fields == {"papers"} and not arrived:
        yield f"papers changed: {title}"


def _minutes(pair: Pair) -> Iterator[str]:
    old = {minute.number: minute for minute in pair.before.minutes}
    new = {minute.number: minute for minute in pair.now.minutes}
    for word, numbers in (
        ("recorded", [n for n in new if n not in old]),
        ("changed", [n for n in new if n in old and old[n] != new[n]]),
        ("removed", [n for n in old if n not in new]),
    ):
        if numbers:
            noun = "minute" if len(numbers) == 1 else "minutes"
            yield f"{noun} {listed([str(number) for number in numbers])} {word}"


def _supplements(pair: Pair) -> Iterator[str]:
    published = False
    for supplement in pair.now.supplements:
        if supplement not in pair.before.supplements:
            published = True
            number = f" {supplement.number}" if supplement.number else ""
            yield f"supplement{number} published{on(supplement.published_on)}"
    if not published:
        yield "supplements changed"


MEETING: FieldDescribers = (
    (("date", "time"), _day),
    (("status", "superseded_by", "published_on"), _status),
    (("items",), _items),
    (("minutes",), _minutes),
    (("supplements",), _supplements),
)


def _place(pair: Pair, topic: Topic) -> str:
    """Where a topic is on the programme."""
    if topic.meeting:
        return pair.meeting(topic.meeting)
    return f"the list “{topic.list}”" if topic.list else "no meeting or list"


def new_topic(topic: Topic, register: Register) -> Iterator[str]:
    """A new topic and where it is."""
    place = _place(Pair(topic, topic, register, register), topic)
    yield f"new, for {place}" if topic.meeting or topic.list else "new"


def _moved(pair: Pair) -> Iterator[str]:
    before, now = _place(pair, pair.before), _place(pair, pair.now)
    entered = [move for move in pair.now.moved if move not in pair.before.moved]
    if before != now:
        why = next((f" ({quoted(move.why)})" for move in reversed(entered) if move.why), "")
        counted = times(len(pair.now.moved)) if entered else ""
        unsaid = "" if entered else ", with no entry under `moved`"
        yield f"moved{counted} from {before} to {now}{unsaid}{why}"
    else:
        yield "earlier moves rewritten"


def _position(pair: Pair) -> Iterator[str]:
    yield from entries("position", pair.before.position, pair.now.position)


TOPIC: FieldDescribers = (
    (("meeting", "list", "moved"), _moved),
    (("position",), _position),
    (("leads",), leads),
)


def new_question(question: Question, register: Register) -> Iterator[str]:
    """A new question: never who asked it."""
    day = question.received.on if question.received else None
    meeting = register.meetings.get(question.meeting)
    where = f" for the meeting of {long_date(meeting.date)}" if meeting else ""
    about = f": {quoted(question.topic)}" if question.topic else ""
    yield f"received{on(day)}{where}{about}"
    if question.status == "refused":
        yield "refused"
    elif _answered(question):
        yield f"answered{on(answered_on(question))}"


def _answered(question: Question) -> bool:
    return bool(answers_of(question) or question.answered_on or question.same_answer_as)


def _answer(pair: Pair) -> Iterator[str]:
    before, now = _answered(pair.before), _answered(pair.now)
    if now and not before:
        yield f"answered{on(answered_on(pair.now))}"
    else:
        yield "answer changed" if now else "answer removed"


def _refused(pair: Pair) -> Iterator[str]:
    now = pair.now
    if now.status == "refused":
        yield "refused" + (f" under {quoted(now.refused.rule)}" if now.refused else "")
    else:
        yield "accepted after all"


def _supplementary(pair: Pair) -> Iterator[str]:
    old, new = pair.before.supplementary, pair.now.supplementary
    if new is None:
        yield "supplementary question removed"
        return
    facts = [
        ("disallowed", new.disallowed and not (old and old.disallowed)),
        ("asked", new.question and not (old and old.question)),
        ("answered", answers_of(new) and not (old and answers_of(old))),
    ]
    happenings = [word for word, happened in facts if happened]
    yield f"supplementary question {listed(happenings) if happenings else new.state or 'changed'}"


def _asked_by(_: Pair) -> Iterator[str]:
    yield "questioner changed"


QUESTION: FieldDescribers = (
    (("status", "refused"), _refused),
    (("answer", "answers", "answered_on", "same_answer_as"), _answer),
    (("supplementary",), _supplementary),
    (("questioner",), _asked_by),
    (("question",), reworded),
)
