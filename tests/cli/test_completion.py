"""What a shell is offered on a tab, by the very protocol in which it asks."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scrutiny_cli.cli.completion import SHELLS, harmless
from scrutiny_cli.documents.problems import CODES
from scrutiny_cli.domain.base import ID_PATTERN
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.workspace.completion_records import ID, glimpse
from tests.cli.evil import hostile
from tests.commands import OUTPUTS
from tests.exempt_register import MARK, write
from tests.inside import Told, scrutiny
from tests.needs import program
from tests.programs import captured
from tests.registers import BASE, write_tree
from tests.sample import ROOT

PROGRAMS = Path(sys.executable).parent
POSIX = os.name == "posix"


def asked(line: str, root: Path | None = ROOT, shell: str = "bash") -> Told:
    """What a shell is answered that completes a line."""
    typed = line.rpartition(" ")[2]
    env = {"_SCRUTINY_COMPLETE": f"complete_{shell}"}
    if shell == "bash":
        env |= {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    else:
        env |= {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
        if shell in ("powershell", "pwsh"):
            env["_TYPER_COMPLETE_WORD_TO_COMPLETE"] = typed
    return scrutiny(cwd=root, env=env)


def offered(line: str, root: Path | None = ROOT) -> list[str]:
    """The words that a line may go on with, said without a fault."""
    told = asked(line, root)
    assert (told.code, told.err) == (0, "")
    return told.out.split()


# -------------------------------------------------------------------------------- what is offered


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("scrutiny action show ", "actions"),
        ("scrutiny recommendation show ", "recommendations"),
        ("scrutiny recommendation respond R-1 ", "recommendations"),
        ("scrutiny measure record ", "measures"),
        ("scrutiny meeting show ", "meetings"),
        ("scrutiny meeting deadlines ", "meetings"),
        ("scrutiny agenda build ", "meetings"),
        ("scrutiny minutes build ", "meetings"),
        ("scrutiny report new ", "meetings"),
        ("scrutiny question build ", "meetings"),
        ("scrutiny question list --meeting ", "meetings"),
        ("scrutiny action add --meeting ", "meetings"),
        ("scrutiny changes --since ", "meetings"),
        ("scrutiny tracker build --since ", "meetings"),
        ("scrutiny plan build ", "plans"),
        ("scrutiny measure list --plan ", "plans"),
        ("scrutiny review build ", "reviews"),
        ("scrutiny overdue --committee ", "committees"),
        ("scrutiny action list -c ", "committees"),
        ("scrutiny question add --person ", "people"),
    ],
)
def test_the_ids_of_the_register_are_offered(line: str, kind: str) -> None:
    from scrutiny_cli.workspace.loading import load

    records = load(ROOT).register.of(kind)
    assert records
    assert sorted(offered(line)) == sorted(records)


def test_only_what_begins_as_typed_and_numbers_and_days_too() -> None:
    assert offered("scrutiny agenda build cyp-2021-11") == ["cyp-2021-11-23"]
    assert offered("scrutiny agenda build 2021-11") == ["2021-11-23", "2021-11-08"]
    assert offered("scrutiny action show 4") == ["4"]
    assert offered("scrutiny action show zzz") == []


def test_a_number_is_offered_where_there_is_one_beside_the_id(tmp_path: Path) -> None:
    log = "- {id: 4a, action: Do it.}\n- {id: '41', number: 41, action: Do}\n- {id: x, number: 42, action: Do}\n"
    root = write_tree(tmp_path, {**BASE, "records/actions/a.yaml": log})
    assert offered("scrutiny action show 4", root) == ["4a", "41", "42"]


def test_what_is_over_is_not_offered_where_it_makes_no_sense(tmp_path: Path) -> None:
    log = (
        "- {id: a-open, action: Do it.}\n- {id: a-done, action: Do, completed: 2021-11-02}\n"
        "- {id: a-told, action: Do, completed: yes, reported: cyp-2021-11-23}\n"
        "- {id: a-back, action: Do, completed: yes, reported: cyp-2021-11-23, accepted: No}\n"
        "- {id: a-gone, action: Do, withdrawn: {reason: No.}}\n"
    )
    root = write_tree(tmp_path, {**BASE, "records/actions/a.yaml": log})
    for verb in ("complete", "move", "update"):
        assert offered(f"scrutiny action {verb} ", root) == ["a-open", "a-back"]
    assert offered("scrutiny action report ", root) == ["a-done"]
    assert len(offered("scrutiny action show ", root)) == 5


def test_codes_kinds_and_commands_are_offered() -> None:
    assert offered("scrutiny check --explain ") == list(CODES)
    assert (
        offered("scrutiny check --explain bad-d")
        == ["bad-date", "bad-direction", "bad-due"][
            : len(offered("scrutiny check --explain bad-d"))
        ]
    )
    assert offered("scrutiny schema act") == ["actions"]
    assert offered("scrutiny act") == ["action"]
    assert offered("scrutiny action rep") == ["report"]


def test_the_formats_are_those_that_each_command_takes() -> None:
    for path, (_, formats) in OUTPUTS.items():
        if formats:
            found = offered(f"scrutiny {' '.join(path)} --format ")
            assert sorted(found) == sorted(formats), path


def test_files_are_left_to_the_shell() -> None:
    for line in ("scrutiny check rec", "scrutiny agenda build --output ", "scrutiny init "):
        assert offered(line) == []


def test_the_register_may_be_named_or_be_above(tmp_path: Path) -> None:
    line = f"scrutiny meeting show --root {ROOT.as_posix()} cyp-2021-11-2"
    assert offered(line, tmp_path) == ["cyp-2021-11-23"]
    assert offered("scrutiny meeting show cyp-2021-11-2", ROOT / "records" / "people")
    told = scrutiny(
        cwd=tmp_path,
        env={"_SCRUTINY_COMPLETE": "complete_bash", "SCRUTINY_ROOT": str(ROOT),
             "COMP_WORDS": "scrutiny review build ", "COMP_CWORD": "3"},
    )  # fmt: skip
    assert told.out.split()


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("zsh", '"act-4":"Advertise'),
        ("fish", "act-4\tAdvertise"),
        ("powershell", "act-4:::Advertise"),
        ("pwsh", "act-4:::Advertise"),
    ],
)
def test_other_shells_are_told_what_each_is(shell: str, line: str) -> None:
    told = asked("scrutiny action show act-4", shell=shell)
    assert (told.code, told.err) == (0, "")
    assert line in told.out
    day = asked("scrutiny meeting show cyp-2021-11-23", shell=shell)
    assert "Tuesday 23 November 2021" in day.out


# ------------------------------------------------------------------- broken, exempt and hostile


@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"records/people/a.yaml": "[" * 5000},
        {"records/actions/a.yaml": b"\xff\xfe\x00"},
        {"records/actions/a.yaml": "- a\n- {id: [1]}\n- {id: {}}\n- {id: }\n- 7\n"},
        {"records/actions/a.yaml": "id: a\nid: b\n"},
        {"scrutiny.toml": "visibility = [", "records/actions/a.yaml": "- {id: }\n"},
        {"records": "a file"},
    ],
)
@pytest.mark.parametrize("shell", SHELLS)
def test_where_nothing_can_be_read_nothing_is_said(
    tree: dict[str, str | bytes], shell: str, tmp_path: Path
) -> None:
    told = asked("scrutiny action show ", write_tree(tmp_path, tree), shell)
    assert told.err == ""
    assert told.out.strip() in ("", "_files")


def test_one_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    files = {"records/actions/a.yaml": "id: a-1\naction: x\n", "records/actions/b.yaml": "{{"}
    assert offered("scrutiny action show ", write_tree(tmp_path, files)) == ["a-1"]


@pytest.mark.parametrize("shell", SHELLS)
def test_nothing_exempt_is_offered(shell: str, tmp_path: Path) -> None:
    root = write(tmp_path)
    said = ""
    for line in ("action show", "recommendation show", "meeting show", "review build",
                 "measure show", "plan build", "action add --meeting"):  # fmt: skip
        told = asked(f"scrutiny {line} ", root, shell)
        assert told.err == ""
        said += told.out
    assert "act-open" in said
    assert "rec-open" in said
    assert MARK not in said
    for kind in KINDS:
        assert MARK not in "".join(record.id for record in glimpse(root, kind))


def test_where_it_cannot_be_told_what_is_exempt_nothing_is_offered(tmp_path: Path) -> None:
    root = write(tmp_path)
    write_tree(root, {"records/meetings/cyp-2021-10-12.yaml": "items: [\n"})
    assert offered("scrutiny action show ", root) == []
    assert offered("scrutiny recommendation show ", root) == []


def test_nor_where_a_file_of_a_private_register_cannot_be_read(tmp_path: Path) -> None:
    root = write(tmp_path / "register")
    write_tree(tmp_path, {"outside.yaml": "date: 2021-11-30\n"})
    (root / "records/meetings/cyp-2021-11-30.yaml").symlink_to(tmp_path / "outside.yaml")
    assert offered("scrutiny action show ", root) == []
    (root / "records/meetings/cyp-2021-11-30.yaml").unlink()
    assert "act-open" in offered("scrutiny action show ", root)


ORDERS = (
    *("$(touch owned)", "`touch owned`", "\\$(touch owned)", "'; touch owned; '", '"; touch owned'),
    *("a\nb; touch owned", "a\x1b[2J", "[/b]", "[red]x", ":::x", "!!", "~", "\u202ex", "%(x)s"),
)


@pytest.mark.parametrize("shell", SHELLS)
def test_no_words_of_a_record_give_a_shell_an_order(shell: str, tmp_path: Path) -> None:
    log = "".join(
        f"- {{id: a-{n}, action: {json.dumps(words)}}}\n"
        for n, words in enumerate(ORDERS)
        if words.isprintable()
    )
    log += "".join(f"- {{id: {json.dumps(o)}, action: x}}\n" for o in ORDERS if o.isprintable())
    root = write_tree(tmp_path, {**BASE, "records/actions/a.yaml": log})
    told = asked("scrutiny action show ", root, shell)
    assert told.err == ""
    ids = set(re.findall(r"a-\d+", told.out))
    assert len(ids) == sum(words.isprintable() for words in ORDERS)
    frame = {"zsh": r"_arguments '\*: :\(\(((?:\"[^\"]*\"(?::\"[^\"]*\")?\n?)+)\)\)'"}.get(
        shell, "(.*)"
    )
    inside = re.fullmatch(frame, told.out.strip(), re.DOTALL)
    assert inside
    # Zsh is given its quotes and escaped colons by Typer.
    words = re.sub(r'"|\\\\(?=:)', "", inside[1]) if shell == "zsh" else inside[1]
    assert not re.search(
        r"[$`\\'\"\[\]{};!~|<>^*]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", words
    )


def test_every_word_that_is_sent_is_harmless() -> None:
    for words in ORDERS:
        assert not re.search(r"[$`\\'\"\[\]{};!~|<>^*\x00-\x1f\u202e]|::", harmless(words))
    assert harmless("O'Brien's \"report\": 95% of it") == "O’Brien’s ”report”: 95% of it"
    assert len(harmless("x" * 500)) == 60


def test_a_hostile_register_is_silent_too(tmp_path: Path) -> None:
    root = write_tree(tmp_path, hostile())
    for line in ("action show", "question add --person", "meeting show"):
        told = asked(f"scrutiny {line} ", root, "zsh")
        assert told.err == ""
        assert "::" not in told.out


def test_an_output_that_knows_few_characters_is_no_fault(tmp_path: Path) -> None:
    log = "- {id: a-1, action: Zoë’s review of Łódź…}\n"
    root = write_tree(tmp_path, {**BASE, "records/actions/a.yaml": log})
    done = subprocess.run(
        [sys.executable, "-m", "scrutiny_cli"], cwd=root, capture_output=True, check=True,
        env={**os.environ, "PYTHONIOENCODING": "cp437", "PYTHONUTF8": "0",
             "_SCRUTINY_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args",
             "_TYPER_COMPLETE_ARGS": "scrutiny action show "},
    )  # fmt: skip
    assert done.stdout.decode("cp437").strip() == "a-1\tZoë?s review of ?ód??"
    assert done.stderr == b""


# ---------------------------------------------------------------------------- quick, and for real


def test_no_model_is_loaded_for_it() -> None:
    driver = (
        "import sys\nfrom scrutiny_cli.__main__ import main\nsys.argv = ['scrutiny']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(*sorted(n for n in sys.modules if n.split('.')[0] in "
        "('pydantic', 'pydantic_core', 'jinja2', 'holidays', 'rich')), file=sys.stderr)\n"
    )
    done = captured([sys.executable, "-c", driver], cwd=ROOT, check=True, env={**os.environ, "_SCRUTINY_COMPLETE": "complete_bash",
             "COMP_WORDS": "scrutiny action complete ", "COMP_CWORD": "3"})  # fmt: skip
    assert done.stdout.split()
    assert done.stderr.strip() == ""


def test_ids_are_read_as_the_models_read_them() -> None:
    assert ID.pattern.replace("{0,99}", "*") == ID_PATTERN.strip("^$")


@pytest.mark.skipif(not POSIX, reason="needs the bash of a POSIX system")
def test_a_real_bash_completes_with_the_script_it_is_given(tmp_path: Path) -> None:
    script = r"""
    source <(_SCRUTINY_COMPLETE=source_bash scrutiny)
    complete -p scrutiny
    try() {
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
        _scrutiny_completion scrutiny "${@: -1}" "${@: -2:1}"; printf '[%s]' "${COMPREPLY[@]}"; echo
    }
    try scrutiny agenda build cyp-2021-1
    try scrutiny check --format s
    try scrutiny action show zzz
    """
    done = captured([program("bash", "install bash"), "--noprofile", "--norc", "-c", script], cwd=ROOT, env={**os.environ,
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)})  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    bound, meetings, formats, nothing = done.stdout.splitlines()
    assert bound == "complete -o default -F _scrutiny_completion scrutiny"
    assert meetings == "[cyp-2021-10-12][cyp-2021-11-23][cyp-2021-12-07]"
    assert formats == "[sarif]"
    assert nothing == "[]"


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_script(shell: str) -> None:
    told = scrutiny(env={"_SCRUTINY_COMPLETE": f"source_{shell}"})
    assert told.code == 0
    assert f"complete_{'powershell' if shell == 'pwsh' else shell}" in told.out
    assert "scrutiny" in told.out


@pytest.mark.skipif(not POSIX, reason="needs the bash of a POSIX system")
def test_completion_is_switched_on_in_the_shell_that_asks(tmp_path: Path) -> None:
    line = f"'{sys.executable}' -m scrutiny_cli --install-completion; exit $?"
    done = captured([program("bash", "install bash"), "--noprofile", "--norc", "-c", line], env={**os.environ, "HOME": str(tmp_path)})  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "completion for bash is in " in done.stdout
    assert "complete_bash" in (tmp_path / ".bash_completions/scrutiny.sh").read_text()
    assert "scrutiny.sh" in (tmp_path / ".bashrc").read_text()


@pytest.mark.skipif(not POSIX, reason="needs sh")
@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
def test_a_shell_that_cannot_complete_is_said(option: str, tmp_path: Path) -> None:
    done = captured(["sh", "-c", f"'{sys.executable}' -m scrutiny_cli {option}; exit $?"], env={**os.environ, "HOME": str(tmp_path)})  # fmt: skip
    assert (done.returncode, done.stdout) == (3, "")
    assert re.match(r"scrutiny: (completion does not work in|it cannot be told)", done.stderr)
    assert "type it in bash, zsh, fish or PowerShell" in done.stderr
    assert list(tmp_path.iterdir()) == []
