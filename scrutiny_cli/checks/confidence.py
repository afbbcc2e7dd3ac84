"""Exempt and confidential matter: not in a public register, and not without its paragraph."""

from collections.abc import Iterator

from scrutiny_cli.checks.context import Context
from scrutiny_cli.exempt import requirements
from scrutiny_cli.register.placing import Finding


def exemptions(context: Context) -> Iterator[Finding]:
    """What is exempt is marked as the rules ask, and is not in a public register."""
    private = context.settings.private
    return requirements.findings(
        context.register, context.entries, context.exempt_index, private=private
    )
