"""Comments that most likely are words of the text before them: `place: Room #2, Shirehall`.

YAML takes a `#` after a space for the beginning of a comment, unless the text is in quotes. People
write numbers so. A comment that is one has a space after its `#`.
"""

import re
from collections.abc import Iterator

from scrutiny_cli.documents.document import Document, Path
from scrutiny_cli.documents.problems import Span

_COMMENT = re.compile(r"[ ]+(?P<comment>#.*?)\s*\Z")
_OWN_LINE = re.compile(r"(?P<indent>[ ]+)(?P<comment>#(?![\s#!]).*?)\s*\Z")
# Words: `#4`, `# 4`, and a `#` with nothing after it.
_WORDS = re.compile(r"#(?![\s#!])|# ?\d|#\Z")
_SENTENCE = re.compile(r"[^\W\d_]\S* ")
_MAY_HOLD = re.compile(rb" #(?:[^\s#!]| ?\d|\r?\n|\Z)")


def words_in_comments(document: Document) -> Iterator[tuple[Path, Span, str]]:
    """Each unquoted text with a comment that may be words of it: path, place of the words, words."""
    raw = document.source.raw
    # Most files have one comment, in their first line.
    if raw.find(b"#", raw.find(b"\n") + 1) < 0 or not _MAY_HOLD.search(raw):
        return
    lines = (document.text or "").split("\n")
    for path, text, place in document.unquoted():
        comment = _COMMENT.fullmatch(lines[place.end_line], place.end_column)
        if comment and _is_words(text, comment["comment"]):
            yield path, _span(place.end_line, comment), comment["comment"]
            continue
        rest = lines[place.end_line][place.end_column :]
        if rest.strip() or place.end_line + 1 >= len(lines):
            continue
        below = _OWN_LINE.fullmatch(lines[place.end_line + 1])
        if below and len(below["indent"]) > _indent(lines[place.line], place.column):
            yield path, _span(place.end_line + 1, below), below["comment"]


def _is_words(text: str, comment: str) -> bool:
    match = _WORDS.match(comment)
    if not match:
        return False
    # `number: 4  # 2 on the agenda` is a comment; after several words `# 2` may be one of them.
    return match[0] == "#" or bool(_SENTENCE.search(text))


def _indent(line: str, column: int) -> int:
    """How far a line must be indented at least to go on with the text that begins at a column."""
    start = len(line) - len(line.lstrip(" -"))
    return line.rfind("-", 0, column) if start == column and "-" in line[:column] else start


def _span(line: int, match: re.Match[str]) -> Span:
    return Span(line, match.start("comment"), line, match.end("comment"))
