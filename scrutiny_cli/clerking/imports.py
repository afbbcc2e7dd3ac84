"""Use case of imports: write what an import proposes, without the rows that have an error."""

from typing import Any

from scrutiny_cli.clerking import edit
from scrutiny_cli.clerking.blocking import require_readable
from scrutiny_cli.clerking.filing import meeting_files, with_modeline
from scrutiny_cli.clerking.proposed import Proposed
from scrutiny_cli.domain.dates import parse_date
from scrutiny_cli.edits import render_record
from scrutiny_cli.errors import RecordsError
from scrutiny_cli.importing.model import Proposal
from scrutiny_cli.importing.summary import counts
from scrutiny_cli.render.problems import line
from scrutiny_cli.wording import listed
from scrutiny_cli.workspace.loading import Loaded

NEEDED = ("committees", "people", "meetings")
"""The kinds that decide what a row is; those that it writes are needed too."""


def prepare(loaded: Loaded, noun: str, proposal: Proposal) -> tuple[Proposal, edit.Edit]:
    """Return the proposal without the rows that `check` would refuse, and the edit it comes to."""
    needed = tuple(dict.fromkeys((*NEEDED, *WRITTEN.get(noun, (noun,)))))
    require_readable(loaded, *needed)
    while True:
        draft = edit.draft(loaded, _proposed(loaded, proposal, needed))
        if not draft.errors:
            return proposal, draft
        tried = {(r.kind, r.id) for r in proposal.new} | {(r.kind, r.id) for r in proposal.changed}
        refused = {
            (kind, name): ": ".join(filter(None, (error.field, error.message)))
            for error in draft.errors
            for kind, name in [(error.path.split("/")[1], error.record or "")]
            if (kind, name) in tried
        }
        if not refused:
            raise RecordsError(
                f"nothing was saved, because it would cause an error: {line(draft.errors[0])}",
                "correct it there, and import it again",
            )
        proposal = proposal.without(refused)


WRITTEN = dict.fromkeys(("recommendations", "responses"), ("recommendations", "responses"))


ALONE = ("committees", "meetings")
"""The kinds whose new records have a file each."""


def _proposed(loaded: Loaded, proposal: Proposal, needed: tuple[str, ...]) -> Proposed:
    new: dict[str, list[dict[str, Any]]] = {"meetings": list(proposal.meetings)}
    for row in proposal.new:
        new.setdefault(row.kind, []).append(row.data)
    files = {}
    for kind in ALONE:
        records = new.pop(kind, [])
        for path, data in zip(_files_of(loaded, kind, records), records, strict=True):
            files[path] = with_modeline(loaded, path, kind, render_record(data))
    return Proposed(
        summary(proposal),
        changes={(row.kind, row.id): row.changes for row in proposal.changed},
        records=new,
        files=files,
        needs=needed,
    )


def _files_of(loaded: Loaded, kind: str, records: list[dict[str, Any]]) -> list[str]:
    """Return the paths of new records that have a file each."""
    paths = [f"records/{kind}/{data['id']}.yaml" for data in records]
    if kind == "meetings":
        days = [(data["id"], parse_date(data["date"])) for data in records]
        paths = meeting_files(loaded, days)
    if there := {source.path for source in loaded.files.sources}.intersection(paths):
        raise RecordsError(
            f"{min(there)} is there already, with another record", "rename that file"
        )
    return paths


def summary(proposal: Proposal) -> str:
    """Return what would be written in words: `7 new actions and 2 new meetings`."""
    return listed(counts(proposal))
