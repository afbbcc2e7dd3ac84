"""Use case of imports: write what an import proposes, without the rows that have an error."""

from scrutiny_cli.clerking import edit
from scrutiny_cli.clerking.blocking import require_readable
from scrutiny_cli.clerking.filing import meeting_file, with_modeline
from scrutiny_cli.clerking.proposed import Proposed
from scrutiny_cli.domain.dates import parse_date
from scrutiny_cli.edits import render_record
from scrutiny_cli.errors import RecordsError
from scrutiny_cli.importing.model import Proposal
from scrutiny_cli.render.problems import line
from scrutiny_cli.wording import count, listed
from scrutiny_cli.workspace.loading import Loaded

NEEDED = ("committees", "people", "meetings", "actions")
"""The kinds that decide which rows are new."""


def prepare(loaded: Loaded, proposal: Proposal) -> tuple[Proposal, edit.Edit]:
    """Return the proposal without the rows that `check` would refuse, and the edit it comes to."""
    require_readable(loaded, *NEEDED)
    while True:
        draft = edit.draft(loaded, _proposed(loaded, proposal))
        if not draft.errors:
            return proposal, draft
        ids = {row.id for row in proposal.new} | {row.id for row in proposal.changed}
        refused = {e.record: f"{e.field}: {e.message}" for e in draft.errors if e.record in ids}
        if not refused:
            raise RecordsError(
                f"nothing was saved, because it would cause an error: {line(draft.errors[0])}",
                "correct the spreadsheet there, and import it again",
            )
        proposal = proposal.without({name: why for name, why in refused.items() if name})


def _proposed(loaded: Loaded, proposal: Proposal) -> Proposed:
    files = {}
    for data in proposal.meetings:
        path = meeting_file(loaded, data["id"], parse_date(data["date"]))
        files[path] = with_modeline(loaded, path, "meetings", render_record(data))
    return Proposed(
        summary(proposal),
        changes={("actions", row.id): row.changes for row in proposal.changed},
        records={"actions": [row.data for row in proposal.new]} if proposal.new else {},
        files=files,
        needs=NEEDED,
    )


def summary(proposal: Proposal) -> str:
    """Return what would be written in words: `7 new actions and 2 new meetings`."""
    parts = [
        count(len(proposal.new), "new action") if proposal.new else "",
        count(len(proposal.changed), "changed action") if proposal.changed else "",
        count(len(proposal.meetings), "new meeting") if proposal.meetings else "",
    ]
    return listed([part for part in parts if part])
