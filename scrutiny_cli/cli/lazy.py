"""Load the packages below the command line when they are first used.

Commands import modules at their top. Help and completion use few of them, so no model, report or
format needs to load for those.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType


class LazyFinder:
    """Finds the modules of this tool, and lets them load when an attribute of theirs is read."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how a module below the command line is loaded; None for all others."""
        parts = name.split(".")
        if parts[0] != "scrutiny_cli" or len(parts) < 2 or parts[1] in ("cli", "errors", "wording"):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec


def install() -> None:
    """Load modules lazily from now on."""
    if not any(isinstance(finder, LazyFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, LazyFinder())
