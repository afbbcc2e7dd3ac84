"""What changed besides the records: settings, papers, templates; and what to say if no record did."""

from collections.abc import Iterator

from scrutiny_cli.exempt.cutting import may_be_cut
from scrutiny_cli.files.store import PAPERS, RECORDS, SETTINGS_FILE
from scrutiny_cli.wording import count
from scrutiny_cli.workspace.marks import Compared, OtherChanges

_VISIBILITY = {True: "private", False: "public"}


def lines(compared: Compared, *, private: bool) -> list[str]:
    """A line for each setting and each other file that differs.

    A paper may be exempt, so in a private register papers are left out of what the public sees.
    """
    other = compared.other
    if other is None:
        return []
    changed = list(_settings(other, private=private)) if SETTINGS_FILE in other.paths else []
    papers = [path for path in other.paths if path.startswith(f"{RECORDS}/{PAPERS}/")]
    if papers and (private or not _is_private(other)):
        changed.append(f"Papers: {count(len(papers), 'file')} changed")
    beside = (path for path in other.paths if path not in papers and path != SETTINGS_FILE)
    return [*changed, *(f"{path}: changed" for path in beside)]


def _settings(other: OtherChanges, *, private: bool) -> Iterator[str]:
    before, now = other.before, other.now
    if before == now:
        yield f"{SETTINGS_FILE}: changed, with the same effect"
    if before.private != now.private:
        yield f"Visibility: {_VISIBILITY[now.private]} (before: {_VISIBILITY[before.private]})"
    if before.committee != now.committee:
        yield f"Committee: {now.committee or 'none'} (before: {before.committee or 'none'})"
    if before.output != now.output:
        yield f"Folder for documents: {now.output} (before: {before.output})"
    # In a private register a place or a reason may be exempt.
    quoted = private or not _is_private(other)
    for verb, these, others in (
        ("Accepts", now.accepted, before.accepted),
        ("No longer accepts", before.accepted, now.accepted),
    ):
        for warning in these:
            if warning not in others:
                place = f" ({warning.place}): {warning.why}" if quoted else ""
                yield f"{verb} a warning: {warning.code}{place}"


def _is_private(other: OtherChanges) -> bool:
    return other.before.private or other.now.private


def nothing(compared: Compared, *, private: bool) -> str:
    """What to say where no record differs: no more than is so, and nothing of what is exempt."""
    if compared.remarks:
        return "Nothing that could be compared has changed in the records."
    if not private and _something_is_cut(compared):
        return "Nothing that the public may see has changed in the records."
    if compared.differences:
        return "Nothing of this committee has changed in the records."
    if compared.files:
        files = count(len(compared.files), "file")
        return f"No record has changed. {files} of records changed in comments or layout alone."
    return "Nothing has changed in the records."


def _something_is_cut(compared: Compared) -> bool:
    """Whether the public is shown less than there is, on either side."""
    if compared.other is not None and _is_private(compared.other):
        return True
    return any(may_be_cut(side.whole, side.index) for side in (compared.before, compared.now))
