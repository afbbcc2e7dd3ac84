"""What commands of a kind have in common: the options that they share, and what is done with the result.

The function of a command takes a view of the register and the options of its own, and returns a report to
show, documents to write, or a change to carry out. It may name a shared option too, and then gets its value.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args

import typer
from typer.models import ArgumentInfo

from scrutiny_cli.cli import editing, options, results
from scrutiny_cli.cli.loading import open_view
from scrutiny_cli.render.formats import OutputKind, choose_format, choose_formats

if TYPE_CHECKING:
    from scrutiny_cli.reports.model import Report

F = TypeVar("F", bound=Callable[..., Any])
Documents = Iterator[tuple["Report", str]]
"""Documents to write: each a report, and the name of its file without a suffix."""
Given = dict[str, Any]
"""The values of the options, by the names of their parameters."""
Shared = Mapping[str, tuple[Any, Any]]
"""Options by the names of their parameters: the annotation, and the value without the option."""

REGISTER: Shared = {"root": (options.Root, None), "as_of": (options.AsOf, None)}
PRIVATE: Shared = {"private": (options.Private, False)}
OUTPUT: Shared = {"output": (options.Output, None)}
DRAFT: Shared = {"draft": (options.Draft, False)}
DRY_RUN: Shared = {"dry_run": (editing.DryRun, False)}
QUIET: Shared = {"quiet": (options.Quiet, False)}


def shows(
    app: typer.Typer, name: str, kind: OutputKind = OutputKind.LIST, *, private: bool = True
) -> Callable[[F], F]:
    """Make a function that returns a report a command that shows it."""

    def run(make: Callable[..., Any], given: Given) -> None:
        format_ = choose_format(kind, given["format_"])
        view = open_view(
            given["root"],
            given["as_of"],
            private=given.get("private", False),
            quiet=given["quiet"],
        ).on_day
        report = make(view, given)
        results.write_report(report, format_, given["output"], view.templates, view.word_template)

    last = {**(PRIVATE if private else {}), **_format(kind), **OUTPUT, **QUIET}
    return _command(app, name, last, run)


def builds(app: typer.Typer, kind: OutputKind = OutputKind.DOCUMENT) -> Callable[[F], F]:
    """Make a function that yields documents a command that writes them."""

    def run(make: Callable[..., Any], given: Given) -> None:
        formats = choose_formats(kind, given["format_"])
        shared = {key: given[key] for key in ("private", "draft", "quiet")}
        view = open_view(given["root"], given["as_of"], **shared).on_day
        if any(each.name == "html" for each in formats):
            view = replace(view, beside=results.pages_beside(given["output"], view))
        documents: Documents = make(view, given)
        for report, stem in documents:
            results.write_documents(
                report, kind, formats, stem, view, given["output"], quiet=given["quiet"]
            )

    return _command(app, "build", {**_format(kind), **OUTPUT, **DRAFT, **PRIVATE, **QUIET}, run)


def changes(app: typer.Typer) -> Callable[[F], F]:
    """Make a function that proposes a change of the register a command that carries it out."""

    def run(make: Callable[..., Any], given: Given) -> None:
        quiet = given["quiet"]
        view = open_view(given["root"], given["as_of"], private=True, quiet=quiet)
        editing.carry_out(view, make(view, given), dry_run=given["dry_run"], quiet=quiet)

    return _command(app, None, {**DRY_RUN, **QUIET}, run)


def _format(kind: OutputKind) -> Shared:
    return {"format_": (Annotated[str | None, options.format_option(kind)], None)}


def _command(
    app: typer.Typer,
    name: str | None,
    last: Shared,
    run: Callable[[Callable[..., Any], Given], None],
) -> Callable[[F], F]:
    """Make a function a command that ``run`` runs; the ``last`` options come after its own."""

    def register(function: F) -> F:
        own = dict(list(signature(function).parameters.items())[1:])
        arguments = {n: p for n, p in own.items() if _is_argument(p)}
        shared = {
            name: Parameter(name, Parameter.KEYWORD_ONLY, annotation=of, default=default)
            for name, (of, default) in {**REGISTER, **last}.items()
        }
        first = {name: shared.pop(name) for name in REGISTER}
        options_ = {n: p for n, p in own.items() if n not in {**arguments, **first, **shared}}
        known = {**arguments, **first, **options_, **shared}
        parameters = [p.replace(kind=Parameter.KEYWORD_ONLY) for p in known.values()]

        def make(view: Any, given: Given) -> Any:
            return function(view, **{key: given[key] for key in own})

        @wraps(function)
        def command(**given: Any) -> None:
            run(make, given)

        command.__dict__["__signature__"] = Signature(parameters)
        command.__annotations__ = {p.name: p.annotation for p in parameters}
        app.command(name)(command)
        return function

    return register


def _is_argument(parameter: Parameter) -> bool:
    return any(isinstance(part, ArgumentInfo) for part in get_args(parameter.annotation))
