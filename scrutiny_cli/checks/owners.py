"""Actions: owners who have left their posts, and due dates that scrutiny cannot read."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from scrutiny_cli.checks.context import Context
from scrutiny_cli.documents import Path
from scrutiny_cli.domain.dates import on_date
from scrutiny_cli.domain.people import Owner
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.register.register import Register
from scrutiny_cli.wording import listed, shorten, with_lookalikes

Owed = tuple[PlacedRecord, Path, Any, str]


def owed(context: Context) -> Iterator[Owed]:
    """Each action that is not done: its place, its record and the key of its owners."""
    for entry, action in context.each("actions"):
        if not action.completed and not action.withdrawn:
            yield entry, (), action, "owner"
    for entry, response in context.each("responses"):
        for index, action in enumerate(response.actions):
            if not action.completed:
                yield entry, ("actions", index), action, "owner"


def _ended(register: Register, owner: Owner) -> str | None:
    """The reason why an owner is no longer in post, or ``None`` if somebody is."""
    person = register.owner_person(owner)
    if person is not None:
        if not person.posts or any(post.until is None for post in person.posts):
            return None
        until, post = max((post.until or date.min, post.post) for post in person.posts)
        words = f"{person.name} left the post of {post} {on_date(until)}"
        return words + _successor(register, post)
    words_of_post = register.owner_post(owner)
    if words_of_post is None or register.current_holders(words_of_post):
        return None
    return f"nobody holds the post of {words_of_post} now"


def _successor(register: Register, post: str) -> str:
    names = [person.name for person in register.current_holders(post)]
    return f"; it is now held by {listed(names)}" if names else ""


def owners(context: Context) -> Iterator[Finding]:
    """The owner of an action is still in post."""
    for entry, path, thing, key in owed(context):
        for index, owner in enumerate(getattr(thing, key)):
            why = _ended(context.register, owner)
            if why:
                hint = "name the new owner; git keeps the old one"
                yield entry.finding((*path, key, index), "owner-post-ended", why, hint)


def due_dates(context: Context) -> Iterator[Finding]:
    """A due date in words names a day that scrutiny can read."""
    for entry, path, thing, _ in owed(context):
        if thing.due and thing.due.unread:
            message = f"`{shorten(thing.due.words, 40)}` names no day, so it can never be overdue"
            message = with_lookalikes(message, thing.due.words)
            hint = (
                "write a date, `November 2020`, `ongoing`, {meeting: ...} or {after: ..., by: ...}"
            )
            yield entry.finding((*path, "due"), "due-not-read", message, hint)
