"""Records that use every field there is, to show in an editor what each may hold.

They stand in ``specimens/KIND.yaml`` and make a register of their own.
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
# No more of them than somebody reads, and none that fills a screen.
MOST, LONGEST = 3, 3

Examples = Mapping[str, Mapping[str, list[Any]]]
"""Name of a model to its keys, and what the specimens say under each."""


@cache
def examples() -> Examples:
    """What the specimens hold, by model and key: all scalars are text, as they were written."""
    found: dict[str, dict[str, list[Any]]] = {}
    for kind in KINDS.values():
        path = FOLDER / f"{kind.folder}.yaml"
        if not path.exists():
            continue
        document = parse(Source(path.name, path.read_bytes()))
        assert not document.refusals, f"{path.name} cannot be read"
        _gather(kind.model, document.data, found)
    return found


def _gather(model: type[BaseModel], value: Any, found: dict[str, dict[str, list[Any]]]) -> None:
    """Take note of what stands under the keys of a part, or of the parts in a list."""
    if isinstance(value, list):
        for part in value:
            _gather(model, part, found)
    if not isinstance(value, dict):
        return
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    for key in sorted(value.keys() & fields.keys()):
        seen = found.setdefault(model.__name__, {}).setdefault(key, [])
        if value[key] not in seen and len(seen) < MOST and _short(value[key]):
            seen.append(value[key])
    for key, field in fields.items():
        inner = model_in(field.annotation)
        if inner is not None and key in value:
            _gather(inner, value[key], found)


def _short(value: Any) -> bool:
    """Whether a value is words, or a few of them in a list or under keys."""
    if isinstance(value, str):
        return True
    if isinstance(value, list) and len(value) == 1:
        return _short(value[0])
    parts = value.values() if isinstance(value, dict) else value
    return len(value) <= LONGEST and all(isinstance(part, str) for part in parts)
