"""A paper that is published elsewhere is named with its address, and an exempt one without."""

from pathlib import Path

from tests.registers import BASE, run, write_tree

MEETING = """\
date: 2021-11-23
items:
  - id: grants
    title: Grants
    papers:
      - {title: Grants in full, address: "https://papers.example.gov.uk/grants.pdf?ID=1&T=2"}
      - title: Applicants
        address: https://papers.example.gov.uk/secret.pdf
        classification: exempt
        exempt: {paragraphs: [3], public_title: Applications}
"""


def test_agenda_links_to_the_address_of_a_paper_unless_it_is_exempt(tmp_path: Path) -> None:
    files = {"records/meetings/cyp-2021-11-23.yaml": MEETING}
    write_tree(tmp_path, {**BASE, **files, "scrutiny.toml": 'visibility = "private"\n'})
    built = run("agenda", "build", "--as-of", "2021-11-10", "--output", "build", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    page = (tmp_path / "build" / "agenda-cyp-2021-11-23.html").read_text(encoding="utf-8")
    assert (
        '<a href="https://papers.example.gov.uk/grants.pdf?ID=1&amp;T=2">Grants in full</a>' in page
    )
    assert "secret.pdf" not in page


def test_address_that_is_no_web_address_is_an_error(tmp_path: Path) -> None:
    wrong = MEETING.replace(
        "https://papers.example.gov.uk/grants.pdf?ID=1&T=2", "javascript:alert(1)"
    )
    write_tree(tmp_path, {**BASE, "records/meetings/cyp-2021-11-23.yaml": wrong})
    checked = run("check", "--as-of", "2021-11-10", cwd=tmp_path)
    assert checked.returncode == 1
    assert "not a web address that begins with https:// or http://" in checked.stdout
