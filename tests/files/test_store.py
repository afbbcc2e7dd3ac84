"""Where a register is found, and how much of its files is read."""

from pathlib import Path

import pytest

from scrutiny_cli.documents.gate import MAX_BYTES
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.files import store
from scrutiny_cli.files.store import find_root
from tests.registers import BASE, write_tree


def test_no_more_of_a_large_file_is_read_than_shows_that_it_is_too_large(tmp_path: Path) -> None:
    folder = tmp_path / "records" / "actions"
    folder.mkdir(parents=True)
    (folder / "large.yaml").write_bytes(b"x" * 3 * MAX_BYTES)
    (folder / "full.yaml").write_bytes(b"x" * MAX_BYTES)

    files = store.read(tmp_path, frozenset(KINDS))

    sizes = {source.path: len(source.raw) for source in files.sources}
    assert sizes == {
        "records/actions/full.yaml": MAX_BYTES,
        "records/actions/large.yaml": MAX_BYTES + 1,
    }


def test_the_only_register_below_is_found_where_none_is_above(tmp_path: Path) -> None:
    write_tree(tmp_path / "councils" / "example", BASE)
    assert find_root(tmp_path) == tmp_path / "councils" / "example"
    (tmp_path / ".cache" / "records" / "committees").mkdir(parents=True)
    assert find_root(tmp_path) == tmp_path / "councils" / "example"


def test_several_registers_below_are_named(tmp_path: Path) -> None:
    for name in ("health", "adults"):
        write_tree(tmp_path / name, BASE)
    with pytest.raises(ScrutinyError, match=r"2 registers below .*: adults and health") as refusal:
        find_root(tmp_path)
    assert refusal.value.hint == "name one: --root adults"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("log.xlsx", "open in Excel"),
        ("note.docx", "open in Word"),
        ("page.html", "check the folder"),
    ],
)
def test_document_that_another_program_keeps_is_to_be_closed_there(
    tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / name).touch()
    assert words in store.way_out(tmp_path / name, PermissionError(13, "Permission denied"))
