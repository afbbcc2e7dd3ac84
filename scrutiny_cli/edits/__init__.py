"""A change to data as the smallest change to text: every other byte of the file stays."""

from scrutiny_cli.edits.applying import apply, render_record
from scrutiny_cli.edits.changes import (
    AddRecord,
    Append,
    Change,
    Delete,
    EditRefused,
    Set,
    Value,
)

__all__ = [
    "AddRecord",
    "Append",
    "Change",
    "Delete",
    "EditRefused",
    "Set",
    "Value",
    "apply",
    "render_record",
]
