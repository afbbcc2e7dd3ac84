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
class ImportColumn:
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
class ImportTarget:
    """Records that the rows of a table become."""

    kind: str
    """The folder of the kind; empty for a part of a record."""
    subject: ImportColumn
    """The column of the words that a record is known by."""
    columns: tuple[ImportColumn, ...]
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
    also: tuple["ImportTarget", ...] = ()
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
    def by_name(self) -> dict[str, ImportColumn]:
        """The columns by name."""
        return {column.name: column for column in (self.subject, *self.columns)}

    @cached_property
    def in_order(self) -> tuple[ImportColumn, ...]:
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
    def sentences(self) -> tuple[ImportColumn, ...]:
        """The columns that hold sentences, which documents print."""
        reads = ("progress", "markdown", "owner", "words")
        prose = (c for c in self.columns if c.read in reads or c.name == "evidence")
        return (self.subject, *prose)

    def has(self, name: str) -> bool:
        """Whether it has a column."""
        return name in self.by_name


_PLACED = (ImportColumn("id", "", ""), ImportColumn("committee", ""), ImportColumn("meeting", ""))
_STATED = (
    ImportColumn("progress", "progress", "progress"),
    ImportColumn("evidence"),
    ImportColumn("completed", "completed", "completed"),
)
_REPORTED, _ACCEPTED = ImportColumn("reported", "reported_at"), ImportColumn("accepted", "accepted")
_STATUS = ImportColumn("status", "status", "status", key="printed_status")
_LEFT = (
    ImportColumn("withdrawn", "withdrawn"),
    ImportColumn("moved", ""),
    ImportColumn("source"),
    ImportColumn("notes", "", ""),
)
_OWNER, _DUE = ImportColumn("owner", "owner", "owners"), ImportColumn("due", "due", "due")

ACTIONS = ImportTarget(
    kind="actions",
    subject=ImportColumn("action", "", "wording"),
    columns=(
        *(
            ImportColumn("number", ""),
            *_PLACED,
            ImportColumn("item", "item"),
            ImportColumn("minute", "minute"),
        ),
        *(
            _OWNER,
            ImportColumn("directorate"),
            _DUE,
            *_STATED,
            _REPORTED,
            _STATUS,
            _ACCEPTED,
            ImportColumn("added", "day"),
        ),
        *_LEFT,
    ),
    numbered_by=("number",),
    repeated=frozenset(("meeting", "owner", "directorate", "due", "committee")),
    head="act-",
    hints="its owner, number, due date or progress",
)
PROMISES = ImportTarget(
    kind="",
    subject=ImportColumn("action", "", "wording"),
    columns=(_OWNER, _DUE, ImportColumn("success", "markdown"), *_STATED, _STATUS),
    part=ResponseAction,
)
RESPONSES = ImportTarget(
    kind="responses",
    subject=ImportColumn("response", "", "wording", key="text"),
    columns=(
        ImportColumn("response_id", "", ""),
        ImportColumn("committee", ""),
        ImportColumn("decision", "decision"),
        ImportColumn("response_by", key="by"),
        ImportColumn("response_on", "day", key="on"),
        ImportColumn("promises", "", "promises", key="actions"),
        ImportColumn("to", "", "answered"),
    ),
    head="resp-",
)
RECOMMENDATIONS = ImportTarget(
    kind="recommendations",
    subject=ImportColumn("recommendation", "", "wording", key="text"),
    columns=(
        *(
            *_PLACED,
            ImportColumn("label", ""),
            ImportColumn("item", "item"),
            ImportColumn("minute", "minute"),
        ),
        *(
            ImportColumn("lead_in", "markdown"),
            ImportColumn("to", "words"),
            ImportColumn("kind", "choice"),
        ),
        *(
            ImportColumn("by", "due", "plain"),
            ImportColumn("notified", "day"),
            ImportColumn("received", "day"),
        ),
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
PROGRAMME = ImportTarget(
    kind="programme",
    subject=ImportColumn("topic", "", "wording"),
    columns=(
        *(*_PLACED[:2], ImportColumn("meeting", "", ""), ImportColumn("description", "markdown")),
        ImportColumn("type", "type", key="printed_type"),
        *(ImportColumn("origin", "markdown"), ImportColumn("suggested_by")),
        ImportColumn("leads", "owner", "owners", like="owner"),
        ImportColumn("position", "progress", "progress"),
        *(ImportColumn("target", "due", "plain"), ImportColumn("year", "year"), *_LEFT[1:]),
        ImportColumn("place", "", "place"),
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
