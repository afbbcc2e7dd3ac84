"""What pages state as fact is what the code and the settings say."""

from __future__ import annotations

import json
import re
import tomllib

from scrutiny_cli.domain.dates import long_date, parse_date
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.response_clock import response_due
from scrutiny_cli.schema.modeline import FOLDER
from tests.architecture.test_floors import ORDER
from tests.docs.pages import page
from tests.sample import ROOT


def rows(name: str) -> list[list[str]]:
    """The rows of every table of a page, cell by cell."""
    lines = re.findall(r"^\| (.+) \|$", page(name).text, re.MULTILINE)
    return [line.split(" | ") for line in lines]


def test_the_two_months_are_counted_as_the_page_says() -> None:
    pairs = [row for row in rows("docs/explanation/clear-days.md") if row[0][0].isdigit()]
    assert len(pairs) >= 3
    assert [[first, long_date(response_due(parse_date(first), 2))] for first, _ in pairs] == pairs


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.split(r"[<>=;\[ ]", wanted, maxsplit=1)[0] for wanted in project["dependencies"]}
    told = {row[0] for row in rows("docs/decisions/0002-dependencies.md")} - {"Library", "---"}
    assert told == named


def test_contributing_lists_the_packages_in_their_order() -> None:
    packages = [row[0].strip("`") for row in rows("CONTRIBUTING.md") if row[0].startswith("`")]
    assert [name for name in packages if name in ORDER] == [*reversed(ORDER)]


def test_decisions_are_numbered_and_listed_in_order() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "decisions").iterdir())
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    listed = re.findall(
        r"^- \[(.+)\]\(decisions/(.+)\)$", page("docs/README.md").text, re.MULTILINE
    )
    assert [name for _, name in listed] == names
    for title, name in listed:
        one = page(f"docs/decisions/{name}")
        assert one.text.startswith(f"# {title}\n")
        heads = re.findall(r"^## (.+)$", one.prose, re.MULTILINE)
        assert heads == ["Context", "Decision", "Consequences"]


def test_the_changelog_has_the_present_version() -> None:
    from scrutiny_cli import __version__

    heads = re.findall(r"^## \[(.+?)\]", page("CHANGELOG.md").text, re.MULTILINE)
    assert heads[:2] == ["Unreleased", __version__]


def test_the_editor_is_told_of_every_kind() -> None:
    (block,) = (b for b in page("docs/how-to/use-an-editor.md").blocks if b.language == "json")
    named = json.loads(block.text)["yaml.schemas"]
    assert named == {f"{FOLDER}/{kind}.json": f"records/{kind}/**" for kind in sorted(KINDS)}
