"""Minutes: what was promised, recommended or asked for there must stand in its own record."""

from collections.abc import Iterator

from scrutiny_cli.checks.context import Check, Context
from scrutiny_cli.diagnostics import Diagnostic
from scrutiny_cli.documents import Path
from scrutiny_cli.wording import shorten


def promises(context: Context) -> Iterator[Diagnostic]:
    """Every action promised in the minutes is on the log."""
    for entry, meeting in context.each("meetings"):
        for index, minute in enumerate(meeting.minutes):
            for position, promise in enumerate(minute.promises):
                if not promise.logged and not promise.not_logged:
                    path: Path = ("minutes", index, "promises", position, "action")
                    message = f"minute {minute.number} promises this, and no action logs it: {shorten(promise.action, 70)}"
                    hint = "write the action and name it with `logged:`, or say why not with `not_logged:`"
                    yield entry.fault(path, "action-not-logged", message, hint)


def recommendations(context: Context) -> Iterator[Diagnostic]:
    """Every recommendation in the minutes is in the tracker."""
    for entry, meeting in context.each("meetings"):
        for index, minute in enumerate(meeting.minutes):
            for position, minuted in enumerate(minute.recommended):
                if not minuted.tracked and not minuted.not_tracked:
                    path: Path = ("minutes", index, "recommended", position, "text")
                    message = f"minute {minute.number} recommends this, and no record tracks it: {shorten(minuted.text, 70)}"
                    hint = "write the recommendation and name it with `tracked:`, or say why not with `not_tracked:`"
                    yield entry.fault(path, "minuted-but-untracked", message, hint)


def requests(context: Context) -> Iterator[Diagnostic]:
    """Every item the committee resolved to take is on the agenda of that meeting."""
    meetings = context.register.meetings
    for entry, meeting in context.each("meetings"):
        for index, minute in enumerate(meeting.minutes):
            for position, request in enumerate(minute.requests):
                target = meetings.get(request.meeting)
                if request.answered or target is None or not target.items:
                    continue
                if request.item not in {item.name for item in target.items}:
                    path: Path = ("minutes", index, "requests", position, "title")
                    message = f"minute {minute.number} asks for this at {target.id}, and its agenda does not have it: {shorten(request.title, 60)}"
                    hint = "add the item there, or say with `answered:` how it was met otherwise"
                    yield entry.fault(path, "request-not-on-agenda", message, hint)


CHECKS: tuple[Check, ...] = (promises, recommendations, requests)
