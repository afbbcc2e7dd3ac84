"""The words of a council for states, and who has the last word on them."""

from datetime import date
from typing import Any

import pytest

from scrutiny_cli.domain.actions import Action, Judged, judged_on
from scrutiny_cli.domain.committees import Rules
from scrutiny_cli.domain.legends import judge, line_of, of_rating, unlisted

LINES = [
    {"state": "implemented", "word": "Complete", "letter": "G", "colour": "green"},
    {"state": ["agreed", "amber"], "word": "Ongoing", "letter": "A"},
    {"state": "paused", "word": "Paused", "letter": "P", "colour": "grey"},
]


def rules(**more: Any) -> Rules:
    return Rules.model_validate({"legends": {"recommendations": LINES}, **more})


@pytest.mark.parametrize(
    ("state", "rating", "word"),
    [
        ("implemented", "blue", "Complete"),
        ("agreed", "red", "Ongoing"),
        ("awaiting response", "amber", "Ongoing"),
        ("noted", "not rated", None),
    ],
)
def test_line_is_that_of_the_state_and_else_of_the_rating(
    state: Any, rating: Any, word: str | None
) -> None:
    verdict = judge(rules(), "recommendations", state, rating, None)
    assert (verdict.computed.word if verdict.computed else None) == word
    assert not verdict.leads


@pytest.mark.parametrize(
    ("by", "rating", "leads", "given"),
    [
        ("computed", "Complete", False, "Complete"),
        ("computed", "paused", True, "Paused"),
        ("computed", "P", True, "Paused"),
        ("computed", "Lost", False, None),
        ("officers", "g", True, "Complete"),
        ("officers", "Lost", True, None),
    ],
)
def test_people_lead_where_the_rules_say_so_or_only_they_can_know(
    by: str, rating: str, given: str | None, *, leads: bool
) -> None:
    judged = Judged.model_validate({"rating": rating})
    verdict = judge(rules(judged_by=by), "recommendations", "agreed", "green", judged)
    assert verdict.leads is leads
    assert (verdict.given.word if verdict.given else None) == given


def test_ratings_keep_the_usual_words_where_a_state_of_theirs_is_not_listed() -> None:
    assert unlisted(rules(), "recommendations") == {"red", "green", "blue", "not rated"}
    assert "amber" in unlisted(Rules(), "actions")


def test_legend_of_a_document_comes_before_the_one_for_all() -> None:
    own = [{"state": "green", "word": "Fine", "letter": "F", "colour": "blue"}]
    older = [{"rating": "green", "word": "Good", "letter": "G", "means": "It is good."}]
    held = Rules.model_validate({"legends": {"plans": own}, "ratings": older})
    assert of_rating(held, "plans", "green")[:3] == ("Fine", "F", "blue")
    assert of_rating(held, "measures", "green")[:3] == ("Good", "G", None)
    assert of_rating(held, "measures", "red").word == "Red"
    assert line_of(held, "measures", "green") is None


@pytest.mark.parametrize(
    ("day", "rating"),
    [("2026-01-01", "As it was"), ("2026-02-01", "2"), ("2026-03-01", "3"), ("2026-04-01", "1")],
)
def test_last_judgement_by_the_day_counts(day: str, rating: str) -> None:
    ratings = [
        {"on": "2026-03-01", "rating": "2"},
        {"on": "2026-03-01", "rating": "3"},
        {"on": "2026-02-01", "rating": "2"},
        {"on": "2026-04-01", "rating": "1"},
    ]
    action = Action.model_validate(
        {"id": "a", "action": "Do it.", "ratings": ratings, "printed_status": "As it was"}
    )
    judged = judged_on(action, date.fromisoformat(day))
    assert judged is not None
    assert judged.rating == rating
