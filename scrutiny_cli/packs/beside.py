"""Papers that are copied beside the page of an agenda, so that its links lead to them."""

from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import quote

from scrutiny_cli.domain.meetings import Paper
from scrutiny_cli.domain.page_map import item_key, paper_key
from scrutiny_cli.exempt.cutting import open_papers
from scrutiny_cli.exempt.redaction import public_papers
from scrutiny_cli.files import store
from scrutiny_cli.packs.papers import MOST_BYTES
from scrutiny_cli.reports.meetings.agenda import AgendaContext
from scrutiny_cli.workspace.loading import Loaded

KILO = 1024
MOST_OF_A_LOGO = 1_000_000


class CopiedPaper(NamedTuple):
    """A paper as a file: its name below `records/`, its type and its size."""

    name: str
    size: int

    @property
    def address(self) -> str:
        """Where it is, from the page."""
        return quote(self.name)

    @property
    def words(self) -> str:
        """Its type and size: ``PDF, 240 KB``."""
        kilos = max(round(self.size / KILO), 1)
        size = f"{kilos / KILO:.1f} MB" if kilos >= KILO else f"{kilos} KB"
        return f"{PurePosixPath(self.name).suffix.removeprefix('.').upper() or 'file'}, {size}"


def copied(loaded: Loaded, context: AgendaContext) -> dict[tuple[str, str], CopiedPaper]:
    """Return the papers that the public may read and that are there, by item and paper."""
    public = set(public_papers(loaded.register, loaded.exempt_index, loaded.files.papers))

    def file_of(paper: Paper) -> CopiedPaper | None:
        if paper.file is None or paper.file not in public:
            return None
        return CopiedPaper(paper.file, len(content(loaded, paper.file)))

    return {
        (item_key(item), paper_key(paper)): file
        for item, _ in context.items
        for paper in open_papers(item)
        if (file := file_of(paper))
    }


def content(loaded: Loaded, name: str) -> bytes:
    """Return the bytes of a paper by its name below `records/`."""
    path = loaded.root / store.RECORDS / name
    return store.content(store.real_path(loaded.root, path), MOST_BYTES)


def logo(path: Path) -> bytes:
    """Return the bytes of a council's logo beside its templates."""
    return store.content(store.real_path(path.parent, path), MOST_OF_A_LOGO)
