"""``scrutiny changes``."""

from typing import Annotated

import typer

from scrutiny_cli.cli import completion, console, lookup, options, results
from scrutiny_cli.errors import UsageError
from scrutiny_cli.render.formats import OutputKind, choose_format


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
            help="Leave the register's own templates alone: for what a stranger proposes.",
        ),
    ] = False,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Tell what changed in the records, in the committee's words.

    Actions completed, due dates moved (and how often), recommendations answered, meetings and
    agenda items changed, readings recorded, and records lost. The git history tells; only the
    files that changed are read. Markdown is for a pull request: names and numbers in it ping nobody.

    Examples: `scrutiny changes`, `scrutiny changes --since main --format markdown`
    """
    from scrutiny_cli.reports.changes import changes as report
    from scrutiny_cli.workspace.changed_files import open_register
    from scrutiny_cli.workspace.marks import only_of, start_of

    shape = choose_format(OutputKind.CHANGES, format_)
    day = options.as_of_date(as_of)
    partial = open_register(options.root_folder(root))
    body = (
        lookup.find_committee(partial.register, partial.settings, committee)
        if committee or since is None
        else None
    )
    start = start_of(partial.register, body, day, since)
    if start is None:
        raise UsageError("there was no meeting before that day", "say since when: --since DATE")
    known = None
    if partial.settings.private and not private:
        from scrutiny_cli.workspace.loading import load

        loaded = load(partial.root)
        loaded.require_exemption_known()
        known = loaded.exempt_index
    compared = partial.compare(start, day, private=private, known=known)
    for remark in compared.remarks:
        console.say(f"warning: {remark[:1].lower()}{remark[1:]}", quiet=quiet)
    only = (f"Only {body.name}",) if committee and body else ()
    made = report.report(
        only_of(compared, body) if committee and body else compared.differences,
        compared.before.register,
        compared.now.register,
        day,
        start.words,
        (*only, *compared.remarks),
        private=private,
    )
    templates = None if builtin_templates else partial.root / "templates"
    results.write_report(made, shape, output, templates)
