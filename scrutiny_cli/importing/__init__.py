"""An action log from a spreadsheet against the register: what is new, what changes, what is left."""

from scrutiny_cli.importing.model import Asked, Changed, Left, New, Place, Proposal, Remark, Same
from scrutiny_cli.importing.proposing import propose

__all__ = ["Asked", "Changed", "Left", "New", "Place", "Proposal", "Remark", "Same", "propose"]
