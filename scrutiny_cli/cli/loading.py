"""Reading the register for a command, and refusing to publish what has faults."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scrutiny_cli.cli import console, options
from scrutiny_cli.errors import RecordsError

if TYPE_CHECKING:
    from scrutiny_cli.register import Register
    from scrutiny_cli.workspace import Loaded


@dataclass(frozen=True)
class View:
    """What a command works on: the register as its reader may see it, the day, the revision."""

    loaded: "Loaded"
    register: "Register"
    as_of: date
    revision: str
    private: bool

    @property
    def templates(self) -> Path:
        """The user's folder of template overrides."""
        return self.loaded.root / "templates"

    @property
    def folder(self) -> Path:
        """Where documents go by default."""
        return self.loaded.root / self.loaded.settings.output


def view(
    root: Path | None,
    as_of: str | None,
    *,
    private: bool = False,
    draft: bool = True,
    quiet: bool = False,
) -> View:
    """Read the register and cut it to what may be seen.

    Without ``draft`` it is refused while there are errors; with it they are counted aloud.
    """
    from scrutiny_cli.public import public, revision
    from scrutiny_cli.render.faults import line
    from scrutiny_cli.wording import count
    from scrutiny_cli.workspace import load

    day = options.as_of_day(as_of)
    loaded = load(options.root_folder(root))
    if loaded.errors:
        if not draft:
            for fault in loaded.errors[:5]:
                console.say(line(fault))
            raise RecordsError(
                f"the records have {count(len(loaded.errors), 'error')}, so nothing is published",
                "`scrutiny check` lists them; --draft builds all the same, marked as a draft",
            )
        faults = count(len(loaded.errors), "error")
        console.say(f"warning: the records have {faults}; `scrutiny check` lists them", quiet=quiet)
    register = loaded.register if private else public(loaded.register)
    stamp = revision(loaded.entries.values(), register)
    return View(loaded, register, day, stamp, private)
