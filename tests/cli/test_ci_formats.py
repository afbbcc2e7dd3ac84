"""``scrutiny check`` for the jobs of code hosts: whatever the records say, each format says just that."""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator
from junitparser import Error, Failure, JUnitXml
from markdown_it import MarkdownIt

from scrutiny_cli.documents.problems import CODES, Problem, Severity
from scrutiny_cli.render.ci import github, gitlab, junit, sarif
from scrutiny_cli.render.ci.checked import Checked, words
from scrutiny_cli.render.problems import line
from scrutiny_cli.workspace.loading import load
from tests.cli.evil import checked, hostile
from tests.inside import scrutiny
from tests.registers import BASE, write_tree

CASES = Path(__file__).parents[1] / "cases" / "invalid"
SARIF = Path(__file__).parents[1] / "data" / "sarif-2.1.0.json"


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    root = write_tree(tmp_path_factory.mktemp("evil"), hostile())
    if os.name == "posix":
        raw = os.fsencode(root) + b"/records/people/\xff\xfe.yaml"
        Path(os.fsdecode(raw)).write_text("nme: x\n")
    return checked(root)


def every_fault() -> list[Problem]:
    """The faults of all the wrong registers of the tests: each code at least once."""
    return [fault for case in sorted(CASES.iterdir()) for fault in load(case).diagnostics]


# ---------------------------------------------------------------------------------------- GitHub


class Order(NamedTuple):
    """What a runner does on a line: the command, its properties, its data."""

    command: str
    properties: dict[str, str]
    data: str


def obeyed(log: str) -> list[Order]:
    """What a GitHub runner would obey in a log, by its own rules: two spellings of a command."""
    orders = []
    for text in re.split(r"\r\n|\r|\n", log):
        command = re.match(r"\s*::(?P<head>[^:]*?)::(?P<data>.*)\Z", text)
        old = re.search(r"##\[(?P<head>[^\]]*)\](?P<data>.*)\Z", text)
        if command:
            name, _, rest = command["head"].partition(" ")
            pairs = dict(pair.split("=", 1) for pair in rest.split(",") if pair)
            orders.append(
                Order(name, {k: plain(v) for k, v in pairs.items()}, plain(command["data"]))
            )
        elif old:
            orders.append(Order(old["head"], {}, old["data"]))
        else:
            assert not re.match(r"\s*::", text), text
    return orders


def plain(text: str) -> str:
    for escape, character in (
        ("%0D", "\r"),
        ("%0A", "\n"),
        ("%3A", ":"),
        ("%2C", ","),
        ("%25", "%"),
    ):
        text = text.replace(escape, character)
    return text


def test_a_runner_obeys_an_annotation_for_each_fault_and_nothing_else(evil: Checked) -> None:
    orders = obeyed(github.render(evil))
    assert [order.command for order in orders] == [str(fault.severity) for fault in evil.faults]
    for order, fault in zip(orders, evil.faults, strict=True):
        assert order.data == words(fault)
        assert order.properties["line"] == str(fault.line)
        assert order.properties["title"] == fault.code
    clean = {o.properties["file"]: f.path for o, f in zip(orders, evil.faults, strict=True)}
    assert clean["records/actions/evil.yaml"] == "records/actions/evil.yaml"
    assert any(CODES[fault.code].severity is Severity.ERROR for fault in evil.faults)


def test_all_faults_stand_in_plain_words_as_well(evil: Checked) -> None:
    told = github.render(evil).splitlines()[len(evil.faults) :]
    assert told == [line(fault) for fault in evil.faults]
    assert len(told) > 100


def test_nothing_in_a_log_moves_a_terminal_or_gives_an_order(evil: Checked) -> None:
    for shape in (github, gitlab, sarif, junit):
        log = shape.render(evil)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", log)
        log.encode("utf-8")
        assert (obeyed(log) == []) is (shape is not github)


def test_an_annotation_tells_columns_within_one_line_only() -> None:
    faults = [
        Problem("records/people/a.yaml", 3, 5, 3, 9, "bad-date", "50% off, or: not", "x"),
        Problem(
            "records/people/a.yaml", 3, 5, 4, 9, "late-publication", "y", severity=Severity.WARNING
        ),
    ]
    at = "file=council/records/people/a.yaml,line=3"
    assert github.render(Checked((), 0, tuple(faults), "council/")).splitlines()[:2] == [
        f"::error {at},endLine=3,col=5,endColumn=9,title=bad-date::50%25 off, or: not (x)",
        f"::warning {at},endLine=4,title=late-publication::y",
    ]


def test_the_page_of_a_job_shows_every_fault_and_pings_nobody(evil: Checked) -> None:
    page = github.page(evil)
    tokens = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").parse(page)
    inline = [part for token in tokens for part in (token.children or [])]
    assert {part.type for part in inline} <= {"text", "code_inline"}
    assert not any(token.type == "html_block" for token in tokens)
    rows = [token for token in tokens if token.type == "tr_open"]
    assert len(rows) == 1 + len(evil.faults)
    cells = [token for token in tokens if token.type in ("td_open", "th_open")]
    assert len(cells) == 5 * len(rows)
    # A host looks for references in the words it shows, code left out.
    for token in tokens:
        shown = "".join(
            "\0" if part.type == "code_inline" else part.content for part in token.children or []
        )
        assert not re.search(r"(?<!\w)@\w|[#!]\d|GH-\d|https?:|www\.\w", shown), shown


def test_a_long_page_says_how_much_it_leaves_to_the_log() -> None:
    fault = Problem("records/people/a.yaml", 1, 1, 1, 2, "bad-date", "x")
    page = github.page(Checked((), 0, (fault,) * 512))
    assert page.count("\n| records/people/a.yaml") == 500
    assert page.endswith("\n\n12 more problems: the log of the job lists them all.\n\n")
    assert "No records in no files: 512 errors, no warnings." in page


def test_the_command_annotates_and_adds_to_the_page_of_the_job(tmp_path: Path) -> None:
    page = tmp_path / "summary.md"
    page.write_text("# What came before\n")
    root = CASES / "late-publication"
    told = scrutiny(
        "check", "--format", "github", "--root", root, env={"GITHUB_STEP_SUMMARY": str(page)}
    )
    assert told.code == 0
    assert [order.command for order in obeyed(told.out)] == ["warning"] * 3
    assert "no errors, 3 warnings" in told.err
    text = page.read_text("utf-8")
    assert text.startswith("# What came before\n## The check of the records: tests/cases/")
    assert text.count(" | late-publication | ") == 3
    strict = scrutiny("check", "--format", "github", "--root", root, "--strict")
    assert (strict.code, strict.out) == (1, told.out)


def test_a_page_that_cannot_be_written_does_not_change_the_verdict(tmp_path: Path) -> None:
    away = {"GITHUB_STEP_SUMMARY": str(tmp_path / "no" / "such" / "folder")}
    told = scrutiny("check", "--format", "github", "--root", CASES / "bad-date", env=away)
    assert told.code == 1
    assert "warning: " in told.err
    assert "cannot be written" in told.err


def test_paths_begin_at_the_top_of_the_repository(tmp_path: Path) -> None:
    write_tree(tmp_path / "council", {**BASE, "records/people/elm.yaml": "nme: x\n"})
    inside = "council/records/people/elm.yaml"
    for env in ({"GITHUB_WORKSPACE": str(tmp_path)}, {"CI_PROJECT_DIR": str(tmp_path)}):
        told = scrutiny("check", "--format", "gitlab", cwd=tmp_path / "council", env=env)
        assert {entry["location"]["path"] for entry in json.loads(told.out)} == {inside}
    told = scrutiny("check", "--format", "github", "--root", "council", cwd=tmp_path)
    assert {order.properties["file"] for order in obeyed(told.out)} == {inside}
    told = scrutiny("check", "--format", "junit", cwd=tmp_path / "council")
    assert 'file="records/people/elm.yaml"' in told.out


# ---------------------------------------------------------------------------------------- GitLab


def entries(found: Checked) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = json.loads(gitlab.render(found))
    return made


def test_gitlab_gets_what_its_report_needs(evil: Checked) -> None:
    found = entries(evil)
    assert len(found) == len(evil.faults)
    for entry, fault in zip(found, evil.faults, strict=True):
        assert entry.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["description"] == words(fault)
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["lines"] == {"begin": fault.line, "end": fault.end_line}
    assert len({entry["fingerprint"] for entry in found}) == len(found)


def test_fingerprints_stay_when_lines_and_items_move(tmp_path: Path) -> None:
    item = "- {id: A-%d, action: Do it., due: [], moved: [{from: x, to: y}%s]}\n"
    wrong = {"records/actions/a.yaml": item % (1, ", {from: x}") + item % (2, ", {to: y}")}
    before = entries(checked(write_tree(tmp_path / "before", {**BASE, **wrong})))
    moved = "# A line more.\n\n" + item % (3, "") + wrong["records/actions/a.yaml"]
    moved = moved.replace("moved: [", "moved: [{from: z, to: z}, ")
    after = entries(
        checked(write_tree(tmp_path / "after", {**BASE, "records/actions/a.yaml": moved}))
    )
    assert len(before) == 4
    assert {entry["fingerprint"] for entry in before} < {entry["fingerprint"] for entry in after}
    assert len(after) == 5


# ----------------------------------------------------------------------------------------- SARIF


def log_of(found: Checked) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(sarif.render(found))
    faults = Draft4Validator(json.loads(SARIF.read_text("utf-8"))).iter_errors(made)
    assert [f"{list(fault.path)}: {fault.message}" for fault in faults] == []
    return made


def test_sarif_fits_the_schema_of_the_standard(evil: Checked) -> None:
    (one,) = log_of(evil)["runs"]
    assert len(one["results"]) == len(evil.faults)
    for result, fault in zip(one["results"], evil.faults, strict=True):
        assert (result["ruleId"], result["level"]) == (fault.code, str(fault.severity))
        text = result["message"]["text"]
        assert not re.search(r"\[[^\]]*\]\(", text), "an embedded link"
        assert not re.search(r"(?<!\{)(\{\{)*\{\d", text), "a placeholder"
        assert text.replace("{{", "{").replace("}}", "}").replace("] (", "](") == words(fault)
        where = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert where["uriBaseId"] in one["originalUriBaseIds"]
        assert re.fullmatch(r"[\w./%~-]+", where["uri"], re.ASCII)
        assert not where["uri"].startswith("/")
        raw = os.fsencode(fault.path)
        assert os.fsencode(unquote(where["uri"], errors="surrogateescape")) == raw


@pytest.mark.parametrize("spoilt", ["version", "level", "startLine", "text"])
def test_the_schema_would_refuse_a_log_that_is_none(evil: Checked, spoilt: str) -> None:
    """So that what is proved above is proved by something."""
    text = sarif.render(evil)
    wrong = json.loads(re.sub(rf'"{spoilt}": ("(?:[^"\\]|\\.)*"|\d+)', f'"{spoilt}": -1', text))
    assert list(Draft4Validator(json.loads(SARIF.read_text("utf-8"))).iter_errors(wrong))


def test_every_rule_is_there_with_its_explanation_and_each_code_has_a_result() -> None:
    faults = tuple(every_fault())
    (one,) = log_of(Checked((), 0, faults))["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(CODES)
    for rule in rules:
        assert rule["defaultConfiguration"]["level"] == str(CODES[rule["id"]].severity)
        assert rule["shortDescription"]["text"] == f"{CODES[rule['id']].title}."
        assert len(rule["help"]["text"]) > 60
        assert "## Fails" not in rule["help"]["markdown"]
    for result in one["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    prints = [result["partialFingerprints"]["scrutinyFault/v1"] for result in one["results"]]
    assert prints == [entry["fingerprint"] for entry in entries(Checked((), 0, faults))]


def test_columns_count_characters_as_the_log_says(tmp_path: Path) -> None:
    text = "- {notes: 😀😀, nme: x}\n"
    found = checked(write_tree(tmp_path, {**BASE, "records/people/a.yaml": text}))
    (one,) = log_of(found)["runs"]
    assert one["columnKind"] == "unicodeCodePoints"
    (region,) = (
        result["locations"][0]["physicalLocation"]["region"]
        for result in one["results"]
        if result["ruleId"] == "unknown-key"
    )
    assert region == {"startLine": 1, "startColumn": 15, "endLine": 1, "endColumn": 18}
    assert text[region["startColumn"] - 1 : region["endColumn"] - 1] == "nme"


# ----------------------------------------------------------------------------------------- JUnit


def suite_of(xml: str) -> JUnitXml:
    return JUnitXml.fromstring(xml.encode("utf-8"))


def test_junit_has_a_case_for_each_file_and_fails_those_at_fault(evil: Checked) -> None:
    (suite,) = suite_of(junit.render(evil))
    cases = list(suite)
    wrong = {fault.path for fault in evil.faults if fault.severity is Severity.ERROR}
    assert len(cases) == suite.tests == len({*evil.files, *wrong})
    failed = [case for case in cases if not case.is_passed]
    assert len(failed) == suite.failures == len(wrong)
    for case in failed:
        (failure,) = case.result
        assert isinstance(failure, Failure)
        assert not isinstance(failure, Error)
        lines = (failure.text or "").split("\n")
        assert lines == [
            line(fault)
            for fault in evil.faults
            if line(fault).startswith(f"{case.name}:") and fault.severity is Severity.ERROR
        ]


@pytest.mark.parametrize("strict", [False, True])
def test_warnings_are_said_or_fail_where_asked(strict: bool) -> None:
    found = checked(CASES / "late-publication", strict=strict)
    wrong = {fault.path for fault in found.faults}
    (suite,) = suite_of(junit.render(found))
    assert {case.name for case in suite if not case.is_passed} == (wrong if strict else set())
    assert {case.name for case in suite if case.system_out} == (set() if strict else wrong)
    assert suite.failures == (len(wrong) if strict else 0)
    assert len(wrong) < suite.tests


def test_faults_of_no_record_file_have_a_case_too(tmp_path: Path) -> None:
    tree = {**BASE, "scrutiny.toml": "visibilty = 'public'\n", "records/stray.yaml": "a: b\n"}
    (suite,) = suite_of(junit.render(checked(write_tree(tmp_path, tree))))
    failed = {(case.name, case.classname) for case in suite if not case.is_passed}
    assert failed == {("scrutiny.toml", "settings"), ("records/stray.yaml", "records.stray.yaml")}


# ------------------------------------------------------------------------------------ all of them


@pytest.mark.parametrize("shape", ["github", "gitlab", "sarif", "junit"])
@pytest.mark.parametrize(
    ("case", "options", "expected"), [("bad-date", [], 1), ("late-publication", ["--strict"], 1)]
)
def test_the_exit_code_is_that_of_the_text(
    shape: str, case: str, options: Sequence[str], expected: int, tmp_path: Path
) -> None:
    file = tmp_path / "told"
    told = scrutiny("check", "--format", shape, "--root", CASES / case, *options, "--output", file)
    assert (told.code, told.out) == (expected, "")
    assert len(file.read_bytes()) > 100
    if options:
        passed = scrutiny("check", "--format", shape, "--root", CASES / case)
        assert passed.code == 0


def test_naming_files_chooses_in_every_format() -> None:
    root = CASES / "bad-date"
    chosen = root / "records" / "people"
    for shape in ("github", "gitlab", "sarif", "junit"):
        told = scrutiny("check", chosen, "--format", shape, "--root", root)
        assert "records/meetings" not in told.out
    assert scrutiny("check", "--format", "checkstyle", "--root", root).code == 2


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such file names")
def test_the_text_on_a_terminal_gives_no_orders_either(tmp_path: Path) -> None:
    root = write_tree(tmp_path, hostile())
    told = scrutiny("check", "--root", root)
    assert obeyed(told.out) == []
    assert obeyed(told.err) == []
    assert len(told.out.splitlines()) == len(load(root).diagnostics)
