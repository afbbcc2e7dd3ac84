"""Minutes: their numbers, and the records of what they agree, recommend and request."""

from collections.abc import Iterator

from scrutiny_cli.checks.context import Context
from scrutiny_cli.documents import Path
from scrutiny_cli.domain.minutes import Misnumbered, each_alone, misnumbered, runs, unmet_requests
from scrutiny_cli.domain.municipal_year import municipal_year
from scrutiny_cli.domain.quorum import quorum
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.placing import Finding
from scrutiny_cli.wording import count as number_of
from scrutiny_cli.wording import listed, shorten


def promises(context: Context) -> Iterator[Finding]:
    """Each action arising in the minutes is on the log."""
    for entry, meeting in context.each("meetings"):
        for index, minute in enumerate(meeting.minutes):
            for position, promise in enumerate(minute.promises):
                path: Path = ("minutes", index, "promises", position)
                if not promise.action and not promise.logged:
                    yield _empty(entry, path, "action", "logged")
                elif not promise.logged and not promise.not_logged:
                    path = (*path, "action")
                    message = f"minute {minute.number} agreed an action that is not on the log: {shorten(promise.action, 70)}"
                    hint = "add it with `scrutiny action add`, then put its id under `logged:`; or say why not with `not_logged:`"
                    yield entry.finding(path, "action-not-logged", message, hint)


def _empty(entry: PlacedRecord, path: Path, words: str, record: str) -> Finding:
    """The finding for a part of the minutes that has no text and names no record."""
    hint = f"add `{words}:`, or name its record with `{record}:`"
    return entry.finding(path, "missing-field", f"`{words}` is missing", hint)


def recommendations(context: Context) -> Iterator[Finding]:
    """Each recommendation, and each resolution that is addressed to somebody, is on the tracker."""
    for entry, meeting in context.each("meetings"):
        for index, minute in enumerate(meeting.minutes):
            every = [("resolved", n, minuted) for n, minuted in enumerate(minute.resolved)]
            every += [("recommended", n, minuted) for n, minuted in enumerate(minute.recommended)]
            for key, position, minuted in every:
                path: Path = ("minutes", index, key, position)
                if not minuted.text and not minuted.tracked:
                    yield _empty(entry, path, "text", "tracked")
                elif key == "resolved" and not minuted.to:
                    continue
                elif not minuted.tracked and not minuted.not_tracked:
                    path = (*path, "text")
                    message = f"minute {minute.number} made a recommendation that is not on the tracker: {shorten(minuted.text, 70)}"
                    hint = "add it with `scrutiny recommendation add`, then put its id under `tracked:`; or say why not with `not_tracked:`"
                    yield entry.finding(path, "minuted-but-untracked", message, hint)


def requests(context: Context) -> Iterator[Finding]:
    """Each item that the committee resolved to take is on the agenda of that meeting."""
    for unmet in unmet_requests(context.register.meetings):
        entry = context.entries["meetings", unmet.meeting.id]
        path: Path = ("minutes", unmet.minute_position, "requests", unmet.position, "title")
        title = shorten(unmet.request.title, 60)
        message = f"minute {unmet.minute.number} asks for this at {unmet.target.id}, but it is not on that agenda: {title}"
        hint = "add the item there, or say with `answered:` how else it was met"
        yield entry.finding(path, "request-not-on-agenda", message, hint)


def numbers(context: Context) -> Iterator[Finding]:
    """Minute numbers follow each other through the municipal year, or the meeting, each used once."""
    register = context.register
    for committee in (*register.committees.values(), None):
        per_meeting = committee is not None and committee.rules.minute_numbers == "meeting"
        alone = committee is None or committee.rules.minute_numbers != "council"
        groups = each_alone if per_meeting else runs
        for run in groups(register.meetings_of(committee)):
            for misnumbering in misnumbered(run, alone=alone):
                entry = context.entries["meetings", misnumbering.at.meeting.id]
                path: Path = ("minutes", misnumbering.at.position, "number")
                code, message, hint = _explained(misnumbering)
                yield entry.finding(path, code, message, hint)


def without_quorum(context: Context) -> Iterator[Finding]:
    """A meeting without a quorum decides nothing."""
    for entry, meeting in context.each("meetings"):
        for index, minute in enumerate(meeting.minutes) if meeting.inquorate else ():
            for key in ("resolved", "recommended"):
                if getattr(minute, key):
                    message = f"minute {minute.number} has `{key}:`, and the meeting had no quorum"
                    hint = "a meeting without a quorum decides nothing: correct one of the two"
                    yield entry.finding(("minutes", index, key), "no-quorum", message, hint)


def attendance(context: Context) -> Iterator[Finding]:
    """A meeting has a quorum if enough members came, and none if they did not."""
    for entry, meeting in context.each("meetings"):
        committee = context.register.committee_of(meeting)
        if committee is None or not meeting.attendance or not meeting.stands:
            continue
        count = quorum(meeting, committee)
        if count is None or count.met is not meeting.inquorate:
            continue
        came = f"{count.present} of {count.members} members came"
        bodies = f" from {number_of(count.bodies, 'body', 'bodies')}" if count.bodies_needed else ""
        of_bodies = (
            f" from {number_of(count.bodies_needed, 'body', 'bodies')}"
            if count.bodies_needed
            else ""
        )
        message = f"{came}{bodies}, and the quorum is {count.needed}{of_bodies}"
        hint = (
            "correct the attendance, or remove `inquorate:`"
            if count.met
            else "correct the attendance, or write `inquorate: yes`"
        )
        path: Path = ("inquorate",) if count.met else ("attendance",)
        yield entry.finding(path, "quorum-differs", message, hint)


def _explained(misnumbering: Misnumbered) -> tuple[str, str, str]:
    """The code, message and hint for a number that does not follow on."""
    number, other = misnumbering.at.number, misnumbering.other.number
    year = municipal_year(misnumbering.at.meeting.date)
    where = misnumbering.other.meeting.id
    if misnumbering.how == "twice":
        message = f"minute {number} is already in {where}"
        hint = f"use each number once in the municipal year {year}"
        return "minute-number-twice", message, hint
    if misnumbering.how == "gap":
        gap = range(other + 1, number)
        lost = f"{other + 1} to {number - 1}" if len(gap) > 2 else listed([str(n) for n in gap])
        message = f"minute {number} follows minute {other} of {where}: {lost} missing"
        return "minute-number-gap", message, "number the minutes in a row, or add what is missing"
    message = f"minute {number} comes after minute {other} of {where}"
    hint = f"numbers run on through the municipal year {year}: the next is {other + 1}"
    return "minute-numbers-restart", message, hint
