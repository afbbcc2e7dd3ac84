"""The JSON export holds the data of every record as written, apart from what is computed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exporting import document
from tests.exported import of_sample
from tests.sample import ROOT


def _blank(value: Any) -> Any:
    """Data in which a key with nothing after it holds nothing, and not an empty text."""
    if isinstance(value, dict):
        return {key: _blank(part) for key, part in value.items()}
    return [_blank(part) for part in value] if isinstance(value, list) else value or None


def records(root: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The records of a register with their kinds, read by another reader, every scalar as text."""
    for kind in KINDS:
        for path in sorted((root / "records" / kind).rglob("*.yaml")):
            loaded = _blank(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
            for record in loaded if isinstance(loaded, list) else [{"id": path.stem, **loaded}]:
                yield kind, record


def test_json_export_holds_the_data_of_every_file_and_nothing_else() -> None:
    """Every record's data, read independently, is under `record`."""
    exported = document.data(of_sample())["records"]
    given = {(kind, entry["id"]): entry["record"] for kind in exported for entry in exported[kind]}
    files = {(kind, record["id"]): record for kind, record in records(ROOT)}
    assert given == files
    assert len(files) > 400


def test_computed_fields_are_apart_from_the_record() -> None:
    actions = document.data(of_sample())["records"]["actions"]
    (four,) = (action for action in actions if action["id"] == "act-4")
    assert four["record"]["due"] == "2021-09-01"
    assert not four["record"].keys() & {"state", "rating", "due_date"}
    assert four["computed"] == {
        "state": "long overdue",
        "rating": "red",
        "due_date": "2021-09-01",
        "days_overdue": 75,
    }
