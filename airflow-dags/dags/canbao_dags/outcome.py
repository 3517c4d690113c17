"""How a command ended and what it counted. No data of people: numbers and names of steps and sources alone."""

import re
from collections.abc import Iterable
from typing import Any, TypedDict

from airflow.sdk import Context

KEY = "outcome"

# The line that the program logs after each step, whether the log is text or json.
STEP_DONE = re.compile(r"(\w+) done: (\d+) rows in, (\d+) accepted, (\d+) rejected, (\d+) written")


class Step(TypedDict):
    """What a step counted; at the gate rows are cities and the rejected ones are held."""

    step: str
    rows_in: int
    accepted: int
    rejected: int
    written: int


class Outcome(TypedDict):
    """How one call of spark-submit ended; `source` is empty for a command of all sources."""

    command: str
    source: str
    exit_code: int | None
    steps: list[Step]


def steps_in(lines: Iterable[str]) -> list[Step]:
    """The steps that a command's output tells of."""
    return [
        Step(step=step, rows_in=int(rows_in), accepted=int(accepted), rejected=int(rejected), written=int(written))
        for step, rows_in, accepted, rejected, written in map(re.Match.groups, matches(lines))
    ]


def matches(lines: Iterable[str]) -> Iterable[re.Match[str]]:
    return filter(None, map(STEP_DONE.search, lines))


def pulled(context: Context, task_id: str, key: str = KEY) -> list[Any]:
    """What a task has left behind: one value, one for each of its copies, or none."""
    value = context["ti"].xcom_pull(task_ids=task_id, key=key)
    values = value if isinstance(value, list) else [value]
    return [each for each in values if each is not None]


def outcomes(context: Context, task_ids: Iterable[str]) -> list[Outcome]:
    return [outcome for task_id in task_ids for outcome in pulled(context, task_id)]
