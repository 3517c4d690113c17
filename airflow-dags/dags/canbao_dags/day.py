"""The business day: the day that a night's numbers are about."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

ZONE = "Asia/Shanghai"

# What a task writes into its command line; the DAG gives `business_day` to its templates.
AS_OF = "{{ business_day(params, logical_date) }}"


def business_day(params: Mapping[str, Any], logical_date: datetime | None) -> str:
    """The day given by hand, else the day of the logical date in the province.

    `ds` is the day in UTC, one early for a night run east of Greenwich; the start of the data interval is one early for
    every run started by hand. A run with neither (started by an asset, say) is refused.
    """
    given = params.get("as_of")
    if given:
        return str(given)
    if logical_date is None:
        raise ValueError("The run has no logical date. Trigger it with the parameter as_of, such as 2018-12-31.")
    return logical_date.astimezone(ZoneInfo(ZONE)).date().isoformat()
