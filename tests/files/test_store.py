"""Record files are read up to the size that they may have."""

from pathlib import Path

from scrutiny_cli.documents.gate import MAX_BYTES
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.files import store


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
