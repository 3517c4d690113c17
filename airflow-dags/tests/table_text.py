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
    return aligned(list(rows[0]), [cells(row) for row in rows]) if rows else ""


def differing_rows(one: str, its_rows: Sequence[Row], other: str, other_rows: Sequence[Row]) -> str:
    """The rows that only one of two tables has, each after the name of its table, drawn; no text if they are equal.

    The order of rows does not count; their number, the columns in their order and the types of the cells do.
    """
    columns = [list(row) for row in (*its_rows[:1], *other_rows[:1])]
    if columns and columns[0] != columns[-1]:
        return f"{one} has the columns {columns[0]}, {other} has {columns[-1]}"
    its, others = (Counter(tuple(cells(row)) for row in rows) for rows in (its_rows, other_rows))
    only = [(*row, one) for row in (its - others).elements()] + [(*row, other) for row in (others - its).elements()]
    return aligned(["only in", *columns[0]], [[name, *row] for *row, name in sorted(only)]) if only else ""


def cells(row: Row) -> list[str]:
    return [written(cell) for cell in row.values()]


def written(cell: Cell) -> str:
    """A cell in JSON, where the text "1", the number 1 and the decimal 1.000000 differ; days as texts."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return json.dumps(cell, ensure_ascii=False, default=date.isoformat)


def aligned(header: list[str], lines: list[list[str]]) -> str:
    """A table's lines, each after a line break, its columns one below the other."""
    widths = [max(map(len, column)) for column in zip(header, *lines, strict=True)]
    padded = [[text.ljust(width) for text, width in zip(line, widths, strict=True)] for line in (header, *lines)]
    return "".join("\n" + "  ".join(line).rstrip() for line in padded)
