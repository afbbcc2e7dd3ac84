"""The importer of action logs: what its headings mean, how its rows are read, what they match."""

from collections.abc import Iterable
from typing import Any

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.exempt.redaction import is_withheld
from scrutiny_cli.importing import exported
from scrutiny_cli.importing.action_rows import ActionRowReader
from scrutiny_cli.importing.headings import ACTIONS
from scrutiny_cli.importing.legend import Legend
from scrutiny_cli.importing.matching import ActionComparer, ActionIndex, one_or_several
from scrutiny_cli.importing.model import (
    FieldDifference,
    ImportOptions,
    ParsedRow,
    Proposal,
    SourceRow,
)
from scrutiny_cli.importing.proposing import propose
from scrutiny_cli.importing.record_ids import IdAllocator
from scrutiny_cli.importing.spreadsheets import Workbook
from scrutiny_cli.importing.tables import SheetContents
from scrutiny_cli.workspace.loading import Loaded


class ActionImporter:
    """Reads the rows of an action log and compares them with the actions of the register."""

    noun = "action"
    headings = ACTIONS

    def __init__(
        self,
        loaded: Loaded,
        committee: Committee,
        options: ImportOptions,
        meeting: Meeting | None,
        reported: Meeting | None,
    ) -> None:
        register = self._register = loaded.register
        self._entries = loaded.entries
        self.legend = Legend((), options.done_fills)
        self._rows = ActionRowReader(
            register, loaded.exempt_index, committee, self.legend, options, meeting, reported
        )
        self._index = ActionIndex(register, committee)
        self._comparer = ActionComparer(register, options.as_of)
        self._ids = IdAllocator(register.actions, "act-")

    def prepare(self, sheets: Iterable[SheetContents]) -> None:
        """Learn what the sheets say of their own marks before any row is read."""
        for sheet in sheets:
            self.legend.learn(sheet.outside)

    def parse(self, row: SourceRow) -> ParsedRow:
        """What a row says."""
        return exported.read(row) if row.exported else self._rows.read(row)

    def match(self, parsed: ParsedRow) -> Any:
        """The action that a row is; why that is not known; ``None`` for a new one."""
        return self._index.match(parsed)

    def is_closed(self, record_id: str) -> bool:
        """Whether an action of the register is exempt already."""
        return is_withheld(self._register, "actions", record_id)

    def differences(self, parsed: ParsedRow, record: Any) -> FieldDifference:
        """What a row says beyond the action it is."""
        raw = self._entries["actions", record.id].data
        return self._comparer.differences(parsed, record, raw)

    def new_data(self, parsed: ParsedRow) -> dict[str, Any]:
        """The data of a new action, with its id."""
        data = dict(parsed.data)
        if "owner" in data:
            data["owner"] = one_or_several(data["owner"])
        return {**data, "id": self._ids.allocate(parsed.reference, data.get("number"))}

    @property
    def meetings(self) -> tuple[dict[str, str], ...]:
        """The records of meetings that rows name and the register does not hold."""
        return tuple(self._rows.planned.values())


def propose_actions(
    book: Workbook,
    loaded: Loaded,
    committee: Committee,
    options: ImportOptions,
    *,
    meeting: Meeting | None = None,
    reported: Meeting | None = None,
) -> Proposal:
    """What importing the action log in a workbook would do; nothing is changed.

    ``meeting`` is where the actions arose that name none, ``reported`` the meeting at which those on
    a tab of what is reported complete were reported.
    """
    importer = ActionImporter(loaded, committee, options, meeting, reported)
    return propose(book, importer, options)
