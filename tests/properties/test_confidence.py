"""No public output depends on what is exempt, whatever the command and the format.

The register of ``tests/exempt_register.py`` is made twice, with other exempt words. Every command gives its
public output from both: byte for byte the same, and none of the words in it.
"""

from functools import cache
from pathlib import Path

import pytest

from tests.commands import OUTPUTS, STAYING, WRITERS, Line, leaves, lines
from tests.exempt_register import MARK, Word, canary, files, other, write
from tests.inside import scrutiny
from tests.opened import opened
from tests.repositories import Repository

ENV = {"SCRUTINY_AS_OF": "2021-11-16"}
# `check` places faults in the records; where a closed part ends in its file depends on its words.
PLACES = ("check",)


def test_every_command_is_on_one_list() -> None:
    """A new command fails here until somebody says what it gives out, and so has it tested."""
    assert leaves().keys() == OUTPUTS.keys() | WRITERS | STAYING
    assert OUTPUTS.keys() & WRITERS == set()


def test_whatever_gives_something_out_is_on_the_list_of_outputs() -> None:
    assert {path for path, params in leaves().items() if "output" in params} == OUTPUTS.keys()


def register(folder: Path, word: Word) -> Path:
    """The private register in a repository, its exempt and its public words changed once."""
    repository = Repository(folder)
    before = files(lambda place: word(f"{place}before"))
    public = "records/people/people.yaml"
    repository.commit("2021-11-01", {**before, public: before[public].replace("Birch", "Beech")})
    repository.commit("2021-11-14", {name: None for name in before if "papers" in name})
    repository.commit("2021-11-15", dict(files(word)))
    return repository.root


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two registers that differ in their exempt words alone."""
    folder = tmp_path_factory.mktemp("private")
    return register(folder / "one", canary), register(folder / "two", other)


@cache
def given_out(root: Path, line: Line, *more: str) -> dict[str, str]:
    """All that a command gives: exit code, both streams, and the files it writes, by name."""
    before = {path for path in root.rglob("*") if ".git/" not in path.as_posix()}
    told = scrutiny(*line, *more, cwd=root, env=ENV)
    found = {"code": str(told.code), "out": told.out, "err": told.err}
    for path in sorted(root.rglob("*")):
        if path.is_file() and ".git/" not in path.as_posix() and path not in before:
            found[path.relative_to(root).as_posix()] = opened(path.read_bytes())
            path.unlink()
    return found


@pytest.mark.parametrize("line", list(lines()), ids=" ".join)
def test_exempt_words_change_no_public_output(line: Line, registers: tuple[Path, Path]) -> None:
    one, two = (given_out(root, line) for root in registers)
    assert "something went wrong in scrutiny" not in one["err"]
    for name, text in one.items():
        assert MARK not in name
        assert MARK not in text, f"{name} of `scrutiny {' '.join(line)}`"
    if line[0] in PLACES:
        return
    assert one == two


def test_the_outputs_are_not_empty(registers: tuple[Path, Path]) -> None:
    """A command that gives nothing, or fails, would prove nothing above."""
    for line in lines():
        found = given_out(registers[0], line)
        if "701" in line or "rec-opem" in line or line[:2] == ("question", "build"):
            continue
        assert found["code"] == "0", (line, found["err"])
        assert len("".join(found.values())) > 80


def test_what_is_public_is_there(registers: tuple[Path, Path]) -> None:
    agenda = given_out(registers[0], ("agenda", "build", "2021-10-12", "--format", "markdown"))
    text = agenda["build/agenda-cyp-2021-10-12.md"]
    assert "### 3. A contract" in text
    assert "Schedule 12A, paragraphs 1 and 3" in text
    assert "### 4. Confidential item" in text
    coming = given_out(registers[0], ("agenda", "build", "2021-11-23", "--format", "markdown"))
    assert "### 3. Exempt item" in coming["build/agenda-cyp-2021-11-23.md"]
    minutes = given_out(registers[0], ("minutes", "build", "2021-10-12", "--format", "markdown"))
    assert "What may be told of it." in minutes["build/minutes-cyp-2021-10-12.md"]
    plan = given_out(registers[0], ("forward", "build", "--format", "markdown"))
    assert "| A purchase<br>Exempt: the public" in plan["build/forward-plan.md"]
    assert "**Reasons:** The price is not agreed." in plan["build/forward-plan.md"]
    assert "Confidential decision" in plan["build/forward-plan.md"]
    called = given_out(registers[0], ("call-in", "build", "--format", "markdown"))
    assert "| 23 Nov 2021 | A contract<br>Exempt: the public" in called["build/call-ins.md"]
    assert "Call-in: A contract" in coming["build/agenda-cyp-2021-11-23.md"]
    log = given_out(registers[0], ("tracker", "build", "actions", "--format", "markdown"))
    assert "Look again." in log["build/action-log.md"]
    assert "Without what arises from exempt items" in log["build/action-log.md"]


@pytest.mark.parametrize(
    "line", [("action", "show", "701"), ("recommendation", "show", "rec-opem")]
)
def test_what_is_withheld_is_as_if_it_were_not(line: Line, registers: tuple[Path, Path]) -> None:
    found = given_out(registers[0], line)
    assert found["code"] == "2"
    assert found["out"] == ""


# ----------------------------------------------------------------------------------- --private


@cache
def private_lines() -> tuple[Line, ...]:
    """The ways of giving something out that can be asked for with --private."""
    with_it = {path for path, params in leaves().items() if "private" in params}
    return tuple(
        line
        for line in lines()
        if (line[:2] in with_it or line[:1] in with_it)
        and not {"rec-opem", "closed-1", "parquet"} & {*line}  # Parquet is refused
    )


@pytest.mark.parametrize("line", private_lines(), ids=" ".join)
def test_every_private_output_is_marked(line: Line, registers: tuple[Path, Path]) -> None:
    found = given_out(registers[0], line, "--private")
    if found["code"] != "0":
        assert line[:2] == ("question", "build"), found["err"]
        return
    documents = {name: text for name, text in found.items() if name not in ("code", "err")}
    for name, text in documents.items():
        if not text:
            continue
        if "csv" in (line[-1], name.rpartition(".")[2]):
            # A table of cells has no room for words beside it, and a stream has no name.
            assert name == "out" or "-private" in name
            continue
        assert "not for publication" in text.lower() or '"private": true' in text, name
        if name != "out":
            assert "-private" in name


SHOWN: dict[Line, list[str]] = {
    ("agenda", "build", "2021-10-12", "--format", "markdown"): [
        "title",
        "purpose",
        "author",
        "papertitle",
        "recommends",
        "confidentialtitle",
    ],
    ("agenda", "build", "2021-10-12", "--format", "html"): ["title", "confidentialpurpose"],
    ("agenda", "build", "2021-11-23", "--format", "markdown"): ["nameless", "namelesspurpose"],
    ("tracker", "build", "--format", "markdown"): [
        "actwords",
        "byminute",
        "rectext",
        "reply",
        "respaction",
    ],
    ("tracker", "build", "--format", "csv"): ["actwords", "parttext", "bothtext"],
    ("overdue", "--format", "json"): ["actwords", "respaction"],
    **{
        ("export", "--format", shape): ["actwords", "reply", "minutetext", "papertitle", "notes"]
        for shape in ("xlsx", "csv", "json", "sqlite")
    },
    ("action", "list", "--format", "text"): ["byminute"],
    ("action", "show", "701", "--format", "text"): ["actwords", "progress"],
    ("recommendation", "list", "--format", "json"): ["rectext", "parttext"],
    ("minutes", "build", "2021-10-12", "--format", "markdown"): ["minutetext", "resolved"],
    ("forward", "build", "--format", "markdown"): [
        *("dectitle", "unpublishedtitle", "noticetitle", "secrettitle"),
    ],
    ("call-in", "build", "--format", "markdown"): ["grounds", "alternative", "caller", "dectitle"],
}


@pytest.mark.parametrize("line", SHOWN, ids=" ".join)
def test_private_output_holds_what_is_exempt(line: Line, registers: tuple[Path, Path]) -> None:
    text = "".join(given_out(registers[0], line, "--private").values())
    missing = [place for place in SHOWN[line] if canary(place) not in "".join(text.split())]
    assert missing == []


# ------------------------------------------------------------------------------- faulty records

FAULTS = {
    "an open record that names nothing": (
        "actions",
        ("- {id: a, meeting: cyp-2021-10-12, item: canaryexemptie, action: Do it.}\n"),
    ),
    "a reference close to a closed id": ("responses", "- {id: x, to: canaryrecitam}\n"),
    "an id that stands twice": ("actions", "- {id: canaryactitem, action: Do it.}\n"),
    "an id that differs in capitals only": ("actions", "- {id: Canaryactitem, action: Do it.}\n"),
    "a closed part with a misspelt key": (
        "recommendations",
        (
            "- {id: canarymisspelt, "
            "parent: canaryrecitem, meeting: cyp-2021-10-12, txt: canarywords}\n"
        ),
    ),
    "a part in a list of parents": (
        "recommendations",
        ("- {id: r, parent: [canaryrecitem], meeting: cyp-2021-10-12, text: Do it.}\n"),
    ),
    "an item in a list": (
        "actions",
        ("- {id: a, meeting: cyp-2021-10-12, item: [canaryexemptid], action: Do it.}\n"),
    ),
    "a paper close to a closed one": (
        "meetings",
        (
            "- {id: m, date: 2022-01-11, items: "
            "[{title: Open, papers: [{title: Open, file: papers/canaryfild.md}]}]}\n"
        ),
    ),
}
TYPED = {"canaryexemptie", "canaryrecitam", "Canaryactitem", "canaryfild", "canaryrecitem"}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_near_what_is_exempt_gives_none_of_it_away(fault: str, tmp_path: Path) -> None:
    """What a fault's own, open record says may be quoted; what it comes near may not."""
    root = write(tmp_path)
    kind, text = FAULTS[fault]
    (root / f"records/{kind}/faulty.yaml").write_text(text)
    for shape in ("text", "json"):
        told = scrutiny("check", "--root", root, "--format", shape)
        assert told.code in (0, 1)
        assert '"diagnostics": []' not in told.out
        assert "something went wrong in scrutiny" not in told.err
        words = told.everything
        for typed in TYPED:
            if typed in text:
                words = words.replace(typed, "")
        assert MARK not in words
    built = scrutiny("agenda", "build", "2021-10-12", "--root", root, env=ENV).everything
    for typed in TYPED:
        built = built.replace(typed, "") if typed in text else built
    assert MARK not in built
