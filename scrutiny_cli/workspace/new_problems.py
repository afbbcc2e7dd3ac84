"""What a change brings in: the faults of the register that were not there at a git revision.

The whole register is checked as it stands and as it stood, since a change in one file may be at
fault in another. Only what git says has changed is read from the history.
"""

from difflib import SequenceMatcher
from typing import NamedTuple

from scrutiny_cli.documents.problems import Diagnostic
from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.files import history, store
from scrutiny_cli.files.history import History, Kept
from scrutiny_cli.register.settings import FILE as SETTINGS_FILE
from scrutiny_cli.workspace.identity import arisen
from scrutiny_cli.workspace.loading import Loaded

_PAPERS = f"{store.RECORDS}/{store.PAPERS}/"


class Since(NamedTuple):
    """The faults that are new since a revision, and how many there are that are not."""

    new: tuple[Diagnostic, ...]
    known: int


def since(loaded: Loaded, revision: str) -> Since:
    """The faults of a register that were not in it at a revision.

    Raises :class:`~scrutiny_cli.files.history.NoHistory` where there is no git or no such revision.
    """
    past = history.find(loaded.root)
    before = _as_it_stood(loaded, past, past.resolve(revision).id)
    new = arisen(
        before.diagnostics,
        loaded.diagnostics,
        _moved(before, loaded),
        _Lines(before, loaded),
    )
    return Since(tuple(new), len(loaded.diagnostics) - len(new))


def _as_it_stood(loaded: Loaded, past: History, commit: str) -> Loaded:
    """The register of a revision, checked by today's rules."""
    tree = past.tree(commit, store.RECORDS, SETTINGS_FILE)
    changed = {change.path for change in past.changes(commit, None, KINDS)}
    same = {source.path: source for source in loaded.files.sources if source.path not in changed}
    records = [path for path in tree if history.is_record(path, frozenset(KINDS))]
    gone = [path for path in records if path not in same and tree[path].is_file]
    contents = past.read(tree[path].id for path in (*gone, SETTINGS_FILE) if path in tree)
    sources = [same[path] for path in records if path in same]
    for path in gone:
        raw = contents[tree[path].id]
        sources.append(Source(path, raw))
    settings = tree.get(SETTINGS_FILE)
    files = store.Files(
        sources=sorted(sources),
        papers=_papers(tree),
        settings=contents[settings.id] if settings else None,
        faults=[fault for fault in loaded.files.faults if _stood(fault, tree)],
    )
    # A file that is there now and was not then is not among the sources: it counts as changed too.
    return loaded.with_files(files, changed | (loaded.decoded.keys() - set(records)))


def _papers(tree: dict[str, Kept]) -> set[str]:
    papers = {path.removeprefix(f"{store.RECORDS}/") for path in tree if path.startswith(_PAPERS)}
    return {path for path in papers if not any(part.startswith(".") for part in path.split("/"))}


def _stood(fault: Diagnostic, tree: dict[str, Kept]) -> bool:
    """Whether what is wrong with a file as such was so before: where it stands, or that it is a link."""
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
