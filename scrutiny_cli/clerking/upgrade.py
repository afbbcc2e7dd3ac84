"""Use case of an upgrade: what an older register must change to go on saying what it said."""

import re
from collections.abc import Iterator

from scrutiny_cli.clerking.blocking import require_readable
from scrutiny_cli.clerking.proposed import Proposed
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.ratings import tolerance_of, ways
from scrutiny_cli.edits import Append, Change, Delete
from scrutiny_cli.files.store import SETTINGS_FILE
from scrutiny_cli.register.settings import FORMAT
from scrutiny_cli.wording import count
from scrutiny_cli.workspace.loading import Loaded

Key = tuple[str, str]
Edits = dict[Key, list[Change]]

# Labels that say which bullet it was. Papers print none there, and documents print every label.
_POSITION = re.compile(r"(?:bullet|paragraph) [0-9]+")


def upgrade(loaded: Loaded) -> Proposed | None:
    """Propose what brings a register to the format of today; nothing if it has that."""
    if loaded.settings.format >= FORMAT:
        return None
    require_readable(loaded, *KINDS)
    edits: Edits = {}
    remarks = [
        *_labels(loaded, edits),
        *_resolutions(loaded, edits),
        *_tolerances(loaded),
        *_reviews(loaded),
    ]
    return Proposed(
        f"format {FORMAT}",
        changes=edits,
        files={SETTINGS_FILE: _settings(loaded)},
        needs=tuple(KINDS),
        remarks=tuple(remarks),
    )


def _settings(loaded: Loaded) -> str:
    """The settings with the format of today."""
    text = (loaded.files.settings or b"").decode("utf-8-sig")
    line = f"format = {FORMAT}"
    without = re.sub(r"(?m)^format\s*=.*\n?", "", text)
    return f"{line}\n{without}"


def _labels(loaded: Loaded, edits: Edits) -> Iterator[str]:
    """Take labels away that only say which bullet it was."""
    found = [
        r for r in loaded.register.recommendations.values() if _POSITION.fullmatch(r.label or "")
    ]
    for record in found:
        edits.setdefault(("recommendations", record.id), []).append(Delete(("label",)))
    if found:
        labels = count(len(found), "label")
        yield f"{labels} such as “{found[0].label}” deleted: papers print none, and documents would."


def _resolutions(loaded: Loaded, edits: Edits) -> Iterator[str]:
    """Put tracked resolutions of the minutes under `resolved:`, so that they are called that."""
    moved = 0
    known = loaded.register.recommendations
    for meeting in loaded.register.meetings.values():
        for index, minute in enumerate(meeting.minutes):
            tracked = [known.get(minuted.tracked or "") for minuted in minute.recommended]
            kinds = {record.kind if record else None for record in tracked}
            # A list of several kinds is one recommendation of the committee, as it stands.
            if kinds != {"resolution"}:
                continue
            changes = edits.setdefault(("meetings", meeting.id), [])
            for minuted in minute.recommended:
                entry = minuted.model_dump(exclude_none=True, exclude_defaults=True)
                changes.append(Append(("minutes", index, "resolved"), entry))
                moved += 1
            changes.append(Delete(("minutes", index, "recommended")))
    if moved:
        yield f"{count(moved, 'tracked resolution')} moved from `recommended:` to `resolved:`."


def _tolerances(loaded: Loaded) -> Iterator[str]:
    """Say which measures are no longer rated by ten points that nobody stated."""
    register = loaded.register
    for committee in register.committees.values():
        rule = committee.rules.rag
        measures = [
            measure
            for measure in register.measures.values()
            if register.belongs(measure, committee)
            and measure.target
            and set(ways(measure.target)) & {"at_least", "at_most", "between", "equals", "by"}
            and tolerance_of(measure, rule) is None
        ]
        if measures:
            yield (
                f"{committee.id}: {count(len(measures), 'measure')} not in per cent are not rated any "
                "more when they miss their target, because no tolerance is stated. To keep ten points, "
                "write `rules: {rag: {amber_within: 10}}` in the committee, or `amber_within:` in a measure."
            )


def _reviews(loaded: Loaded) -> Iterator[str]:
    """Say which reviews have a status without a date, which holds on every day."""
    names = [r.id for r in loaded.register.reviews.values() if r.status in ("reported", "closed")]
    for name in names:
        yield (
            f"{name}: its status is printed whatever the day. Write `reported_on:` with the date instead."
        )
