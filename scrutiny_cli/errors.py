"""Exceptions for what the tool itself cannot do. Problems in the records are values instead."""


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


def lacking(what: str, package: str, extra: str, otherwise: str | None = None) -> ScrutinyError:
    """The error for a package of an extra that is not installed, with how to install it."""
    name = f'"scrutiny-cli[{extra}]"'
    install = f"install it: pip install {name}, or pipx install --force {name}"
    return ScrutinyError(
        f"{what} need the package {package}", "; or ".join(filter(None, (install, otherwise)))
    )
