"""Whatever a record says, documents made from it are inert.

Hostile words go through every door by which text gets into a page. The HTML is read by the parser of
the standard library and may hold nothing but the tags, attributes and schemes that prose is allowed;
the Markdown is rendered again by a renderer that lets everything through, as a careless host would.
"""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from scrutiny_cli.domain.marks import Mark
from scrutiny_cli.render import csv, html, markdown, prose, terminal
from scrutiny_cli.render.show import words
from scrutiny_cli.reports.model import Aside, Cell, PageLink, Prose, Rag, Ref
from scrutiny_cli.wording import visible

PROSE_TAGS = {
    *("p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr"),
    *("h2", "h3", "h4", "h5", "h6"),
}
CELL_TAGS = PROSE_TAGS | {"span", "time"}
ATTRIBUTES = {
    "a": {"href", "rel", "title"},
    "ol": {"start"},
    "code": {"class"},  # the language of a block of code, in Markdown only
    "span": {"class", "aria-hidden"},
    "time": {"datetime"},
}
SCHEME = re.compile(r"(?:https?:|mailto:|tel:|[^:]*[/?#]|[^:]*\Z)", re.IGNORECASE)

PAYLOADS = [
    "<script>alert(1)</script>",
    "<<script>alert(1)</script>",
    "<\\<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html,<script>alert(1)</script>)",
    "<javascript:alert(1)>",
    "<data:text/html;base64,PHNjcmlwdD4=>",
    "![x](javascript:alert(1))",
    "![x](http://spy.example/pixel.gif)",
    "![x][y]\n\n[y]: http://spy.example/pixel.gif",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[x]: <javascript:alert(1)> 'title'\n\n[x]",
    "`<img src=x onerror=alert(1)>`",
    "``` <script>\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "~~~\n</code></pre><script>alert(1)</script>\n~~~",
    "``a`<script>alert(1)</script>",
    "`a\n\n<script>alert(1)</script>`",
    "\\<script>alert(1)\\</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<!-- -->\n<script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php <script>alert(1)</script> ?>",
    "</td></tr></table><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "| a | b |\n| --- | --- |\n| <img src=x onerror=alert(1)> | c |",
    "cell | break | `|` | \\| |",
    "---",
    "===",
    "- - -",
    "# a heading",
    "### a heading",
    "+ a bullet",
    "```\nnothing closes this",
    "1. a list",
    "- a bullet\n  <script>alert(1)</script>",
    "> <script>alert(1)</script>",
    "a\\\n<script>alert(1)</script>",
    "{{7*7}} {% include '/etc/passwd' %} {{ report.__class__ }}",
    "<a href='javascript:alert(1)'>x</a>",
    "<https://example.org/\"onmouseover=alert(1)>",
    "[x](https://example.org/\"onmouseover=alert(1))",
    "[x](<https://example.org/> 'a\" onmouseover=\"alert(1)')",
    "<style>*{background:url(http://spy.example)}</style>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<svg><a xlink:href=javascript:alert(1)>x</a></svg>",
    "\u202e<script>\u2066alert(1)",
    "<scr\u0000ipt>alert(1)</scr\u0000ipt>",
    "*a **b `c` <b>d</b>",
    "a\r\n<script>alert(1)</script>",
    "@name #12 www.example.org http://example.org a@b.example",
]  # fmt: skip
hostile = st.lists(
    st.sampled_from(PAYLOADS)
    | st.sampled_from(["\n", "\n\n", " ", "\t", "`", "```\n", "|", "\\", "<", ">", "&", "*", "["])
    | st.text(max_size=8),
    min_size=1,
    max_size=6,
).map("".join)


class Reader(HTMLParser):
    """Gathers what a page holds that prose may not."""

    def __init__(self, allowed: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed = allowed
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.allowed:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name not in ATTRIBUTES.get(tag, set()):
                self.wrong.append(f"<{tag} {name}>")
            elif name == "href" and not SCHEME.match(re.sub(r"[\x00-\x20]", "", value or "")):
                self.wrong.append(f"<{tag} href={value!r}>")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.wrong.append(f"<!{data}>")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"<?{data}>")


def unallowed(page: str, allowed: set[str]) -> list[str]:
    """The tags, attributes and addresses of a piece of HTML that are not allowed in it."""
    reader = Reader(allowed)
    reader.feed(page)
    reader.close()
    return reader.wrong


def careless(text: str) -> str:
    """Markdown as a host renders it that lets HTML and every address through."""
    renderer = MarkdownIt("commonmark", {"html": True}).enable("table")
    renderer.validateLink = lambda url: True  # type: ignore[method-assign]  # how it is told
    return str(renderer.render(text))


def test_the_reader_sees_what_is_planted() -> None:
    for payload in PAYLOADS[:2]:
        assert unallowed(payload, PROSE_TAGS)
        assert unallowed(careless(payload), PROSE_TAGS)
    assert unallowed('<a href="java\nscript:x">x</a>', PROSE_TAGS)
    assert unallowed(careless("[x](javascript:alert(1))"), PROSE_TAGS)
    assert "<img>" in unallowed(careless("![x](http://spy.example/pixel.gif)"), PROSE_TAGS)
    assert unallowed('<p>a <a href="https://b">c</a> <a href="d/e:f">g</a></p>', PROSE_TAGS) == []


def cells(text: str) -> list[Cell]:
    """The words as every kind of cell that can hold them."""
    return [
        text,
        Prose(text),
        Rag("red", text, text[:3], text),
        Mark("NEW", (text,)),
        Ref(text),
        PageLink(text, text, text),
        Aside(text),
        (text, Prose(text), None),
    ]


# HTML inside Markdown tables is one line: a table row would break where a cell did.
MARKDOWN_TAGS = PROSE_TAGS | {"table", "thead", "tbody", "tr", "th", "td", "h1"}


@pytest.mark.parametrize("text", PAYLOADS)
def test_each_payload_is_inert_in_html(text: str) -> None:
    assert unallowed(prose.to_html(text), PROSE_TAGS) == []
    for cell in cells(text):
        assert unallowed(str(html.show(cell)), CELL_TAGS) == []


@given(hostile)
def test_prose_in_html_is_inert(text: str) -> None:
    assert unallowed(prose.to_html(text), PROSE_TAGS) == []
    assert unallowed(prose.to_inline_html(text), PROSE_TAGS) == []


@given(hostile)
def test_every_cell_in_html_is_inert(text: str) -> None:
    for cell in cells(text):
        assert unallowed(str(html.show(cell)), CELL_TAGS) == []


@given(hostile, st.integers(1, 6))
def test_headings_in_prose_stand_below_the_pages(text: str, base: int) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", prose.to_html(text, base=base))]
    assert all(level > base or level == 6 for level in levels)
    assert not levels or min(levels) == min(base + 1, 6)


@pytest.mark.parametrize("text", PAYLOADS)
def test_each_payload_is_inert_in_markdown(text: str) -> None:
    assert unallowed(careless(markdown.prose(text)), MARKDOWN_TAGS) == []
    for cell in cells(text):
        row = f"| a | b |\n| --- | --- |\n| {markdown.show(cell)} | end |\n"
        assert unallowed(careless(row), MARKDOWN_TAGS) == []


@settings(max_examples=300)
@given(hostile)
def test_prose_in_markdown_is_inert(text: str) -> None:
    assert unallowed(careless(markdown.prose(text)), MARKDOWN_TAGS) == []


@given(hostile)
def test_every_cell_in_markdown_is_inert_and_stays_in_its_cell(text: str) -> None:
    for cell in cells(text):
        shown = markdown.show(cell)
        assert "\n" not in shown
        assert "\r" not in shown
        page = careless(f"| a | b |\n| --- | --- |\n| {shown} | end |\n")
        assert unallowed(page, MARKDOWN_TAGS) == []
        assert page.count("<td>") == 2
        assert page.count("<td>end</td>") == 1


@given(hostile)
def test_plain_words_in_markdown_mean_themselves(text: str) -> None:
    means_itself(text)


@pytest.mark.parametrize("text", PAYLOADS)
def test_each_payload_in_markdown_means_itself(text: str) -> None:
    means_itself(text)
    assert told(careless(markdown.prose(text))) == told(prose.to_html(text))


def means_itself(text: str) -> None:
    """Escaped text comes out as the words it was, on one line, in a paragraph of its own."""
    shown = markdown.show(text)
    plain = careless(shown)
    assert unallowed(plain, {"p"}) == []
    assert told(plain) == "".join(text.replace("\x00", "\ufffd").split())


class Words(HTMLParser):
    text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def told(page: str) -> str:
    """The words of a piece of HTML, spaces aside."""
    reader = Words()
    reader.feed(page)
    return "".join(reader.text.split())


@given(hostile)
def test_both_formats_say_the_same(text: str) -> None:
    assert told(careless(markdown.prose(text))) == told(prose.to_html(text))


FORMULA = ("=", "+", "-", "@", "\t", "\r")


@given(st.sampled_from([*FORMULA, ""]), hostile)
def test_no_cell_of_a_spreadsheet_calculates(start: str, text: str) -> None:
    for cell in cells(start + text):
        assert not csv.show(cell).startswith(FORMULA)


@given(hostile)
def test_nothing_steers_a_terminal(text: str) -> None:
    for cell in cells(text + "\x1b[2J\x1b]0;title\x07\u202e[red][/]"):
        shown = terminal.show(cell).plain
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
        assert "[red][/]" in shown.replace("\n", "") or "[red]" in words(cell)
    assert visible("a\x1bb\u202ec\n") == "a\\u001bb\\u202ec\n"


# What may stand in words that mean nothing but themselves, and what may not, close together.
NEARLY_PLAIN = st.text(
    st.sampled_from("aZé0 9.,;:-–)(/'\"?%£1*_\n&<"), max_size=12
) | st.from_regex(prose._PLAIN, fullmatch=True)


@settings(max_examples=400)
@given(NEARLY_PLAIN)
def test_words_that_mean_only_themselves_are_not_parsed_and_come_out_the_same(text: str) -> None:
    ways = (prose.to_text, prose.to_html, prose.to_inline_html, prose.to_markdown, prose.to_cell)
    short = [way(text) for way in ways]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prose, "_PLAIN", re.compile(r"(?!)"))
        assert [way(text) for way in ways] == short
