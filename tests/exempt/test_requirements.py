"""What a public register may hold of an exempt item, and what every register must say of it."""

from pathlib import Path

from tests.exempt_register import write
from tests.inside import scrutiny
from tests.registers import BASE, write_tree


def test_a_public_register_refuses_all_of_it(tmp_path: Path) -> None:
    root = write(tmp_path)
    (root / "scrutiny.toml").unlink()
    told = scrutiny("check", "--root", root)
    assert told.code == 1
    assert "canary" not in told.everything
    faults = [line for line in told.out.splitlines() if "[exempt-in-public]" in line]
    fields = ["title", "purpose", "pages", "scrutiny", "programme", "decision_type", "wards",
              "report_by", "papers", "background_papers", "recommends", "late_reason",
              "moved_from", "state"]  # fmt: skip
    for name in fields:
        assert any(f"items[3].{name}:" in line for line in faults), name
    for name in ("title", "text", "resolved", "vote", "promises", "recommended", "requests"):
        assert any(f"minutes[3].{name}:" in line for line in faults), name
    assert sum("records/actions/" in line for line in faults) == 5
    assert sum("records/recommendations/" in line for line in faults) == 4
    assert sum("records/responses/" in line for line in faults) == 4


def test_a_public_register_publishes_nothing_while_it_holds_any(tmp_path: Path) -> None:
    root = write(tmp_path)
    (root / "scrutiny.toml").write_text('visibility = "public"\n')
    told = scrutiny("agenda", "build", "2021-10-12", "--root", root, "--as-of", "2021-10-04")
    assert told.code == 1
    assert "canary" not in told.everything
    assert not (root / "build").exists()


ALLOWED = (
    "date: 2021-11-23\nitems:\n"
    "  - id: contract\n    classification: exempt\n"
    "    exempt: {paragraphs: [3], reason: Prices., public_title: A contract}\n"
    "  - {classification: confidential, numbered: no, exempt: {public_title: A case}}\n"
)


def test_a_public_register_may_hold_what_the_public_may_know(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE | {"records/meetings/cyp-2021-11-23.yaml": ALLOWED})
    assert scrutiny("check", "--strict", "--root", root).code == 0


def test_an_exempt_item_must_name_its_paragraph(tmp_path: Path) -> None:
    text = ALLOWED.replace("paragraphs: [3], ", "")
    root = write_tree(tmp_path, BASE | {"records/meetings/cyp-2021-11-23.yaml": text})
    told = scrutiny("check", "--root", root)
    assert told.code == 1
    assert "error[exempt-paragraph-missing]" in told.out
