"""The kinds of record that can be imported, each declared once: their columns, and how each is read and compared.

A new import is a target here, its headings in `headings.toml`, and an importer only where its rows
are not records one by one.
"""

from dataclasses import dataclass
from functools import cached_property

from scrutiny_cli.domain.base import Model
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.recommendations import ResponseAction

SAME_BY = ("number", "label", "meeting", "list", "to")
"""The fields in which two rows of the same words must agree to be the same record."""
# The order in which the differences of a record are worked out and named.
COMPARED = (
    *("plain", "wording", "place", "answered", "owners", "due", "completed", "progress", "status"),
    "promises",
)


@dataclass(frozen=True)
class Column:
    """A column of a table: the field it fills, and the names of the ways to read and to compare it."""

    name: str
    """Its name in `headings.toml` and in `--column`."""
    read: str = "text"
    compared: str = "plain"
    key: str = ""
    """The field of the record, where it has another name."""
    like: str = ""
    """The column of every kind whose headings it has too."""

    @property
    def field(self) -> str:
        """The field of the record that it fills."""
        return self.key or self.name


@dataclass(frozen=True)
class Target:
    """Records that the rows of a table become."""

    kind: str
    """The folder of the kind; empty for a part of a record."""
    subject: Column
    """The column of the words that a record is known by."""
    columns: tuple[Column, ...]
    """The others, in the order in which they are read."""
    part: type[Model] | None = None
    """The model of a part of a record."""
    numbered_by: tuple[str, ...] = ()
    """The fields that are the printed number of a record within its meeting."""
    repeated: frozenset[str] = frozenset()
    """Columns in which a ditto mark carries on the words above."""
    several: frozenset[str] = frozenset(("progress", "owner", "notes"))
    """Columns that a table may have more than once."""
    carried: frozenset[str] = frozenset()
    """Columns whose merged cell stands for each part of a record."""
    titled: bool = False
    """Whether a title with the day of a meeting, or the name of a list, is over the rows below it."""
    also: tuple["Target", ...] = ()
    """What else the same rows hold: the parts of a record, in rows of their own below it."""
    head: str = ""
    """What the ids of new records begin with."""
    needs_meeting: bool = False
    hints: str = ""
    """Other columns that a table may have, for the message that there is none."""

    @property
    def noun(self) -> str:
        """One record, in messages."""
        return KINDS[self.kind].short if self.kind else "action"

    @property
    def model(self) -> type[Model]:
        """The model of a record or part."""
        return self.part or KINDS[self.kind].model

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by name."""
        return {column.name: column for column in (self.subject, *self.columns)}

    @cached_property
    def in_order(self) -> tuple[Column, ...]:
        """The columns in the order in which they are compared."""
        rank = {name: position for position, name in enumerate(COMPARED)}
        held = self.model.model_fields
        columns = (
            column
            for column in self.by_name.values()
            if column.compared in rank and (column.compared != "plain" or column.field in held)
        )
        return tuple(sorted(columns, key=lambda column: rank[column.compared]))

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The fields of a record in the order in which they are written."""
        own = (
            info.alias or name
            for name, info in self.model.model_fields.items()
            if name not in ("source", "notes")
        )
        return tuple(dict.fromkeys(("id", "number", "label", "committee", *own, "source", "notes")))

    @cached_property
    def sentences(self) -> tuple[Column, ...]:
        """The columns that hold sentences, which documents print."""
        reads = ("progress", "markdown", "owner", "words")
        prose = (c for c in self.columns if c.read in reads or c.name == "evidence")
        return (self.subject, *prose)

    def has(self, name: str) -> bool:
        """Whether it has a column."""
        return name in self.by_name


_PLACED = (Column("id", "", ""), Column("committee", ""), Column("meeting", ""))
_STATED = (
    Column("progress", "progress", "progress"),
    Column("evidence"),
    Column("completed", "completed", "completed"),
)
_REPORTED, _ACCEPTED = Column("reported", "reported_at"), Column("accepted", "accepted")
_STATUS = Column("status", "status", "status", key="printed_status")
_LEFT = (
    Column("withdrawn", "withdrawn"),
    Column("moved", ""),
    Column("source"),
    Column("notes", "", ""),
)
_OWNER, _DUE = Column("owner", "owner", "owners"), Column("due", "due", "due")

ACTIONS = Target(
    kind="actions",
    subject=Column("action", "", "wording"),
    columns=(
        *(Column("number", ""), *_PLACED, Column("item", "item"), Column("minute", "minute")),
        *(
            _OWNER,
            Column("directorate"),
            _DUE,
            *_STATED,
            _REPORTED,
            _STATUS,
            _ACCEPTED,
            Column("added", "day"),
        ),
        *_LEFT,
    ),
    numbered_by=("number",),
    repeated=frozenset(("meeting", "owner", "directorate", "due", "committee")),
    head="act-",
    hints="its owner, number, due date or progress",
)
PROMISES = Target(
    kind="",
    subject=Column("action", "", "wording"),
    columns=(_OWNER, _DUE, Column("success", "markdown"), *_STATED, _STATUS),
    part=ResponseAction,
)
RESPONSES = Target(
    kind="responses",
    subject=Column("response", "", "wording", key="text"),
    columns=(
        Column("response_id", "", ""),
        Column("committee", ""),
        Column("decision", "decision"),
        Column("response_by", key="by"),
        Column("response_on", "day", key="on"),
        Column("promises", "", "promises", key="actions"),
        Column("to", "", "answered"),
    ),
    head="resp-",
)
RECOMMENDATIONS = Target(
    kind="recommendations",
    subject=Column("recommendation", "", "wording", key="text"),
    columns=(
        *(*_PLACED, Column("label", ""), Column("item", "item"), Column("minute", "minute")),
        *(Column("lead_in", "markdown"), Column("to", "words"), Column("kind", "choice")),
        *(Column("by", "due", "plain"), Column("notified", "day"), Column("received", "day")),
        *(*_STATED, _REPORTED, _STATUS, *_LEFT),
    ),
    also=(RESPONSES, PROMISES),
    carried=frozenset(("owner", "due", "success")),
    titled=True,
    numbered_by=("label", "item", "item_title"),
    repeated=frozenset(
        ("meeting", "committee", "item", "to", "owner", "due", "response", "decision")
    ),
    head="rec-",
    needs_meeting=True,
    hints="its label, the response, an action, its owner or the progress",
)
PROGRAMME = Target(
    kind="programme",
    subject=Column("topic", "", "wording"),
    columns=(
        *(*_PLACED[:2], Column("meeting", "", ""), Column("description", "markdown")),
        Column("type", "type", key="printed_type"),
        *(Column("origin", "markdown"), Column("suggested_by")),
        Column("leads", "owner", "owners", like="owner"),
        Column("position", "progress", "progress"),
        *(Column("target", "due", "plain"), Column("year", "year"), *_LEFT[1:]),
        Column("place", "", "place"),
    ),
    repeated=frozenset(("meeting", "committee", "leads", "type", "year")),
    several=frozenset(("position", "leads", "notes")),
    titled=True,
    hints="its lead officer, its origin, its meeting or its position",
)
TARGETS = {
    "actions": ACTIONS,
    "recommendations": RECOMMENDATIONS,
    "responses": RECOMMENDATIONS,
    "programme": PROGRAMME,
}
"""What each import makes of a table. A schedule of responses has its recommendations in it."""
