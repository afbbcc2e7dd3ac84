"""Files that must do no harm: what each holds, and the faults it may get."""

from typing import NamedTuple

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
    "a directive after the first document": Bad(
        b"id: A\n%YAML 1.9\n---\nid: B\n", "invalid-yaml several-documents"
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
    "5,000 escapes of U+202E": Bad(b'- "\\u202e"\n' * 5_000, "forbidden-character"),
    "5,000 escapes of U+200B": Bad(
        action('notes: "' + "\\u200b" * 5_000 + '"'), "invisible-character"
    ),
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
    "1,000 dates": Bad(
        b"id: m\ndate: 2021-11-02\nminutes:\n  - number: 1\n    text: 31 June 2021; "
        + b"the cabinet, the meeting of 3 November 2021 and " * 1_000,
        "impossible-date",
        "meetings",
    ),
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
