"""The minutes of three meetings come out with the facts of the papers."""

from datetime import date
from typing import Any

import pytest

from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.minutes import misnumbered, runs
from scrutiny_cli.render import html
from tests.committee_year import minutes_of
from tests.golden.page import Element, read
from tests.sample import committee, facts, register

FACTS = facts("minutes")
HELD = {held["meeting"]: held for held in FACTS["minutes"]}
MINUTES = [(name, minute) for name, held in HELD.items() for minute in held["minutes"]]
each_meeting = pytest.mark.parametrize("name", HELD)
each_minute = pytest.mark.parametrize(
    ("name", "expected"), MINUTES, ids=[f"{n}-{m['number']}" for n, m in MINUTES]
)


def told(name: str) -> dict[str, Any]:
    found: dict[str, Any] = minutes_of(name).data["minutes"]
    return found


def minute(name: str, number: int) -> dict[str, Any]:
    found: dict[str, Any]
    (found,) = [m for m in told(name)["minutes"] if m["number"] == number]
    return found


def page(name: str) -> Element:
    return read(html.render(minutes_of(name)))


def attendance(name: str) -> dict[str, str]:
    """The attendance as it is printed: labels and words."""
    part = page(name).one("section", "part-attendance")
    return {row.one("dt").words: row.one("dd").words for row in part.one("dl").all("div")}


def people(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["person"] or entry["name"] for entry in entries]


@each_meeting
def test_the_frame_is_that_of_the_paper(name: str) -> None:
    found, held = told(name), HELD[name]
    for key in ("began", "ended", "place", "room"):
        assert found[key] == held[key]
    words = page(name).words
    assert held["place"] in words
    assert "Chairperson ." in words


@each_meeting
def test_who_was_there_and_in_what_capacity(name: str) -> None:
    found, held = told(name)["attendance"], HELD[name]
    here = [p for p in found if p["mode"] == "in person"]
    members = [
        p for p in here if p["as"] in ("chairperson", "vice-chairperson", "member", "substitute")
    ]
    assert people(members) == held["present"]
    assert [p["person"] for p in members if p["as"] == "chairperson"] == [held["chair"]]
    assert [p["person"] for p in members if p["as"] == "vice-chairperson"] == [held["vice_chair"]]
    assert people([p for p in here if p["as"] == "co-optee"]) == held.get("co_optees_present", [])
    guests = [p for p in here if p not in members and p["as"] != "co-optee"]
    assert [{"person": p["person"], "as": p["as"]} for p in guests] == held.get(
        "present_but_no_member", []
    )
    far = [
        {
            k: v
            for k, v in p.items()
            if k in ("person", "as", "voted", "left_after_minute") and v is not None
        }
        for p in found
        if p["mode"] == "remote"
    ]
    assert far == held.get("remote", [])


@each_meeting
def test_minutes_list_apologies_substitutes_and_others(name: str) -> None:
    found, held = told(name), HELD[name]
    assert people(found["apologies"]) == held["apologies"]
    assert [
        {"person": s["person"], "for": s["for"], "group": s["group"]} for s in found["substitutes"]
    ] == held.get("substitutes", [])
    others = [{"person": p["person"], "as": p["as"]} for p in found["in_attendance"]]
    assert others == held.get("in_attendance", others)
    assert len(others) == held.get("in_attendance_count", len(others))
    assert found["officers"] == held.get("officers", found["officers"])
    assert len(found["officers"]) == held.get("officers_count", len(found["officers"]))
    absent = held.get("neither_present_nor_apologies", [])
    assert not set(absent) & set(people(found["attendance"]) + people(found["apologies"]))


def test_remote_attenders_stand_apart_and_did_not_vote() -> None:
    far = attendance("cyp-2021-10-12")["Attending remotely, without a vote"]
    assert "Councillor David Summers" in far
    assert "Mr Andy James, education co-optee: left after minute 39" in far
    assert "Summers" not in attendance("cyp-2021-10-12")["Present"]


def test_a_cabinet_member_printed_under_present_is_told_as_one() -> None:
    present = attendance("cyp-2021-10-12")["Present"]
    assert present.endswith(
        "Councillor Diana Toynbee, Cabinet Member for Children and Family Services"
    )


def test_the_attendance_says_nothing_of_apologies_that_no_record_has() -> None:
    assert not {"Apologies", "Substitutes"} & set(attendance("cyp-2021-10-12"))


def test_a_substitute_in_a_vacant_place_sits_for_nobody_by_name() -> None:
    shown = attendance("cyp-2019-09-16")["Substitutes"]
    assert shown == "Councillor John Hardwick, in the vacant place of Herefordshire Independents"


@each_meeting
def test_the_minutes_are_those_of_the_paper_in_order(name: str) -> None:
    found = [(m["number"], m["item"]) for m in told(name)["minutes"]]
    assert found == [(m["number"], m["item"]) for m in HELD[name]["minutes"]]
    headings = [h.words for h in page(name).all("h2")]
    numbers = [int(h.split(".")[0]) for h in headings if h.split(".")[0].isdecimal()]
    assert numbers == [number for number, _ in found]


@each_minute
def test_each_minute_holds_what_the_paper_holds(name: str, expected: dict[str, Any]) -> None:
    found = minute(name, expected["number"])
    advice, actions = found["recommendations"], found["actions"]
    resolutions = found["resolutions"]
    assert len(advice) == expected.get("recommended", 0)
    decided = [*resolutions, *advice]
    assert sum(one["id"] is not None for one in decided) == expected.get("tracked", 0)
    if resolutions:
        assert resolutions[0]["lead_in"] == expected.get("lead_in")
    for action in actions:
        assert action["minuted_as"] == expected.get("minuted_as", action["minuted_as"])
    assert len(actions) == expected.get("promises", 0)
    logged = [action["id"] for action in actions if action["id"]]
    assert len(logged) == expected.get("logged", 0)
    assert logged == expected.get("actions", [])
    assert [one["label"] for one in decided] == expected.get("labels", [None] * len(decided))
    assert len(resolutions) == len(found["resolved"]) == expected.get("resolved", 0)
    assert len(found["requests"]) == expected.get("requests", 0)
    for key in ("pages", "appendix"):
        assert found[key] == expected.get(key)
    if "questions" in expected:
        assert found["questions"] == expected["questions"]
    if "supplementaries" in expected:
        assert found["supplementaries"] == expected["supplementaries"]
    if "vote" in expected:
        assert expected["vote"] in found["vote"].replace("unanimously", "unanimous")
    if "approved" in expected:
        day = long_date(date.fromisoformat(expected["approved"]))
        assert day in " ".join([*found["resolved"], found["text"] or ""])


def test_what_is_on_record_is_told_by_its_record_and_only_once() -> None:
    words = page("cyp-2021-10-12").words
    for number in (5, 6, 7):
        action = register().actions[f"act-{number}"]
        assert words.count(" ".join(action.action.split())) == 1
        assert f"{number} {' '.join(action.action.split())}" in words, "with its number on the log"
    for record in register().recommendations.values():
        if record.meeting == "cyp-2021-10-12":
            assert words.count(" ".join(record.text.split())) == 1


def headed(name: str, heading: str) -> list[int]:
    """The numbers of the minutes that have a part with a heading."""
    numbers, last = [], 0
    for part in page(name).all(("h2", "h3")):
        if part.tag == "h2" and (number := part.words.split(".")[0]).isdecimal():
            last = int(number)
        elif part.words == heading:
            numbers.append(last)
    return numbers


@each_meeting
def test_resolutions_are_under_the_word_of_the_paper(name: str) -> None:
    assert headed(name, "RESOLVED") == FACTS["resolved_blocks"][name]


@each_meeting
def test_actions_arise_only_where_the_paper_lists_them(name: str) -> None:
    assert headed(name, "Actions arising") == FACTS["actions_arising"].get(name, [])


def test_a_decision_is_not_printed_again_as_an_action() -> None:
    words = page("cyp-2021-10-12").words
    assert "Set a timeline" not in words
    assert words.count("Hold a workshop") == 1


def test_the_owner_who_is_minuted_stands_before_the_one_on_the_log() -> None:
    actions = {a["id"]: a for a in minute("cyp-2021-10-12", 39)["actions"]}
    assert actions["act-6"]["owners"] == ["Deputy Monitoring Officer"]
    # The minutes name nobody: the log does, and the page says so.
    assert actions["act-7"]["from_log"] == ["owners", "due"]
    words = page("cyp-2021-10-12").words
    assert "Richard Watson* 7 Dec 2021*" in words
    assert "* From the action log. The minutes do not say it." in words


def test_what_nobody_tracks_is_told_by_the_minute() -> None:
    untracked = [
        one
        for name in HELD
        for m in told(name)["minutes"]
        for one in (*m["recommendations"], *(r for r in m["resolutions"] if r["to"]))
        if one["id"] is None
    ]
    unlogged = [
        one
        for name in HELD
        for m in told(name)["minutes"]
        for one in m["actions"]
        if one["id"] is None
    ]
    assert len(untracked) == FACTS["not_tracked_in_all"]
    assert len(unlogged) == FACTS["not_logged_in_all"]
    assert all(one["text"] for one in untracked)


def test_the_adjournment_and_those_who_left_stand_in_their_place() -> None:
    held = HELD["cyp-2021-10-12"]["adjournment"]
    (pause,) = told("cyp-2021-10-12")["adjournments"]
    assert (pause["after_minute"], pause["until"]) == (held["after_minute"], held["reconvened"])
    words = page("cyp-2021-10-12").words
    line = (
        "The meeting was adjourned and reconvened at 4.20 pm. Mr Andy James and Mr Sam Pratley left "
        "the meeting at this point."
    )
    assert words.index("39. Provision") < words.index(line) < words.index("40. Effective")


def test_the_end_stands_before_the_line_for_the_chairperson() -> None:
    words = page("cyp-2021-10-12").words
    assert words.index("The meeting ended at 5.28 pm.") < words.index("Chairperson ....")


def test_an_appendix_used_for_two_things_is_printed_for_both() -> None:
    twice = HELD["cyp-2020-03-16"]["appendix_used_twice"]
    used = [m["number"] for m in told("cyp-2020-03-16")["minutes"] if m["appendix"] == twice]
    assert len(used) == 2


def test_agenda_numbers_and_minute_numbers_are_two_things() -> None:
    assert FACTS["numbers_run_on"]
    for run in runs(register().meetings_of(committee())):
        assert list(misnumbered(run)) == []
