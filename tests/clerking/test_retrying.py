"""Running a command again where a file changed before it could write."""

import pytest

from scrutiny_cli.clerking.retrying import MAX_RETRIES, run_with_retry
from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.files.saving import StaleFile


class Command:
    """A command that fails so many times before it succeeds."""

    def __init__(self, fails: int, fault: ScrutinyError) -> None:
        self.fails, self.fault, self.runs = fails, fault, 0

    def __call__(self) -> str:
        self.runs += 1
        if self.runs <= self.fails:
            raise self.fault
        return "done"


STALE = StaleFile("records/actions/act-1.yaml", "has changed since it was read")


def test_command_is_repeated_until_its_files_stay_as_they_were_read() -> None:
    command = Command(MAX_RETRIES, STALE)
    assert run_with_retry(command, lambda: True) == "done"
    assert command.runs == MAX_RETRIES + 1


@pytest.mark.parametrize(
    ("fails", "fault", "may_repeat", "runs"),
    [
        (MAX_RETRIES + 1, STALE, True, MAX_RETRIES + 1),
        (1, STALE, False, 1),
        (1, ScrutinyError("The disk is full."), True, 1),
    ],
)
def test_command_that_cannot_succeed_or_may_not_be_repeated_ends_with_its_error(
    fails: int, fault: ScrutinyError, may_repeat: bool, runs: int
) -> None:
    command = Command(fails, fault)
    with pytest.raises(ScrutinyError) as refusal:
        run_with_retry(command, lambda: may_repeat)
    assert (refusal.value, command.runs) == (fault, runs)
