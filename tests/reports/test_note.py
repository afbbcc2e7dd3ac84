"""Notes for e-mail: one an owner, with addresses that no document gives."""

import re
from email.headerregistry import Address
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.reports.trackers import note
from tests.commands import lines
from tests.inside import Told, scrutiny
from tests.opened import opened
from tests.registers import BASE, write_tree

CANARY = "canary.address@example.gov.uk"
POST = "post.canary@example.gov.uk"
FILES = {
    **BASE,
    "records/people/nair.yaml": f"name: Priya Nair\nemail: {CANARY}\nposts:\n"
    f"- {{post: Head of Fostering, email: {POST}}}\n",
    "records/actions/2020.yaml": "- {id: act-1, number: 1, action: Circulate <the> times & dates, owner: {post: "
    "Head of Fostering}, due: 2019-12-17}\n- {id: act-2, action: Write back, owner: {person: nair}, due: 2019-12-18}\n"
    "- {id: act-3, action: Ask, owner: Democratic Services, due: 2019-12-18}\n",
}
AT = ("--as-of", "2020-01-20")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_tree(tmp_path, FILES)


def chased(root: Path, *words: str) -> Told:
    told = scrutiny("overdue", *AT, *words, cwd=root)
    assert told.code == 0, told.err
    return told


@pytest.mark.parametrize(
    ("owner", "address"), [("Head of Fostering", POST), ("Priya Nair", CANARY)]
)
def test_note_is_to_the_address_of_its_owner(root: Path, owner: str, address: str) -> None:
    text = chased(root, "--chaser", owner, "--format", "text").out
    assert text.startswith(f"To: {address}\nSubject: ")
    assert text.count("?") >= 3


def test_owner_without_an_address_gets_none_invented(root: Path) -> None:
    text = chased(root, "--chaser", "Democratic Services", "--format", "text").out
    assert text.startswith("To: Democratic Services (no address in the register)\n")


def test_html_note_has_one_table_and_keeps_its_look_when_copied(root: Path) -> None:
    page = chased(root, "--chaser", "Fostering", "--format", "html").out
    assert page.count("<table") == 1
    assert "Circulate &lt;the&gt; times &amp; dates" in page
    assert "<style" not in page
    assert all("style=" in tag for tag in re.findall(r"<(?:td|th|p|li)\b[^>]*>", page))


def test_each_owner_gets_a_note_of_their_own(root: Path) -> None:
    chased(root, "--chaser-all", "--output", "notes")
    names = {path.name for path in (root / "notes").iterdir()}
    assert names == {"head-of-fostering.html", "priya-nair.html", "democratic-services.html"}
    told = scrutiny("overdue", *AT, "--chaser-all", cwd=root)
    assert told.code == 2
    assert "name a folder" in told.err


WHERE_THINGS_ARE_GIVEN_OUT = [line for line in lines() if line[0] in ("export", "today")]


@pytest.mark.parametrize("line", WHERE_THINGS_ARE_GIVEN_OUT, ids=" ".join)
def test_no_answer_and_no_export_has_an_address(root: Path, line: tuple[str, ...]) -> None:
    before = set(root.rglob("*"))
    told = scrutiny(*line, *AT, cwd=root)
    written = [p for p in root.rglob("*") if p not in before and p.is_file()]
    everything = told.everything + "".join(opened(path.read_bytes()) for path in written)
    assert "canary" not in everything


@given(st.text(max_size=400))
def test_link_that_begins_a_message_is_short_and_safe_with_any_words(subject: str) -> None:
    link = note.mailto("a.b+c@example.gov.uk", subject)
    assert len(link) < 2_000
    assert re.fullmatch(r"mailto:[\w.@+%-]+\?subject=[\w.~%-]*", link, re.ASCII)
    parts = urlsplit(link)
    assert Address(addr_spec=unquote(parts.path)).domain == "example.gov.uk"
    assert len(parse_qs(parts.query, keep_blank_values=True)) == 1
