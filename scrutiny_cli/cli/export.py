"""``scrutiny export``."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli import progress
from scrutiny_cli.cli import completion, console, lookup, options, results
from scrutiny_cli.cli.loading import ALL, open_view
from scrutiny_cli.domain import kinds as record_kinds
from scrutiny_cli.errors import UsageError
from scrutiny_cli.exempt import exported
from scrutiny_cli.exporting import package as packaging
from scrutiny_cli.render.formats import Format, OutputKind, choose_format, format_of_file, offered
from scrutiny_cli.wording import listed

if TYPE_CHECKING:
    from scrutiny_cli.cli.loading import View
    from scrutiny_cli.exporting.package import ExportPackage

USUAL = choose_format(OutputKind.EXPORT, None).name


def export(
    kinds: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[KIND]...",
            autocompletion=completion.kinds,
            help="Kinds of record: actions, meetings (default: all).",
        ),
    ] = None,
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    format_: Annotated[
        str | None,
        options.format_option(
            OutputKind.EXPORT, f" By default what --output ends with, else {USUAL}."
        ),
    ] = None,
    output: options.Output = None,
    draft: options.Draft = False,
    private: options.Private = False,
    quiet: options.Quiet = False,
) -> None:
    """Export the register as a workbook, CSV files, JSON, a database or Parquet.

    What the records say stays as they spell it; states, ratings and dates are computed for the day and
    are shown next to it. What is exempt is left out unless `--private` asks for it.

    Examples: `scrutiny export`, `scrutiny export actions --output actions.csv`,
    `scrutiny export --format sqlite --output register.sqlite`
    """
    shape = _format(format_, output)
    chosen = _kinds(kinds)
    view = open_view(root, as_of, private=private, draft=draft, quiet=quiet)
    exported = _package(view, chosen, committee, bool(kinds))
    stem = (chosen[0] if len(chosen) == 1 else "register") + view.suffix
    progress.step("Writing the export")
    result = shape.render(exported)
    for warning in result.warnings:
        console.say(f"warning: {warning}", quiet=quiet)
    if shape.many_files and not results.is_one_target(output):
        folder = Path(output) if output else view.folder / stem
        for file in result.files:
            path = folder / f"{file.name}{view.suffix}{shape.suffix}"
            results.write_file(path, file.content, quiet=quiet)
        return
    if shape.many_files and len(chosen) > 1:
        message = f"one {shape.name.upper()} file holds one kind of record"
        raise UsageError(message, "name the kind, or give a folder")
    first, *others = result.files
    if others:
        parts = listed([file.title.lower() for file in others])
        console.say(f"note: {parts} are tables of their own: give a folder for all", quiet=quiet)
    results.write_files({shape.suffix: first.content}, stem, output, view.folder, quiet=quiet)


def _format(written: str | None, output: str | None) -> Format:
    """Return the format asked for, or the one that the name of the file means."""
    suffix = Path(output or "").suffix.lower() if results.is_one_target(output) else ""
    if written is not None or not suffix:
        return choose_format(OutputKind.EXPORT, written)
    if (named := format_of_file(OutputKind.EXPORT, suffix)) is None:
        suffixes = ", ".join(each.suffix for each in offered(OutputKind.EXPORT))
        raise UsageError(
            f"{Path(output or '').name} is none of {suffixes}",
            "name a file with one of these, or add --format",
        )
    return named


def _kinds(names: list[str] | None) -> tuple[str, ...]:
    """The kinds named, each once and in their own order; all of them where none is."""
    wanted = {lookup.find_kind(name) for name in names or record_kinds.KINDS}
    return tuple(kind for kind in record_kinds.KINDS if kind in wanted)


def _package(
    view: "View", kinds: tuple[str, ...], committee: str | None, some: bool
) -> "ExportPackage":
    # In a public register the clerk's notes are as open as everything else.
    notes = view.private or not view.loaded.settings.private
    at = view.standpoint(committee or ALL)
    only = [f"Only {listed(kinds)}"] if some else []
    only += [f"Only {body.name}" for body in at.committees if committee]
    register = at.register if at.private else exported.for_public(at.register, notes=notes)
    at = replace(at, register=register, filters=(*at.filters, *only))
    return packaging.package(at, view.loaded.entries, kinds, notes=notes)
