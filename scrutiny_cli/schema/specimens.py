"""Specimens: records that use every field, from which schemas take their examples.

They are in ``specimens/KIND.yaml``. Together they are a register without errors.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from scrutiny_cli.documents import parse
from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.base import model_in
from scrutiny_cli.domain.kinds import KINDS

FOLDER = Path(__file__).parent / "specimens"
# The number of examples for a field, and the number of values in an example.
MAX_EXAMPLES, MAX_VALUES = 3, 3

Examples = Mapping[str, Mapping[str, list[Any]]]
"""Name of a model to its keys, each with its values in the specimens."""


@cache
def examples() -> Examples:
    """The values in the specimens by model and key. All scalars are text, as in the files."""
    values: dict[str, dict[str, list[Any]]] = {}
    for kind in KINDS.values():
        path = FOLDER / f"{kind.folder}.yaml"
        if not path.exists():
            continue
        document = parse(Source(path.name, path.read_bytes()))
        assert not document.refusals, f"{path.name} cannot be read"
        _gather(kind.model, document.data, values)
    return values


def _gather(model: type[BaseModel], value: Any, values: dict[str, dict[str, list[Any]]]) -> None:
    """Add the values under the keys of a part, or of the parts in a list."""
    if isinstance(value, list):
        for part in value:
            _gather(model, part, values)
    if not isinstance(value, dict):
        return
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    for key in sorted(value.keys() & fields.keys()):
        of_key = values.setdefault(model.__name__, {}).setdefault(key, [])
        if value[key] not in of_key and len(of_key) < MAX_EXAMPLES and _short(value[key]):
            of_key.append(value[key])
    for key, field in fields.items():
        inner = model_in(field.annotation)
        if inner is not None and key in value:
            _gather(inner, value[key], values)


def _short(value: Any) -> bool:
    """Whether a value is text, or a few texts in a list or under keys."""
    if isinstance(value, str):
        return True
    if isinstance(value, list) and len(value) == 1:
        return _short(value[0])
    parts = value.values() if isinstance(value, dict) else value
    return len(value) <= MAX_VALUES and all(isinstance(part, str) for part in parts)
