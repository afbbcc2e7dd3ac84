"""One language server for all the editor tests of a run, and a register that has its schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.editor.lsp import Server, found
from tests.needs import give_up
from tests.registers import BASE, run, write_tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A running server; the test is skipped, or fails in CI, where there is none."""
    if not found():
        give_up("the YAML language server is not here: install Node.js and run `make test-system`")
    with Server() as running:
        yield running


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with the schemas that `scrutiny schema --all` writes."""
    root = write_tree(tmp_path_factory.mktemp("a register"), BASE)
    told = run("schema", "--all", root / ".scrutiny" / "schemas", cwd=root)
    assert told.returncode == 0, told.stderr
    return root
