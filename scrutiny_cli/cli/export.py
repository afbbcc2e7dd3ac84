"""``scrutiny export``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import completion, console, lookup, options, results
from scrutiny_cli.cli.loading import view
from scrutiny_cli.errors import UsageError
from scrutiny_cli.wording import count, listed

if TYPE_CHECKING:
    from scrutiny_cli.cli.loading import View
    from scrutiny_cli.exporting.package import ExportPackage

FORMATS = {"xlsx": ".xlsx", "csv": ".csv", "json": ".json", "sqlite": ".sqlite"}
# What a file's suffix says about its format.
SUFFIXES = {suffix: name for name, suffix in FORMATS.items()} | {
    ".db": "sqlite",
    ".sqlite3": "sqlite",
}


def export(
    kinds: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[KIND]...",
            autocompletion=completion.kinds,
            help="Kinds of record: actions, meetings. By default all of them.",
        ),
    ] = None,
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            autocompletion=completion.words(*FORMATS),
            help="xlsx, csv, json or sqlite. By default what --output ends with, else xlsx.",
            show_default=False,
        ),
    ] = None,
    output: options.Output = None,
    draft: options.Draft = False,
    private: options.Private = False,
    quiet: options.Quiet = False,
) -> None:
    """Give out the register: an Excel workbook, CSV files, JSON or an SQLite database.

    What the records say stays as they spell it; states, ratings and dates are computed for the day and
    stand beside it. What is exempt is left out unless `--private` asks for it.

    Examples: `scrutiny export`, `scrutiny export actions --output actions.csv`,
    `scrutiny export --format sqlite --output register.sqlite`
    """
    shape = _format(format_, output)
    chosen = _kinds(kinds)
    if shape in ("xlsx", "sqlite") and output == "-":
        console.must_be_no_terminal("add --output with a file, or send it down a pipe")
    seen = view(root, as_of, private=private, draft=draft, quiet=quiet)
    made = _package(seen, chosen, committee, bool(kinds))
    stem = (chosen[0] if len(chosen) == 1 else "register") + seen.suffix
    if shape == "csv":
        _tables(made, stem, seen, output, quiet=quiet)
        return
    content = _content(made, shape, quiet=quiet)
    if output == "-":
        if shape == "json":
            console.out(content.decode("utf-8"))
        else:
            console.out_bytes(content)
        return
    target = Path(output) if output else seen.folder
    if not results.is_one_target(output):
        target /= f"{stem}{FORMATS[shape]}"
    _write(target, content, quiet=quiet)


def _format(written: str | None, output: str | None) -> str:
    """The format asked for, or the one that the name of the file says."""
    suffix = Path(output or "").suffix.lower() if results.is_one_target(output) else ""
    if written is None and suffix and suffix not in SUFFIXES:
        raise UsageError(
            f"{Path(output or '').name} is none of {', '.join(FORMATS.values())}",
            "name a file with one of these, or add --format",
        )
    return results.choose_format(written, SUFFIXES.get(suffix, "xlsx"), *FORMATS)


def _kinds(names: list[str] | None) -> tuple[str, ...]:
    """The kinds named, each once and in their own order; all of them where none is."""
    from scrutiny_cli.domain.kinds import KINDS

    wanted = {lookup.find_kind(name) for name in names or KINDS}
    return tuple(kind for kind in KINDS if kind in wanted)


def _package(
    seen: "View", kinds: tuple[str, ...], committee: str | None, some: bool
) -> "ExportPackage":
    from scrutiny_cli.exempt.exported import for_public
    from scrutiny_cli.exporting.package import package

    # In a public register the clerk's notes stand in the open as all else does.
    notes = seen.private or not seen.loaded.settings.private
    register = seen.register
    if not seen.private:
        register = for_public(register, notes=notes)
    bodies = seen.committees(committee)
    only = [f"Only {listed(kinds)}"] if some else []
    only += [f"Only {body.name}" for body in bodies if committee]
    return package(
        register,
        seen.loaded.entries,
        bodies,
        kinds,
        seen.as_of,
        seen.revision,
        (*seen.filters, *only),
        draft=seen.draft,
        private=seen.private,
        notes=notes,
    )


def _content(made: "ExportPackage", shape: str, *, quiet: bool) -> bytes:
    """The export in a format that is one file."""
    if shape == "json":
        from scrutiny_cli.exporting import document
        from scrutiny_cli.render import machine

        return machine.dumps(document.data(made)).encode("utf-8")
    if shape == "sqlite":
        from scrutiny_cli.exporting import relations
        from scrutiny_cli.render import sqlite

        return sqlite.render(relations.database(made))
    from scrutiny_cli.exporting.sheets import sheets
    from scrutiny_cli.render import xlsx

    book = xlsx.render(made, sheets(made))
    if book.cut:
        words = f"{count(book.cut, 'text')} too long for a cell of Excel"
        console.say(f"warning: {words}; the first sheet says more", quiet=quiet)
    return book.content


def _tables(
    made: "ExportPackage", stem: str, seen: "View", output: str | None, *, quiet: bool
) -> None:
    """Write CSV: a file for each table, or the one table of a kind where one file is wanted."""
    from scrutiny_cli.exporting.sheets import sheets
    from scrutiny_cli.render import csv

    found = sheets(made, every=True)
    if not results.is_one_target(output):
        folder = Path(output) if output else seen.folder / stem
        for sheet in found:
            _write(
                folder / f"{sheet.name}{seen.suffix}.csv", csv.sheet(sheet).encode(), quiet=quiet
            )
        return
    if len(made.kinds) > 1:
        raise UsageError("one CSV file holds one kind of record", "name the kind, or give a folder")
    text = csv.sheet(found[0])
    if len(found) > 1:
        parts = listed([sheet.title.lower() for sheet in found[1:]])
        console.say(f"note: {parts} are tables of their own: give a folder for all", quiet=quiet)
    if output == "-":
        console.out(text.removeprefix("\ufeff"))
    else:
        _write(Path(output or ""), text.encode("utf-8"), quiet=quiet)


def _write(path: Path, content: bytes, *, quiet: bool) -> None:
    from scrutiny_cli.files import store

    store.publish(path, content)
    console.say(f"wrote {results.relative_path(path)}", quiet=quiet)
