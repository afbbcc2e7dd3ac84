"""A format is one module and one line of a table: every command then offers, explains and writes it."""

from pathlib import Path

import pytest

from scrutiny_cli.render import formats
from scrutiny_cli.render.formats import OutputKind
from tests.copies import copy_tool, insert, run_copy
from tests.inside import scrutiny
from tests.sample import ROOT

LINE = '    Format("postcard", ".card", "postcard:render", ON_SCREEN + DOCUMENTS, aliases=("card",)),\n'
MODULE = '''"""A postcard: the title of a report."""

from scrutiny_cli.render.formats import Surface
from scrutiny_cli.reports.model import Report


def render(report: Report, surface: Surface) -> str:
    """Return the report's title."""
    return f"Greetings from {report.title}\\n"
'''
AT = ("--root", str(ROOT), "--as-of", "2021-11-15")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tool with one format more."""
    folder = copy_tool(tmp_path_factory.mktemp("tool"))
    insert(folder, "render/formats.py", "FORMATS = (\n", LINE)
    (folder / "scrutiny_cli/render/postcard.py").write_text(MODULE, encoding="utf-8")
    return folder


def run(copy: Path, *args: str, **environment: str) -> str:
    """What the copy writes to either stream."""
    done = run_copy(copy, *args, environment=environment)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "command", ["action list", "overdue", "changes", "agenda build", "tracker build"]
)
def test_new_format_is_in_help_completion_and_messages(copy: Path, command: str) -> None:
    words = command.split()
    assert "postcard" in run(copy, *words, "--help")
    assert "postcard" in run(copy, *words, "--format", "vellum", *AT)
    line = f"scrutiny {command} --format po"
    completion = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    assert run(copy, _SCRUTINY_COMPLETE="complete_bash", **completion).split() == ["postcard"]


def test_new_format_is_not_offered_where_it_is_not_meant(copy: Path) -> None:
    assert "postcard" not in run(copy, "check", "--help")
    assert "no format 'postcard' here" in run(copy, "export", "--format", "postcard", *AT)


def test_new_format_is_written_by_each_command(copy: Path, tmp_path: Path) -> None:
    assert run(copy, "action", "list", "--format", "postcard", *AT).startswith("Greetings from ")
    agenda = run(copy, "agenda", "build", "cyp-2021-11-23", "--format", "card", *AT)
    assert "Greetings from " in agenda
    run(copy, "tracker", "build", "--format", "postcard", "--output", str(tmp_path), *AT)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {
        "action-log.card", "recommendation-tracker.card", "response-schedule.card",
    }  # fmt: skip


@pytest.mark.parametrize("kind", OutputKind)
def test_every_kind_of_result_has_a_default_format(kind: OutputKind) -> None:
    assert formats.defaults(kind)
    assert set(formats.defaults(kind)) <= set(formats.offered(kind))
    names = [each.name for each in formats.offered(kind)]
    assert len(set(names)) == len(names)


def test_every_renderer_is_there() -> None:
    for each in formats.FORMATS:
        module, _, function = each.renderer.partition(":")
        path = ROOT / "scrutiny_cli/render" / f"{module.replace('.', '/')}.py"
        assert f"\ndef {function}(" in path.read_text(encoding="utf-8"), each


def test_all_means_the_formats_that_are_defaults(tmp_path: Path) -> None:
    for word in ("all", "both"):
        done = scrutiny(
            *("agenda", "build", "cyp-2021-11-23", "--format", word),
            *("--output", tmp_path / word, *AT),
        )
        assert done.code == 0
        made = {path.suffix for path in (tmp_path / word).iterdir() if path.is_file()}
        assert made == {".html", ".md"}
    assert scrutiny("action", "list", "--format", "all", *AT).code == 2
