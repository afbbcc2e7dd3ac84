"""Exceptions for what the tool itself cannot do. Problems in the records are values instead."""

import sys
from importlib.util import find_spec
from pathlib import Path


class ScrutinyError(Exception):
    """The tool cannot continue; ``hint`` says what to do next.

    ``exit_code`` is 3 for something missing around it (no register, no permission, no git) and 2 for
    a mistake in the command.
    """

    exit_code = 3
    again = False
    """Whether the same command may succeed at once, because it wrote nothing and asked nothing."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(ScrutinyError):
    """A mistake in the command, such as an unknown meeting or format."""

    exit_code = 2


class RecordsError(ScrutinyError):
    """The records have problems that prevent what the command should do."""

    exit_code = 1


class NoRegister(ScrutinyError):
    """There is no register where the command looked for one."""


def lacking(what: str, package: str, extra: str, otherwise: str | None = None) -> ScrutinyError:
    """The error for a package of an extra that is not installed: how to install it, or do without."""
    hint = f"install it: `{_install_command(package, extra)}`"
    return ScrutinyError(
        f"{what} need the package {package}", "; or ".join(filter(None, (hint, otherwise)))
    )


def _install_command(package: str, extra: str) -> str:
    """The command that adds a package to the environment in which scrutiny is installed.

    It names the package and never scrutiny itself, which is in no index: anybody could take that name.
    """
    wanted = f'"{_requirement(package, extra)}"'
    environment = Path(sys.prefix)
    if (environment / "pipx_metadata.json").is_file():
        return f"pipx inject {environment.name} {wanted}"
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    if find_spec("pip") is None:
        return f"uv pip install --python {python} {wanted}"
    return f"{python} -m pip install {wanted}"


def _requirement(package: str, extra: str) -> str:
    """The package with the versions that scrutiny was tried with."""
    from importlib import metadata  # takes longer to load than most commands need to run

    try:
        requirements = metadata.requires("scrutiny-cli") or []
    except metadata.PackageNotFoundError:
        return package
    bounds = (each.partition(";") for each in requirements if each.startswith(package))
    return next((name.strip() for name, _, marker in bounds if f"'{extra}'" in marker), package)
