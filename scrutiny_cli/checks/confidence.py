"""Exempt and confidential matter: not in a public register, and not without its paragraph."""

from collections.abc import Iterator
from typing import Any

from scrutiny_cli.checks.context import Context
from scrutiny_cli.documents import Path
from scrutiny_cli.domain.councils import Nation
from scrutiny_cli.domain.meetings import Exemption
from scrutiny_cli.exempt import requirements
from scrutiny_cli.register.placing import Finding


def exemptions(context: Context) -> Iterator[Finding]:
    """What is exempt is marked as the rules ask, and is not in a public register."""
    private = context.settings.private
    return requirements.findings(
        context.register, context.entries, context.exempt_index, private=private
    )


PARAGRAPHS: dict[Nation, range] = {"England": range(1, 8), "Wales": range(12, 19)}
"""The paragraphs of Schedule 12A to the Local Government Act 1972 that hold in each nation."""


def paragraphs(context: Context) -> Iterator[Finding]:
    """An exemption names paragraphs of the council's nation."""
    for entry, meeting in context.each("meetings"):
        council = context.register.council_for(meeting)
        nation = (council.nation if council else None) or "England"
        known = PARAGRAPHS[nation]
        for path, exempt in _exemptions(meeting):
            for index, number in enumerate(exempt.paragraphs):
                if number not in known:
                    message = f"paragraph {number} of Schedule 12A does not hold in {nation}"
                    hint = f"its paragraphs are {known[0]} to {known[-1]}"
                    if council and council.nation is None:
                        hint += "; for a council in Wales write `nation: Wales` in its record"
                    place = (*path, "exempt", "paragraphs", index)
                    yield entry.finding(place, "paragraph-of-other-nation", message, hint)


def _exemptions(meeting: Any) -> Iterator[tuple[Path, Exemption]]:
    for index, item in enumerate(meeting.items):
        parts: list[tuple[Path, Any]] = [(("items", index), item)]
        for key in ("papers", "background_papers"):
            parts += [
                (("items", index, key, position), paper)
                for position, paper in enumerate(getattr(item, key))
            ]
        yield from ((path, part.exempt) for path, part in parts if part.exempt)
