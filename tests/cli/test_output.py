"""Where things go and how they look: files, folders, pipes, narrow screens, colour, quiet."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.inside import scrutiny
from tests.registers import BASE, run, write_tree

AT = {"SCRUTINY_AS_OF": "2021-11-15"}
HTML, MARKDOWN = "agenda-cyp-2021-11-23.html", "agenda-cyp-2021-11-23.md"
WORDS = "Café “now” — £5 → ☕"
FILES = BASE | {
    "records/people/ash.yaml": "name: Rówan Ash\ntitle: Councillor\n",
    "records/actions/2021.yaml": (
        f"- {{id: act-1, number: 1, action: '{WORDS}', owner: Clerk, due: 2021-09-01}}\n"
        "- id: act-2\n  number: 2\n  due: 2021-12-01\n  action: >-\n"
        "    A long action that goes on and on, so that it cannot possibly stand on one line of a\n"
        "    narrow screen, with AVERYLONGWORDWITHOUTANYSPACEINITTHATFITSNOWHERE in it.\n"
    ),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small register with words from beyond ASCII."""
    return write_tree(tmp_path / "register", FILES)


# ------------------------------------------------------------------------------- files and folders


def test_documents_go_to_build_by_default_and_the_words_about_them_to_standard_error(
    root: Path,
) -> None:
    done = run("agenda", "build", cwd=root, env=AT)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"wrote build/{HTML}\nwrote build/{MARKDOWN}\n"
    assert sorted(path.name for path in (root / "build").iterdir()) == [HTML, MARKDOWN]


def test_the_folder_may_be_set_for_the_whole_register(root: Path) -> None:
    (root / "scrutiny.toml").write_text('output = "public/papers"\n')
    assert scrutiny("agenda", "build", "--root", root, env=AT).code == 0
    assert (root / "public/papers" / HTML).exists()


def test_a_folder_is_made_where_it_is_missing(root: Path, tmp_path: Path) -> None:
    told = scrutiny("agenda", "build", "--root", root, "-o", tmp_path / "a/b", env=AT)
    assert told.code == 0
    assert (tmp_path / "a/b" / MARKDOWN).exists()


@pytest.mark.parametrize("name", ["paper.html", "paper.md"])
def test_a_files_suffix_chooses_the_format(name: str, root: Path, tmp_path: Path) -> None:
    told = scrutiny("agenda", "build", "--root", root, "--output", tmp_path / name, env=AT)
    assert told.code == 0
    assert [path.name for path in tmp_path.iterdir() if path != root] == [name]
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text.startswith(
        "<!DOCTYPE html>" if name.endswith("html") else "Exampleshire Council\n\nChildren"
    )


def test_a_suffix_of_no_format_is_refused(root: Path, tmp_path: Path) -> None:
    told = scrutiny("agenda", "build", "--root", root, "--output", tmp_path / "paper.docx", env=AT)
    assert told.code == 2
    assert "paper.docx is none of .html, .md" in told.err
    assert not (tmp_path / "paper.docx").exists()


@pytest.mark.parametrize("args", [("--format", "html", "--output", "-"), ("--format", "json")])
def test_a_dash_means_standard_output(args: tuple[str, ...], root: Path) -> None:
    told = scrutiny("agenda", "build", "--root", root, *args, env=AT)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(("<!DOCTYPE html>", '{\n  "schema"'))
    assert not (root / "build").exists()


@pytest.mark.parametrize("command", [("action", "list"), ("overdue",), ("check",)], ids=" ".join)
def test_answers_go_to_a_file_too(command: tuple[str, ...], root: Path, tmp_path: Path) -> None:
    shown = scrutiny(*command, "--root", root, "--format", "json", env=AT)
    told = scrutiny(
        *command, "--root", root, "--format", "json", "--output", tmp_path / "f.json", env=AT
    )
    assert told.out == ""
    assert (tmp_path / "f.json").read_text(encoding="utf-8") == shown.out
    assert json.loads(shown.out)["schema"] == "scrutiny/1"


def test_a_file_is_replaced_whole_and_keeps_its_permissions(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "f.json"
    target.write_text("x" * 100_000)
    target.chmod(0o640)
    scrutiny("action", "list", "--root", root, "--format", "json", "--output", target, env=AT)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert json.loads(target.read_text(encoding="utf-8"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f.json", "register"]


@pytest.mark.skipif(os.name != "posix", reason="a pipe with a name")
def test_a_pipe_with_a_name_is_written_to_and_never_replaced(root: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        told = scrutiny("action", "list", "--format", "json", "--root", root, "--output", pipe)
        assert told.code == 0
        assert json.loads(os.read(reader, 65_536))["actions"]
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_an_output_that_takes_no_more_is_said(root: Path) -> None:
    for stream in ("/dev/full", "-"):
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "scrutiny_cli",
                    "action",
                    "list",
                    "--root",
                    str(root),
                    "--output",
                    stream,
                ],
                stdout=full,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                check=False,
                timeout=60,
            )
        assert done.returncode == 3
        assert "cannot be written: No space left on device" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="how a shell closes a stream")
@pytest.mark.parametrize(("closing", "code"), [(">&-", 3), ("2>&-", 0), ("2>/dev/full", 0)])
def test_a_stream_may_be_closed_or_full(closing: str, code: int, root: Path) -> None:
    command = f'"{sys.executable}" -m scrutiny_cli action list --root "{root}" {closing}'
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False, timeout=60)
    assert done.returncode == code
    assert b"Traceback" not in done.stdout + done.stderr


def test_each_tracker_needs_a_file_of_its_own(root: Path, tmp_path: Path) -> None:
    for output in ("-", str(tmp_path / "all.csv")):
        told = scrutiny(
            "tracker", "build", "--root", root, "--format", "csv", "--output", output, env=AT
        )
        assert (told.code, told.out) == (2, "")
        assert "name one of" in told.err
    assert not (tmp_path / "all.csv").exists()
    told = scrutiny("tracker", "build", "actions", "--root", root, "--format", "csv",
                    "--output", "-", env=AT)  # fmt: skip
    assert told.code == 0
    assert told.out.startswith("Action Number,")


# ------------------------------------------------------------------------------ root and as-of


def test_the_register_is_found_upwards(root: Path) -> None:
    told = scrutiny("meeting", "list", "--format", "json", cwd=root / "records/people", env=AT)
    assert told.code == 0
    assert json.loads(told.out)["meetings"][0]["id"] == "cyp-2021-11-23"


def test_the_environment_names_root_and_day_and_the_options_go_before_it(
    root: Path, tmp_path: Path
) -> None:
    env = {"SCRUTINY_ROOT": str(root), "SCRUTINY_AS_OF": "15 November 2021"}
    asked = ("overdue", "--format", "json")
    done = run(*asked, cwd=tmp_path, env=env)
    assert json.loads(done.stdout)["as_of"] == "2021-11-15"
    later = scrutiny(*asked, "--as-of", "16/11/2021", cwd=tmp_path, env=env)
    assert json.loads(later.out)["as_of"] == "2021-11-16"
    nowhere = scrutiny(*asked, "--root", tmp_path / "nowhere", cwd=tmp_path, env=env)
    assert nowhere.code == 3


def test_without_a_day_it_is_today_in_london(root: Path) -> None:
    """Whatever the day is, the answer is one, and the same as when it is named."""
    found = json.loads(scrutiny("action", "list", "--root", root, "--format", "json").out)
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", found["as_of"])
    named = scrutiny("action", "list", "--root", root, "--format", "json",
                     "--as-of", found["as_of"])  # fmt: skip
    assert json.loads(named.out) == found


# --------------------------------------------------------------------------------------- quiet


def test_quiet_leaves_what_was_asked_for(root: Path) -> None:
    told = scrutiny("agenda", "build", "--quiet", "--root", root, env=AT)
    assert (told.code, told.out, told.err) == (0, "", "")
    assert (root / "build" / HTML).exists()
    assert scrutiny("check", "-q", "--root", root).everything.strip() == ""
    loud = scrutiny("action", "list", "--root", root, env=AT)
    assert scrutiny("action", "list", "-q", "--root", root, env=AT).out == loud.out


def test_quiet_does_not_hide_why_it_failed(tmp_path: Path) -> None:
    told = scrutiny("action", "list", "--quiet", "--root", tmp_path)
    assert told.code == 3
    assert "holds no folder" in told.err


# ------------------------------------------------------------------------------- the terminal


@pytest.mark.parametrize("columns", ["80", "40", "120"])
@pytest.mark.parametrize(
    "command",
    [("action", "list"), ("overdue",), ("meeting", "list"), ("meeting", "deadlines"),
     ("meeting", "show", "cyp-2021-11-23"), ("recommendation", "list"), ("action", "show", "2")],
    ids=" ".join,
)  # fmt: skip
def test_nothing_is_wider_than_the_screen(
    columns: str, command: tuple[str, ...], root: Path
) -> None:
    told = scrutiny(*command, "--root", root, env={**AT, "COLUMNS": columns})
    assert told.code == 0
    assert max(map(len, told.out.splitlines())) <= int(columns)
    if command[0] == "action":
        assert "AVERYLONGWORD" in "".join(told.out.split())


def test_colour_only_where_it_is_wanted(root: Path) -> None:
    def escapes(**env: str) -> bool:
        return "\x1b[" in scrutiny("action", "list", "--root", root, env={**AT, **env}).out

    assert not escapes()
    assert escapes(FORCE_COLOR="1")
    assert not escapes(FORCE_COLOR="1", NO_COLOR="1")
    assert not escapes(FORCE_COLOR="")
    assert not escapes(NO_COLOR="1")


def test_the_real_thing_in_a_pipe_has_no_colour_either(root: Path) -> None:
    plain = run("action", "list", "--root", root, env=AT)
    assert "\x1b" not in plain.stdout
    coloured = run("action", "list", "--root", root, env={**AT, "FORCE_COLOR": "1"})
    assert "\x1b[" in coloured.stdout
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured.stdout)
    # Before a change of colour a space may stand that is cut from the end of a plain line.
    assert [line.rstrip() for line in bare.splitlines()] == plain.stdout.splitlines()


def test_colour_never_goes_into_a_file(root: Path, tmp_path: Path) -> None:
    env = {**AT, "FORCE_COLOR": "1"}
    scrutiny("action", "list", "--root", root, "--output", tmp_path / "list.txt", env=env)
    assert "\x1b" not in (tmp_path / "list.txt").read_text(encoding="utf-8")


def test_a_rating_is_a_word_without_its_colour(root: Path) -> None:
    told = scrutiny("action", "list", "--root", root, env=AT)
    assert "Long overdue by 75 days" in told.out


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("ascii", "Caf? ?now? ? ?5 ? ?"), ("cp1252", "Café “now” — £5 ? ?"), ("utf-8", WORDS)],
)
def test_pipe_gets_utf_8_and_messages_get_question_marks_for_what_the_console_lacks(
    encoding: str, words: str, root: Path
) -> None:
    env = {**AT, "PYTHONIOENCODING": encoding}
    with started("action", "list", "--root", root, env=env) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert WORDS in out.decode("utf-8")
    with started("action", "show", WORDS, "--root", root, env=env) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, b"")
    assert words in err.decode(encoding)


def test_a_reader_that_stops_early_is_no_fault(root: Path) -> None:
    """`scrutiny action list | head -1`, with more to say than a pipe holds."""
    many = "".join(f"- {{id: x-{n}, action: {'word ' * 90}}}\n" for n in range(400))
    (root / "records/actions/many.yaml").write_text(many)
    with started("action", "list", "--format", "json", "--root", root, env=AT) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.read(10)
        process.stdout.close()
        assert process.wait(timeout=60) == 0
        assert process.stderr.read() == b""


def started(*args: str | Path, env: dict[str, str]) -> "subprocess.Popen[bytes]":
    """The command running, its output as bytes."""
    return subprocess.Popen(
        [sys.executable, "-m", "scrutiny_cli", *map(str, args)],
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
