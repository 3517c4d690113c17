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


def test_a_row_that_one_side_has_twice_is_drawn_once() -> None:
    row: Row = {"city": "440100", "due": 307}
    assert differing_rows("spark", [row, row], "duckdb", [row]) == '\nonly in  city      due\nspark    "440100"  307'


def test_a_number_written_as_a_text_differs() -> None:
    assert differing_rows("spark", [{"due": 307}], "duckdb", [{"due": "307"}]) != ""


def test_other_columns_are_named() -> None:
    problem = differing_rows("spark", [{"city": "440100"}], "duckdb", [{"division": "440100"}])
    assert problem == "spark has the columns ['city'], duckdb has ['division']"
