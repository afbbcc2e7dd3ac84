"""An action log from a spreadsheet against the register: what is new, what changes, what is left."""

from scrutiny_cli.importing.model import (
    CellPlace,
    Changed,
    ImportOptions,
    Left,
    New,
    Proposal,
    Remark,
    Same,
)
from scrutiny_cli.importing.proposing import propose

__all__ = [
    "CellPlace",
    "Changed",
    "ImportOptions",
    "Left",
    "New",
    "Proposal",
    "Remark",
    "Same",
    "propose",
]
