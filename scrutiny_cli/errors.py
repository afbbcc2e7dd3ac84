"""What the tool itself cannot do. Faults in the records are values, never exceptions."""


class ScrutinyError(Exception):
    """The tool cannot proceed; ``hint`` says what to do next.

    ``exit_code`` is 3 where the world is in the way (no register, no permission, no git) and 2
    where the command was typed wrongly.
    """

    exit_code = 3
    again = False
    """Whether the same command may succeed at once: nothing was written, and nobody was asked."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(ScrutinyError):
    """The command was typed wrongly: an unknown meeting, a format that does not exist."""

    exit_code = 2


class RecordsError(ScrutinyError):
    """The records have faults that stop what was asked for."""

    exit_code = 1


def lacking(what: str, package: str, extra: str, otherwise: str | None = None) -> ScrutinyError:
    """What to say where a package of an extra is not installed: how to, or what does without it."""
    name = f'"scrutiny-cli[{extra}]"'
    install = f"install it: pip install {name}, or pipx install --force {name}"
    return ScrutinyError(
        f"{what} need the package {package}", "; or ".join(filter(None, (install, otherwise)))
    )
