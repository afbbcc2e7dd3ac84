"""An exempt paper of an open item, and what else of a meeting belongs to an exempt one."""

from pathlib import Path

import pytest

from scrutiny_cli.workspace.loading import load
from tests.inside import scrutiny
from tests.registers import BASE, write_tree

MEETING = "records/meetings/cyp-2021-11-23.yaml"
PRIVATE = {"scrutiny.toml": 'visibility = "private"\n'}
PAPERS = """\
date: 2021-11-23
items:
  - id: centre
    title: A centre for children
    papers:
      - {title: The report, appendix: A}
"""
OPEN_TO_ALL = """\
      - appendix: B
        classification: exempt
        exempt: {paragraphs: [3], reason: A tender is running., public_title: The costs}
"""


def told(root: Path, meeting: str, more: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """Code and field of each fault."""
    loaded = load(write_tree(root, BASE | {MEETING: meeting} | (more or {})))
    return [(fault.code, fault.field or "") for fault in loaded.diagnostics]


def markdown(root: Path, *options: str) -> str:
    """The agenda as Markdown."""
    build = ("agenda", "build", "2021-11-23", "--format", "markdown", "--output", "-")
    return scrutiny(*build, "--root", str(root), "--as-of", "2021-11-01", *options).out


def test_a_public_register_may_say_that_there_is_an_exempt_appendix(tmp_path: Path) -> None:
    assert told(tmp_path, PAPERS + OPEN_TO_ALL) == []


@pytest.mark.parametrize("line", ["title: Bids", "file: papers/bids.pdf", "pages: 3-9"])
def test_a_public_register_may_not_hold_more_of_it(tmp_path: Path, line: str) -> None:
    paper = OPEN_TO_ALL + f"        {line}\n"
    codes = [(code, field) for code, field in told(tmp_path, PAPERS + paper) if "exempt" in code]
    assert codes == [("exempt-in-public", f"items[1].papers[2].{line.split(':', maxsplit=1)[0]}")]


@pytest.mark.parametrize(
    ("paper", "fault"),
    [
        ("{appendix: B}", ("missing-field", "items[1].papers[2]")),
        (
            "{classification: exempt}",
            ("exempt-paragraph-missing", "items[1].papers[2].classification"),
        ),
        (
            "{title: Bids, exempt: {paragraphs: [3]}}",
            ("not-marked-exempt", "items[1].papers[2].exempt"),
        ),
    ],
)
def test_a_paper_has_a_title_or_says_why_it_has_none(
    tmp_path: Path, paper: str, fault: tuple[str, str]
) -> None:
    assert told(tmp_path, f"{PAPERS}      - {paper}\n", PRIVATE) == [fault]


def test_the_agenda_says_which_paper_is_not_for_publication_and_why(tmp_path: Path) -> None:
    paper = OPEN_TO_ALL + "        title: Bids from Northwind Care\n"
    root = write_tree(tmp_path, BASE | PRIVATE | {MEETING: PAPERS + paper})
    public = markdown(root)
    assert "Northwind" not in public
    assert "tender" not in public
    assert "- Appendix A: The report\n- Appendix B: The costs (not for publication)\n" in public
    assert (
        "Appendix B. Exempt: the public may be excluded while it is discussed. Local Government "
        "Act 1972, Schedule 12A, paragraph 3 (information about the financial or business affairs"
    ) in public
    private = markdown(root, "--private")
    assert "- Appendix B: Bids from Northwind Care (not for publication)\n" in private


BESIDE = """\
date: 2021-11-23
status: held
items:
  - {id: bids, classification: exempt, exempt: {paragraphs: [3], public_title: A contract}}
  - {id: centre, title: A centre}
minutes:
  - {number: 1, item: centre}
  - {number: 2, item: bids}
adjournments:
  - {after_minute: 1, note: For tea.}
  - {after_minute: 2%s}
supplements:
  - {number: 1, items: [centre], title: The report}
  - {number: 2, items: [centre, bids]%s}
"""


def test_a_break_and_a_supplement_tell_nothing_of_an_exempt_item(tmp_path: Path) -> None:
    assert told(tmp_path / "right", BESIDE % ("", "")) == []
    assert told(tmp_path / "wrong", BESIDE % (", note: They rang us.", ", title: The bids")) == [
        ("exempt-in-public", "adjournments[2].note"),
        ("exempt-in-public", "supplements[2].title"),
    ]


def test_a_fault_in_one_of_them_is_told_without_its_words(tmp_path: Path) -> None:
    meeting = BESIDE % (", note: 'Until 31 June 2021.'", ", title: 'As of 31 June 2021.'")
    loaded = load(write_tree(tmp_path, BASE | PRIVATE | {MEETING: meeting}))
    withheld = "a day in a text that does not exist (the words are withheld)"
    assert [(fault.message, fault.field) for fault in loaded.diagnostics] == [
        (withheld, "adjournments[2]"),
        (withheld, "supplements[2]"),
    ]


def test_an_exempt_paper_alone_hides_no_break_and_no_interest(tmp_path: Path) -> None:
    more = (
        "status: held\nminutes: [{number: 1, item: centre, text: Seen.}]\n"
        "adjournments: [{note: For tea.}]\n"
        "interests: [{person: ash, interest: A governor.}]\n"
    )
    root = write_tree(tmp_path, BASE | PRIVATE | {MEETING: PAPERS + OPEN_TO_ALL + more})
    build = ("minutes", "build", "2021-11-23", "--format", "markdown", "--output", "-")
    told = scrutiny(*build, "--root", str(root), "--as-of", "2021-12-01").out
    assert "For tea." in told
    assert "A governor." in told
