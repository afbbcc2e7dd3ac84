"""``scrutiny changes``."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import code_host, completion, console, lookup, options, results
from scrutiny_cli.errors import RecordsError
from scrutiny_cli.render.formats import OutputKind, Surface, choose_format
from scrutiny_cli.reports import standpoint as standpoints
from scrutiny_cli.reports.changes import changes as report
from scrutiny_cli.workspace import changed_files, loading, marks

if TYPE_CHECKING:
    from scrutiny_cli.reports.model import Report
    from scrutiny_cli.workspace.changed_files import Partial

TITLE = "Changes in the records"


def changes(
    root: options.Root = None,
    as_of: options.AsOf = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="MEETING|DATE|REV",
            autocompletion=completion.meetings,
            help="A meeting (from its publication on), a day, or a git revision. By default the "
            "last meeting.",
            show_default=False,
        ),
    ] = None,
    committee: options.CommitteeId = None,
    private: options.Private = False,
    format_: Annotated[str | None, options.format_option(OutputKind.CHANGES)] = None,
    builtin_templates: Annotated[
        bool,
        typer.Option(
            "--builtin-templates",
            help="Ignore templates in this register (use when checking someone else's pull request).",
        ),
    ] = False,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Show what changed in the records since the last meeting.

    Actions completed, due dates moved (and how often), recommendations answered, meetings and
    agenda items changed, readings recorded, and records lost. The git history tells; only the
    files that changed are read. Markdown is for a pull request: names and numbers in it ping nobody.

    Examples: `scrutiny changes`, `scrutiny changes --since main --format markdown`
    """
    shape = choose_format(OutputKind.CHANGES, format_)
    with code_host.failure_shown(shape.name, TITLE, root):
        partial = changed_files.open_register(options.root_folder(root))
        document = _report(
            partial, options.as_of_date(as_of), since, committee, private, shape.name
        )
        console.INCOMPLETE[:] = document.unread
        for remark in document.data.get("not_compared", ()):
            console.say(f"warning: {remark[:1].lower()}{remark[1:]}", quiet=quiet)
        folder = code_host.folder_in_repository(partial.root) if shape.name == "github" else ""
        if folder:
            document = replace(document, title=f"{TITLE}: {folder.rstrip('/')}")
        templates = None if builtin_templates else partial.root / "templates"
        results.write_report(document, shape, output, templates)
    if shape.name == "github":
        code_host.add_to_page(shape.render(document, Surface(templates)) + "\n")


def _report(
    partial: "Partial",
    day: date,
    since: str | None,
    committee: str | None,
    private: bool,
    shape: str,
) -> "Report":

    body = (
        lookup.find_committee(partial.register, partial.settings, committee)
        if committee or since is None
        else None
    )
    start = marks.start_of(partial.register, body, day, since)
    if start is None:
        words = "there was no meeting before that day"
        raise lookup.absent(partial.register, words, "say since when: --since DATE")
    known = None
    if partial.settings.private and not private:
        loaded = loading.load(partial.root)
        try:
            loaded.require_exemption_known()
        except RecordsError:
            if shape == "json" or partial.brings_errors(loaded, start):
                raise
            return report.not_shown(
                # Errors from before do not fail a pull request.
                standpoints.Standpoint(partial.register.having(unread=()), day, ""),
                start.words,
                len(loaded.errors),
            )
        known = loaded.exempt_index
    compared = partial.compare(start, day, private=private, known=known)
    only = (f"Only {body.name}",) if committee and body else ()
    differences = marks.only_of(compared, body) if committee and body else compared.differences
    at = standpoints.Standpoint(compared.now.register, day, "", filters=only, private=private)
    return report.report(at, compared, differences, start.words)
