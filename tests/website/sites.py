"""Sites of registers, built as the command builds them."""

from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

from scrutiny_cli.cli import site as command
from scrutiny_cli.cli.loading import open_view
from scrutiny_cli.website import publishing
from scrutiny_cli.website.building import Building
from scrutiny_cli.website.publishing import Published

DAY = "2021-11-15"


def built(root: Path, folder: Path, day: str = DAY) -> Published:
    """Build the site of a register into a folder."""
    with redirect_stderr(StringIO()):
        view = open_view(root, day, draft=False).on_day
        building = Building(command.website(view), view.templates, view.loaded.settings.address)
        at = replace(building.site.at, register=view.loaded.register)
        return publishing.publish(building, replace(building.site, at=at), folder)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a site by its name, without the tool's own list and lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).as_posix().startswith((".", "scrutiny-"))
    }


class Links(HTMLParser):
    """The addresses that a page leads to or loads, and the places that can be linked to."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.leads_to: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element leads to."""
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in ("href", "src", "action") and value:
                (self.leads_to if tag == "a" else self.loaded).append(value)


def links(text: str) -> Links:
    """The links of a page."""
    found = Links()
    found.feed(text)
    return found


def within(pages: dict[str, Links], clicks: int) -> Iterator[str]:
    """The pages that can be reached from the home page with so many clicks."""
    reached, edge = {"index.html"}, {"index.html"}
    for _ in range(clicks):
        edge = {
            target.removeprefix("./").partition("#")[0]
            for page in edge
            for target in pages[page].leads_to
        } & pages.keys() - reached
        reached |= edge
    yield from reached
