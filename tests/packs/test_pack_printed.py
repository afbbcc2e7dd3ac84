"""Papers as long as those of 23 November 2021 have the pages that were printed then."""

from pathlib import Path
from typing import NamedTuple

import pytest
from pypdf import PdfReader

from tests.inside import scrutiny
from tests.pdfs import claims_and_faults, links, outline, paper, stamped
from tests.registers import BASE, write_tree

LENGTHS = {
    "minutes": {"minutes": 5, "log": 3},
    "iro": {"report": 4, "annual": 16},
    "plan": {"progress": 6},
    "programme": {"review": 8, "tracker": 20, "topics": 10},
}
PRINTED = {"minutes": "9 - 16", "iro": "17 - 36", "plan": "37 - 42", "programme": "43 - 80"}
# The printed front has eight pages: a front sheet, the members, the agenda, and five of the council's own.
FRONT = """\
{% extends "builtin/agenda.html.j2" %}
{% block standing_text %}
{% for number in range(5) %}<section class="own"><h2>Your rights</h2></section>{% endfor %}
{% endblock %}
{% block style %}{{ super() }}.own { break-before: page }{% endblock %}
"""


def meeting() -> str:
    """The record of the meeting; the first item of its own is the minutes, which every agenda has."""
    lines = [
        "date: 2021-11-23",
        "time: 2.30 pm",
        "status: published",
        "published_on: 2021-11-15",
        "items:",
    ]
    for item, lengths in LENGTHS.items():
        lines.append(
            "  - standing: minutes" if item == "minutes" else f"  - {{id: {item}, title: The {item}"
        )
        if item != "minutes":
            lines[-1] = f"  - id: {item}\n    title: The {item}"
        lines.append("    papers:")
        lines += [f"      - {{title: Paper {name}, file: papers/{name}.pdf}}" for name in lengths]
    lines.append("minutes:\n  - {number: 40, item: iro, text: The committee heard it.}")
    return "\n".join(lines) + "\n"


class Packed(NamedTuple):
    """A register with its pack."""

    root: Path
    file: Path
    reader: PdfReader


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    root = write_tree(
        tmp_path_factory.mktemp("printed"),
        {
            **BASE,
            "records/meetings/cyp-2021-11-23.yaml": meeting(),
            "templates/agenda.html.j2": FRONT,
            **{
                f"records/papers/{name}.pdf": paper(f"Paper {name}", pages)
                for lengths in LENGTHS.values()
                for name, pages in lengths.items()
            },
        },
    )
    told = scrutiny("agenda", "pack", "--as-of", "2021-11-15", "--output", "out", cwd=root)
    assert told.code == 0, told.err
    file = root / "out" / "pack-cyp-2021-11-23.pdf"
    return Packed(root, file, PdfReader(file))


def built(packed: Packed, noun: str) -> str:
    told = scrutiny(noun, "build", "2021-11-23", "--format", "markdown", "--output", "-",
                    "--as-of", "2021-11-15", cwd=packed.root)  # fmt: skip
    assert told.code == 0, told.err
    return told.out


def test_pack_is_made_of_the_front_and_every_page_of_every_paper(packed: Packed) -> None:
    assert len(packed.reader.pages) == 80


def test_web_agenda_prints_the_pages_of_the_pack(packed: Packed) -> None:
    text = built(packed, "agenda")
    for pages in PRINTED.values():
        assert pages in text


def test_minutes_print_the_pages_of_the_pack(packed: Packed) -> None:
    assert "The iro (pages 17 - 36)" in built(packed, "minutes")


def test_agenda_in_the_pack_prints_the_same_pages(packed: Packed) -> None:
    front = " ".join(packed.reader.pages[index].extract_text() for index in range(8))
    assert all(pages in front for pages in PRINTED.values())


def test_stamps_and_labels_count_from_one(packed: Packed) -> None:
    numbers = [str(number) for number in range(1, 81)]
    assert packed.reader.page_labels == numbers
    assert [stamped(packed.reader, index) for index in range(80)] == numbers


def test_bookmarks_lead_to_the_first_page_of_each_paper(packed: Packed) -> None:
    found = {words: index + 1 for _, words, index in outline(packed.reader)}
    at = 9
    for lengths in LENGTHS.values():
        for name, pages in lengths.items():
            assert found[f"Paper {name}"] == at
            at += pages
    assert found["2. The iro"] == 17


def test_links_lead_from_the_agenda_to_each_paper_and_back(packed: Packed) -> None:
    there = {words: to for index in range(8) for words, to in links(packed.reader, index)}
    first = {"minutes": 9, "report": 17, "progress": 37, "review": 43}
    for name, number in first.items():
        assert there[f"Paper {name}, page {number}"] == number - 1
        (back,) = [
            to for words, to in links(packed.reader, number - 1) if words == "Back to the agenda"
        ]
        assert isinstance(back, int)
        assert f"Paper {name}" in packed.reader.pages[back].extract_text()


def test_items_have_their_ids_as_named_places(packed: Packed) -> None:
    places = packed.reader.named_destinations
    assert packed.reader.get_destination_page_number(places["iro"]) == 16
    assert packed.reader.get_destination_page_number(places["minutes"]) == 8


def test_pack_keeps_to_the_standard_for_accessible_pdf(packed: Packed) -> None:
    assert claims_and_faults(packed.file) == (True, set())


def test_the_same_papers_give_the_same_bytes(packed: Packed) -> None:
    again = scrutiny(
        "agenda", "pack", "--as-of", "2021-11-15", "--output", "again", cwd=packed.root
    )
    assert (again.code, again.err) == (0, "wrote again/pack-cyp-2021-11-23.pdf\n")
    assert (packed.root / "again" / packed.file.name).read_bytes() == packed.file.read_bytes()
