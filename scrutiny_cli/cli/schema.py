"""``scrutiny schema``."""

from pathlib import Path
from typing import Annotated

import typer

from scrutiny_cli.cli import completion, console, lookup, options, results
from scrutiny_cli.domain import kinds
from scrutiny_cli.errors import UsageError
from scrutiny_cli.exporting import document, lake
from scrutiny_cli.files import store
from scrutiny_cli.schema import json_schema
from scrutiny_cli.wording import listed

# What is asked for beside a kind: the schema of what `scrutiny export` gives as JSON.
EXPORT = "export"


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[KIND]",
            autocompletion=completion.kinds,
            help="A kind of record: actions, meetings, people; or `export`.",
        ),
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
    sql: Annotated[
        bool,
        typer.Option(
            "--sql", help="Show the SQL of views over exports of many councils in Parquet."
        ),
    ] = False,
    output: options.Output = None,
    quiet: options.Quiet = False,
) -> None:
    """Show the JSON Schema of a kind of record, for editors.

    An editor that knows it offers the keys while somebody types, says what they mean, and marks what
    cannot be right. `scrutiny check` finds more: whether records agree with each other.

    `scrutiny schema export` gives the one of `scrutiny export --format json`, for programs.

    Examples: `scrutiny schema actions`, `scrutiny schema --all .scrutiny/schemas`
    """
    if sql:
        if kind is not None or every is not None:
            raise UsageError("--sql takes no kind and no --all", "give --sql alone")
        results.write_text(lake.sql(), output)
        return
    if every is not None:
        if kind is not None or output is not None:
            raise UsageError("--all takes no kind and no --output", "give the folder only")
        for name in kinds.KINDS:
            store.publish(every / f"{name}.json", json_schema.text(name))
        console.say(
            f"wrote {len(kinds.KINDS)} schemas to {results.relative_path(every)}", quiet=quiet
        )
        return
    if kind is None:
        raise UsageError(
            "which kind of record?",
            f"name one of {listed(list(kinds.KINDS), 'or')}, or add --all DIR",
        )
    if kind == EXPORT:
        results.write_text(json_schema.as_text(document.schema_of_export()), output)
        return
    results.write_text(json_schema.text(lookup.find_kind(kind)), output)
