"""A template that wants all of the memory or never ends is stopped, and the message says so."""

from pathlib import Path

import pytest

from scrutiny_cli.files import limited
from tests.inside import Told, scrutiny
from tests.registers import BASE, write_tree

# What somebody may try in a pull request.
BOMBS = (
    "{{ 'a' * 10**9 }}",
    "{{ 10**9 * 'a' }}",
    "{{ [1] * 10**9 }}",
    "{{ 9 ** 100 ** 100 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%*d' % (10**9, 1) }}",
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


# Each of these is one call of Python's own that nothing can interrupt but the system.
ONE_CALL = {
    "a power": "{{ 9 ** 9999999 ** 9 }}",
    "a list sorted by copies": "{% set a = 'A' * 10**7 %}{{ ([a] * 2000)|sort|length }}",
    "comparing long texts": "{% set a = 'A' * 9000000 %}{{ a ~ 'x' in [a ~ 'y'] * 10**8 }}",
    "comparing nested lists": "{% set n = namespace(x='a', y='a') %}{% for i in range(40) %}"
    "{% set n.x = [n.x, n.x] %}{% set n.y = [n.y, n.y] %}{% endfor %}{{ n.x == n.y }}",
    "printing nested lists": "{% set n = namespace(x='a') %}{% for i in range(40) %}"
    "{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
    "wrapping words": "{{ ('a' * 9000000)|wordwrap(1)|length }}",
}


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that are soon reached; the real ones are tried in the long tests."""
    monkeypatch.setattr(limited, "SECONDS", 1)
    monkeypatch.setattr(limited, "MEGABYTES", 60)
    monkeypatch.setattr(limited, "PATIENCE", 30)  # so that a busy machine changes no message


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_tree(tmp_path, BASE)


def built(root: Path, template: str | None, suffix: str = "html") -> Told:
    if template is not None:
        write_tree(root / "templates", {f"agenda.{suffix}.j2": template})
    shape = {"html": "html", "md": "markdown"}[suffix]
    asked = ("agenda", "build", "--root", root, "--format", shape, "--output", "-")
    return scrutiny(*asked, "--as-of", "2021-11-15")


def assert_stopped_in_words(told: Told) -> None:
    assert (told.code, told.out) == (3, ""), told.everything[:300]
    assert told.err.startswith("scrutiny: templates/agenda."), told.err[:300]
    assert "Traceback" not in told.err
    assert len(told.err) < 500


@pytest.mark.parametrize("template", BOMBS, ids=range(len(BOMBS)))
def test_template_that_grows_without_end_is_stopped(template: str, root: Path) -> None:
    assert_stopped_in_words(built(root, template))


@pytest.mark.parametrize("name", [*SLOW, *ONE_CALL])
def test_template_that_never_ends_is_stopped(name: str, root: Path) -> None:
    assert_stopped_in_words(built(root, {**SLOW, **ONE_CALL}[name]))


def test_markdown_template_is_stopped_too(root: Path) -> None:
    assert_stopped_in_words(built(root, BOMBS[0], "md"))


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ 'a' * 10**9 }}", "line 1: it needs more than 60 MB of memory\n"),
        ("\n{% for i in range(10**4) %}{% for i in range(10**4) %}{% endfor %}{% endfor %}",
         "line 2: it takes more than 1 seconds\n"),
        ("{{ lipsum(3) }}", "line 1: this cannot be used: UndefinedError\n"),
        ("{{ [1, 2]|random }}", "line 1: No filter named 'random'.\n"),
    ],
)  # fmt: skip
def test_message_names_the_line_and_what_is_too_much(template: str, words: str, root: Path) -> None:
    told = built(root, template)
    assert told.err.startswith(f"scrutiny: templates/agenda.html.j2, {words}  ")


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ 'a' * 3 ~ 1 ~ '<' }}", "aaa1&lt;"),
        ("{{ ['a', 'b']|join(', ')|upper|replace('A', 'x') }}", "x, B"),
        ("{{ ', '.join(['a', 'b']) }}{{ 'ab'.replace('a', 'x') }}", "a, bxb"),
        ("{{ '%s of %s' % (1, 2) }}{{ '%d'|format(3) }}{{ '{}'.format(4) }}", "1 of 234"),
        ("{% for i in range(3) %}{{ loop.index }}{% endfor %}", "123"),
        ("{{ 7 // 2 }}{{ 7 % 2 }}{{ 2 ** 8 }}{{ 1.5 * 2 }}{{ [1] + [2] }}", "312563.0[1, 2]"),
        ("{{ 2.345|round(1) }}{{ [1, 2]|sum }}{{ range(4)|batch(2)|list }}", "2.33[[0, 1], [2, 3]]"),
        ("{% set x %}a{% endset %}{{ x ~ x }}{{ 'a\nb'|indent(2) }}", "aaa\n  b"),
        ("{% macro m(self, context) %}{{ self }}{{ context }}{% endmacro %}{{ m(1, context=2) }}", "12"),
    ],
)  # fmt: skip
def test_modest_template_works(template: str, expected: str, root: Path) -> None:
    assert built(root, template).out == f"{expected}\n"


@pytest.mark.parametrize("name", ["agenda.html.j2", "part.html.j2"])
def test_link_out_of_the_templates_folder_is_not_followed(name: str, root: Path) -> None:
    write_tree(root, {"secret.txt": "the secret words", "templates/x.html.j2": "x"})
    (root / "templates" / name).symlink_to(root / "secret.txt")
    told = built(root, "{% include 'part.html.j2' %}" if name == "part.html.j2" else None)
    assert told.err.startswith(f"scrutiny: templates/{name}, line 1: it is a link to a file")
    assert told.code == 3
    assert "secret words" not in told.everything


def test_templates_folder_that_is_a_link_is_refused(root: Path, tmp_path: Path) -> None:
    write_tree(root, {"elsewhere/agenda.html.j2": "from elsewhere"})
    (root / "templates").symlink_to(root / "elsewhere")
    told = built(root, None)
    assert told.code == 3
    assert told.err.startswith("scrutiny: templates/ is a link to another folder")
    assert "from elsewhere" not in told.everything


def test_only_templates_and_styles_are_read_from_the_folder(root: Path) -> None:
    write_tree(root / "templates", {"notes.txt": "the notes"})
    told = built(root, "{% include 'notes.txt' %}")
    assert told.err.startswith("scrutiny: there is no template notes.txt")
    assert told.code == 3


def test_built_in_templates_are_not_limited(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "SECONDS", 0)
    assert built(root, None).code == 0
