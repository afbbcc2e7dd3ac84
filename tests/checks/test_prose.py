"""Texts compared with the records: what is reported and what is not."""

from datetime import date
from pathlib import Path

import pytest

from scrutiny_cli.domain.dates import impossible, written_dates
from scrutiny_cli.domain.sums import TotalCheck, wrong_totals
from scrutiny_cli.workspace.loading import load
from tests.registers import BASE, write_tree


def why(text: str, near: int | None = None) -> list[str | None]:
    return [impossible(written, near) for written in written_dates(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("by 31 June", ["June has 30 days"]),
        ("on the 31st of September 2021,", ["September 2021 has 30 days"]),
        ("from 16-31 Nov.", ["November has 30 days"]),
        ("29 February 2021", ["February 2021 has 28 days"]),
        ("29 February 2020", [None]),
        ("29 February", [None]),
        ("30 Feb", ["February has 29 days"]),
        ("0 May 2021", ["May 2021 has 31 days"]),
        ("Monday 23 November 2021", ["it is Tuesday 23 November 2021"]),
        ("Tuesday, the 23rd of November, 2021", [None]),
        ("2021-06-31 and 31/04/2021", ["June 2021 has 30 days", "April 2021 has 30 days"]),
        ("23/11/2021", [None]),
        # Neither of these is a day.
        ("section 47 May", []),
        ("1,031 June bookings", []),
        ("you may 31 may", []),
        ("£31 June", []),
        ("2021/22", []),
        ("11/23/2021", []),
        ("31 Juniper trees", []),
    ],
)
def test_only_dates_that_do_not_exist_are_found(text: str, found: list[str | None]) -> None:
    assert why(text) == found


@pytest.mark.parametrize(
    ("text", "near", "found"),
    [
        # 23 November is a Tuesday in 2021, a Monday in 2020, a Wednesday in 2022.
        ("Tuesday 23 November", 2021, None),
        ("Wednesday 23 November", 2021, None),
        ("Friday 23 November", 2021, "it is Tuesday 23 November 2021"),
        ("Friday 23 November", None, None),
    ],
)
def test_weekday_without_a_year_is_judged_by_the_years_around(
    text: str, near: int | None, found: str | None
) -> None:
    assert why(text, near) == [found]


def test_date_without_a_year_means_the_nearest() -> None:
    (written,) = written_dates("15 January")
    assert written.nearest(date(2021, 12, 7)) == date(2022, 1, 15)
    assert written.nearest(date(2021, 3, 1)) == date(2021, 1, 15)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It made 9 recommendations, 1 to the committee and 7 to the executive.", [(9, (1, 7))]),
        ("It made 8 recommendations, 1 to the committee and 7 to the executive.", []),
        ("It made 12: 9 to the executive, 2 to schools, and two for letters", [(12, (9, 2, 2))]),
        ("Ten votes: six for and five against.", [(10, (6, 5))]),
        ("ten were made: six to schools and colleges and four to the board", []),
        # None of these is a total with its parts.
        ("On 14 June, 3 for and 2 against.", []),
        ("On 14 June, 3 for and 2 against. 6 votes, 3 for and 2 against.", [(6, (3, 2))]),
        ("paragraphs 10: 12 to 14 and 15 to 17", []),
        ("item 4: 2 for the board and 3 for the trust", []),
        ("at least 9 recommendations, 1 to the committee and 7 to the executive", []),
        ("2021, 3 to the board and 4 to schools", []),
        ("8 recommendations, 1 to the committee.", []),
    ],
)
def test_total_is_compared_with_the_parts_after_it(
    text: str, found: list[tuple[int, tuple[int, ...]]]
) -> None:
    assert list(wrong_totals(text)) == [TotalCheck(*total) for total in found]


WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty"),
)


@pytest.mark.parametrize(("number", "word"), list(enumerate(WORDS, 1)))
def test_number_in_a_total_may_be_a_word(number: int, word: str) -> None:
    text = f"It made {word} requests: 30 to schools and 40 to the executive."
    assert list(wrong_totals(text)) == [TotalCheck(number, (30, 40))]


MEETINGS = {
    "records/meetings/cyp-2021-06-01.yaml": "date: 2021-06-01\nstatus: held\n",
    "records/meetings/cyp-2021-09-07.yaml": "date: 2021-09-07\nstatus: superseded\n"
    "superseded_by: cyp-2021-09-14\n",
    "records/meetings/cyp-2021-09-14.yaml": "date: 2021-09-14\nstatus: held\n",
    "records/meetings/cyp-2022-01-11.yaml": "date: 2022-01-11\n",
}


def faults(root: Path, meeting: str) -> list[tuple[str, str | None, str]]:
    """Code, field and message of the faults of a register whose November meeting holds this."""
    files = MEETINGS | {"records/meetings/cyp-2021-11-23.yaml": f"date: 2021-11-23\n{meeting}"}
    loaded = load(write_tree(root, BASE | files))
    return [(fault.code, fault.field, fault.message) for fault in loaded.diagnostics]


@pytest.mark.parametrize(
    "words",
    [
        "The meeting of 14 September 2021 asked for this.",
        # It was planned for that day once.
        "The meeting of 7 September asked for this.",
        # Other bodies meet on other days.
        "The improvement board asked for it at the meeting of 9 August 2021.",
        "The meeting on 9 August 2021 of the board asked for it.",
        "Cabinet asked for it; the meeting of 9 August 2021 was short.",
        # Before the first meeting that the register has.
        "The meeting of 3 March 2020 asked for this.",
        "Asked for at the last meeting held on 11 January 2021.",
        "As asked at the committee’s meeting of 14 September 2021",
        "A briefing on 9 August 2021.",
        "The group's first meeting on 9 August 2021.",
    ],
)
def test_text_that_may_be_right_is_not_reported(tmp_path: Path, words: str) -> None:
    meeting = f'items: [{{id: a, title: A, purpose: "{words}"}}]\n'
    assert faults(tmp_path, meeting) == []


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        ("Asked for at the meeting on 15 September 2021.", "Tuesday 14 September 2021"),
        ("Asked for at this committee's meeting of Friday 3 September.", "Tuesday 7 September"),
        # What another body did stands in another sentence.
        (
            "The board was told. The meeting on 15 September 2021 asked. Cabinet agreed.",
            "Tuesday 14 September 2021",
        ),
        # The right day does not hide the wrong one.
        (
            "The meeting of 14 September 2021 asked; the meeting of 15 September 2021 agreed.",
            "Tuesday 14 September 2021",
        ),
    ],
)
def test_unknown_meeting_is_reported_with_the_nearest_one(
    tmp_path: Path, words: str, nearest: str
) -> None:
    ((code, field, message),) = faults(
        tmp_path, f'items: [{{id: a, title: A, purpose: "{words}"}}]\n'
    )
    assert (code, field) == ("no-such-meeting", "items[1].purpose")
    assert nearest in message
    assert "records/meetings/cyp-2021-09-" in message


def test_same_day_in_another_year_is_suggested_first(tmp_path: Path) -> None:
    older = {"records/meetings/cyp-2019-03-05.yaml": "date: 2019-03-05\nstatus: held\n"}
    text = "date: 2021-11-23\nminutes:\n  - {number: 1, text: As the meeting of 14 September 2020 asked.}\n"
    files = BASE | MEETINGS | older | {"records/meetings/cyp-2021-11-23.yaml": text}
    (fault,) = load(write_tree(tmp_path, files)).diagnostics
    assert (fault.code, fault.field) == ("no-such-meeting", "minutes[1].text")
    assert "the nearest is Tuesday 14 September 2021" in fault.message


@pytest.mark.parametrize(
    ("purpose", "wrong"),
    [
        ("To approve the minutes of 14 September 2021.", False),
        ("To approve the minutes of 14 September.", False),
        ("To approve the minutes of the meetings of 1 June and 14 September 2021.", False),
        ("To approve the minutes of {previous_meeting}.", False),
        ("To approve the minutes.", False),
        ("To approve the minutes of 1 June 2021.", True),
        ("To approve the minutes of 7 September 2021.", True),
    ],
)
def test_minutes_to_approve_are_those_of_the_meeting_before(
    tmp_path: Path, purpose: str, wrong: bool
) -> None:
    problems = faults(tmp_path, f'items: [{{standing: minutes, purpose: "{purpose}"}}]\n')
    if not wrong:
        assert problems == []
        return
    ((code, field, message),) = problems
    assert (code, field) == ("wrong-minutes-date", "items[1].purpose")
    assert "the meeting before was on 14 September 2021" in message
    assert "(records/meetings/cyp-2021-09-14.yaml:1)" in message


@pytest.mark.parametrize(
    ("purpose", "wrong"),
    [
        ("To approve the minutes of 14 September and 12 October 2021.", False),
        ("To approve the minutes of 14 September 2021.", False),
        ("To approve the minutes of 12 October 2021.", False),
        ("To note that there was no quorum on 2 November 2021.", False),
        ("To approve the minutes of {previous_meeting}.", False),
        ("To approve the minutes of 1 June 2021.", True),
        ("To approve the minutes of 7 September 2021.", True),
    ],
)
def test_minutes_of_an_extraordinary_meeting_are_approved_with_the_ordinary_ones(
    tmp_path: Path, purpose: str, wrong: bool
) -> None:
    text = f'date: 2021-11-23\nitems: [{{standing: minutes, purpose: "{purpose}"}}]\n'
    files = {
        "records/meetings/cyp-2021-10-12.yaml": "date: 2021-10-12\nextraordinary: yes\n",
        "records/meetings/cyp-2021-11-02.yaml": "date: 2021-11-02\ninquorate: yes\n",
        "records/meetings/cyp-2021-11-23.yaml": text,
    }
    problems = load(write_tree(tmp_path, BASE | MEETINGS | files)).diagnostics
    if not wrong:
        assert problems == ()
        return
    (fault,) = problems
    assert (fault.code, fault.field) == ("wrong-minutes-date", "items[1].purpose")
    assert fault.message.endswith(
        "those due are of 14 September 2021 (records/meetings/cyp-2021-09-14.yaml:1) and "
        "12 October 2021 (records/meetings/cyp-2021-10-12.yaml:1)"
    )


def test_resolution_on_the_minutes_names_the_right_ones(tmp_path: Path) -> None:
    meeting = (
        "status: held\nitems: [{standing: minutes}]\n"
        "minutes: [{number: 1, item: minutes, resolved: [That those of 1 June 2021 be approved.]}]\n"
    )
    assert [fault[:2] for fault in faults(tmp_path, meeting)] == [
        ("wrong-minutes-date", "minutes[1].resolved[1]")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chairperson: Councillor Rowan Ash", None),
        ("Members: Rowan Ash", None),
        ("Members: Rowan Ash and Jo Beech", "Jo Beech holds no seat on 23 November 2021"),
        ("Vice-Chair: Rowan Ash", "Rowan Ash is called vice-chairperson; the seat held"),
        ("Rowan Ash (Vice-Chairperson)", "Rowan Ash is called vice-chairperson; the seat held"),
        # Nobody is made a member here.
        ("Please ask Jo Beech for a pass.", None),
        ("Members of the public may ask Sam Clerk.", None),
    ],
)
def test_people_called_members_in_front_matter_hold_a_seat(
    tmp_path: Path, text: str, expected: str | None
) -> None:
    people = (
        "- {id: ash, name: Rowan Ash, title: Councillor}\n"
        "- {id: beech, name: Jo Beech, title: Councillor}\n- {id: clerk, name: Sam Clerk}\n"
    )
    files = {
        "records/committees/cyp.yaml": BASE["records/committees/cyp.yaml"],
        "records/people/all.yaml": people,
        "records/meetings/cyp-2021-11-23.yaml": (
            f'date: 2021-11-23\nfront_matter: [{{title: Notes, text: "{text}"}}]\n'
        ),
    }
    problems = load(write_tree(tmp_path, files)).diagnostics
    if expected is None:
        assert problems == ()
        return
    (fault,) = problems
    assert (fault.code, fault.field) == ("name-without-seat", "front_matter[1].text")
    assert fault.message.startswith(expected)
    assert "records/committees/cyp.yaml:4" in fault.message


def test_message_names_the_role_of_the_seat(tmp_path: Path) -> None:
    committee = BASE["records/committees/cyp.yaml"].replace("chairperson", "co-optee")
    text = "date: 2021-11-23\nfront_matter: [{title: Members, text: Rowan Ash (Chair)}]\n"
    files = {
        "records/committees/cyp.yaml": committee,
        "records/meetings/cyp-2021-11-23.yaml": text,
    }
    (fault,) = load(write_tree(tmp_path, BASE | files)).diagnostics
    assert fault.message == (
        "Rowan Ash is called chairperson; the seat held on 23 November 2021 is that of a co-optee "
        "(records/committees/cyp.yaml:4)"
    )


def test_meeting_of_an_unknown_committee_does_not_stop_the_check(tmp_path: Path) -> None:
    cover = "front_matter: [{title: Members, text: Jo Beech}]\n"
    files = {
        "records/committees/abc.yaml": "name: Another Committee\ncouncil: Exampleshire Council\n",
        "records/people/beech.yaml": "name: Jo Beech\ntitle: Councillor\n",
        "records/meetings/cyp-2021-11-22.yaml": f"date: 2021-11-22\n{cover}",
        "records/meetings/cyp-2021-11-23.yaml": (
            f"date: 2021-11-23\ncommittee: cyp\n{cover}attendance: [{{person: beech, as: member}}]\n"
        ),
    }
    problems = load(write_tree(tmp_path, BASE | files)).diagnostics
    assert [(f.path[-15:], f.code) for f in problems] == [
        ("2021-11-22.yaml", "committee-unclear"),
        ("2021-11-23.yaml", "name-without-seat"),
        ("2021-11-23.yaml", "not-a-member"),
    ]


def test_dates_are_read_in_texts_but_not_in_date_fields(tmp_path: Path) -> None:
    files = {
        "records/actions/a.yaml": (
            "- {id: a, meeting: cyp-2021-11-23, action: Report by 31 June, owner: Clerk, due: 31 June}\n"
        )
    }
    problems = load(write_tree(tmp_path, BASE | files)).diagnostics
    assert [(f.code, f.field) for f in problems] == [
        ("impossible-date", "action"),
        ("due-not-read", "due"),
    ]


def test_exempt_text_is_not_quoted(tmp_path: Path) -> None:
    meeting = (
        "items:\n  - {id: a, classification: exempt, title: A, purpose: By 31 June,"
        " exempt: {paragraphs: [1]}}\n"
    )
    files = {
        "scrutiny.toml": 'visibility = "private"\n',
        "records/meetings/cyp-2021-11-23.yaml": f"date: 2021-11-23\n{meeting}",
    }
    (fault,) = load(write_tree(tmp_path, BASE | files)).diagnostics
    assert fault.code == "impossible-date"
    assert "June" not in f"{fault.message} {fault.hint}"


def test_totals_are_checked_in_each_part_of_an_answer(tmp_path: Path) -> None:
    wrong = "It made 9 visits, 1 to the north and 7 to the south."
    question = (
        f"meeting: cyp-2021-11-23\nquestion: Why?\nanswers:\n- by: Cabinet\n- text: {wrong}\n"
    )
    files = BASE | {"records/questions/q.yaml": question}
    (fault,) = load(write_tree(tmp_path, files)).diagnostics
    assert (fault.code, fault.line, fault.field) == ("total-in-text", 5, "answers[2].text")
    assert "the text says 9, and its parts are 1 + 7 = 8" in fault.message


def test_empty_heading_is_not_read_for_dates(tmp_path: Path) -> None:
    meeting = "date: 2021-11-23\nstanding_text: {Filming: }\nfocus: The visit of 31 November 2021\n"
    files = BASE | {"records/meetings/cyp-2021-11-23.yaml": meeting}
    (fault,) = load(write_tree(tmp_path, files)).diagnostics
    assert (fault.code, fault.line) == ("impossible-date", 3)
