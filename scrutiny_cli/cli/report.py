"""``scrutiny report``."""

from typing import Annotated

import typer

from scrutiny_cli.cli import completion, console, lookup, options, results
from scrutiny_cli.cli.loading import view

app = typer.Typer(help="Officers' reports to the committee.")


@app.callback()
def report() -> None:
    """Begin an officer's report."""


@app.command()
def new(
    meeting: Annotated[
        str, typer.Argument(autocompletion=completion.meetings, help="Id or date of the meeting.")
    ],
    item: Annotated[str, typer.Argument(help="Id or number of the agenda item.")],
    root: options.Root = None,
    as_of: options.AsOf = None,
    private: options.Private = False,
    quiet: options.Quiet = False,
) -> None:
    """Write the skeleton of the report on an item: every heading, with what is known already.

    It becomes a Markdown file under records/papers/, in a folder of the meeting's date, for its
    author to go on with. A file that is there is never overwritten.

    Example: `scrutiny report new 2021-11-23 improvement-plan`
    """
    from scrutiny_cli.errors import UsageError
    from scrutiny_cli.files import store
    from scrutiny_cli.render import markdown
    from scrutiny_cli.reports.meetings import officer_report
    from scrutiny_cli.reports.meetings.agenda import AgendaContext
    from scrutiny_cli.wording import listed

    seen = view(root, as_of, private=private, quiet=quiet)
    register = seen.register
    chosen = lookup.find_meeting(register, meeting)
    owner = register.committee_of(chosen)
    body = owner or lookup.find_committee(register, seen.loaded.settings, None)
    setting = AgendaContext(register, body, chosen)
    found = officer_report.find(setting, item)
    if found is None:
        names = [one.name for one, _ in register.items_of(chosen) if one.name and one.open]
        hint = f"its items are {listed(names)}" if names else "add the item to `items:` first"
        raise UsageError(f"the agenda of {chosen.id} has no item {item!r}", hint)
    one, entry = found
    if not one.open and not (private and seen.loaded.settings.private):
        raise UsageError(
            "the report on an item that is not open must not stand in a public register",
            "in a private register add --private",
        )
    name = one.name or f"item-{entry.number or item}"
    relative = f"papers/{chosen.date.isoformat()}/{name}.md"
    path = seen.loaded.root / "records" / relative
    if path.exists():
        raise UsageError(
            f"records/{relative} is there already", "go on with it, or take it away first"
        )
    made = officer_report.report(
        setting, one, entry, seen.as_of, seen.revision, private=private and not one.open
    )
    store.write(path, markdown.render(made, seen.templates))
    console.say(f"wrote {results.relative_path(path)}", quiet=quiet)
    if relative not in {paper.file for paper in one.papers}:
        console.say(f"name it in the item: papers: [{{title: ..., file: {relative}}}]", quiet=quiet)
    console.out(f"records/{relative}\n")
