"""Many papers as one PDF: numbered through, with the tags, links and bookmarks of all of them."""

import io
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pikepdf import (
    Array,
    Dictionary,
    Name,
    NameTree,
    NumberTree,
    ObjectStreamMode,
    OutlineItem,
    Pdf,
    Stream,
    String,
)

from scrutiny_cli import progress
from scrutiny_cli.pdf import tags
from scrutiny_cli.pdf.opening import library
from scrutiny_cli.pdf.stamps import Stamper

ADDRESS = "https://pack.invalid/"
"""What the address of a link in the front pages to a part begins with; its key follows."""
LANGUAGE = "en-GB"
BACK = "Back to the agenda"


class PackPart(NamedTuple):
    """A part of a pack: its title, its pages, and the number of the first one.

    ``group`` is the bookmark that it is below, ``heading`` what is printed on its first page, ``row`` the
    anchor in the front pages to which its first page leads back, ``destination`` its name in addresses.
    """

    key: str
    title: str
    pdf: "Pdf"
    first: int
    prefix: str = ""
    group: str = ""
    heading: str = ""
    row: str = ""
    destination: str = ""


def merge(
    parts: Sequence[PackPart],
    title: str,
    *,
    mark: str,
    accessible: bool,
    rows: Mapping[str, str],
) -> bytes:
    """Return parts as one PDF. The first is the front, to which the others lead back.

    ``mark`` is printed on every page. Only an ``accessible`` pack says of itself that it is. ``rows`` are
    names of places in the front pages, by their anchor there.
    """
    pack = _Pack(title, mark)
    for part in progress.tracked(parts, "Putting the pack together", len(parts)):
        pack.add(part)
    pack.link(parts)
    pack.stamp(parts)
    pack.name(parts, rows)
    return pack.saved(accessible=accessible)


class _Pack:
    """A pack being put together, part by part."""

    def __init__(self, title: str, mark: str) -> None:
        pikepdf = library()
        self.pdf: Pdf = pikepdf.new()
        self.title = title
        self.stamper = Stamper(self.pdf, mark)
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = tags.new_element(self.pdf, "/Document", self.root, Lang=LANGUAGE)
        self.tagged: list[Any] = []
        self.owners: dict[int, Any] = {}
        """What each key of the tree of parents leads to."""
        self.ids: dict[bytes, Any] = {}
        self.next_key = 0
        self.starts: list[int] = []
        self.anchors: dict[str, list[Any]] = {}
        self.labels: list[str] = []
        self.shared: set[tuple[int, int]] = set()

    def add(self, part: PackPart) -> None:
        """Add a part's pages, tags and bookmarks."""
        start = len(self.pdf.pages)
        bookmarks = self._bookmarks()
        source = part.pdf
        if not self.starts:
            self.anchors = _anchors(source)
        self.starts.append(start)
        self.pdf.add_pages_from(source, forms="strip")
        self._nest(part, start, bookmarks)
        tree = source.Root.StructTreeRoot
        tree = self.pdf.copy_foreign(tree if tree.is_indirect else source.make_indirect(tree))
        below = tags.new_element(self.pdf, "/Part", self.document, T=part.title)
        below.Lang = str(source.Root.get("/Lang", LANGUAGE)) or LANGUAGE
        tags.hold(below, tags.kids(tree))
        self.tagged.append(below)
        prefix = f"{len(self.starts)}-".encode()  # the ids of two parts may be the same
        for element in tags.walk(below):
            tags.rename_headers(element, lambda name: prefix + name)
            if "/ID" in element:
                element.ID = String(prefix + bytes(element.ID))
                self.ids[bytes(element.ID)] = element
        offset = self.next_key
        if "/ParentTree" in tree:
            owners: dict[int, Any] = dict(NumberTree(tree.ParentTree).items())
            self.owners |= {offset + key: owner for key, owner in owners.items()}
            self.next_key += max(owners, default=-1) + 1
        for number, page in enumerate(self.pdf.pages[start:]):
            self._shift(page.obj, offset)
            self.labels.append(f"{part.prefix}{part.first + number}")

    def _shift(self, page: Any, offset: int) -> None:
        """Give a page and what it shows their keys in the tree of parents of the whole."""
        if "/StructParents" in page:
            page.StructParents = int(page.StructParents) + offset
        things = [*page.get("/Annots", [])]
        waiting: list[Any] = [page.get("/Resources", {})]
        while waiting:
            for thing in (waiting.pop().get("/XObject") or {}).values():
                if (
                    isinstance(thing, Stream) and thing.objgen not in self.shared
                ):  # several pages may show it
                    self.shared.add(thing.objgen)
                    things.append(thing)
                    waiting.append(thing.get("/Resources", {}))
        for thing in things:
            for key in ("/StructParent", "/StructParents"):
                if key in thing:
                    thing[key] = int(thing[key]) + offset

    def _bookmarks(self) -> int:
        with self.pdf.open_outline() as outline:
            return len(outline.root)

    def _nest(self, part: PackPart, start: int, known: int) -> None:
        """Put a part's own bookmarks below one for the part, and that below the one of its group."""
        with self.pdf.open_outline() as outline:
            own = outline.root[known:]
            del outline.root[known:]
            item = OutlineItem(part.title, start)
            item.is_closed = True
            if len(own) == 1 and own[0].title == part.title:  # its one heading is its title
                own = own[0].children
            item.children.extend(own)
            last = outline.root[-1] if outline.root else None
            if not part.group:
                outline.root.append(item)
            elif last is not None and last.title == part.group:
                last.children.append(item)
            else:
                group = OutlineItem(part.group, start)
                group.children.append(item)
                outline.root.append(group)

    def link(self, parts: Sequence[PackPart]) -> None:
        """Make the links of the front pages lead to the parts."""
        places = {part.key: index for index, part in enumerate(parts)}
        for page in self.pdf.pages:
            for note in page.get("/Annots", []):
                action: Any = note.get("/A", {})
                address = str(action.get("/URI", ""))
                if address.startswith(ADDRESS):
                    del note["/A"]
                    index = places[address.removeprefix(ADDRESS)]
                    start = self.starts[index]
                    note.Dest = Array([self.pdf.pages[start].obj, Name.Fit])
                    note.Contents = f"{parts[index].title}, page {self.labels[start]}"

    def stamp(self, parts: Sequence[PackPart]) -> None:
        """Stamp every page; the first of each part leads back to the front."""
        starts = dict(zip(self.starts, range(len(parts)), strict=True))
        for index, page in enumerate(self.pdf.pages):
            part = parts[starts[index]] if index in starts else None
            link = None
            if part and part.row:
                owners = self._owners_of(page)
                link = (len(owners), BACK)
            place = self.stamper.stamp(page, self.labels[index], part.heading if part else "", link)
            if part and link:
                self._lead_back(page, part, self.tagged[starts[index]], link[0], place)

    def _owners_of(self, page: Any) -> Any:
        """Return the owners of a page's marked content; a page without any gets some."""
        if "/StructParents" not in page:
            page.StructParents = self.next_key
            self.owners[self.next_key] = self.pdf.make_indirect(Array())
            self.next_key += 1
        return self.owners[int(page.StructParents)]

    def _lead_back(
        self, page: Any, part: PackPart, element: Any, mark: int, place: list[float]
    ) -> None:
        target = self.anchors.get(part.row, [0, Name.Fit])
        note = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array(place),
                Border=Array([0, 0, 0]),
                F=4,
                Contents=BACK,
                Dest=Array([self.pdf.pages[target[0]].obj, *target[1:]]),
                StructParent=self.next_key,
            )
        )
        link = tags.new_element(self.pdf, "/Link", element, Pg=page.obj)
        tags.hold(link, [mark, Dictionary(Type=Name.OBJR, Obj=note, Pg=page.obj)])
        tags.hold(element, [*tags.kids(element), link])
        self._owners_of(page).append(link)
        self.owners[self.next_key] = link
        self.next_key += 1
        page.obj.Annots = Array([*page.get("/Annots", []), note])

    def name(self, parts: Sequence[PackPart], rows: Mapping[str, str]) -> None:
        """Name the places that an address may lead to: `pack.pdf#iro`."""
        places: dict[str, Any] = {
            name: Array([self.pdf.pages[place[0]].obj, *place[1:]])
            for anchor, name in rows.items()
            if (place := self.anchors.get(anchor))
        }
        for part, start in reversed(list(zip(parts, self.starts, strict=True))):
            if part.destination:
                places[part.destination] = Array([self.pdf.pages[start].obj, Name.Fit])
        names = self.pdf.Root.get("/Names")
        if names is None:
            names = self.pdf.Root.Names = self.pdf.make_indirect(Dictionary())
        tree = NameTree(names.Dests) if "/Dests" in names else NameTree.new(self.pdf)
        for name, place in sorted(places.items()):
            tree[name] = place
        names.Dests = tree.obj

    def saved(self, *, accessible: bool) -> bytes:
        """Return the whole as bytes, the same for the same parts."""
        tags.hold(self.document, self.tagged)
        self.root.K = Array([self.document])
        numbers = [part for key in sorted(self.owners) for part in (key, self.owners[key])]
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        self.root.ParentTreeNextKey = self.next_key
        if self.ids:
            named = [part for key in sorted(self.ids) for part in (String(key), self.ids[key])]
            self.root.IDTree = self.pdf.make_indirect(Dictionary(Names=Array(named)))
        self.pdf.Root.StructTreeRoot = self.root
        self.pdf.Root.PageMode = Name.UseOutlines
        self.pdf.Root.PageLabels = Dictionary(Nums=Array(list(_label_ranges(self.labels))))
        return save(self.pdf, self.title, accessible=accessible)


def _label_ranges(labels: Sequence[str]) -> Any:
    """Yield where each run of numbers begins, and how it counts."""
    before = ("", -1)
    for index, label in enumerate(labels):
        prefix = label.rstrip("0123456789")
        number = int(label.removeprefix(prefix))
        if (prefix, number) != (before[0], before[1] + 1):
            style = Dictionary(S=Name.D, St=number)
            if prefix:
                style.P = prefix
            yield from (index, style)
        before = (prefix, number)


def _anchors(pdf: "Pdf") -> dict[str, list[Any]]:
    """Return the named places of a PDF: the index of the page, and where on it."""
    names: Any = pdf.Root.get("/Names", {})
    if "/Dests" not in names:
        return {}
    index = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    places: Any = NameTree(names.Dests).items()
    return {str(name): [index[place[0].objgen], *list(place)[1:]] for name, place in places}


def save(pdf: "Pdf", title: str, *, accessible: bool = True) -> bytes:
    """Return a PDF with tags as bytes, with its title and language and no dates."""
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = LANGUAGE
    for page in pdf.pages:
        page.obj.Tabs = Name.S  # the tab key follows the tags
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for key in ("/Metadata", "/AcroForm"):
        if key in pdf.Root:
            del pdf.Root[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = {LANGUAGE}
        if accessible:
            metadata["pdfuaid:part"] = "1"
    written = io.BytesIO()
    pdf.save(
        written,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.generate,
    )
    return written.getvalue()
