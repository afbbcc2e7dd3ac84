"""What a test needs from outside Python: without it the test is skipped, or fails where ``CI`` is set."""

import os
import shutil
from typing import NoReturn

import pytest

INSTALL = "SCRUTINY_TEST_INSTALL"
"""The variable that allows tests to install packages from the network."""

installs = pytest.mark.skipif(
    not os.environ.get(INSTALL), reason=f"installs from the network: set {INSTALL}=1"
)
ordinary_user = pytest.mark.skipif(
    os.name == "posix" and os.geteuid() == 0, reason="must not be root: root may read every file"
)


MISSING = " is not here: "
"""What the reason of a test says that is skipped for want of something."""


def give_up(reason: str) -> NoReturn:
    """Skip the test; fail it where `CI` is set."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason} (CI never skips this)", pytrace=False)
    pytest.skip(reason)


def program(name: str, remedy: str) -> str:
    """Return where a program is."""
    found = shutil.which(name)
    if found is None:
        give_up(f"{name}{MISSING}{remedy}, or run `make test-system`")
    return found
