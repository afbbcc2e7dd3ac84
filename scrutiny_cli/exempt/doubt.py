"""What may be exempt because it names something that does not exist: a mistyped name of something exempt."""

from collections.abc import Collection, Iterable

from scrutiny_cli.exempt.marking import Clue, Key, MeetingClue, RecordClue


class KnownNames:
    """The items, minutes, recommendations and decisions that there are to be named."""

    def __init__(
        self, found: Iterable[Clue], records: Iterable[Key], standing: Iterable[str]
    ) -> None:
        self._items: dict[str, set[str]] = {}
        self._minutes: dict[str, set[str]] = {}
        self._records, self._standing = set(records), set(standing)
        for clue in found:
            if isinstance(clue, MeetingClue):
                self._items[clue.id] = {name for item in clue.items for name in item.names}
                self._minutes[clue.id] = {minute.number for minute in clue.minutes}
            else:
                self._records.add(clue.key)

    def lack_item(self, meeting: str, item: str, *, strict: bool = False) -> bool:
        """Whether a meeting has no item of a name."""
        return item not in self._standing and _leads_nowhere(item, self._items.get(meeting), strict)

    def lack(self, clue: RecordClue, *, strict: bool = False) -> bool:
        """Whether the item, the minute, a recommendation or the decision that a record names is not there.

        A meeting whose items or minutes are not written may have any, unless ``strict``.
        """
        return (
            self.lack_item(clue.meeting, clue.item, strict=strict)
            or _leads_nowhere(clue.minute, self._minutes.get(clue.meeting), strict)
            or not self._records.issuperset(clue.hangs_on)
        )


def _leads_nowhere(name: str, there: Collection[str] | None, strict: bool) -> bool:
    return bool(name) and (there is None or (name not in there and (strict or bool(there))))
