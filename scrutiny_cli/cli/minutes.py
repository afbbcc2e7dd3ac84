"""``scrutiny minutes``."""

from typing import Annotated

import typer

from scrutiny_cli.cli import completion, console, editing, lookup, options, results
from scrutiny_cli.cli.loading import view

app = typer.Typer(help="Minutes: build the document, or start a meeting's minutes.")


@app.callback()
def minutes() -> None:
    """Build the minutes of a meeting, or start them."""


@app.command()
def build(
    meeting: Annotated[
        str, typer.Argument(autocompletion=completion.meetings, help="Id or date of the meeting.")
    ],
    root: options.Root = None,
    as_of: options.AsOf = None,
    format_: options.PageFormat = None,
    output: options.Output = None,
    draft: options.Draft = False,
    private: options.Private = False,
    quiet: options.Quiet = False,
) -> None:
    """Build the minutes of a meeting.

    Actions and recommendations are taken from their own records; what nobody has logged or
    tracked is taken from the minute itself.

    Example: `scrutiny minutes build cyp-2021-10-12 --output build`
    """
    from dataclasses import replace

    from scrutiny_cli.errors import UsageError
    from scrutiny_cli.reports.meetings import minutes as report
    from scrutiny_cli.reports.meetings.sitting import MinutesContext

    shape = results.choose_format(format_, "both", "both", "html", "markdown", "json")
    seen = view(root, as_of, private=private, draft=draft, quiet=quiet)
    register = seen.register
    chosen = lookup.find_meeting(register, meeting)
    if not chosen.minutes and not chosen.inquorate:
        hint = f"`scrutiny minutes start {chosen.id}` writes what they begin with"
        raise UsageError(f"{chosen.id} has no minutes yet", hint)
    owner = register.committee_of(chosen)
    body = owner or lookup.find_committee(register, seen.loaded.settings, None)
    sitting = MinutesContext(register, body, chosen, private)
    made = report.report(sitting, seen.as_of, seen.revision)
    made = replace(made, draft=draft, private=private, filters=seen.filters)
    contents = results.render_formats(made, shape, seen.templates, "html", "markdown")
    output = output or ("-" if shape == "json" else None)
    results.write_files(
        contents, f"minutes-{chosen.id}{seen.suffix}", output, seen.folder, quiet=quiet
    )


@app.command()
def start(
    meeting: Annotated[
        str, typer.Argument(autocompletion=completion.meetings, help="Id or date of the meeting.")
    ],
    root: options.Root = None,
    as_of: options.AsOf = None,
    number: Annotated[
        int | None,
        typer.Option(
            "--number",
            metavar="NUMBER",
            min=1,
            help="Number of the first minute. By default the one after the last of the year.",
            show_default=False,
        ),
    ] = None,
    dry_run: editing.DryRun = False,
    quiet: options.Quiet = False,
) -> None:
    """Write into a meeting's record what its minutes begin with.

    Everyone who holds a seat that day stands under `attendance:`, to be corrected; each item of
    the agenda has a numbered minute, to be written.

    Example: `scrutiny minutes start 2021-11-23 --dry-run`
    """
    from scrutiny_cli.domain.minutes import first_number, skeleton
    from scrutiny_cli.edits import Change, Set
    from scrutiny_cli.errors import UsageError
    from scrutiny_cli.wording import listed

    seen = view(root, as_of, private=True, quiet=quiet)
    register = seen.loaded.register
    chosen = lookup.find_meeting(register, meeting)
    if chosen.minutes:
        raise UsageError(f"{chosen.id} has minutes already", "go on with them in its record")
    owner = register.committee_of(chosen)
    body = owner or lookup.find_committee(register, seen.loaded.settings, None)
    earlier = [m for m in register.meetings_of(body) if m.date < chosen.date]
    first = first_number(chosen, earlier)
    if number is None and first.missing:
        names = listed([m.id for m in first.missing])
        raise UsageError(
            f"the first number is not known: the register has no minutes of {names}",
            "give it with --number",
        )
    made = skeleton(chosen, body.seats, register.items_of(chosen), number or first.number)
    if not made.minutes:
        raise UsageError(f"{chosen.id} has no items to be minuted", "add its `items:` first")
    changes: list[Change] = []
    if not chosen.attendance and made.attendance:
        there = [{"person": person, "as": capacity} for person, capacity in made.attendance]
        changes.append(Set(("attendance",), there))
    changes.append(
        Set(
            ("minutes",),
            [editing.filled(number=n, item=name, title=title) for n, name, title in made.minutes],
        )
    )
    editing.change(seen, "meetings", {chosen.id: changes}, dry_run=dry_run, quiet=quiet)
    last = made.minutes[-1][0]
    console.say(f"minutes {made.minutes[0][0]} to {last}, to be written", quiet=quiet)
