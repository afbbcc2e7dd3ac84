"""Find what a command names: a committee, a record, a meeting by its date."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from scrutiny_cli.domain import dates
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.errors import RecordsError, ScrutinyError, UsageError
from scrutiny_cli.exempt import redaction
from scrutiny_cli.wording import did_you_mean, incomplete, listed, with_article, with_lookalikes

if TYPE_CHECKING:
    from scrutiny_cli.domain.actions import Action
    from scrutiny_cli.domain.committees import Committee
    from scrutiny_cli.domain.meetings import Meeting
    from scrutiny_cli.register.register import Register
    from scrutiny_cli.register.settings import Settings


# A date in figures, whatever is between them.
_FIGURES = re.compile(r"\d{1,4}(?:\s*[./\\–-]\s*\d{1,4}){1,2}", re.ASCII)


def require_whole(register: "Register", message: str) -> None:
    """Refuse to say that something is not there while a record cannot be read."""
    if missing := incomplete(register.unread):
        raise RecordsError(f"{register.absence(message)}; {missing}")


def absent(
    register: "Register", message: str, hint: str, error: type[ScrutinyError] = UsageError
) -> ScrutinyError:
    """Return the error for what a register does not have, once that is sure."""
    require_whole(register, message)
    return error(message, hint)


def find_committee(register: "Register", settings: "Settings", name: str | None) -> "Committee":
    """Return the committee named, the one in the settings, or the only one."""
    name = name or settings.committee
    if name is None:
        if register.usual_committee is not None:
            return register.usual_committee
        if not register.committees:
            words = "the register has no committee"
            raise absent(register, words, "write it in records/committees/", RecordsError)
        known = listed(list(register.committees), "or")
        raise UsageError("which committee?", f"add --committee with {known}")
    if name not in register.committees:
        known = listed(list(register.committees))
        hint = did_you_mean(name, register.committees) or f"the committees are {known}"
        raise absent(register, with_lookalikes(f"there is no committee {name!r}", name), hint)
    return register.committees[name]


def find_kind(name: str) -> str:
    """Return the kind of record that a word names, in the plural or the singular."""
    singular = {kind.singular: kind.folder for kind in KINDS.values()}
    kind = singular.get(name, name)
    if kind not in KINDS:
        hint = did_you_mean(name, KINDS) or f"the kinds are {listed(list(KINDS))}"
        raise UsageError(f"there is no kind of record {name!r}", hint)
    return kind


def find_record(register: "Register", kind: str, name: str) -> Any:
    """Return the record of a kind with an id."""
    records = register.of(kind)
    if name not in records:
        # The reader of a message may not be allowed to see exempt records.
        public = redaction.public_ids(register, kind)
        singular, command = KINDS[kind].singular, KINDS[kind].command
        refuse_path(singular, name, public)
        listing = f"`scrutiny {command} list` names them" if command else None
        hint = did_you_mean(name, public) or listing or f"there are {listed(public)}"
        raise absent(register, with_lookalikes(f"there is no {singular} {name!r}", name), hint)
    return records[name]


def refuse_path(what: str, name: str, records: Iterable[str]) -> None:
    """Refuse a path where a record is named by its id, and suggest the id."""
    path = name.replace("\\", "/")
    if "/" in path or path.endswith((".yaml", ".yml")):
        own = PurePosixPath(path).stem
        hint = f"write {own}" if own in records else "`scrutiny check` takes files and folders"
        raise UsageError(f"{with_article(what)} is named by its id, not by its file", hint)


def find_action(register: "Register", name: str) -> "Action":
    """Return the action with an id, or the only one with a number."""
    if name not in register.actions and name.isdecimal():
        matches = [a for a in register.actions.values() if str(a.number) == name.lstrip("0")]
        if len(matches) == 1:
            return matches[0]
        if matches:
            public = set(redaction.public_ids(register, "actions"))
            ids = listed([action.id for action in matches if action.id in public], "or")
            hint = f"name one: {ids}" if ids else "name one by its id"
            raise UsageError(f"several actions have the number {name}", hint)
    action: Action = find_record(register, "actions", name)
    return action


def find_meeting(register: "Register", name: str) -> "Meeting":
    """Return the meeting with an id, or the only one on a date."""
    if name in register.meetings:
        return register.meetings[name]
    try:
        wanted = dates.parse_date(name)
    except ValueError as fault:
        if _FIGURES.fullmatch(name.strip()):
            hint = "write 2021-06-01, 1/6/2021 or '1 June 2021'"
            message = with_lookalikes(f"{name!r} is not a date: {fault}", name)
            raise UsageError(message, hint) from None
        refuse_path("meeting", name, register.meetings)
        hint = did_you_mean(name, register.meetings) or "`scrutiny meeting list` names them"
        raise absent(
            register, with_lookalikes(f"there is no meeting {name!r}", name), hint
        ) from None
    matches = [meeting for meeting in register.meetings.values() if meeting.date == wanted]
    if len(matches) == 1:
        return matches[0]
    ids = listed([meeting.id for meeting in matches], "or")
    if matches:
        raise UsageError(f"several meetings are on {name}", f"name one: {ids}")
    near = min(register.meetings.values(), key=lambda m: abs(m.date - wanted), default=None)
    hint = f"the nearest is {near.id}; " if near else ""
    hint = f"{hint}`scrutiny meeting list` names them"
    raise absent(register, f"no meeting is on {name}", hint)
