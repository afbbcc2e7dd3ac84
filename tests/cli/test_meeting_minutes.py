"""What the minutes say: urgency, summaries for the public, roles and votes, breaks; and items on agendas."""

from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.meeting_papers import DAY, MEETING, built, data, registered
from tests.registers import write_tree

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
    root = registered(tmp_path, LATE + meeting)
    said = built(root, "agenda", "--as-of", "2021-11-18").err.splitlines()
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
    seats = agenda.split("## Membership\n\n")[1].split("\n\n")[0].split("\n")
    assert seats == [
        "- Councillor Rowan Ash, Chairman",
        "- Beech, Vice-chairperson",
        "- Cedar, Lead member (non-voting)",
        "- Dale, Non-voting member",
        "- Elm, Co-opted member (votes on education matters)",
        "- Fern, Co-opted Member (non-voting)",
        "- Gorse",
        "- Vacancy, Member (non-voting), Green",
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
    part = (
        built(root, "minutes", "--as-of", "2021-11-30")
        .out.split("## Attendance\n\n")[1]
        .split("\n\n")[0]
    )
    lines = [line.removeprefix("- **").split(":** ") for line in part.splitlines()]
    return {label: people.split("; ") for label, people in lines}


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


@pytest.mark.parametrize(
    ("vote", "printed"),
    [
        ("carried unanimously", "Carried unanimously."),
        ("Carried, 5 to 2, as recorded.", "Carried, 5 to 2, as recorded."),
        ("nem con", "Nem con."),
        ("**Carried.**", "**Carried.**"),
        ("carried (5 to 2)", "Carried (5 to 2)."),
    ],
)
def test_a_vote_is_one_sentence(vote: str, printed: str, tmp_path: Path) -> None:
    root = registered(
        tmp_path, f'minutes: [{{number: 1, item: apologies, resolved: [Yes.], vote: "{vote}"}}]\n'
    )
    assert f"\n### RESOLVED\n\n{printed}\n\n- Yes.\n" in built(root, "minutes").out
    assert data(root, "minutes")["minutes"][0]["vote"] == vote


def test_an_item_that_was_moved_says_where_to(tmp_path: Path) -> None:
    root = registered(
        tmp_path,
        "items:\n  - {id: bus, title: Buses, moved_to: cyp-2022-03-04}\n"
        "minutes: [{number: 1, item: bus, text: It was put off.}]\n",
        m2022_03_04="date: 2022-03-04\n",
    )
    assert "- **Moved to:** the meeting of 4 March 2022\n" in built(root, "agenda").out
    assert (
        "## 1\\. Buses\n\n- **Moved to:** the meeting of 4 March 2022\n\nIt was put off.\n"
    ) in built(root, "minutes").out


@pytest.mark.parametrize(
    ("pause", "printed"),
    [
        (
            "from: 9.30 pm, until: 6.30 pm, resumed_on: 2021-11-30",
            "The meeting was adjourned at 9.30 pm and reconvened at 6.30 pm on 30 November 2021.",
        ),
        (
            "from: 9.30 pm, resumed_on: 2021-11-30",
            "The meeting was adjourned at 9.30 pm and reconvened on 30 November 2021.",
        ),
        (
            "from: 4 pm, until: 4.10 pm, resumed_on: 2021-11-23",
            "The meeting was adjourned at 4.00 pm and reconvened at 4.10 pm.",
        ),
        ("after_minute: 1", "The meeting was adjourned."),
    ],
)
def test_an_adjournment_says_on_which_day_the_meeting_went_on(
    pause: str, printed: str, tmp_path: Path
) -> None:
    meeting = f"time: 6 pm\nminutes: [{{number: 1}}]\nadjournments: [{{{pause}}}]\nended_at: 7 pm\n"
    root = registered(tmp_path, meeting)
    words = built(root, "minutes").out
    assert f"*{printed}*" in words
    day = " on 30 November 2021" if "11-30" in pause else ""
    assert f"The meeting ended at 7.00 pm{day}.\n" in words


def test_a_meeting_that_goes_on_another_day_may_end_at_an_earlier_hour(tmp_path: Path) -> None:
    meeting = (
        "time: 6 pm\nstatus: held\nadjournments: [{from: 9 pm, until: 2 pm, resumed_on: 2021-11-30}]\n"
        "ended_at: 4 pm\n"
    )
    root = registered(tmp_path, meeting)
    assert scrutiny("check", "--root", root, "--strict").code == 0
    write_tree(tmp_path, {MEETING: "date: 2021-11-23\n" + meeting.replace("11-30", "11-23")})
    assert "implausible-time" in scrutiny("check", "--root", root).out


@pytest.mark.parametrize(("day", "until"), [("30", "20"), ("23", "21")])
def test_the_calendar_takes_the_hour_of_another_day_for_no_end(
    day: str, until: str, tmp_path: Path
) -> None:
    pauses = f"adjournments: [{{resumed_on: 2021-11-{day}}}]\nended_at: 9 pm\n"
    root = registered(tmp_path, f"time: 6 pm\nstatus: held\n{pauses}")
    told = scrutiny("calendar", "--root", root, "--as-of", DAY).out
    assert f"DTEND;TZID=Europe/London:20211123T{until}0000" in told


def test_a_verbal_report_needs_no_paper(tmp_path: Path) -> None:
    item = "items: [{id: a, title: A, report_by: The Director}]\n"
    root = registered(tmp_path, "status: published\npublished_on: 2021-11-15\n" + item)
    assert "or write `state: to follow` or `verbal: yes`" in scrutiny("check", "--root", root).out
    verbal = (root / MEETING).read_text(encoding="utf-8").replace("A, r", "A, verbal: yes, r")
    write_tree(tmp_path, {MEETING: verbal})
    assert scrutiny("check", "--root", root, "--strict").code == 0
    assert "### 3. A (Verbal report)\n" in built(root, "agenda").out


def test_the_title_of_a_supplement_stands_beside_it(tmp_path: Path) -> None:
    untitled = "  - {number: 1, published_on: 2021-11-15, items: [a]}\n"
    titled = "  - {number: 2, published_on: 2021-11-16, items: [a], title: Late figures}\n"
    start = "items: [{id: a, title: A}]\nsupplements:\n"
    root = registered(tmp_path, start + untitled + titled)
    later = ("agenda", "--as-of", "2021-11-16")
    assert (
        "| Supplement | Published | Items | Title |\n| --- | --- | --- | --- |\n"
        "| 1 | 15 Nov 2021 | 3\\. A |  |\n| 2 | 16 Nov 2021 | 3\\. A | Late figures |\n"
    ) in built(root, *later).out
    write_tree(tmp_path, {MEETING: "date: 2021-11-23\n" + start + untitled})
    assert "| Supplement | Published | Items |\n" in built(root, *later).out
