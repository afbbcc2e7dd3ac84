"""Committees, people and meetings come in from saved answers, again and again, with nothing doubled."""

from pathlib import Path

import pytest

from tests.importing.modern_gov.made import (
    committee,
    councillor,
    item,
    meeting,
    meetings,
    paper,
    ward,
)
from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree

NAME = "Children and Young People Scrutiny Committee"
SECRET = "Placement of child Zed"
LIST = meetings(
    meeting(1, "09/01/2026", meetingstatus="Cancelled"),
    meeting(2, "06/02/2026", meetingtime="10.00 am"),
    meeting(3, "12/03/2026", meetingstatus="Confirmed; Rescheduled from 5 March 2026"),
    title=NAME,
)
AGENDA = "".join(
    (
        item(10, "REPORTS"),
        item(
            11,
            "Grants",
            fulldisplaynumberformat="1.",
            minutesnonemptyhtmlbody="<p>Noted.</p>",
            minutesitemnumber="36",
            linkeddocuments=paper("The report"),
        ),
        item(
            12,
            SECRET,
            fulldisplaynumberformat="2.",
            isrestricted="True",
            agendatext=SECRET,
            minutesnonemptyhtmlbody=SECRET,
            linkeddocuments=paper(SECRET, restrictionsRef="Exempt 1"),
        ),
    )
)


def whole(agenda: str = AGENDA, **parts: str) -> str:
    return meeting(
        2,
        "06/02/2026",
        minutepublished="True",
        attendees='<attendee memberid="301" name="Cllr Rowan Ash" roledescription="Chair" attendance="Present"/>',
        agendaitems=f"<agendaitems>{agenda}</agendaitems>",
        **parts,
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A register whose committee and whose one person the service knows too."""
    return write_tree(tmp_path, BASE)


def bring_in(root: Path, kind: str, xml: str, *more: str, name: str = "answer.xml") -> Told:
    (root / name).write_text(xml, encoding="utf-8")
    words = ("import", kind, name, "--from", "modern-gov", "--as-of", "2026-03-01", *more)
    return scrutiny(*words, cwd=root, env={"COLUMNS": "200"})


def set_up(root: Path) -> None:
    """Bring in the committee, its chair, the list of meetings and one meeting."""
    for kind, xml in (
        ("committees", f"<committees>{committee(201, NAME)}</committees>"),
        ("people", ward("Castle", councillor(301, "Cllr Rowan Ash", politicalpartytitle="Green"))),
        ("meetings", LIST),
        ("meetings", whole()),
    ):
        imported = bring_in(root, kind, xml, "--yes")
        assert imported.code == 0, imported.err


def test_records_come_in_and_a_second_run_changes_nothing(root: Path) -> None:
    set_up(root)
    assert "source: mg-201" in (root / "records/committees/cyp.yaml").read_text(encoding="utf-8")
    assert "party: Green" in (root / "records/people/ash.yaml").read_text(encoding="utf-8")
    held = (root / "records/meetings/cyp-2026-02-06.yaml").read_text(encoding="utf-8")
    for words in (
        *(
            "status: held",
            "numbered: no",
            "title: Grants",
            "address: https://papers.example.gov.uk/1.pdf",
        ),
        *("number: 36", "text: Noted.", "person: ash", "as: chairperson", "source: mg-2"),
        *("classification: exempt", "public_title: Exempt item"),
    ):
        assert words in held
    assert "Zed" not in held
    again = bring_in(root, "meetings", LIST, "--yes")
    assert (again.code, again.out.splitlines()[0]) == (0, "3 as in the register.")
    again = bring_in(root, "meetings", whole(), "--yes")
    assert (again.code, again.out.splitlines()[0]) == (0, "1 as in the register.")
    checked = scrutiny("check", "--as-of", "2026-03-01", cwd=root)
    assert checked.code == 0, checked.out


def test_later_import_updates_what_changed_there_and_leaves_the_rest(root: Path) -> None:
    set_up(root)
    path = root / "records/meetings/cyp-2026-02-06.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "focus: grants\n", encoding="utf-8")
    more = AGENDA + item(13, "Any other business", fulldisplaynumberformat="3.")
    changed = bring_in(root, "meetings", whole(more, meetingtime="11.00 am"), "--yes")
    assert "time: 10.00 am to 11.00 am; 1 item added" in changed.out
    held = path.read_text(encoding="utf-8")
    assert "time: 11.00 am" in held
    assert "title: Any other business" in held
    assert held.count("title: Grants") == 1
    assert "focus: grants" in held


def test_item_that_is_restricted_later_loses_its_words(root: Path) -> None:
    set_up(root)
    head, grants, rest = AGENDA.split("</agendaitem>", 2)
    grants = grants.replace("<isrestricted>False", "<isrestricted>True", 1)
    grants = grants.replace("</linkeddoc>", "<restrictionsRef>3</restrictionsRef></linkeddoc>")
    closed = "</agendaitem>".join((head, grants, rest))
    changed = bring_in(root, "meetings", whole(closed), "--yes")
    assert "is exempt now" in changed.out, changed.out
    held = (root / "records/meetings/cyp-2026-02-06.yaml").read_text(encoding="utf-8")
    assert "Grants" not in held
    assert "Noted." not in held
    assert "The report" not in held


def test_item_that_the_clerk_closed_stays_closed(root: Path) -> None:
    set_up(root)
    path = root / "records/meetings/cyp-2026-02-06.yaml"
    opened = AGENDA.replace("<isrestricted>True", "<isrestricted>False")
    imported = bring_in(root, "meetings", whole(opened), "--yes")
    assert "item 3 is exempt here and open there; it stays exempt" in imported.out
    assert "Zed" not in path.read_text(encoding="utf-8")


def test_own_record_of_the_clerk_keeps_its_words(root: Path) -> None:
    own = "date: 2026-02-06\ntime: 2.30 pm\nitems:\n  - {id: own, title: Own item}\n"
    write_tree(root, {"records/meetings/cyp-2026-02-06.yaml": own})
    imported = bring_in(
        root, "meetings", meetings(whole(meetingtime="10.00 am"), title=NAME), "--yes"
    )
    assert "time: `10.00 am` there, `2.30 pm` here" in imported.out
    assert "3 items there not in the register, which has its own" in imported.out
    held = (root / "records/meetings/cyp-2026-02-06.yaml").read_text(encoding="utf-8")
    assert "time: 2.30 pm" in held
    assert "id: mg-11" not in held
    assert "Zed" not in held


def test_public_register_refuses_the_words_of_restricted_items(root: Path) -> None:
    refused = bring_in(root, "meetings", whole(), "--private")
    assert refused.code == 2
    assert "this register is public" in refused.err


def test_private_register_takes_them_where_they_are_asked_for(root: Path) -> None:
    write_tree(root, {"scrutiny.toml": 'visibility = "private"\n'})
    bring_in(root, "meetings", whole(), "--private", "--committee", "cyp", "--yes")
    held = (root / "records/meetings/cyp-2026-02-06.yaml").read_text(encoding="utf-8")
    assert f"title: {SECRET}" in held
    assert "classification: exempt" in held


def test_meetings_of_other_committees_and_other_days_are_counted(root: Path) -> None:
    other = meetings(meeting(8), meeting(9, "13/03/2026"), committee=9, title="Planning Committee")
    imported = bring_in(root, "meetings", other)
    assert "brings it in (2 meetings)" in imported.out
    imported = bring_in(root, "meetings", LIST, "--since", "2026-02-01", "--until", "2026-02-28")
    assert "1 meeting before 1 February 2026, as was asked" in imported.out
    assert "1 meeting after 28 February 2026, as was asked" in imported.out
    assert "nothing was saved; add --yes to save 1 new meeting" in imported.err


def test_committees_can_be_chosen_by_their_words(root: Path) -> None:
    write_tree(root, {"records/meetings/cyp-2021-11-23.yaml": "date: 2021-11-23\ncommittee: cyp\n"})
    several = (
        committee(202, "Cabinet", committeecategory="Executive"),
        committee(203, "Health Scrutiny Committee"),
        committee(204, "Old Scrutiny Board", committeeexpired="True"),
    )
    imported = bring_in(
        root, "committees", f"<committees>{''.join(several)}</committees>", "--only", "scrutiny"
    )
    assert "new: health-scrutiny-committee" in imported.out
    assert "It has ended; `--only 204` brings it in" in imported.out
    assert "1 committee not named by --only, as was asked" in imported.out


def test_file_that_is_no_answer_is_refused_with_what_to_save(root: Path) -> None:
    for xml, words in (
        ("<!DOCTYPE a><a/>", "declares a document type"),
        ("<html>Council</html>", "a web page"),
        (LIST, "there are no people in it"),
    ):
        refused = bring_in(root, "people", xml)
        assert refused.code == 3
        assert words in refused.err


def test_help_prints_the_addresses_to_save() -> None:
    helped = scrutiny("import", "meetings", "--help", env={"COLUMNS": "200"})
    assert "mgWebService.asmx/GetMeetings?lCommitteeId=201&sFromDate=01/05/2025" in helped.out
