"""The evaluation's sheet says what its tables say."""

import re
from decimal import Decimal
from pathlib import Path

from lake import Lake
from table_text import Row
from workbook import cells

README = Path(__file__).parents[2] / "README.md"
TABLE = re.compile(r"delta_scan\('lake/evaluation/(\w+)'\)")

# Columns of the standard sheet by the names that the README's query gives them.
COLUMNS = {
    "indicator": "A",
    "unit": "C",
    "base_2015": "D",
    "y2018": "G",
    "target_2018": "H",
    "completion": "J",
    "time_share": "K",
    "judgement": "L",
    "gap": "M",
    "target_2020": "O",
    "forecast_2020": "P",
    "source": "T",
}


def test_the_queries_of_the_readme_give_the_numbers_of_the_sheet(province: Path, lake: Lake) -> None:
    sheet, cities = queries(lake)
    lines = [line for line in cells(province / "midterm.xlsx", 1) if line.get("A", "").isdigit()]
    assert len(sheet) == len(lines) == 17
    for row in sheet:
        (line,) = [one for one in lines if one["A"] == str(row["indicator"]) and one["B"].endswith(str(row["sub"]))]
        assert {name: shown(row[name]) for name in COLUMNS} == {
            name: shown(line.get(column)) for name, column in COLUMNS.items()
        }
    assert [row["rank"] for row in cities if row["rank"]][:1] == [1]


def queries(lake: Lake) -> list[list[Row]]:
    """The rows of each query in the section on the evaluation, with tables as the tests call them."""
    section = README.read_text("utf-8").split("## The evaluation", 1)[1].split("\n## ", 1)[0]
    (block,) = re.findall(r"```sql\n(.*?)```", section, re.DOTALL)
    return [
        lake.query(TABLE.sub(r'"evaluation.\1"', query), *(f"evaluation.{name}" for name in set(TABLE.findall(query))))
        for query in block.split(";")
        if query.strip()
    ]


def shown(value: object) -> object:
    """Numbers as numbers, however many zeros they are written with; nothing as an empty text."""
    text = "" if value is None else str(value)
    return Decimal(text).normalize() if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else text
