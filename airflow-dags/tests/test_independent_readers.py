"""Programs without Spark see what Spark wrote."""

import pytest

from lake import Lake
from table_text import Row, differing_rows, drawn

CITY_COVERAGE = ["coverage.city_coverage", "release.city_coverage"]


def test_every_schema_of_the_lake_has_tables(lake: Lake) -> None:
    schemas = {name.split(".")[0] for name in lake.tables()}
    assert schemas == {"landing", "register", "coverage", "quality", "release", "supervision", "worklist", "evaluation"}


def test_no_table_asks_more_of_a_reader_than_the_first_delta_protocol(lake: Lake) -> None:
    """Deletion vectors, column mapping, v2 checkpoints and type widening all need a later one; with column mapping
    DuckDB would read NULL in every column and say nothing. Histories have deletion vectors once a row has ended."""
    protocols = {name: lake.table(name).protocol() for name in lake.tables()}
    demanding: list[Row] = [
        {"table": name, "reader": protocol.min_reader_version, "features": str(protocol.reader_features)}
        for name, protocol in protocols.items()
        if protocol.min_reader_version > 1 or protocol.reader_features
    ]
    assert drawn(demanding) == ""


def test_every_table_can_be_read_to_its_end(lake: Lake) -> None:
    """As many rows come out of the files as the table's log says."""
    counts: list[Row] = [
        {"table": name, "in log": rows_in_log(lake, name), "read": rows_read(lake, name)} for name in lake.tables()
    ]
    assert drawn([row for row in counts if row["in log"] != row["read"]]) == ""


@pytest.mark.parametrize("table", CITY_COVERAGE)
def test_duckdb_reads_the_rows_of_city_coverage_that_spark_reads(
    table: str, lake: Lake, spark_rows: dict[str, list[Row]]
) -> None:
    assert len(spark_rows[table]) > 0
    assert differing_rows("spark", spark_rows[table], "duckdb", lake.rows(table)) == ""


@pytest.mark.parametrize("table", CITY_COVERAGE)
def test_the_rate_is_covered_by_due_rounded_half_up_to_six_places(table: str, lake: Lake) -> None:
    """Decided in whole millionths; nobody due or a head count without due has no rate."""
    other_rates = lake.query(
        f"""
        WITH counted AS (
          SELECT as_of, basis, division, family, denominator, covered, due, rate,
            (rate * 1000000)::BIGINT AS millionths,
            CASE WHEN due > 0 THEN (2000000 * covered + due) // (2 * due) END AS expected
          FROM "{table}")
        SELECT * FROM counted WHERE millionths IS DISTINCT FROM expected
        """,
        table,
    )
    assert drawn(other_rates) == ""


def rows_in_log(lake: Lake, name: str) -> int:
    files = lake.table(name).get_add_actions(flatten=True)
    return sum(files["num_records"].to_pylist())


def rows_read(lake: Lake, name: str) -> int:
    return sum(batch.num_rows for batch in lake.table(name).to_pyarrow_dataset().to_batches())
