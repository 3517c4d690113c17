"""No row is lost without a trace."""

from lake import Lake
from table_text import drawn


def test_rows_in_are_accepted_rejected_or_duplicate(lake: Lake) -> None:
    numbers = lake.rows("quality.control_number")
    lost = lake.query(
        """
        SELECT * FROM "quality.control_number"
        WHERE rows_in <> accepted + rejected + duplicate OR NOT balanced
        """,
        "quality.control_number",
    )
    assert len(numbers) > 0
    assert drawn(lost) == ""


def test_accepted_rows_of_a_source_are_the_rows_of_its_landing_table(lake: Lake) -> None:
    accepted = lake.query(
        """SELECT source, sum(accepted)::BIGINT AS accepted FROM "quality.control_number"
        WHERE step = 'ingest' GROUP BY source ORDER BY source""",
        "quality.control_number",
    )
    landed = [
        {"source": name.removeprefix("landing."), "accepted": lake.table(name).to_pyarrow_dataset().count_rows()}
        for name in lake.tables()
        if name.startswith("landing.")
    ]
    assert drawn(accepted) == drawn(landed)


def test_rejected_rows_are_kept_with_their_reasons(lake: Lake) -> None:
    rejected = """
        SELECT source, sum(rejected)::BIGINT AS rejected FROM "quality.control_number"
        WHERE step = 'ingest' AND rejected > 0 GROUP BY source ORDER BY source"""
    kept = """SELECT source, count(*) AS rejected FROM "quality.rejected" GROUP BY source ORDER BY source"""
    assert drawn(lake.query(rejected, "quality.control_number")) == drawn(lake.query(kept, "quality.rejected"))
