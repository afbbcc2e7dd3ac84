"""Whether the files of a register have changed."""

import os
from collections.abc import Iterator
from pathlib import Path

from scrutiny_cli.files import store

WATCHED = (store.RECORDS, "templates", store.SETTINGS_FILE)


def state(root: Path) -> frozenset[tuple[str, int, int]]:
    """Return the files that a preview depends on, each with its time and size."""
    return frozenset(entry for name in WATCHED for entry in _below(str(root / name)))


def _below(path: str) -> Iterator[tuple[str, int, int]]:
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _below(entry.path)
                else:
                    about = entry.stat(follow_symlinks=False)
                    yield (entry.path, about.st_mtime_ns, about.st_size)
    except NotADirectoryError:
        about = Path(path).stat()
        yield (path, about.st_mtime_ns, about.st_size)
    except OSError:  # it has gone, or is being replaced
        return
