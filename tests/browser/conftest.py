"""One browser for all the browser tests of a run (of a worker, when they run in parallel)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.harness import Browser, find_chromium, require

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running browser with axe-core; the test is skipped, or fails in CI, where there is none."""
    require("chromium", "axe")
    program = find_chromium()
    assert program is not None
    with Browser(program) as running:
        yield running
