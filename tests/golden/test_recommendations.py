"""The recommendations of both trackers, and what is missing from them."""

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest

from scrutiny_cli.domain.recommendations import Recommendation
from scrutiny_cli.render import html
from tests.golden.page import read
from tests.sample import facts, recommendation_tracker, register, response_schedule, sample

FACTS = facts("recommendations")
DAY = date(2021, 11, 23)
EXPECTED = {
    entry["id"]: {"meeting": meeting, **entry}
    for meeting, entries in FACTS["meetings"].items()
    for entry in entries
}
PARTS = {part["id"]: part for part in FACTS["parts"]}
# The tracker of 2019 follows the meetings of that year, the one of 2021 all since.
TRACKER_OF = {
    name: "Agenda of 25 November 2019" if "2019" in name else "Agenda of 23 November 2021"
    for name in EXPECTED
}


@cache
def data() -> dict[str, dict[str, Any]]:
    """The tracker for machines, by id, in order."""
    entries = recommendation_tracker(DAY).data["recommendations"]
    return {entry["id"]: entry for entry in entries}


def record(name: str) -> Recommendation:
    return register().recommendations[name]


def test_the_trackers_hold_64_and_14() -> None:
    counts = Counter(TRACKER_OF.values())
    for tracker in FACTS["trackers"]:
        assert counts[tracker["paper"]] == tracker["count"]
    assert sorted(counts.values()) == [14, 64]
    assert len(EXPECTED) == FACTS["total"]
    assert set(data()) == EXPECTED.keys() | PARTS.keys()


def test_they_stand_by_meeting_in_the_order_printed() -> None:
    shown = [name for name in data() if name in EXPECTED]
    assert shown == list(EXPECTED)


@pytest.mark.parametrize(("meeting", "number"), FACTS["counts_by_meeting"].items())
def test_each_meeting_made_so_many(meeting: str, number: int) -> None:
    held = [entry for entry in data().values() if entry["meeting"] == meeting]
    parts = sum(entry["parent"] is not None for entry in held)
    assert len(held) - parts == number
    assert parts == FACTS["parts_by_meeting"].get(meeting, 0)


def test_the_page_groups_them_under_their_meetings() -> None:
    page = read(html.render(recommendation_tracker(DAY)))
    shown = [
        [row.attributes["id"] for row in section.all("tr") if "id" in row.attributes]
        for section in page.all("section")
        if section.all("h2") and section.all("table")
    ]
    grouped: dict[str, list[str]] = {}
    for name, entry in data().items():
        grouped.setdefault(entry["meeting"], []).append(name)
    assert shown == list(reversed(grouped.values()))


@pytest.mark.parametrize("name", EXPECTED)
def test_each_is_addressed_labelled_and_kept_as_printed(name: str) -> None:
    expected, found, held = EXPECTED[name], data()[name], record(name)
    assert found["label"] == expected["label"]
    assert found["to"] == expected["to"]
    assert held.to_inferred is (expected["basis"] == "inferred")
    assert found["kind"] == expected["kind"]
    assert held.printed_status == expected["printed_status"]
    assert len(found["responses"]) == expected["replies"]
    completed = expected.get("completed")
    assert held.completed == (
        date.fromisoformat(completed) if isinstance(completed, str) else completed
    )


@pytest.mark.parametrize("name", EXPECTED)
def test_the_computed_state_goes_with_the_plain_reading(name: str) -> None:
    outcome, state = EXPECTED[name]["outcome"], data()[name]["state"]
    allowed = {
        "completed": {"implemented", "accepted by the committee"},
        "noted": {"noted"},
        "no reply": {"awaiting notice", "being implemented"},
    }.get(outcome, {"being implemented", "agreed", "partially agreed", "awaiting notice"})
    if EXPECTED[name]["kind"] == "resolution":
        allowed = {"noted"}
    assert state in allowed


@pytest.mark.parametrize("part", FACTS["parts"], ids=lambda part: part["id"])
def test_each_part_hangs_on_its_whole(part: dict[str, Any]) -> None:
    found = data()[part["id"]]
    assert found["parent"] == part["parent"]
    assert found["label"] == part["label"]
    assert found["to"] == [part["to"]]


def test_recommendations_without_a_response_are_those_of_the_papers() -> None:
    without = [name for name in EXPECTED if not data()[name]["responses"]]
    nothing_owed = FACTS["nothing_owed_without_reply"]
    assert sorted(set(without) - set(nothing_owed)) == sorted(FACTS["no_reply"])
    assert len(FACTS["no_reply"]) == FACTS["no_reply_count"]
    assert {data()[name]["state"] for name in nothing_owed} == {"noted"}


def test_an_item_printed_as_completed_does_not_settle_what_is_still_owed() -> None:
    for name in FACTS["open_though_printed_completed"]:
        assert record(name).printed_status == "Completed"
        assert data()[name]["state"] == "being implemented"


def test_the_replies_are_shared_out_as_printed() -> None:
    replies = register().responses
    assert len(replies) == FACTS["replies_total"]
    meetings = Counter(record(reply.to[0]).meeting for reply in replies.values())
    assert meetings == Counter(FACTS["replies_by_meeting"])
    for shared in FACTS["group_replies"]:
        to = [name for name in replies[shared["reply"]].to if name in EXPECTED]
        assert len(to) == shared["answers"]
    noted = [reply.id for reply in replies.values() if reply.decision == "noted"]
    assert sorted(noted) == sorted(FACTS["replies_noted"])
    shown = response_schedule(DAY).data["responses"]
    assert {entry["id"] for entry in shown} == replies.keys()


@pytest.mark.parametrize(
    "row", FACTS["fewer_replies_than_recommendations"], ids=lambda row: row["item"]
)
def test_some_items_have_fewer_replies_than_recommendations(row: dict[str, Any]) -> None:
    made = [
        entry
        for entry in data().values()
        if (entry["meeting"], entry["item_title"]) == (row["meeting"], row["item"])
        and not entry["parent"]
    ]
    assert len(made) == row["recommendations"]
    replies = {reply["id"] for entry in made for reply in entry["responses"]}
    assert len(replies) == row["replies"]
    assert [entry["id"] for entry in made if not entry["responses"]] == row["without"]


def found(code: str) -> list[tuple[str, int]]:
    """Meeting and minute number of each fault of a kind in the sample register."""
    faults = [fault for fault in sample().diagnostics if fault.code == code]
    return [(fault.record or "", int(fault.message.split()[1])) for fault in faults]


def test_check_names_the_eight_minuted_recommendations_that_nobody_tracks() -> None:
    expected = [(row["meeting"], row["minute"]) for row in FACTS["minuted_but_untracked"]]
    assert len(expected) == 8
    assert sorted(found("minuted-but-untracked")) == sorted(expected)
    texts = [f.message for f in sample().diagnostics if f.code == "minuted-but-untracked"]
    assert len(set(texts)) == 8


def test_check_names_the_ten_promises_that_nobody_logged() -> None:
    rows = facts("actions")["promised_but_not_logged"]
    expected = [(row["meeting"], row["minute"]) for row in rows]
    assert len(expected) == 10
    assert sorted(found("action-not-logged")) == sorted(expected)


def test_check_names_what_the_committee_asked_for_and_no_agenda_has() -> None:
    absent = [row for row in facts("agendas")["asked_for_but_absent"] if row["answered"] is None]
    asked = [f.message for f in sample().diagnostics if f.code == "request-not-on-agenda"]
    assert len(asked) == sum("recommendation" not in row for row in absent)
    for row in absent:
        if "recommendation" not in row:
            assert any(row["title"] in message and row["meeting"] in message for message in asked)


@pytest.mark.parametrize(
    "row", facts("agendas")["asked_for_and_present"], ids=lambda row: row["item"]
)
def test_what_was_asked_for_and_is_there_is_not_complained_of(row: dict[str, Any]) -> None:
    items = {item.name for item in register().meetings[row["meeting"]].items}
    assert row["item"] in items
    meeting, minute = row["asked"].split(", minute ")
    requests = [
        request
        for held in register().meetings[meeting].minutes
        if held.number == int(minute)
        for request in held.requests
    ]
    assert row["item"] in {request.item for request in requests}


def test_the_sample_register_has_no_errors() -> None:
    assert sample().errors == []
