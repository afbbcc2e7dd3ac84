"""Tables whose columns the rules of a council choose."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scrutiny_cli.domain.columns import COLUMNS, ColumnedDocument
from scrutiny_cli.domain.committees import ChosenColumn, Rules
from scrutiny_cli.reports.fields import Fields
from scrutiny_cli.reports.model import Column, Prose, Row, Table

FIELDS: dict[str, str] = {
    "item": "item_title",
    "lead": "leads",
    "due": "due_chosen",
    "status": "status_chosen",
    "owner": "owners",
    "review": "review",
    "position": "position_now",
    "origin": "origin_chosen",
}
"""The fields of some columns, where they have other keys."""
HEADS = ("text", "action", "topic", "with_type", "title", "decision")
"""The columns whose cells name their row."""


@dataclass(frozen=True)
class Chooser:
    """The table of a document with the columns that rules choose, or none if they choose none."""

    document: ColumnedDocument
    fields: Fields[Any]
    keys: Mapping[str, str] = field(default_factory=FIELDS.copy)

    def columns(self, rules: Rules) -> tuple[Column, ...]:
        """The columns that some rules choose."""
        wanted: Sequence[ChosenColumn] = getattr(rules.columns, self.document)
        names = [chosen.column for chosen in wanted]
        head = next((name for name in names if name in HEADS), names[0] if names else "")
        return tuple(self._column(chosen, heads=chosen.column == head) for chosen in wanted)

    def _column(self, chosen: ChosenColumn, *, heads: bool) -> Column:
        name = chosen.column
        if name not in COLUMNS[self.document]:
            return Column(chosen.title or name, heads=heads, key=f"own {name}")
        key = self.keys.get(name, name)
        return Column(chosen.title or self.fields.fields[key].heading, heads=heads, key=key)

    def row(self, thing: Any) -> Row:
        """The cells of a thing, with those of the council's own columns."""
        own = {f"own {name}": Prose(text) for name, text in thing.record.own.items()}
        return {**self.fields.cells(thing), **dict.fromkeys(self._own(thing)), **own}

    @staticmethod
    def _own(thing: Any) -> list[str]:
        """The keys of the council's own columns, which a record need not fill."""
        committee = thing.committee
        chosen = (
            (c for d in COLUMNS for c in getattr(committee.rules.columns, d)) if committee else ()
        )
        return [f"own {column.column}" for column in chosen]

    def table(
        self, caption: str, columns: tuple[Column, ...], things: Iterable[Any], **more: Any
    ) -> Table:
        """A table with a row for each of some things."""
        rows = tuple(map(self.row, things))
        return Table(caption, columns, rows, anchored="id" in self.fields.fields, **more)
