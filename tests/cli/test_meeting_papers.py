"""What agenda and minutes say of a meeting: council, standing items, kinds of meeting, what fell away."""

from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.meeting_papers import COMMITTEE, DAY, MEETING, built, data, registered
from tests.registers import BASE, write_tree


@pytest.mark.parametrize("noun", ["agenda", "minutes"])
def test_the_council_stands_above_its_committee(noun: str, tmp_path: Path) -> None:
    root = registered(tmp_path, "minutes: [{number: 1, item: apologies}]\n")
    name = "Children and Young People Scrutiny Committee"
    assert f"Exampleshire Council\n\n{name}\n\n# " in built(root, noun).out
    page = scrutiny(
        noun, "build", "2021-11-23", "--root", root, "--format", "html", "--output", "-"
    )
    above = f'<p class="council">Exampleshire Council</p>\n<p class="subtitle">{name}</p>\n<h1>'
    assert above in page.out
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
    assert "\n\n# Extraordinary meeting: agenda for Tuesday 23 November 2021\n" in agenda
    minutes = built(root, "minutes").out
    assert (
        "\n\n# Minutes of the extraordinary meeting to be held on Tuesday 23 November 2021\n"
        in minutes
    )
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
        f"\n\n# Agenda for Tuesday 23 November 2021\n\n> **Warning:** {notice}\n\n"
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
