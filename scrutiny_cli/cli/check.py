"""``scrutiny check``."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import completion, console, options, results
from scrutiny_cli.errors import ScrutinyError, UsageError
from scrutiny_cli.render.formats import OutputKind, choose_format

if TYPE_CHECKING:
    from scrutiny_cli.render.ci.checked import Checked
    from scrutiny_cli.workspace.loading import Loaded


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Tell only the faults of these files or folders."),
    ] = None,
    root: options.Root = None,
    format_: Annotated[str | None, options.format_option(OutputKind.PROBLEMS)] = None,
    output: options.Output = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since",
            metavar="REV",
            help="Tell only the faults that were not there at a git revision.",
            show_default=False,
        ),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="CODE",
            autocompletion=completion.codes,
            help="Say what a code means, with examples.",
        ),
    ] = None,
    quiet: options.Quiet = False,
) -> None:
    """Check every record: its shape, and its sense beside the others.

    Each fault is told with its file, line and column, what is wrong and what to do. The whole
    register is always read; naming files only chooses whose faults are told, and so does
    `--changed-since`. Errors end with exit code 1, warnings only with `--strict`.

    Examples: `scrutiny check records/actions`, `scrutiny check --changed-since main`
    """
    if explain is not None:
        from scrutiny_cli.schema.explanations import explanation

        console.out(explanation(explain))
        return
    from scrutiny_cli.workspace.loading import load

    shape = choose_format(OutputKind.PROBLEMS, format_)
    missing = [path for path in paths or () if not path.exists()]
    if missing:
        raise UsageError(f"there is no file or folder {missing[0]}", "paths begin where you are")
    loaded = load(options.root_folder(root))
    # Not before: while they load, another process may be parsing.
    from scrutiny_cli.render import problems
    from scrutiny_cli.render.ci.checked import Checked

    told, known = loaded.diagnostics, 0
    if changed_since is not None:
        from scrutiny_cli.workspace.new_problems import since

        told, known = since(loaded, changed_since)
    checked = Checked(
        files=tuple(s.path for s in loaded.files.sources if _among(s.path, loaded, paths)),
        records=len(loaded.entries),
        faults=tuple(fault for fault in told if _among(fault.path, loaded, paths)),
        prefix=_prefix(loaded.root),
        strict=strict,
        read=len(loaded.files.sources),
        since=changed_since,
    )
    results.write_text(shape.render(checked), output)
    if shape.name in ("text", "github"):
        words = problems.summary(checked.read, checked.records, checked.faults)
        if changed_since is not None:
            words += f" since {changed_since}; {problems.known(known)}"
        console.say(words, quiet=quiet)
    if shape.name == "github":
        _page(checked)
    errors, warnings = problems.tally(checked.faults)
    if errors or (strict and warnings):
        raise typer.Exit(1)


def _page(checked: "Checked") -> None:
    """Add the faults to the page of the job, where its host keeps one."""
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    from scrutiny_cli.files import store
    from scrutiny_cli.render.ci import github

    try:
        store.append(Path(name), github.page(checked))
    except ScrutinyError as fault:
        # The verdict stands in the log all the same.
        console.say(f"warning: {fault}")


def _prefix(root: Path) -> str:
    """The way from the top of the repository to the register, as the job's host counts paths."""
    host = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    top = Path(host) if host else Path.cwd()
    try:
        way = root.resolve().relative_to(top.resolve()).as_posix()
    except ValueError:
        return ""
    return "" if way == "." else f"{way}/"


def _among(path: str, loaded: "Loaded", paths: list[Path] | None) -> bool:
    if not paths:
        return True
    root = loaded.root.resolve()
    file = root / path
    return any(file.is_relative_to(wanted.resolve()) for wanted in paths)
