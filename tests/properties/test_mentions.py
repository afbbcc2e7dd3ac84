"""Markdown for a pull request refers to nobody and nothing, and still says the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from scrutiny_cli.render.mentions import inert
from scrutiny_cli.render.prose import escape

# What hosts look for in the text of a page, outside code and links.
REFERENCES = re.compile(
    r"[#!]\d|(?<![A-Za-z0-9])(?:@[\w-]|GH-\d|(?:https?|ftp|mailto|xmpp):|www\.\w)", re.IGNORECASE
)
PIECES = [
    *("@name", "@org/team", "#12", "!7", "owner/repo#3", "GH-5", "https://example.org/issues/1"),
    *("www.example.org", "`", "``", "\\", "\\@a", "\\#1", "<b>", "</b>", "[x](y)", "*", "_", " "),
    *("jo@example.org", "word", "é@b", "-", "&commat;x", "&#64;x", "\n", "|", "#", "@", "mailto:a"),
]
texts = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=30)


def pieces(markdown: str) -> list[tuple[bool, str]]:
    """The words of a rendered page: whether they are code, and what they say."""
    found: list[tuple[bool, str]] = []
    for token in MarkdownIt("commonmark").parse(markdown):
        for child in token.children or ():
            if child.type in ("text", "text_special"):
                found.append((False, child.content))
            elif child.type == "code_inline":
                found.append((True, child.content))
            else:
                assert child.type in ("softbreak", "hardbreak"), child
    return found


@given(texts)
def test_no_text_of_a_record_refers_to_anything(text: str) -> None:
    runs = [""]
    for code, said in pieces(f"Action 4: {inert(escape(text))}"):
        # What stands on both sides of a code span never runs together; other neighbours do.
        runs = [*runs, ""] if code else [*runs[:-1], runs[-1] + said]
    assert not [run for run in runs if REFERENCES.search(run)]


@given(texts)
def test_the_words_stay_the_same(text: str) -> None:
    before = "".join(said for _, said in pieces(f"Action 4: {escape(text)}"))
    assert "".join(said for _, said in pieces(f"Action 4: {inert(escape(text))}")) == before


@pytest.mark.parametrize(
    ("markdown", "made"),
    [
        ("Thank @name, see #12.", "Thank `@`name, see `#`12."),
        ("owner/repo#3 and GH-5", "owner/repo`#`3 and `GH-`5"),
        ("https://example.org", "`https:`//example.org"),
        ("jo@example.org", "jo@example.org"),
        ("# Heading\n\n## Two", "# Heading\n\n## Two"),
        ("`@name` stays, ``a ` @b`` too", "`@name` stays, ``a ` @b`` too"),
        (r"\` @name \`", r"\` `@`name \`"),
        ("5 @ £4, item # 3", "5 @ £4, item # 3"),
    ],
)
def test_what_is_made_of_it(markdown: str, made: str) -> None:
    assert inert(markdown) == made
