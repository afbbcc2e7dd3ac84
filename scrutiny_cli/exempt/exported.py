"""What an export for the public leaves out, beside what is exempt itself.

An export gives every field of a record, and documents do not show the clerk's own notes.
"""

from scrutiny_cli.domain.base import Record
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exempt.cutting import altered
from scrutiny_cli.register.register import Register


def for_public(register: Register, *, notes: bool) -> Register:
    """A public register without the words that no document gives; ``notes`` keeps the clerk's."""
    if notes:
        return register
    return register.having(
        **{kind: {k: _unnoted(r) for k, r in register.of(kind).items()} for kind in KINDS}
    )


def _unnoted(record: Record) -> Record:
    return altered(record, {"notes": None})
