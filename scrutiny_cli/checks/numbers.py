"""Numbers that appear twice, and records that lead back to themselves."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from scrutiny_cli.checks.context import Context
from scrutiny_cli.checks.references import placed
from scrutiny_cli.documents import Path
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.wording import shorten

N = TypeVar("N")


class NumberedField(NamedTuple):
    """A printed number that nothing else has in the same place.

    ``within`` is the list whose parts have it, or empty for the record itself. ``place`` are the fields
    that say where it is printed; for parts that is always their record. ``words`` say what has it.
    """

    kind: str
    within: str
    field: str
    place: tuple[str, ...]
    words: str
    pattern: str = ".+"
    """What counts as a number: `bullet 1` and a dash may be the label of each of several."""


NUMBERED = (
    NumberedField("actions", "", "number", ("committee",), "action {} of this committee"),
    NumberedField("questions", "", "ref", ("meeting",), "question {} of this meeting"),
    NumberedField(
        *("recommendations", "", "label", ("meeting", "item", "item_title", "minute", "parent")),
        "recommendation {} of this item",
        pattern=r"\W*([A-Za-z]|[ivxlIVXL]+|\d+(\.\d+)*)\W*",
    ),
    NumberedField("meetings", "supplements.*", "number", (), "supplement {} of this meeting"),
    NumberedField("plans", "aims.*", "id", (), "aim {} of this plan"),
    NumberedField("plans", "aims.*.actions.*", "id", (), "action {} of this plan"),
    NumberedField("plans", "aims.*.actions.*", "number", (), "action {} of this plan"),
)


def twice(context: Context) -> Iterator[Finding]:
    """A printed number belongs to one thing in one place."""
    for numbered in NUMBERED:
        numbers: set[tuple[Any, ...]] = set()
        for entry, record in context.each(numbered.kind):
            steps = tuple(numbered.within.split(".")) if numbered.within else ()
            for base, part in placed(record, steps):
                number = getattr(part, numbered.field)
                if number is None or not re.fullmatch(numbered.pattern, str(number)):
                    continue
                where = [_place(context, record, field) for field in numbered.place]
                key = (*(where or [record.id]), str(number).casefold())
                if key in numbers:
                    message = f"there is already {numbered.words.format(shorten(str(number), 20))}"
                    hint = "correct one of the two"
                    path = (*base, numbered.field)
                    yield entry.finding(path, "number-twice", message, hint)
                numbers.add(key)


def _place(context: Context, record: Any, field: str) -> Any:
    if field == "committee":
        committee = context.register.committee_of(record)
        return committee.id if committee else None
    return getattr(record, field)


class OwnNumber(NamedTuple):
    """A text that is printed behind a number: that of a field, or one that scrutiny gives it."""

    kind: str
    within: str
    field: str | None
    text: str


OWN_NUMBERS = (
    *(
        OwnNumber(kind, f"standing_items.{part}.*", None, "title")
        for kind in ("councils", "committees")
        for part in ("opening", "closing")
    ),
    OwnNumber("meetings", "items.*", None, "title"),
    OwnNumber("meetings", "minutes.*", "number", "title"),
    OwnNumber("meetings", "minutes.*", "number", "text"),
    OwnNumber("meetings", "minutes.*.recommended.*", "label", "text"),
    OwnNumber("meetings", "minutes.*.resolved.*", "label", "text"),
    OwnNumber("recommendations", "", "label", "text"),
    OwnNumber("actions", "", "number", "action"),
    OwnNumber("questions", "", "ref", "question"),
    OwnNumber("plans", "aims.*", "id", "title"),
    OwnNumber("plans", "aims.*.actions.*", "id", "action"),
    OwnNumber("plans", "aims.*.actions.*", "number", "action"),
)
_ANY_NUMBER = re.compile(r"(?:(?:agenda )?item )?\(?\d{1,3}(?:\.\d{1,2})*[.):]+\s", re.IGNORECASE)
_EDGES = re.compile(r"^\W+|\W+$")


def brought_along(context: Context) -> Iterator[Finding]:
    """No text begins with the number that is printed before it."""
    for own in OWN_NUMBERS:
        steps = tuple(own.within.split(".")) if own.within else ()
        for entry, record in context.each(own.kind):
            for base, part in placed(record, steps):
                text = getattr(part, own.text)
                number = getattr(part, own.field) if own.field else None
                if not text or getattr(part, "numbered", None) is False:
                    continue
                if own.field is None and _ANY_NUMBER.match(text):
                    message = "the title begins with a number, and agendas number their items"
                elif number is not None and _begins_with(text, str(number)):
                    message = f"it begins with its own `{own.field}`, which is printed before it"
                else:
                    continue
                hint = "remove the number from the text"
                yield entry.finding((*base, own.text), "number-twice", message, hint)


def _begins_with(text: str, number: str) -> bool:
    """Whether a text begins with a number or a label: `(a) Consider`, `4. Write`, `1.01 Visit`."""
    core = _EDGES.sub("", number)
    if not core or not text.lstrip("(*_ ").casefold().startswith(core.casefold()):
        return False
    after = text.lstrip("(*_ ")[len(core) :]
    return bool(re.match(r"[.):*_]*\s" if "." in core else r"[.):*_]+\s|\s[–—-]\s", after))


CIRCLES = (
    ("meetings", "superseded_by.*", "moved-meeting", "the meetings that took its place"),
    ("recommendations", "superseded_by.*", "circle", "the recommendations that replace it"),
    ("recommendations", "parent", "circle", "the recommendations it is a part of"),
    ("questions", "same_answer_as", "circle", "the questions with the same answer"),
    ("measures", "total_of.*", "circle", "the measures that add up to it"),
)
"""References from a kind to itself, which may not lead back to where they started."""


def circles(context: Context) -> Iterator[Finding]:
    """No record leads back to itself: by what replaces it, by its parts, or by where it was moved."""
    for kind, path, code, words in CIRCLES:
        steps = tuple(path.split("."))
        leads = {
            record.id: [name for _, name in placed(record, steps)]
            for _, record in context.each(kind)
        }
        for entry, record in context.each(kind):
            if leads[record.id] and _leads_back(leads, record.id):
                message = f"{words} lead back to it"
                yield entry.finding((steps[0],), code, message, "correct one of them")
    for key in ("moved_from", "moved_to"):
        yield from _item_circles(context, key)


def _item_circles(context: Context, key: str) -> Iterator[Finding]:
    """The items that the meetings they were moved from, or to, lead back to."""
    moves: dict[tuple[str, str | None], list[tuple[str, str | None]]] = {}
    places: dict[tuple[str, str | None], tuple[Any, Path]] = {}
    for entry, meeting in context.each("meetings"):
        for index, item in enumerate(meeting.items):
            if (other := getattr(item, key)) is not None:
                node = (meeting.id, item.name)
                moves.setdefault(node, []).append((other, item.name))
                places[node] = (entry, ("items", index, key))
    for node, (entry, path) in places.items():
        if _leads_back(moves, node):
            message = "the meetings between which the item was moved lead back to this one"
            yield entry.finding(path, "circle", message, "correct one of them")


def _leads_back(leads: Mapping[N, Iterable[N]], start: N) -> bool:
    """Whether the steps from a start lead back to it."""
    visited: set[N] = set()
    todo = list(leads.get(start, ()))
    while todo:
        step = todo.pop()
        if step == start:
            return True
        if step not in visited:
            visited.add(step)
            todo += leads.get(step, ())
    return False
