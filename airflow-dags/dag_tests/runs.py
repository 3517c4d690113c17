"""Whole runs of a DAG in this process."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from airflow.dag_processing.dagbag import DagBag
from airflow.models.asset import AssetEvent
from airflow.models.dagrun import DagRun
from airflow.utils.session import create_session


def night(bag: DagBag, day: str, **conf: Any) -> DagRun:
    """The run that the schedule makes for a day: its logical date is 01:30 in the province, the day before in UTC."""
    at = datetime.fromisoformat(f"{day}T01:30").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    run: DagRun = bag.dags["canbao_nightly"].test(logical_date=at, run_conf=conf or None)
    return run


def states(run: DagRun) -> dict[str, str]:
    """How each task ended; a task with a copy for each source has one line a source."""
    return {name(instance): str(instance.state) for instance in run.get_task_instances()}


def name(instance: Any) -> str:
    return " ".join(filter(None, (instance.task_id, instance.rendered_map_index)))


def others_than(state: str, run: DagRun) -> dict[str, str]:
    return {task: its_state for task, its_state in states(run).items() if its_state != state}


def released(day: str) -> list[dict[str, Any]]:
    """The events that say that a day was released."""
    with create_session() as session:
        return [event.extra for event in session.query(AssetEvent) if event.extra.get("as_of") == day]
