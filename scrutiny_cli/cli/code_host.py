"""The log and the page of a job on a code host, where a pull request is checked."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from scrutiny_cli.cli import console
from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.files import store
from scrutiny_cli.render.ci import github


def add_to_page(text: str) -> None:
    """Add Markdown to the page of the job, where its host keeps one."""
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    try:
        store.append(Path(name), text)
    except ScrutinyError as failure:
        # The log has it all the same.
        console.say(f"warning: {failure}")


@contextmanager
def failure_shown(shape: str, heading: str, root: Path | None) -> Iterator[None]:
    """In the format `github`, show why a command cannot go on in an annotation and on the page."""
    try:
        yield
    except typer.Exit:
        raise
    except ScrutinyError as failure:
        _show(shape, heading, root, str(failure), failure.hint)
        raise
    except Exception:
        words, hint = "something went wrong in scrutiny", "the log of the job says more"
        _show(shape, heading, root, words, hint)
        raise


def _show(shape: str, heading: str, root: Path | None, message: str, hint: str | None) -> None:
    if shape != "github":
        return
    console.out(github.failure(message, hint))
    folder = folder_in_repository(root) if root else ""
    add_to_page(github.failure_page(heading, folder, message, hint))


def folder_in_repository(root: Path) -> str:
    """The way from the top of the repository to the register: empty, or ``council/``."""
    host = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    top = Path(host) if host else Path.cwd()
    try:
        way = root.resolve().relative_to(top.resolve()).as_posix()
    except ValueError:
        return ""
    return "" if way == "." else f"{way}/"
