"""A pack: what goes in, on which pages, and what is refused."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import exempt_register
from tests.inside import scrutiny
from tests.packs.registers import AS_OF, ask, pack, register, with_papers
from tests.pdfs import claims_and_faults, everything_in, outline, paper, stamped

ITEMS = """\
  - id: fostering
    title: Fostering report
    papers:
      - {title: The report, file: papers/fostering.pdf}
  - id: adoption
    title: Adoption report
    state: to follow
  - id: budget
    title: Budget
    papers:
      - {title: Figures, file: papers/budget.pdf}
"""
LATE = ITEMS.replace(
    "    state: to follow\n",
    "    state: 1\n    papers:\n      - {title: The late report, file: papers/adoption.pdf}\n",
)
SUPPLEMENTS = "supplements:\n  - {number: 1, published_on: 2021-11-18, items: [adoption]}\n"


def papers() -> dict[str, bytes]:
    """The papers of the pack, made when a test runs: that needs Pango."""
    return {"fostering.pdf": paper("Fostering", 2), "budget.pdf": paper("Budget", 3)}


def page_map(root: Path) -> Path:
    return root / "records/papers/2021-11-23/pages-cyp-2021-11-23.json"


def test_paper_to_follow_has_a_page_that_says_so(tmp_path: Path) -> None:
    packed = pack(register(tmp_path, ITEMS, papers()))
    assert "This paper is to follow." in packed.reader.pages[-4].extract_text()
    assert claims_and_faults(packed.file) == (True, set())


def test_supplement_goes_on_from_the_last_page(tmp_path: Path) -> None:
    root = register(tmp_path, ITEMS, papers())
    last = len(pack(root).reader.pages)
    register(root, LATE, {**papers(), "adoption.pdf": paper("Adoption", 2)}, SUPPLEMENTS)
    packed = pack(root, "--supplement", "1")
    assert packed.reader.page_labels == [str(last + number) for number in (1, 2, 3)]
    assert stamped(packed.reader, 2) == str(last + 3)
    told = scrutiny("agenda", "build", *AS_OF, "--format", "markdown", "--output", "-", cwd=root)
    assert f"{last + 2} - {last + 3}" in told.out
    assert claims_and_faults(packed.file) == (True, set())


def test_late_paper_leaves_the_pages_of_the_pack_as_they_are(tmp_path: Path) -> None:
    root = register(tmp_path, ITEMS, papers())
    pack(root)
    before = page_map(root).read_bytes()
    register(root, LATE, {**papers(), "adoption.pdf": paper("Adoption", 2)}, SUPPLEMENTS)
    packed = pack(root)
    assert page_map(root).read_bytes() == before
    assert "supplement 1, published on 18 November 2021" in packed.reader.pages[-4].extract_text()


def test_supplement_before_the_pack_is_refused(tmp_path: Path) -> None:
    root = register(tmp_path, LATE, {**papers(), "adoption.pdf": paper("Adoption", 2)}, SUPPLEMENTS)
    told = ask(root, "--supplement", "1")
    assert (told.code, "the agenda has no pack yet" in told.err) == (2, True)
    assert ask(root, "--supplement", "7").code == 2


def test_pages_that_the_record_gives_win_and_a_difference_is_a_warning(tmp_path: Path) -> None:
    items = ITEMS.replace("title: Budget\n", "title: Budget\n    pages: 90-92\n")
    root = register(tmp_path, items, papers())
    told = pack(root).told
    assert "warning: Budget: `pages:` says 90-92, the pack has" in told.err
    told = scrutiny("agenda", "build", *AS_OF, "--format", "markdown", "--output", "-", cwd=root)
    assert "90-92" in told.out
    assert "warning: Budget: `pages:` says 90-92" in told.err


def test_published_pack_made_again_says_what_moved(tmp_path: Path) -> None:
    published = "status: published\npublished_on: 2021-11-15\n"
    root = register(tmp_path, ITEMS, papers(), published)
    pack(root)
    register(root, ITEMS, {**papers(), "fostering.pdf": paper("Fostering", 4)}, published)
    told = ask(root)
    assert told.code == 0
    assert "warning: item budget was on pages" in told.err
    assert "warning: item fostering was on pages" in told.err
    assert ask(root).err.count("warning") == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("report.pdf", b"", "is damaged"),
        ("report.png", b"no picture", "is damaged"),
        ("report.md", b"\xff\xfe", "is not UTF-8"),
        ("report.md", "![](gone.png)", "is missing"),
        ("report.md", "![](../../scrutiny.toml)", "not a file beside it"),
        ("report.md", "![](https://example.org/x.png)", "not a file beside it"),
        ("report.xls", b"", "of no kind known"),
        ("report.docx", b"", "is damaged"),
    ],
)
def test_paper_that_cannot_be_used_is_named(
    name: str, content: bytes | str, words: str, tmp_path: Path
) -> None:
    root = with_papers(tmp_path, {name: content})
    told = ask(root)
    assert told.code == 1
    assert f"error: Paper {name} (records/papers/{name}) " in told.err
    assert words in told.err
    assert not (root / "out").exists()


def test_paper_cut_short_is_named(tmp_path: Path) -> None:
    refused = ask(with_papers(tmp_path, {"report.pdf": paper("Report", 1)[:900]}))
    assert refused.code == 1
    assert "error: Paper report.pdf (records/papers/report.pdf) is damaged" in refused.err


def test_draft_has_a_page_for_a_missing_paper_and_saves_no_pages(tmp_path: Path) -> None:
    root = register(tmp_path, ITEMS, {"fostering.pdf": papers()["fostering.pdf"]})
    assert ask(root).code == 1
    packed = pack(root, "--draft")
    assert packed.file.name == "pack-cyp-2021-11-23-draft.pdf"
    assert "This paper is missing." in packed.text
    assert all("Draft" in page.extract_text() for page in packed.reader.pages)
    assert packed.reader.metadata is not None
    assert "Draft: Agenda pack" in str(packed.reader.metadata.title)
    assert not page_map(root).exists()


def test_report_is_built_for_the_date_of_the_meeting(tmp_path: Path) -> None:
    items = "  - title: Action log\n    papers:\n      - report: action-log\n"
    root = register(tmp_path, items, {})
    (root / "records/actions").mkdir()
    (root / "records/actions/2021.yaml").write_text(
        "- {id: a, number: 1, meeting: cyp-2021-11-23, action: Ask, owner: Clerk, due: 2021-11-20}\n",
        encoding="utf-8",
    )
    packed = pack(root)
    assert "As at 23 November 2021" in packed.reader.pages[-1].extract_text()
    assert "Action log" in [words for _, words, _ in outline(packed.reader)]
    assert claims_and_faults(packed.file) == (True, set())


@pytest.mark.skipif(os.name != "posix", reason="other systems have no pseudo-terminals")
def test_progress_is_shown_on_a_terminal(tmp_path: Path) -> None:
    import pty

    root = register(tmp_path, ITEMS, papers())
    reader, terminal = pty.openpty()
    words = ("agenda", "pack", *AS_OF, "--output", "out")
    subprocess.run(
        [sys.executable, "-m", "scrutiny_cli", *words], cwd=root, stderr=terminal, check=True
    )
    os.close(terminal)
    shown = b""
    with contextlib.suppress(OSError):  # the other end is closed
        while piece := os.read(reader, 1000):
            shown += piece
    os.close(reader)
    # The first steps may be over before anything is shown.
    assert b"Putting the pack together" in shown


# ---------------------------------------------------------------------------- the private pack

PRIVATE = """\
  - id: fostering
    title: Fostering report
    papers:
      - {title: The report, file: papers/fostering.pdf}
      - title: canarynames
        file: papers/canaryfile.pdf
        classification: exempt
        exempt: {paragraphs: [1], reason: canaryreason, public_title: Case studies}
  - id: canaryid
    title: canarytitle
    purpose: canarypurpose
    classification: exempt
    exempt: {paragraphs: [3], reason: canaryreason, public_title: A contract}
    papers:
      - {title: canarypaper, file: papers/canaryother.pdf}
  - {id: later, title: Later report, state: to follow}
  - id: canarylast
    title: canarylasttitle
    classification: exempt
    exempt: {paragraphs: [1], reason: canaryreason, public_title: Staffing}
  - id: budget
    title: Budget
    papers:
      - {title: Figures, file: papers/budget.pdf}
"""


def closed_papers() -> dict[str, bytes]:
    return {"canaryfile.pdf": paper("canarywords", 2), "canaryother.pdf": paper("canaryother", 3)}


def private_register(folder: Path, closed: dict[str, bytes]) -> Path:
    root = register(folder, PRIVATE, {**papers(), **closed})
    (root / "scrutiny.toml").write_text('visibility = "private"\n', encoding="utf-8")
    return root


def test_public_pack_holds_nothing_exempt(tmp_path: Path) -> None:
    packed = pack(private_register(tmp_path, closed_papers()))
    assert b"canary" not in everything_in(packed.file)
    assert "canary" not in packed.text + packed.told.everything
    assert "canary" not in repr([*outline(packed.reader), packed.reader.metadata])
    assert "A contract" in packed.text


def test_public_pack_is_the_same_whatever_the_exempt_papers_are(tmp_path: Path) -> None:
    one = pack(private_register(tmp_path / "one", closed_papers()))
    longer = {name: paper("canarylonger", 7) for name in closed_papers()}
    two = pack(private_register(tmp_path / "two", longer))
    assert one.file.read_bytes() == two.file.read_bytes()
    maps = [page_map(tmp_path / name).read_bytes() for name in ("one", "two")]
    assert maps[0] == maps[1]


def test_private_pack_adds_the_exempt_papers_after_the_open_pages(tmp_path: Path) -> None:
    root = private_register(tmp_path, closed_papers())
    public = pack(root)
    packed = pack(root, "--private")
    number = len(public.reader.pages)
    assert packed.file.name == "pack-cyp-2021-11-23-private.pdf"
    assert packed.reader.page_labels[:number] == public.reader.page_labels
    assert packed.reader.page_labels[number:] == [f"P{index}" for index in range(1, 7)]
    front = packed.reader.pages[number].extract_text()
    assert "canarytitle" in front
    assert "canarylasttitle" in front
    assert "Later report" not in front
    assert all("Not for publication" in page.extract_text() for page in packed.reader.pages)
    assert [stamped(packed.reader, number + index) for index in (1, 5)] == ["P2", "P6"]
    assert claims_and_faults(packed.file) == (True, set())
    # Nor do the private pages change what the public agenda prints.
    told = scrutiny("agenda", "build", *AS_OF, "--format", "markdown", "--output", "-", cwd=root)
    assert "P2" not in told.out
    shown = scrutiny("agenda", "build", *AS_OF, "--private", "--format", "markdown", "--output", "-",
                     cwd=root)  # fmt: skip
    assert "P4 - P6" in shown.out


def test_exempt_register_gives_a_public_pack_without_its_words(tmp_path: Path) -> None:
    root = exempt_register.write(tmp_path)
    told = ask(root, "2021-10-12", "--draft")
    assert told.code == 0, told.err
    assert exempt_register.MARK not in told.everything
    (file,) = (root / "out").glob("*.pdf")
    assert exempt_register.MARK.encode() not in everything_in(file)


def test_damaged_page_map_is_named(tmp_path: Path) -> None:
    root = register(tmp_path, ITEMS, papers())
    page_map(root).parent.mkdir(parents=True)
    page_map(root).write_text(json.dumps({"meeting": 3}), encoding="utf-8")
    told = ask(root)
    assert told.code == 3
    assert "pages-cyp-2021-11-23.json is not a page map" in told.err
