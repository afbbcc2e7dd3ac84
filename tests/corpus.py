"""More than a thousand hostile files: records, settings, templates, CSV files and workbooks, made anew the same.

Each is a case: what it is, the name of its file, and its bytes. :func:`tried` says what is wrong with what the
tool makes of it, or ``None`` if it ends in words.
"""

import io
import json
import random
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from scrutiny_cli.documents import parse
from scrutiny_cli.documents.source import Source
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.files import store
from scrutiny_cli.importing.spreadsheets import Unreadable, read
from scrutiny_cli.register.settings import read_settings
from scrutiny_cli.render import problems as faults
from scrutiny_cli.schema import specimens
from scrutiny_cli.workspace import loading as workspace
from tests.cli.evil import ESCAPES, EVIL
from tests.constructs import CONSTRUCTS
from tests.inside import scrutiny
from tests.payloads import BAD, ODD, text
from tests.registers import BASE, inside, write_tree
from tests.spreadsheets import as_printed

GOOD = [Source(path, words.encode()) for path, words in BASE.items()]
AT = ("--as-of", "2021-11-15")
SPECIMENS = Path(specimens.__file__).with_suffix("")


class Case(NamedTuple):
    """A hostile file: what reads it, what it is called, and its bytes."""

    reader: str
    name: str
    raw: bytes


# Words that a browser, a spreadsheet, a terminal, a template, a path or a number may be harmed by.
WORDS = (
    *EVIL,
    *ESCAPES,
    *("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example")', "\t=1", "＝1"),
    *("{{ 7 * 7 }}", "{% include '/etc/passwd' %}", "{{ report.__class__ }}", "{previous_meeting}", "{nosuch}"),
    *("../../etc/passwd", "/etc/passwd", "papers\\..\\..\\x", "CON", "NUL.yaml", "~/.ssh/id_rsa", "//host/x"),
    *("\u202eabc", "\u200b", "\ufeffid", "a" + "\u0301" * 500, "\u2028::error::x", "İ", "ß", "𝟙𝟚"),
    *("9" * 400, "1e999", "-0", "0x10", "NaN", "Infinity", "1_000", "٣", "½", "1/0"),
    *("2021-02-30", "0000-00-00", "9999-12-31", "31/02/2021", "24:60", "12.60 pm", "2021-W01", "next meeting"),
    *("x" * 20_000, "a\n" * 2_000, "- " * 500, "# " * 500, "[" * 500, "`" * 500, "*_" * 500, "<" * 500),
    *("[x](javascript:alert(1))", "![](http://evil.example/x.png)", "<!--", "&#0;", "</script>", "|" * 300),
)  # fmt: skip


def records() -> Iterator[Case]:
    """Bytes that are no YAML, odd YAML, and each kind of record with each value turned hostile."""
    for name, bad in BAD.items():
        yield Case(f"record {bad.kind}", name, bad.raw)
    yield from (Case("record actions", name, raw) for name, (raw, _) in ODD.items())
    yield from (Case("record meetings", name, text(words)) for name, words in CONSTRUCTS.items())
    number = 0
    for kind in KINDS:
        path = SPECIMENS / f"{kind}.yaml"
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for place in _paths(data):
            word = WORDS[number % len(WORDS)]
            number += 1
            raw = text(json.dumps(_replaced(data, place, word), ensure_ascii=False))
            yield Case(f"record {kind}", f"{kind} {place}: {word[:20]!r}", raw)


def _paths(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    steps: Any = (
        part if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ()
    )
    if path:
        yield path
    for step in steps:
        yield from _paths(part[step], (*path, step))


def _replaced(part: Any, path: tuple[Any, ...], word: str) -> Any:
    if not path:
        return word
    if isinstance(part, dict):
        return {k: _replaced(v, path[1:], word) if k == path[0] else v for k, v in part.items()}
    return [_replaced(v, path[1:], word) if i == path[0] else v for i, v in enumerate(part)]


TOML = (
    *(b"", b"\x00", b"\xff\xfe", b"= 1", b"a", b"a =", b'a = "', b"[", b"[[", b"[[accepted]]", b"[accepted]"),
    *(b"a = [" * 2_000, b"a = {b = " * 500, b"a.b" * 3_000 + b" = 1", b"# \xc3", b'"" = 1', b"a = 1\na = 2"),
    *(b"output = " + b"9" * 6_000, b"output = 1e999", b"output = nan", b"output = 9999-12-31T23:59:60Z"),
    *(b"x" * 200_000, b"\xef\xbb\xbfoutput = 'x'", b"output = '''\n" + b"y\n" * 20_000 + b"'''", b"\r" * 99),
)  # fmt: skip
TOML_VALUES = ('""', "1", "true", "[]", "{}", '"/etc"', '"../.."', '"a\\u0000b"', '"\\u202e"', "'::error::x'", "1979-05-27", "[[1]]")  # fmt: skip


def settings() -> Iterator[Case]:
    """Bytes that are no TOML, and each setting with values of every type."""
    yield from (Case("settings", f"toml {n}", raw) for n, raw in enumerate(TOML))
    for key in ("visibility", "committee", "output", "accepted", "nosuch", '"a b"'):
        for value in TOML_VALUES:
            yield Case("settings", f"{key} = {value}", f"{key} = {value}\n".encode())


TEMPLATES = (
    *("{{", "{%", "{% if %}", "{% for %}", "{% endfor %}", "{{ x }}", "{{ report.nosuch }}", "{{ report['x'] }}"),
    *("{% include 'x' %}", "{% include '../x' %}", "{% extends 'agenda.html.j2' %}", "{% import 'os' as o %}"),
    *("{{ ''.__class__ }}", "{{ report|attr('__init__') }}", "{{ report.data.__globals__ }}", "{{ 1/0 }}"),
    *("{{ cycler.__init__ }}", "{{ self._TemplateReference__context }}", "{{ namespace.__init__ }}", "{{ 'a'|nosuch }}"),
    *("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "{{ range(10)|first.real }}", "\x00", "{{ '\ud800' }}"),
    *("{% set report = 1 %}{{ report.title }}", "{% raw %}{{", "{#", "{{ loop }}", "{% block marks %}{% endblock %}" * 2),
    *("{{ ('a',) * 10**12 }}", "{{ 10**10**10 }}", "{% for a in report.sections %}{{ a.blocks[99] }}{% endfor %}"),
)  # fmt: skip


def templates() -> Iterator[Case]:
    """Templates that are wrong, and some that reach for what they may not have."""
    for number, words in enumerate(TEMPLATES):
        yield Case("template", f"template {number}", words.encode("utf-8", "surrogatepass"))


LOG = "Ref,Meeting,Action,Owner,Due,Status\n"


def tables() -> Iterator[Case]:
    """CSV files in every encoding, with hostile cells, and files that are none."""
    for number, word in enumerate(WORDS):
        quoted = word.replace('"', '""')
        row = f'{number},12/10/2021,"{quoted}","{quoted}","{quoted}","{quoted}"\n'
        yield Case("csv", f"cells {word[:20]!r}", text(LOG + row))
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp500"):
        yield Case(
            "csv", encoding, f"{LOG}1,x,Zoë’s “plan” – £5,Ann,,\n".encode(encoding, "replace")
        )
    for number, raw in enumerate((
        b"\x00" * 5_000, b'"' * 5_001, b'"a\n' * 3_000, b"," * 20_000, b"\n" * 20_000, b"\r" * 5_000, b"sep=;\n",
        b"sep=\x00\n", b"a" * 200_000, b"\xff\xfe", b"\xfe\xff\x00", b"PK", b"PK\x03\x04", b"%PDF-1.7", b"<html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", text(LOG) + b"\x80\x81\x8d" * 99, text(LOG * 2_000),
        text(LOG + "1;2;3\t4|5\n" * 2_000), text("\n".join("," * n for n in range(200))), b"version https://git-lfs",
    )):  # fmt: skip
        yield Case("csv", f"bytes {number}", raw)


XML = (
    b"", b"<", b"<x/>", b"\x00" * 99, b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", b"<a>" * 3_000, b"<a b='" + b"x" * 99_999 + b"'/>",
)  # fmt: skip


def workbooks() -> Iterator[Case]:
    """A workbook cut off, with bytes changed, with each of its parts replaced, and with parts that lead elsewhere."""
    whole = as_printed()
    chance = random.Random(2021)
    for number in range(1, 40):
        yield Case("xlsx", f"cut off {number}", whole[: len(whole) * number // 40])
    for number in range(80):
        raw = bytearray(whole)
        for _ in range(1 + number % 5):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        yield Case("xlsx", f"bytes changed {number}", bytes(raw))
    names = zipfile.ZipFile(io.BytesIO(whole)).namelist()
    for name in names:
        for number, xml in enumerate(XML):
            yield Case("xlsx", f"{name} replaced {number}", _with(whole, {name: xml}))
        yield Case("xlsx", f"without {name}", _with(whole, {name: None}))
    for odd in (
        "../../evil",
        "/etc/passwd",
        "xl/worksheets/../../../x",
        "a" * 3_000,
        "xl/\u202e.xml",
    ):
        yield Case("xlsx", f"part {odd[:20]!r}", _with(whole, {odd: b"x"}))
    yield Case("xlsx", "twenty megabytes of noughts", _with(whole, {names[-1]: bytes(20_000_000)}))


def _with(whole: bytes, parts: dict[str, bytes | None]) -> bytes:
    """A workbook with some parts replaced, added, or left out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in dict.fromkeys((*old.namelist(), *parts)):
            raw = parts[name] if name in parts else old.read(name)
            if raw is not None:
                new.writestr(name, raw)
    return out.getvalue()


@cache
def every() -> tuple[Case, ...]:
    """The whole corpus."""
    return (*records(), *settings(), *templates(), *tables(), *workbooks())


def tried(case: Case, folder: Path) -> str | None:
    """What is wrong with what the tool makes of a hostile file; ``None`` if it ends in words."""
    reader, _, kind = case.reader.partition(" ")
    if reader == "record":
        return checked(kind, case.raw)
    if reader == "settings":
        _, problems = read_settings(case.raw)
        faults.to_text(problems)
        return None
    if reader == "template":
        write_tree(folder, {**BASE, "templates/agenda.html.j2": case.raw})
        told = scrutiny("agenda", "build", "--format", "html", "-o", "-", "--root", folder, *AT)
        well = told.code in (0, 3) and "a fault of the tool itself" not in told.err
        return None if well else told.everything[-500:]
    try:
        read(f"log.{reader}", case.raw)
    except Unreadable as why:
        return None if str(why) else "refused without a word"
    return None


def imported(case: Case, folder: Path) -> str | None:
    """What is wrong with an import of a hostile table into a register; ``None`` if it ends in words."""
    root = write_tree(folder, {**BASE, f"log.{case.reader}": case.raw})
    told = scrutiny(
        "import", "actions", root / f"log.{case.reader}", "--dry-run", "--root", root, *AT
    )
    well = told.code in (0, 1, 2, 3) and "a fault of the tool itself" not in told.err
    return None if well else told.everything[-500:]


def checked(kind: str, raw: bytes) -> str | None:
    """What is wrong with the whole check of a register with these bytes in a file; none if all is well."""
    path = f"records/{kind}/soak.yaml"
    loaded = workspace.check(
        Path("/nowhere"), store.Files(sources=sorted([*GOOD, Source(path, raw)]))
    )
    for fault in loaded.diagnostics:
        if fault.path == path:
            inside(fault, raw.decode("utf-8-sig", "replace"))
    if not {("committees", "cyp"), ("people", "ash")} <= set(loaded.entries):
        return "good records are hidden"
    told = {fault.path for fault in loaded.diagnostics}
    if parse(Source(path, raw)).data is None and path not in told:
        return "refused without a word"
    faults.to_text(loaded.diagnostics)
    return None
