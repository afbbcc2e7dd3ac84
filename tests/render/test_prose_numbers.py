"""The numbers and letters of recommendations and resolutions are printed as they were typed."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.render.prose import to_cell, to_html, to_markdown, to_text

WORDS = "That the plan be agreed"
labels = st.builds(
    lambda before, name, after: f"{before}{name}{after}",
    st.sampled_from(["", "("]),
    st.integers(1, 2199).map(str) | st.sampled_from(["a", "d", "i", "iv", "A", "1.2", "R3"]),
    st.sampled_from([")", "."]),
)


def page(fragment: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", fragment))


@given(labels)
def test_label_at_the_beginning_is_printed_as_typed(label: str) -> None:
    text = f"{label} {WORDS}"
    assert to_text(text) == text
    assert page(to_html(text)) == text
    assert "<ol" not in to_html(text)
    assert to_markdown(text).replace("\\", "") == text
    assert to_cell(text).replace("\\", "") == text


@pytest.mark.parametrize("sign", [".", ")"])
def test_numbers_of_a_list_are_shown_where_only_words_are(sign: str) -> None:
    text = f"1{sign} first\n2{sign} second\n\n   more\n3{sign} third"
    assert to_text(text).split("\n") == [
        f"1{sign} first",
        f"2{sign} second",
        "more",
        f"3{sign} third",
    ]
    assert to_html(text).count("<li>") == 3


def test_number_with_further_blocks_keeps_them() -> None:
    assert to_text("3. That\n\n- first\n- second") == "3. That\nfirst\nsecond"


def test_line_break_is_kept_where_only_words_are() -> None:
    assert to_text("one\\\ntwo  \nthree\nfour") == "one\ntwo\nthree four"
