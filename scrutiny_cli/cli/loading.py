"""Reading the register for a command, and refusing to publish what has faults."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrutiny_cli.cli import console, lookup, options
from scrutiny_cli.domain import dates
from scrutiny_cli.errors import RecordsError
from scrutiny_cli.exempt import cutting
from scrutiny_cli.files import store
from scrutiny_cli.render import problems
from scrutiny_cli.reports import standpoint as standpoints
from scrutiny_cli.reports.trackers import actions
from scrutiny_cli.wording import count
from scrutiny_cli.workspace import loading, tables

if TYPE_CHECKING:
    from scrutiny_cli.domain.committees import Committee
    from scrutiny_cli.register.register import Register
    from scrutiny_cli.reports.standpoint import Standpoint
    from scrutiny_cli.workspace.loading import Loaded


ALL = "all"
"""What `--committee` takes for every committee, where the settings name one."""


@dataclass(frozen=True)
class View:
    """What a command works on: the register as its reader may see it, the day, the revision."""

    loaded: "Loaded"
    register: "Register"
    as_of: date
    revision: str
    private: bool
    draft: bool
    beside: frozenset[str] = frozenset()
    """The names of the pages in the folder that documents go to."""

    @property
    def on_day(self) -> "View":
        """This view of the register as it was known on the day."""
        known = tables.with_tables(self.loaded, self.register, private=self.private)
        return replace(self, register=known.on_day(self.as_of))

    def committees(self, name: str | None) -> "list[Committee]":
        """The committee named or, without a name, the one in the settings; ``all`` means all of them."""
        known = self.register.committees
        name = name or self.loaded.settings.committee
        if name is None or (name == ALL and ALL not in known):
            return list(known.values())
        return [lookup.find_committee(self.register, self.loaded.settings, name)]

    def standpoint(self, committee: str | None = None, *filters: str) -> "Standpoint":
        """From where the reports of the command are made; ``filters`` are its own."""
        bodies = self.committees(committee)
        if committee is None and len(bodies) < len(self.register.committees):
            filters = (*filters, f"Only {bodies[0].name}")
        return standpoints.Standpoint(
            register=self.register,
            as_of=self.as_of,
            revision=self.revision,
            committees=tuple(bodies),
            filters=(*self.filters, *filters),
            draft=self.draft,
            private=self.private,
            beside=self.beside,
        )

    def standpoint_of(self, record: Any, committee: str | None = None) -> "Standpoint":
        """The same for the committee of a record; if that is unclear, the one named or set."""
        settings = self.loaded.settings
        body = self.register.committee_of(record)
        body = body or lookup.find_committee(self.register, settings, committee)
        return self.standpoint(body.id)

    @property
    def filters(self) -> tuple[str, ...]:
        """What was left out, in words."""
        hidden = 0 if self.private else self.loaded.hidden
        if not hidden:
            return ()
        return (f"Without what arises from exempt items ({count(hidden, 'record')})",)

    @property
    def suffix(self) -> str:
        """What the name of a private or draft document ends with."""
        return ("-private" if self.private else "") + ("-draft" if self.draft else "")

    @property
    def templates(self) -> Path:
        """The user's folder of template overrides."""
        return self.loaded.root / "templates"

    @property
    def word_template(self) -> Path | None:
        """The Word file whose styles, header and footer documents in Word take, if there is one."""
        name = self.loaded.settings.word_template
        return self.loaded.root / name if name else None

    @property
    def folder(self) -> Path:
        """Where documents go by default."""
        return self.loaded.root / self.loaded.settings.output


def say_later(at: "Standpoint", *, quiet: bool) -> None:
    """Say how many actions are left out because they came on the log after the day."""
    if number := actions.later(at):
        left = f"{count(number, 'action')} added after {dates.long_date(at.as_of)}"
        console.say(f"note: without {left}", quiet=quiet)


def open_view(
    root: Path | None,
    as_of: str | None,
    *,
    private: bool = False,
    draft: bool | None = None,
    quiet: bool = False,
) -> View:
    """Read the register and cut it to what may be seen.

    A command that publishes says whether it is a ``draft``; without one it is refused while there
    are errors. Other commands go on and count them aloud. An answer from a register in which a
    record cannot be read says so, and the command ends with 1.
    """
    day = options.as_of_date(as_of)
    loaded = loading.load(options.root_folder(root), day)
    if draft is False and loaded.errors:
        for fault in loaded.errors[:5]:
            console.say(problems.line(fault, store.from_here(loaded.root)))
        raise RecordsError(
            f"the records have {count(len(loaded.errors), 'error')}, so nothing is published",
            "`scrutiny check` lists them; --draft builds anyway, marked as a draft",
        )
    if loaded.errors:
        faults = count(len(loaded.errors), "error")
        console.say(f"warning: the records have {faults}; `scrutiny check` lists them", quiet=quiet)
    if not private:
        loaded.require_exemption_known()
    register = loaded.register if private else loaded.public
    console.INCOMPLETE[:] = register.unread
    stamp = cutting.revision(loaded.files.sources, loaded.entries.values(), register)
    return View(loaded, register, day, stamp, private, bool(draft))
