"""A language server on the other end of a pipe: what an editor says to it, and what it answers."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

MODULES = Path(__file__).parent / "node_modules"
PROGRAM = MODULES / "yaml-language-server" / "bin" / "yaml-language-server"
# The settings of an editor that asks nobody outside for schemas.
SETTINGS = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
    }
}
PATIENCE = 60  # seconds; a server that answers takes a fraction of one


def found() -> bool:
    """Whether the server and the program that runs it are here."""
    return PROGRAM.is_file() and shutil.which("node") is not None


class Server:
    """The YAML language server, driven over standard input and output."""

    def __init__(self) -> None:
        node = shutil.which("node")
        assert node is not None
        self.process = subprocess.Popen(
            [node, str(PROGRAM), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.inbox: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.last = 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}

    def __enter__(self) -> Self:
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": None,
                "capabilities": {
                    "workspace": {"configuration": True},
                    "textDocument": {
                        "hover": {"contentFormat": ["markdown"]},
                        "completion": {"completionItem": {"snippetSupport": True}},
                        "publishDiagnostics": {},
                    },
                },
            },
        )
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": SETTINGS})
        return self

    def __exit__(self, *_: object) -> None:
        self.ask("shutdown", None)
        self.tell("exit", None)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=5)
        self.process.kill()
        self.process.wait()
        self.reader.join()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()

    def open(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Open a file with a text in it; what is wrong with it, as the server says."""
        uri = path.as_uri()
        self.diagnostics.pop(uri, None)
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self.diagnostics:
            self._take()
        return self.diagnostics[uri]

    def hover(self, path: Path, line: int, column: int) -> str:
        """What the server says of a place, counted from 0, as Markdown."""
        told = self._at("textDocument/hover", path, line, column)
        return str(told["contents"]["value"]) if told else ""

    def completion(self, path: Path, line: int, column: int) -> dict[str, dict[str, Any]]:
        """What the server offers at a place, by its label."""
        told = self._at("textDocument/completion", path, line, column)
        return {item["label"]: item for item in told["items"]}

    def _at(self, method: str, path: Path, line: int, column: int) -> Any:
        place = {"line": line, "character": column}
        return self.ask(method, {"textDocument": {"uri": path.as_uri()}, "position": place})

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and wait for its answer."""
        self.last += 1
        self._send({"id": self.last, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == self.last and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, params: Any) -> None:
        """Send something that has no answer."""
        self._send({"method": method, "params": params})

    def _take(self) -> dict[str, Any]:
        """Take the next message; what the server asks is answered at once."""
        message = self.inbox.get(timeout=PATIENCE)
        assert message is not None, "the server has gone"
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            answer = None
            if message["method"] == "workspace/configuration":
                items = message["params"]["items"]
                answer = [SETTINGS.get(item.get("section")) for item in items]
            self._send({"id": message["id"], "result": answer})
        return message

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self.process.stdin
        assert stream is not None
        stream.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        stream.flush()

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while head := stream.readline():
            length = 0
            while head.strip():
                name, _, value = head.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                head = stream.readline()
            self.inbox.put(json.loads(stream.read(length)))
        self.inbox.put(None)
