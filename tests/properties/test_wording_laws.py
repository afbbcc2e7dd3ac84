"""The near miss that a hint names."""

from difflib import get_close_matches

from hypothesis import example, given
from hypothesis import strategies as st

from scrutiny_cli.wording import nearest

words = st.text("abdo01-", min_size=1, max_size=9)


@given(words, st.lists(words, unique=True))
@example("com-0-2012-01-10x", ["com-0-2012-01-10", "com-0-2012-10-10", "com-1-2012-01-10"])
@example("abcde", ["abc", "abcdefgh"])  # alike to the same degree
def test_the_nearest_is_what_a_close_look_at_all_of_them_finds(word: str, known: list[str]) -> None:
    found = get_close_matches(word, known, n=1, cutoff=0.6)
    assert nearest(word, known) == (found[0] if found else None)


@given(words, st.lists(words))
def test_what_is_right_but_for_its_capitals_is_nearest(word: str, known: list[str]) -> None:
    assert nearest(word.upper(), [*known, word]) == word
