"""A headless Chromium driven over its debugging pipe: no port, no network, no package to install.

Chromium started with `--remote-debugging-pipe` reads commands on descriptor 3 and answers on
descriptor 4, each message a JSON object closed by a zero byte. One browser serves many pages, which
makes a page cost a fraction of a second instead of the seconds a fresh browser takes.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

Message = dict[str, Any]

FLAGS = (
    "--headless",
    "--no-sandbox",  # containers and root have no user namespace to build one from
    "--disable-gpu",
    "--disable-dev-shm-usage",  # containers often give /dev/shm 64 MB
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # whatever a page asks for, nothing leaves the machine
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--font-render-hinting=none",
    "--lang=en-GB",
    "--remote-debugging-pipe",
)

# Moves the two pipe ends to the descriptors Chromium expects, then becomes Chromium. The command
# pipe is made first, so its reading end is the lower of the two and the first dup2 harms neither.
LAUNCHER = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); "
    "os.execv(sys.argv[3], sys.argv[3:])"
)

# Where a browser stands when it is not on the PATH (macOS).
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

A4 = {"paperWidth": 8.27, "paperHeight": 11.69}
TALLEST = 16_384  # what Chromium can paint in one picture


class BrowserError(Exception):
    """The browser did not start, did not answer, or refused a command."""


@dataclass(frozen=True)
class View:
    """How a page is looked at: the size of the window and what the reader has asked for."""

    width: int = 1280
    height: int = 900
    dark: bool = False
    print: bool = False
    forced_colors: bool = False
    scripts: bool = True

    @property
    def media(self) -> Message:
        """The same wishes in the words of the debugging protocol."""
        return {
            "media": "print" if self.print else "screen",
            "features": [
                {"name": "prefers-color-scheme", "value": "dark" if self.dark else "light"},
                {"name": "forced-colors", "value": "active" if self.forced_colors else "none"},
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ],
        }


def find_chromium() -> str | None:
    """Return the browser to use: the one named by `CHROMIUM`, else the first found."""
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else (*PROGRAMS, *APPLICATIONS):
        if found := shutil.which(name):
            return found
    return None


class Chromium:
    """One running browser; use it as a context manager."""

    def __init__(self, program: str, *, patience: float = 60.0) -> None:
        self._program = program
        self._patience = patience
        self._last_id = 0
        self._unread = b""

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="scrutiny-browser-"))
        commands, self._to_browser = os.pipe()
        self._from_browser, answers = os.pipe()
        # The profile holds the last words of a browser that fails to start.
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-I", "-c", LAUNCHER, str(commands), str(answers)),
                    *(self._program, *FLAGS, f"--user-data-dir={self._folder / 'profile'}"),
                    "about:blank",
                ],
                env={**os.environ, "TZ": "Europe/London", "LANGUAGE": "en_GB"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                pass_fds=(commands, answers),
                start_new_session=True,
            )
        os.close(commands)
        os.close(answers)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(BrowserError, OSError):
            self._send("Browser.close", {}, None)
        os.close(self._to_browser)
        os.close(self._from_browser)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        # Chromium's helpers may still be writing as they go.
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def log(self) -> Path:
        """What the browser says on standard error."""
        return self._folder / "stderr.log"

    def call(self, method: str, params: Message | None = None, session: str | None = None) -> Any:
        """Send one command and return its result."""
        number = self._send(method, params or {}, session)
        for message in self._messages():
            if message.get("id") == number:
                if "error" in message:
                    raise BrowserError(f"{method}: {message['error'].get('message')}")
                return message["result"]
        raise AssertionError("unreachable: messages never end, they raise")

    @contextlib.contextmanager
    def page(self, source: str | Path, view: View | None = None) -> Iterator[Page]:
        """Open a page, given as HTML, as a file or by its address here, and close it afterwards."""
        if isinstance(source, Path):
            address = source.resolve().as_uri()
        elif source.startswith("http://127.0.0.1:"):
            address = source
        else:
            file = self._folder / "page.html"
            file.write_text(source, encoding="utf-8", newline="")
            address = file.as_uri()
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        try:
            session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})
            yield self._load(session["sessionId"], address, view or View())
        finally:
            self.call("Target.closeTarget", {"targetId": target})

    def _load(self, session: str, address: str, view: View) -> Page:
        for domain in ("Page", "Network"):
            self.call(f"{domain}.enable", session=session)
        self.call("Page.setLifecycleEventsEnabled", {"enabled": True}, session)
        size = {"width": view.width, "height": view.height, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", size, session)
        self.call("Emulation.setEmulatedMedia", view.media, session)
        if not view.scripts:
            off = {"value": True}
            self.call("Emulation.setScriptExecutionDisabled", off, session)
        number = self._send("Page.navigate", {"url": address}, session)
        asked: list[str] = []
        loader, loaded = "", set[str]()  # the blank page that came first has a load event too
        for message in self._messages():
            params = message.get("params", {})
            if message.get("id") == number:
                result = message.get("result", {})
                if "error" in message or "errorText" in result:
                    raise BrowserError(f"{address}: {result.get('errorText') or message['error']}")
                loader = result["loaderId"]
            elif message.get("sessionId") != session:
                continue
            elif message["method"] == "Network.requestWillBeSent":
                asked.append(params["request"]["url"])
            elif message["method"] == "Page.lifecycleEvent" and params["name"] == "load":
                loaded.add(params["loaderId"])
            if loader in loaded:
                break
        return Page(self, session, tuple(url for url in asked if url.split("#")[0] != address))

    def _send(self, method: str, params: Message, session: str | None) -> int:
        self._last_id += 1
        message: Message = {"id": self._last_id, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        try:
            while data:
                data = data[os.write(self._to_browser, data) :]
        except BrokenPipeError:
            raise self._gone() from None
        return self._last_id

    def _messages(self) -> Iterator[Message]:
        deadline = time.monotonic() + self._patience
        while True:
            head, zero, self._unread = self._unread.partition(b"\0")
            if zero:
                yield json.loads(head)
                continue
            self._unread = head
            ready, _, _ = select.select([self._from_browser], [], [], deadline - time.monotonic())
            if not ready:
                raise BrowserError(f"no answer from {self._program} in {self._patience:g} s")
            chunk = os.read(self._from_browser, 1 << 20)
            if not chunk:
                raise self._gone()
            self._unread += chunk

    def _gone(self) -> BrowserError:
        said = self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
        return BrowserError(f"{self._program} ended early; it said:\n{said}")


@dataclass(frozen=True)
class Page:
    """One loaded page; `asked` lists every address it asked for besides its own."""

    browser: Chromium
    session: str
    asked: tuple[str, ...]

    def evaluate(self, script: str) -> Any:
        """Run a script in the page, wait for what it promises and return the value."""
        answer = self.browser.call(
            "Runtime.evaluate",
            {"expression": script, "awaitPromise": True, "returnByValue": True},
            self.session,
        )
        if trouble := answer.get("exceptionDetails"):
            said = trouble.get("exception", {}).get("description") or trouble["text"]
            raise BrowserError(f"the script failed: {said}")
        return answer["result"].get("value")

    def wait_for(self, condition: str) -> None:
        """Wait until a script says yes."""
        self.evaluate(
            "new Promise((done) => { const turn = setInterval(() => {"
            f" if ({condition}) {{ clearInterval(turn); done(true); }} }}, 5); }})"
        )

    def screenshot(self, path: Path, *, whole: bool = True) -> None:
        """Write a PNG picture of the whole page, or of what the window shows of it."""
        params: Message = {"format": "png"}
        if whole:
            size = self.browser.call("Page.getLayoutMetrics", session=self.session)
            params["captureBeyondViewport"] = True
            params["clip"] = {
                "x": 0,
                "y": 0,
                "scale": 1,
                "width": size["cssLayoutViewport"]["clientWidth"],
                "height": min(size["cssContentSize"]["height"], TALLEST),
            }
        self._write(path, self.browser.call("Page.captureScreenshot", params, self.session))

    def pdf(self, path: Path) -> None:
        """Write the page as a tagged PDF on A4, unless its own style sheet names another size."""
        params = {
            **A4,
            "preferCSSPageSize": True,
            "printBackground": True,
            "generateTaggedPDF": True,
            "generateDocumentOutline": True,
        }
        self._write(path, self.browser.call("Page.printToPDF", params, self.session))

    @staticmethod
    def _write(path: Path, answer: Message) -> None:
        path.write_bytes(base64.b64decode(answer["data"]))
