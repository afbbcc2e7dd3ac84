"""The questions of three meetings come out as they were published, and no fuller."""

from datetime import date
from typing import Any

import pytest

from scrutiny_cli.render import html, markdown
from scrutiny_cli.reports.meetings import questions
from tests.committee_year import NOVEMBER, supplement_of
from tests.golden.page import Element, read
from tests.sample import facts, register, sample, standpoint

FACTS = facts("questions")
MEETINGS = sorted({question["meeting"] for question in FACTS["questions"]})
each_question = pytest.mark.parametrize("expected", FACTS["questions"], ids=lambda q: q["id"])
ORDER = ["Questioner", "Question", "Question to"]


def data(meeting: str) -> dict[str, dict[str, Any]]:
    return {entry["id"]: entry for entry in supplement_of(meeting).data["questions"]}


def page(meeting: str) -> Element:
    return read(html.render(supplement_of(meeting)))


def rows(meeting: str, title: str) -> list[tuple[str, str]]:
    """What a supplement prints of a question: labels and words."""
    (found,) = [
        s for s in page(meeting).all("section") if s.all("h3") and s.one("h3").words == title
    ]
    return [(row.one("dt").words, row.one("dd").words) for row in found.one("dl").all("div")]


@each_question
def test_each_question_is_told_as_it_was_published(expected: dict[str, Any]) -> None:
    found = data(expected["meeting"])[expected["id"]]
    for key in ("ref", "kind", "questioner", "to"):
        assert found[key] == expected[key]
    assert found["anonymous"] is expected.get("anonymous", False)
    assert len(found["answers"]) == expected["answers"]
    assert found["received"] == expected.get("received")
    assert found["answered_on"] == expected.get("answered_on")
    assert found["same_answer_as"] == expected.get("same_answer_as")
    if expected.get("text_in_the_register") is False:
        assert found["question"] is None
    else:
        assert found["question"]


@each_question
def test_each_supplementary_stands_as_it_was_left(expected: dict[str, Any]) -> None:
    found = data(expected["meeting"])[expected["id"]]["supplementary"]
    assert found["state"] == expected["supplementary"]
    assert found["rule"] == expected.get("disallowed_rule")
    assert [answer["by"] for answer in found["answers"]] == expected.get(
        "supplementary_answers", []
    )
    assert {answer["mode"] for answer in found["answers"]} <= {
        expected.get("supplementary_mode", "oral")
    }
    assert found["owed"] == expected.get("owed")
    assert bool(found["question"]) is (expected["supplementary"] == "asked")


def test_every_state_of_a_supplementary_occurs() -> None:
    states = {entry["supplementary"]["state"] for m in MEETINGS for entry in data(m).values()}
    assert states == set(FACTS["supplementary_states"])


@pytest.mark.parametrize("meeting", MEETINGS)
def test_the_parts_of_a_question_stand_in_the_order_of_the_paper(meeting: str) -> None:
    for section in page(meeting).all("section"):
        if not section.all("h3"):
            continue
        labels = [label.words for label in section.one("dl").all("dt")]
        assert [label for label in labels if label in ORDER] == [
            label for label in ORDER if label in labels
        ]
        first = next(i for i, label in enumerate(labels) if label.startswith("Response"))
        last = next(i for i, label in enumerate(labels) if label.startswith("Supplementary"))
        assert first == len([label for label in labels if label in ORDER])
        assert first < last


@pytest.mark.parametrize("meeting", MEETINGS)
def test_the_numbers_begin_afresh_at_each_meeting_and_for_each_kind(meeting: str) -> None:
    numbers = [entry["number"] for entry in data(meeting).values()]
    public = [n for n in numbers if n.startswith("PQ")]
    assert public == [f"PQ {n}" for n in range(1, len(public) + 1)]
    assert [n for n in numbers if n.startswith("MQ")] == numbers[len(public) :]


@pytest.mark.parametrize("none", FACTS["none"], ids=lambda none: none["meeting"])
def test_a_kind_nobody_asked_is_said_to_have_none(none: dict[str, str]) -> None:
    part = page(none["meeting"]).one("section", f"part-{none['kind']}")
    assert part.one("p").words == "There were none."


def test_an_anonymous_questioner_is_printed_as_such() -> None:
    told = dict(rows("cyp-2019-09-16", "PQ 2: Whether lessons were learnt from a case of 2018"))
    assert told["Questioner"] == "Name and address supplied"
    assert told["Same response as"] == "PQ 1"


def test_a_disallowed_supplementary_stands_with_its_rule_and_without_words() -> None:
    told = rows("cyp-2020-03-16", "PQ 1: How the committee will improve its own scrutiny")
    assert told[-1] == (
        "Supplementary question",
        "Disallowed under Constitution 4.5.102 (g). It might have identified an individual.",
    )


def test_three_answers_to_one_question_stand_one_below_the_other() -> None:
    labels = [
        label
        for label, _ in rows(
            "cyp-2020-03-16",
            "MQ 1: Leadership after Ofsted's letter, exit interviews and recruitment",
        )
    ]
    assert [label for label in labels if label.startswith("Response")] == [
        "Response: Ofsted's letter",
        "Response: Exit interviews",
        "Response: Recruitment",
    ]


def test_the_figures_of_the_answers_are_told() -> None:
    words = {
        entry["id"]: " ".join(
            [answer["text"] for answer in entry["answers"]]
            + [answer["text"] for answer in entry["supplementary"]["answers"]]
        )
        for meeting in MEETINGS
        for entry in data(meeting).values()
    }
    for fact in FACTS["facts"]:
        text = words[fact["question"]]
        if "records_checked" in fact:
            assert str(fact["records_checked"]) in text
        for figures in fact.get("figures", {}).values():
            assert all(str(number) in text or number == 1 for number in figures)


def test_the_list_says_which_answer_was_late_and_when_it_was_due() -> None:
    made = questions.listing(standpoint(NOVEMBER))
    late = {
        e["id"]: e["answer_due"] for e in made.data["questions"] if e["answer_timing"] == "late"
    }
    assert late == {"q-2021-10-12-pq1": "2021-10-08"}
    assert [e["late"] for e in made.data["questions"]] == [None] * 5 + [False]


def test_before_the_meeting_nothing_is_said_of_supplementaries() -> None:
    held = register().meetings["cyp-2020-03-16"]
    early = questions.supplement(standpoint(date(2020, 3, 11)), held)
    assert "None is recorded" not in markdown.render(early)


def test_no_fault_of_the_sample_tells_a_disallowed_or_anonymous_thing() -> None:
    codes = {fault.code for fault in sample().diagnostics}
    assert not codes & {"disallowed-text", "anonymous-named", "question-late"}
