"""The earlier side of a comparison, as the public may see it today.

What has become exempt since is exempt on the earlier side too: its old words are not shown either. An
item may have lost its name as it was closed, or gone to another meeting. So an item of the past that no
open item of today is called like counts as one of those that are exempt now.
"""

from collections.abc import Iterable

from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.meetings import Item, Meeting
from scrutiny_cli.exempt.cutting import altered, exempt_items, public
from scrutiny_cli.exempt.marking import Clue, ExemptIndex, marking
from scrutiny_cli.register.register import Register


def earlier_public(
    then: Register, clues: Iterable[Clue], now: Register, index: ExemptIndex
) -> Register:
    """An earlier register as the public may see it today.

    ``clues`` are those of the earlier files; ``now`` is the later register with all its words, and
    ``index`` what is exempt in it.
    """
    marked = _marked(then, now, index)
    known = index.with_items(
        (meeting.id, item.name)
        for meeting in marked.meetings.values()
        for item in meeting.items
        if item.name and not item.open
    )
    return public(marked, marking(clues, _closed_since(then, now, known)), now)


def _closed_since(then: Register, now: Register, index: ExemptIndex) -> ExemptIndex:
    """The index with the decisions of the past that are gone, if one may have got another id as it was closed."""
    closed = {name for kind, name in index.exempt_records if kind == "decisions"}
    if closed <= then.decisions.keys():
        return index
    return index.with_records(
        ("decisions", name) for name in then.decisions.keys() - now.decisions.keys()
    )


def _marked(then: Register, now: Register, index: ExemptIndex) -> Register:
    """The earlier register, its items that are exempt now marked as such."""
    closed = {key: _exempt(meeting, index) for key, meeting in now.meetings.items()}
    everywhere = [item for items in closed.values() for item in items]
    if not everywhere:
        return then
    left = {item.moved_from for item in everywhere}
    names = {item.name for item in everywhere if item.name}

    def marked(meeting: Meeting) -> Meeting:
        today = now.meetings.get(meeting.id)
        here = closed.get(meeting.id, [])
        there = today.items if today else ()
        still = {_called(item) for item in there} if today and today.stands else set()
        still_open = {_called(item) for item in there if not any(item is one for one in here)}

        def as_now(item: Item) -> Item:
            if not item.open:
                return item
            if here and _called(item) not in still_open:
                return _like(item, next((one for one in here if one.name == item.name), here[0]))
            # An item that went to another meeting may be exempt there.
            gone = _called(item) not in still
            return _like(item) if gone and (meeting.id in left or item.name in names) else item

        return altered(meeting, {"items": tuple(map(as_now, meeting.items))})

    return then.having(meetings={key: marked(one) for key, one in then.meetings.items()})


def _exempt(meeting: Meeting, index: ExemptIndex) -> list[Item]:
    return [meeting.items[position] for position in sorted(exempt_items(meeting, index))]


def _called(item: Item) -> str | None:
    return item.name or item.title


def _like(item: Item, exempt: Item | None = None) -> Item:
    """An item as exempt as another, or for no known reason."""
    if exempt is None or exempt.open:
        return item.model_copy(update={"classification": "exempt"})
    update = {"classification": exempt.classification, "exempt": exempt.exempt}
    return item.model_copy(update=update)


def may_hide(register: Register, index: ExemptIndex, sources: Iterable[Source]) -> bool:
    """Whether anything can be exempt: in a register's meetings as they are, or in files that differ."""
    words = (b"classification", b"exempt", b"private")
    return (
        bool(index.exempt_records)
        or any(exempt_items(meeting, index) for meeting in register.meetings.values())
        or any(word in source.raw for source in sources for word in words)
    )
