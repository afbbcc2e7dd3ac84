"""Give a result in its format: to the terminal, a file or a folder."""

from pathlib import Path
from typing import TYPE_CHECKING

from scrutiny_cli.cli import console
from scrutiny_cli.errors import UsageError
from scrutiny_cli.wording import did_you_mean, listed

if TYPE_CHECKING:
    from scrutiny_cli.reports.model import Report


def choose_format(written: str | None, default: str, *allowed: str) -> str:
    """One of the formats that a command knows."""
    name = {"md": "markdown", "htm": "html"}.get(written or "", written or default)
    if name not in allowed:
        raise UsageError(
            f"there is no format {name!r} here",
            did_you_mean(name, allowed) or f"the formats are {listed(allowed)}",
        )
    return name


def write_text(text: str, output: str | None) -> None:
    """Write data to standard output, or whole into the file named."""
    if output in (None, "-"):
        console.out(text)
    else:
        from scrutiny_cli.files import store

        if Path(output).is_dir():
            raise UsageError(f"{output} is a folder", "name a file in it, or - for standard output")
        store.publish(Path(output), text)


def write_report(
    report: "Report", shape: str, output: str | None, templates: Path | None = None
) -> None:
    """Give a report as text for the terminal, as JSON, or as Markdown."""
    if shape != "text":
        write_text(next(iter(render_formats(report, shape, templates).values())), output)
        return
    import sys

    from scrutiny_cli.render import terminal

    plain = output not in (None, "-")
    colour = not plain and console.colour(sys.stdout)
    write_text(terminal.render(report, width=console.width(), colour=colour), output)


def render_formats(
    report: "Report", shape: str, templates: Path | None, *every: str
) -> dict[str, str]:
    """A report in a format, or in ``every`` format where it is `all` or `both`: suffix to text."""
    made: dict[str, str] = {}
    wanted = every if shape in ("all", "both") else (shape,)
    if "html" in wanted:
        from scrutiny_cli.render import html

        made[".html"] = html.render(report, templates)
    if "markdown" in wanted:
        from scrutiny_cli.render import markdown

        made[".md"] = markdown.render(report, templates)
    if "csv" in wanted:
        from scrutiny_cli.render import csv

        made[".csv"] = csv.render(report)
    if "json" in wanted:
        from scrutiny_cli.render import machine

        made[".json"] = machine.render(report)
    return made


def write_files(
    made: dict[str, str], stem: str, output: str | None, folder: Path, *, quiet: bool
) -> None:
    """Write one document in its formats: suffix to content, under the name ``stem``.

    ``output`` is a file (its suffix must be one of them), a folder, or ``-``; by default the
    files go to ``folder``.
    """
    from scrutiny_cli.files import store

    if output == "-":
        if len(made) > 1:
            raise UsageError("standard output takes one format", "add --format with one of them")
        console.out(next(iter(made.values())).removeprefix("\ufeff"))
        return
    target = Path(output) if output else folder
    if is_one_target(output):
        if target.suffix not in made and len(made) > 1:
            raise UsageError(
                f"{target.name} is none of {', '.join(made)}", "name a file with one, or a folder"
            )
        written = {target: made.get(target.suffix) or next(iter(made.values()))}
    else:
        written = {target / f"{stem}{suffix}": content for suffix, content in made.items()}
    for path, content in written.items():
        store.publish(path, content)
        console.say(f"wrote {relative_path(path)}", quiet=quiet)


def is_one_target(output: str | None) -> bool:
    """Whether what ``--output`` names holds one document only: a file, or standard output."""
    return output == "-" or bool(output and Path(output).suffix and not Path(output).is_dir())


def relative_path(path: Path) -> str:
    """A path as it is seen from here."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
