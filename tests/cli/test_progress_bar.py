"""Long work shows what it is doing on a terminal, and nothing in a pipe."""

import io

import pytest

from scrutiny_cli import progress
from scrutiny_cli.cli import progress_bar


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, *, quiet: bool = False) -> str:
    """What a step of long work writes to a stream."""
    with progress_bar.shown(stream, quiet=quiet):
        assert list(progress.tracked("ab", "Reading the records", 2)) == ["a", "b"]
        progress.step("Building the tracker")
    progress.step("Nobody shows this")
    return stream.getvalue()


def test_terminal_shows_the_step_and_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_bar, "PATIENCE", 0)
    monkeypatch.setattr(progress_bar, "OFTEN", 0)
    monkeypatch.setenv("TERM", "xterm")
    text = shown(Terminal())
    assert "Reading the records" in text
    assert "50 %" in text
    assert "Building the tracker" in text
    assert "Nobody" not in text


def test_quick_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert shown(Terminal()) == ""


@pytest.mark.parametrize(("stream", "quiet"), [(io.StringIO(), False), (Terminal(), True)])
def test_pipe_and_quiet_show_nothing(
    stream: io.StringIO, quiet: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_bar, "PATIENCE", 0)
    assert shown(stream, quiet=quiet) == ""
