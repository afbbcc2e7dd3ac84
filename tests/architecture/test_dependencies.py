"""Every dependency is bounded on both sides, pinned by the lock, and has its reason written down."""

import re
import tomllib

import pytest

from tests.sample import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DECISION = (ROOT / "docs/decisions/0002-dependencies.md").read_text(encoding="utf-8")
LOCK = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
# What a code host installs; the wheel holds it too.
RUNTIME_LOCK = (ROOT / "scrutiny_cli/starter/requirements.lock").read_text(encoding="utf-8")
EXTRAS = PROJECT["project"]["optional-dependencies"]
RUNTIME = [
    *PROJECT["project"]["dependencies"],
    *(one for extra, names in EXTRAS.items() if extra != "dev" for one in names),
]


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return found[0]


@pytest.mark.parametrize("requirement", RUNTIME)
def test_what_users_install_has_a_lowest_and_a_highest_version(requirement: str) -> None:
    bounds = requirement.partition(";")[0]
    assert ">=" in bounds, "the oldest version that was tried"
    # Time zones come as a date; there is no version of them to be wary of.
    assert re.search(r"<\d", bounds) or name_of(requirement) == "tzdata", "and the first untried"
    assert name_of(requirement).lower() in DECISION.lower()


def pins(lock: str) -> dict[str, str]:
    """The line of each package in a lock, with the hashes that follow it."""
    return dict(re.findall(r"(?m)^([a-z0-9._-]+)(==.+(?:\n    --hash=.+)*)", lock))


def test_the_build_backend_is_one_version_that_the_locks_hold() -> None:
    (backend,) = PROJECT["build-system"]["requires"]
    assert backend in PROJECT["dependency-groups"]["build"]
    for lock in (LOCK, RUNTIME_LOCK):
        assert f"\n{backend} \\\n" in lock


def test_pip_can_hold_every_file_to_the_hashes_of_the_lock() -> None:
    for lock in (LOCK, RUNTIME_LOCK):
        without = [name for name, text in pins(lock).items() if "--hash=sha256:" not in text]
        assert without == []


def test_both_locks_pin_the_same_files() -> None:
    assert len(pins(RUNTIME_LOCK)) > 15
    for name, text in pins(RUNTIME_LOCK).items():
        hashes = set(re.findall(r"sha256:\w+", text))
        assert hashes == set(re.findall(r"sha256:\w+", pins(LOCK)[name])), name


@pytest.mark.parametrize("requirement", EXTRAS["dev"])
def test_what_development_needs_is_pinned(requirement: str) -> None:
    if name_of(requirement) != "scrutiny-cli":
        assert re.search(rf"(?im)^{name_of(requirement)}==", LOCK)


def test_the_lock_pins_every_package_to_one_version() -> None:
    rows = [row for row in LOCK.splitlines() if row and row[0] not in " #"]
    assert len(rows) > 40
    assert [row for row in rows if not re.match(r"[a-z0-9._-]+==[^ ]+( ;.*)? \\\Z", row)] == []
    for requirement in RUNTIME:
        assert any(row.startswith(f"{name_of(requirement).lower().replace('_', '-').replace('.', '-')}==") for row in rows)  # fmt: skip


def test_no_address_of_an_index_stands_in_a_lock() -> None:
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links", LOCK + RUNTIME_LOCK)
