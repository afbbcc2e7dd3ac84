"""Other programs: where they are, and LibreOffice, which turns Word and OpenDocument files into PDF."""

import contextlib
import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

OFFICE_SECONDS = 60
"""How long LibreOffice may take to start, and then for each file."""
SECONDS_A_FILE = 15
_OFFICE_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
_EXPORT = {
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
}
# No macro is run, no link is followed, nothing is fetched.
_SETTINGS = "".join(
    f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    f"<value>{value}</value></prop></item>"
    for path, name, value in (
        ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
        ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
        ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
        ("Writer/Content/Update", "Link", "0"),
    )
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    f"{_SETTINGS}</oor:items>\n"
)


def find_program(name: str) -> str | None:
    """Return where a program is. Windows would look in the current folder first, which may be anybody's."""
    name = f"{name}.exe" if os.name == "nt" else name
    for folder in os.get_exec_path():
        file = Path(folder, name)
        if file.is_absolute() and file.is_file() and os.access(file, os.X_OK):
            return str(file)
    return None


def find_office() -> str | None:
    """Return where LibreOffice is."""
    places = (place for place in _OFFICE_PLACES if Path(place).is_file())
    return find_program("soffice") or find_program("libreoffice") or next(places, None)


def to_pdf(program: str, files: Mapping[str, bytes], *, claims: bool = False) -> dict[str, bytes]:
    """Return files as PDF, by their names, with LibreOffice; without those that it cannot read in time.

    Each says that it keeps to PDF/UA if it ``claims`` to.

    It runs with a profile of its own, in a folder that is removed afterwards.
    """
    export = {**_EXPORT, "PDFUACompliance": {"type": "boolean", "value": str(claims).lower()}}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        profile = folder / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        sources = []
        for number, (file, content) in enumerate(files.items()):
            source = folder / f"{number}{Path(file).suffix.lower()}"
            source.write_bytes(content)
            sources.append(str(source))
        _run(
            [
                program,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
                *("--convert-to", f"pdf:writer_pdf_Export:{json.dumps(export)}"),
                *("--outdir", str(folder / "out"), *sources),
            ],
            OFFICE_SECONDS + SECONDS_A_FILE * len(sources),
        )
        made = {file: folder / "out" / f"{number}.pdf" for number, file in enumerate(files)}
        return {file: path.read_bytes() for file, path in made.items() if path.is_file()}


def _run(command: list[str], seconds: int) -> None:
    """Run a program, and end it with all that it started when its time is over."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        try:
            process.wait(seconds)
        except BaseException as fault:
            with contextlib.suppress(ProcessLookupError):
                if os.name == "posix":
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
            if not isinstance(fault, subprocess.TimeoutExpired):
                raise
