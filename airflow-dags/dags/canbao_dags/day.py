"""The business day: the day that the numbers of a run are about."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from airflow.sdk import Param

ZONE = "Asia/Shanghai"

# What a task writes into its command line; the DAG gives the function to its templates.
AS_OF = "{{ business_day(params, logical_date) }}"
YEAR_END = "{{ year_end(params, logical_date) }}"


def day_param(description: str) -> Param:
    """The parameter `as_of`, which may be empty."""
    return Param(None, type=["null", "string"], format="date", title="Day", description=description)


def business_day(params: Mapping[str, Any], logical_date: datetime | None) -> str:
    """The day given by hand, else the day of the logical date in the province.

    `ds` is the day in UTC, one early for a night run east of Greenwich; the start of the data interval is one early for
    every run started by hand. A run with neither (started by an asset, say) is refused.
    """
    return given(params) or in_the_province(logical_date).isoformat()


def year_end(params: Mapping[str, Any], logical_date: datetime | None) -> str:
    """The day given by hand, else 31 December of the year before that of the logical date in the province.

    The logical date must be the moment of the run, as with `CronTriggerTimetable`: that of a data interval of a year
    lies a year before the run that its schedule starts, but not before one started by hand.
    """
    return given(params) or date(in_the_province(logical_date).year - 1, 12, 31).isoformat()


def given(params: Mapping[str, Any]) -> str:
    """The parameter `as_of`; empty without one."""
    return str(params.get("as_of") or "")


def in_the_province(logical_date: datetime | None) -> date:
    if logical_date is None:
        raise ValueError("The run has no logical date. Trigger it with the parameter as_of, such as 2018-12-31.")
    return logical_date.astimezone(ZoneInfo(ZONE)).date()
