"""Whatever stands under ``records/``, nothing falls over and the good records are all read."""

import contextlib
import json
import os
import re
import typing
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from scrutiny_cli import checks
from scrutiny_cli.confidence import Closed
from scrutiny_cli.decoding import Entry, decode
from scrutiny_cli.diagnostics import CODES, Diagnostic
from scrutiny_cli.documents import Document, events, parse
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.register import build
from scrutiny_cli.render import faults
from scrutiny_cli.settings import Settings
from scrutiny_cli.sources import Source
from scrutiny_cli.wording import visible
from scrutiny_cli.workspace import Loaded, load
from tests.registers import BASE, as_json, run, write_tree

POSIX = pytest.mark.skipif(
    os.name != "posix", reason="needs file names and links as POSIX has them"
)
LONGEST = 2_000
"""No line of ``check`` is longer, whatever is quoted in it."""
ACCENT = "\u0301"


class Bad(NamedTuple):
    """A file that must come to nothing: its bytes, the codes it may get, and its kind."""

    raw: bytes
    codes: str
    kind: str = "actions"


def text(words: str) -> bytes:
    return words.encode("utf-8", "surrogatepass")


def action(rest: str) -> bytes:
    return text(f"id: A-1\naction: Do it.\n{rest}")


def laughs() -> bytes:
    rows = ["a0: &a0 [x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    return text("\n".join(rows))


def merges() -> bytes:
    rows = ["- &m0 {a: b}"]
    rows += [f"- &m{n}\n  <<: [*m{n - 1}, *m{n - 1}]" for n in range(1, 60)]
    return text("\n".join(rows))


NO_YAML = {
    "nothing": Bad(b"", "empty-file"),
    "a space": Bad(b" ", "empty-file"),
    "a comment": Bad(b"# nothing", "empty-file"),
    "three dashes": Bad(b"---", "empty-file"),
    "three dashes and a space": Bad(b"--- ", "empty-file"),
    "three dots": Bad(b"...", "invalid-yaml"),
    "null": Bad(b"null", "empty-file"),
    "a colon": Bad(b":", "invalid-yaml key-not-text"),
    "a dash": Bad(b"-", "not-a-record"),
    "a question mark": Bad(b"?", "key-not-text"),
    "a bar": Bad(b"|", "not-a-record"),
    "a closing bracket": Bad(b"]", "invalid-yaml"),
    "an at sign": Bad(b"id: @x", "invalid-yaml"),
    "a backtick": Bad(b"id: `x`", "invalid-yaml"),
    "a quote never closed": Bad(b'id: "A', "invalid-yaml"),
    "a bracket never closed": Bad(b"id: [A", "invalid-yaml"),
    "a brace never closed": Bad(b"{id: A", "invalid-yaml"),
    "colons in a row": Bad(b"a: " * 1_000, "invalid-yaml"),
    "a key of 2,000 letters": Bad(b"k" * 2_000 + b": x", "invalid-yaml"),
    "an escape that is none": Bad(b'id: "\\q"', "invalid-yaml"),
    "an escape beyond Unicode": Bad(b'id: "\\U00110000"', "invalid-yaml"),
    "an indentation of 99": Bad(b"id: |99\n x", "invalid-yaml"),
    "two documents": Bad(b"id: A\n---\nid: B\n", "several-documents"),
    "a document after nothing": Bad(b"---\n---\nid: A\naction: x\n", "several-documents"),
    "a document after null": Bad(b"null\n---\nid: A\naction: x\n", "several-documents"),
    "an empty second document": Bad(b"id: A\naction: x\n---\n", "several-documents"),
    "words after the end": Bad(b"id: A\n...\nid: B\n", "several-documents invalid-yaml"),
}
CHARACTERS = {
    "a tab after a colon": Bad(b"id:\tA", "tab"),
    "a tab that indents": Bad(b"id:\n\t- A", "tab"),
    "NUL": Bad(b"id: A\x00", "forbidden-character"),
    "a carriage return alone": Bad(b"id: A\raction: x\r", "forbidden-character"),
    "the terminal's escape": Bad(b"id: \x1b[2J", "forbidden-character"),
    "the terminal's title": Bad(b"id: \x1b]0;title\x07", "forbidden-character"),
    "NEL": Bad(text("id: A\x85action: x"), "forbidden-character"),
    "U+2028": Bad(text("id: A\u2028action: x"), "forbidden-character"),
    "U+202E": Bad(text("id: A\u202e"), "forbidden-character"),
    "U+2066": Bad(text("id: A\u2066"), "forbidden-character"),
    "U+FFFF": Bad(text("id: A\uffff"), "forbidden-character"),
    "a BOM inside": Bad(text("id: \ufeffA"), "forbidden-character"),
    "two BOMs": Bad(text("\ufeff\ufeffid: A"), "forbidden-character"),
    "an escaped NUL": Bad(action('notes: "\\0"'), "forbidden-character"),
    "an escaped escape": Bad(action('notes: "\\e[31m"'), "forbidden-character"),
    "an escaped U+202E": Bad(action('notes: "\\u202e"'), "forbidden-character"),
    "an escaped U+2028": Bad(action('notes: "\\L"'), "forbidden-character"),
    "an escaped NEL": Bad(action('notes: "\\N"'), "forbidden-character"),
    "an escaped carriage return": Bad(action('notes: "a\\rb"'), "forbidden-character"),
    "an escape in a key": Bad(b'"\\u202eid": A', "forbidden-character"),
    "half of a pair, escaped": Bad(action('notes: "\\ud800"'), "forbidden-character invalid-yaml"),
    "a pair, escaped": Bad(action('notes: "\\ud83d\\ude00"'), "forbidden-character invalid-yaml"),
    "half of a pair, raw": Bad(text("id: \ud800"), "not-utf8"),
    "an overlong slash": Bad(b"id: \xc0\xaf", "not-utf8"),
    "a letter cut short": Bad(b"id: \xc3", "not-utf8"),
    "Latin-1": Bad("id: Zoë".encode("latin-1"), "not-utf8"),
    "UTF-16": Bad("id: A".encode("utf-16"), "not-utf8"),
    "UTF-16 without BOM": Bad("id: A".encode("utf-16-le"), "forbidden-character"),
    "UTF-32": Bad("id: A".encode("utf-32"), "not-utf8"),
    "gzip": Bad(b"\x1f\x8b\x08\x00\x00", "not-utf8"),
    "a space of no width": Bad(
        text("id: A\nacti\u200bon: x"), "invisible-character missing-field unknown-key"
    ),
}
FEATURES = {
    "an alias in itself": Bad(b"a: &a [*a]", "anchor alias"),
    "an alias for the whole": Bad(b"*a", "alias"),
    "an alias for a key": Bad(b"*a : b", "alias key-not-text"),
    "an anchor on nothing": Bad(b"&a", "anchor"),
    "laughs": Bad(laughs(), "anchor alias"),
    "merges": Bad(merges(), "anchor alias merge-key"),
    "an empty merge": Bad(action("<<: {}"), "merge-key"),
    "Python": Bad(b"!!python/object/apply:os.system [id]", "tag"),
    "Python in a key": Bad(b"!!python/name:os.system id: A", "tag"),
    "a tag of ours": Bad(b"id: !id A", "tag"),
    "a bare tag": Bad(b"id: ! A", "tag"),
    "a tag in full": Bad(b"id: !<tag:yaml.org,2002:str> A", "tag"),
    "a tag of nobody": Bad(b"id: !no!body A", "invalid-yaml"),
    "binary": Bad(b"id: !!binary QQ==", "tag"),
    "a set": Bad(b"!!set {id, action}", "tag"),
    "YAML 1.1": Bad(b"%YAML 1.1\n---\nid: A\n", "yaml-directive"),
    "YAML 9.9": Bad(b"%YAML 9.9\n---\nid: A\n", "yaml-directive invalid-yaml"),
    "a handle for tags": Bad(b"%TAG ! tag:x,2000:\n---\nid: A\n", "yaml-directive"),
    "a directive of nobody": Bad(
        b"%FOO bar\n---\nid: A\naction: x\n", "yaml-directive invalid-yaml"
    ),
    "a directive and no more": Bad(b"%YAML 1.1\n", "yaml-directive invalid-yaml"),
}
DEEP = {
    "100,000 brackets": Bad(b"[" * 100_000, "too-deep"),
    "100,000 braces": Bad(b"{" * 100_000, "too-deep"),
    "100,000 of both": Bad(b"[{" * 50_000, "too-deep"),
    "20,000 dashes": Bad(b"- " * 20_000, "too-deep"),
    "20,000 question marks": Bad(b"? " * 20_000, "too-deep"),
    "1,000 steps": Bad(text("".join(" " * n + "a:\n" for n in range(1_000))), "too-deep"),
    "33 levels": Bad(action(f"owner: {'[' * 32}{']' * 32}"), "too-deep"),
    "32 levels": Bad(action(f"owner: {'[' * 31}{']' * 31}"), "wrong-shape"),
}
LARGE = {
    "10 MB of one word": Bad(b"id: " + b"x" * 10_000_000, "file-too-large"),
    "a megabyte and a byte": Bad(b"#" * 1_000_001, "file-too-large"),
    "200,000 dashes": Bad(b"-\n" * 200_000, "too-many-values"),
    "50,001 keys": Bad(text("".join(f"k{n}:\n" for n in range(25_001))), "too-many-values"),
    "5,000 keys alike": Bad(b"a: b\n" * 5_000, "duplicate-key"),
    "an id of 500,000 letters": Bad(b"id: " + b"A" * 500_000 + b"\naction: x", "bad-value"),
    "an id of 500,000 accents": Bad(text("id: a" + ACCENT * 200_000 + "\naction: x"), "bad-value"),
    "a word of 900,000 letters for a date": Bad(
        b"id: m\ndate: " + b"9" * 900_000, "bad-date", "meetings"
    ),
    "a key of 900,000 letters": Bad(b"? " + b"k" * 900_000 + b"\n: x", "missing-field unknown-key"),
    "a number of 100,000 digits": Bad(action("number: " + "9" * 100_000), "bad-value"),
    "a number of 5,000 digits": Bad(action("number: " + "9" * 5_000), "bad-value"),
    "a figure of 100,000 digits": Bad(
        text("id: m\ntitle: x\namber_within: 1e" + "9" * 100_000), "bad-number", "measures"
    ),
}
KEYS = {
    "numbers": Bad(b"1: a\n2.5: b\n", "missing-field unknown-key"),
    "dates": Bad(b"2021-11-23: a\n", "missing-field unknown-key"),
    "yes and no": Bad(b"yes: a\nno: b\n", "missing-field unknown-key"),
    "a list": Bad(b"[id]: A\n", "key-not-text"),
    "a list, written out": Bad(b"? - id\n: A\n", "key-not-text"),
    "a set of keys": Bad(b"{id: A}: B\n", "key-not-text"),
    "null": Bad(b"null: A\n", "key-not-text"),
    "a tilde": Bad(b"~: A\n", "key-not-text"),
    "nothing": Bad(b"? \n: A\n", "key-not-text"),
    "nothing at all": Bad(b": A\n", "key-not-text invalid-yaml"),
    "empty quotes": Bad(b"'': A\n", "missing-field unknown-key"),
    "lists alike": Bad(b"[a]: b\n[a]: c\n", "key-not-text"),
    "of Python": Bad(b"__class__: A\nmodel_config: B\n", "missing-field unknown-key"),
    "with a stroke": Bad(b"from_: A\nid: B\n", "missing-field unknown-key"),
}
SHAPES = {
    "words": Bad(b"hello", "not-a-record"),
    "a number": Bad(b"5", "not-a-record"),
    "a list of lists": Bad(b"- - a\n- - b\n", "not-a-record"),
    "a list of nothing": Bad(b"-\n-\n- ~\n", "not-a-record"),
    "a record of nothing": Bad(b"{}", "missing-field"),
    "a list for an id": Bad(b"id: [A]\naction: x\n", "wrong-shape"),
    "keys for an id": Bad(b"id: {A: B}\naction: x\n", "wrong-shape"),
    "a list for a parent": Bad(
        b"id: R\nmeeting: m\ntext: x\nparent: [R]\n", "wrong-shape", "recommendations"
    ),
    "keys for a parent": Bad(
        b"id: R\nmeeting: {m: n}\nitem: [x]\ntext: x\nparent: {R: S}\n",
        "wrong-shape",
        "recommendations",
    ),
    "lists for replies": Bad(
        b"id: X\nto: [[R], {R: S}]\nexcept: [R]\n", "wrong-shape", "responses"
    ),
    "a list for a minute's item": Bad(
        b"id: m\ndate: 2021-11-24\nminutes: [{number: 1, item: [x]}]\n", "wrong-shape", "meetings"
    ),
    "keys for a minute's item": Bad(
        b"id: m\ndate: 2021-11-24\nminutes: [{number: 1, item: {x: y}}]\n",
        "wrong-shape",
        "meetings",
    ),
    "words for items": Bad(b"id: m\ndate: 2021-11-24\nitems: x\n", "wrong-shape", "meetings"),
    "keys for items": Bad(
        b"id: m\ndate: 2021-11-24\nitems: {id: x, classification: [exempt]}\n",
        "wrong-shape",
        "meetings",
    ),
    "a list for a classification": Bad(
        b"id: m\ndate: 2021-11-24\nitems: [{id: [x], classification: [exempt]}]\n",
        "wrong-shape bad-choice",
        "meetings",
    ),
    "words for a step's day": Bad(
        b"id: m\ntitle: x\ntarget: {by: [{soon: 65}]}\n", "bad-date", "measures"
    ),
    "a list for a step": Bad(
        b"id: m\ntitle: x\ntarget: {by: [[2021-09-30, 65]]}\n", "wrong-shape", "measures"
    ),
    "too short a range": Bad(
        b"id: m\ntitle: x\ntarget: {between: [5]}\n", "wrong-shape", "measures"
    ),
    "a list for voting": Bad(
        b"name: x\ncouncil: y\nseats: [{voting: [yes]}]\n", "wrong-shape", "committees"
    ),
}
VALUES = {
    "30 February": Bad(action("due: 2025-02-30"), "due-not-read bad-date"),
    "30 February as a day": Bad(action("completed: 2025-02-30"), "bad-date"),
    "the year 0": Bad(b"id: m\ndate: 0000-00-00\n", "bad-date", "meetings"),
    "the year 9999": Bad(b"id: m\ndate: 9999-12-31\n", "bad-date", "meetings"),
    "25 o'clock": Bad(b"id: m\ndate: 2021-11-24\ntime: 25:99\n", "bad-time", "meetings"),
    "digits of elsewhere": Bad(text("id: m\ndate: ٢٠٢١-١١-٢٤\n"), "bad-date", "meetings"),
    "not a number": Bad(
        b"id: m\ntitle: x\nreadings: [{period: p, value: NaN}, {period: p, value: Infinity}]\n",
        "bad-number",
        "measures",
    ),
    "a Cyrillic id": Bad(text("id: А-1\naction: x\n"), "bad-id"),
    "an id in NFC": Bad(text("id: \u00e9\naction: x\n"), "bad-id"),
    "an id in NFD": Bad(text("id: e\u0301\naction: x\n"), "bad-id"),
    "an id that goes up": Bad(b"id: ../../etc/passwd\naction: x\n", "bad-id"),
    "an id of two lines": Bad(b'id: "A\\nB"\naction: x\n', "bad-id"),
    "an id with an end": Bad(b'id: "A\\n"\naction: x\n', "bad-id"),
    "an id of a dot": Bad(b"id: .\naction: x\n", "bad-id"),
    "commands for a runner": Bad(
        action(
            '"\\n::error::x": y\nowner: {"##[error]": "%0A::add-mask::x"}\nmeeting: "a\\n::x::"'
        ),
        "unknown-key bad-id",
    ),
    "markup": Bad(
        action("'[/b]': '<script>alert(1)</script>'\nmeeting: '[red]{{7*7}}'"), "unknown-key bad-id"
    ),
    "a name of a template": Bad(
        text("id: m\ndate: 2021-11-24\nitems: [{title: x, purpose: '{0.__class__} {} {{x}}'}]\n"),
        "unknown-placeholder",
        "meetings",
    ),
    "a paper elsewhere": Bad(
        b"id: m\ndate: 2021-11-24\nitems: [{title: x, papers: [{title: y, file: ../../../etc/passwd}]}]\n",
        "unsafe-path",
        "meetings",
    ),
    "moves in a circle": Bad(
        b"- {id: a, date: 2021-11-24, status: superseded, superseded_by: [b, a]}\n"
        b"- {id: b, date: 2021-11-25, status: superseded, superseded_by: a}\n",
        "moved-meeting",
        "meetings",
    ),
    "a parent of itself": Bad(
        b"id: R\nmeeting: cyp-2021-11-23\ntext: x\nparent: S\n",
        "unknown-reference",
        "recommendations",
    ),
}
BAD = {
    f"{group}: {name}": bad
    for group, payloads in {
        "yaml": NO_YAML,
        "characters": CHARACTERS,
        "features": FEATURES,
        "deep": DEEP,
        "large": LARGE,
        "keys": KEYS,
        "shapes": SHAPES,
        "values": VALUES,
    }.items()
    for name, bad in payloads.items()
}

# Odd, but nothing is wrong with it: what the value of `notes` must be.
ODD: dict[str, tuple[bytes, str]] = {
    "900,000 letters": (action("notes: " + "x" * 900_000), "x" * 900_000),
    "a flood of accents": (action("notes: a" + ACCENT * 100_000), "a" + ACCENT * 100_000),
    "HTML": (action("notes: <script>alert(1)</script>"), "<script>alert(1)</script>"),
    "a template": (
        action("notes: \"{{7*7}}{% include '/etc/passwd' %}\""),
        "{{7*7}}{% include '/etc/passwd' %}",
    ),
    "a formula": (action("notes: =cmd|' /C calc'!A0"), "=cmd|' /C calc'!A0"),
    "a command for a runner": (action('notes: "a\\n::error::b"'), "a\n::error::b"),
    "beyond the first plane": (action("notes: \U0001f600 \U00020000"), "\U0001f600 \U00020000"),
    "a number": (action("notes: 010"), "010"),
    "a time": (action("notes: 14:30"), "14:30"),
    "a no": (action("notes: No"), "No"),
    "a number of 5,000 digits": (action("notes: " + "9" * 5_000), "9" * 5_000),
    "a BOM": (b"\xef\xbb\xbf" + action("notes: x"), "x"),
    "carriage returns": (action("notes: x").replace(b"\n", b"\r\n"), "x"),
    "an end": (action("notes: x\n...\n"), "x"),
    "one line": (b"--- {id: A-1, action: Do it., notes: x}", "x"),
}


@contextlib.contextmanager
def reader(*, pure: bool) -> Iterator[None]:
    """Read with the parser that is installed, or with the slow one."""
    with pytest.MonkeyPatch.context() as patch:
        if pure:
            patch.setattr(events, "CParser", None)
        yield


@pytest.fixture(params=["as installed", "pure"])
def parser(request: pytest.FixtureRequest) -> Iterator[None]:
    with reader(pure=request.param == "pure"):
        yield


def sane(loaded: Loaded) -> None:
    """Every fault can be told, stands inside its file, and harms neither terminal nor runner."""
    told = loaded.diagnostics
    lines = faults.to_text(told).splitlines()
    assert len(lines) == len(told)
    assert max(map(len, lines), default=0) < LONGEST
    assert [visible(line) for line in lines] == lines
    assert len(json.loads(as_json(loaded))["diagnostics"]) == len(told)
    texts = {
        source.path: source.raw.decode("utf-8-sig", "replace") for source in loaded.files.sources
    }
    texts["scrutiny.toml"] = (loaded.files.settings or b"").decode("utf-8-sig", "replace")
    for fault in told:
        assert fault.code in CODES
        inside(fault, texts.get(fault.path, ""))


def inside(fault: Diagnostic, text: str) -> None:
    rows = text.split("\n")
    start, end = (fault.line, fault.column), (fault.end_line, fault.end_column)
    assert (1, 1) <= start <= end
    assert fault.line <= len(rows)
    assert fault.column <= len(rows[fault.line - 1]) + 1


def found(loaded: Loaded, path: str) -> set[str]:
    """The codes of a file's faults, once it is sure that nothing else suffered."""
    sane(loaded)
    assert {("committees", "cyp"), ("people", "ash"), ("meetings", "cyp-2021-11-23")} <= set(
        loaded.entries
    )
    assert {fault.path for fault in loaded.diagnostics} <= {path}
    return {fault.code for fault in loaded.diagnostics}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_and_hides_nothing(name: str, tmp_path: Path) -> None:
    bad = BAD[name]
    path = f"records/{bad.kind}/bad.yaml"
    loaded = load(write_tree(tmp_path, {**BASE, path: bad.raw}))
    codes = found(loaded, path)
    assert codes
    assert codes <= set(bad.codes.split())
    assert len(loaded.diagnostics) <= 100


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("name", ODD)
def test_what_is_only_odd_is_kept_as_it_is(name: str, tmp_path: Path) -> None:
    raw, notes = ODD[name]
    loaded = load(write_tree(tmp_path, {**BASE, "records/actions/odd.yaml": raw}))
    assert found(loaded, "records/actions/odd.yaml") == set()
    assert loaded.entries["actions", "A-1"].record.notes == notes


def test_a_file_that_cannot_be_read_at_all_hides_nothing(tmp_path: Path) -> None:
    files = {f"records/actions/{n:03}.yaml": bad.raw for n, bad in enumerate(BAD.values())}
    good = {f"records/actions/good-{n:03}.yaml": "action: Do it.\n" for n in range(50)}
    loaded = load(write_tree(tmp_path, {**BASE, **files, **good}))
    sane(loaded)
    assert {("actions", f"good-{n:03}") for n in range(50)} <= set(loaded.entries)
    assert set(files) <= {fault.path for fault in loaded.diagnostics}
    assert not set(good) & {fault.path for fault in loaded.diagnostics}


# ------------------------------------------------------------------------- names of files


@POSIX
@pytest.mark.parametrize(
    "name",
    [
        "a\n::error::b.yaml",
        "\x1b[31mred.yaml",
        "\x07.yaml",
        "right\u202eleft.yaml",
        "two words.yaml",
        "é.yaml",
        "e\u0301.yaml",
        "-rf.yaml",
        "%0A.yaml",
        f"{'x' * 200}.yaml",
        "'\"`$(id).yaml",
    ],
)
def test_a_file_with_a_hostile_name(name: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**BASE, f"records/actions/{name}": "action: Do it.\nzzz: x\n"})
    loaded = load(root)
    assert "unknown-key" in found(loaded, f"records/actions/{name}")
    assert json.loads(as_json(loaded))["diagnostics"][0]["path"] == f"records/actions/{name}"


@POSIX
@pytest.mark.parametrize("shape", ["text", "json"])
def test_a_name_that_is_not_utf8_can_be_told_and_written_down(shape: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE)
    try:
        Path(os.fsdecode(os.fsencode(root / "records/people") + b"/\xff.yaml")).write_text("x")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    file = tmp_path / "out"
    told = run("check", "--root", root, "--format", shape, "--output", file)
    assert told.returncode == 1
    assert "fault of the tool" not in told.stderr
    assert "records/people/" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("records/CON/x.yaml", "unknown-kind"),
        ("records/x.yaml", "unknown-kind"),
        ("records/people.yaml", "unknown-kind"),
        ("records/Meetings/x.yaml", "unknown-kind"),
        ("records/papers.yaml", "unknown-kind"),
    ],
)
def test_a_file_in_no_folder_of_a_kind(path: str, code: str, tmp_path: Path) -> None:
    loaded = load(write_tree(tmp_path, {**BASE, path: "name: x\n"}))
    assert found(loaded, path) == {code}


@pytest.mark.parametrize(
    "path",
    [
        "records/papers/x.yaml",
        "records/papers/a/b.yml",
        "records/people/.x.yaml",
        "records/people/..yaml",
        "records/x/y.txt",
    ],
)
def test_a_file_that_is_no_record_is_not_opened(path: str, tmp_path: Path) -> None:
    loaded = load(write_tree(tmp_path, {**BASE, path: b"\xff\x00["}))
    assert found(loaded, path) == set()


@pytest.fixture
def deep_folders(tmp_path: Path) -> Iterator[Path]:
    """A register with more folders inside each other than Python goes down by itself."""
    root = write_tree(tmp_path, BASE)
    here = Path.cwd()
    os.chdir(root / "records" / "people")
    for _ in range(1_200):
        Path("a").mkdir()
        os.chdir("a")
    os.chdir(here)
    yield root
    os.chdir(root / "records" / "people")
    for _ in range(1_200):
        os.chdir("a")
    for _ in range(1_200):
        os.chdir("..")
        Path("a").rmdir()
    os.chdir(here)


@POSIX
def test_folders_in_folders_without_end(deep_folders: Path) -> None:
    told = run("check", "--root", deep_folders)
    assert "fault of the tool" not in told.stderr
    assert told.returncode == 0


# ---------------------------------------------------------------------------- no files


def a_folder(path: Path) -> None:
    path.mkdir()


def a_full_folder(path: Path) -> None:
    write_tree(path, {"x.yaml": "name: x\n"})


def a_fifo(path: Path) -> None:
    os.mkfifo(path)


def a_link_outside(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def a_link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_link_to_nothing(path: Path) -> None:
    path.symlink_to("nothing.yaml")


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def a_link_upwards(path: Path) -> None:
    path.symlink_to("../..")


@POSIX
@pytest.mark.parametrize(
    "make",
    [
        a_folder,
        a_full_folder,
        a_fifo,
        a_link_outside,
        a_link_to_a_device,
        a_link_to_nothing,
        a_link_to_itself,
        a_link_upwards,
    ],
    ids=lambda make: make.__name__,
)
def test_what_is_no_file(make: Callable[[Path], None], tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE)
    make(root / "records" / "people" / "x.yaml")
    loaded = load(root)
    assert found(loaded, "records/people/x.yaml") == {"unreadable-file"}
    assert len(loaded.diagnostics) == 1


@POSIX
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read every file")
@pytest.mark.parametrize("name", ["records/people/x.yaml", "records/people/folder"])
def test_what_nobody_may_read(name: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {**BASE, "records/people/folder/y.yaml": "name: x\n"})
    path = root / name
    if not path.exists():
        path.write_text("name: x\n", encoding="utf-8")
    path.chmod(0)
    try:
        assert found(load(root), name) == {"unreadable-file"}
    finally:
        path.chmod(0o700)


# ----------------------------------------------------------------------------- settings


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        (b"a = " + b"[" * 100_000, "bad-setting file-too-large"),
        (b"a = " + b"[" * 2_000, "bad-setting file-too-large"),
        (b"a" + b".a" * 500_000 + b" = 1", "unknown-setting file-too-large"),
        (b"a = " + b"9" * 5_000, "bad-setting"),
        (b"a = 2021-02-30", "bad-setting"),
        (b"a = '\x00'", "bad-setting"),
        (b"visibility = 'public'\r", "bad-setting"),
        (b"\xff\xfe", "not-utf8"),
        (b'"\\u001b[31m" = 1', "unknown-setting"),
        (b'"a\\n::error::b" = 1', "unknown-setting"),
        (b'"\\u202e" = 1', "unknown-setting"),
        (b'visibility = "\\u001b[31m"', "bad-setting"),
        (b"k" * 5_000 + b" = 1", "unknown-setting"),
        (b"k" * 500_000 + b" = 1", "unknown-setting file-too-large"),
        (b"[visibility]\na = 1", "bad-setting"),
        (b"visibility = 'public'\nvisibility = 'private'", "bad-setting"),
        (b"output = '/etc'", "bad-setting"),
        (b"output = 'a/../b'", "bad-setting"),
        (b"output = 'a\\\\b'", "bad-setting"),
        (b'output = "a\\n"', "bad-setting"),
    ],
    ids=range(20),
)
def test_hostile_settings(raw: bytes, codes: str, tmp_path: Path) -> None:
    loaded = load(write_tree(tmp_path, {**BASE, "scrutiny.toml": raw}))
    told = found(loaded, "scrutiny.toml")
    assert told
    assert told <= set(codes.split())
    assert not loaded.settings.private


def test_settings_in_a_folder_of_their_name(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE)
    (root / "scrutiny.toml").mkdir()
    assert found(load(root), "scrutiny.toml") == {"unreadable-file"}


@POSIX
def test_settings_that_never_come(tmp_path: Path) -> None:
    root = write_tree(tmp_path, BASE)
    os.mkfifo(root / "scrutiny.toml")
    told = run("check", "--root", root)
    assert told.returncode == 1
    assert told.stdout.startswith("scrutiny.toml:1:1: error[unreadable-file]")


# ----------------------------------------------------------------------------- at random

# Derandomised: what a run finds, every run finds.
MANY = settings(deadline=None, derandomize=True, max_examples=400)
FEW = settings(MANY, max_examples=150)
BITS = ["a", "b1", " ", ":", "-", "[", "]", "{", "}", ",", "#", "&", "*", "!", "|", ">", "'", '"']
BITS += ["%", "@", "`", "?", "~", "<<", "=", "\\", ".", "/", "\n", "\r", "\t", "\n  ", "\n- ", ": "]
BITS += ["---", "...", "null", "\\u202e", "\\x00", "é", "\ufeff", "\x85", "\U0001f600"]
YAML_ISH = st.lists(st.sampled_from(BITS), max_size=40).map("".join)


def read(raw: bytes, kind: str, *, pure: bool) -> tuple[Document, list[Diagnostic]]:
    with reader(pure=pure):
        document = parse(Source(f"records/{kind}/x.yaml", raw))
        return document, decode(document, Closed())[1]


def told_well(document: Document, told: list[Diagnostic]) -> None:
    text = document.source.raw.decode("utf-8-sig", "replace")
    for fault in told:
        inside(fault, text)
        assert "\n" not in faults.line(fault)


PARSERS = pytest.mark.parametrize("pure", [False, True], ids=["as installed", "pure"])
KIND = st.sampled_from(sorted(KINDS))


@PARSERS
@MANY
@given(kind=KIND, raw=st.binary(max_size=200))
def test_no_bytes_raise(pure: bool, kind: str, raw: bytes) -> None:
    document, told = read(raw, kind, pure=pure)
    told_well(document, told)


@PARSERS
@MANY
@given(kind=KIND, words=YAML_ISH)
def test_no_text_raises(pure: bool, kind: str, words: str) -> None:
    document, told = read(text(words), kind, pure=pure)
    told_well(document, told)


@MANY
@given(words=YAML_ISH)
def test_what_both_parsers_accept_they_read_alike(words: str) -> None:
    fast, _ = read(text(words), "actions", pure=False)
    pure, _ = read(text(words), "actions", pure=True)
    if not fast.refusals and not pure.refusals:
        assert fast.data == pure.data


WORDS = st.sampled_from(
    [
        *("a", "b", "cyp", "m1", "x-1", "", "~", "null", "yes", "no", "1", "0", "-1", "95", "1e5"),
        *("2021-11-23", "23/11/2021", "1900-01-01", "2199-12-31", "31/02/2020", "2.30 pm", "23:59"),
        *("exempt", "open", "superseded", "held", "published", "chairperson", "vacancy", "agreed"),
        *(
            "to follow",
            "to schedule",
            "ongoing",
            "Nov 2020",
            "Winter 2199",
            "Q4 2198/99",
            "2021/22",
        ),
        *("{x}", "{next_meeting}", "papers/a.pdf", "../x", "red", "points", "month", "é", "9" * 30),
    ]
)
PLAIN = WORDS | st.none()
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["id", "on", "item", "by", "a"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from models_in(part)


def value_of(annotation: Any) -> st.SearchStrategy[Any]:
    """Values for a field: mostly of its shape, now and then of another."""
    inner = [part_of(model) for model in models_in(annotation)]
    if inner:
        return st.lists(inner[0], max_size=3) | inner[0] | ANYTHING
    choices = [part for part in _literals(annotation) if isinstance(part, str)]
    return (st.sampled_from(choices) if choices else PLAIN) | st.lists(PLAIN, max_size=2) | ANYTHING


def _literals(annotation: Any) -> Iterator[Any]:
    if typing.get_origin(annotation) is typing.Literal:
        yield from typing.get_args(annotation)
    else:
        for part in typing.get_args(annotation):
            yield from _literals(part)


@cache
def part_of(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """Data for a model: each of its fields there or not, and perhaps a key too many."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    needed = {name: value_of(f.annotation) for name, f in fields.items() if f.is_required()}
    others = {name: value_of(f.annotation) for name, f in fields.items() if not f.is_required()}
    return st.fixed_dictionaries(needed, optional={**others, "zzz": PLAIN})


REGISTERS = st.fixed_dictionaries(
    {}, optional={kind: st.lists(part_of(model), max_size=2) for kind, model in KINDS.items()}
)


@FEW
@given(register=REGISTERS, private=st.booleans())
def test_no_records_raise_one_by_one_or_together(
    register: dict[str, list[dict[str, Any]]], private: bool
) -> None:
    closed = Closed()
    entries: list[Entry] = []
    told: list[Diagnostic] = []
    for kind in sorted(register, key=lambda kind: {"meetings": 0, "responses": 2}.get(kind, 1)):
        # Everything that JSON can say is YAML too.
        raw = json.dumps(register[kind]).encode()
        read_here, wrong = decode(parse(Source(f"records/{kind}/x.yaml", raw)), closed)
        entries += read_here
        told += wrong
    records, places, wrong = build(entries)
    context = checks.Context(
        records, places, Settings(private=private), frozenset({"papers/a.pdf"})
    )
    told += [*wrong, *checks.run(context)]
    text = faults.to_text(sorted(told, key=lambda fault: fault.order))
    assert len(re.findall(r"(?m)^records/", text)) == len(told)
