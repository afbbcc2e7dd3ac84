"""HTML that Word wrote reads in Markdown as it does on the page."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.importing.modern_gov.word_html import to_markdown
from scrutiny_cli.render.prose import to_html, to_text

BULLET = "<p class=MsoListParagraph><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span></span><![endif]>{}</p>"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            '<div class="WordSection1"><p class="MsoNormal"><span style="">To note\nit.</span></p></div>',
            "To note it.",
        ),
        ("<p>One</p><script>alert(1)</script><style>p {}</style><p>Two</p>", "One\n\nTwo"),
        ("<p><b>RESOLVED:</b> That it <i>be</i> noted.</p>", "**RESOLVED:** That it *be* noted."),
        ("<p><b>RESOLVED</b><b>:</b><b> That</b></p>", "**RESOLVED: That**"),
        (BULLET.format("one") + BULLET.format("two"), "- one\n- two"),
        ("<ol start=3><li>three</li><li>four</li></ol>", "3. three\n4. four"),
        ('<ol type="a"><li><p>one</p></li><li>two</li></ol>', "- (a) one\n- (b) two"),
        ("<ul><li>one<ul><li>in it</li></ul></li><li>two</li></ul>", "- one\n   - in it\n- two"),
        ("<p>1. To note<br>2) more</p>", "1\\. To note\\\n2\\) more"),
        ("<p># x_y *z* &lt;b&gt;</p>", "\\# x_y \\*z\\* \\<b>"),
        (
            "<table><tr><td><p>Name</p></td><td>Vote</td></tr><tr><td>Ash</td><td>For</td></tr></table><p>So</p>",
            "Name | Vote\\\nAsh | For\n\nSo",
        ),
        (
            '<a href="https://x.gov.uk/a">the report</a> <a href="javascript:x">it</a>',
            "[the report](https://x.gov.uk/a) it",
        ),
        ("<p>&nbsp;</p><p> </p>", ""),
        ("<h3>Next steps</h3><p>None", "**Next steps**\n\nNone"),
        ("no tags & signs", "no tags & signs"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert to_markdown(html).text == markdown


def test_words_struck_through_and_pictures_are_named() -> None:
    text, lost = to_markdown('<p>It is <s>not </s>agreed.<img src="x.png"></p>')
    assert (text, lost) == ("It is agreed.", ("words struck through", "a picture"))


WORDS = st.lists(st.text(alphabet="abc de*_#1.-&<>[]()`~|\\ \u00a0é", max_size=12), max_size=4)


@given(WORDS)
def test_each_word_of_a_page_is_in_the_text(paragraphs: list[str]) -> None:
    html = "".join(f"<p><b>{escape(words)}</b></p>" for words in paragraphs)
    markdown = to_markdown(html).text
    words = [word for text in paragraphs for word in text.split()]
    assert to_text(markdown).split() == words
    assert "<script" not in to_html(markdown)
