"""Every command of the command line: what gives documents and answers, and what writes records."""

from collections.abc import Iterator

from typer.main import get_command

from scrutiny_cli.cli.app import tree

Line = tuple[str, ...]

# What is asked of each command that gives something out: its arguments, then its formats.
TEXT_JSON = ("text", "json")
DOCUMENT = ("html", "markdown", "docx", "pdf", "json")
SHEET = ("html", "markdown", "docx", "pdf", "xlsx", "csv", "json")
INTO_FILES = ("--output", ".")
"""For formats whose words cannot be read in what goes to standard output."""
OUTPUTS: dict[Line, tuple[tuple[Line, ...], Line]] = {
    ("today",): (((),), TEXT_JSON),
    ("overdue",): (
        ((), ("--chaser", "Clerk"), ("--chaser", "executive")),
        ("text", "json", "markdown", "html"),
    ),
    ("changes",): ((("--since", "HEAD~1"),), ("text", "markdown", "json", "github")),
    ("calendar",): (((),), ()),
    ("check",): (((),), ("text", "json", "github", "gitlab", "sarif", "junit")),
    ("schema",): ((("actions",), ("export",)), ()),
    ("site", "build"): (((),), ()),
    ("export",): (((), ("action", "meetings")), ("xlsx", "csv", "json", "parquet", "sqlite")),
    ("agenda", "build"): ((("2021-10-12",), ()), DOCUMENT),
    ("agenda", "pack"): ((), ()),
    ("meeting", "list"): (((),), TEXT_JSON),
    ("meeting", "show"): ((("2021-10-12",), ("2021-11-23",)), TEXT_JSON),
    ("meeting", "deadlines"): ((("2021-10-12", "2021-11-23"),), TEXT_JSON),
    ("action", "list"): (((), ("--undated",)), TEXT_JSON),
    ("action", "show"): ((("act-open",), ("701",)), TEXT_JSON),
    ("recommendation", "list"): (((), ("--unsent",)), TEXT_JSON),
    ("recommendation", "letter"): ((("2021-10-12",),), ("html", "text", "docx")),
    ("recommendation", "show"): ((("rec-open",), ("rec-opem",)), TEXT_JSON),
    ("tracker", "build"): (((), ("recommendations", "--form", "meeting")), SHEET),
    ("impact", "build"): (((),), SHEET),
    ("plan", "build"): (((), ("plan", "--scorecard")), SHEET),
    ("measure", "list"): (((),), ("text", "json", "csv")),
    ("measure", "show"): ((("visits",),), TEXT_JSON),
    ("programme", "list"): (((),), ("text", "json", "csv")),
    ("programme", "build"): (((),), SHEET),
    ("decision", "list"): (((),), TEXT_JSON),
    ("decision", "show"): ((("lease",), ("closed-1",)), TEXT_JSON),
    ("forward", "build"): (((),), SHEET),
    ("call-in", "list"): (((),), TEXT_JSON),
    ("call-in", "show"): ((("call-1",), ("closed-1",)), TEXT_JSON),
    ("call-in", "build"): (((),), SHEET),
    ("question", "list"): (((),), TEXT_JSON),
    ("question", "build"): ((("2021-11-23",), ("2021-10-12",)), DOCUMENT),
    ("minutes", "build"): ((("2021-10-12",),), DOCUMENT),
    ("review", "list"): (((),), TEXT_JSON),
    ("rules", "show"): (((),), ("text", "json", "csv")),
    ("review", "build"): ((("neets",),), DOCUMENT),
}
# What writes records, files of a register or pages for whoever works on it: the clerk's own side.
WRITERS: set[Line] = {
    ("init",),
    ("meeting", "new"),
    *(("action", verb) for verb in ("add", "update", "complete", "report", "move")),
    *(("recommendation", verb) for verb in ("add", "notify", "respond")),
    ("measure", "record"),
    ("question", "add"),
    ("decision", "add"),
    ("call-in", "add"),
    ("minutes", "start"),
    ("import", "actions"),
    ("import", "recommendations"),
    ("import", "responses"),
    ("import", "programme"),
    *(("import", kind) for kind in ("committees", "people", "meetings")),
    ("report", "new"),
    ("upgrade",),
}
# What goes on until somebody stops it: `tests/website/test_preview.py` has it.
STAYING: set[Line] = {("serve",)}


def leaves() -> dict[Line, set[str]]:
    """Every command as it is typed, with the names of its options."""

    def walk(command: object, path: Line) -> Iterator[tuple[Line, set[str]]]:
        below = getattr(command, "commands", None)
        if below is None:
            yield path, {param.name for param in getattr(command, "params", ())}
        else:
            for name, inner in below.items():
                yield from walk(inner, (*path, name))

    return dict(walk(get_command(tree()), ()))


def lines() -> Iterator[Line]:
    """Every way in which something is given out: each command with its arguments and formats.

    PDF is left to `tests/packs`: it takes seconds, and its words cannot be found in its bytes.
    """
    for path, (variants, formats) in OUTPUTS.items():
        for variant in variants:
            # The notice in Word is one file, and has tests of its own.
            left = {"pdf", "docx"} if path[-1] == "letter" else {"pdf"}
            for shape in (each for each in formats or ("",) if each not in left):
                packed = shape == "docx" or (shape == "xlsx" and path != ("export",))
                where = INTO_FILES if packed else ()
                yield (*path, *variant, *(("--format", shape) if shape else ()), *where)
