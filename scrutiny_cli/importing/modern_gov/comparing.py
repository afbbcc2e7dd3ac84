"""What the service says beyond a record of the register, as edits of what is there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scrutiny_cli.edits import Append, Delete, Set
from scrutiny_cli.exempt.restricted import is_restricted, private_keys
from scrutiny_cli.importing.model import DISAGREES, FieldDifference, Remark
from scrutiny_cli.importing.modern_gov.records import PREFIX, ServiceRecord
from scrutiny_cli.wording import capital, count, plain_words, shorten

# A status goes on to the next and never back; a cancelled meeting may be held after all.
_ORDER = ("scheduled", "published", "held")
_PARTS = {"items": "item", "minutes": "minute", "posts": "post"}
_PEOPLE = ("attendance", "in_attendance", "apologies")
# What a clerk writes into a part once its words are worked on.
_WORKED_ON = frozenset(("resolved", "promises", "recommended", "requests", "public_summary"))
_SHORT = frozenset(("date", "time", "ended_at", "status", "place", "room", "party", "ward", "name"))


@dataclass
class Comparison:
    """Compares a record of the service with the data of the record that it is.

    A record that came from the service follows it. One that the clerk wrote keeps its words: what is
    missing is added, and what differs is named; where nothing does, it follows from then on. Neither
    opens anything that is exempt.
    """

    found: ServiceRecord
    old: Mapping[str, Any]
    public: bool
    """Whether the register is a public one."""

    def __post_init__(self) -> None:
        self.difference = FieldDifference()
        self.follows = self.old.get("source") == self.found.source
        self._touched: set[str] = set()

    def run(self) -> FieldDifference:
        """Return what changes, in words and as edits."""
        for key, value in self.found.data.items():
            if key in _PARTS:
                self._parts(key, value)
            elif key in _PEOPLE:
                self._people(key, value)
            elif key in ("source", "committee"):
                continue
            elif key == "notes":
                if "notes" not in self.old:
                    self._add("notes added", Set(("notes",), value))
            elif key != "status" or self._goes_on(value):
                self._field((key,), key, self.old.get(key), value, follows=self.follows)
        for item in self.old.get("items") or ():
            closed = isinstance(item, dict) and item.get("id") in self.found.closed
            if closed and not is_restricted(item):
                self._disagree(f"item {item['id']} is restricted there and open here: withhold it")
        if not self.difference.disputed and "source" not in self.old:
            self._add("from Modern.gov", Set(("source",), self.found.source))
        return self.difference

    def _goes_on(self, status: str) -> bool:
        """Whether a status comes after the one in the register, as far as the service knows."""
        now = self.old.get("status", "scheduled")
        if now == "superseded":
            return False
        if status not in _ORDER or now not in _ORDER:
            return True
        return _ORDER.index(status) > _ORDER.index(now)

    def _add(self, words: str, *changes: Set | Append | Delete) -> None:
        self._touched.update(str(change.path[0]) for change in changes)
        self.difference.add(words, *changes)

    def _disagree(self, words: str) -> None:
        self.difference.disputed = True
        self.found.remarks.append(Remark(DISAGREES, self.found.place, words))

    def _field(
        self, path: tuple[str | int, ...], name: str, old: Any, new: Any, *, follows: bool
    ) -> None:
        if old == new or _same(old, new):
            return
        words = name.replace("_", " ")
        if old in (None, "", []):
            shown = f" {shorten(str(new), 40)}" if name in _SHORT else " added"
            self._add(f"{words}{shown}", Set(path, new))
        elif follows:
            shown = (
                f": {shorten(str(old), 40)} to {shorten(str(new), 40)}" if name in _SHORT else ""
            )
            self._add(f"{words}{shown or ' changed'}", Set(path, new))
        elif name in _SHORT:
            self._disagree(
                f"{words}: `{shorten(str(new), 40)}` there, `{shorten(str(old), 40)}` here"
            )
        else:
            self._disagree(f"{words} differs")

    # -------------------------------------------------------------- items, minutes and posts

    def _parts(self, key: str, new: Sequence[dict[str, Any]]) -> None:
        old = self.old.get(key)
        what = _PARTS[key]
        if not old:
            if key == "minutes" and not self.follows and self.old.get("items"):
                new = self._minutes_of_own_items(new)
            if new:
                self._add(
                    count(len(new), f"{what} added", f"{what}s added"), Set((key,), list(new))
                )
            return
        if not isinstance(old, list):
            return
        places = {self._name(key, part): index for index, part in enumerate(old)}
        added = [part for part in new if self._name(key, part) not in places]
        for part in new:
            if (index := places.get(self._name(key, part))) is not None:
                self._part(key, index, old[index], part)
        gone = {self._name(key, part) for part in old} - {self._name(key, part) for part in new}
        gone -= self.found.closed
        if self.follows and (gone := {name for name in gone if name.startswith("mg-")}):
            self._disagree(f"{count(len(gone), what)} of the register is not there any more")
        if not added:
            return
        own = key != "posts" and not any(PREFIX in self._name(key, part) for part in old)
        if own or (not self.follows and key != "posts"):
            self._disagree(
                f"{count(len(added), what)} there not in the register, which has its own"
            )
            return
        self._insert(key, old, new, added)

    def _name(self, key: str, part: Any) -> str:
        """What a part is known by: an item by its id, a minute by its item, a post by its words."""
        if not isinstance(part, dict):
            return str(part)
        if key == "items":
            return str(part.get("id") or part.get("standing") or part.get("title"))
        if key == "minutes":
            return str(part.get("item") or part.get("number"))
        return " ".join(plain_words(str(part.get(k, ""))) for k in ("post", "from"))

    def _insert(
        self,
        key: str,
        old: Sequence[Any],
        new: Sequence[dict[str, Any]],
        added: Sequence[dict[str, Any]],
    ) -> None:
        """Add parts where the service has them."""
        words = count(len(added), f"{_PARTS[key]} added", f"{_PARTS[key]}s added")
        if list(new[-len(added) :]) == list(added):
            self._add(words, *(Append((key,), part) for part in added))
            return
        if key in self._touched:
            self._disagree(f"{words} in the middle: import again, once the other changes are saved")
            return
        merged, names = list(old), [self._name(key, part) for part in old]
        for position, part in enumerate(new):
            if part in added:
                before = self._name(key, new[position - 1]) if position else ""
                at = names.index(before) + 1 if before in names else 0
                merged.insert(at, part)
                names.insert(at, self._name(key, part))
        self._add(words, Set((key,), merged))

    def _part(self, key: str, index: int, old: Any, new: dict[str, Any]) -> None:
        if not isinstance(old, dict):
            return
        name = f"{_PARTS[key]} {new.get('number') or index + 1}"
        if key == "minutes" and self._is_of_closed_item(old):
            return
        if key == "items" and is_restricted(old):
            if not is_restricted(new):
                self._disagree(f"{name} is exempt here and open there; it stays exempt")
            return
        if key == "items" and is_restricted(new):
            self._close(index, new, name)
            return
        follows = self.follows and _WORKED_ON.isdisjoint(old)
        for field, value in new.items():
            if field in ("id", "standing", "item"):
                continue
            if field == "papers":
                self._papers(index, old.get("papers") or [], value, name)
            elif field == "text" and "text" not in old and not _WORKED_ON.isdisjoint(old):
                continue  # its words are resolutions or promises now
            else:
                self._field(
                    (key, index, field), f"{name}, {field}", old.get(field), value, follows=follows
                )

    def _close(self, index: int, new: dict[str, Any], name: str) -> None:
        """Close an item that is open here; a public register must not keep its words."""
        old = self.old["items"][index]
        changes: list[Set | Append | Delete] = [
            Set(("items", index, key), new[key]) for key in new if key not in private_keys(new)
        ]
        if self.public:
            changes += [Delete(("items", index, key)) for key in private_keys(old)]
            for position, minute in enumerate(self.old.get("minutes") or []):
                if isinstance(minute, dict) and minute.get("item") in (
                    old.get("id"),
                    old.get("standing"),
                ):
                    changes += [
                        Delete(("minutes", position, key))
                        for key in private_keys(minute, minute=True)
                    ]
        self._add(f"{name} is exempt now", *changes)

    def _is_of_closed_item(self, minute: Mapping[str, Any]) -> bool:
        """Whether a minute belongs to an item that is exempt, here or there."""
        items = [*(self.old.get("items") or ()), *self.found.data.get("items", ())]
        closed = {i.get("id") for i in items if isinstance(i, dict) and is_restricted(i)}
        return minute.get("item") in closed

    def _minutes_of_own_items(self, new: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The minutes as those of the clerk's own agenda; none if one of its items is exempt."""
        own = [item for item in self.old["items"] if isinstance(item, dict)]
        if any(is_restricted(item) for item in own):
            self._disagree("its agenda here has exempt items, so its minutes were not brought in")
            return []
        names = {
            plain_words(str(item.get("title", ""))): item.get("id") or item.get("standing")
            for item in own
        }
        titles = {i["id"]: i.get("title", "") for i in self.found.data.get("items", ())}
        minutes = []
        for minute in new:
            title = titles.get(minute["item"], "")
            name = names.get(plain_words(title))
            where = {"item": name} if name else {"title": title}
            minutes.append({"number": minute["number"], **where, "text": minute["text"]})
        return minutes

    def _papers(self, index: int, old: Sequence[Any], new: Sequence[Any], name: str) -> None:
        known = [paper for paper in old if isinstance(paper, dict)]
        addresses = {paper.get("address") for paper in known}
        titles = {plain_words(str(paper.get("title", ""))) for paper in known}
        closed = sum(is_restricted(paper) for paper in known)
        added = []
        for paper in new:
            if is_restricted(paper):
                closed -= 1
                known_already = closed >= 0
            else:
                known_already = (
                    paper.get("address") in addresses or plain_words(paper["title"]) in titles
                )
            if not known_already:
                added.append(paper)
        if added:
            words = count(len(added), "paper added", "papers added")
            self._add(f"{name}, {words}", *(Append(("items", index, "papers"), p) for p in added))

    # ------------------------------------------------------------------------------- people

    def _people(self, key: str, new: Sequence[Any]) -> None:
        """Add who is not in the record yet; who is in it otherwise is named."""
        known = {_person(entry): place for place in _PEOPLE for entry in self.old.get(place) or ()}
        added = [entry for entry in new if _person(entry) not in known]
        moved = [e for e in new if known.get(_person(e), key) != key]
        if moved:
            self._disagree(
                f"{key.replace('_', ' ')}: {count(len(moved), 'person', 'people')} recorded otherwise here"
            )
        if added and not self.follows and self.old.get(key):
            self._disagree(
                f"{key.replace('_', ' ')}: {count(len(added), 'person', 'people')} more there"
            )
        elif added:
            words = (
                f"{capital(key.replace('_', ' '))}: {count(len(added), 'person', 'people')} added"
            )
            self._add(words[:1].lower() + words[1:], *(Append((key,), entry) for entry in added))


def _person(entry: Any) -> str:
    if isinstance(entry, dict):
        return plain_words(str(entry.get("person") or entry.get("name")))
    return plain_words(str(entry))


def _same(old: Any, new: Any) -> bool:
    """Whether two values read the same: `yes` and `true`, a list of one and the one."""
    return (
        isinstance(old, str)
        and isinstance(new, str)
        and " ".join(old.split()) == " ".join(new.split())
    )
