"""A page of HTML as a tree, as far as the tests ask: tags, attributes, words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Element:
    """A tag with what stands in it."""

    tag: str
    attributes: dict[str, str]
    inside: list["Element | str"] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def words(self) -> str:
        """The words in it, spaces made one; a line break counts as a space."""
        return " ".join(" ".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for part in self.inside:
            if isinstance(part, str):
                yield part
            else:
                yield from part._texts()

    def all(self, tag: str | tuple[str, ...], of: str | None = None) -> list["Element"]:
        """The elements below with a tag or one of several, and a class if one is named, in order."""
        tags = (tag,) if isinstance(tag, str) else tag
        found = []
        for part in self.inside:
            if isinstance(part, Element):
                if part.tag in tags and (of is None or of in part.classes):
                    found.append(part)
                found += part.all(tag, of)
        return found

    def one(self, tag: str, of: str | None = None) -> "Element":
        """The only such element."""
        (found,) = self.all(tag, of)
        return found


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(page: str) -> Element:
    """A page as a tree; every tag that is opened must be closed, in order."""
    builder = _Builder()
    builder.feed(page)
    builder.close()
    assert builder.open == [builder.root]
    return builder.root
