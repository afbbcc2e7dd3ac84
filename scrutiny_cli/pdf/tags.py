"""The tags of a PDF, by which a screen reader reads it: put right, joined, or made for a PDF without any."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from pikepdf import (
    Array,
    Dictionary,
    Name,
    NumberTree,
    Operator,
    Pdf,
    Stream,
    String,
    parse_content_stream,
    unparse_content_stream,
)

Element = Any
"""An element of the tree of tags: a dictionary of pikepdf."""
# The structure types of PDF 1.7.
STANDARD = frozenset(
    {
        *("/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote", "/Caption", "/TOC"),
        *("/TOCI", "/Index", "/NonStruct", "/Private", "/P", "/H", "/H1", "/H2", "/H3", "/H4"),
        *("/H5", "/H6", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TR", "/TH", "/TD", "/THead"),
        *("/TBody", "/TFoot", "/Span", "/Quote", "/Note", "/Reference", "/BibEntry", "/Code"),
        *("/Link", "/Annot", "/Ruby", "/RB", "/RT", "/RP", "/Warichu", "/WT", "/WP", "/Figure"),
        *("/Formula", "/Form"),
    }
)
# What these may hold, and nothing else.
HOLDS = {
    "/L": frozenset({"/L", "/LI", "/Caption"}),
    "/LI": frozenset({"/Lbl", "/LBody"}),
    "/Table": frozenset({"/TR", "/THead", "/TBody", "/TFoot", "/Caption"}),
    **dict.fromkeys(("/THead", "/TBody", "/TFoot"), frozenset({"/TR"})),
    "/TR": frozenset({"/TH", "/TD"}),
}
_DEEPEST = 50
GROUPS = ("/Div", "/NonStruct", "/Sect", "/Part", "/Span", "/P")
_TEXT = re.compile(rb"(?<![\w/])(?:Tj|TJ)(?!\w)|[)>\]]\s*['\"]")
_MARKED = re.compile(rb"(?<!\w)(?:BDC|BMC|EMC)(?!\w)")
_SAVED, _RESTORED = re.compile(rb"(?<!\S)q(?!\S)"), re.compile(rb"(?<!\S)Q(?!\S)")
Faults = dict[tuple[str, str], int]
"""What is in the way of a reader: what lacks something, in the singular, and what it lacks."""
NO_WORDS = ("picture", "without words that say what it shows")
NOT_TAGGED_PART = ("part", "outside its tags")


def kids(element: Element) -> list[Any]:
    """Return what an element holds: elements, numbers of marked content, references to objects."""
    held = element.get("/K")
    return [] if held is None else list(held) if isinstance(held, Array) else [held]


def hold(element: Element, held: list[Any]) -> None:
    """Make an element hold these."""
    element.K = Array(held)
    for kid in held:
        if kind(kid):
            kid.P = element


def kind(thing: Any) -> str:
    """Return the structure type of an element; of anything else nothing."""
    return str(thing.get("/S", "")) if isinstance(thing, Dictionary) else ""


def walk(root: Element) -> Iterator[Element]:
    """Yield the elements below one, each before those below it. It may be changed meanwhile."""
    waiting = [kid for kid in reversed(kids(root)) if kind(kid)]
    known: set[tuple[int, int]] = set()  # a tree may have been bent to a circle
    while waiting:
        element = waiting.pop()
        if element.objgen in known:
            continue
        if element.is_indirect:
            known.add(element.objgen)
        yield element
        waiting += [kid for kid in reversed(kids(element)) if kind(kid)]


def new_element(pdf: "Pdf", type_: str, parent: Element, **more: Any) -> Element:
    """Return a new element below another, which does not hold it yet."""
    return pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(type_), P=parent, **more))


def is_tagged(pdf: "Pdf") -> bool:
    """Return whether a PDF has tags that its pages use."""
    root = pdf.Root.get("/StructTreeRoot")
    return root is not None and "/K" in root and any("/StructParents" in p for p in pdf.pages)


def repair(pdf: "Pdf") -> Faults:
    """Put the tags of a PDF right as PDF/UA asks, and return what cannot be, with how often."""
    root = pdf.Root.StructTreeRoot
    roles = {str(key): str(value) for key, value in (root.get("/RoleMap") or {}).items()}
    faults: Faults = {}
    kept = {note.objgen for page in pdf.pages for note in page.get("/Annots", [])}
    _rename(root, roles)
    for element in walk(root):
        for key in ("/AF", "/NS"):
            if key in element:
                del element[key]
        type_ = _rename(element, roles)
        _drop_dead_references(element, kept)
        if type_ in HOLDS:
            for kid in kids(element):
                if kind(kid):
                    _rename(kid, roles)
            _only_what_it_may_hold(pdf, element, type_)
        if type_ == "/TH":
            _give_scope(element)
        elif type_ == "/Figure" and not (element.get("/Alt") or element.get("/ActualText")):
            faults[NO_WORDS] = faults.get(NO_WORDS, 0) + 1
    if "/RoleMap" in root:
        del root["/RoleMap"]
    return faults


def _rename(element: Element, roles: dict[str, str]) -> str:
    """Give an element the standard type that its own stands for, and return it."""
    written = type_ = kind(element)
    for _ in roles:
        if type_ in STANDARD or type_ not in roles:
            break
        type_ = roles[type_]
    if written and type_ not in STANDARD:
        type_ = "/NonStruct"
    if written != type_:
        element.S = Name(type_)
    return type_


def _drop_dead_references(element: Element, kept: set[tuple[int, int]]) -> None:
    """Let go of annotations that are not on their page any more."""
    held = kids(element)
    alive = [
        kid
        for kid in held
        if not (isinstance(kid, Dictionary) and "/Obj" in kid)
        or isinstance(kid.Obj, Stream)
        or kid.Obj.objgen in kept
    ]
    if len(alive) < len(held):
        hold(element, alive)


def _only_what_it_may_hold(pdf: "Pdf", element: Element, type_: str) -> None:
    """Unwrap or wrap what a list, a table or a row holds and may not hold."""
    allowed = HOLDS[type_]
    held = kids(element)
    if all(kind(kid) in allowed for kid in held):
        return
    right: list[Any] = []
    for kid in held:
        inside = kids(kid) if kind(kid) in GROUPS else []
        if kind(kid) in allowed:
            right.append(kid)
        elif type_ == "/L" and len(inside) > 1 and all(kind(each) == "/LI" for each in inside):
            right.append(_term(kid, inside))
        elif inside and all(kind(each) in allowed for each in inside):
            right += inside
        elif kind(kid) and not kids(kid):
            continue  # it is empty
        elif type_ == "/LI" and right and kind(right[-1]) == "/LBody":
            hold(right[-1], [*kids(right[-1]), kid])
        else:
            right.append(_wrapped(pdf, element, kid, _WRAPPERS.get(type_)))
    hold(element, right)


_WRAPPERS = {"/L": "/LI", "/LI": "/LBody"}


def _wrapped(pdf: "Pdf", element: Element, kid: Any, type_: str | None) -> Any:
    """Put something into an element of a type; what has no wrapper stays as it is."""
    if type_ is None:
        return kid
    wrapper = new_element(pdf, type_, element)
    hold(wrapper, [kid])
    if "/Pg" in element:  # marked content directly in an element is of its page
        wrapper.Pg = element.Pg
    return wrapper


def _term(group: Element, items: list[Element]) -> Element:
    """Make one list item of a group of them: a label, and what it labels."""
    group.S = Name.LI
    parts = []
    for position, item in enumerate(items):
        for body in kids(item):
            if kind(body):
                body.S = Name.LBody if position else Name.Lbl
                parts.append(body)
    hold(group, parts)
    return group


def attributes(element: Element) -> list[Any]:
    """Return the attributes of an element: dictionaries, each of one owner."""
    said = element.get("/A")
    listed = [] if said is None else list(said) if isinstance(said, Array) else [said]
    return [each for each in listed if isinstance(each, Dictionary)]


def _give_scope(cell: Element) -> None:
    """Say of a heading whether it is of a row or of a column, if it does not."""
    known = attributes(cell)
    if not any("/Scope" in each for each in known):
        row = cell.get("/P")
        way = Name.Column if kind(row.get("/P")) == "/THead" else Name.Row
        cell.A = Array([*known, Dictionary(O=Name.Table, Scope=way)])


def rename_headers(element: Element, new_name: Callable[[bytes], bytes]) -> None:
    """Give the headings that a cell names other names."""
    for each in attributes(element):
        if "/Headers" in each:
            each.Headers = Array([String(new_name(bytes(name))) for name in each.Headers])


def join_tables(pdf: "Pdf", begun: tuple[tuple[int, int], ...]) -> None:
    """Make one table again of what the engine cut at the ends of pages.

    ``begun`` is how many tables and rows begin on each page. The heads that are repeated are no longer read.
    """
    position = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    repeated: dict[int, set[int]] = {}
    renamed: dict[bytes, bytes] = {}
    on_page: dict[int, list[Element]] = {}
    for element in walk(pdf.Root.StructTreeRoot):
        if kind(element) == "/Table":
            on_page.setdefault(position[element.Pg.objgen], []).append(element)
    before: Element | None = None
    for page in sorted(on_page):
        tables = on_page[page]
        if before is not None and (len(tables) > begun[page][0] or not _rows(before)):
            rows = sum(len(_rows(table)) for table in tables)
            marks = repeated.setdefault(page, set())
            _continue(before, tables[0], marks, renamed, cut_row=rows > begun[page][1])
            tables = tables[1:]
        before = tables[-1] if tables else before
    if renamed:
        for element in walk(pdf.Root.StructTreeRoot):
            rename_headers(element, lambda name: renamed.get(name, name))
    for page, marks in repeated.items():
        if marks:
            _make_artifacts(pdf, page, marks)


def drop_decoration(pdf: "Pdf", words: str) -> None:
    """Have no picture read out whose only words are these."""
    position = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    marks: dict[int, set[int]] = {}
    for element in list(walk(pdf.Root.StructTreeRoot)):
        if kind(element) == "/Figure" and str(element.get("/Alt", "")) == words:
            on_page = marks.setdefault(position[element.Pg.objgen], set())
            on_page |= {int(mark) for mark in _marks(element)}
            above = element.P
            hold(above, [k for k in kids(above) if not kind(k) or k.objgen != element.objgen])
    for page, decorative in marks.items():
        _make_artifacts(pdf, page, decorative)


def begun_on_pages(pdf: "Pdf") -> tuple[tuple[int, int], ...]:
    """Return how many tables and rows begin on each page of a PDF that the engine made elsewhere.

    A table goes on from the page before if it follows one there, has as many headings and no caption.
    """
    position = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    tables, rows = [0] * len(position), [0] * len(position)
    for element in (pdf.Root.StructTreeRoot, *walk(pdf.Root.StructTreeRoot)):
        before = None
        for table in kids(element):
            if kind(table) == "/Table":
                page = position[table.Pg.objgen]
                goes_on = (
                    before is not None
                    and position[before.Pg.objgen] == page - 1
                    and 0 < len(_headings(before)) == len(_headings(table))
                    and not any(kind(part) == "/Caption" for part in kids(table))
                )
                tables[page] += not goes_on
                rows[page] += len(_rows(table))
            before = table if kind(table) == "/Table" else None
    return tuple(zip(tables, rows, strict=True))


def _headings(table: Element) -> list[Element]:
    heads = [part for part in kids(table) if kind(part) == "/THead"]
    return [cell for head in heads[:1] for cell in walk(head) if kind(cell) == "/TH"]


def _rows(table: Element) -> list[Element]:
    """The rows of a table that are not its head."""
    parts = [kid for kid in kids(table) if kind(kid) in ("/TBody", "/TFoot")]
    return [row for part in parts for row in kids(part) if kind(row) == "/TR"]


def _continue(
    table: Element,
    rest: Element,
    repeated: set[int],
    renamed: dict[bytes, bytes],
    *,
    cut_row: bool,
) -> None:
    """Move the rows of the rest of a table to its beginning; ``cut_row`` says that one goes on."""
    has_head = any(kind(part) == "/THead" for part in kids(table))
    last, first = _rows(table)[-1:], _rows(rest)[:1]
    if cut_row and last and first and len(kids(last[0])) == len(kids(first[0])):
        for cell, more in zip(kids(last[0]), kids(first[0]), strict=True):
            hold(cell, [*_with_page(cell), *_with_page(more)])
        part = first[0].P
        hold(part, [row for row in kids(part) if row.objgen != first[0].objgen])
    rows = []
    for part in kids(rest):
        if kind(part) == "/THead" and has_head:
            for cell, again in zip(_headings(table), _headings(rest), strict=False):
                if "/ID" in cell and "/ID" in again:
                    renamed[bytes(again.ID)] = bytes(cell.ID)
            repeated |= {int(mark) for mark in _marks(part)}
        elif kids(part):
            rows.append(part)
    hold(table, [*kids(table), *rows])
    hold(rest, [])
    for _ in range(_DEEPEST):  # nor is a group read that held nothing but the rest
        if kids(rest):
            break
        above = rest.P
        hold(above, [kid for kid in kids(above) if not kind(kid) or kid.objgen != rest.objgen])
        rest = above


def _with_page(element: Element) -> list[Any]:
    """What an element holds; the numbers of marked content with their page, since they leave it."""
    return [
        kid if isinstance(kid, Dictionary) else Dictionary(Type=Name.MCR, Pg=element.Pg, MCID=kid)
        for kid in kids(element)
    ]


def _marks(element: Element) -> Iterator[Any]:
    """Yield the numbers of the marked content of an element and all below it."""
    for each in (element, *walk(element)):
        for kid in kids(each):
            if not isinstance(kid, Dictionary):
                yield kid
            elif "/MCID" in kid:
                yield kid.MCID


def _make_artifacts(pdf: "Pdf", page: int, marks: set[int]) -> None:
    """Make decoration of some marked content of a page, which is then not read out."""
    sheet = pdf.pages[page]

    def change(operands: Any, operator: str) -> Any:
        if operator == "BDC" and int(operands[1].get("/MCID", -1)) in marks:
            return [([Name.Artifact], Operator("BMC"))]
        return None

    _rewrite(pdf, sheet, change)
    owners = NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(sheet.StructParents)]
    for mark in marks:
        owners[mark] = None


def _rewrite(pdf: "Pdf", page: Any, change: Callable[[Any, str], Any]) -> None:
    """Write the content of a page again, with some of its instructions replaced."""
    written: list[Any] = []
    for instruction in parse_content_stream(page):
        instead = change(instruction.operands, str(instruction.operator))
        written += [instruction] if instead is None else instead
    page.Contents = pdf.make_stream(unparse_content_stream(written))


_BEGINS_PATH = frozenset({"m", "re"})
_PAINTS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"})
_SHOWS = frozenset({"Tj", "TJ", "'", '"', "Do", "INLINE IMAGE"})


def mark_decoration(pdf: "Pdf") -> int:
    """Mark lines and areas outside the tags as decoration; return how often words or pictures are."""
    begin: Any = ([Name.Artifact], Operator("BMC"))
    end: Any = ([], Operator("EMC"))
    left = 0
    for page in pdf.pages:
        depth, in_path, unmarked, saved = 0, False, 0, 0

        def change(operands: Any, operator: str) -> Any:
            nonlocal depth, in_path, unmarked, saved
            saved += (operator == "q") - (operator == "Q")
            if operator in ("BDC", "BMC"):
                depth += 1
            elif operator == "EMC":
                depth -= 1
            elif depth == 0 and not in_path and operator in _BEGINS_PATH:
                in_path = True
                return [begin, (operands, Operator(operator))]
            elif depth == 0 and operator == "sh":
                return [begin, (operands, Operator(operator)), end]
            elif depth == 0 and operator in _SHOWS:
                unmarked += 1
            elif in_path and operator in _PAINTS:
                in_path = False
                return [(operands, Operator(operator)), end]
            return None

        _rewrite(pdf, page, change)
        page.contents_add(b"\nQ" * saved)
        left += unmarked
    return left


def tag_pages(pdf: "Pdf", title: str) -> None:
    """Tag each page of a PDF without tags as one paragraph, or as a picture if it has no text."""
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    part = new_element(pdf, "/Part", root)
    parents: list[Any] = []
    links: list[Any] = []
    held: list[Any] = []
    for number, page in enumerate(pdf.pages):
        content, words = _content(page)
        if _MARKED.search(content):
            _rewrite(pdf, page, lambda _, operator: [] if operator in _MARKS else None)
        tag = "/P" if words else "/Figure"
        element = new_element(pdf, tag, part, Pg=page.obj, K=0)
        if not words:
            element.Alt = f"Page {number + 1} of {title}: a picture without text"
        page.contents_add(f"{tag} <</MCID 0>> BDC\n".encode(), prepend=True)
        saved = len(_SAVED.findall(content)) - len(_RESTORED.findall(content))
        page.contents_add(b"\nQ" * saved + b"\nEMC")
        page.StructParents = number
        parents += [number, pdf.make_indirect(Array([element]))]
        held.append(element)
        for note in page.get("/Annots", []):
            link = new_element(pdf, "/Link", part, Pg=page.obj)
            link.K = Dictionary(Type=Name.OBJR, Obj=note, Pg=page.obj)
            note.StructParent = len(pdf.pages) + len(links)
            links.append(link)
            held.append(link)
    for index, link in enumerate(links):
        parents += [len(pdf.pages) + index, link]
    hold(part, held)
    root.K = part
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(parents)))
    pdf.Root.StructTreeRoot = root


_MARKS = frozenset({"BDC", "BMC", "EMC", "MP", "DP"})


def _content(page: Any) -> tuple[bytes, bool]:
    """Return the instructions of a page, and whether they or those they call show text."""
    streams = page.obj.get("/Contents", [])
    content = b"\n".join(
        each.read_bytes() for each in (streams if isinstance(streams, Array) else [streams])
    )
    words = bool(_TEXT.search(content))
    waiting = [page.obj.get("/Resources", {})]
    for _ in range(_DEEPEST):  # forms may use forms, without end
        if words or not waiting:
            break
        for form in (waiting.pop().get("/XObject") or {}).values():
            if isinstance(form, Stream) and form.get("/Subtype") == "/Form":
                words = words or bool(_TEXT.search(form.read_bytes()))
                waiting.append(form.get("/Resources", {}))
    return content, words
