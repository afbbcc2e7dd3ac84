"""The pages of the diagnostics, the settings and the templates."""

from __future__ import annotations

import re
from dataclasses import fields as fields_of
from pathlib import Path

import reference_documents
from jinja2 import Environment, nodes
from reference_records import Spelling, cell, default, fields

from scrutiny_cli.documents.problems import CODES, Severity
from scrutiny_cli.domain.columns import COLUMNS
from scrutiny_cli.domain.committees import (
    DEFAULT_LEGEND,
    NoticeRule,
    RagRule,
    RatingLegend,
    Rules,
)
from scrutiny_cli.register.settings import KEYS, Settings
from scrutiny_cli.render.environment import builtin_templates
from scrutiny_cli.reports.model import Report
from scrutiny_cli.schema.explanations import page as explanation

DIAGNOSTICS = """
# Diagnostics

What `scrutiny check` can say, code by code. An **error** stops publication; a **warning** asks for a look.
`scrutiny check --explain CODE` shows the same words on the terminal.

Each problem is on one line: file, line, column, severity and code, the field, what is wrong and, in
brackets, what to do. Fields in lists are counted from 1: `items[3].title`. A code never changes its
meaning.

For a problem in an exempt or confidential part, only the code and the place are shown, never its words.
"""


def diagnostics() -> str:
    """Every code with its severity, title and explanation."""
    parts = [DIAGNOSTICS.strip()]
    for severity, heading in ((Severity.ERROR, "Errors"), (Severity.WARNING, "Warnings")):
        codes = {code: entry for code, entry in CODES.items() if entry.severity is severity}
        rows = "\n".join(f"| [`{code}`](#{code}) | {title} |" for code, (_, title) in codes.items())
        parts.append(f"## {heading}\n\n| Code | What it says |\n| --- | --- |\n{rows}")
    for code, (severity, title) in CODES.items():
        text = re.sub(r"^## (Fails|Passes)$", r"**\1**", explanation(code), flags=re.MULTILINE)
        parts.append(f"## {code}\n\n*{str(severity).capitalize()}.* {title}.\n\n{text.strip()}")
    return "\n\n".join(parts)


SETTINGS = """
# Settings

A register has two places for settings: `scrutiny.toml` for what holds for the whole register, and the
`rules:` of each committee. Everything has a default, and a register without any setting works.

## scrutiny.toml

It is in the folder that contains `records/`. Each line is a name, an equals sign and a value in quotes:

```toml
format = 2
visibility = "public"
committee = "cyp"
output = "build"
```
"""

SETTING_MEANINGS = {
    "format": "The format of the records. `scrutiny upgrade` brings a register of an earlier version up to date.",
    "visibility": "Whether the records may contain exempt and confidential information. In a public register "
    "`check` refuses it.",
    "committee": "The committee of records and commands that name none. `--committee all` means all of them.",
    "output": "The folder, inside the register, that documents are written to.",
    "form": "How trackers and plans come without `--form`: as a page, or column by column as papers print "
    "them. It holds for the papers of a pack too.",
    "word_template": "The council's own Word paper. Documents in Word take its styles, page, header and footer, not "
    "its words.",
    "address": "The address of the site that `scrutiny site build` makes, with a slash at its end. Feeds and "
    "meetings then carry whole addresses.",
    "accepted": "Warnings that `check` counts and does not show, each with `code`, `record` or `file`, `why`, and "
    "perhaps `field`. Errors, and anything about exempt matter, cannot be accepted.",
    "headings": "The council's own headings of columns, for `scrutiny import`: "
    '`[headings.responses]` with `owner = ["Delivery partner"]`.',
}

RULES = """
## The rules of a committee

Write them under `rules:` in the record of the council, or of a committee whose rules differ. A committee's own
rules win over its council's, key by key; a list counts as a whole, and so does `quorum`. A rule that neither has
keeps its default. `scrutiny rules show` lists what holds, and where it comes from.

```yaml
rules:
  publication: {clear_days: 5}
  public_questions: {clear_days: 3, at: "17:00"}
  closed_days: [2021-12-24, 2021-12-29]
```
"""

ENVIRONMENT = """
## The environment

| Name | What it does |
| --- | --- |
| `SCRUTINY_ROOT` | The register's folder, as `--root` |
| `SCRUTINY_AS_OF` | The as-at date, as `--as-of` |
| `NO_COLOR` | Set to anything: no colour on the terminal |
| `FORCE_COLOR` | Set to anything: colour in a pipe too |
| `COLUMNS` | The width of the terminal, if the tool cannot find it out |
| `SCRUTINY_DEBUG` | Set to anything: the full details of an error in the tool, which may quote records |
"""


def settings() -> str:
    """The register's settings, the committee's rules and the environment."""
    assert SETTING_MEANINGS.keys() == KEYS.keys(), "say what each setting means"
    unset = Settings()
    defaults = {
        "format": str(unset.format),
        "visibility": "private" if unset.private else "public",
        "committee": unset.committee or "",
        "output": unset.output,
        "form": unset.form,
        "word_template": unset.word_template or "",
        "address": unset.address,
        "accepted": "",
        "headings": "",
    }
    rows = "\n".join(
        f"| `{key}` | {KEYS[key]} | {f'`{defaults[key]}`' if defaults[key] else ''} | {means} |"
        for key, means in SETTING_MEANINGS.items()
    )
    table = f"| Setting | Holds | If left out | Meaning |\n| --- | --- | --- | --- |\n{rows}"
    parts = [
        SETTINGS.strip(),
        table,
        RULES.strip(),
        _rules(),
        _legend(),
        _columns(),
        ENVIRONMENT.strip(),
    ]
    return "\n\n".join(parts)


def _rules() -> str:
    """One table of every rule, the parts of rules under their own names."""
    lines = ["| Rule | Holds | If left out | Meaning |", "| --- | --- | --- | --- |"]
    for name, field in Rules.model_fields.items():
        value = field.default
        whole = Rules.model_fields[name].description or ""
        if isinstance(value, NoticeRule | RagRule):
            part = type(value)
            for row in _rows(part):
                inner, holds, _, means = row
                shown = getattr(value, inner, None)
                shown = f"`{_plain(shown)}`" if shown is not None else ""
                lines.append(f"| `{name}.{inner}` | {holds} | {shown} | {whole} {means} |")
        else:
            _, holds, _, _ = next(row for row in _rows(Rules) if row[0] == name)
            holds = re.sub(r"\(#(.*?)\)", r"(records.md#\1)", holds)
            lines.append(f"| `{name}` | {holds} | {cell(default(field))} | {cell(whole)} |")
    return "\n".join(lines).replace("(settings.md#", "(#")


def _columns() -> str:
    """The columns that the rules may choose, document by document."""
    parts = [
        (
            "## The columns of documents\n\n`columns:` in the rules chooses the columns of a document, in their "
            "order, for every format. Any other name is a heading of the council's own, which records fill "
            "under `own:`. The tracker's `--form meeting` keeps its usual columns."
        )
    ]
    for document, known in COLUMNS.items():
        rows = "\n".join(f"| `{name}` | {means} |" for name, means in known.items())
        parts.append(
            f"### Columns of {document}\n\n| Name | What it holds |\n| --- | --- |\n{rows}"
        )
    return "\n\n".join(parts)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.strftime("%H:%M") if hasattr(value, "strftime") else str(value)


def _rows(model: type[Rules | NoticeRule | RagRule | RatingLegend]) -> list[list[str]]:
    """The rows of a model's table of fields: name, holds, default, meaning."""
    table = fields(model, Spelling()).split("\n")[2:]
    split = [re.split(r"(?<!\\) ?\| ?", line)[1:-1] for line in table]
    return [[row[0].strip("`"), *row[1:]] for row in split]


def _legend() -> str:
    rows = "\n".join(
        f"| `{line.rating}` | {line.word} | {line.letter} | {line.means} |"
        for line in DEFAULT_LEGEND
    )
    return (
        "## The legend\n\nThe words and letters that documents print for each rating. A line under "
        "`ratings:` takes the place of the line with the same `rating`; the others stay.\n\n"
        f"| `rating` | `word` | `letter` | `means` |\n| --- | --- | --- | --- |\n{rows}"
    )


TEMPLATES = """
# Templates

How a document looks is said in templates. To change one, put a file of the same name in the folder
`templates/` beside `records/`, and say in it only what is different: [override one block of a
template](../how-to/override-a-template.md) goes through it.

An override begins with the built-in template and replaces blocks:

```jinja
{% extends "builtin/agenda.html.j2" %}
{% block footer %}
<p>Exampleshire Council, Town Hall, High Street</p>
{{ super() }}
{% endblock %}
```

- `{{ super() }}` stands for what the block held before.
- A document is made from the template of its own name, such as `agenda.html.j2`; where there is none, from
  `report.html.j2` or `report.md.j2`. A file `templates/action-log.html.j2` changes the action log alone.
- A template sees the report and nothing else: no file, no network, no clock. What it may not do it is
  refused, with the file and the line.
- Every value goes through `show`, which escapes it by its type: `{{ report.title|show }}`. Markdown from a
  record goes through `prose`.
"""

REPORT = {
    "name": "What the document is: `agenda`, `action-log`. Templates are named after it.",
    "title": "Its title.",
    "as_of": "The date it describes.",
    "revision": "The fingerprint of the records it was made from.",
    "sections": "Its sections in order, each with `key`, `title`, `level` and `blocks`.",
    "council": "The council above the title, or nothing.",
    "subtitle": "The committee or committees above the title.",
    "filters": "What was left out, in words.",
    "unread": "The files that cannot be read in full.",
    "draft": "Whether it is a draft.",
    "private": "Whether it holds exempt matter.",
    "data": "The same facts for machines: what `--format json` gives.",
    "sheet": "The one flat table for a spreadsheet, where there is one.",
}


def templates(root: Path) -> str:
    """The built-in templates with their blocks, and what a template sees; ``root`` has the sample."""
    names = [field.name for field in fields_of(Report)]
    missing = set(names) - REPORT.keys()
    assert not missing, f"say in tools/reference_pages.py what these are: {missing}"
    rows = "\n".join(f"| `report.{name}` | {REPORT[name]} |" for name in names)
    folder = builtin_templates()
    parts = [
        TEMPLATES.strip(),
        f"## What a template sees\n\n| Name | What it is |\n| --- | --- |\n{rows}",
        '`report.section("KEY")` gives the section with a key, or nothing.',
        reference_documents.fields(root),
        "## The built-in templates",
        *(_template(path) for path in sorted(folder.iterdir(), key=lambda p: p.name)),
    ]
    return "\n\n".join(parts)


def _template(path: Path) -> str:
    head = f"### {path.name}"
    if path.suffix != ".j2":
        return (
            f"{head}\n\nThe style of every page: `report.html.j2` includes it in its block `style`."
        )
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    extended = [n.template.value for n in tree.find_all(nodes.Extends)]  # type: ignore[attr-defined]  # a name, always
    blocks = [block.name for block in tree.find_all(nodes.Block)]
    macros = [macro.name for macro in tree.find_all(nodes.Macro)]
    lines = [head]
    if extended:
        lines.append(f"Extends `{extended[0]}`, whose other blocks it keeps.")
    if blocks:
        lines.append("Blocks: " + ", ".join(f"`{name}`" for name in blocks) + ".")
    if macros:
        lines.append(
            "Macros, one for each kind of block of a report: "
            + ", ".join(f"`{name}`" for name in macros)
            + ". To change how every table or every rating looks, override this file whole."
        )
    return "\n\n".join(lines)
