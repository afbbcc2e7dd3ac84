"""What a change brings in: the faults of the register that were not there at a git revision.

The whole register is checked as it stands and as it stood, since a change in one file may be at
fault in another. Only what git says has changed is read from the history.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from scrutiny_cli.documents.problems import Problem
from scrutiny_cli.documents.source import Source, stem
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.files import history, store
from scrutiny_cli.files.history import History, Kept
from scrutiny_cli.workspace.loading import PAPERS, Loaded


class NewProblems(NamedTuple):
    """The problems that are new since a revision, and those that are not.

    ``private_before`` says whether the register was a private one then; ``None`` where there was none.
    """

    new: tuple[Problem, ...]
    known: tuple[Problem, ...]
    private_before: bool | None


def since(loaded: Loaded, revision: str) -> NewProblems:
    """The problems of a register that were not in it at a revision.

    Raises :class:`~scrutiny_cli.files.history.NoHistory` where there is no git or no such revision.
    """
    past = history.find(loaded.root)
    before = _as_it_was(loaded, past, past.resolve(revision).id)
    new = between(before, loaded)
    ids = set(map(id, new))
    known = tuple(problem for problem in loaded.diagnostics if id(problem) not in ids)
    was_there = bool(before.files.sources) or before.files.settings is not None
    return NewProblems(tuple(new), known, before.settings.private if was_there else None)


def between(before: Loaded, now: Loaded) -> list[Problem]:
    """Return the problems of a register that it did not have before, in their order."""
    moved, followed = _moved(before, now), _Lines(before, now)
    return arisen(before.diagnostics, now.diagnostics, moved, followed)


def _as_it_was(loaded: Loaded, past: History, commit: str) -> Loaded:
    """The register of a revision, checked by today's rules."""
    tree = past.tree(commit, store.RECORDS, store.SETTINGS_FILE)
    changed = {change.path for change in past.changes(commit, None, KINDS)}
    same = {source.path: source for source in loaded.files.sources if source.path not in changed}
    records = [path for path in tree if history.is_record(path, frozenset(KINDS))]
    gone = [path for path in records if path not in same and tree[path].is_file]
    contents = past.read(tree[path].id for path in (*gone, store.SETTINGS_FILE) if path in tree)
    sources = [same[path] for path in records if path in same]
    for path in gone:
        raw = contents[tree[path].id]
        sources.append(Source(path, raw))
    settings = tree.get(store.SETTINGS_FILE)
    files = store.Files(
        sources=sorted(sources),
        papers=_papers(tree),
        settings=contents[settings.id] if settings else None,
        faults=[fault for fault in loaded.files.faults if _stood(fault, tree, records)],
    )
    # A file that is there now and was not then is not among the sources: it counts as changed too.
    return loaded.with_files(files, changed | (loaded.decoded.keys() - set(records)))


def _papers(tree: dict[str, Kept]) -> set[str]:
    papers = {path.removeprefix(f"{store.RECORDS}/") for path in tree if path.startswith(PAPERS)}
    return {path for path in papers if not any(part.startswith(".") for part in path.split("/"))}


def _stood(fault: Problem, tree: dict[str, Kept], records: list[str]) -> bool:
    """Whether a problem of a file itself was there: its place, a link, or a register without records."""
    if fault.code == "no-records":
        return not records
    kept = tree.get(fault.path)
    return kept is not None and (fault.code != "unreadable-file" or not kept.is_file)


def _moved(before: Loaded, now: Loaded) -> dict[str, str]:
    """The files that stand elsewhere now, every byte the same: old path to new."""
    stood = {source.path for source in before.files.sources}
    stands = {source.path for source in now.files.sources}
    new = {source.raw: source.path for source in now.files.sources if source.path not in stood}
    return {
        source.path: new[source.raw]
        for source in before.files.sources
        if source.path not in stands and source.raw in new
    }


class _Lines:
    """Where the lines of files stood before."""

    def __init__(self, before: Loaded, now: Loaded) -> None:
        self.before = {source.path: source.raw for source in before.files.sources}
        self.now = {source.path: source.raw for source in now.files.sources}
        self.found: dict[tuple[str, str], dict[int, int]] = {}

    def __call__(self, old: str, new: str) -> dict[int, int]:
        """The lines of a file that stood in an old one, counted from 1: where now to where then."""
        if (old, new) not in self.found:
            then, today = (self.before.get(old, b""), self.now.get(new, b""))
            match = SequenceMatcher(None, then.splitlines(), today.splitlines())
            self.found[old, new] = {
                block.b + step + 1: block.a + step + 1
                for block in match.get_matching_blocks()
                for step in range(block.size)
            }
        return self.found[old, new]


_POSITION = re.compile(r"\[\d+\]")
# Places that messages name: `records/people/ash.yaml:12`, `line 4`, `reading 3`.
_PLACE = re.compile(r"\brecords/.+?\.ya?ml:\d+|\b(?:line|reading) \d+", re.IGNORECASE)

Key = tuple[str, str, str, str, str]
"""Code, where the fault belongs, record, field without positions, words without places."""


def field_of(fault: Problem) -> str:
    """The field of a fault without the positions in its lists: ``items[].title``."""
    return _POSITION.sub("[]", fault.field or "")


def fingerprints(faults: Iterable[Problem]) -> list[str]:
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
    before: Iterable[Problem],
    now: Iterable[Problem],
    moved: Mapping[str, str],
    followed: Followed,
) -> list[Problem]:
    """The faults of now that were not there before, in their order.

    ``moved`` says by old path where a file stands now. Where there are more faults alike than there
    were, ``followed`` tells which of them stand on lines that are new.
    """
    old: dict[Key, list[Problem]] = defaultdict(list)
    for fault in before:
        old[_key(fault, moved)].append(fault)
    groups: dict[Key, list[Problem]] = defaultdict(list)
    for fault in now:
        groups[_key(fault, {})].append(fault)
    new = [
        fault
        for key, alike in groups.items()
        for fault in _surplus(old.get(key, []), alike, followed)
    ]
    return sorted(new, key=lambda fault: fault.order)


def _key(fault: Problem, moved: Mapping[str, str]) -> Key:
    """What a fault is known by: its record, wherever that stands, else its file."""
    path = moved.get(fault.path, fault.path)
    home = "/".join(path.split("/")[:2]) if fault.record else path
    # A record may take its id from the name of its file.
    record = stem(path) if fault.record == stem(fault.path) else fault.record or ""
    return (fault.code, home, record, field_of(fault), _PLACE.sub("", fault.message))


def _surplus(before: list[Problem], now: list[Problem], followed: Followed) -> list[Problem]:
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
