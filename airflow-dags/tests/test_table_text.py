"""The comparison itself sees what it must see."""

from datetime import date
from decimal import Decimal

from table_text import Row, differing_rows


def test_equal_tables_in_another_order_do_not_differ() -> None:
    rows: list[Row] = [{"city": "440100", "due": 307}, {"city": "440200", "due": 59}]
    assert differing_rows("spark", rows, "duckdb", rows[::-1]) == ""


def test_a_day_equals_its_text() -> None:
    assert differing_rows("spark", [{"day": "2018-12-31"}], "duckdb", [{"day": date(2018, 12, 31)}]) == ""


def test_rows_of_one_side_are_drawn_with_its_name() -> None:
    spark: list[Row] = [{"city": "440100", "rate": Decimal("0.970684")}, {"city": "440200", "rate": None}]
    duckdb: list[Row] = [
        {"city": "440100", "rate": Decimal("0.970684")},
        {"city": "440200", "rate": Decimal("0.932203")},
    ]
    assert differing_rows("spark", spark, "duckdb", duckdb).splitlines() == [
        "",
        "only in  city      rate",
        'duckdb   "440200"  0.932203',
        'spark    "440200"  null',
    ]
