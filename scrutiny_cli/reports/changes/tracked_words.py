"""Actions, recommendations and the replies to them."""

from collections.abc import Iterator
from typing import Any

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.recommendations import Recommendation, Response, ResponseAction
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.changes.pair import (
    TRACKED,
    FieldDescribers,
    Pair,
    describe_part,
    on,
    owners,
    plainly,
    quoted,
    reworded,
)
from scrutiny_cli.wording import listed


def new_action(action: Action, register: Register) -> Iterator[str]:
    """A new action: what, by whom, by when."""
    owed = listed([register.owner_words(owner) for owner in action.owner])
    words = [f"owner {owed}" if owed else "no owner"]
    words.append(f"due {register.due_words(action.due)}" if action.due else "no due date")
    yield f"new, {', '.join(words)}: {quoted(action.action)}"


def _withdrawn(pair: Pair) -> Iterator[str]:
    gone = pair.now.withdrawn
    if gone is None:
        yield "no longer withdrawn"
    else:
        yield f"withdrawn{on(gone.on)}" + (f": {quoted(gone.reason)}" if gone.reason else "")


ACTION: FieldDescribers = ((("withdrawn",), _withdrawn), *TRACKED, (("action",), reworded))


def _replaced(pair: Pair) -> Iterator[str]:
    # Which one is not said: it may be exempt, in a file that was not read for this.
    yield "replaced by another" if pair.now.superseded_by else "no longer replaced by another"


def new_recommendation(recommendation: Recommendation, register: Register) -> Iterator[str]:
    """A new recommendation: to whom, by which meeting, and its words."""
    to = f", to {listed(list(recommendation.to))}" if recommendation.to else ""
    meeting = register.meetings.get(recommendation.meeting)
    where = f" of {long_date(meeting.date)}" if meeting else ""
    yield f"new{where}{to}: {quoted(recommendation.text)}"


def _notified(pair: Pair) -> Iterator[str]:
    now = pair.now
    if now.notified != pair.before.notified:
        yield f"notice given{on(now.notified)}" if now.notified else "notice removed"
    if now.received != pair.before.received:
        yield f"received{on(now.received)}" if now.received else "receipt removed"
    due = pair.present.response_due(now)
    if due:
        yield f"a response is due by {long_date(due)}"


def _by(pair: Pair) -> Iterator[str]:
    old, new = pair.past.due_words(pair.before.by), pair.present.due_words(pair.now.by)
    yield plainly("date in the recommendation", old, new)


RECOMMENDATION: FieldDescribers = (
    (("withdrawn",), _withdrawn),
    (("superseded_by",), _replaced),
    (("notified", "received"), _notified),
    *TRACKED,
    (("by",), _by),
    (("text",), reworded),
)


def new_response(reply: Response, register: Register) -> Iterator[str]:
    """A reply: what was decided on each recommendation, and what is promised."""
    whose = f" by {reply.by}" if reply.by else ""
    part = " in part" if reply.part else ""
    decision = f": {reply.decision}" if reply.decision else ""
    yield f"answered{part}{whose}{on(reply.on)}{decision}"
    yield from (f"{name} answered: {decided}" for name, decided in reply.except_.items())
    yield from (_promise(action, register) for action in reply.actions)


def _promise(action: ResponseAction, register: Register) -> str:
    owed = listed([register.owner_words(owner) for owner in action.owner])
    words = [f"by {owed}"] if owed else []
    words += [f"due {register.due_words(action.due)}"] if action.due else []
    about = f" ({', '.join(words)})" if words else ""
    return f"promised{about}: {quoted(action.action)}"


def _decided(pair: Pair) -> Iterator[str]:
    old, new = pair.before, pair.now
    if old.decision != new.decision:
        yield plainly("decision", old.decision, new.decision)
    for name in sorted({*old.except_, *new.except_}):
        before, after = old.except_.get(name), new.except_.get(name)
        if before != after:
            yield plainly(f"decision on {name}", before, after)


def _promises(pair: Pair) -> Iterator[str]:
    """Promised actions have no ids: they are known by their words, else by their place."""
    old = {action.action: action for action in pair.before.actions}
    new = {action.action: action for action in pair.now.actions}
    for words, action in new.items():
        if words not in old:
            yield _promise(action, pair.present)
        elif old[words] != action:
            for fact in describe_part(pair.part(old[words], action), TRACKED):
                yield f"{fact} ({quoted(words)})"
    yield from (f"promised action removed: {quoted(words)}" for words in old if words not in new)


def _reply(pair: Pair) -> Iterator[str]:
    yield "reply reworded" if pair.before.text else f"reply: {quoted(pair.now.text)}"


def _part(pair: Pair) -> Iterator[str]:
    part = pair.now.part
    yield f"answers a part only: {quoted(part)}" if part else "answers the whole now"


RESPONSE: FieldDescribers = (
    (("decision", "except"), _decided),
    (("part",), _part),
    (("text",), _reply),
    (("actions",), _promises),
)


def replied_to(reply: Any) -> str:
    """What a reply answers."""
    word = "Recommendation" if len(reply.to) == 1 else "Recommendations"
    return f"{word} {listed(list(reply.to))}"


def leads(pair: Pair) -> Iterator[str]:
    """Leads of a plan's action or of a topic."""
    yield from owners("lead", pair, pair.before.leads, pair.now.leads)
