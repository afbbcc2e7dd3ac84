"""What stops a change before it is worked out: records that cannot be read, ids that are taken."""

from scrutiny_cli.documents.problems import Problem
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.errors import RecordsError, UsageError
from scrutiny_cli.files import store
from scrutiny_cli.render.problems import line
from scrutiny_cli.workspace.loading import Loaded


def require_readable(loaded: Loaded, *kinds: str) -> None:
    """Refuse to go on while a record of some kinds cannot be read: it may be the one that counts."""
    for problem in _unread(loaded):
        if _may_hold(problem, kinds):
            raise RecordsError(
                f"a record that this needs cannot be read, so nothing was saved: {line(problem)}",
                "correct it first, then run the command again",
            )


def require_free_id(loaded: Loaded, kind: str, record_id: str) -> None:
    """Refuse an id that a record has already."""
    if (kind, record_id) in loaded.entries:
        raise UsageError(f"the id {record_id} is taken", "choose another with --id")


def require_one_record(loaded: Loaded, kind: str, record_id: str) -> None:
    """Refuse to change a record whose id another one has too."""
    for problem in _unread(loaded):
        same_id = problem.code == "duplicate-id" and problem.record == record_id
        if same_id and _may_hold(problem, (kind,)):
            raise RecordsError(
                f"several records have the id {record_id}, so nothing was saved: {line(problem)}",
                "give each an id of its own first",
            )


def _unread(loaded: Loaded) -> list[Problem]:
    """Return the problems behind which a record may be missing, as messages may quote them."""
    places = {
        (problem.path, problem.line, problem.column, problem.code)
        for problem in loaded.unread
        if problem.severity == "error" or problem.code == "file-not-read"
    }
    return [
        problem
        for problem in (loaded.diagnostics if places else ())
        if (problem.path, problem.line, problem.column, problem.code) in places
    ]


def _may_hold(problem: Problem, kinds: tuple[str, ...]) -> bool:
    """Say whether a file with a problem may hold a record of some kinds."""
    records, _, rest = problem.path.partition("/")
    folder = rest.partition("/")[0]
    return (
        records == store.RECORDS
        and folder != store.PAPERS
        and (folder in kinds or folder not in KINDS)
    )
