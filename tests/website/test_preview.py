"""The preview: read-only, for this machine alone, following the files."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import pytest

from scrutiny_cli.cli.serve import _building
from scrutiny_cli.files import watching
from scrutiny_cli.website.preview import Preview, PreviewServer
from tests import exempt_register
from tests.registers import BASE, write_tree

DAY = "2021-11-15"
MEETING = "records/meetings/cyp-2021-11-23.yaml"


@contextmanager
def serving(root: Path, *, private: bool = False) -> Iterator[PreviewServer]:
    """A preview of a register."""
    read = partial(_building, root, DAY, private=private)
    server = PreviewServer(Preview(read, partial(watching.state, root)), 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()


def ask(server: PreviewServer, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    """What is at an address: the status, the text and the headers."""
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers=named)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode("utf-8", "replace"), dict(answer.getheaders())
    connection.close()
    return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewServer]:
    """A preview of a small register without problems."""
    with serving(write_tree(tmp_path_factory.mktemp("preview"), BASE)) as running:
        yield running


def test_pages_and_files_are_served_and_never_kept(server: PreviewServer) -> None:
    assert ask(server, "/")[2]["Location"] == "/index.html"
    for path in ("/index.html", "/meeting-cyp-2021-11-23.html", "/site.css", "/live.js"):
        status, _, headers = ask(server, path)
        assert (status, headers["Cache-Control"]) == (200, "no-store")
        assert headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "live.js" in ask(server, "/index.html")[1]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
    ],
)
def test_another_host_or_site_gets_nothing(server: PreviewServer, headers: dict[str, str]) -> None:
    for path in ("/index.html", "/_changes"):
        status, text, _ = ask(server, path, **headers)
        assert status == 403
        assert "Exampleshire" not in text


@pytest.mark.parametrize(
    "path",
    [
        *("/../scrutiny.toml", "/%2e%2e/records/people/ash.yaml", "/records/people/ash.yaml"),
        *("//etc/passwd", "/papers/../records/people/ash.yaml", "/nothing.html"),
    ],
)
def test_nothing_outside_the_site_is_served(server: PreviewServer, path: str) -> None:
    assert ask(server, path)[0] == 404


def test_only_reading_is_possible(server: PreviewServer) -> None:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    connection.request("POST", "/index.html", body="x")
    assert connection.getresponse().status == 501
    connection.close()


def test_page_learns_of_a_changed_file_and_then_shows_it(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE)
    with serving(root) as server:
        waiting = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
        waiting.request("GET", "/_changes")
        news = waiting.getresponse()
        assert news.readline() == b": here\n"
        write_tree(root, {MEETING: BASE[MEETING] + "place: The new hall\n"})
        lines = iter(news.readline, b"")
        assert next(line for line in lines if line.startswith(b"data")) == b"data: changed\n"
        assert "The new hall" in ask(server, "/meeting-cyp-2021-11-23.html")[1]
        waiting.close()


def test_problems_come_first_with_file_and_line(tmp_path: Path) -> None:
    bad = {"records/actions/a.yaml": "- id: act-1\n  meeting: nowhere\n  action: Ask.\n"}
    with serving(write_tree(tmp_path, {**BASE, **bad})) as server:
        assert ask(server, "/")[2]["Location"] == "/problems.html"
        text = ask(server, "/problems.html")[1]
        assert "records/actions/a.yaml:2" in text
        assert "Draft" in ask(server, "/index.html")[1]


def test_private_register_has_a_banner_and_shows_exempt_matter_only_when_asked(
    tmp_path: Path,
) -> None:
    root = exempt_register.write(tmp_path)
    page = "/agenda-cyp-2021-10-12.html"
    with serving(root) as server:
        text = ask(server, page)[1]
        assert "only what the public may see" in text
        assert exempt_register.MARK not in text
    with serving(root, private=True) as server:
        text = ask(server, page)[1]
        assert "Do not share" in text
        assert exempt_register.MARK in text


def test_port_in_use_is_reported(server: PreviewServer) -> None:
    with pytest.raises(OSError, match="in use"):
        PreviewServer(server.preview, server.server_port)
