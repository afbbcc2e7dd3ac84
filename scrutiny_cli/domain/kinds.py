"""The kinds of record: the first folder under ``records/`` names one, and it chooses the model."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrutiny_cli.domain.base import Record

_PLACES = {
    "committees": "committees:Committee",
    "people": "people:Person",
    "meetings": "meetings:Meeting",
    "actions": "actions:Action",
    "recommendations": "recommendations:Recommendation",
    "responses": "recommendations:Response",
    "plans": "plans:Plan",
    "measures": "plans:Measure",
    "programme": "programme:Topic",
    "questions": "questions:Question",
    "reviews": "programme:Review",
}


class _Models(Mapping[str, "type[Record]"]):
    """The models by kind. To set one up takes its time, so it is looked up when it is asked for."""

    def __init__(self) -> None:
        self._found: dict[str, type[Record]] = {}

    def __getitem__(self, kind: str) -> "type[Record]":
        if kind not in self._found:
            module, _, name = _PLACES[kind].partition(":")
            self._found[kind] = getattr(import_module(f"scrutiny_cli.domain.{module}"), name)
        return self._found[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(_PLACES)

    def __len__(self) -> int:
        return len(_PLACES)

    def __contains__(self, kind: object) -> bool:
        return kind in _PLACES


KINDS: "Mapping[str, type[Record]]" = _Models()
"""Folder name to model. ``papers`` stands beside them and is not parsed."""

SINGULAR = {
    "committees": "committee",
    "people": "person",
    "meetings": "meeting",
    "actions": "action",
    "recommendations": "recommendation",
    "responses": "response",
    "plans": "plan",
    "measures": "measure",
    "programme": "work-programme topic",
    "questions": "question",
    "reviews": "review",
}
"""The word for one record of a kind, for messages."""
