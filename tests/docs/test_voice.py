"""The tool speaks plain English: help, messages, templates, pages and docstrings."""

from __future__ import annotations

from functools import cache

import pytest

from tests.docs import voice

PARTS = (*voice.PARTS, "help and messages", "docstrings")
MOST_TURNS = 0.02
"""The share of sentences that may have a turn of phrase which has to be read twice."""
MOST_LONG = 0.03
"""The share of sentences that may be long."""
LONGER = {
    "readme and changelog": (0.10, "one entry says what changed, and for whom"),
    "explanation": (0.05, "a rule of law is one sentence"),
    "reference": (0.05, "a description of a field is one sentence"),
    "explanations of codes": (0.05, "a rule with its cases is one sentence"),
    "how-to": (0.04, "a step with its condition is one sentence"),
}
"""The parts that may have more long sentences, each with the reason."""


@cache
def spoken() -> dict[str, list[str]]:
    """The sentences of each part."""
    parts: dict[str, list[str]] = {part: [] for part in PARTS}
    for part, sentence in (*voice.pages(), *voice.code()):
        parts[part].append(sentence)
    return parts


@pytest.mark.parametrize("part", PARTS)
def test_no_sentence_has_to_be_read_twice(part: str) -> None:
    sentences = spoken()[part]
    turns = [f"{found}: {s}" for s in sentences if (found := voice.turn_in(s))]
    assert len(turns) <= MOST_TURNS * len(sentences), "\n".join(turns)


@pytest.mark.parametrize("part", PARTS)
def test_few_sentences_are_long(part: str) -> None:
    sentences = spoken()[part]
    most, _ = LONGER.get(part, (MOST_LONG, ""))
    long = [sentence for sentence in sentences if voice.is_long(sentence)]
    assert len(long) <= most * len(sentences), "\n".join(long)


def test_every_part_has_sentences() -> None:
    assert all(spoken().values())


def test_turns_of_phrase_are_found() -> None:
    assert voice.turn_in("The key stands twice in it.") == "stands"
    assert voice.turn_in("It is no longer there.") is None
    assert voice.is_long("word " * 31)
