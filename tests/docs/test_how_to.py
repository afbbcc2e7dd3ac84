"""What the how-to pages say of the documents that come out."""

from __future__ import annotations

from pathlib import Path

from tests.docs.pages import page
from tests.docs.running import play, scrutiny


def built(name: str, folder: Path, file: str) -> list[str]:
    """A built file's text after each command of a page that writes it."""
    return [
        (folder / "build" / file).read_text(encoding="utf-8")
        for said in play(page(f"docs/how-to/{name}.md"), folder)
        if "build" in said.typed and said.code == 0
    ]


def test_an_override_changes_its_block_and_no_other(tmp_path: Path) -> None:
    one, all_ = built("override-a-template", tmp_path, "agenda-cyp-2021-11-23.html")
    assert "Shire Hall, Exampleton EX1 1AA" in one
    assert "#5b2b82" in one
    assert 'As at <time datetime="2021-11-12">' in one
    assert "<p><strong>Exampleshire Council</strong></p>" not in one
    assert "<p><strong>Exampleshire Council</strong></p>" in all_
    assert "Shire Hall, Exampleton EX1 1AA" in all_
    markdown = (tmp_path / "build" / "agenda-cyp-2021-11-23.md").read_text(encoding="utf-8")
    assert "Shire Hall" not in markdown


def test_the_public_agenda_of_an_exempt_item_gives_nothing_away(tmp_path: Path) -> None:
    first, *_ = built("exempt-items", tmp_path, "agenda-cyp-2021-11-23.md")
    assert "Contract for residential placements" in first
    assert "paragraph 3" in first
    assert "negotiating" not in first
    private = tmp_path / "build" / "agenda-cyp-2021-11-23-private.md"
    assert "Northwind" in private.read_text(encoding="utf-8")
    assert "NOT FOR PUBLICATION" in private.read_text(encoding="utf-8")


def test_a_refusal_of_exempt_words_does_not_repeat_them(tmp_path: Path) -> None:
    told = [said.told for said in play(page("docs/how-to/exempt-items.md"), tmp_path)]
    assert not any("Northwind" in words for words in told)


def test_a_late_paper_is_explained_on_the_agenda(tmp_path: Path) -> None:
    before, after = built("add-a-late-paper", tmp_path, "agenda-cyp-2021-11-23.md")
    assert "(To follow)" in before
    assert "(Supplement 1, published 18 November 2021)" in after
    assert "**Urgent because:** The government announced the grant" in after


def test_the_chairs_urgency_is_printed(tmp_path: Path) -> None:
    for _ in play(page("docs/how-to/publish-an-agenda.md"), tmp_path):
        pass
    told, code = scrutiny(
        ["agenda", "build", "2021-11-23", "--format", "markdown", "--output", "-", "--quiet"],
        tmp_path,
    )
    assert code == 0
    assert "The inspectorate published its findings on 16 November" in told
