"""The site as files in a folder: only what changed is made again, and what is gone is removed."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli import progress
from scrutiny_cli.files import site_folder
from scrutiny_cli.files.site_folder import SiteFolder
from scrutiny_cli.reports.model import Report
from scrutiny_cli.reports.site import guide
from scrutiny_cli.reports.site.addresses import NAMES
from scrutiny_cli.website.building import Building
from scrutiny_cli.website.pages import Page, Website

BATCH = 25
"""So many pages are made together, so that the memory for them stays small."""
SUFFIX = ".html"
OF_RECORDS = (*(f"{name}-" for name in NAMES.values()), "item-")
"""How the address of the page of a record begins. A list that is empty leaves no plain page."""


class Published(NamedTuple):
    """What a build of the site did: how many pages and files there are, were written and removed."""

    pages: int
    written: int
    removed: int


def publish(building: Building, whole: Website, folder: Path) -> Published:
    """Write the site to a folder.

    ``whole`` is the site as it would be with what the public may not see: what is in it alone became
    exempt, and leaves nothing at all.
    """
    with site_folder.opened(building.site.loaded.root, folder) as out:
        gone = _gone(out, building, whole)
        pages = {**building.pages, **{name: _plain(building) for name in gone}}
        files = building.files
        out.begin([*(f"{name}{SUFFIX}" for name in pages), *files])
        gc.freeze()
        for batch in _batches(out, building, pages):
            texts = building.render([(name, page, report) for name, page, report, _ in batch])
            for (name, _, _, fingerprint), text in zip(batch, texts, strict=True):
                out.put(f"{name}{SUFFIX}", text.encode(), fingerprint)
            gc.collect()  # templates leave circles behind, and the tool runs without the collector
        for name, make in files.items():
            out.put(name, make())
        out.finish(gone)
        return Published(len(pages), out.written, out.removed)


Made = tuple[str, Page, Report, str]


def _batches(out: SiteFolder, building: Building, pages: dict[str, Page]) -> Iterator[list[Made]]:
    """Yield the pages that are not as they were, some at a time."""
    batch: list[Made] = []
    for name, page in progress.tracked(pages.items(), "Building the site", len(pages)):
        report = page.make()
        fingerprint = building.fingerprint(name, page, report)
        if not out.is_current(f"{name}{SUFFIX}", fingerprint):
            batch.append((name, page, report, fingerprint))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _gone(out: SiteFolder, building: Building, whole: Website) -> frozenset[str]:
    """Return the addresses of records that were published and are no longer in the register.

    An item of a meeting that has an exempt one may have become exempt, whatever it is called now.
    """
    before = {name.removesuffix(SUFFIX) for name in out.files if name.endswith(SUFFIX)} | out.gone
    vanished = before - building.pages.keys()
    private = [m.record.id for m in building.site.meetings if m.record.taken_in_private]
    doubtful = tuple(f"item-{name}~" for name in private)
    return frozenset(
        name
        for name in vanished
        if name.startswith(OF_RECORDS)
        and name not in whole.pages
        and not name.startswith(doubtful or ("\0",))
    )


def _plain(building: Building) -> Page:
    return Page("", lambda: guide.withdrawn(building.site.at))
