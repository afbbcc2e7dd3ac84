"""Atom (RFC 4287), read by feed readers."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

SPACE = "http://www.w3.org/2005/Atom"


class FeedEntry(NamedTuple):
    """An entry of a feed: what happened on a day, and the address of the page that says more.

    Its ``key`` stays the same for ever, so that no reader of the feed sees it twice.
    """

    key: str
    title: str
    on: date
    address: str
    summary: str = ""


class Feed(NamedTuple):
    """A feed: whose it is, its own address and that of the site, and its entries."""

    key: str
    title: str
    author: str
    address: str
    base: str
    entries: Sequence[FeedEntry]


def render(feed: Feed) -> bytes:
    """Return the feed as XML; the same entries give the same bytes."""
    ElementTree.register_namespace("", SPACE)
    root = ElementTree.Element(f"{{{SPACE}}}feed")
    if feed.base:
        root.set("xml:base", feed.base)
    latest = max((entry.on for entry in feed.entries), default=date(1970, 1, 1))
    _head(root, feed.key, feed.title, latest)
    author = ElementTree.SubElement(root, f"{{{SPACE}}}author")
    _text(author, "name", feed.author)
    ElementTree.SubElement(root, f"{{{SPACE}}}link", rel="self", href=feed.address)
    ElementTree.SubElement(root, f"{{{SPACE}}}link", href="index.html")
    for entry in feed.entries:
        element = ElementTree.SubElement(root, f"{{{SPACE}}}entry")
        _head(element, f"{feed.author}/{entry.key}", entry.title, entry.on)
        ElementTree.SubElement(element, f"{{{SPACE}}}link", href=entry.address)
        if entry.summary:
            _text(element, "summary", entry.summary)
    ElementTree.indent(root)
    found: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return found + b"\n"


def _head(parent: ElementTree.Element, key: str, title: str, on: date) -> None:
    _text(parent, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, key)}")
    _text(parent, "title", title)
    _text(parent, "updated", f"{on.isoformat()}T00:00:00Z")


def _text(parent: ElementTree.Element, name: str, words: str) -> None:
    ElementTree.SubElement(parent, f"{{{SPACE}}}{name}").text = words
