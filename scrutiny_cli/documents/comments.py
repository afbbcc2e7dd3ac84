"""Comments that most likely are words of the text before them: `place: Room #2, Shirehall`.

YAML takes a `#` after a space for the beginning of a comment, unless the text is in quotes. People
write numbers so. A comment that is one has a space after its `#`.
"""

import re
from collections.abc import Iterator

from scrutiny_cli.documents.events import events
from scrutiny_cli.documents.problems import Span

_COMMENT = re.compile(r"[ ]+(?P<comment>#.*?)\s*\Z")
_OWN_LINE = re.compile(r"(?P<indent>[ ]+)(?P<comment>#(?![\s#!]).*?)\s*\Z")
# Words: `#4`, `# 4`, and a `#` with nothing after it.
_WORDS = re.compile(r"#(?![\s#!])|# ?\d|#\Z")
_SENTENCE = re.compile(r"[^\W\d_]\S* ")
_MAY_HOLD = re.compile(rb" #(?:[^\s#!]| ?\d|\r?\n|\Z)")


def may_hold_any(raw: bytes) -> bool:
    """Whether a file's bytes may hold such a comment: most hold none, and need no second reading."""
    # Most files have one comment, in their first line.
    return raw.find(b"#", raw.find(b"\n") + 1) >= 0 and bool(_MAY_HOLD.search(raw))


def comments_on_text(text: str) -> Iterator[tuple[Span, Span, str]]:
    """Each unquoted text with a comment that may be words of it: both places, and the words."""
    lines = text.split("\n")
    for event in events(text):
        if type(event).__name__ != "ScalarEvent" or event.style or not event.value:
            continue
        start, end = event.start_mark, event.end_mark
        place = Span(start.line, start.column, end.line, end.column)
        found = _COMMENT.fullmatch(lines[end.line], end.column)
        if found and _is_words(event.value, found["comment"]):
            yield place, _span(end.line, found), found["comment"]
        elif not lines[end.line][end.column :].strip() and end.line + 1 < len(lines):
            below = _OWN_LINE.fullmatch(lines[end.line + 1])
            if below and len(below["indent"]) > _indent(lines[start.line], start.column):
                yield place, _span(end.line + 1, below), below["comment"]


def _is_words(text: str, comment: str) -> bool:
    found = _WORDS.match(comment)
    if not found:
        return False
    # `number: 4  # 2 on the agenda` is a comment; after several words `# 2` may be one of them.
    return found[0] == "#" or bool(_SENTENCE.search(text))


def _indent(line: str, column: int) -> int:
    """How far a line must be indented at least to go on with the text that begins at a column."""
    start = len(line) - len(line.lstrip(" -"))
    return line.rfind("-", 0, column) if start == column and "-" in line[:column] else start


def _span(line: int, found: re.Match[str]) -> Span:
    return Span(line, found.start("comment"), line, found.end("comment"))
