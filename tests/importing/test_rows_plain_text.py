"""A cell is plain text: it reads in every document as it read in the sheet."""

import csv
import html
import io
import json
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from scrutiny_cli.documents import parse
from scrutiny_cli.documents.source import Source
from scrutiny_cli.edits import render_record
from scrutiny_cli.render.csv import without_apostrophe
from scrutiny_cli.render.prose import from_plain, to_html, to_markdown, to_text
from tests.importing.logs import proposed, sheet
from tests.inside import scrutiny
from tests.registers import BASE, write_tree

TEXTS = (
    r"File it under \\fs01\_scrutiny\*.docx",
    r"Saved to S:\_Committees\!Health\(old)\minutes.docx",
    "The cost is 5*3*2 = 30 a place",
    "__URGENT__ reply to <name>",
    "Summary\n-------\nDone so far",
    "Options\n=======\n1. first\n2) second",
    "# 4 of the review",
    "Room #2, see action #1",
    "- ask\n- answer\n+ thank",
    "> quoted",
    "`code` and ~~~\n~~~",
    "[the plan](http://example.org) and [note]: x",
    "<http://example.org> &amp; &copy; AT&T",
    "2021. Agreed",
    "***\n* * *",
    "*All* of _it_ in snake_case",
    "A line that ends in a backslash\\",
    "![logo](http://example.org/logo.png)",
    "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> main",
    "key: value # not a comment",
    "'quoted' \"twice\" {a: b} [c] & *d | e",
    "| a | b |\n| --- | --- |",
    "yes",
    "0012",
    "1.10",
    "=1+1",
    "#REFUSED but not an error",
    "50% of £1,234.50",
)
signs = st.text(st.sampled_from("ab1 *_`[](){}<>&#;\\\n-+=.!|~:/'\"é"), max_size=30)


def lines(text: str) -> list[str]:
    """The lines of a text that have words, each with single spaces."""
    return [flat for line in text.split("\n") if (flat := " ".join(line.split()))]


def shown(fragment: str) -> list[str]:
    """The lines that a browser shows of HTML made of paragraphs, line breaks and links."""
    flat = re.sub(r"</p>|<br ?/?>", "\n", fragment.replace("\n", " "))
    return lines(html.unescape(re.sub(r"</?p>|<a [^<>]*>|</a>", "", flat)))


@given(signs | st.sampled_from(TEXTS))
def test_plain_text_as_markdown_reads_the_same_in_every_format(text: str) -> None:
    markdown = from_plain(text)
    assert lines(to_text(markdown)) == lines(text)
    assert shown(to_html(markdown)) == lines(text)
    # And for another program that reads the Markdown of a document.
    assert shown(MarkdownIt("commonmark", {"html": False}).render(to_markdown(markdown))) == lines(
        text
    )


@given(signs.filter(str.strip))
def test_plain_text_survives_the_record_file(text: str) -> None:
    markdown = from_plain(text)
    written = render_record({"id": "a", "action": markdown, "progress": [{"note": markdown}]})
    document = parse(Source("a.yaml", written.encode()))
    assert not document.refusals
    assert document.data["action"] == markdown
    assert document.data["progress"][0]["note"] == markdown


def test_imported_words_read_the_same_in_every_document(tmp_path: Path) -> None:
    texts = [text for text in TEXTS if "<<<<" not in text]
    root = register_of(tmp_path, texts)
    build = ("tracker", "build", "actions", "--output", "-", "--format")
    page = scrutiny(*build, "html", cwd=root).out
    cells = [shown(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", page, re.DOTALL)]
    table = list(csv.reader(io.StringIO(scrutiny(*build, "csv", cwd=root).out.lstrip("\ufeff"))))
    listed = json.loads(scrutiny("action", "list", "--format", "json", cwd=root).out)
    for number, text in enumerate(texts, 1):
        assert cells.count(lines(text)) >= 2, text
        row = next(row for row in table if row[0].split("\n")[0] == str(number))
        assert sum(lines(without_apostrophe(cell)) == lines(text) for cell in row) >= 2, text
        facts = scrutiny("action", "show", str(number), cwd=root).out
        assert " ".join(text.split()) in " ".join(facts.split()), text
    assert len(listed["actions"]) == len(texts)


def register_of(root: Path, texts: list[str]) -> Path:
    """A register into which texts were imported, each as the action and the progress of a row."""
    write_tree(root, BASE)
    out = io.StringIO(newline="")
    rows = [[n, text, "Ann", text] for n, text in enumerate(texts, 1)]
    csv.writer(out).writerows([["No", "Action", "Owner", "Progress"], *rows])
    (root / "log.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    assert scrutiny("import", "actions", "log.csv", "--yes", cwd=root).code == 0
    assert scrutiny("check", cwd=root).code == 0
    again = scrutiny("import", "actions", "log.csv", "--yes", cwd=root)
    assert again.err.splitlines()[-1] == "nothing to change"
    return root


@given(st.lists(signs.filter(lambda text: re.search(r"[a-z]", text)), min_size=1, max_size=3))
def test_words_of_an_owner_or_a_status_are_not_markdown(words: list[str]) -> None:
    rows = [(f"Action {n}", "Ann", text) for n, text in enumerate(words)]
    found = proposed(sheet(("Action", "Owner", "Directorate"), *rows))
    assert [new.data.get("directorate") for new in found.new] == [
        " ".join(text.split()) or None for text in words
    ]
