"""Invisible characters, typed or written as an escape, and the few that a text needs.

The list is Unicode's category of format characters (Cf) without those that show something, the
variation selectors, and the letters and signs that are drawn as nothing. The gate refuses those
that turn the direction of writing. A text may need some: a joiner between two emoji or within a
script that joins its letters, one variation selector after a sign, the flags of England, Scotland
and Wales. It needs no soft hyphen: a search does not find words with one.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice

from scrutiny_cli.documents import gate, parsers
from scrutiny_cli.documents.problems import Span

_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_CANDIDATE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u2800\u3164\uffa0"
    f"\ufff0-\ufff8\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a{_SELECTORS}"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_SELECTOR = re.compile(f"[{_SELECTORS}]")
# What a variation selector may follow: a sign or letter beyond ASCII, or a key of a telephone.
_BASE = re.compile("[0-9#*]|[^\x00-\x9f\\s]")
_JOINED = re.compile("[\u0600-\u109f\u1780-\u18af]")
_EMOJI = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff\U000e007f]")
_FLAG = re.compile(
    "\U0001f3f4\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067"
    "|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)\U000e007f"
)
_ESCAPE = re.compile(
    r"\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<named>.))",
    re.DOTALL,
)
_NAMED = dict(zip("0abtnvfreN_LP", "\0\a\b\t\n\v\f\r\x1b\x85\xa0\u2028\u2029", strict=True))


def surely_visible(raw: bytes) -> bool:
    """Return whether a look at a file's bytes is enough to know that it holds none."""
    return raw.isascii() and b"\\" not in raw


def invisible_characters(text: str) -> Iterator[tuple[Span, str]]:
    """Yield each invisible character of a file that its text does not need, with its place.

    There are no more than the problems of one file may be.
    """
    found = (islice(way(text), gate.MAX_PROBLEMS) for way in (_typed, _written))
    return islice(sorted(chain.from_iterable(found)), gate.MAX_PROBLEMS)


def _typed(text: str) -> Iterator[tuple[Span, str]]:
    if not text.isascii():
        for match in needless_characters(text):
            yield gate.place(text, match.start()), match[0]


def needless_characters(text: str) -> Iterator[re.Match[str]]:
    """Yield the invisible characters that the text around them does not need."""
    flags = {at for match in _FLAG.finditer(text) for at in range(*match.span())}
    for match in _CANDIDATE.finditer(text):
        if match.start() not in flags and not _needed(text, match.start()):
            yield match


def _needed(text: str, at: int) -> bool:
    """Return whether the character at an index has an effect between its neighbours."""
    character, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if character in "\u200c\u200d" and _JOINED.match(before):
        return True
    if character == "\u200d":
        return bool(_EMOJI.match(before) and _EMOJI.match(after))
    if not _SELECTOR.match(character):
        return False
    # Those beyond the first sixteen choose between ways to draw an ideograph.
    letters = character < "\U000e0100" or before >= "\u3400"
    return bool(letters and _BASE.match(before) and not _CANDIDATE.match(before))


def _written(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the same for escapes, which are found in double quotes alone."""
    if "\\" not in text or not any(_CANDIDATE.match(char) for _, _, char in _escapes(text)):
        return
    for start, end in _quoted(text):
        read, places = "", []
        for at, length, character in _escapes(text[start:end], every=True):
            read += character
            places += [(start + at, length)] * len(character)
        for match in needless_characters(read):
            at, length = places[match.start()]
            if length > 1:
                yield gate.place(text, at, length), match[0]


def _escapes(text: str, *, every: bool = False) -> Iterator[tuple[int, int, str]]:
    """Yield index, length and meaning of the escapes of a text, or of every character in it."""
    done = 0
    for match in _ESCAPE.finditer(text):
        if every:
            yield from ((at, 1, text[at]) for at in range(done, match.start()))
            done = match.end()
        code = match["x"] or match["u"] or match["U"]
        if code is None:
            meaning = _NAMED.get(match["named"], match["named"])
        else:
            meaning = chr(int(code, 16)) if int(code, 16) < 0x110000 else ""
        yield match.start(), len(match[0]), meaning
    if every:
        yield from ((at, 1, text[at]) for at in range(done, len(text)))


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each text in double quotes, as indexes."""
    for event in parsers.usual.events(text):
        if getattr(event, "style", None) == '"':
            yield event.start_mark.index, event.end_mark.index


def forbidden_escape(text: str, start: int, end: int) -> Span | None:
    """Return the place of the first escape in a quoted text that stands for a forbidden character."""
    for at, length, meaning in _escapes(text[start:end]):
        if gate.FORBIDDEN.search(meaning):
            return gate.place(text, start + at, length)
    return None
