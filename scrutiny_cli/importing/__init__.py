"""Records from a spreadsheet: which are new, which change, which rows are left out."""

from scrutiny_cli.importing.actions import propose_actions
from scrutiny_cli.importing.headings import ACTIONS
from scrutiny_cli.importing.model import (
    CellPlace,
    ChangedRecord,
    ImportOptions,
    NewRecord,
    Proposal,
    Remark,
    RowLeftOut,
    SameRecord,
)

__all__ = [
    "ACTIONS",
    "CellPlace",
    "ChangedRecord",
    "ImportOptions",
    "NewRecord",
    "Proposal",
    "Remark",
    "RowLeftOut",
    "SameRecord",
    "propose_actions",
]
