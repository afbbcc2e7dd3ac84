"""What the tool itself cannot do. Faults in the records are values, never exceptions."""


class ScrutinyError(Exception):
    """The tool cannot proceed; ``hint`` says what to do next.

    ``exit_code`` is 3 where the world is in the way (no register, no permission, no git) and 2
    where the command was typed wrongly.
    """

    exit_code = 3

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(ScrutinyError):
    """The command was typed wrongly: an unknown meeting, a format that does not exist."""

    exit_code = 2


class RecordsError(ScrutinyError):
    """The records have faults that stop what was asked for."""

    exit_code = 1
