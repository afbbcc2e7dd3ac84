"""A template that wants all of the memory or runs for ever ends with a sentence, and soon."""

import time
from pathlib import Path

import pytest

from scrutiny_cli.render import limits
from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree

# What a stranger may try. Those that would be heavy before they are found stand in the second list.
BOMBS = (
    "{{ 'a' * 10**9 }}",
    "{{ 10**9 * 'a' }}",
    "{{ [1] * 10**9 }}",
    "{{ 10 ** 10 ** 9 }}",
    "{{ 9 ** 100 ** 100 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%*d' % (10**9, 1) }}",
    "{{ '%d'|format(1) }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ '{0:>1000000000}'.format_map({}) }}",
    "{{ 'a'|center(10**9) }}",
    "{{ 'a'.center(10**9) }}",
    "{{ 'a'.ljust(10**9) }}",
    "{{ 'a'.zfill(10**9) }}",
    "{{ ('\\t' * 1000).expandtabs(10**8) }}",
    "{{ ('a' * 10**6).replace('a', 'b' * 10**6) }}",
    "{{ ('a' * 10**6)|replace('a', 'b' * 10**6) }}",
    "{{ ('a' * 10**6).translate({97: 'b' * 10**6}) }}",
    "{{ ('b' * 10**6).join('a' * 10**6) }}",
    "{{ range(100000)|join('b' * 10**6) }}",
    "{{ (['a' * 10**6] * 10**4)|join }}",
    "{{ ''.join(['a' * 10**6] * 10**4) }}",
    "{{ ('a\\n' * 10**6)|indent(10**9) }}",
    "{{ ('a ' * 10**6)|wordwrap(1, wrapstring='b' * 10**6) }}",
    "{{ [1]|batch(10**9, 0)|list }}",
    "{{ [1]|slice(10**9)|list }}",
    "{{ report.data|tojson(indent=10**9) }}",
    "{{ [[1] * 10**6] * 10**4|sum(start=[]) }}",
    "{{ ([[1] * 10**5] * 10**5)|sum(start=[]) }}",
    "{{ lipsum(10**9) }}",
    "{% for i in range(10**9) %}{% endfor %}",
    "{% set x = namespace(n=2) %}{% for i in range(64) %}{% set x.n = x.n * x.n %}{% endfor %}",
    "{% set x = namespace(n='a') %}{% for i in range(64) %}{% set x.n = x.n + x.n %}{% endfor %}",
    "{% set x = namespace(n='a') %}{% for i in range(64) %}{% set x.n = x.n ~ x.n %}{% endfor %}",
    "{% set x = namespace(n=[1]) %}{% for i in range(64) %}{% set x.n = x.n + x.n %}{% endfor %}",
    *("{% for a in [1] %}" * 25 + "{% endfor %}" * 25, "{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}"),
)  # fmt: skip
NESTED = "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}"
ENDS = "{% endfor %}{% endfor %}{% endfor %}"
SLOW = {
    "loops": f"{NESTED}{ENDS}",
    "loops that say something": f"{NESTED}x{ENDS}",
    "loops over a filter": NESTED.replace("range(9999)", "range(9999)|map('string')|list") + ENDS,
    "calls": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
    "{{ m(60) }}",
    "blocks of text": "{% set x = namespace(n='aaaaaaaa') %}{% for i in range(64) %}"
    "{% set y %}{{ x.n }}{{ x.n }}{% endset %}{% set x.n = y %}{% endfor %}",
    "macros": "{% macro m(t) %}{{ t }}{{ t }}{% endmacro %}{% set x = namespace(n='aaaaaaaa') %}"
    "{% for i in range(64) %}{% set x.n = m(x.n) %}{% endfor %}",
    "a list of texts": "{% set x = namespace(n=[]) %}{% for i in range(99999) %}"
    "{% set x.n = x.n + ['a' * 10**6] %}{% endfor %}",
    "words": "{% for i in range(999) %}{{ ('a ' * 10**6).split()|length }}{% endfor %}",
    "filters on a long text": "{% set t = 'a b ' * 10**6 %}"
    "{% for i in range(99999) %}{{ t|wordcount }}{% endfor %}",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_tree(tmp_path, BASE)


def built(root: Path, template: str | None, suffix: str = "html") -> Told:
    if template is not None:
        write_tree(root / "templates", {f"agenda.{suffix}.j2": template})
    shape = {"html": "html", "md": "markdown"}[suffix]
    asked = ("agenda", "build", "--root", root, "--format", shape, "--output", "-")
    return scrutiny(*asked, "--as-of", "2021-11-15")


def ended_well(told: Told) -> None:
    assert (told.code, told.out) == (3, ""), told.everything[:300]
    assert told.err.startswith("scrutiny: templates/agenda."), told.err[:300]
    assert "Traceback" not in told.err
    assert len(told.err) < 500


@pytest.mark.parametrize("template", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_told_in_words(template: str, root: Path) -> None:
    started = time.process_time()
    ended_well(built(root, template))
    ended_well(built(root, template, "md"))
    assert time.process_time() - started < 5


@pytest.mark.parametrize("name", SLOW)
def test_what_would_never_end_has_an_end(
    name: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With smaller bounds than the real ones, which are tried in the long tests."""
    monkeypatch.setattr(limits, "STEPS", 20_000)
    monkeypatch.setattr(limits, "BYTES", 20_000_000)
    monkeypatch.setattr(limits, "SECONDS", 0.3)
    ended_well(built(root, SLOW[name]))


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ 'a' * 10**8 }}", "line 1: it makes a text that is too long\n"),
        ("\n{{ 10**10**9 }}", "line 2: it takes a power that is too high\n"),
        ("{{ '%s' % 1 }}", "line 1: it fills in a text with %; write it with ~\n"),
        ("{{ 1|format }}", "line 1: No filter named 'format'.\n"),
    ],
)
def test_the_words_name_the_line_and_what_is_too_much(
    template: str, words: str, root: Path
) -> None:
    told = built(root, template)
    assert told.err.startswith(f"scrutiny: templates/agenda.html.j2, {words}  ")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ 'a' * 3 ~ 1 ~ '<' }}", "aaa1&lt;"),
        ("{{ ['a', 'b']|join(', ')|upper|replace('A', 'x') }}", "x, B"),
        ("{{ ', '.join(['a', 'b']) }}{{ 'ab'.replace('a', 'x') }}", "a, bxb"),
        ("{% for i in range(3) %}{{ loop.index }}{% endfor %}", "123"),
        ("{{ 7 // 2 }}{{ 7 % 2 }}{{ 2 ** 8 }}{{ 1.5 * 2 }}{{ [1] + [2] }}", "312563.0[1, 2]"),
        ("{{ 2.345|round(1) }}{{ [1, 2]|sum }}{{ range(4)|batch(2)|list }}", "2.33[[0, 1], [2, 3]]"),
        ("{% set x %}a{% endset %}{{ x ~ x }}{{ 'a\nb'|indent(2) }}", "aaa\n  b"),
        ("{% macro m(self, context) %}{{ self }}{{ context }}{% endmacro %}{{ m(1, context=2) }}", "12"),
    ],
)  # fmt: skip
def test_what_is_modest_works_as_ever(template: str, expected: str, root: Path) -> None:
    assert built(root, template).out == f"{expected}\n"


def test_a_page_that_is_too_long_altogether_is_told_of_its_template(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BYTES", 2_000_000)
    told = built(root, "x" * 3_000_000)
    assert told.err.startswith(
        "scrutiny: templates/agenda.html.j2: it makes more than 2 MB of text\n"
    )
    assert (told.code, told.out) == (3, "")


@pytest.mark.parametrize("name", ["agenda.html.j2", "part.html.j2"])
def test_a_link_out_of_the_folder_of_templates_is_not_followed(name: str, root: Path) -> None:
    write_tree(root, {"secret.txt": "the secret words", "templates/x.html.j2": "x"})
    (root / "templates" / name).symlink_to(root / "secret.txt")
    told = built(root, "{% include 'part.html.j2' %}" if name == "part.html.j2" else None)
    assert told.err.startswith(f"scrutiny: templates/{name}, line 1: it is a link to a file")
    assert told.code == 3
    assert "secret words" not in told.everything


def test_the_built_in_templates_are_not_counted(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A register of any size has its pages: the bounds are for what strangers may write."""
    monkeypatch.setattr(limits, "STEPS", 1)
    assert built(root, None).code == 0
