"""What the fills of a sheet mean, as far as the sheet itself says so."""

import re
from collections.abc import Iterable, Mapping

from scrutiny_cli.importing.cell_text import cleaned, folded
from scrutiny_cli.importing.model import SourceRow
from scrutiny_cli.importing.phrases import any_of
from scrutiny_cli.importing.spreadsheets import Cell, Row
from scrutiny_cli.importing.spreadsheets.colours import colour_word

_WORDS = rf"(?:action |actions |item |items |is |are )*{any_of('done')}"
_DONE = re.compile(rf"(?:[=:–-] ?)?{_WORDS}(?: actions?| items?)?(?: and reported)?", re.IGNORECASE)
_COLOUR = r"green|blue|grey|gray|yellow|orange|red|purple|pink|black"
_LEGEND = re.compile(
    rf"(?P<colour>{_COLOUR})(?: shading| shaded| fill| rows?| cells?| highlight(?:ed|ing)?)*"
    rf"\s*(?:[=:–-]|means?|indicates?|shows?|is|are)\s*{_WORDS}(?: actions?| items?)?",
    re.IGNORECASE,
)
_SHADED = re.compile(
    rf"{_WORDS}(?: actions?| items?)?(?: are| is)?(?: now)?"
    rf"(?: shaded| highlighted| filled| marked| shown)(?: in)? (?P<colour>{_COLOUR})",
    re.IGNORECASE,
)


class Legend:
    """The fills that mean done, by colour or by the word for it."""

    def __init__(self, rows: Iterable[Row], done_fills: Iterable[str]) -> None:
        self.done: set[str] = set()
        self.meanings: set[str] = set()
        """Fills of which the sheet says something, whatever it is."""
        self.words = {word.casefold().lstrip("#") for word in done_fills}
        self.learn(rows)

    def learn(self, rows: Iterable[Row]) -> None:
        """Learn what the rows outside the tables say of fills."""
        for row in rows:
            cells = [cell for _, cell in sorted(row.cells.items())]
            for cell, following in zip(cells, [*cells[1:], Cell()], strict=True):
                self._learn(cell, following)

    def _learn(self, cell: Cell, following: Cell) -> None:
        text = folded(cleaned(cell.text)[0])
        words = text or folded(cleaned(following.text)[0])
        if cell.fill and words:
            self.meanings.add(cell.fill)
            if _DONE.fullmatch(words):
                self.done.add(cell.fill)
        explained = _LEGEND.fullmatch(text) or _SHADED.fullmatch(text)
        if explained:
            self.words.add(explained["colour"].replace("gray", "grey"))

    def says_done(self, fill: str) -> bool:
        """Whether a fill means that the action is done."""
        return fill in self.done or bool({fill.casefold(), colour_word(fill)} & self.words)


def unexplained(
    rows: Iterable[SourceRow], subject: str, legend: Legend
) -> Mapping[str, list[SourceRow]]:
    """The fills of which nothing is said, with the rows that have them in the cell of the subject."""
    by_fill: dict[str, list[SourceRow]] = {}
    for row in rows:
        fill = next((value.cell.fill for value in row.values if value.field == subject), None)
        if fill and fill not in legend.meanings and not legend.says_done(fill):
            by_fill.setdefault(fill, []).append(row)
    return by_fill
