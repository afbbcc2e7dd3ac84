"""The sample register, read once for all tests, and the facts that the papers behind it give."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.exempt.cutting import revision
from scrutiny_cli.register.register import Register
from scrutiny_cli.reports.meetings import agenda
from scrutiny_cli.reports.model import Report
from scrutiny_cli.reports.standpoint import Standpoint
from scrutiny_cli.reports.trackers import actions, responses
from scrutiny_cli.reports.trackers.recommendation_tracker import tracker
from scrutiny_cli.workspace.loading import Loaded, load
from scrutiny_cli.workspace.tables import with_tables

ROOT = Path(__file__).resolve().parents[1]
FACTS = Path(__file__).parent / "facts"


@cache
def facts(name: str) -> Any:
    """The facts of a subject: ``tests/facts/NAME.yaml``."""
    return yaml.safe_load((FACTS / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def sample() -> Loaded:
    """The sample register with what `check` finds in it."""
    return load(ROOT)


@cache
def register() -> Register:
    """The sample register as the public may see it."""
    return sample().public


@cache
def stamp() -> str:
    """The fingerprint that documents of the sample register carry."""
    return revision(sample().files.sources, sample().entries.values(), register())


def committee() -> Committee:
    """The one committee of the sample register."""
    return register().committees["cyp"]


def standpoint(as_of: date, mark: str = "", **more: Any) -> Standpoint:
    """The sample register as seen on a day; ``mark`` is what its reports say of their revision."""
    known = with_tables(sample(), register(), private=False).on_day(as_of)
    return Standpoint(known, as_of, mark or stamp(), committees=(committee(),), **more)


def agenda_of(
    meeting: str, as_of: date, *, draft: bool = False, private: bool = False, mark: str = ""
) -> Report:
    """The agenda of a meeting of the sample register; ``mark`` is what it says of its revision."""
    at = standpoint(as_of, mark, draft=draft, private=private)
    return agenda.report(
        at, agenda.AgendaContext(at.register, committee(), at.register.meetings[meeting])
    )


def action_log(as_of: date, mark: str = "") -> Report:
    """The action log of the sample register on a day, nothing marked as new."""
    return actions.log(standpoint(as_of, mark))


def recommendation_tracker(as_of: date, mark: str = "") -> Report:
    """The recommendation tracker of the sample register on a day, nothing marked as new."""
    return tracker(standpoint(as_of, mark))


def response_schedule(as_of: date, mark: str = "") -> Report:
    """The executive's responses in the sample register on a day, nothing marked as new."""
    return responses.schedule(standpoint(as_of, mark))
