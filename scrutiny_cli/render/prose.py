"""Markdown from records as safe HTML, as clean Markdown or as plain words.

HTML in it becomes text, links lead only to the web, mail and telephones, pictures are left out, and
headings get the level that fits the page. Only CommonMark is read: no tables.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from scrutiny_cli.wording import visible

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TAGS = {
    *("p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr"),
    *("h2", "h3", "h4", "h5", "h6"),
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_PAPER_TAGS = _TAGS | {
    *(
        "h1",
        "img",
        "figure",
        "figcaption",
        "dl",
        "dt",
        "dd",
        "div",
        "section",
        "span",
        "b",
        "i",
        "sub",
    ),
    *("sup", "s", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
_PAPER_ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "img": {"src", "alt"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
_HEADING_TAG = re.compile(r"(?<=<h)[1-6](?=>)|(?<=</h)[1-6](?=>)")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
_LINE_START = re.compile(r"\A([#+=-]+(?=\s|$)|\d+(?=[.)](?:\s|$)))")
# Signs that mean something where they stand; and what begins a heading, a list, a quotation, a rule.
_MEANT = re.compile(
    r"[*`]|(?<![^\W_])_|_(?![^\W_])|\\(?=[!-/:-@\[-`{-~]|\Z)|\](?=[(\[:])|<(?=[A-Za-z/!?])|&(?=#?\w+;)"
)
_BLOCK_START = re.compile(
    r"\A(\d{0,9})((?<=\d)[.)](?=\s|\Z)|(?<!\d)(?:#+(?=\s|\Z)|>|[-+](?=\s|\Z)|=+\Z|-+\Z|~{3}))"
)
_NUMBER = re.compile(r"[ ]{0,3}(\d{1,9})(?=[.)](?:\s|\Z))", re.ASCII)
_NEXT_NUMBER = re.compile(r"^[ ]{0,3}\d{1,9}[.)](?:\s|\Z)", re.ASCII | re.MULTILINE)
# Words that mean nothing but themselves, in Markdown and in HTML: most texts of a list are one such
# line, and reading it would take the greater part of the time of making a long document.
_PLAIN = re.compile(
    r"(?!\d+[.)](?:\s|\Z))[A-Za-zÀ-ÿ0-9]"
    r"(?:[A-Za-zÀ-ÿ0-9]|[ ,.;:'’‘“”\"()/£%?–—-](?!\Z)|[.)?]\Z)*",
    re.ASCII,
)
_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)[\w.-]+(?:/[\w./?=&%#~+-]*[\w/])?(?<![.])"
    r"|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b",
    re.ASCII,
)
"""A web or an e-mail address as it stands in a text."""
_OPENING = re.compile(r"(?<!\\)((?:\\\\)*)<(?! )")
_HEADING = re.compile(r"\A#+ (.*)\Z")
_BULLET = re.compile(r"\A(\s*)- ")


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    # `image` off: a page that loads pictures from elsewhere tells that place who reads it.
    parser = MarkdownIt("commonmark", {"html": False}).disable("image")
    # Links elsewhere than these stay the words they were.
    parser.validateLink = _harmless  # type: ignore[method-assign]  # how the library is told
    return parser


@cache
def _parser_of_papers() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _harmless(url: str) -> bool:
    scheme, colon, _ = url.partition(":")
    local = not colon or "/" in scheme or "?" in scheme or "#" in scheme
    return local or scheme.strip().lower() in _SCHEMES


def _read(markdown: str, environment: dict[str, Any] | None = None) -> "list[Token]":
    """Return the tokens of a text, with forbidden characters made visible (``&#x202e;``)."""
    tokens = _parser().parse(_with_its_number(markdown), {} if environment is None else environment)
    for token in tokens:
        for part in (token, *(token.children or ())):
            part.content = visible(part.content)
    return tokens


def _with_its_number(markdown: str) -> str:
    """Return the text with its first number escaped, unless a numbered list begins with it.

    A list of one would change `2)` to `2.` on a page, and lose it on a terminal.
    """
    number = _NUMBER.match(markdown)
    if number is None or _NEXT_NUMBER.search(markdown, number.end()):
        return markdown
    return f"{number[1]}\\{markdown[number.end(1) :]}"


def _level(tokens: "Sequence[Token]", base: int) -> None:
    """Set the levels of headings so that they continue those of the page without a gap."""
    used = sorted({token.tag for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(base + 1 + used.index(token.tag), 6)}"


def _with_links(tokens: "Sequence[Token]") -> None:
    """Make links of the web and e-mail addresses in the words of a text, except inside a link."""
    for token in tokens:
        children: list[Token] = []
        inside = 0
        for part in token.children or ():
            inside += {"link_open": 1, "link_close": -1}.get(part.type, 0)
            children += [part] if inside or part.type != "text" else _linked(part)
        if token.children:
            token.children = children


def _linked(words: "Token") -> "Iterator[Token]":
    """Yield a text in parts, with a link for each address in it."""
    from markdown_it.token import Token

    end = 0
    for found in _ADDRESS.finditer(words.content):
        yield Token("text", "", 0, content=words.content[end : found.start()])
        scheme = "mailto:" if "@" in found[0] else "" if "://" in found[0] else "https://"
        yield Token("link_open", "a", 1, attrs={"href": scheme + found[0]})
        yield Token("text", "", 0, content=found[0])
        yield Token("link_close", "a", -1)
        end = found.end()
    yield Token("text", "", 0, content=words.content[end:])


def to_html(markdown: str, *, base: int = 2) -> str:
    """Return Markdown as safe HTML, below a heading of level ``base``."""
    if _PLAIN.fullmatch(markdown) and not _ADDRESS.search(markdown):
        return f"<p>{markdown}</p>"
    parser = _parser()
    tokens = _read(markdown)
    _with_links(tokens)
    _level(tokens, base)
    html = parser.renderer.render(tokens, parser.options, {}).strip()
    import nh3

    return nh3.clean(
        html, tags=_TAGS, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes=_SCHEMES
    )


def paper_to_html(markdown: str) -> str:
    """Return a paper in Markdown as safe HTML, with its tables and pictures."""
    parser = _parser_of_papers()
    return html_of_paper(parser.renderer.render(parser.parse(markdown), parser.options, {}))


def html_of_paper(html: str) -> str:
    """Return a paper in HTML as safe HTML: its words, tables and pictures, without scripts and styles.

    The levels of its headings follow each other without a gap, from the first one on.
    """
    import nh3

    clean = nh3.clean(
        html,
        tags=_PAPER_TAGS,
        clean_content_tags={"script", "style", "title", "template"},
        attributes=_PAPER_ATTRIBUTES,
        url_schemes=_SCHEMES,
    )
    used = sorted(set(_HEADING_TAG.findall(clean)))
    return _HEADING_TAG.sub(lambda level: str(used.index(level[0]) + 1), clean)


def to_inline_html(markdown: str) -> str:
    """Return Markdown as safe HTML for the middle of a line; several blocks stay blocks."""
    html = to_html(markdown)
    whole = re.fullmatch(r"<p>(.*)</p>", html, re.DOTALL)
    return whole[1] if whole and "<p>" not in whole[1] else html


def to_markdown(markdown: str, *, base: int = 2) -> str:
    """Return Markdown that every renderer reads in the same way."""
    if _is_clean(markdown):
        return markdown
    environment: dict[str, Any] = {}
    # A block of code that nothing closes ends with the text; it must end with a line.
    tokens = _read(markdown + "\n", environment)
    return _written(tokens, environment, base)


def _is_clean(markdown: str) -> bool:
    """Whether a text is words that mean only themselves, with single spaces between them."""
    return "  " not in markdown and _PLAIN.fullmatch(markdown) is not None


def _written(tokens: "Sequence[Token]", environment: dict[str, Any], base: int) -> str:
    from mdformat.renderer import MDRenderer

    _level(tokens, base)
    for token in tokens:
        if token.type == "heading_open":
            token.markup = "#" * int(token.tag[1])
    options = {
        **_parser().options,
        "mdformat": {"wrap": "no", "number": True},
        "parser_extension": [SimpleNamespace(RENDERERS={"text": _strict})],
        "codeformatters": {},
    }
    return MDRenderer().render(tokens, options, environment).strip()


def _strict(node: Any, context: Any) -> str:
    """Words between the marks; no sign in them opens a tag, a second one in a row neither."""
    from mdformat.renderer import DEFAULT_RENDERERS

    text = _OPENING.sub(r"\1\<", DEFAULT_RENDERERS["text"](node, context))
    return f"\\{text}" if text.startswith("~~~") else text


def to_cell(markdown: str) -> str:
    """Return Markdown for one table cell: a line for each block, with breaks between."""
    if _is_clean(markdown):
        return markdown
    environment: dict[str, Any] = {}
    tokens = [part for token in _read(markdown, environment) for part in _code_in_line(token)]
    text = _written(tokens, environment, 2)
    lines = [line.strip().removesuffix("\\") for line in text.split("\n")]
    shown = [_HEADING.sub(r"**\1**", _BULLET.sub("• ", line)) for line in lines if line]
    return "<br>".join(re.sub(r"(?<!\\)\|", r"\|", line) for line in shown)


def _code_in_line(token: "Token") -> "Iterator[Token]":
    """A block of code as a paragraph for each line: in a cell its fence would not be one."""
    from markdown_it.token import Token

    if token.type not in ("fence", "code_block"):
        yield token
        return
    for line in filter(str.strip, token.content.split("\n")):
        code = Token("code_inline", "code", 0, content=line.strip(), markup="`")
        yield Token("paragraph_open", "p", 1, block=True)
        yield Token("inline", "", 0, content=line, children=[code], block=True)
        yield Token("paragraph_close", "p", -1, block=True)


def to_text(markdown: str) -> str:
    """The words alone, for a terminal or a plain file: a line for each block and each line break."""
    if _PLAIN.fullmatch(markdown):
        return markdown
    lines: list[str] = []
    number = ""
    for token in _read(markdown):
        if token.type == "list_item_open" and token.info:
            number = f"{token.info}{token.markup} "
        elif token.type == "inline":
            lines.append(number + "".join(_words(child) for child in token.children or ()))
            number = ""
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip("\n"))
    return "\n".join(lines)


def _words(token: "Token") -> str:
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)


def from_plain(text: str) -> str:
    """Return Markdown that shows plain text unchanged, line by line."""
    if _PLAIN.fullmatch(text):
        return text
    lines = [_literal(line.strip()) for line in text.strip().split("\n")]
    joined = "\\\n".join(lines)
    # A line break ends a line of words; an empty line stands for itself.
    return re.sub(r"\\?\n(?:\\\n)+", "\n\n", joined)


def _literal(line: str) -> str:
    """Return a line with a backslash before each character that has a meaning in Markdown."""
    return _BLOCK_START.sub(r"\1\\\2", _MEANT.sub(r"\\\g<0>", line))


def escape(text: str) -> str:
    """Return plain text on one line, escaped for Markdown."""
    flat = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _LINE_START.sub(lambda m: f"{m[1]}\\" if m[1].isdigit() else f"\\{m[1]}", flat)


LineKind = Literal["p", "heading", "code", "quote", "rule"]


class Piece(NamedTuple):
    """Words of a text that look the same; ``link`` is the address that they lead to."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str | None = None


class ProseLine(NamedTuple):
    """A paragraph of a text: plain, a heading, an item of a list, code, a quotation or a rule.

    ``depth`` is how many lists it is in. The first paragraph of an item of a numbered list has its
    ``number``, and the first item of that list ``begins`` it; one of another list is a ``bullet``.
    """

    pieces: tuple[Piece, ...]
    kind: LineKind = "p"
    level: int = 0
    depth: int = 0
    number: int | None = None
    bullet: bool = False
    begins: bool = False


def to_lines(markdown: str, *, base: int = 2) -> list[ProseLine]:
    """Return Markdown as paragraphs, for formats that have paragraphs of their own."""
    if _PLAIN.fullmatch(markdown) and not _ADDRESS.search(markdown):
        return [ProseLine((Piece(markdown),))]
    tokens = _read(markdown)
    _with_links(tokens)
    _level(tokens, base)
    lines: list[ProseLine] = []
    lists: list[int | None] = []  # the number of the next item of each list, none for bullets
    item = begins = False
    quotes = heading = 0
    for token in tokens:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            start = token.attrGet("start")
            lists.append(int(1 if start is None else start) if kind[0] == "o" else None)
            begins = True
        elif kind in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif kind == "list_item_open":
            item = True
        elif kind in ("blockquote_open", "blockquote_close"):
            quotes += token.nesting
        elif kind in ("heading_open", "heading_close"):
            heading = int(token.tag[1]) if token.nesting > 0 else 0
        elif form := _form(kind, heading, quotes):
            inline = kind == "inline"
            pieces = tuple(_pieces(token)) if inline else (Piece(token.content.rstrip("\n")),)
            line = ProseLine(pieces, form, heading, len(lists))
            if item:
                number = lists[-1]
                lists[-1] = None if number is None else number + 1
                line = line._replace(number=number, bullet=number is None, begins=begins)
                item = begins = False
            lines.append(line)
    return lines


def _form(token: str, heading: int, quotes: int) -> LineKind | None:
    """Return the kind of paragraph that a token is, or ``None`` if it is not one."""
    forms: dict[str, LineKind] = {"hr": "rule", "fence": "code", "code_block": "code"}
    if token == "inline":
        return "heading" if heading else "quote" if quotes else "p"
    return forms.get(token)


def _pieces(token: "Token") -> "Iterator[Piece]":
    """Yield the words of a paragraph with their look."""
    bold = italic = 0
    link: str | None = None
    for part in token.children or ():
        if part.type.startswith("strong"):
            bold += part.nesting
        elif part.type.startswith("em_"):
            italic += part.nesting
        elif part.type == "link_open":
            link = str(part.attrGet("href") or "") or None
        elif part.type == "link_close":
            link = None
        elif words := _words(part):
            yield Piece(words, bold > 0, italic > 0, part.type == "code_inline", link)
