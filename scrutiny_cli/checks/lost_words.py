"""Words that would be lost on the way from the file to the page: named before anybody misses them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from scrutiny_cli.checks.context import Context
from scrutiny_cli.documents import Document, Path, comments
from scrutiny_cli.documents.problems import Span
from scrutiny_cli.documents.source import Source
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.wording import shorten

_MERGE = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
_MERGE_SIGNS = (b"<<<<<<<", b">>>>>>>", b"|||||||")
# A Windows path, and in it a backslash before a sign, which Markdown takes for its own.
_WINDOWS_PATH = re.compile(r"(?<![\\\w`])(?:\\\\(?=[A-Za-z0-9])|[A-Za-z]:\\)[^\s`]*")
_TAKEN = re.compile(r"\A\\\\|(?<!\\)\\(?=[!-/:-@\[\]^_{-~])")
_NOT_MARKDOWN = frozenset({"evidence", "file", "source", "notes"})


def words_in_comments(context: Context) -> Iterator[Finding]:
    """No words of an unquoted text are taken for a comment, as in `Room #2`."""
    hint = "put the whole text in quotes; for a comment, write a space after the #"

    @cache
    def lost(document: Document) -> list[tuple[Path, Span, str]]:
        return list(comments.words_in_comments(document))

    for entry in context.entries.values():
        for path, span, words in lost(entry.document):
            if path[: len(entry.base)] == entry.base:
                message = f"the words from `{shorten(words, 30)}` on are a comment, and no document shows them"
                inside = path[len(entry.base) :]
                found = entry.finding(inside, "words-in-comment", message, hint)
                yield replace(found, span=span)


def merge_marks(context: Context) -> Iterator[Finding]:
    """No text holds the marks of two versions that git could not join."""
    for entry, path, text in _texts_with(context, _MERGE_SIGNS):
        if found := _MERGE.search(text):
            message = (
                f"`{shorten(found[0], 30)}` is the mark of two versions that git could not join"
            )
            yield entry.finding(
                path, "merge-marks", message, "keep one version, and delete the marks"
            )


def lost_backslashes(context: Context) -> Iterator[Finding]:
    """No path of Windows loses a backslash to Markdown: `S:\\_Minutes` would read `S:_Minutes`."""
    for entry, path, text in _texts_with(context, (b"\\",)):
        if _NOT_MARKDOWN.intersection(path[-1:]):
            continue
        for found in _WINDOWS_PATH.finditer(text):
            if _TAKEN.search(found[0]):
                message = f"`{shorten(found[0], 40)}` loses a backslash to Markdown in documents"
                hint = "write two backslashes for each, or put the path between backticks (`)"
                yield entry.finding(path, "lost-backslash", message, hint)
                break


def _texts_with(
    context: Context, signs: tuple[bytes, ...]
) -> Iterator[tuple[PlacedRecord, Path, str]]:
    """The texts of all records whose files hold one of some signs."""

    @cache
    def suspect(source: Source) -> bool:
        return any(sign in source.raw for sign in signs)

    for entry in context.entries.values():
        if suspect(entry.document.source):
            for path, text in entry.texts():
                yield entry, path, text
