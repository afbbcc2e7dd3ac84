"""Which fault is which, wherever in its file or to whichever file it has moved.

A fault is known by its code, its record, its field and its words, never by the line it stands on: a
line put in above it makes no new fault of it.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from scrutiny_cli.documents.problems import Diagnostic
from scrutiny_cli.documents.source import stem

_POSITION = re.compile(r"\[\d+\]")
# Places that messages name: `records/people/ash.yaml:12`, `line 4`, `reading 3`.
_PLACE = re.compile(r"\brecords/.+?\.ya?ml:\d+|\b(?:line|reading) \d+", re.IGNORECASE)

Key = tuple[str, str, str, str, str]
"""Code, where the fault belongs, record, field without positions, words without places."""


def field_of(fault: Diagnostic) -> str:
    """The field of a fault without the positions in its lists: ``items[].title``."""
    return _POSITION.sub("[]", fault.field or "")


def fingerprints(faults: Iterable[Diagnostic]) -> list[str]:
    """A name for each fault that no two share and that no line number goes into.

    Faults that are alike in code, file, record and field are told apart by their order.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for fault in faults:
        what = (fault.code, fault.path, fault.record or "", field_of(fault))
        seen[what] += 1
        words = "\0".join((*what, str(seen[what]))).encode("utf-8", "surrogatepass")
        made.append(hashlib.blake2b(words, digest_size=16).hexdigest())
    return made


Followed = Callable[[str, str], Mapping[int, int]]
"""A file before and now, by path: the lines of now that stood there before, and where."""


def arisen(
    before: Iterable[Diagnostic],
    now: Iterable[Diagnostic],
    moved: Mapping[str, str],
    followed: Followed,
) -> list[Diagnostic]:
    """The faults of now that were not there before, in their order.

    ``moved`` says by old path where a file stands now. Where there are more faults alike than there
    were, ``followed`` tells which of them stand on lines that are new.
    """
    old: dict[Key, list[Diagnostic]] = defaultdict(list)
    for fault in before:
        old[_key(fault, moved)].append(fault)
    groups: dict[Key, list[Diagnostic]] = defaultdict(list)
    for fault in now:
        groups[_key(fault, {})].append(fault)
    new = [
        fault
        for key, alike in groups.items()
        for fault in _surplus(old.get(key, []), alike, followed)
    ]
    return sorted(new, key=lambda fault: fault.order)


def _key(fault: Diagnostic, moved: Mapping[str, str]) -> Key:
    """What a fault is known by: its record, wherever that stands, else its file."""
    path = moved.get(fault.path, fault.path)
    home = "/".join(path.split("/")[:2]) if fault.record else path
    # A record may take its id from the name of its file.
    record = stem(path) if fault.record == stem(fault.path) else fault.record or ""
    return (fault.code, home, record, field_of(fault), _PLACE.sub("", fault.message))


def _surplus(
    before: list[Diagnostic], now: list[Diagnostic], followed: Followed
) -> list[Diagnostic]:
    """Those of some faults alike that are more than there were."""
    extra = len(now) - len(before)
    if extra <= 0:
        return []
    places = Counter((fault.path, fault.line) for fault in before)
    files = sorted({path for path, _ in places})
    strange = []
    for fault in now:
        stood = ((path, followed(path, fault.path).get(fault.line, 0)) for path in files)
        place = next((place for place in stood if places[place]), None)
        if place is not None:
            places[place] -= 1
        else:
            strange.append(fault)
    # As many as there are more; of the others only the line has been changed.
    return strange[-extra:]
