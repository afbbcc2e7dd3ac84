"""Exempt decisions: what the public sees of one, what a public register may hold, and earlier states."""

from pathlib import Path

import pytest

from scrutiny_cli.documents import parse
from scrutiny_cli.documents.source import Source
from scrutiny_cli.exempt.plain import public_records
from scrutiny_cli.workspace.loading import load
from tests.inside import scrutiny
from tests.registers import BASE, write_tree
from tests.repositories import Repository

PRIVATE = {**BASE, "scrutiny.toml": 'visibility = "private"\n'}
FILE = "records/decisions/2021.yaml"
NOTICE = "paragraphs: [3], reasons: The bids are secret."


@pytest.mark.parametrize(
    ("marks", "title", "reasons"),
    [
        (f"private: {{{NOTICE}, public_title: Land}}", "Land", None),
        (
            f"private: {{{NOTICE}, public_title: Land, published_on: 2021-11-01}}",
            "Land",
            "The bids are secret.",
        ),
        (f"private: {{{NOTICE}}}", "Exempt decision", None),
        ("classification: exempt, exempt: {paragraphs: [3]}", "Exempt decision", None),
        ("classification: confidential", "Confidential decision", None),
        (f"private: {{{NOTICE}}}, classification: open", "Smith's farm", "The bids are secret."),
    ],
)
def test_public_sees_the_public_title_and_what_a_published_notice_says(
    tmp_path: Path, marks: str, title: str, reasons: str | None
) -> None:
    record = f"- {{id: smiths-farm, title: Smith's farm, maker: Cabinet, lead: R. Pine, {marks}}}\n"
    (shown,) = load(write_tree(tmp_path, {**PRIVATE, FILE: record})).public.decisions.values()
    assert shown.title == title
    assert (shown.private.reasons if shown.private else None) == reasons
    hidden = title != "Smith's farm"
    assert (shown.id, shown.lead) == (("closed-1", ()) if hidden else ("smiths-farm", ("R. Pine",)))


def test_public_register_holds_no_more_of_an_exempt_decision_than_the_public_sees(
    tmp_path: Path,
) -> None:
    record = f"- {{id: a, title: A, maker: Cabinet, lead: B, private: {{{NOTICE}}}}}\n"
    call_in = "- {id: c, decision: a, received: 2021-11-10, grounds: No., signed_by: 2}\n"
    files = {**BASE, FILE: record, "records/call-ins/2021.yaml": call_in}
    wrong = [
        p for p in load(write_tree(tmp_path, files)).diagnostics if p.code == "exempt-in-public"
    ]
    assert {problem.field for problem in wrong} == {"signed_by", "grounds", "title", "lead"}


def test_decision_that_became_exempt_under_another_id_is_not_in_the_list_of_changes(
    tmp_path: Path,
) -> None:
    before = "- {id: farm, title: Smith's farm, due: 2021-12-20}\n- {id: mill, title: The mill}\n"
    call_in = "- {id: c, decision: farm, received: 2021-11-10, grounds: Farm.}\n"
    repository = Repository(tmp_path)
    path = "records/call-ins/2021.yaml"
    repository.commit("2021-11-01", {**PRIVATE, FILE: before, path: call_in})
    closed = "classification: exempt, exempt: {paragraphs: [3], public_title: Land}"
    now = f"- {{id: land, title: Smith's farm, {closed}}}\n- {{id: mill, title: Mill Lane}}\n"
    write_tree(tmp_path, {FILE: now})
    (tmp_path / path).unlink()
    told = scrutiny("changes", "--since", "HEAD", "--as-of", "2021-11-16", cwd=tmp_path)
    assert "title changed from The mill to Mill Lane" in " ".join(told.out.split())
    assert "arm" not in told.out.replace("warm", "")
    assert "Land" not in told.out


def test_completion_leaves_out_what_may_be_exempt() -> None:
    text = (
        "- {id: a, title: Open}\n- {id: b, title: B, private: }\n"
        "- {id: c, title: C, clasification: exempt}\n- {id: d, title: D, classification: exmpt}\n"
    )
    files = {FILE: parse(Source(FILE, text.encode())).data}
    assert [name for name, _ in public_records("decisions", files, private=True)] == ["a"]
