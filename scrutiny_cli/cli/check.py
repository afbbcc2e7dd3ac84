"""``scrutiny check``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import console, options

if TYPE_CHECKING:
    from scrutiny_cli.workspace import Loaded


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Tell only the faults of these files or folders."),
    ] = None,
    root: options.Root = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="text or json.")
    ] = None,
    output: options.Output = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="CODE", help="Say what a code means, with examples."),
    ] = None,
    quiet: options.Quiet = False,
) -> None:
    """Check every record: its shape, and its sense beside the others.

    Each fault is told with its file, line and column, what is wrong and what to do. The whole
    register is always read; naming files only chooses whose faults are told. Errors end with exit
    code 1, warnings only with `--strict`.

    Example: `scrutiny check records/actions`
    """
    if explain is not None:
        from scrutiny_cli.explain import explanation

        console.out(explanation(explain))
        return
    from scrutiny_cli.render import faults
    from scrutiny_cli.workspace import load

    shape = options.the_format(format_, "text", "text", "json")
    loaded = load(options.root_folder(root))
    chosen = [d for d in loaded.diagnostics if _among(d.path, loaded, paths)]
    files, records = len(loaded.files.sources), len(loaded.entries)
    text = faults.to_json(files, records, chosen) if shape == "json" else faults.to_text(chosen)
    options.emit(text, output)
    if shape == "text":
        console.say(faults.summary(files, records, chosen), quiet=quiet)
    errors = any(d.severity == "error" for d in chosen)
    if errors or (strict and chosen):
        raise typer.Exit(1)


def _among(path: str, loaded: "Loaded", paths: list[Path] | None) -> bool:
    if not paths:
        return True
    root = loaded.root.resolve()
    file = root / path
    return any(file.is_relative_to(wanted.resolve()) for wanted in paths)
