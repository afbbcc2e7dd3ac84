"""What an answer says becomes the data of records, with nothing lost and nothing exempt."""

from datetime import date
from typing import Any

import pytest

from scrutiny_cli.importing.modern_gov import answers
from scrutiny_cli.importing.modern_gov.records import AnswerReader, ServiceRecord, person_name
from tests.importing.modern_gov.made import (
    committee,
    councillor,
    item,
    meeting,
    meetings,
    paper,
    ward,
)


def read(kind: str, xml: str, *, private: bool = False) -> tuple[list[ServiceRecord], list[str]]:
    """The records of an answer, and all that is said of it."""
    reader = AnswerReader("answer.xml", date(2026, 3, 1), private)
    records = list(getattr(reader, kind)(answers.read(xml.encode())))
    remarks = [*(remark for record in records for remark in record.remarks), *reader.remarks()]
    return records, [remark.text for remark in remarks]


def one_meeting(*, private: bool = False, **parts: str) -> tuple[dict[str, Any], list[str]]:
    (record,), remarks = read("meetings", meeting(**parts), private=private)
    return record.data, remarks


def agenda(*items: str, private: bool = False) -> tuple[dict[str, Any], list[str]]:
    return one_meeting(private=private, agendaitems=f"<agendaitems>{''.join(items)}</agendaitems>")


def test_committee_has_its_name_its_number_and_its_category() -> None:
    (record,), _ = read(
        "committees",
        f"<committees>{committee(201, 'Health &amp; Care', committeecategory='Scrutiny')}</committees>",
    )
    assert record.data == {
        "name": "Health & Care",
        "source": "mg-201",
        "notes": "Category in Modern.gov: Scrutiny",
    }
    assert record.left_out is None


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"committeedeleted": "True"}, "deleted"),
        ({"committeeexpired": "True"}, "--only 201"),
        ({"committeetitle": ""}, "no title"),
    ],
)
def test_committee_that_is_over_is_left_out_with_the_reason(
    parts: dict[str, str], why: str
) -> None:
    (record,), _ = read("committees", committee(201, "Board", **parts))
    assert why in (record.left_out or "")


def test_councillor_has_party_ward_and_terms_and_no_address() -> None:
    terms = (
        "<termsofoffice><termofoffice><startdate>05/05/2023</startdate><enddate>unspecified</enddate>"
        "</termofoffice><termofoffice><startdate>03/05/2019</startdate><enddate>04/05/2023</enddate>"
        "</termofoffice></termsofoffice>"
    )
    home = "<homeaddress><line1>1 Private Lane</line1><phone>01632 960001</phone></homeaddress>"
    work = (
        "<workaddress><email>ash@example.gov.uk</email><mobile>07700 900001</mobile></workaddress>"
    )
    person = councillor(
        301,
        "Cllr Dr Rowan Ash",
        politicalpartytitle="Independent",
        keyposts="Chair of Health\nLead on grants",
        homeaddress=home,
        workaddress=work,
        termsofoffice=terms,
        shoesize="9",
    )
    (record,), remarks = read("people", ward("Abbey & Castle", person))
    assert record.data == {
        "name": "Rowan Ash",
        "title": "Councillor Dr",
        "party": "Independent",
        "ward": "Abbey & Castle",
        "posts": [
            {"post": "Councillor", "from": "2019-05-03", "until": "2023-05-04"},
            {"post": "Councillor", "from": "2023-05-05"},
            {"post": "Chair of Health"},
            {"post": "Lead on grants"},
        ],
        "source": "mg-301",
    }
    assert remarks == ["elements that are not imported: `councillor/shoesize` (1)"]


def test_vacant_seat_is_no_person() -> None:
    (record,), _ = read("people", ward("Castle", councillor(302, "Vacancy")))
    assert record.left_out == "a vacancy, not a person"


@pytest.mark.parametrize(
    ("full", "title", "name"),
    [
        ("Councillor Rowan Ash", "Councillor", "Rowan Ash"),
        ("Cllr. Rowan Ash OBE", "Councillor", "Rowan Ash OBE"),
        ("County Councillor Sam Elm", "County Councillor", "Sam Elm"),
        ("Mrs Sam Elm", "Mrs", "Sam Elm"),
        ("Sam Elm", "", "Sam Elm"),
        ("Councillor", "", "Councillor"),
        ("Missy Drake", "", "Missy Drake"),
    ],
)
def test_title_of_a_person_is_told_from_the_name(full: str, title: str, name: str) -> None:
    assert person_name(full) == (title, name)


@pytest.mark.parametrize(
    ("day", "parts", "status", "reason"),
    [
        ("12/03/2026", {}, "scheduled", None),
        ("12/03/2026", {"agendapublished": "True"}, "published", None),
        ("12/02/2026", {}, "held", None),
        ("01/03/2026", {"minutepublished": "True"}, "held", None),
        ("12/03/2026", {"minutepublished": "True"}, "scheduled", None),
        ("12/02/2026", {"meetingstatus": "Cancelled"}, "cancelled", None),
        ("12/03/2026", {"meetingstatus": "Cancelled; no business"}, "cancelled", "no business"),
        ("12/03/2026", {"meetingstatus": "Postponed"}, "cancelled", "Postponed"),
        ("12/03/2026", {"meetingstatus": "Provisional"}, "scheduled", "Provisional"),
        (
            "12/03/2026",
            {"meetingstatus": "Confirmed; Rescheduled from 5 March 2026"},
            "scheduled",
            "Rescheduled from 5 March 2026",
        ),
        ("12/03/2026", {"meetingstatus": "Paused"}, "scheduled", "Paused"),
    ],
)
def test_status_of_a_meeting_keeps_its_words(
    day: str, parts: dict[str, str], status: str, reason: str | None
) -> None:
    (record,), remarks = read("meetings", meeting(7001, day, **parts))
    assert (record.data["status"], record.data.get("status_reason")) == (status, reason)
    assert bool(remarks) == (parts.get("meetingstatus") == "Paused")
    assert record.moved_from == (date(2026, 3, 5) if "Resched" in str(reason) else None)


def test_meeting_keeps_each_of_its_facts() -> None:
    data, remarks = one_meeting(
        meetingtime="10.00 am",
        meetingactualstarttime="10.05 am",
        meetingplannedfinishtime="2.00 pm",
        meetingactualfinishtime="half past noon",
        meetinglocation="Town Hall &amp;amp; Annexe",
        meetingroom="Committee room 1",
        iswebcast="True",
        livestream="https://video.example.gov.uk",
    )
    assert data == {
        "date": "2026-03-12",
        "source": "mg-7001",
        "time": "10.00 am",
        "place": "Town Hall & Annexe",
        "room": "Committee room 1",
        "notes": "ended_at: half past noon. Started at 10.05 am. Planned to end at 2.00 pm. Webcast",
        "status": "scheduled",
    }
    assert remarks == ["elements that are not imported: `meeting/livestream` (1)"]


def test_meeting_without_a_date_that_can_be_read_is_left_out() -> None:
    (record,), _ = read("meetings", meeting(7001, "31/02/2026"))
    assert record.left_out == "its date is `31/02/2026`"


def test_items_have_titles_headings_numbers_papers_and_minutes() -> None:
    data, remarks = agenda(
        item(1, "REPORTS"),
        item(
            2,
            "Chair&amp;#39;s news &amp;amp; minutes",
            fulldisplaynumberformat="1.",
            agendatext="<p>To <b>hear</b> it.</p>",
            minutesnonemptyhtmlbody="<p>It was heard.</p>",
            minutesitemnumber="36",
            linkeddocuments=paper("The report"),
        ),
        item(3, "Grants", fulldisplaynumberformat="1a", iscallin="True", authorusername="Sam Elm"),
        item(4, "Other", fulldisplaynumberformat="2.", iskey="True"),
    )
    assert data["items"] == [
        {"id": "mg-1", "numbered": "no", "title": "REPORTS"},
        {
            "id": "mg-2",
            "title": "Chair's news & minutes",
            "purpose": "To **hear** it.",
            "papers": [{"title": "The report", "address": "https://papers.example.gov.uk/1.pdf"}],
        },
        {
            "id": "mg-3",
            "number": "1a",
            "title": "Grants",
            "scrutiny": ["call-in"],
            "report_by": ["Sam Elm"],
        },
        {"id": "mg-4", "title": "Other", "number": "2"},
    ]
    assert remarks == ["elements that are not imported: `agendaitem/iskey` (1)"]


SECRET = "Placement of child Zed"
CLOSED = {
    "agendatext": SECRET,
    "minutesnonemptyhtmlbody": SECRET,
    "authorusername": SECRET,
    "commenttext1": SECRET,
    "fulldisplaynumberformat": "2.",
    "linkeddocuments": paper(SECRET, isrestricted="True", restrictionsRef="Exempt 1, 2"),
}


@pytest.mark.parametrize(
    "items",
    [
        (item(1, SECRET, **{**CLOSED, "isrestricted": "True"}),),
        (item(1, SECRET, **CLOSED, isdisplayallowed="False"),),
        (item(1, f"EXEMPT: {SECRET}", **CLOSED),),
        (item(9, "Part 2: exempt items"), item(1, SECRET, **CLOSED)),
    ],
    ids=["restricted", "not-shown", "title", "heading"],
)
def test_exempt_item_has_its_number_and_paragraphs_and_no_word_of_it(
    items: tuple[str, ...],
) -> None:
    data, remarks = agenda(*items)
    assert data["items"][-1] == {
        "id": "mg-1",
        **({} if len(items) > 2 else {"number": "2"}),
        "classification": "exempt",
        "exempt": {"paragraphs": ["1", "2"], "public_title": "Exempt item"},
    }
    assert "minutes" not in data
    assert "Zed" not in f"{data}{remarks}"
    assert any("item 2 is exempt (paragraphs 1 and 2)" in remark for remark in remarks)


def test_exempt_item_comes_with_its_words_where_they_are_asked_for() -> None:
    data, _ = agenda(item(1, SECRET, **{**CLOSED, "isrestricted": "True"}), private=True)
    (closed,) = data["items"]
    assert (closed["title"], closed["classification"]) == (SECRET, "exempt")
    assert closed["papers"][0]["title"] == SECRET
    assert data["minutes"] == [{"number": "1", "item": "mg-1", "text": SECRET}]


def test_exempt_paper_of_an_open_item_has_no_title_and_no_address() -> None:
    held = paper(SECRET, isrestricted="True", restrictionsRef="Exempt 3")
    data, remarks = agenda(item(1, "Grants", fulldisplaynumberformat="1.", linkeddocuments=held))
    assert data["items"][0]["papers"] == [
        {
            "classification": "exempt",
            "exempt": {"paragraphs": ["3"], "public_title": "Exempt paper"},
        }
    ]
    assert "Zed" not in f"{data}{remarks}"


@pytest.mark.parametrize("reference", ["", f"Exempt 3 {SECRET}?", "Exempt 99"])
def test_exempt_item_without_a_paragraph_is_left_out_and_named(reference: str) -> None:
    held = paper(SECRET, isrestricted="True", restrictionsRef=reference)
    data, remarks = agenda(
        item(1, SECRET, isrestricted="True", fulldisplaynumberformat="1.", linkeddocuments=held),
        item(2, "Grants", fulldisplaynumberformat="2.", linkeddocuments=held),
    )
    assert data["items"] == [{"id": "mg-2", "title": "Grants", "number": "2"}]
    assert "Zed" not in f"{data}{remarks}"
    assert "item 1 is exempt, as it is restricted there, and names no paragraph" in remarks[0]
    assert "an exempt paper was left out" in remarks[1]


def test_minutes_that_are_not_published_are_not_imported() -> None:
    body = {"minutesnonemptyhtmlbody": "<p>Draft</p>"}
    data, remarks = agenda(
        item(1, "Grants", fulldisplaynumberformat="1.", isminutepublished="False", **body)
    )
    assert "minutes" not in data
    assert remarks == ["minutes that are not published were not brought in"]


def test_meeting_that_may_not_be_shown_has_no_agenda() -> None:
    data, remarks = one_meeting(
        isdisplayallowed="False", agendaitems=f"<agendaitems>{item(1, SECRET)}</agendaitems>"
    )
    assert "Zed" not in f"{data}{remarks}"
    assert remarks == ["it may not be shown there, so its agenda was not brought in"]


def test_attendance_says_who_was_there_and_how() -> None:
    people = [
        ("1", "Cllr Rowan Ash", "Chairman", "Present"),
        ("2", "Councillor Sam Elm", "Committee Member", "Present, virtually"),
        ("3", "Mr Alex Holly", "Director of Care", "In attendance"),
        ("4", "Councillor Kim Yew", "Vice-Chair", "Apologies"),
        ("5", "Councillor Lee Oak", "Member", "Present as substitute"),
        ("6", "Councillor Jo Fir", "Member", "Expected"),
        ("7", "Councillor Pat Box", "Member", "Absent"),
    ]
    attendees = "".join(
        f'<attendee memberid="{number}" name="{name}" roledescription="{role}" attendance="{how}"/>'
        for number, name, role, how in people
    )
    data, remarks = one_meeting(attendees=attendees)
    assert data["attendance"] == [
        {"name": "Councillor Rowan Ash", "as": "chairperson"},
        {"name": "Councillor Sam Elm", "as": "member", "mode": "remote"},
        {"name": "Councillor Lee Oak", "as": "substitute"},
    ]
    assert data["in_attendance"] == [{"name": "Mr Alex Holly", "as": "Director of Care"}]
    assert data["apologies"] == [{"name": "Councillor Kim Yew"}]
    assert remarks == ["attendance: `Absent` (1 person) has no place in a record"]


def test_list_of_meetings_names_their_committee() -> None:
    records, _ = read("meetings", meetings(meeting(1), meeting(2, "13/03/2026")))
    assert [(r.number, r.committee, r.committee_title) for r in records] == [
        ("1", "201", "Health Scrutiny Committee"),
        ("2", "201", "Health Scrutiny Committee"),
    ]
