"""The index of the search, split by the first two letters of words, so that a browser loads little of it.

A page is known in it by a short name made from its address, so that a new page changes no other entry.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scrutiny_cli.website.pages import Entry

FOLDER = "search"
_WORD = re.compile(r"[^\W_]+")
_MARKDOWN_ADDRESS = re.compile(r"\]\([^)]*\)")
FACETS = ("kind", "year", "committee", "state")


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text: without capitals and accents, plurals without their ending."""
    plain = text
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", text)
        plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    for word in _WORD.findall(plain.casefold()):
        if len(word) > 1:
            plural = len(word) > 3 and word.endswith("s")
            yield word[:-1] if plural else word


def shard_of(word: str) -> str:
    """Return the part of the index that has a word."""
    first = word[:2]
    return first if first.isascii() and first.isalnum() else "other"


def index(entries: Mapping[str, Entry]) -> dict[str, bytes]:
    """Return the files of the index of some pages, by address."""
    names = _names(entries)
    facets: dict[str, list[str]] = {
        facet: sorted(
            {getattr(entry, facet) for entry in entries.values()} - {""}, reverse=facet == "year"
        )
        for facet in FACETS
    }
    numbers = {facet: {word: n for n, word in enumerate(words)} for facet, words in facets.items()}
    shards: dict[str, dict[str, list[list[str]]]] = {}
    pages: dict[str, list[Any]] = {}
    for address in sorted(entries):
        entry, name = entries[address], names[address]
        pages[name] = [
            address,
            entry.title,
            *(numbers[facet].get(getattr(entry, facet), -1) for facet in FACETS),
        ]
        title = set(words_of(entry.title))
        body = set(words_of(_MARKDOWN_ADDRESS.sub("]", entry.words))) - title
        for place, words in enumerate((title, body)):
            for word in words:
                shards.setdefault(shard_of(word), {}).setdefault(word, [[], []])[place].append(name)
    files = {
        f"{FOLDER}/{shard}.json": _json(
            {word: list(map(" ".join, found)) for word, found in words.items()}
        )
        for shard, words in shards.items()
    }
    files[f"{FOLDER}/pages.json"] = _json(
        {"facets": facets, "pages": pages, "shards": sorted(shards)}
    )
    return files


def _names(addresses: Iterable[str]) -> dict[str, str]:
    """Return a short name for each address; of two that would have the same one is longer."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for address in sorted(addresses):
        digest = hashlib.blake2b(address.encode()).hexdigest()
        name = next(
            digest[:length] for length in range(8, len(digest)) if digest[:length] not in taken
        )
        taken.add(name)
        names[address] = name
    return names


def _json(data: Any) -> bytes:
    return (
        json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    ).encode()
