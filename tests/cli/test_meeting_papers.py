"""What the agenda and the minutes of a meeting say, as a reader of the built document finds it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree

MEETING = "records/meetings/cyp-2021-11-23.yaml"
COMMITTEE = "records/committees/cyp.yaml"
DAY = "2021-11-12"


def registered(folder: Path, meeting: str, **files: str) -> Path:
    """The small register with the meeting of 23 November 2021 as given, and files beside it."""
    more = {
        f"records/meetings/cyp-{name.removeprefix('m').replace('_', '-')}.yaml": text
        for name, text in files.items()
        if name != "committee"
    }
    if "committee" in files:
        more[COMMITTEE] = files["committee"]
    return write_tree(folder, {**BASE, MEETING: f"date: 2021-11-23\n{meeting}", **more})


def built(root: Path, noun: str, *args: str, meeting: str = "2021-11-23") -> Told:
    """A document in Markdown as it is built, with what is said on standard error."""
    command = (noun, "build", meeting, "--root", root, "--as-of", DAY, "--format", "markdown")
    told = scrutiny(*command, "--output", "-", *args)
    assert told.code == 0, told.err
    return told


def data(root: Path, noun: str, meeting: str = "2021-11-23") -> dict[str, Any]:
    """A document for machines."""
    told = scrutiny(noun, "build", meeting, "--root", root, "--as-of", DAY, "--format", "json")
    assert told.code == 0, told.err
    found: dict[str, Any] = json.loads(told.out)[noun]
    return found


@pytest.mark.parametrize("noun", ["agenda", "minutes"])
def test_the_council_stands_above_its_committee(noun: str, tmp_path: Path) -> None:
    root = registered(tmp_path, "minutes: [{number: 1, item: apologies}]\n")
    name = "Children and Young People Scrutiny Committee"
    assert built(root, noun).out.startswith(f"Exampleshire Council\n\n# {name}\n")
    page = scrutiny(
        noun, "build", "2021-11-23", "--root", root, "--format", "html", "--output", "-"
    )
    assert f'<p class="council">Exampleshire Council</p>\n<h1>{name}</h1>' in page.out
    assert data(root, noun)["council"] == "Exampleshire Council"


SOME = "items:\n  - {standing: minutes, pages: 5-12}\n  - {id: neets, title: Young people}\n"


def test_standing_items_that_fell_away_are_said_once(tmp_path: Path) -> None:
    root = registered(tmp_path, SOME)
    told = built(root, "agenda")
    assert told.err == (
        "note: not on this agenda: Apologies for absence. A meeting that lists a standing item has "
        "just those it lists: add these with `standing:`, or take out the ones it lists to have "
        "all.\n"
    )
    assert "### 1. Minutes" in told.out
    assert "Apologies" not in told.out
    assert built(root, "agenda", "--quiet").err == ""


@pytest.mark.parametrize(
    "meeting",
    [
        "",
        "items: [{title: Young people}]\n",
        SOME + "  - standing: apologies\n",
        SOME + "status: cancelled\n",
    ],
    ids=["no items", "only its own", "all are listed", "cancelled"],
)
def test_nothing_is_said_where_no_standing_item_fell_away(meeting: str, tmp_path: Path) -> None:
    assert built(registered(tmp_path, meeting), "agenda").err == ""


NAMING = BASE[COMMITTEE].replace(
    "title: Minutes}", 'title: Minutes, purpose: "To approve those of {previous_meeting}."}'
)
HELD = "date: 2021-{}\nstatus: held\n"
ORDINARY, EXTRA, IDLE = "", "extraordinary: yes\n", "inquorate: yes\n"


@pytest.mark.parametrize(
    ("kinds", "now", "named"),
    [
        ([ORDINARY], ORDINARY, "12 October 2021"),
        ([ORDINARY, ORDINARY], ORDINARY, "12 October 2021"),
        ([ORDINARY, EXTRA], ORDINARY, "14 September 2021 and 12 October 2021"),
        ([EXTRA, ORDINARY], ORDINARY, "12 October 2021"),
        (
            [ORDINARY, ORDINARY, EXTRA, EXTRA],
            ORDINARY,
            "20 July 2021, 14 September 2021 and 12 October 2021",
        ),
        ([EXTRA], ORDINARY, "12 October 2021"),
        ([ORDINARY, EXTRA], EXTRA, "12 October 2021"),
        ([ORDINARY], EXTRA, "12 October 2021"),
        ([ORDINARY, IDLE], ORDINARY, "14 September 2021"),
        ([ORDINARY, EXTRA, IDLE], ORDINARY, "20 July 2021 and 14 September 2021"),
        ([ORDINARY, IDLE], EXTRA, "14 September 2021"),
        ([ORDINARY], IDLE, "12 October 2021"),
        ([ORDINARY, "status: cancelled\nextraordinary: yes\n"], ORDINARY, "14 September 2021"),
    ],
)
def test_the_agenda_names_every_meeting_whose_minutes_are_due(
    kinds: list[str], now: str, named: str, tmp_path: Path
) -> None:
    days = ["06-01", "07-20", "09-14", "10-12"][-len(kinds) :]
    before = {
        f"m2021_{day.replace('-', '_')}": HELD.format(day).replace(
            "status: held\n" if "status" in kind else "\0", ""
        )
        + kind
        for day, kind in zip(days, kinds, strict=True)
    }
    root = registered(tmp_path, now, committee=NAMING, **before)
    told = built(root, "agenda")
    assert told.err == ""
    assert f"To approve those of {named}.\n" in told.out
    assert scrutiny("check", "--root", root, "--strict").code == 0


def test_without_a_meeting_before_the_clerk_is_told(tmp_path: Path) -> None:
    root = registered(tmp_path, "", committee=NAMING)
    told = built(root, "agenda")
    assert "To approve those of a date to be confirmed.\n" in told.out
    assert told.err == (
        "warning: {previous_meeting} is printed as “a date to be confirmed”: the register has no "
        "meeting of Children and Young People Scrutiny Committee before this one. Add a record of "
        "the last one (its `date:` is enough), or give the item a `purpose:` of its own.\n"
    )


@pytest.mark.parametrize(
    "meeting",
    [
        "items: [{standing: apologies}, {standing: minutes, purpose: Of 12 October 2021.}]\n",
        "status: cancelled\n",
    ],
)
def test_nothing_is_told_of_a_day_that_is_not_asked_for(meeting: str, tmp_path: Path) -> None:
    assert built(registered(tmp_path, meeting, committee=NAMING), "agenda").err == ""


def test_an_extraordinary_meeting_is_called_so(tmp_path: Path) -> None:
    root = registered(tmp_path, "extraordinary: yes\nminutes: [{number: 1, item: apologies}]\n")
    agenda = built(root, "agenda").out
    assert "\n\nExtraordinary meeting: agenda for Tuesday 23 November 2021\n" in agenda
    minutes = built(root, "minutes").out
    assert "\n\nMinutes of the extraordinary meeting held on Tuesday 23 November 2021\n" in minutes
    assert data(root, "agenda")["extraordinary"] is data(root, "minutes")["extraordinary"] is True
    listed = scrutiny("meeting", "list", "--root", root, "--as-of", DAY).out
    assert "scheduled, extraordinary" in listed


def test_where_no_quorum_was_present_the_documents_say_so(tmp_path: Path) -> None:
    root = registered(
        tmp_path,
        "status: held\ninquorate: yes\nattendance: [{person: ash, as: chairperson}]\n",
        m2021_12_07="date: 2021-12-07\n",
    )
    words = "> **Note:** No quorum was present, so the meeting did no business."
    for noun in ("agenda", "minutes"):
        assert words in built(root, noun).out
        assert data(root, noun)["inquorate"] is True
    assert "held, no quorum" in scrutiny("meeting", "list", "--root", root, "--as-of", DAY).out
    # No numbers were taken, so the next meeting's minutes can be started.
    started = scrutiny("minutes", "start", "2021-12-07", "--root", root)
    assert started.code == 0, started.err
    assert "minutes 1 to 2, to be written" in started.err


ASKING = BASE[COMMITTEE] + (
    '    - {id: public, title: Questions, purpose: "To take them. They close at {public_questions}."}\n'
    '    - {id: council, title: Members, purpose: "They close at {council_questions}."}\n'
    "    - {id: next, title: Next, purpose: To note it.}\n"
)
WHY = "status_reason: The *report* is not ready.\n"


@pytest.mark.parametrize(
    ("meeting", "notice"),
    [
        ("status: cancelled\n", "This meeting has been cancelled."),
        (
            "status: superseded\nsuperseded_by: cyp-2021-12-02\n",
            (
                "This meeting does not take place. Its business moved to Thursday 9 December 2021 at "
                "2.30 pm."
            ),
        ),
    ],
)
def test_what_does_not_take_place_says_so_first_and_asks_for_no_questions(
    meeting: str, notice: str, tmp_path: Path
) -> None:
    moved = "date: 2021-12-02\nstatus: superseded\nsuperseded_by: cyp-2021-12-09\n"
    after = {"m2021_12_02": moved, "m2021_12_09": "date: 2021-12-09\ntime: 2.30 pm\n"}
    root = registered(tmp_path, meeting + WHY, committee=ASKING, **after)
    assert scrutiny("check", "--root", root, "--strict").code == 0
    agenda = built(root, "agenda").out
    assert (
        f"\n\nAgenda for Tuesday 23 November 2021\n\n> **Warning:** {notice}\n\n"
        "The *report* is not ready.\n\n- **Date:** Tuesday 23 November 2021\n"
    ) in agenda
    assert "17 November 2021" not in agenda
    assert "### 3. Questions\n\n### 4. Members\n\n### 5. Next\n\nTo note it." in agenda
    assert data(root, "agenda")["status_reason"] == "The *report* is not ready."
    shown = scrutiny("meeting", "show", "2021-11-23", "--root", root, "--as-of", DAY).out
    assert "The report is not ready." in shown
    # The same agenda of a meeting that stands asks for them.
    write_tree(tmp_path, {MEETING: "date: 2021-11-23\n"})
    asked = built(root, "agenda").out
    assert asked.count("They close at 5.00 pm on Wednesday 17 November 2021.") == 2


LATE = "published_on: 2021-11-17\n"
BUSINESS = (
    "items:\n  - {id: grant, title: A grant, late_reason: The grant *closes* soon.}\n"
    "  - {id: other, title: Something else}\n"
    "  - {title: A third thing, late_reason: It came late.}\n"
)


def test_the_minutes_give_the_circumstances_of_urgency(tmp_path: Path) -> None:
    root = registered(
        tmp_path,
        LATE + "late_reason: The findings came late.\n" + BUSINESS + "minutes:\n"
        "  - {number: 1, item: grant, text: It was looked at.}\n  - {number: 2, item: other}\n",
    )
    minutes = built(root, "minutes").out
    assert (
        "\n## Urgency\n\n> **Note:** Business was taken as a matter of urgency for these special "
        "circumstances (Local Government Act 1972, section 100B(4)(b)).\n\n"
        "The findings came late.\n\n- **A third thing:** It came late.\n\n"
        "## 1\\. A grant\n\n- **Taken as urgent because:** The grant *closes* soon.\n\n"
        "It was looked at.\n\n## 2\\. Something else\n"
    ) in minutes
    told = data(root, "minutes")
    assert told["late_reason"] == "The findings came late."
    assert [m["late_reason"] for m in told["minutes"]] == ["The grant *closes* soon.", None]


def test_minutes_of_what_came_in_time_speak_of_no_urgency(tmp_path: Path) -> None:
    root = registered(tmp_path, "items: [{id: a, title: A}]\nminutes: [{number: 1, item: a}]\n")
    assert "rgen" not in built(root, "minutes").out


@pytest.mark.parametrize(
    ("meeting", "written"),
    [
        ("", False),
        (BUSINESS, False),
        ("late_reason: The findings came late.\n", True),
        (BUSINESS.replace("Something else}", "Something else, late_reason: It too.}"), True),
    ],
)
def test_a_reason_that_is_written_is_not_asked_for(
    meeting: str, written: bool, tmp_path: Path
) -> None:
    said = built(registered(tmp_path, LATE + meeting), "agenda").err.splitlines()
    assert len(said) == 2
    assert said[0].startswith("warning: Too late: published on Wednesday 17 November 2021")
    assert ("Write the circumstances in `late_reason:`" in said[1]) is not written
    assert said[1].endswith("print what is written in `late_reason:`.") is written


CLOSED = (
    "items:\n  - id: contract\n    classification: exempt\n"
    "    exempt: {paragraphs: [3], public_title: A contract}\n"
    "  - {id: advice, classification: confidential}\n  - {id: open, title: Something open}\n"
)
SUMMARY = (
    "minutes:\n  - {number: 1, item: contract, public_summary: The terms were *considered*.}\n"
    "  - {number: 2, item: advice}\n  - {number: 3, item: open, public_summary: Not asked for.}\n"
)


def test_the_public_minutes_of_an_exempt_item_give_the_summary(tmp_path: Path) -> None:
    root = registered(tmp_path, CLOSED + SUMMARY)
    assert scrutiny("check", "--root", root, "--strict").code == 0
    minutes = built(root, "minutes").out
    assert (
        "\n## 1\\. A contract\n\n> **Note:** Exempt: the public were excluded while this item was "
        "taken. Local Government Act 1972, Schedule 12A, paragraph 3 (information about the "
        "financial or business affairs of a person, the authority included).\n\n"
        "The terms were *considered*.\n\n## 2\\. Confidential item\n\n> **Note:** Confidential: the "
        "public were excluded by law while this item was taken (Local Government Act 1972, section "
        "100A(2)).\n\n## 3\\. Something open\n\n"
    ) in minutes
    assert "Not asked for" not in minutes
    assert "may be excluded" in built(root, "agenda").out
    told = data(root, "minutes")["minutes"]
    assert [minute["public_summary"] for minute in told] == [
        "The terms were *considered*.",
        None,
        None,
    ]


def test_the_summary_stands_beside_the_words_in_the_private_minutes(tmp_path: Path) -> None:
    words = SUMMARY.replace("public_summary: The", "text: Northwind won., public_summary: The")
    root = registered(tmp_path, CLOSED + words)
    write_tree(tmp_path, {"scrutiny.toml": 'visibility = "private"\n'})
    public = built(root, "minutes").out
    assert "The terms were *considered*." in public
    assert "Northwind" not in public
    private = built(root, "minutes", "--private").out
    assert "- **Summary for the public:** The terms were *considered*.\n" in private
    assert "\nNorthwind won.\n" in private


SEATED = """\
name: Children and Young People Scrutiny Committee
council: Exampleshire Council
seats:
  - {holder: ash, role: chairperson, printed_role: Chairman}
  - {holder: beech, role: vice-chairperson}
  - {holder: cedar, role: member, printed_role: Lead member, voting: no}
  - {holder: dale, role: member, printed_role: Non-voting member, voting: no}
  - {holder: elm, role: co-optee, voting: education matters}
  - {holder: fern, role: co-optee, printed_role: Co-opted Member, voting: no}
  - {holder: gorse, role: member, voting: yes}
  - {role: member, voting: no, group: Green}
"""
SITTERS = "".join(
    f"- {{id: {name}, name: {name.capitalize()}}}\n"
    for name in ("beech", "cedar", "dale", "elm", "fern", "gorse", "hazel")
)


def seated(folder: Path, meeting: str) -> Path:
    """The committee with seats of every kind, and people to hold them."""
    root = registered(folder, meeting + "minutes: [{number: 1}]\n", committee=SEATED)
    return write_tree(root, {"records/people/more.yaml": SITTERS})


def test_the_agenda_says_who_sits_there_without_a_vote(tmp_path: Path) -> None:
    root = seated(tmp_path, "")
    agenda = built(root, "agenda").out
    rows = agenda.split(" --- |\n")[1].split("\n\n")[0].split("\n")
    assert [row.split(" | ")[1] for row in rows] == [
        "Chairman",
        "Vice-chairperson",
        "Lead member (non-voting)",
        "Non-voting member",
        "Co-opted member (votes on education matters)",
        "Co-opted Member (non-voting)",
        "Member",
        "Member (non-voting)",
    ]
    membership = data(root, "agenda")["membership"]
    assert [seat["voting"] for seat in membership] == [
        None,
        None,
        False,
        False,
        "education matters",
        False,
        True,
        False,
    ]
    assert membership[0]["printed_role"] == "Chairman"


def told_there(root: Path) -> dict[str, list[str]]:
    """Who was there, as the minutes print it: the people under each label."""
    part = built(root, "minutes").out.split("## Attendance\n\n")[1].split("\n\n")[0]
    lines = [line.removeprefix("- **").split(":** ") for line in part.splitlines()]
    return {label: people.split("<br>") for label, people in lines}


def test_the_minutes_call_people_what_the_agenda_calls_them(tmp_path: Path) -> None:
    there = (
        "attendance:\n  - {person: ash, as: chairperson}\n  - {person: beech, as: vice-chairperson}\n"
        "  - {person: cedar, as: member, voted: no}\n  - {person: dale, as: member, voted: no}\n"
        "  - {person: elm, as: co-optee, voted: no}\n  - {person: fern, as: co-optee}\n"
        "  - {person: gorse, as: member, voted: no, left_at: 4 pm}\n"
        "  - {name: Ivy, as: Non-voting adviser, voted: no}\n"
        "in_attendance:\n  - {person: hazel, as: Cabinet Member, mode: remote, arrived_at: 3 pm}\n"
        "  - {name: Somebody, voted: no}\n"
    )
    root = seated(tmp_path, there)
    shown = told_there(root)
    assert shown["Present"] == [
        "Councillor Rowan Ash (Chairman)",
        "Beech (Vice-Chairperson)",
        "Cedar, Lead member (non-voting)",
        "Dale, Non-voting member",
        "Gorse: left at 4.00 pm and did not vote",
        "Ivy, Non-voting adviser",
    ]
    assert shown["Co-optees"] == [
        "Elm (votes on education matters): did not vote",
        "Fern (non-voting)",
    ]
    assert shown["In attendance"] == ["Hazel, Cabinet Member (remote): from 3.00 pm", "Somebody"]
    assert "\n- **Chairman:** ......" in built(root, "minutes").out
    assert "hairperson:" not in built(root, "minutes").out
    assert [p["mode"] for p in data(root, "minutes")["in_attendance"]] == ["remote", "in person"]


def test_whoever_takes_the_chair_is_called_what_the_chair_is_called(tmp_path: Path) -> None:
    there = "attendance:\n  - {person: beech, as: chairperson}\n  - {person: gorse, mode: remote}\n"
    shown = told_there(seated(tmp_path, there))
    assert shown["Present"] == ["Beech (Chairman)"]
    assert shown["Attending remotely"] == ["Gorse"]
