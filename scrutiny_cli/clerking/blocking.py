"""What stops a change before it is worked out: records that cannot be read, ids that are taken."""

from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.errors import RecordsError, UsageError
from scrutiny_cli.files import store
from scrutiny_cli.render.problems import line
from scrutiny_cli.workspace.loading import Loaded


def require_readable(loaded: Loaded, *kinds: str) -> None:
    """Refuse to go on while a record of some kinds cannot be read: it may be the one that counts.

    A committee has rules from its council, so a council is needed wherever a committee is.
    """
    if "committees" in kinds:
        kinds = ("councils", *kinds)
    for problem in loaded.unread:
        if _may_hold(problem.path, kinds):
            raise RecordsError(
                f"a record that this needs cannot be read, so nothing was saved: "
                f"{line(problem, store.from_here(loaded.root))}",
                "correct it first, then run the command again",
            )


def require_free_id(loaded: Loaded, kind: str, record_id: str) -> None:
    """Refuse an id that a record has already."""
    if (kind, record_id) in loaded.entries:
        raise UsageError(f"the id {record_id} is taken", "choose another with --id")


def require_one_record(loaded: Loaded, kind: str, record_id: str) -> None:
    """Refuse to change a record whose id another one has too."""
    for finding in loaded.findings:
        twin = finding.code == "duplicate-id" and finding.record == record_id
        if twin and finding.file.startswith(f"{store.RECORDS}/{kind}/"):
            raise RecordsError(
                f"{finding.file} has another record with the id {record_id}, so nothing was saved",
                "give each an id of its own first",
            )


def _may_hold(path: str, kinds: tuple[str, ...]) -> bool:
    """Say whether a file that cannot be read may hold a record of some kinds."""
    records, _, rest = path.partition("/")
    folder = rest.partition("/")[0]
    known = {*KINDS, store.PAPERS}
    return records == store.RECORDS and (folder in kinds or folder not in known)
