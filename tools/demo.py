"""The demo: builds five documents of the sample register, and shows what changed and the first screen.

The changes are made in a copy of the register, in a git repository of its own, one commit a day.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
MEETING = "cyp-2021-11-23"
EARLIER = "cyp-2021-10-12"
LATER = "2021-12-06"
DOCUMENTS = (
    (
        f"agenda-{MEETING}",
        ("agenda", "build", MEETING),
        "the agenda of 23 November, with deadlines and papers",
    ),
    (f"minutes-{EARLIER}", ("minutes", "build", EARLIER), "the minutes of 12 October"),
    ("action-log", ("tracker", "build", "actions"), "every action, its owner and its status"),
    (
        "recommendation-tracker",
        ("tracker", "build", "recommendations"),
        "what was recommended, and what came of it",
    ),
    (
        "programme-cyp-2021-22",
        ("programme", "build", "--year", "2021/22"),
        "the work programme of the year, meeting by meeting",
    ),
)
EDITS = (
    ("2021-11-26", ("action", "complete", "4", "--evidence", "Places advertised on 26 November")),
    ("2021-11-29", ("action", "move", "1", "--to", "2021-12-14", "--why", "The list is not ready")),
    (
        "2021-12-03",
        (
            *("action", "add", "--meeting", MEETING, "--action", "Send members the workshop dates"),
            *("--owner", "Clerk to the committee", "--due", "2021-12-17"),
        ),
    ),
)
"""What a clerk does after the meeting, each on its date."""


def scrutiny(*words: str, root: Path, as_of: str) -> str:
    """Run a command on a register and return what it prints."""
    program = shutil.which("scrutiny", path=str(Path(sys.executable).parent)) or "scrutiny"
    done = subprocess.run(
        [program, *words, "--root", str(root), "--as-of", as_of],
        env={**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(f"scrutiny {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def commit(folder: Path, day: str, message: str) -> None:
    """Commit everything in a folder, dated a day."""
    who = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (
            ("NAME", "Clerk"),
            ("EMAIL", "clerk@example.org"),
            ("DATE", f"{day}T12:00:00Z"),
        )
    }
    for line in (("add", "--all"), ("commit", "--quiet", f"--message={message}")):
        subprocess.run(["git", *line], cwd=folder, env={**os.environ, **who}, check=True)


def replay(folder: Path) -> str:
    """Make the edits in a copy of the register and return what changed."""
    shutil.copytree(ROOT / "records", folder / "records")
    shutil.copy(ROOT / "scrutiny.toml", folder / "scrutiny.toml")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    commit(folder, "2021-11-15", "The agenda is published")
    for day, words in EDITS:
        scrutiny(*words, root=folder, as_of=day)
        commit(folder, day, " ".join(words[:2]))
    log = BUILD / "action-log-after.html"
    scrutiny("tracker", "build", "actions", "--output", str(log), root=folder, as_of=LATER)
    return scrutiny("changes", root=folder, as_of=LATER)


def main() -> None:
    """Build the documents, then print what changed and the first screen."""
    as_of = sys.argv[1] if len(sys.argv) > 1 else "2021-11-15"
    BUILD.mkdir(exist_ok=True)
    # A page leads to those that are there, so the first ones are built again when all are.
    for name, command, _ in (*DOCUMENTS, *DOCUMENTS[:-1]):
        output = str(BUILD / f"{name}.html")
        scrutiny(*command, "--output", output, root=ROOT, as_of=as_of)
    with tempfile.TemporaryDirectory() as folder:
        changed = replay(Path(folder))
    print("After the meeting, three edits later: scrutiny changes\n")
    print(changed)
    print(f"The first screen on {as_of}: scrutiny\n")
    print(scrutiny("today", root=ROOT, as_of=as_of))
    print("Open these in a browser:")
    for name, _, sentence in DOCUMENTS:
        print(f"  {BUILD / name}.html\n    {sentence[:1].upper()}{sentence[1:]}.")
    print(
        f"  {BUILD / 'action-log-after.html'}\n    The log after the edits, with NEW and UPDATED."
    )
    pack = BUILD / f"pack-{MEETING}.pdf"
    if pack.is_file():
        print(f"  {pack}\n    The agenda and all its papers, numbered through.")


if __name__ == "__main__":
    main()
