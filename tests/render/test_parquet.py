"""Flat tables in Parquet: their types, whose each row is, the views over many councils, nothing exempt."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from scrutiny_cli.exporting import lake
from tests import exempt_register
from tests.inside import scrutiny
from tests.registers import write_tree
from tests.sample import ROOT

DAY = "2021-11-15"
OTHER = {
    "records/committees/hs.yaml": "name: Health Scrutiny\ncouncil: Other Council\n",
    "records/meetings/hs-2019-10-01.yaml": "date: 2019-10-01\nstatus: held\n",
    "records/actions/a.yaml": (
        "- {id: act-1, meeting: hs-2019-10-01, action: Ask., owner: [A, B], directorate: D, due: 2019-11-01,\n"
        "   moved: [{from: 2019-10-15, to: 2019-11-01}]}\n"
    ),
    "records/recommendations/r.yaml": (
        "- {id: r-1, meeting: hs-2019-10-01, text: Do it., to: executive, received: 2019-10-10,\n"
        "   completed: 2020-01-01}\n"
    ),
    "records/responses/r.yaml": "- {id: a-1, to: r-1, on: 2019-11-09, decision: agreed}\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of two councils in one folder."""
    found = tmp_path_factory.mktemp("lake")
    other = write_tree(found / "other", OTHER)
    for root in (ROOT, other):
        line = ("export", "--format", "parquet", "--root", str(root), "--as-of", DAY)
        assert scrutiny(*line, "--output", str(found / "all"), cwd=root).code == 0
    return found / "all"


@pytest.fixture
def database(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB with the views, in that folder."""
    monkeypatch.chdir(folder)
    with duckdb.connect() as connection:
        connection.execute(lake.sql())
        yield connection


def test_each_council_has_a_file_of_each_table_with_the_types_promised(folder: Path) -> None:
    for council in ("herefordshire-council", "other-council"):
        for table in lake.TABLES:
            file = folder / f"council={council}" / f"{table.name}.parquet"
            shape = f"DESCRIBE SELECT * FROM read_parquet('{file}', hive_partitioning = false)"
            found = [
                (name, type_) for name, type_, *_ in duckdb.connect().execute(shape).fetchall()
            ]
            promised = [(name, type_.replace(" ", "")) for name, type_ in lake.schema_of(table)]
            assert found == promised


def test_every_row_says_whose_it_is_and_as_at_when(database: duckdb.DuckDBPyConnection) -> None:
    rows = database.sql(
        "SELECT DISTINCT council, CAST(as_of AS VARCHAR), schema, length(revision) FROM actions"
    ).fetchall()
    assert sorted(rows) == [
        ("herefordshire-council", DAY, "scrutiny/1", 10),
        ("other-council", DAY, "scrutiny/1", 10),
    ]


def test_views_count_over_councils(database: duckdb.DuckDBPyConnection) -> None:
    def view(name: str, columns: str = "*") -> list[tuple[object, ...]]:
        where = "WHERE council = 'other-council'"
        return database.sql(f"SELECT {columns} FROM {name} {where}").fetchall()

    assert view("late_by_council") == [("other-council", 1, 1, 745.0)]
    assert view("response_times") == [("other-council", 1, 1, 0, 30.0)]
    assert view("slipped_dates") == [("other-council", "D", 1, 1, 1)]
    assert view("implementation_rate") == [("other-council", "2019/20", 1, 1, 1, 0, 1, 0)]
    assert view("actions", "owner, due, completed") != []
    assert database.sql("SELECT count(*) > 10 FROM latest_measures").fetchall() == [(True,)]


def test_exempt_words_are_in_no_file_and_private_exports_are_refused(tmp_path: Path) -> None:
    root = exempt_register.write(tmp_path / "register")
    line = ("export", "--format", "parquet", "--root", str(root), "--as-of", DAY)
    out = tmp_path / "out"
    assert scrutiny(*line, "--output", str(out), cwd=root).code == 0
    for file in out.rglob("*.parquet"):
        query = f"SELECT * FROM read_parquet('{file}', hive_partitioning = false)"
        assert exempt_register.MARK not in repr(duckdb.connect().execute(query).fetchall())
    assert scrutiny(*line, "--private", "--output", str(out), cwd=root).code == 2


def test_same_records_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    line = ("export", "--format", "parquet", "--root", str(ROOT), "--as-of", DAY)
    scrutiny(*line, "--output", str(tmp_path), cwd=ROOT)
    for file in tmp_path.rglob("*.parquet"):
        assert file.read_bytes() == (folder / file.relative_to(tmp_path)).read_bytes()
