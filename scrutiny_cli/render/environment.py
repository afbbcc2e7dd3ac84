"""The sandbox that templates run in: the user's first, then the built-in ones.

A template sees the report and a few pure functions, nothing that can open a file. An override
extends what it replaces: ``{% extends "builtin/agenda.html.j2" %}``. Where a register has templates of
its own, they run in a process with limits, since anybody may propose one.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
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
from jinja2.sandbox import ImmutableSandboxedEnvironment

from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.files import limited
from scrutiny_cli.reports.model import Report, Trend

# Whose methods a template may call: plain values, the report, and Jinja's own macros and blocks.
_CALLABLE = (str, dict, tuple, list, Report, TemplateModule, TemplateReference)
# Different each time they are called.
_WITHOUT = ("random",)
_SUFFIXES = (".j2", ".css")
MODEL = Report.__module__

MOST_BYTES = 1_000_000
"""No template or style of a register with more bytes is read."""

Filters = Mapping[str, Callable[..., Any]]


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with only the methods of plain values in reach."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may use an attribute.

        Of a value that reports are made of, every attribute is plain data.
        """
        if type(obj).__module__ == MODEL and not callable(value) and not attr.startswith("_"):
            return True
        plain = not callable(value) or isinstance(obj, _CALLABLE)
        return plain and super().is_safe_attribute(obj, attr, value)

    def compile(self, source: Any, name: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Return the compiled template."""
        try:
            return super().compile(source, name, *args, **kwargs)
        except (RecursionError, SyntaxError):
            raise TemplateSyntaxError("parts are nested too deeply", 1, name) from None


class _FolderLoader(FileSystemLoader):
    """Reads the templates and styles of a folder, and follows no link out of it."""

    def get_source(self, environment: Environment, template: str) -> Any:
        """Return a template's text, its path, and a function that says if it is still current."""
        if not template.endswith(_SUFFIXES):
            raise TemplateNotFound(template)
        folder = Path(self.searchpath[0]).resolve()
        file = (folder / template).resolve()
        if file.exists() and not file.is_relative_to(folder):
            raise TemplateSyntaxError("it is a link to a file elsewhere", 1, template)
        if file.is_file() and file.stat().st_size > MOST_BYTES:
            most = f"{MOST_BYTES // 1_000_000} MB"
            raise TemplateSyntaxError(f"it has more than {most}", 1, template)
        return super().get_source(environment, template)


def builtin_templates() -> Path:
    """Return the folder of the built-in templates: in the wheel, or in the repository."""
    inside = Path(__file__).parents[1] / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "templates"


@cache
def _environment(user: Path | None, *, autoescape: bool) -> _Sandbox:
    """Return the environment of a format; ``user`` is the folder of overrides, if there is one."""
    builtin = FileSystemLoader(builtin_templates(), encoding="utf-8")
    loaders: list[BaseLoader] = [builtin, PrefixLoader({"builtin": builtin})]
    if user is not None:
        loaders.insert(0, _FolderLoader(user, encoding="utf-8"))
    sandbox = _Sandbox(
        loader=ChoiceLoader(loaders),
        undefined=StrictUndefined,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
    )
    for name in _WITHOUT:
        sandbox.filters.pop(name)
    sandbox.globals.pop("lipsum")
    sandbox.tests["trend"] = lambda cell: isinstance(cell, Trend)
    return sandbox


def render(
    report: Report,
    suffix: str,
    user: Path | None,
    filters: Filters,
    *,
    autoescape: bool,
    frame: Any = None,
) -> str:
    """Return what a report's template, or the one for every report, makes of it.

    ``user`` is the folder of overrides. An error in one is reported with its file and line.
    """
    return render_many([(report, frame)], suffix, user, filters, autoescape=autoescape)[0]


def render_many(
    reports: Sequence[tuple[Report, Any]],
    suffix: str,
    user: Path | None,
    filters: Filters,
    *,
    autoescape: bool,
) -> list[str]:
    """Return the same for several reports, each with the frame of its site, in one process."""
    overrides = _overrides(user)
    if overrides is None:
        return [
            _rendered(report, suffix, None, filters, autoescape, frame) for report, frame in reports
        ]
    try:
        texts = limited.call(_all_rendered, reports, suffix, overrides, filters, autoescape)
    except limited.LimitReached as reached:
        where = f"templates/{reports[0][0].name}.{suffix}"
        raise ScrutinyError(f"{where}: {reached}", "make the template simpler") from None
    found: list[str] = json.loads(texts)
    return found


def _all_rendered(
    reports: Sequence[tuple[Report, Any]],
    suffix: str,
    user: Path | None,
    filters: Filters,
    autoescape: bool,
) -> str:
    return json.dumps(
        [_rendered(report, suffix, user, filters, autoescape, frame) for report, frame in reports]
    )


def render_style(name: str, user: Path | None) -> str:
    """Return a style sheet with the parts that it includes, the user's among them."""
    overrides = _overrides(user)
    if overrides is None:
        return _style(name, None)
    try:
        return limited.call(_style, name, overrides)
    except limited.LimitReached as reached:
        raise ScrutinyError(f"templates/{name}: {reached}", "make the style simpler") from None


def _style(name: str, user: Path | None) -> str:
    try:
        return _environment(user, autoescape=False).get_template(name).render() + "\n"
    except TemplateError as error:
        message = f"templates/{error.message or name} cannot be used in {name}"
        raise ScrutinyError(message, "correct the style sheet") from None


def _overrides(user: Path | None) -> Path | None:
    """Return the folder of overrides if it exists and holds any."""
    if user is None or not user.is_dir():
        return None
    if user.is_symlink():
        message = "templates/ is a link to another folder, so no template is read"
        raise ScrutinyError(message, "put the folder itself here, or remove the link")
    return user if any(path.suffix in _SUFFIXES for path in user.rglob("*")) else None


# What can go wrong in a template that is well formed: a name, a sum, a loop without end.
_ERRORS = (
    *(TemplateError, ArithmeticError, AttributeError, LookupError),
    *(TypeError, ValueError, RecursionError, MemoryError, limited.LimitReached),
)


def _rendered(
    report: Report,
    suffix: str,
    user: Path | None,
    filters: Filters,
    autoescape: bool,
    frame: Any = None,
) -> str:
    name = f"{report.name}.{suffix}"
    sandbox = _environment(user, autoescape=autoescape)
    sandbox.filters.update(filters)
    try:
        template = sandbox.select_template([name, f"report.{suffix}"])
        return template.render(report=report, frame=frame)
    except TemplateSyntaxError as error:
        where = f"templates/{error.name}, line {error.lineno}"
        raise ScrutinyError(f"{where}: {error.message}", "correct the template") from None
    except TemplateNotFound as error:
        hint = "a template extends `builtin/NAME` or one in the same folder"
        raise ScrutinyError(f"there is no template {error.name}", hint) from None
    except UnicodeDecodeError:
        message = "a file in templates/ is not UTF-8 text"
        raise ScrutinyError(message, "save it again as UTF-8") from None
    except _ERRORS as error:
        if isinstance(error, MemoryError):
            error = limited.out_of_memory().with_traceback(error.__traceback__)
        line = _place(error, user)
        if line is None:  # no override had a part in it, or the page as a whole is too much
            raise error from None
        if isinstance(error, limited.LimitReached):
            raise ScrutinyError(f"{line}: {error}", "make the template simpler") from None
        message = f"{line}: this cannot be used: {type(error).__name__}"
        hint = "it names something that the report does not have, or that is not allowed"
        raise ScrutinyError(message, hint) from None


def _place(fault: BaseException, overrides: Path | None) -> str | None:
    """Return the innermost line of an override that led to an error."""
    found = None
    trace = fault.__traceback__
    while trace and overrides:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(overrides):
            name = file.relative_to(overrides).as_posix()
            found = f"templates/{name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return found
