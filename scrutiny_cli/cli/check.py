"""``scrutiny check``."""

import sys
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import code_host, completion, console, options, results
from scrutiny_cli.errors import UsageError
from scrutiny_cli.files import store
from scrutiny_cli.register import settings
from scrutiny_cli.render import problems
from scrutiny_cli.render.ci import checked as checking
from scrutiny_cli.render.ci import github
from scrutiny_cli.render.formats import OutputKind, choose_format
from scrutiny_cli.schema import explanations
from scrutiny_cli.workspace import loading, new_problems

if TYPE_CHECKING:
    from scrutiny_cli.render.ci.checked import Checked
    from scrutiny_cli.workspace.loading import Loaded

CHECK = "The check of the records"


class Visibility(StrEnum):
    """Who may read a register: everybody, or those who may see what is exempt."""

    PUBLIC = "public"
    PRIVATE = "private"


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Only report problems in these files or folders."),
    ] = None,
    root: options.Root = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Report past events dated after this date (default: today).",
            show_default=False,
        ),
    ] = None,
    format_: Annotated[str | None, options.format_option(OutputKind.PROBLEMS)] = None,
    output: options.Output = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    accepted: Annotated[
        bool, typer.Option("--accepted", help="Show the warnings accepted in scrutiny.toml too.")
    ] = False,
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since",
            metavar="REV",
            help="Only report problems that were not there at this git revision.",
            show_default=False,
        ),
    ] = None,
    visibility: Annotated[
        Visibility | None,
        typer.Option(
            "--visibility",
            help="Fail unless the register's settings say this.",
            show_default=False,
        ),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="CODE",
            autocompletion=completion.codes,
            help="Explain a problem code, with examples.",
        ),
    ] = None,
    quiet: options.Quiet = False,
) -> None:
    """Check every record for mistakes, on its own and against the others.

    Each problem has its file, line and column, what is wrong and what to do. The whole register is
    always read. Naming files only limits what is reported, and so does `--changed-since`. The exit
    code is 1 if there are errors; with `--strict` also if there are warnings. Warnings that are
    accepted in `scrutiny.toml` are counted and not shown. A change of the register's visibility is
    an error unless `--visibility` agrees.

    Examples: `scrutiny check records/actions`, `scrutiny check --changed-since main`
    """
    if explain is not None:
        console.out(explanations.explanation(explain))
        return
    shape = choose_format(OutputKind.PROBLEMS, format_)
    with code_host.failure_shown(shape.name, CHECK, root):
        _require_paths(paths or [])
        day = options.as_of_date(as_of)
        checked = _checked(
            options.root_folder(root),
            paths or [],
            changed_since,
            visibility,
            day,
            all_warnings=accepted,
        )
        checked = replace(checked, strict=strict)
        on_terminal = shape.name == "text" and output is None and sys.stdout.isatty()
        text = problems.grouped(checked, console.width()) if on_terminal else shape.render(checked)
        results.write_text(text, output)

    if shape.name in ("text", "github"):
        console.say(problems.summary(checked), quiet=quiet)
    if shape.name == "github":
        code_host.add_to_page(github.page(checked))
    errors, warnings = problems.tally(checked.faults)
    if errors or (strict and warnings):
        raise typer.Exit(1)


def _require_paths(paths: list[Path]) -> None:
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise UsageError(
            f"there is no file or folder {missing[0]}", "paths start from the folder you are in"
        )


def _require_parts(paths: list[Path], loaded: "Loaded") -> None:
    """Refuse a path that is not part of the register: nothing would be checked."""
    root = loaded.root.resolve()
    known = {source.path for source in loaded.files.sources} | {store.SETTINGS_FILE}
    known |= {f"{store.RECORDS}/{paper}" for paper in loaded.files.papers}
    known |= {fault.path for fault in loaded.diagnostics}
    for path in paths:
        real = path.resolve()
        inside = real.is_relative_to(root / store.RECORDS)
        whole = root.is_relative_to(real) or (inside and real.is_dir())
        if not whole and real not in {root / name for name in known}:
            kinds = "records/ in a folder for their kind, such as records/actions/"
            raise UsageError(f"{path} is not a record file", f"records are .yaml files in {kinds}")


def _checked(
    root: Path,
    paths: list[Path],
    since: str | None,
    visibility: Visibility | None,
    as_of: date,
    *,
    all_warnings: bool,
) -> "Checked":
    """Return the problems of the register, limited to some paths and to those new since a revision."""
    loaded = loading.load(root, as_of)
    _require_parts(paths, loaded)

    problems, known = loaded.diagnostics, 0
    agreed, agreed_at = None, None
    if since is not None:
        new = new_problems.since(loaded, since)
        problems, known = new.new, sum(_among(problem.path, loaded, paths) for problem in new.known)
        agreed, agreed_at = new.private_before, since
    if visibility is not None:
        agreed, agreed_at = visibility is Visibility.PRIVATE, None
    # While a record cannot be read, nothing is known to be right, whichever files are named.
    always = loaded.unread if since is None else ()
    faults = [p for p in problems if p in always or _among(p.path, loaded, paths)]
    if agreed is not None:
        wrong = settings.visibility_problem(
            loaded.files.settings, loaded.settings, agreed, agreed_at
        )
        faults += [wrong] if wrong else []
    accepted = [problem for problem in faults if loaded.is_accepted(problem)]
    if not all_warnings:
        faults = [problem for problem in faults if problem not in accepted]
    return checking.Checked(
        files=tuple(s.path for s in loaded.files.sources if _among(s.path, loaded, paths)),
        read=len(loaded.files.sources),
        records=len(loaded.entries),
        faults=tuple(sorted(faults, key=lambda problem: problem.order)),
        prefix=code_host.folder_in_repository(loaded.root),
        since=since,
        known=known,
        accepted=0 if all_warnings else len(accepted),
        unread=loaded.register.unread,
        here=store.from_here(loaded.root),
    )


def _among(path: str, loaded: "Loaded", paths: list[Path]) -> bool:
    if not paths:
        return True
    root = loaded.root.resolve()
    file = root / path
    return any(file.is_relative_to(wanted.resolve()) for wanted in paths)
