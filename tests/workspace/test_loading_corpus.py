"""Two thousand hostile files and what is made of them: words, in bounded time; and files of 100 MB."""

import time
from pathlib import Path

import pytest

from tests import corpus
from tests.inside import scrutiny
from tests.registers import BASE, write_tree

SECONDS = 2.0
READERS = ("record", "settings", "template", "csv", "xlsx")
LARGE = 100_000_000


def test_corpus_has_more_than_a_thousand_files() -> None:
    cases = corpus.every()
    assert len(cases) > 2_000
    assert {case.reader.split(" ")[0] for case in cases} == set(READERS)
    assert len({case.raw for case in cases}) > 1_500


@pytest.mark.parametrize("reader", READERS)
def test_hostile_file_ends_in_words_and_in_time(reader: str, tmp_path: Path) -> None:
    found = []
    for case in corpus.every():
        if case.reader.startswith(reader):
            started = time.process_time()
            wrong = corpus.tried(case, tmp_path)
            spent = time.process_time() - started
            if wrong or spent > SECONDS:
                found.append((case.reader, case.name, wrong, spent))
    assert found == []


CHECK = ("check",)
BUILD = ("agenda", "build", "cyp-2021-11-23", "--format", "html", "--output", "-")


@pytest.mark.parametrize(
    ("path", "line", "code", "words"),
    [
        ("records/actions/a.yaml", CHECK, 1, "file-too-large"),
        ("scrutiny.toml", CHECK, 1, "more than 100,000 bytes"),
        ("templates/agenda.html.j2", BUILD, 3, "it has more than 1 MB"),
        ("templates/style.css", BUILD, 3, "it has more than 1 MB"),
        ("log.csv", ("import", "actions", "log.csv"), 3, "has more than 50 MB"),
        ("log.xlsx", ("import", "actions", "log.xlsx"), 3, "has more than 50 MB"),
        (".scrutiny-locks/unfinished.json", CHECK, 0, "no errors"),
    ],
)
def test_file_of_100_mb_is_refused_in_less_than_a_second(
    path: str, line: tuple[str, ...], code: int, words: str, tmp_path: Path
) -> None:
    scrutiny("check", cwd=write_tree(tmp_path, BASE))  # what a command loads is loaded
    (tmp_path / path).parent.mkdir(exist_ok=True)
    with (tmp_path / path).open("wb") as file:
        file.write(b"PK\x03\x04" if path.endswith("xlsx") else b"# ")
        file.truncate(LARGE)  # noughts that take no room on the disk
    started = time.process_time()
    told = scrutiny(*line, cwd=tmp_path, env={"SCRUTINY_AS_OF": "2021-11-15"})
    assert time.process_time() - started < 1
    assert (told.code, words in told.everything) == (code, True), told.everything


def test_csv_file_of_45_mb_is_refused_before_its_rows_are_read(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_bytes(b"Action,Owner\n" + b"a,b\n" * 11_000_000)
    started = time.process_time()
    told = scrutiny("import", "actions", "log.csv", cwd=write_tree(tmp_path, BASE))
    assert time.process_time() - started < 1
    assert (told.code, "the file has more than 8 MB" in told.err) == (3, True), told.err
