"""The public part of a register: what is exempt, or counts too few, is cut before any report.

Of an exempt or confidential item the public sees its public title and the paragraphs of Schedule
12A, and nothing else: Local Government Act 1972 s.100B(2) and (8); of its minute the summary made for
the public, s.100C(2). What an open record names is cut too, where it is exempt: a minute names the
action it led to, a reply what it decides.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain import small_counts
from scrutiny_cli.domain.actions import Withdrawn
from scrutiny_cli.domain.base import Model
from scrutiny_cli.domain.meetings import (
    Exemption,
    Interest,
    Item,
    Meeting,
    Minute,
    Paper,
    Supplement,
)
from scrutiny_cli.domain.questions import supplementary_state
from scrutiny_cli.domain.recommendations import Recommendation, Response
from scrutiny_cli.exempt.marking import (
    NOTHING_EXEMPT,
    ExemptIndex,
    ItemClue,
    Key,
    MeetingClue,
    MinuteClue,
    private_parts,
)
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.register import Register

if TYPE_CHECKING:
    from scrutiny_cli.domain.decisions import CallIn, ExecutiveDecision
    from scrutiny_cli.domain.people import Person
    from scrutiny_cli.domain.plans import Measure
    from scrutiny_cli.domain.questions import Question

UNTITLED = {"open": "Exempt item", "exempt": "Exempt item", "confidential": "Confidential item"}
UNTITLED_PAPER = {kind: title.replace("item", "paper") for kind, title in UNTITLED.items()}
UNTITLED_DECISION = {kind: title.replace("item", "decision") for kind, title in UNTITLED.items()}
PUBLIC_FIELDS = {
    "decisions": frozenset(
        {
            *("id", "committee", "maker", "key", "classification", "exempt", "private"),
            *("notice_published", "due", "taken_on", "published_on", "subject_to_call_in"),
            *("effective_from", "implemented_on"),
        }
    ),
    "call-ins": frozenset({"id", "committee", "decision", "received", "meeting", "outcome"}),
}
"""What the public may know of an exempt decision, and of a call-in that is exempt."""
M = TypeVar("M", bound=Model)


def public(register: Register, index: ExemptIndex, today: Register | None = None) -> Register:
    """The same register as the public may see it; ``index`` is what is exempt in it.

    ``today`` is the register as it is now, where this one is an earlier state: what is too small to
    show today is not shown of then either.
    """
    hidden = withheld(register, index)
    kinds: dict[str, Any] = {
        "withheld": frozenset(),
        "meetings": {key: _meeting(one, index) for key, one in register.meetings.items()},
    }
    for kind in {kind for kind, _ in hidden}:
        records = register.of(kind)
        kinds[kind] = {key: record for key, record in records.items() if (kind, key) not in hidden}
    if hidden:
        replies = kinds.get("responses", register.responses)
        shared = shared_replies(register, index)
        kinds["renamed"] = {("responses", own): reply.id for own, reply in shared.items()}
        kinds["responses"] = {key: _reply(reply, index) for key, reply in replies.items()}
        kinds["responses"] |= {reply.id: reply for reply in shared.values()}
        made = kinds.get("recommendations", register.recommendations)
        kinds["recommendations"] = {
            key: _replaced(register, one, index) for key, one in made.items()
        }
    kinds |= _decisions(register, index, kinds)
    today = register if today is None else today
    kinds["measures"] = _measures(register, today)
    kinds["questions"] = _questions(register, today)
    kinds["people"] = {key: _without_address(one) for key, one in register.people.items()}
    return register.having(**kinds)


def _without_address(person: "Person") -> "Person":
    """A person without the addresses that only the clerk writes to."""
    posts = tuple(altered(post, {"email": None}) for post in person.posts)
    return altered(person, {"email": None, "posts": posts})


def _decisions(register: Register, index: ExemptIndex, kinds: dict[str, Any]) -> dict[str, Any]:
    """The decisions and call-ins that the public may see, and what names them.

    An id may name what is exempt, so an exempt decision or call-in has another.
    """
    if not (register.decisions or register.call_ins):
        return {}
    shown = {
        key: _with_open_papers(one)
        for key, one in register.decisions.items()
        if not index.hides("decisions", key)
    }
    calls = dict(kinds.get("call-ins", register.call_ins))
    names = _closed_names(register, index)
    # Their own order is that of the files, whose names may name what is exempt.
    for (kind, own), name in names.items():
        if kind == "decisions":
            shown[name] = _decision(register.decisions[own]).model_copy(update={"id": name})
        else:
            call_in = register.call_ins[own]
            decided = names.get(("decisions", call_in.decision), call_in.decision)
            update = {"id": name, "decision": decided}
            calls[name] = _call_in(call_in).model_copy(update=update)
    heard = {own: name for (kind, own), name in names.items() if kind == "call-ins"}

    def hearing(item: Item) -> Item:
        return altered(item, {"call_in": heard.get(item.call_in or "", item.call_in)})

    meetings = {
        key: altered(meeting, {"items": tuple(map(hearing, meeting.items))})
        for key, meeting in kinds["meetings"].items()
    }
    renamed = {**kinds.get("renamed", {}), **names}
    return {"decisions": shown, "call-ins": calls, "meetings": meetings, "renamed": renamed}


def _closed_names(register: Register, index: ExemptIndex) -> dict[Key, str]:
    """The ids that the public sees of exempt decisions and call-ins, in the order of their public words."""
    calls: dict[str, list[str]] = {}
    for call_in in register.call_ins.values():
        calls.setdefault(call_in.decision, []).append(repr(_call_in(call_in)))
    words = {
        ("decisions", own): (repr(_decision(decision)), *sorted(calls.get(own, ())))
        for own, decision in register.decisions.items()
        if index.hides("decisions", own)
    }
    words |= {
        ("call-ins", own): (
            repr(_call_in(call_in)),
            *words.get(("decisions", call_in.decision), ()),
        )
        for own, call_in in register.call_ins.items()
        if index.hides("call-ins", own)
    }
    names: dict[Key, str] = {}
    for kind, own in sorted(words, key=lambda key: (key[0], words[key])):
        number = sum(known == kind for known, _ in names) + 1
        while (name := f"closed-{number}") in register.of(kind) and not index.hides(kind, name):
            number += len(words)
        names[kind, own] = name
    return names


def _decision(decision: "ExecutiveDecision") -> "ExecutiveDecision":
    """An exempt decision without an id: its public title, paragraphs and dates, and its public notice."""
    exempt, private = decision.exempt, decision.private
    titles = (part.public_title for part in (exempt, private) if part)
    numbers = (number for part in (exempt, private) if part for number in part.paragraphs)
    notice = private and (
        private if private.published_on else type(private)(paragraphs=private.paragraphs)
    )
    due = decision.due
    known: dict[str, Any] = {name: getattr(decision, name) for name in PUBLIC_FIELDS["decisions"]}
    known |= {
        "id": "",
        "title": next(filter(None, titles), UNTITLED_DECISION[decision.classification]),
        "classification": decision.classification.replace("open", "exempt"),
        "exempt": Exemption(paragraphs=tuple(sorted(set(numbers)))),
        "private": notice,
        # Words without a date may say anything.
        "due": due if due and due.day and due.words else None,
    }
    return type(decision).model_construct(**known)


def _call_in(call_in: "CallIn") -> "CallIn":
    """A call-in that is exempt, without its id and that of its decision: its dates and its outcome."""
    known: dict[str, Any] = {name: getattr(call_in, name) for name in PUBLIC_FIELDS["call-ins"]}
    return type(call_in).model_construct(**{**known, "id": "", "decision": ""})


def withheld(register: Register, index: ExemptIndex) -> frozenset[Key]:
    """Kind and id of the records of a register that arise from exempt items."""
    return frozenset(key for key in index.exempt_records if key[1] in register.of(key[0]))


def with_marks(register: Register, index: ExemptIndex) -> Register:
    """The same register, knowing which of its records are exempt."""
    return register.having(withheld=withheld(register, index))


def _questions(register: Register, today: Register) -> "dict[str, Question]":
    """The questions without what is not published of them, by their present status or an earlier one."""
    shown = {}
    for name, question in register.questions.items():
        now = today.questions.get(name)
        shown[name] = _question(question, (question, now) if now else (question,))
    same = all(shown[name] is question for name, question in register.questions.items())
    return register.questions if same else shown


def _question(question: "Question", states: "tuple[Question, ...]") -> "Question":
    """A question without the name of an anonymous questioner, or the words that were refused."""
    update: dict[str, Any] = {}
    questioner, supplementary = question.questioner, question.supplementary
    if questioner and any(one.questioner and one.questioner.anonymous for one in states):
        nobody = dict.fromkeys(type(questioner).model_fields.keys() - {"anonymous"})
        update["questioner"] = altered(questioner, {**nobody, "anonymous": True})
        update["lead"] = None
    if any(one.status == "refused" for one in states):
        words = {"topic": None, "question": None, "answer": None, "answers": (), "resolved": None}
        return altered(question, {**update, **words, "supplementary": None})
    if supplementary and any(supplementary_state(one) == "disallowed" for one in states):
        unsaid = {"question": None, "answer": None, "answers": ()}
        update["supplementary"] = altered(supplementary, unsaid)
    return altered(question, update)


def _measures(register: Register, today: Register) -> "dict[str, Measure]":
    """The measures without small counts, by the rules of ``today`` as well as by their own."""
    below: dict[str, int] = {}
    for ruling in (register, today):
        for name, measure in ruling.measures.items():
            limit = ruling.rules_of(measure).suppress_below
            if limit:
                below[name] = max(below.get(name, 0), limit)
    hidden: dict[small_counts.FigurePlace, Any] = {}
    if below and register is not today:
        # How a measure counts is a question of today as well.
        as_now = {
            name: measure.model_copy(update={"unit": now.unit, "suppress": now.suppress})
            for name, measure in register.measures.items()
            if (now := today.measures.get(name))
        }
        for measures in (as_now, today.measures):
            hidden |= small_counts.hidden_figures(
                measures, small_counts.suppressed(measures, below)
            )
    return small_counts.suppressed(register.measures, below, hidden)


def _clue(meeting: Meeting) -> MeetingClue:
    """What of a meeting bears on what is exempt, as its plain data would say it."""
    return MeetingClue(
        meeting.id,
        tuple(ItemClue(_names(item), exempt=not item.open) for item in meeting.items),
        tuple(MinuteClue(str(minute.number), minute.item or "") for minute in meeting.minutes),
        tuple(interest.item or "" for interest in meeting.interests),
        tuple(str(pause.after_minute or "") for pause in meeting.adjournments),
        tuple(supplement.items for supplement in meeting.supplements),
    )


def _names(item: Item) -> tuple[str, ...]:
    return tuple(name for name in (item.id, item.standing) if name)


def meeting_parts(meeting: Meeting, index: ExemptIndex) -> dict[str, set[int]]:
    """What of a meeting is, or may belong to, an exempt item: positions by field."""
    return private_parts(_clue(meeting), index)


def exempt_items(meeting: Meeting, index: ExemptIndex) -> set[int]:
    """The positions of the exempt items of a meeting."""
    return meeting_parts(meeting, index).get("items", set())


def is_private(item: Item, meeting: str, index: ExemptIndex) -> bool:
    """Whether the public is excluded from an item of a meeting."""
    return not item.open or item.name in index.item_names(meeting)


def exempt_papers(item: Item) -> tuple[Paper, ...]:
    """The papers of an item that are exempt by themselves."""
    return tuple(paper for paper in (*item.papers, *item.background_papers) if not paper.open)


def open_papers(item: Item) -> tuple[Paper, ...]:
    """The papers of an item that the public may read."""
    return tuple(paper for paper in item.papers if paper.open) if item.open else ()


def _meeting(meeting: Meeting, index: ExemptIndex) -> Meeting:
    """A meeting without what is exempt; the very same where nothing is."""
    if index == NOTHING_EXEMPT and not _holds_exempt(meeting, index):
        return meeting
    parts = meeting_parts(meeting, index)
    gone = index.item_names(meeting.id)
    names: dict[str | None, str] = {
        name: f"closed-{position + 1}"
        for position in sorted(parts.get("items", ()))
        for name in _names(meeting.items[position]) or (None,)
    }

    def shown(
        field: str, private: Callable[[Any, int], Any], other: Callable[[Any], Any] = _same
    ) -> tuple[Any, ...]:
        return tuple(
            private(part, position) if position in parts.get(field, ()) else other(part)
            for position, part in enumerate(getattr(meeting, field))
        )

    def minute(part: Minute, _: int) -> Minute:
        item = names.get(part.item)
        return Minute(number=part.number, item=item, public_summary=part.public_summary)

    def interest(part: Interest, _: int) -> Interest:
        return altered(part, {"item": names.get(part.item), "kind": None, "interest": None})

    def supplement(part: Supplement, _: int) -> Supplement:
        held = (name for name in part.items if name in names or name not in gone)
        items = tuple(names.get(name, name) for name in held)
        return altered(part, {"items": items, "title": None, "text": None})

    cut = {
        "items": shown("items", _item, _with_open_papers),
        "minutes": shown("minutes", minute, lambda part: _naming_nothing_exempt(part, index)),
        "interests": shown("interests", interest),
        "adjournments": shown("adjournments", lambda part, _: altered(part, {"note": None})),
        "supplements": shown("supplements", supplement),
    }
    return altered(meeting, cut)


def _same(part: M) -> M:
    return part


def _item(item: Item, position: int) -> Item:
    """An exempt item, called by its place: its public title and its paragraphs alone."""
    exempt = item.exempt
    return Item(
        standing=item.standing,
        id=f"closed-{position + 1}",
        title=(exempt and exempt.public_title) or UNTITLED[item.classification],
        classification="exempt" if item.open else item.classification,
        numbered=item.numbered,
        number=item.number,
        exempt=Exemption(paragraphs=exempt.paragraphs) if exempt else None,
    )


def _with_open_papers(part: M) -> M:
    """An open item or decision whose exempt papers have their public titles and paragraphs alone."""
    kinds = type(part).model_fields.keys() & {"papers", "background_papers"}
    return altered(part, {kind: tuple(map(_paper, getattr(part, kind))) for kind in kinds})


def _naming_nothing_exempt(minute: Minute, index: ExemptIndex) -> Minute:
    """An open minute that names no exempt record and no exempt item."""
    requests = tuple(
        altered(one, {"item": None}) if one.item in index.item_names(one.meeting) else one
        for one in minute.requests
    )
    update = {
        "promises": _without(minute.promises, "logged", "actions", index),
        "recommended": _without(minute.recommended, "tracked", "recommendations", index),
        "resolved": _without(minute.resolved, "tracked", "recommendations", index),
        "requests": requests,
    }
    return altered(minute, update)


def _without(parts: tuple[M, ...], field: str, kind: str, index: ExemptIndex) -> tuple[M, ...]:
    """Parts without the names that one of their fields gives to exempt records."""
    return tuple(
        altered(part, {field: None}) if index.hides(kind, getattr(part, field)) else part
        for part in parts
    )


def _reply(response: Response, index: ExemptIndex) -> Response:
    """A reply that names nothing exempt, nor promises anything for that alone."""
    ways = {
        name: way
        for name, way in response.except_.items()
        if not index.hides("recommendations", name)
    }
    actions = []
    for action in response.actions:
        served = tuple(name for name in action.for_ if not index.hides("recommendations", name))
        if served or not action.for_:
            actions.append(altered(action, {"for_": served}))
    return altered(response, {"except_": ways, "actions": tuple(actions)})


def shared_replies(register: Register, index: ExemptIndex) -> dict[str, Response]:
    """What the public sees of replies to exempt and open recommendations together, by their ids.

    That is the date, the decision on the open ones, and what is promised for these alone. The id may
    name what is exempt, so another takes its place.
    """
    shared = [
        (own, reply)
        for own, whole in register.responses.items()
        if index.hides("responses", own) and (reply := _open_part(whole, index))
    ]
    shared.sort(key=lambda pair: repr(pair[1]))
    names: dict[str, str] = {}
    for own, reply in shared:
        name, number = f"reply-to-{reply.to[0]}", 1
        while name in register.responses or name in names.values():
            number += 1
            name = f"reply-{number}-to-{reply.to[0]}"
        names[own] = name
    return {own: altered(reply, {"id": names[own]}) for own, reply in shared}


def _open_part(reply: Response, index: ExemptIndex) -> Response | None:
    """A reply as far as it answers open recommendations, or ``None`` if it answers none."""
    answered = tuple(name for name in reply.to if not index.hides("recommendations", name))
    if not answered:
        return None
    ways = {name: reply.except_.get(name, reply.decision) for name in answered}
    decision = ways[answered[0]]
    return Response.model_construct(
        id="",
        committee=reply.committee,
        to=answered,
        on=reply.on,
        decision=decision,
        except_={name: way for name, way in ways.items() if way and way != decision},
        part="part of it" if reply.part else None,
        published_on=reply.published_on,
        actions=tuple(
            action for action in reply.actions if action.for_ and set(action.for_) <= set(answered)
        ),
    )


def _replaced(register: Register, made: Recommendation, index: ExemptIndex) -> Recommendation:
    """A recommendation that names none that is exempt in its place; it is withdrawn even so."""
    shown = tuple(name for name in made.superseded_by if not index.hides("recommendations", name))
    if len(shown) == len(made.superseded_by):
        return made
    gone = made.withdrawn or Withdrawn.model_construct(on=register.replaced_on(made))
    return altered(made, {"superseded_by": shown, "withdrawn": gone})


def altered(part: M, update: dict[str, Any]) -> M:
    """A part with some fields changed; the very same where nothing would change.

    A list whose parts are the same ones stays the same list.
    """
    changed = {}
    for field, now in update.items():
        before = getattr(part, field)
        if isinstance(now, tuple) and len(now) == len(before):
            if any(new is not old for new, old in zip(now, before, strict=True)):
                changed[field] = now
        elif now != before:
            changed[field] = now
    return part.model_copy(update=changed) if changed else part


def _paper(paper: Paper) -> Paper:
    if paper.open:
        return paper
    exempt = paper.exempt
    return Paper(
        title=(exempt and exempt.public_title) or UNTITLED_PAPER[paper.classification],
        appendix=paper.appendix,
        classification=paper.classification,
        exempt=Exemption(paragraphs=exempt.paragraphs) if exempt else None,
    )


def may_be_cut(register: Register, index: ExemptIndex) -> bool:
    """Whether anything in a register is exempt or counts too few, and so may be in what is not read."""
    few = any(committee.rules.suppress_below for committee in register.committees.values())
    exempt = any(_holds_exempt(meeting, index) for meeting in register.meetings.values())
    papers = (paper for decision in register.decisions.values() for paper in decision.papers)
    exempt = exempt or not all(paper.open for paper in papers)
    return few or exempt or bool(withheld(register, index))


def _holds_exempt(meeting: Meeting, index: ExemptIndex) -> bool:
    """Whether an item of a meeting is exempt, or a paper of one."""
    return bool(exempt_items(meeting, index)) or any(map(exempt_papers, meeting.items))


def revision(sources: Iterable[Source], entries: Iterable[PlacedRecord], register: Register) -> str:
    """A fingerprint of the records that a register shows: the same records, the same words.

    It does not depend on the folder, the machine or what is exempt, and needs no git.
    """
    digest = hashlib.blake2b(digest_size=5)
    entries = list(entries)
    # A file with something exempt in it is known by its public words, any other by its bytes.
    mixed = {e.document.source.path for e in entries if _shown(e, register) is not e.record}
    if mixed:  # what could not be read may be exempt too
        sources = {entry.document.source for entry in entries}
    lines = {f"{source.path}\0{source.digest}" for source in sources if source.path not in mixed}
    for entry in entries:
        if entry.document.source.path in mixed and (record := _shown(entry, register)):
            lines.add(f"{entry.kind}\0{record!r}")
    for line in sorted(lines):
        # The name of a file need not be Unicode.
        digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _shown(entry: PlacedRecord, register: Register) -> Any:
    return register.shown(entry.kind, entry.id)
