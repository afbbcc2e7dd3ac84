"""A workbook beside the register: what would become of each row."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from scrutiny_cli.domain.actions import Action
from scrutiny_cli.domain.committees import Committee
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.domain.meetings import Meeting
from scrutiny_cli.errors import UsageError
from scrutiny_cli.importing import exported, headings, tables
from scrutiny_cli.importing.legend import Legend, unexplained
from scrutiny_cli.importing.matching import Comparer, match, one_or_several
from scrutiny_cli.importing.model import (
    READ,
    UNTOLD,
    WORDS,
    CellPlace,
    Changed,
    ImportOptions,
    Left,
    New,
    Proposal,
    Remark,
    Same,
)
from scrutiny_cli.importing.naming import Namer
from scrutiny_cli.importing.reading import Reader, Wanted
from scrutiny_cli.importing.spreadsheets import Sheet, Workbook
from scrutiny_cli.importing.spreadsheets.colours import colour_word
from scrutiny_cli.importing.words import folded
from scrutiny_cli.register.decoding import PlacedRecord
from scrutiny_cli.register.register import Register
from scrutiny_cli.wording import count, did_you_mean, listed, shorten


def propose(
    book: Workbook,
    register: Register,
    entries: Mapping[tuple[str, str], PlacedRecord],
    committee: Committee,
    asked: ImportOptions,
    *,
    meeting: Meeting | None = None,
    reported: Meeting | None = None,
) -> Proposal:
    """What the action log in a workbook comes to; nothing is changed.

    ``meeting`` is where the actions arose that name none, ``reported`` the meeting that was told
    of those on a tab of what is reported complete. Raises ``UsageError`` where there is no action
    log, or an option names what is not there.
    """
    chosen, skipped = _chosen(book, asked.sheets)
    columns = {headings.plain(heading): name for heading, name in asked.columns.items()}
    found = {sheet.name: tables.find(sheet, columns) for sheet in chosen}
    _must_hold_actions(found, asked)
    if any(line.exported for one in found.values() for line in one.lines):
        # Other sheets of an export have actions too, but none of the log.
        found = {n: one for n, one in found.items() if any(line.exported for line in one.lines)}
    maker = _Maker(register, entries, committee, asked.as_of)
    legend = Legend((row for one in found.values() for row in one.outside), asked.done_fills)
    reader = Reader(register, committee, legend, asked, meeting, reported)
    for one in found.values():
        for line in one.lines:
            maker.take(exported.read(line) if line.exported else reader.read(line))
    maker.left += [left for one in found.values() for left in one.left]
    maker.remarks += [Remark(READ, None, text) for text in book.remarks]
    maker.remarks += [remark for one in found.values() for remark in one.remarks]
    maker.remarks += _of_sheets(found, skipped, legend)
    return maker.proposal(tuple(reader.planned.values()))


def _chosen(book: Workbook, names: Sequence[str]) -> tuple[list[Sheet], list[str]]:
    """The sheets to read, and the names of those left alone; hidden ones are read when named."""
    known = {sheet.name.casefold(): sheet for sheet in book.sheets}
    for name in names:
        if name.casefold() not in known:
            titles = [sheet.name for sheet in book.sheets]
            hint = did_you_mean(name, titles) or f"the sheets are {listed(titles)}"
            raise UsageError(f"there is no sheet {name!r}", hint)
    if names:
        wanted = [known[name.casefold()] for name in names]
        return list({sheet.name: sheet for sheet in wanted}.values()), []
    shown = [sheet for sheet in book.sheets if not sheet.hidden]
    return shown, [sheet.name for sheet in book.sheets if sheet.hidden and sheet.rows]


def _must_hold_actions(found: Mapping[str, tables.Found], asked: ImportOptions) -> None:
    if not any(one.tables for one in found.values()):
        raise UsageError(
            "no table of actions was found: no row has a heading for the action and for one thing "
            "more (its owner, number, due date or progress)",
            'name the headings: --column "Agreed step=action" --column "Lead=owner"',
        )
    seen = {headings.plain(heading) for one in found.values() for heading in one.headings}
    for heading in asked.columns:
        if headings.plain(heading) not in seen:
            known = list(dict.fromkeys(h for one in found.values() for h in one.headings))
            hint = did_you_mean(heading, known) or f"the headings are {listed(known)}"
            raise UsageError(f"--column: there is no heading {heading!r}", hint)


def _of_sheets(
    found: Mapping[str, tables.Found], skipped: Sequence[str], legend: Legend
) -> list[Remark]:
    """What is to be said of whole sheets: left alone, unknown headings, unexplained fills."""
    told = []
    if skipped:
        text = f"hidden sheets were not read: {listed(skipped)}; name one with --sheet to read it"
        told.append(Remark(READ, None, text))
    for name, one in found.items():
        if not one.tables and one.outside:
            rows = count(len(one.outside), "row")
            told.append(
                Remark(READ, CellPlace(name, 0), f"no table of actions in its {rows} of words")
            )
        elif one.beside:
            said = " | ".join(
                cell.text or cell.comment or "" for row in one.beside for cell in row.cells.values()
            )
            text = f"above the table, and part of no action: `{shorten(said, 150)}`"
            told.append(Remark(READ, CellPlace(name, 0), text))
        if one.unknown:
            told.append(Remark(WORDS, CellPlace(name, 0), _unknown(one.unknown)))
        if remark := _comments(one):
            told.append(Remark(WORDS, CellPlace(name, 0), remark))
        for fill, lines in unexplained(one.lines, legend).items():
            word = colour_word(fill)
            rows = listed([str(line.place.row) for line in lines[:6]] + ["more"] * (len(lines) > 6))
            text = f"filled {word} (#{fill}): row {rows}; if it means done, add --done-fill {word}"
            told.append(Remark(READ, CellPlace(name, 0), text))
    return told


def _comments(found: tables.Found) -> str | None:
    """That a column of comments stands in no document, where nothing else could be the progress."""
    known = {headings.plain(heading): heading for heading in found.headings}
    column = next(
        (known[words] for words in ("comments", "comment", "remarks") if words in known), ""
    )
    cells = sum(v.heading == column for one in found.lines for v in one.of("notes"))
    if not cells or any(one.of("progress") for one in found.lines):
        return None
    return (
        f"`{column}` ({count(cells, 'cell')}) was kept in the notes, which stand in no document; if it "
        f'is the progress: --column "{column}=progress"'
    )


def _unknown(headings_: Mapping[str, int]) -> str:
    """The headings that nobody knows, and how to say what one means."""
    some = [
        f"`{heading}` ({count(number, 'cell')})"
        if heading
        else count(number, "cell") + " without one"
        for heading, number in list(headings_.items())[:12]
    ]
    more = [f"{len(headings_) - 12} more"] if len(headings_) > 12 else []
    named = next((heading for heading in headings_ if heading), None)
    hint = f'; if one is known by another name: --column "{named}=FIELD"' if named else ""
    return f"unknown headings, kept in the notes: {listed([*some, *more])}{hint}"


class _Maker:
    """Takes rows one by one, each beside the register and the rows before it."""

    def __init__(
        self,
        register: Register,
        entries: Mapping[tuple[str, str], PlacedRecord],
        committee: Committee,
        as_of: date,
    ) -> None:
        self._register = register
        self._entries = entries
        self._committee = committee
        self._compare = Comparer(register, as_of)
        self._actions = list(register.actions.values())
        self._belonging: dict[str, list[Action]] = {}
        self._rows: dict[str, CellPlace] = {}
        self._namer = Namer(self._actions)
        self._fresh: dict[str, list[Wanted]] = {}
        self._words: dict[CellPlace, str] = {}
        self._untold: list[CellPlace] = []
        self._unnamed: dict[tuple[str, str], list[str]] = {}
        self._either: dict[tuple[str, str], dict[str, date]] = {}
        self._homeless: dict[Any, list[CellPlace]] = {}
        self.new: list[New] = []
        self.changed: list[Changed] = []
        self.same: list[Same] = []
        self.left: list[Left] = []
        self.remarks: list[Remark] = []

    def take(self, wanted: Wanted) -> None:
        """Decide what becomes of a row."""
        self._words[wanted.place] = wanted.words
        action = match(wanted, self._candidates(wanted))
        if isinstance(action, str):
            self._leave(wanted, action)
        elif action is None:
            self._add(wanted)
        elif action.id in self._rows:
            self._leave(
                wanted, f"{_row(self._rows[action.id], wanted.place)} is {action.id} already"
            )
        else:
            self._rows[action.id] = wanted.place
            self._hold(wanted, action)

    def _candidates(self, wanted: Wanted) -> list[Action]:
        """The actions of the row's committee, and the one that a row of an export names."""
        name = wanted.data.get("committee", self._committee.id)
        if name not in self._belonging:
            bodies = [(action, self._register.committee_of(action)) for action in self._actions]
            self._belonging[name] = [a for a, body in bodies if body is None or body.id == name]
        named = self._register.actions.get(wanted.reference or "") if wanted.exported else None
        return [*([named] if named else []), *self._belonging[name]]

    def _leave(self, wanted: Wanted, why: str) -> None:
        self.left.append(Left(wanted.place, why, wanted.words))

    def _hold(self, wanted: Wanted, action: Action) -> None:
        raw = self._entries["actions", action.id].data
        found = self._compare.differences(wanted, action, raw)
        self._note(wanted)
        if found.changes:
            told = tuple(found.told)
            self.changed.append(
                Changed(wanted.place, action.id, tuple(found.changes), told, wanted.data)
            )
        else:
            self.same.append(Same(wanted.place, action.id))

    def _add(self, wanted: Wanted) -> None:
        twin = self._twin(wanted)
        if twin:
            self._leave(wanted, f"it says the same as {_row(twin.place, wanted.place)}")
            return
        data = dict(wanted.data)
        name = self._namer.name(wanted.reference, data.get("number"))
        if "owner" in data:
            data["owner"] = one_or_several(data["owner"])
        self.new.append(New(wanted.place, name, {"id": name, **data}))
        self._fresh.setdefault(folded(wanted.words), []).append(wanted)
        self._note(wanted)

    def _twin(self, wanted: Wanted) -> Wanted | None:
        """A row before with the same words, of the same meeting and number."""
        for other in self._fresh.get(folded(wanted.words), ()):
            named = wanted.reference and other.reference and wanted.reference != other.reference
            if named or other.meeting_day != wanted.meeting_day:
                continue
            if all(
                other.data.get(key, value) == value == wanted.data.get(key, value)
                for key in ("number", "meeting")
                for value in (wanted.data.get(key) or other.data.get(key),)
            ):
                return other
        return None

    def _note(self, wanted: Wanted) -> None:
        """Gather what is to be said of a row that is taken."""
        for remark in wanted.remarks:
            if remark.kind == UNTOLD:
                self._untold.append(wanted.place)
            else:
                self.remarks.append(remark)
        for heading, written in wanted.unnamed:
            self._unnamed.setdefault((wanted.place.sheet, heading), []).append(written)
        for heading, written, day in wanted.either:
            self._either.setdefault((wanted.place.sheet, heading), {})[written] = day
        if wanted.meeting_day:
            self._homeless.setdefault(wanted.meeting_day, []).append(wanted.place)

    def proposal(self, meetings: tuple[dict[str, Any], ...]) -> Proposal:
        """All of it, in the order of the rows, with the meetings that it needs."""
        needed = [one.data for one in self.new] + [one.said for one in self.changed]
        names = {data.get(key) for data in needed for key in ("meeting", "reported")}
        return Proposal(
            tuple(self.new),
            tuple(self.changed),
            tuple(self.same),
            tuple(self.left),
            (*self.remarks, *self._gathered()),
            tuple(one for one in meetings if one["id"] in names),
            self._words,
        )

    def _gathered(self) -> list[Remark]:
        """What concerns several rows, said once."""
        told = []
        for day, places in sorted(self._homeless.items()):
            text = (
                f"the register holds no meeting on {long_date(day)}, so {count(len(places), 'action')} "
                f"kept its date in the notes"
            )
            told.append(Remark(WORDS, None, text))
        if self._homeless:
            told.append(
                Remark(
                    WORDS,
                    None,
                    "--new-meetings writes those meetings too; or `scrutiny meeting new DATE` and import again",
                )
            )
        if self._untold:
            rows = count(len(self._untold), "row")
            text = (
                f"{rows} reported complete, and nothing says at which meeting: they stay on the log as "
                "completed until --reported names it"
            )
            told.append(Remark(WORDS, None, text))
        for (sheet, heading), words in self._unnamed.items():
            others = f" and {len(words) - 1} more" if len(words) > 1 else ""
            text = (
                f"`{heading}`: `{shorten(words[0], 50)}`{others}: no number (figures only) and no id "
                "(letters, figures, `.`, `_` and `-`), so kept in the notes"
            )
            told.append(Remark(WORDS, CellPlace(sheet, 0), text))
        for (sheet, heading), read in self._either.items():
            some = [f"{written} as {long_date(day)}" for written, day in list(read.items())[:12]]
            more = [f"{len(read) - 12} more"] if len(read) > 12 else []
            text = f"`{heading}`, figures read day first: {listed([*some, *more])}"
            told.append(Remark(READ, CellPlace(sheet, 0), text))
        numbers: dict[tuple[str, str], list[CellPlace]] = {}
        for one in self.new:
            if "number" in one.data:
                key = (one.data["number"], one.data.get("meeting", ""))
                numbers.setdefault(key, []).append(one.place)
        for (number, _), places in numbers.items():
            if len(places) > 1:
                rows = listed([str(place.row) for place in places])
                text = f"number {number} stands in rows {rows}, each with other words"
                told.append(Remark(READ, CellPlace(places[0].sheet, 0), text))
        return told


def _row(place: CellPlace, seen_from: CellPlace) -> str:
    return f"row {place.row}" + (f" of `{place.sheet}`" if place.sheet != seen_from.sheet else "")
