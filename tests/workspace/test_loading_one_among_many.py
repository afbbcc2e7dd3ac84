"""One hostile file among 199 good ones: it is named with its line, and all the others are checked."""

from pathlib import Path

import pytest

from scrutiny_cli.workspace.loading import Loaded, load
from tests.constructs import CONSTRUCTS
from tests.payloads import BAD, text
from tests.registers import BASE, inside, write_tree

GOOD = 199
# Faults of their own in two of the good files, one before and one after the bad file: they are seen.
MARKED = {
    "records/actions/a-000.yaml": ("meeting: nowhere\n", "unknown-reference"),
    "records/actions/z-000.yaml": ("owner: nobody\nnmber: 1\n", "unknown-key"),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """A register of 199 good files, each with a record."""
    files = dict(BASE)
    for number in range(GOOD - len(BASE)):
        name = f"records/actions/{'az'[number % 2]}-{number // 2:03}.yaml"
        files[name] = "action: Do it.\n" + MARKED.get(name, ("",))[0]
    loaded = load(write_tree(tmp_path_factory.mktemp("good"), files))
    assert len(loaded.files.sources) == GOOD
    return loaded


def one_more(good: Loaded, kind: str, raw: bytes) -> Loaded:
    return good.with_contents({f"records/{kind}/m-bad.yaml": raw})


@pytest.mark.parametrize("name", BAD)
def test_a_payload_is_named_with_its_line_and_the_others_are_checked(
    name: str, good: Loaded
) -> None:
    bad = BAD[name]
    loaded = one_more(good, bad.kind, bad.raw)
    path = f"records/{bad.kind}/m-bad.yaml"
    told = [fault for fault in loaded.diagnostics if fault.path == path]
    assert told
    for fault in told:
        inside(fault, bad.raw.decode("utf-8-sig", "replace"))
    assert set(good.entries) <= set(loaded.entries)
    others = [fault for fault in loaded.diagnostics if fault.path != path]
    assert {fault.path: fault.code for fault in others} == {
        path: code for path, (_, code) in MARKED.items()
    }


def test_no_odd_yaml_hides_anything(good: Loaded) -> None:
    for name, words in CONSTRUCTS.items():
        loaded = one_more(good, "people", text(words))
        assert set(good.entries) <= set(loaded.entries), name
        others = {f.path for f in loaded.diagnostics if f.path != "records/people/m-bad.yaml"}
        assert others == set(MARKED), name


def test_the_command_says_the_same(good: Loaded, tmp_path: Path) -> None:
    """From the disk, all payloads at once among the good files."""
    files = {source.path: source.raw for source in good.files.sources}
    files |= {f"records/{b.kind}/b-{n:03}.yaml": b.raw for n, b in enumerate(BAD.values())}
    loaded = load(write_tree(tmp_path, files))
    assert set(good.entries) - {("meetings", "m")} <= set(loaded.entries)
    named = {fault.path for fault in loaded.diagnostics}
    assert {path for path in files if "/b-" in path} | set(MARKED) <= named
    innocent = {source.path for source in good.files.sources} - set(MARKED)
    assert not innocent & named
