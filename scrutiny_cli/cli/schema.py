"""``scrutiny schema``."""

from pathlib import Path
from typing import Annotated

import typer

from scrutiny_cli.cli import console, options


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(metavar="[KIND]", help="A kind of record: actions, meetings, people."),
    ] = None,
    every: Annotated[
        Path | None,
        typer.Option(
            "--all",
            metavar="DIR",
            help="Write the schema of every kind into a folder: .scrutiny/schemas is where the "
            "first lines of new records look.",
            show_default=False,
        ),
    ] = None,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Give the JSON Schema of a kind of record, for editors.

    An editor that knows it offers the keys while somebody types, says what they mean, and marks what
    cannot be right. `scrutiny check` finds more: whether records agree with each other.

    Examples: `scrutiny schema actions`, `scrutiny schema --all .scrutiny/schemas`
    """
    from scrutiny_cli import store
    from scrutiny_cli.domain.kinds import KINDS
    from scrutiny_cli.errors import UsageError
    from scrutiny_cli.schema import text
    from scrutiny_cli.wording import listed

    if every is not None:
        if kind is not None or output is not None:
            raise UsageError("--all takes no kind and no --output", "give the folder only")
        for name in KINDS:
            store.write(every / f"{name}.json", text(name))
        console.say(f"wrote {len(KINDS)} schemas to {options.short(every)}", quiet=quiet)
        return
    if kind is None:
        raise UsageError(
            "which kind of record?", f"name one of {listed(list(KINDS), 'or')}, or add --all DIR"
        )
    options.emit(text(_known(kind)), output)


def _known(name: str) -> str:
    """The kind that a word means, in the plural or the singular."""
    from scrutiny_cli.domain.kinds import KINDS, SINGULAR
    from scrutiny_cli.errors import UsageError
    from scrutiny_cli.wording import did_you_mean, listed

    singular = {word: kind for kind, word in SINGULAR.items()}
    kind = singular.get(name, name)
    if kind not in KINDS:
        hint = did_you_mean(name, KINDS) or f"the kinds are {listed(list(KINDS))}"
        raise UsageError(f"there is no kind of record {name!r}", hint)
    return kind
