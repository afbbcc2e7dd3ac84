"""The word that a hint suggests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.wording import nearest

words = st.text("abdo01-", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("word", "choices", "suggested"),
    [
        ("com-0-2012-01-10x", ["com-1-2012-01-10", "com-0-2012-01-10"], "com-0-2012-01-10"),
        ("meeting", ["Meetings", "item"], "Meetings"),
        ("zebra", ["meeting", "item"], None),
        ("zebra", [], None),
    ],
)
def test_most_similar_word_is_suggested(
    word: str, choices: list[str], suggested: str | None
) -> None:
    assert nearest(word, choices) == suggested


@given(words, st.lists(words))
def test_word_with_other_capitals_is_suggested(word: str, choices: list[str]) -> None:
    assert nearest(word.upper(), [*choices, word]) == word
