"""A preview of the site on this machine: read-only, for this machine alone, and never kept by a browser."""

import os
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.website.building import Building

HERE = "127.0.0.1"
HOSTS = (HERE, "localhost")
EVERY = 0.3
"""So many seconds after each other the files are looked at."""
ALIVE = 15
"""So many seconds after which a page that waits is told that the preview is still there."""
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/atom+xml",
    ".ics": "text/calendar; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
}
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class PageAnswer(NamedTuple):
    """What a browser gets."""

    status: HTTPStatus
    content: bytes = b""
    type: str = "text/plain; charset=utf-8"
    location: str = ""


class Preview:
    """The site as it is now. ``read`` makes it, ``state`` tells when it must be made again."""

    def __init__(self, read: Callable[[], Building], state: Callable[[], Any]) -> None:
        self._read, self._state = read, state
        self._changed = threading.Condition()
        self._stopped = threading.Event()
        self.version = 0
        self._seen = state()
        self._building: Building | str = self._made()

    def _made(self) -> Building | str:
        """Return the site, or why there is none."""
        try:
            return self._read()
        except ScrutinyError as fault:
            return f"{fault}\n{fault.hint or ''}".strip()

    def watch(self) -> None:
        """Make the site again whenever a file has changed, until the preview is stopped."""
        while not self._stopped.wait(EVERY):
            state = self._state()
            if state != self._seen:
                self._seen = state
                self._building = self._made()
                with self._changed:
                    self.version += 1
                    self._changed.notify_all()

    def stop(self) -> None:
        """Stop watching, and let go of the pages that wait."""
        self._stopped.set()
        with self._changed:
            self._changed.notify_all()

    def wait(self, version: int) -> bool:
        """Wait a while for a version after this one; return whether the preview goes on."""
        with self._changed:
            self._changed.wait_for(lambda: self.version != version or self._stopped.is_set(), ALIVE)
        return not self._stopped.is_set()

    def answer(self, path: str) -> PageAnswer:
        """Return what is at an address: a page or a file of the site, and nothing else."""
        building = self._building
        if isinstance(building, str):
            return PageAnswer(HTTPStatus.SERVICE_UNAVAILABLE, building.encode())
        name = unquote(path).removeprefix("/")
        if not name:
            return PageAnswer(HTTPStatus.FOUND, location=f"/{building.first}.html")
        page = building.pages.get(name.removesuffix(".html")) if name.endswith(".html") else None
        try:
            if page:
                (text,) = building.render([(name.removesuffix(".html"), page, page.make())])
                return PageAnswer(HTTPStatus.OK, text.encode(), TYPES[".html"])
            if name in building.files:
                kind = TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
                return PageAnswer(HTTPStatus.OK, building.files[name](), kind)
        except ScrutinyError as fault:
            words = f"{fault}\n{fault.hint or ''}".strip()
            return PageAnswer(HTTPStatus.INTERNAL_SERVER_ERROR, words.encode())
        return PageAnswer(HTTPStatus.NOT_FOUND, b"There is no such page.")


class Handler(BaseHTTPRequestHandler):
    """Answers a browser of this machine; a page of another site gets nothing."""

    server: "PreviewServer"
    server_version = "scrutiny"
    sys_version = ""

    def log_message(self, *_: Any) -> None:
        """Write no log."""

    def do_GET(self) -> None:  # the library's name
        """Answer with a page, a file, or the news that something has changed."""
        if not self._is_ours():
            self._send(PageAnswer(HTTPStatus.FORBIDDEN, b"Only pages of this preview may ask."))
            return
        path = urlsplit(self.path).path
        if path == "/_changes":
            self._changes()
        else:
            self._send(self.server.preview.answer(path))

    do_HEAD = do_GET  # noqa: N815  # the library's name

    def _is_ours(self) -> bool:
        """Return whether the browser means this machine, and no other site asks through it."""
        allowed = {f"{host}:{self.server.server_port}" for host in HOSTS}
        origin = self.headers.get("Origin")
        return (
            self.headers.get("Host") in allowed
            and (origin is None or origin in {f"http://{host}" for host in allowed})
            and self.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
        )

    def _send(self, answer: PageAnswer) -> None:
        self.send_response(answer.status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if answer.location:
            self.send_header("Location", answer.location)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.content)

    def _changes(self) -> None:
        """Tell a page of each change, as long as it is open."""
        preview = self.server.preview
        self.send_response(HTTPStatus.OK)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        version = preview.version
        try:
            self.wfile.write(b": here\n\n")
            while preview.wait(version):
                changed = preview.version != version
                version = preview.version
                self.wfile.write(b"data: changed\n\n" if changed else b": here\n\n")
        except OSError:  # the page was closed
            self.close_connection = True


class PreviewServer(ThreadingHTTPServer):
    """Gives out a preview on this machine, and to nobody else."""

    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # elsewhere two servers would share a port

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        super().__init__((HERE, port), Handler)

    def run(self) -> None:
        """PageAnswer until somebody stops it."""
        threading.Thread(target=self.preview.watch, daemon=True).start()
        try:
            self.serve_forever(poll_interval=0.1)
        finally:
            self.preview.stop()
            self.server_close()
