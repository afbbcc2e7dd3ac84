"""A register in which everything that a message may quote is an order, a reference or a tag."""

import os
from pathlib import Path
from typing import Any

from scrutiny_cli.render.ci.checked import Checked
from scrutiny_cli.workspace.loading import load
from tests.registers import BASE

# Orders to a runner, references, links, ends of lines and of elements: in keys, ids, values, file names.
EVIL = (
    *(
        "::error::owned",
        "::add-mask::the",
        "::stop-commands::x",
        "  ::set-env name=A::b",
        "a\\n::error::b",
    ),
    *("%0A::error::c", "%25", "##[error]d", "x ##[add-mask]e", "###[debug]f", "##vso[task.debug]g"),
    *(
        "@everyone",
        "#12",
        "!34",
        "GH-5",
        "https://example.org/x",
        "www.example.org",
        "[a](javascript:b)",
    ),
    *(
        "<img src=x onerror=a>",
        "</failure>]]>&amp;",
        "{0} {1}",
        "| a | b |",
        "`c`",
        "a: b, c=d",
        "\\n---\\n",
    ),
)
ESCAPES = ("\x1b[2J", "\x1b]0;title\x07", "\u202e", "\x00", "\uffff")


def hostile(*, names: bool = os.name == "posix") -> dict[str, str | bytes]:
    """The files of that register; where file systems allow it, their names are evil too."""
    quoted = [f'"{evil.replace(chr(34), "")}"' for evil in EVIL]
    tree: dict[str, str | bytes] = dict(BASE)
    tree["records/actions/evil.yaml"] = "".join(
        f"- id: {evil}\n  action: Do it.\n  meeting: {evil}\n  number: {evil}\n  {evil}: 1\n"
        for evil in quoted
    )
    tree["records/meetings/evil.yaml"] = "id: e\ndate: 2021-12-07\nstanding_text:\n" + "".join(
        f"  {evil}: []\n" for evil in quoted
    )
    for number, escape in enumerate(ESCAPES):
        tree[f"records/people/escape-{number}.yaml"] = f"name: a{escape}b\n"
    if names:
        for name in (
            "::error::n",
            "a\n::error::n",
            "b\x1b[2Jn",
            "##[error]n",
            "@e #1 %0A, c=:",
            "é&<n>",
        ):
            tree[f"records/people/{name}.yaml"] = "nme: x\n"
    return tree


def checked(root: Path, **more: Any) -> Checked:
    loaded = load(root)
    paths = tuple(source.path for source in loaded.files.sources)
    return Checked(paths, len(loaded.entries), loaded.diagnostics, **more)
