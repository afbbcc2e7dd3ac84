"""``scrutiny site``."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import console, options, results
from scrutiny_cli.cli.loading import ALL, open_view
from scrutiny_cli.errors import RecordsError, UsageError
from scrutiny_cli.website import building, pages, publishing
from scrutiny_cli.wording import count, incomplete
from scrutiny_cli.workspace import marks

if TYPE_CHECKING:
    from scrutiny_cli.cli.loading import View

app = typer.Typer()
Folder = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="DIR",
        help="Write to this folder (default: the folder `site` in the one for documents).",
        show_default=False,
    ),
]


@app.callback()
def site() -> None:
    """Build the public site of the register."""


@app.command()
def build(
    root: options.Root = None,
    as_of: options.AsOf = None,
    output: Folder = None,
    draft: options.Draft = False,
    quiet: options.Quiet = False,
) -> None:
    """Build the public site: meetings, trackers, a page for each record, search, feeds and open data.

    The second time only what changed is written, and what left the register is removed. Files that
    scrutiny did not write are left alone.

    Example: `scrutiny site build --output build/site`
    """
    if output == Path("-"):
        raise UsageError("a site does not go to standard output", "name a folder")
    view = open_view(root, as_of, draft=draft, quiet=quiet).on_day
    if missing := incomplete(view.register.unread):
        raise RecordsError(f"no site is built: {missing}")
    folder = output or view.folder / "site"
    made = building.Building(website(view), view.templates, view.loaded.settings.address)
    whole = replace(made.site, at=replace(made.site.at, register=view.loaded.register))
    done = publishing.publish(made, whole, folder)
    for remark in made.remarks:
        console.say(f"note: {remark}", quiet=quiet)
    changed = f"wrote {count(done.written, 'file')}, removed {done.removed}"
    where = results.relative_path(folder)
    console.say(f"{count(done.pages, 'page')} in {where}: {changed}", quiet=quiet)


def website(view: "View") -> "pages.Website":
    """Return the site of a view of the register, with what changed since the last meeting."""
    at = view.standpoint(ALL)
    changes = marks.since(
        view.loaded, view.register, at.committees, view.as_of, private=view.private
    )
    found = pages.Website(view.loaded, at, changes)
    # The documents lead to each other, as they do where they are side by side.
    return replace(found, at=replace(at, beside=frozenset(found.pages)))
