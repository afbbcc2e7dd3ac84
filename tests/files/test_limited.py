"""A process with limits returns what its function returns, or says which limit it reached."""

import os
import signal
import sys
from pathlib import Path

import pytest

from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.files import limited
from tests.inside import scrutiny
from tests.registers import BASE, write_tree

pytestmark = pytest.mark.parametrize("system_limits", [
    pytest.param(True, marks=pytest.mark.skipif(sys.platform != "linux", reason="Linux has these limits")),
    False,
], ids=["limited by the system", "watched"])  # fmt: skip


@pytest.fixture(autouse=True)
def small_limits(system_limits: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "SECONDS", 20)  # a busy machine needs more than one
    monkeypatch.setattr(limited, "MEGABYTES", 100)
    monkeypatch.setattr(limited, "SYSTEM_LIMITS", system_limits)


@pytest.fixture
def one_second(small_limits: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "SECONDS", 1)


def repeated(text: str, times: int) -> str:
    return text * times


def refuse(message: str, hint: str | None) -> str:
    raise ScrutinyError(message, hint)


def spin() -> str:
    while True:
        pass


def reckon() -> str:
    """One call of Python that no signal interrupts."""
    return str(9 ** (9**99))


def fill() -> str:
    held = []
    while True:
        held.append(bytearray(1_000_000))


def crash() -> str:
    os.kill(os.getpid(), signal.SIGABRT)
    return ""


def test_returns_what_the_function_returns() -> None:
    assert limited.call(repeated, "née\n", 3) == "née\n" * 3


def test_long_answer_comes_back_whole() -> None:
    assert len(limited.call(repeated, "x" * 1000, 5_000)) == 5_000_000


@pytest.mark.parametrize("hint", ["do that", None])
def test_refusal_keeps_its_message_and_hint(hint: str | None) -> None:
    with pytest.raises(ScrutinyError, match="no ink") as refusal:
        limited.call(refuse, "no ink", hint)
    assert refusal.value.hint == hint


@pytest.mark.usefixtures("one_second")
def test_function_that_never_ends_is_stopped() -> None:
    with pytest.raises(limited.LimitReached, match="more than 1 seconds"):
        limited.call(spin)


@pytest.mark.usefixtures("one_second")
def test_call_that_nothing_interrupts_is_stopped() -> None:
    with pytest.raises(limited.LimitReached, match="more than 1 seconds"):
        limited.call(reckon)


def test_function_that_fills_the_memory_is_stopped() -> None:
    with pytest.raises(limited.LimitReached, match="more than 100 MB of memory"):
        limited.call(fill)


@pytest.mark.skipif(os.name != "posix", reason="a process ends by a signal on POSIX systems alone")
def test_crash_is_said() -> None:
    with pytest.raises(limited.LimitReached, match="crashes"):
        limited.call(crash)


def test_report_with_a_template_of_the_council_is_built(tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**BASE, "templates/agenda.html.j2": "{{ report.name }}"})
    asked = ("agenda", "build", "--root", root, "--format", "html", "--output", "-")
    assert scrutiny(*asked, "--as-of", "2021-11-15").out == "agenda\n"
