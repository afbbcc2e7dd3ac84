"""``scrutiny serve``."""

import contextlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import console, options, site
from scrutiny_cli.cli.loading import open_view
from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.files import watching
from scrutiny_cli.website import building, preview

if TYPE_CHECKING:
    from scrutiny_cli.website.building import Building

PRIVATE = "This register holds exempt information, and these pages show it. Do not share them."
CUT = "This register holds exempt information. These pages show only what the public may see."


def serve(
    root: options.Root = None,
    as_of: options.AsOf = None,
    port: Annotated[
        int,
        typer.Option(
            "--port", metavar="NUMBER", min=0, max=65535, help="Port to use; 0 picks one."
        ),
    ] = 8765,
    private: options.Private = False,
    quiet: options.Quiet = False,
) -> None:
    """Preview the site on this machine. It follows the files: save a record, and the page changes.

    Only browsers on this machine can open it. It is read-only, and shows problems first. Ctrl-C stops it.

    Example: `scrutiny serve --as-of 2021-11-15`
    """
    folder = options.root_folder(root)
    read = partial(_building, folder, as_of, private=private)
    here = preview.Preview(read, partial(watching.state, folder))
    try:
        server = preview.PreviewServer(here, port)
    except OSError as fault:
        message = f"port {port} cannot be used: {fault.strerror or fault}"
        raise ScrutinyError(message, "choose another one with --port") from None
    console.say(f"http://{preview.HERE}:{server.server_port}/ (Ctrl-C stops it)", quiet=quiet)
    with contextlib.suppress(KeyboardInterrupt):
        server.run()


def _building(folder: Path, as_of: str | None, *, private: bool) -> "Building":
    """Return the site as it is now, be there problems or not."""
    view = open_view(folder, as_of, private=private, draft=True, quiet=True).on_day
    console.INCOMPLETE.clear()
    banner = PRIVATE if private else CUT if view.loaded.settings.private else ""
    return building.Building(
        site.website(view),
        view.templates,
        banner=banner,
        live=True,
        problems=(*view.loaded.errors, *view.loaded.warnings),
    )
