"""Give a result in its format: to the terminal, a file or a folder."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrutiny_cli import progress
from scrutiny_cli.cli import console
from scrutiny_cli.errors import UsageError
from scrutiny_cli.files import store
from scrutiny_cli.render.formats import Format, OutputKind, Surface

if TYPE_CHECKING:
    from scrutiny_cli.cli.loading import View
    from scrutiny_cli.reports.model import Report


def write_text(text: str | bytes, output: str | None) -> None:
    """Write data to standard output, or whole into the file named."""
    if output in (None, "-"):
        console.out_bytes(text) if isinstance(text, bytes) else console.out(text)
    else:
        if Path(output).is_dir():
            raise UsageError(f"{output} is a folder", "name a file in it, or - for standard output")
        store.publish(Path(output), text)


def write_report(
    report: "Report",
    format_: Format,
    output: str | None,
    templates: Path | None = None,
    paper: Path | None = None,
) -> None:
    """Write a report to standard output, as wide and coloured as it can be, or into a file."""
    colour = output in (None, "-") and console.colour(sys.stdout)
    progress.step(f"Building {report.title}")
    write_text(format_.render(report, Surface(templates, console.width(), colour, paper)), output)


def write_documents(
    report: "Report",
    kind: OutputKind,
    formats: tuple[Format, ...],
    stem: str,
    view: "View",
    output: str | None,
    *,
    quiet: bool,
) -> None:
    """Write a report in some formats, under the name ``stem``.

    Without ``output`` a format that is not a default goes to standard output, unless the command may
    write several reports.
    """
    by_default = any(kind in each.default_for for each in formats)
    if output is None and not by_default and kind is not OutputKind.TRACKERS:
        output = "-"
    surface = Surface(view.templates, paper=view.word_template)
    each_format = progress.tracked(formats, f"Building {report.title}", len(formats))
    contents = {each.suffix: each.render(report, surface) for each in each_format}
    write_files(contents, f"{stem}{view.suffix}", output, view.folder, quiet=quiet)


def write_files(
    contents: dict[str, str | bytes], stem: str, output: str | None, folder: Path, *, quiet: bool
) -> None:
    """Write one document in its formats: suffix to content, under the name ``stem``.

    ``output`` is a file (its suffix must be one of them), a folder, or ``-``; by default the
    files go to ``folder``.
    """
    if output == "-":
        if len(contents) > 1:
            raise UsageError("standard output takes one format", "add --format with one of them")
        (content,) = contents.values()
        if isinstance(content, bytes):
            console.out_bytes(content)
        else:
            console.out(content.removeprefix("\ufeff"))
        return
    target = Path(output) if output else folder
    if is_one_target(output):
        if target.suffix not in contents and len(contents) > 1:
            raise UsageError(
                f"{target.name} is none of {', '.join(contents)}",
                "name a file with one, or a folder",
            )
        write_file(
            target, contents.get(target.suffix) or next(iter(contents.values())), quiet=quiet
        )
        return
    for suffix, content in contents.items():
        write_file(target / f"{stem}{suffix}", content, quiet=quiet)


def write_file(path: Path, content: str | bytes, *, quiet: bool) -> None:
    """Write a file and say so."""
    store.publish(path, content)
    console.say(f"wrote {relative_path(path)}", quiet=quiet)


def folder_of(output: str | None, folder: Path) -> Path:
    """Return the folder that documents go to, by default ``folder``."""
    target = Path(output) if output else folder
    return target.parent if is_one_target(output) else target


def pages_beside(output: str | None, view: "View") -> frozenset[str]:
    """Return the names of the pages that are where documents go, public or private as these are."""
    if output == "-":
        return frozenset()
    names = store.pages_in(folder_of(output, view.folder))
    return frozenset(n.removesuffix(view.suffix) for n in names if n.endswith(view.suffix))


def is_one_target(output: str | None) -> bool:
    """Return whether ``--output`` names one file or standard output, not a folder."""
    return output == "-" or bool(output and Path(output).suffix and not Path(output).is_dir())


def relative_path(path: Path) -> str:
    """Return a path relative to the current folder, or whole if it lies elsewhere."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
