"""``scrutiny schema``: what editors are given, held against independent readers of JSON Schema."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema import main as check_jsonschema  # type: ignore[import-untyped]  # it has no types

from scrutiny_cli.domain.base import Model, model_in
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.schema.json_schema import schema
from scrutiny_cli.schema.modeline import modeline
from scrutiny_cli.schema.specimens import FOLDER
from scrutiny_cli.workspace.loading import load
from tests.inside import scrutiny
from tests.registers import BASE, write_tree
from tests.sample import ROOT


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `scrutiny schema --all` writes."""
    folder = tmp_path_factory.mktemp("register") / ".scrutiny" / "schemas"
    told = scrutiny("schema", "--all", folder, cwd=folder.parents[1])
    assert (told.code, told.out) == (0, "")
    assert told.err == "wrote 14 schemas to .scrutiny/schemas\n"
    return folder


def judged(*arguments: str | Path) -> int:
    """The exit code of check-jsonschema."""
    with pytest.raises(SystemExit) as left:
        check_jsonschema([str(part) for part in arguments])
    assert isinstance(left.value.code, int)
    return left.value.code


def files(kind: str, root: Path = ROOT) -> list[Path]:
    return sorted((root / "records" / kind).rglob("*.yaml"))


def test_every_kind_has_its_file_and_each_is_a_schema(schemas: Path) -> None:
    written = sorted(schemas.iterdir())
    assert [path.stem for path in written] == sorted(KINDS)
    assert judged("--check-metaschema", *written) == 0


@pytest.mark.parametrize("kind", [kind for kind in KINDS if files(kind)])
def test_the_sample_register_passes_an_independent_judge(schemas: Path, kind: str) -> None:
    assert judged("--schemafile", schemas / f"{kind}.json", *files(kind)) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_specimens_pass_it_too(schemas: Path, kind: str) -> None:
    assert judged("--schemafile", schemas / f"{kind}.json", FOLDER / f"{kind}.yaml") == 0


def test_the_specimens_make_a_register_without_errors(tmp_path: Path) -> None:
    papers = (
        "2021-11-23/iro.pdf",
        "2022-01-11/figures.pdf",
        "2022-01-25/template.pdf",
    )
    tree: dict[str, str | bytes] = {f"records/papers/{name}": b"%PDF-1.7\n" for name in papers}
    tree |= {f"records/{kind}/all.yaml": (FOLDER / f"{kind}.yaml").read_bytes() for kind in KINDS}
    tree["scrutiny.toml"] = 'visibility = "private"\n'
    assert load(write_tree(tmp_path, tree)).errors == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("actions", "action: Do it.\ndeu: 2021-12-01\n"),
        ("actions", "- action: Do it.\n"),
        ("actions", "due: 2021-12-01\n"),
        ("actions", "- just words\n"),
        ("meetings", "date: 2021-11-23\nfrom_: 2021-11-23\n"),
        ("meetings", "date: 2021-11-23\nstatus: postponed\n"),
        ("people", "name: A\nposts: {post: Clerk}\n"),
        ("measures", "title: A\ntarget: {between: [1, 2, 3]}\n"),
        ("responses", "to: R-1\nexcept: {not an id: agreed}\n"),
        ("committees", "name: A\ncouncil: B\nseats: [{from_: 2021-05-21}]\n"),
    ],
)
def test_what_the_judge_refuses_check_refuses(
    schemas: Path, tmp_path: Path, kind: str, text: str
) -> None:
    root = write_tree(tmp_path, {**BASE, f"records/{kind}/wrong.yaml": text})
    wrong = root / "records" / kind / "wrong.yaml"
    assert judged("--schemafile", schemas / f"{kind}.json", wrong) == 1
    assert {fault.path for fault in load(root).errors} == {f"records/{kind}/wrong.yaml"}


def models() -> Iterator[type[Model]]:
    """Every model that a record may hold."""
    todo: list[Any] = [kind.model for kind in KINDS.values()]
    seen: set[Any] = set()
    while todo:
        model = todo.pop()
        if model not in seen:
            seen.add(model)
            yield model
            todo += filter(None, (model_in(f.annotation) for f in model.model_fields.values()))


def definitions() -> dict[str, dict[str, Any]]:
    """Name of a model to its keys as the schemas describe them."""
    found = {}
    for kind in KINDS:
        for name, part in schema(kind)["$defs"].items():
            whole = (part, part.get("then", {}), *part.get("anyOf", []))
            found[name] = next(one["properties"] for one in whole if "properties" in one)
    return found


def choices(value: dict[str, Any]) -> bool:
    return "enum" in value or any("enum" in part for part in value.get("anyOf", []))


def test_every_field_of_every_model_is_described_and_shown() -> None:
    described = definitions()
    count = 0
    for model in models():
        for name, field in model.model_fields.items():
            shown = described[model.__name__][field.alias or name]
            count += 1
            assert shown["title"], f"{model.__name__}.{name} has no title"
            assert shown["description"], f"{model.__name__}.{name} is not described"
            nested = model_in(field.annotation) is not None
            assert choices(shown) or nested or shown.get("examples"), (
                f"show in scrutiny_cli/specimens what {model.__name__}.{name} may hold"
            )
    assert count > 400


def test_one_record_or_a_list_and_who_needs_an_id(schemas: Path, tmp_path: Path) -> None:
    one, many, bare = (tmp_path / f"{name}.yaml" for name in ("one", "many", "bare"))
    one.write_text("name: Rowan Ash\n")
    many.write_text("- {id: ash, name: Rowan Ash}\n")
    bare.write_text("- name: Rowan Ash\n")
    people = schemas / "people.json"
    assert judged("--schemafile", people, one, many) == 0
    assert judged("--schemafile", people, bare) == 1


@pytest.mark.parametrize("word", ["programme", "work-programme topic"])
def test_a_schema_is_printed_or_written_where_asked(word: str, tmp_path: Path) -> None:
    printed = scrutiny("schema", word)
    assert (printed.code, printed.err) == (0, "")
    made = json.loads(printed.out)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["title"] == "Records of programme"
    written = scrutiny("schema", word, "--output", tmp_path / "topic.json")
    assert (written.code, written.out) == (0, "")
    assert (tmp_path / "topic.json").read_text("utf-8") == printed.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "which kind of record?"),
        (["action-log"], "there is no kind of record 'action-log'"),
        (["actions", "--all", "schemas"], "--all takes no kind"),
    ],
)
def test_what_is_typed_wrongly_is_said(arguments: list[str], words: str, tmp_path: Path) -> None:
    told = scrutiny("schema", *arguments, cwd=tmp_path)
    assert (told.code, told.out) == (2, "")
    assert words in told.err
    assert list(tmp_path.iterdir()) == []


def test_the_first_line_of_a_record_leads_to_its_schema() -> None:
    up = "# yaml-language-server: $schema=../../.scrutiny/schemas/people.json"
    assert modeline("records/people/ash.yaml", "people") == up
    assert modeline("records/people/2021/x/ash.yaml", "people") == up.replace(
        "../..", "../../../.."
    )
    assert len(modeline("records/a b/c.yaml", "people").split("$schema=")[1].split()) == 1
