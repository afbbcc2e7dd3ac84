"""The tests of a module are found by its name: a folder of tests mirrors its package."""

import pytest

from tests.architecture.test_floors import CODE, ORDER
from tests.sample import ROOT

# The command line is tested by what a user does, which may take several commands.
MIRRORED = [part for part in ORDER if part != "cli" and (ROOT / "tests" / part).is_dir()]


@pytest.mark.parametrize("package", MIRRORED)
def test_each_file_of_tests_has_the_name_of_the_module_it_tests(package: str) -> None:
    modules = {path.stem for path in (CODE / package).rglob("*.py")} - {"__init__"} | {package}
    files = [
        path.stem.removeprefix("test_") for path in (ROOT / "tests" / package).glob("test_*.py")
    ]
    unknown = [
        name
        for name in files
        if not any(name == module or name.startswith(f"{module}_") for module in modules)
    ]
    assert unknown == [], f"no module of {package} has this name, alone or followed by `_...`"
