"""Tables as text, so that a failed comparison shows the rows that differ."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Cell: TypeAlias = str | int | Decimal | date | None
Row: TypeAlias = Mapping[str, Cell]


def drawn(rows: Sequence[Row]) -> str:
    """A table with a header and one line a row; no text for no rows. All rows have the columns of the first."""
    if not rows:
        return ""
    return "\n" + "\n".join(aligned([list(rows[0]), *(cells(row) for row in rows)]))


def differing_rows(one: str, its_rows: Sequence[Row], other: str, other_rows: Sequence[Row]) -> str:
    """The rows that only one of two tables has, each after the name of its table, drawn; no text if they are equal.

    The order of rows does not count, the order and names of columns, types and the number of equal rows do.
    """
    its, others = counted(its_rows), counted(other_rows)
    only = [(row, one) for row in (its - others).elements()] + [(row, other) for row in (others - its).elements()]
    return drawn([{"only in": name, **dict(row)} for row, name in sorted(only)])


def counted(rows: Sequence[Row]) -> Counter[tuple[tuple[str, str], ...]]:
    return Counter(tuple(zip(row, cells(row), strict=True)) for row in rows)


def cells(row: Row) -> list[str]:
    return [written(cell) for cell in row.values()]


def written(cell: Cell) -> str:
    """A cell in JSON, where the text "1", the number 1 and the decimal 1.000000 differ; days as texts."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return json.dumps(cell.isoformat() if isinstance(cell, date) else cell, ensure_ascii=False)


def aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(text) for text in column) for column in zip(*lines, strict=True)]
    return ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines]
