"""The sandbox that templates run in: the user's first, then the built-in ones.

A template sees the report and a few pure functions, nothing that can open a file. An override
extends what it replaces: ``{% extends "builtin/agenda.html.j2" %}``.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.environment import TemplateModule
from jinja2.runtime import TemplateReference

from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.render.limits import LimitedSandbox, TooMuch
from scrutiny_cli.reports.model import Report, Trend

# Whose methods a template may call: plain values, the report, and Jinja's own macros and blocks.
_CALLABLE = (str, dict, tuple, list, Report, TemplateModule, TemplateReference)


class _Sandbox(LimitedSandbox):
    """The sandbox, with no method in reach but those of plain values."""

    overrides: Path | None = None
    """The folder of the user's templates, where there is one."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        plain = not callable(value) or isinstance(obj, _CALLABLE)
        return plain and super().is_safe_attribute(obj, attr, value)


class _Within(FileSystemLoader):
    """Reads the templates of a folder, and nothing that a link in it leads to elsewhere."""

    def get_source(self, environment: Environment, template: str) -> Any:
        """A template's text, its path, and how to ask whether it is still the same."""
        source = super().get_source(environment, template)
        folder = Path(self.searchpath[0]).resolve()
        if not Path(source[1]).resolve().is_relative_to(folder):
            raise TemplateSyntaxError("it is a link to a file elsewhere", 1, template)
        return source


def builtin_templates() -> Path:
    """The folder of the built-in templates: in the wheel, or beside the code."""
    inside = Path(__file__).parents[1] / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "templates"


def environment(
    user: Path | None, *, autoescape: bool, filters: dict[str, Callable[..., Any]]
) -> _Sandbox:
    """An environment for one format; ``user`` is the folder of overrides, if there is one."""
    builtin = FileSystemLoader(builtin_templates(), encoding="utf-8")
    loaders: list[BaseLoader] = [builtin, PrefixLoader({"builtin": builtin})]
    if user is not None and user.is_dir():
        loaders.insert(0, _Within(user, encoding="utf-8"))
    made = _Sandbox(
        loader=ChoiceLoader(loaders),
        undefined=StrictUndefined,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    made.filters.update(filters)
    made.tests["trend"] = lambda cell: isinstance(cell, Trend)
    made.overrides = user
    if len(loaders) > 2:
        made.limit()
    return made


# What can go wrong in a template that is well formed: a name, a sum, a loop without end.
_FAULTS = (
    *(TemplateError, ArithmeticError, AttributeError, LookupError),
    *(TypeError, ValueError, RecursionError, MemoryError),
)


def render(env: _Sandbox, suffix: str, report: Report) -> str:
    """Run a report's template, or the one for every report, on it.

    A fault in an override is told with its file and line.
    """
    name = f"{report.name}.{suffix}"
    env.begin()
    try:
        return env.select_template([name, f"report.{suffix}"]).render(report=report)
    except TemplateSyntaxError as fault:
        where = f"templates/{fault.name}, line {fault.lineno}"
        raise ScrutinyError(f"{where}: {fault.message}", "mend the template") from None
    except TemplateNotFound as fault:
        hint = "a template extends `builtin/NAME` or one beside it"
        raise ScrutinyError(f"there is no template {fault.name}", hint) from None
    except UnicodeDecodeError:
        message = "a file in templates/ is not UTF-8 text"
        raise ScrutinyError(message, "save it again as UTF-8") from None
    except _FAULTS as fault:
        line = _place(fault, env.overrides)
        if line is None and isinstance(fault, TooMuch):  # all of the page together
            line = f"templates/{name}"
        if line is None:  # no override had a part in it: the tool is at fault
            raise
        if isinstance(fault, TooMuch):
            raise ScrutinyError(f"{line}: {fault}", "make the template simpler") from None
        message = f"{line}: this cannot be used: {type(fault).__name__}"
        hint = "it names something that the report does not have, or that is not allowed"
        raise ScrutinyError(message, hint) from None


def _place(fault: BaseException, overrides: Path | None) -> str | None:
    """The innermost line of an override on the way to a fault."""
    found = None
    trace = fault.__traceback__
    while trace and overrides:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(overrides):
            name = file.relative_to(overrides).as_posix()
            found = f"templates/{name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return found
