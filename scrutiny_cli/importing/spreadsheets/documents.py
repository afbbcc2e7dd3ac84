"""Documents of Word (.docx) as sheets: each table with the paragraphs before it."""

from collections.abc import Iterator, Sequence

from scrutiny_cli import word
from scrutiny_cli.importing.spreadsheets.model import Cell, Merge, Row, Sheet, Unreadable, Workbook
from scrutiny_cli.wording import listed, shorten


def document(raw: bytes, name: str) -> Workbook:
    """The tables of a document in order; raise :class:`Unreadable` where there is none."""
    read = word.read(raw)
    sheets = list(_sheets(read))
    if not any(isinstance(block, word.WordTable) for block in read.blocks):
        raise Unreadable(
            "there is no table in the document",
            "put what is to be imported into a table with a row of headings",
        )
    remarks = list(read.remarks)
    if read.aside:
        words = shorten(" | ".join(read.aside), 150)
        remarks.append(f"words in text boxes and notes were not read: `{words}`")
    return Workbook(tuple(sheets), tuple(remarks), name.rpartition(".")[0] or name, flows=True)


def _sheets(read: word.WordFile) -> Iterator[Sheet]:
    before: list[Row] = []
    tables = 0
    last = max((n for n, b in enumerate(read.blocks) if isinstance(b, word.WordTable)), default=0)
    for position, block in enumerate(read.blocks):
        if isinstance(block, word.Paragraph):
            cell = _cell([block], None)
            if not cell.empty:
                before.append(Row(0, {0: cell}, prose=True, listed=bool(block.number)))
            continue
        tables += 1
        after = [] if position < last else list(_trailing(read.blocks[position + 1 :]))
        rows = (*before, *_rows(block), *after)
        yield Sheet(f"Table {tables}", rows, tuple(_merges(block)), margins=read.margins)
        before = []
        if position == last:
            return


def _trailing(blocks: Sequence[word.Block]) -> Iterator[Row]:
    for block in blocks:
        if isinstance(block, word.Paragraph):
            cell = _cell([block], None)
            if not cell.empty:
                yield Row(0, {0: cell}, prose=True, listed=bool(block.number))


def _rows(table: word.WordTable) -> Iterator[Row]:
    for number, row in enumerate(table.rows, 1):
        if row.deleted:
            words = f"this row was deleted by a tracked change: `{shorten(row.text)}`"
            yield Row(number, {0: Cell(doubt=words)}, prose=True)
            continue
        cells = {}
        for held in row.cells:
            cell = _cell(list(held.paragraphs), held.fill, held.text, nested=held.nested)
            # A cell that is merged with the one above may hold words even so.
            if cell.fill or not cell.empty:
                cells[held.column] = cell
        if any(not cell.empty for cell in cells.values()):
            yield Row(number, cells)


def _merges(table: word.WordTable) -> Iterator[Merge]:
    """The cells that stand for others, to the right or below."""
    below: dict[int, Merge] = {}
    for number, row in enumerate(table.rows, 1):
        open_ = {}
        for cell in row.cells:
            right = cell.column + cell.columns - 1
            above = below.get(cell.column)
            if cell.continues and above and above.right == right:
                open_[cell.column] = Merge(above.top, above.left, number, right)
            else:
                open_[cell.column] = Merge(number, cell.column, number, right)
        yield from (m for column, m in below.items() if _ended(m, open_.get(column)))
        below = open_
    yield from (merge for merge in below.values() if _ended(merge, None))


def _ended(merge: Merge, following: Merge | None) -> bool:
    """Whether cells are merged, and no row below goes on with them."""
    several = merge.top < merge.bottom or merge.left < merge.right
    return several and not (following and following.top == merge.top)


def _cell(
    paragraphs: list[word.Paragraph],
    fill: str | None,
    text: str | None = None,
    *,
    nested: bool = False,
) -> Cell:
    """The words of some paragraphs as one cell, tracked changes accepted, and every mark named."""
    doubts = []
    inserted = " ".join(p.inserted for p in paragraphs if p.inserted)
    deleted = " ".join(p.deleted for p in paragraphs if p.deleted)
    if inserted or deleted:
        changes = [f"inserted `{shorten(inserted)}`"] if inserted else []
        changes += [f"deleted `{shorten(deleted)}`"] if deleted else []
        doubts.append(f"tracked changes were read as accepted: {listed(changes)}")
    if hidden := " ".join(p.hidden for p in paragraphs if p.hidden):
        doubts.append(f"words hidden in Word were left out: `{shorten(hidden)}`")
    if nested:
        doubts.append("a table inside the cell was read line by line")
    if pictures := [p for paragraph in paragraphs for p in paragraph.pictures]:
        names = [picture.alternative or "without words" for picture in pictures]
        doubts.append(f"pictures were left out: {listed(names)}")
    worded = [p for p in paragraphs if p.words.strip()]
    struck = bool(worded) and all(p.struck for p in worded)
    links = dict.fromkeys(r.link for p in paragraphs for r in p.runs if r.link)
    words = "\n".join(p.text for p in worded) if text is None else text
    return Cell(
        words,
        struck=struck,
        partly=not struck and any(p.struck or p.partly_struck for p in worded),
        fill=None if fill in (None, "FFFFFF", "auto") else fill,
        comment="\n".join(c for p in paragraphs for c in p.comments) or None,
        link=" ".join(a for a in links if a.removeprefix("mailto:") not in words) or None,
        doubt="; ".join(doubts) or None,
    )
