"""Templates of the council's own: one block at a time, and none can do harm.

An override is a text that somebody wrote, perhaps a stranger. It sees the report and a few pure
functions; whatever else it tries ends with a sentence, exit code 3 and nothing written.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.golden.page import read
from tests.inside import Told, scrutiny
from tests.registers import BASE, run, write_tree

AT = ("--as-of", "2021-11-15")
HTML, MARKDOWN = "agenda.html.j2", "agenda.md.j2"
Build = Callable[..., Told]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_tree(tmp_path, BASE | {"secret.txt": "the secret words"})


def build(root: Path, suffix: str, **templates: str) -> Told:
    """The agenda as the register's own templates make it, on standard output."""
    names = {"agenda": f"agenda.{suffix}.j2", "report": f"report.{suffix}.j2",
             "blocks": f"blocks.{suffix}.j2", "style": "style.css"}  # fmt: skip
    write_tree(root / "templates", {names[name]: text for name, text in templates.items()})
    shape = {"html": "html", "md": "markdown"}[suffix]
    return scrutiny("agenda", "build", "--root", root, "--format", shape, "--output", "-", *AT)


@pytest.fixture
def plain(root: Path) -> str:
    """The page as the built-in templates make it."""
    return build(root, "html").out


BLOCKS = ["cover", "membership", "items", "footer", "masthead", "marks", "title", "style",
          "standing_text"]  # fmt: skip


@pytest.mark.parametrize("block", BLOCKS)
def test_one_block_of_a_page_may_be_replaced(block: str, root: Path, plain: str) -> None:
    override = (
        '{% extends "builtin/agenda.html.j2" %}'
        f"{{% block {block} %}}{{# ours #}}<!-- ours -->{{% endblock %}}"
    )
    told = build(root, "html", agenda=override)
    assert told.code == 0, told.err
    assert told.out.count("<!-- ours -->") == 1
    # Every line of the page that is left was there before, in the same order.
    before = iter(plain.splitlines())
    kept = [line for line in told.out.splitlines() if "<!-- ours -->" not in line]
    assert all(line in before for line in kept if line.strip())
    assert len(kept) < len(plain.splitlines()) or block in ("marks", "standing_text", "title")


@pytest.mark.parametrize("block", ["cover", "items", "footer"])
def test_a_block_may_be_added_to(block: str, root: Path, plain: str) -> None:
    override = (
        '{% extends "builtin/agenda.html.j2" %}'
        f"{{% block {block} %}}{{{{ super() }}}}<p>By order of the council</p>{{% endblock %}}"
    )
    told = build(root, "html", agenda=override)
    assert told.code == 0, told.err
    assert told.out.replace("<p>By order of the council</p>", "").split() == plain.split()
    assert "&lt;" not in told.out, "what is inherited is not escaped a second time"


def test_a_block_of_the_markdown_may_be_replaced(root: Path) -> None:
    override = (
        '{% extends "builtin/agenda.md.j2" %}'
        "{% block footer %}{{ super() }}\nBy order of the council\n{% endblock %}"
    )
    told = build(root, "md", agenda=override)
    assert told.code == 0
    assert told.out.endswith("By order of the council\n")
    assert "## Agenda" in told.out


def test_the_frame_of_every_report_may_be_replaced(root: Path) -> None:
    override = (
        '{% extends "builtin/report.html.j2" %}'
        "{% block masthead %}<p>Exampleshire</p>{{ super() }}{% endblock %}"
    )
    told = build(root, "html", report=override)
    assert told.code == 0, told.err
    assert "<p>Exampleshire</p>" in told.out
    assert read(told.out).one("table", "agenda").tag == "table"


def test_the_style_may_be_replaced(root: Path) -> None:
    told = build(root, "html", style="body { color: black; }")
    style = read(told.out).one("style").words
    assert style.startswith("body { color: black; }@page {")


def test_values_in_an_override_are_escaped_in_html(root: Path) -> None:
    hostile = "name: <script>alert(1)</script>\ncouncil: Exampleshire\n"
    write_tree(root, {"records/committees/cyp.yaml": hostile})
    override = '{% extends "builtin/agenda.html.j2" %}{% block masthead %}{{ report.subtitle }}{% endblock %}'
    told = build(root, "html", agenda=override)
    assert told.code == 0
    assert "<script" not in told.out
    assert told.out.count("&lt;script&gt;") == 2


def test_braces_in_a_record_are_words(root: Path) -> None:
    named = "name: '{{ 7*7 }} {% include \"/etc/passwd\" %}'\ncouncil: Exampleshire\n"
    write_tree(root, {"records/committees/cyp.yaml": named})
    told = build(root, "md")
    assert told.code == 0
    assert '{{ 7\\*7 }} {% include "/etc/passwd" %}' in told.out
    assert "49" not in told.out
    assert "root:" not in told.out


LINE_1 = r"templates/agenda\.html\.j2, line 1: "
BROKEN = {
    "{% block cover %}": LINE_1,
    "\n\n{{ report.title": r"templates/agenda\.html\.j2, line 3: ",
    "\n{{ report.nothing }}": r"templates/agenda\.html\.j2, line 2: this cannot be used: Undefined",
    "{{ nothing }}": LINE_1 + "this cannot be used: UndefinedError",
    "{{ report.title|nothing }}": LINE_1 + "No filter named 'nothing'",
    '{% extends "builtin/nothing.html.j2" %}': "there is no template builtin/nothing.html.j2",
    '{% include "nothing.html.j2" %}': "there is no template nothing.html.j2",
    "{{ 1 / 0 }}": LINE_1 + "this cannot be used: ZeroDivisionError",
    "{{ report.title + 1 }}": LINE_1 + "this cannot be used: TypeError",
    "{{ report.title|batch }}": LINE_1 + "this cannot be used: TypeError",
    "{{ report.title.center(none) }}": LINE_1 + "this cannot be used: TypeError",
    "{{ report.sections[99].title }}": LINE_1 + "this cannot be used: UndefinedError",
    '{% import "builtin/blocks.html.j2" as b %}{{ b.table(1, 2) }}': LINE_1
    + "this cannot be used: UndefinedError",
    '{% include "agenda.html.j2" %}': LINE_1 + "this cannot be used: RecursionError",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}": LINE_1
    + "this cannot be used: RecursionError",
}


@pytest.mark.parametrize("template", BROKEN)
def test_a_broken_template_is_told_of_in_words(template: str, root: Path) -> None:
    told = build(root, "html", agenda=template)
    assert (told.code, told.out) == (3, "")
    assert re.search(BROKEN[template], told.err)
    assert told.err.startswith("scrutiny: ")
    assert "Traceback" not in told.err
    assert "something went wrong in scrutiny" not in told.err


HOSTILE = [
    "{{ report.__class__ }}",
    "{{ report.__class__.__mro__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''|attr('__class__') }}",
    "{{ report['__class__'] }}",
    "{{ report.__init__.__globals__ }}",
    "{{ report.section.__func__.__globals__ }}",
    "{{ blocks.section.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ '{0.__class__}'.format(report) }}",
    "{{ '{x.__class__}'.format_map({'x': report}) }}",
    "{{ report.as_of.__reduce_ex__(2) }}",
    "{% include '/etc/passwd' %}",
    "{% include '../secret.txt' %}",
    "{% include './../secret.txt' %}",
    "{% include '../../../../../../etc/passwd' %}",
    "{% include 'builtin/../../secret.txt' %}",
    "{% import '../secret.txt' as x %}",
    "{% extends '../secret.txt' %}",
    "{% for i in range(10**9) %}{% endfor %}",
    "{{ range(10**6)|list }}",
    "{% set x = report.data.update({'a': 1}) %}",
    "{{ report.sections.append(1) }}",
    "{% do report.data.clear() %}",
    "{{ show.__globals__ }}",
    "{{ environment }}",
    "{{ request.application }}",
]


@pytest.mark.parametrize("template", HOSTILE)
@pytest.mark.parametrize("suffix", ["html", "md"])
def test_a_hostile_template_gets_nowhere(template: str, suffix: str, root: Path) -> None:
    told = build(root, suffix, agenda=template)
    assert told.code == 3, told.out[:200]
    assert told.out == ""
    assert "secret words" not in told.err
    assert "root:" not in told.err
    assert "Traceback" not in told.err
    assert "something went wrong in scrutiny" not in told.err


def test_no_path_is_in_reach_whose_text_could_be_read(root: Path) -> None:
    """Whatever values a report holds, none has methods that touch files, and none may be called."""
    told = build(root, "html", agenda="{{ report.as_of.isoformat() }}")
    assert told.code == 3
    told = build(root, "html", agenda="{{ report.sections[0].blocks[0].columns[0].title.upper() }}")
    assert (told.code, told.out) == (0, "DATE\n")


def test_a_template_that_is_no_text_is_told_of(root: Path) -> None:
    (root / "templates").mkdir()
    (root / "templates" / HTML).write_bytes(b"\xff\xfe\x00caf\xe9")
    told = scrutiny("agenda", "build", "--root", root, *AT)
    assert told.code == 3
    assert "is not UTF-8 text" in told.err
    assert not (root / "build").exists()


def test_in_the_real_command_line_too(root: Path) -> None:
    write_tree(root, {f"templates/{HTML}": "{{ report.__class__.__mro__ }}"})
    done = run("agenda", "build", "--root", root, *AT)
    assert (done.returncode, done.stdout) == (3, "")
    assert "Traceback" not in done.stderr
    assert not (root / "build").exists()
