"""Running a command again where somebody else changed its files first."""

from collections.abc import Callable
from typing import TypeVar

from scrutiny_cli.errors import ScrutinyError

T = TypeVar("T")
MAX_RETRIES = 5


def run_with_retry(command: Callable[[], T], may_repeat: Callable[[], bool]) -> T:
    """Run a command; run it again where it wrote nothing since a file had changed under it."""
    for _ in range(MAX_RETRIES):
        try:
            return command()
        except ScrutinyError as fault:
            if not (fault.again and may_repeat()):
                raise
    return command()
