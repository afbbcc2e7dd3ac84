"""Schedules of responses and work programmes, as councils keep them in Excel and in Word."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook as Book

from scrutiny_cli.clerking import imports
from scrutiny_cli.importing.importers import propose_import
from scrutiny_cli.importing.model import ImportOptions, Proposal
from scrutiny_cli.importing.spreadsheets import read
from scrutiny_cli.workspace.loading import Loaded, load
from tests.importing.logs import DAY
from tests.registers import BASE, write_tree

HEADS = (
    *("Recommendation", "Executive Response", "Action", "Owner", "By When"),
    *("Target/Success Criteria", "Progress"),
)
TITLE = "Meeting of 23 November 2021"
Rows = Sequence[Sequence[str]]
Merges = Iterable[tuple[int, int, int]]
"""Cells merged downwards: the column, the first and the last row below the headings, from 0."""


def in_excel(titles: Sequence[str], rows: Rows, merges: Merges = ()) -> tuple[str, bytes]:
    """A workbook with titles over a table."""
    book = Book()
    page: Any = book.active
    for row in (*((title,) for title in titles), *rows):
        page.append([value or None for value in row])
    for column, first, last in merges:
        top = len(titles) + 2
        page.merge_cells(None, top + first, column + 1, top + last, column + 1)
    raw = io.BytesIO()
    book.save(raw)
    return "schedule.xlsx", raw.getvalue()


def in_word(titles: Sequence[str], rows: Rows, merges: Merges = ()) -> tuple[str, bytes]:
    """A document with titles over a table."""
    document = docx.Document()
    for title in titles:
        document.add_paragraph(title)
    table = document.add_table(len(rows), len(rows[0]))
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    for column, first, last in merges:
        above = table.cell(first + 1, column)
        above.merge(table.cell(last + 1, column)).text = rows[first + 1][column]
    return "schedule.docx", saved(document)


def saved(document: Any) -> bytes:
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


Make = Callable[[Sequence[str], Rows, Merges], tuple[str, bytes]]


def proposed(
    root: Path, noun: str, file: tuple[str, bytes], base: dict[str, str] = BASE, **options: Any
) -> tuple[Loaded, Proposal]:
    """What a file comes to beside a small register, without what `check` would refuse."""
    loaded = load(write_tree(root, base))
    committee = loaded.register.committees["cyp"]
    found = propose_import(
        noun, read(*file), loaded, committee, ImportOptions(as_of=DAY, **options)
    )
    checked, _ = imports.prepare(loaded, noun, found)
    return loaded, checked


def again(loaded: Loaded, noun: str, found: Proposal, file: tuple[str, bytes]) -> Proposal:
    """What the same file comes to once it has been imported."""
    _, edit = imports.prepare(loaded, noun, found)
    edit.save()
    later = load(loaded.root)
    committee = later.register.committees["cyp"]
    return propose_import(noun, read(*file), later, committee, ImportOptions(as_of=DAY))


def records(found: Proposal, kind: str) -> list[dict[str, Any]]:
    return [new.data for new in found.new if new.kind == kind]


def without_ids(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in data.items() if k not in ("id", "meeting", "to")} for data in records]


SCHEDULE: Rows = (
    HEADS,
    (
        *("Publish the waiting times", "Agreed. They will be on the website.", "Ask for figures"),
        *("Head of Placements", "31/01/2022", "Figures are in", "12 November 2021: Asked"),
    ),
    ("", "", "Agree a layout", "", "End of February 2022", "", ""),
    ("", "", "Publish the first quarter", "Web team", "ongoing", "Page is live", ""),
    ("Keep the clinic open", "Not agreed: there is no money.", "", "", "", "", ""),
)


@pytest.mark.parametrize("make", [in_excel, in_word])
def test_three_actions_of_one_response_are_three_promises(make: Make, tmp_path: Path) -> None:
    file = make((TITLE,), SCHEDULE, ((0, 0, 2), (1, 0, 2), (3, 0, 1)))
    loaded, found = proposed(tmp_path, "responses", file)
    assert [(r["text"], r["meeting"]) for r in records(found, "recommendations")] == [
        ("Publish the waiting times", "cyp-2021-11-23"),
        ("Keep the clinic open", "cyp-2021-11-23"),
    ]
    agreed, refused = records(found, "responses")
    assert (agreed["to"], agreed["decision"]) == ("rec-2021-11-23-1", "agreed")
    assert agreed["actions"] == [
        {
            "action": "Ask for figures",
            "owner": "Head of Placements",
            "due": "2022-01-31",
            "success": "Figures are in",
            "progress": [{"on": "2021-11-12", "note": "Asked"}],
        },
        # The owner's cell is merged over two actions.
        {"action": "Agree a layout", "owner": "Head of Placements", "due": "End of February 2022"},
        {
            "action": "Publish the first quarter",
            "owner": "Web team",
            "due": "ongoing",
            "success": "Page is live",
        },
    ]
    assert (refused["decision"], refused["text"]) == (
        "not agreed",
        "Not agreed: there is no money.",
    )
    assert found.left_out == ()
    rerun = again(loaded, "responses", found, file)
    assert (rerun.new, rerun.changed, len(rerun.same)) == ((), (), 4)


def test_later_schedule_comes_in_as_edits_of_what_is_there(tmp_path: Path) -> None:
    loaded, found = proposed(tmp_path, "responses", in_excel((TITLE,), SCHEDULE, ((0, 0, 2),)))
    first, *rest = SCHEDULE[1:]
    moved = (*first[:4], "28/02/2022", first[5], f"{first[6]}\n1 December 2021: Received")
    more = ("", "", "Tell the members", "Clerk", "", "", "")
    later = again(loaded, "responses", found, in_excel((TITLE,), (HEADS, moved, more, *rest)))
    (changed,) = later.changed
    assert (changed.kind, changed.differences) == (
        "responses",
        (
            "action 1: due date moved to 28 February 2022",
            "action 1: progress: Received",
            "action: Tell the members",
        ),
    )
    assert later.new == ()


UGLY: dict[str, tuple[Rows, list[dict[str, Any]]]] = {
    "the recommendation is repeated": (
        (
            ("Rec no", "Scrutiny recommendation", "Cabinet response", "Agreed action", "Who", "When"),
            ("1", "Do it", "Accepted", "First", "Ann", "ASAP"),
            ("1", "Do it", "Accepted", "Second", "Ben", ""),
        ),
        [
            {
                "decision": "agreed",
                "text": "Accepted",
                "actions": [
                    {"action": "First", "owner": "Ann", "due": "ASAP"},
                    {"action": "Second", "owner": "Ben"},
                ],
            }
        ],
    ),
    "a decision has a column of its own": (
        (
            ("Ref", "Recommendation", "Accepted / Rejected", "Response", "Lead officer"),
            ("a", "Do it", "Accepted in part", "When there is money", "Ann"),
        ),
        [{"decision": "partially agreed", "text": "When there is money", "notes": "Accepted / Rejected: Accepted in part"}],
    ),
    "an action goes on in the row below": (
        (
            ("Recommendation", "Response", "Action", "Progress"),
            ("Do it", "Agreed", "First", "1 May 2021: Begun"),
            ("", "", "", "1 June 2021: Half"),
        ),
        [
            {
                "decision": "agreed",
                "text": "Agreed",
                "actions": [
                    {
                        "action": "First",
                        "progress": [
                            {"on": "2021-05-01", "note": "Begun"},
                            {"on": "2021-06-01", "note": "Half"},
                        ],
                    }
                ],
            }
        ],
    ),
    "there is an action and no response": (
        (("Item", "Recommendations", "Action", "Status"), ("Buses", "Do it", "Sent", "Completed")),
        [{"actions": [{"action": "Sent", "completed": "yes", "printed_status": "Completed"}]}],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UGLY)
@pytest.mark.parametrize("make", [in_excel, in_word])
def test_uglier_schedules_are_read_too(make: Make, name: str, tmp_path: Path) -> None:
    rows, expected = UGLY[name]
    _, found = proposed(tmp_path, "responses", make((TITLE,), rows, ()))
    assert [r["text"] for r in records(found, "recommendations")] == ["Do it"]
    assert without_ids(records(found, "responses")) == expected
    assert found.left_out == ()


@pytest.mark.parametrize("make", [in_excel, in_word])
def test_response_merged_over_recommendations_answers_them_all(make: Make, tmp_path: Path) -> None:
    rows = (
        ("Item", "Recommendation", "Response"),
        ("Buses", "One", "Agreed"),
        ("Buses", "Two", ""),
    )
    _, found = proposed(tmp_path, "recommendations", make((TITLE,), rows, ((2, 0, 1),)))
    assert [r["item_title"] for r in records(found, "recommendations")] == ["Buses", "Buses"]
    (response,) = records(found, "responses")
    assert response["to"] == ["rec-2021-11-23-1", "rec-2021-11-23-2"]


def test_own_headings_of_a_council_are_in_the_settings(tmp_path: Path) -> None:
    settings = '[headings.responses]\nrecommendation = ["What we asked"]\nowner = ["Chaser"]\n'
    rows = (("What we asked", "Action", "Chaser"), ("Do it", "First", "Ann"))
    base = {**BASE, "scrutiny.toml": settings}
    _, found = proposed(tmp_path, "responses", in_excel((TITLE,), rows), base)
    (response,) = records(found, "responses")
    assert response["actions"] == [{"action": "First", "owner": "Ann"}]


PROGRAMME: Rows = (
    ("Item [type of scrutiny]:", "Origin:", "Lead officer(s):", "Current position:"),
    ("23 November 2021 – 10.15 a.m.", "", "", "Despatch: 15 November"),
    ("Youth plan [Pre-decision call-in]", "Every year", "Ann Lee, Head of Youth", "Scheduled"),
    ("Work programme", "", "", "To be agreed"),
    ("To be scheduled and prioritised or removed (1/2)", "", "", ""),
    ("Dental access\n[Performance review] With a focus on schools", "Asked for", "", ""),
    ("Briefing notes", "", "", ""),
    ("Kick start", "", "Ben Day", "12 May 2021: Promised"),
)


@pytest.mark.parametrize("make", [in_excel, in_word])
def test_programme_becomes_topics_at_meetings_and_on_lists(make: Make, tmp_path: Path) -> None:
    file = make(("Work programme 2021/22",), PROGRAMME, ())
    loaded, found = proposed(tmp_path, "programme", file)
    assert records(found, "programme") == [
        {
            "id": "youth-plan",
            "topic": "Youth plan",
            "printed_type": "Pre-decision call-in",
            "origin": "Every year",
            "leads": "Ann Lee, Head of Youth",
            "position": [{"note": "Scheduled"}],
            "meeting": "cyp-2021-11-23",
        },
        {
            "id": "work-programme",
            "topic": "Work programme",
            "position": [{"note": "To be agreed"}],
            "meeting": "cyp-2021-11-23",
        },
        {
            "id": "dental-access",
            "topic": "Dental access",
            "description": "With a focus on schools",
            "printed_type": "Performance review",
            "origin": "Asked for",
            "list": "to schedule",
            "year": "2021/22",
        },
        {
            "id": "kick-start",
            "topic": "Kick start",
            "leads": "Ben Day",
            "position": [{"on": "2021-05-12", "note": "Promised"}],
            "list": "briefing note",
            "year": "2021/22",
        },
    ]
    assert any("Despatch: 15 November" in remark.text for remark in found.remarks)
    rerun = again(loaded, "programme", found, file)
    assert (rerun.new, rerun.changed, len(rerun.same)) == ((), (), 4)


def test_topic_at_another_meeting_was_moved(tmp_path: Path) -> None:
    loaded, found = proposed(tmp_path, "programme", in_excel((), PROGRAMME))
    rows = (PROGRAMME[0], ("To be scheduled", "", "", ""), PROGRAMME[2])
    (changed,) = again(loaded, "programme", found, in_excel((), rows)).changed
    assert changed.differences == ("moved to to schedule",)


def test_document_is_read_over_its_tables_and_lists(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Work programme 2021/22")
    document.add_paragraph("Tuesday 23 November 2021, 2:30pm – improvement focus")
    for values in (("Topic", "Lead"), ("Budget", "Ann")), (("Buses", "Ben"), ("Trains", "Cal")):
        table = document.add_table(2, 2)
        for cells, texts in zip(table.rows, values, strict=True):
            for cell, text in zip(cells.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph("23 November cont.")
    document.add_paragraph("Annual reports")
    document.add_paragraph("Adoption Service", style="List Number")
    _, found = proposed(tmp_path, "programme", ("plan.docx", saved(document)))
    assert [(r["topic"], r.get("meeting") or r["list"]) for r in records(found, "programme")] == [
        ("Budget", "cyp-2021-11-23"),
        ("Buses", "cyp-2021-11-23"),
        ("Trains", "cyp-2021-11-23"),
        ("Adoption Service", "annual report"),
    ]
    remarks = [remark.text for remark in found.remarks]
    assert "it has no headings; those of the table before were taken" in remarks


def test_marks_of_word_are_read_or_named(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Actions from 23 November 2021")
    table = document.add_table(6, 3)
    for row, words in zip(
        table.rows,
        (
            ("Action", "Owner", "Due"),
            ("Old words", "Ann", ""),
            ("Struck out", "Ann", ""),
            ("Partly struck", "Ben", ""),
            ("Coloured", "Ben", ""),
            ("With a table", "Cal", ""),
        ),
        strict=True,
    ):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    tracked = table.cell(1, 0).paragraphs[0]
    tracked.runs[0]._r.getparent().remove(tracked.runs[0]._r)
    for tag, inner, text in (("del", "delText", "Old words"), ("ins", "t", "New words")):
        xml = f'<w:{tag} {nsdecls("w")} w:id="1" w:author="A"><w:r><w:{inner}>{text}</w:{inner}></w:r></w:{tag}>'
        tracked._p.append(parse_xml(xml))
    table.cell(2, 0).paragraphs[0].runs[0].font.strike = True
    table.cell(3, 0).paragraphs[0].add_run(" too").font.strike = True
    shade = OxmlElement("w:shd")
    shade.set(f"{{{shade.nsmap['w']}}}fill", "92D050")
    table.cell(4, 0)._tc.get_or_add_tcPr().append(shade)
    table.cell(5, 0).add_table(1, 2).cell(0, 0).text = "inside"
    file = ("log.docx", saved(document))
    _, found = proposed(tmp_path, "actions", file, done_fills=("green",))
    assert [(r["action"], r.get("completed")) for r in records(found, "actions")] == [
        ("New words", None),
        ("Struck out", "yes"),
        ("Partly struck too", None),
        ("Coloured", "yes"),
        ("With a table\\\ninside", None),
    ]
    remarks = {remark.place.row: remark.text for remark in found.remarks if remark.place}
    assert "inserted `New words` and deleted `Old words`" in remarks[2]
    assert "struck through were kept too" in remarks[4]
    assert "a table inside the cell was read line by line" in remarks[6]


def test_import_of_a_schedule_opens_nothing_exempt(tmp_path: Path) -> None:
    meeting = BASE["records/meetings/cyp-2021-11-23.yaml"] + (
        "items:\n  - id: secret\n    title: The price of the home\n    classification: exempt\n"
        "    exempt: {paragraphs: [3], public_title: A contract}\n"
    )
    base = {
        **BASE,
        "scrutiny.toml": 'visibility = "private"\n',
        "records/meetings/cyp-2021-11-23.yaml": meeting,
    }
    rows = (
        ("Item", "Recommendation", "Response"),
        ("A contract", "Lower the offer", "Agreed"),
        ("Exempt report", "Ask again", "Agreed"),
        ("", "Talk of the price of the home", "Agreed"),
        ("", "Go on", "Agreed: part 2 shows the price of the home"),
    )
    _, found = proposed(tmp_path, "recommendations", in_excel((TITLE,), rows), base)
    assert [r["item"] for r in records(found, "recommendations")] == ["secret", "secret"]
    assert [left.place.row for left in found.left_out] == [5, 6]
    assert len(records(found, "responses")) == 2
    public = {**base, "scrutiny.toml": ""}
    file = in_excel((TITLE,), rows)
    _, found = proposed(tmp_path / "public", "recommendations", file, public, public=True)
    assert records(found, "recommendations") == records(found, "responses") == []
