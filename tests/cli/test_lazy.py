"""Modules below the command line load when they are first used."""

import sys

from tests.programs import captured

DRIVER = """
import sys
from scrutiny_cli.cli import lazy
lazy.install()
lazy.install()
from scrutiny_cli.reports.trackers import actions
from scrutiny_cli.errors import UsageError

assert sum(isinstance(finder, lazy.LazyFinder) for finder in sys.meta_path) == 1
assert "pydantic" not in sys.modules
assert callable(actions.log)
assert "pydantic" in sys.modules
"""


def test_module_loads_when_an_attribute_is_read() -> None:
    done = captured([sys.executable, "-c", DRIVER])
    assert (done.returncode, done.stderr) == (0, "")


def test_missing_module_is_reported_where_it_is_imported() -> None:
    lines = "from scrutiny_cli.cli import lazy; lazy.install(); import scrutiny_cli.nowhere"
    done = captured([sys.executable, "-c", lines])
    assert "No module named 'scrutiny_cli.nowhere'" in done.stderr
