"""The page map of a meeting, in a file beside its papers."""

from pathlib import Path

from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.domain.page_map import PageMap, read_page_map
from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.files import store

MOST_BYTES = 1_000_000


def path_of(root: Path, meeting: Meeting) -> Path:
    """Return where the page map of a meeting is, if there is one."""
    folder = root / store.RECORDS / store.PAPERS / meeting.date.isoformat()
    return folder / f"pages-{meeting.id}.json"


def read(root: Path, meeting: Meeting) -> PageMap:
    """Return the page map of a meeting; an empty one if no pack was made."""
    path = path_of(root, meeting)
    if not path.is_file():
        return PageMap(meeting=meeting.id)
    pages = read_page_map(store.content(store.real_path(root, path), MOST_BYTES))
    if pages is None:
        hint = "remove the file, and make the pack again: `scrutiny agenda pack`"
        raise ScrutinyError(f"{path.relative_to(root).as_posix()} is not a page map", hint)
    return pages


def write(root: Path, meeting: Meeting, pages: PageMap) -> Path:
    """Write the page map of a meeting and return where."""
    path = path_of(root, meeting)
    store.publish(path, pages.model_dump_json(indent=1) + "\n")
    return path
