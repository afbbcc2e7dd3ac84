"""Git repositories for tests: fixed people and days, nothing of whoever runs the tests in them."""

import os
from collections.abc import Mapping
from pathlib import Path

from tests.programs import captured
from tests.registers import BASE, write_tree

ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
}
"""The environment that keeps git from reading the settings of the person and the machine."""


class Repository:
    """A repository in a folder of its own; its register may stand in a sub-folder."""

    def __init__(self, folder: Path, inside: str = "") -> None:
        self.folder = folder
        self.root = folder / inside
        self.root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, day: str = "2021-09-01") -> str:
        """Run git at noon of a day, or at the moment given, and return what it prints."""
        moment = day if "T" in day else f"{day}T12:00:00+00:00"
        environment = {n: v for n, v in os.environ.items() if not n.startswith("GIT_")}
        for who in ("AUTHOR", "COMMITTER"):
            environment |= {
                f"GIT_{who}_NAME": "Clerk",
                f"GIT_{who}_EMAIL": "clerk@example.gov.uk",
                f"GIT_{who}_DATE": moment,
            }
        done = captured(["git", *arguments], cwd=self.folder, env={**environment, **ALONE})
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files below the register's root, or take them away."""
        write_tree(self.root, {name: text for name, text in files.items() if text is not None})
        for name in [name for name, text in files.items() if text is None]:
            (self.root / name).unlink()

    def commit(self, day: str, files: Mapping[str, str | bytes | None] | None = None) -> str:
        """Write files and commit everything on a day; the commit's id."""
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", f"--message=as of {day}", day=day)
        return self.git("rev-parse", "HEAD")


def meeting(day: str, *, published: str | None = None, more: str = "") -> dict[str, str]:
    """The file of a meeting."""
    text = f"date: {day}\n" + (f"published_on: {published}\n" if published else "") + more
    return {f"records/meetings/cyp-{day}.yaml": text}


TWO_MEETINGS = {
    **{name: text for name, text in BASE.items() if "meetings" not in name},
    **meeting("2021-10-12", published="2021-10-04"),
    **meeting("2021-11-23", published="2021-11-15"),
}
"""A register with a committee and its two meetings, the second of which is to come."""


def action(name: str, **fields: str) -> str:
    """An action as an entry of a list; fields stand as they are given."""
    lines = [f"- id: {name}", f"  action: {fields.pop('action', f'Do {name}')}"]
    return "\n".join([*lines, *(f"  {key}: {value}" for key, value in fields.items())]) + "\n"
